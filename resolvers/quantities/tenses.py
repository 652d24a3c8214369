"""Tenses: whether a clause speaks of what will be, for a day that only its weekday names."""

from __future__ import annotations

import re

# A weekday lies ahead behind these: general English of plans.
_AHEAD = (
    r"(?:(?:will|shall|would|(?-i:may)|might)\b(?!\s(?:not\s)?have\b)"
    r"|could\b(?!\s(?:not|have)\b)|[’']ll\b|won[’']t\b"
    r"|(?:is|are|was|were|be)\s(?:due|set|scheduled|expected|planned|slated|supposed|likely)\b"
    r"|(?:is|are)\s(?:not\s)?(?:to|going\sto)\b|plans?\sto\b"
    r"|(?:planned|scheduled)\sfor\b|(?:due|expected)\s(?:on|by|to)\b|(?:hope|intend|want)s?\sto\b"
    r"|(?:up)?coming\b)"
)
_BEFORE = re.compile(_AHEAD, re.IGNORECASE)
# Between such a word and the day another verb may stand that has the day: "that will close, he
# said on Friday".
_PAST = r"(?:said|says|told|announced|was|were|had|did|who|which|after|since|wrote|added)\b"
_BETWEEN = re.compile(rf"\b{_PAST}", re.IGNORECASE)
_BEHIND = re.compile(
    rf"[’']?s?,?(?:\s(?!{_PAST})[^\W\d_]+){{0,5}}?(?:\s{_AHEAD}|[’']ll\b)", re.IGNORECASE
)
_OPENING = re.compile(
    r"(?:^|[.!?;:“\"\n])\s*(?:and\s|but\s|by\s|on\s|that\s)?(?:next\s|this\s)?\Z", re.IGNORECASE
)
_CLAUSE_END = re.compile(r"[.!?;:\n](?!\d)")
_CLAUSE = 90  # code points on either side of a day in which its verb stands


def ahead(text: str, day: tuple[int, int], start: int, end: int) -> bool:
    """Whether the verb of a day's clause speaks of what will be.

    Args:
        text: the article.
        day: where the words of the day begin and end.
        start: where the content begins.
        end: where it ends.
    """
    at, stop = day
    low = max(start, at - _CLAUSE)
    for found in _CLAUSE_END.finditer(text, low, at):
        low = found.end()
    verbs = list(_BEFORE.finditer(text, low, at))
    if verbs:
        return not _BETWEEN.search(text, verbs[-1].end(), at)
    opens = _OPENING.search(text[max(start, low - 2) : at])
    return bool(opens and _BEHIND.match(text, stop, min(end, stop + _CLAUSE)))

"""Figures: what a number counts that names nothing, which the words before it say.

"18,400 people are ill, said the agency. Another put the figure at 22,000." "He denied that any
permit had been refused. She said 41 had been refused." "Three clinics are open, he said. She said
there were two."
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import attrs

from provenance.records.claims import Claim, Value
from provenance.spans import Span
from resolvers.quantities.measures import singular

_FIGURE = re.compile(
    r"\W*(?:the|that|its|their)\s+(?:figure|number|toll|total|tally|count)\b(?!\s+of)"
)
# A number and nothing else: "there were two", "only two".
_MERELY = re.compile(
    r"\W*(?:that\s+)?(?:there\s+(?:were|are|had\s+been|have\s+been)\s+)?"
    r"(?:only\s+|just\s+|at\s+least\s+|about\s+|nearly\s+)?\Z"
)
_BE = r"(?:were|was|are|is|had\s+been|has\s+been|have\s+been)"
_DONE = re.compile(rf"\s+(?P<be>{_BE}|will\s+be)\s+(?:already\s+|still\s+|now\s+)?(?P<deed>\w+)")
# "Any permit had been refused": what can be counted, and what was done to it.
_COUNTABLE = (
    r"(?:any|no|every|each|another|some|many|several|(?:not\s+)?a\s+single)\s+(?:\w+\s+)?"
    rf"(?P<noun>[a-z]{{3,}})\s+{_BE}\s+"
)
# The last plural of the sentences before: "will run clinics; … said three were open". What stands
# behind a name or a pronoun may be a verb ("he walks").
_PLURAL = re.compile(
    r"(?<=[a-z]\s)(?<!he\s)(?<!she\s)(?<!who\s)(?<!that\s)(?<!it\s)(?P<noun>[a-z]{2,}[^\W\dsui]s)"
    r"(?=[;,.:]|\s(?:in|at|of|on|near|by|with|and|across|that|which|for|from|to)\b)"
)
# Said of people whom nobody names: "eleven were killed", "three are still missing".
_OF_PEOPLE = re.compile(r"dead|missing|ill|hurt|safe|sick|alive|homeless|men|women|\w+(?:ed|ing)")
_REACH = 400  # code points between the two
_BEFORE = 250  # code points before a number in which its plural stands


def with_figures(text: str, claims: Sequence[Claim]) -> list[Claim]:
    """Return a number that names nothing the noun that the words before it say.

    Args:
        text: the article.
        claims: what it reports, in the order of the contents.
    """
    done: list[Claim] = []
    last: Value | None = None
    for claim in claims:
        values = tuple(_with_inferred_noun(text, claim, value, last) for value in claim.values)
        done.append(claim if values == claim.values else attrs.evolve(claim, values=values))
        last = next((v for v in reversed(values) if v.kind == "number" and v.noun), last)
    return done


def _with_inferred_noun(text: str, claim: Claim, value: Value, last: Value | None) -> Value:
    """Return a value the first noun that the words before it say, if any does."""
    if value.kind != "number" or value.noun is not None or value.unit is not None:
        return value
    noun = next(_candidate_nouns(text, claim, value, last), None)
    return value if noun is None else attrs.evolve(value, noun=noun)


def _candidate_nouns(text: str, claim: Claim, value: Value, last: Value | None) -> Iterator[str]:
    """Yield the nouns that a number may count, the surest first."""
    near = last is not None and 0 <= value.span.start - last.span.end <= _REACH
    if near and last is not None and last.noun and _is_bare_figure(text, claim, value):
        yield last.noun
    if value.span.start >= claim.content[0].start:
        yield from _candidate_nouns_of_deed(text, value.span, claim.content[-1].end)


def _candidate_nouns_of_deed(text: str, span: Span, end: int) -> Iterator[str]:
    """Yield the nouns of which the words before a number say what is said of it."""
    done = _DONE.match(text, span.end, end)
    if done is None:
        return
    yield from _nouns_with_same_deed(text, span.start, done["deed"])
    if not _OF_PEOPLE.fullmatch(done["deed"]):
        yield from _plurals_before(text, span.start)


def _is_bare_figure(text: str, claim: Claim, value: Value) -> bool:
    """Whether a content is of a figure, or of a number and nothing else."""
    opening = claim.content[0]
    if _FIGURE.match(text, opening.start, opening.end):
        return True
    before = text[opening.start : value.span.start]
    behind = text[value.span.end : claim.content[-1].end]
    return _MERELY.match(before) is not None and not any(map(str.isalnum, behind))


def _nouns_with_same_deed(text: str, end: int, deed: str) -> Iterator[str]:
    """Yield the noun of which the words before an offset say the same deed."""
    same = re.compile(_COUNTABLE + re.escape(deed) + r"\b")
    found = list(same.finditer(text, max(0, end - _REACH), end))
    yield from (singular(match["noun"]) or match["noun"] for match in found[-1:])


def _plurals_before(text: str, end: int) -> Iterator[str]:
    """Yield the last plural before an offset, unless a new paragraph begins between."""
    start = max(text.rfind("\n", 0, end) + 1, end - _BEFORE)
    found = list(_PLURAL.finditer(text, start, end))
    yield from (noun for match in found[-1:] if (noun := singular(match["noun"])))

"""Sentences: where they end, and where an abbreviation only looks like an end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from provenance.spans import Span
from resolvers.text.tokens import TITLE_ABBREVIATIONS
from resolvers.text.words import word_set

_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
# A mark that may end a sentence, closing quotes and brackets behind it, and the start of the next
# sentence.
_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+(?=[\"'“‘«(\[]*[^\W_])")
_WORD_BEFORE = re.compile(r"((?:[^\W_]\.)*[^\W_]+)\.$")
_WORD_AFTER = re.compile(r"[\"'“‘«(\[]*([^\W_]+)")
_WINDOW = 24  # code points before a full stop, enough for the longest abbreviation
# Words that follow an abbreviation only when it ends the sentence: "in the U.S. The president".
_OPENERS = word_set(
    "a after although an and another as at because before both but by despite during earlier for from he her his "
    "how however i if in instead it its last later many meanwhile more most my no not of on one only our over "
    "people she since so some such that the their then there these they this those though through to two under "
    "unlike until we what when where which while who why with without yet you"
)
_MAY_END = word_set("inc corp ltd co jr sr am pm etc esq")


def sentences(text: str) -> list[Span]:
    """Cut a text into sentences, in order; white space around them belongs to none.

    A line break always ends a sentence: news texts break lines at paragraphs, and headlines have no
    full stop.
    """
    return [
        span
        for line in _LINE.finditer(text)
        for span in _sentences_in_line(text, line.start(), line.end())
    ]


@lru_cache(maxsize=4)
def article_sentences(text: str) -> tuple[Span, ...]:
    """Cut a whole article into sentences, once for all that read it one after the other."""
    return tuple(sentences(text))


def _sentences_in_line(text: str, start: int, end: int) -> Iterator[Span]:
    for match in _END.finditer(text, start, end):
        if _is_sentence_end(text, match, start):
            yield from _trimmed_sentence_span(text, start, match.end())
            start = match.end()
    yield from _trimmed_sentence_span(text, start, end)


def _is_sentence_end(text: str, match: re.Match[str], line: int) -> bool:
    """Whether the mark ends a sentence.

    The next word may start one, and the word before is no abbreviation.
    """
    is_point = match.group()[0] == "."
    following = _WORD_AFTER.match(text, match.end())
    if following is None:
        return not is_point
    if following[1][0].islower():
        return False
    if not is_point:
        return True
    before = _WORD_BEFORE.search(text[max(line, match.start() - _WINDOW) : match.start() + 1])
    return before is None or _full_stop_ends_sentence(before[1], following[1])


def _full_stop_ends_sentence(before: str, following: str) -> bool:
    """Whether a point between two words ends a sentence, and is not only an abbreviation's."""
    word = before.replace(".", "").lower()
    if word in TITLE_ABBREVIATIONS and before[0].isupper():
        return False
    initial = len(word) == 1 and before.isupper()
    if "." in before or word in _MAY_END or initial:
        return following.lower() in _OPENERS and following not in {"A", "I"}
    return True


def _trimmed_sentence_span(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)

"""Casing: what a capital letter is worth at each token of an article.

A capital inside a sentence marks a name; at the start of a sentence or in a headline it may mark
nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from resolvers.text.tokens import Token
from resolvers.text.words import FUNCTION_WORDS, word_set

_OPENING = frozenset("\"“‘«(['")
_ENDS = word_set(".!?:…;•*·|")
_MIN_CONTENT = 2
_MIN_HEADLINE = 3  # words; two with nothing between them are a name as often as a headline
_CAPITAL_SHARE = 0.75  # of the content words of a headline


@attrs.frozen
class Casing:
    """Hold flags for each token, and the words of the article by how they are written.

    Args:
        initial: the token is the first word of a sentence, a line or a quotation.
        headline: the token stands in a line that capitalises its words, or all letters.
        shouted: the token stands in a line written all in capitals.
        lower: words that the article writes in lower case.
        inside: words that it capitalises inside a sentence.
    """

    initial: Sequence[bool]
    headline: Sequence[bool]
    shouted: Sequence[bool]
    lower: frozenset[str]
    inside: frozenset[str]


def read_casing(text: str, tokens: list[Token]) -> Casing:
    """Read how an article uses capitals."""
    initial, headline, shouted = ([False] * len(tokens) for _ in range(3))
    for start, end in _line_token_ranges(text, tokens):
        _mark_sentence_initials(tokens, start, end, initial)
        for first, stop, shouts in _capitalised_ranges(tokens, start, end):
            headline[first:stop] = [True] * (stop - first)
            shouted[first:stop] = [shouts] * (stop - first)
    lower = frozenset(token.text for token in tokens if token.text[0].islower())
    inside = frozenset(_capitalised_words_inside_sentences(tokens, initial, headline))
    return Casing(initial, headline, shouted, lower, inside)


def _capitalised_ranges(
    tokens: list[Token], start: int, end: int
) -> Iterator[tuple[int, int, bool]]:
    """Yield what of a line is a headline, or in capitals, and whether all letters are."""
    if _is_all_capitals_line(tokens[start:end]):
        yield start, end, True
    elif _has_headline_casing(tokens[start:end]):
        yield start, end, False
    else:
        yield from ((first, stop, True) for first, stop in _all_capitals_runs(tokens, start, end))


def _capitalised_words_inside_sentences(
    tokens: list[Token], initial: list[bool], headline: list[bool]
) -> Iterator[str]:
    """Yield the words that have a capital inside a sentence, in lower case."""
    for token, opens, shouts in zip(tokens, initial, headline, strict=True):
        if not opens and not shouts and token.text[0].isupper():
            yield token.text.lower()


def _line_token_ranges(text: str, tokens: list[Token]) -> Iterator[tuple[int, int]]:
    start = 0
    for i in range(1, len(tokens) + 1):
        if i == len(tokens) or text.find("\n", tokens[i - 1].end, tokens[i].start) >= 0:
            yield start, i
            start = i


def _mark_sentence_initials(tokens: list[Token], start: int, end: int, initial: list[bool]) -> None:
    fresh = True
    for i in range(start, end):
        word = tokens[i].text
        if word[0].isalnum():
            initial[i] = fresh
            fresh = False
        elif word[0] in _ENDS or (
            word[0] in _OPENING and (i + 1 == end or tokens[i].end == tokens[i + 1].start)
        ):
            fresh = True


def _is_all_capitals_line(line: list[Token]) -> bool:
    words = [t.text for t in line if t.text[0].isalpha()]
    return len(words) >= _MIN_HEADLINE and sum(w.isupper() for w in words) > _CAPITAL_SHARE * len(
        words
    )


def _all_capitals_runs(tokens: list[Token], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield stretches of words in capitals inside a line: "you MUST SEE THIS film"."""
    first = start
    for i in range(start, end + 1):
        if i < end and tokens[i].text.isupper() and tokens[i].text.isalpha():
            continue
        if i - first >= _MIN_HEADLINE:
            yield first, i
        first = i + 1


def _has_headline_casing(line: list[Token]) -> bool:
    """Whether a line capitalises its content words and does not end like a sentence."""
    words = [t.text for t in line if t.text[0].isalpha() and t.text.lower() not in FUNCTION_WORDS]
    if len(words) < _MIN_CONTENT or len(line) < _MIN_HEADLINE or line[-1].text in {".", "!"}:
        return False
    return sum(w[0].isupper() for w in words) > _CAPITAL_SHARE * len(words)

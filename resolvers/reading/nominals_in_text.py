"""Nominals: common nouns that stand for an organisation, a place or people: "the company", "the Russian government"."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from provenance.spans import Span
from resolvers.reading.before import read_before
from resolvers.reading.lexicon import fold, lexicon
from resolvers.reading.role_heads import head_at
from resolvers.reading.tokens import Token
from resolvers.reading.words import word_set

_PEOPLE = word_set(
    "man men woman women guy guys person couple pair duo trio boy boys girl girls family families crowd protesters "
    "demonstrators troops forces soldiers rebels militants defendants victims residents voters lawmakers officers "
    "refugees migrants investigators negotiators allies hackers"
)
_INDEFINITE = frozenset({"a", "an", "another", "any", "each", "every", "no", "some", "whose"})


@attrs.frozen(kw_only=True)
class Nominal:
    """Point at a nominal without its determiner; the head is its noun."""

    span: Span
    head: Span
    type: str


def nominals_in(text: str, tokens: list[Token]) -> Iterator[Nominal]:
    """Find definite, possessive and country-bound nominals; indefinite and bare ones mean nobody in particular."""
    for i, token in enumerate(tokens):
        kind = _type(token.text) if token.text[0].islower() else None
        if kind is None or _modifies(text, tokens, i):
            continue
        before = read_before(text, tokens, i)
        definite = before.determiner and before.determiner not in _INDEFINITE
        if definite or before.affiliations or (before.counted and before.start < i):
            head = Span(token.start, token.end)
            yield Nominal(span=Span(tokens[before.start].start, token.end), head=head, type=kind)


def _type(word: str) -> str | None:
    """Type a head noun, singular or plural."""
    if word in _PEOPLE:
        return "PER"
    lex = lexicon()
    for form in _singulars(fold(word)):
        if form in lex.organisation_heads:
            return "ORG"
        if form in lex.place_heads:
            return "LOC"
    return None


def _singulars(word: str) -> Iterator[str]:
    yield word
    if word.endswith("ies"):
        yield word[:-3] + "y"
    if word.endswith("s"):
        yield word[:-1]
    if word.endswith("es"):
        yield word[:-2]


def _modifies(text: str, tokens: list[Token], i: int) -> bool:
    """Tell whether the noun only describes the next one: "the government official", "the company-wide"."""
    if i + 1 >= len(tokens) or tokens[i + 1].text in {"-", "‐"}:
        return i + 1 < len(tokens) and tokens[i].end == tokens[i + 1].start
    following = tokens[i + 1].text
    if text[tokens[i].end : tokens[i + 1].start] != " " or not following[0].islower():
        return False
    return _type(following) is not None or head_at(tokens, i + 1) is not None

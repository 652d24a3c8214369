"""Nominals.

Common nouns that stand for an organisation, a place or people: "the company", "the Russian
government".
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import attrs

from provenance.spans import Span
from resolvers.lexicon.lexicon import lexicon
from resolvers.mention_detection.roles.before import Before, read_before
from resolvers.mention_detection.roles.complements import complement
from resolvers.mention_detection.roles.heads import head_at, plural_of
from resolvers.text.tokens import Token
from resolvers.text.words import word_set

_PEOPLE = word_set(
    "man men woman women guy guys person couple pair duo trio boy boys girl girls family families crowd "
    "protesters demonstrators troops forces soldiers rebels militants defendants victims residents voters "
    "lawmakers officers refugees migrants investigators negotiators allies hackers"
)
# With a capital in press releases, and at the beginning of a sentence.
_CAPITALS = {"Company": "company", "Police": "police"}
_BARE = "police"  # a body that is told of without an article
_INDEFINITE = frozenset(
    {
        "a",
        "an",
        "another",
        "any",
        "each",
        "every",
        "no",
        "some",
        "whose",
        "all",
        "most",
        "many",
        "few",
    }
)
# Behind these not even a country makes one of several: "any U.S. city".
_ANY = frozenset({"any", "each", "every", "no"})


@attrs.frozen(kw_only=True)
class Nominal:
    """Point at a nominal without its determiner; the head is its noun."""

    span: Span
    head: Span
    type: str


def nominals_in(text: str, tokens: list[Token]) -> Iterator[Nominal]:
    """Find definite, possessive and country-bound nominals.

    Indefinite and bare ones mean nobody in particular.
    """
    end = 0
    for i, token in enumerate(tokens):
        if size := _state_body_size_at(text, tokens, i):
            end = i + size
            yield from _state_body_nominal(text, tokens, i, size)
        elif i >= end and (kind := _nominal_type(token.text)):
            yield from _nominal_at(text, tokens, i, kind)


def _state_body_nominal(text: str, tokens: list[Token], i: int, size: int) -> Iterator[Nominal]:
    """Yield a body of a state that begins at a token, where its country stands before it."""
    before, last = read_before(text, tokens, i), tokens[i + size - 1]
    if before.affiliations:
        span = Span(tokens[before.start].start, last.end)
        yield Nominal(span=span, head=Span(tokens[i].start, last.end), type="ORG")


def _nominal_at(text: str, tokens: list[Token], i: int, kind: str) -> Iterator[Nominal]:
    """Yield the nominal whose head is a token, where it means somebody."""
    if _modifies_next_noun(text, tokens, i) or _is_state_as_condition(tokens, i):
        return
    before = read_before(text, tokens, i)
    if _is_definite_nominal(tokens, i, before):
        stop, _ = complement(text, tokens, i + 1, kind)
        yield Nominal(
            span=Span(tokens[before.start].start, tokens[stop - 1].end),
            head=Span(tokens[i].start, tokens[i].end),
            type=kind,
        )


def _is_definite_nominal(tokens: list[Token], i: int, before: Before) -> bool:
    """Whether a noun means one in particular: by its determiner, or one that a country has."""
    if before.determiner and before.determiner not in _INDEFINITE:
        return True
    if before.affiliations and before.determiner not in _ANY:
        return tokens[i].text in _singular_head_nouns() or _is_bare_body(tokens, i, before.start)
    return _is_bare_body(tokens, i, before.start)


def _is_state_as_condition(tokens: list[Token], i: int) -> bool:
    """Tell a state that is none: "the state of emergency"."""
    behind = [token.text for token in tokens[i + 1 : i + 3]]
    state = tokens[i].text in {"state", "states"} and behind[:1] == ["of"]
    return state and len(behind) > 1 and behind[1].islower()


def _is_bare_body(tokens: list[Token], i: int, start: int) -> bool:
    """Whether a noun without anything before it is a body all the same: "Police said"."""
    return start == i and tokens[i].text.lower() == _BARE and tokens[i].text != _BARE.upper()


def _nominal_type(word: str) -> str | None:
    """Return the type of what a noun stands for, if it can be a nominal's head."""
    return _head_noun_types().get(_CAPITALS.get(word, word))


def _state_body_size_at(text: str, tokens: list[Token], i: int) -> int:
    """Count the tokens of a body of a state that starts here and has several words.

    Such as "state media".
    """
    for size in _state_body_sizes().get(tokens[i].text.lower(), ()):
        part = tokens[i : i + size]
        if (
            len(part) == size
            and text[part[0].start : part[-1].end].lower() in lexicon().state_bodies
        ):
            return size
    return 0


@cache
def _state_body_sizes() -> dict[str, tuple[int, ...]]:
    """First word of the bodies of several words to their lengths, the longest first."""
    found: dict[str, set[int]] = {}
    for form in lexicon().state_bodies:
        words = form.split()
        if len(words) > 1:
            found.setdefault(words[0], set()).add(len(words))
    return {first: tuple(sorted(sizes, reverse=True)) for first, sizes in found.items()}


@cache
def _singular_head_nouns() -> frozenset[str]:
    """Head nouns as the lexicon has them."""
    return frozenset({*lexicon().organisation_heads, *lexicon().place_heads})


@cache
def _head_noun_types() -> dict[str, str]:
    """Head noun, singular or plural, to the type that it names."""
    lex = lexicon()
    heads = dict.fromkeys(_PEOPLE, "PER")
    for type_, words in (("ORG", lex.organisation_heads), ("LOC", lex.place_heads)):
        for word in words:
            for form in (word, plural_of(word)):
                heads.setdefault(form, type_)
    return heads


def _modifies_next_noun(text: str, tokens: list[Token], i: int) -> bool:
    """Whether the noun only describes the next one.

    Such as "the government official", "the company-wide".
    """
    if i + 1 >= len(tokens):
        return False
    end, following = tokens[i].end, tokens[i + 1]
    if following.text in {"-", "‐"}:
        return following.start == end
    if text[end : following.start] != " " or not following.text[0].islower():
        return False
    return following.text in _head_noun_types() or head_at(tokens, i + 1) is not None

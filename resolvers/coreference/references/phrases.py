"""Phrases: the words and roles of a mention, read once however often articles repeat it."""

from __future__ import annotations

from functools import lru_cache

import attrs

from provenance.records.mentions import Mention
from provenance.spans import Span
from resolvers.coreference.references.reference import countries_in
from resolvers.mention_detection.roles.phrases import RolePhrase, roles_in
from resolvers.text.tokens import Token, tokenise

# No more words of a mention are read: a tagger may take a page of capitals for one name, and rules
# ask of every part of it what it says. The longest of 65,000 labelled mentions has 34.
_LONGEST = 100
_REMEMBERED = 50_000  # surfaces
_SHORT = 200  # code points; no longer surface is remembered


@attrs.frozen
class Phrase:
    """Hold the words of a mention without its marks, its role phrases and its countries."""

    tokens: tuple[Token, ...]
    roles: tuple[RolePhrase, ...]
    countries: tuple[tuple[str, Span], ...]  # codes of the countries that the words name


def read_phrase(text: str, start: int, end: int) -> Phrase:
    """Read the words between two offsets of a text, and nothing around them."""
    surface = text[start:end]
    phrase = _remembered(surface) if len(surface) <= _SHORT else _parse_mention_surface(surface)
    tokens = tuple([Token(t.start + start, t.end + start, t.text) for t in phrase.tokens])
    roles = tuple([role.shifted(start) for role in phrase.roles])
    countries = tuple([(code, span.shifted(start)) for code, span in phrase.countries])
    return Phrase(tokens, roles, countries)


def _parse_mention_surface(surface: str) -> Phrase:
    tokens = tokenise(surface)
    words = [token for token in tokens if any(c.isalnum() for c in token.text)]
    if len(words) > _LONGEST:
        words = words[:_LONGEST]
        tokens = [token for token in tokens if token.end <= words[-1].end]
    roles, countries = roles_in(surface, tokens), countries_in(surface, words)
    return Phrase(tuple(words), tuple(roles), tuple(countries))


@attrs.frozen
class MentionPhrase:
    """Hold the phrase of a mention in its text; there is at least one word."""

    mention: Mention
    text: str
    tokens: list[Token]  # without the marks around and between them
    roles: tuple[RolePhrase, ...]  # of whom the mention means, and not of others in its words
    countries: tuple[tuple[str, Span], ...]
    determiner: str  # the first word, or the one before the mention


_remembered = lru_cache(maxsize=_REMEMBERED)(_parse_mention_surface)

"""Bodies that every country has one of.

"The Russian military" and "Russia's armed forces" are one in all articles.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from provenance.spans import Span
from resolvers.lexicon.lexicon import lexicon, strip_possessive
from resolvers.text.folding import fold
from resolvers.text.tokens import Token

_REACH = 40  # code points before a mention; enough for the longest country
_OWNER = re.compile(r"([A-Z][^\n,.;:!?()]*)(?:['’]s|s['’])\s+(?:own\s+)?$")
_AROUND = frozenset("of the in own 's ’s".split())


def state_body(
    text: str, tokens: Sequence[Token], countries: Sequence[tuple[str, Span]]
) -> tuple[str | None, str | None]:
    """Tell which body of a state a phrase is, and its key in the lexicon.

    Such as "military" and `body:RU:military`, or its own row.

    Args:
        text: the article's text.
        tokens: the words of the phrase without its determiner.
        countries: the countries that the phrase names; where it names none, the owner in front of
            it counts.

    Returns:
        The name and the key; None for what the phrase does not tell.
    """
    form = _words_outside_countries(tokens, [span for _, span in countries])
    name = lexicon().state_bodies.get(form)
    if name is None:
        return None, None
    code = _country_of_state_body(text, tokens[0].start, countries)
    if code is None:
        return name, None
    return name, _state_body_row(code, form, name) or f"body:{code}:{name}"


def _words_outside_countries(tokens: Sequence[Token], countries: Sequence[Span]) -> str:
    """Fold the words of a phrase outside its countries, without small words at the ends."""
    words = [token.text for token in tokens if not _is_within_any_span(token, countries)]
    while words and words[0].lower() in _AROUND:
        words = words[1:]
    while words and words[-1].lower() in _AROUND:
        words = words[:-1]
    return fold(" ".join(words))


def _is_within_any_span(token: Token, spans: Sequence[Span]) -> bool:
    return any(span.start <= token.start and token.end <= span.end for span in spans)


def _country_of_state_body(
    text: str, start: int, countries: Sequence[tuple[str, Span]]
) -> str | None:
    """Return the one country whose body a phrase means; None where it names several."""
    codes = {code for code, _ in countries}
    if not codes:
        return _owner_country(text, start)
    return codes.pop() if len(codes) == 1 else None


def _owner_country(text: str, start: int) -> str | None:
    """Read the country that owns what stands at a position.

    Such as "Russia's" in front of "Defence Ministry".
    """
    found = _OWNER.search(text, max(0, start - _REACH), start)
    words = found[1].split() if found else []
    for size in range(len(words), 0, -1):
        if code := lexicon().countries.get(fold(strip_possessive(" ".join(words[-size:])))):
            return code
    return None


@cache
def _state_body_row(code: str, form: str, name: str) -> str | None:
    """Find the row of a body that the lexicon knows by a name of its own.

    The German military is the Bundeswehr.
    """
    adjectives = _country_adjectives(code)
    for said in (form, *_state_body_forms(name)):
        for adjective in adjectives:
            for known in lexicon().known.get(f"{adjective} {said}", ()):
                if known.type == "ORG" and known.country == code:
                    return known.key
    return None


def _state_body_forms(name: str) -> list[str]:
    """List the folded forms of a body of states."""
    return [form for form, body in sorted(lexicon().state_bodies.items()) if body == name]


def _country_adjectives(code: str) -> list[str]:
    """List the folded adjectives of a country."""
    return sorted(adjective for adjective, c in lexicon().demonyms.items() if c == code)

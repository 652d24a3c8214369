"""Names of several countries at once: "North and South Korea", "the two Koreas", "Britain and France"."""

from __future__ import annotations

import re
from functools import lru_cache

from provenance.spans import Span
from resolvers.lexicon.lexicon import LexiconEntry, lexicon
from resolvers.text.words import word_set

_COMPASS = word_set("north south east west northern southern eastern western")
_OTHER_HALF = re.compile(r" (?:and|or) (?:North|South|East|West) (?P<noun>[A-Z]\w+)")


def half_of(text: str, name: Span) -> LexiconEntry | None:
    """Return the country that a word of the compass means before another with its noun: "North and South Korea"."""
    half = name.surface(text).casefold()
    other = _OTHER_HALF.match(text, name.end) if half in _COMPASS else None
    code = lexicon().countries.get(f"{half} {other['noun'].casefold()}") if other else None
    return lexicon().row(f"country:{code}") if code else None


@lru_cache(maxsize=50_000)
def joint_row(folded: str) -> LexiconEntry | None:
    """Return the row of what several countries are called together; None for any other name.

    Args:
        folded: the name without its determiner, folded.
    """
    codes = (
        _coordinated_country_codes(folded) if " and " in folded else _plural_country_codes(folded)
    )
    return lexicon().row(f"group:{'+'.join(sorted(codes))}") if len(codes) > 1 else None


def _coordinated_country_codes(folded: str) -> set[str]:
    """Read countries that are joined by "and"; a word of the compass takes the noun of the last."""
    parts = [part.removeprefix("the ") for part in folded.split(" and ")]
    noun = parts[-1].partition(" ")[2]
    names = [f"{part} {noun}" if part in _COMPASS and noun else part for part in parts]
    codes = [lexicon().countries.get(name) for name in names]
    return {code for code in codes if code} if all(codes) else set()


def _plural_country_codes(folded: str) -> set[str]:
    """Read the plural of a noun that countries share: both Koreas, the two Sudans."""
    if not folded.endswith("s") or " " in folded:
        return set()
    noun = folded.removesuffix("s")
    names = (noun, *(f"{word} {noun}" for word in _COMPASS))
    return {code for name in names if (code := lexicon().countries.get(name))}

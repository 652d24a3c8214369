"""Gazetteers: names of cities and of people all over the world, as hints for the tagger.

They are no knowledge of who is who: a city's name may be a person's, and many words are both. The
files are made by `python -m resolvers.lexicon.making_gazetteers`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files

import attrs

from resolvers.lexicon.lexicon import lexicon
from resolvers.text.folding import fold
from resolvers.text.tokens import Token


@attrs.frozen
class Cities:
    """Hold the names of cities, folded.

    Args:
        sizes: the words of a name to how large the largest city of that name is: 1 from 5,000
            people on, 2 from 15,000, 3 from 100,000, 4 from a million; 5 is a region or district.
        longest: the first word of names to how many words the longest has.
    """

    sizes: Mapping[tuple[str, ...], int]
    longest: Mapping[str, int]

    def at(self, folded: Sequence[str], i: int) -> tuple[int, int]:
        """Return how many words the name that begins with a word has, and its size; else 0."""
        for count in range(min(self.longest.get(folded[i], 0), len(folded) - i), 0, -1):
            size = self.sizes.get(tuple(folded[i : i + count]))
            if size:
                return count, size
        return 0, 0


@cache
def cities() -> Cities:
    """Load the cities."""
    sizes = {
        tuple(name.split(" ")): int(size)
        for size, names in _gazetteer_rows("cities.tsv")
        for name in names.split("|")
    }
    longest: defaultdict[str, int] = defaultdict(int)
    for words in sizes:
        longest[words[0]] = max(longest[words[0]], len(words))
    return Cities(sizes, longest)


@cache
def _unspaced_city_names() -> frozenset[str]:
    """Return the names of cities without blanks."""
    return frozenset("".join(words) for words in cities().sizes)


@lru_cache(maxsize=200_000)
def city_of(folded: str) -> tuple[str, ...]:
    """Say of a name whether a city or region bears it, as written or with other blanks: "Rae Bareli"."""
    words = tuple(folded.split(" "))
    size = cities().sizes.get(words)
    if size:
        return (f"city={size}", f"city={size}|{min(len(words), 2)}")
    return ("city joined",) if "".join(words) in _unspaced_city_names() else ()


@cache
def people() -> Mapping[str, frozenset[str]]:
    """Load words of names of people, folded: `given` and `family`, of men (`m`), of women (`f`)."""
    return {kind: frozenset(names.split(" ")) for kind, names in _gazetteer_rows("people.tsv")}


def gender_of(given: str) -> str | None:
    """Return the gender of who bears a given name: "m", "f", or None where it tells none.

    Args:
        given: the name, folded.
    """
    stated = lexicon().given_names.get(given)
    if stated:
        return stated if stated in {"m", "f"} else None
    return next((gender for gender in ("m", "f") if given in people()[gender]), None)


def _gazetteer_rows(name: str) -> list[list[str]]:
    text = files(__package__).joinpath("data", name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if not line.startswith("#")]


def city_tags(tokens: Sequence[Token]) -> list[str]:
    """Say of every token whether it is of a city's name: B or I, alone or not, and the size."""
    tags, folded = [""] * len(tokens), [fold(token.text) for token in tokens]
    i = 0
    while i < len(tokens):
        if not tokens[i].text[0].isupper():
            i += 1
            continue
        count, size = _city_name_at(tokens, folded, i)
        for k in range(count):
            tags[i + k] = f"g={'I' if k else 'B1' if count == 1 else 'B'}{size}"
        i += max(1, count)
    return tags


def _city_name_at(tokens: Sequence[Token], folded: Sequence[str], i: int) -> tuple[int, int]:
    """Return how many words the city's name that begins with a capital has, and its size; else 0.

    Two capitalised words may be what the list has as one: "Rae Bareli".
    """
    count, size = cities().at(folded, i)
    if not count and i + 1 < len(tokens) and tokens[i + 1].text[0].isupper():
        size = cities().sizes.get((folded[i] + folded[i + 1],), 0)
        count = 2 if size else 0
    return count, size

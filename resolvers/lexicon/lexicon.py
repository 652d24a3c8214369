"""The lexicon: countries, places, organisations, roles, titles and given names, read from data files.

Every list is a tab-separated file in `data/` that says its source in its first lines; a user's
folder may add rows (`resolvers.lexicon.lists`), and CLDR adds territories and languages. Look-ups
go by `fold`: "Élysée" finds "elysee" and "U.S." finds "us".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache

import attrs

from provenance.ingest.refusals import RowRefusal, shown
from resolvers.lexicon.lists import cells, languages, rows, territories
from resolvers.text.folding import fold

_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`´", "'"))
_POSSESSIVE = re.compile(r"'s?$")


@lru_cache(maxsize=200_000)
def strip_possessive(text: str) -> str:
    """Drop a final 's or ' from a name."""
    return _POSSESSIVE.sub("", text.translate(_APOSTROPHES))


@attrs.frozen(kw_only=True)
class Role:
    """Describe one role head, such as spokesperson."""

    form: str
    canonical: str
    kind: str
    unique: bool  # one holder for one polity or organisation at a time
    gender: str | None
    title: bool  # commonly written before a name


@attrs.frozen(kw_only=True)
class LexiconEntry:
    """Name a row of the lexicon that a surface can stand for.

    `key` is country:XX, place:folded-name or org:folded-name, the same in every article.
    """

    key: str
    name: str
    type: str  # PER, ORG or LOC
    kind: str  # country, city, agency, ...
    country: str | None = None


# Unions of states are listed among the countries, since they have capitals and seats, but they are
# organisations. Each has the name that its articles may call it by: "Europe agreed".
_UNIONS = {"EU": "Europe"}

_WITH_ARTICLE = re.compile(
    "United |Netherlands|Philippines|Bahamas|Gambia|Maldives|Seychelles|Comoros|European Union|Vatican"
    "|(?:Czech|Dominican|Central African|Democratic) Republic|Republic "
)


class Lexicon:
    """Look up folded forms; every table is read when first asked for."""

    @cached_property
    def demonyms(self) -> dict[str, str]:
        """Folded adjective or people noun to country code."""
        return {
            fold(form): row["code"]
            for row in rows("countries")
            for form in cells(row["adjectives"]) + cells(row["people"])
        }

    @cached_property
    def countries(self) -> dict[str, str]:
        """Folded country name or alias to country code."""
        return {
            fold(form): row["code"]
            for row in rows("countries")
            for form in [row["name"], *cells(row["aliases"])]
        }

    @cached_property
    def country_names(self) -> dict[str, str]:
        """Country code to name."""
        return {row["code"]: row["name"] for row in rows("countries")}

    @cached_property
    def capitals(self) -> dict[str, str]:
        """Folded capital to country code: the city whose name may stand for the government."""
        return {fold(row["capital"]): row["code"] for row in rows("countries") if row["capital"]}

    @cached_property
    def seats(self) -> dict[str, tuple[str, str]]:
        """Folded seat of government (Kremlin) to country code and name."""
        return {
            fold(seat): (row["code"], seat)
            for row in rows("countries")
            for seat in cells(row["seats"])
        }

    @cached_property
    def roles(self) -> dict[str, Role]:
        """Role head in lower case to its description."""
        return {row["role"]: _role_of_row(row) for row in rows("roles")}

    @cached_property
    def own_offices(self) -> dict[str, str]:
        """Office that one country alone calls so to the code of that country."""
        return {row["role"]: row["country"] for row in rows("own_offices")}

    @cached_property
    def title_roles(self) -> dict[str, Role]:
        """Abbreviated title in lower case to the role that it says: "gov." is a governor."""
        said = ((row["form"].lower(), self.roles.get(row["role"])) for row in rows("titles"))
        return {form: role for form, role in said if role and form.endswith(".")}

    @cached_property
    def titles(self) -> dict[str, dict[str, str]]:
        """Honorific, folded, to its row (gender, role)."""
        return {fold(row["form"]): row for row in rows("titles")}

    @cached_property
    def given_names(self) -> dict[str, str]:
        """Folded given name to m, f or u."""
        return {fold(row["name"]): row["gender"] for row in rows("given_names")}

    @cached_property
    def family_first(self) -> frozenset[str]:
        """Folded family names that come before the given names: Kim, Xi, Nguyen."""
        return frozenset(row["name"] for row in rows("family_first"))

    @cached_property
    def nicknames(self) -> dict[str, frozenset[str]]:
        """Folded given name to the given names that it may stand for, itself included."""
        groups: dict[str, set[str]] = {}
        for row in rows("nicknames"):
            a, b = fold(row["formal"]), fold(row["nickname"])
            groups.setdefault(a, {a}).add(b)
            groups.setdefault(b, {b}).add(a)
        return {name: frozenset(group) for name, group in groups.items()}

    @cached_property
    def particles(self) -> frozenset[str]:
        """Folded particles that belong to a surname."""
        return _folded("surname_words", "form", kind="particle")

    @cached_property
    def suffixes(self) -> frozenset[str]:
        """Folded suffixes of a person's name: jr, iii."""
        return _folded("surname_words", "form", kind="suffix")

    @cached_property
    def organisation_heads(self) -> dict[str, str]:
        """Head noun of an organisation to its kind."""
        return {
            fold(row["word"]): row["kind"]
            for row in rows("organisation_words")
            if row["position"] == "head"
        }

    @cached_property
    def state_bodies(self) -> dict[str, str]:
        """Folded form of a body that every country has one of to its name: "armed forces" to "military"."""
        return {
            fold(form): row["name"]
            for row in rows("state_bodies")
            for form in [row["name"], *cells(row["forms"])]
        }

    @cached_property
    def _state_body_kinds(self) -> dict[str, str]:
        return {row["name"]: row["kind"] for row in rows("state_bodies")}

    @cached_property
    def _country_adjectives(self) -> dict[str, str]:
        """Country code to the adjective that its bodies are called by."""
        adjectives = {row["code"]: cells(row["adjectives"]) for row in rows("countries")}
        return {code: words[0] for code, words in adjectives.items() if words}

    def row(self, key: str) -> LexiconEntry | None:
        """Return the row of a key; governments and bodies of states have one for every country, as have groups of these.

        Args:
            key: such as country:RU, org:nato, government:RU, body:RU:military or group:KP+KR.
        """
        kind, _, rest = key.partition(":")
        made = {"government": self._government_entry, "body": self._body, "group": self._group}
        return made[kind](key, rest) if kind in made else self.by_key.get(key)

    def _government_entry(self, key: str, code: str) -> LexiconEntry:
        country = self.country_names.get(code, code)
        name = f"Government of {'the ' if _WITH_ARTICLE.match(country) else ''}{country}"
        return LexiconEntry(key=key, name=name, type="ORG", kind="government", country=code)

    def _body(self, key: str, rest: str) -> LexiconEntry:
        code, _, body = rest.partition(":")
        owner = self._country_adjectives.get(code) or f"{self.country_names.get(code, code)}'s"
        kind = self._state_body_kinds.get(body, "government")
        return LexiconEntry(key=key, name=f"{owner} {body}", type="ORG", kind=kind, country=code)

    def _group(self, key: str, rest: str) -> LexiconEntry:
        name = " and ".join(self.country_names.get(code, code) for code in rest.split("+"))
        return LexiconEntry(key=key, name=name, type="LOC", kind="group")

    @cached_property
    def company_suffixes(self) -> frozenset[str]:
        """Folded legal forms at the end of a company's name."""
        return _folded("organisation_words", "word", position="suffix")

    @cached_property
    def forms_behind(self) -> frozenset[str]:
        """Folded legal forms at the end of a company's name, rarer ones and those written out among them."""
        return self.company_suffixes | _folded("organisation_words", "word", position="behind")

    @cached_property
    def forms_before(self) -> frozenset[str]:
        """Folded legal forms that some countries write before a company's name."""
        return _folded("organisation_words", "word", position="before")

    @cached_property
    def business_words(self) -> frozenset[str]:
        """Lines of business that companies are called by or without: computer, motors."""
        return frozenset(row["word"] for row in rows("business_words"))

    @cached_property
    def firm_words(self) -> frozenset[str]:
        """Folded lines of business that end names of firms: instruments, foods."""
        return _folded("firm_words", "word", place="last")

    @cached_property
    def openings_abroad(self) -> frozenset[str]:
        """Folded nouns that open names of bodies in other languages: banco, radio, université."""
        return _folded("firm_words", "word", place="first")

    @cached_property
    def common_words(self) -> frozenset[str]:
        """Words that organisations of every country share in their names: foreign, supreme, social."""
        return frozenset(row["word"] for row in rows("generic_words"))

    @cached_property
    def place_heads(self) -> frozenset[str]:
        """Head nouns of places."""
        return frozenset(fold(row["word"]) for row in rows("place_words"))

    @cached_property
    def not_names(self) -> dict[str, str]:
        """Folded capitalised word that is no name to its kind; languages are such words."""
        adjectives = {
            word for form in self.demonyms for word in form.split()
        }  # "Korean" is first of all one
        spoken = [word for word in languages() if word not in adjectives]
        return dict.fromkeys(spoken, "language") | {
            fold(row["word"]): row["kind"] for row in rows("not_names")
        }

    @cached_property
    def speech_verbs(self) -> frozenset[str]:
        """Every form of a verb of saying."""
        return frozenset(
            form for row in rows("speech_verbs") for form in [row["verb"], *cells(row["forms"])]
        )

    @cached_property
    def acting_verbs(self) -> frozenset[str]:
        """Verb forms that make a capital a government: rejected, insists."""
        return frozenset(row["form"] for row in rows("acting_verbs"))

    @cached_property
    def known(self) -> dict[str, tuple[LexiconEntry, ...]]:
        """Folded name or alias to what it stands for in every article; weak forms are left out.

        Countries come before seats, organisations and places.
        """
        table: dict[str, tuple[LexiconEntry, ...]] = {}
        for entry, forms in self._entries_with_forms():
            for form in dict.fromkeys(fold(form) for form in forms):
                table[form] = (*table.get(form, ()), entry)
        table.pop("", None)
        return table

    @cached_property
    def by_key(self) -> dict[str, LexiconEntry]:
        """Key to its row."""
        named = {entry.key: entry for entry, _ in self._national_body_entries()}
        return named | {entry.key: entry for group in self.known.values() for entry in group}

    @cached_property
    def weak(self) -> dict[str, tuple[LexiconEntry, ...]]:
        """Folded short form to what it may stand for where the article or country says so."""
        table = self._weak_organisation_forms()
        for row in rows("countries"):
            if row["code"] in _UNIONS:
                table[fold(_UNIONS[row["code"]])] = (_country_entry(row),)
        for entry, form in self._national_body_entries():
            held = table.get(form, ())
            if all(entry.country != other.country for other in held):
                table[form] = (*held, entry)
        return table

    def _weak_organisation_forms(self) -> dict[str, tuple[LexiconEntry, ...]]:
        """Map the folded short forms of bodies to them."""
        table: dict[str, tuple[LexiconEntry, ...]] = {}
        for row in rows("organisations"):
            for form in map(fold, cells(row["weak"])):
                table[form] = (*table.get(form, ()), _organisation(row))
        return table

    def _national_body_entries(self) -> Iterator[tuple[LexiconEntry, str]]:
        """List what a name that several countries' bodies have may stand for."""
        for row in rows("national_bodies", check=self._check_country_codes):
            for code in cells(row["countries"]):
                name = f"{row['name']} of {self.country_names[code]}"
                entry = LexiconEntry(
                    key=f"org:{fold(name)}", name=name, type="ORG", kind=row["kind"], country=code
                )
                for form in dict.fromkeys(
                    fold(form) for form in (row["name"], *cells(row["forms"]))
                ):
                    yield entry, form

    def _check_country_codes(self, row: dict[str, str]) -> None:
        for code in cells(row["countries"]):
            if code not in self.country_names:
                hint = "take a code of two letters, or add the country to countries.tsv"
                raise RowRefusal("countries", f"{shown(code)} is the code of no country", hint)

    def _entries_with_forms(self) -> Iterator[tuple[LexiconEntry, list[str]]]:
        """List every known thing with its forms."""
        yield from self._countries_with_forms()
        for folded, (code, seat) in self.seats.items():
            key = f"seat:{folded}"
            yield LexiconEntry(key=key, name=seat, type="ORG", kind="seat", country=code), [seat]
        for row in rows("organisations"):
            yield _organisation(row), [row["name"], *cells(row["acronyms"]), *cells(row["aliases"])]
        for row in rows("places"):
            yield _place_entry(row), [row["name"], *cells(row["aliases"])]

    def _countries_with_forms(self) -> Iterator[tuple[LexiconEntry, list[str]]]:
        """List the countries, and the territories that are none, with their forms."""
        for row in rows("countries"):
            forms = (*cells(row["aliases"]), *territories().get(row["code"], ()))
            yield _country_entry(row), [row["name"], *forms]
        for code, names in territories().items():
            if code not in self.country_names:
                yield _country_entry({"code": code, "name": names[0]}, "territory"), names


def _role_of_row(row: dict[str, str]) -> Role:
    return Role(
        form=row["role"],
        canonical=row["canonical"] or row["role"],
        kind=row["kind"],
        unique=row["unique"] == "1",
        gender=row["gender"] or None,
        title=row["title"] == "1",
    )


def _country_entry(row: dict[str, str], kind: str = "country") -> LexiconEntry:
    code, type_ = row["code"], "ORG" if row["code"] in _UNIONS else "LOC"
    return LexiconEntry(
        key=f"country:{code}", name=row["name"], type=type_, kind=kind, country=code
    )


def _organisation(row: dict[str, str]) -> LexiconEntry:
    return LexiconEntry(
        key=f"org:{fold(row['name'])}",
        name=row["name"],
        type="ORG",
        kind=row["kind"],
        country=row["country"] or None,
    )


def _place_entry(row: dict[str, str]) -> LexiconEntry:
    return LexiconEntry(
        key=f"place:{fold(row['name'])}",
        name=row["name"],
        type="LOC",
        kind=row["kind"],
        country=row["country"] or None,
    )


def _folded(table: str, column: str, **where: str) -> frozenset[str]:
    """Fold a column of the rows of a table that have some values."""
    found = (row for row in rows(table) if where.items() <= row.items())
    return frozenset(fold(row[column]) for row in found)


@cache
def lexicon() -> Lexicon:
    """Return the lexicon that ships with the package."""
    return Lexicon()

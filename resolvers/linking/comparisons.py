"""Comparisons: the features of two profiles, each graded by levels from which Splink takes a match weight.

A level is one SQL condition over the columns `x_l` and `x_r`; the first that holds decides. Levels are split by type,
since one weight over persons and organisations averages unlike cases. Their m and u are counted from labels.
"""

from __future__ import annotations

import attrs

NULL = "nothing to compare"

_PERSONS = "type_l = 'PER' and type_r = 'PER'"
_ORGS = "type_l = 'ORG' and type_r = 'ORG'"
_PLACES = "type_l = 'LOC' and type_r = 'LOC'"
_BOTH_FULL = "given_l is not null and given_r is not null"
_ONE_FULL = "(given_l is null) <> (given_r is null)"


@attrs.frozen
class Level:
    """Grade a pair: the words shown to people, and the SQL condition."""

    label: str
    condition: str


@attrs.frozen
class Comparison:
    """Compare one feature by levels, the first that holds decides; what none fits is "other"."""

    name: str
    nothing: str  # the condition under which there is nothing to compare
    levels: tuple[Level, ...]
    value: str  # the column shown to people
    scalar: bool = False  # that column holds one value and not a list

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of all levels with a weight, "other" last."""
        return (*(level.label for level in self.levels), "other")


NAME = Comparison(
    name="name",
    nothing="form_l <> 'name' or form_r <> 'name'",
    value="names",
    levels=(
        Level("same lexicon entry", "list_has_any(keys_l, keys_r)"),
        Level("different lexicon entries", "len(keys_l) > 0 and len(keys_r) > 0 and type_l = type_r"),
        Level("different lexicon entries of two types", "len(keys_l) > 0 and len(keys_r) > 0"),
        Level("person: generations differ", f"{_PERSONS} and suffix_l <> suffix_r and 'jr' in (suffix_l, suffix_r)"),
        Level("person: same full name", f"{_PERSONS} and {_BOTH_FULL} and list_has_any(names_l, names_r)"),
        Level(
            "person: given name as nickname or equal",
            f"{_PERSONS} and surname_l = surname_r and list_has_any(givens_l, givens_r)",
        ),
        Level(
            "person: given name as initial",
            f"{_PERSONS} and surname_l = surname_r and {_BOTH_FULL} and given_l[1] = given_r[1]"
            " and least(len(given_l), len(given_r)) = 1",
        ),
        Level(
            "person: close spelling",
            f"{_PERSONS} and {_BOTH_FULL} and jaro_winkler_similarity(spelled_l, spelled_r) >= 0.93",
        ),
        Level("person: given names in conflict", f"{_PERSONS} and surname_l = surname_r and {_BOTH_FULL}"),
        Level(
            "person: surname alone and full name, one bearer",
            f"{_PERSONS} and surname_l = surname_r and {_ONE_FULL} and bearers_l <= 1",
        ),
        Level(
            "person: surname alone and full name, several bearers",
            f"{_PERSONS} and surname_l = surname_r and {_ONE_FULL}",
        ),
        Level("person: surname alone on both sides", f"{_PERSONS} and surname_l = surname_r"),
        Level(
            "person: surname in close spelling",
            f"{_PERSONS} and not ({_BOTH_FULL}) and least(len(surname_l), len(surname_r)) > 4"
            " and jaro_winkler_similarity(surname_l, surname_r) >= 0.93",
        ),
        Level("organisation: same name", f"{_ORGS} and list_has_any(names_l, names_r)"),
        Level("organisation: initials", f"{_ORGS} and list_has_any(acronyms_l, acronyms_r)"),
        Level(
            "organisation: contained name",
            f"{_ORGS} and (contains(spaced_l, spaced_r) or contains(spaced_r, spaced_l))",
        ),
        Level("organisation: close spelling", f"{_ORGS} and jaro_winkler_similarity(spelled_l, spelled_r) >= 0.94"),
        Level("place: same name", f"{_PLACES} and list_has_any(names_l, names_r)"),
        Level("same name, two types", "list_has_any(names_l, names_r)"),
    ),
)

ROLE = Comparison(
    name="role",
    nothing="len(roles_l) = 0 or len(roles_r) = 0",
    value="roles",
    levels=(
        Level(
            "same office, role alone near in time",
            "(form_l = 'role' or form_r = 'role') and list_has_any(offices_l, offices_r) and abs(months_l - months_r) <= 6",
        ),
        Level(
            "same office, role alone far in time",
            "(form_l = 'role' or form_r = 'role') and list_has_any(offices_l, offices_r)",
        ),
        Level("same office", "list_has_any(offices_l, offices_r)"),
        Level("same role and affiliation", "list_has_any(roles_l, roles_r)"),
        Level("same role", "list_has_any(heads_l, heads_r)"),
    ),
)

COUNTRY = Comparison(
    name="country",
    nothing="len(polities_l) = 0 or len(polities_r) = 0",
    value="polities",
    levels=(Level("same country", "list_has_any(polities_l, polities_r)"),),
)

CONTEXT = Comparison(
    name="context",
    nothing="context_l is null or context_r is null",
    value="context",
    scalar=True,
    levels=(Level("articles about one country", "context_l = context_r"),),
)

COMPARISONS: tuple[Comparison, ...] = (NAME, ROLE, COUNTRY, CONTEXT)

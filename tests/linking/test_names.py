"""How two names relate: the level that the name comparison gives to them, whatever brought them together."""

from __future__ import annotations

import pyarrow as pa
import pytest

from provenance.records.mentions import Chain, Feature, Link, Mention
from provenance.spans import Span
from resolvers.coreference.legal_forms import bare
from resolvers.linking.model import default_model
from resolvers.linking.profiles import Profile, profiles_of
from resolvers.linking.scoring import score_pairs
from resolvers.linking.table import profile_table
from resolvers.text.folding import fold


def profile(name: str, kind: str) -> Profile:
    """Make the profile of a chain that has nothing but a name."""
    span = Span(0, len(name))
    mention = Mention(
        version="v", span=span, surface=name, kind="name", type=kind, detector="given"
    )
    feature = Feature(name="name", value=fold(name), span=span)
    link = Link(mention=mention, cue="opens", weight=None)
    chain = Chain(version="v", type=kind, name=name, links=(link,), features=(feature,))
    return profiles_of([chain], None)[0]


def level(a: str, b: str, kind: str) -> str:
    """Compare two names, and give the key of the level."""
    profiles = {p.key: p for p in (profile(a, kind), profile(b, kind))}
    left, right = sorted(profiles)
    pair = pa.table({"join_key_l": [left], "join_key_r": [right], "match_key": ["0"]})
    (row,) = score_pairs(profile_table(profiles), pair, default_model()).to_pylist()
    return next(part["level"] for part in row["parts"] if part["feature"] == "name")


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("Irina Petrovna Valkova", "Irina Sergeyevna Valkova", "person_middle_names_conflict"),
        (
            "Irina Petrovna Valkova",
            "Irina Petrowna Valkova",
            "person_same_given_name",
        ),
        ("Irina Petrovna Valkova", "Irina Valkova", "person_same_given_name"),
        ("Karim ben Hedi Trabzi", "Karim ben Salah Trabzi", "person_middle_names_conflict"),
        ("Valkova Irina", "Irina Valkova", "person_same_words"),
        ("IrinaValkova", "Irina Valkova", "person_same_words"),
        ("Alexander Boris Felton", "Boris Felton", "person_words_of_longer_name"),
        ("Boris Felton", "Anna Felton", "person_given_names_conflict"),
        ("Boris Felton Marsh", "Boris Felton", "person_words_of_longer_name"),
        ("John P. Felton", "John Q. Felton", "person_middle_initials_conflict"),
        ("John P. Felton", "John Felton", "person_same_full_name"),
        ("Martin James", "James Martin", "person_names_exchanged"),
        ("Maria Felton", "Mario Felton", "person_given_names_conflict"),
        ("Valentini Felton", "Valentiny Felton", "person_close_given_name"),
        ("Lee Jae-yung", "Lee Jae-myung", "person_given_names_conflict"),
    ],
)
def test_names_of_persons(a: str, b: str, expected: str) -> None:
    """Order, spacing, middle names and patronymics; the same from either side."""
    assert (level(a, b, "PER"), level(b, a, "PER")) == (expected, expected)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("Northern Bank of Armenia", "NBA", "organisation_initials"),
        ("Bank of Armenia", "Bank of Andorra", "other"),
        ("China Railway Wagons", "China Railroad Works", "other"),
    ],
)
def test_initials_are_those_of_a_name_written_as_initials(a: str, b: str, expected: str) -> None:
    """Two long names that share their initials have nothing in common."""
    assert level(a, b, "ORG") == expected


@pytest.mark.parametrize(
    "name",
    [
        "OAO Vestra",
        "Vestra JSC",
        "Open Joint Stock Company Vestra",
        "The Vestra Limited Liability Company",
        "Vestra Sp. z o.o.",
        "Vestra Gesellschaft mit beschränkter Haftung",
        "Vestra Holdings p.l.c.",
        "Акционерное общество Vestra",
    ],
)
def test_legal_forms_are_no_part_of_a_name(name: str) -> None:
    """In front or behind, short or written out."""
    assert bare(fold(name)) == "vestra"


@pytest.mark.parametrize("name", ["joint stock company", "oao", "the company", "limited"])
def test_a_legal_form_alone_stays(name: str) -> None:
    """Nothing is ever left without a name."""
    assert bare(name)

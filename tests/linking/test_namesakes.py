"""Namesakes: one name, and what articles say of its bearers that no one person can be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

import resolvers
from provenance.testing import memory_ledger
from resolvers.coreference.build import build_chains
from resolvers.mention_detection.detect import detect

Texts = Mapping[str, str]


def bearers(texts: Texts, name: str, people: Sequence[Mapping[str, str]] = ()) -> list[str]:
    """Resolve articles; list the entities of all mentions of a name, in order."""
    articles = [
        {"id": key, "text": text, "published_at": "2025-03-10"} for key, text in texts.items()
    ]
    with memory_ledger(articles) as ledger:
        if people:
            ledger.add_authority("people", people)
        resolvers.resolve(ledger, coverage=False)
        rows = ledger.table("mentions").to_pylist()
    ordered = sorted(rows, key=lambda row: (row["article"], row["start"]))
    return [row["entity"] for row in ordered if row["surface"] == name]


TWO = [
    pytest.param(
        {
            "a": "Paul Renner, the mayor of Ashby, cut the ribbon.",
            "b": "Paul Renner, mayor of Corwen, quit.",
        },
        "Paul Renner",
        id="mayors of two towns",
    ),
    pytest.param(
        {"a": "Sen. Laura Finch of Ohio voted no.", "b": "Texas Sen. Laura Finch voted yes."},
        "Laura Finch",
        id="senators of two states",
    ),
    pytest.param(
        {"a": "Sen. Laura Finch (D-Ohio) voted no.", "b": "Sen. Laura Finch (D-Texas) voted yes."},
        "Laura Finch",
        id="states in brackets",
    ),
    pytest.param(
        {
            "a": "Republican lawmaker Dana Holt praised it.",
            "b": "Dana Holt, a Democrat, opposed it.",
        },
        "Dana Holt",
        id="two parties",
    ),
    pytest.param(
        {
            "a": "Martin Oakes, a striker for Leeds, scored.",
            "b": "Health Minister Martin Oakes spoke.",
        },
        "Martin Oakes",
        id="sport and politics",
    ),
    pytest.param(
        {"a": "Martin Oakes, a dentist, was fined.", "b": "Health Minister Martin Oakes spoke."},
        "Martin Oakes",
        id="a trade and an office",
    ),
    pytest.param(
        {"a": "Ivan Petric, 72, and his neighbour Ivan Petric, 31, were questioned."},
        "Ivan Petric",
        id="two ages in one article",
    ),
    pytest.param(
        {"a": "Erik Sund of Lund won the lottery.", "b": "Erik Sund of Gothenburg lost it."},
        "Erik Sund",
        id="two homes",
    ),
    pytest.param(
        {"a": "Erik Sund of Norrby voted yes. Erik Sund of Soderby voted no."},
        "Erik Sund",
        id="two homes that nobody knows, in one article",
    ),
    pytest.param(
        {"a": "Lena Moritz died on Sunday at 91.", "b": "Lena Moritz, 23, won the race."},
        "Lena Moritz",
        id="dead at another age",
    ),
    pytest.param(
        {"a": "Judge Omar Haddad sentenced him.", "b": "Singer Omar Haddad cancelled his tour."},
        "Omar Haddad",
        id="a judge and a singer",
    ),
    pytest.param(
        {"a": "John Tallis, the sheriff of Bexley County, arrested John Tallis, a farmer."},
        "John Tallis",
        id="introduced again in one sentence",
    ),
    pytest.param(
        {
            "a": "Marco Rossi, a pizza baker in Naples, won.",
            "b": "Marco Rossi, a bus driver in Turin, lost.",
        },
        "Marco Rossi",
        id="two trades",
    ),
    pytest.param(
        {"a": "Minister Wirjono opened it.", "b": "Wirjono, a fisherman, drowned."},
        "Wirjono",
        id="a lone name introduced",
    ),
]


@pytest.mark.parametrize(("texts", "name"), TWO)
def test_two_of_one_name_are_two(texts: Texts, name: str) -> None:
    """What one person cannot be both of keeps equal names apart."""
    first, second = bearers(texts, name)

    assert first != second


ONE = [
    pytest.param(
        {"a": "Carl Voss of Cleveland sued.", "b": "Carl Voss of Ohio won."},
        "Carl Voss",
        id="a town in a state",
    ),
    pytest.param(
        {"a": "Erik Sund of Lund won.", "b": "Erik Sund, 44, of Lund, bought a boat."},
        "Erik Sund",
        id="one home",
    ),
    pytest.param(
        {"a": "Tycoon Lou Amber ran.", "b": "President Lou Amber spoke."},
        "Lou Amber",
        id="business and politics",
    ),
    pytest.param(
        {
            "a": "Actor Rob Stallings won an Oscar.",
            "b": "Governor Rob Stallings signed the bill.",
        },
        "Rob Stallings",
        id="actors become governors",
    ),
    pytest.param(
        {"a": "Republican lawmaker Dana Holt spoke.", "b": "Dana Holt, a Republican, left."},
        "Dana Holt",
        id="one party",
    ),
]


@pytest.mark.parametrize(("texts", "name"), ONE)
def test_one_person_stays_one(texts: Texts, name: str) -> None:
    """A town may lie in the state, and people change their spheres."""
    assert len(set(bearers(texts, name))) == 1


def test_a_namesake_in_an_aside_is_not_the_subject() -> None:
    """Neither the office nor the later surname is his."""
    text = (
        "Nora Quill, no relation to the singer Nora Quill, was elected mayor of Harlow. Quill sang."
    )

    first, second = bearers({"a": text}, "Nora Quill")
    (lone,) = bearers({"a": text}, "Quill")

    assert first == lone != second


def test_a_list_that_knows_two_of_a_name_lets_neither_be_guessed() -> None:
    """An article that does not say which it means is not joined to one that does."""
    mayor = {"id": "1", "name": "Nora Quill", "type": "PER", "role": "mayor"}
    athlete = {"id": "2", "name": "Nora Quill", "type": "PER", "role": "athlete"}
    texts = {"a": "Nora Quill, the mayor of Harlow, resigned.", "b": "Nora Quill won the marathon."}

    told, untold = bearers(texts, "Nora Quill", [mayor, athlete])

    assert told != untold


@pytest.mark.parametrize(
    ("text", "feature", "values"),
    [
        ("Ada Crane, a retired plumber, left.", "introduced", {"retired plumber"}),
        ("Ada Crane (43), a nurse from Leeds, left.", "introduced", {"nurse"}),
        ("Ada Crane, the mayor, left.", "introduced", set()),
        ("Ada Crane (D-Ohio) left.", "party", {"democrat"}),
        ("Labour lawmaker Ada Crane left.", "party", {"labour"}),
        ("Ada Crane, a moderate Republican, left.", "party", {"republican"}),
        ("Ada Crane and the Republicans left.", "party", set()),
        ("Rep. Ada Crane, R-Tenn., left.", "seat", {"place:tennessee"}),
        ("The member for Kilmore, Ada Crane, left.", "seat", {"kilmore"}),
        ("Ada Crane of Reuters left.", "seat", set()),
    ],
)
def test_what_tells_namesakes_apart_is_stated(text: str, feature: str, values: set[str]) -> None:
    """Each is a feature with the words that state it."""
    chains = build_chains("v", text, detect(text, "v"))

    assert {value for chain in chains for value in chain.values(feature)} == values

"""Names of bodies go on behind a small word, where it says what they are for or against."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from named import names

import provenance
import resolvers
from resolvers.lexicon.purposes import names_purpose
from resolvers.mention_detection.detect import detect
from resolvers.mention_detection.purposes import with_purposes


@pytest.mark.parametrize(
    ("text", "pieces", "found"),
    [
        (
            "Aid of the Orle Committee to Protect Rivers came.",
            ["Orle Committee"],
            ["Orle Committee to Protect Rivers"],
        ),
        ("The Committee to Save Orle Bay met.", [], ["Committee to Save Orle Bay"]),
        (
            "The Sele Commission against Racism and Hatred met.",
            ["Sele Commission", "Racism and Hatred"],
            ["Sele Commission against Racism and Hatred"],
        ),
        (
            "The Campaign Against Torture and Orle Media met.",
            ["Orle Media"],
            ["Campaign Against Torture", "Orle Media"],
        ),
        (
            "The Tribunal for the former Orlia sat.",
            ["Tribunal", "Orlia"],
            ["Tribunal for the former Orlia"],
        ),
        (
            "The case of the Sele Commission against Orle Steel",
            ["Sele Commission", "Orle Steel"],
            ["Sele Commission", "Orle Steel"],
        ),
        ("The Commission to Orle came.", ["Commission", "Orle"], ["Commission", "Orle"]),
        ("They asked the Sele Council to protect rivers.", ["Sele Council"], ["Sele Council"]),
        ("Ada Crane Wants Commission To Investigate Fire", ["Ada Crane"], ["Ada Crane"]),
    ],
)
def test_a_head_and_its_purpose_are_one_name(
    text: str, pieces: list[str], found: list[str]
) -> None:
    """Against whom a case is, and who follows in a list, are names of their own."""
    assert [n.span.surface(text) for n in with_purposes(text, names(text, *pieces))] == found


@pytest.mark.parametrize(
    ("text", "pieces", "found"),
    [
        ("Then the Taxi Drivers' Alliance sued.", ["Alliance"], ["Taxi Drivers' Alliance"]),
        ("But the Parents’ Choice Network sued.", ["Choice Network"], ["Parents’ Choice Network"]),
        ("Its Drivers' Union sued.", [], ["Drivers' Union"]),
        ("Orlia's Writers' Union sued.", ["Orlia"], ["Orlia", "Writers' Union"]),
        ("The Lunds' Committee met.", ["Lunds"], ["Lunds"]),
        ("The Russians' Committee met.", [], []),
        ("The Democrats' Committee met.", [], []),
        (
            "The Nurses' Committee to Save Orle met.",
            [],
            ["Nurses' Committee to Save Orle"],
        ),
    ],
)
def test_a_body_and_the_plural_that_it_is_called_after_are_one_name(
    text: str, pieces: list[str], found: list[str]
) -> None:
    """But for a plural that is somebody's name, or a people's or a party's."""
    assert [n.span.surface(text) for n in with_purposes(text, names(text, *pieces))] == found


def test_a_role_that_a_name_begins_with_is_no_mention() -> None:
    """Nobody is meant by it."""
    found = detect("The Taxi Drivers' Alliance sued Ada Crane.", "v")

    assert [m.surface for m in found] == ["Taxi Drivers' Alliance", "Ada Crane"]


@given(st.text(alphabet="Committee to Protect Orle against the for former,.\n", max_size=200))
def test_any_text_keeps_names_in_order_and_apart(text: str) -> None:
    """Whatever stands in it."""
    found = with_purposes(text, [])

    assert all(one.span.end <= two.span.start for one, two in itertools.pairwise(found))
    assert all(names_purpose(name.span.surface(text)) for name in found)


def test_many_capitals_cost_no_more_each() -> None:
    """A hostile text of capitals and heads ends at once."""
    text = "Orle Committee to Protect " * 20_000

    assert with_purposes(text, [])


@pytest.mark.parametrize(
    ("text", "short", "whole"),
    [
        (
            "The Committee to Protect Rivers met in Orle. CPR asked for more.",
            "CPR",
            "Committee to Protect Rivers",
        ),
        (
            "The Sele Tribunal for the former Orlia sat. The STO will rule in May.",
            "STO",
            "Sele Tribunal for the former Orlia",
        ),
        (
            "The Sele Commission against Racism and Intolerance published a report. SCRI said progress was slow.",
            "SCRI",
            "Sele Commission against Racism and Intolerance",
        ),
    ],
)
def test_initials_leave_small_words_out(text: str, short: str, whole: str) -> None:
    """Prepositions too, and every word that is not written in capitals."""
    with provenance.open(":memory:") as ledger:
        ledger.add([{"id": "a", "text": text}])
        resolvers.resolve(ledger, coverage=False)
        called = {m["surface"]: m["entity_name"] for m in ledger.table("mentions").to_pylist()}

    assert called[short] == called[whole] == whole

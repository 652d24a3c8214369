"""Addresses are one place, and headings of pages are nobody."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from named import names

from provenance.spans import Span
from resolvers.mention_detection.addresses import mended
from resolvers.mention_detection.names import NameSpan


@pytest.mark.parametrize(
    ("text", "pieces", "found"),
    [
        ("It was in front of 131 West 23rd Street.", ["West", "Street"], ["West 23rd Street"]),
        ("It was on 42nd Street at noon.", ["Street"], ["42nd Street"]),
        ("He lives at 7 Kiln Lane in Orle.", ["Kiln", "Lane", "Orle"], ["Kiln Lane", "Orle"]),
        ("Storm spares Isle of Wight", ["Isle", "Wight"], ["Isle of Wight"]),
        ("TRANSCRIPT: Ada Crane on it", ["TRANSCRIPT", "Ada Crane"], ["Ada Crane"]),
        ("Media Contact\nAda Crane", ["Media Contact", "Ada Crane"], ["Ada Crane"]),
        ("Orle Media, PO Box 14, Bristol", ["Orle Media", "PO Box", "Bristol"], ["Orle Media", "Bristol"]),
        ("Kiln Street is shut.", ["Kiln Street"], ["Kiln Street"]),
        ("Crane of Sele spoke.", ["Crane", "Sele"], ["Crane", "Sele"]),
    ],
)  # fmt: skip
def test_pieces_are_joined_and_furniture_is_dropped(
    text: str, pieces: list[str], found: list[str]
) -> None:
    """What is whole already stays as it is."""
    assert [n.span.surface(text) for n in mended(text, names(text, *pieces))] == found


def test_a_street_is_a_place() -> None:
    """And so is an isle that was of no known type."""
    street = "He lives at 7 Kiln Lane."
    isle = "It is on the Isle of Sele."

    assert [n.type for n in mended(street, names(street, "Kiln"))] == ["LOC"]
    assert [n.type for n in mended(isle, names(isle, "Isle of Sele", kind="other"))] == ["LOC"]


@given(st.text(alphabet="A1 s.:\ntreOfPBoxISl", max_size=60))
def test_names_stay_apart_and_in_order(text: str) -> None:
    """Whatever the text is, and however it is cut into names."""
    every = [
        NameSpan(span=Span(k, k + 3), type="ORG", score=0.5) for k in range(0, len(text) - 3, 4)
    ]
    found = [name.span for name in mended(text, every)]

    assert found == sorted(found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))

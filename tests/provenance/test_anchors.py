"""Anchors: characters found again in a corrected text, or told to be gone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.ledger.anchors import STATUSES, anchor
from provenance.spans import Span

OLD = "Mayor Ana Ruiz spoke. Later Ana Ruiz left."


def test_the_same_text_keeps_the_place() -> None:
    """However often the words occur."""
    assert anchor(Span(6, 14), OLD, OLD) == ("exact", Span(6, 14))


def test_words_that_moved_are_found() -> None:
    """A sentence in front moves them all.

    The surroundings tell two places with the same words apart.
    """
    new = "Corrected on Monday. " + OLD

    assert anchor(Span(6, 14), OLD, new) == ("moved", Span(27, 35))


@pytest.mark.parametrize(
    ("words", "old", "new"),
    [
        ("41", "41 people died.", "41,500 people died."),
        ("41", "41 people died.", "141 people died."),
        ("4", "He paid 4 euros.", "He paid 4.5 euros."),
        ("did not", "She did not agree.", "She did agree."),
        ("Ana", "Ana left.", "Diana left."),
    ],
)
def test_a_lookalike_is_an_orphan(words: str, old: str, new: str) -> None:
    """Digits, negations and names must be the same, whole."""
    start = old.index(words)

    assert anchor(Span(start, start + len(words)), old, new) == ("orphan", None)


def test_two_places_alike_are_ambiguous() -> None:
    """Nothing is guessed."""
    assert anchor(Span(0, 3), "Ana left.", "So Ana and Ana stayed.") == ("ambiguous", None)


@given(st.text(alphabet="ab 1.", max_size=20), st.text(alphabet="ab 1.", max_size=20), st.data())
def test_what_is_found_reads_the_same(old: str, new: str, data: st.DataObject) -> None:
    """In every pair of texts the words at the place that is given are those that were looked at."""
    if not old:
        return
    start = data.draw(st.integers(0, len(old) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(old))))
    status, found = anchor(span, old, new)

    assert status in STATUSES
    assert (found is None) == (status in {"ambiguous", "orphan"})
    assert found is None or found.surface(new) == span.surface(old)

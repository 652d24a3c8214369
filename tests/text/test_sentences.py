"""Tests of `resolvers.text.sentences`."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolvers.text.sentences import sentences


def parts(text: str) -> list[str]:
    """Return the surfaces of the sentences."""
    return [span.surface(text) for span in sentences(text)]


def test_a_full_stop_ends_a_sentence():
    """The white space between two sentences belongs to neither."""
    assert parts("He came.  She left!") == ["He came.", "She left!"]


def test_closing_quotes_stay_with_their_sentence():
    """A quotation mark behind the full stop ends with it."""
    assert parts("“We go.” He went.") == ["“We go.”", "He went."]


@pytest.mark.parametrize("abbreviation", ["Mr.", "Gen.", "Jan.", "Prof.", "St."])
def test_a_title_or_month_never_ends_a_sentence(abbreviation):
    """The full stop of an abbreviation that something follows ends nothing."""
    assert parts(f"Then {abbreviation} Keller came.") == [f"Then {abbreviation} Keller came."]


@pytest.mark.parametrize("abbreviation", ["U.S.", "Inc.", "Jr.", "p.m."])
def test_other_abbreviations_end_one_when_the_next_word_opens_a_sentence(abbreviation):
    """What follows decides: "the U.S. The" are two sentences, "the U.S. Congress" is one."""
    assert len(parts(f"It was the {abbreviation} The rest is known.")) == 2
    assert len(parts(f"It was the {abbreviation} Congress that voted.")) == 1


def test_an_initial_ends_no_sentence():
    """Initials belong to a name."""
    assert parts("John J. Doe came.") == ["John J. Doe came."]


def test_a_line_break_ends_a_sentence():
    """Headlines have no full stop."""
    assert parts("Talks fail\nParis, Monday\n\nThe talks failed.") == [
        "Talks fail",
        "Paris, Monday",
        "The talks failed.",
    ]


@given(st.text())
def test_sentences_hold_every_character_but_white_space(text):
    """No sentence overlaps the next, and none loses a character."""
    spans = sentences(text)
    assert "".join("".join(span.surface(text).split()) for span in spans) == "".join(text.split())
    assert all(a.end <= b.start for a, b in pairwise(spans))

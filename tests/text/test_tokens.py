"""Tests of `resolvers.text.tokens`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolvers.text.characters import INVISIBLE
from resolvers.text.tokens import split_pairs, tokenise


def words(text: str) -> list[str]:
    """Return the texts of the tokens."""
    return [token.text for token in tokenise(text)]


@pytest.mark.parametrize(
    "word",
    [
        "U.S.",
        "F.B.I.",
        "O'Neill",
        "O’Neill",
        "Jean-Claude",
        "al-Assad",
        "AT&T",
        "1,000.5",
        "Inc.",
        "Amazon.com",
        "don't",
    ],
)
def test_a_word_keeps_its_inner_marks(word):
    """Abbreviations, apostrophes, hyphens and decimal points do not part a word."""
    assert words(f"so {word} is") == ["so", word, "is"]


@pytest.mark.parametrize("mark", ["'s", "’s"])
def test_a_possessive_is_a_token_of_its_own(mark):
    """The name before 's can be pointed at without it."""
    assert words(f"Italy{mark} cabinet") == ["Italy", mark, "cabinet"]


def test_an_attached_word_is_parted_from_the_name():
    """What "-led" or "ex-" hang on is a name or role without them, but a given name keeps its hyphen."""
    assert words("U.S.-led ex-president Moon Jae-in") == [
        "U.S.",
        "-",
        "led",
        "ex",
        "-",
        "president",
        "Moon",
        "Jae-in",
    ]


def test_a_full_stop_at_the_end_is_a_token():
    """Only an abbreviation or an initial swallows its full stop."""
    assert words("Donald J. Trump left.") == ["Donald", "J.", "Trump", "left", "."]


def test_offsets_count_from_the_given_start():
    """A part of a text yields offsets into the whole."""
    assert tokenise("of Rome", 10)[1][:2] == (13, 17)


def test_two_names_joined_by_a_hyphen_are_parted_where_both_stand_alone():
    """The "Trump-Abe summit" holds two names; "Coca-Cola" is one, since nobody writes Cola."""
    text = "Trump met Abe. The Trump-Abe summit, with Coca-Cola."
    parts = [t.text for t in split_pairs(tokenise(text))]
    assert parts[5:8] == ["Trump", "-", "Abe"]
    assert "Coca-Cola" in parts


@given(st.text() | st.text(st.sampled_from("a-'s &A" + INVISIBLE)))
def test_tokens_are_the_text_at_their_offsets(text):
    """Whatever the script, a token's text is what is seen between its offsets, and nothing that is seen is left."""
    seen = str.maketrans(dict.fromkeys(INVISIBLE))
    tokens = split_pairs(tokenise(text))
    assert [t.text for t in tokens] == [text[t.start : t.end].translate(seen) for t in tokens]
    assert "".join(t.text for t in tokens) == "".join(text.translate(seen).split())


@pytest.mark.parametrize("part", ["a-", "a.b.", "'s", "e\u0301", "A", '."'])
def test_a_long_run_without_spaces_takes_linear_time(part):
    """No pattern backtracks over a hundred thousand characters."""
    assert tokenise(part * 100_000)[-1].end == len(part) * 100_000

"""Tests of `resolvers.mention_detection.names`."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolvers.mention_detection.names import find_names
from resolvers.text.tokens import tokenise


def named(text: str) -> dict[str, str]:
    """Map the surface of each name to its type."""
    return {name.span.surface(text): name.type for name in find_names(text, tokenise(text))}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Then Mr. Kim spoke.", "Kim"),
        ("Yesterday President Donald Trump spoke.", "Donald Trump"),
        ("He met Chancellor Friedrich Merz there.", "Friedrich Merz"),
        ("It was Trump's idea, said Donald Trump.", "Trump"),
    ],
)
def test_a_person_s_name_has_no_title_role_or_possessive(text, name):
    """The name alone is the mention; the role is one of its own."""
    assert named(text)[name] == "PER"


def test_the_words_of_a_name_tell_its_type():
    """A legal form or head noun makes an organisation, an initial a person."""
    text = "She asked Acme Widgets Inc., the Harbour Workers Union and Donald J. Keller for help."
    assert named(text) == {
        "Acme Widgets Inc.": "ORG",
        "Harbour Workers Union": "ORG",
        "Donald J. Keller": "PER",
    }


def test_the_lexicon_names_countries():
    """Known names need no sign beside them."""
    assert named("He went to France and Italy.") == {"France": "LOC", "Italy": "LOC"}


def test_a_lone_surname_takes_the_type_of_the_full_name():
    """The article itself says who Macron is."""
    assert (
        named("Macron left. Then Emmanuel Macron came back, and Macron spoke.")["Macron"] == "PER"
    )


def test_an_adjective_of_a_country_is_no_name():
    """An adjective names nobody; the role or body behind it does."""
    assert "French" not in named("The French army met a French spokesman.")


def test_two_names_of_a_list_stay_two():
    """The word "and" joins no two names."""
    assert set(named("He met Russia and Ukraine, France and Italy.")) == {
        "Russia",
        "Ukraine",
        "France",
        "Italy",
    }


def test_a_body_keeps_its_small_words():
    """Only a head noun takes a complement: "Putin of Russia" are two names."""
    assert "Ministry of Foreign Affairs" in named("It was the Ministry of Foreign Affairs again.")
    assert "Russia" in named("He saw Vladimir Putin of Russia.")


@pytest.mark.parametrize(
    "text", ["The talks went on Monday.", "Meanwhile, they left. However, it rained in May."]
)
def test_a_capital_at_the_start_of_a_sentence_makes_no_name(text):
    """Weekdays, months and the first words of sentences are no names."""
    assert named(text) == {}


def test_a_headline_yields_only_what_the_article_knows():
    """In a headline every word has a capital; the body says which of them are names."""
    text = "Macron Warns Markets Of Trouble\n\nEmmanuel Macron warned the markets on Friday.\n"
    assert set(named(text)) == {"Macron", "Emmanuel Macron"}


def test_a_dateline_is_a_place():
    """Capitals at the start of a line before a dash name where the report was written."""
    assert named("NORTHHAVEN — The harbour was closed.") == {"NORTHHAVEN": "LOC"}


def test_an_acronym_is_not_a_pronoun():
    """The capitals of "US" tell the country from the word."""
    assert named("He told us that the US had left. Us?") == {"US": "LOC"}


_PIECES = st.sampled_from(
    [
        "Emmanuel",
        "Macron",
        "said",
        "the",
        "of",
        "and",
        "Ministry",
        "US",
        "'",
        "'s",
        "Mr.",
        "J.",
        "von",
        "Inc.",
        ",",
        "—",
        "\n",
        "É",
        "ß",
        "😀",
        "al-Assad",
        "(",
        ")",
        "ABC",
    ]
)


@given(st.lists(_PIECES).map(" ".join) | st.text())
def test_names_lie_in_the_text_in_order(text):
    """No input breaks the reader; names do not overlap and have a type and a belief."""
    names = find_names(text, tokenise(text))
    assert all(a.span.end <= b.span.start for a, b in pairwise(names))
    assert all(name.span.end <= len(text) and 0 < name.score <= 1 for name in names)
    assert {name.type for name in names} <= {"PER", "ORG", "LOC", "none"}

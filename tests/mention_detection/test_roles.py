"""Tests of `resolvers.mention_detection.roles.phrases`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolvers.mention_detection.roles.heads import plural_of
from resolvers.mention_detection.roles.phrases import RolePhrase, find_roles


def only(text: str) -> RolePhrase:
    """Read a text of one role phrase."""
    (role,) = find_roles(text)
    return role


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("the former US special envoy left", "former US special envoy"),
        ("Kremlin spokesperson Dmitry Peskov", "Kremlin spokesperson"),
        ("the president of the European Commission said", "president of the European Commission"),
        ("the chairman of the Judiciary Committee.", "chairman of the Judiciary Committee"),
        ("a spokesman for the interior ministry said", "spokesman for the interior ministry"),
        ("the director of France's National Gallery, Ann", "director of France's National Gallery"),
        ("told the North Korean leader", "North Korean leader"),
        ("President Macron", "President"),
    ],
)
def test_a_phrase_has_modifiers_affiliation_and_complement_but_no_determiner(text, phrase):
    """The span starts behind the determiner and ends with the complement."""
    assert only(text).span.surface(text) == phrase


@pytest.mark.parametrize(
    ("text", "affiliations"),
    [
        ("Kremlin spokesperson", ["Kremlin"]),
        ("the Kremlin's spokesman", ["Kremlin"]),
        ("Trump’s special envoy", ["Trump"]),
        ("the French president", ["French"]),
        ("the president of France", ["France"]),
        ("the company's director", []),
        ("On Monday President Macron", []),
    ],
)
def test_an_affiliation_is_what_the_role_belongs_to(text, affiliations):
    """Polities, organisations and persons count; common nouns and weekdays do not."""
    assert [span.surface(text) for span in only(text).affiliations] == affiliations


def test_the_longest_head_wins():
    """A vice president is no president."""
    assert only("the vice president").canonical == "vice president"


def test_synonyms_share_a_canonical_role():
    """A spokeswoman holds the same role as a spokesman."""
    assert only("the spokeswoman").canonical == only("the spokesman").canonical


@pytest.mark.parametrize(
    ("word", "modifier"), [("former ", "former"), ("ex-", "ex"), ("acting ", "acting")]
)
def test_a_modifier_changes_the_role(word, modifier):
    """Who is "former" or "acting" is told apart from the holder."""
    assert only(f"the {word}president").modifiers == (modifier,)


def test_an_elected_successor_is_marked():
    """A president-elect is not yet president."""
    role = only("president-elect Joe Biden")
    assert (role.modifiers, role.canonical) == (("elect",), "president")


@pytest.mark.parametrize("determiner", ["the", "a", "his"])
def test_the_determiner_is_kept_apart(determiner):
    """It tells a known person from a new one, but is no part of the phrase."""
    assert only(f"{determiner} president").determiner == determiner


def test_plural_roles_have_no_single_holder():
    """Two presidents are not the president."""
    role = only("the presidents")
    assert (role.plural, role.unique) == (True, False)


@pytest.mark.parametrize(
    ("form", "plural"),
    [
        ("spokesman", "spokesmen"),
        ("attorney general", "attorneys general"),
        ("secretary of state", "secretaries of state"),
        ("son-in-law", "sons-in-law"),
        ("coach", "coaches"),
    ],
)
def test_plurals_inflect_the_noun(form, plural):
    """The noun takes the ending, wherever it stands."""
    assert plural_of(form) == plural


@pytest.mark.parametrize(
    "text", ["they will head the talks", "the general public", "in general, yes"]
)
def test_a_verb_or_adjective_is_no_role(text):
    """The same letters name nobody here."""
    assert find_roles(text) == []


def test_an_affiliation_does_not_cross_the_start_of_a_sentence():
    """A capitalised "Although" is no organisation."""
    text = "Although US President Trump"
    assert only(text).span.surface(text) == "US President"


def test_a_range_yields_offsets_into_the_whole_text():
    """Reading one mention gives the same spans as reading the article."""
    text = "Today the French president spoke."
    assert find_roles(text, 6, 26) == find_roles(text)


_PIECES = st.sampled_from(
    [
        "the",
        "a",
        "former",
        "ex",
        "-",
        "president",
        "secretary",
        "of",
        "state",
        "'s",
        "for",
        "Kremlin",
        "French",
        "US",
        "and",
        ",",
        ".",
        "\n",
        "Trump",
        "said",
        "head",
        "general",
        "É",
        "😀",
    ]
)


@given(st.lists(_PIECES).map(" ".join) | st.text())
def test_every_span_lies_in_the_text_and_holds_its_head(text):
    """No input breaks the reader, and what it points at is there."""
    for role in find_roles(text):
        assert role.span.contains(role.head)
        assert role.span.end <= len(text)
        assert all(role.span.contains(part) for part in role.affiliations)

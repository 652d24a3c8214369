"""Abbreviations that are no plain initials, short names among others, and words in another order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.records.mentions import Mention
from provenance.spans import Span
from resolvers.coreference.abbreviations import may_shorten
from resolvers.coreference.build import build_chains
from resolvers.coreference.references.known import look_up
from resolvers.mention_detection.detect import detect

WORDS = st.lists(st.text("abcd", min_size=1, max_size=4), min_size=2, max_size=4)


def names_of(text: str, words: str) -> set[str]:
    """Read a text; return the names of the chain that has a name."""
    for chain in build_chains("a", text, detect(text, "a")):
        found = {m.mention.span.surface(text) for m in chain.links if m.mention.kind == "name"}
        if words in found:
            return found
    raise AssertionError(f"nobody is called {words}: {text}")


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("flnv", "national front for the liberation of varda"),  # the order of another language
        ("dwg", "deutsche wassergesellschaft"),  # two letters of one word
        ("meris", "meridian institute of studies"),
        ("vta", "varda transport and energy authority"),  # one word left out
    ],
)
def test_letters_come_from_a_name(short: str, name: str) -> None:
    """In any order as initials of all words; in their order from inside the words as well."""
    assert may_shorten(short, name)


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("nv", "national front of varda"),  # two letters say little
        ("wfv", "national front of varda"),
        ("nxv", "national front of varda"),
        ("medris", "meridian institute of studies"),  # its d stands before its r in no word
        ("var", "varda"),  # a beginning is no abbreviation
        ("vat", "varda transport and energy authority of the north"),  # two words left out
    ],
)
def test_letters_that_a_name_has_not(short: str, name: str) -> None:
    """Nor is a name shortened to what leaves out its first word or two of its words."""
    assert not may_shorten(short, name)


@given(WORDS)
def test_initials_in_any_order_shorten(words: list[str]) -> None:
    """Of three words or more; of two they are too short."""
    initials = "".join(sorted(word[0] for word in words))
    if "a" not in words:  # a small word, which is not counted
        assert may_shorten(initials, " ".join(words)) or len(words) < 3


@given(st.text("abcd", min_size=3, max_size=5), WORDS)
def test_every_letter_stands_in_the_name(short: str, words: list[str]) -> None:
    """Whatever shortens a name is made of its letters."""
    if may_shorten(short, " ".join(words)):
        assert set(short) <= set("".join(words))


def test_an_article_joins_an_abbreviation_in_another_order() -> None:
    """Where one name alone fits; of two that fit, neither."""
    front = "The National Front for the Liberation of Varda claimed the attack. "
    assert names_of(f"{front}Soldiers said FLNV fighters fled.", "FLNV") > {"FLNV"}
    two = f"{front}The Liberation Front of New Varda denied it. Soldiers said FLNV fighters fled."
    assert names_of(two, "FLNV") == {"FLNV"}


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("Environment Programme of the United Nations", "org:united nations environment programme"),
        ("Health Organization, World", None),
        ("Democratic People's Party", None),  # that of Turkey is the People's Democratic Party
        ("Germany Social Democratic Party", "org:social democratic party of germany"),
        ("France Social Democratic Party", None),
        ("U.S. Secret Service", "org:secret service"),
        ("French Secret Service", None),
    ],
)
def test_a_body_is_known_by_its_words(words: str, key: str | None) -> None:
    """Turned round its "of", and behind its own country; another order is another name."""
    found = look_up(words, "ORG")
    assert (found.key if found else None) == key


def test_towns_are_clubs_where_another_club_plays() -> None:
    """And bodies of their own where no club is named in full."""

    def keys(text: str) -> set[str]:
        marked = [
            Mention(version="a", span=Span(i, i + len(w)), surface=w, kind="name", type="ORG")
            for w in ("Augsburg", "Bayern Munich")
            if (i := text.find(w)) >= 0
        ]
        chains = build_chains("a", text, marked)
        return {f.value for c in chains for f in c.features if f.name == "key"}

    assert "org:fc augsburg" in keys("Augsburg beat Bayern Munich by a late goal.")
    assert keys("Augsburg said its trams would stop for an hour.") == set()


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("The National Bank of Ardenia (NBA) cut rates. The NBA met.", None),
        (
            "The National Basketball Association (NBA) began. The NBA met.",
            "org:national basketball association",
        ),
        ("A league, the NBA, met.", "org:national basketball association"),
    ],
)
def test_an_article_defines_an_abbreviation(text: str, key: str | None) -> None:
    """What its bracket says holds in all of it, whatever body the lexicon has of those letters."""
    chains = build_chains("a", text, detect(text, "a"))
    found = {f.value for chain in chains for f in chain.features if f.name == "key"}
    assert found == ({key} if key else set())

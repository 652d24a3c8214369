"""A document says of some names that they are nobody's, no body's and no place's."""

from __future__ import annotations

import pytest

from resolvers.mention_detection.tagger.candidates import begins_name, candidates
from resolvers.mention_detection.tagger.document import read_document
from resolvers.mention_detection.tagger.model import tag
from resolvers.mention_detection.tagger.things import acronyms_of_nouns, things
from resolvers.text.tokens import tokenise


def called(text: str, *names: str, people: tuple[str, ...] = ()) -> set[str]:
    """Find the things among names, each wherever its words stand."""
    document = read_document(text)
    words = [token.text for token in document.tokens]
    places = [((i, i + 1), word.lower()) for i, word in enumerate(words) if word in names]
    return set(things(document, places, people))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The superintendent of police (SP) left.", {"sp"}),
        ("It uses language models (LMs) at night.", {"lms", "lm"}),
        ("The Norvel Brine Works (NBW) hired.", set()),
        ("He met officials (US) and left.", set()),
        ("(SP", set()),
    ],
)
def test_an_acronym_of_common_nouns_is_no_name(text: str, found: set[str]) -> None:
    """What it abbreviates stands before it in lower case."""
    assert set(acronyms_of_nouns(tokenise(text))) == found


def test_a_family_is_a_crowd() -> None:
    """“The Cranes” are where somebody is called Crane; "Cranes" alone may be a firm."""
    text = "Ada Crane spoke. What the Cranes own, Dorns sells."

    assert called(text, "Cranes", "Dorns", people=("ada crane",)) == {"cranes"}
    assert called(text, "Cranes") == set()


def test_who_is_one_of_many_is_a_crowd() -> None:
    """Two uses say so; before a noun the article is the noun's."""
    assert called("He is a Maule. So is another Maule, Ada Crane.", "Maule") == {"maule"}
    assert called("He is a Maule. Maule left.", "Maule") == set()
    assert called("An Obama aide met another Obama aide.", "Obama") == set()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He went to the South.", "South"),
        ("Ada Crane met Jian You. You left.", "You"),
    ],
)
def test_words_that_are_names_elsewhere_may_be_names(text: str, words: str) -> None:
    """A plain word is one where the article has its capital inside a sentence."""
    assert words in candidate_words(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He flew from East to West.", "East"),
        ("You are late, said Ada Crane.", "You"),
        ("MOST READ\n\nAda Crane left.", "MOST"),
    ],
)
def test_plain_words_are_no_names(text: str, words: str) -> None:
    """They have a capital for their place alone."""
    assert words not in candidate_words(text)


def candidate_words(text: str) -> set[str]:
    """List the candidates of one word."""
    document = read_document(text)
    return {document.tokens[a].text for a, b in candidates(document, tag(document)) if b == a + 1}


def test_a_brand_begins_a_name_with_a_small_letter() -> None:
    """A capital inside a word without a hyphen makes it a name."""
    tokens = tokenise("easyJet Oslo al-Riyami mRNA oslo")

    assert [token.text for token in tokens if begins_name(token)] == ["easyJet", "Oslo"]

"""Nouns around a name say what it is, and clusters tell which words stand alike."""

from __future__ import annotations

import pytest

from resolvers.lexicon.word_clusters import clusters_of
from resolvers.mention_detection.tagger import descriptions
from resolvers.text.tokens import tokenise


def described(text: str) -> set[tuple[str, str, str]]:
    """Describe the name between two bars."""
    first, stop = (
        len(tokenise(part))
        for part in (text.partition("|")[0], text.rpartition("|")[0].replace("|", ""))
    )
    tokens = tokenise(text.replace("|", ""))
    quoted = first > 0 and tokens[first - 1].text == "“"
    behind = descriptions.behind(tokens, stop, len(tokens), quoted=quoted)
    return {*descriptions.before(tokens, first, 0), *behind}


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("outside the rural town of |Van Horn|.", ("named", "town", "place")),
        ("a packed |Chelsea| neighborhood by", ("named", "neighborhood", "place")),
        ("the museum of |Norvel| reopened", ("of", "museum", "place")),
        ("a yacht called |Lady Imogen|, a jury was told.", ("called", "yacht", "thing")),
        ("his company |Blue Origin| launched", ("pre", "company", "body")),
        ("approved |Veladuhm|, a new drug against dementia.", ("app", "drug", "thing")),
        ("|Lakeway Ferries| is a large private company in Ohio", ("is", "company", "body")),
        ("|Ada Crane|, mayor of Norvel,", ("bare", "mayor", "role")),
        ("|Ada Crane|, who left", ("app", "who", "who")),
        ("the |Maule| people fish", ("post", "people", "crowd")),
        ("the |Eos| trade agreement", ("post", "agreement", "thing")),
        ("the |Clean Rivers| (CR) project began", ("defined", "project", "thing")),
        ("Clean Rivers (|CR|) project began", ("defined", "project", "thing")),
        ("the award for “|Imogen|,” a film about her", ("app", "film", "thing")),
        ("“|Imogen|”, a film about her", ("app", "film", "thing")),
    ],
)
def test_the_head_noun_is_found_beyond_the_words_beside_the_name(
    text: str, noun: tuple[str, str, str]
) -> None:
    """Behind adjectives, "of" and "called"; in an apposition and in a predicate."""
    assert noun in described(text)


@pytest.mark.parametrize(
    "text", ["|Ada|", "|Ada| left.", "|Ada|,", "the |Ada|, a", "|Ada| is the of", "|Ada| ("]
)
def test_where_no_noun_stands_nothing_is_said(text: str) -> None:
    """Not even at the ends of a text."""
    assert described(text) == set()


def test_who_speaks_behind_a_quotation_is_not_what_ends_it() -> None:
    """A minister said it, and Norvel is none."""
    assert described("“I love |Norvel|,” a minister said") == set()


def test_words_that_stand_alike_share_a_cluster() -> None:
    """Cities share one; a word that newswire does not have is in none."""
    assert clusters_of("Vienna")[-1] == clusters_of("Nairobi")[-1]
    assert clusters_of("Vienna")[-1] != clusters_of("Wednesday")[-1]
    assert clusters_of("Vienna")[0] == "b4=0110"
    assert clusters_of("Xyzzyq") == ("b?",)

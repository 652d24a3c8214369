"""A caller's pronouns mean somebody, and mentions without a type get the one that the text tells."""

from __future__ import annotations

import re

import pytest

from provenance.records.articles import Article, Version
from provenance.records.mentions import Mention
from provenance.spans import Span
from resolvers.coreference.build import build_chains
from resolvers.stages.reader import typed


def mentions(text: str, **types: str) -> list[Mention]:
    """Make mentions of all places of some words, with their types."""
    return [
        Mention(
            version="v",
            span=Span(m.start(), m.end()),
            surface=m.group(),
            kind="name",
            type=kind,
            detector="given",
        )
        for words, kind in types.items()
        for m in re.finditer(rf"\b{words.replace('_', ' ')}\b", text)
    ]


def chained(text: str, **types: str) -> set[frozenset[str]]:
    """Return the words of each chain."""
    chains = build_chains("v", text, mentions(text, **types))
    return {frozenset(m.surface for m in chain.mentions) for chain in chains}


@pytest.mark.parametrize(
    ("text", "types", "expected"),
    [
        (
            "Anna Berg met Mr. Robert Keller. She left.",
            {"Anna_Berg": "PER", "Robert_Keller": "PER", "She": "PER"},
            {"Anna Berg", "She"},
        ),
        (
            "Mrs. Anna Berg met Robert Keller. He left.",
            {"Anna_Berg": "PER", "Robert_Keller": "PER", "He": "PER"},
            {"Robert Keller", "He"},
        ),
        (
            "Acme Corp. fell. Its shares rose.",
            {"Acme_Corp": "ORG", "Its": "ORG"},
            {"Acme Corp", "Its"},
        ),
        (
            "Acme Corp. fell. They sold it.",
            {"Acme_Corp": "ORG", "They": "ORG"},
            {"Acme Corp", "They"},
        ),
        (
            "Anna Berg, who left, met Acme Corp.",
            {"Anna_Berg": "PER", "who": "PER", "Acme_Corp": "ORG"},
            {"Anna Berg", "who"},
        ),
    ],
)
def test_a_pronoun_is_who_was_mentioned_last_and_fits(
    text: str, types: dict[str, str], expected: set[str]
) -> None:
    """By gender, by type, and by what stands right before "who"."""
    assert frozenset(expected) in chained(text, **types)


def test_a_pronoun_adds_no_name() -> None:
    """Nobody is called "she"."""
    text = "Anna Berg left. She laughed."
    (chain,) = build_chains("v", text, mentions(text, Anna_Berg="PER", She="PER"))

    assert (chain.name, chain.values("name")) == ("Anna Berg", ("anna berg",))


def test_a_pronoun_with_nobody_before_it_stays_alone() -> None:
    """A holder unknown is no error."""
    assert chained("She left. Then Anna Berg came.", She="PER", Anna_Berg="PER") == {
        frozenset({"She"}),
        frozenset({"Anna Berg"}),
    }


def test_a_mention_without_a_type_gets_what_the_text_tells() -> None:
    """The last word of a phrase decides; a type that came with a mention is never changed."""
    text = "The mayor, Ada Crane, spoke in Vienna. Crane left."
    version = Version(article=Article(article_id="a"), text=text)
    plain = mentions(text, Ada_Crane="none", Vienna="none", Crane="ORG")

    assert {m.surface: m.type for m in typed(version.key, text, plain)} == {
        "Ada Crane": "PER",
        "Vienna": "LOC",
        "Crane": "ORG",
    }


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("United States airframer Boeing", "boeing"),
        ("the Japanese automaker Toyota", "toyota"),
        ("Singapore's Changi International Airport", "changi international airport"),
        ("the Danish Refugee Council", "danish refugee council"),
        ("the Bank of England", "bank of england"),
        ("the Workers' Party", "workers party"),
    ],
)
def test_a_phrase_is_read_down_to_the_name_in_it(phrase: str, name: str) -> None:
    """What describes a body, and whose it is, is no part of its name.

    What belongs to the name stays.
    """
    text = f"They saw {phrase} there."
    kind = "LOC" if "Airport" in phrase else "ORG"
    span = Span(9, 9 + len(phrase))
    mention = Mention(
        version="v", span=span, surface=phrase, kind="name", type=kind, detector="given"
    )
    (chain,) = build_chains("v", text, [mention])

    assert chain.values("name") == (name,)

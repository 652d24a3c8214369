"""Candidates: who a mention may be as well stands in a table of its own, and nowhere else."""

from __future__ import annotations

from typing import Any

import resolvers
from provenance.records.mentions import Mention
from provenance.spans import Span
from provenance.testing import memory_ledger

FATHER_AND_SON = {
    "father": "Rolf Brandt spoke in the evening. Brandt left.",
    "son": "Rolf Brandt Jr. spoke in the morning.",
}


def tables(texts: dict[str, str]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Resolve articles; return the rows of candidates and of mentions."""
    articles = [
        {"id": key, "text": text, "published_at": "2025-03-10"} for key, text in texts.items()
    ]
    with memory_ledger(articles) as ledger:
        resolvers.resolve(ledger, coverage=False)
        return ledger.table("candidates").to_pylist(), ledger.table("mentions").to_pylist()


def test_each_of_two_is_a_candidate_for_the_other() -> None:
    """One row for the first mention in each article, with the entity that it is not."""
    candidates, mentions = tables(FATHER_AND_SON)
    entity = {row["article"]: row["entity"] for row in mentions if row["kind"] == "name"}

    told = [(row["article"], row["surface"], row["entity"]) for row in candidates]

    assert told == [
        ("father", "Rolf Brandt", entity["son"]),
        ("son", "Rolf Brandt Jr.", entity["father"]),
    ]


def test_a_candidate_is_less_likely_than_not_and_says_why() -> None:
    """The rule that brought both together and the feature that speaks most against it."""
    candidates, _ = tables(FATHER_AND_SON)

    assert all(0.1 <= row["probability"] < 0.5 for row in candidates)
    assert {row["cue"] for row in candidates} == {"name"}
    assert {row["reason"] for row in candidates} == {"name: person: same name, junior on one side"}


def test_one_person_has_no_candidates() -> None:
    """What was joined is in `mentions`."""
    candidates, _ = tables({"a": "Ada Crane spoke.", "b": "Ada Crane left."})

    assert candidates == []


def read_given(text: str, words: dict[str, str]) -> dict[str, list[dict[str, Any]]]:
    """Link mentions that a caller hands over, words and their types; return the tables."""
    with memory_ledger([{"id": "a", "text": text}]) as ledger:
        (version,) = ledger.versions()
        spans = {w: Span(text.index(w), text.index(w) + len(w)) for w in words}
        mentions = [
            Mention(
                version=version.key, span=spans[w], surface=w, kind="name", type=t, detector="given"
            )
            for w, t in words.items()
        ]
        resolvers.resolve(ledger, mentions={version.key: mentions})
        names = ("candidates", "mentions", "statements", "entities")
        return {name: ledger.table(name).to_pylist() for name in names}


def test_a_guess_that_is_mostly_wrong_is_a_candidate() -> None:
    """A plural without a number is right in one of six: it is an entity of its own, and the guess stands here."""
    text = "Acme Corp. sued Borsk Ltd. over a patent. Their lawyers blamed the defendants."
    tables = read_given(text, {"Acme Corp.": "ORG", "Borsk Ltd.": "ORG", "the defendants": "ORG"})
    entity = {row["surface"]: row["entity"] for row in tables["mentions"]}

    (row,) = tables["candidates"]

    assert len(set(entity.values())) == 3
    assert (row["surface"], row["entity"]) == ("the defendants", entity["Borsk Ltd."])
    assert (row["cue"], 0.1 <= row["probability"] < 0.5) == ("plural guess", True)
    assert row["reason"].startswith("inside an article, this cue is right in ")
    assert "candidate" not in {row["property"] for row in tables["statements"]}


def test_an_entity_lists_its_members() -> None:
    """The two firms are an entity with two members, and neither has any."""
    text = "Acme Corp. sued Borsk Ltd. over a patent. Then the two companies settled."
    tables = read_given(
        text, {"Acme Corp.": "ORG", "Borsk Ltd.": "ORG", "the two companies": "ORG"}
    )
    entity = {row["surface"]: row["entity"] for row in tables["mentions"]}
    members = {row["entity"]: row["members"] for row in tables["entities"]}

    assert members == {
        entity["the two companies"]: sorted([entity["Acme Corp."], entity["Borsk Ltd."]]),
        entity["Acme Corp."]: [],
        entity["Borsk Ltd."]: [],
    }

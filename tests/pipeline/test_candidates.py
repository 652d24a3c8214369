"""Candidates: who a mention may be as well stands in a table of its own, and nowhere else."""

from __future__ import annotations

from typing import Any

import resolvers
from provenance.testing import memory_ledger

FATHER_AND_SON = {
    "father": "Rolf Brandt spoke in the evening. Brandt left.",
    "son": "Rolf Brandt Jr. spoke in the morning.",
}


def tables(texts: dict[str, str]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Resolve articles; give the rows of candidates and of mentions."""
    articles = [
        {"id": key, "text": text, "published_at": "2025-03-10"} for key, text in texts.items()
    ]
    with memory_ledger(articles) as ledger:
        resolvers.resolve(ledger)
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

"""Ties and probabilities are those of a rebuild, in whatever order articles and lists arrive."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from searching import heavy

import provenance
import resolvers
from provenance.api import Ledger
from provenance.testing import memory_ledger, without_ids

NEUS = Path(__file__).parents[2].parent / "shared/data/neus/articles.jsonl"
ENTRIES: list[dict[str, Any]] = [
    {"id": "Q1", "name": "White House", "type": "organization"},
    {
        "id": "Q2",
        "name": "Peter Stahl",
        "type": "person",
        "offices": [{"role": "judge", "country": "DE", "from": "2010-01-01", "to": "2012-12-31"}],
    },
    {
        "id": "Q3",
        "name": "Peter Stahl",
        "type": "person",
        "offices": [{"role": "judge", "country": "DE", "from": "2020-01-01", "to": "2021-12-31"}],
    },
    {"id": "Q4", "name": "World Health Organization", "aliases": ["WHO"], "type": "organization"},
]
SENTENCES = (
    "The White House said so on Friday.",
    "The United States agreed.",
    "The United States of America will act, France said.",
    "The judge Peter Stahl spoke.",
    "Peter Stahl left for Moscow.",
    "Russia told the WHO so.",
    "The Kremlin said that the World Health Organization (WHO) lied.",
)
articles = st.builds(
    lambda sentences, day: {"text": " ".join(sentences), "published_at": day},
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3),
    st.sampled_from(("2019-03-01", "2021-03-01")),
)
entries = st.sampled_from(ENTRIES)


def take(ledger: Ledger, number: int, step: dict[str, Any]) -> None:
    """Take in an article, or an entry of the list."""
    if "text" in step:
        ledger.add([{"id": f"a{number}", **step}])
    else:
        ledger.add_authority("list", [step])


def rebuilt(ledger: Ledger) -> dict[str, list[tuple[Any, ...]]]:
    """Make the index anew, and give what is exported then."""
    resolvers.resolve(ledger, coverage=False, rebuild=True)
    return without_ids(ledger)


def test_a_tie_stays_when_the_country_that_it_speaks_for_is_mentioned_again() -> None:
    """Only what was clustered again can lose a tie."""
    first = " ".join(SENTENCES[:2])
    with memory_ledger([{"id": "a", "text": first}]) as ledger:
        ledger.add_authority("list", ENTRIES[:1])
        resolvers.resolve(ledger, coverage=False)
        before = ledger.table("external-ids").to_pylist()
        ledger.add([{"id": "b", "text": SENTENCES[2]}])
        resolvers.resolve(ledger, coverage=False)

        assert [row["external_id"] for row in before] == ["Q1"]
        assert ledger.table("external-ids").to_pylist() == before


def test_of_two_entries_the_one_is_meant_whose_office_a_later_article_dates() -> None:
    """The same words in another month say who held the office, though no profile is new."""
    text = SENTENCES[3]
    with memory_ledger([{"id": "a", "text": text, "published_at": "2019-03-01"}]) as ledger:
        ledger.add_authority("list", ENTRIES[1:3])
        resolvers.resolve(ledger, coverage=False)
        assert ledger.table("external-ids").num_rows == 0

        ledger.add([{"id": "b", "text": text, "published_at": "2021-03-01"}])
        resolvers.resolve(ledger, coverage=False)

        assert [row["external_id"] for row in ledger.table("external-ids").to_pylist()] == ["Q3"]


def test_a_rival_that_is_taken_back_leaves_the_name_to_the_other() -> None:
    """Entries that fit alike are decided together again when one of them goes."""
    with memory_ledger([{"id": "a", "text": "Peter Stahl left."}]) as ledger:
        ledger.add_authority("list", ENTRIES[1:3])
        resolvers.resolve(ledger, coverage=False)
        assert ledger.table("external-ids").num_rows == 0

        ledger.remove_authority("list", ["Q3"])
        resolvers.resolve(ledger, coverage=False)

        assert [row["external_id"] for row in ledger.table("external-ids").to_pylist()] == ["Q2"]


@heavy(4, search=25)
@given(st.lists(articles | entries, min_size=2, max_size=6))
def test_in_any_order_of_articles_and_entries_everything_is_as_a_rebuild_has_it(
    steps: list[dict[str, Any]],
) -> None:
    """Who is who, with names, types, ties and probabilities; and a rebuild has nothing to say."""
    with memory_ledger() as ledger, memory_ledger() as batch:
        for number, step in enumerate(steps):
            take(ledger, number, step)
            resolvers.resolve(ledger, coverage=False)
            take(batch, number, step)
        resolvers.resolve(batch, coverage=False)
        arrived = without_ids(ledger)

        assert arrived == without_ids(batch)
        assert arrived == rebuilt(ledger)


@pytest.mark.skipif(not NEUS.exists(), reason="needs the shared corpus neus")
def test_real_articles_shuffled_into_batches_have_the_probabilities_of_the_batch() -> None:
    """Margins move when later profiles join, and mentions, speakers and names say the same in the end."""
    lines = NEUS.read_text("utf-8").splitlines()[:24]
    corpus = [json.loads(line) for line in lines]
    turned = random.Random(7).sample(corpus, len(corpus))
    with provenance.open(":memory:") as ledger, memory_ledger(corpus) as batch:
        for part in (turned[:10], turned[10:11], turned[11:]):
            ledger.add(part)
            resolvers.resolve(ledger, coverage=False)
        resolvers.resolve(batch, coverage=False)
        arrived = without_ids(ledger)

        assert arrived == without_ids(batch)
        assert arrived == rebuilt(ledger)


def test_a_membership_is_told_anew_when_its_margin_moves_and_happens_to_no_id() -> None:
    """A second spelling makes the first less certain.

    The entity is the same, so nothing happened to it.
    """
    with memory_ledger([{"id": "a", "text": "Anna Keller spoke."}]) as ledger:
        resolvers.resolve(ledger, coverage=False)
        ledger.add([{"id": "b", "text": "A. Keller left."}])
        resolvers.resolve(ledger, coverage=False)
        told = ledger.connection.execute(
            "SELECT chain_id, cause, margin IS NULL FROM entity_member ORDER BY run_id, chain_id"
        ).fetchall()
        events = ledger.connection.execute("SELECT kind FROM entity_event").fetchall()

        assert told == [(1, "alone", True), (1, "model", False), (2, "model", False)]
        assert events == [("created",)]

"""Lists of known entities: their ids are tied to entities with evidence, and untied without a trace in who is who."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from searching import heavy

import provenance
import resolvers
from provenance.api import Ledger
from provenance.exceptions import InputError, NotFoundError
from provenance.testing import memory_ledger, partition

ROWS = [
    {
        "id": "Q1",
        "name": "Katharine Mora",
        "nickname": "Kate",
        "type": "person",
        "offices": [
            {
                "role": "mayor",
                "organisation": "London",
                "country": "GB",
                "from": "2016-05-09",
                "to": "2020-05-08",
            }
        ],
    },
    {"id": "Q2", "name": "Peter Stahl", "type": "person", "country": "DE"},
    {
        "id": "Q3",
        "name": "Peter Stahl",
        "type": "person",
        "country": "DE",
        "offices": [{"role": "judge", "country": "DE"}],
    },
    {"id": "Q4", "name": "Norvel Salt Works", "aliases": ["NSW"], "type": "company"},
]
ARTICLES = [
    {
        "id": "a",
        "published_at": "2019-03-01",
        "text": "London mayor Kate Mora opened the bridge. Mora smiled.",
    },
    {
        "id": "b",
        "published_at": "2019-03-04",
        "text": "The mayor of London closed the bridge on Monday.",
    },
    {
        "id": "c",
        "published_at": "2019-03-05",
        "text": "Katharine Mora was at Norvel Salt Works, said Peter Stahl.",
    },
    {
        "id": "d",
        "published_at": "2021-03-05",
        "text": "The mayor of London opened the bridge again.",
    },
]


def resolved(
    articles: list[dict[str, str]] = ARTICLES, rows: list[dict[str, object]] = ROWS
) -> Ledger:
    """Resolve articles with the list."""
    ledger = memory_ledger(articles)
    ledger.add_authority("list", rows)
    resolvers.resolve(ledger, coverage=False)
    return ledger


def ids(ledger: Ledger) -> dict[str, str]:
    """Return external id to entity."""
    return {row["external_id"]: row["entity"] for row in ledger.table("external-ids").to_pylist()}


def entity_at(ledger: Ledger, article: str, words: str) -> str:
    """Return the entity of the first mention with these words in an article."""
    rows = ledger.table("mentions").to_pylist()
    return next(r["entity"] for r in rows if r["article"] == article and r["surface"] == words)


def test_a_list_ties_what_articles_call_otherwise() -> None:
    """Kate and Katharine are one by the list's nickname, and the mayor of that year is she by its tenure."""
    with resolved() as ledger:
        mora = ids(ledger)["Q1"]

        assert (
            entity_at(ledger, "a", "Kate Mora") == entity_at(ledger, "c", "Katharine Mora") == mora
        )
        assert entity_at(ledger, "b", "mayor of London") == mora
        assert entity_at(ledger, "d", "mayor of London") != mora
        assert ledger.verify() == []


def test_of_two_with_one_name_neither_is_taken() -> None:
    """Nothing in the article tells which Peter Stahl it means."""
    with resolved() as ledger:
        assert set(ids(ledger)) == {"Q1", "Q4"}


def test_every_tie_leads_to_characters_and_to_a_row_of_a_file(tmp_path: Path) -> None:
    """`show`, `why` and `how` name the file with its hash and the row, and the weight is the sum of its parts."""
    file = tmp_path / "people.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    with memory_ledger(ARTICLES) as ledger:
        ledger.add_authority("list", file)
        resolvers.resolve(ledger, coverage=False)
        view = ledger.show("list:Q1")
        told = ledger.why("Kate Mora", "list:Q1")
        (step,) = told.steps

        assert [e.locator.partition(" (")[0] for e in view.entries] == ["people.jsonl row 1"]
        assert told.verdict == "compared"
        assert sum(part.weight for part in step.parts) == pytest.approx(step.match_weight, abs=1e-9)
        name = next(part for part in step.parts if part.feature == "name")
        assert name.a is not None
        assert name.a.surface == "Kate Mora"
        assert name.b is not None
        assert name.b.locator is not None
        assert name.b.locator.startswith("people.jsonl row 1 (sha256 ")
        sides = [side for join in ledger.how("list:Q1").joins for side in (join.a, join.b)]
        assert "list:Q1" in {getattr(side, "reference", "") for side in sides}


def test_mentions_that_only_a_list_connects_are_explained_through_it() -> None:
    """The path from one mention to the other goes over the entry."""
    rows = [{"id": "Q9", "name": "Katharine Mora", "aliases": ["Rina Velde"], "type": "person"}]
    texts = [{"id": "a", "text": "Rina Velde spoke."}, {"id": "b", "text": "Katharine Mora spoke."}]
    with resolved(texts, rows) as ledger:
        told = ledger.why("Rina Velde", "Katharine Mora")

        assert told.verdict == "connected"
        assert [(":" in step.a, ":" in step.b) for step in told.steps] == [
            (False, True),
            (True, False),
        ]


def test_what_is_never_mentioned_is_no_entity() -> None:
    """Entries wait; asking for one says so."""
    with resolved() as ledger:
        assert ledger.authorities().to_dicts() == [
            {"authority": "list", "entries": 4, "linked": 2, "files": ["input"]}
        ]
        with pytest.raises(
            NotFoundError, match=r"list:Q2 \(Peter Stahl\) is known, but no article"
        ):
            ledger.show("list:Q2")


def test_a_list_taken_back_leaves_who_is_who_as_it_was() -> None:
    """Entities, their names and their ids are those of a ledger that never saw the list."""
    with memory_ledger(ARTICLES) as without, memory_ledger(ARTICLES) as ledger:
        for each in (without, ledger):
            resolvers.resolve(each, coverage=False)
        before = ledger.table("entities").to_pylist()
        ledger.add_authority("list", ROWS)
        resolvers.resolve(ledger, coverage=False)
        assert ids(ledger)
        assert ledger.remove_authority("list") == len(ROWS)
        resolvers.resolve(ledger, coverage=False)

        assert ids(ledger) == {}
        assert partition(ledger) == partition(without)
        assert ledger.table("entities").to_pylist() == before
        assert ledger.verify() == []


def test_of_two_ids_that_merge_the_one_survives_that_a_list_holds() -> None:
    """The older id redirects to the one that others may have written down beside the list's."""
    early, late = (
        {"id": "a", "text": "K. Mora spoke."},
        {"id": "b", "text": "Katharine Mora spoke."},
    )
    other = [{"id": "Q1", "name": "Katharine Mora", "type": "person"}]
    with memory_ledger([{"id": "0", "text": "Rina Velde spoke."}]) as ledger:
        resolvers.resolve(ledger, coverage=False)
        older = entity_at(ledger, "0", "Rina Velde")
        ledger.add([late, early])
        ledger.add_authority("list", other)
        resolvers.resolve(ledger, coverage=False)
        pinned = ids(ledger)["Q1"]
        ledger.add_authority("list", [{**other[0], "aliases": ["Rina Velde"]}])
        resolvers.resolve(ledger, coverage=False)

        assert ids(ledger)["Q1"] == pinned
        assert ledger.show(older).entity == pinned


def test_a_row_that_changes_is_tied_anew_and_one_that_stays_is_not_written_again() -> None:
    """The same list twice appends nothing; `replace` takes back what is no longer told."""
    with resolved() as ledger:
        again = ledger.add_authority("list", ROWS)
        changed = ledger.add_authority("list", [ROWS[0], {**ROWS[3], "aliases": []}], replace=True)

        assert (again.added, again.known) == (0, 4)
        assert (changed.added, changed.known, changed.withdrawn) == (1, 1, 2)
        resolvers.resolve(ledger, coverage=False)
        assert set(ids(ledger)) == {"Q1", "Q4"}


def test_a_refused_row_is_named_and_loses_nothing() -> None:
    """Neither the other rows nor, with `replace`, what was told before."""
    with resolved() as ledger:
        report = ledger.add_authority(
            "list", [ROWS[0], {"id": "Q5", "type": "person"}, ROWS[0]], replace=True
        )

        assert [str(error) for error in report.refused] == [
            "input:2: field 'name': there is no name (every row needs one)",
            "input:3: field 'id': the id 'Q1' stands in row 1 already (one row tells all of an entity)",
        ]
        assert report.withdrawn == 0
        with pytest.raises(InputError, match="'two words' is no name"):
            ledger.add_authority("two words", ROWS)


STEPS = st.lists(st.sampled_from(["list", "other", "back", *"abcd"]), min_size=1, max_size=7)


def _take(ledger: Ledger, step: str) -> None:
    if step == "back":
        ledger.remove_authority("other")
    elif step in {"list", "other"}:
        ledger.add_authority(
            step, ROWS if step == "list" else [{**ROWS[1], "id": "X"}, {**ROWS[0], "id": "Y"}]
        )
    else:
        ledger.add([next(article for article in ARTICLES if article["id"] == step)])


@heavy(3, search=15)
@given(STEPS)
def test_lists_and_articles_in_any_order_are_the_batch(steps: list[str]) -> None:
    """Promise 4: step by step the same people, the same ties with the same probabilities, as all at once."""
    with memory_ledger() as one, memory_ledger() as batch:
        for step in steps:
            _take(one, step)
            resolvers.resolve(one, coverage=False)
        for step in sorted(
            steps, key=lambda s: s in {"list", "other", "back"}
        ):  # articles first; lists keep their order
            _take(batch, step)
        resolvers.resolve(batch, coverage=False)

        def ties(ledger: Ledger) -> set[tuple[object, ...]]:
            places = {
                row["entity"]: (row["article"], row["start"])
                for row in reversed(ledger.table("mentions").to_pylist())
            }
            rows = ledger.table("external-ids").to_pylist()
            return {
                (r["authority"], r["external_id"], r["probability"], places[r["entity"]])
                for r in rows
            }

        assert partition(one) == partition(batch)
        assert ties(one) == ties(batch)
        assert one.verify() == batch.verify() == []


def test_the_offices_of_a_country_date_its_roles(root: Path) -> None:
    """Over the shared list of US offices: one phrase at five dates is the holder of each, and nobody at a handover."""
    offices = root.parent / "shared/data/reference/us_offices.jsonl"
    if not offices.exists():
        pytest.skip("the shared data is not there")
    days = ["2003-05-01", "2012-05-01", "2017-01-25", "2018-06-01", "2022-06-01"]
    articles = [
        {"id": day, "published_at": day, "text": "The US president spoke about the harvest."}
        for day in days
    ]
    with provenance.open(":memory:") as ledger:
        ledger.add(articles)
        report = ledger.add_authority("us", offices, id_field="wikidata", kind="PER")
        resolvers.resolve(ledger, coverage=False)
        called = {r["entity"]: r["external_id"] for r in ledger.table("external-ids").to_pylist()}

        assert report.added > 500
        assert [called.get(entity_at(ledger, day, "US president")) for day in days] == [
            *("Q207", "Q76", None, "Q22686", "Q6279")
        ]

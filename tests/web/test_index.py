"""The search index answers as the ledger does, and is made anew when the ledger has gone on."""

from __future__ import annotations

from pathlib import Path

import pytest

import provenance
import resolvers
from provenance.api import Ledger
from provenance.exceptions import LedgerError
from provenance.trail import chain_profiles
from provenance.trail.article import show_article
from provenance.trail.articles import articles
from provenance.trail.chain_rows import memberships, standing
from provenance.trail.claiming import ClaimFilter, claims
from provenance.trail.coverage import copies_in
from provenance.trail.listing import EntityFilter
from provenance.trail.scope import Scope
from provenance.web.indexed import IndexedLedger, asking_once

ASKED = (
    "Macron",
    "macron",
    "Emmanuel Macron",
    "acro",
    "Peskov",
    "Kremlin",
    "crane",
    "Zelensky",
    "US",
)


@pytest.fixture(scope="module")
def plain(ledger: Ledger) -> Ledger:
    """Ask the same file without the index."""
    return Ledger(ledger.connection)


def test_the_index_changes_no_answer(ledger: IndexedLedger, plain: Ledger) -> None:
    """Of none of the questions that it answers in place of the ledger."""
    macron = ledger.show("Emmanuel Macron").entity
    for wanted in (
        ClaimFilter(),
        ClaimFilter(by=macron),
        ClaimFilter(about=macron),
        ClaimFilter(text="FORCE", acts=("said",)),
        ClaimFilter(kind="direct"),
        ClaimFilter(within=Scope(outlet="orbis wire service")),
    ):
        for sort, limit, offset in (("time", None, 0), ("sure", 5, 3)):
            ours = claims(ledger, wanted, sort=sort, limit=limit, offset=offset)
            assert ours == claims(plain, wanted, sort=sort, limit=limit, offset=offset)
            assert (
                ours.to_json()
                == claims(plain, wanted, sort=sort, limit=limit, offset=offset).to_json()
            )
    for version in ledger.versions():
        name = version.article.article_id
        assert show_article(ledger, name) == show_article(plain, name)
    for line in ledger.stories():
        assert ledger.coverage(line.story) == plain.coverage(line.story)
        assert copies_in(ledger, line.story) == copies_in(plain, line.story)
    for claim in ledger.claims():
        if claim.group:
            assert ledger.sources(claim.claim) == plain.sources(claim.claim)
    assert ledger.conflicts() == plain.conflicts()
    assert ledger.query("ledger_counts") == plain.query("ledger_counts")


def test_where_chains_stand_is_kept(ledger: IndexedLedger, plain: Ledger) -> None:
    """While a page is answered: as the ledger looks it up, earlier versions among it.

    Nobody else asks the index.
    """
    chains = [row[0] for row in ledger.connection.execute("SELECT chain_id FROM chain").fetchall()]
    entities = [n for (n,) in ledger.connection.execute("SELECT entity_id FROM entity").fetchall()]
    ledger.make_index()
    with asking_once(ledger):
        assert ledger.kept("chains", chains=chains)
        for superseded in (False, True):
            ours = standing(ledger, chains, superseded=superseded)
            assert ours == standing(plain, chains, superseded=superseded)
            assert any(not chain.current for chain in ours.values()) == superseded
        assert memberships(ledger, chains) == memberships(plain, chains)
        assert chain_profiles.profiles(ledger, None, chains) == chain_profiles.profiles(
            plain, None, chains
        )
        for number in entities:
            assert chain_profiles.chains_of(ledger, number) == chain_profiles.chains_of(
                plain, number
            )
    assert ledger.kept("chains", chains=chains) is None
    assert plain.kept("chains", chains=chains) is None


def test_the_queue_is_the_same(ledger: IndexedLedger, plain: Ledger) -> None:
    """In the same order, however many are asked for; more than are kept are asked of the ledger."""
    every = plain.queue(limit=5_000)
    assert len(every) > 3
    for limit in (1, 3, 20, 5_000):
        assert ledger.queue(limit=limit) == plain.queue(limit=limit) == every[:limit]


def test_entities_are_counted_at_once_as_one_by_one(plain: Ledger) -> None:
    """By their chains in current texts, one of which was corrected."""
    numbers = [
        row["entity_id"]
        for line in plain.entities()
        for row in plain.records("trail_entity_by_id", what=line.entity)
    ]
    assert len(numbers) > 20
    one_by_one = {
        n: chain_profiles.extent(plain, standing(plain, chain_profiles.chains_of(plain, n)))
        for n in numbers
    }
    assert chain_profiles.extents(plain, numbers) == one_by_one
    assert chain_profiles.extents(plain, []) == {}


@pytest.mark.parametrize("sort", ["mentions", "articles", "sources", "name", "first"])
def test_entities_are_listed_alike(ledger: IndexedLedger, plain: Ledger, sort: str) -> None:
    """In the same order, with the same totals."""
    for wanted in (
        EntityFilter(),
        EntityFilter(type="PER", min_mentions=2),
        EntityFilter(except_other=True, named=True),
        EntityFilter(within=Scope(story="orbis-1")),
    ):
        ours, theirs = (one.entities(wanted, sort=sort, limit=9) for one in (ledger, plain))
        assert [e.to_dict() for e in ours] == [e.to_dict() for e in theirs]
        assert ours.total == theirs.total


@pytest.mark.parametrize("sort", ["size", "origins", "time"])
def test_stories_and_articles_are_listed_alike(
    ledger: IndexedLedger, plain: Ledger, sort: str
) -> None:
    """A part of them, with the same totals."""
    for asked in ({"limit": 3, "offset": 1}, {}, {"within": Scope(outlet="harbour herald")}):
        ours, theirs = (one.stories(sort=sort, **asked) for one in (ledger, plain))
        assert ours == theirs
        assert ours.total == theirs.total
    assert articles(ledger, limit=4, offset=2) == articles(plain, limit=4, offset=2)
    assert articles(ledger, ["orbis-1", ".."]) == articles(plain, ["orbis-1", ".."])


@pytest.mark.parametrize("words", ASKED)
def test_names_are_found_alike(ledger: IndexedLedger, plain: Ledger, words: str) -> None:
    """Whole names, parts of them, what articles call somebody, and what is written alike."""
    assert ledger.search(words) == plain.search(words)
    assert ledger.search(words, limit=1).total == plain.search(words, limit=1).total
    assert ledger.bearers(words) == plain.bearers(words)


def test_the_past_is_asked_of_the_ledger(ledger: IndexedLedger, plain: Ledger) -> None:
    """The index is of now."""
    run = plain.records("last_run")[0]["run"] - 1
    for name in ("entities", "stories", "claims", "conflicts"):
        assert getattr(ledger, name)(as_of=run) == getattr(plain, name)(as_of=run)
    assert ledger.search("Macron", as_of=run) == plain.search("Macron", as_of=run)
    assert ledger.bearers("Macron", as_of=run) == plain.bearers("Macron", as_of=run)


def test_an_id_is_found(ledger: IndexedLedger, plain: Ledger) -> None:
    """As the command line finds it."""
    entity = ledger.show("Dmitry Peskov").entity

    assert ledger.search(entity) == plain.search(entity)
    assert ledger.search("Zelenskij Wolodymir") == plain.search("Zelenskij Wolodymir")


def test_articles_are_found_by_all_of_their_words(ledger: IndexedLedger) -> None:
    """In any case and without accents; the title counts, too."""
    assert {line.article for line in ledger.articles_with("sebastien LECORNU telephone")} == {
        "courier-1"
    }
    assert not ledger.articles_with("lecornu zeppelin")
    assert not ledger.articles_with("?!")
    assert ledger.articles_with("Matignon", limit=1)[0].article == "herald-3"
    every = ledger.articles_with("ukraine", limit=2)
    assert len(every) == 2 < every.total


def test_the_index_follows_the_ledger(tmp_path: Path) -> None:
    """A ledger that went on is indexed anew; one that is only read says so."""
    path = tmp_path / "l.duckdb"
    with provenance.open(path) as first:
        first.add([{"id": "a", "text": "Mayor Ada Crane spoke in Marlow."}])
        resolvers.resolve(first)
    with (
        IndexedLedger.open(path, read_only=True) as reading,
        pytest.raises(LedgerError, match="read"),
    ):
        reading.entities()
    with IndexedLedger.open(path) as ours:
        assert not ours.is_fresh()
        assert [m.name for m in ours.search("Crane")] == ["Ada Crane"]
        assert ours.is_fresh()
        ours.add([{"id": "b", "text": "Tom Reed came to Kessel."}])
        assert not ours.is_fresh()
        with asking_once(ours):  # what is old is not told
            assert ours.kept("chains_of", entity=1) is None
        resolvers.resolve(ours)
        assert [m.name for m in ours.search("Reed")] == ["Tom Reed"]
        assert ours.verify() == []
    with provenance.open(path) as again:  # the index is no stranger in a ledger
        assert again.verify() == []

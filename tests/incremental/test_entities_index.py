"""The index says what the ledger says: brought up to date article by article, it is what it would be if made anew."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from searching import heavy

import provenance
import resolvers
from provenance.api import Ledger
from provenance.ledger.store import Store
from provenance.testing import partition, without_ids
from resolvers.incremental.entities import base, pairs
from resolvers.linking.model import default_model
from resolvers.stages import due, matching
from resolvers.stages.claiming import claims_reader
from resolvers.stages.reader import Reader

TABLES = {
    **{
        name: f"FROM linking.{name}"
        for name in ("chain", "profile", "posting", "edge", "entity", "entity_key")
    },
    # What was added to these at each time sums up to what holds.
    "word": "SELECT token, sum(profiles) AS held FROM linking.word GROUP BY token HAVING held <> 0",
    "said": """SELECT profile_id, name, month, sum(chains) AS held, sum(mentions) AS told FROM linking.said
               GROUP BY profile_id, name, month HAVING held <> 0 OR told <> 0""",
}
_GIVEN, _SURNAMES = (
    ("Anna", "Boris", "Carla", "A."),
    ("Keller", "Moran", "Keller Jr.", "Kellner", "Le Guen"),
)
_OFFICE = (
    "",
    "French President ",
    "Kremlin spokesman ",
    "Foreign Minister ",
    "former French President ",
)
_PEOPLE = st.tuples(
    st.sampled_from(_OFFICE), st.sampled_from(_GIVEN), st.sampled_from(_SURNAMES)
).map(lambda p: f"{p[0]}{p[1]} {p[2]} spoke of the plan.")
_OTHERS = st.sampled_from(
    (
        "Mr. Keller left.",
        "The French president rejected it.",
        "Moran said so.",
        "Moscow rejected it.",
        "The World Health Organization (WHO) agreed.",
        "The WHO agreed.",
        "The Orlen Group sold it to Orlen.",
        "The Senate voted in Paris.",
    )
)
_TEXTS = st.lists(_PEOPLE | _OTHERS, min_size=1, max_size=4).map(" ".join)
_DAYS = st.sampled_from(["2025-09-04", "2025-10-30", "2019-01-01", None])


@st.composite
def corpora(draw: st.DrawFn, most: int = 5) -> list[dict[str, str]]:
    """Draw articles, some of them corrections of others."""
    found = []
    for number in range(draw(st.integers(2, most))):
        name = draw(st.sampled_from([f"a{number}", "a0"]))
        day = draw(_DAYS)
        found.append({"id": name, "text": draw(_TEXTS)} | ({"published_at": day} if day else {}))
    return found


def one_by_one(corpus: list[dict[str, str]], *, coverage: bool = True) -> Ledger:
    """Resolve after every article."""
    ledger = provenance.open(":memory:")
    for article in corpus:
        ledger.add([article])
        resolvers.resolve(ledger, coverage=coverage)
    return ledger


def contents(ledger: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of every table, and of places the components and entities as sets of profiles."""
    found = {
        name: ledger.connection.execute(
            f"SELECT COLUMNS(*)::VARCHAR FROM ({rows}) ORDER BY ALL"
        ).fetchall()
        for name, rows in TABLES.items()
    }
    for column in ("component", "entity_id"):
        found[column] = ledger.connection.execute(
            f"SELECT list(profile_id ORDER BY profile_id) FROM linking.place GROUP BY {column} ORDER BY ALL"
        ).fetchall()
    return found


def rows_of_the_ledger(ledger: Store) -> list[tuple[Any, ...]]:
    """Count the rows of what linking and identity append."""
    return [
        ledger.connection.execute(f"SELECT count(*) FROM {name}").fetchall()[0]
        for name in ("comparison", "entity", "entity_state", "entity_member", "entity_event")
    ]


@heavy(4, search=30)
@given(corpora())
def test_an_index_brought_up_to_date_is_the_index_made_anew(corpus: list[dict[str, str]]) -> None:
    """Made anew, every pair found and scored by Splink itself, it holds the same rows, and the ledger learns nothing."""
    with one_by_one(corpus, coverage=False) as ledger, pytest.MonkeyPatch.context() as patch:
        before, rows = contents(ledger), rows_of_the_ledger(ledger)
        patch.setattr(pairs, "MANY", 0)
        resolvers.resolve(ledger, coverage=False, rebuild=True)

        assert contents(ledger) == before
        assert rows_of_the_ledger(ledger) == rows


@heavy(3, search=10)
@given(
    batches=st.lists(st.tuples(corpora(3), st.booleans()), min_size=2, max_size=3),
    reopened=st.booleans(),
)
def test_batches_and_single_articles_may_follow_each_other(
    *,
    batches: list[tuple[list[dict[str, str]], bool]],
    reopened: bool,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Batches large for Splink's own blocking and for the lookups or not, the file closed between them or not."""
    path = tmp_path_factory.mktemp("ledger") / "l.duckdb"
    ledger = provenance.open(path)
    for batch, large in batches:
        with pytest.MonkeyPatch.context() as patch:
            if large:
                patch.setattr(pairs, "MANY", 0)
                patch.setattr(base, "MANY_ARTICLES", 1)
                patch.setattr(base, "LARGE", 1)
            ledger.add(batch)
            resolvers.resolve(ledger, coverage=False)
        if reopened:
            ledger.close()
            ledger = provenance.open(path)
    with ledger:
        before, rows = contents(ledger), rows_of_the_ledger(ledger)
        resolvers.resolve(ledger, coverage=False, rebuild=True)

        assert contents(ledger) == before
        assert rows_of_the_ledger(ledger) == rows


@heavy(4, search=30)
@given(data=st.data(), corpus=corpora())
def test_one_article_at_a_time_is_the_batch(
    data: st.DataObject, corpus: list[dict[str, str]]
) -> None:
    """Promise 4, over surnames, offices and corrections that move counts: a batch in any order gives the same entities.

    Corrections keep their order: the last text of an article is what counts.
    """
    last = {article["id"]: article for article in corpus}
    batch = data.draw(st.permutations(list(last.values())))
    with one_by_one(list(last.values())) as one, provenance.open(":memory:") as other:
        other.add(batch)
        resolvers.resolve(other)

        assert without_ids(one) == without_ids(other)


def test_nothing_given_to_statements_hides_a_table_of_the_ledger() -> None:
    """Temporary names win over the ledger's in its own views; none may be the same."""
    with one_by_one([{"id": "a", "text": "Anna Keller spoke."}]) as ledger:
        listed = "SELECT table_name FROM duckdb_tables() WHERE {0} UNION SELECT view_name FROM duckdb_views() WHERE {0}"
        temporary = ledger.connection.execute(
            listed.format("temporary AND NOT internal")
        ).fetchall()
        lasting = ledger.connection.execute(
            listed.format("NOT temporary AND NOT internal")
        ).fetchall()

        assert len(temporary) > 10
        assert not set(temporary) & set(lasting)


@pytest.mark.parametrize("name", sorted(base.statements()))
def test_every_statement_orders_what_it_gives(name: str) -> None:
    """The same ledger gives the same rows in the same order."""
    statement = base.statements()[name]

    assert not statement.lstrip().startswith(("SELECT", "WITH")) or "order by" in statement.lower()


def test_an_index_of_another_model_is_made_anew() -> None:
    """Weights of one model never meet those of another."""
    with one_by_one([{"id": "a", "text": "Anna Keller spoke."}]) as ledger:
        upto = base.EntityIndex.open(ledger.connection, default_model().key).upto
        other = base.EntityIndex.open(ledger.connection, "another").upto

    assert upto > 0
    assert other == 0


def test_what_another_reader_has_read_since_is_read_again() -> None:
    """The index remembers up to which version all was read.

    That counts no longer once others have read.
    """
    with one_by_one(
        [{"id": name, "text": f"Anna {name} spoke."} for name in ("Keller", "Moran")]
    ) as ledger:
        who = readers()
        assert base.read_upto(ledger.connection, *who) == 2
        before = partition(ledger)

        resolvers.resolve(ledger, mentions={})
        assert base.read_upto(ledger.connection, *who) == 0
        assert resolvers.resolve(ledger).read == 2
        assert partition(ledger) == before


def test_a_run_that_was_stopped_between_reading_and_linking_is_finished_by_the_next() -> None:
    """Its readings are in the ledger and not in the index, where more came than is done at once."""
    with (
        one_by_one([{"id": "a", "text": "Anna Keller spoke."}]) as ledger,
        pytest.MonkeyPatch.context() as patch,
    ):
        ledger.add([{"id": "b", "text": "Boris Moran spoke."}])
        patch.setattr(pairs, "score_fresh", None)
        patch.setattr(due, "_FEW", 0)
        with pytest.raises(TypeError):
            resolvers.resolve(ledger)
        patch.undo()
        assert base.read_upto(ledger.connection, *readers()) == 0

        done = resolvers.resolve(ledger)

        assert (done.read, done.entities) == (0, 2)


def test_one_article_more_is_read_and_linked_together_or_not_at_all() -> None:
    """A run that fails in its last stage leaves the ledger as it was, and the next one does all of it."""
    with (
        one_by_one([{"id": "a", "text": "Anna Keller spoke."}]) as ledger,
        pytest.MonkeyPatch.context() as patch,
    ):
        ledger.add([{"id": "b", "text": "Boris Moran spoke."}])
        before, rows = contents(ledger), rows_of_the_ledger(ledger)
        patch.setattr(matching, "find", None)
        with pytest.raises(TypeError):
            resolvers.resolve(ledger)
        patch.undo()
        assert (contents(ledger), rows_of_the_ledger(ledger)) == (before, rows)

        done = resolvers.resolve(ledger)

        assert (done.read, done.entities) == (1, 2)


def readers() -> tuple[str, str]:
    """Name our own reader and that of claims over it."""
    reader = Reader.of(None, None)
    return reader.name, claims_reader(reader)


def test_what_linking_put_aside_can_be_let_go() -> None:
    """Temporary tables and rows that were given are gone, and the next resolve makes what it needs."""
    with provenance.open(":memory:") as ledger:
        ledger.add([{"id": "a", "text": "Anna Keller said that Boris Moran had left Oslo."}])
        resolvers.resolve(ledger)
        index = base.EntityIndex.open(ledger.connection, default_model().key)
        index.give_ids("fresh", [1])
        assert {"outcome", "touched"} <= _temporary(ledger)

        index.let_go()

        assert not {"outcome", "touched"} & _temporary(ledger)
        ledger.add([{"id": "b", "text": "Boris Moran denied that he had left Oslo."}])
        assert resolvers.resolve(ledger).mentions > 0


def _temporary(ledger: Ledger) -> set[str]:
    rows = ledger.connection.execute("SELECT table_name FROM duckdb_tables() WHERE temporary")
    return {name for (name,) in rows.fetchall()}

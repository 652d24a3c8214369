"""What is looked up for a few chains is what the views say over all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from searching import heavy

import provenance
import resolvers
from provenance.api import Ledger
from provenance.trail.chain_rows import links, memberships, standing
from resolvers.mention_detection.adapters import Adapter

# The macro over some chains, and the view that holds them for all.
PAIRS = {
    "SELECT chain_id, chain, version_id, reader, type, name, run_id FROM chains_read($ids)": "read_chain",
    "SELECT * FROM links_read($ids)": "read_link",
    "SELECT * FROM memberships_of($ids)": "current_entity_member",
    "SELECT * FROM profiles_of($ids)": "current_chain_profile",
}


@pytest.fixture(scope="module", params=["now", "then"])
def ledger(root: Path, request: pytest.FixtureRequest) -> Iterator[Ledger]:
    """Resolve an example, a correction of one of its articles, and all of it again by another reader.

    Then is before the first reader came again.
    """
    with provenance.open(":memory:") as opened:
        opened.ingest([str(root / "examples/paris_summit/articles.jsonl")])
        resolvers.resolve(opened, coverage=False)
        opened.add(
            [{"id": "herald-1", "text": "Emmanuel Macron spoke in Paris. Dmitry Peskov did not."}]
        )
        other = Adapter(
            name="first words", names=lambda text: [(0, len(text.split()[0]), "PER", 1.0)]
        )
        resolvers.resolve(opened, coverage=False, names=other)
        (then,) = opened.query("last_run").column("run").to_pylist()
        resolvers.resolve(opened, coverage=False)
        yield opened.as_of(then) if request.param == "then" else opened


@pytest.mark.parametrize("macro", PAIRS)
@heavy(20, search=200)
@given(data=st.data())
def test_a_lookup_is_its_view(macro: str, data: st.DataObject, ledger: Ledger) -> None:
    """For any chains, current or superseded, read once or thrice."""
    every = [
        number
        for (number,) in ledger.reading_connection.execute(
            "SELECT chain_id FROM chain ORDER BY 1"
        ).fetchall()
    ]
    ids = data.draw(st.lists(st.sampled_from(every), max_size=12))
    view = (
        f"SELECT * FROM {PAIRS[macro]} WHERE list_contains($ids::BIGINT[], chain_id) ORDER BY ALL"
    )

    assert ledger.reading_connection.execute(f"{macro} ORDER BY ALL", {"ids": ids}).fetchall() == (
        ledger.reading_connection.execute(view, {"ids": ids}).fetchall()
    )


@heavy(20, search=200)
@given(data=st.data())
def test_looked_up_comparisons_are_those_of_the_view(data: st.DataObject, ledger: Ledger) -> None:
    """For any two lists of profiles; withdrawn ones are left out."""
    every = [
        number
        for (number,) in ledger.reading_connection.execute(
            "SELECT profile_id FROM profile ORDER BY 1"
        ).fetchall()
    ]
    one, other = (data.draw(st.lists(st.sampled_from(every), max_size=40)) for _ in range(2))
    view = """SELECT * FROM current_comparison
              WHERE list_contains($one::BIGINT[], profile_a) AND list_contains($other::BIGINT[], profile_b) ORDER BY ALL"""
    found = ledger.reading_connection.execute(
        "SELECT * FROM comparisons_between($one, $other) ORDER BY ALL", {"one": one, "other": other}
    )

    assert (
        found.fetchall()
        == ledger.reading_connection.execute(view, {"one": one, "other": other}).fetchall()
    )


def test_the_corrected_version_is_the_current_one(ledger: Ledger) -> None:
    """`is_current` parts the two."""
    sql = """
        SELECT v.version_id IN (SELECT version_id FROM current_version), c.is_current
        FROM chains_read((SELECT list(chain_id) FROM chain)) c
        JOIN version v USING (version_id) JOIN article a USING (article_id) WHERE a.article = 'herald-1'
    """
    found = set(ledger.reading_connection.execute(sql).fetchall())

    assert found == {(True, True), (False, False)}


@heavy(20, search=200)
@given(data=st.data())
def test_where_chains_stand_is_what_the_views_say(data: st.DataObject, ledger: Ledger) -> None:
    """For any chains: the reading that counts, the text, the article, and whether it is current."""
    every = [
        number
        for (number,) in ledger.reading_connection.execute(
            "SELECT chain_id FROM chain ORDER BY 1"
        ).fetchall()
    ]
    ids = data.draw(st.lists(st.sampled_from(every), max_size=12))
    view = """SELECT c.chain_id, c.chain, c.run_id, v.version, v.text, a.article, s.source, v.url,
                     epoch_us(v.published_at),
                     v.version_id IN (SELECT version_id FROM current_version)
              FROM read_chain c JOIN version v USING (version_id) JOIN article a USING (article_id)
              LEFT JOIN source s USING (source_id)
              WHERE list_contains($ids::BIGINT[], chain_id) ORDER BY 1"""

    found = standing(ledger, ids, superseded=True)

    assert [
        attrs.astuple(c) for _, c in sorted(found.items())
    ] == ledger.reading_connection.execute(view, {"ids": ids}).fetchall()
    assert standing(ledger, ids) == {number: c for number, c in found.items() if c.current}


@heavy(20, search=200)
@given(data=st.data())
def test_links_and_entities_of_chains_are_those_of_the_views(
    data: st.DataObject, ledger: Ledger
) -> None:
    """For any chains, read once or thrice."""
    every = [
        number
        for (number,) in ledger.reading_connection.execute(
            "SELECT chain_id FROM chain ORDER BY 1"
        ).fetchall()
    ]
    ids = data.draw(st.lists(st.sampled_from(every), max_size=12))
    tied = """SELECT chain_id, mention_id FROM read_link WHERE list_contains($ids::BIGINT[], chain_id) ORDER BY ALL"""
    held = """SELECT chain_id, entity_id FROM current_entity_member
              WHERE list_contains($ids::BIGINT[], chain_id) ORDER BY ALL"""

    found = links(ledger, standing(ledger, ids, superseded=True))

    assert sorted((row["chain_id"], row["mention_id"]) for row in found) == (
        ledger.reading_connection.execute(tied, {"ids": ids}).fetchall()
    )
    assert (
        sorted(memberships(ledger, ids).items())
        == ledger.reading_connection.execute(held, {"ids": ids}).fetchall()
    )

"""Claims matched article by article are what the slow, obvious twin makes of all of them at once."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from searching import heavy

import provenance
import resolvers
from provenance.api import Ledger
from provenance.identifiers import canonical_pair
from resolvers.claim_matching.likeness import default_match_model
from resolvers.claim_matching.stage import MatchedClaims, match
from resolvers.clusters.constraints import OPEN, Constraints
from resolvers.pipeline import _match
from resolvers.stages.matching import assertions

EXAMPLES = Path(__file__).parents[2] / "examples"
NEUS = Path(__file__).parents[3] / "shared" / "data" / "neus" / "articles.jsonl"
MODEL = default_match_model()
Rows = list[dict[str, Any]]

GROUPS = """
    SELECT g.proposition AS id, g.proposition_id AS created, s.assertion AS founder, st.status
    FROM proposition g JOIN assertion s ON s.assertion_id = g.founding_assertion
    JOIN current_proposition_state st USING (proposition_id) ORDER BY g.proposition_id"""
MEMBERS = """
    SELECT s.assertion, g.proposition AS id, r.article, r.words, m.relation
    FROM current_proposition_member m JOIN assertion s USING (assertion_id)
    JOIN proposition g USING (proposition_id)
    JOIN assertion_row r USING (assertion_id) ORDER BY s.assertion"""
COMPARISONS = """
    SELECT a.assertion AS a, b.assertion AS b, c.relation, c.match_weight, c.match_probability,
           list_transform(c.parts, lambda p: [p.feature, p."level", p.weight::VARCHAR]) AS parts
    FROM current_claim_comparison c
    JOIN assertion a ON a.assertion_id = c.assertion_a JOIN assertion b ON b.assertion_id = c.assertion_b
    ORDER BY ALL"""
CONFLICTS = """
    SELECT a.assertion AS a, b.assertion AS b, c.kind, c.question, c.start_a, c.start_b, c.weight
    FROM last_claim_conflict c
    JOIN assertion a ON a.assertion_id = c.assertion_a JOIN assertion b ON b.assertion_id = c.assertion_b
    WHERE NOT c.ended ORDER BY ALL"""
STATES = """
    SELECT g.proposition AS id, s.status, s.redirect
    FROM proposition g JOIN current_proposition_state s USING (proposition_id) ORDER BY ALL"""


def ask(ledger: Ledger, statement: str) -> Rows:
    """Ask a ledger."""
    found: Rows = ledger.cursor().sql(statement).to_arrow_table().to_pylist()
    return found


def step(ledger: Ledger, constraints: Constraints[str] = OPEN) -> None:
    """Match what is new, and hold it against the twin, which gets what was known before."""
    groups, members = ask(ledger, GROUPS), ask(ledger, MEMBERS)
    told = _match(ledger, None, rebuild=False, tell=lambda *_: None, constraints=constraints)
    items = assertions(ledger)
    twin = match(items, MODEL, groups, members, constraints=constraints)

    check(ledger, twin)
    assert told[0] == len({*twin.groups.entity_of.values()})
    assert ledger.verify() == []


def check(ledger: Ledger, twin: MatchedClaims) -> None:
    """Compare a ledger with what the twin says."""
    current = twin.groups.entity_of
    members = [m for m in ask(ledger, MEMBERS) if m["assertion"] in current]
    states = {r["id"]: (r["status"], r["redirect"]) for r in ask(ledger, STATES)}

    assert {m["assertion"]: m["id"] for m in members} == dict(current)
    assert {m["assertion"]: m["relation"] for m in members} == dict(twin.relations)
    assert {i: states[i] for i in current.values()} == dict.fromkeys(
        current.values(), ("active", None)
    )
    assert {i for i, state in states.items() if state[0] == "retired"} == set(twin.groups.retired)
    assert {i: s[1] for i, s in states.items() if s[0] == "redirected"} == dict(
        twin.groups.redirects
    )
    assert [
        (c["a"], c["b"], c["relation"], c["match_weight"], c["match_probability"], c["parts"])
        for c in ask(ledger, COMPARISONS)
    ] == sorted(
        (
            c.a,
            c.b,
            c.relation,
            c.match_weight,
            c.match_probability,
            [[p.feature, p.level, str(p.weight)] for p in c.parts],
        )
        for c in twin.comparisons
    )
    assert [tuple(c.values()) for c in ask(ledger, CONFLICTS)] == sorted(
        (c.a, c.b, c.kind, c.question, c.span_a.start, c.span_b.start, c.weight)
        for c in twin.conflicts
    )


def read(ledger: Ledger, rows: Sequence[dict[str, Any]]) -> None:
    """Take articles in and resolve them, claims aside."""
    ledger.add(rows)
    resolvers.resolve(ledger, coverage=False)
    cover(ledger)


def cover(ledger: Ledger) -> None:
    """Number what is asserted, and find stories: what comes before the same claims."""
    from resolvers.pipeline import _cover, _narrate_due_versions

    _narrate_due_versions(ledger)
    _cover(ledger, rebuild=False, tell=lambda *_: None)
    assert assertions(ledger)


def articles() -> Rows:
    """Read the articles of two examples, and corrections of some."""
    paths = (EXAMPLES / "ferry" / "articles.jsonl", EXAMPLES / "paris_summit" / "articles.jsonl")
    return [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines()]


def changed(row: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Correct an article: a sentence less, one doubled, or a word before all."""
    sentences = row["text"].split(". ")
    del sentences[chance.randrange(len(sentences))]
    texts = [
        ". ".join(sentences) or "Nothing.",
        "Correction. " + row["text"],
        row["text"] + " " + sentences[0],
    ]
    return {**row, "text": chance.choice(texts)}


def batches(rows: Rows, chance: random.Random) -> list[Rows]:
    """Shuffle articles with corrections of some of them, and cut them into batches."""
    several = rows + [changed(row, chance) for row in chance.sample(rows, len(rows) // 3)]
    chance.shuffle(several)
    cuts = sorted(chance.sample(range(1, len(several)), 4))
    return [several[a:b] for a, b in zip([0, *cuts], [*cuts, len(several)], strict=True)]


@heavy(2, search=6)
@given(st.integers(0, 10_000))
def test_every_batch_and_correction_gives_what_the_twin_gives(seed: int) -> None:
    """Articles, corrections and constraints in any order.

    What the ledger holds after each is the twin's.
    """
    chance = random.Random(seed)
    with provenance.open(":memory:") as ledger:
        for batch in batches(articles(), chance):
            read(ledger, batch)
            step(ledger)
        keys = [a.key for a in assertions(ledger)]
        pairs = [canonical_pair(*chance.sample(keys, 2)) for _ in range(6)]
        step(ledger, Constraints(pairs[:3], pairs[3:]))
        step(ledger, Constraints(pairs[:1], ()))
        step(ledger)


def test_an_index_made_anew_appends_nothing() -> None:
    """What is stored equals what a rebuild computes, and a run without news writes no row."""
    chance = random.Random(5)
    with provenance.open(":memory:") as ledger:
        for batch in batches(articles(), chance):
            read(ledger, batch)
            step(ledger)
        before = sizes(ledger)
        counts = _match(ledger, None, rebuild=False, tell=lambda *_: None)

        assert _match(ledger, None, rebuild=True, tell=lambda *_: None) == counts
        assert sizes(ledger) == before


def sizes(ledger: Ledger) -> dict[str, int]:
    """Count the rows of every table of the ledger."""
    names = ask(
        ledger, "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'main' ORDER BY 1"
    )
    return {
        n["table_name"]: ask(ledger, f"SELECT count(*) AS n FROM {n['table_name']}")[0]["n"]
        for n in names
    }


@pytest.mark.skipif(not NEUS.exists(), reason="the development sets are not here")
def test_articles_of_many_outlets_give_what_the_twin_gives() -> None:
    """Forty real articles in batches, the last ones one at a time."""
    rows = [json.loads(line) for line in NEUS.read_text("utf-8").splitlines()[:40]]
    random.Random(3).shuffle(rows)
    with provenance.open(":memory:") as ledger:
        for start, end in ((0, 25), (25, 36), (36, 37), (37, 38), (38, 40)):
            read(ledger, rows[start:end])
            step(ledger)

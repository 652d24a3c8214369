"""Impact: what is said beforehand of a decision is what it then does, whatever it is about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import provenance
import resolvers
from provenance.api import Ledger
from provenance.records.judgements import Decision
from provenance.trail import draft
from resolvers import DecisionImpact

FERRY = "{} people drowned when the ferry Aurora sank off Bergen on Monday, police said."
WIRE = (
    "The ferry Aurora sank off Bergen on Monday night, and divers found the wreck at a depth of ninety"
    " metres before noon. The owner, John Smith, declined to comment. “We wait,” Mary Jones said."
)
OTHER = "John Smith scored twice for Rovers on Saturday. Smith said that he was pleased."
ARTICLES = [
    {"id": "f0", "source": "S0", "text": FERRY.format("Forty-one")},
    {"id": "f1", "source": "S1", "text": FERRY.format("Twelve")},
    {"id": "w0", "source": "S2", "text": WIRE},
    {"id": "w1", "source": "S3", "text": WIRE},
    {"id": "x0", "source": "S4", "text": OTHER},
]
TABLES = ("claim-groups", "claims", "conflicts", "entities", "mentions", "stories")


def resolved(*, coverage: bool = True) -> Ledger:
    """Resolve the articles, an hour apart."""
    ledger = provenance.open(":memory:")
    ledger.connection.execute("SET threads = 1")  # over so few rows, two cost more than one
    day = "2026-03-02T1{}:00:00+00:00"
    ledger.add([{**a, "published_at": day.format(n)} for n, a in enumerate(ARTICLES)])
    resolvers.resolve(ledger, coverage=coverage)
    return ledger


def claims(ledger: Ledger, article: str) -> list[str]:
    """Return the keys of an article's claims."""
    rows = ledger.table("claims").to_pylist()
    return [row["claim"] for row in rows if row["article"] == article]


def exported(ledger: Ledger) -> dict[str, list[dict[str, Any]]]:
    """Return what is exported, without the decisions that rows name."""
    tables = {name: ledger.table(name).to_pylist() for name in TABLES}
    return {
        name: [{k: v for k, v in row.items() if k != "decisions"} for row in rows]
        for name, rows in tables.items()
    }


def made(ledger: Ledger, case: str) -> Decision:
    """Draft the decision of a case."""
    verb, about, *_ = case.split()
    claim = claims(ledger, "x0")
    toll = claims(ledger, "f0") + claims(ledger, "f1")
    names, value = {
        "fork": (["x0:0-10"], None),
        "same entity": (["w0:129-139", "w0:173-183"], None),
        "name": (["x0:0-10"], "Jack Smith"),
        "type": (["x0:0-10"], "ORG"),
        "same story": (["f0", "x0"], None),
        "different story": (["w0", "w1"], None),
        "same copy": (["f0", "w0"], None),
        "different copy": (["w1", "w0"], None),
        "same claim": ([claim[0], toll[0]], None),
        "different claim": ([claims(ledger, "w0")[0], claims(ledger, "w1")[0]], None),
        "conflict claim": (toll, "none"),
        "speaker claim": ([claim[0]], "nobody"),
        "stance claim": ([claim[0]], "denies"),
        "not-a-claim claim": ([claim[0]], None),
    }[case if case.split(maxsplit=1)[0] not in {"fork", "name", "type"} else verb]
    return draft(ledger, verb, names, by="ann", value=value, about=about)


GROUPED = {"claims", "claim-groups"}
NAMED = {*GROUPED, "entities", "mentions"}
CASES = {
    "fork entity": NAMED,
    "same entity": NAMED,
    "name entity": NAMED,
    "type entity": {"entities"},
    "same story": {"stories"},
    "different story": {"stories"},
    "same copy": {"claim-groups", "stories"},
    "different copy": {"claim-groups", "stories"},
    "same claim": GROUPED,
    "different claim": GROUPED,
    "conflict claim": {"conflicts"},
    "speaker claim": GROUPED,
    "stance claim": GROUPED,
    "not-a-claim claim": GROUPED,
}


def changed(before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    """Name the tables whose rows are others."""
    return {name for name in TABLES if before[name] != after[name]}


@pytest.fixture(scope="module")
def ledger() -> Iterator[Ledger]:
    """Resolve the articles once for all cases, each of which is taken back."""
    with resolved() as made:
        yield made


@pytest.mark.parametrize("case", CASES)
def test_what_is_said_of_a_decision_is_what_it_does(ledger: Ledger, case: str) -> None:
    """Asking changes nothing; what changes is what was named, and comes back."""
    decision = made(ledger, case)
    before = exported(ledger)
    found = resolvers.impact(ledger, [decision])
    assert exported(ledger) == before
    ledger.take_decisions([decision])
    resolvers.resolve(ledger)
    after = exported(ledger)
    assert changed(before, after)
    assert changed(before, after) <= set(found.tables) <= CASES[case]
    assert_told(found, before, after)

    ledger.decide("revoke", decision.key, by="ann")
    resolvers.resolve(ledger)
    back = exported(ledger)
    assert changed(before, back) <= {"entities"}  # ids that were minted are there, and retired


def test_taking_back_is_foretold(ledger: Ledger) -> None:
    """What comes back is what the decision changed."""
    story = ledger.decide("different", "w0", "w1", by="ann")
    resolvers.resolve(ledger)
    found = resolvers.impact(ledger, [draft(ledger, "revoke", [story.key], by="ann")])
    ledger.decide("revoke", story.key, by="ann")
    resolvers.resolve(ledger)

    assert {(r.sort, r.member) for r in found.regrouped} <= {("story", "w0"), ("story", "w1")}
    assert len(found.regrouped) == 1
    assert ledger.verify() == []


def assert_told(found: DecisionImpact, before: dict[str, Any], after: dict[str, Any]) -> None:
    """Compare what was said with the rows before and after."""
    for one in found.regrouped:
        if one.sort != "proposition":
            row = {r["article"]: r[one.sort] for r in before["stories"]}
            now = {r["article"]: r[one.sort] for r in after["stories"]}
            assert (row[one.member], now[one.member]) == (one.before, one.after)
    was, is_now = (
        {r["claim"]: (r["stance"], r["speaker_name"]) for r in side["claims"]}
        for side in (before, after)
    )
    spoke, speaks = ({r["claim"]: r["speaker"] for r in side["claims"]} for side in (before, after))
    turned = {c.claim: c for c in found.claims}
    for key in was.keys() | is_now.keys():
        if key in turned:
            told = turned[key]
            assert was.get(key, (None, None)) == (told.before_stance, told.before_speaker)
            assert is_now.get(key, (None, None)) == (told.after_stance, told.after_speaker)
        else:  # its speaker may be called otherwise now
            assert (was[key][0], spoke[key]) == (is_now[key][0], speaks[key])
    opened, open_now = (
        {frozenset(r["claims"]) for r in side["conflicts"] if r["status"] == "open"}
        for side in (before, after)
    )
    assert {frozenset((c.a, c.b)) for c in found.conflicts} == opened ^ open_now
    copied = {r["article"]: tuple(r["derived_from"]) for r in before["stories"]}
    copies = {r["article"]: tuple(r["derived_from"]) for r in after["stories"]}
    assert {c.article: (c.before, c.after) for c in found.copies} == {
        a: (copied[a], copies[a]) for a in copied if copied[a] != copies[a]
    }


def test_what_a_resolve_left_out_is_no_decision_s_doing() -> None:
    """Without coverage nothing is said of stories; what coverage lags behind is found first."""
    with resolved(coverage=False) as ledger:
        fork = draft(ledger, "fork", ["x0:0-10"], by="ann")
        assert resolvers.impact(ledger, [fork]).regrouped == ()
    with resolved() as ledger:
        ledger.add([{"id": "w2", "source": "S5", "text": WIRE, "published_at": "2026-03-02"}])
        resolvers.resolve(ledger, coverage=False)
        name = draft(ledger, "name", ["x0:0-10"], by="ann", value="Jack Smith")
        found = resolvers.impact(ledger, [name])
        assert (found.regrouped, found.copies, found.conflicts) == ((), (), ())
        assert [after for _, _, after in found.renamed] == ["PER Jack Smith"]

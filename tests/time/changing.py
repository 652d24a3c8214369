"""Ledgers that change: articles come and are corrected, lists grow, people decide, and other readers read."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import strategies as st

import resolvers
from provenance.api import Ledger
from resolvers.stages import reader

SENTENCES = (
    "Ada Crane said that 3 ships sank.",
    "Ada Crane, the mayor of Oslo, said that 5 ships sank.",
    "Crane denied it.",
    "Tom Crane denied that 3 ships sank.",
    "“We lost 3 ships,” A. Crane told the Daily.",
    "Mayor Crane left for Moscow.",
    "Russia and the Kremlin rejected the plan.",
    "French President Emmanuel Macron met Ada Crane.",
)
ENTRIES = (
    {"id": "Q1", "name": "Ada Crane", "type": "PER"},
    {"id": "Q2", "name": "Tom Crane", "type": "PER"},
)
Step = dict[str, Any]

_text = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3).map(" ".join)
_article = st.fixed_dictionaries(
    {
        "id": st.sampled_from("abc"),  # few, so that articles are corrected
        "text": _text,
        "source": st.sampled_from(("Daily", "Courier")),
        "published_at": st.sampled_from(("2025-09-01", "2025-09-02")),
    }
)
_decision = st.tuples(
    st.sampled_from(("same", "different")), st.integers(0, 99), st.integers(0, 99)
)
steps = st.one_of(
    _article.map(lambda a: {"add": a}),
    _article.map(lambda a: {"add": a}),
    _decision.map(lambda d: {"decide": d}),
    st.sampled_from(ENTRIES).map(lambda e: {"entry": e}),
    st.just({"reread": True}),
)


def take(ledger: Ledger, step: Step, patch: pytest.MonkeyPatch, number: int) -> None:
    """Do one thing to a ledger, and resolve it."""
    if "add" in step:
        article = step["add"]
        known = ledger.query("article_publications", articles=[article["id"]]).to_pylist()
        ledger.add([{**article, "source": known[0]["source"]} if known else article])
    elif "entry" in step:
        ledger.add_authority("list", [step["entry"]])
    elif "reread" in step:
        patch.setattr(reader, "_code_digest", lambda: f"code {number}")
    else:
        decide(ledger, *step["decide"])
    resolvers.resolve(ledger)


def decide(ledger: Ledger, verb: str, one: int, other: int) -> None:
    """Decide about two mentions, if there are as many."""
    mentions = ledger.table("mentions").to_pylist()
    if not mentions:
        return
    pair = [mentions[n % len(mentions)] for n in (one, other)]
    places = [f"{m['article']}:{m['start']}-{m['end']}" for m in pair]
    if places[0] != places[1]:
        ledger.decide(verb, *places, by="ann", about="entity")


def last_run(ledger: Ledger) -> int:
    """Return the number of the last run."""
    return ledger.query("last_run").to_pylist()[0]["run"]

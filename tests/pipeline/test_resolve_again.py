"""A decision counts without changing who read a ledger, and what was left out of it."""

from __future__ import annotations

import pytest

import provenance
import resolvers
from provenance.api import Ledger
from provenance.mentions import Mention
from provenance.spans import Span
from provenance.trail import draft

TEXTS = {
    "a": "John Smith scored twice on Saturday, and Carol Dent watched.",
    "b": "John Smith declined to comment in Bergen on Monday.",
}
NAME = Span(0, len("John Smith"))


def given_ledger() -> Ledger:
    """Resolve two articles with one given mention each, and without coverage."""
    ledger = provenance.open(":memory:")
    ledger.add([{"id": name, "text": text} for name, text in TEXTS.items()])
    mentions = {
        version.key: [
            Mention(
                version=version.key,
                span=NAME,
                surface=version.text[NAME.start : NAME.end],
                kind="name",
                type="PER",
                detector="given",
                score=1.0,
            )
        ]
        for version in ledger.versions()
    }
    resolvers.resolve(ledger, mentions=mentions, coverage=False)
    return ledger


def mentions_of(ledger: Ledger) -> list[tuple[str, str]]:
    """List the mentions of a ledger."""
    return [(row["article"], row["surface"]) for row in ledger.table("mentions").to_pylist()]


@pytest.mark.parametrize("verb", ["different", "same"])
def test_a_decision_reads_nothing_where_mentions_were_given(verb: str) -> None:
    """Our own reader would find Carol Dent and Bergen, and take the place of the caller."""
    ledger = given_ledger()
    before = mentions_of(ledger)
    ledger.take_decisions([draft(ledger, verb, ["a:0-10", "b:0-10"], by="ann")])

    outcome = resolvers.resolve_again(ledger)

    entities = {row["entity"] for row in ledger.table("mentions").to_pylist()}
    assert outcome.read == 0
    assert mentions_of(ledger) == before == [("a", "John Smith"), ("b", "John Smith")]
    assert len(entities) == (2 if verb == "different" else 1)
    assert ledger.table("stories").num_rows == 0


def test_our_own_reader_reads_on() -> None:
    """Where it read last, what came since is read with the decision."""
    ledger = provenance.open(":memory:")
    ledger.add([{"id": "a", "text": TEXTS["a"]}])
    resolvers.resolve(ledger)
    ledger.add([{"id": "b", "text": TEXTS["b"]}])

    assert resolvers.resolve_again(ledger).read == 1
    assert ledger.table("stories").num_rows == 2

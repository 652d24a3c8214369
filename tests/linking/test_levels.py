"""Levels of comparisons have ids, which count; their words may be said better at any time."""

from __future__ import annotations

import pytest

import resolvers
from provenance.testing import memory_ledger
from resolvers.incremental.entities import pairs
from resolvers.linking.comparisons import COMPARISONS, LABELS
from resolvers.linking.model import default_model

ONE = {"id": "one", "published_at": "2025-03-01", "text": "Maria Holt, the mayor of Corvell, won."}
TWO = {"id": "two", "published_at": "2025-03-02", "text": "Mayor Maria Holt spoke in Corvell."}
MORE = {"id": "more", "published_at": "2025-03-03", "text": "Maria Holt left Corvell."}
FULL = ("name", "person_same_full_name")


def test_every_level_has_words_and_a_weight() -> None:
    """A level that the model or the words lack would stop a run or show an id to a reader."""
    keys = {(c.name, key) for c in COMPARISONS for key in c.level_keys}
    model = {(name, key) for name, levels in default_model().levels.items() for key in levels}

    assert keys == model
    assert keys == {level for level in LABELS if level[0] != "prior"}
    assert all(key.replace("_", "").isalpha() and key.islower() for _, key in keys)


def test_other_words_change_no_weight_and_compare_nothing_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What was told then keeps its words; what is told now has the new ones."""
    with memory_ledger([ONE, TWO]) as ledger:
        resolvers.resolve(ledger)
        before = ledger.comparisons().to_pylist()
        moment = ledger.query("last_run").to_pylist()[0]["run"]
        monkeypatch.setattr(pairs, "LABELS", LABELS | {FULL: "the very same name"})
        ledger.writer.known.labelled.clear()  # as in a new process
        ledger.add([MORE])
        resolvers.resolve(ledger)

        told = [
            {part.level_id: part.level for part in asked.why("one:0-10", "two:6-16").steps[0].parts}
            for asked in (ledger.as_of(moment), ledger)
        ]
        after = ledger.comparisons().to_pylist()

    assert told[0][FULL[1]] == "person: same full name"
    assert told[1][FULL[1]] == "the very same name"
    assert [row for row in after if row in before] == before

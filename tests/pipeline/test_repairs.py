"""Every wrong merge and split is repaired by one decision, and stays so after whatever comes later."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from repairs import LATER, Pair, needs_both, pairs_of, repair_case

from resolvers.linking.model import default_model

FOOTBALLER: dict[str, Any] = {
    "files": {
        "articles.jsonl": [
            {"id": "a", "text": "Ada Crane, the mayor of Corvell, resigned.", "source": "Town"},
            {"id": "b", "text": "Ada Crane scored twice for Orle Rovers.", "source": "Post"},
            {"id": "c", "text": "Mayor Crane said that the vote was open.", "source": "Wire"},
        ]
    },
    "checks": [
        {"apart": [["a", "Ada Crane"], ["b", "Ada Crane"]]},
        {"together": [["a", "Ada Crane"], ["c", "Crane"]]},
        {"apart": [["a", "Corvell"], ["b", "Orle Rovers"]]},
    ],
}


@pytest.fixture
def other_model(tmp_path: Path) -> Path:
    """Write a model whose weights are not the shipped ones: every level says half as much."""
    shipped = default_model()
    levels = {
        name: {label: (m**0.5, u**0.5) for label, (m, u) in found.items()}
        for name, found in shipped.levels.items()
    }
    path = tmp_path / "other-model.json"
    type(shipped)(
        levels=levels, prior=shipped.prior, calibration=shipped.calibration, cut=shipped.cut
    ).save(path)
    return path


def test_what_is_wrong_is_repaired_by_one_decision_and_stays_so(
    tmp_path: Path, other_model: Path
) -> None:
    """One is wrong by itself, two are made wrong by a rule; later runs leave the repairs alone."""
    folder = tmp_path / "case"
    folder.mkdir()

    done = {repair.pair: repair for repair in repair_case(FOOTBALLER, folder, other_model)}

    assert list(done) == pairs_of(FOOTBALLER)
    assert [repair.was_wrong for repair in done.values()] == [True, False, False]
    assert all(repair.wrong_before for repair in done.values())
    for repair in done.values():
        assert repair.problem == ""
        assert repair.held == dict.fromkeys(LATER, True), repair


def test_a_pair_is_where_its_words_stand() -> None:
    """Words are looked for in the article's text; a number names which place of several."""
    case = {
        "files": {"x.jsonl": [{"id": "a", "text": "Crane met Crane."}]},
        "checks": [{"apart": [["a", "Crane"], ["a", "Crane", 2]]}],
    }

    assert pairs_of(case) == [Pair(("a", 0, 5), ("a", 10, 15), one=False)]


def test_what_nobody_reads_as_a_name_is_apart_from_all() -> None:
    """No decision can point at it; that two are one is missed where one of them is not read."""
    rows = [{"article": "a", "start": 0, "end": 5, "kind": "name", "entity": "x"}]
    read, unread = ("a", 0, 5), ("a", 10, 15)

    assert not needs_both(rows, Pair(read, unread, one=False))
    assert needs_both(rows, Pair(read, unread, one=True))
    assert needs_both(rows, Pair(read, read, one=False))

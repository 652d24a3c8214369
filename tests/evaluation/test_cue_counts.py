"""Ties by cue: what labels tell of every cue, beside what its probability says."""

from __future__ import annotations

import json

import click.testing
import pytest

import provenance
import resolvers
from resolvers.cli import main
from resolvers.coreference import cues
from resolvers.evaluation.gold import match, read_gold
from resolvers.evaluation.report import evaluate

TEXT = "Mayor Ada Crane opened the bridge. Crane left. Then Crane came back. Rolf Brandt stayed."
ADA = [(6, 15, "ada"), (35, 40, "ada")]


@pytest.fixture
def report(tmp_path):
    """Return a function that evaluates labels: start, end, entity."""
    path = tmp_path / "l.duckdb"
    with provenance.open(path) as opened:
        opened.add([{"id": "a", "text": TEXT}])
        resolvers.resolve(opened)

    def of(labels):
        gold = tmp_path / "gold.jsonl"
        rows = [{"article": "a", "start": s, "end": e, "entity": x} for s, e, x in labels]
        gold.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        with provenance.open(path) as opened:
            kept, refused = read_gold(opened, gold)
            assert not refused
            return evaluate(opened, match(opened, kept), resamples=0)

    return of


def test_a_cue_is_right_where_the_labels_agree(report):
    """The surname is hers; the same surname again is labelled as somebody else's."""
    ties = report([*ADA, (52, 57, "other")]).ties

    assert [(c.cue, c.count, c.right) for c in ties.cues] == [
        ("same name", 1, 0),
        ("surname", 1, 1),
    ]
    assert [c.said for c in ties.cues] == [cues.probability(c.cue) for c in ties.cues]
    assert ties.base == pytest.approx(0.25)
    assert ties.calibration.brier == pytest.approx(
        (cues.probability("same name") ** 2 + (1 - cues.probability("surname")) ** 2) / 2
    )


def test_a_chain_with_one_label_tells_nothing(report):
    """Whether a tie is right, two labels of one chain tell."""
    assert report([ADA[0], (69, 80, "rolf")]).ties.cues == ()


def test_the_command_prints_the_cues(report, tmp_path):
    """On a pipe one line a cue, then the error, the Brier score, and that of saying the share."""
    report(ADA)
    words = ["evaluate", str(tmp_path / "gold.jsonl"), "--ledger", str(tmp_path / "l.duckdb")]
    lines = click.testing.CliRunner().invoke(main, words).output.splitlines()
    start = lines.index("cue\tnumber\ttrue\tsaid")

    assert lines[start + 1].startswith("surname\t1\t1.000\t")
    assert [line.split("\t")[0] for line in lines[start + 2 : start + 5]] == [
        "error",
        "Brier score",
        "Brier score of saying the share",
    ]

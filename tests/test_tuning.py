"""What a model learnt from a ledger would change is told before anything is changed."""

from __future__ import annotations

import json
from pathlib import Path

import click.testing
import pytest

import provenance
import resolvers
from resolvers.cli import main
from resolvers.linking.model import Model, default_model
from resolvers.training.tuning import read_labels, tune

# Two of one surname in many articles: the shipped model joins "Crane" alone with the only bearer it
# knows.
ARTICLES = [
    *(
        {"id": f"full-{i}", "text": f"Ada Crane opened bridge number {i} in Vienna. Crane left."}
        for i in range(6)
    ),
    *(
        {"id": f"lone-{i}", "text": f"Officials in Vienna said Crane had sold {i} boats."}
        for i in range(6)
    ),
    *(
        {"id": f"other-{i}", "text": f"Rolf Marsh met Jana Marsh {i} times in Vienna."}
        for i in range(4)
    ),
]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Resolve the articles."""
    path = tmp_path_factory.mktemp("tuning") / "l.duckdb"
    with provenance.open(path) as opened:
        opened.add(ARTICLES)
        resolvers.resolve(opened)
    return path


def labels(path: Path) -> Path:
    """Write labels by which "Crane" alone is somebody else."""
    rows = []
    for article in ARTICLES:
        for word, entity in (
            ("Ada Crane", "ada"),
            ("Rolf Marsh", "rolf"),
            ("Jana Marsh", "jana"),
            ("Crane had", "stranger"),
        ):
            start = article["text"].find(word)
            if start >= 0:
                end = start + len(word.removesuffix(" had"))
                rows.append(
                    {"article": article["id"], "start": start, "end": end, "entity": entity}
                )
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def run(*words: str | Path) -> click.testing.Result:
    """Call the command line in this process."""
    return click.testing.CliRunner().invoke(main, [str(word) for word in words])


def test_labels_of_mentions_label_the_compared_pairs(ledger: Path, tmp_path: Path) -> None:
    """Two profiles of one label are one, of two labels two."""
    with provenance.open(ledger, read_only=True) as opened:
        known, refused = read_labels(opened, [labels(tmp_path / "gold.jsonl")])
        rows = opened.comparisons().num_rows

    assert refused == []
    assert 0 < len(known) <= rows
    assert set(known.values()) <= {True, False}
    assert False in known.values()


def test_nothing_changes_until_the_model_is_used(ledger: Path, tmp_path: Path) -> None:
    """Training tells the split in advance; resolving with the file makes it.

    The shipped model takes it back.
    """
    with provenance.open(ledger) as opened:
        before = opened.table("mentions").to_pylist()
        known, _ = read_labels(opened, [labels(tmp_path / "gold.jsonl")])
        strong = dict.fromkeys(known, False)
        learned, impact = tune(opened, default_model(), strong)
        assert opened.table("mentions").to_pylist() == before
        cut = Model(
            levels=learned.model.levels,
            prior=1e-6,
            calibration=learned.model.calibration,
            cut=learned.model.cut,
        )
        resolvers.resolve(opened, model=cut)
        assert len({m["entity"] for m in opened.table("mentions").to_pylist()}) > len(
            {m["entity"] for m in before}
        )
        resolvers.resolve(opened)
        after = opened.table("mentions").to_pylist()

    assert impact.entities[0] <= impact.entities[1]
    assert after == before


def test_the_impact_is_what_resolving_makes(ledger: Path) -> None:
    """The entities that the report counts are those that the ledger has after resolving with the model."""
    with provenance.open(ledger) as opened:
        _, impact = tune(opened, default_model(), {})
        active = {m["entity"] for m in opened.table("mentions").to_pylist()}

    assert impact.entities[0] == len(active)


def test_the_command_writes_a_model_and_says_what_would_change(
    ledger: Path, tmp_path: Path
) -> None:
    """The file is used by resolve; the report names its hash."""
    model = tmp_path / "own.json"
    done = run("train", labels(tmp_path / "gold.jsonl"), "--to", model, "--ledger", ledger)
    used = run("resolve", "--model", model, "--ledger", ledger)
    back = run("resolve", "--ledger", ledger)

    assert done.exit_code == 0, done.output
    assert f"model {Model.load(model).key[:16]}" in done.output
    assert "EM stood still after" in done.output
    assert "entities" in done.output
    assert (used.exit_code, back.exit_code) == (0, 0)


def test_answers_of_a_sample_are_labels_too(ledger: Path, tmp_path: Path) -> None:
    """What was labelled to measure serves to train."""
    path = tmp_path / "q.jsonl"
    run("sample", "--to", path, "--size", "16", "--ledger", ledger)
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    path.write_text(
        "".join(json.dumps({**row, "same": row["part"] != "other"}) + "\n" for row in rows),
        encoding="utf-8",
    )
    with provenance.open(ledger, read_only=True) as opened:
        known, refused = read_labels(opened, [path])

    assert refused == []
    assert set(known.values()) == {True, False}


def test_a_ledger_in_which_nothing_was_compared_is_refused(tmp_path: Path) -> None:
    """One sentence, with what to do."""
    ledger = tmp_path / "l.duckdb"
    provenance.open(ledger).close()
    done = run("train", "--to", tmp_path / "m.json", "--ledger", ledger)

    assert done.exit_code == 1
    assert "nothing was compared in this ledger yet (run spantrail resolve first)" in done.output


def test_decisions_are_labels_too() -> None:
    """What somebody joined is a match, what somebody parted is none; files win over both."""
    names = ("Jon Abel", "John Abel", "Jonathan Abel", "J. Abel")
    with provenance.open(":memory:") as ledger:
        ledger.add([{"id": f"a{n}", "text": f"{name} spoke."} for n, name in enumerate(names)])
        resolvers.resolve(ledger)
        ledger.decide("same", "a0:0-8", "a1:0-9", by="ann")
        ledger.decide("different", "a0:0-8", "a2:0-13", by="ann")
        labels, refused = read_labels(ledger, [])

    assert sorted(labels.values()) == [False, True]
    assert refused == []

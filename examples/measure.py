"""Compare the entities of the example corpus with its labels, and estimate the same from a sample.

    python examples/measure.py

The answers of the sample are read off the labels here; with articles of your own you give them.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import provenance
import resolvers
from resolvers.evaluation.answers import ask, read_answers, sum_up
from resolvers.evaluation.gold import match, read_gold
from resolvers.evaluation.report import evaluate

CORPUS = Path(__file__).parent / "paris_summit"


def main() -> None:
    """Link the labelled mentions, then measure twice."""
    labels = json.loads((CORPUS / "gold.json").read_text("utf-8"))["mentions"]
    with tempfile.TemporaryDirectory() as name, provenance.open(":memory:") as ledger:
        gold, questions = Path(name) / "gold.jsonl", Path(name) / "questions.jsonl"
        gold.write_text("".join(json.dumps(label) + "\n" for label in labels), encoding="utf-8")
        ledger.ingest([str(CORPUS / "articles.jsonl")])
        resolvers.resolve(ledger)
        report = evaluate(ledger, match(ledger, read_gold(ledger, gold)[0]))
        view = report.views["found"]
        print(
            f"{report.found} of {report.mentions} labelled mentions found; CoNLL F1 {view.conll:.3f}"
        )
        for score, value in view.scores.items():
            low, high = view.intervals[f"{score} f1"]
            print(
                f"  {score:6s} P {value.precision:.3f}  R {value.recall:.3f}  F1 {value.f1:.3f} ({low:.3f} to {high:.3f})"
            )
        ask(ledger, questions, size=40, members=4, others=6, seed=0)
        answer(questions, {(m["article"], m["start"], m["end"]): m["entity"] for m in labels})
        found, left = sum_up(read_answers(ledger, questions)[0])
        print(f"From {found.drawn} of {found.mentions} mentions, {left} questions left out:")
        for figure, value in found.figures.items():
            print(f"  {figure:15s} {value.value:.3f}, standard error {value.error:.3f}")


def answer(path: Path, entity: dict[tuple[str, int, int], str]) -> None:
    """Answer what the labels know."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    spots = [entity.get((row["article"], row["start"], row["end"])) for row in rows]
    drawn = {
        row["question"]: spot
        for row, spot in zip(rows, spots, strict=True)
        if row["part"] == "drawn"
    }
    for row, spot in zip(rows, spots, strict=True):
        known = spot is not None and drawn[row["question"]] is not None
        row["same"] = spot == drawn[row["question"]] if known else None
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main()

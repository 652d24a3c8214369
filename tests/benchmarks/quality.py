"""What the example corpus and, where they are, the development sets are resolved to.

    python tests/benchmarks/quality.py

Prints, for each set with gold mentions, the CoNLL score, how many pairs of mentions that are put
together belong together (precision) and how many that belong together are put together (recall),
each with its interval at 95 %. Where a set labels one span with several entities ("both leaders"),
no single answer is right: mentions with one label are also scored apart.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import provenance
import resolvers
from provenance.records.mentions import Mention
from provenance.spans import Span
from resolvers.evaluation.contingency import Contingency
from resolvers.evaluation.intervals import intervals
from resolvers.evaluation.report import figures

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared/data"
TYPES = {
    "ACTOR": "PER",
    "PERSON": "PER",
    "ORGANIZATION": "ORG",
    "COUNTRY": "LOC",
    "LOCATION": "LOC",
}


def lines(path: Path) -> list[dict[str, Any]]:
    """Read JSON Lines."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def example() -> None:
    """Resolve the example corpus from its texts alone."""
    gold = json.loads((ROOT / "examples/paris_summit/gold.json").read_text("utf-8"))["mentions"]
    with provenance.open(":memory:") as ledger:
        ledger.add(lines(ROOT / "examples/paris_summit/articles.jsonl"))
        resolvers.resolve(ledger)
        found = {
            (m["article"], m["start"], m["end"]): m["entity"]
            for m in ledger.table("mentions").to_pylist()
        }
    spots = {(m["article"], m["start"], m["end"]): m["entity"] for m in gold}
    hit = {spot: found[spot] for spot in spots if spot in found}
    print(f"paris_summit  {len(hit)} of {len(spots)} gold mentions found, {scores(hit, spots)}")


def given(folder: Path) -> None:
    """Link a set's gold mentions."""
    rows = [
        {**m, "type": TYPES.get(m["type"], m["type"])}
        for m in lines(folder / "mentions.jsonl")
        if m.get("cluster")
    ]
    folds = any(
        m["cluster"].endswith("_COUNTRY") for m in rows
    )  # such a set counts who acts for a country as the country
    rows = [m for m in rows if m["type"] in {"PER", "ORG", "LOC"} or not folds]
    with provenance.open(":memory:") as ledger:
        ledger.add(
            [
                {k: v for k, v in a.items() if isinstance(v, str) and v}
                for a in lines(folder / "articles.jsonl")
            ]
        )
        versions = {v.article.article_id: v for v in ledger.versions()}
        mentions: defaultdict[str, list[Mention]] = defaultdict(list)
        for row in rows:
            version = versions[row["article"]]
            span = Span(row["start"], row["end"])
            kind = row["type"] if row["type"] in {"PER", "ORG", "LOC"} else "none"
            surface = span.surface(version.text)
            mentions[version.key].append(
                Mention(
                    version=version.key,
                    span=span,
                    surface=surface,
                    kind="name",
                    type=kind,
                    detector="given",
                )
            )
        resolvers.resolve(ledger, mentions=mentions)
        own = {
            (m["article"], m["start"], m["end"]): m for m in ledger.table("mentions").to_pylist()
        }
    spots = {(r["article"], r["start"], r["end"]): r["cluster"] for r in rows}
    event = {
        (r["article"], r["start"], r["end"]): r.get("event", "") for r in rows
    }  # labels may hold in one event alone
    found = {spot: event[spot] + m["actor" if folds else "entity"] for spot, m in own.items()}
    print(f"{folder.name:13s} {len(spots)} gold mentions given, {scores(found, spots)}")
    labels = Counter((r["article"], r["start"], r["end"]) for r in rows)
    if (
        alone := {spot: cluster for spot, cluster in spots.items() if labels[spot] == 1}
        if len(labels) < len(rows)
        else {}
    ):
        print(f"{'':13s} {len(alone)} of them have one label, {scores(found, alone)}")


def scores(found: dict[tuple[str, int, int], str], gold: dict[tuple[str, int, int], str]) -> str:
    """Score what was found of the gold, each figure with its interval over articles."""
    spots: defaultdict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for spot in gold:
        if spot in found:
            spots[spot[0]].append(spot)
    tables = [
        Contingency.of({s: gold[s] for s in own}, {s: found[s] for s in own})
        for _, own in sorted(spots.items())
    ]
    point, bars = figures(Contingency.total(tables)), intervals(tables, figures)
    shown = {"conll": "CoNLL", "pairs precision": "pair precision", "pairs recall": "pair recall"}
    return ", ".join(
        f"{title} {point[name]:.3f} ({bars[name][0]:.3f} to {bars[name][1]:.3f})"
        for name, title in shown.items()
    )


if __name__ == "__main__":
    example()
    for name in ("newswcl", "dwie", "meantime"):
        if (DATA / name).exists():
            given(DATA / name)

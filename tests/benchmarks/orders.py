"""Does the order of arrival show? Articles in random orders and batches, each against the batch of all.

    python tests/benchmarks/orders.py TIMES ARTICLES.jsonl

Compares mentions with entities, actors and probabilities, names, types, comparisons, speakers and
external ids; minted ids may differ. Prints what differs from the batch, or from the index made
anew, then how many orders do not, and stops with an error if one does. Articles are read once; what
is tried again and again is linking and identity, in a new ledger each time.
"""

from __future__ import annotations

import json
import random
import sys
import time
from pathlib import Path
from typing import Any

import provenance
import resolvers
from provenance.testing import without_ids
from resolvers.stages import reader

EXAMPLE = Path(__file__).parents[2] / "examples" / "paris_summit" / "articles.jsonl"


def batches(articles: list[dict[str, str]], chance: random.Random) -> list[list[dict[str, str]]]:
    """Shuffle articles and cut them into batches, most of them small."""
    turned = chance.sample(articles, len(articles))
    found = []
    while turned:
        size = min(len(turned), chance.choice((1, 1, 2, 3, 5, 8)))
        found.append(turned[:size])
        turned = turned[size:]
    return found


State = dict[str, list[tuple[Any, ...]]]


def resolved(*parts: list[dict[str, str]]) -> tuple[State, State]:
    """Return what is exported after resolving each batch, and after making the index anew."""
    with provenance.open(":memory:") as ledger:
        for part in parts:
            ledger.add(part)
            resolvers.resolve(ledger, coverage=False)
        arrived = without_ids(ledger)
        resolvers.resolve(ledger, coverage=False, rebuild=True)
        return arrived, without_ids(ledger)


def differences(found: State, wanted: State) -> list[str]:
    """Count the rows of each table that are otherwise, with one of them."""
    told = []
    for name in wanted:
        rows = sorted(set(found[name]) ^ set(wanted[name]), key=repr)
        if rows:
            told.append(f"{name}: {len(rows)} rows, such as {rows[0]}")
    return told


def _once(read):  # type: ignore[no-untyped-def]
    kept: dict[str, object] = {}

    def reading(self, version):  # type: ignore[no-untyped-def]
        if version.key not in kept:
            kept[version.key] = read(self, version)
        return kept[version.key]

    return reading


def main(times: int, path: Path) -> None:
    """Try and count."""
    articles = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    chance = random.Random(20250904)
    reader.Reader.read = _once(reader.Reader.read)  # type: ignore[method-assign]
    (first, anew), start, equal = resolved(articles), time.perf_counter(), 0
    told = differences(anew, first)
    for _ in range(times):
        found = [
            line
            for state in resolved(*batches(articles, chance))
            for line in differences(state, first)
        ]
        equal += not found
        told += found
    print(*told, sep="\n", end="\n" * bool(told))
    print(
        f"{path.parent.name}: {len(articles)} articles, {equal} of {times} orders and batchings give the same "
        f"({(time.perf_counter() - start) / times:.1f} s each)"
    )
    if told:
        sys.exit(1)


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 5,
        Path(sys.argv[2]) if len(sys.argv) > 2 else EXAMPLE,
    )

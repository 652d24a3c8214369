"""Does the order of arrival show? Articles in random orders and batches, each against the batch of all.

    python tests/benchmarks/orders.py TIMES ARTICLES.jsonl

Prints how many of the partitions equal the first, and stops with an error if one does not. Articles are read once; what is
tried again and again is linking and identity, in a new ledger each time.
"""

from __future__ import annotations

import json
import random
import sys
import time
from pathlib import Path

import provenance
import resolvers
from provenance.testing import partition
from resolvers import reader

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


def resolved(*parts: list[dict[str, str]]) -> object:
    """Give the partition after resolving each batch."""
    with provenance.open(":memory:") as ledger:
        for part in parts:
            ledger.add(part)
            resolvers.resolve(ledger)
        return partition(ledger)


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
    first, start = resolved(articles), time.perf_counter()
    equal = sum(resolved(*batches(articles, chance)) == first for _ in range(times))
    print(
        f"{path.parent.name}: {len(articles)} articles, {equal} of {times} orders and batchings give one partition "
        f"({(time.perf_counter() - start) / times:.1f} s each)"
    )
    if equal != times:
        sys.exit(1)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5, Path(sys.argv[2]) if len(sys.argv) > 2 else EXAMPLE)

"""What one decision costs in a ledger of many mentions, until it shows: in linking alone, and with stories and claims on.

    python tests/benchmarks/deciding.py [MENTIONS ...]

The ledger is that of `growth.py`, with a few articles more that are read by the real thing;
decisions are about these. Each line is the median of several decisions, as it passed and in a
processor's time, and the slowest: `fork` sets one mention apart, `revoke` takes that back, `same`
joins two, `different` parts them, `story` and `claim` join articles and claims.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from growth import fill, peak

import provenance
import resolvers
from provenance.api import Ledger
from provenance.records.judgements import Decision

SIZES = (300_000, 3_000_000)
TIMES = 5


def run(mentions: int) -> None:
    """Print what decisions cost in a ledger of one size."""
    with (
        tempfile.TemporaryDirectory() as folder,
        provenance.open(Path(folder) / "l.duckdb") as ledger,
    ):
        coming = fill(ledger, mentions)
        names = [f"new-{number}" for number in range(2 * TIMES)]
        ledger.add(
            [
                {"id": name, "text": next(coming), "published_at": f"2025-09-{1 + n:02}"}
                for n, name in enumerate(names)
            ]
        )
        for coverage in (False, True):
            start = time.perf_counter()
            resolvers.resolve(ledger, coverage=coverage)
            print(f"{mentions:,} mentions: resolve, coverage {coverage}: {since(start):.1f} s")
            decide(ledger, names, coverage=coverage)
        print(f"peak {peak():,.0f} MiB")


def decide(ledger: Ledger, names: list[str], *, coverage: bool) -> None:
    """Print what each kind of decision costs."""
    places = [first_name(ledger, name) for name in names]
    forks: list[Decision] = []

    def fork(number: int) -> None:
        forks.append(ledger.decide("fork", places[number], by="ann"))

    kinds: dict[str, Callable[[int], object]] = {
        "fork": fork,
        "revoke": lambda n: ledger.decide("revoke", forks[n].key, by="ann"),
        "same": lambda n: ledger.decide("same", places[n], places[TIMES + n], by="ann"),
        "different": lambda n: ledger.decide("different", places[n], places[TIMES + n], by="ann"),
    }
    if coverage:
        claims = [key for row in ledger.claims(sort="time") for key in [row.claim]]
        kinds["story"] = lambda n: ledger.decide("same", names[n], names[TIMES + n], by="ann")
        kinds["claim"] = lambda n: ledger.decide("same", claims[n], claims[TIMES + n], by="ann")
    for kind, make in kinds.items():
        spent = sorted(one(ledger, make, number, coverage=coverage) for number in range(TIMES))
        (passed, worked), (most, _) = spent[TIMES // 2], spent[-1]
        print(
            f"  {kind:10} {passed * 1000:6.0f} ms ({worked * 1000:.0f} of a processor), at most {most * 1000:.0f}"
        )


def first_name(ledger: Ledger, article: str) -> str:
    """Return the place of the first person that an article names."""
    return next(s.reference for s in ledger.trace(article) if (s.kind, s.type) == ("name", "PER"))


def one(
    ledger: Ledger, make: Callable[[int], object], number: int, *, coverage: bool
) -> tuple[float, float]:
    """Make a decision and resolve.

    Return the seconds that passed, and those that processors worked.
    """
    make(number)
    start, worked = time.perf_counter(), time.process_time()
    resolvers.resolve(ledger, coverage=coverage)
    return since(start), time.process_time() - worked


def since(start: float) -> float:
    """Return the seconds that have passed."""
    return time.perf_counter() - start


if __name__ == "__main__":
    if len(sys.argv) == 2:
        run(int(sys.argv[1]))
    else:
        for size in [int(word) for word in sys.argv[1:]] or SIZES:
            subprocess.run([sys.executable, __file__, str(size)], check=True)

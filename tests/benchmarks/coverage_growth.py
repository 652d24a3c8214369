"""What coverage costs as a ledger grows, and what one article more costs.

    python tests/benchmarks/coverage_growth.py [ARTICLES ...] [--words N] [--day N]

The articles are made up: every day brings events with words and names of their own, which a few
outlets report; a tenth copies most of another. Whom they name is written as reading and linking
would have left it, so that coverage alone is measured. Each size runs in a process of its own, so
that its peak of memory is its own.
"""

from __future__ import annotations

import argparse
import itertools
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import provenance
from provenance.ledger.store import Store
from resolvers.pipeline import _cover

SIZES = (1_000, 2_000, 4_000, 8_000, 16_000)
START = datetime(2025, 1, 1, tzinfo=UTC)
EVENT = 8  # articles of an event, over two days
NAMES = 12  # entities of an article, half of them known from everywhere


class Maker:
    """Make articles, the same ones each time."""

    def __init__(self, words: int, day: int) -> None:
        self.chance = random.Random(1)
        self.words, self.day = words, day
        vocabulary = [f"w{i}" for i in range(60_000)]
        weights = list(itertools.accumulate(1 / (i + 10) for i in range(60_000)))
        self.pool = self.chance.choices(vocabulary, cum_weights=weights, k=2_000_000)
        self.texts: list[str] = []

    def article(self, number: int) -> tuple[dict[str, str], list[int]]:
        """Make one article, and the numbers of the entities that it names."""
        chance, event = self.chance, number // EVENT if number % 3 else number // EVENT - 3
        about = random.Random(event)
        own = [f"e{about.randrange(200_000)}" for _ in range(30)]
        words: list[str] = []
        while len(words) < self.words:
            place = chance.randrange(len(self.pool) - 20)
            words += self.pool[place : place + chance.randint(1, 5)]
            words += chance.choices(own, k=1)
        if number % 10 == 9 and self.texts:
            words[: self.words * 6 // 10] = chance.choice(self.texts[-8:]).split()[
                : self.words * 6 // 10
            ]
        text = " ".join(words) + "."
        self.texts = [*self.texts[-8:], text]
        at = START + timedelta(days=number / self.day)
        names = {int(2_000 * chance.random() ** 3) for _ in range(NAMES // 2)}
        names |= {2_000 + about.randrange(50_000) for _ in range(NAMES // 2)}
        row = {
            "id": f"a{number}",
            "source": f"outlet {number % 200}",
            "title": " ".join(own[:8]),
            "text": text,
        }
        return row | {"published_at": at.isoformat()}, sorted(names)


def add(ledger: Store, maker: Maker, numbers: range) -> None:
    """Add articles with whom they name."""
    import pyarrow as pa

    for start in range(numbers.start, numbers.stop, 2_000):
        made = [maker.article(n) for n in range(start, min(start + 2_000, numbers.stop))]
        con = ledger.connection
        ((before,),) = con.execute("SELECT coalesce(max(version_id), 0) FROM version").fetchall()
        ledger.add([row for row, _ in made])
        links = [(before + 1 + i, name) for i, (_, names) in enumerate(made) for name in names]
        con.register(
            "link",
            pa.table({"version_id": [v for v, _ in links], "entity_id": [e for _, e in links]}),
        )
        con.execute(
            "CREATE OR REPLACE TEMP TABLE linked AS SELECT version_id * 100 + row_number() OVER (PARTITION BY"
            " version_id ORDER BY entity_id) AS id, * FROM link"
        )
        run = "(SELECT max(run_id) FROM run)"
        for statement in (
            f"INSERT INTO stage_reading SELECT DISTINCT version_id, 'chains', 'made', {run} FROM linked ORDER BY 1",
            f"INSERT INTO chain SELECT id, 'c' || id, version_id, {run} FROM linked ORDER BY id",
            f"INSERT INTO chain_reading SELECT id, 'made', 'PER', 'x', {run} FROM linked ORDER BY id",
            f"INSERT INTO chain_mention SELECT id, id, 'same name', 1, 0, 1, {run} FROM linked ORDER BY id",
            f"""INSERT INTO mention SELECT id, version_id, 0, 1, 'x', 'name', 'PER', 1, NULL, NULL, 'made', {run} FROM linked
                ORDER BY id""",
            f"INSERT INTO entity_member SELECT id, entity_id, 'model', NULL, {run} FROM linked ORDER BY id",
        ):
            con.execute(statement)


def run(count: int, words: int, day: int) -> None:
    """Print what one size costs, then what one article more costs."""
    with (
        tempfile.TemporaryDirectory() as folder,
        provenance.open(Path(folder) / "l.duckdb") as ledger,
    ):
        ledger.connection.execute(
            "INSERT INTO entity SELECT i, 'ent-' || i, i, 0 FROM range(0, 52001) r(i)"
        )
        maker = Maker(words, day)
        add(ledger, maker, range(count))
        before = peak()
        start, busy = time.perf_counter(), time.process_time()
        stories, origins = cover(ledger)
        spent, busy = time.perf_counter() - start, time.process_time() - busy
        pairs, copies = (
            ledger.connection.execute(f"SELECT count(*) FROM coverage.{name}").fetchall()[0][0]
            for name in ("edge", "copy")
        )
        more, work = [], []
        for number in range(count, count + 9):
            add(ledger, maker, range(number, number + 1))
            start, cpu = time.perf_counter(), time.process_time()
            cover(ledger)
            more.append(1000 * (time.perf_counter() - start))
            work.append(1000 * (time.process_time() - cpu))
    print(
        f"{count:6,d} articles {stories:6,d} stories {origins:6,d} origins {copies:6,d} copies {pairs:9,d} scored pairs | "
        f"{spent:6.1f} s ({busy:.1f} on the processor), {1000 * spent / count:5.2f} ms an article | one article more "
        f"{sorted(more)[4]:4.0f} ms ({min(more):.0f} to {max(more):.0f}; {sorted(work)[4]:.0f} on the processor) | "
        f"peak {peak():,.0f} MiB, {before:,.0f} before"
    )


def cover(ledger: Store) -> tuple[int, int]:
    """Cover what is new."""
    return _cover(ledger, False, lambda *_: None)  # noqa: FBT003


def peak() -> float:
    """Return the peak of memory so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("articles", nargs="*", type=int, default=SIZES)
    parser.add_argument("--words", type=int, default=300, help="of an article")
    parser.add_argument("--day", type=int, default=100, help="articles a day")
    given = parser.parse_args()
    if len(given.articles) == 1:
        run(given.articles[0], given.words, given.day)
    else:
        for size in given.articles:
            options = ["--words", str(given.words), "--day", str(given.day)]
            subprocess.run([sys.executable, __file__, str(size), *options], check=True)

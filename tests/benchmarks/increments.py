"""What one more article costs, with everything on and real-length text: time, statements, bytes.

    python tests/benchmarks/increments.py [--articles 300] [--increments 50] [--in-time]
                                          [--data FILE.jsonl]

A ledger resolves a batch of articles, then one more article at a time. Each of these is a line:
milliseconds that passed (and those of a processor) for `ingest` and `resolve`, statements that
DuckDB ran, rows that were appended, growth of the file and of its blocks in use after a checkpoint,
and the part of the processor time of `resolve` that each stage took. Then follow totals, medians,
rows by table beside what the batch has for an article, and a `resolve` with nothing to do, which
should append nothing.

The first line is a yardstick: two fixed pieces of work, one of Python and one of DuckDB. Machines
on which this was run differ by more than two in it, so figures of two machines, or of two hours of
a busy one, are compared as multiples of the yardstick.

Statements are counted by DuckDB's own log of queries, and rows by counting all tables, so what is
measured knows nothing of it. The articles are those of `../shared/data/polnear`, in the
order of their file, where every other one is late by weeks; with `--in-time` they come as a feed
brings them. One that is late changes how rare words were in the weeks after it, so it costs more,
and once in a while ten times as much. Where there are too few, more are made up of the sentences of
the examples, with names and numbers of their own for each event.
"""

from __future__ import annotations

import argparse
import functools
import inspect
import json
import random
import re
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import attrs
import duckdb

import provenance
import resolvers
from provenance.api import Ledger
from provenance.sql import connection
from resolvers import pipeline
from resolvers.stages import reading

TABLES = """
SELECT schema_name || '.' || table_name
FROM duckdb_tables()
WHERE NOT temporary
ORDER BY ALL
"""
ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared/data/polnear/articles.jsonl"
FIELDS = ("id", "text", "title", "source", "published_at")
SYLLABLES = [a + b for a in "bdfgklmnprstv" for b in ("an", "el", "ir", "ol", "us", "ei", "arn")]
SENTENCES = 30  # of a made-up article: about as long as a real one
EVENT = 4  # made-up articles with the same names and numbers

Row = dict[str, Any]


# --- articles -----------------------------------------------------------------------------------


def articles(path: Path, count: int, *, in_time: bool) -> list[Row]:
    """Read articles, or make them up where the file is not there or has too few.

    Args:
        path: JSON Lines.
        count: how many are wanted.
        in_time: in the order of publication, as a feed brings them; else in that of the file.
    """
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    found = [{k: row[k] for k in FIELDS if row.get(k)} for row in map(json.loads, lines)]
    if in_time:
        found.sort(key=lambda row: row.get("published_at", ""))
    rows = found[:count]
    print(f"{len(rows)} articles of {path.parent.name}, {count - len(rows)} made up")
    return rows + [made_up(number) for number in range(count - len(rows))]


@functools.cache
def example_sentences() -> list[str]:
    """List the sentences of the example corpora."""
    files = sorted(ROOT.glob("examples/*/articles.jsonl"))
    lines = [line for file in files for line in file.read_text("utf-8").splitlines()]
    texts = [json.loads(line)["text"] for line in lines]
    return [sentence for text in texts for sentence in re.split(r"(?<=[.!?])\s+", text)]


@functools.cache
def example_people() -> list[str]:
    """List the words of the names of people in the example corpora."""
    gold = json.loads((ROOT / "examples/paris_summit/gold.json").read_text("utf-8"))
    people = [entity["name"] for entity in gold["entities"].values() if entity["type"] == "PER"]
    return sorted({word for name in people for word in name.split()})


def made_up(number: int) -> Row:
    """Make one article: sentences drawn at random, with the names and numbers of its event."""
    chance, event = random.Random(number), random.Random(-1 - number // EVENT)
    names = {word: made_up_name(event) for word in example_people()}
    factor = event.randint(2, 9)
    text = " ".join(chance.sample(example_sentences(), SENTENCES))
    text = re.sub("|".join(names), lambda found: names[found[0]], text)
    text = re.sub(r"\b\d{1,3}\b", lambda found: str(int(found[0]) * factor), text)
    day = date(2025, 1, 1) + timedelta(days=number // EVENT)
    row = {"id": f"made-{number}", "source": f"outlet {number % 20}", "text": text}
    return row | {"published_at": day.isoformat()}


def made_up_name(chance: random.Random) -> str:
    """Make a name of a person."""
    return "".join(chance.choices(SYLLABLES, k=2)).capitalize()


# --- measuring ----------------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class Cost:
    """What one call cost."""

    passed: float  # seconds
    worked: float  # seconds of a processor


@attrs.frozen(kw_only=True)
class Increment:
    """What one step cost: a batch, an article, or a resolve with nothing to do."""

    ingest: Cost
    resolve: Cost
    statements: int
    rows: Mapping[str, int]  # appended, by table
    file: int  # bytes that the file grew by
    used: int  # bytes of its blocks that came into use
    stages: Mapping[str, float]  # seconds of a processor


def spend(action: Callable[[], object]) -> Cost:
    """Measure one call."""
    start, busy = time.perf_counter(), time.process_time()
    action()
    return Cost(passed=time.perf_counter() - start, worked=time.process_time() - busy)


def yardstick() -> str:
    """Say what two fixed pieces of work take here: additions, and small statements."""
    with duckdb.connect() as connection:
        python = spend(lambda: sum(number * number for number in range(2_000_000)))
        small = spend(
            lambda: [connection.execute("SELECT $n + 1", {"n": n}).fetchall() for n in range(500)]
        )
    return (
        f"yardstick: 2,000,000 additions {python.worked * 1000:,.0f} ms, "
        f"500 statements {small.worked * 1000:,.0f} ms of a processor"
    )


@attrs.frozen(kw_only=True)
class Meter:
    """Measure steps of a ledger that is a file."""

    ledger: Ledger
    path: Path
    stages: defaultdict[str, float]

    def step(self, rows: Sequence[Row]) -> Increment:
        """Add articles and resolve them; measure what that cost."""
        before, sizes = self.count_rows(), self.sizes()
        self.stages.clear()
        self.ask("CALL truncate_duckdb_logs()")
        ingest = spend(lambda: self.ledger.add(rows))
        resolve = spend(lambda: resolvers.resolve(self.ledger))
        ((statements,),) = self.ask("SELECT count(*) FROM duckdb_logs WHERE type = 'QueryLog'")
        after, grown = self.count_rows(), self.sizes()
        return Increment(
            ingest=ingest,
            resolve=resolve,
            statements=statements,
            rows={t: n - before.get(t, 0) for t, n in after.items() if n != before.get(t, 0)},
            file=grown[0] - sizes[0],
            used=grown[1] - sizes[1],
            stages=dict(self.stages),
        )

    def ask(self, statement: str) -> list[tuple[Any, ...]]:
        """Run a statement of our own."""
        return self.ledger.connection.execute(statement).fetchall()

    def count_rows(self) -> dict[str, int]:
        """Count the rows of every table of the file, those of the indexes too."""
        return {t: self.ask(f"SELECT count(*) FROM {t}")[0][0] for (t,) in self.ask(TABLES)}

    def sizes(self) -> tuple[int, int]:
        """Return the bytes of the file and of its blocks in use, after a checkpoint."""
        self.ask("CHECKPOINT")
        ((used,),) = self.ask("SELECT used_blocks * block_size FROM pragma_database_size() LIMIT 1")
        return self.path.stat().st_size, used


@contextmanager
def logged_ledger(path: Path) -> Iterator[Ledger]:
    """Open a ledger whose queries DuckDB logs.

    Whoever opens a file of ours locks its settings, so the log is begun before that by an opening
    of our own, which shares the database with the second.
    """
    with duckdb.connect(str(path), config=connection.SETTINGS) as first:
        first.execute("CALL enable_logging('QueryLog')")
        with provenance.open(path) as ledger:
            yield ledger


@contextmanager
def stage_times() -> Iterator[defaultdict[str, float]]:
    """Measure, by name, the functions that `resolve` calls in its own module, while inside."""
    spent: defaultdict[str, float] = defaultdict(float)
    depth = [0]

    def timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def measured(*values: object, **named: object) -> object:
            depth[0] += 1
            start = time.process_time()
            try:
                return function(*values, **named)
            finally:
                depth[0] -= 1
                if not depth[0]:
                    spent[name.strip("_")] += time.process_time() - start

        return measured

    functions = inspect.getmembers(pipeline, inspect.isfunction)
    modules = {pipeline.__name__, reading.__name__}
    own = {name: f for name, f in functions if f.__module__ in modules}
    stages = {name: function for name, function in own.items() if name != "resolve"}
    for name, function in stages.items():
        setattr(pipeline, name, timed(name, function))
    try:
        yield spent
    finally:
        for name, function in stages.items():
            setattr(pipeline, name, function)


# --- printing -----------------------------------------------------------------------------------

HEADER = "step       ingest ms       resolve ms     statements     rows  file KiB  used KiB  stages"


def line(title: str, step: Increment) -> str:
    """Write one step; of times in brackets those of a processor."""
    times = f"{title:7s} {milliseconds(step.ingest)} {milliseconds(step.resolve)}"
    counts = f"{step.statements:10,d} {sum(step.rows.values()):10,d}"
    grown = f"{step.file / 1024:10,.0f} {step.used / 1024:10,.0f}"
    return f"{times} {counts} {grown}  {shares([step])}"


def milliseconds(cost: Cost) -> str:
    """Write what passed, and what a processor worked."""
    return f"{1000 * cost.passed:8,.0f} ({1000 * cost.worked:6,.0f})"


def shares(steps: Sequence[Increment]) -> str:
    """Say what part of the processor time of `resolve` each stage took; `other` is no stage."""
    whole = sum(step.resolve.worked for step in steps) or 1.0
    spent: defaultdict[str, float] = defaultdict(float)
    for step in steps:
        for name, seconds in step.stages.items():
            spent[name] += seconds
    spent["other"] = whole - sum(spent.values())
    ordered = sorted(spent.items(), key=lambda item: -item[1])
    return ", ".join(f"{name} {part / whole:.0%}" for name, part in ordered if part > 0.005 * whole)


def summary(batch: Increment, count: int, steps: Sequence[Increment]) -> Iterator[str]:
    """Say what the increments cost together and in the middle, beside the batch."""
    passed = [step.ingest.passed + step.resolve.passed for step in steps]
    worked = [step.ingest.worked + step.resolve.worked for step in steps]
    middle = milliseconds(Cost(passed=statistics.median(passed), worked=statistics.median(worked)))
    statements = statistics.median(step.statements for step in steps)
    yield f"{len(steps)} increments: {sum(passed):.1f} s ({sum(worked):.1f} of a processor)"
    yield f"  in the middle {middle.strip()} ms, {statements:.0f} statements; {shares(steps)}"
    for kind in ("file", "used"):
        one = statistics.mean(getattr(step, kind) for step in steps)
        each = getattr(batch, kind) / count
        beside = f"in the batch {each:,.0f} an article: {one / each:.1f} times"
        yield f"  bytes ({kind}) {one:,.0f}, {beside}"


def rows_by_table(batch: Increment, count: int, steps: Sequence[Increment]) -> Iterator[str]:
    """List the rows of an increment by table beside those that the batch has for an article."""
    totals: defaultdict[str, int] = defaultdict(int)
    for step in steps:
        for table, rows in step.rows.items():
            totals[table] += rows
    yield f"{'rows an article':40s} {'increments':>12s} {'batch':>10s}"
    for table, total in sorted(totals.items(), key=lambda item: (-item[1], item[0])):
        each = batch.rows.get(table, 0) / count
        yield f"  {table:38s} {total / len(steps):12,.1f} {each:10,.1f}"


def stale_comparisons(meter: Meter) -> str:
    """Say how many rows stand for the claim comparisons that hold now."""
    rows = meter.ask("SELECT count(*) FROM claim_comparison")[0][0]
    current = meter.ask("SELECT count(*) FROM current_claim_comparison")[0][0]
    return f"claim comparisons: {rows:,d} rows for {current:,d} current ones"


def nothing_to_do(step: Increment) -> str:
    """Whether a resolve without news left the ledger as it was."""
    if not step.rows and step.file <= 0 and step.used <= 0:
        return "resolve with nothing to do: no row, no growth"
    rows = ", ".join(f"{count} {table}" for table, count in step.rows.items()) or "no row"
    grown = f"{step.file:,d} bytes of file, {step.used:,d} in use"
    return f"resolve with nothing to do: GROWTH: {rows}; {grown}"


# --- the command --------------------------------------------------------------------------------


def measure(rows: Sequence[Row], count: int) -> None:
    """Resolve the first articles as a batch, the others one at a time; print what each cost."""
    with (
        tempfile.TemporaryDirectory() as folder,
        logged_ledger(Path(folder) / "l.duckdb") as ledger,
        stage_times() as stages,
    ):
        meter = Meter(ledger=ledger, path=Path(folder) / "l.duckdb", stages=stages)
        print(HEADER)
        batch = meter.step(rows[:count])
        print(line("batch", batch))
        print(nothing_to_do(meter.step([])))
        steps = []
        for number, row in enumerate(rows[count:], 1):
            steps.append(meter.step([row]))
            print(line(str(number), steps[-1]), flush=True)
        if steps:
            print(*summary(batch, count, steps), *rows_by_table(batch, count, steps), sep="\n")
        print(stale_comparisons(meter))
        print(nothing_to_do(meter.step([])))


def main() -> None:
    """Measure increments."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--articles", type=int, default=300, help="resolved as a batch")
    parser.add_argument("--increments", type=int, default=50, help="added one at a time after it")
    parser.add_argument("--data", type=Path, default=DATA, help="JSON Lines of articles")
    parser.add_argument("--in-time", action="store_true", help="in the order of publication")
    given = parser.parse_args()
    print(yardstick())
    wanted = given.articles + given.increments
    measure(articles(given.data, wanted, in_time=given.in_time), given.articles)


if __name__ == "__main__":
    main()

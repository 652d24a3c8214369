"""Measure what the page of performance says, and write that page.

    python tests/benchmarks/performance.py FIGURES.json [--page PAGE.md] [--articles 80]
                                           [--sizes 50 150 450] [--big]

Stages, one more article at a time, and curves over the number of articles, on full-length articles
that are made from a fixed seed (`full_length.py`), so that the figures can be had in any clone.
Each stands beside its floor, the least that anybody does for it in the same run: a regular
expression over the same text, or DuckDB writing the same rows. Peers are measured in the same run
where they are installed; where not, a sentence says so. All seconds are those of a processor, for a
machine has other work to do.

The figures go into a file of JSON, and the page is written of that file (`performance_page.py`).
`--big` measures curves over 1,000, 3,000, 10,000 and 100,000 articles, which takes hours.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from full_length import full_length, versions_of
from increments import spend, stage_times
from peers import PEERS, worked
from performance_page import render

import provenance
import resolvers
from provenance.api import Ledger
from provenance.records.articles import Version
from resolvers.stages.evidence import Task, evidence_of
from resolvers.stages.reader import read_own
from resolvers.text.tokens import tokenise

Row = dict[str, Any]
SIZES, BIG = (50, 150, 450), (1_000, 3_000, 10_000, 100_000)
INCREMENTS = 12
WARM = 8  # articles that are read before anything is measured
_WORD = re.compile(r"\w+|[^\w\s]")


# --- stages -------------------------------------------------------------------------------------


def stages(count: int) -> Row:
    """Measure each stage of a run over so many articles, beside its floor."""
    made = full_length(count)
    texts = [row["text"] for row in made]
    tokens = sum(len(tokenise(text)) for text in texts)
    versions = versions_of(made)
    for version in versions[-WARM:]:
        evidence_of(Task(version), read_own(version), passed_over=False)
    words = worked(lambda: [_WORD.findall(text) for text in texts])
    names, chains = _reading(versions)
    claims = worked(lambda: _evidence(versions, chains))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "l.duckdb"
        whole, spent, sizes = _run(path, made)
        written = _rewritten(path)
        peers = [peer(made, spent, names, sizes) for peer in PEERS]
    text_rows = _inserted(made)
    rows = [
        _stage("taking articles in", spent["ingest"], "DuckDB inserting the same rows", text_rows),
        _stage("names and chains", names, "one regular expression over the same text", words),
        _stage("claims, profiles, narration", claims, "the same regular expression", words),
        _stage("reading with claims", names + claims, "the same regular expression", words),
        _stage("reading, and appending what was read", spent["read_versions"]),
        *(_stage(name, spent.get(name, 0.0)) for name in ("link", "cover", "match")),
        _stage("the whole run", whole, "DuckDB writing the same rows to a new file", written),
    ]
    for row in rows:
        row["tokens_a_second"] = round(tokens / row["seconds"]) if row["seconds"] else None
    return {"articles": count, "tokens": tokens, "stages": rows, "peers": peers, **sizes}


def _stage(name: str, seconds: float, floor: str = "", least: float = 0.0) -> Row:
    row: Row = {"name": name, "seconds": round(seconds, 3)}
    if floor:
        row |= {"floor": floor, "floor_seconds": round(least, 4)}
    return row


def _reading(versions: Sequence[Version]) -> tuple[float, list[Any]]:
    found: list[Any] = []
    return worked(lambda: found.extend(map(read_own, versions))), found


def _evidence(versions: Sequence[Version], chains: Sequence[Any]) -> None:
    for version, its_chains in zip(versions, chains, strict=True):
        evidence_of(Task(version), its_chains, passed_over=False)


def _run(path: Path, made: Sequence[Row]) -> tuple[float, dict[str, float], Row]:
    """Take articles in and resolve them; return the seconds, those of each stage, and counts."""
    with provenance.open(path) as ledger, stage_times() as measured:
        ingest = spend(lambda: ledger.add(made)).worked
        done: list[Any] = []
        resolve = spend(lambda: done.append(resolvers.resolve(ledger))).worked
        spent = {**measured, "ingest": ingest}
    sizes = {"mentions": done[0].mentions, "pairs": done[0].compared, "claims": done[0].claims}
    return ingest + resolve, spent, sizes


def _rewritten(path: Path) -> float:
    """Write all rows of a ledger to a new file by DuckDB alone."""
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{path}' AS ours (READ_ONLY)")
        connection.execute(f"ATTACH '{path.with_name('copy.duckdb')}' AS theirs")
        tables = connection.execute(
            "SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = 'ours'"
        ).fetchall()

        def write() -> None:
            for number, (schema, name) in enumerate(tables):
                connection.execute(
                    f'CREATE TABLE theirs.t{number} AS FROM ours."{schema}"."{name}"'
                )
            connection.execute("CHECKPOINT theirs")

        return spend(write).worked


def _inserted(made: Sequence[Row]) -> float:
    """Insert the rows of articles into a file by DuckDB alone."""
    with (
        tempfile.TemporaryDirectory() as folder,
        duckdb.connect(str(Path(folder) / "f.duckdb")) as connection,
    ):
        connection.register("made", pa.Table.from_pylist(list(made)))
        return spend(lambda: connection.execute("CREATE TABLE f AS FROM made")).worked


# --- one more article, and curves ---------------------------------------------------------------


def increments(batch: int, count: int = INCREMENTS) -> Row:
    """Measure one article at a time behind a batch, beside reading the same article alone."""
    made = full_length(batch + count)
    with (
        tempfile.TemporaryDirectory() as folder,
        provenance.open(Path(folder) / "l.duckdb") as ledger,
    ):
        _add(ledger, made[:batch])
        before = _used(ledger)
        spent = [spend(lambda row=row: _add(ledger, [row])).worked for row in made[batch:]]
        grown = _used(ledger) - before
        share = before / batch
    versions = versions_of(made[batch:])
    alone = [
        worked(lambda v=v: evidence_of(Task(v), read_own(v), passed_over=False)) for v in versions
    ]
    return {
        "batch": batch,
        "articles": count,
        "median_ms": round(statistics.median(spent) * 1000, 1),
        "longest_ms": round(max(spent) * 1000, 1),
        "reading_ms": round(statistics.median(alone) * 1000, 1),
        "bytes": grown // count,
        "bytes_of_the_batch": round(share),
    }


def _add(ledger: Ledger, rows: Sequence[Row]) -> None:
    ledger.add(rows)
    resolvers.resolve(ledger)


def _used(ledger: Ledger) -> int:
    """Return the bytes of the blocks in use, after a checkpoint."""
    ledger.connection.execute("CHECKPOINT")
    ((used,),) = ledger.connection.execute(
        "SELECT used_blocks * block_size FROM pragma_database_size() LIMIT 1"
    ).fetchall()
    return int(used)


def point(count: int) -> Row:
    """Measure one size of the curves; it runs in a process of its own, whose peak is its own."""
    made = full_length(count)
    size_of_texts = sum(len(row["text"].encode()) for row in made)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "l.duckdb"
        whole, spent, sizes = _run(path, made)
        size = path.stat().st_size
    tokens = sum(len(tokenise(row["text"])) for row in made)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "articles": count,
        "seconds": round(whole, 2),
        "tokens_a_second": round(tokens / whole),
        "reading_share": round(spent["read_versions"] / whole, 3),
        "peak_mib": round(peak),
        "bytes_an_article": size // count,
        "text_an_article": size_of_texts // count,
        **sizes,
    }


def curve(sizes: Sequence[int]) -> list[Row]:
    """Measure the curves, a process a size."""
    found: list[Row] = []
    for size in sizes:
        command = [sys.executable, __file__, "--point", str(size)]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        found.append(json.loads(told.splitlines()[-1]))
        print(found[-1], flush=True)
    return found


# --- the machine, and the page ------------------------------------------------------------------


def machine() -> Row:
    """Say what kind of machine this is, and how busy it was."""
    told = Path("/proc/cpuinfo").read_text("utf-8") if Path("/proc/cpuinfo").exists() else ""
    named = re.search(r"model name\s*:\s*(.+)", told)
    return {
        "processor": named[1] if named else platform.processor() or platform.machine(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "duckdb": duckdb.__version__,
        "additions_ms": round(spend(lambda: sum(n * n for n in range(2_000_000))).worked * 1000),
    }


def main() -> None:
    """Measure, write the figures, and write the page of them."""
    parser = argparse.ArgumentParser(description="Measure, and write the page of performance.")
    parser.add_argument("figures", type=Path, nargs="?", help="the file of JSON that is written")
    parser.add_argument("--page", type=Path, help="the page that is written of it")
    parser.add_argument("--articles", type=int, default=80, help="of the stages")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="of the curves")
    parser.add_argument("--big", action="store_true", help=f"curves over {BIG}, which takes hours")
    parser.add_argument("--point", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.point:
        print(json.dumps(point(args.point)))
        return
    start = time.monotonic()
    found = {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": machine(),
        "stages": stages(args.articles),
        "increments": increments(args.articles),
        "curve": curve(BIG if args.big else args.sizes),
    }
    found["minutes"] = round((time.monotonic() - start) / 60, 1)
    page = render(found)
    if args.figures:
        args.figures.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")
    if args.page:
        args.page.write_text(page, "utf-8")
    print(page)


if __name__ == "__main__":
    main()

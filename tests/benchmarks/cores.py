"""What more cores can give: processor time of the main process beside that of all.

    python tests/benchmarks/cores.py [FILE.jsonl [ARTICLES [JOBS ...]]]

The main process's share of the work is its processor time over that of all processes. It is the
part that more processes do not divide, so it bounds what they can give; unlike the clock it does
not depend on what else the machine does. Reading and the whole run are told apart. The last line is
JSON.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path

import provenance
import resolvers

CORPUS = Path(__file__).parents[2] / "examples/paris_summit/articles.jsonl"
FIELDS = ("id", "text", "title", "source", "url", "published_at", "lang")
COPIES, JOBS = 25, (1, 2)


def articles(path: Path, count: int) -> list[dict[str, str]]:
    """Return the first articles of a file; those of the example several times, under other ids."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    told = [{name: row[name] for name in FIELDS if row.get(name)} for row in rows]
    if path == CORPUS:
        told = [{**row, "id": f"{row['id']}-{n}"} for n in range(COPIES) for row in told]
    return list(islice(told, count))


def measure(path: Path, count: int, jobs: int) -> dict[str, float]:
    """Resolve in this process, and return seconds of the clock and of processors."""
    ended: dict[str, tuple[float, float]] = {}

    def tell(stage: str, _done: int, _total: int) -> None:
        ended.setdefault(stage, (time.perf_counter(), time.process_time()))

    with provenance.open(":memory:") as ledger:
        ledger.add(articles(path, 8))
        resolvers.resolve(ledger, jobs=1)  # nothing is loaded while it is measured
    with provenance.open(":memory:") as ledger:
        ledger.add(articles(path, count))
        clock, main = time.perf_counter(), time.process_time()
        resolvers.resolve(ledger, jobs=jobs, progress=tell)
        whole = time.perf_counter() - clock, time.process_time() - main
    of_children = resource.getrusage(resource.RUSAGE_CHILDREN)
    children = of_children.ru_utime + of_children.ru_stime
    reading = ended["link"][0] - clock, ended["link"][1] - main
    return {
        "jobs": jobs,
        "reading_clock": reading[0],
        "reading_main": reading[1],
        "clock": whole[0],
        "main": whole[1],
        "workers": children,
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def main() -> None:
    """Measure each number of processes in a process of its own, in turn."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 300
    found = [_apart(path, count, int(jobs)) for jobs in sys.argv[3:] or JOBS]
    for row in found:
        _print(row, found[0])
    print(json.dumps({"articles": count, "runs": found}))


def _apart(path: Path, count: int, jobs: int) -> dict[str, float]:
    command = [sys.executable, __file__, "--one", str(path), str(count), str(jobs)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    row: dict[str, float] = json.loads(told)
    return row


def _print(row: dict[str, float], first: dict[str, float]) -> None:
    reading = row["reading_main"] / (row["reading_main"] + row["workers"])
    whole = row["main"] / (row["main"] + row["workers"])
    faster = {name: first[name] / row[name] for name in ("reading_clock", "clock")}
    print(
        f"{row['jobs']} processes: reading {row['reading_clock']:.1f} s"
        f" ({faster['reading_clock']:.2f} times), the run {row['clock']:.1f} s"
        f" ({faster['clock']:.2f} times), peak of the main process {row['peak_mib']:.0f} MiB"
    )
    print(
        f"  processor time: main while reading {row['reading_main']:.1f} s,"
        f" main in all {row['main']:.1f} s, workers {row['workers']:.1f} s;"
        f" undivided {reading:.0%} of reading, {whole:.0%} of the run"
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(measure(Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))))
    else:
        main()

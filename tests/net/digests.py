"""Say which exported rows a change touches, by digests of every table of several corpora.

    python tests/net/digests.py run FOLDER          resolve the corpora, keep digests and rows
    python tests/net/digests.py compare OLD NEW     which tables changed, and which of their rows
    python tests/net/digests.py renew               renew the digests of the repository

A corpus is resolved by the installed command alone: `ingest`, `resolve`, and `export` of every
table that it offers. `--command` names another one, such as that of an older version. The examples
are always there, the other corpora where `../shared/data` is. `--only` picks some of them.

A folder has `digests.json` and, in `rows`, each table in a file that is called by its digest: rows
as JSON with sorted keys, in the order of their natural keys. Folders that are there are compared
without resolving anything. `tests/net` has digests alone; rows of any run to `.digests` are found.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs
from corpora import CORPORA, ROOT, SPANTRAIL, available, read_rows, resolved
from differences import Difference, Row, canonical, changed_columns, difference, key_of

KEPT = Path(__file__).parent
SCRATCH = ROOT / ".digests"
FIRST = 5


# --- digests and rows ---------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class Table:
    """What is kept of an exported table.

    Args:
        digest: SHA-256 of its rows.
        rows: their number.
        columns: their names in the order of the export; none where there is no row.
    """

    digest: str
    rows: int
    columns: Sequence[str]


def keep(folder: Path, table: str, rows: Sequence[Row]) -> Table:
    """Write the rows of a table to the file that is called by their digest."""
    lines = sorted((key_of(table, row), canonical(row)) for row in rows)
    text = "".join(f"{line}\n" for _, line in lines)
    digest = hashlib.sha256(text.encode()).hexdigest()
    path = rows_path(folder, digest)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")
    return Table(digest=digest, rows=len(rows), columns=list(rows[0]) if rows else [])


def rows_path(folder: Path, digest: str) -> Path:
    """Return the file of the rows with a digest."""
    return folder / "rows" / f"{digest}.jsonl"


def rows_of(digest: str, folders: Iterable[Path]) -> list[Row] | None:
    """Read the rows with a digest from the first folder that has them."""
    paths = [rows_path(folder, digest) for folder in folders]
    return next((read_rows(path) for path in paths if path.exists()), None)


def read_digests(folder: Path) -> dict[str, dict[str, Table]]:
    """Read the digests of a folder, by corpus and table; none where there are none yet."""
    path = folder / "digests.json"
    stored = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return {corpus: _tables(tables) for corpus, tables in stored.items()}


def _tables(stored: Mapping[str, Mapping[str, Any]]) -> dict[str, Table]:
    return {name: Table(**table) for name, table in stored.items()}


def write_digests(folder: Path, digests: Mapping[str, Mapping[str, Table]]) -> None:
    """Write digests with a table a line, so that changes to them can be read and merged."""
    corpora = [f"{json.dumps(name)}: {_to_json(digests[name])}" for name in sorted(digests)]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "digests.json").write_text("{\n" + ",\n".join(corpora) + "\n}\n", "utf-8")


def _to_json(tables: Mapping[str, Table]) -> str:
    lines = [f" {json.dumps(name)}: {json.dumps(attrs.asdict(t))}" for name, t in tables.items()]
    return "{\n" + ",\n".join(lines) + "\n}"


def run(folder: Path, names: Iterable[str], command: str = SPANTRAIL) -> None:
    """Resolve corpora; write their rows and digests to a folder, beside those of other corpora."""
    digests = read_digests(folder)
    for name in names:
        exported = resolved(CORPORA[name](), command)
        digests[name] = {table: keep(folder, table, rows) for table, rows in exported.items()}
        write_digests(folder, digests)
        counts = ", ".join(f"{kept.rows} {table}" for table, kept in digests[name].items())
        print(f"{name}: {counts}", flush=True)


# --- comparing ----------------------------------------------------------------------------------


def compare(before: Path, after: Path, first: int = FIRST) -> Iterator[str]:
    """Say which tables of two folders differ, and how, for the corpora that both have."""
    old, new = read_digests(before), read_digests(after)
    for corpus in [name for name in new if name in old]:
        for table in dict.fromkeys([*old[corpus], *new[corpus]]):
            pair = old[corpus].get(table), new[corpus].get(table)
            if pair[0] != pair[1]:
                yield from describe(corpus, table, pair, (before, after, SCRATCH), first)


def describe(
    corpus: str,
    table: str,
    pair: tuple[Table | None, Table | None],
    folders: Sequence[Path],
    first: int,
) -> Iterator[str]:
    """Say how a table of a corpus changed."""
    before, after = pair
    if before is None or after is None:
        yield f"{corpus} {table}: {'new' if before is None else 'gone'}"
        return
    yield f"{corpus} {table}: {after.rows} rows, before {before.rows}"
    if before.columns != after.columns and before.rows and after.rows:
        yield f"  columns: {' '.join(after.columns)}, before: {' '.join(before.columns)}"
    old, new = (rows_of(table.digest, folders) for table in (before, after))
    if old is None or new is None:
        missing = before.digest if old is None else after.digest
        yield f"  no folder has the rows of {missing[:12]}…: `run` the version with them"
        return
    yield from describe_rows(table, difference(table, old, new), first)


def describe_rows(table: str, found: Difference, first: int) -> Iterator[str]:
    """Say how many rows came, went and changed, in which columns, and print the first of each."""
    counts = f"{len(found.came)} came, {len(found.went)} went, {len(found.changed)} changed"
    columns = ", ".join(f"{name} {count}" for name, count in found.columns.most_common())
    yield f"  {counts}{f' ({columns})' if columns else ''}"
    for sign, rows in (("+", found.came), ("-", found.went)):
        yield from [f"  {sign} {canonical(row)}" for row in rows[:first]]
    for before, after in found.changed[:first]:
        yield f"  ~ {key_of(table, after)}"
        for name in changed_columns(before, after):
            yield f"      {name}: {canonical(before.get(name))} → {canonical(after.get(name))}"


# --- the command --------------------------------------------------------------------------------


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    actions = parser.add_subparsers(dest="action", required=True)
    running = actions.add_parser("run", help="resolve the corpora, keep digests and rows")
    running.add_argument("folder", type=Path)
    running.add_argument("--command", default=SPANTRAIL, help="the command that resolves them")
    comparing = actions.add_parser("compare", help="say which rows changed; status 1 where any did")
    comparing.add_argument("before", type=Path)
    comparing.add_argument("after", type=Path)
    comparing.add_argument("--first", type=int, default=FIRST, help="rows that are printed")
    renewing = actions.add_parser("renew", help="renew the digests of the repository")
    for action in (running, renewing):
        action.add_argument("--only", nargs="+", choices=CORPORA, metavar="CORPUS")
    return parser.parse_args()


def renew(names: Iterable[str]) -> None:
    """Resolve corpora, and keep their digests in the repository."""
    run(SCRATCH, names)
    fresh = read_digests(SCRATCH)
    write_digests(KEPT, read_digests(KEPT) | {name: fresh[name] for name in names})


def main() -> None:
    """Run, compare or renew."""
    given = arguments()
    if given.action == "compare":
        lines = list(compare(given.before, given.after, given.first))
        print(*lines or ["no table changed"], sep="\n")
        sys.exit(bool(lines))
    names = given.only or available()
    if given.action == "run":
        run(given.folder, names, given.command)
    else:
        renew(names)


if __name__ == "__main__":
    main()

"""The corpora whose exports are watched, and how the installed command resolves them."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shlex
import subprocess
import sysconfig
import tempfile
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import attrs

# What `export` writes as one document, and not as rows; and events, which tell the times of runs.
UNWATCHED = {"annotations", "prov", "events"}
ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
DATA = ROOT.parent / "shared/data"
SPANTRAIL = str(Path(sysconfig.get_path("scripts")) / "spantrail")
FIELDS = ("id", "text", "title", "source", "url", "byline", "published_at", "lang")
# Of labelled mentions those that name somebody, as the types of the command call them.
NAMING_TYPES = {
    "ACTOR": "PER",
    "PERSON": "PER",
    "ORGANIZATION": "ORG",
    "COUNTRY": "LOC",
    "LOCATION": "LOC",
}

Row = dict[str, Any]


@attrs.frozen(kw_only=True)
class Corpus:
    """Articles in the batches in which they arrive, each followed by a `resolve`."""

    batches: tuple[Sequence[Row], ...]
    mentions: Sequence[Row] | None = None  # to be linked instead of those that are found
    authority: Sequence[Row] | None = None  # known entities


def read_rows(path: Path, most: int | None = None) -> list[Row]:
    """Read JSON Lines, the first ones at most."""
    lines = path.read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines[:most] if line.strip()]


def read_articles(path: Path, most: int | None = None) -> list[Row]:
    """Read articles with the fields that `ingest` knows, without labels."""
    rows = read_rows(path, most)
    return [{field: row[field] for field in FIELDS if row.get(field)} for row in rows]


def paris_summit() -> Corpus:
    """Twelve articles of one week."""
    return Corpus(batches=(read_articles(EXAMPLES / "paris_summit/articles.jsonl"),))


def ferry() -> Corpus:
    """One story with a copy, and then a correction that arrives later."""
    files = ("articles.jsonl", "corrected.jsonl")
    return Corpus(batches=tuple(read_articles(EXAMPLES / "ferry" / file) for file in files))


def tenures() -> Corpus:
    """Offices and their holders over years."""
    return Corpus(batches=(read_articles(EXAMPLES / "tenures/articles.jsonl"),))


def known_people() -> Corpus:
    """Articles beside a list of known entities."""
    example = load_module(EXAMPLES / "known_people.py")
    return Corpus(batches=(example.ARTICLES,), authority=example.LIST)


def neus() -> Corpus:
    """Short articles of many stories."""
    return Corpus(batches=(read_articles(DATA / "neus/articles.jsonl"),))


def polnear() -> Corpus:
    """Sixty full-length articles."""
    return Corpus(batches=(read_articles(DATA / "polnear/articles.jsonl", 60),))


def newswcl() -> Corpus:
    """Articles whose mentions are given."""
    labelled = read_rows(DATA / "newswcl/mentions.jsonl")
    naming = [m for m in labelled if m["type"] in NAMING_TYPES and m.get("cluster")]
    given = {(m["article"], m["start"], m["end"]): NAMING_TYPES[m["type"]] for m in naming}
    names = ("article", "start", "end", "type")
    mentions = [dict(zip(names, (*span, kind), strict=True)) for span, kind in given.items()]
    return Corpus(batches=(read_articles(DATA / "newswcl/articles.jsonl"),), mentions=mentions)


EXAMPLE_CORPORA = (paris_summit, ferry, tenures, known_people)
SHARED_CORPORA = (newswcl, polnear, neus)
CORPORA: dict[str, Callable[[], Corpus]] = {
    corpus.__name__: corpus  # by the name that the command line and the digests have
    for corpus in (*EXAMPLE_CORPORA, *SHARED_CORPORA)
}


def available() -> list[str]:
    """List the corpora whose files are there."""
    shared = [corpus.__name__ for corpus in SHARED_CORPORA if (DATA / corpus.__name__).exists()]
    return [corpus.__name__ for corpus in EXAMPLE_CORPORA] + shared


def load_module(path: Path) -> Any:
    """Import a script that is part of no package."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} is no module")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# --- the command --------------------------------------------------------------------------------


@attrs.frozen
class Command:
    """The command line, at work in a folder of its own."""

    words: Sequence[str]
    folder: Path

    def start(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run it, free of settings that a user has made for it."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith("SPANTRAIL_")}
        line = [*self.words, *words]
        return subprocess.run(
            line,
            cwd=self.folder,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    def run(self, *words: str) -> None:
        """Run it, and end with what it says where it fails."""
        done = self.start(*words)
        if done.returncode:
            raise SystemExit(f"{' '.join([*self.words, *words])}: {done.returncode}\n{done.stderr}")

    def tables(self) -> list[str]:
        """Ask which tables it exports."""
        told = self.start("export", "no-such-table", "--to", "none.jsonl").stderr
        names = re.findall(r"'([\w-]+)'", told.partition("is not one of")[2])
        return [name for name in names if name not in UNWATCHED]

    def export(self, table: str) -> list[Row]:
        """Export one table and read it."""
        self.run("export", table, "--to", f"{table}.jsonl")
        return read_rows(self.folder / f"{table}.jsonl")

    def write(self, name: str, rows: Iterable[Row]) -> str:
        """Write rows where it finds them."""
        lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
        (self.folder / name).write_text("".join(lines), "utf-8")
        return name


def resolved(corpus: Corpus, command: str = SPANTRAIL) -> dict[str, list[Row]]:
    """Resolve a corpus in a new ledger, and return the rows of every table that is exported."""
    with tempfile.TemporaryDirectory() as folder:
        at_work = Command(shlex.split(command), Path(folder))
        resolve(at_work, corpus)
        names = at_work.tables()
        with ThreadPoolExecutor(2) as pool:
            return dict(zip(names, pool.map(at_work.export, names), strict=True))


def resolve(command: Command, corpus: Corpus) -> None:
    """Resolve the batches of a corpus in the folder's ledger."""
    options = []
    if corpus.mentions is not None:
        options = ["--mentions", command.write("mentions.jsonl", corpus.mentions)]
    for number, batch in enumerate(corpus.batches):
        command.run("ingest", command.write(f"batch-{number}.jsonl", batch))
        if number == 0 and corpus.authority is not None:
            entries = command.write("authority.jsonl", corpus.authority)
            command.run("authority", "add", entries, "--name", "known")
        command.run("resolve", *options)

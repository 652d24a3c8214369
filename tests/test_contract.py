"""What others read from the command line stays: commands, options, statuses, tables, columns.

A name that is missing here breaks scripts that are not ours. What the contract announces and nobody
has built is listed once, in `NOT_BUILT`: whoever builds it moves it to what is checked.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import forking
import pyarrow as pa
import pyarrow.parquet
import pytest
from click.testing import CliRunner

import provenance
import resolvers
from resolvers.cli import main
from resolvers.cli.export import DOCUMENTS

Row = dict[str, Any]
Exports = dict[str, list[Row]]
Text = str | None
Number = float | None

ROOT = Path(__file__).parents[1]

OPTIONS = {
    "ingest": {"--ledger"},
    "resolve": {"--ledger", "--mentions", "--names", "--jobs", "--no-coverage", "--rebuild"},
    "run": {"--output", "--runner"},
    "export": {"--ledger", "--as-of", "--to"},
    "authority add": {"--ledger", "--name"},
    "changes": {"--ledger", "--as-of"},
    "decisions": {"--ledger", "--as-of"},
    "queue": {"--ledger", "--as-of", "--limit"},
    "review": {"--ledger", "--by", "--limit"},
    "decide": {"--ledger", "--by", "--reason", "--evidence", "--dry-run"},
    "entities": {"--ledger", "--as-of", "--json", "--limit", "--offset"},
    "search": {"--ledger", "--as-of", "--json", "--limit"},
    "show": {"--ledger", "--as-of", "--json"},
    "claims": {"--ledger", "--as-of", "--json", "--limit", "--offset"},
    "trace": {"--ledger", "--as-of", "--json", "--limit", "--offset"},
    "why": {"--ledger", "--as-of", "--json"},
    "why-not": {"--ledger", "--as-of", "--json"},
    "how": {"--ledger", "--as-of", "--json", "--limit"},
    "coverage": {"--ledger", "--as-of", "--json", "--limit", "--offset"},
    "conflicts": {"--ledger", "--json", "--as-of", "--limit", "--offset"},
    "events": {"--ledger", "--as-of", "--json", "--limit", "--since"},
    "sources": {"--ledger", "--as-of", "--json"},
    "independent": {"--ledger", "--as-of", "--json"},  # what `sources` was called before
    "check": {"--ledger", "--as-of", "--json", "--against", "--output"},
    "verify": {"--ledger", "--json"},
    "snapshot": {"--ledger"},
    "serve": {"--ledger", "--write", "--host", "--port", "--token", "--withhold-texts"},
    "report": {"--ledger", "--as-of", "--output"},
    "merge": {"--into", "--jobs"},
    "mcp": {"--ledger"},
}
COLUMNS: dict[str, dict[str, Any]] = {
    "articles": {
        "article": str,
        "source": Text,
        "url": Text,
        "title": Text,
        "byline": Text,
        "lang": Text,
        "published_at": Text,
    },
    "mentions": {
        "article": str,
        "start": int,
        "end": int,
        "surface": str,
        "kind": str,
        "type": str,
        "chain": str,
        "entity": str,
        "entity_name": str,
        "actor": str,
        "probability": float,
        "cue": str,
    },
    "candidates": {
        "article": str,
        "start": int,
        "end": int,
        "surface": str,
        "entity": str,
        "entity_name": str,
        "probability": float,
        "cue": str,
        "reason": str,
    },
    "entities": {"entity": str, "name": str, "type": str},
    "events": {
        "cursor": str,
        "run": int,
        "partition": str,
        "kind": str,
        "from_ids": list,
        "to_ids": list,
        "came": list,
        "went": list,
        "cause": Text,
        "decisions": list,
    },
    "links": {
        "a": str,
        "b": str,
        "match_weight": Number,
        "match_probability": Number,
        "decided_by": str,
        "parts": list | None,
    },
    "claims": {
        "article": str,
        "claim": str,
        "kind": str,
        "content": list,
        "cue": list,
        "source": list,
        "speaker": Text,
        "speaker_name": Text,
        "speakers": list,
        "probability": Number,
        "group": Text,
        "described_as": Text,
        "polarity": str,
        "modality": str,
        "certainty": str,
        "stance": str,
        "class": str,
        "parent": Text,
        "rule": str,
    },
    "statements": {"entity": str, "property": str, "value": str, "surface": str},
    "values": {
        "article": str,
        "claim": str,
        "start": int,
        "end": int,
        "surface": str,
        "kind": str,
    },
    "stories": {"article": str, "story": str, "origin": str, "derived_from": list},
    "claim-groups": {"article": str, "words": str, "group": str},
    "conflicts": {
        "group_a": str,
        "group_b": str,
        "kind": str,
        "values": list,
        "claims": list,
        "status": str,
    },
    "external-ids": {"entity": str, "authority": str, "external_id": str},
    "decisions": {
        "decision": str,
        "verb": str,
        "about": str,
        "value": Text,
        "actor": str,
        "actor_kind": str,
        "actor_version": Text,
        "reason": str,
        "evidence": list,
        "decided_at": str,
        "supersedes": Text,
        "subjects": list,
    },
}
VALUES = {
    ("mentions", "kind"): {"name", "role", "nominal", "pronoun"},
    ("mentions", "type"): {"PER", "ORG", "LOC", "other", "none"},
    ("entities", "type"): {"PER", "ORG", "LOC", "other", "none"},
    ("claims", "kind"): {"direct", "indirect", "mixed"},
    ("claims", "polarity"): {"affirmed", "denied"},
    ("claims", "certainty"): {"stated", "possible"},
    ("claims", "stance"): {"asserts", "denies", "asks", "withholds", "supposes", "hearsay"},
    ("claims", "class"): {
        "said",
        "wrote",
        "asked",
        "believes",
        "plans",
        "demands",
        "evidence",
        "about",
    },
    ("conflicts", "status"): {"open", "ended"},
}
# One of the values that scripts look for, each of which the fixture brings.
SEEN = {
    ("mentions", "kind"): "role",
    ("claims", "modality"): "denial",
    ("claims", "certainty"): "stated",
    ("claims", "stance"): "denies",
    ("claims", "class"): "said",
    ("statements", "property"): "role",
    ("conflicts", "kind"): "update",
    ("conflicts", "status"): "ended",
    ("links", "decided_by"): "model",
}
FORMATS = (".txt", ".jsonl", ".csv", ".parquet", ".html")
READING = (
    "entities",
    "show",
    "claims",
    "trace",
    "why",
    "why-not",
    "how",
    "coverage",
    "conflicts",
    "sources",
    "verify",
)
READING_OPTIONS = {"--json", "--as-of", "--limit", "--offset"}

# Of one name, so that either is a candidate for the other.
FATHER_AND_SON = [
    {"id": "father", "text": "Rolf Brandt spoke in the evening."},
    {"id": "son", "text": "Rolf Brandt Jr. spoke in the morning."},
]

NOT_BUILT: dict[str, Any] = {
    "commands": [
        "compact",
    ],
    "options": {name: sorted(READING_OPTIONS - OPTIONS[name]) for name in READING},
    "tables": [],
    "formats": [".docx"],
}


# --- what is made once ----------------------------------------------------------------------------


def rows_of(path: Path) -> list[Row]:
    """Read JSON Lines."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def write_rows(path: Path, rows: list[Row]) -> Path:
    """Write JSON Lines."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def start(*words: str | Path, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the installed command in a folder, as a script does."""
    env = {k: v for k, v in os.environ.items() if not k.startswith("SPANTRAIL_")} | environment
    line = [forking.command(), *map(str, words)]
    return subprocess.run(line, cwd=folder, env=env, capture_output=True, text=True, check=False)


def call(*words: str | Path) -> str:
    """Run a command in this process, which loads everything once, and return what it prints."""
    done = CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return str(done.stdout)


def found_command(name: str) -> click.Command | None:
    """Look a command up, with the group in front of it."""
    command: click.Command | None = main
    for word in name.split():
        assert isinstance(command, click.Group)
        command = command.get_command(click.Context(command), word)
    return command


def options_of(name: str) -> set[str]:
    """List the options of a command in every spelling, the hidden ones too."""
    command = found_command(name)
    assert command is not None, f"there is no command {name!r}"
    spelled = [[*p.opts, *p.secondary_opts] for p in command.params if isinstance(p, click.Option)]
    return {option for options in spelled for option in options}


def exported_tables() -> list[str]:
    """List the tables that `export` offers; the documents beside them are no rows."""
    command = found_command("export")
    assert command is not None
    (kind,) = [p.type for p in command.params if isinstance(p.type, click.Choice)]
    return [str(name) for name in kind.choices if name not in DOCUMENTS]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder with a ledger that has rows in every table."""
    path = tmp_path_factory.mktemp("work")
    ferry, paris = ROOT / "examples/ferry", ROOT / "examples/paris_summit"
    paris_articles = rows_of(paris / "articles.jsonl")
    articles = [*rows_of(ferry / "articles.jsonl"), *paris_articles[:6], *FATHER_AND_SON]
    write_rows(path / "batch.jsonl", articles)
    write_rows(path / "known.jsonl", [{"id": "Q1", "name": "Dmitry Peskov", "type": "PER"}])
    ledger = ("--ledger", path / "spantrail.duckdb")
    call("ingest", path / "batch.jsonl", *ledger)
    call("authority", "add", path / "known.jsonl", "--name", "list", *ledger)
    call("resolve", "--jobs", "1", *ledger)
    call("ingest", ferry / "corrected.jsonl", *ledger)
    call("resolve", "--jobs", "1", *ledger)
    said = (
        "decide",
        "name",
        "Dmitry Peskov",
        "Dmitri Peskov",
        "--by",
        "ann",
        "--reason",
        "so he writes it",
    )
    call(*said, *ledger)
    return path


@pytest.fixture(scope="module")
def exports(folder: Path) -> Exports:
    """Export every table as JSON Lines."""
    for table in exported_tables():
        target = folder / f"{table}.jsonl"
        call("export", table, "--ledger", folder / "spantrail.duckdb", "--to", target)
    return {table: rows_of(folder / f"{table}.jsonl") for table in exported_tables()}


# --- commands and options -------------------------------------------------------------------------


@pytest.mark.parametrize("name", OPTIONS)
def test_a_command_has_the_options_that_scripts_use(name: str) -> None:
    """A new spelling keeps the old one."""
    assert OPTIONS[name] - options_of(name) == set()


@pytest.mark.parametrize("name", NOT_BUILT["commands"])
def test_a_command_that_is_not_built_is_not_there(name: str) -> None:
    """Once it is there its options belong into what is checked."""
    assert found_command(name) is None, f"move {name} from NOT_BUILT to OPTIONS"


@pytest.mark.parametrize("name", READING)
def test_an_option_of_reading_that_is_not_built_is_not_there(name: str) -> None:
    """Every reading command is to have them all."""
    there = options_of(name) & set(NOT_BUILT["options"][name])

    assert there == set(), f"add {', '.join(sorted(there))} to OPTIONS[{name!r}]"


def test_the_tables_are_those_that_scripts_export() -> None:
    """No fewer; one that was announced and is there now has its columns checked."""
    tables = set(exported_tables())

    assert set(COLUMNS) - tables == set()
    assert set(NOT_BUILT["tables"]) & tables == set(), "move it from NOT_BUILT to COLUMNS"


# --- columns and values ---------------------------------------------------------------------------


@pytest.mark.parametrize("table", COLUMNS)
def test_a_table_has_the_columns_that_scripts_read(table: str, exports: Exports) -> None:
    """Every row has each of them, with a value of its kind."""
    rows = exports[table]
    wrong = {
        f"{column}: {row.get(column, 'missing')!r}"
        for row in rows
        for column, kind in COLUMNS[table].items()
        if column not in row or not isinstance(row[column], kind)
    }

    assert rows, "the fixture has no row of it"
    assert wrong == set()


@pytest.mark.parametrize(("table", "column"), VALUES)
def test_a_column_has_no_other_values(table: str, column: str, exports: Exports) -> None:
    """Scripts tell rows apart by them."""
    assert {row[column] for row in exports[table]} <= VALUES[table, column]


@pytest.mark.parametrize(("table", "column"), SEEN)
def test_a_value_that_scripts_look_for_is_there(table: str, column: str, exports: Exports) -> None:
    """A value that is spelled another way would be found nowhere."""
    assert SEEN[table, column] in {row[column] for row in exports[table]}


def test_offsets_are_those_of_the_text_as_it_came(folder: Path, exports: Exports) -> None:
    """By the caller's own id; spans of claims lie inside the text."""
    corrected = rows_of(ROOT / "examples/ferry/corrected.jsonl")
    text = {a["id"]: a["text"] for a in [*rows_of(folder / "batch.jsonl"), *corrected]}
    spans = [
        (claim["article"], *span)
        for claim in exports["claims"]
        for column in ("content", "cue", "source")
        for span in claim[column]
    ]

    for mention in exports["mentions"]:
        start, end = mention["start"], mention["end"]
        assert text[mention["article"]][start:end] == mention["surface"]
    assert all(0 <= start < end <= len(text[article]) for article, start, end in spans)


def test_ids_in_one_table_are_those_of_the_others(exports: Exports) -> None:
    """Scripts join entities, groups and articles across tables."""
    entities = {row["entity"] for row in exports["entities"]}
    groups = {row["group"] for row in exports["claim-groups"]}
    articles = {row["article"] for row in exports["articles"]}
    copied = {a for row in exports["stories"] for a in row["derived_from"]}

    assert {m["entity"] for m in exports["mentions"]} <= entities
    assert all(m["actor"] in entities or ":" in m["actor"] for m in exports["mentions"])
    assert {c["speaker"] for c in exports["claims"]} - {None} <= entities
    assert {c["group"] for c in exports["claims"]} - {None} <= groups
    assert copied
    assert {row["article"] for row in exports["stories"]} | copied <= articles


def test_the_speakers_of_a_claim_begin_with_its_speaker(exports: Exports) -> None:
    """Each is an entity with the characters that name it; there are none where nobody is known."""
    claims = exports["claims"]
    entities = {e["entity"] for e in exports["entities"]}

    assert all((c["speakers"] == []) == (c["speaker"] is None) for c in claims)
    assert all(c["speakers"][0]["entity"] == c["speaker"] for c in claims if c["speaker"])
    assert {s["entity"] for c in claims for s in c["speakers"]} <= entities
    assert {key for c in claims for s in c["speakers"] for key in s} == {
        "entity",
        "name",
        "start",
        "end",
    }


def test_conflicts_show_both_answers_as_words(exports: Exports) -> None:
    """Each pair of values has the words of either side."""
    values = [value for row in exports["conflicts"] for value in row["values"]]

    assert values
    assert all(isinstance(value[side], str) for value in values for side in "ab")


def test_the_parts_of_a_link_are_named_and_weighed(exports: Exports) -> None:
    """And add up to its weight."""
    links = [link for link in exports["links"] if link["decided_by"] == "model"]
    sums = [sum(part["weight"] for part in link["parts"]) for link in links]

    named = {"feature", "level", "weight", "value_a", "value_b"}
    assert all(named <= set(part) for link in links for part in link["parts"])
    assert sums == pytest.approx([link["match_weight"] for link in links])


@pytest.mark.parametrize("table", COLUMNS)
def test_csv_and_parquet_have_the_same_columns(table: str, folder: Path, exports: Exports) -> None:
    """In the same order."""
    ledger = ("--ledger", folder / "spantrail.duckdb")
    for suffix in ("csv", "parquet"):
        call("export", table, *ledger, "--to", folder / f"{table}.{suffix}")
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))

    assert header == pyarrow.parquet.read_schema(folder / f"{table}.parquet").names
    assert header == list(exports[table][0])


# --- what comes in --------------------------------------------------------------------------------


def test_the_fields_of_an_article_are_kept(tmp_path: Path) -> None:
    """Under the caller's id; what nobody knows as metadata; the title is no text."""
    row = {"id": "a", "text": "Peskov spoke.", "title": "T", "url": "https://x.example/a"}
    row |= {"source": "S", "byline": "B", "published_at": "2025-09-04T10:00:00Z", "lang": "en"}
    write_rows(tmp_path / "a.jsonl", [row | {"section": "World"}])
    ledger = tmp_path / "l.duckdb"
    call("ingest", tmp_path / "a.jsonl", "--ledger", ledger)
    call("export", "articles", "--ledger", ledger, "--to", tmp_path / "out.jsonl")
    (out,) = rows_of(tmp_path / "out.jsonl")
    with provenance.open(ledger) as opened:
        (version,) = opened.versions()

    assert out["published_at"].startswith("2025-09-04T10:00:00")
    assert {key: out[key] for key in ("title", "url", "source", "byline", "lang")} == {
        key: row[key] for key in ("title", "url", "source", "byline", "lang")
    }
    assert (out["article"], version.text) == ("a", "Peskov spoke.")
    assert json.loads(version.metadata["section"]) == "World"


def write_article(path: Path) -> Path:
    """Write one article in the format of a suffix."""
    row = {"id": path.name, "text": f"Peskov spoke in a file {path.suffix}."}
    if path.suffix == ".parquet":
        pyarrow.parquet.write_table(pa.Table.from_pylist([row]), path)
    elif path.suffix == ".csv":
        path.write_text(f"id,text\n{row['id']},{row['text']}\n", "utf-8")
    else:
        plain = path.suffix in {".txt", ".html", ".docx"}
        path.write_text(row["text"] if plain else json.dumps(row), "utf-8")
    return path


def test_every_format_is_read_from_files_folders_and_globs(tmp_path: Path) -> None:
    """Beside each other, and each article once."""
    for suffix in FORMATS:
        write_article(tmp_path / f"article{suffix}")
    whole, parts = tmp_path / "whole.duckdb", tmp_path / "parts.duckdb"

    assert f"{len(FORMATS)} new versions" in call("ingest", tmp_path, "--ledger", whole)
    assert "2 new versions" in call("ingest", tmp_path / "*.[cj]*", "--ledger", parts)


@pytest.mark.parametrize("suffix", NOT_BUILT["formats"])
def test_a_format_that_is_not_built_is_refused(suffix: str, tmp_path: Path) -> None:
    """Once it is read it belongs into what is checked."""
    path = write_article(tmp_path / f"article{suffix}")
    done = CliRunner().invoke(main, ["ingest", str(path), "--ledger", str(tmp_path / "l.duckdb")])

    assert (done.exit_code, done.stderr[:8]) == (1, "refused:"), f"move {suffix} to FORMATS"


def test_given_mentions_are_linked_and_no_others(folder: Path, exports: Exports) -> None:
    """`type` and `kind` are optional; the table has its columns all the same."""
    folder = folder / "given"
    folder.mkdir()
    given = [{k: m[k] for k in ("article", "start", "end")} for m in exports["mentions"][::7]]
    given[0] |= {"type": "PER", "kind": "name"}
    write_rows(folder / "m.jsonl", given)
    ledger = ("--ledger", folder / "l.duckdb")
    call("ingest", folder.parent / "batch.jsonl", ROOT / "examples/ferry/corrected.jsonl", *ledger)
    call("resolve", *ledger, "--mentions", folder / "m.jsonl", "--no-coverage")
    call("export", "mentions", *ledger, "--to", folder / "out.jsonl")
    out = rows_of(folder / "out.jsonl")

    spans = [[m[k] for k in ("article", "start", "end")] for m in out]
    assert sorted(spans) == sorted(list(m.values())[:3] for m in given)
    assert all(isinstance(m[c], k) for m in out for c, k in COLUMNS["mentions"].items())


# --- statuses, streams and defaults ---------------------------------------------------------------


def test_a_script_sees_statuses_streams_and_the_default_ledger(tmp_path: Path) -> None:
    """0 when all is well, 1 with lines that begin `refused:`, and no others on standard error."""
    write_rows(tmp_path / "a.jsonl", [{"id": "a", "text": "Peskov spoke."}, {"id": "b"}])
    ingested = start("ingest", "a.jsonl", folder=tmp_path)
    resolved = start("resolve", "--rebuild", folder=tmp_path)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    named = start("entities", folder=elsewhere, SPANTRAIL_LEDGER=str(tmp_path / "spantrail.duckdb"))

    assert ingested.returncode == 1
    assert [line.partition(" ")[0] for line in ingested.stderr.splitlines()] == ["refused:"]
    assert (resolved.returncode, resolved.stderr) == (0, "")
    assert (named.returncode, "Peskov" in named.stdout) == (0, True)
    assert start("entities", folder=elsewhere).returncode == 1


@pytest.mark.parametrize("line", ["nonsense", "export nonsense --to x.jsonl", "ingest"])
def test_wrong_usage_has_a_status_of_its_own(line: str) -> None:
    """2, as everywhere."""
    assert CliRunner().invoke(main, line.split()).exit_code == 2


def place(mention: Row) -> str:
    """Name a mention by where it stands."""
    return f"{mention['article']}:{mention['start']}-{mention['end']}"


READING_CALLS: dict[str, Any] = {
    "entities": lambda _: [],
    "show": lambda x: [x["mentions"][0]["entity"]],
    "claims": lambda _: [],
    "trace": lambda x: [x["mentions"][0]["entity"]],
    "why": lambda x: [place(mention) for mention in x["mentions"][:2]],
    "why-not": lambda _: ["Dmitry Peskov", "Emmanuel Macron"],
    "how": lambda x: [x["mentions"][0]["entity"]],
    "coverage": lambda _: [],
    "conflicts": lambda _: [],
    "sources": lambda x: [x["claims"][0]["claim"]],
    "independent": lambda x: [x["claims"][0]["claim"]],
    "verify": lambda _: [],
}


@pytest.mark.parametrize("name", READING)
def test_a_reading_command_knows_exported_ids(name: str, folder: Path, exports: Exports) -> None:
    """What a table calls something, a question may call it."""
    words = READING_CALLS[name](exports)

    assert call(name, *words, "--ledger", folder / "spantrail.duckdb").strip()


def test_what_is_printed_as_json_is_json(folder: Path) -> None:
    """Of every command that has the option and needs no id."""
    ledger = ("--ledger", folder / "spantrail.duckdb")

    assert json.loads(call("conflicts", "--json", "--as-of", "2100-01-01", *ledger))


# --- in Python ------------------------------------------------------------------------------------


@pytest.fixture
def ledger() -> Iterator[Any]:
    """Resolve an article through the front doors."""
    with provenance.open(":memory:") as opened:
        opened.add([{"id": "a", "text": "Kremlin spokesperson Dmitry Peskov spoke. Peskov left."}])
        resolvers.resolve(opened)
        yield opened


def test_the_front_doors_mirror_the_command_line(ledger: Any) -> None:
    """Open, add, resolve, list, trace; tables come as Arrow."""
    (peskov,) = [e for e in ledger.entities() if e["name"] == "Dmitry Peskov"]

    assert [m.surface for m in ledger.trace(peskov["entity"])][-1] == "Peskov"
    assert isinstance(ledger.table("mentions"), pa.Table)

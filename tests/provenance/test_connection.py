"""A ledger may come from a stranger: nothing in it is run that is not ours, no other file is read, no network asked."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

import resolvers
from provenance.api import Ledger
from provenance.exceptions import LedgerError
from provenance.ledger.store import TABLES, Store
from provenance.sql import catalogue
from provenance.sql.catalogue import definitions, differences, digest, known_line
from provenance.sql.connection import connect
from provenance.sql.scripts import scripts

PESKOV = {
    "id": "a",
    "text": "Dmitry Peskov spoke in Moscow. Peskov gave no details, said the Kremlin spokesperson.",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a ledger of one article, with its indexes."""
    path = tmp_path_factory.mktemp("made") / "l.duckdb"
    with Ledger.open(path) as ledger:
        ledger.add([PESKOV])
        resolvers.resolve(ledger)
    return path


@pytest.fixture
def path(made: Path, tmp_path: Path) -> Path:
    """Return a copy of the ledger."""
    return Path(shutil.copy(made, tmp_path))


def test_a_ledger_with_its_indexes_is_opened_again(path: Path) -> None:
    """What resolving keeps beside the ledger is let pass, and is not in the way of writing on."""
    for read_only in (True, False):
        with Ledger.open(path, read_only=read_only) as ledger:
            assert ledger.verify() == []
            assert differences(ledger.connection, scripts().schema.text) == []
    with Ledger.open(path) as ledger:
        ledger.add([{**PESKOV, "id": "b"}])
        assert resolvers.resolve(ledger).read == 1


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (
            "CREATE OR REPLACE VIEW article_row AS SELECT * FROM read_text('/etc/passwd')",
            "view main.article_row",
        ),
        ("CREATE VIEW other AS SELECT 1", "view main.other"),
        ("DROP VIEW article_row", "view main.article_row is missing"),
        (
            "CREATE OR REPLACE MACRO memberships_of(ids) AS TABLE FROM entity_member",
            "macro main.memberships_of",
        ),
        ("CREATE MACRO duckdb_views() AS TABLE SELECT 1", "macro main.duckdb_views"),
        ("CREATE MACRO duckdb_tables() AS TABLE SELECT 1", "macro main.duckdb_tables"),
        ("CREATE MACRO sha256(x) AS 'x'", "macro main.sha256"),
        ('CREATE MACRO "||"(a, b) AS a', r"macro main.\|\|"),
        ('CREATE MACRO "="(a, b) AS true', "macro main.="),
        (
            "CREATE SCHEMA system; CREATE MACRO s.system.duckdb_views() AS TABLE SELECT 1",
            "macro system.duckdb_views",
        ),
        ("CREATE TABLE other (x INTEGER)", "table main.other"),
        ("ALTER TABLE article ADD COLUMN x INTEGER", "table main.article"),
        ("ALTER TABLE version ALTER COLUMN url SET DEFAULT 'x'", "table main.version"),
        ("DROP TABLE story_relation CASCADE", "table main.story_relation is missing"),
        ("CREATE UNIQUE INDEX one ON article (article_id)", "index main.one"),
        ("CREATE INDEX one ON article (lower(article))", "index main.one"),
        ("CREATE SEQUENCE s", "sequence main.s"),
        ("CREATE TYPE t AS ENUM ('a')", "type main.t"),
        ("CREATE VIEW linking.chain_of AS SELECT * FROM article", "view linking.chain_of"),
        ("CREATE MACRO coverage.state() AS TABLE SELECT 1", "macro coverage.state"),
        ("CREATE SCHEMA other; CREATE VIEW other.x AS SELECT 1", "view other.x"),
    ],
)
def test_what_is_run_when_a_ledger_is_read_must_be_ours(
    path: Path, change: str, named: str
) -> None:
    """Views, macros, tables and their defaults: any that schema.sql does not make is named, and the file let go of."""
    strange = path.rename(path.with_name("s.duckdb"))
    with duckdb.connect(str(strange)) as connection:
        connection.execute(change)

    for read_only in (True, False):
        with pytest.raises(
            LedgerError, match=rf"s\.duckdb was changed by something else: the [a-z_ ]*{named}"
        ):
            Store.open(strange, read_only=read_only)
    duckdb.connect(str(strange)).close()


def test_an_empty_file_with_a_macro_does_not_become_a_ledger(tmp_path: Path) -> None:
    """It has no table yet, and what it has would outlive the making."""
    with duckdb.connect(str(tmp_path / "m.duckdb")) as connection:
        connection.execute("CREATE MACRO sha256(x) AS 'x'")

    with pytest.raises(LedgerError, match=r"macro main\.sha256"):
        Store.open(tmp_path / "m.duckdb")


def test_a_view_that_escaped_could_read_nothing(path: Path) -> None:
    """Were such a view there all the same, the connection reads no file but its own."""
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "CREATE OR REPLACE VIEW article_row AS SELECT * FROM read_text('/etc/hostname')"
        )

    with (
        Store(connect(path)) as store,
        pytest.raises(duckdb.PermissionException, match="disabled by configuration"),
    ):
        store.table("articles")


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM '/etc/passwd.csv'",
        "COPY (SELECT 1) TO '{folder}/out.csv'",
        "EXPORT DATABASE '{folder}/out'",
        "ATTACH '{folder}/other.duckdb' AS other",
        "ATTACH 'md:x'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "CREATE PERSISTENT SECRET s (TYPE http)",
        "SET enable_external_access = true",
        "SET autoload_known_extensions = true",
        "SET allowed_configs = ['lock_configuration']",
        "SET lock_configuration = false",
        "RESET lock_configuration",
        "SET TimeZone = 'Asia/Tokyo'",
    ],
)
def test_nothing_outside_is_reached(tmp_path: Path, statement: str) -> None:
    """No file, no extension, no secret, and no way to allow it again.

    Cursors are held to the same.
    """
    with connect(tmp_path / "l.duckdb") as connection:
        for one in (connection, connection.cursor()):
            with pytest.raises(
                duckdb.Error, match=r"(?i)disabled|locked|cannot|not allowed|not possible"
            ):
                one.execute(statement.format(folder=tmp_path))

    assert sorted(path.name for path in tmp_path.iterdir()) == ["l.duckdb"]


def test_what_a_run_needs_can_still_be_set() -> None:
    """Threads and memory are the caller's."""
    with connect() as connection:
        connection.execute("SET threads = 1; SET memory_limit = '1GB'")

        assert connection.execute(
            "SELECT current_setting('threads'), current_setting('TimeZone')"
        ).fetchall() == [(1, "UTC")]


def test_a_file_is_opened_twice_in_one_process(path: Path) -> None:
    """The second finds the settings locked as the first has left them."""
    with Store.open(path, read_only=True) as one, Store.open(path, read_only=True) as other:
        assert one.versions() == other.versions()


ZONES = """
import sys
from provenance.sql.connection import connect
with connect(sys.argv[1]) as one, connect(sys.argv[1]) as other:
    asked = [c.execute("SELECT current_setting('TimeZone')").fetchall() for c in (one, one.cursor(), other, other.cursor())]
    print({zone for ((zone,),) in asked})
"""


def test_times_are_utc_on_every_cursor(tmp_path: Path) -> None:
    """Wherever the machine is, and whichever connection asks."""
    command = [sys.executable, "-c", ZONES, str(tmp_path / "l.duckdb")]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env={**os.environ, "TZ": "Asia/Tokyo"}
    )

    assert done.stdout == "{'UTC'}\n"


@pytest.mark.parametrize(
    "name",
    [
        "md:x",
        "motherduck:x",
        "postgres:dbname=x",
        "sqlite:x.db",
        "s3://x/y",
        ":memory:x",
        "https://x",
        "",
    ],
)
def test_a_path_with_a_scheme_is_no_file(name: str) -> None:
    """No extension is looked for; who means a file of that name writes its folder."""
    with pytest.raises(LedgerError, match=re.escape(f"{name!r}: it names no file; write ./{name}")):
        Store.open(name)


def test_a_file_of_such_a_name_is_opened_by_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A colon in a name is no harm."""
    monkeypatch.chdir(tmp_path)
    Store.open("./md:x").close()

    assert [path.name for path in tmp_path.iterdir()] == ["md:x"]


def test_files_of_other_kinds_are_refused(tmp_path: Path) -> None:
    """SQLite's files, for which DuckDB would look for an extension, text, empty files and folders: one sentence."""
    with sqlite3.connect(tmp_path / "x.db") as other:
        other.execute("CREATE TABLE t (x)")
    other.close()
    (tmp_path / "x.txt").write_text("not a database")
    (tmp_path / "x.duckdb").touch()

    for name in ("x.db", "x.txt", "x.duckdb"):
        with pytest.raises(
            LedgerError, match=rf"{name}: it is no DuckDB file; name another with --ledger$"
        ):
            Store.open(tmp_path / name)
    with pytest.raises(LedgerError, match="Is a directory"):
        Store.open(tmp_path)


HOLD = "import duckdb, sys; c = duckdb.connect(sys.argv[1], read_only=sys.argv[2] == 'r'); print(flush=True); input()"


@pytest.fixture(params=["w", "r"])
def holder(path: Path, request: pytest.FixtureRequest) -> Iterator[tuple[str, Path, int]]:
    """Let another process hold a ledger whose path speaks of locks."""
    held = path.rename(path.with_name("lock.duckdb"))
    command = [sys.executable, "-c", HOLD, str(held), request.param]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield request.param, held, process.pid
        process.communicate(b"\n")


def test_who_holds_the_file_is_said(holder: tuple[str, Path, int]) -> None:
    """A reader is no writer, and the process is named so that it can be found."""
    mode, held, pid = holder
    doing = {"w": "is writing to it", "r": "is reading it"}[mode]

    with pytest.raises(
        LedgerError, match=rf"another process \(PID {pid}\) {doing}; wait until it has ended"
    ):
        Store.open(held)


def test_a_path_that_speaks_of_locks_is_no_lock(tmp_path: Path) -> None:
    """The reason is the system's."""
    with pytest.raises(LedgerError, match="No such file or directory"):
        Store.open(tmp_path / "lock" / "lock.duckdb")


def test_only_one_place_connects(root: Path) -> None:
    """Who connects elsewhere gets DuckDB's own settings, which read any file."""
    code = [
        path
        for package in ("provenance", "resolvers")
        for path in sorted((root / package).rglob("*.py"))
    ]

    assert [path.name for path in code if "duckdb.connect(" in path.read_text("utf-8")] == [
        "connection.py"
    ]


def test_the_known_catalogues_are_those_of_the_schema(root: Path) -> None:
    """They are written anew, `python -m provenance.sql.catalogue`, when schema.sql changes.

    Else opening takes longer.
    """
    lines = (root / "provenance" / "sql" / "catalogues.tsv").read_text("utf-8").splitlines()
    ours = known_line(scripts().schema.text)
    version, script, _ = ours.split("\t")

    assert {line.split("\t")[1] for line in lines} == {script}
    assert [line for line in lines if line.startswith(f"{version}\t")] in ([], [ours])


def test_a_catalogue_that_nobody_wrote_down_is_made(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a DuckDB that we have not met the comparison is the same, and takes longer."""
    monkeypatch.setattr(catalogue, "_known_digest", lambda _: None)

    Store.open(path).close()
    with connect(path) as connection:
        connection.execute("CREATE VIEW other AS SELECT 1")
    with pytest.raises(LedgerError, match=r"view main\.other"):
        Store.open(path)


def test_a_digest_tells_any_two_definitions_apart() -> None:
    """Kind, schema, name and text count."""
    with connect() as connection:
        connection.execute("CREATE VIEW x AS SELECT 1")
        one = definitions(connection)
        connection.execute("CREATE OR REPLACE VIEW x AS SELECT 2")

        assert digest(one) != digest(definitions(connection))


def test_exports_are_written_all_the_same(path: Path, tmp_path: Path) -> None:
    """They are written by us, not by DuckDB, which reaches no file."""
    from provenance.exports.tables import write_table

    with Ledger.open(path, read_only=True) as ledger:
        for table in TABLES:
            for suffix in ("jsonl", "csv", "parquet"):
                write_table(ledger.table(table), tmp_path / f"{table}.{suffix}")

    assert len(list(tmp_path.glob("*.parquet"))) == len(TABLES)

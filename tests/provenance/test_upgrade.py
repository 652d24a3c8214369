"""A ledger file is brought up to the schema of the release, whole or not at all, or is refused with what to do."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import duckdb
import pytest

from provenance.exceptions import LedgerError
from provenance.ledger import store
from provenance.ledger.store import Store
from provenance.sql.catalogue import Definition, definitions
from provenance.sql.scripts import BASE, Script, Scripts, scripts

NEXT = BASE + 1
SCHEMAS = Path(__file__).parent / "schemas"
META = "CREATE TABLE meta (schema_version INTEGER NOT NULL, script VARCHAR NOT NULL, digest VARCHAR NOT NULL);\n"
OLD = (
    META
    + "CREATE TABLE cat (name VARCHAR);\n"
    + "CREATE VIEW loud AS SELECT upper(name) AS name FROM cat;\n"
    + "CREATE MACRO called(what) AS TABLE SELECT * FROM loud WHERE name = what;\n"
)
NEW = (
    META
    + "CREATE TABLE cat (name VARCHAR, age INTEGER);\n"
    + "CREATE VIEW loud AS SELECT upper(name) AS name, age FROM cat;\n"
    + "CREATE MACRO called(what) AS TABLE SELECT * FROM loud WHERE name = what AND age > 0;\n"
)
HEAD = f"-- follows schema.sql {sha256(OLD.encode()).hexdigest()}\n"
AGE = (
    HEAD
    + "ALTER TABLE cat ADD COLUMN age INTEGER;\n"
    + "CREATE OR REPLACE VIEW loud AS SELECT upper(name) AS name, age FROM cat;\n"
    + "CREATE OR REPLACE MACRO called(what) AS TABLE"
    + " SELECT * FROM loud WHERE name = what AND age > 0;\n"
)


def catalogue(*texts: str) -> list[Definition]:
    """List what scripts make of an empty database."""
    with duckdb.connect() as connection:
        for text in texts:
            connection.execute(text)
        return definitions(connection)


def release(monkeypatch: pytest.MonkeyPatch, schema: str, *migrations: str) -> None:
    """Let the scripts of a made-up release be known."""
    numbered = enumerate(migrations, BASE + 1)
    later = tuple(Script(number, f"{number:04}_x.sql", text) for number, text in numbered)
    known = Scripts(Script(BASE + len(later), "schema.sql", schema), later)
    monkeypatch.setattr(store, "scripts", lambda: known)


def content(path: Path) -> tuple[list[Definition], list[tuple[int, str]], list[tuple[object, ...]]]:
    """Read what a file holds: its definitions, the scripts that it names and its cats."""
    with duckdb.connect(str(path)) as connection:
        return (
            definitions(connection),
            connection.execute("SELECT schema_version, script FROM meta ORDER BY ALL").fetchall(),
            connection.execute("SELECT * FROM cat").fetchall(),
        )


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a ledger by an earlier release, with a row."""
    release(monkeypatch, OLD)
    path = tmp_path / "old.duckdb"
    with Store.open(path) as store:
        store.connection.execute("INSERT INTO cat VALUES ('Tom')")
    return path


def test_every_earlier_schema_is_kept_for_the_tests() -> None:
    """A migration comes with a copy of the schema.sql that it follows, whose digest it names."""
    kept = {int(path.stem): sha256(path.read_bytes()).hexdigest() for path in SCHEMAS.glob("*.sql")}

    assert {script.number - 1: script.follows for script in scripts().migrations} == kept
    assert [script.number for script in scripts().migrations] == list(
        range(BASE + 1, scripts().schema.number + 1)
    )


def test_the_schema_is_what_the_migrations_make() -> None:
    """Each earlier schema with the migrations after it is today's: tables, views, macros, indexes and all else."""
    today = catalogue(scripts().schema.text)
    for path in sorted(SCHEMAS.glob("*.sql")):
        later = [script.text for script in scripts().migrations if script.number > int(path.stem)]
        assert catalogue(path.read_text("utf-8"), *later) == today

    with Store.open(":memory:") as store:
        assert definitions(store.connection) == today


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE article ADD COLUMN age INTEGER",
        "ALTER TABLE version ALTER COLUMN url SET NOT NULL",
        "ALTER TABLE version ALTER COLUMN url SET DEFAULT 'x'",
        "ALTER TABLE article ALTER COLUMN article_id TYPE INTEGER",
        "CREATE OR REPLACE VIEW article_row AS SELECT * FROM article",
        "DROP VIEW article_row",
        "CREATE OR REPLACE MACRO memberships_of(ids) AS TABLE SELECT * FROM entity_member",
        "CREATE MACRO upper(a) AS a",
        "CREATE INDEX i ON article (article)",
        "CREATE SEQUENCE s",
        "CREATE TYPE t AS ENUM ('a')",
        "CREATE SCHEMA other",
        "CREATE TABLE other (x INTEGER CHECK (x > 1))",
    ],
)
def test_the_catalogue_sees_every_kind_of_difference(change: str) -> None:
    """What the comparison of schemas does not see could differ unnoticed."""
    assert catalogue(scripts().schema.text, change) != catalogue(scripts().schema.text)


def test_an_older_ledger_is_brought_up_to_date(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It then holds what a fresh one does, says what was run, and keeps its rows."""
    release(monkeypatch, NEW, AGE)
    Store.open(old).close()
    once = content(old)
    Store.open(old).close()

    assert once == content(old)
    assert once == (
        catalogue(NEW),
        [(BASE, "schema.sql"), (NEXT, f"{NEXT:04}_x.sql")],
        [("Tom", None)],
    )


def test_a_ledger_made_fresh_is_not_migrated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The schema alone makes it; its number is that of the last migration."""
    release(monkeypatch, NEW, AGE)
    Store.open(tmp_path / "new.duckdb").close()

    assert content(tmp_path / "new.duckdb") == (catalogue(NEW), [(NEXT, "schema.sql")], [])


def test_scripts_run_all_or_none(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second of two fails half-way: the file stays as it was, and is free for the next try."""
    before = content(old)
    release(
        monkeypatch, NEW, AGE, HEAD + "CREATE TABLE dog (name VARCHAR); SELECT error('power cut');"
    )
    with pytest.raises(
        LedgerError, match=rf"old\.duckdb to schema {NEXT + 1}, it stays as it was: .*power cut"
    ):
        Store.open(old)

    assert content(old) == before
    release(monkeypatch, NEW, AGE)
    Store.open(old).close()
    assert len(content(old)[1]) == 2


def test_an_older_ledger_is_not_opened_for_reading(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader writes nothing, and says what brings the file up to date."""
    release(monkeypatch, NEW, AGE)

    with pytest.raises(
        LedgerError, match=f"has schema {BASE}, older than {NEXT}; open it once for writing"
    ):
        Store.open(old, read_only=True)


def test_an_empty_database_is_no_ledger_to_read(tmp_path: Path) -> None:
    """There is nothing in it yet."""
    path = tmp_path / "empty.duckdb"
    duckdb.connect(str(path)).close()

    with pytest.raises(LedgerError, match="is empty; open it once for writing"):
        Store.open(path, read_only=True)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            "DROP TABLE meta; CREATE TABLE meta (schema_version INTEGER); INSERT INTO meta VALUES (5), (6)",
            "has schema 6, from before the first release",
        ),
        ("UPDATE meta SET schema_version = 8", "has schema 8, from before the first release"),
        ("UPDATE meta SET digest = repeat('0', 64)", r"not those of this spantrail \(schema \d+\)"),
        (
            f"INSERT INTO meta VALUES ({BASE}, 'other.sql', repeat('0', 64))",
            r"not those of this spantrail \(schema \d+\)",
        ),
        ("DELETE FROM meta", "does not say what its schema is"),
    ],
)
def test_a_ledger_of_other_scripts_is_refused(tmp_path: Path, change: str, message: str) -> None:
    """The sentence says what to do instead, and the file is let go of."""
    path = tmp_path / "other.duckdb"
    Store.open(path).close()
    with duckdb.connect(str(path)) as connection:
        connection.execute(change)

    with pytest.raises(LedgerError, match=f"{message}.*spantrail ingest.*into a new file"):
        Store.open(path)
    duckdb.connect(str(path)).close()


def test_a_ledger_of_a_newer_release_is_refused(tmp_path: Path) -> None:
    """What we do not know we do not touch."""
    path = tmp_path / "newer.duckdb"
    with Store.open(path) as store:
        store.connection.execute("INSERT INTO meta VALUES (1000, '1000_x.sql', 'x')")

    with pytest.raises(LedgerError, match=r"has schema 1000.*install a newer one"):
        Store.open(path)


def test_a_migration_says_what_it_follows() -> None:
    """Without the digest no ledger of the earlier release would be known."""
    with pytest.raises(ValueError, match=r"0008_x\.sql: the first line is not"):
        _ = Script(8, "0008_x.sql", "SELECT 1;").follows

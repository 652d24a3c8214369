"""Bad input is named with file, line and field, and never loses good input."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import provenance
from provenance.exceptions import InputError
from provenance.testing import texts

BAD = [
    ("{}", "text"),
    ('{"text": ""}', "text"),
    ('{"text": 7}', "text"),
    ('{"text": "x", "published_at": "yesterday"}', "published_at"),
    ('{"text": "x", "published_at": 5}', "published_at"),
    ('{"text": "x", "id": "  "}', "id"),
    ('{"text": "x", "id": [1]}', "id"),
    ('{"text": "x", "title": {}}', "title"),
    ('{"text": "\\ud800"}', "text"),
    ("[1]", None),
    ('{"text": "x"', None),
    ("nothing", None),
]


@settings(max_examples=40, deadline=None)
@given(
    lines=st.lists(
        st.one_of(texts().map(lambda t: (json.dumps({"text": t}), "good")), st.sampled_from(BAD)),
        max_size=12,
    )
)
def test_bad_lines_are_named_and_good_ones_kept(
    lines: list[tuple[str, str | None]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Promise 10: whatever bad lines stand between them, all good ones arrive, and each bad one is named."""
    path = tmp_path_factory.mktemp("in") / "articles.jsonl"
    path.write_text("\n".join(line for line, _ in lines), encoding="utf-8")
    with provenance.open(":memory:") as ledger:
        report = ledger.ingest([str(path)])
        kept = {v.text for v in ledger.versions()}

    assert {json.loads(line)["text"] for line, field in lines if field == "good"} == kept
    expected = [(number, field) for number, (_, field) in enumerate(lines, 1) if field != "good"]
    assert expected == [(refused.line, refused.field) for refused in report.refused]
    assert all(refused.file == str(path) for refused in report.refused)


def test_a_byte_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    """The message says which byte, and the lines around it are kept."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "one"}\n{"text": "caf\xe9"}\n{"text": "three"}\n')
    with provenance.open(":memory:") as ledger:
        report = ledger.ingest([str(path)])

    assert report.added == 2
    assert "a.jsonl:2: field 'text': byte 13 is not UTF-8 (0xe9) (save the file as UTF-8)" in str(
        report.refused[0]
    )


def test_a_text_file_is_one_article_called_by_its_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Line ends are kept, a byte-order mark is not."""
    monkeypatch.chdir(tmp_path)
    Path("kremlin.txt").write_bytes("\ufeffPeskov spoke.\r\nThen he left.".encode())
    with provenance.open(":memory:") as ledger:
        ledger.ingest(["kremlin.txt"])
        (version,) = ledger.versions()

    assert version.article.article_id == "kremlin.txt"
    assert version.text == "Peskov spoke.\r\nThen he left."
    assert version.raw_hash is not None


@pytest.mark.parametrize(
    ("argument", "name"),
    [
        ("a", "a/index.txt"),
        ("./a/", "a/index.txt"),
        ("a/index.txt", "a/index.txt"),
        ("b/../a/index.txt", "a/index.txt"),
        ("a/*.txt", "a/index.txt"),
    ],
)
def test_a_text_file_goes_by_one_id_however_it_is_named(
    argument: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The id is the path as given, joined to the argument, without `.` and `..`."""
    monkeypatch.chdir(tmp_path)
    for folder in ("a", "b"):
        Path(folder).mkdir()
        Path(folder, "index.txt").write_text(f"Peskov spoke in {folder}.")
    with provenance.open(":memory:") as ledger:
        report = ledger.ingest([argument, "b"])
        names = [version.article.article_id for version in ledger.versions()]

    assert (report.added, report.refused) == (2, ())
    assert sorted(names) == [name, "b/index.txt"]


def test_all_formats_give_the_same_articles(tmp_path: Path) -> None:
    """JSON Lines, CSV, Parquet, dictionaries, Arrow, pandas and Polars differ in nothing but where they came from."""
    rows = [
        {
            "id": "a",
            "text": "Ünïcode, with “quotes”\nand a line",
            "source": "Outlet",
            "published_at": "2025-09-04T18:30:00Z",
        },
        {"id": "b", "text": "second", "source": None, "published_at": None},
    ]
    (tmp_path / "r.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    pd.DataFrame(rows).to_csv(tmp_path / "r.csv", index=False)
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "r.parquet")
    found = []
    for suffix in ("jsonl", "csv", "parquet"):
        with provenance.open(":memory:") as ledger:
            ledger.ingest([str(tmp_path / f"r.{suffix}")])
            found.append(ledger.versions())
    for values in (rows, pa.Table.from_pylist(rows), pd.DataFrame(rows), pl.DataFrame(rows)):
        with provenance.open(":memory:") as ledger:
            ledger.add(values)
            found.append(ledger.versions())

    plain = [[(v.article, v.text, v.published_at) for v in versions] for versions in found]
    assert all(versions == plain[0] for versions in plain)
    assert len(plain[0]) == 2


def test_an_article_without_an_id_is_called_by_its_url_or_its_text() -> None:
    """The name is the same every time, so that a second ingest finds the article known."""
    with provenance.open(":memory:") as ledger:
        ledger.add([{"text": "x", "url": "https://daily.example/1"}, {"text": "y"}])
        again = ledger.add([{"text": "x", "url": "https://daily.example/1"}, {"text": "y"}])
        names = {v.article.article_id for v in ledger.versions()}

    assert (again.added, again.known) == (0, 2)
    assert "https://daily.example/1" in names


def test_unknown_fields_are_kept_as_metadata() -> None:
    """Nothing a caller says is lost."""
    with provenance.open(":memory:") as ledger:
        ledger.add([{"text": "x", "section": "World", "words": 7}])
        (version,) = ledger.versions()

    assert version.metadata == {"section": '"World"', "words": "7"}


@pytest.mark.parametrize(
    ("given_time", "expected"),
    [
        ("2025-09-04", "2025-09-04T00:00:00+00:00"),
        ("2025-09-04T18:30:00", "2025-09-04T18:30:00+00:00"),
        ("2025-09-04T20:30:00+02:00", "2025-09-04T18:30:00+00:00"),
    ],
)
def test_times_are_read_as_utc(given_time: str, expected: str) -> None:
    """A day is its first moment, a time without a zone is UTC, and others are the same instant."""
    with provenance.open(":memory:") as ledger:
        ledger.add([{"text": "x", "published_at": given_time}])
        (version,) = ledger.versions()

    assert version.published_at is not None
    assert expected == version.published_at.isoformat()


@pytest.mark.parametrize("name", ["missing.jsonl", "*.jsonl", "picture.png", "empty"])
def test_a_path_that_gives_nothing_is_named(name: str, tmp_path: Path) -> None:
    """A mistyped path is a refusal of its own, not silence."""
    (tmp_path / "picture.png").write_bytes(b"x")
    (tmp_path / "empty").mkdir()
    with provenance.open(":memory:") as ledger:
        report = ledger.ingest([str(tmp_path / name)])

    assert [str(tmp_path / name)] == [refused.file for refused in report.refused]
    assert "articles come from .atom, .csv, .gz, .htm, .html, .json, .jsonl" in str(
        report.refused[0]
    )


def test_a_csv_without_a_text_column_is_refused(tmp_path: Path) -> None:
    """The header is line 1."""
    path = tmp_path / "x.csv"
    path.write_text("id,body\n1,hello\n")
    with provenance.open(":memory:") as ledger:
        (refused,) = ledger.ingest([str(path)]).refused

    assert str(refused) == (
        f"{path}:1: field 'text': the header has no column text"
        " (the columns are id, body; name them with --map text=body)"
    )


def test_a_broken_parquet_file_is_refused(tmp_path: Path) -> None:
    """The other files are read."""
    (tmp_path / "a.parquet").write_bytes(b"PAR1 not really")
    (tmp_path / "b.txt").write_text("good")
    with provenance.open(":memory:") as ledger:
        report = ledger.ingest([str(tmp_path)])

    assert (report.added, len(report.refused)) == (1, 1)
    assert isinstance(report.refused[0], InputError)

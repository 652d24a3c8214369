"""The command: what it prints, its exit status, and the files it writes."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from conftest import HARBOUR

import provenance
import resolvers
from resolvers.checking.page import as_html
from resolvers.checking.records import WORDS
from resolvers.checking.report import as_dict, schema
from resolvers.cli import main

RIGHT = "“We lost nobody, and we will open an inquiry,” Ortiz said.\n"
WRONG = f"{RIGHT}The ferry had been overloaded.\n"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the file of a ledger."""
    path = tmp_path_factory.mktemp("work") / "harbour.duckdb"
    with provenance.open(path) as opened:
        opened.add(HARBOUR)
        resolvers.resolve(opened)
    return path


def check(*words: str, given: str | bytes | None = None) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, ["check", *map(str, words)], input=given)


def draft(folder: Path, text: str | bytes) -> str:
    """Write a draft to a file."""
    path = folder / "draft.txt"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)


def test_a_draft_that_quotes_rightly_ends_with_0(ledger: Path, tmp_path: Path) -> None:
    """One line a finding, under a header."""
    done = check(draft(tmp_path, RIGHT), "--ledger", ledger)

    assert done.exit_code == 0
    header, line = done.output.splitlines()
    assert header.split("\t")[:4] == ["finding", "draft", "said", "source"]
    assert line.split("\t")[:2] == ["exact", "0:58"]
    assert line.split("\t")[3].startswith("times:")


def test_something_to_look_at_ends_with_1(ledger: Path, tmp_path: Path) -> None:
    """In a pipeline the status is enough."""
    assert check(draft(tmp_path, WRONG), "--ledger", ledger).exit_code == 1


def test_a_draft_comes_from_standard_input(ledger: Path) -> None:
    """A hyphen stands for it."""
    done = check("-", "--ledger", ledger, "--json", given=WRONG)

    assert [f["finding"] for f in json.loads(done.output)["findings"]] == [
        "exact",
        "only as denied",
    ]


def test_wrong_usage_ends_with_2(ledger: Path, tmp_path: Path) -> None:
    """No draft, two of them, no ledger, no such article, and a page that cannot be written."""
    path = draft(tmp_path, RIGHT)

    assert check().exit_code == 2
    assert check(path, path, "--ledger", ledger).exit_code == 2
    assert check(path, "--ledger", tmp_path / "none.duckdb").exit_code == 2
    assert check(path, "--ledger", ledger, "--against", "nowhere").exit_code == 2
    assert check(path, "--ledger", ledger, "--output", tmp_path / "no" / "x.html").exit_code == 2


def test_a_draft_that_cannot_be_read_ends_with_3(ledger: Path, tmp_path: Path) -> None:
    """A file that is not there, or not text."""
    missing = check(tmp_path / "none.txt", "--ledger", ledger)
    binary = check(draft(tmp_path, b"\xff\xfe\x00"), "--ledger", ledger)

    assert (missing.exit_code, binary.exit_code) == (3, 3)
    assert "cannot read the draft" in missing.output
    assert "it is not UTF-8" in binary.output


def test_several_articles_follow_against(ledger: Path, tmp_path: Path) -> None:
    """The first word is the draft."""
    path = draft(tmp_path, RIGHT)

    assert check(path, "--ledger", ledger, "--against", "times", "post").exit_code == 0
    assert check(path, "--ledger", ledger, "--against", "post", "copy").exit_code == 1


def test_a_page_stands_alone(ledger: Path, tmp_path: Path) -> None:
    """Marks around statements, both sides below, and nothing that is fetched."""
    page = tmp_path / "draft.html"
    check(draft(tmp_path, WRONG), "--ledger", ledger, "--output", page)
    written = page.read_text("utf-8")

    assert written.startswith("<!doctype html>")
    assert "only as denied" in written
    assert 'class="look"' in written
    assert "src=" not in written
    assert "<link" not in written
    assert "<script" not in written


def test_a_page_shows_markup_as_text() -> None:
    """A draft may hold anything, and an article any address."""
    rows = [
        {
            "id": "<b>",
            "url": "javascript:alert(1)",
            "text": "Mayor Ada Crane said that <i>nine</i> boats were lost.",
        }
    ]
    with provenance.open(":memory:") as opened:
        opened.add(rows)
        resolvers.resolve(opened)
        text = "<script>alert(1)</script> Mayor Ada Crane said that six boats were lost."
        written = as_html(resolvers.check(opened, text), "<title>")

    assert "<script>" not in written
    assert "javascript:" not in written
    assert "&lt;script&gt;" in written


@pytest.mark.parametrize("text", [RIGHT, WRONG, "The moon is made of 12 cheeses.", ""])
def test_json_is_as_the_schema_says(ledger: Path, text: str) -> None:
    """Every key is there, of its type, and none besides."""
    with provenance.open(ledger, read_only=True) as opened:
        assert_valid(as_dict(resolvers.check(opened, text)), schema())


def test_the_schema_knows_every_word() -> None:
    """The words of the records are those of the schema."""
    finding = schema()["properties"]["findings"]["items"]["properties"]["finding"]

    assert tuple(finding["enum"]) == WORDS


def test_a_terminal_shows_the_draft_marked(ledger: Path, monkeypatch: Any) -> None:
    """The words stand behind each statement, and what to look at below."""
    from resolvers.cli.check import print_marked

    class Terminal(io.StringIO):
        """Write to memory what a terminal would get."""

        def isatty(self) -> bool:
            return True

    shown = Terminal()
    monkeypatch.setattr(sys, "stdout", shown)
    with provenance.open(ledger, read_only=True) as opened:
        print_marked(resolvers.check(opened, WRONG))

    assert "only as denied" in shown.getvalue()
    assert "1 to look at" in shown.getvalue()


_TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "boolean": bool,
    "null": type(None),
}


def assert_valid(value: Any, wanted: dict[str, Any]) -> None:
    """Hold a value against the part of JSON Schema that ours uses."""
    if "enum" in wanted:
        assert value in wanted["enum"]
    kinds = wanted.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    assert not kinds or any(isinstance(value, _TYPES[kind]) for kind in kinds), (value, kinds)
    if isinstance(value, dict):
        known = wanted.get("properties", {})
        assert set(wanted.get("required", ())) <= set(value)
        for key, held in value.items():
            more = wanted.get("additionalProperties", True)
            assert key in known or more is not False, key
            assert_valid(held, known.get(key, more if isinstance(more, dict) else {}))
    if isinstance(value, list):
        assert len(value) <= wanted.get("maxItems", len(value))
        for held in value:
            assert_valid(held, wanted.get("items", {}))
    if isinstance(value, int):
        assert value >= wanted.get("minimum", value)

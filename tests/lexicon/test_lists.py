"""The lexicon grows by a user's folder and by CLDR."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import forking
import pytest

from provenance.exceptions import InputError
from resolvers.lexicon.lexicon import lexicon
from resolvers.lexicon.lists import languages, rows, territories


def test_rows_of_a_user_are_added_to_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some columns may be left out."""
    (tmp_path / "organisations.tsv").write_text(
        "# mine\nname\tkind\tacronyms\nZorblat Works\tcompany\tZW\n"
    )
    monkeypatch.setenv("SPANTRAIL_LEXICON", str(tmp_path))
    last = list(rows("organisations"))[-1]

    assert (last["name"], last["acronyms"], last["country"]) == ("Zorblat Works", "ZW", "")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("name\tcolour\nx\ty\n", "organisations.tsv:1: there is no column 'colour'"),
        ("name\tkind\nx\ty\tz\n", "organisations.tsv:2: 3 cells under 2 columns"),
    ],
)
def test_a_row_that_does_not_fit_is_named(
    content: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """File, line, and what to do."""
    (tmp_path / "organisations.tsv").write_text(content)
    monkeypatch.setenv("SPANTRAIL_LEXICON", str(tmp_path))

    with pytest.raises(InputError, match=message):
        list(rows("organisations"))


def test_a_folder_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A typing error is no empty lexicon."""
    monkeypatch.setenv("SPANTRAIL_LEXICON", "/no/such/folder")

    with pytest.raises(InputError, match="'/no/such/folder' is no folder"):
        list(rows("roles"))


def test_a_user_s_list_tells_two_names_to_be_one(tmp_path: Path) -> None:
    """On the command line: the same articles, before and after, the ids kept where nothing changed."""
    articles = [
        {"id": "a", "text": "They praised Zorblat Works in Paris."},
        {"id": "b", "text": "Shares of Quux Combine fell."},
    ]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(a) + "\n" for a in articles))
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists/organisations.tsv").write_text(
        "name\tkind\taliases\nZorblat Works\tcompany\tQuux Combine\n"
    )

    def run(*words: str, **extra: str) -> str:
        environment = {k: v for k, v in os.environ.items() if not k.startswith("SPANTRAIL")} | extra
        done = subprocess.run(
            [forking.command(), *words],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    run("ingest", "a.jsonl")
    run("resolve")
    before = {line.split("\t")[1]: line.split("\t")[0] for line in run("entities").splitlines()}
    run("resolve", SPANTRAIL_LEXICON="lists")
    after = [line.split("\t") for line in run("entities").splitlines()]
    (zorblat,) = [row for row in after if row[1] == "Zorblat Works"]

    assert {"Zorblat Works", "Quux Combine"} <= set(before)
    assert zorblat[4:6] == ["2", "2"]
    assert {row[0] for row in after if row[1] == "Paris"} == {before["Paris"]}


def test_cldr_names_territories_and_languages() -> None:
    """What our own lists leave out is there by its common name."""
    assert territories()["GI"] == ["Gibraltar"]
    assert "swahili" in languages()
    assert lexicon().known["gibraltar"][0].key == "country:GI"
    assert "korean" not in lexicon().not_names  # part of an adjective

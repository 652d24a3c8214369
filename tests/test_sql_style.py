"""SQL is written one clause a line, with its keywords in capitals, and formatting changes no statement."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sql_style import COLUMNS, files, written

_PIECES = st.sampled_from(
    [
        *("select a, b", " from t", " where x = 'select  from'", " and y between 1 and 2", ", c"),
        *(
            " join u using (k)",
            " -- why  it is so",
            "\n",
            " order by a desc nulls last",
            " || ', '",
        ),
        *('"level"', " p.left", " left(x, 3)", " left join w on w.k = t.k", " (", ")", "    "),
    ]
)


@pytest.mark.parametrize("path", files(), ids=lambda path: path.name)
def test_every_file_is_written_as_the_rule_wants_it(path: Path) -> None:
    """`python tests/net/sql_style.py --fix` writes it so; a text longer than a line may stay."""
    text = path.read_text("utf-8")

    assert written(text) == text


@given(st.lists(_PIECES, max_size=40).map("".join))
def test_nothing_changes_but_space_capitals_and_the_place_of_comments(text: str) -> None:
    """Texts in quotes stay to the letter, and so do the words in their order; twice is once."""
    found = written(text)

    assert written(found) == found
    assert _words(found) == _words(text)
    assert re.findall(r"'[^']*'", _code(found)) == re.findall(r"'[^']*'", _code(text))


def test_a_line_that_is_too_long_is_broken_before_its_clauses() -> None:
    """And a comment behind it comes first."""
    text = f"select {', '.join('abcdefgh')} from {'t' * 40} where {'x' * 30} = 1 -- {'why ' * 5}"

    assert written(text).split("\n") == [
        "-- why why why why why",
        f"SELECT a, b, c, d, e, f, g, h FROM {'t' * 40}",
        f"WHERE {'x' * 30} = 1",
    ]
    assert max(map(len, written(text).split("\n"))) <= COLUMNS


def _code(text: str) -> str:
    return re.sub(r"--[^\n]*", "", text)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\s()]+|[()]", _code(text).lower())

"""How SQL is written here: keywords in capitals, one clause a line, at most 100 columns.

    python tests/net/sql_style.py [--fix] [FILE ...]

says which files are written otherwise, or rewrites them. Nothing but white space, capitals of
keywords and the place of comments changes. No formatter was found that reads DuckDB 2's lambdas
and macros, so this one does the least that the rule needs: a line that is too long is broken where
that parts it best, and a line that fits stays as it is.
"""

from __future__ import annotations

import argparse
import re
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import attrs

COLUMNS = 100
_MORE = 4  # columns by which a line is indented that goes on from another
_LIST = 7  # the same behind SELECT
ROOT = Path(__file__).parents[2]
_OTHERS = {"splink_steps.sql"}  # Splink writes it

_KEYWORDS = frozenset(
    "select from where join on using group by order and or not in as is null case when then else end"
    " with union all distinct exists qualify limit insert into create between having except"
    " cross semi anti asc desc nulls materialized full inner".split()
)
# Words that are keywords before some others only, and names elsewhere.
_BEFORE = re.compile(
    r"\bpartition(?= by\b)|\bleft(?= join\b)|(?<=nulls )(?:first|last)\b|\bover(?= ?\()",
    re.IGNORECASE,
)
# What is no code: a comment, a text, a quoted name.
_PLAIN = re.compile(r"--[^\n]*|'(?:[^']|'')*'|\"[^\"]*\"")
# Lines of a comment; the one that names a statement is none of them, and no ruler is.
_COMMENTS = re.compile(
    r"^( *)-- (?!name: |.*-----).*(?:\n\1-- (?!name: |.*-----).*)*", re.MULTILINE
)
_WORD = re.compile(r"(?<![\w.$])[A-Za-z_]+(?!\w)")

_JOIN = r"(?:(?:LEFT|FULL|CROSS|SEMI|ANTI|INNER) )?JOIN"
# Where a line is best broken, the best first: before a clause, before a condition, behind a comma,
# before what else connects two parts.
_BREAKS = tuple(
    map(
        re.compile,
        (
            rf"(?<!DISTINCT) (?=(?:SELECT|FROM|WHERE|{_JOIN}|GROUP BY|ORDER BY|QUALIFY|HAVING|LIMIT|UNION)\b)",
            r" (?=(?:AND|OR|ON|WHEN|ELSE)\b)",  # but not inside BETWEEN … AND …
            r"(?<=,) ",
            r" (?=(?:THEN|\|\||USING|=|>=|<=|<>|IN|AS|OVER|PARTITION|IS)\b|\|\| |[+*-] )",
            r"(?<=\() ?(?=\S)",
        ),
    )
)
_COMMA = 2  # its place among them
_CLAUSE = re.compile(
    rf"(?:SELECT|FROM|WHERE|{_JOIN}|GROUP BY|ORDER BY|QUALIFY|HAVING|LIMIT|UNION)\b"
)


@attrs.frozen(order=True)
class Break:
    """A place where a line may be broken; the least is the best.

    Args:
        depth: how many brackets are open there, less those that the line closes.
        rank: what kind of place it is; see `_BREAKS`.
        left: how many columns stay free in front of it.
        start: where the line ends.
        end: where the next one begins.
    """

    depth: int
    rank: int
    left: int
    start: int
    end: int


def written(text: str) -> str:
    """Write a file of SQL as the rule wants it."""
    paragraphs = _COMMENTS.sub(_wrapped, _capitals(text))
    return "\n".join(line for one in paragraphs.split("\n") for line in _lines(one))


def _wrapped(found: re.Match[str]) -> str:
    """Wrap the lines of a comment anew where one of them is too long."""
    lines = found[0].split("\n")
    if max(map(len, lines)) <= COLUMNS:
        return found[0]
    words = " ".join(line.strip().removeprefix("--").strip() for line in lines)
    start = f"{found[1]}-- "
    return textwrap.fill(words, COLUMNS, initial_indent=start, subsequent_indent=start)


def _capitals(text: str) -> str:
    """Write keywords in capitals."""
    parts, at = [], 0
    for plain in _PLAIN.finditer(text):
        parts += [_code(text[at : plain.start()]), plain[0]]
        at = plain.end()
    return "".join([*parts, _code(text[at:])])


def _code(text: str) -> str:
    found = _BEFORE.sub(lambda m: m[0].upper(), text)
    return _WORD.sub(lambda m: m[0].upper() if m[0].lower() in _KEYWORDS else m[0], found)


def _lines(line: str, indent: str | None = None) -> Iterator[str]:
    """Break a line until all of it fits.

    Args:
        line: the line.
        indent: that of what follows a break, where the line goes on from another.
    """
    line = line.rstrip()
    if line.endswith("-----"):
        line = line[:COLUMNS]  # a ruler
    if len(line) <= COLUMNS:
        yield line
        return
    own = line[: len(line) - len(line.lstrip())]
    code, comment = _apart(line)
    if comment:
        yield from textwrap.wrap(
            comment, COLUMNS, initial_indent=f"{own}-- ", subsequent_indent=f"{own}-- "
        )
        if code.strip():
            yield from _lines(code)
        return
    best = min(_breaks(line, len(own)), default=None)
    if best is None:
        yield line
        return
    yield line[: best.start].rstrip()
    rest = line[best.end :].lstrip()
    if best.rank == 0 and best.depth <= 0 and _CLAUSE.match(line.lstrip()):
        yield from _lines(own + rest)
        return
    more = _LIST if line.lstrip().startswith("SELECT ") else _MORE
    if best.rank == _COMMA and best.depth <= 0 and not _CLAUSE.match(line.lstrip()):
        more = 0  # one of a list that goes on
    behind = own + " " * more
    indent = behind if indent is None else indent
    yield from _lines(indent + rest, indent)


def _apart(line: str) -> tuple[str, str]:
    """Part the code of a line from the comment behind it."""
    for plain in _PLAIN.finditer(line):
        if plain[0].startswith("--"):
            return line[: plain.start()].rstrip(), plain[0][2:].strip()
    return line, ""


def _breaks(line: str, indent: int) -> Iterator[Break]:
    """List the places at which a line may be broken so that its first part fits."""
    hidden = _PLAIN.sub(lambda m: "_" * len(m[0]), line)
    depths, depth = [], 0
    for character in hidden:
        depths.append(depth)
        depth += (character in "([{") - (character in ")]}")
    for rank, pattern in enumerate(_BREAKS):
        for found in pattern.finditer(hidden):
            split = rank == 1 and re.search(r"BETWEEN \S+$", hidden[: found.start()])
            if indent + 8 < found.start() <= COLUMNS and not split:
                left = COLUMNS - found.start()
                yield Break(depths[found.start()], rank, left, found.start(), found.end())


def files() -> list[Path]:
    """List the files of SQL that are ours."""
    folders = (ROOT / "provenance", ROOT / "resolvers")
    return sorted(p for f in folders for p in f.rglob("*.sql") if p.name not in _OTHERS)


def main() -> None:
    """Say which files are written otherwise, or rewrite them."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--fix", action="store_true", help="rewrite them")
    parser.add_argument("files", nargs="*", type=Path)
    asked = parser.parse_args()
    others = [
        p for p in asked.files or files() if written(p.read_text("utf-8")) != p.read_text("utf-8")
    ]
    for path in others:
        print(path)
        if asked.fix:
            path.write_text(written(path.read_text("utf-8")), "utf-8", newline="\n")
    sys.exit(bool(others) and not asked.fix)


if __name__ == "__main__":
    main()

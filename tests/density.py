"""How dense the code is: tokens, branches and lines a function, long lines, class names used twice.

    python tests/density.py            print the figures, the baseline's, and the densest functions
    python tests/density.py --renew    write today's figures as the baseline; none of them may rise

A token is one of `tokenize` in the body of a function without its docstring; comments, newlines,
indents and the comma before a closing bracket are none, and a string is one, whatever it
interpolates. A branch is an `if`, a `case`, a loop, an `except`, a conditional expression, each
loop and condition of a comprehension, and each `and` or `or`. What a function holds inside another
counts for both.

A function over a limit says why in a comment on the line of its `def` or above it:
`# dense: the reason`. Those that were over one when the baseline was written are listed there, with
their size, and stay as long as they do not grow, also when they move to another module.
"""

from __future__ import annotations

import argparse
import ast
import io
import json
import re
import sys
import tokenize
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

ROOT = Path(__file__).parents[1]
BASELINE = Path(__file__).with_suffix(".json")
PACKAGES = ("provenance", "resolvers", "spantrail")
RENEW = "python tests/density.py --renew"
MAX_TOKENS = 150
MAX_BRANCHES = 10
MAX_COLUMNS = 100
WORST = 20

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef
Position = tuple[int, int]  # line and column, as `tokenize` counts them

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_SCOPES = (*_FUNCTIONS, ast.ClassDef)
_LOOPS = (ast.For, ast.AsyncFor, ast.While)
_BRANCHES = (ast.If, ast.match_case, *_LOOPS, ast.ExceptHandler, ast.IfExp)
_LAYOUT = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
}
# Since Python 3.12 an interpolated string is several tokens, and it was one before.
_STARTS = {getattr(tokenize, kind, None) for kind in ("FSTRING_START", "TSTRING_START")}
_ENDS = {getattr(tokenize, kind, None) for kind in ("FSTRING_END", "TSTRING_END")}
_CLOSING = frozenset(")]}")  # the formatter sets a comma before one where it breaks lines
_REASON = re.compile(r"# dense: *\S")


@attrs.frozen(kw_only=True)
class Function:
    """The size of one function or method."""

    path: str
    name: str  # with the classes and functions around it
    line: int
    tokens: int
    branches: int
    lines: int
    explained: bool  # a comment says why it is dense

    @property
    def key(self) -> str:
        """How the baseline names it."""
        return f"{self.path}::{self.name}"

    @property
    def over(self) -> bool:
        """Whether it is over a limit without a reason."""
        large = self.tokens > MAX_TOKENS or self.branches > MAX_BRANCHES
        return large and not self.explained

    @property
    def size(self) -> tuple[int, int]:
        """Return its tokens and branches."""
        return self.tokens, self.branches


@attrs.frozen(kw_only=True)
class Survey:
    """The sizes of all functions, and how many long lines each file has."""

    functions: tuple[Function, ...]
    long_lines: dict[str, int]
    classes: dict[str, list[str]]  # public names to the modules that define one so called

    @property
    def figures(self) -> dict[str, float]:
        """Return the figures that may only fall."""
        tokens = sorted(f.tokens for f in self.functions)
        branches = sorted(f.branches for f in self.functions)
        return {
            "tokens a function, median": quantile(tokens, 0.5),
            "tokens a function, 9 of 10 at most": quantile(tokens, 0.9),
            "branches a function, median": quantile(branches, 0.5),
            "branches a function, 9 of 10 at most": quantile(branches, 0.9),
            "functions over 150 tokens, %": self.share_over("tokens", MAX_TOKENS),
            "functions over 10 branches, %": self.share_over("branches", MAX_BRANCHES),
            "lines over 100 columns": sum(self.long_lines.values()),
            "public class names of several modules": len(self.duplicates),
        }

    def share_over(self, what: str, limit: int) -> float:
        """Return the share, in percent, of functions that are over one limit without a reason."""
        over = [f for f in self.functions if f.over and getattr(f, what) > limit]
        return round(100 * len(over) / len(self.functions), 1) if over else 0.0

    @property
    def duplicates(self) -> dict[str, int]:
        """Return the public class names that several modules define, with the number of modules."""
        several = {name: len(found) for name, found in self.classes.items() if len(found) > 1}
        return dict(sorted(several.items()))

    @property
    def baseline(self) -> dict[str, Any]:
        """Return what the baseline keeps of it."""
        return {
            "figures": self.figures,
            "duplicates": self.duplicates,
            "long_lines": {path: count for path, count in self.long_lines.items() if count},
            "functions": {f.key: list(f.size) for f in self.functions if f.over},
        }


# --- measuring ----------------------------------------------------------------------------------


def modules() -> dict[str, str]:
    """Return the source of every module of both packages by its path."""
    files = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    return {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in files}


def survey(sources: Mapping[str, str]) -> Survey:
    """Measure modules, given as paths and sources."""
    classes: defaultdict[str, list[str]] = defaultdict(list)
    for path, source in sources.items():
        for name in public_classes(source):
            classes[name].append(path)
    return Survey(
        functions=tuple(f for path, source in sources.items() for f in functions(path, source)),
        long_lines={path: long_lines(source) for path, source in sources.items()},
        classes=dict(classes),
    )


def long_lines(source: str) -> int:
    """Count the lines over the limit of columns."""
    return sum(len(line) > MAX_COLUMNS for line in source.splitlines())


def public_classes(source: str) -> list[str]:
    """List the classes of a module whose names have no leading underscore."""
    found = [node.name for node in ast.parse(source).body if isinstance(node, ast.ClassDef)]
    return [name for name in found if not name.startswith("_")]


def functions(path: str, source: str) -> Iterator[Function]:
    """Measure every function of a module, those inside others too."""
    tokens, lines = token_positions(source), source.splitlines()
    for name, node in named_functions(ast.parse(source)):
        body = body_of(node)
        start, end = position(lines, body[0]), position(lines, body[-1], end=True)
        yield Function(
            path=path,
            name=name,
            line=node.lineno,
            tokens=sum(start <= token < end for token in tokens),
            branches=sum(branches(inner) for part in body for inner in ast.walk(part)),
            lines=end[0] - start[0] + 1,
            explained=explained(lines, node),
        )


def named_functions(tree: ast.AST, around: str = "") -> Iterator[tuple[str, FunctionNode]]:
    """Walk through functions with their qualified names, in the order of the source."""
    for node in ast.iter_child_nodes(tree):
        name = f"{around}{node.name}" if isinstance(node, _SCOPES) else around
        if isinstance(node, _FUNCTIONS):
            yield name, node
        yield from named_functions(node, f"{name}." if isinstance(node, _SCOPES) else around)


def body_of(node: FunctionNode) -> list[ast.stmt]:
    """Return the statements of a function without its docstring, unless that is all there is."""
    documented = ast.get_docstring(node, clean=False) is not None
    return node.body[1:] or node.body if documented else node.body


def token_positions(source: str) -> list[Position]:
    """List where the tokens of a module begin.

    Layout, comments and commas before a closing bracket are left out.
    """
    found: list[tokenize.TokenInfo] = []
    depth = 0
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if depth == 0 and token.type not in _LAYOUT:
            if found and found[-1].string == "," and token.string in _CLOSING:
                found.pop()
            found.append(token)
        depth += (token.type in _STARTS) - (token.type in _ENDS)
    return [token.start for token in found]


def position(lines: Sequence[str], node: ast.stmt, *, end: bool = False) -> Position:
    """Return where a statement begins or ends; a syntax tree counts columns in bytes."""
    line, column = node.lineno, node.col_offset
    if end:
        line, column = node.end_lineno or line, node.end_col_offset or column
    return line, len(lines[line - 1].encode()[:column].decode())


def branches(node: ast.AST) -> int:
    """Count the branches that one node of a syntax tree makes."""
    if isinstance(node, ast.BoolOp):
        return len(node.values) - 1
    if isinstance(node, ast.comprehension):
        return 1 + len(node.ifs)
    return int(isinstance(node, _BRANCHES))


def explained(lines: Sequence[str], node: FunctionNode) -> bool:
    """Whether a comment on a line of the `def`, or in those right above it, gives a reason."""
    first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
    above = first - 1
    while above > 0 and lines[above - 1].lstrip().startswith("#"):
        above -= 1
    signature_end = max(node.lineno, node.body[0].lineno - 1)
    beside = [*lines[above : first - 1], lines[node.lineno - 1], lines[signature_end - 1]]
    return any(_REASON.search(line) for line in beside)


def quantile(ordered: Sequence[int], part: float) -> float:
    """Return the value that a part of ordered values does not exceed."""
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))] if ordered else 0


# --- comparing with the baseline ----------------------------------------------------------------


def faults(found: Survey, baseline: Mapping[str, Any]) -> list[str]:
    """List what is denser than the baseline allows, each with what to do about it."""
    return [
        *denser_functions(found, baseline["functions"]),
        *more_long_lines(found, baseline),
        *new_duplicates(found, baseline["duplicates"]),
        *risen_figures(found, baseline["figures"]),
    ]


def risen_figures(found: Survey, before: Mapping[str, float]) -> Iterator[str]:
    """List the figures that rose."""
    for name, value in found.figures.items():
        if value > before.get(name, 0):
            yield f"{name}: {value}, before {before.get(name, 0)}; it may only fall"


def denser_functions(found: Survey, listed: Mapping[str, Sequence[int]]) -> Iterator[str]:
    """List the functions over a limit that the baseline does not allow at this size."""
    allowed = allowances(found, listed)
    for function in found.functions:
        most = allowed.get(function.key, (MAX_TOKENS, MAX_BRANCHES))
        grown = function.tokens > most[0] or function.branches > most[1]
        if function.over and grown:
            has = f"{function.tokens} tokens and {function.branches} branches"
            may = f"it may have {most[0]} and {most[1]}"
            do = "split it, or give the reason above it: # dense: …"
            yield f"{function.path}:{function.line}: {function.name} has {has}; {may}: {do}"


def allowances(found: Survey, listed: Mapping[str, Sequence[int]]) -> dict[str, tuple[int, int]]:
    """Return what each function may have by the baseline, never less than the limits.

    A function that has moved to another module keeps what it was allowed under its name there.
    """
    keys = {f.key for f in found.functions}
    gone = sorted((list(size), key) for key, size in listed.items() if key not in keys)
    moved = {key.partition("::")[2]: size for size, key in gone}  # the largest of one name
    sizes = {f.key: listed.get(f.key) or moved.get(f.name) for f in found.functions}
    return {key: at_least_the_limits(*size) for key, size in sizes.items() if size}


def at_least_the_limits(tokens: int, branches: int) -> tuple[int, int]:
    """Raise a size to the limits where it is below them."""
    return max(tokens, MAX_TOKENS), max(branches, MAX_BRANCHES)


def more_long_lines(found: Survey, baseline: Mapping[str, Any]) -> Iterator[str]:
    """List the files with more long lines than before, where there are more in all."""
    before: Mapping[str, int] = baseline["long_lines"]
    if sum(found.long_lines.values()) <= sum(before.values()):
        return
    for path, count in found.long_lines.items():
        if count > before.get(path, 0):
            yield f"{path}: {count} lines over {MAX_COLUMNS} columns, before {before.get(path, 0)}"


def new_duplicates(found: Survey, before: Mapping[str, int]) -> Iterator[str]:
    """List the public class names that more modules use than before."""
    for name, count in found.duplicates.items():
        if count > before.get(name, 1):
            where = ", ".join(found.classes[name])
            yield f"class {name} is defined in {count} modules ({where}); name what each of them is"


# --- the command --------------------------------------------------------------------------------


def read_baseline(path: Path = BASELINE) -> dict[str, Any]:
    """Read the baseline."""
    baseline: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return baseline


def renew(found: Survey, path: Path = BASELINE) -> list[str]:
    """Write a survey as the baseline, unless something is denser than the one that is there.

    Returns:
        What is denser; nothing is written then.
    """
    denser = faults(found, read_baseline(path)) if path.exists() else []
    if not denser:
        path.write_text(to_json(found.baseline), "utf-8")
    return denser


def to_json(baseline: Mapping[str, Mapping[str, object]]) -> str:
    """Write a baseline with an entry a line, so that changes to it can be read and merged."""
    parts = [f"{json.dumps(name)}: {_entries(part)}" for name, part in baseline.items()]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _entries(part: Mapping[str, object]) -> str:
    entries = [f" {json.dumps(key)}: {json.dumps(value)}" for key, value in part.items()]
    return "{\n" + ",\n".join(entries) + "\n}"


def show(found: Survey, before: Mapping[str, float]) -> None:
    """Print the figures, and the functions with the most tokens."""
    print(f"{len(found.functions)} functions in {len(found.long_lines)} modules")
    print(f"{'':40}{'now':>8}{'baseline':>10}")
    for name, value in found.figures.items():
        print(f"{name:40}{value:8}{before.get(name, '-'):>10}")
    print(f"\ntokens  branches  lines  the {WORST} with the most tokens; *: with a reason")
    for function in sorted(found.functions, key=lambda f: (-f.tokens, f.key))[:WORST]:
        mark = "*" if function.explained else " "
        print(f"{function.tokens:6}{function.branches:10}{function.lines:7} {mark} {function.key}")


def main() -> None:
    """Print the density of the code, or renew the baseline."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--renew", action="store_true", help="write the figures as the baseline")
    found = survey(modules())
    if parser.parse_args().renew:
        if denser := renew(found):
            print(*denser, sep="\n", file=sys.stderr)
            sys.exit("the baseline stays as it was: its figures may only fall")
        return
    baseline = read_baseline()
    show(found, baseline["figures"])
    print(*faults(found, baseline), sep="\n")


if __name__ == "__main__":
    main()

"""The shape of the code: directions of dependence, sizes, docstrings."""

import ast
import re
import tomllib
from pathlib import Path

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).parents[1]
SOURCES = {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
    for package in ("provenance", "resolvers", "spantrail")
    for path in sorted((ROOT / package).rglob("*.py"))
}
TREES = {path: ast.parse(source) for path, source in SOURCES.items()}
MAX_FUNCTION_LINES = 50
MAX_MODULE_LINES = 400

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def length(function):
    """Count the lines of a function, its decorators and docstring aside."""
    described = ast.get_docstring(function, clean=False) is not None
    docstring = function.body[0].end_lineno - function.body[0].lineno + 1 if described else 0
    return function.end_lineno - function.lineno + 1 - docstring


def public(tree):
    """List what a module offers: its functions and classes, and their methods, without a leading underscore."""
    found = []
    for node in tree.body:
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)) and not node.name.startswith("_"):
            found.append(node)
            found += public(node) if isinstance(node, ast.ClassDef) else []
    return found


def test_imports_follow_the_layers(monkeypatch):
    """Every contract of import-linter in pyproject.toml is kept."""
    monkeypatch.chdir(ROOT)
    assert lint_imports(no_cache=True, no_logo=True) == EXIT_STATUS_SUCCESS


def test_a_module_stays_short():
    """One concept a file: what grows past the limit holds two."""
    lines = {path: len(source.splitlines()) for path, source in SOURCES.items()}

    assert {path: count for path, count in lines.items() if count > MAX_MODULE_LINES} == {}


def test_a_function_stays_short():
    """A function is read at one glance."""
    functions = {
        f"{path}: {node.name}": length(node)
        for path, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, FUNCTIONS)
    }

    assert {name: lines for name, lines in functions.items() if lines > MAX_FUNCTION_LINES} == {}


def test_everything_public_says_what_it_is():
    """Modules, public functions, classes and methods carry a docstring."""
    offered = [
        (f"{path}: {getattr(node, 'name', 'the module')}", node)
        for path, tree in TREES.items()
        for node in (tree, *public(tree))
    ]

    assert [name for name, node in offered if not ast.get_docstring(node)] == []


def test_the_page_of_the_layout_names_every_package():
    """In the order of the layers, so that a reader sees what may import what."""
    page = (ROOT / "docs/explanation/layout.md").read_text("utf-8")
    layers = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    for package in ("resolvers", "provenance"):
        (contract,) = (c for c in layers["contracts"] if c.get("containers") == [package])
        listed = page.partition(f"## `{package}`")[2].partition("\n## ")[0]
        rows = re.findall(r"^\| (`.*?) \|", listed, re.MULTILINE)
        named = [name for row in rows for name in re.findall(r"`(\w+)`", row)]

        assert sorted(named) == sorted(
            name for layer in contract["layers"] for name in re.findall(r"\w+", layer)
        )

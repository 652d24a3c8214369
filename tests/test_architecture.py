"""The shape of the code: directions of dependence, sizes, docstrings."""

import ast
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).parents[1]
MODULES = sorted(
    path
    for package in ("provenance", "resolvers", "spantrail")
    for path in (ROOT / package).rglob("*.py")
)
MAX_FUNCTION_LINES = 50
MAX_MODULE_LINES = 400

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)

each_module = pytest.mark.parametrize(
    "path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix()
)


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


@each_module
def test_a_module_stays_short(path):
    """One concept a file: what grows past the limit holds two."""
    assert len(path.read_text("utf-8").splitlines()) <= MAX_MODULE_LINES


@each_module
def test_a_function_stays_short(path):
    """A function is read at one glance."""
    functions = [
        node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, FUNCTIONS)
    ]
    assert [
        f"{f.name}: {length(f)} lines" for f in functions if length(f) > MAX_FUNCTION_LINES
    ] == []


@each_module
def test_everything_public_says_what_it_is(path):
    """Modules, public functions, classes and methods carry a docstring."""
    tree = ast.parse(path.read_text("utf-8"))
    assert ast.get_docstring(tree), "the module has none"
    assert [node.name for node in public(tree) if not ast.get_docstring(node)] == []

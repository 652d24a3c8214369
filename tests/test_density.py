"""The code does not get denser, and what measures it measures right."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

SCRIPT = Path(__file__).with_name("density.py")
SMALL = "def small():\n    return 1\n"
LARGE = "def {name}():\n    return [{words}]\n"
METHOD = '''
class Box:
    """A box."""

    @property
    def size(self):
        """Say how large it is."""
        # It is known.

        return f"{self.a and 1}" if self.b or self.c or self.d else [
            x for x in self.e if x
        ]
'''


def load() -> ModuleType:
    """Load the script, which is no part of a package."""
    spec = importlib.util.spec_from_file_location("density", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


density = load()


def large(name: str = "large", tokens: int = 200, before: str = "") -> str:
    """Write a function of about so many tokens."""
    words = "".join("1, " for _ in range(tokens // 2))
    return before + LARGE.format(name=name, words=words)


def faults(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """List what is denser in some modules than in others."""
    found: list[str] = density.faults(density.survey(after), density.survey(before).baseline)
    return found


def test_the_code_is_no_denser_than_its_baseline() -> None:
    """New functions keep to the limits or say why, and no figure rises."""
    found = density.faults(density.survey(density.modules()), density.read_baseline())

    hint = f"where all figures fell, the baseline is written anew by: {density.RENEW}"
    assert found == [], "\n".join([*found, hint])


def test_the_body_is_counted_without_its_docstring_and_layout() -> None:
    """`return 1`: two tokens on one line; comments count for nothing, a string for one token."""
    (small,) = density.functions("m.py", SMALL)
    (size,) = density.functions("m.py", METHOD)

    assert (small.tokens, small.branches, small.lines) == (2, 0, 1)
    assert (size.name, size.tokens, size.lines) == ("Box.size", 26, 3)
    assert size.branches == 6  # the choice, `and`, `or` twice, a loop, its condition


NESTED = """
def f(x):
    def g():
        if x:
            pass
    return g
"""


def test_what_is_inside_another_function_counts_for_both() -> None:
    """Hiding branches in a closure does not make a function lighter."""
    found = density.functions("m.py", NESTED)

    assert [(f.name, f.branches) for f in found] == [("f", 1), ("f.g", 1)]


def test_a_large_function_is_a_fault_unless_it_says_why() -> None:
    """A comment above it, or on the line of its def."""
    small = {"m.py": SMALL}
    explained = {"m.py": SMALL + large(before="# dense: a table\n")}
    beside = {"m.py": SMALL + large().replace("():", "():  # dense: a table")}

    assert "m.py:3: large has 202 tokens" in faults(small, {"m.py": SMALL + large()})[0]
    assert not [f for after in (explained, beside) for f in faults(small, after) if "large" in f]


@given(st.integers(160, 400), st.integers(160, 400), st.sampled_from(["m.py", "n.py"]))
def test_a_listed_function_may_move_but_not_grow(before: int, after: int, place: str) -> None:
    """What was over the limits once may shrink at its own time."""
    found = faults({"m.py": large(tokens=before)}, {place: large(tokens=after)})
    grown = [fault for fault in found if "split it" in fault]

    assert bool(grown) == (after // 2 > before // 2)


def test_a_name_of_two_classes_is_a_fault_once() -> None:
    """A public name says which class is meant; private ones are their module's own."""
    one = {"m.py": "class A: ...\nclass _B: ...\n"}
    two = one | {"n.py": "class A: ...\nclass _B: ...\n"}

    assert "class A is defined in 2 modules (m.py, n.py)" in faults(one, two)[0]
    assert faults(two, two) == []


def test_long_lines_are_counted_in_all_and_told_by_file() -> None:
    """A long line more is no fault where another file has one fewer."""
    long, short = "x = 1" + "  #" * 50 + "\n", "x = 1\n"

    more = faults({"m.py": short}, {"m.py": short, "n.py": long})

    assert "n.py: 1 lines over 100 columns, before 0" in more
    assert faults({"m.py": long, "n.py": short}, {"m.py": short, "n.py": long}) == []


def test_the_baseline_is_renewed_downwards_alone(tmp_path: Path) -> None:
    """A figure that rises leaves the file as it was."""
    path = tmp_path / "baseline.json"
    dense, light = (density.survey({"m.py": source}) for source in (large(), SMALL))

    assert density.renew(dense, path) == []
    assert density.read_baseline(path) == dense.baseline
    assert density.renew(light, path) == []
    assert density.renew(dense, path) != []
    assert density.read_baseline(path) == light.baseline


@pytest.mark.parametrize("character", ["é", "😀"])
def test_columns_are_those_of_characters(character: str) -> None:
    """A syntax tree counts bytes."""
    (found,) = density.functions("m.py", f'def f(): "{character}"; return 1\n')

    assert found.tokens == 2

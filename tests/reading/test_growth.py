"""Reading is linear in the length of a text, whatever the text is made of.

Work is counted and not timed: calls of functions, and characters that are folded or hashed, which
one call may do for a whole text. Blocks of an article are made small, since groups are compared
inside one.
"""

from __future__ import annotations

import cProfile
import hashlib
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from resolvers.coreference import blocks, build
from resolvers.text import folding
from resolvers.text.folding import fold

HOSTILE = runpy.run_path(str(Path(__file__).parents[1] / "benchmarks" / "hostile.py"))
SIZE = 4_000  # code points; the longer text has twice as many
MOST = 2.6  # times the work for twice the text
BLOCK = 40  # mentions


def work(text: str) -> int:
    """Count calls, and characters folded and hashed, while a text is read."""
    characters = 0

    def counted(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(value: str | bytes) -> Any:
            nonlocal characters
            characters += len(value)
            return function(value)

        return call

    fold.cache_clear()
    profile = cProfile.Profile()  # in C: five times less than a function of Python for each call
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(folding, "seen", counted(folding.seen))
        patch.setattr(hashlib, "sha256", counted(hashlib.sha256))
        with profile:
            HOSTILE["read"](text)
    return characters + sum(entry.callcount for entry in profile.getstats())


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut long texts into blocks early, after the lexicon was read."""
    monkeypatch.setattr(blocks, "LARGEST", BLOCK)
    monkeypatch.setattr(build, "LARGEST", BLOCK)
    HOSTILE["read"]("Ann Lee, the French president, said that “ten people” left the Bank (B).")


@pytest.mark.parametrize("shape", HOSTILE["SHAPES"])
def test_twice_the_text_is_twice_the_work(shape: str) -> None:
    """Long names, quotations, lists, lines without an end: none makes reading quadratic."""
    once, twice = (work(HOSTILE["text_of"](shape, size)) for size in (SIZE, 2 * SIZE))

    assert twice <= MOST * once

"""Reading is linear in the length of a text, whatever the text is made of.

Work is counted and not timed: calls of functions, and characters that are folded or hashed, which
one call may do for a whole text. Blocks of an article are made small, since groups are compared
inside one.
"""

from __future__ import annotations

import runpy
import sys
from pathlib import Path
from types import CodeType, FrameType

import pytest

from provenance import identifiers
from resolvers.reading.chains import blocks, build
from resolvers.reading.folding import fold

HOSTILE = runpy.run_path(str(Path(__file__).parents[1] / "benchmarks" / "hostile.py"))
SIZE = 4_000  # code points; the longer text has twice as many
MOST = 2.6  # times the work for twice the text
BLOCK = 40  # mentions
# Functions that do in one call what takes as long as their argument.
WHOLE: dict[CodeType, str] = {
    fold.__wrapped__.__code__: "text",
    identifiers.text_hash.__code__: "text",
}


def work(text: str) -> int:
    """Count calls, and characters folded and hashed, while a text is read."""
    done = 0

    def note(frame: FrameType, event: str, _: object) -> None:
        nonlocal done
        if event == "call":
            name = WHOLE.get(frame.f_code)
            done += 1 if name is None else 1 + len(frame.f_locals[name])
        elif event == "c_call":
            done += 1

    fold.cache_clear()
    sys.setprofile(note)
    try:
        HOSTILE["read"](text)
    finally:
        sys.setprofile(None)
    return done


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

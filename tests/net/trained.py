"""What tells whether a shipped model is still what its script trains, without training it.

To train all anew took 450 s of a processor in each run of the tests. What a script makes of a
sample of its data takes a twentieth: beside the tests stands the digest of the data, of what was
made of the sample and of the shipped files, as they were when all was trained anew and was the
same. While nothing of these differs, the test ends there. Where anything does (a feature, a word
of the lexicon, a count, a setting, the model, the data), the test trains all of it anew, and
fails where the shipped files are not what comes out. `pytest --retrain` trains in any case, as
`make search` does, and notes the digest of what agreed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

import pytest

NOTES = Path(__file__).with_name("trained")


class Digest:
    """A digest to which values and files are added, one after the other."""

    def __init__(self) -> None:
        self._sum = hashlib.sha256()

    def add(self, value: object) -> None:
        """Add a value that has one spelling."""
        self._sum.update(repr(value).encode() + b"\0")

    def add_files(self, paths: Iterable[Path]) -> None:
        """Add the names and bytes of files, in the order of the names."""
        for path in sorted(paths):
            self.add((path.name, hashlib.sha256(path.read_bytes()).hexdigest()))

    def __str__(self) -> str:
        """Write it in hexadecimal digits."""
        return self._sum.hexdigest()


def agrees(name: str, found: Digest, config: pytest.Config) -> bool:
    """Whether a digest is the one that was noted, and nobody asks to train all the same.

    Args:
        name: what is trained; its note is a file of that name.
        found: what is there now.
        config: has the option `--retrain`.
    """
    note = NOTES / f"{name}.sha256"
    noted = note.read_text("utf-8").strip() if note.exists() else ""
    return noted == str(found) and not config.getoption("retrain")


def note(name: str, found: Digest, config: pytest.Config) -> None:
    """Note the digest of what was trained anew and agreed, if asked by `--retrain`."""
    if config.getoption("retrain"):
        NOTES.mkdir(exist_ok=True)
        (NOTES / f"{name}.sha256").write_text(f"{found}\n", encoding="utf-8")


def sample(path: Path, to: Path, field: str, *, one_in: int) -> None:
    """Write the lines of one in so many articles, chosen by a hash of their ids.

    Args:
        path: a file of JSON Lines.
        to: the file to make.
        field: where a line has the id of its article.
        one_in: how many articles there are for each that is taken.
    """
    lines = path.read_text("utf-8").splitlines(keepends=True)
    to.parent.mkdir(parents=True, exist_ok=True)
    taken = [line for line in lines if _number(json.loads(line)[field]) % one_in == 0]
    to.write_text("".join(taken), encoding="utf-8")


def _number(name: str) -> int:
    return int(hashlib.sha256(f"sample {name}".encode()).hexdigest()[:8], 16)

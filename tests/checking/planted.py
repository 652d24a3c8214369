"""Drafts that quote rightly, and the faults planted in them: data of the tests and of the benchmark."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

DRAFTS = Path(__file__).parent / "drafts"
ROOT = Path(__file__).parents[2]
CORPORA = {
    "webforms": DRAFTS / "webforms.jsonl",
    "paris_summit": ROOT / "examples/paris_summit/articles.jsonl",
    "ferry": ROOT / "examples/ferry/articles.jsonl",
}


@attrs.frozen(kw_only=True)
class Fault:
    """Hold one fault of a draft.

    Args:
        draft: the draft with it.
        start: where it begins.
        end: where it ends.
        findings: the words that are right for it.
    """

    draft: str
    start: int
    end: int
    findings: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Planted:
    """Hold a draft that quotes rightly with the faults that were planted in it, one at a time."""

    name: str
    corpus: str
    draft: str
    faults: tuple[Fault, ...]


def planted(texts: Mapping[str, str] | None = None) -> Iterator[Planted]:
    """Yield the drafts over the corpora that are here, and with the texts of another those over it."""
    for name in ("webforms", "examples"):
        for row in json.loads((DRAFTS / f"{name}.json").read_text("utf-8")):
            yield _planted(row, row.get("corpus", name), row["draft"])
    if texts is not None:
        for row in json.loads((DRAFTS / "basil.json").read_text("utf-8")):
            pieces = (p if isinstance(p, str) else texts[p[0]][p[1] : p[2]] for p in row["draft"])
            yield _planted(row, "basil", "".join(pieces))


def _planted(row: Mapping[str, Any], corpus: str, draft: str) -> Planted:
    faults = tuple(_fault(draft, fault) for fault in row["faults"])
    return Planted(name=row["name"], corpus=corpus, draft=draft, faults=faults)


def _fault(draft: str, row: Mapping[str, Any]) -> Fault:
    start = row["start"] if "start" in row else draft.index(row["find"])
    end = row["end"] if "end" in row else start + len(row["find"])
    wanted = row["finding"]
    return Fault(
        draft=draft[:start] + row["put"] + draft[end:],
        start=start,
        end=start + len(row["put"]),
        findings=(wanted,) if isinstance(wanted, str) else tuple(wanted),
    )

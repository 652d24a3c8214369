"""What somebody may have meant who wrote a name that nothing has."""

from __future__ import annotations

from collections.abc import Iterable

_LEAST = 70  # of 100: "Zelenskyy" for "Volodymyr Zelensky" has 95, "Macaron" for "Macron" 92
_NEAR = 8  # below the best: "Rome" is like a part of "Emanuel Macrom", and nobody means it
_SHOWN = 5


def closest(written: str, names: Iterable[str], *, limit: int = _SHOWN) -> list[str]:
    """List the names that are written most alike, the most alike first.

    None where nothing is alike.
    """
    from rapidfuzz import fuzz, process, utils

    known = list(dict.fromkeys(names))
    found = process.extract(
        written,
        known,
        scorer=fuzz.WRatio,
        processor=utils.default_process,
        limit=limit,
        score_cutoff=_LEAST,
    )
    best = max((score for _, score, _ in found), default=0)
    return [name for name, score, _ in found if score >= best - _NEAR]


def similar(written: str, names: Iterable[str]) -> str:
    """Write the end of a sentence that asks whether one of the most similar names was meant."""
    found = closest(written, names)
    return f"; did you mean {', '.join(map(repr, found))}?" if found else ""

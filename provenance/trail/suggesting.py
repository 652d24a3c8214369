"""What somebody may have meant who wrote a name that nothing has."""

from __future__ import annotations

from collections.abc import Iterable

_LEAST = 70  # of 100: "Zelenskyy" for "Volodymyr Zelensky" has 95, "Macaron" for "Macron" 92
_SHOWN = 5


def closest(written: str, names: Iterable[str], *, limit: int = _SHOWN) -> list[str]:
    """List the names that are written most alike, the most alike first; none where nothing is alike."""
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
    return [name for name, _, _ in found]


def similar(written: str, names: Iterable[str]) -> str:
    """Write the end of a sentence that asks whether one of the most similar names was meant."""
    found = closest(written, names)
    return f"; did you mean {', '.join(map(repr, found))}?" if found else ""

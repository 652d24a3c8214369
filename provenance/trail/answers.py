"""What every answer can do: print itself in a line, show itself in a notebook, become JSON or a data frame."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from provenance.trail.shapes import is_record, members, plain

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

T = TypeVar("T")
_EMPTY: tuple[object, ...] = (None, (), "")  # not shown in a short repr
_REPR = 300  # code points of a short repr
_WORDS = 40  # code points of a value in a short repr
_PRINTED = 20  # answers of a list that its repr prints


def as_json(answer: object) -> str:
    """Write an answer as JSON, as `--json` prints it and its JSON Schema describes it."""
    return json.dumps(plain(answer), ensure_ascii=False, indent=1)


class AnswerRecord:
    """Be the base of the records that answer a question."""

    __slots__ = ()

    def __repr__(self) -> str:
        told = [(m.name, getattr(self, m.name)) for m in members(type(self))]
        shown = " ".join(
            f"{name}={_short_repr(value)}" for name, value in told if value not in _EMPTY
        )
        cut = shown if len(shown) <= _REPR else f"{shown[: _REPR - 1]}…"
        return f"<{type(self).__name__} {cut}>"

    def _repr_html_(self) -> str:
        """Show the answer in a notebook."""
        from provenance.trail.html import as_html

        return as_html(self)

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain values: what `--json` prints."""
        found: dict[str, Any] = plain(self)
        return found

    def to_json(self) -> str:
        """Write the answer as JSON."""
        return as_json(self)


class Answers(list[T]):
    """Hold a list of answers, which is a list in every way, and a table where one is wanted.

    Args:
        items: the answers.
        record: what each of them is; an empty list has columns, too.
        total: how many there are where only some were asked for.
        offset: how many were left out before the first.
    """

    def __init__(
        self, items: Iterable[T], record: type[T], *, total: int | None = None, offset: int = 0
    ) -> None:
        super().__init__(items)
        self.record = record
        self.total = len(self) if total is None else total
        self.offset = offset

    def __repr__(self) -> str:
        lines = [f"  {answer!r}," for answer in self[:_PRINTED]]
        if len(self) > _PRINTED:
            lines.append(f"  … and {len(self) - _PRINTED} more")
        return "\n".join(["[", *lines, "]"]) if lines else "[]"

    def _repr_html_(self) -> str:
        """Show the answers in a notebook, as a table."""
        from provenance.trail.html import as_html

        return as_html(self)

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return the answers as plain values: what `--json` prints."""
        found: list[dict[str, Any]] = plain(self)
        return found

    def to_json(self) -> str:
        """Write the answers as JSON."""
        return as_json(self)

    def to_arrow(self) -> pa.Table:
        """Return the answers as an Arrow table, one row each."""
        from provenance.trail.frames import to_arrow

        return to_arrow(self, self.record)

    def to_pandas(self) -> pd.DataFrame:
        """Return the answers as a pandas data frame.

        Raises:
            MissingExtraError: pandas is not installed.
        """
        from provenance.trail.frames import to_pandas

        return to_pandas(self, self.record)

    def to_polars(self) -> pl.DataFrame:
        """Return the answers as a Polars data frame.

        Raises:
            MissingExtraError: Polars is not installed.
        """
        from provenance.trail.frames import to_polars

        return to_polars(self, self.record)


def page(
    items: Sequence[T], record: type[T], *, limit: int | None = None, offset: int = 0
) -> Answers[T]:
    """Return a part of a list, which knows how long the whole is."""
    end = None if limit is None else offset + limit
    return Answers(items[offset:end], record, total=len(items), offset=offset)


def _short_repr(value: object) -> str:
    """Write a value in a few characters: lists as their length, records as what they are."""
    if isinstance(value, tuple) and not is_record(type(value)):
        return f"[{len(value)}]"
    if is_record(type(value)):
        return f"<{getattr(value, 'reference', type(value).__name__)}>"
    words = f"{value:.3f}" if isinstance(value, float) else repr(value)
    return words if len(words) <= _WORDS else f"{words[: _WORDS - 1]}…"

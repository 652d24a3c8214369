"""Readers of other packages, found by the entry points of the group `spantrail.readers`.

The name of an entry point is the ending of the files that it reads, without the dot. What it names
is called with a path, and returns dictionaries as `ledger.add` takes them, one an article.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any

from provenance.exceptions import InputError
from provenance.ingest.options import File, Options
from provenance.ingest.rows import Hint, Row, to_rows

_GROUP = "spantrail.readers"


def reader_by(name: str) -> _Plugin:
    """Return the reader that an entry point names."""
    (point, *_) = entry_points(group=_GROUP, name=name)
    return _Plugin(point)


class _Plugin:
    """Call a reader of another package, and check what it returns."""

    def __init__(self, point: EntryPoint) -> None:
        self._point = point

    def __call__(self, file: File, options: Options) -> Iterator[Row | InputError | Hint]:
        package = self._point.dist
        name = f"{package.name} {package.version}" if package else self._point.value
        yield from to_rows(self._plugin_records(file, name), file.name, name, options.columns)

    def _plugin_records(
        self, file: File, name: str
    ) -> Iterator[tuple[int, Mapping[Any, Any] | InputError]]:
        number = 0
        try:
            found: Iterable[object] = self._point.load()(Path(file.path))
            for number, row in enumerate(found, 1):
                yield number, _checked_plugin_row(row, file.name, number, name)
        except Exception as error:  # noqa: BLE001  (the reader is not ours)
            what = f"the reader of {name} failed: {type(error).__name__}: {error}"
            yield number + 1, InputError(what, file=file.name, line=number + 1)


def _checked_plugin_row(
    row: object, file: str, number: int, name: str
) -> Mapping[Any, Any] | InputError:
    if isinstance(row, Mapping | InputError):
        return row
    what = f"the reader of {name} returned a {type(row).__name__}, and no mapping"
    return InputError(what, file=file, line=number)

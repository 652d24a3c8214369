"""Which reader reads which file: by its ending, or by how its content begins."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path

from provenance.exceptions import InputError
from provenance.ingest.options import File, Options
from provenance.ingest.rows import Hint, Row

Reader = Callable[[File, Options], Iterator[Row | InputError | Hint]]

GROUP = "spantrail.readers"  # the entry points by which others' readers are found
COMPRESSED = ".gz"
# Loaded when they are used: some of them load libraries that others do without.
_MODULES = {
    ".txt": "text",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json_array",
    ".csv": "csv_file",
    ".parquet": "parquet",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".xml": "feed",
    ".rss": "feed",
    ".atom": "feed",
    ".warc": "warc",
    ".wacz": "wacz",
}
# Folders hold other JSON and XML besides; a file that is named is read whatever it begins with.
_MIXED = {
    ".json": re.compile(
        rb"""(?:\xef\xbb\xbf)?\s*(?:\{[^{}\[\]]*?"(?:articles|documents|items|results|stories)"\s*:\s*)?"""
        rb"""\[\s*\{.*?"(?:text|body|content|maintext|full_text|article_text)"\s*:\s*\"""",
        re.DOTALL,
    ),
    ".xml": re.compile(rb".*?<(?:rss|feed|rdf:RDF)[\s>]", re.DOTALL | re.IGNORECASE),
}
_HEAD = 65_536
_BEGINNINGS: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"PAR1"), ".parquet"),
    (re.compile(rb"\x1f\x8b"), COMPRESSED),
    (re.compile(rb"PK\x03\x04"), ".wacz"),
    (re.compile(rb"WARC/"), ".warc"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*\["), ".json"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*\{[^\r\n]*\}\s*(?:[\r\n]|\Z)"), ".jsonl"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*\{"), ".json"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?<(?:rss|feed|rdf:RDF)\b"), ".xml"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*<"), ".html"),
    (re.compile(rb"(?:\xef\xbb\xbf)?(?=[^\r\n]*\btext\b)[\w \"]+(?:,[\w \"]*)+\r?\n"), ".csv"),
)


def format_of(path: Path) -> str | None:
    """Return the ending that tells a file's format, that of what was compressed behind `.gz`.

    None for an unknown one.
    """
    ending = path.suffix.lower()
    inner = Path(path.stem).suffix.lower() if ending == COMPRESSED else ending
    return inner if inner in _MODULES or inner in _others() else None


def known_suffixes() -> list[str]:
    """List the endings that are read."""
    return sorted({*_MODULES, *_others(), COMPRESSED})


def reader_of(suffix: str) -> Reader:
    """Return the reader of a format."""
    if suffix in _MODULES:
        reader: Reader = import_module(f"provenance.ingest.{_MODULES[suffix]}").read
        return reader
    from provenance.ingest.plugins import reader_by

    return reader_by(_others()[suffix])


def is_article_file(path: Path) -> bool:
    """Whether a file of a folder is to be read: JSON and XML only where they begin like articles."""
    beginning = _MIXED.get(path.suffix.lower())
    if beginning is None:
        return True
    with path.open("rb") as file:
        return beginning.match(file.read(_HEAD)) is not None


def format_by_content(head: bytes) -> str:
    """Tell the format of bytes that have no name by how they begin.

    A text, where nothing else fits.
    """
    fitting = (suffix for beginning, suffix in _BEGINNINGS if beginning.match(head))
    return next(fitting, ".txt")


@cache
def _others() -> dict[str, str]:
    """Map the endings for which other packages bring a reader to the names of their entry points."""
    return {f".{point.name.lower()}": point.name for point in entry_points(group=GROUP)}

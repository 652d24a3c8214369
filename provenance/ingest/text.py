"""Plain text files: one article a file, called by the file's path."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from provenance.exceptions import InputError
from provenance.ingest.encodings import decode, other_encoding
from provenance.ingest.naming import article_name
from provenance.ingest.options import File, Options
from provenance.ingest.rows import Row, to_row
from provenance.ingest.sidecars import metadata_of


def read(file: File, options: Options) -> Iterator[Row | InputError]:  # noqa: ARG001  (all readers are called alike)
    """Read one article; a byte-order mark is dropped, everything else is kept as it is, line ends too.

    Metadata beside it that cannot be read are refused alone.
    """
    raw = file.path.read_bytes()
    text = other_encoding(raw, file.name) or decode(raw, file.name)
    if isinstance(text, InputError):
        yield text
        return
    fields = metadata_of(Path(file.name))
    if isinstance(fields, InputError):
        yield fields
        fields = {}
    named = {"id": article_name(file.name), **fields, "text": text}
    row = to_row(named, file=file.name, extractor="text")
    yield row.of_bytes(raw) if isinstance(row, Row) else row

"""WACZ files: WARC files packed with their index."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import IO, cast
from typing import BinaryIO as Stream

from provenance.exceptions import InputError
from provenance.ingest import warc
from provenance.ingest.options import File, Options
from provenance.ingest.rows import Row

_ARCHIVES = (".warc", ".warc.gz")


def read(file: File, options: Options) -> Iterator[Row | InputError]:
    """Read the pages of all WARC files inside; errors name the file inside behind a `!`.

    Raises:
        MissingExtraError: the extra `warc` is not installed.
    """
    try:
        with zipfile.ZipFile(file.path) as packed:
            names = sorted(name for name in packed.namelist() if name.endswith(_ARCHIVES))
            if not names:
                yield InputError("the file holds no WARC file", file=file.name)
            for name in names:
                yield from _read_packed_warc(packed, name, file, options)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        yield InputError(f"this is no WACZ file: {error}", file=file.name)


def _read_packed_warc(
    packed: zipfile.ZipFile, name: str, file: File, options: Options
) -> Iterator[Row | InputError]:
    inside: IO[bytes]
    with packed.open(name) as inside:
        yield from warc.read_stream(cast("Stream", inside), f"{file.name}!{name}", options)

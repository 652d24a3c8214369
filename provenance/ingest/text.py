"""Plain text files: one article a file, called by the file's name without its suffix."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import attrs

from provenance.articles import Version
from provenance.exceptions import InputError
from provenance.ingest.rows import to_version

_BOM = b"\xef\xbb\xbf"


def read(path: Path) -> Iterator[Version | InputError]:
    """Read one article; a byte-order mark is dropped, everything else is kept as it is, line ends too."""
    raw = path.read_bytes()
    text = decode(raw, str(path))
    if isinstance(text, InputError):
        yield text
        return
    version = to_version({"text": text, "id": path.stem}, file=str(path), extractor="text")
    yield (version if isinstance(version, InputError) else attrs.evolve(version, raw_hash=hashlib.sha256(raw).hexdigest()))


def decode(raw: bytes, file: str, line: int | None = None) -> str | InputError:
    """Decode UTF-8, or say at which byte it is none."""
    try:
        return raw.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        what = f"byte {error.start} is not UTF-8 (0x{error.object[error.start]:02x})"
        return InputError(what, file=file, line=line, field="text", hint="save the file as UTF-8")

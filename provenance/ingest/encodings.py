"""Bytes to text: UTF-8 alone, and what other encodings are told apart by."""

from __future__ import annotations

import re

from provenance.exceptions import InputError

BOM = b"\xef\xbb\xbf"
_HINT = "save the file as UTF-8"
# UTF-32 begins with the mark of UTF-16, so it is asked for first.
_MARKS = {
    b"\xff\xfe\0\0": "UTF-32",
    b"\0\0\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
_UNDECODED = re.compile("[\udc80-\udcff]")


def decode(raw: bytes, file: str, line: int | None = None) -> str | InputError:
    """Decode UTF-8, or say at which byte it is none; a byte-order mark is dropped."""
    try:
        return raw.removeprefix(BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        what = f"byte {error.start} is not UTF-8 (0x{error.object[error.start]:02x})"
        return InputError(what, file=file, line=line, field="text", hint=_HINT)


def other_encoding(raw: bytes, file: str) -> InputError | None:
    """Return why a file is refused that begins as UTF-16 or UTF-32: with a mark, or with NUL."""
    found = next((name for mark, name in _MARKS.items() if raw.startswith(mark)), None)
    if found is None and len(raw) > 1 and 0 in raw[:2]:
        found = "UTF-16 or UTF-32"
    if found is None:
        return None
    return InputError(f"this is {found}, not UTF-8", file=file, line=1, hint=_HINT)


def decode_leniently(raw: bytes) -> str:
    """Decode UTF-8, keeping each other byte as one character that `undecoded` finds.

    A byte-order mark is dropped.
    """
    return raw.removeprefix(BOM).decode("utf-8", "surrogateescape")


def undecoded(text: str) -> str | None:
    """Return what is wrong with a text that was decoded leniently; None where it was UTF-8."""
    found = _UNDECODED.search(text)
    return f"a byte is not UTF-8 (0x{ord(found[0]) - 0xDC00:02x})" if found else None

"""The bytes of a page to characters, each of which knows its bytes."""

from __future__ import annotations

import codecs
import re
from array import array
from collections.abc import Callable, Sequence
from typing import Any

import attrs

from provenance.exceptions import MissingExtraError
from provenance.ingest.refusals import RowRefusal
from provenance.records.pages import is_stateful

_ESCAPE = "surrogateescape"  # a byte that is no character becomes one, and back
_BYTES = re.compile("[\udc80-\udcff]")
_LABEL = re.compile(rb"""<meta[^>]{0,999}?charset\s*=\s*["']?\s*([\w:.-]{1,40})""", re.IGNORECASE)
_XML = re.compile(rb"""\s*<\?xml[^>]{0,99}?encoding\s*=\s*["']([\w:.-]{1,40})""")
_HEAD = 4_096  # bytes in which a page says its encoding; browsers look at 1,024
_BAD = 1_000  # one byte of so many may be none of the encoding; browsers show U+FFFD for it
_GUESSED = 20_000  # bytes that a guess looks at
_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_SAVE = "save the page as UTF-8"


@attrs.frozen
class Decoded:
    """Hold the characters of a page.

    Args:
        text: the characters; a byte that is none is one between U+DC80 and U+DCFF.
        encoding: the codec, as Python calls it.
        first: where the characters begin, behind a byte-order mark.
        ends: one past the last byte of each character; empty where encoding them again tells it.
    """

    text: str
    encoding: str
    first: int
    ends: Sequence[int]

    def offsets(self, places: Sequence[int]) -> list[int]:
        """Return the bytes at which characters begin.

        Args:
            places: numbers of characters from 0, ascending.
        """
        if self.ends:
            return [self.ends[place - 1] if place else self.first for place in places]
        found, place, offset = [], 0, self.first
        for wanted in places:
            offset += len(self.text[place:wanted].encode(self.encoding, _ESCAPE))
            place = wanted
            found.append(offset)
        return found


def decode(raw: bytes, declared: str | None = None) -> Decoded:
    """Decode a page: by its byte-order mark, what was declared, what it says itself, else a guess.

    Args:
        raw: the page.
        declared: the encoding that came with it, as in the header of a response.

    Raises:
        RowRefusal: the encoding is unknown, or more than a few bytes are none of it.
        MissingExtraError: the extra `html` is not installed.
    """
    mark, marked = next((one for one in _MARKS.items() if raw.startswith(one[0])), (b"", None))
    name = (
        marked
        or _codec_of_label(declared)
        or _codec_of_label(_declared_encoding(raw))
        or _guess_encoding(raw)
    )
    body = raw[len(mark) :]
    text = _decode_body(body, name, len(mark))
    _check_undecoded_share(text, name)
    ends = () if _is_lossless_decoding(text, name, body) else _character_ends(body, name, len(mark))
    return Decoded(text, name, len(mark), ends)


def _decode_body(body: bytes, name: str, first: int) -> str:
    """Decode what stands behind a byte-order mark.

    Raises:
        RowRefusal: a byte is none of the encoding.
    """
    try:
        return body.decode(name, _ESCAPE)
    except UnicodeDecodeError as error:
        what = f"byte {first + error.start} is not {name} (0x{body[error.start]:02x})"
        raise RowRefusal(None, what, _SAVE) from error


def _check_undecoded_share(text: str, name: str) -> None:
    bad = len(_BYTES.findall(text))
    if bad * _BAD > len(text) + _BAD:
        raise RowRefusal(None, f"{bad} bytes are not {name}, which the page says it is", _SAVE)


def _is_lossless_decoding(text: str, name: str, body: bytes) -> bool:
    """Whether encoding the characters again gives the bytes, so that their lengths are known."""
    if is_stateful(name):
        return False
    try:
        return text.encode(name, _ESCAPE) == body
    except UnicodeEncodeError:
        return False


def _character_ends(body: bytes, name: str, first: int) -> array[int]:
    """Decode byte by byte, noting which byte completes each character."""
    decoder = codecs.getincrementaldecoder(name)(_ESCAPE)
    ends: array[int] = array("q")
    for place in range(len(body)):
        made = decoder.decode(body[place : place + 1], place == len(body) - 1)
        ends.extend([first + place + 1] * len(made))
    return ends


def _declared_encoding(raw: bytes) -> str | None:
    """Return the encoding that a page says it has.

    One that says UTF-16 in ASCII letters is UTF-8.
    """
    found = _XML.match(raw[:_HEAD]) or _LABEL.search(raw[:_HEAD])
    label = found[1].decode("ascii", "replace").lower() if found else None
    return "utf-8" if label and label.startswith("utf-16") else label


def _codec_of_label(label: str | None) -> str | None:
    """Return the codec behind a label of the web, None where there is none: latin-1 means cp1252."""
    if label is None:
        return None
    found = _encoding_lookup()(label)
    return None if found is None else str(found.codec_info.name)


def _guess_encoding(raw: bytes) -> str:
    """Tell the encoding of a page that does not say it."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8"
    from charset_normalizer import from_bytes

    best = from_bytes(raw[:_GUESSED]).best()
    if best is None:
        what = "the page does not say its encoding, and it is not UTF-8"
        raise RowRefusal(None, what, _SAVE)
    return str(best.encoding)


def _encoding_lookup() -> Callable[[str], Any]:
    try:
        import webencodings
    except ImportError as error:
        raise MissingExtraError("webencodings", "html") from error
    found: Callable[[str], Any] = webencodings.lookup
    return found

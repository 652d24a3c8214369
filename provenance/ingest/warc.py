"""WARC files, which archives of the web consist of: each page in them is an article."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, BinaryIO

from provenance.exceptions import InputError, MissingExtraError
from provenance.ingest.html import Origin, read_page
from provenance.ingest.html.article import MOST_BYTES
from provenance.ingest.options import File, Options
from provenance.ingest.rows import Row

if TYPE_CHECKING:
    from types import ModuleType

_PAGES = ("text/html", "application/xhtml+xml")
_KINDS = ("response", "resource")
_OK = "200"


def read(file: File, options: Options) -> Iterator[Row | InputError]:
    """Read the pages of an archive; errors count its records from 1.

    A page goes by its address, so that one that was saved again later is a new version of its
    article. What is no page, such as pictures, redirects and pages that a server did not find, is
    passed over.

    Raises:
        MissingExtraError: the extra `warc` is not installed.
    """
    with file.path.open("rb") as stream:
        yield from read_stream(stream, file.name, options)


def read_stream(stream: BinaryIO, name: str, options: Options) -> Iterator[Row | InputError]:
    """Read the pages of an archive.

    Args:
        stream: the archive, compressed or not.
        name: what errors call it.
        options: how to read it.
    """
    number = pages = 0
    iterator = _import_warcio().archiveiterator.ArchiveIterator
    try:
        for number, record in enumerate(iterator(stream), 1):
            if _is_page_record(record):
                pages += 1
                yield _read_page_record(record, name, number, options)
    except Exception as error:  # noqa: BLE001  (warcio lets through whatever a damaged archive causes)
        what = f"the archive is damaged from here on: {type(error).__name__}: {str(error)[:80]}"
        yield InputError(what, file=name, line=number + 1)
        return
    if not pages:
        yield InputError("the archive holds no page of HTML", file=name)


def _is_page_record(record: Any) -> bool:  # noqa: ANN401  (warcio has no types)
    if record.rec_type not in _KINDS:
        return False
    headers = record.http_headers
    if record.rec_type == "response" and (headers is None or headers.get_statuscode() != _OK):
        return False
    return _media_type(record).startswith(_PAGES)


def _media_type(record: Any) -> str:  # noqa: ANN401
    """Return the media type of a record, in small letters, with its parameters."""
    headers = record.http_headers or record.rec_headers
    return str(headers.get_header("Content-Type") or "").strip().lower()


def _read_page_record(record: Any, name: str, number: int, options: Options) -> Row | InputError:  # noqa: ANN401
    raw = record.content_stream().read(MOST_BYTES + 1)
    url = record.rec_headers.get_header("WARC-Target-URI").strip("<>")
    origin = Origin(
        file=name,
        line=number,
        record=record.rec_headers.get_header("WARC-Record-ID"),
        declared=_charset(_media_type(record)),
        url=url,
        fields={"id": url, "url": url, "retrieved_at": _retrieval_time(record)},
    )
    return read_page(raw, origin, keep_raw=options.keep_raw)


def _charset(media_type: str) -> str | None:
    """Return the encoding that a media type names."""
    parameters = (part.strip().partition("=") for part in media_type.split(";")[1:])
    found = (value.strip("\"' ") for name, _, value in parameters if name.strip() == "charset")
    return next(found, None)


def _retrieval_time(record: Any) -> datetime | None:  # noqa: ANN401
    """Return when a page was fetched."""
    try:
        return datetime.fromisoformat(record.rec_headers.get_header("WARC-Date"))
    except (TypeError, ValueError):
        return None


def _import_warcio() -> ModuleType:
    try:
        import warcio.archiveiterator
    except ImportError as error:
        raise MissingExtraError("warcio", "warc") from error
    found: ModuleType = warcio
    return found

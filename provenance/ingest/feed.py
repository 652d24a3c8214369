"""Feeds, RSS and Atom: an entry is an article, in full or an excerpt."""

from __future__ import annotations

import io
import re
from calendar import timegm
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from provenance.exceptions import InputError, MissingExtraError
from provenance.ingest.feed_items import item_places
from provenance.ingest.html.fragment import text_of
from provenance.ingest.options import File, Options
from provenance.ingest.refusals import RowRefusal
from provenance.ingest.rows import Row, to_row

if TYPE_CHECKING:
    from types import ModuleType

_MARKUP = "html"  # part of the media types whose content is markup
# How an entry ends that goes on somewhere else: "[…]", "Read more", "Continue reading the report".
_CUT = re.compile(
    r"(?:\[?\s?(?:…|\.\.\.|&hellip;)\s?\]?"
    r"|(?:read (?:more|on|the (?:rest|full \w+))|continue reading|more)\b[^.!?\n]{0,80}[.…»→>\s]*)\s*\Z",
    re.IGNORECASE,
)
_FULL, _EXCERPT = "full", "excerpt"


def read(file: File, options: Options) -> Iterator[Row | InputError]:  # noqa: ARG001  (all readers are called alike)
    """Read the entries of a feed; errors count them from 1.

    The metadata `content` tells whether the feed gives the whole article (`full`) or an `excerpt`:
    where it has no more than a summary, or what it has breaks off. The metadata `bytes` tells where
    the entry stands in the feed, whose hash is the article's `raw_hash`.

    Raises:
        MissingExtraError: the extra `feeds` is not installed.
    """
    raw = file.path.read_bytes()
    found = _parse_feed(raw)
    if not found.version and not found.entries:
        yield InputError(f"this is no feed: {_feed_fault(found)}", file=file.name)
        return
    yield from _entries(found, raw, file.name)
    if found.bozo and not _is_harmless_fault(found):
        what = f"the feed is damaged: {_feed_fault(found)}"
        yield InputError(what, file=file.name, hint="the entries before the damage were read")


def _entries(found: Any, raw: bytes, file: str) -> Iterator[Row | InputError]:  # noqa: ANN401
    """Read the entries of a parsed feed."""
    places = _entry_places(raw, len(found.entries))
    for number, entry in enumerate(found.entries, 1):
        try:
            fields = {**_entry_fields(entry, found.feed), "bytes": places[number - 1]}
        except RowRefusal as refusal:
            yield refusal.at(file, number)
            continue
        row = to_row(fields, file=file, line=number, extractor="feed")
        yield row.of_bytes(raw) if isinstance(row, Row) else row


def _entry_places(raw: bytes, entries: int) -> list[str | None]:
    """Write where entries stand.

    Nothing where the feed is damaged, or has others than were read.
    """
    found = item_places(raw)
    if len(found) != entries:
        return [None] * entries
    return [f"{start}-{end}" for start, end in found]


def _parse_feed(raw: bytes) -> Any:  # noqa: ANN401  (feedparser's dictionaries)
    # A stream: what is given as text may be taken for an address, and fetched.
    return _import_feedparser().parse(
        io.BytesIO(raw), sanitize_html=False, resolve_relative_uris=False
    )


def _feed_fault(found: Any) -> str:  # noqa: ANN401
    error = found.get("bozo_exception")
    message = getattr(error, "getMessage", lambda: str(error))()
    return str(message or "no entry was found")


def _is_harmless_fault(found: Any) -> bool:  # noqa: ANN401
    """Whether what feedparser complains of took no entry along: an encoding or a media type."""
    name = type(found.get("bozo_exception")).__name__
    return name in {"CharacterEncodingOverride", "NonXMLContentType"}


def _entry_fields(entry: Mapping[str, Any], feed: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of an article.

    Raises:
        RowRefusal: the entry has no text, or markup that cannot be read.
    """
    text, is_full = _entry_text(entry)
    if not text:
        raise RowRefusal("text", "the entry has a title alone", "feeds without a text tell no more")
    return {
        "id": entry.get("id") or entry.get("link"),
        "text": text,
        "title": _plain_text(entry.get("title_detail")),
        "url": entry.get("link"),
        "source": _entry_outlet(entry, feed),
        "byline": entry.get("author") or None,
        "published_at": _entry_time(entry.get("published_parsed") or entry.get("updated_parsed")),
        "lang": entry.get("language") or feed.get("language"),
        "content": _FULL if is_full else _EXCERPT,
    }


def _entry_text(entry: Mapping[str, Any]) -> tuple[str, bool]:
    """Return the text of an entry, and whether it is the whole article."""
    whole = [_plain_text(part) for part in entry.get("content", ())]
    summary = _plain_text(entry.get("summary_detail"))
    text = max([*whole, ""], key=len)
    if len(text) <= len(summary):
        text = summary
    is_whole = bool(whole) and text != summary and _CUT.search(text) is None
    return text, is_whole


def _plain_text(part: Mapping[str, Any] | None) -> str:
    """Return a part of an entry as text."""
    if part is None:
        return ""
    value = str(part.get("value") or "")
    return text_of(value) if _MARKUP in str(part.get("type")) else value.strip()


def _entry_outlet(entry: Mapping[str, Any], feed: Mapping[str, Any]) -> str | None:
    """Return who published an entry: of a feed that gathers others', the one that it was taken from."""
    source = entry.get("source") or {}
    return source.get("title") or feed.get("title") or None


def _entry_time(parsed: Any) -> datetime | None:  # noqa: ANN401  (feedparser gives a struct in UTC)
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC) if parsed else None
    except (TypeError, ValueError, OverflowError, OSError):
        return None


def _import_feedparser() -> ModuleType:
    try:
        import feedparser
    except ImportError as error:
        raise MissingExtraError("feedparser", "feeds") from error
    found: ModuleType = feedparser
    return found

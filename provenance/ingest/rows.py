"""One row of any format to a version: every field is checked here, once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from provenance.articles import Article, Version
from provenance.exceptions import InputError
from provenance.identifiers import text_hash

_WORDS = ("title", "url", "source", "byline", "lang")
_TIMES = ("published_at", "retrieved_at")
_KNOWN = frozenset({"text", "id", *_WORDS, *_TIMES})


def to_version(
    row: Mapping[str, Any], *, file: str | None = None, line: int | None = None, extractor: str = "given"
) -> Version | InputError:
    """Make a version of a row: text, and maybe id, title, url, source, byline, published_at, retrieved_at, lang.

    An article without an id is called by its url, else by its text. Other fields are kept as metadata.

    Args:
        row: field to value.
        file: where the row came from, for errors.
        line: its number, from 1.
        extractor: what made the text out of the file.

    Returns:
        The version, or why the row was refused.
    """
    try:
        text = _text(row)
        words = {name: _word(row, name) for name in _WORDS}
        times = {name: _time(row, name) for name in _TIMES}
        name = _identifier(row) or words["url"] or text_hash(text)[:16]
    except _RefusalError as refusal:
        return InputError(refusal.what, file=file, line=line, field=refusal.field, hint=refusal.hint)
    return Version(
        article=Article(article_id=name, source=words["source"], url=words["url"]),
        text=text,
        title=words["title"],
        byline=words["byline"],
        lang=words["lang"],
        extractor=extractor,
        raw_hash=None,
        metadata={str(k): _json(v) for k, v in row.items() if k not in _KNOWN and v is not None},
        **times,
    )


class _RefusalError(Exception):
    def __init__(self, field: str, what: str, hint: str = "") -> None:
        self.field, self.what, self.hint = field, what, hint
        super().__init__(what)


def _text(row: Mapping[str, Any]) -> str:
    text = row.get("text")
    if text is None:
        raise _RefusalError("text", "there is no text", "every article needs one")
    if not isinstance(text, str):
        raise _RefusalError("text", f"expected text, not {_short(text)}")
    if not text:
        raise _RefusalError("text", "the text is empty", "every article needs one")
    _no_surrogates("text", text)
    return text


def _no_surrogates(field: str, value: str) -> None:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        where = f"half a surrogate pair at code point {error.start}"
        raise _RefusalError(field, where, "write the character whole, or as one escape pair") from error


def _word(row: Mapping[str, Any], name: str) -> str | None:
    value = row.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise _RefusalError(name, f"expected text, not {_short(value)}")
    _no_surrogates(name, value)
    return value


def _identifier(row: Mapping[str, Any]) -> str | None:
    value = row.get("id")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise _RefusalError("id", f"expected text or a whole number, not {_short(value)}")
    if not str(value).strip():
        raise _RefusalError("id", "the id is blank", "leave the field out, and the url or the text names the article")
    _no_surrogates("id", str(value))
    return str(value)


def _time(row: Mapping[str, Any], name: str) -> datetime | None:
    """Read ISO 8601; a day is its first moment, and a time without a zone is UTC."""
    value = row.get(name)
    if value is None or value == "":
        return None
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value.strip())
        except ValueError as error:
            raise _RefusalError(name, f"{value!r} is no date", "write ISO 8601, such as 2025-09-04T18:30:00Z") from error
    if isinstance(value, datetime):
        return _utc(name, value)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    raise _RefusalError(name, f"expected a date, not {_short(value)}", "write ISO 8601, such as 2025-09-04T18:30:00Z")


def _utc(name: str, value: datetime) -> datetime:
    """Turn a time into UTC; a zone can push the first and last days of the calendar out of it."""
    try:
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
    except OverflowError as error:
        raise _RefusalError(name, f"{value.isoformat()} lies outside the years 1 to 9999") from error


def _json(value: Any) -> str:  # noqa: ANN401  (a caller's own field may hold anything)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)


def _short(value: object) -> str:
    shown = repr(value)
    return f"{type(value).__name__} {shown[:40]}{'…' if len(shown) > 40 else ''}"

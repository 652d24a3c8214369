"""One row of any format to a version: every field is checked here, once."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

import attrs

from provenance.exceptions import InputError
from provenance.identifiers import text_hash
from provenance.ingest.columns import as_option, doubt, renamed, suggested
from provenance.ingest.refusals import RowRefusal, check_characters, is_nan, shown, with_type
from provenance.records.articles import Article, Version
from provenance.records.pages import Page

_WORDS = ("title", "url", "source", "byline", "lang")
_KNOWN = frozenset({"text", "id", *_WORDS, "published_at", "retrieved_at"})
_WRITE_TIMES = "write ISO 8601, such as 2025-09-04T18:30:00Z"


@attrs.frozen(kw_only=True)
class Row:
    """Hold a version with the place that it was read from.

    Args:
        version: what the row says.
        file: the file's path, or None for values handed over in memory.
        line: the line or row, counted from 1; None where the file is one article.
    """

    version: Version
    file: str | None = None
    line: int | None = None

    def of_bytes(self, raw: bytes, page: Page | None = None) -> Row:
        """Return the row with the hash of the bytes that its text was made from, and maybe the page that they are."""
        digest = sha256(raw).hexdigest()
        return attrs.evolve(self, version=attrs.evolve(self.version, raw_hash=digest, page=page))


@attrs.frozen
class Hint:
    """Point out what looks mistaken in a file, though nothing of it is refused.

    Args:
        what: the observation, and what to do.
        file: the file's path, or None for values handed over in memory.
    """

    what: str
    file: str | None = None

    def __str__(self) -> str:
        """Return it as one sentence."""
        return f"{self.file or 'input'}: {self.what}"


def to_row(
    fields: Mapping[Any, Any],
    *,
    file: str | None = None,
    line: int | None = None,
    extractor: str = "given",
) -> Row | InputError:
    """Make a version of a row.

    The row has text, and maybe id, title, url, source, byline, published_at, retrieved_at, lang.
    An article without an id is called by its url, else by its text. Other fields are kept as
    metadata. A number that is none (NaN), as tables have it for what is missing, is no value.

    Args:
        fields: field to value.
        file: where the row came from, for errors.
        line: its number, from 1.
        extractor: what made the text out of the file.

    Returns:
        The row, or why it was refused.
    """
    try:
        return Row(version=_version_of_fields(fields, extractor), file=file, line=line)
    except RowRefusal as refusal:
        return refusal.at(file, line)


def to_rows(
    records: Iterable[tuple[int, Mapping[Any, Any] | InputError]],
    file: str | None,
    extractor: str,
    columns: Mapping[str, str],
) -> Iterator[Row | InputError | Hint]:
    """Make versions of the rows of one file or table, keeping what was refused already.

    What looks mistaken about the columns of the first row is pointed out.

    Args:
        records: each row with its number, from 1, or why it was refused.
        file: where they came from, for errors.
        extractor: what made the texts out of the file.
        columns: our fields to the columns that hold them.
    """
    is_first = True
    for number, record in records:
        if isinstance(record, InputError):
            yield record
            continue
        row = renamed(record, columns)
        if is_first and (what := doubt(row)):
            yield Hint(what, file)
        is_first = False
        yield to_row(row, file=file, line=number, extractor=extractor)


def checked(version: Version, line: int) -> Row | InputError:
    """Check the texts of a version that a caller made.

    Args:
        version: the version.
        line: its number among those handed over, from 1.
    """
    try:
        _check_version_texts(version)
    except RowRefusal as refusal:
        return refusal.at(None, line)
    return Row(version=version, line=line)


def _check_version_texts(version: Version) -> None:
    """Refuse half a surrogate pair in any text of a version."""
    article = version.article
    texts = {"id": article.article_id, "source": article.source, "url": article.url}
    for name in ("text", "title", "byline", "lang", "extractor"):
        texts[name] = getattr(version, name)
    texts["metadata"] = _value_as_json("metadata", dict(version.metadata))
    for field, text in texts.items():
        check_characters(field, text or "")


def _version_of_fields(fields: Mapping[Any, Any], extractor: str) -> Version:
    text = _article_text(fields)
    words = {name: _text_field(fields, name) for name in _WORDS}
    name = _article_identifier(fields) or words["url"] or text_hash(text)[:16]
    return Version(
        article=Article(article_id=name, source=words["source"], url=words["url"]),
        text=text,
        title=words["title"],
        byline=words["byline"],
        lang=words["lang"],
        extractor=extractor,
        published_at=_time_field(fields, "published_at"),
        retrieved_at=_time_field(fields, "retrieved_at"),
        metadata=_metadata_fields(fields),
    )


def _field_value(fields: Mapping[Any, Any], name: str) -> object:
    """Return a field's value; None where it is missing."""
    value = fields.get(name)
    return None if is_nan(value) else value


def _article_text(fields: Mapping[Any, Any]) -> str:
    text = _field_value(fields, "text")
    if text is None:
        raise RowRefusal("text", "there is no text", _missing_text_hint(fields))
    if not isinstance(text, str):
        raise RowRefusal("text", f"expected text, not {with_type(text)}")
    if not text:
        raise RowRefusal("text", "the text is empty", "every article needs one")
    check_characters("text", text)
    return text


def _missing_text_hint(fields: Mapping[Any, Any]) -> str:
    """Return what to do about a row without a text: maybe another field holds it."""
    likely = suggested(fields).get("text")
    return f"{as_option({'text': likely})} takes {likely}" if likely else "every article needs one"


def _text_field(fields: Mapping[Any, Any], name: str) -> str | None:
    value = _field_value(fields, name)
    if value is None or (isinstance(value, str) and not value):
        return None
    if not isinstance(value, str):
        raise RowRefusal(name, f"expected text, not {with_type(value)}")
    check_characters(name, value)
    return value


def _article_identifier(fields: Mapping[Any, Any]) -> str | None:
    value = _field_value(fields, "id")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise RowRefusal("id", f"expected text or a whole number, not {with_type(value)}")
    name = _value_as_text("id", value)
    if not name.strip():
        raise RowRefusal(
            "id",
            "the id is blank",
            "leave the field out, and the url or the text names the article",
        )
    check_characters("id", name)
    return name


def _value_as_text(field: str, value: object) -> str:
    """Write a value as text; an integer of thousands of digits has none."""
    try:
        return str(value)
    except ValueError as error:
        raise RowRefusal(
            field,
            "an integer has more digits than can be read",
            "write it as text",
        ) from error


# --- times ----------------------------------------------------------------------------------------


def _time_field(fields: Mapping[Any, Any], name: str) -> datetime | None:
    """Read ISO 8601; a day is its first moment, and a time without a zone is UTC."""
    value = _field_value(fields, name)
    if value is None or (isinstance(value, str) and not value):
        return None
    if isinstance(value, str):
        value = _parse_time(name, value)
    if isinstance(value, datetime):
        return _time_in_utc(name, value)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    raise RowRefusal(name, f"expected a date, not {with_type(value)}", _WRITE_TIMES)


def _parse_time(name: str, value: str) -> datetime:
    try:
        return datetime.fromisoformat(value.strip())
    except ValueError as error:
        raise RowRefusal(name, f"{shown(value)} is no date", _WRITE_TIMES) from error


def _time_in_utc(name: str, value: datetime) -> datetime:
    """Turn a time into UTC; a zone can push the first and last days of the calendar out of it."""
    try:
        moved = value.astimezone(UTC) if value.tzinfo else value
    except (OverflowError, ValueError) as error:
        raise RowRefusal(name, f"{value.isoformat()} lies outside the years 1 to 9999") from error
    clock = (moved.hour, moved.minute, moved.second, moved.microsecond)
    # Not `replace`: a time of pandas would stay one, and keep its nanoseconds.
    return datetime(moved.year, moved.month, moved.day, *clock, tzinfo=UTC)


# --- metadata -------------------------------------------------------------------------------------


def _metadata_fields(fields: Mapping[Any, Any]) -> dict[str, str]:
    """Write the fields that are none of ours as JSON."""
    found: dict[str, str] = {}
    for key, value in fields.items():
        if key in _KNOWN or value is None or is_nan(value):
            continue
        name = _value_as_text("metadata", key)
        check_characters(name, name)
        if name in found:
            raise RowRefusal(name, "two fields have this name", "rename one of the two")
        found[name] = _value_as_json(name, value)
        check_characters(name, found[name])
    return found


def _value_as_json(name: str, value: object) -> str:
    """Write a value as JSON, which knows no infinite numbers: those are written as text."""
    try:
        written = value if _is_finite_scalar(value) else _infinities_as_text(value)
        return json.dumps(written, ensure_ascii=False, sort_keys=True, default=str, allow_nan=False)
    except RecursionError as error:
        raise RowRefusal(name, "the value is nested too deeply", "write it flatter") from error
    except (TypeError, ValueError, OverflowError) as error:
        raise RowRefusal(
            name,
            f"the value cannot be written as JSON: {error}",
            "write it as text",
        ) from error


def _is_finite_scalar(value: object) -> bool:
    """Whether a value is a plain one that needs no look inside."""
    return isinstance(value, str | int) or (isinstance(value, float) and math.isfinite(value))


def _infinities_as_text(value: object) -> object:
    """Return a value with its infinite numbers as text."""
    if isinstance(value, dict):
        return {key: _infinities_as_text(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_infinities_as_text(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return json.dumps(float(value))
    return value

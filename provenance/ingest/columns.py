"""Columns of tables under other names than ours: renamed on request, pointed out otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from provenance.exceptions import InputError

_LIKELY = {
    "text": "body content contents article article_text articlebody article_body maintext main_text"
    " fulltext full_text story plain_text bodytext body_text",
    "title": "headline head heading article_title",
    "url": "link href web_url permalink article_url",
    "source": "outlet publisher publication newspaper site sitename site_name",
    "byline": "author authors writer",
    "published_at": "date published publish_date publishedat published_date pub_date pubdate"
    " publication_date datetime created_at timestamp",
    "lang": "language",
}
FIELDS = (*_LIKELY, "id", "retrieved_at")
_OURS = {name: field for field, names in _LIKELY.items() for name in names.split()}
_SHOWN = 12  # names of columns in a message
_SHORT = 200  # characters; articles are longer, teasers are not
_TIMES = 3  # a column so many times as long as the text is likelier to be it


def renamed(row: Mapping[Any, Any], columns: Mapping[str, str]) -> Mapping[Any, Any]:
    """Return a row under our names; a column whose name another takes is kept as `unmapped_…`.

    Args:
        row: column to value.
        columns: our names to the row's.
    """
    if not columns:
        return row
    taken = set(columns.values())
    found = {name: value for name, value in row.items() if name not in taken}
    for field, name in columns.items():
        if name not in row:
            continue
        if field in found:
            found[f"unmapped_{field}"] = found.pop(field)
        found[field] = row[name]
    return found


def suggested(names: Iterable[object]) -> dict[str, str]:
    """Map fields of ours that a table lacks to columns that look like them."""
    there = [name for name in names if isinstance(name, str)]
    found: dict[str, str] = {}
    for name in there:
        field = _OURS.get(name.strip().lower().replace(" ", "_").replace("-", "_"))
        if field is not None and field not in there:
            found.setdefault(field, name)
    return found


def as_option(columns: Mapping[str, str]) -> str:
    """Write columns as the option of the command line that takes them."""
    return "--map " + ",".join(f"{field}={name}" for field, name in columns.items())


def lacks(required: str, names: Iterable[str]) -> str:
    """Return what to do about a table that lacks a column: name another that it has."""
    columns = list(names)
    more = ", …" if len(columns) > _SHOWN else ""
    there = f"the columns are {', '.join(columns[:_SHOWN])}{more}"
    likely = suggested(columns) if required == "text" else {}
    option = as_option(likely if "text" in likely else {"text": "COLUMN"})
    return f"{there}; name them with {option}" if required == "text" else there


def doubt(row: Mapping[Any, Any]) -> str | None:
    """Return what looks mistaken about the columns of a table by its first row.

    None for nothing.
    """
    likely = suggested(row)
    if likely and "text" not in likely:
        verb = (
            "look like fields of ours and are"
            if len(likely) > 1
            else "looks like one of ours and is"
        )
        return (
            f"{', '.join(likely.values())} {verb} kept as metadata; {as_option(likely)} takes them"
        )
    text, longer = row.get("text"), _longer_text_column(row)
    if isinstance(text, str) and longer is not None:
        return f"{longer} holds longer texts than text does; {as_option({'text': longer})} takes it"
    return None


def _longer_text_column(row: Mapping[Any, Any]) -> str | None:
    """Return the column whose text is much longer than a short `text`."""
    text = row.get("text")
    least = max(_SHORT, _TIMES * len(text)) if isinstance(text, str) else 0
    if not isinstance(text, str) or len(text) > _SHORT:
        return None
    others = [(len(v), n) for n, v in row.items() if isinstance(v, str) and isinstance(n, str)]
    length, name = max(others, default=(0, ""))
    return name if length > least else None


def read_columns(written: str) -> dict[str, str]:
    """Read `text=body,title=headline`.

    Raises:
        InputError: it is not of this form, names no field of ours, or names one twice.
    """
    found: dict[str, str] = {}
    for part in written.split(","):
        field, equals, name = (word.strip() for word in part.partition("="))
        if not equals or not name or field not in FIELDS or field in found:
            fields = ", ".join(FIELDS)
            hint = f"write FIELD=COLUMN,…, each FIELD once, of {fields}"
            raise InputError(f"{part!r} maps no field to a column", file="--map", hint=hint)
        found[field] = name
    return found

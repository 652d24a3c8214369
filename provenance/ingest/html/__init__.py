"""HTML: a page is an article; its text knows its bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from provenance.exceptions import InputError, MissingExtraError
from provenance.ingest.compressed import head
from provenance.ingest.html.article import MOST_BYTES, Extracted, extract
from provenance.ingest.naming import article_name
from provenance.ingest.options import File, Options
from provenance.ingest.refusals import RowRefusal
from provenance.ingest.rows import Row, to_row
from provenance.records.pages import Page


@attrs.frozen(kw_only=True)
class Origin:
    """Say where a page comes from.

    Args:
        file: the file, as errors call it.
        line: the number of its record, from 1, where the file is an archive.
        record: the record's id.
        declared: the encoding that came with the page.
        url: its address, if that is known.
        fields: what is known of the article besides, which the page does not overrule.
    """

    file: str | None = None
    line: int | None = None
    record: str | None = None
    declared: str | None = None
    url: str | None = None
    fields: Mapping[str, Any] = attrs.field(factory=dict)


def read(file: File, options: Options) -> Iterator[Row | InputError]:
    """Read one page; the file's path is the article's id."""
    origin = Origin(file=file.name, fields={"id": article_name(file.name)})
    yield read_page(head(file.path, MOST_BYTES + 1), origin, keep_raw=options.keep_raw)


def read_page(raw: bytes, origin: Origin, *, keep_raw: bool) -> Row | InputError:
    """Make a version of a page, or say why it is refused.

    Args:
        raw: the page.
        origin: where it comes from.
        keep_raw: whether to keep the bytes.
    """
    try:
        found = extract(raw, declared=origin.declared, url=origin.url)
    except (RowRefusal, MissingExtraError) as error:
        return _page_refusal(error, origin)
    fields = {**attrs.asdict(found.metadata), **origin.fields, "text": found.layout.text}
    row = to_row(fields, file=origin.file, line=origin.line, extractor=found.extractor)
    if isinstance(row, InputError):
        return row
    page = _extracted_page(raw, found, origin, keep_raw=keep_raw)
    return row.of_bytes(raw, page)


def _page_refusal(error: RowRefusal | MissingExtraError, origin: Origin) -> InputError:
    if isinstance(error, RowRefusal):
        return error.at(origin.file, origin.line)
    return InputError(str(error), file=origin.file, line=origin.line)


def _extracted_page(raw: bytes, found: Extracted, origin: Origin, *, keep_raw: bool) -> Page:
    return Page(
        file=origin.file,
        record=origin.record,
        encoding=found.encoding,
        size=len(raw),
        blocks=found.layout.blocks,
        content=raw if keep_raw else None,
    )

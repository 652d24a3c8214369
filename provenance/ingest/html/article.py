"""One page to an article: its text, the bytes behind each character, and what the page says of it."""

from __future__ import annotations

import attrs

from provenance.ingest.html.decoding import Decoded, decode
from provenance.ingest.html.extraction import (
    Metadata,
    article_runs,
    extractor_name,
    parse,
    read_metadata,
)
from provenance.ingest.html.layout import PageText, lay_out
from provenance.ingest.html.marks import marked, marks_for
from provenance.ingest.html.markup import TextRun, text_runs
from provenance.ingest.html.structure import RunSpot, spots
from provenance.ingest.refusals import RowRefusal

MOST_BYTES = 32_000_000  # a saved page with its pictures inside may have some


@attrs.frozen(kw_only=True)
class Extracted:
    """Hold what was extracted from a page."""

    layout: PageText
    metadata: Metadata
    encoding: str
    extractor: str


def extract(raw: bytes, *, declared: str | None = None, url: str | None = None) -> Extracted:
    """Extract the article of a page.

    Args:
        raw: the page.
        declared: the encoding that came with it, if any.
        url: where it was, if that is known.

    Raises:
        RowRefusal: the page cannot be read, or has no article.
        MissingExtraError: the extra `html` is not installed.
    """
    _check_page_size(raw)
    decoded = decode(raw, declared)
    runs = text_runs(decoded.text)
    marks = marks_for(decoded.text, runs)
    tree = parse(marked(decoded.text, runs, marks))
    where = spots(tree, marks)
    kept = article_runs(tree, marks) & where.keys()
    metadata = read_metadata(parse(decoded.text), url)
    kept -= _headline_runs(decoded, runs, where, kept, metadata.title)
    layout = lay_out(decoded, runs, where, kept)
    return Extracted(
        layout=layout,
        metadata=metadata,
        encoding=decoded.encoding,
        extractor=extractor_name(),
    )


def _check_page_size(raw: bytes) -> None:
    if len(raw) > MOST_BYTES:
        what = f"the page has more than {MOST_BYTES:,} bytes"
        raise RowRefusal(None, what, "cut the article out of it")


def _headline_runs(
    decoded: Decoded,
    runs: list[TextRun],
    where: dict[int, RunSpot],
    kept: set[int],
    title: str | None,
) -> set[int]:
    """Return the runs of a first block that is the title, which is no part of the text."""
    block = where[min(kept)].block
    first = {number for number in kept if where[number].block == block}
    if title is None or first == kept:
        return set()
    words = lay_out(decoded, runs, where, first).text
    return first if _casefolded_text(words) == _casefolded_text(title) else set()


def _casefolded_text(words: str) -> str:
    return " ".join(words.split()).casefold()

"""HTML that is no page: all of its text, as a browser shows it."""

from __future__ import annotations

from provenance.ingest.html.decoding import Decoded
from provenance.ingest.html.extraction import parse
from provenance.ingest.html.layout import lay_out
from provenance.ingest.html.marks import marked, marks_for
from provenance.ingest.html.markup import text_runs
from provenance.ingest.html.structure import spots


def text_of(fragment: str) -> str:
    """Return the text of a piece of HTML, its blocks parted by empty lines.

    Raises:
        RowRefusal: it is too large, or nested too deeply.
        MissingExtraError: the extra `html` is not installed.
    """
    runs = text_runs(fragment)
    if all(run.is_blank for run in runs):
        return ""
    marks = marks_for(fragment, runs)
    where = spots(parse(marked(fragment, runs, marks)), marks)
    decoded = Decoded(fragment, "utf-8", 0, ())
    return lay_out(decoded, runs, where, where.keys()).text

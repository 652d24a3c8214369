"""The text runs of HTML: what stands between its tags, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from provenance.ingest.refusals import RowRefusal

SPACE = " \t\n\r\f"  # what HTML calls white space
# Extraction takes more than linear time: with these, five seconds at most, whatever the page is.
MOST_ELEMENTS = 16_000  # the longest page of a manual of 660 kB has 15,600
MOST_TEXT = 1_000_000  # characters; a novel has 500,000
# A comment, a declaration, a tag with its attributes. Possessive, so that no text is tried twice.
_MARKUP = re.compile(
    r"""<!--(?:-?>|(?:(?!--!?>).)*+(?:--!?>)?)
    |<[!?][^>]*+>?
    |</(?![a-zA-Z])[^>]*+>?
    |<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*+)
     (?:[\s/]++
       |[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|(?!["'])[^\s>]*+))?+
     )*+(?P<closed>>)?""",
    re.VERBOSE | re.DOTALL,
)
# Elements whose content is no markup; what is inside is no text of the page.
_CUT = "cut the article out of it"
_RAW = frozenset("script style textarea title xmp iframe noembed noframes".split())


@attrs.frozen
class TextRun:
    """Point at the characters between two tags: at all of them, white space too.

    Args:
        start: the first one.
        end: one past the last one.
        first: the first one that is no white space; `end` where all of them are.
    """

    start: int
    end: int
    first: int

    @property
    def is_blank(self) -> bool:
        """Whether it is white space alone."""
        return self.first == self.end


def text_runs(text: str) -> list[TextRun]:
    """List the text runs of a page, in order; what scripts and styles hold is none.

    Raises:
        RowRefusal: the page has too many tags, or too much text.
    """
    runs = [_text_run(text, start, end) for start, end in _gaps_between_markup(text) if start < end]
    if sum(run.end - run.first for run in runs) > MOST_TEXT:
        what = f"the page has more than {MOST_TEXT:,} characters of text"
        raise RowRefusal(None, what, _CUT)
    return runs


def _text_run(text: str, start: int, end: int) -> TextRun:
    stripped = len(text[start:end].lstrip(SPACE))
    return TextRun(start, end, end - stripped)


def _gaps_between_markup(text: str) -> Iterator[tuple[int, int]]:
    """Return what stands between markup."""
    begin = place = tags = 0  # an opening tag counts two, anything else one
    while (found := _MARKUP.search(text, place)) is not None:
        tags += 2 if found["name"] and not found["end"] else 1
        if tags > 3 * MOST_ELEMENTS:
            what = f"the page has more than {MOST_ELEMENTS:,} elements"
            raise RowRefusal(None, what, _CUT)
        yield begin, found.start()
        begin = place = _end_of_markup(text, found)
    yield begin, len(text)


def _end_of_markup(text: str, found: re.Match[str]) -> int:
    """Return where text goes on behind markup."""
    name = found["name"]
    if name is None:
        return found.end()
    if not found["closed"]:
        return len(text)  # a tag that does not end is none, and neither is what it swallowed
    if found["end"] or name.lower() not in _RAW:
        return found.end()
    closing = re.compile(rf"</{re.escape(name)}(?=[\s/>])", re.IGNORECASE)
    end = closing.search(text, found.end())
    return end.start() if end else len(text)

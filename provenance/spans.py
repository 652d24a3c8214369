"""Spans: half-open ranges of Unicode code points in one text."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from provenance.exceptions import SpanError


@attrs.frozen
class Span:
    """Point at `text[start:end]`.

    Offsets count Unicode code points, never bytes or UTF-16 units; `utf16` and `utf8` convert for
    tools that do.

    Args:
        start: the first code point, from 0.
        end: one past the last code point; an empty span is refused.

    Raises:
        SpanError: start is negative or end is not past it.
    """

    start: int
    end: int

    def __attrs_post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise SpanError(
                f"a span needs 0 <= start < end, not start {self.start}, end {self.end}"
            )

    # Spans are sorted in the innermost loops, and the comparison that attrs makes is six times
    # slower than these.
    def __lt__(self, other: Span) -> bool:
        return (self.start, self.end) < (other.start, other.end)

    def __le__(self, other: Span) -> bool:
        return (self.start, self.end) <= (other.start, other.end)

    def __gt__(self, other: Span) -> bool:
        return (self.start, self.end) > (other.start, other.end)

    def __ge__(self, other: Span) -> bool:
        return (self.start, self.end) >= (other.start, other.end)

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character; spans that merely touch do not."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether every character of the other lies in this one."""
        return self.start <= other.start and other.end <= self.end

    def shifted(self, by: int) -> Span:
        """Move the span by a number of code points."""
        return Span(self.start + by, self.end + by)

    def surface(self, text: str) -> str:
        """Read the span's characters.

        Raises:
            SpanError: the span reaches past the end of the text.
        """
        if self.end > len(text):
            raise SpanError(
                f"span {self.start}:{self.end} ends outside a text of {len(text)} code points"
            )
        return text[self.start : self.end]

    def utf16(self, text: str) -> tuple[int, int]:
        """Convert to UTF-16 code units, as JavaScript and Java count."""
        before, inside = text[: self.start], self.surface(text)
        start = len(before.encode("utf-16-le", "surrogatepass")) // 2
        return start, start + len(inside.encode("utf-16-le", "surrogatepass")) // 2

    def utf8(self, text: str) -> tuple[int, int]:
        """Convert to UTF-8 bytes."""
        start = len(text[: self.start].encode("utf-8", "surrogatepass"))
        return start, start + len(self.surface(text).encode("utf-8", "surrogatepass"))


@attrs.frozen
class Citation(Span):
    """Point at characters of one version of one article, and hold the words that stand there.

    A citation is a span, and works wherever one does; it equals another citation of the same
    version alone, and never a bare span.

    Args:
        article: the caller's id of the article.
        version: the SHA-256 key of the version whose text the offsets count.
        words: `text[start:end]` of that version.
    """

    article: str
    version: str
    words: str

    @property
    def reference(self) -> str:
        """The place as every command takes it: ARTICLE:START-END."""
        return f"{self.article}:{self.start}-{self.end}"


def cite(span: Span, article: str, version: str, text: str) -> Citation:
    """Cite a span of a version's text, with its words."""
    return Citation(span.start, span.end, article, version, span.surface(text))


def outermost(spans: Iterable[Span]) -> list[Span]:
    """Keep the spans that no other span contains, in order of their start."""
    kept: list[Span] = []
    for span in sorted(set(spans), key=lambda s: (s.start, -s.end)):
        if not kept or not kept[-1].contains(span):
            kept.append(span)
    return kept

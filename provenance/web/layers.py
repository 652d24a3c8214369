"""Cut a text where marks begin and end, so that marks that overlap can be shown together."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

import attrs
from rapidfuzz.distance import LCSseq

from provenance.spans import Span
from provenance.trail.coverage import Copied
from provenance.trail.records import ClaimView, Sighting

_WORD = re.compile(r"\w+|[^\w\s]")
_MOST = 400_000_000  # pairs of words that are compared; 50 MB of memory


@attrs.frozen(kw_only=True)
class Mark:
    """Lay something over characters.

    Args:
        layer: name, role, nominal, pronoun, content, cue, source, copied, fine, doubtful, look, or
            what became of it (reworded, gone, new).
        key: what the mark belongs to; pieces of one key light up together.
        href: where a click leads without a script.
        entity: whom a mention means.
        title: what is said on hover.
    """

    span: Span
    layer: str
    key: str
    href: str | None = None
    entity: str | None = None
    title: str | None = None


@attrs.frozen(kw_only=True)
class MarkedPiece:
    """Hold characters over which the same marks lie, the innermost mark last.

    Args:
        start: where they begin, in code points.
        anchors: names of the spans that begin here, as START-END.
    """

    text: str
    start: int
    marks: tuple[Mark, ...] = ()
    anchors: tuple[str, ...] = ()

    @property
    def layers(self) -> str:
        """The layers, for a class attribute."""
        return " ".join(dict.fromkeys(mark.layer for mark in self.marks))

    @property
    def keys(self) -> str:
        """The keys, for a data attribute."""
        return " ".join(dict.fromkeys(mark.key for mark in self.marks))

    @property
    def link(self) -> Mark | None:
        """The innermost mark that leads somewhere."""
        return next((mark for mark in reversed(self.marks) if mark.href), None)

    @property
    def title(self) -> str | None:
        """What the innermost mark says on hover."""
        return next((mark.title for mark in reversed(self.marks) if mark.title), None)


def cut(text: str, marks: Iterable[Mark]) -> tuple[MarkedPiece, ...]:
    """Cut a text into pieces; joined they are the text again.

    A mark that reaches past the text is left out.
    """
    fitting = [mark for mark in marks if mark.span.end <= len(text)]
    borders = sorted({0, len(text), *(b for m in fitting for b in (m.span.start, m.span.end))})
    over = _marks_by_border(fitting, borders)
    anchors = _anchors_by_offset(fitting)
    return tuple(
        MarkedPiece(text=text[a:b], start=a, marks=tuple(over[a]), anchors=tuple(anchors[a]))
        for a, b in pairwise(borders)
    )


def _marks_by_border(marks: Iterable[Mark], borders: Sequence[int]) -> defaultdict[int, list[Mark]]:
    """Map borders to the marks over the piece that begins there, the longest first."""
    over: defaultdict[int, list[Mark]] = defaultdict(list)
    for mark in sorted(marks, key=lambda m: (-len(m.span), m.span.start, m.key, m.layer)):
        first = bisect_left(borders, mark.span.start)
        last = bisect_left(borders, mark.span.end)
        for border in borders[first:last]:
            over[border].append(mark)
    return over


def _anchors_by_offset(marks: Iterable[Mark]) -> defaultdict[int, list[str]]:
    """Map offsets to the names of the spans that begin there, none twice."""
    anchors: defaultdict[int, list[str]] = defaultdict(list)
    for start, end in sorted({(mark.span.start, mark.span.end) for mark in marks}):
        anchors[start].append(f"{start}-{end}")
    return anchors


def mention_marks(mentions: Sequence[Sighting], address: object) -> list[Mark]:
    """Mark mentions; `address` gives the page of an entity by its id."""
    return [
        Mark(
            span=m.span,
            layer=m.kind,
            key=f"m{m.span.start}-{m.span.end}",
            href=address(m.entity) if callable(address) and m.entity else None,
            entity=m.entity,
            title=m.entity_name,
        )
        for m in mentions
    ]


def claim_marks(claims: Sequence[ClaimView]) -> list[Mark]:
    """Mark what is said, by which word, and who says it."""
    return [
        Mark(span=span, layer=layer, key=f"c{claim.claim}")
        for claim in claims
        for layer in ("content", "cue", "source")
        for span in getattr(claim, layer)
    ]


def copied_marks(article: str, copies: Iterable[Copied]) -> list[Mark]:
    """Mark what an article has word for word in common with those it copied, or that copied it."""
    marks = []
    for number, one in enumerate(copies):
        for passage in one.passages if article in {one.article, one.from_article} else ():
            span = passage.span if one.article == article else passage.from_span
            marks.append(Mark(span=Span(span.start, span.end), layer="copied", key=f"d{number}"))
    return marks


def word_marks(before: str, after: str) -> tuple[list[Mark], list[Mark]]:
    """Mark the words that are gone from one text, and those that are new in another.

    The longest common subsequence of words stays unmarked. Texts of which the numbers of words,
    multiplied, exceed 400 million are not compared.
    """
    old, new = (list(_WORD.finditer(text)) for text in (before, after))
    if len(old) * len(new) > _MOST:
        return [], []
    gone, added = [], []
    for step in LCSseq.opcodes([w[0] for w in old], [w[0] for w in new]):
        if step.tag != "equal":
            gone += _word_run_marks(old, step.src_start, step.src_end, "gone")
            added += _word_run_marks(new, step.dest_start, step.dest_end, "new")
    return gone, added


def _word_run_marks(words: Sequence[re.Match[str]], start: int, end: int, layer: str) -> list[Mark]:
    """Mark words that follow each other as one; what could begin a word later does.

    A new sentence ends in its own full stop, and does not begin with that of the one before it.
    """
    if start == end:
        return []
    while end < len(words) and words[start][0] == words[end][0]:
        start, end = start + 1, end + 1
    span = Span(words[start].start(), words[end - 1].end())
    return [Mark(span=span, layer=layer, key=f"{layer}{span.start}", title=layer)]

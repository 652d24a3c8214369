"""Locating: where the words of a quotation stand in the sources, exactly or nearly."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property

import attrs
from rapidfuzz.distance import Levenshtein

from provenance.spans import Span
from resolvers.checking.changes import WordChange, WordRun, changes
from resolvers.checking.quoting import OMITTED, Quoted
from resolvers.checking.sources import Library, SourceArticle, SourceClaim
from resolvers.checking.words import Stream
from resolvers.text.words import FUNCTION_WORDS

_OMITTED, _INSERTED = 150, 8  # words of a source that a gap in a quotation may stand for
_BUCKET = 6  # places by which windows of nearly the same words may be apart
_WINDOWS = 8  # of the most shared words, which are compared word by word
_STRETCH = 3  # words that a window may be longer or shorter than what is looked for
_CROWD = 1_000  # places from which a word tells nothing beside one that does
_FEW = 3  # words that tell something; beside more of them, grammar has no vote
ALIKE = 0.6  # of the words, from which a window is the same quotation with changes


@attrs.frozen(kw_only=True, eq=False)
class Hit:
    """Hold where a quotation stands.

    Args:
        source: the article.
        span: from the first to the last of the words.
        changes: what differs; nothing where it is exact.
        likeness: the share of the words that are the same.
    """

    source: SourceArticle
    span: Span
    changes: tuple[WordChange, ...] = ()
    likeness: float = 1.0

    @cached_property
    def claim(self) -> SourceClaim | None:
        """Who says it there."""
        return self.source.claim_over(self.span)

    @cached_property
    def is_quoted(self) -> bool:
        """Whether the source has it in quotation marks."""
        claim = self.claim
        return claim is not None and any(quote.overlaps(self.span) for quote in claim.quotes)


class Locator:
    """Find quotations in the sources of one draft."""

    def __init__(self, library: Library) -> None:
        self._streams: list[tuple[SourceArticle, Stream]] = [
            (source, stream)
            for source in library.sources
            for stream in (source.stream, *source.parted)
        ]

    @cached_property
    def _word_postings(self) -> dict[str, list[tuple[int, int]]]:
        """Each word to where it stands: the number of the stream, and the place in it."""
        found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, (_, stream) in enumerate(self._streams):
            for place, word in enumerate(stream.words):
                found[word].append((number, place))
        return dict(found)

    def exact(self, quoted: Quoted) -> list[Hit]:
        """List where all words of a quotation stand as they are, what was left out aside."""
        hits = [
            Hit(source=source, span=span)
            for source, stream in self._streams
            for span in _quotation_hit_spans(stream, quoted)
        ]
        return _distinct_hits(hits)

    def run(self, stream: Stream) -> list[Hit]:
        """List where a run of words stands as it is, in texts as they are printed."""
        found = []
        for source, held in self._streams:
            if held is source.stream:
                found += [Hit(source=source, span=held.span(*at)) for at in held.find(stream.words)]
        return found

    def near(self, view: str, quoted: Quoted | Stream, least: float = ALIKE) -> list[Hit]:
        """List where nearly the same words stand, the most alike first."""
        found = list(self._near_hits(WordRun(view, quoted.words, quoted.spans), least))
        return sorted(_distinct_hits(found), key=lambda hit: -hit.likeness)

    def _near_hits(self, run: WordRun, least: float) -> Iterator[Hit]:
        """Yield the windows of words that are as much like others as asked, with what differs."""
        for number, place in self._likely_windows(run.words):
            source, stream = self._streams[number]
            first, end, distance = _closest_window(run.words, stream.words, place)
            likeness = 1 - distance / max(len(run.words), end - first)
            if likeness >= least:
                there = WordRun(source.view, stream.words, stream.spans).part(first, end)
                yield Hit(
                    source=source,
                    span=stream.span(first, end),
                    changes=tuple(changes(run, there)),
                    likeness=likeness,
                )

    def _likely_windows(self, words: Sequence[str]) -> list[tuple[int, int]]:
        """List where most of some words stand in about their order: stream and first place."""
        votes: Counter[tuple[int, int]] = Counter()
        for place, postings in self._informative_postings(words):
            buckets = ((number, (at - place) // _BUCKET) for number, at in postings)
            votes.update({(n, bucket + side) for n, bucket in buckets for side in (0, 1)})
        return [(number, bucket * _BUCKET) for (number, bucket), _ in votes.most_common(_WINDOWS)]

    def _informative_postings(
        self, words: Sequence[str]
    ) -> Iterator[tuple[int, Sequence[tuple[int, int]]]]:
        """Yield the places of words that tell where they may stand, with where each does."""
        telling = sum(word not in FUNCTION_WORDS for word in words)
        for place, word in enumerate(words):
            if telling > _FEW and word in FUNCTION_WORDS:
                continue
            postings = self._word_postings.get(word, ())
            if not telling or len(postings) <= _CROWD:
                yield place, postings


def _quotation_hit_spans(stream: Stream, quoted: Quoted) -> Iterator[Span]:
    """Yield where the pieces of a quotation stand one behind the other."""
    pieces = quoted.pieces
    for first, end in stream.find(pieces[0].words):
        last = end
        for piece in pieces[1:]:
            reach = last + (_OMITTED if piece.gap == OMITTED else _INSERTED)
            after = [at for at in stream.find(piece.words) if last <= at[0] <= reach]
            if not after:
                break
            last = after[0][1]
        else:
            yield stream.span(first, last)


def _closest_window(words: Sequence[str], held: Sequence[str], place: int) -> tuple[int, int, int]:
    """Return the window of words near a place that differs least, and by how many words it does."""
    size, best, least = len(words), (0, 0, len(words)), 1.0
    for first, end in _windows_near(len(held), place, size):
        distance = Levenshtein.distance(words, held[first:end])
        share = distance / max(size, end - first)
        if share < least:
            best, least = (first, end, distance), share
    return best


def _windows_near(length: int, place: int, size: int) -> Iterator[tuple[int, int]]:
    """Yield windows of about a size near a place of a text, those of that size first."""
    sizes = range(max(1, size - _STRETCH), size + _STRETCH + 1)
    for wide in sorted(sizes, key=lambda n: abs(n - size)):
        for first in range(max(0, place - _BUCKET), min(place + _BUCKET + 1, length)):
            yield first, min(first + wide, length)


def _distinct_hits(hits: Sequence[Hit]) -> list[Hit]:
    """Keep one hit of those at one place."""
    kept: dict[tuple[int, int, int], Hit] = {}
    for hit in hits:
        kept.setdefault((hit.source.number, hit.span.start, hit.span.end), hit)
    return list(kept.values())

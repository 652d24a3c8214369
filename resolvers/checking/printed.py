"""Printed: sentences of a draft that sources print as they are, whoever says them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

import attrs

from provenance.spans import Span
from resolvers.checking.draft import DraftText, Statement
from resolvers.checking.sources import Library, SourceArticle
from resolvers.checking.words import Stream

_SAYING = 5  # words up to which a sentence may hold nothing but who says what stands before it


class PrintedSentences:
    """Find the sentences of a draft that are sentences of its sources."""

    def __init__(self, draft: DraftText, library: Library) -> None:
        self._draft = draft
        self._sources = [s for s in library.sources if s.current]

    @cached_property
    def _source_sentences(self) -> dict[tuple[str, ...], tuple[SourceArticle, Span]]:
        """The words of every sentence of the sources to where it stands first."""
        found: dict[tuple[str, ...], tuple[SourceArticle, Span]] = {}
        for source in sorted(self._sources, key=lambda s: (s.published is None, s.published or 0)):
            for sentence in source.sentences:
                words = source.stream.inside(sentence).words
                found.setdefault(words, (source, sentence))
        return found

    @cached_property
    def _sentences_by_first_word(self) -> dict[str, list[tuple[str, ...]]]:
        """Those words by the first of them, the longest first."""
        found: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
        for words in sorted(self._source_sentences, key=len, reverse=True):
            if words:
                found[words[0]].append(words)
        return found

    def statements(self) -> list[tuple[Statement, tuple[SourceArticle, Span] | None]]:
        """List the statements of a draft, those that are printed so with their places.

        A statement of several sentences is one as long as any of them is not printed so.
        """
        found: list[tuple[Statement, tuple[SourceArticle, Span] | None]] = []
        for together in self._statement_groups():
            tiles = self._sentence_tiles(together)
            for span, at in tiles:
                found.append((_printed_statement(span, together), at))
            if not tiles:
                found += [(statement, None) for statement in together]
        return found

    def _statement_groups(self) -> list[list[Statement]]:
        """Group the statements that share a sentence."""
        groups: list[list[Statement]] = []
        for statement in sorted(self._draft.statements, key=lambda s: s.region):
            if groups and self._share_sentence(groups[-1][-1].region, statement.region):
                groups[-1].append(statement)
            else:
                groups.append([statement])
        return groups

    def _share_sentence(self, one: Span, two: Span) -> bool:
        return any(s.overlaps(one) and s.overlaps(two) for s in self._draft.sentences)

    def _sentence_tiles(
        self, together: Sequence[Statement]
    ) -> list[tuple[Span, tuple[SourceArticle, Span]]]:
        """Cut statements into sentences of the sources; nothing where that leaves a rest."""
        region = Span(together[0].region.start, together[-1].region.end)
        stream = Stream.of(self._draft.view, [region])
        places = self._cover_by_sentences(stream.words)
        short = (stream.span(*place) for place in places if place[1] - place[0] <= _SAYING)
        if any(_is_attribution_only(span, together) for span in short):
            return []
        return [
            (
                self._with_surrounding_marks(stream.span(first, end), region),
                self._source_sentences[stream.words[first:end]],
            )
            for first, end in places
        ]

    def _cover_by_sentences(self, words: Sequence[str]) -> list[tuple[int, int]]:
        """Cover words by sentences of the sources, the longest first at every place."""
        ends: dict[int, int | None] = {len(words): None}
        for first in range(len(words) - 1, -1, -1):
            for sentence in self._sentences_by_first_word.get(words[first], ()):
                end = first + len(sentence)
                if end in ends and tuple(words[first:end]) == sentence:
                    ends[first] = end
                    break
        return list(_covering_path(ends)) if 0 in ends and words else []

    def _with_surrounding_marks(self, span: Span, region: Span) -> Span:
        """Add the marks around words: quotation marks before them, and what ends a sentence."""
        view, start, end = self._draft.view, span.start, span.end
        while start > region.start and not view[start - 1].isspace():
            start -= 1
        while end < region.end and not view[end].isspace():
            end += 1
        return Span(start, end)


def _covering_path(ends: dict[int, int | None]) -> Iterator[tuple[int, int]]:
    first = 0
    while (end := ends[first]) is not None:
        yield first, end
        first = end


def _is_attribution_only(span: Span, together: Iterable[Statement]) -> bool:
    """Whether a sentence only says who says what stands before it: "Brandt said."."""
    return any(
        any(span.overlaps(cue) for cue in statement.cue)
        and not any(span.overlaps(piece) for piece in statement.content)
        and any(piece.end <= span.start for piece in statement.content)
        for statement in together
    )


def _printed_statement(span: Span, together: Sequence[Statement]) -> Statement:
    """Return a sentence as a statement of its own, said by whom it names."""
    saying = next((s for s in together if any(span.contains(cue) for cue in s.cue)), None)
    quoted = [q for s in together for q in s.quoted if span.overlaps(q.span)]
    said = Statement(region=span, content=(span,), quoted=tuple(quoted))
    return attrs.evolve(said, speaker=saying.speaker, stance=saying.stance) if saying else said

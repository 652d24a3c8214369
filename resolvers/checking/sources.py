"""Sources: articles of a ledger with who says what in them, read at once for one draft."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import attrs

from provenance.spans import Span
from resolvers.checking.signing import ends_itself, signed_by
from resolvers.checking.text import ReadText
from resolvers.checking.who import Who
from resolvers.checking.words import Stream
from resolvers.text.folding import fold

_MARKS = frozenset("!?.”\"’'»")
_ENTITY_KINDS = ("PER", "ORG", "LOC", "other")


@attrs.frozen(kw_only=True)
class SourceChain:
    """Hold one person or body of an article.

    Args:
        who: by what the articles at hand call the entity.
        here: by what this article does.
        mentions: where it is mentioned, pronouns among them.
    """

    entity: int | None
    who: Who
    here: Who
    mentions: tuple[Span, ...]


@attrs.frozen(kw_only=True)
class SourceClaim:
    """Hold reported words of an article with who says them."""

    number: int
    key: str
    kind: str
    stance: str
    act: str
    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    quotes: tuple[Span, ...]
    speaker: Who | None
    parent: int | None
    assertion: int | None

    @cached_property
    def hull(self) -> Span:
        """From the first to the last character of content, cue and source."""
        spans = (*self.content, *self.cue, *self.source)
        return Span(min(s.start for s in spans), max(s.end for s in spans))

    @cached_property
    def extent(self) -> Span:
        """From the first to the last character of the content."""
        return Span(min(s.start for s in self.content), max(s.end for s in self.content))


@attrs.frozen(kw_only=True, slots=False, eq=False)
class SourceArticle(ReadText):
    """Hold one version of an article.

    Args:
        number: of the version.
        published: in microseconds of the epoch.
        current: whether it is the latest version of its article.
        origin: the reporting that the article goes back to.
    """

    number: int
    article: str
    url: str | None
    outlet: str | None
    title: str | None
    published: int | None
    current: bool
    origin: int | None
    claims: tuple[SourceClaim, ...] = ()
    chains: tuple[SourceChain, ...] = ()
    narrations: Mapping[int, Span] = attrs.field(factory=dict)

    @cached_property
    def stream(self) -> Stream:
        """The words."""
        return Stream.of(self.view, [Span(0, len(self.view))])

    @cached_property
    def parted(self) -> tuple[Stream, ...]:
        """The words of the claims whose content stands in several pieces, joined."""
        several = (claim.content for claim in self.claims if len(claim.content) > 1)
        return tuple(self._joined_stream(content) for content in several)

    def _joined_stream(self, pieces: Iterable[Span]) -> Stream:
        parts = [self.stream.inside(piece) for piece in pieces]
        spans = tuple(span for part in parts for span in part.spans)
        return Stream(spans, tuple(word for part in parts for word in part.words))

    @cached_property
    def folded(self) -> str:
        """The words of text and title, folded, for looking up names."""
        return f"{fold(self.title or '')} {fold(self.view)}"

    def sentences_over(self, span: Span, *, beside: int = 0) -> Span:
        """Return from the first to the last sentence that a span touches, and some on both sides."""
        touched = [n for n, sentence in enumerate(self.sentences) if sentence.overlaps(span)]
        if not touched:
            return span
        first, last = max(0, touched[0] - beside), touched[-1] + beside
        return Span(
            self.sentences[first].start, self.sentences[min(last, len(self.sentences) - 1)].end
        )

    def claim_over(self, span: Span) -> SourceClaim | None:
        """Return the innermost claim whose content covers most of a span."""
        best: tuple[float, int, SourceClaim] | None = None
        for claim in self.claims:
            shared = sum(_overlap_length(piece, span) for piece in claim.content)
            rank = shared / len(span), -len(claim.extent)
            if shared * 2 > min(len(span), len(claim.extent)) and (best is None or rank > best[:2]):
                best = (*rank, claim)
        return best[2] if best else None

    def signer(self, span: Span) -> Who | None:
        """Return who is named with a verb of saying right behind a span."""
        view, end = self.view, span.end
        while end < len(view) and view[end] in _MARKS:
            end += 1
        if not ends_itself(view, end):
            return None
        found = signed_by(view, end, [(m, c.who) for c in self.chains for m in c.mentions])
        return found[1] if found else None

    def chains_in(self, span: Span) -> list[SourceChain]:
        """List who is mentioned inside a span, pronouns among the mentions."""
        return [c for c in self.chains if any(span.contains(m) for m in c.mentions)]


def _overlap_length(a: Span, b: Span) -> int:
    return max(0, min(a.end, b.end) - max(a.start, b.start))


@attrs.frozen(kw_only=True)
class Correction:
    """Hold that a later article has another value than an earlier one for the same.

    Args:
        early: the assertion that was made first.
        late: the one that is made now.
        value: the words of the earlier value.
        now: those of the later one.
        at: where the later one stands in its version.
    """

    early: int
    late: int
    value: str
    now: str
    at: Span


@attrs.frozen(kw_only=True, slots=False)
class Library:
    """Hold the sources at hand for one draft."""

    sources: tuple[SourceArticle, ...]
    corrections: tuple[Correction, ...] = ()

    @cached_property
    def asserted(self) -> dict[int, tuple[SourceArticle, Span]]:
        """Each assertion to where it stands."""
        found: dict[int, tuple[SourceArticle, Span]] = {}
        for source in self.sources:
            found |= {number: (source, span) for number, span in source.narrations.items()}
            found |= {
                c.assertion: (source, c.hull) for c in source.claims if c.assertion is not None
            }
        return found

    @cached_property
    def corrected(self) -> Mapping[int, Sequence[Correction]]:
        """Each assertion that was corrected to how."""
        found: defaultdict[int, list[Correction]] = defaultdict(list)
        for correction in self.corrections:
            found[correction.early].append(correction)
        return found

    @cached_property
    def people(self) -> tuple[Who, ...]:
        """Everybody that the sources know by a name, each entity once."""
        found: dict[int, Who] = {}
        for source in self.sources:
            for number, chain in enumerate(source.chains):
                own = -(source.number * 100_000 + number)
                if chain.who.names and chain.who.type in _ENTITY_KINDS:
                    found.setdefault(chain.entity if chain.entity is not None else own, chain.who)
        return tuple(found.values())

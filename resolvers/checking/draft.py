"""The draft: read in memory by the readers of articles, and cut into the statements to check."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

import attrs

from provenance.kinds import STATEMENTS
from provenance.records.articles import Article, Version
from provenance.records.claims import Claim
from provenance.records.mentions import Chain
from provenance.spans import Span
from resolvers.attribution.reading import read_claims
from resolvers.checking.quoting import Quoted, quoted_in
from resolvers.checking.signing import signed_by
from resolvers.checking.text import ReadText
from resolvers.checking.who import Who, named, who_is
from resolvers.stages.reader import read_own

_PRONOUNS = frozenset("he she it they i we you who".split())
_WORD = re.compile(r"[^\W_]")


@attrs.frozen(kw_only=True, slots=False)
class Statement:
    """Hold one statement of a draft.

    Args:
        region: all of it, with who says it and what stands beside.
        content: what is said: the content of a claim, or all of a sentence.
        quoted: the quotations inside.
        speaker: who says it, as far as the draft tells.
        is_pronoun: the draft calls the speaker by a pronoun alone.
        stance: as of a claim; None in the draft's own voice.
        cue: where the verb of saying stands.
    """

    region: Span
    content: tuple[Span, ...]
    quoted: tuple[Quoted, ...] = ()
    speaker: Who | None = None
    is_pronoun: bool = False
    stance: str | None = None
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()

    @property
    def kind(self) -> str:
        """What it is: a quotation, a report, or narration."""
        if self.quoted:
            return "quotation"
        return "narration" if self.stance is None else "report"

    @cached_property
    def plain(self) -> tuple[Span, ...]:
        """The pieces of the content that stand in no quotation."""
        return tuple(without(self.content, (quoted.span for quoted in self.quoted)))


@attrs.frozen(kw_only=True, slots=False)
class DraftText(ReadText):
    """Hold a draft as it was read."""

    chains: tuple[Chain, ...] = ()
    claims: tuple[Claim, ...] = ()

    @cached_property
    def people(self) -> dict[str, Who]:
        """Each chain's key to whom it means."""
        return {chain.key: who_is(chain) for chain in self.chains}

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """The statements in order; none overlaps another."""
        return tuple(_cut_into_statements(self))

    def chains_in(self, span: Span) -> list[Chain]:
        """List who is named inside a span."""
        return [
            chain
            for chain in self.chains
            if any(m.kind == "name" and span.contains(m.span) for m in chain.mentions)
        ]


def read_draft(text: str) -> DraftText:
    """Read a draft; nothing is kept of it.

    A leading byte order mark counts as text, so that offsets are those of what was given.
    """
    if not _WORD.search(text):
        return DraftText(text=text)
    version = Version(article=Article(article_id="draft"), text=text)
    chains = read_own(version)
    return DraftText(text=text, chains=tuple(chains), claims=tuple(read_claims(version, chains)))


def _cut_into_statements(draft: DraftText) -> Iterator[Statement]:
    """Cut a draft: a claim with what stands beside it, and every other sentence."""
    claims = _outermost_claims(draft.claims)
    used: list[Span] = []
    for number, claim in enumerate(claims):
        region = _claim_region(draft, claims, number, used)
        statement = _signed_statement(draft, claim, region) or _reported_statement(
            draft, claim, region
        )
        used.append(statement.region)
        yield statement
    for sentence in draft.sentences:
        has_words = _WORD.search(sentence.surface(draft.view))
        if has_words and not any(sentence.overlaps(region) for region in used):
            yield _narrated_statement(draft, sentence)


def _outermost_claims(claims: Iterable[Claim]) -> list[Claim]:
    """Keep the claims that are statements and stand in no other, in the order of the text."""
    kept: list[Claim] = []
    ordered = sorted(
        (c for c in claims if c.act in STATEMENTS or c.quotes),
        key=lambda c: (claim_hull(c).start, -claim_hull(c).end),
    )
    for claim in ordered:
        if not kept or claim_hull(claim).start >= claim_hull(kept[-1]).end:
            kept.append(claim)
    return kept


def claim_hull(claim: Claim) -> Span:
    """Return from the first to the last character of a claim's content, cue and source."""
    spans = (*claim.content, *claim.cue, *claim.source)
    return Span(min(s.start for s in spans), max(s.end for s in spans))


def _claim_region(
    draft: DraftText, claims: Sequence[Claim], number: int, used: Sequence[Span]
) -> Span:
    """Return a claim's part of its sentences: up to the claims beside it."""
    hull = claim_hull(claims[number])
    touched = [s for s in draft.sentences if s.overlaps(hull)] or [hull]
    start, end = min(touched[0].start, hull.start), max(touched[-1].end, hull.end)
    if used:
        start = min(max(start, used[-1].end), hull.start)
    if number + 1 < len(claims):
        end = max(min(end, claim_hull(claims[number + 1]).start), hull.end)
    return _trimmed_region(draft.view, start, end)


def _trimmed_region(text: str, start: int, end: int) -> Span:
    while end - start > 1 and text[start].isspace():
        start += 1
    while end - start > 1 and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _signed_statement(draft: DraftText, claim: Claim, region: Span) -> Statement | None:
    """Read a quotation with who is named right behind it, where the reader left that out."""
    if claim.source or claim.kind != "direct":
        return None
    found = signed_by(draft.view, claim.content[-1].end, _draft_name_mentions(draft))
    if found is None:
        return None
    at, chain = found
    sentence = next((s for s in draft.sentences if s.contains(at)), at)
    region = Span(region.start, max(region.end, sentence.end))
    said = _reported_statement(draft, claim, region)
    return attrs.evolve(said, speaker=draft.people[chain.key], source=(at,), cue=())


def _draft_name_mentions(draft: DraftText) -> list[tuple[Span, Chain]]:
    """List where a draft names somebody."""
    return [(m.span, chain) for chain in draft.chains for m in chain.mentions if m.kind == "name"]


def _reported_statement(draft: DraftText, claim: Claim, region: Span) -> Statement:
    words = " ".join(span.surface(draft.view) for span in claim.source)
    pronoun = words.lower() in _PRONOUNS
    known = draft.people.get(claim.speaker or "")
    return Statement(
        region=region,
        content=claim.content,
        quoted=tuple(quoted_in(draft.view, region)),
        speaker=named(words) if known is None and words and not pronoun else known,
        is_pronoun=pronoun,
        stance=claim.stance,
        cue=claim.cue,
        source=claim.source,
    )


def _narrated_statement(draft: DraftText, sentence: Span) -> Statement:
    quoted = tuple(quoted_in(draft.view, sentence))
    return Statement(region=sentence, content=(sentence,), quoted=quoted)


def without(pieces: Iterable[Span], holes: Iterable[Span]) -> Iterator[Span]:
    """Cut spans out of pieces."""
    cut = sorted(holes)
    for piece in pieces:
        start = piece.start
        for hole in cut:
            if hole.end <= start or hole.start >= piece.end:
                continue
            if hole.start > start:
                yield Span(start, hole.start)
            start = hole.end
        if start < piece.end:
            yield Span(start, piece.end)

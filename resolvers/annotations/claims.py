"""Given claims: read the file of `resolve --claims`, each span checked against the text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from provenance.exceptions import InputError
from provenance.identifiers import content_hash
from provenance.ingest.foreign_spans import ForeignSpan, read_spans
from provenance.ingest.refusals import shown
from provenance.records.articles import Version
from provenance.records.claims import STANCES, Claim
from provenance.records.mentions import Chain
from provenance.spans import Span
from resolvers.annotations.jsonl import FieldError, Versions, optional_text
from resolvers.annotations.mentions import names_of_versions, place_of
from resolvers.mention_detection.reading_view import reading_view
from resolvers.quantities.values import stored_values

if TYPE_CHECKING:
    from provenance.ledger.store import Store

_QUOTED = ("“”", "„“", "«»", '""', "‘’")  # what stands around words that are quoted
_MARKED = frozenset("claim statement quote quotation assertion".split())


@attrs.frozen(kw_only=True)
class GivenClaim:
    """Hold a claim that a caller hands over.

    Args:
        content: what is said.
        source: the words that name who says it; None where the caller named nobody.
        stance: how the speaker stands to it.
    """

    content: Span
    source: Span | None = None
    stance: str = "asserts"


GivenClaims = Mapping[str, Sequence[GivenClaim]]  # version key to its claims


def read_given_claims(
    ledger: Store, path: Path
) -> tuple[dict[str, list[GivenClaim]], list[InputError]]:
    """Read claims: rows of article, start and end, extractions of LangExtract, or Web Annotations.

    A span is taken where the article has the words that it was told to have; else it is refused
    with both. Of LangExtract, extractions of the classes claim, statement, quote, quotation and
    assertion are claims; the others are passed over.

    Returns:
        Version key to its claims, and an error for every refused line; the others are kept.
    """
    versions = dict(names_of_versions(ledger))
    kept: defaultdict[str, list[GivenClaim]] = defaultdict(list)
    refused: list[InputError] = []
    for number, found in read_spans(path):
        if isinstance(found, InputError):
            refused.append(found)
        elif found.label is None or found.label.lower() in _MARKED:
            try:
                version, claim = _given_claim(found, versions)
            except FieldError as error:
                what, field = error.args
                refused.append(InputError(what, file=str(path), line=number, field=field))
            else:
                kept[version.key].append(claim)
    return dict(kept), refused


def _given_claim(found: ForeignSpan, versions: Versions) -> tuple[Version, GivenClaim]:
    """Make a claim of a span.

    Raises:
        FieldError: other words stand there, or the speaker's, or the stance is none.
    """
    version, content = place_of(found, versions)
    stance = optional_text(attrs.asdict(found), "stance") or "asserts"
    if stance not in STANCES:
        raise FieldError(f"{shown(stance)} is none of {', '.join(STANCES)}", "stance")
    return version, GivenClaim(
        content=content, source=_source_span(found, version, content), stance=stance
    )


def _source_span(found: ForeignSpan, version: Version, content: Span) -> Span | None:
    """Find the words that name the speaker: at the place told, else nearest to what is said.

    Raises:
        FieldError: the article does not have them.
    """
    start, end, words = found.speaker_start, found.speaker_end, found.speaker
    if start is not None or end is not None:
        told = ForeignSpan(article=found.article, start=start, end=end, exact=words)
        return place_of(told, {str(found.article): version})[1]
    if words is None:
        return None
    places = list(_occurrences_of_words(words, version.text))
    if not places:
        what = f"article {version.article.article_id} does not have the words {shown(words)}"
        raise FieldError(what, "speaker")
    return min(places, key=lambda p: (_span_distance(p, content), p))


def _occurrences_of_words(words: str, text: str) -> Iterator[Span]:
    start = text.find(words) if words else -1
    while start >= 0:
        yield Span(start, start + len(words))
        start = text.find(words, start + 1)


def _span_distance(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def digest_of(given: GivenClaims) -> str:
    """Hash claims that a caller hands over, whatever their order."""
    return content_hash(
        *sorted(
            f"{version} {claim.content} {claim.source} {claim.stance}"
            for version, claims in given.items()
            for claim in claims
        )
    )


def claims_of(
    version: Version, chains: Sequence[Chain], given: Sequence[GivenClaim]
) -> list[Claim]:
    """Make claims of what a caller gave, in the order of their content, each once.

    A speaker is the chain of the mention at the words that name it; where no mention ends with
    them, the words are kept and nobody is said to speak.
    """
    chain_at = _chains_by_mention_end(chains)
    once = {claim.content: claim for claim in given}
    return [_claim_from_given(version, once[content], chain_at) for content in sorted(once)]


def _chains_by_mention_end(chains: Sequence[Chain]) -> dict[int, list[tuple[Span, str]]]:
    """Map where mentions end to their places and chains."""
    found: defaultdict[int, list[tuple[Span, str]]] = defaultdict(list)
    for chain in chains:
        for link in chain.links:
            found[link.mention.span.end].append((link.mention.span, chain.key))
    return found


def _claim_from_given(
    version: Version, given: GivenClaim, chain_at: Mapping[int, Sequence[tuple[Span, str]]]
) -> Claim:
    """Make one claim."""
    view = reading_view(version.text)
    speaker = _speaker_chain(given.source, chain_at)
    return Claim(
        version=version.key,
        content=(given.content,),
        source=(given.source,) if given.source else (),
        kind="direct" if _is_in_quotation_marks(version.text, given.content) else "indirect",
        stance=given.stance,
        rule="given",
        score=1.0,
        speaker=speaker,
        speaker_cue="given" if speaker else None,
        values=stored_values(version.text, view, (given.content,), version.published_at),
    )


def _speaker_chain(
    source: Span | None, chain_at: Mapping[int, Sequence[tuple[Span, str]]]
) -> str | None:
    """Return the chain of the longest mention that ends the words that name a speaker."""
    ending = chain_at.get(source.end, ()) if source else ()
    inside = [(span, chain) for span, chain in ending if source and source.contains(span)]
    return min(inside)[1] if inside else None


def _is_in_quotation_marks(text: str, span: Span) -> bool:
    """Whether quotation marks stand around words, or are the first and the last of them."""
    inner, behind = span.surface(text), text[span.end : span.end + 2]
    around = text[max(0, span.start - 1) : span.start] + behind.lstrip(",.!?")[:1]
    return around in _QUOTED or inner[:1] + inner[-1:] in _QUOTED

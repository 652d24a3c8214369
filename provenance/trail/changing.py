"""Changing: what the correction of an article did to its names and claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import attrs
from rapidfuzz import fuzz

from provenance.exceptions import NotFoundError
from provenance.ledger.anchors import anchor
from provenance.records.articles import Version
from provenance.spans import Citation, Span, cite
from provenance.trail.answers import AnswerRecord

if TYPE_CHECKING:
    from provenance.ledger.store import Store

_ALIKE = 60  # percent of characters that two wordings of one claim share


@attrs.frozen(kw_only=True, repr=False)
class SpanChange(AnswerRecord):
    """Say what became of one name or one claim.

    Args:
        kind: name or claim.
        status: exact, moved, reworded, gone or new.
        before: its words and place in the earlier text; None where it is new.
        after: the same in the later text; None where it is gone.
    """

    kind: str
    status: str
    before: Citation | None
    after: Citation | None


@attrs.frozen(kw_only=True, repr=False)
class ArticleChanges(AnswerRecord):
    """Compare the last two versions of an article.

    Args:
        article: the caller's id.
        before: the hash of the earlier text.
        after: the hash of the later one.
        changes: what became of names and claims, in the order of the text.
    """

    article: str
    before: str
    after: str
    changes: tuple[SpanChange, ...]


def changes(store: Store, article: str) -> ArticleChanges | None:
    """Say what the last correction of an article did to its names and claims.

    None where there was none.

    A name or a claim is found again where its words stand unchanged, digits and negations included.
    A claim of which enough words are left is `reworded`, which is how a corrected number shows.

    Args:
        store: the ledger, resolved since.
        article: the caller's id.

    Raises:
        NotFoundError: there is no such article.
    """
    versions = store.versions(article, current=False)
    if not versions:
        raise NotFoundError(f"no article is called {article!r}")
    if len(versions) == 1:
        return None
    old, new = versions[-2:]
    found = [
        *_Texts("name", old, new).compare(_name_spans(store, old), _name_spans(store, new)),
        *_Texts("claim", old, new).compare(_claim_spans(store, old), _claim_spans(store, new)),
    ]
    in_order = tuple(sorted(found, key=_change_sort_key))
    return ArticleChanges(
        article=article, before=old.text_hash, after=new.text_hash, changes=in_order
    )


def _change_sort_key(change: SpanChange) -> tuple[int, int, str, str]:
    place = change.after or change.before
    start, end = (place.start, place.end) if place else (0, 0)
    return start, end, change.kind, change.status


def _name_spans(store: Store, version: Version) -> list[Span]:
    """Return where names stand."""
    links = (link for chain in store.chains(version.key) for link in chain.links)
    return sorted({link.mention.span for link in links if link.mention.kind == "name"})


def _claim_spans(store: Store, version: Version) -> list[Span]:
    """Return where the words of claims stand, from the first to the last."""
    rows = store.records("claims_of_version", version=version.key)
    return sorted({Span(row["start"], row["end"]) for row in rows})


@attrs.frozen
class _Texts:
    """Compare what of one kind stands in two texts."""

    kind: str
    old: Version
    new: Version

    def compare(self, before: Sequence[Span], after: Sequence[Span]) -> list[SpanChange]:
        """Find what was there before again, and list what is new."""
        there = set(after)
        found = {span: anchor(span, self.old.text, self.new.text) for span in before}
        kept = {span: place for span, (_, place) in found.items() if place in there}
        left = there - set(kept.values())
        changes = [self._span_change(found[span][0], span, place) for span, place in kept.items()]
        changes += self._changes_of_lost_spans([span for span in before if span not in kept], left)
        return changes + [self._span_change("new", None, span) for span in sorted(left)]

    def _changes_of_lost_spans(
        self, spans: Sequence[Span], left: set[Span]
    ) -> Iterator[SpanChange]:
        """Yield what became of words that stand no more; a rewording is taken out of what is left."""
        for span in spans:
            place = self._find_rewording(span, sorted(left))
            left -= {place}
            yield self._span_change("reworded" if place else "gone", span, place)

    def _find_rewording(self, span: Span, places: Iterable[Span]) -> Span | None:
        """Return the place whose words are most like those of a claim, if any are like enough."""
        if self.kind != "claim":
            return None
        words = span.surface(self.old.text)
        scored = [(fuzz.ratio(words, place.surface(self.new.text)), place) for place in places]
        best = max(scored, default=(0.0, None), key=lambda one: one[0])
        return best[1] if best[0] >= _ALIKE else None

    def _span_change(self, status: str, before: Span | None, after: Span | None) -> SpanChange:
        return SpanChange(
            kind=self.kind,
            status=status,
            before=None if before is None else _cite_version(self.old, before),
            after=None if after is None else _cite_version(self.new, after),
        )


def _cite_version(version: Version, span: Span) -> Citation:
    return cite(span, version.article.article_id, version.key, version.text)

"""Find claims by speaker, subject or words; follow one back to its characters and the live page."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

import attrs

from provenance.exceptions import NotFoundError
from provenance.ledger.decode import picked
from provenance.spans import Citation, Span, cite
from provenance.trail.answers import AnswerRecord, Answers
from provenance.trail.decided import DecisionView
from provenance.trail.finding import find_entity
from provenance.trail.records import ClaimView, Sighting, SpeakerView
from provenance.trail.scope import Scope, articles_in, check_order

if TYPE_CHECKING:
    from provenance.ledger.store import Store

CLAIM = re.compile("[0-9a-f]{16,64}")


@attrs.frozen(kw_only=True, repr=False)
class ClaimTrail(AnswerRecord):
    """Lead from a claim to its characters, and on to the mentions of whoever says it.

    Args:
        mentions: those of the speaker's chain, in the order of the article.
        decisions: those that name the claim, or a mention of that chain.
    """

    claim: ClaimView
    mentions: tuple[Sighting, ...]
    decisions: tuple[DecisionView, ...] = ()


@attrs.frozen(kw_only=True)
class ClaimFilter:
    """Say which claims are wanted; what is None bounds nothing.

    Args:
        by: the speaker, by id or name.
        about: an entity that the content mentions, by id or name.
        text: words of the content, in any case.
        acts: what is done with the words, such as `STATEMENTS` of `provenance.kinds`.
        kind: direct, indirect or mixed.
        within: only in these articles.
    """

    by: str | None = None
    about: str | None = None
    text: str | None = None
    acts: Collection[str] | None = None
    kind: str | None = None
    within: Scope | None = None


def claims(
    store: Store,
    wanted: ClaimFilter,
    *,
    sort: str = "time",
    limit: int | None = None,
    offset: int = 0,
) -> Answers[ClaimView]:
    """List claims, in the order of publication or the best supported first.

    Args:
        store: the ledger.
        wanted: which claims.
        sort: `time`, or `sure`: those that the most reportings make come first, then the most
            probable.
        limit: the most to list.
        offset: how many to leave out before the first.

    Raises:
        NotFoundError: no entity goes by that id or name.
        LedgerError: claims are not sorted like that.
    """
    check_order(sort, ("time", "sure"))
    rows = _claim_rows(
        store,
        speaker=_find_entity_id(store, wanted.by),
        about=_find_entity_id(store, wanted.about),
        words=wanted.text,
        acts=None if wanted.acts is None else sorted(wanted.acts),
        kind=wanted.kind,
        articles=articles_in(store, wanted.within),
        by_support=sort == "sure",
        limit=limit,
        offset=offset,
    )
    total = rows[0]["total"] if rows else 0
    return Answers([_claim_view(row) for row in rows], ClaimView, total=total, offset=offset)


def find_claim(store: Store, key: str) -> ClaimView:
    """Find one claim by its key, of which exports and lists write the first 16 digits.

    Raises:
        NotFoundError: there is no such claim.
    """
    found = _claim_rows(store, claim=key)
    if not found:
        raise NotFoundError(f"no claim is called {key!r}; `spantrail claims` lists all")
    return _claim_view(found[0])


def _find_entity_id(store: Store, called: str | None) -> str | None:
    """Return the id of an entity by its id or name."""
    return None if called is None else str(find_entity(store, called)["entity"])


_ASKED = "speaker about words acts kind articles claim limit".split()


def _claim_rows(store: Store, **asked: object) -> list[dict[str, Any]]:
    """Run the one query of claims; what is not asked for bounds nothing."""
    values = {**dict.fromkeys(_ASKED), "by_support": False, "offset": 0, **asked}
    return store.dictionaries("claim_rows", **values)


# The columns that a view of a claim takes over.
_AS_STORED = (
    *("claim", "article", "outlet", "title", "url", "published_at", "text"),
    *("kind", "polarity", "modality", "certainty", "stance", "rule", "score"),
    *("speaker", "speaker_name", "speaker_cue", "membership", "probability"),
    *("chain", "parent", "group", "origins"),
)


def _cite_claim_text(row: Mapping[str, Any], start: int, end: int) -> Citation:
    return cite(Span(start, end), row["article"], row["version"], row["text"])


def _speaker_view(row: Mapping[str, Any], one: Mapping[str, Any]) -> SpeakerView:
    place = None if one["start"] is None else _cite_claim_text(row, one["start"], one["end"])
    return SpeakerView(entity=one["entity"], name=one["name"], span=place)


def _claim_view(row: Mapping[str, Any]) -> ClaimView:
    spans: dict[str, Any] = {
        name: tuple(_cite_claim_text(row, a, b) for a, b in row[name])
        for name in ("content", "cue", "source", "addressee", "quotes")
    }
    return ClaimView(
        **picked(row, _AS_STORED),
        **spans,
        act=row["class"],
        speakers=tuple(_speaker_view(row, one) for one in row["speakers"]),
        step=None if row["speaker"] is None else _speaker_link_probability(row["speaker_weight"]),
    )


def _speaker_link_probability(weight: float | None) -> float:
    """Return the probability of the step to a speaker's chain; a step without a weight is sure."""
    return 1.0 if weight is None else 1 / (1 + math.exp2(-weight))

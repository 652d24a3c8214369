"""Explain why two articles are of one story, of one origin, or of neither."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import TYPE_CHECKING, Any

import attrs

from provenance.exceptions import NotFoundError
from provenance.ledger.encode_pairs import joined, level_of, told_parts
from provenance.trail.answers import AnswerRecord
from provenance.trail.coverage import Copied, copied
from provenance.trail.decided import DecisionView, deciders

if TYPE_CHECKING:
    from provenance.ledger.store import Store

_Row = Mapping[str, Any]
_NOT_COMPARED: _Row = {"match_weight": None, "match_probability": None, "parts": []}


@attrs.frozen(kw_only=True, repr=False)
class SharedFeature(AnswerRecord):
    """Give what one feature adds to the weight of two articles.

    Args:
        shared: what both have: the heaviest words, names or numbers; None where there is nothing to
            list.
    """

    feature: str
    level: str
    weight: float
    shared: str | None


@attrs.frozen(kw_only=True, repr=False)
class Reporting(AnswerRecord):
    """Explain what ties two articles, or that nothing does.

    Args:
        verdict: one origin, one story, or apart.
        match_weight: log2 of the odds that both are about one event, the sum of the parts; None
            where nothing was compared.
        copies: what either took from the other.
        decisions: those that name one of the two.
    """

    verdict: str
    article_a: str
    article_b: str
    story_a: str
    story_b: str
    match_weight: float | None
    match_probability: float | None
    parts: tuple[SharedFeature, ...]
    copies: tuple[Copied, ...]
    decisions: tuple[DecisionView, ...] = ()


def why_articles(store: Store, a: str, b: str) -> Reporting:
    """Explain why two articles are about one event or go back to one reporting, or are not and do not.

    A story is joined by the mean over all its compared pairs, so two of its articles may not have
    been compared, or may be less alike than the others.

    Args:
        store: the ledger.
        a: the caller's id of an article.
        b: the same.

    Raises:
        NotFoundError: there is no such article, or coverage was not found yet.
    """
    one, other = _stories_and_origins(store, a, b)
    scored = store.query("trail_story_comparison", a=a, b=b).to_pylist()
    alike = scored[0] if scored else _NOT_COMPARED
    return Reporting(
        verdict=_reporting_verdict(one, other),
        article_a=a,
        article_b=b,
        story_a=one["story"],
        story_b=other["story"],
        match_weight=alike["match_weight"],
        match_probability=alike["match_probability"],
        parts=tuple(_shared_feature(part) for part in told_parts(alike["parts"])),
        copies=_copies_between(store, a, b),
        decisions=deciders(store).of_articles((a, b)),
    )


def _stories_and_origins(store: Store, a: str, b: str) -> tuple[_Row, _Row]:
    """Return the story and the origin of two articles.

    Raises:
        NotFoundError: there is no such article, or coverage was not found yet.
    """
    there = {row["article"] for row in store.query("trail_articles", a=a, b=b).to_pylist()}
    _check_articles_known((a, b), there)
    rows = store.query("trail_placed", a=a, b=b).to_pylist()
    placed: dict[str, _Row] = {row["article"]: row for row in rows}
    _check_articles_known((a, b), placed)
    return placed[a], placed[b]


def _check_articles_known(articles: Iterable[str], known: Container[str]) -> None:
    """Refuse articles that are not among those that are known.

    Raises:
        NotFoundError: the first that is not.
    """
    for article in articles:
        if article not in known:
            raise NotFoundError(
                f"no article {article!r} is in a story; `spantrail resolve` finds stories"
            )


def _reporting_verdict(one: _Row, other: _Row) -> str:
    """Say what two articles have in common."""
    if one["origin"] == other["origin"]:
        return "one origin"
    return "one story" if one["story"] == other["story"] else "apart"


def _shared_feature(part: Mapping[str, Any]) -> SharedFeature:
    """Read a stored part; both articles have the values, so one side tells."""
    return SharedFeature(
        feature=part["feature"],
        level=level_of(part)["level"],
        weight=part["weight"],
        shared=joined(part["values_a"], " "),
    )


def _copies_between(store: Store, a: str, b: str) -> tuple[Copied, ...]:
    """List what either article took from the other."""
    found = store.query("trail_derivations_between", a=a, b=b).to_pylist()
    return tuple(copied(row) for row in found)

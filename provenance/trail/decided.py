"""Decided: what became of decisions, and which of them made or barred what is shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING, TypeVar

import attrs

from provenance.ledger.precedence import Settled, SettledValues
from provenance.records.judgements import Decision, DecisionSubject
from provenance.trail.anchored import (
    Judged,
    Placed,
    assertions_at,
    judged,
    settled_articles,
    settled_claim_values,
    settled_claims,
    settled_entity_values,
    settled_links,
    sides_of,
)
from provenance.trail.answers import AnswerRecord

if TYPE_CHECKING:
    from provenance.ledger.store import Store

_Item = TypeVar("_Item", int, str)
_DIGITS = 16  # of a claim's or a decision's key, in exports and lists


@attrs.frozen(kw_only=True, repr=False)
class DecisionView(AnswerRecord):
    """Show a decision, and whether it counts.

    Args:
        decision: what was said.
        status: counts, taken back, contradicted, outranked, or waits: a subject is not found, or
            both sides are one chain of an article as it is read now.
        because: the keys of the decisions that take it back, contradict or outrank it.
        subjects: where its subjects stand now; nothing where it was taken back.
    """

    decision: Decision
    status: str
    because: tuple[str, ...]
    subjects: tuple[Placed, ...]


@attrs.frozen(kw_only=True)
class Deciders:
    """Map what is shown to the decisions that name it and are not taken back.

    Args:
        chains: by the numbers of chains.
        claims: by the first 16 digits of the keys of claims.
        articles: by the ids of articles, of decisions about stories and copies.
    """

    chains: Mapping[int, tuple[DecisionView, ...]] = attrs.Factory(dict)
    claims: Mapping[str, tuple[DecisionView, ...]] = attrs.Factory(dict)
    articles: Mapping[str, tuple[DecisionView, ...]] = attrs.Factory(dict)

    def of_chains(self, chains: Iterable[int]) -> tuple[DecisionView, ...]:
        """Return the decisions that name one of some chains, each once, the oldest first."""
        return _unique_decisions(view for chain in chains for view in self.chains.get(chain, ()))

    def of_claims(self, claims: Iterable[str]) -> tuple[DecisionView, ...]:
        """Return the decisions that name one of some claims, by their keys."""
        named = (claim[:_DIGITS] for claim in claims)
        return _unique_decisions(view for claim in named for view in self.claims.get(claim, ()))

    def of_articles(self, articles: Iterable[str]) -> tuple[DecisionView, ...]:
        """Return the decisions about stories and copies that name one of some articles."""
        return _unique_decisions(view for a in articles for view in self.articles.get(a, ()))


_NOBODY = Deciders()


def _unique_decisions(views: Iterable[DecisionView]) -> tuple[DecisionView, ...]:
    found = {view.decision.key: view for view in views}
    return tuple(sorted(found.values(), key=lambda v: (v.decision.decided_at, v.decision.key)))


def deciders(store: Store) -> Deciders:
    """Say which decisions name what; those that are taken back name nothing."""
    found = judged(store)
    if not found.standing:
        return _NOBODY
    views, chains = _decision_outcomes(store, found)
    articles = {p.subject: (p.subject.article,) for view in views for p in view.subjects}
    return Deciders(
        chains=_decisions_by_item(views, ("entity",), chains),
        claims=_decisions_by_item(views, ("claim",), _claims_of_subjects(store, views)),
        articles=_decisions_by_item(views, ("story", "copy"), articles),
    )


def _claims_of_subjects(
    store: Store, views: Iterable[DecisionView]
) -> dict[DecisionSubject, tuple[str, ...]]:
    """Return the claims at which subjects point, by the first digits of their keys."""
    placed = [p for view in views if view.decision.about == "claim" for p in view.subjects]
    found = assertions_at(store, placed)
    return {subject: tuple(key[:_DIGITS] for key in keys) for subject, keys in found.items()}


def _decisions_by_item(
    views: Iterable[DecisionView],
    about: Sequence[str],
    items: Mapping[DecisionSubject, Sequence[_Item]],
) -> dict[_Item, tuple[DecisionView, ...]]:
    """Map the items of subjects to the decisions that have them."""
    found: defaultdict[_Item, list[DecisionView]] = defaultdict(list)
    for view in views:
        if view.decision.about in about:
            for item in {i for p in view.subjects for i in items.get(p.subject, ())}:
                found[item].append(view)
    return {item: tuple(some) for item, some in found.items()}


def became(store: Store) -> list[DecisionView]:
    """List all decisions, the oldest first, with what became of them."""
    found = judged(store)
    return _decision_outcomes(store, found)[0] if found.every else []


def _decision_outcomes(
    store: Store, found: Judged
) -> tuple[list[DecisionView], dict[DecisionSubject, tuple[int, ...]]]:
    """Say what became of decisions, and return the chains at which their subjects point."""
    links, chains = settled_links(store, found)
    settled = (
        links,
        *settled_claims(store, found),
        settled_articles(found, "story"),
        settled_articles(found, "copy"),
        settled_entity_values(found, chains),
        settled_claim_values(found),
    )
    reasons = _reasons_not_counting(found, settled)
    void = {d.key for d in found.standing.values() if _is_void_decision(d, chains)}
    return [_decision_view(decision, found, reasons, void) for decision in found.every], chains


def _reasons_not_counting(
    found: Judged, settled: Sequence[Settled[int] | Settled[str] | SettledValues]
) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Say why decisions do not count: the status, and the decisions that are in their way."""
    reasons: dict[str, tuple[str, tuple[str, ...]]] = {}
    for one in settled:
        reasons |= {key: ("outranked", (other,)) for key, other in one.outranked.items()}
        reasons |= {key: ("contradicted", keys) for key, keys in one.contradicted.items()}
    by = {d.supersedes: d.key for d in found.standing.values() if d.supersedes}
    gone = [d.key for d in found.every if d.key not in found.standing]
    return reasons | {key: ("taken back", (by[key],)) for key in gone}


def _is_void_decision(decision: Decision, chains: Mapping[DecisionSubject, Sequence[int]]) -> bool:
    """Whether a decision about entities means nothing as articles are read now.

    No mention stands where it points, or both sides are one chain.
    """
    if decision.about != "entity":
        return False
    a, b = sides_of(decision, chains)
    if decision.verb in {"different", "split"}:
        return all(x == y for x, y in product(a, b))
    return not a or (bool(decision.side("b")) and not b)


def _decision_view(
    decision: Decision,
    found: Judged,
    reasons: Mapping[str, tuple[str, tuple[str, ...]]],
    void: Collection[str],
) -> DecisionView:
    subjects = found.placed.get(decision.key, ())
    lost = any(p.status not in {"exact", "moved"} for p in subjects) or decision.key in void
    status, because = reasons.get(decision.key, ("waits" if lost else "counts", ()))
    return DecisionView(decision=decision, status=status, because=because, subjects=subjects)

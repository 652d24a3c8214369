"""Explain why two claims are one, or are not, by the comparison between them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import attrs

from provenance.exceptions import NotFoundError
from provenance.ledger.decode import picked
from provenance.ledger.encode_pairs import first_span, joined, level_of, told_parts
from provenance.records.decisions import Evidence, Part
from provenance.trail.answers import AnswerRecord
from provenance.trail.assertions import find_group
from provenance.trail.decided import DecisionView, deciders

if TYPE_CHECKING:
    from provenance.ledger.store import Store

CLAIM = re.compile("[0-9a-f]{16,64}")
_COLUMNS = (
    *("claim_a", "claim_b", "article_a", "article_b", "words_a", "words_b", "group_a", "group_b"),
    *("relation", "match_weight", "match_probability"),
)


@attrs.frozen(kw_only=True, repr=False)
class Agreement(AnswerRecord):
    """Explain why two claims are one proposition, or are not.

    Args:
        verdict: compared, where they are one; connected, where others of the group join them;
            apart, where they are two.
        words_a: what one says.
        relation: verbatim, near or paraphrase; None where they were not compared, or the comparison
            came to nothing.
        match_weight: log2 of the odds that both answer one question alike: the sum of the parts.
        decisions: those that name one of the two.
    """

    verdict: str
    claim_a: str
    claim_b: str
    article_a: str
    article_b: str
    words_a: str
    words_b: str
    group_a: str | None
    group_b: str | None
    relation: str | None
    match_weight: float | None
    match_probability: float | None
    parts: tuple[Part, ...]
    decisions: tuple[DecisionView, ...] = ()


def why_claims(store: Store, a: str, b: str) -> Agreement:
    """Explain why two claims are one proposition, or are not.

    Args:
        store: the ledger.
        a: the key of a claim or of a narrated sentence, or the first 16 digits of it.
        b: the same.

    Raises:
        NotFoundError: there is no such claim.
    """
    row = _find_claim_comparison(store, a, b)
    return Agreement(
        **picked(row, _COLUMNS),
        verdict=_agreement_verdict(row),
        parts=tuple(_part_with_evidence(p, row) for p in told_parts(row["parts"] or ())),
        decisions=_decisions_about_claims(store, row),
    )


def _find_claim_comparison(store: Store, a: str, b: str) -> Mapping[str, Any]:
    """Find what was compared of two claims.

    Raises:
        NotFoundError: there is no such claim.
    """
    found: list[Mapping[str, Any]] = store.query("trail_claim_comparison", a=a, b=b).to_pylist()
    if found:
        return found[0]
    for what in (a, b):
        find_group(store, what)
    raise NotFoundError(
        f"{a!r} or {b!r} names a group and no claim;"
        " `spantrail sources` lists the claims of a group"
    )


def _agreement_verdict(row: Mapping[str, Any]) -> str:
    """Say whether two claims are one, and whether they were compared with each other."""
    if row["group_a"] is None or row["group_a"] != row["group_b"]:
        return "apart"
    return "connected" if row["parts"] is None else "compared"


def _decisions_about_claims(store: Store, row: Mapping[str, Any]) -> tuple[DecisionView, ...]:
    """Return the decisions that name one of the two claims."""
    return deciders(store).of_claims((row["claim_a"], row["claim_b"]))


def _part_with_evidence(part: Mapping[str, Any], row: Mapping[str, Any]) -> Part:
    # Parts are stored in the order of the keys, and the rows come in the order that was asked for.
    stored = "ab" if row["claim_a"] <= row["claim_b"] else "ba"
    a, b = (_evidence_of_side(part, of, row, side) for of, side in zip(stored, "ab", strict=True))
    return Part(feature=part["feature"], weight=part["weight"], **level_of(part), a=a, b=b)


def _evidence_of_side(
    part: Mapping[str, Any], stored: str, row: Mapping[str, Any], side: str
) -> Evidence:
    """Write what is stored of one side of a part, with its place in that side's article."""
    span = first_span(part[f"spans_{stored}"])
    return Evidence(
        value=joined(part[f"values_{stored}"], " "),
        article=row[f"article_{side}"],
        version=row[f"version_{side}"],
        span=span,
        surface=None if span is None else span.surface(row[f"text_{side}"]),
    )

"""The stage of matching: from assertions to groups with ids, their comparisons and conflicts, as values to append."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs

from provenance.identifiers import mint_claim_group_id
from provenance.matching import ClaimComparison, Conflict
from resolvers.identity.constraints import OPEN, Constraints
from resolvers.identity.entities import Identification, Minted, identify
from resolvers.matching.assertions import Assertion
from resolvers.matching.grouping import group
from resolvers.matching.likeness import ClaimLikeness, MatchModel
from resolvers.matching.opposition import relation
from resolvers.matching.prepared import Embed


@attrs.frozen(kw_only=True)
class MatchedClaims:
    """Hold what matching found.

    Args:
        groups: what identity decided: assertion to the id of its group.
        relations: assertion to how its words relate to the first of its group: founding, verbatim,
            near, paraphrase.
    """

    groups: Identification
    relations: Mapping[str, str]
    comparisons: tuple[ClaimComparison, ...]
    conflicts: tuple[Conflict, ...]


def match(
    assertions: Sequence[Assertion],
    model: MatchModel,
    known: Sequence[Mapping[str, Any]],
    before: Sequence[Mapping[str, Any]],
    embed: Embed | None = None,
    *,
    constraints: Constraints[str] = OPEN,
) -> MatchedClaims:
    """Find which assertions are one claim, and which conflict.

    The order of the input does not matter.

    Args:
        assertions: what is asserted now.
        model: the parameters.
        known: every group minted so far: id, created, founder, status.
        before: assertion, id, article and words of every membership so far, those of superseded
            versions among them.
        embed: a sentence embedder, whose cosine is one more comparison.
        constraints: pairs of assertions that a person decided.
    """
    likeness = ClaimLikeness(assertions, embed)
    grouping = group(likeness, model, constraints)
    order = {a.key: a.order for a in assertions}
    relations: dict[str, str] = {}
    for members in grouping.groups:
        first = min(members, key=lambda m: order[m])
        relations |= {m: relation(likeness.items[first], likeness.items[m]) for m in members} | {
            first: "founding"
        }
    return MatchedClaims(
        groups=_identify(grouping.groups, assertions, order, known, before),
        relations=relations,
        comparisons=grouping.comparisons,
        conflicts=grouping.conflicts,
    )


def _identify(
    groups: Iterable[Sequence[str]],
    assertions: Sequence[Assertion],
    order: Mapping[str, tuple[object, ...]],
    known: Sequence[Mapping[str, Any]],
    before: Sequence[Mapping[str, Any]],
) -> Identification:
    """Assign every group its id.

    A founder of a superseded text stays at home where its words went, else with its group.
    """
    carried = _carried(assertions, order)
    now = {row["assertion"]: carried.get((row["article"], row["words"])) for row in before}
    now |= {a.key: a.key for a in assertions}
    last = [(at, row["id"]) for row in before if (at := now[row["assertion"]]) is not None]
    rest: dict[str, str] = {}
    for member, group_id in sorted(last, key=lambda item: order[item[0]]):
        rest.setdefault(group_id, member)
    minted = [
        Minted(
            entity_id=row["id"],
            founding_chain=row["founder"],
            created=row["created"],
            retired=row["status"] == "retired",
            home=now.get(row["founder"]) or rest.get(row["id"]),
        )
        for row in known
    ]
    first = 1 + max((row["created"] for row in known), default=0)
    return identify(
        groups, order=order, known=minted, before=last, first=first, mint=mint_claim_group_id
    )


def _carried(
    assertions: Sequence[Assertion], order: Mapping[str, tuple[object, ...]]
) -> dict[tuple[str, str], str]:
    """Find what is asserted now by article and words."""
    found: dict[tuple[str, str], str] = {}
    for assertion in sorted(assertions, key=lambda a: order[a.key]):
        found.setdefault((assertion.article, assertion.words), assertion.key)
    return found

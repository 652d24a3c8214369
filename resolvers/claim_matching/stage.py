"""The stage of matching: from assertions to groups with ids, comparisons and conflicts.

They are values to append.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs

from provenance.identifiers import mint_claim_group_id
from provenance.records.matching import ClaimComparison, Conflict
from resolvers.claim_matching.assertions import Assertion
from resolvers.claim_matching.contradiction import relation
from resolvers.claim_matching.features import Embed
from resolvers.claim_matching.grouping import group
from resolvers.claim_matching.likeness import ClaimLikeness, MatchModel
from resolvers.clusters.constraints import OPEN, Constraints
from resolvers.clusters.ids import Identification, Minted, identify


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
    current = _Current({a.key: a.order for a in assertions}, _assertion_keys_by_words(assertions))
    return MatchedClaims(
        groups=_assign_group_ids(grouping.groups, current, known, before),
        relations=_relations_to_founder(likeness, grouping.groups, current.order),
        comparisons=grouping.comparisons,
        conflicts=grouping.conflicts,
    )


def _relations_to_founder(
    likeness: ClaimLikeness,
    groups: Iterable[Sequence[str]],
    order: Mapping[str, tuple[object, ...]],
) -> dict[str, str]:
    """Say how the words of assertions relate to those of the first of their groups."""
    relations: dict[str, str] = {}
    for members in groups:
        first = likeness.items[min(members, key=lambda m: order[m])]
        relations |= {member: relation(first, likeness.items[member]) for member in members}
        relations[first.assertion.key] = "founding"
    return relations


@attrs.frozen
class _Current:
    """Hold what is asserted now.

    Args:
        order: the keys of assertions to their places in time.
        carried: article and words to the key of the first that has them.
    """

    order: Mapping[str, tuple[object, ...]]
    carried: Mapping[tuple[str, str], str]

    def homes(self, before: Iterable[Mapping[str, Any]]) -> dict[str, str | None]:
        """Say what each assertion of a membership is now: itself, or what has its words."""
        homes = {
            row["assertion"]: self.carried.get((row["article"], row["words"])) for row in before
        }
        return homes | {key: key for key in self.order}

    def first_members(self, memberships: Iterable[tuple[str, str]]) -> dict[str, str]:
        """Return, for every group, the first of what was last in it."""
        first: dict[str, str] = {}
        for member, group_id in sorted(memberships, key=lambda item: self.order[item[0]]):
            first.setdefault(group_id, member)
        return first


def _assign_group_ids(
    groups: Iterable[Sequence[str]],
    current: _Current,
    known: Sequence[Mapping[str, Any]],
    before: Sequence[Mapping[str, Any]],
) -> Identification:
    """Assign every group its id.

    A founder of a superseded text stays at home where its words went, else with its group.
    """
    now = current.homes(before)
    last = [(at, row["id"]) for row in before if (at := now[row["assertion"]]) is not None]
    rest = current.first_members(last)
    return identify(
        groups,
        order=current.order,
        known=[_minted_group(row, now.get(row["founder"]) or rest.get(row["id"])) for row in known],
        before=last,
        first=1 + max((row["created"] for row in known), default=0),
        mint=mint_claim_group_id,
    )


def _minted_group(row: Mapping[str, Any], home: str | None) -> Minted:
    """Describe a group as identity knows it, with the assertion in which it lives."""
    return Minted(
        entity_id=row["id"],
        founding_chain=row["founder"],
        created=row["created"],
        retired=row["status"] == "retired",
        home=home,
    )


def _assertion_keys_by_words(assertions: Iterable[Assertion]) -> dict[tuple[str, str], str]:
    """Find what is asserted now by article and words."""
    found: dict[tuple[str, str], str] = {}
    for assertion in sorted(assertions, key=lambda a: a.order):
        found.setdefault((assertion.article, assertion.words), assertion.key)
    return found

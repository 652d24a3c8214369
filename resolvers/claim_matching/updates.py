"""Updates: a pair whose answers part, and whether the later one counts on."""

from __future__ import annotations

import re
from collections.abc import Sequence

import attrs

from resolvers.claim_matching.answers import Pairing
from resolvers.claim_matching.contradiction import CYCLE, first_parted, same_voice
from resolvers.claim_matching.features import Prepared
from resolvers.claim_matching.likeness import WeighedClaims

OF_NO_VALUE = frozenset({"denial", "agent", "speaker"})  # what parts answers, values aside
_SOON = 0.1  # days after which another count of what passes is a later one
# What passes: a count of it goes up and down as time goes on.
_PASSING = re.compile(
    r"\b(?:without (?:power|electricity|water|heat|gas)|no (?:power|electricity|water|heat)|"
    r"in the dark|outages?|missing|unaccounted|displaced|homeless|"
    r"in (?:hospitals?|shelters?|custody|intensive care)|"
    r"hospitali[sz]ed|evacuated|still|remain(?:s|ed|ing)?|active)\b",
    re.IGNORECASE,
)
# Words by which a text says itself that it counts on.
_RISEN = re.compile(
    r"\b(?:rose|risen|rises|climbed|climbs|grown|grew|now|so far|updated|revised|raised)\b",
    re.IGNORECASE,
)


@attrs.frozen(kw_only=True)
class Parted:
    """Hold a pair whose answers part, the earlier first."""

    a: Prepared
    b: Prepared
    weighed: WeighedClaims
    pairings: tuple[Pairing, ...]  # in the order of a and b

    @property
    def opposed(self) -> str:
        """What parts the answers."""
        return self.weighed.opposed or "denial"

    def reversed(self) -> Parted:
        """Take the other for the earlier one."""
        turned = tuple(attrs.evolve(p, a=p.b, b=p.a) for p in self.pairings)
        return attrs.evolve(self, a=self.b, b=self.a, pairings=turned)

    @property
    def first(self) -> Pairing | None:
        """The first values that part."""
        return first_parted(self.a, self.b, self.pairings)


def is_update(several: Sequence[Parted]) -> bool:
    """Whether the later of two groups counts on.

    A toll that rose does, after a cycle of news or in so many words; an outlet that corrects its
    own narration later counts on too.

    Args:
        several: the pairs of the two groups whose answers part.
    """
    return any(_is_count_superseded(p) for p in several) or all(
        _is_own_correction(p) for p in several
    )


def _is_count_superseded(parted: Parted) -> bool:
    """Whether a later count takes the place of an earlier one.

    A toll grows; how many are without power, missing or in hospital goes up and down; and whoever
    gives another number than before has changed it.
    """
    first = parted.first
    if first is None or first.a.value.kind == "date":
        return False
    grown = first.agree or (
        _is_growing_toll(first) and _is_later_count(parted)
    )  # "at least four", and then seven
    return grown or (_is_transient_count(parted) and _is_published_after(parted))


def _is_growing_toll(pairing: Pairing) -> bool:
    low, high = pairing.a.value.low or 0.0, pairing.b.value.low or 0.0
    return high > low and (pairing.a.tolls or pairing.b.tolls)


def _is_transient_count(parted: Parted) -> bool:
    """Whether a count is of what passes, or is its speaker's next one."""
    passing = any(_PASSING.search(p.assertion.words) for p in (parted.a, parted.b))
    return passing or same_voice(parted.a, parted.b)


def _is_later_count(parted: Parted) -> bool:
    gap, late = _days_between_articles(parted), parted.b.assertion
    return gap is not None and (bool(_RISEN.search(f"{late.cue} {late.words}")) or gap >= CYCLE)


def _is_published_after(parted: Parted) -> bool:
    gap = _days_between_articles(parted)
    return gap is not None and gap >= _SOON


def _days_between_articles(parted: Parted) -> float | None:
    """Return the days between two articles; none inside of one."""
    early, late = parted.a.assertion, parted.b.assertion
    if early.article == late.article:
        return None
    known = early.day is not None and late.day is not None
    return late.day - early.day if known else 0.0  # type: ignore[operator]


def _is_own_correction(parted: Parted) -> bool:
    """Whether an outlet gives another value in its own narration than in an earlier article."""
    early, late = parted.a.assertion, parted.b.assertion
    if not (early.narrated and late.narrated) or early.article == late.article:
        return False
    own = early.source is not None and early.source == late.source
    return own and parted.weighed.opposed not in OF_NO_VALUE

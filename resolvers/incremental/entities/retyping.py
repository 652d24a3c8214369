"""Retyping: a lone name of doubtful type takes the type that its other uses agree on.

"Vark rose" may be a firm's or a person's; where other articles are sure of a firm, it is that firm.
What a name takes is a function of its uses and not of the order in which they came: when one more
article changes what they agree on, all chains of that name, and no others, are tied to other
profiles.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import attrs

from provenance.records.decisions import Run
from resolvers.incremental.entities.base import EntityIndex
from resolvers.linking.profiles import Profile, person_profile, thing_profile
from resolvers.storing.chains import tie_chains

if TYPE_CHECKING:
    from provenance.ledger.store import Store

SURE = 0.75  # belief in a name and its type, from which on its article settles it
_SEVERAL = 2  # articles that have to be sure; a single one is too often the wrong one
_UNDECIDED = "none"


@attrs.frozen(kw_only=True)
class LoneUse:
    """Hold how one article uses a single word as a name.

    Args:
        chain: the number of its chain.
        version: the number of the article's version.
        score: the highest belief in one of its mentions.
        read: its profile as it was read.
        current: its profile as it is.
    """

    chain: int
    version: int
    score: float
    read: Profile
    current: Profile

    @property
    def name(self) -> str:
        """The word, folded."""
        return self.read.names[0]

    @property
    def sure(self) -> bool:
        """Whether the article settles the type."""
        return self.score >= SURE and self.read.type != _UNDECIDED

    @property
    def open(self) -> bool:
        """Whether others may settle it: nothing but the name tells what it is."""
        told = self.read.roles or self.read.apart or self.read.introduced or self.current.decided
        return not self.sure and not told


def begin(index: EntityIndex, ledger: Store, run: Run) -> None:
    """Tie the chains of lone names to the profiles that the ledger gives them.

    Comes before the index takes chains in, and behind the decisions about them.
    """
    tied = list(retied(_touched_lone_uses(index)))
    if tied:
        rows = [(use.chain, profile.key, profile.features) for use, profile in tied]
        tie_chains(ledger.writer, run, rows)
        index.retied = sorted({*index.retied, *(use.version for use, _ in tied)})


def _touched_lone_uses(index: EntityIndex) -> list[LoneUse]:
    """Read what came since the last run, and all other uses of the names that it has or had."""
    # Where only decisions came, to look for what was read took a tenth of linking 3M mentions.
    if index.upto and not index.rows("count_read", upto=index.upto)[0][0]:
        return []
    fresh = _read_lone_uses(
        index, [chain for (chain,) in index.rows("fresh_lone", upto=index.upto)]
    )
    if not index.upto:
        return fresh
    names = {use.name for use in fresh}
    names |= {name for (name,) in index.rows("dropped_lone", upto=index.upto)}
    known = index.rows("known_lone", names=sorted(names), upto=index.upto) if names else ()
    return fresh + _read_lone_uses(index, [chain for (chain,) in known])


def retied(uses: Iterable[LoneUse]) -> Iterator[tuple[LoneUse, Profile]]:
    """Yield the uses whose profile is to be another than it is, with that profile."""
    by_name: defaultdict[str, list[LoneUse]] = defaultdict(list)
    for use in uses:
        by_name[use.name].append(use)
    for same in by_name.values():
        kind = agreed(same)
        for use in same:
            if use.current.decided is None:
                wanted = retyped(use.read, kind) if kind and use.open else use.read
                if wanted != use.current:
                    yield use, wanted


def agreed(uses: Sequence[LoneUse]) -> str | None:
    """Return the type on which the articles agree that are sure; None where these are few."""
    kinds = Counter(use.read.type for use in uses if use.sure)
    return next(iter(kinds)) if len(kinds) == 1 and kinds.total() >= _SEVERAL else None


def retyped(profile: Profile, kind: str) -> Profile:
    """Return what a lone name tells as a name of another type."""
    if profile.type == kind:
        return profile
    if kind == "PER":
        return attrs.evolve(person_profile(profile.names), polities=profile.polities)
    return attrs.evolve(
        thing_profile(kind, profile.names, ()),
        polities=profile.polities,
        within=profile.within,
        context=profile.context,
        chain=profile.chain,
    )


def _read_lone_uses(index: EntityIndex, chains: Sequence[int]) -> list[LoneUse]:
    """Read chains, and keep those that a single word names which no list knows."""
    rows = index.rows("lone_uses", chains=list(chains)) if chains else ()
    uses = (
        LoneUse(
            chain=chain,
            version=version,
            score=score,
            read=index.profile(read),
            current=index.profile(current),
        )
        for chain, version, score, read, current in rows
    )
    return [use for use in uses if _is_lone(use.read)]


def _is_lone(profile: Profile) -> bool:
    """Whether one word, and no row of the lexicon, is all that a profile is called by."""
    alone = len(profile.names) == 1 and " " not in profile.names[0]
    return profile.form == "name" and alone and not profile.keys

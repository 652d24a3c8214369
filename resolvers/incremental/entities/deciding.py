"""Deciding: what people say of entities.

That is pairs of profiles to join or to part, and values of the entities that profiles are in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import attrs

from provenance.identifiers import canonical_pair
from provenance.ledger.precedence import Settled
from provenance.records.decisions import Run
from provenance.records.judgements import Decision, DecisionSubject
from resolvers.clusters.clustering import components
from resolvers.incremental.entities.base import EntityIndex
from resolvers.linking.profiles import Profile
from resolvers.storing.chains import tie_chains

if TYPE_CHECKING:
    from provenance.ledger.store import Store
    from provenance.trail.anchored import Judged

Row = tuple[str, int, int, str | None]  # as the table `linking.decided` has it


@attrs.frozen
class EntityDecisions:
    """Hold what decisions come to, by the numbers of profiles.

    Args:
        together: pairs that share an entity.
        apart: pairs that do not.
        values: profiles to what is decided of their entities: name, type or lock.
        forks: profiles of chains that were set apart from their own words.
        turned: profiles of which something else is decided than as of the last run.
    """

    together: frozenset[tuple[int, int]] = frozenset()
    apart: frozenset[tuple[int, int]] = frozenset()
    values: Mapping[int, Mapping[str, str]] = attrs.Factory(dict)
    forks: frozenset[int] = frozenset()
    turned: frozenset[int] = frozenset()

    @classmethod
    def of(cls, rows: Iterable[Row], turned: Iterable[int] = ()) -> EntityDecisions:
        """Read the rows of the index."""
        pairs: dict[str, set[tuple[int, int]]] = {"together": set(), "apart": set()}
        values: dict[int, dict[str, str]] = {}
        forks: set[int] = set()
        for kind, a, b, value in rows:
            if kind in pairs:
                pairs[kind].add((a, b))
            elif kind == "fork":
                forks.add(a)
            else:
                values.setdefault(a, {})[kind] = value or ""
        return cls(
            frozenset(pairs["together"]),
            frozenset(pairs["apart"]),
            values,
            frozenset(forks),
            frozenset(turned),
        )

    @property
    def locked(self) -> frozenset[int]:
        """The profiles whose founded ids survive."""
        return frozenset(number for number, values in self.values.items() if "lock" in values)

    @property
    def joined(self) -> frozenset[int]:
        """The profiles whose entity a decision says, or keeps others out of."""
        return self.forks | {number for pair in self.together | self.apart for number in pair}


@attrs.frozen
class ChainDecisions:
    """Hold the decisions about entities, with the chains that they mean.

    Args:
        settled: the pairs of chains that count.
        forks: chains that are somebody else than their words say.
        values: a chain, what is said of its entity, and the decision that says so.
    """

    settled: Settled[int]
    forks: frozenset[int]
    values: tuple[tuple[int, str, str], ...]

    @property
    def chains(self) -> set[int]:
        """All chains that any of them means."""
        pairs = (*self.settled.together, *self.settled.apart)
        valued = {chain for chain, _, _ in self.values}
        return valued | self.forks | {chain for pair in pairs for chain in pair}


NOTHING = EntityDecisions()


def begin(index: EntityIndex, ledger: Store, run: Run) -> ChainDecisions | None:
    """Read what is decided, and tie the chains that a decision sets apart to profiles of their own.

    Comes before the index takes chains in. None where nothing is decided and nothing was.
    """
    ((decisions, rows),) = index.rows("count_decided")
    if not decisions and not rows:
        return None
    given = _read_chain_decisions(ledger)
    tied = _retied_chains(index, ledger, given)
    if tied:
        tie_chains(ledger.writer, run, [(chain, p.key, p.features) for chain, _, p in tied])
        index.retied = sorted({version for _, version, _ in tied})
    return given


def _read_chain_decisions(ledger: Store) -> ChainDecisions:
    """Read the decisions, and find the chains that they mean."""
    from provenance.trail.anchored import judged, settled_links

    found = judged(ledger)
    settled, chains = settled_links(ledger, found)
    about = _effective_decisions(found, settled)
    leaving = _chains_of_first_side(about, chains)
    forks = {chain for d in about if d.verb == "fork" for chain in leaving[d.key]}
    if settled.apart:
        forks |= _parted_twin_chains(ledger, settled, forks, leaving)
    return ChainDecisions(settled, frozenset(forks), _decided_entity_values(found, chains))


def _effective_decisions(found: Judged, settled: Settled[int]) -> list[Decision]:
    """List the decisions about entities that no other contradicts or outranks."""
    lost = settled.contradicted.keys() | settled.outranked.keys()
    return [d for d in found.standing.values() if d.about == "entity" and d.key not in lost]


def _decided_entity_values(
    found: Judged, chains: Mapping[DecisionSubject, Sequence[int]]
) -> tuple[tuple[int, str, str], ...]:
    """List what is decided of the entities of chains: the chain, what it is of, and the value."""
    from provenance.trail.anchored import settled_entity_values

    said = settled_entity_values(found, chains).values
    return tuple((int(str(of)), what, value) for (of, what), (value, _) in said.items())


def _chains_of_first_side(
    decisions: Iterable[Decision], chains: Mapping[DecisionSubject, Sequence[int]]
) -> dict[str, frozenset[int]]:
    """Map decisions to the chains of their first side."""
    return {
        d.key: frozenset(chain for s in d.side("a") for chain in chains.get(s, ()))
        for d in decisions
    }


def _parted_twin_chains(
    ledger: Store,
    settled: Settled[int],
    forks: set[int],
    leaving: Mapping[str, frozenset[int]],
) -> set[int]:
    """Return the chains that are kept apart from chains with the same words.

    Their profiles are one, or are joined by what is said of others: the chain of the first side
    needs a profile of its own.
    """
    apart, joined = (
        _pairs_without_forks(forks, pairs) for pairs in (settled.apart, settled.together)
    )
    part = _word_group_of_chains(
        ledger, {chain for pair in (*apart, *joined) for chain in pair}, joined
    )
    twins = [(a, b) for a, b in apart if a in part and part[a] == part.get(b)]
    return {min(leaving[settled.apart[pair]].intersection(pair)) for pair in twins}


def _pairs_without_forks(
    forks: set[int], pairs: Iterable[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Sort the pairs of chains neither of which has a profile of its own already."""
    return [pair for pair in sorted(pairs) if forks.isdisjoint(pair)]


def _word_group_of_chains(
    ledger: Store, chains: Iterable[int], joined: Iterable[tuple[int, int]]
) -> dict[int, int]:
    """Map chains to a number; those share one whose words are, or are said to mean, the same."""
    named = sorted(set(chains))
    rows = ledger.records("base_profiles", chains=named) if named else []
    base = {row["chain_id"]: row["base"] for row in rows}
    edges = sorted((base[a], base[b]) for a, b in joined if a in base and b in base)
    groups = components(sorted(set(base.values())), edges)
    part = {number: group[0] for group in groups for number in group}
    return {chain: part[number] for chain, number in base.items()}


def _retied_chains(
    index: EntityIndex, ledger: Store, given: ChainDecisions
) -> list[tuple[int, int, Profile]]:
    """List the chains whose profile is another by decisions: chain, version and that profile."""
    asked = sorted(given.forks | _forked_chains(index, ledger))
    rows = ledger.records("base_profiles", chains=asked) if asked else []
    found: list[tuple[int, int, Profile]] = []
    for row in rows:
        forks, forked = row["chain_id"] in given.forks, row["current"] != row["base"]
        if forks != forked:
            profile = index.profile(row["features"])
            own = attrs.evolve(profile, decided=row["chain"] if forks else None)
            found.append((row["chain_id"], row["version_id"], own))
    return found


def _forked_chains(index: EntityIndex, ledger: Store) -> set[int]:
    """Return the chains that had a profile of their own as of the last run."""
    if index.upto:
        return {chain for (chain,) in index.rows("forked_chains")}
    return {row["chain_id"] for row in ledger.records("decided_chains")}


def note(index: EntityIndex, given: ChainDecisions | None) -> EntityDecisions:
    """Bring the index up to what is decided, and note as dirty what that may change.

    Comes when chains are taken in and pairs are scored.
    """
    if given is None:
        return NOTHING
    chains = sorted(given.chains)
    now = _decided_profile_rows(given, dict(index.rows("profiles_of_chains", chains=chains)))
    before = set(index.rows("decided"))
    turned = {number for _, a, b, _ in now ^ before for number in (a, b)}
    if turned:
        index.run("drop_decided")
        index.insert("linking.decided", sorted(now, key=str))
        index.run("note_decided", turned=sorted(turned))
    return EntityDecisions.of(now, turned)


def _decided_profile_rows(given: ChainDecisions, of: Mapping[int, int]) -> set[Row]:
    """Write what is decided down by profiles."""
    newest = {(of[chain], what): value for chain, what, value in given.values if chain in of}
    rows: set[Row] = {(what, number, number, value) for (number, what), value in newest.items()}
    rows |= {("fork", of[chain], of[chain], None) for chain in given.forks if chain in of}
    rows |= _decided_pair_rows("together", given.settled.together, of)
    return rows | _decided_pair_rows("apart", given.settled.apart, of)


def _decided_pair_rows(
    kind: str, pairs: Iterable[tuple[int, int]], of: Mapping[int, int]
) -> set[Row]:
    """Write pairs of chains down by their profiles, where these are two."""
    both = [(of[a], of[b]) for a, b in pairs if a in of and b in of]
    return {(kind, *canonical_pair(a, b), None) for a, b in both if a != b}

"""The order of the stages, and the only writer to the ledger.

read -> link -> cluster -> identify. Each stage is a function of values; this module reads what it needs, calls it, and
appends the result with its run. Reading works on what is new. Scores depend on pairs, on the model and on counts over
the whole ledger, so every order of arrival gives the same partition.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version as distribution_version
from typing import TYPE_CHECKING, Any

import attrs

from provenance.articles import Version
from provenance.decisions import Run
from provenance.exceptions import InputError
from provenance.identifiers import content_hash
from provenance.mentions import Chain, Mention
from resolvers.identity.clustering import Cluster, cluster
from resolvers.identity.entities import Identification, Minted, identify
from resolvers.identity.naming import Portrait, portray
from resolvers.linking.model import Model, default_model, log_odds
from resolvers.linking.posts import count_months
from resolvers.linking.profiles import Profile, profiles_of
from resolvers.reader import Reader, Workers

if TYPE_CHECKING:
    import pyarrow as pa

    from provenance.ledger import Store
    from resolvers.reading.adapters import Adapter

Progress = Callable[[str, int, int], None]
Rows = Sequence[Mapping[str, Any]]  # chains with their profile, article, time, name and number of mentions
_WORTH_WORKERS = 40  # articles: a process takes as long to start as thirty articles to read
_BATCH = 500  # articles a transaction: a commit costs 1.2 ms, and a stopped run loses one batch at most


@attrs.frozen(kw_only=True)
class Outcome:
    """Count what one resolve did."""

    read: int  # articles read
    mentions: int
    chains: int
    compared: int  # pairs of profiles scored
    entities: int  # active entities with a chain
    events: int  # what happened to entity ids
    refused: tuple[InputError, ...] = ()  # names of an adapter that were no spans of their text


def resolve(
    ledger: Store,
    *,
    mentions: Mapping[str, Sequence[Mention]] | None = None,
    names: Adapter | None = None,
    jobs: int = 1,
    model: Model | None = None,
    progress: Progress | None = None,
) -> Outcome:
    """Read what is new, link it to what is known, and give every chain its entity.

    Running it twice appends nothing new the second time.

    Args:
        ledger: an open ledger.
        mentions: version key to the mentions to link instead of detecting any; versions without an entry get none.
        names: another tagger, whose names are taken instead of our own.
        jobs: processes that read; what comes out does not depend on it. A script that asks for more than one needs the
            usual guard, `if __name__ == "__main__"`.
        model: parameters of one's own; the shipped ones otherwise.
        progress: called with the stage, how much is done and how much there is.
    """
    chosen, tell = model or default_model(), progress or (lambda *_: None)
    reader = Reader.of(mentions, names)
    read, found, chains = _read(ledger, reader, jobs, tell)
    profiles = {row["profile"]: _profile(row["features"]) for row in ledger.profiles().to_pylist()}
    rows = ledger.chain_profiles().to_pylist()
    scored = _link(ledger, profiles, rows, chosen, tell)
    clusters = cluster(profiles, _pairs(scored), cut=chosen.cut, apart=_apart(scored))
    entities, events = _identify(ledger, profiles, rows, clusters, chosen)
    tell("identify", 1, 1)
    return Outcome(
        read=read,
        mentions=found,
        chains=chains,
        compared=scored.num_rows,
        entities=entities,
        events=events,
        refused=tuple(reader.refused),
    )


# --- read -----------------------------------------------------------------------------------------------------------


def _read(ledger: Store, reader: Reader, jobs: int, tell: Progress) -> tuple[int, int, int]:
    """Read unread versions in batches; give the numbers of versions, mentions and chains."""
    unread = ledger.unread(reader.name, superseded=reader.given is None)  # a caller's mentions are of current texts
    counts = [0, 0, 0]
    with Workers(reader, jobs if len(unread) >= _WORTH_WORKERS else 1) as workers:
        for start in range(0, len(unread), _BATCH):
            started, batch = _now(), unread[start : start + _BATCH]
            read: list[tuple[Version, list[Chain]]] = []
            for number, (version, chains) in enumerate(zip(batch, workers.read(batch), strict=True)):
                read.append((version, chains))
                tell("read", start + number + 1, len(unread))
            found = [chain for _, chains in read for chain in chains]
            run = _run("read", started, settings=reader.name, digest=content_hash(*[v.key for v in batch]))
            ledger.add_chains(run, reader.name, [v.key for v in batch], found, _profile_rows(read))
            counts = [counts[0] + len(batch), counts[1] + sum(len(c.links) for c in found), counts[2] + len(found)]
    return counts[0], counts[1], counts[2]


def _profile_rows(read: Iterable[tuple[Version, list[Chain]]]) -> pa.Table:
    import pyarrow as pa

    rows = [
        (chain.key, profile.key, json.dumps(attrs.asdict(profile), ensure_ascii=False, sort_keys=True))
        for version, chains in read
        for chain, profile in zip(chains, profiles_of(chains, _month(version.published_at)), strict=True)
    ]
    columns = list(zip(*rows, strict=True)) or [(), (), ()]
    return pa.table({n: pa.array(c, pa.string()) for n, c in zip(("chain", "profile", "features"), columns, strict=True)})


def _month(published: datetime | None) -> str | None:
    return published.astimezone(UTC).strftime("%Y-%m") if published else None


def _profile(features: str) -> Profile:
    values: dict[str, Any] = json.loads(features)
    frozen: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}
    return Profile(**frozen)


# --- link -----------------------------------------------------------------------------------------------------------


def _link(ledger: Store, profiles: Mapping[str, Profile], rows: Rows, model: Model, tell: Progress) -> pa.Table:
    """Score all blocked pairs and append those whose score is new or has changed."""
    from resolvers.linking.scoring import score
    from resolvers.linking.table import profile_table

    started = _now()
    tell("link", 0, 1)
    scored = score(ledger.cursor(), profile_table(profiles, _published(rows)), model)
    run = _run("link", started, model=model.key, digest=content_hash(*sorted(profiles)))
    ledger.add_comparisons(run, scored)
    tell("link", 1, 1)
    return scored


def _apart(scored: pa.Table) -> frozenset[tuple[str, str]]:
    """List the pairs that a level of their names keeps apart."""
    from resolvers.linking.comparisons import APART

    columns = (scored.column(c).to_pylist() for c in ("profile_a", "profile_b", "parts"))
    rows = zip(*columns, strict=True)
    return frozenset((a, b) for a, b, parts in rows if any(part["level"] in APART for part in parts))


def _published(rows: Rows) -> dict[str, Counter[int | None]]:
    """Count the articles of every profile by month."""
    months: defaultdict[str, Counter[int | None]] = defaultdict(Counter)
    for row in rows:
        months[row["profile"]][count_months(_month(row["published_at"]))] += 1
    return dict(months)


def _pairs(scored: pa.Table) -> dict[tuple[str, str], float]:
    columns = (scored.column(c).to_pylist() for c in ("profile_a", "profile_b", "match_probability"))
    return {(a, b): p for a, b, p in zip(*columns, strict=True)}


# --- identify -------------------------------------------------------------------------------------------------------


def _identify(
    ledger: Store, profiles: Mapping[str, Profile], rows: Rows, clusters: Sequence[Cluster], model: Model
) -> tuple[int, int]:
    """Give every cluster its id and append what changed; give the numbers of entities and events."""
    started = _now()
    of_profile: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        of_profile[row["profile"]].append(row)
    members = [[row for p in c.members for row in of_profile[p]] for c in clusters]
    pairs = [(c, m) for c, m in zip(clusters, members, strict=True) if m]
    states = {row["entity"]: row for row in ledger.entity_states().to_pylist()}
    successors = ledger.successors()
    before = dict(zip(*(ledger.memberships().column(c).to_pylist() for c in ("chain", "entity")), strict=True))
    decided = identify(
        [[row["chain"] for row in m] for _, m in pairs],
        order={row["chain"]: _order(row) for row in rows},
        known=[_minted(row, successors) for row in states.values()],
        before=before,
        first=1 + max((s["created"] for s in states.values()), default=0),
    )
    portraits = {
        decided.entity_of[m[0]["chain"]]: portray((profiles[r["profile"]], r["name"], r["mentions"]) for r in m)
        for _, m in pairs
    }
    run = _run("identify", started, model=model.key, digest=content_hash(*sorted(r["chain"] for r in rows)))
    ledger.add_identity(
        run,
        minted=[(m.entity_id, m.founding_chain) for m in decided.minted],
        states=_states(decided, portraits, states),
        memberships=list(_memberships(decided, pairs, before)),
        events=decided.events,
    )
    return len(portraits), len(decided.events)


def _minted(state: Mapping[str, Any], successors: Mapping[str, str]) -> Minted:
    """Write an id of the ledger as identity knows it, its founding chain as the latest reading cuts it."""
    founding = state["founding_chain"]
    return Minted(
        entity_id=state["entity"],
        founding_chain=successors.get(founding, founding),
        created=state["created"],
        retired=state["status"] == "retired",
    )


def _order(row: Mapping[str, Any]) -> tuple[object, ...]:
    published = row["published_at"]
    return (published is None, published.isoformat() if published else "", row["article"], row["start"], row["chain"])


def _states(
    decided: Identification, portraits: Mapping[str, Portrait], states: Mapping[str, Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """List the states of entities that are new or differ from what the ledger holds."""
    holder = {key: entity for entity, p in sorted(portraits.items(), reverse=True) for key in p.keys}
    found: list[dict[str, Any]] = []
    for entity, p in sorted(portraits.items()):
        target = holder.get(p.speaks_for, p.speaks_for) if p.speaks_for else None
        found.append(_state(entity, p, speaks_for=None if target == entity else target))
    for entity, survivor in sorted(decided.redirects.items()):
        found.append(_state(entity, portraits[survivor], redirect=survivor))
    found += ({**states[entity], "status": "retired", "redirect": None} for entity in decided.retired)
    return [state for state in found if _changed(state, states.get(state["entity"]))]


def _state(entity: str, portrait: Portrait, *, redirect: str | None = None, speaks_for: str | None = None) -> dict[str, Any]:
    return {
        "entity": entity,
        "name": portrait.name,
        "type": portrait.type,
        "status": "redirected" if redirect else "active",
        "redirect": redirect,
        "speaks_for": speaks_for,
    }


def _changed(state: Mapping[str, Any], before: Mapping[str, Any] | None) -> bool:
    return before is None or any(before[k] != v for k, v in state.items())


def _memberships(
    decided: Identification,
    pairs: Iterable[tuple[Cluster, Sequence[Mapping[str, Any]]]],
    before: Mapping[str, str],
) -> Iterator[tuple[str, str, str, float | None]]:
    """List the chains whose entity is new or has changed."""
    for found, rows in pairs:
        margin = None if found.weakest is None else log_odds(found.weakest)
        for row in rows:
            entity = decided.entity_of[row["chain"]]
            if before.get(row["chain"]) != entity:
                yield row["chain"], entity, "alone" if margin is None else "model", margin


# --- runs -----------------------------------------------------------------------------------------------------------


def _run(stage: str, started: datetime, *, settings: str = "", model: str = "", digest: str = "") -> Run:
    return Run(
        stage=stage,
        code=distribution_version("spantrail"),
        settings=settings,
        model=model,
        input_digest=digest,
        started_at=started,
        ended_at=_now(),
    )


def _now() -> datetime:
    return datetime.now(UTC)

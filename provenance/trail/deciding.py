"""Deciding: what the words of a decision mean, shown before it counts, and what became of those that were made."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Required, TypedDict, Unpack

from provenance.exceptions import NotFoundError
from provenance.identifiers import text_hash
from provenance.records.judgements import NOBODY, VERBS, Decision, DecisionSubject
from provenance.trail import chain_profiles
from provenance.trail.anchored import judged
from provenance.trail.answers import Answers
from provenance.trail.chain_rows import Standing, standing
from provenance.trail.claiming import find_claim
from provenance.trail.decided import DecisionView, became, deciders
from provenance.trail.finding import REFERENCE, called, find_entity, mentions_of

if TYPE_CHECKING:
    from provenance.ledger.store import Store
    from provenance.trail.records import Sighting

_KEY = re.compile("[0-9a-f]{8,64}")  # lists write 16 digits of a decision's key
_SIDES = 2
_WHOLE = {"same", "lock"}  # an entity's name stands for all that its articles say


class DecisionDetails(TypedDict, total=False):
    """Name what a decision has besides its verb and what it is about.

    Args:
        by: who decides.
        reason: why.
        value: of `name`, `type`, `stance` and `conflict`; `nobody` of a speaker whom nobody names.
        about: entity, claim, story or copy; told from the names where it is not given.
        actor_kind: one of `provenance.records.judgements.ACTORS`.
        actor_version: of a rule or a model: which version of it decides.
        evidence: what somebody relied on.
        supersedes: an earlier decision that this one takes the place of.
        at: when; now where it is not given.
    """

    by: Required[str]
    reason: str
    value: str | None
    about: str | None
    actor_kind: str
    actor_version: str | None
    evidence: Sequence[str]
    supersedes: str | None
    at: datetime | None


def draft(
    store: Store, verb: str, names: Sequence[str], **details: Unpack[DecisionDetails]
) -> Decision:
    """Make a decision of words, without appending it.

    Args:
        store: the ledger.
        verb: one of `provenance.records.judgements.VERBS`, or `release`, which revokes the lock of an
            entity.
        names: what it is about. Of entities: ids, names, or mentions as ARTICLE:START-END; the
            first of `split` is the entity, the others are mentions that leave it. Of claims: keys.
            Of stories and copies: ids of articles. Of `revoke`: the key of a decision, or the
            digits that it begins with.
        details: who decides, why, and what else `DecisionDetails` names.

    Raises:
        NotFoundError: a name means nothing here, or several things.
        ValueError: the verb does not go with what is said.
    """
    if verb == "release":
        verb, names = "revoke", [_find_lock_key(store, names)]
    sort = details.get("about") or _infer_subject_kind(store, verb, names)
    subjects = () if sort == "decision" else _decision_subjects(store, sort, verb, names)
    return Decision(
        verb=verb,
        about=sort,
        subjects=subjects,
        value=details.get("value"),
        supersedes=_superseded_key(store, names if sort == "decision" else (), details),
        **_decision_provenance(details),
    )


def _decision_provenance(details: DecisionDetails) -> dict[str, Any]:
    """Return who decides, when and why, as a decision has it."""
    return {
        "actor": details["by"],
        "actor_kind": details.get("actor_kind", "person"),
        "actor_version": details.get("actor_version"),
        "reason": details.get("reason", ""),
        "evidence": tuple(details.get("evidence", ())),
        "decided_at": details.get("at") or datetime.now(UTC),
    }


def _find_lock_key(store: Store, names: Sequence[str]) -> str:
    """Return the key of the decision that locks an entity.

    Raises:
        NotFoundError: none does, or several do.
        ValueError: there is not one name.
    """
    if len(names) != 1:
        raise ValueError(f"a decision 'release' names one entity, not {len(names)}")
    locks = [v.decision.key for v in decisions(store, names[0]) if v.decision.verb == "lock"]
    if len(locks) == 1:
        return locks[0]
    if not locks:
        raise NotFoundError(f"no decision that counts locks {names[0]!r}")
    several = ", ".join(key[:16] for key in locks)
    raise NotFoundError(f"several decisions lock {names[0]!r}: revoke each of {several}")


def _superseded_key(store: Store, revoked: Sequence[str], details: DecisionDetails) -> str | None:
    """Return the key of the decision that is revoked, or that is replaced, if one is."""
    named = revoked or [key for key in [details.get("supersedes")] if key is not None]
    return find_decision(store, *named).key if named else None


def _infer_subject_kind(store: Store, verb: str, names: Sequence[str]) -> str:
    """Tell what names name: claims by their keys, articles by their ids, else entities."""
    if verb == "revoke":
        return "decision"
    if VERBS[verb] == ("claim",) or (names and all(_CLAIM.fullmatch(name) for name in names)):
        return "claim"
    known = store.records("article_texts", articles=list(names))
    return "story" if names and len(known) == len(set(names)) else "entity"


_CLAIM = re.compile("[0-9a-f]{16,64}")


def find_decision(store: Store, key: str) -> Decision:
    """Find one decision by its key or the digits that it begins with.

    Raises:
        NotFoundError: there is none, or there are several.
    """
    found = [d for d in judged(store).every if _KEY.fullmatch(key) and d.key.startswith(key)]
    if len(found) == 1:
        return found[0]
    many = f"several decisions begin with {key!r}; write more digits"
    raise NotFoundError(
        many if found else f"no decision is called {key!r}; list them: spantrail decisions"
    )


# --- subjects ------------------------------------------------------------------------------------


def _entity_subjects(store: Store, verb: str, names: Sequence[str]) -> tuple[DecisionSubject, ...]:
    if verb == "split":
        return _split_subjects(store, *names)
    if verb == "different" and len(names) == _SIDES:
        return _different_subjects(store, *names)
    sides = ["a", "b"] if len(names) > 1 else ["a"]
    return tuple(
        subject
        for side, name in zip(sides, names, strict=True)
        for subject in _side_subjects(store, name, side, whole=verb in _WHOLE)
    )


def _different_subjects(store: Store, one: str, other: str) -> tuple[DecisionSubject, ...]:
    """Keep two apart; a mention's own entity stands for what it has beside the mention's chain."""
    a, b = _unambiguous_chains(store, one), _unambiguous_chains(store, other)
    shared = set(a) & set(b)
    if len(a) > len(b):
        a = [chain for chain in a if chain not in shared]
    else:
        b = [chain for chain in b if chain not in shared]
    if not a or not b:
        raise NotFoundError(
            f"{one} and {other} are one chain: the article is read as calling one entity so, and"
            f" what is decided of entities does not part it; see: spantrail trace {one}"
        )
    return (*_subjects_of_chains(store, one, a, "a"), *_subjects_of_chains(store, other, b, "b"))


def _unambiguous_chains(store: Store, name: str) -> list[int]:
    if REFERENCE.fullmatch(name):
        return [_find_mention(store, name).chain_number]
    return list(chain_profiles.chains_of(store, _find_unambiguous_entity(store, name)["entity_id"]))


def _subjects_of_chains(
    store: Store, name: str, chains: Sequence[int], side: str
) -> list[DecisionSubject]:
    if REFERENCE.fullmatch(name):
        return [_mention_subject(store, _find_mention(store, name), side)]
    return _subject_per_profile(store, chains, side)


def _split_subjects(store: Store, name: str, *leaving: str) -> tuple[DecisionSubject, ...]:
    """Part an entity: the chains of some mentions on one side, one of each kind of the others on the other."""
    entity = _find_unambiguous_entity(store, name)
    gone = [_find_mention(store, reference) for reference in leaving]
    strange = [s.reference for s in gone if s.entity != entity["entity"]]
    if strange:
        raise NotFoundError(f"{strange[0]} is no mention of {entity['name']} ({entity['entity']})")
    left = {s.chain_number for s in gone}
    stay = [c for c in chain_profiles.chains_of(store, entity["entity_id"]) if c not in left]
    if not stay:
        what = f"all mentions of {entity['name']} ({entity['entity']}) are of the part that leaves"
        raise NotFoundError(f"{what}, so that nothing would stay; name fewer, or use different")
    first = [_mention_subject(store, sighting, "a") for sighting in gone]
    return (*first, *_subject_per_profile(store, stay, "b"))


def _side_subjects(store: Store, name: str, side: str, *, whole: bool) -> list[DecisionSubject]:
    """Return the mention that a reference names, or what stands for an entity."""
    found = _subjects_of_chains(store, name, _unambiguous_chains(store, name), side)
    return found if whole else found[:1]


def _find_mention(store: Store, reference: str) -> Sighting:
    """Return the mention at a place.

    Raises:
        NotFoundError: no mention stands there.
    """
    place = REFERENCE.fullmatch(reference)
    if place is None:
        raise NotFoundError(f"{reference!r} is no mention; write it as ARTICLE:START-END")
    chains = chain_profiles.chains_at(
        store, place["article"], int(place["start"]), int(place["end"])
    )
    found = [
        s for s in mentions_of(store, chains, article=place["article"]) if s.reference == reference
    ]
    if not found:
        raise NotFoundError(f"no mention stands at {reference}; see: spantrail trace {reference}")
    return found[0]


def _find_unambiguous_entity(store: Store, name: str) -> Mapping[str, Any]:
    """Return the entity of an id or a name; decisions guess less than questions do.

    Raises:
        NotFoundError: nothing is called so, or several are.
    """
    found = called(store, name)
    best = [row for row in found if not row["redirect"]]
    if len(best) > 1:
        choices = ", ".join(f"{row['entity']} ({row['type']} {row['name']})" for row in best[:9])
        raise NotFoundError(f"{name!r} may be {choices}; name one by its id or by a mention")
    return find_entity(store, name)


def _subject_per_profile(store: Store, chains: Sequence[int], side: str) -> list[DecisionSubject]:
    """Return a mention of one chain for each profile that chains have: names first, then in the order of time."""
    stand = standing(store, list(chains))
    first = _first_chains_of_profiles(store, stand)
    said = best_mentions(store, sorted(first))
    named = sorted(first, key=lambda chain: said[chain].kind != "name")
    return [_mention_subject(store, said[chain], side, stand[chain].text) for chain in named]


def _first_chains_of_profiles(store: Store, stand: Mapping[int, Standing]) -> list[int]:
    """Return the first chain of each profile, in the order of time."""
    rows = chain_profiles.profiles(store, None, stand)
    profile_of = {row["chain_id"]: row["profile_id"] for row in rows}
    first: dict[int, int] = {}
    for chain in sorted(stand.values(), key=lambda c: (*c.order, c.chain)):
        first.setdefault(profile_of[chain.number], chain.number)
    return list(first.values())


def best_mentions(store: Store, chains: Sequence[int]) -> dict[int, Sighting]:
    """Return the first name of each chain, or the first mention of one without a name."""
    said: dict[int, Sighting] = {}
    for sighting in mentions_of(store, chains):
        known = said.get(sighting.chain_number)
        if known is None or (known.kind != "name" and sighting.kind == "name"):
            said[sighting.chain_number] = sighting
    return said


def _mention_subject(
    store: Store, sighting: Sighting, side: str, text: str | None = None
) -> DecisionSubject:
    if text is None:
        text = standing(store, [sighting.chain_number])[sighting.chain_number].text
    return DecisionSubject(
        side=side,
        article=sighting.article,
        text_hash=text_hash(text),
        start=sighting.span.start,
        end=sighting.span.end,
        surface=sighting.surface,
    )


def _claim_subjects(store: Store, names: Sequence[str]) -> tuple[DecisionSubject, ...]:
    sides = ("a", "b")[: len(names)]
    return tuple(_claim_subject(store, name, side) for side, name in zip(sides, names, strict=True))


def _speaker_subjects(store: Store, key: str, who: str = NOBODY) -> tuple[DecisionSubject, ...]:
    """Point at the words of a claim, and at a mention of its speaker in the same article."""
    claim = _claim_subject(store, key, "a")
    if who == NOBODY:
        return (claim,)
    if REFERENCE.fullmatch(who):
        found = [_find_mention(store, who)]
    else:
        entity = _find_unambiguous_entity(store, who)
        found = mentions_of(store, chain_profiles.chains_of(store, entity["entity_id"]))
    here = [s for s in found if s.article == claim.article]
    if not here:
        raise NotFoundError(f"{who!r} is not mentioned in article {claim.article}")
    best = min(here, key=lambda s: (s.kind != "name", s.span))
    return claim, _mention_subject(store, best, "b")


def _claim_subject(store: Store, key: str, side: str) -> DecisionSubject:
    """Point at the words of a claim, from the first to the last."""
    claim = find_claim(store, key)
    (row,) = store.records("article_texts", articles=[claim.article])
    spans = list(claim.content)
    start, end = min(s.start for s in spans), max(s.end for s in spans)
    text = row["text"]
    return DecisionSubject(
        side=side,
        article=claim.article,
        text_hash=row["text_hash"],
        start=start,
        end=end,
        surface=text[start:end],
    )


def _article_subjects(store: Store, names: Sequence[str]) -> tuple[DecisionSubject, ...]:
    hashes = {
        r["article"]: r["text_hash"] for r in store.records("article_texts", articles=list(names))
    }
    missing = [name for name in names if name not in hashes]
    if missing:
        raise NotFoundError(f"no article is called {missing[0]!r}")
    return tuple(
        DecisionSubject(side=side, article=name, text_hash=hashes[name])
        for side, name in zip(("a", "b")[: len(names)], names, strict=True)
    )


def _decision_subjects(
    store: Store, sort: str, verb: str, names: Sequence[str]
) -> tuple[DecisionSubject, ...]:
    """Find what names name.

    Raises:
        ValueError: there is no name, or there are more than two where a side has one.
    """
    if not names or (len(names) > _SIDES and verb != "split"):
        raise ValueError(f"a decision {verb!r} names one or two, not {len(names)}")
    if sort == "claim":
        return (
            _speaker_subjects(store, *names) if verb == "speaker" else _claim_subjects(store, names)
        )
    if sort == "entity":
        return _entity_subjects(store, verb, names)
    return _article_subjects(store, names)


# --- what became of them -------------------------------------------------------------------------


def decisions(store: Store, about: str | None = None) -> Answers[DecisionView]:
    """List decisions, the oldest first, with what became of them.

    Args:
        store: the ledger.
        about: an entity or a mention, as `draft` takes them: only the decisions that count and name
            one of its mentions are listed then; all of them otherwise.

    Raises:
        NotFoundError: nothing is called so.
    """
    if about is None:
        return Answers(became(store), DecisionView)
    return Answers(deciders(store).of_chains(_chains_asked_about(store, about)), DecisionView)


def _chains_asked_about(store: Store, what: str) -> set[int]:
    """Return the chains of an entity, or the one of a mention."""
    if REFERENCE.fullmatch(what):
        return {_find_mention(store, what).chain_number}
    return set(chain_profiles.chains_of(store, find_entity(store, what)["entity_id"]))

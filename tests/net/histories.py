"""Histories: what may happen to a ledger, step by step, so that it can be done again in another order."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import attrs
from hypothesis import strategies as st

import provenance
import resolvers
from provenance.api import Ledger
from provenance.exceptions import NotFoundError
from provenance.records.judgements import Decision
from provenance.testing import without_ids
from resolvers.mention_detection.adapters import Adapter

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
TABLES = (
    "articles",
    "entities",
    "mentions",
    "links",
    "claims",
    "stories",
    "conflicts",
    "decisions",
)
_SMITHS = re.compile(r"(?:[A-Z]\w*\.? )?Smith")

# --- what articles say: few people, many ways to take one for another -----------------------------

_WHO = ("John Smith", "Mayor John Smith", "Smith", "Mary Smith", "J. Smith", "John Smith of Leeds")
_SAID = (
    "said that 41 people died in Leeds.",
    "said that 43 people died in Leeds.",
    "denied that 41 people died in Leeds.",
    "left on Monday.",
    "said: “The bridge is safe.”",
)
_SENTENCE = st.tuples(st.sampled_from(_WHO), st.sampled_from(_SAID)).map(" ".join)
BODIES = st.lists(_SENTENCE, min_size=1, max_size=2).map(" ".join)
_DAYS = ("2026-03-01", "2026-03-02", "2026-03-09")
RECORDS = st.builds(
    lambda body, source, day: {"text": body, "source": source, "published_at": day},
    BODIES,
    st.sampled_from("ST"),
    st.sampled_from(_DAYS),
)
_REPAIRS = {
    "": "Corrected. ",
    "41": "43",
    "said": "denied",
    "denied": "said",
    "John Smith": "Jon Smyth",
    "Mary": "Marie",
    ".": ". Smith was there.",
}
REPAIRS = st.sampled_from(sorted(_REPAIRS))


def repaired(text: str, what: str) -> str:
    """Correct a text: a word, a number, a name, or a line put in front or behind."""
    return text.replace(what, _REPAIRS[what], 1)


# --- steps ---------------------------------------------------------------------------------------


@attrs.frozen
class Step:
    """One thing that was done.

    Args:
        records: articles that came, or came again, or were corrected.
        decision: what was decided.
        reader: who read, where everything was resolved.
        options: how it was resolved.
        again: whether it was resolved as last, so that what was decided counts.
    """

    records: tuple[Mapping[str, str], ...] = ()
    decision: Decision | None = None
    reader: str | None = None
    options: Mapping[str, bool] = attrs.Factory(dict)
    again: bool = False

    def carry_out(self, ledger: Ledger) -> None:
        """Do it to a ledger."""
        if self.records:
            assert ledger.add(self.records).refused == ()
        if self.decision:
            assert ledger.take_decisions([self.decision]) == 1
        if self.reader:
            resolvers.resolve(ledger, names=READERS[self.reader], **self.options)
        if self.again:
            resolvers.resolve_again(ledger)


def _smiths(text: str) -> Iterator[tuple[int, int, str, float]]:
    for found in _SMITHS.finditer(text):
        yield *found.span(), "PER", 1.0


READERS = {"ours": None, "smiths": Adapter(name="smiths", names=_smiths)}


def opened() -> Ledger:
    """Open a ledger in memory, in one thread: over so few rows, two cost more than one."""
    ledger = provenance.open(":memory:")
    ledger.connection.execute("SET threads = 1")
    return ledger


def replayed(steps: Iterable[Step]) -> Ledger:
    """Make a ledger by steps."""
    ledger = opened()
    for step in steps:
        step.carry_out(ledger)
    return ledger


def turned(steps: Sequence[Step], order: Sequence[int]) -> list[Step]:
    """Put steps in another order that comes to the same: versions of one article stay in theirs.

    The last reader has the last word. What is decided may come before what it is about.

    Args:
        steps: what was done.
        order: a permutation of the articles, by the numbers in which they came first.
    """
    records = [record for step in steps for record in step.records]
    names = list(dict.fromkeys(record["id"] for record in records))
    named = [names[n % len(names)] for n in order if n < len(names)]
    batches = [Step(records=tuple(r for r in records if r["id"] == name)) for name in named]
    last = [step for step in steps if step.reader][-1:]
    decided = [step for step in steps if step.decision][::-1]
    half = len(batches) // 2
    return [*batches[:half], *last, *decided, *batches[half:], *last]


# --- what comes out ------------------------------------------------------------------------------


def outcome(ledger: Ledger) -> dict[str, Any]:
    """Write down everything that is concluded, without minted ids."""
    stories = ledger.table("stories").to_pylist()
    claims = ledger.table("claims").to_pylist()
    conflicts = ledger.table("conflicts").to_pylist()
    return {
        **without_ids(ledger),
        "stories": grouped((row["story"], row["article"]) for row in stories),
        "origins": grouped((row["origin"], row["article"]) for row in stories),
        "copies": sorted((row["article"], *row["derived_from"]) for row in stories),
        "claims": sorted(
            (c["article"], c["claim"], c["stance"], str(c["content"])) for c in claims
        ),
        "groups": grouped((row["group"], row["claim"]) for row in claims if row["group"]),
        "conflicts": sorted(
            (row["kind"], repr(row["values"]), *sorted(row["claims"]))
            for row in conflicts
            if row["status"] == "open"
        ),
        "decisions": sorted((v.decision.key, v.status, v.because) for v in ledger.decisions()),
    }


def grouped(pairs: Iterable[tuple[str, str]]) -> set[frozenset[str]]:
    """Gather members by their groups, and forget what those are called."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for group, member in pairs:
        found[group].add(member)
    return {frozenset(members) for members in found.values()}


def exported(ledger: Ledger) -> dict[str, list[dict[str, Any]]]:
    """Return what is exported, ids and all."""
    return {name: ledger.table(name).to_pylist() for name in TABLES}


# --- decisions -----------------------------------------------------------------------------------

ENTITY_VERBS = (
    "same",
    "different",
    "unsure",
    "fork",
    "split",
    "lock",
    "name",
    "type",
    "not-an-entity",
)
CLAIM_VERBS = ("same", "different", "conflict", "speaker", "stance", "not-a-claim")
_VALUES = {
    "name": ("Jack Smith", "Smith of Leeds"),
    "type": ("ORG", "PER"),
    "stance": ("denies", "asserts"),
    "conflict": ("none", "real"),
}
_TWO = {"same", "different", "unsure", "split", "conflict"}


@attrs.frozen
class Wish:
    """What somebody would like to decide, by numbers that mean something once there is a ledger."""

    about: str
    verb: str
    x: int
    y: int
    actor: tuple[str, str]

    def draft(self, ledger: Ledger, number: int) -> Decision | None:
        """Make a decision of it; None where the ledger has nothing that it could be about."""
        names = self._names(ledger)
        if names is None:
            return None
        actor, kind = self.actor
        said = {"by": actor, "actor_kind": kind, "value": self._value(names)}
        at = MONDAY + timedelta(hours=number)
        try:
            return provenance.trail.draft(ledger, self.verb, names, **said, about=self.about, at=at)
        except NotFoundError:
            return None  # such as a split of an entity that has no such mention

    def _value(self, names: Sequence[str]) -> str | None:
        if self.verb == "speaker":
            return "nobody" if len(names) == 1 else None
        values = _VALUES.get(self.verb)
        return values[self.x % len(values)] if values else None

    def _names(self, ledger: Ledger) -> list[str] | None:
        if self.about in {"story", "copy"}:
            pool = [row["article"] for row in ledger.table("stories").to_pylist()]
        elif self.about == "claim":
            pool = [row["claim"] for row in ledger.table("claims").to_pylist()]
        else:
            pool = _places(ledger)
        if not pool:
            return None
        a, b = pool[self.x % len(pool)], pool[self.y % len(pool)]
        if self.verb == "split":
            entity = {_place(r): r["entity"] for r in ledger.table("mentions").to_pylist()}
            return [entity[a], a]
        if self.verb == "speaker":
            article = next(
                r["article"] for r in ledger.table("claims").to_pylist() if r["claim"] == a
            )
            here = [place for place in _places(ledger) if place.startswith(f"{article}:")]
            return [a, here[self.y % len(here)]] if here and self.y % 2 else [a]
        if self.verb not in _TWO:
            return [a]
        return [a, b] if a != b else None


def _places(ledger: Ledger) -> list[str]:
    return [_place(r) for r in ledger.table("mentions").to_pylist() if r["kind"] == "name"]


def _place(row: Mapping[str, Any]) -> str:
    return f"{row['article']}:{row['start']}-{row['end']}"


_ACTORS = st.sampled_from([("ann", "person"), ("bob", "person"), ("list", "rule"), ("m1", "model")])
_ABOUT = st.one_of(
    st.tuples(st.just("entity"), st.sampled_from(ENTITY_VERBS)),
    st.tuples(st.just("claim"), st.sampled_from(CLAIM_VERBS)),
    st.tuples(st.sampled_from(["story", "copy"]), st.sampled_from(["same", "different"])),
)
WISHES = st.builds(
    lambda what, x, y, actor: Wish(*what, x, y, actor),
    _ABOUT,
    st.integers(0, 15),
    st.integers(0, 15),
    _ACTORS,
)

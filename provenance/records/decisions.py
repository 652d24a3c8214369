"""What the system decided and why: runs, comparisons, entities, memberships, events."""

from __future__ import annotations

from datetime import datetime
from functools import cache

import attrs

from provenance.identifiers import content_hash
from provenance.spans import Citation, Span

ENTITY_STATUSES = ("active", "redirected", "retired")
EVENT_KINDS = ("created", "merged", "split", "restored", "renamed", "retired")


@cache
def code_version() -> str:
    """Name the code that runs; to read it takes .3 ms, and an article makes five runs."""
    from importlib.metadata import version

    return version("spantrail")


@attrs.frozen(kw_only=True)
class Run:
    """Record one append: which code and settings made which rows of which input."""

    stage: str  # ingest, read, link, identify
    code: str  # the distribution's version
    settings: str = ""  # hash of the settings
    model: str = ""  # hash of the model file
    seed: int = 0
    input_digest: str = ""  # hash of the keys of what went in
    started_at: datetime
    ended_at: datetime


@attrs.frozen(kw_only=True)
class Evidence:
    """Give one side of a compared feature: the value, and where an article states it."""

    value: str | None
    article: str | None = None  # the caller's id; None where the value has no single place
    version: str | None = None  # the key of the version
    span: Span | None = None
    surface: str | None = None  # the characters at the span
    locator: str | None = (
        None  # where an authority's file states it: the file with its hash, and the rows
    )

    @property
    def place(self) -> Citation | None:
        """The characters that state the value; None where no single place does."""
        if self.span is None or self.article is None or self.version is None:
            return None
        words = self.surface or ""
        return Citation(self.span.start, self.span.end, self.article, self.version, words)


@attrs.frozen(kw_only=True)
class Part:
    """Give what one feature adds to a match weight.

    Args:
        feature: prior, name, role, ...
        level: the comparison level in words, or a number from 0 to 1, how alike both sides are.
        level_id: what the level is called for programs, whatever its words are; None for a number.
        weight: log2 of the Bayes factor, the term-frequency adjustment included.
        a: what one side has, and where.
        b: what the other side has.
    """

    feature: str
    level: str
    level_id: str | None = None
    weight: float
    a: Evidence | None = None
    b: Evidence | None = None


@attrs.frozen(kw_only=True)
class ComparedValues:
    """Give what one side of a pair has of a compared feature, and where in its text.

    Args:
        values: as they were compared; none where nothing was in common.
        spans: the characters that state them; none where no single place does.
    """

    values: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()


@attrs.frozen(kw_only=True)
class ComparedPart:
    """Give what one feature adds to the match weight of a pair, with what was compared.

    Args:
        level: the id of the comparison level, or a number from 0 to 1, how alike both sides are.
        weight: log2 of the Bayes factor.
        a: what the first of the pair has; None where there is nothing to compare.
        b: what the second has.
    """

    feature: str
    level: str
    weight: float
    a: ComparedValues | None = None
    b: ComparedValues | None = None


@attrs.frozen(kw_only=True)
class Comparison:
    """Score one pair of profiles; the parts, prior included, sum to the match weight.

    Args:
        match_weight: log2 of the odds that both are one entity.
        match_probability: the calibrated probability of the weight.
        match_key: which blocking rule found the pair.
    """

    model: str
    profile_a: str
    profile_b: str
    match_weight: float
    match_probability: float
    match_key: str
    parts: tuple[Part, ...]

    @property
    def key(self) -> str:
        """Identify the comparison by its model and its profiles, the smaller first."""
        return content_hash("comparison", self.model, self.profile_a, self.profile_b)


@attrs.frozen(kw_only=True)
class Entity:
    """Name one thing of the world that chains refer to; its id is minted once and never reused."""

    entity_id: str
    founding_chain: str  # the content key of the chain that minted the id
    type: str
    name: str
    status: str = attrs.field(default="active", validator=attrs.validators.in_(ENTITY_STATUSES))
    redirect: str | None = None  # where a redirected id leads


@attrs.frozen(kw_only=True)
class Membership:
    """Put a chain into an entity, from one run on until the next row of the same chain.

    Args:
        margin: log2 of the calibrated odds of the weakest join by which it came to the larger part
            of its entity; None for
            that part itself.
    """

    chain: str
    entity_id: str
    cause: str  # alone, model, decision
    margin: float | None = None


@attrs.frozen(kw_only=True)
class EntityEvent:
    """Tell what happened to entity ids."""

    kind: str = attrs.field(validator=attrs.validators.in_(EVENT_KINDS))
    from_ids: tuple[str, ...]
    to_ids: tuple[str, ...]
    cause: str

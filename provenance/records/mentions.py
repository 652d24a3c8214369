"""Mentions, and the chains that say who is who inside one article."""

from __future__ import annotations

import math
from functools import cached_property

import attrs

from provenance.identifiers import content_hash
from provenance.kinds import ENTITY_TYPES, MENTION_KINDS
from provenance.spans import Span

FEATURES = (
    "name",  # a full or partial proper name of the entity
    "short",  # a form that holds in its article only: a surname beside the full name, "Commission"
    "alias",  # another name that the article defines: an acronym in brackets, "known as"
    "role",  # a role head with its modifiers; `qualifier` is the affiliation it was stated with
    "polity",  # a country code that the article ties to the entity
    "age",  # of a person on the day of the article, in years
    "apart",  # whom the article says that a person is not: folded name @ role
    "seat",  # where a person lives or sits; `qualifier` is which, such as "mayor of a town"
    "party",  # the word beside a name that says of which party a person is: "republican"
    "introduced",  # as whom the article introduces a person: "retired plumber"
    "member",  # of a group such as "the two leaders": the first words of a member, at a mention of it
    "candidate",  # the cue by which a guess too weak to tie points at the mention of somebody else
    "quoted",  # of somebody who is not named: the words around, in the middle of a quotation
    "within",  # the lexicon's row of the country or state that a place lies in
    "honorific",  # Mr, Mrs, Dr: a gender cue
    "gender",  # m or f, from an honorific, a given name or a role
    "key",  # the lexicon's row for the name, such as country:FR or org:nato
)


@attrs.frozen(kw_only=True)
class Mention:
    """Point at the characters that refer to somebody or something.

    `surface` is always the text at the offsets: `text[span.start:span.end]`.
    """

    version: str  # the key of the version
    span: Span
    surface: str
    kind: str = attrs.field(validator=attrs.validators.in_(MENTION_KINDS))
    type: str = attrs.field(default="none", validator=attrs.validators.in_(ENTITY_TYPES))
    score: float = 1.0  # the detector's belief in the type, 0 to 1
    head: Span | None = None  # the words that carry the reference, inside the span
    detector: str = "rules"

    def __attrs_post_init__(self) -> None:
        if len(self.surface) != len(self.span):
            message = f"the surface {self.surface!r} does not have the length of {self.span}"
            raise ValueError(message)

    @property
    def key(self) -> str:
        """Identify the mention by version, offsets and detector."""
        return content_hash("mention", self.version, self.span.start, self.span.end, self.detector)


@attrs.frozen(kw_only=True)
class Feature:
    """State one thing about a chain, with the characters that state it."""

    name: str = attrs.field(validator=attrs.validators.in_(FEATURES))
    value: str  # normalised: folded name, canonical role, country code
    span: Span  # where the article states it
    qualifier: str | None = (
        None  # of a role: its affiliation, such as country:FR, org:kremlin or a folded name
    )
    modifiers: tuple[
        str, ...
    ] = ()  # of a role: former, acting, deputy, elect; "a" where it is one of several


@attrs.frozen(kw_only=True)
class Link:
    """Say why a mention belongs to its chain.

    Args:
        weight: log2 of the odds that a link by this cue is right, as measured on labelled articles;
            None for the mention
            that opens the chain, which is tied to nothing.
        to: the span of the mention it was tied to, None for the mention that opens the chain.
    """

    mention: Mention
    cue: str
    weight: float | None
    to: Span | None = None

    @property
    def probability(self) -> float:
        """The weight as a probability; 1 for the mention that opens the chain."""
        return 1.0 if self.weight is None else 1.0 / (1.0 + math.exp2(-self.weight))


@attrs.frozen(kw_only=True)
class Chain:
    """Gather the mentions of one entity inside one version.

    Pronouns add no name. Two people of one name in one article are two chains.
    """

    version: str
    type: str = attrs.field(validator=attrs.validators.in_(ENTITY_TYPES))
    name: str  # the best name, as written
    links: tuple[Link, ...] = attrs.field(validator=attrs.validators.min_len(1))
    features: tuple[Feature, ...] = ()

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """The mentions in order of the text."""
        return tuple(link.mention for link in self.links)

    @cached_property
    def key(self) -> str:
        """Identify the chain by its version and the spans of its mentions."""
        spans = sorted((m.span.start, m.span.end) for m in self.mentions)
        return content_hash(
            "chain", self.version, self.mentions[0].detector, [list(s) for s in spans]
        )

    def values(self, name: str) -> tuple[str, ...]:
        """List the distinct values of one feature in order of the text."""
        return tuple(dict.fromkeys(f.value for f in self.features if f.name == name))

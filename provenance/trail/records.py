"""What trails show: statements, sightings, entities, explanations."""

from __future__ import annotations

import math
from datetime import datetime
from typing import NamedTuple

import attrs

from provenance.records.authorities import Office
from provenance.records.decisions import Part
from provenance.spans import Citation
from provenance.trail.answers import AnswerRecord
from provenance.trail.decided import DecisionView
from provenance.trail.links import deep_link
from provenance.trail.shapes import HIDDEN


@attrs.frozen(kw_only=True, repr=False)
class Stated(AnswerRecord):
    """Give something an article says, with the characters that say it."""

    article: str
    source: str | None
    span: Citation
    surface: str
    value: str
    qualifier: str | None = None
    modifiers: tuple[str, ...] = ()


@attrs.frozen(kw_only=True, repr=False)
class Sighting(AnswerRecord):
    """Give one mention with the text around it and the reason why it belongs to its entity."""

    article: str
    source: str | None
    span: Citation
    surface: str
    kind: str
    type: str
    cue: str  # what tied it to its chain
    weight: (
        float | None
    )  # log2 of the odds that the cue is right; None for the mention that opens its chain
    to: Citation | None  # the mention it was tied to
    chain: str
    entity: str | None
    entity_name: str | None
    before: str
    after: str
    url: str | None = None  # of the article
    decisions: tuple[str, ...] = ()  # the first 16 digits of those that name its chain
    chain_number: int = attrs.field(
        default=0, eq=False, metadata=HIDDEN
    )  # inside the ledger's file
    text: str = attrs.field(default="", eq=False, metadata=HIDDEN)  # of the whole article

    @property
    def probability(self) -> float:
        """The weight as a probability; 1 for the mention that opens its chain."""
        return 1.0 if self.weight is None else 1 / (1 + math.exp2(-self.weight))

    @property
    def reference(self) -> str:
        """Name the mention as `trace` and `why` take it."""
        return self.span.reference

    @property
    def link(self) -> str | None:
        """The address that opens the article's page at the words.

        None where the article has none.
        """
        return deep_link(self.url, self.text, self.span) if self.url and self.text else None


@attrs.frozen(kw_only=True, repr=False)
class Entry(AnswerRecord):
    """Show one entry of an authority, and where it stands: a file by name and SHA-256, and the numbers of its rows.

    Args:
        offices: role, organisation, country, first and last day, as the file tells them.
        probability: of the join that tied it to its entity; None where it is tied to none.
    """

    authority: str
    external_id: str
    type: str
    names: tuple[str, ...]
    countries: tuple[str, ...]
    offices: tuple[Office, ...]
    file: str
    digest: str
    rows: tuple[int, ...]
    entity: str | None = None
    probability: float | None = None

    @property
    def reference(self) -> str:
        """Name the entry as `why` takes it: authority:id."""
        return f"{self.authority}:{self.external_id}"

    @property
    def locator(self) -> str:
        """Say where the entry stands."""
        rows = ", ".join(map(str, self.rows[:3])) + (", …" if len(self.rows) > 3 else "")
        return f"{self.file} row {rows} (sha256 {self.digest[:12]})"


class Wording(NamedTuple):
    """Hold words that articles have for an entity, and every place that states them."""

    words: str
    places: tuple[Stated, ...]


class IdChange(NamedTuple):
    """Tell what happened to an entity's id: created, merged, split, restored, renamed, retired."""

    kind: str
    from_ids: tuple[str, ...]
    to_ids: tuple[str, ...]


@attrs.frozen(kw_only=True, repr=False)
class EntityView(AnswerRecord):
    """Hold what the ledger knows of one entity.

    Every name and role lists all places that state it.
    """

    entity: str
    name: str
    type: str
    status: str
    redirect: str | None
    speaks_for: str | None
    mentions: int
    articles: int
    sources: int
    names: tuple[Wording, ...]
    roles: tuple[Wording, ...]
    events: tuple[IdChange, ...]
    entries: tuple[Entry, ...] = ()  # what authorities know of it
    members: tuple[Wording, ...] = ()  # of a group, at mentions of them
    decisions: tuple[DecisionView, ...] = ()  # those that name one of its mentions


@attrs.frozen(kw_only=True, repr=False)
class SpeakerView(AnswerRecord):
    """Name one of those who say something together, with the characters that name him.

    Args:
        span: None where nothing in the text names him, as in a turn of an interview.
    """

    entity: str | None
    name: str | None
    span: Citation | None


@attrs.frozen(kw_only=True, repr=False)
class ClaimView(AnswerRecord):
    """Give one claim with its article, its speaker and a link to the words on the live page.

    Args:
        step: the probability that the source leads to the speaker's chain; 1 where it is a mention
            of it.
        membership: the probability that the chain belongs to the entity.
        speakers: the speaker, and the others where the source names several; empty where nobody is
            known.
        group: the proposition that it states, with others that say the same.
        origins: how many reportings state that.
        probability: score times step times membership, so never above any of them; None where
            nobody is known to speak.
    """

    claim: str  # the first 16 digits of its key
    article: str
    outlet: str | None
    title: str | None
    url: str | None
    published_at: datetime | None
    text: str = attrs.field(metadata=HIDDEN)  # of the whole article
    content: tuple[Citation, ...]
    cue: tuple[Citation, ...]
    source: tuple[Citation, ...]
    addressee: tuple[Citation, ...]
    quotes: tuple[Citation, ...]
    kind: str
    polarity: str
    modality: str
    certainty: str
    stance: str
    act: str
    rule: str
    score: float
    speaker: str | None
    speaker_name: str | None
    speaker_cue: str | None
    speakers: tuple[SpeakerView, ...]
    step: float | None
    membership: float | None
    probability: float | None
    chain: str | None
    parent: str | None
    group: str | None = None
    origins: int = 1

    @property
    def link(self) -> str | None:
        """The address that opens the article's page at the words.

        None where the article has none.
        """
        return deep_link(self.url, self.text, self.content[0]) if self.url else None

    @property
    def words(self) -> str:
        """The content, its pieces joined by an ellipsis."""
        return " … ".join(place.words for place in self.content)

    @property
    def described_as(self) -> str | None:
        """The words that name or describe the source."""
        return " … ".join(place.words for place in self.source) or None

    @property
    def reference(self) -> str:
        """Where the content stands, from its first character to its last."""
        return f"{self.article}:{self.content[0].start}-{self.content[-1].end}"


@attrs.frozen(kw_only=True, repr=False)
class Step(AnswerRecord):
    """Explain one comparison on the way from one mention to another."""

    a: str  # a chain on this side of the comparison, or an authority's entry as authority:id
    b: str
    match_weight: float
    match_probability: float
    match_key: str
    parts: tuple[Part, ...]


@attrs.frozen(kw_only=True, repr=False)
class Join(AnswerRecord):
    """Show one comparison on a mention of either side, or on an authority's entry.

    None stands where only texts that were corrected since hold a mention.
    """

    a: Sighting | Entry | None
    b: Sighting | Entry | None
    step: Step


@attrs.frozen(kw_only=True, repr=False)
class Making(AnswerRecord):
    """Tell what holds an entity together.

    Args:
        chains: how many chains it has, each of one article.
        profiles: how many different profiles they have; chains of equal features are one without a
            comparison.
        compared: how many pairs of its profiles were scored.
        joins: the comparisons that hold it together, the weakest first.
        others: how many more of them there are, all stronger.
        decisions: those that name one of its mentions, and so join, part, name or type it.
    """

    entity: str
    name: str
    chains: int
    profiles: int
    compared: int
    joins: tuple[Join, ...]
    others: int
    decisions: tuple[DecisionView, ...] = ()


@attrs.frozen(kw_only=True, repr=False)
class Distance(AnswerRecord):
    """Tell what keeps two entities apart.

    Args:
        verdict: one entity, never compared, too weak, or outweighed (some pair is likely, all
            together are not).
        possible: how many pairs of profiles there are between them.
        compared: how many of those a blocking rule let through.
        mean_probability: over the compared ones; clusters are joined by it.
        best: the likeliest pair.
        worst: the least likely, where there are several.
        decisions: those that name one of the two mentions.
    """

    verdict: str
    a: Sighting
    b: Sighting
    possible: int = 0
    compared: int = 0
    mean_probability: float | None = None
    best: Join | None = None
    worst: Join | None = None
    decisions: tuple[DecisionView, ...] = ()


@attrs.frozen(kw_only=True, repr=False)
class Explanation(AnswerRecord):
    """Explain why two mentions are one, or are not.

    Args:
        verdict: same chain, same features, compared, connected, or apart.
        a: one mention.
        b: the other.
        steps: the comparisons that connect them, the direct one alone where there is one.
        decisions: those that name one of the two mentions.
    """

    verdict: str
    a: Sighting
    b: Sighting | Entry
    steps: tuple[Step, ...] = ()
    decisions: tuple[DecisionView, ...] = ()

"""Assertions: what matching depends on of a claim, or of what an outlet asserts itself."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property

import attrs

from provenance.records.claims import Value
from provenance.spans import Span
from resolvers.attribution.lexicon import cues
from resolvers.text.quoted_words import words_of
from resolvers.text.words import word_set

_DENYING = word_set("deny refute dispute rebut contradict disavow disclaim")
# What is rejected as untrue: "dismissed the claim that".
_REPORTS = word_set(
    "claim claims allegation allegations accusation accusations report reports rumour rumours "
    "rumor rumors charge charges"
)


@attrs.frozen(kw_only=True)
class Named:
    """Point at an entity inside what is asserted."""

    entity: str
    span: Span


@attrs.frozen(kw_only=True, slots=False)
class Assertion:
    """Hold what matching depends on.

    Args:
        key: of the claim, or of the narration.
        source: who published the article.
        story: the id of the article's story.
        speaker: the entity that says it, a government as its country; None where nobody is known
            to.
        person: the speaker's name, where it is a person whom the article names, and who surely says
            it.
        cue: the words that report it.
        act: what is done with the content, as of a claim.
        narrated: the outlet says it in its own voice.
        pieces: the spans of the content with their words, in order.
        named: entities inside, in order.
        values: quantities and dates inside, in order.
    """

    key: str
    version: str
    article: str
    source: str | None
    published: datetime | None
    story: str | None
    speaker: str | None = None
    person: str | None = None
    narrated: bool = False
    cue: str = ""
    modality: str = "neutral"
    polarity: str = "affirmed"
    certainty: str = "stated"
    act: str = "said"
    pieces: tuple[tuple[Span, str], ...] = attrs.field(validator=attrs.validators.min_len(1))
    named: tuple[Named, ...] = ()
    values: tuple[Value, ...] = ()

    @cached_property
    def words(self) -> str:
        """The content, its pieces joined by an ellipsis."""
        return " … ".join(surface for _, surface in self.pieces)

    @cached_property
    def stance(self) -> str:
        """Say what the speaker does with the content.

        `says`; `denies`, which contradicts it; `rejects` ("rejected the plan"), which takes no
        stand on what is so; or `withholds` ("did not say", "would not deny").
        """
        if self.polarity == "denied":
            return "withholds"
        if self.modality != "denial":
            return "says"
        return "denies" if self._is_contradicting_denial else "rejects"

    @property
    def _is_contradicting_denial(self) -> bool:
        """Whether words of denial contradict the content, and reject no mere plan."""
        opening = words_of(self.pieces[0][1])[:4]
        if not self.cue or opening[:1] == ["that"] or not _REPORTS.isdisjoint(opening):
            return True
        lemmas = {cue.lemma for word in words_of(self.cue) if (cue := cues().get(word))}
        return not _DENYING.isdisjoint(lemmas)

    @cached_property
    def order(self) -> tuple[object, ...]:
        """Order by time, article and place; the first of a group founds it."""
        time = self.published.isoformat() if self.published else ""
        return (self.published is None, time, self.article, self.pieces[0][0].start, self.key)

    @cached_property
    def day(self) -> float | None:
        """The time of publication in days."""
        return self.published.timestamp() / 86_400 if self.published else None

"""Read one article for claims: attribution, speakers and values together, as records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import attrs

from provenance.identifiers import content_hash
from provenance.records.articles import Version
from provenance.records.claims import Claim
from provenance.records.mentions import Chain
from provenance.spans import Span
from resolvers.attribution.records import Attribution
from resolvers.attribution.rules import attribute
from resolvers.attribution.speakers import Speaker, Speakers
from resolvers.attribution.turns import first_question
from resolvers.lexicon.lists import user_contents
from resolvers.mention_detection.reading_view import reading_view
from resolvers.quantities.figures import with_figures
from resolvers.quantities.values import stored_values
from resolvers.storing.source_files import source_texts


def read_claims(version: Version, chains: Sequence[Chain]) -> list[Claim]:
    """Find the claims of one version, in the order of their content.

    Args:
        version: the article's text, and the day that "on Monday" counts from.
        chains: who is who in it.
    """
    text = reading_view(version.text)
    claims = _Claims(version, text, Speakers(text, chains))
    for found in attribute(text, _interview_guest(text, chains)):
        claims.add(found)
    return with_figures(text, claims.found)


@attrs.frozen
class _Claims:
    """Hold the claims of a version that were found so far, each with who speaks.

    What is said inside of a claim asks who said that.
    """

    version: Version
    text: str  # its reading view
    people: Speakers
    found: list[Claim] = attrs.field(factory=list)
    speakers: list[Speaker | None] = attrs.field(factory=list)

    def add(self, said: Attribution) -> None:
        """Add the claim that an attribution is."""
        speaker = self._speaker_of_attribution(said)
        self.found.append(self._claim_of_attribution(said, speaker))
        self.speakers.append(speaker)

    def _speaker_of_attribution(self, said: Attribution) -> Speaker | None:
        """Find who speaks, by who says what stands around it."""
        if said.parent is None:
            return self.people.of(said, None)
        quoted = self.found[said.parent].kind == "direct"
        return self.people.of(said, self.speakers[said.parent], quoted=quoted)

    # dense: a field of the record a line
    def _claim_of_attribution(self, said: Attribution, speaker: Speaker | None) -> Claim:
        version, day = self.version, self.version.published_at
        return Claim(
            version=version.key,
            content=said.content,
            cue=said.cue,
            source=said.source,
            addressee=said.addressee,
            quotes=said.quotes,
            kind=said.kind,
            polarity=said.polarity,
            modality=said.modality,
            certainty=said.certainty,
            stance=said.stance,
            act=said.act,
            rule=said.rule,
            score=said.score,
            parent=None if said.parent is None else self.found[said.parent].key,
            speaker=speaker.chain if speaker else None,
            speaker_cue=speaker.cue if speaker else None,
            speaker_weight=speaker.weight if speaker else None,
            speakers=self.people.together(said.source[0]) if said.source else (),
            values=stored_values(version.text, self.text, said.content, day),
        )


def _interview_guest(text: str, chains: Sequence[Chain]) -> Span | None:
    """Find who is interviewed with "Q." and "A.": the first person that is named before them."""
    until = first_question(text)
    if until is None:
        return None
    return min((name for name in _person_name_spans(chains) if name.end <= until), default=None)


def _person_name_spans(chains: Sequence[Chain]) -> Iterator[Span]:
    for chain in chains:
        if chain.type == "PER":
            yield from (mention.span for mention in chain.mentions if mention.kind == "name")


@cache
def claims_digest() -> str:
    """Hash what claims depend on: code and word lists, the user's among them."""
    return content_hash(*source_texts("attribution", "quantities"), *user_contents())[:12]

"""Read one article for claims: attribution, speakers and values together, as records."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from provenance.articles import Version
from provenance.claims import Claim
from provenance.identifiers import content_hash
from provenance.mentions import Chain
from provenance.spans import Span
from resolvers.claims.attribution import attribute
from resolvers.claims.figures import with_figures
from resolvers.claims.speakers import Speaker, Speakers
from resolvers.claims.turns import first_question
from resolvers.claims.values import stored_values
from resolvers.reading.lists import user_contents
from resolvers.reading.view import reading_view


# dense: hands on what was read by its name
def read_claims(version: Version, chains: Sequence[Chain]) -> list[Claim]:
    """Find the claims of one version, in the order of their content.

    Args:
        version: the article's text, and the day that "on Monday" counts from.
        chains: who is who in it.
    """
    text, day = reading_view(version.text), version.published_at
    people = Speakers(text, chains)
    claims: list[Claim] = []
    speakers: list[Speaker | None] = []
    for found in attribute(text, _guest(text, chains)):
        parent = None if found.parent is None else speakers[found.parent]
        around = None if found.parent is None else claims[found.parent]
        quoted = around is not None and around.kind == "direct"
        speaker = people.of(found, parent, quoted=quoted)
        speakers.append(speaker)
        claims.append(
            Claim(
                version=version.key,
                content=found.content,
                cue=found.cue,
                source=found.source,
                addressee=found.addressee,
                quotes=found.quotes,
                kind=found.kind,
                polarity=found.polarity,
                modality=found.modality,
                certainty=found.certainty,
                stance=found.stance,
                act=found.act,
                rule=found.rule,
                score=found.score,
                parent=around.key if around else None,
                speaker=speaker.chain if speaker else None,
                speaker_cue=speaker.cue if speaker else None,
                speaker_weight=speaker.weight if speaker else None,
                speakers=people.together(found.source[0]) if found.source else (),
                values=stored_values(version.text, text, found.content, day),
            )
        )
    return with_figures(text, claims)


def _guest(text: str, chains: Sequence[Chain]) -> Span | None:
    """Find who is interviewed with "Q." and "A.": the first person that is named before them."""
    until = first_question(text)
    if until is None:
        return None
    people = (c for c in chains if c.type == "PER")
    named = (m.span for c in people for m in c.mentions if m.kind == "name" and m.span.end <= until)
    return min(named, default=None)


@cache
def claims_digest() -> str:
    """Hash what claims depend on: these modules and word lists, the user's among them."""
    folder = Path(__file__).parent
    files = [p for p in sorted(folder.rglob("*")) if p.suffix in {".py", ".tsv"}]
    return content_hash(*(p.read_bytes().hex() for p in files), *user_contents())[:12]

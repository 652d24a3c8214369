"""Which answers there are, and what each is made of: the one list behind the JSON Schemas.

python -m provenance.trail.answer_types    write the JSON Schemas anew that are shipped
"""

from __future__ import annotations

import json
from pathlib import Path

from provenance.trail.accounts import Proposition
from provenance.trail.article import ArticleView
from provenance.trail.articles import ArticleLine, ArticleText
from provenance.trail.changing import ArticleChanges
from provenance.trail.claiming import ClaimTrail
from provenance.trail.conflicts import ConflictView
from provenance.trail.coverage import Copied, Coverage, StoryLine
from provenance.trail.decided import DecisionView
from provenance.trail.events import LedgerEvent
from provenance.trail.lines import AuthorityLine, CueLine, EntityLine, NameMatch
from provenance.trail.queueing import OpenPair
from provenance.trail.records import (
    ClaimView,
    Distance,
    EntityView,
    Explanation,
    Making,
    Sighting,
)
from provenance.trail.schemas import schema_of
from provenance.trail.verifying import Verification
from provenance.trail.why_articles import Reporting
from provenance.trail.why_claims import Agreement

ANSWERS: dict[str, object] = {
    "entities": tuple[EntityLine, ...],
    "search": tuple[NameMatch, ...],
    "authorities": tuple[AuthorityLine, ...],
    "entity": EntityView,
    "article": ArticleView,
    "mentions": tuple[Sighting, ...],
    "claims": tuple[ClaimView, ...],
    "claim": ClaimTrail,
    "why": Explanation,
    "why-claims": Agreement,
    "why-articles": Reporting,
    "why-not": Distance,
    "how": Making,
    "stories": tuple[StoryLine, ...],
    "story": Coverage,
    "conflicts": tuple[ConflictView, ...],
    "sources": Proposition,
    "verify": Verification,
    "cues": tuple[CueLine, ...],
    "decisions": tuple[DecisionView, ...],
    "queue": tuple[OpenPair, ...],
    "changes": ArticleChanges,
    "event": LedgerEvent,
}
# What pages alone show.
ON_PAGES: dict[str, object] = {
    "articles": tuple[ArticleLine, ...],
    "article-texts": tuple[ArticleText, ...],
    "copies": tuple[Copied, ...],
}
# What a command's --json may print: which of them depends on what it is asked.
COMMANDS = {
    "entities": ("entities",),
    "search": ("search",),
    "authority list": ("authorities",),
    "show": ("entity", "article"),
    "trace": ("mentions", "claim"),
    "claims": ("claims",),
    "why": ("why", "why-claims", "why-articles"),
    "why-not": ("why-not",),
    "how": ("how",),
    "coverage": ("stories", "story"),
    "conflicts": ("conflicts",),
    "sources": ("sources",),
    "verify": ("verify",),
    "cues": ("cues",),
    "decisions": ("decisions",),
    "queue": ("queue",),
    "changes": ("changes",),
    "events": ("event",),
}


def written_schema(name: str) -> str:
    """Write the JSON Schema of an answer, as its file holds it."""
    return (
        json.dumps(schema_of({**ANSWERS, **ON_PAGES}[name], name), ensure_ascii=False, indent=1)
        + "\n"
    )


def main() -> None:
    """Write every schema's file, and remove those of answers that are gone."""
    folder = Path(__file__).parent / "schemas"
    folder.mkdir(exist_ok=True)
    for file in folder.glob("*.schema.json"):
        file.unlink()
    for name in (*ANSWERS, *ON_PAGES):
        (folder / f"{name}.schema.json").write_text(written_schema(name), encoding="utf-8")


if __name__ == "__main__":
    main()

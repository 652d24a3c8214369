"""Trails: from what is believed back to the characters that say so. Everything here reads; nothing is computed anew.

`show` tells what is known of an entity, `sightings` lists the mentions behind it, `how` tells what
holds it together, `why`
and `why_not` explain why two mentions are one or are not,
`claims` lists who said what.
`stories` and `coverage` show which articles are about one event, and who copied whom.
`sources` tells who supports a claim, and through which reportings, `conflicts` what cannot both
hold,
`why_claims` why two claims are one.
"""

from __future__ import annotations

from provenance.trail.accounts import Account, Opposed, Proposition, account, sources
from provenance.trail.agreeing import Agreement, why_claims
from provenance.trail.claiming import claims, find_claim
from provenance.trail.comparing import why
from provenance.trail.conflicts import ConflictView, Given, Side, conflicts
from provenance.trail.coverage import (
    Copied,
    CopiedPassage,
    Coverage,
    StoryArticle,
    StoryLine,
    coverage,
    stories,
)
from provenance.trail.entries import entries_of, find_entry
from provenance.trail.finding import find_entity, show, sightings
from provenance.trail.links import deep_link
from provenance.trail.making import how, why_not
from provenance.trail.pages import ArticlePage, pages
from provenance.trail.reporting import Reporting, why_articles
from provenance.trail.sources import OriginalSource
from provenance.trail.views import (
    ClaimView,
    Distance,
    EntityView,
    Entry,
    Explanation,
    Join,
    Making,
    Sighting,
    SpeakerView,
    Stated,
    Step,
)
from provenance.trail.voices import Voice

__all__ = [
    "Account",
    "Agreement",
    "ArticlePage",
    "ClaimView",
    "ConflictView",
    "Copied",
    "CopiedPassage",
    "Coverage",
    "Distance",
    "EntityView",
    "Entry",
    "Explanation",
    "Given",
    "Join",
    "Making",
    "Opposed",
    "OriginalSource",
    "Proposition",
    "Reporting",
    "Side",
    "Sighting",
    "SpeakerView",
    "Stated",
    "Step",
    "StoryArticle",
    "StoryLine",
    "Voice",
    "account",
    "claims",
    "conflicts",
    "coverage",
    "deep_link",
    "entries_of",
    "find_claim",
    "find_entity",
    "find_entry",
    "how",
    "pages",
    "show",
    "sightings",
    "sources",
    "stories",
    "why",
    "why_articles",
    "why_claims",
    "why_not",
]

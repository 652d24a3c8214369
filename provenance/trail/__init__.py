"""Trails: from what is believed back to the characters that say so. Everything here reads; nothing is computed anew.

`show` tells what is known of an entity, `sightings` lists the mentions behind it, `how` tells what holds it together, `why`
and `why_not` explain why two mentions are one or are not,
`claims` lists who said what.
`stories` and `coverage` show which articles are about one event, and who copied whom.
"""

from __future__ import annotations

from provenance.trail.claiming import claims, find_claim
from provenance.trail.comparing import why
from provenance.trail.coverage import Copied, CopiedPassage, Coverage, StoryArticle, StoryLine, coverage, stories
from provenance.trail.entries import entries_of, find_entry
from provenance.trail.finding import find_entity, show, sightings
from provenance.trail.links import deep_link
from provenance.trail.making import how, why_not
from provenance.trail.views import ClaimView, Distance, EntityView, Entry, Explanation, Join, Making, Sighting, Stated, Step

__all__ = [
    "ClaimView",
    "Copied",
    "CopiedPassage",
    "Coverage",
    "Distance",
    "EntityView",
    "Entry",
    "Explanation",
    "Join",
    "Making",
    "Sighting",
    "Stated",
    "Step",
    "StoryArticle",
    "StoryLine",
    "claims",
    "coverage",
    "deep_link",
    "entries_of",
    "find_claim",
    "find_entity",
    "find_entry",
    "how",
    "show",
    "sightings",
    "stories",
    "why",
    "why_not",
]

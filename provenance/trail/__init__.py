"""Trails: from what is believed back to the characters that say so. Everything here reads; nothing is computed anew.

`show` tells what is known of an entity, `sightings` lists the mentions behind it, `why` explains why two mentions are one;
`stories` and `coverage` show which articles are about one event, and who copied whom.
"""

from __future__ import annotations

from provenance.trail.comparing import why
from provenance.trail.coverage import Copied, CopiedPassage, Coverage, StoryArticle, StoryLine, coverage, stories
from provenance.trail.finding import find_entity, show, sightings
from provenance.trail.views import EntityView, Explanation, Sighting, Stated, Step

__all__ = [
    "Copied",
    "CopiedPassage",
    "Coverage",
    "EntityView",
    "Explanation",
    "Sighting",
    "Stated",
    "Step",
    "StoryArticle",
    "StoryLine",
    "coverage",
    "find_entity",
    "show",
    "sightings",
    "stories",
    "why",
]

"""Trails: from what is believed back to the characters that say so. Everything here reads.

Nothing is computed anew.

`show` tells what is known of an entity, `sightings` lists the mentions behind it, `how` tells what
holds it together, `why` and `why_not` explain why two mentions are one or are not, `claims` lists
who said what. `stories` and `coverage` show which articles are about one event, and who copied
whom. `sources` tells who supports a claim, and through which reportings, `conflicts` what cannot
both hold, `why_claims` why two claims are one.
"""

from __future__ import annotations

from provenance.trail.accounts import Account, Opposed, Proposition, account, sources
from provenance.trail.adopting import adopt
from provenance.trail.answers import AnswerRecord, Answers
from provenance.trail.article import ArticleEntity, ArticleView, show_article
from provenance.trail.asking import describe, explain, follow_claim
from provenance.trail.assertions import Voice
from provenance.trail.changing import ArticleChanges, changes
from provenance.trail.claiming import ClaimFilter, ClaimTrail, claims, find_claim
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
from provenance.trail.decided import Deciders, DecisionView, deciders
from provenance.trail.decided_tables import decided_pairs, with_decisions
from provenance.trail.deciding import DecisionDetails, decisions, draft, find_decision
from provenance.trail.entries import entries_of, find_entry
from provenance.trail.events import LedgerEvent, events
from provenance.trail.finding import find_entity, show, sightings
from provenance.trail.how_entities import how, why_not
from provenance.trail.lines import AuthorityLine, EntityLine, NameMatch
from provenance.trail.links import deep_link
from provenance.trail.listing import (
    ConflictFilter,
    EntityFilter,
    entities,
    listed_conflicts,
    listed_stories,
    mentions,
)
from provenance.trail.pages import ArticlePage, pages
from provenance.trail.queueing import OpenPair, queue
from provenance.trail.records import (
    ClaimView,
    Distance,
    EntityView,
    Entry,
    Explanation,
    IdChange,
    Join,
    Making,
    Sighting,
    SpeakerView,
    Stated,
    Step,
    Wording,
)
from provenance.trail.scope import Scope
from provenance.trail.searching import bearers, is_ambiguous, search
from provenance.trail.sources import OriginalSource
from provenance.trail.verifying import Verification
from provenance.trail.why_articles import Reporting, why_articles
from provenance.trail.why_claims import Agreement, why_claims
from provenance.trail.why_mentions import why

__all__ = [
    "Account",
    "Agreement",
    "AnswerRecord",
    "Answers",
    "ArticleChanges",
    "ArticleEntity",
    "ArticlePage",
    "ArticleView",
    "AuthorityLine",
    "ClaimFilter",
    "ClaimTrail",
    "ClaimView",
    "ConflictFilter",
    "ConflictView",
    "Copied",
    "CopiedPassage",
    "Coverage",
    "Deciders",
    "DecisionDetails",
    "DecisionView",
    "Distance",
    "EntityFilter",
    "EntityLine",
    "EntityView",
    "Entry",
    "Explanation",
    "Given",
    "IdChange",
    "Join",
    "LedgerEvent",
    "Making",
    "NameMatch",
    "OpenPair",
    "Opposed",
    "OriginalSource",
    "Proposition",
    "Reporting",
    "Scope",
    "Side",
    "Sighting",
    "SpeakerView",
    "Stated",
    "Step",
    "StoryArticle",
    "StoryLine",
    "Verification",
    "Voice",
    "Wording",
    "account",
    "adopt",
    "bearers",
    "changes",
    "claims",
    "conflicts",
    "coverage",
    "decided_pairs",
    "deciders",
    "decisions",
    "deep_link",
    "describe",
    "draft",
    "entities",
    "entries_of",
    "events",
    "explain",
    "find_claim",
    "find_decision",
    "find_entity",
    "find_entry",
    "follow_claim",
    "how",
    "is_ambiguous",
    "listed_conflicts",
    "listed_stories",
    "mentions",
    "pages",
    "queue",
    "search",
    "show",
    "show_article",
    "sightings",
    "sources",
    "stories",
    "why",
    "why_articles",
    "why_claims",
    "why_not",
    "with_decisions",
]

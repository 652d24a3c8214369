"""Attribution: read one article for who said what, by rules.

Sentences are read one by one for verbs of the lexicon; a quotation counts as one word. What a
quotation says is read for attributions inside it. Quotations that no sentence attributes go to
whoever spoke before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import attrs

from provenance.spans import Span
from resolvers.attribution.asides import asides, listed
from resolvers.attribution.blocks import blocks
from resolvers.attribution.candidates import Draft
from resolvers.attribution.freestanding import attribute_freestanding, going_on, quoted_above
from resolvers.attribution.headlines import behind_dateline, colons, dash_behind
from resolvers.attribution.lexicon import cues
from resolvers.attribution.minds import minds
from resolvers.attribution.phrases import according_to, noun_cues, noun_topics
from resolvers.attribution.quotes import Quotation, quotations
from resolvers.attribution.records import Attribution
from resolvers.attribution.sentence_words import Layout, lay_out
from resolvers.attribution.turns import labelled, turns
from resolvers.attribution.verbs import verb_drafts

_ENDS_WHAT_IT_HOLDS = frozenset({"the claim that", "clause, X said"})
_LETTERS = re.compile(r"[^\W\d_]+")
_SHORT_QUOTE = 12  # code points: no shorter quotation holds a claim of its own


def attribute(text: str, guest: Span | None = None) -> list[Attribution]:
    """Find the attributions of one article, in the order of their content.

    The result depends on the text alone; what is appended to a text in a new paragraph changes
    nothing before it.

    Args:
        text: the article.
        guest: where the one is named who answers in an interview with "Q." and "A.".
    """
    quotes = quotations(text)
    layout = lay_out(text, quotes=quotes)
    found = _layout_drafts(layout)
    found = quoted_above(going_on(layout, [*found, *attribute_freestanding(layout, found)]))
    for quote in quotes:
        if quote.end - quote.start > _SHORT_QUOTE:
            found += _drafts_inside_quotation(text, quote)
    records = (draft.record() for draft in found)
    return _nest_attributions(
        [labelled(text, record) for record in records if record], turns(text, guest)
    )


def _layout_drafts(layout: Layout) -> list[Draft]:
    drafts: list[Draft] = []
    for first, hi, paragraph in layout.sentences:
        headline = paragraph <= 1 and first == layout.sentences[0][0]
        drafts += _sentence_drafts(
            layout, behind_dateline(layout, first, hi), hi, headline=headline
        )
    return [*drafts, *listed(layout), *blocks(layout)]


def _sentence_drafts(layout: Layout, lo: int, hi: int, *, headline: bool) -> list[Draft]:
    readers = (verb_drafts, asides, minds, according_to, noun_cues, noun_topics)
    found = [draft for read in readers for draft in read(layout, lo, hi)]
    found = [
        _clip_to_outer_draft(draft, found)
        for draft in found
        if not _has_sourced_duplicate(draft, found)
    ]
    found += colons(layout, lo, hi, found, headline=headline)
    return [*found, *(dash_behind(layout, lo, hi, found) if headline else ())]


def _has_sourced_duplicate(draft: Draft, others: list[Draft]) -> bool:
    """Tell "said in a note that …", read for the note as well, from what nobody else is read for."""
    first = draft.content[0][0]
    return not draft.source and any(
        other.source and other.content[0][0] == first for other in others
    )


def _clip_to_outer_draft(draft: Draft, others: list[Draft]) -> Draft:
    """End a draft inside of a reported one where that ends.

    "rumours that he said he would go are false", "the bank is reluctant to lend, she said".
    """
    first, last = draft.content[-1]
    for other in others:
        lo, hi = other.content[-1]
        ends = other.rule in _ENDS_WHAT_IT_HOLDS and other is not draft
        if ends and lo < first <= hi < last:
            return attrs.evolve(draft, content=(*draft.content[:-1], (first, hi)))
    return draft


@cache
def _reporting_words() -> frozenset[str]:
    """Return the words without which nothing inside a quotation is reported."""
    return frozenset(cues()) | {"according"}


def _drafts_inside_quotation(text: str, quote: Quotation) -> Iterator[Draft]:
    """Read what a quotation says."""
    end = quote.end - quote.closed
    if _reporting_words().isdisjoint(_LETTERS.findall(text[quote.start : end].lower())):
        return  # half of all quotations report nothing
    layout = lay_out(text, quote.start + 1, end, quotes=[])
    for lo, hi, _ in layout.sentences:
        yield from (
            draft for draft in verb_drafts(layout, lo, hi) if not _is_conversational_phrase(draft)
        )
        yield from according_to(layout, lo, hi)


def _is_conversational_phrase(draft: Draft) -> bool:
    """Tell how people talk from a report inside a quotation: "I must tell you", "it says nine"."""
    low = draft.layout.low
    if not draft.source or low[draft.source[0][0]] not in {"i", "we", "you", "it"}:
        return False
    past = any(
        (cue := cues().get(low[k])) and cue.past for a, b in draft.cue for k in range(a, b + 1)
    )
    return not past and draft.modality != "belief"


def _nest_attributions(found: list[Attribution], said: list[Attribution]) -> list[Attribution]:
    """Put records in the order of their content, each with the innermost one that holds it.

    A turn holds what is reported inside of it, and stands in the place of what a colon was read as.
    """
    records = {(turn.content, turn.source): turn for turn in said}
    labels = {turn.source for turn in said if turn.source}
    for record in found:
        if record.source not in labels:
            records.setdefault((record.content, record.source), record)
    return _assign_parents(sorted(records.values(), key=_reading_order))


def _reading_order(record: Attribution) -> tuple[object, ...]:
    return record.content[0].start, -record.content[-1].end, record.cue, record.source


def _assign_parents(ordered: list[Attribution]) -> list[Attribution]:
    """Put each of the ordered records into the innermost one that holds it."""
    stack: list[int] = []  # those that may hold the next
    out: list[Attribution] = []
    for number, record in enumerate(ordered):
        extent = _attribution_extent(record)
        while stack and ordered[stack[-1]].content[-1].end < extent.end:
            stack.pop()
        parent = next((p for p in reversed(stack) if _content_contains(ordered[p], extent)), None)
        out.append(record if parent is None else _nest_in_parent(out[parent], record, parent))
        stack.append(number)
    return out


def _nest_in_parent(around: Attribution, record: Attribution, place: int) -> Attribution:
    """Put an attribution into one that holds it.

    What is reported inside of a false, denied or supposed account is hearsay.
    """
    told = not around.untrue and around.stance in {"asserts", "asks"}
    if told or record.stance != "asserts":
        return attrs.evolve(record, parent=place)
    return attrs.evolve(record, parent=place, stance="hearsay", certainty="possible")


def _content_contains(record: Attribution, extent: Span) -> bool:
    """Whether a piece of what was said holds all characters of another record."""
    return any(piece.contains(extent) for piece in record.content)


def _attribution_extent(record: Attribution) -> Span:
    """Return the characters from the first to the last that a record is made of."""
    spans = [*record.content, *record.cue, *record.source]
    return Span(min(s.start for s in spans), max(s.end for s in spans))

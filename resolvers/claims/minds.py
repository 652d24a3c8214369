"""States of mind that no verb of the lexicon tells: "is confident that", "seems to".

What seems or is expected has nobody who says it; it stands among what is believed.
"""

from __future__ import annotations

from collections.abc import Iterator

from resolvers.claims.contents import content_after, trimmed
from resolvers.claims.drafts import Draft
from resolvers.claims.grammar import (
    BE,
    BREAKS,
    QUESTIONS,
    SUBJECT_PRONOUNS,
    is_adverb,
)
from resolvers.claims.layout import QUOTE, Layout
from resolvers.claims.subjects import Subject, subject_before
from resolvers.reading.words import word_set

_MINDED = word_set(
    "confident skeptical sceptical aware unaware adamant certain sure hopeful optimistic "
    "pessimistic afraid glad proud doubtful wary unhappy reluctant eager keen"
)
_SEEMS = word_set("seem seems seemed appear appears appeared")
_EXPECTED = word_set("expected believed thought understood reported rumored rumoured projected")
_OPENERS = _MINDED | _SEEMS | _EXPECTED
_OF = word_set("of about")
_CLAUSES = SUBJECT_PRONOUNS | QUESTIONS


def minds(layout: Layout, lo: int, hi: int) -> Iterator[Draft]:
    """Read one sentence for what somebody is sure of, and for what seems or is expected."""
    low = layout.low
    if _OPENERS.isdisjoint(low[lo:hi]):
        return
    for place in range(lo + 1, hi - 2):
        word = low[place]
        if word in _MINDED:
            yield from _minded(layout, place, lo, hi)
        elif (word in _SEEMS or word in _EXPECTED) and low[place + 1] == "to":
            yield from _seeming(layout, place, lo, hi)


# dense: hands on what was read by its name
def _minded(layout: Layout, place: int, lo: int, hi: int) -> Iterator[Draft]:
    """Read "Crane is confident that the bridge holds" and "is aware of the cracks"."""
    low, behind = layout.low, place + 1
    subject = _subject(layout, place, lo)
    opens = low[behind] in _OF | _CLAUSES | {"that", "to"}
    if subject is None or not opens:
        return
    first = behind + (low[behind] in _OF)
    piece = content_after(layout, first, hi)
    doubts = subject.negated and low[first] in QUESTIONS  # "is not sure whether" denies nothing
    if piece:
        yield Draft(
            layout=layout,
            rule="X is sure that",
            content=((piece.first, piece.stop - 1),),
            cue=((subject.group, place),),
            source=((subject.first, subject.last),),
            polarity="denied" if subject.negated and not doubts else "affirmed",
            certainty="possible" if subject.modal or doubts else "stated",
            modality="belief",
        )


# dense: hands on what was read by its name
def _seeming(layout: Layout, place: int, lo: int, hi: int) -> Iterator[Draft]:
    """Read "The House is expected to pass the bill" and "The plan seems to work"."""
    subject = _subject(layout, place, lo)
    passive = layout.low[place] in _EXPECTED
    if subject is None or subject.passive != passive or subject.relative:
        return
    rest = content_after(layout, place + 1, hi)
    named = trimmed(layout, subject.first, subject.last + 1)
    if rest and named and QUOTE not in layout.words[named.first : named.stop]:
        yield Draft(
            layout=layout,
            rule="X is expected to",
            content=((named.first, named.stop - 1), (rest.first, rest.stop - 1)),
            cue=((subject.group, place),),
            polarity="denied" if subject.negated else "affirmed",
            certainty="possible",
            modality="belief",
        )


def _subject(layout: Layout, place: int, lo: int) -> Subject | None:
    """Find the subject of a word behind a form of "be", adverbs between."""
    before = place - 1
    while before > lo and is_adverb(layout.low[before]):
        before -= 1
    if layout.low[before] in BREAKS or (
        layout.low[before] not in BE and layout.low[place] not in _SEEMS
    ):
        return None
    return subject_before(layout, place, lo)

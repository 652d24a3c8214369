"""States of mind that no verb of the lexicon tells: "is confident that", "seems to".

What seems or is expected has nobody who says it; it stands among what is believed.
"""

from __future__ import annotations

from collections.abc import Iterator

from resolvers.attribution.candidates import Draft
from resolvers.attribution.contents import content_after, trimmed
from resolvers.attribution.grammar import (
    BE,
    BREAKS,
    QUESTIONS,
    SUBJECT_PRONOUNS,
    is_adverb,
)
from resolvers.attribution.sentence_words import QUOTE, Layout
from resolvers.attribution.subjects import Subject, subject_before
from resolvers.text.words import word_set

_MINDED = word_set(
    "confident skeptical sceptical aware unaware adamant certain sure hopeful optimistic "
    "pessimistic afraid glad proud doubtful wary unhappy reluctant eager keen"
)
_SEEMS = word_set("seem seems seemed appear appears appeared")
_EXPECTED = word_set("expected believed thought understood reported rumored rumoured projected")
_OPENERS = _MINDED | _SEEMS | _EXPECTED
_OF = word_set("of about")
_OPENS_CONTENT = _OF | SUBJECT_PRONOUNS | QUESTIONS | {"that", "to"}


def minds(layout: Layout, lo: int, hi: int) -> Iterator[Draft]:
    """Read one sentence for what somebody is sure of, and for what seems or is expected."""
    low = layout.low
    if _OPENERS.isdisjoint(low[lo:hi]):
        return
    for place in range(lo + 1, hi - 2):
        word = low[place]
        if word in _MINDED:
            yield from _read_state_of_mind(layout, place, lo, hi)
        elif (word in _SEEMS or word in _EXPECTED) and low[place + 1] == "to":
            yield from _read_expectation(layout, place, lo, hi)


def _read_state_of_mind(layout: Layout, place: int, lo: int, hi: int) -> Iterator[Draft]:
    """Read "Crane is confident that the bridge holds" and "is aware of the cracks"."""
    subject, behind = _subject_of_state(layout, place, lo), layout.low[place + 1]
    if subject is None or behind not in _OPENS_CONTENT:
        return
    first = place + 1 + (behind in _OF)
    piece = content_after(layout, first, hi)
    doubts = subject.negated and layout.low[first] in QUESTIONS
    if piece:
        yield Draft(
            layout=layout,
            rule="X is sure that",
            content=(piece.words,),
            cue=((subject.group, place),),
            source=(subject.words,),
            # "is not sure whether" denies nothing
            polarity="affirmed" if doubts else subject.polarity,
            certainty="possible" if doubts else subject.certainty,
            modality="belief",
        )


def _read_expectation(layout: Layout, place: int, lo: int, hi: int) -> Iterator[Draft]:
    """Read "The House is expected to pass the bill" and "The plan seems to work"."""
    subject = _subject_of_state(layout, place, lo)
    if subject is None or not _subject_fits_expectation(subject, layout.low[place]):
        return
    rest = content_after(layout, place + 1, hi)
    named = trimmed(layout, subject.first, subject.last + 1)
    if rest and named and QUOTE not in layout.words[named.first : named.stop]:
        yield Draft(
            layout=layout,
            rule="X is expected to",
            content=(named.words, rest.words),
            cue=((subject.group, place),),
            polarity=subject.polarity,
            certainty="possible",
            modality="belief",
        )


def _subject_fits_expectation(subject: Subject, word: str) -> bool:
    """Whether a subject goes with a word: "is" stands before "expected", and not before "seems"."""
    return subject.passive == (word in _EXPECTED) and not subject.relative


def _subject_of_state(layout: Layout, place: int, lo: int) -> Subject | None:
    """Find the subject of a word behind a form of "be", adverbs between."""
    before = place - 1
    while before > lo and is_adverb(layout.low[before]):
        before -= 1
    if layout.low[before] in BREAKS or (
        layout.low[before] not in BE and layout.low[place] not in _SEEMS
    ):
        return None
    return subject_before(layout, place, lo)

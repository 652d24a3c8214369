"""Asides: who speaks stands in the middle of what is said, or the verb of saying is passive."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from resolvers.claims.contents import trimmed
from resolvers.claims.drafts import Draft, Words
from resolvers.claims.grammar import AUXILIARIES, BE, BREAKS, PREPOSITIONS, SUBORDINATORS
from resolvers.claims.layout import QUOTE, Layout
from resolvers.claims.lexicon import cues
from resolvers.claims.numbers import number_at
from resolvers.claims.subjects import subject_before
from resolvers.reading.words import word_set

_LONGEST_NOUN = 9  # words before the aside, and of the speaker inside it
_FIGURE_WITHIN = 5  # words: "at more than US$ 3 million"
_BULLETS = frozenset({"•", "*", "-", "–", "·", "▪", "‣"})
_QUOTED = word_set("quoted cited recorded heard filmed")
_DESCRIBED = word_set(
    "described portrayed characterised characterized depicted denounced hailed dismissed"
)


# dense: one shape of aside a line
def asides(layout: Layout, lo: int, hi: int) -> Iterator[Draft]:
    """Read one sentence for what `verbs` cannot.

    It looks for the words before or behind a verb alone.
    """
    low, openers = layout.low, _openers()
    for place in [k for k, word in enumerate(low[lo:hi], lo) if word in openers]:
        cue = cues().get(low[place])
        if low[place] == "saying" and place - lo > 1 and low[place - 1] == "as":
            yield from _quoted(layout, place, lo, hi)
        elif low[place] in _DESCRIBED and place > lo and low[place - 1] in BE:
            yield from _described(layout, place, hi)
        elif low[place] == "put" and low[place + 1 : place + 2] == ["it"]:
            yield from _put(layout, place, lo)
        elif low[place] in {"put", "puts"}:
            yield from _put_at(layout, place, lo, hi)
        elif cue and "clause" in cue.patterns and not cue.ing:
            yield from _in_the_middle(layout, place, lo, hi)
            yield from _relative(layout, place, lo, hi)


@cache
def _openers() -> frozenset[str]:
    """List the words that an aside may turn on."""
    verbs = {form for form, cue in cues().items() if "clause" in cue.patterns and not cue.ing}
    return frozenset({*verbs, *_DESCRIBED, "saying", "put", "puts"})


def listed(layout: Layout) -> Iterator[Draft]:
    """Read the items of a list behind a line such as "Tom Reed said:"."""
    leads: tuple[Words, Words] | None = None
    for lo, hi, _ in layout.sentences:
        if leads and layout.low[lo] in _BULLETS:
            piece = trimmed(layout, lo + 1, hi)
            if piece:
                content = [(piece.first, piece.stop - 1)]
                yield _draft(layout, "X said: quote", content, *leads)
        else:
            leads = leading(layout, lo, hi)


def leading(layout: Layout, lo: int, hi: int) -> tuple[Words, Words] | None:
    """Return verb and subject of a line that ends in a verb of saying and a colon."""
    cue = cues().get(layout.low[hi - 2]) if hi - lo > 2 and layout.low[hi - 1] == ":" else None
    subject = subject_before(layout, hi - 2, lo) if cue and "clause" in cue.patterns else None
    return ((hi - 2, hi - 2), (subject.first, subject.last)) if subject else None


def _quoted(layout: Layout, place: int, lo: int, hi: int) -> Iterator[Draft]:
    """Read "Ada Crane was quoted as saying that …", also behind a quotation."""
    if layout.low[place - 2] not in _QUOTED:
        return
    subject = subject_before(layout, place - 2, lo)
    if subject is None or not subject.passive:
        return
    before = subject.before
    if before >= lo and layout.low[before] == QUOTE:
        content: Words | None = (before, before)
    else:
        piece = trimmed(layout, place + 1, hi)
        content = (piece.first, piece.stop - 1) if piece else None
    if content:
        yield _draft(
            layout, "X said that", [content], (place, place), (subject.first, subject.last)
        )


def _described(layout: Layout, place: int, hi: int) -> Iterator[Draft]:
    """Read "was described by Ada Crane as a death trap"."""
    low = layout.low
    if place + 1 >= hi or low[place + 1] != "by":
        return
    joint = next(
        (k for k in range(place + 2, min(hi, place + 2 + _LONGEST_NOUN)) if low[k] == "as"), None
    )
    piece = trimmed(layout, joint + 1, hi) if joint else None
    if joint and joint > place + 2 and piece:
        content = [(piece.first, piece.stop - 1)]
        yield _draft(layout, "X spoke of", content, (place, place), (place + 2, joint - 1))


def _put(layout: Layout, place: int, lo: int) -> Iterator[Draft]:
    """Read `"We will be back," as Tom Reed put it`."""
    low = layout.low
    first = next(
        (k for k in range(place - 1, max(lo, place - _LONGEST_NOUN), -1) if low[k] == "as"), None
    )
    if first is not None and first > lo and first + 1 < place and low[first - 1] == QUOTE:
        content = [(first - 1, first - 1)]
        yield _draft(layout, "quote, X said", content, (place, place + 1), (first + 1, place - 1))


# dense: the figure, its subject and where it ends
def _put_at(layout: Layout, place: int, lo: int, hi: int) -> Iterator[Draft]:
    """Read "The agency put the toll at 22": a figure that somebody states."""
    low = layout.low
    subject = subject_before(layout, place, lo)
    at = next(
        (k for k in range(place + 2, min(hi, place + 2 + _LONGEST_NOUN)) if low[k] == "at"), hi
    )
    if subject is None or at + 1 >= hi or not _is_figure(layout, at + 1, hi):
        return
    stop = next((k for k in range(at + 1, hi) if low[k] in BREAKS or low[k] in SUBORDINATORS), hi)
    piece = trimmed(layout, place + 1, stop)
    if piece:
        content = [(piece.first, piece.stop - 1)]
        source = (subject.first, subject.last)
        yield _draft(layout, "X put Y at", content, (place, place), source)


def _is_figure(layout: Layout, first: int, hi: int) -> bool:
    """Whether a number follows, with what bounds it: "at least 22", "nearly $3 billion"."""
    end = layout.ends[hi - 1]
    starts = layout.starts[first : min(hi, first + _FIGURE_WITHIN)]
    return any(number_at(layout.text, start, end) is not None for start in starts)


# dense: two commas, the noun before them and the speaker between
def _in_the_middle(layout: Layout, place: int, lo: int, hi: int) -> Iterator[Draft]:
    """Read "The bridge, said Tom Reed, is a trap"."""
    low = layout.low
    first = next(
        (k for k in range(place, max(lo, place - _LONGEST_NOUN), -1) if low[k] == ","), None
    )
    last = next((k for k in range(place, min(hi, place + _LONGEST_NOUN)) if low[k] == ","), None)
    if first is None or last is None or last + 1 >= hi or low[last + 1] not in AUXILIARIES:
        return
    opens = low[lo] in SUBORDINATORS | PREPOSITIONS or not {*low[lo:first]}.isdisjoint(
        BREAKS | AUXILIARIES
    )
    if opens or not 0 < first - lo <= _LONGEST_NOUN:
        return
    source = (place + 1, last - 1)
    if source[0] > source[1] or place != first + 1:
        return
    rest = trimmed(layout, last + 1, hi)
    if rest:
        content = [(lo, first - 1), (rest.first, rest.stop - 1)]
        yield _draft(layout, "clause, X said, more", content, (place, place), source)


# dense: where the relative clause opens, and where its verb's clause ends
def _relative(layout: Layout, place: int, lo: int, hi: int) -> Iterator[Draft]:
    """Read "The bridge that officials say is unsafe will close".

    What stands up to the next verb.
    """
    low = layout.low
    if place + 1 >= hi or low[place + 1] not in BE:
        return
    opening = next(
        (
            k
            for k in range(place - 1, max(lo, place - _LONGEST_NOUN), -1)
            if low[k] in BREAKS | {"that", "which", "who"}
        ),
        lo,
    )
    if low[opening] not in {"that", "which", "who"} or opening + 1 >= place or opening == lo:
        return
    stop = next((k for k in range(place + 2, hi) if low[k] in AUXILIARIES or low[k] in BREAKS), hi)
    piece = trimmed(layout, place + 1, stop)
    if piece:
        content = [(piece.first, piece.stop - 1)]
        yield _draft(layout, "X said", content, (place, place), (opening + 1, place - 1))


def _draft(layout: Layout, rule: str, content: list[Words], cue: Words, source: Words) -> Draft:
    found = cues().get(layout.low[cue[0]])
    return Draft(
        layout=layout,
        rule=rule,
        content=tuple(content),
        cue=(cue,),
        source=(source,),
        modality=found.kind if found else "neutral",
    )

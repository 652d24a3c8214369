"""Asides: who speaks stands in the middle of what is said, or the verb of saying is passive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from resolvers.attribution.candidates import Draft, Words
from resolvers.attribution.contents import Piece, trimmed
from resolvers.attribution.grammar import (
    AUXILIARIES,
    BE,
    BREAKS,
    PREPOSITIONS,
    RELATIVES,
    SUBORDINATORS,
    place_of,
    stop_at,
)
from resolvers.attribution.lexicon import cues
from resolvers.attribution.sentence_words import QUOTE, Layout
from resolvers.attribution.subjects import Subject, subject_before
from resolvers.quantities.numbers import number_at
from resolvers.text.words import word_set

_LONGEST_NOUN = 9  # words before the aside, and of the speaker inside it
_FIGURE_WITHIN = 5  # words: "at more than US$ 3 million"
_BULLETS = frozenset({"•", "*", "-", "–", "·", "▪", "‣"})
_QUOTED = word_set("quoted cited recorded heard filmed")
_DESCRIBED = word_set(
    "described portrayed characterised characterized depicted denounced hailed dismissed"
)
_OPENS_PHRASE = SUBORDINATORS | PREPOSITIONS
_ENDS_NOUN = BREAKS | AUXILIARIES
_ENDS_FIGURE = BREAKS | SUBORDINATORS
_OPENS_RELATIVE = BREAKS | RELATIVES


def asides(layout: Layout, lo: int, hi: int) -> Iterator[Draft]:
    """Read one sentence for what `verbs` cannot.

    It looks for the words before or behind a verb alone.
    """
    openers = _aside_cues()
    for place in [k for k, word in enumerate(layout.low[lo:hi], lo) if word in openers]:
        yield from _read_aside(layout, place, lo, hi)


def _read_aside(layout: Layout, place: int, lo: int, hi: int) -> Iterable[Draft]:
    """Read the aside that turns on one word, by its shape."""
    word = layout.low[place]
    if word == "saying":
        return _read_quoted_as_saying(layout, place, lo, hi)
    if word in _DESCRIBED and place > lo and layout.low[place - 1] in BE:
        return _read_described_as(layout, place, hi)
    if word in {"put", "puts"}:
        put_it = layout.low[place : place + 2] == ["put", "it"]
        return (
            _read_as_put_it(layout, place, lo)
            if put_it
            else _read_put_figure(layout, place, lo, hi)
        )
    return (
        _read_embedded_reports(layout, place, lo, hi) if word in _finite_reporting_verbs() else ()
    )


def _read_embedded_reports(layout: Layout, place: int, lo: int, hi: int) -> Iterator[Draft]:
    """Read who says it between two commas, or in a relative clause."""
    yield from _read_parenthetical_report(layout, place, lo, hi)
    yield from _read_relative_report(layout, place, lo, hi)


@cache
def _aside_cues() -> frozenset[str]:
    """List the words that an aside may turn on."""
    return _finite_reporting_verbs() | _DESCRIBED | {"saying", "put", "puts"}


@cache
def _finite_reporting_verbs() -> frozenset[str]:
    """List the finite forms of verbs that report a clause."""
    table = cues().items()
    return frozenset(form for form, cue in table if "clause" in cue.patterns and not cue.ing)


def listed(layout: Layout) -> Iterator[Draft]:
    """Read the items of a list behind a line such as "Tom Reed said:"."""
    leads: tuple[Words, Words] | None = None
    for lo, hi, _ in layout.sentences:
        if leads and layout.low[lo] in _BULLETS:
            piece = trimmed(layout, lo + 1, hi)
            if piece:
                yield _aside_draft(layout, "X said: quote", [piece.words], *leads)
        else:
            leads = leading(layout, lo, hi)


def leading(layout: Layout, lo: int, hi: int) -> tuple[Words, Words] | None:
    """Return verb and subject of a line that ends in a verb of saying and a colon."""
    cue = cues().get(layout.low[hi - 2]) if hi - lo > 2 and layout.low[hi - 1] == ":" else None
    subject = subject_before(layout, hi - 2, lo) if cue and "clause" in cue.patterns else None
    return ((hi - 2, hi - 2), subject.words) if subject else None


def _read_quoted_as_saying(layout: Layout, place: int, lo: int, hi: int) -> Iterator[Draft]:
    """Read "Ada Crane was quoted as saying that …", also behind a quotation."""
    subject = _subject_quoted_as_saying(layout, place, lo)
    if subject is None:
        return
    quote = subject.before
    quoted = quote >= lo and layout.low[quote] == QUOTE
    piece = Piece(quote, quote + 1) if quoted else trimmed(layout, place + 1, hi)
    if piece:
        yield _aside_draft(layout, "X said that", [piece.words], (place, place), subject.words)


def _subject_quoted_as_saying(layout: Layout, place: int, lo: int) -> Subject | None:
    """Return who "was quoted as" saying something."""
    low, quoted = layout.low, place - 2
    if quoted < lo or low[quoted] not in _QUOTED or low[place - 1] != "as":
        return None
    subject = subject_before(layout, quoted, lo)
    return subject if subject is not None and subject.passive else None


def _read_described_as(layout: Layout, place: int, hi: int) -> Iterator[Draft]:
    """Read "was described by Ada Crane as a death trap"."""
    low, first = layout.low, place + 2
    if first > hi or low[place + 1] != "by":
        return
    joint = place_of(low, {"as"}, range(first, min(hi, first + _LONGEST_NOUN)))
    if joint is None or joint == first:
        return
    piece = trimmed(layout, joint + 1, hi)
    if piece:
        yield _aside_draft(layout, "X spoke of", [piece.words], (place, place), (first, joint - 1))


def _read_as_put_it(layout: Layout, place: int, lo: int) -> Iterator[Draft]:
    """Read `"We will be back," as Tom Reed put it`."""
    low = layout.low
    joint = place_of(low, {"as"}, range(place - 1, max(lo, place - _LONGEST_NOUN), -1))
    if joint is not None and joint + 1 < place and low[joint - 1] == QUOTE:
        content = [(joint - 1, joint - 1)]
        yield _aside_draft(
            layout, "quote, X said", content, (place, place + 1), (joint + 1, place - 1)
        )


def _read_put_figure(layout: Layout, place: int, lo: int, hi: int) -> Iterator[Draft]:
    """Read "The agency put the toll at 22": a figure that somebody states."""
    low, first = layout.low, place + 2
    at = place_of(low, {"at"}, range(first, min(hi, first + _LONGEST_NOUN)))
    subject = None if at is None else subject_before(layout, place, lo)
    if at is None or subject is None or not _has_figure_at(layout, at + 1, hi):
        return
    piece = trimmed(layout, place + 1, stop_at(low, _ENDS_FIGURE, at + 1, hi))
    if piece:
        yield _aside_draft(layout, "X put Y at", [piece.words], (place, place), subject.words)


def _has_figure_at(layout: Layout, first: int, hi: int) -> bool:
    """Whether a number follows, with what bounds it: "at least 22", "nearly $3 billion"."""
    end = layout.ends[hi - 1]
    starts = layout.starts[first : min(hi, first + _FIGURE_WITHIN)]
    return any(number_at(layout.text, start, end) is not None for start in starts)


def _read_parenthetical_report(layout: Layout, place: int, lo: int, hi: int) -> Iterator[Draft]:
    """Read "The bridge, said Tom Reed, is a trap"."""
    low, comma = layout.low, place - 1
    if low[comma] != "," or not _is_noun_phrase(low, lo, comma):
        return
    closing = place_of(low, {","}, range(place, min(hi - 1, place + _LONGEST_NOUN)))
    if closing is None or closing == place + 1 or low[closing + 1] not in AUXILIARIES:
        return
    rest = trimmed(layout, closing + 1, hi)
    if rest:
        content, source = [(lo, comma - 1), rest.words], (place + 1, closing - 1)
        yield _aside_draft(layout, "clause, X said, more", content, (place, place), source)


def _is_noun_phrase(low: list[str], first: int, stop: int) -> bool:
    """Whether a few words hold neither a mark nor a verb, and open no clause."""
    few = 0 < stop - first <= _LONGEST_NOUN
    return few and low[first] not in _OPENS_PHRASE and _ENDS_NOUN.isdisjoint(low[first:stop])


def _read_relative_report(layout: Layout, place: int, lo: int, hi: int) -> Iterator[Draft]:
    """Read "The bridge that officials say is unsafe will close".

    What stands up to the next verb.
    """
    low = layout.low
    if place + 1 >= hi or low[place + 1] not in BE:
        return
    near = range(place - 1, max(lo, place - _LONGEST_NOUN), -1)
    opening = place_of(low, _OPENS_RELATIVE, near)
    if opening is None or opening == place - 1 or low[opening] not in RELATIVES:
        return
    piece = trimmed(layout, place + 1, stop_at(low, _ENDS_NOUN, place + 2, hi))
    if piece:
        yield _aside_draft(
            layout, "X said", [piece.words], (place, place), (opening + 1, place - 1)
        )


def _aside_draft(
    layout: Layout, rule: str, content: list[Words], cue: Words, source: Words
) -> Draft:
    found = cues().get(layout.low[cue[0]])
    return Draft(
        layout=layout,
        rule=rule,
        content=tuple(content),
        cue=(cue,),
        source=(source,),
        modality=found.kind if found else "neutral",
    )

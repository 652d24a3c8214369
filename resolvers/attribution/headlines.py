"""Headlines: who speaks stands before a colon, or behind a dash; and the dateline below.

A colon leads in a quotation in any other sentence, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from resolvers.attribution.candidates import Draft, Words
from resolvers.attribution.contents import trimmed
from resolvers.attribution.grammar import first_small, is_capital, place_of
from resolvers.attribution.openings import main_subject
from resolvers.attribution.sentence_words import QUOTE, Layout
from resolvers.lexicon.lexicon import lexicon
from resolvers.text.folding import fold
from resolvers.text.words import word_set

_LONGEST_LABEL = 30  # words before a colon
_HEADLINE_NAME = 6
_FORMATS = word_set(
    "live transcript video watch listen analysis opinion exclusive breaking update updated "
    "explainer factbox photos review interview podcast timeline profile editorial obituary"
)
_DASHES = frozenset({"—", "–", "-", "--"})
_DATELINE = 12  # words up to its dash
_SMALL_IN_LABELS = frozenset({"of", "the", "for", "and"})
_SMALL_IN_NAMES = _SMALL_IN_LABELS | {"'s", "’s"}
_ENDS_SENTENCE = frozenset({".", "!", "?", QUOTE})


def behind_dateline(layout: Layout, lo: int, hi: int) -> int:
    """Step over "PARIS (OWS) —" where a report begins."""
    if not layout.words[lo].isupper() or len(layout.words[lo]) < 3:
        return lo
    dash = place_of(layout.low, _DASHES, range(lo + 1, min(hi, lo + _DATELINE)))
    return lo if dash is None or dash + 1 >= hi else dash + 1


class _Colon(NamedTuple):
    """Give a colon in its sentence, with what stands on both sides."""

    layout: Layout
    lo: int  # the first word of the sentence
    place: int
    hi: int  # one past its last

    @property
    def label(self) -> Words:
        """The words before it."""
        return self.lo, self.place - 1

    def draft(self, rule: str, content: Words, source: tuple[Words, ...]) -> Draft:
        """Return what is said, by whom."""
        return Draft(
            layout=self.layout,
            rule=rule,
            content=(content,),
            cue=((self.place, self.place),),
            source=source,
        )


def colons(
    layout: Layout, lo: int, hi: int, found: Sequence[Draft], *, headline: bool
) -> Iterator[Draft]:
    """Read "Macron: Sanctions will follow" in a headline, and a quotation behind a colon."""
    place = place_of(layout.low, {":"}, range(lo + 1, min(hi, lo + _LONGEST_LABEL)))
    if place is None or place + 1 >= hi or _is_in_reported_content(found, place + 1):
        return
    colon = _Colon(layout, lo, place, hi)
    draft = _read_signed_quotation(colon) or _read_content_behind_colon(colon, headline=headline)
    if draft is not None:
        yield draft


def _is_in_reported_content(found: Sequence[Draft], place: int) -> bool:
    """Whether a word is of what a draft reports."""
    return any(a <= place <= b for draft in found for a, b in draft.content)


def _read_signed_quotation(colon: _Colon) -> Draft | None:
    """Read "‘Nobody told me’: mayor"."""
    lo, behind = colon.lo, colon.place + 1
    quoted = colon.layout.low[lo] == QUOTE and colon.place == lo + 1
    if not quoted or colon.hi - behind > _HEADLINE_NAME:
        return None
    return colon.draft("X: quote", (lo, lo), (_quotation_signer(colon.layout, behind, colon.hi),))


def _read_content_behind_colon(colon: _Colon, *, headline: bool) -> Draft | None:
    """Read what stands behind a colon: a quotation, or what a headline says."""
    layout, lo, place = colon.layout, colon.lo, colon.place
    piece = trimmed(layout, place + 1, colon.hi)
    if piece is None:
        return None
    if layout.low[piece.first] == QUOTE:
        named = _is_name_label(layout, lo, place)
        source = (colon.label,) if named else main_subject(layout, lo, place)
        return colon.draft("X: quote", piece.words, source)
    if headline and piece.length > 2 and _is_speaker_label(layout, lo, place):
        return colon.draft("headline: X", piece.words, (colon.label,))
    return None


def _is_name_label(layout: Layout, lo: int, stop: int) -> bool:
    """Whether a few words with capitals stand before a colon."""
    label = range(lo, stop)
    capital = (is_capital(layout.words[k]) or layout.low[k] in _SMALL_IN_LABELS for k in label)
    return len(label) <= _HEADLINE_NAME and all(capital)


def _is_speaker_label(layout: Layout, lo: int, stop: int) -> bool:
    """Whether a name before the colon of a headline says who speaks."""
    return _is_name_label(layout, lo, stop) and not _is_topic_label(layout, lo, stop)


def _quotation_signer(layout: Layout, first: int, hi: int) -> Words:
    """Return the name that opens the words behind a quotation, or ends them, or else all of them.

    "Ada Crane on leaving Leeds", "a conversation with Ada Crane".
    """
    small = first_small(layout.words, range(first, hi))
    if small is not None and small > first + 1 and layout.low[small] == "on":
        return first, small - 1
    last_small = first_small(layout.words, range(hi - 1, first - 1, -1))
    if last_small is None or last_small == hi - 1:
        return first, hi - 1
    return last_small + 1, hi - 1


def _is_topic_label(layout: Layout, lo: int, stop: int) -> bool:
    """Whether words before the colon of a headline say where or what it is."""
    if stop - lo == 1 and layout.low[lo] in _FORMATS:
        return True
    named = lexicon().known.get(fold(" ".join(layout.words[lo:stop])), ())
    return bool(named) and all(known.type == "LOC" for known in named)


def dash_behind(layout: Layout, lo: int, hi: int, found: Sequence[Draft]) -> Iterator[Draft]:
    """Read "Harbour to close in May — minister" in a headline.

    What stands behind the last dash is nothing but a source.
    """
    nearest = max(lo + 2, hi - 2 - _HEADLINE_NAME)
    dash = place_of(layout.low, _DASHES, range(hi - 2, nearest, -1))
    if dash is None or not _is_headline_signature(layout, dash + 1, hi):
        return
    piece = trimmed(layout, lo, dash)
    if piece is not None and piece.length > 2 and not _is_in_reported_content(found, piece.first):
        source = (dash + 1, hi - 1)
        rule = "headline — X"
        yield Draft(
            layout=layout, rule=rule, content=(piece.words,), cue=((dash, dash),), source=(source,)
        )


def _is_headline_signature(layout: Layout, first: int, hi: int) -> bool:
    """Whether words are nothing but names and roles, and end no sentence."""
    if layout.low[hi - 1] in _ENDS_SENTENCE:
        return False
    small, roles = _SMALL_IN_NAMES, lexicon().roles
    words = zip(layout.words[first:hi], layout.low[first:hi], strict=True)
    return all(is_capital(word) or low in small or low in roles for word, low in words)

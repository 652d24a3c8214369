"""Addresses and furniture: a street is one place, "Isle of Wight" too, and a heading is nobody.

Names are chosen among what a model and the lexicon propose; what the form of a text tells for sure
is mended behind them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from provenance.spans import Span
from resolvers.mention_detection.names import NameSpan

_WAYS = r"(?:Street|St\.|Avenue|Ave\.|Road|Rd\.|Boulevard|Blvd\.|Lane|Drive|Square|Terrace|Crescent|Highway)"
_SIDES = r"(?:(?:North|South|East|West|[NSEW]\.)\s)?"
# "131 West 23rd Street", "23rd Street", "10 Downing Street": the place is what stands behind the
# house's number.
_STREET = re.compile(
    rf"(?:(?<=\b\d\s)|(?<=\b\d\d\s)|(?<=\b\d\d\d\s)|(?<=\b\d\d\d\d\s)){_SIDES}"
    rf"(?:\d{{1,3}}(?:st|nd|rd|th)|(?:[A-Z][\w’'-]+\s){{0,2}}[A-Z][\w’'-]+)\s{_WAYS}(?!\w)"
    rf"|\b{_SIDES}\d{{1,3}}(?:st|nd|rd|th)\s{_WAYS}(?!\w)"
)
# It is asked for first: few articles have an address, and the whole pattern is tried at each word.
_WAY = re.compile(rf"\s{_WAYS}(?!\w)")
# Kinds of places that are named with "of": general English.
_PLACE_OF = re.compile(
    r"\b(?:Isles?|Gulf|Bay|Straits?|Sea|Horn|Firth|Cape|Republic|Kingdom|Principality|Duchy|Province)"
    r"\sof\s(?:the\s)?(?:[A-Z][\w’'-]+)(?:\s[A-Z][\w’'-]+)?"
)
# What heads a piece or a part of a page, the box that post goes to, and what a currency is of.
_FURNITURE = re.compile(
    r"^(?:TRANSCRIPT|VIDEO|WATCH|LISTEN|LIVE|UPDATED?|BREAKING|EXCLUSIVE|OPINION|ANALYSIS|PHOTOS?|PODCAST"
    r"|INTERVIEW|FACTBOX|EXPLAINER|CORRECTION)(?=:)"
    r"|^(?:Media|Press|Investor|News)\s(?:Contacts?|Enquiries|Inquiries|Relations)$"
    r"|\bP\.?\s?O\.?\sBox\s\d+"
    r"|\b(?:US|U\.S\.|NT|HK|NZ|AU)(?=\s?\$\s?\d|\s(?:dollars?|cents?)\b)",
    re.MULTILINE,
)
_SURE = 0.95  # how often such forms are what they seem


def mended(text: str, names: Sequence[NameSpan]) -> list[NameSpan]:
    """Join the pieces of addresses and places with "of", and drop what stands in furniture.

    Args:
        text: the text.
        names: its names, in order; none overlap.
    """
    dropped = [Span(*match.span()) for match in _FURNITURE.finditer(text)]
    places = list(_join_place_pieces(text, names))
    gone = [*dropped, *(place.span for place in places)]
    kept = [name for name in names if not any(name.span.overlaps(span) for span in gone)]
    return sorted([*kept, *places], key=lambda name: name.span)


def _address_patterns(text: str) -> tuple[re.Pattern[str], ...]:
    """Return what is searched for: streets only where a word for one stands."""
    return (_STREET, _PLACE_OF) if _WAY.search(text) else (_PLACE_OF,)


def _join_place_pieces(text: str, names: Sequence[NameSpan]) -> Iterator[NameSpan]:
    """Yield the places of which names are pieces only, or that are of no known type."""
    for pattern in _address_patterns(text):
        for match in pattern.finditer(text):
            whole = Span(*match.span())
            touching = [name for name in names if name.span.overlaps(whole)]
            if touching and all(_is_piece_of_place(name, whole) for name in touching):
                yield NameSpan(span=whole, type="LOC", score=_SURE)


def _is_piece_of_place(name: NameSpan, whole: Span) -> bool:
    """Whether a name is only a part of a place, or is it all and of no known type."""
    if name.span == whole:
        return name.type in {"other", "none"}
    return whole.contains(name.span)

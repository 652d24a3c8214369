"""Places within places: the Bangor of "Bangor, Maine" is not that of "Bangor, Northern Ireland"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import attrs

from provenance.spans import Span
from resolvers.coreference.references.reference import Reference
from resolvers.lexicon.lexicon import LexiconEntry
from resolvers.text.words import word_set

_COMMA = re.compile(r",\s+")
_BEHIND = re.compile(r"\.?(?:[,.;:)\]—–]|\s[—–(-]|\s*(?:\n|$))")  # no list of places goes on there
_IN = re.compile(r"\s+in\s+|,\s+")
_LOCAL = word_set(
    "hospital college school university academy church cathedral chapel mosque synagogue temple"
    " council library museum theatre theater clinic prison jail cemetery"
)
_PLACED = frozenset({"country", "state", "city"})
_CONTAINERS = frozenset({"country", "state"})


@attrs.frozen
class Inside:
    """Say in which place another one lies.

    Args:
        known: the country or state, a row of the lexicon.
        span: where it is named.
    """

    known: LexiconEntry
    span: Span

    def agrees(self, other: LexiconEntry) -> bool:
        """Whether a place can lie in the country, or be in the state, of another row."""
        ours, theirs = (nation(known.country) for known in (self.known, other))
        if ours != theirs:
            return not (ours and theirs)
        return self.known.kind != "state" or other.kind != "state" or self.known.key == other.key


def nation(code: str | None) -> str | None:
    """Return the country of a part of it: GB of GB-NIR."""
    return code.partition("-")[0] if code else None


def containers(references: Sequence[Reference], text: str) -> dict[Span, Inside]:
    """Find the places behind whose name the country or state is told that they lie in.

    Of local bodies, such as a hospital, also the town: "Trinity College in Dublin".
    """
    places = sorted((r for r in references if r.type == "LOC" and r.name), key=lambda r: r.span)
    found = dict(_places_of_local_bodies(references, text))
    for place, behind in pairwise(places):
        known = behind.known if not _is_container(place) and _is_container(behind) else None
        follows = _COMMA.fullmatch(text, place.span.end, behind.span.start) if known else None
        if known and follows and _BEHIND.match(text, behind.span.end):
            found[place.span] = Inside(known, behind.span)
    return found


def _places_of_local_bodies(
    references: Sequence[Reference], text: str
) -> Iterator[tuple[Span, Inside]]:
    """Yield the bodies of which every town may have one, with the place told right behind them."""
    named = sorted((r for r in references if r.name), key=lambda r: r.span)
    for body, behind in pairwise(named):
        place = behind.known if _is_local_body(body) else None
        if place is None or place.kind not in _PLACED:
            continue
        if _IN.fullmatch(text, body.span.end, behind.span.start):
            yield body.span, Inside(place, behind.span)


def _is_local_body(body: Reference) -> bool:
    """Whether every town may have a body, and the lexicon does not know which one it is."""
    return body.type == "ORG" and not body.known and not _LOCAL.isdisjoint(body.tokens)


def _is_container(place: Reference) -> bool:
    return place.known is not None and place.known.kind in _CONTAINERS


def told_apart(
    references: Sequence[Reference], inside: Mapping[Span, Inside]
) -> Iterator[Reference]:
    """Yield references without the rows of the lexicon that lie elsewhere than the article says.

    The London of "London, Ontario" is not the row of London, here and in the rest of its article.
    """
    told: defaultdict[str, list[Inside]] = defaultdict(list)
    for reference in references:
        if reference.span in inside:
            told[reference.folded].append(inside[reference.span])
    for reference in references:
        where = told.get(reference.folded)
        foreign = where is not None and _lies_outside_places(reference.known, where)
        yield attrs.evolve(reference, known=None, weak=()) if foreign else reference


def _lies_outside_places(known: LexiconEntry | None, where: Iterable[Inside]) -> bool:
    """Whether a row of the lexicon lies in none of several places."""
    return known is not None and not any(inside.agrees(known) for inside in where)


def homes(references: Sequence[Reference], inside: Mapping[Span, Inside]) -> dict[Span, Inside]:
    """Say of every mention of a place where it lies: as told last before it, else as told first."""
    ordered = sorted(references, key=lambda r: r.span)
    found: dict[Span, Inside] = {}
    for names in (ordered, ordered[::-1]):  # the second time round for what is told later
        last: dict[str, Inside] = {}
        for reference in names:
            if reference.span in inside:
                last[reference.folded] = inside[reference.span]
            if reference.folded in last:
                found.setdefault(reference.span, last[reference.folded])
    return found

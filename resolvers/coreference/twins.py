"""Twins: places of one name in the lexicon, such as Georgia and New York, and parties of one name.

What stands beside a name tells which is meant ("Georgia Gov.", "Seattle, Washington"); else the
country of which its line, then its article, speaks most. A party is that of another country only
where the article speaks of that one alone: the Labour Party of Norway.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from resolvers.coreference.references.reference import Reference
from resolvers.coreference.within import nation
from resolvers.lexicon.lexicon import LexiconEntry, lexicon

_STATE_BEHIND = re.compile(
    r"(?:['’]s)?\s+(?:Gov|Sen|Rep|Lt|Attorney General|Secretary of State|Senate|House|[Gg]overnor"
    r"|[Ss]tate|[Ll]egislature|[Ss]enator|[Cc]ongress(?:wo)?man)\b"
)
_IS_STATE = re.compile(r",\s+the\s+(?:U\.S\.\s+)?state\b(?!\s+(?:of|capital)\b)")
_STATE_OF = re.compile(r"\b[Tt]he\s+state\s+of\s$")
_BEFORE = 20  # code points


def told_which(references: Sequence[Reference], text: str) -> Iterator[Reference]:
    """Yield references with the row of the lexicon that each means."""
    ordered = sorted(references, key=lambda r: r.span)
    spoken, states = _Spoken(ordered, text), _explicit_states_by_name(ordered, text)
    for before, reference in zip([None, *ordered], ordered, strict=False):
        if abroad := spoken.abroad(reference):
            yield attrs.evolve(reference, known=abroad)
            continue
        yield _resolve_twin_place(reference, before, states, spoken, text)


def _resolve_twin_place(
    reference: Reference,
    before: Reference | None,
    states: Mapping[str, LexiconEntry],
    spoken: _Spoken,
    text: str,
) -> Reference:
    """Return a reference the row of the lexicon that it means, if there are several of its name."""
    rows = _twin_place_rows(reference)
    if len(rows) > 1:
        state = (
            _first_state_row(rows)
            if _is_behind_state_of(text, reference)
            else states.get(reference.folded)
        )
        if state:
            return attrs.evolve(reference, known=state, slot="")
    if len(rows) < 2 or reference.known not in rows:
        return reference
    beside = _state_told_beside_name(reference, before, rows, text)
    return attrs.evolve(reference, known=beside or spoken.most_of(reference, rows))


def _explicit_states_by_name(references: Sequence[Reference], text: str) -> dict[str, LexiconEntry]:
    """Return the states whose names an article takes from their twins: "Washington, the state"."""
    return {
        reference.folded: state
        for reference in references
        if _IS_STATE.match(text, reference.span.end)
        and (state := _first_state_row(_twin_place_rows(reference)))
    }


def _is_behind_state_of(text: str, reference: Reference) -> bool:
    """Whether "the state of" stands before a name; that says nothing of its other uses."""
    start = reference.span.start
    return bool(_STATE_OF.search(text, max(0, start - _BEFORE), start))


def _first_state_row(rows: Iterable[LexiconEntry]) -> LexiconEntry | None:
    return next((row for row in rows if row.kind == "state"), None)


def _twin_place_rows(reference: Reference) -> list[LexiconEntry]:
    """List the places that a name may be; "New York" may be "New York state"."""
    if reference.type != "LOC" or not reference.name or not reference.known:
        return []
    found = [*lexicon().known.get(reference.folded, ())]
    found += lexicon().known.get(f"{reference.folded} state", ())
    return [row for row in dict.fromkeys(found) if row.type == "LOC"]


def _state_told_beside_name(
    reference: Reference, before: Reference | None, rows: Iterable[LexiconEntry], text: str
) -> LexiconEntry | None:
    """Return the state that the words beside a name tell.

    A governor's, or that of a town before a comma.
    """
    state = _first_state_row(rows)
    if state is None or _STATE_BEHIND.match(text, reference.span.end):
        return state
    town = before.known if before and text[before.span.end : reference.span.start] == ", " else None
    if town and town.kind not in {"state", "country"}:
        states = (row for row in rows if row.kind == "state")
        return next((row for row in states if row.country == town.country), None)
    return None


class _Spoken:
    """Count the countries that an article speaks of, in all and line by line."""

    def __init__(self, references: Sequence[Reference], text: str) -> None:
        self.breaks = [match.start() for match in re.finditer("\n", text)]
        self.far: Counter[tuple[str, str]] = Counter()
        self.near: Counter[tuple[int, str, str]] = Counter()
        for reference in references:
            for code in _reference_country_codes(reference):
                self.far.update([(code, ""), (code, reference.folded)])
                line = self._line_number(reference)
                self.near.update([(line, code, ""), (line, code, reference.folded)])

    def most_of(self, reference: Reference, rows: Sequence[LexiconEntry]) -> LexiconEntry:
        """Choose the row of the country spoken of most, in its line before all; else the first.

        What bears the same name does not count.
        """
        line, name = self._line_number(reference), reference.folded

        def spoken(row: LexiconEntry) -> tuple[int, int]:
            code = row.country or ""
            near = self.near[line, code, ""] - self.near[line, code, name]
            return near, self.far[code, ""] - self.far[code, name]

        return max(rows, key=spoken)

    def abroad(self, reference: Reference) -> LexiconEntry | None:
        """Return the party of one name in the country spoken of most, if none is of the known one's."""
        known = reference.known
        if (
            known is None
            or known.kind != "party"
            or self._country_mentions_elsewhere(reference, known.country)
        ):
            return None
        ranked = [
            (self._country_mentions_elsewhere(reference, row.country), row)
            for row in _twin_parties(reference)
        ]
        ranked.sort(key=lambda item: (-item[0], item[1].key))
        spoken = [times for times, _ in ranked[:2]]
        return ranked[0][1] if spoken and spoken[0] and spoken.count(spoken[0]) == 1 else None

    def _country_mentions_elsewhere(self, reference: Reference, country: str | None) -> int:
        """Count how often an article speaks of a country, what bears the same name left out."""
        return self.far[country or "", ""] - self.far[country or "", reference.folded]

    def _line_number(self, reference: Reference) -> int:
        return bisect_left(self.breaks, reference.span.start)


def _twin_parties(reference: Reference) -> list[LexiconEntry]:
    """List the other parties that a name may stand for."""
    key = reference.known.key if reference.known else ""
    return [row for row in reference.weak if row.kind == "party" and row.key != key]


def _reference_country_codes(reference: Reference) -> set[str]:
    """Return the countries that a reference speaks of."""
    known = reference.known.country if reference.known else None
    told = {known, *reference.country_codes, lexicon().demonyms.get(reference.folded)}
    return {code for code in map(nation, told) if code}

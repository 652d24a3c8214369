"""Names beside a role or a noun: "spokesperson Dmitry Peskov", "Peskov, the Kremlin's spokesman", "Keller is the mayor"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from provenance.spans import Span
from resolvers.reading.folding import fold
from resolvers.reading.groups import Group
from resolvers.reading.lexicon import lexicon
from resolvers.reading.reference import Reference

Beside = tuple[str, Group]

_REACH = 120  # code points between a name and its role: enough for a relative clause of a line
# What stands between a name and its office behind a comma.
APPOSITION = r"\s*,\s*(?:(?:the|a|an|his|her|its|their|who (?:is|was)|now|then|currently|formerly)\s+)*"
_APPOSED = re.compile(APPOSITION)
_RELATIVE = r"(?:\s*,\s*(?:who|whom|whose)\b[^,.!?;:“”\"]{,90},)?"
_BE = (
    r"(?:is|was|became|becomes|remains|serves as|served as|as|has been|had been"
    r"|(?:would|will)(?: later)? become|went on to become)"
)
_DETERMINED = r"(?:(?:the|a|an|now|then|also|his|her)\s+)*"
_PREDICATED = re.compile(rf"{_RELATIVE}\s*,?(?:\[\d+\])?\s*(?:who\s+)?{_BE}\s+{_DETERMINED}$")
_IS = re.compile(r"\s+(?:is|was|became|remains)\s+")
_BETWEEN = re.compile(r"\s*(?:,\s*(?:a\.i\.|ad interim)\s*)?,?\s*")
_RANKS = frozenset(
    "he hon lt gen col maj capt cmdr sgt brig major general colonel staff lieutenant commander captain rear vice".split()
)
_GAP = 24  # code points that titles may take: "Lt. Gen."


class Names:
    """Know where the names of an article stand, and whose they are."""

    def __init__(self, groups: Sequence[Group], text: str) -> None:
        found = [(r.name, r, g) for g in groups for r in g.references if r.name]
        self.text = text
        self.by_start = sorted(((name.start, r, g) for name, r, g in found), key=lambda item: item[0])
        self.by_end = sorted(((name.end, r, g) for name, r, g in found), key=lambda item: item[0])
        self.starts = [item[0] for item in self.by_start]
        self.ends = [item[0] for item in self.by_end]
        self.holders = sorted(
            ((r.span.start, r.span.end, r, g) for _, r, g in found if r.type == "PER" and r.roles), key=lambda item: item[:2]
        )
        self.held = [item[0] for item in self.holders]
        self.longest = max((item[1] - item[0] for item in self.holders), default=0)

    def beside(self, reference: Reference) -> Beside | None:
        """Find the group whose name stands beside a role or a noun, with the cue that says so."""
        if reference.kind == "role":
            return self._inside(reference) or self._person(reference)
        return self._thing(reference) if reference.kind == "nominal" and reference.type != "PER" else None

    def _inside(self, reference: Reference) -> Beside | None:
        """Find the longer mention of a person that the role is a part of."""
        last = bisect_right(self.held, reference.span.start)
        first = bisect_left(self.held, reference.span.end - self.longest)
        for _, _, other, group in self.holders[first:last]:
            about = any(role.head.overlaps(reference.span) for role in other.roles)
            if about and other.span.contains(reference.span):
                return "title", group
        return None

    def _person(self, reference: Reference) -> Beside | None:
        start, end = reference.span.start, reference.span.end
        for at, _, group in self._ahead(end, _GAP):
            between = self.text[end:at]
            if group.type == "PER" and _only_titles(between):
                return "title", group
            if group.type == "PER" and (verb := _IS.match(between)) and _only_titles(between[verb.end() :]):
                return "predicate", group
        for at, _, group in self._behind(reference.span):
            if group.type != "PER":
                continue
            between = self.text[at:start]
            if _APPOSED.fullmatch(between):
                return "apposition", group
            if _PREDICATED.fullmatch(between):
                return "predicate", group
        return None

    def _thing(self, reference: Reference) -> Beside | None:
        """Find the name of a body or place: "the group Clear Fields", "Acme, the company"."""
        for at, _, group in self._ahead(reference.span.end, 1):
            if group.type == reference.type and self.text[reference.span.end : at] == " ":
                return "apposition", group
        for at, _, group in self._behind(reference.span):
            if group.type == reference.type and _APPOSED.fullmatch(self.text[at : reference.span.start]):
                return "apposition", group
        return None

    def _ahead(self, end: int, reach: int) -> Iterator[tuple[int, Reference, Group]]:
        """Yield the names that start within reach, the nearest first."""
        first = bisect_left(self.starts, end)
        yield from self.by_start[first : bisect_right(self.starts, end + reach)]

    def _behind(self, span: Span) -> Iterator[tuple[int, Reference, Group]]:
        """Yield the names that end within reach before a phrase, the nearest first; none where the phrase owns what follows.

        "Keller, the president's adviser" says nothing of the president.
        """
        if self.text[span.end : span.end + 2] in {"'s", "’s"}:
            return
        start = span.start
        last = bisect_left(self.ends, start)
        yield from reversed(self.by_end[bisect_left(self.ends, start - _REACH) : last])


def _only_titles(between: str) -> bool:
    """Tell whether nothing but a comma and titles stand between a role and a name: ", Lt. Gen. "."""
    gap = _BETWEEN.match(between)
    words = between[gap.end() if gap else 0 :].split()
    return all(fold(word) in lexicon().titles or fold(word) in _RANKS for word in words)

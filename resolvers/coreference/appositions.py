"""Names beside a role or a noun.

Such as "spokesperson Dmitry Peskov", "Peskov, the Kremlin's spokesman", "Keller is the mayor".
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Sequence
from operator import attrgetter, itemgetter
from typing import NamedTuple

from provenance.spans import Span
from resolvers.coreference.distinct import NOT_RELATED, in_aside
from resolvers.coreference.groups import Group
from resolvers.coreference.references.reference import Reference
from resolvers.lexicon.lexicon import lexicon
from resolvers.text.folding import fold

Beside = tuple[str, Group]

_REACH = 120  # code points between a name and its role: enough for a relative clause of a line
# What stands between a name and its office behind a comma: a bracket, an age.
APPOSITION = (
    r"(?:\s*\([^()\n]{1,40}\))?(?:\s*,\s+(?:aged?\s+)?\d{1,3})?\s*,\s*"
    r"(?:(?:the|a|an|his|her|its|their|who (?:is|was)|now|then|currently|formerly)\s+)*"
)
_APPOSED = re.compile(APPOSITION)
_LEGAL_FORM = (
    r"(?:,?\s+(?:plc|PLC|Inc|Ltd|LLC|LLP|Corp|Co|GmbH|AG|SE|S\.?A|S\.?p\.?A|N\.?V|B\.?V|AB"
    r"|A/?S|Oy)\b\.?)?"
)
# Whose a description is, and what else stands before its noun: "Keller, Norvel's oldest mayor,".
_APPOSED_OWNED = re.compile(
    rf"{_LEGAL_FORM}{APPOSITION}(?:(?:[\w.-]+\s+){{0,2}}[\w.-]+['’]s?\s+(?:[a-z-]+\s+){{0,2}})?"
)
# What only a subject stands before; behind an apposition there is a mark first.
_SPEAKS = re.compile(
    r"\s+(?:(?:also|later|earlier|then|has|have|had)\s+)?"
    r"(?:say|says|said|tell|tells|told|add|adds|added|announced|confirmed|reported|stated|warned|wrote"
    r"|believes?|believed)\b"
)
_CLOSES = re.compile(r"\s*(?:[,.;:)—–\n]|$)")
_DETERMINED = r"(?:(?:the|a|an|now|then|also|his|her|its|their)\s+)*"
_RELATIVE = rf"(?:\s*,\s*(?:(?:who|whom|whose|which|where)\b|{NOT_RELATED})[^,.!?;:“”\"]{{,90}},)?"
_DEGREE = r"(?:\s*,\s*(?:Ph\.?D|M\.?D|J\.?D|MBA|Esq|Q\.?C|K\.?C)\.?)?"
_NOW = r"(?:(?:now|then|also|later|once|still|currently|previously|formerly)\s+)?"
_CALLED = (
    r"(?:(?:is|was|were|been|being)\s+)?"
    r"(?:named|described|identified|known|listed|regarded|seen|viewed|appointed|elected|portrayed|hailed)\s+as"
)
_CHOSEN = r"(?:is|was|been)\s+(?:re-?)?(?:elected|appointed|named)"
_BE = (
    r"(?:is|was|became|becomes|remains|has been|had been|as"
    r"|(?:serves|served|serving|acts|acted|acting) as"
    r"|(?:to|would|will) (?:serve|act) as|went on to become"
    rf"|(?:to|would|will)(?: later)? become|{_CALLED}|{_CHOSEN})"
)
_PREDICATED = re.compile(
    rf"{_DEGREE}{_RELATIVE}\s*,?(?:\[\d+\])?\s*(?:(?:who|which|that)\s+)?"
    rf"{_NOW}{_BE}\s+{_DETERMINED}$"
)
_DESCRIBED = re.compile(
    rf"\s*,?\s+whom?\b[^,.!?;:]{{,60}}\s+as\s+{_DETERMINED}$"
)  # "Keller, whom he described as a friend"
_WHILE = re.compile(r"\bas\s+(?:the\s+)?$")  # "in Chile as the region is hit by heat"
_COORDINATED = re.compile(
    rf"\s+and\s+{_DETERMINED}$"
)  # "Keller, a former mayor and a friend of hers"
_MADE = re.compile(
    r"\b(?:appointed|named|elected|made|declared|crowned|appoint|name|elect|declare)\s+$"
)  # "named Keller mayor"
_DESCRIBED_TWICE = re.compile(
    r",\s+(?:[\w-]+\s+){1,4}"
)  # "the former leader, Jordanian-born militant Abu Keller"
_DETERMINED_TWICE = re.compile(
    r",\s+the\s+(?:[a-z-]+\s+){1,2}"
)  # "her son, the flautist Abu Keller"
_OCCUPIED = re.compile(r"\s+[a-z]+ing\b[^,.!?;:]{,30},\s+")  # "the judge overseeing it, Ann Keller"
_IS = re.compile(r"\s+(?:is|was|became|remains)\s+")
_BETWEEN = re.compile(r"\s*(?:,\s*(?:a\.i\.|ad interim)\s*)?,?\s*")
_RANKS = frozenset(
    "he hon lt gen col maj capt cmdr sgt brig major general colonel staff lieutenant commander captain rear vice".split()
)
_OWNERS = frozenset("my our your his her its their 's".split())
_OWNED = re.compile(r"\w['’]s?\s")
_GAP = 24  # code points that titles may take: "Lt. Gen."


class _Anchor(NamedTuple):
    """Say where something ends whose group is known."""

    start: int
    end: int
    described: bool  # it says more than a name: another description may follow behind "and"
    group: Group

    @property
    def place(self) -> tuple[int, int]:
        """What anchors are ordered by: of two that end alike the longer one comes first."""
        return self.end, -self.start


_place, _end = attrgetter("place"), attrgetter("end")


class Names:
    """Know where the names of an article stand, and whose they are."""

    def __init__(self, groups: Sequence[Group], text: str) -> None:
        self.text = text
        self.by_start = sorted(_name_starts(groups), key=itemgetter(0))
        self.starts = [start for start, _ in self.by_start]
        self.anchors = sorted(_name_anchors(text, groups), key=_place)
        self.holders = _named_role_holders(groups)
        self.held = [reference.span.start for reference, _ in self.holders]
        self.longest = max((len(reference.span) for reference, _ in self.holders), default=0)

    def placed(self, reference: Reference, group: Group) -> None:
        """Learn whom a description means, since another may follow.

        Such as "a former prosecutor who now serves as a judge".
        """
        span = reference.span
        insort(self.anchors, _Anchor(span.start, span.end, described=True, group=group), key=_place)

    def beside(self, reference: Reference) -> Beside | None:
        """Find the group whose name stands beside a role or a noun, with the cue that says so."""
        if reference.kind not in {"role", "nominal"} or (
            reference.plural and reference.type == "PER"
        ):
            return None  # "their CEOs Ada Crane and Bo Reed" are neither of the two
        if reference.type == "PER":
            inside = self._person_around_role(reference) if reference.kind == "role" else None
            return inside or self._person_beside(reference)
        return self._thing_beside(reference)

    def _person_around_role(self, reference: Reference) -> Beside | None:
        """Find the longer mention of a person that the role is a part of."""
        last = bisect_right(self.held, reference.span.start)
        first = bisect_left(self.held, reference.span.end - self.longest)
        for other, group in self.holders[first:last]:
            about = any(role.head.overlaps(reference.span) for role in other.roles)
            if about and other.span.contains(reference.span):
                return "title", group
        return None

    def _person_beside(self, reference: Reference) -> Beside | None:
        end = reference.span.end
        for at, group in self._names_ahead(end, _REACH):
            cue = (
                _role_cue_before_name(self.text[end:at], reference) if group.type == "PER" else None
            )
            if cue:
                return cue, group
        return self._name_before_description(reference)

    def _thing_beside(self, reference: Reference) -> Beside | None:
        """Find the name of a body or place: "the group Clear Fields", "Acme, the company"."""
        for at, group in self._names_ahead(reference.span.end, 2):
            between = self.text[reference.span.end : at]
            if group.type != reference.type:
                continue
            if between == " " or (
                between == ", " and self._names_owned_thing(reference, at, group)
            ):
                return "noun beside", group
        return self._name_before_description(reference)

    def _names_owned_thing(self, reference: Reference, at: int, group: Group) -> bool:
        """Whether a name in commas says which one is somebody's: "his company, Acme,"."""
        owned = reference.determiner in _OWNERS or bool(_OWNED.search(reference.mention.surface))
        return owned and bool(_CLOSES.match(self.text, group.nearest(at).end))

    def _name_before_description(self, reference: Reference) -> Beside | None:
        """Find the name that a description stands behind."""
        for anchor in self._anchors_before(reference.span):
            if anchor.group.type != reference.type or self._is_name_in_aside(anchor):
                continue
            if self._opens_reporting_clause(anchor, reference):
                return None
            cue = self._description_cue(anchor, reference)
            if cue:
                return cue, anchor.group
        return None

    def _description_cue(self, anchor: _Anchor, reference: Reference) -> str | None:
        """Return the cue by which a description behind an anchor is of whom it names."""
        between = self.text[anchor.end : reference.span.start]
        apposed = "apposition" if reference.type == "PER" else "noun beside"
        if self._is_apposition(between, reference.span.end):
            return apposed
        if _opens_as_clause(between, reference):
            return None
        if _PREDICATED.fullmatch(between) or _DESCRIBED.fullmatch(between):
            return "predicate"
        if between == " " and reference.kind == "role" and self._is_appointed_to_office(anchor):
            return "predicate"
        return apposed if anchor.described and _COORDINATED.fullmatch(between) else None

    def _is_apposition(self, between: str, end: int) -> bool:
        """Whether a description is an apposition; one that says whose it is has to close."""
        closed = _CLOSES.match(self.text, end)
        return bool(_APPOSED.fullmatch(between) or (closed and _APPOSED_OWNED.fullmatch(between)))

    def _is_appointed_to_office(self, anchor: _Anchor) -> bool:
        """Whether a verb before a name gives its bearer an office: "named Keller mayor"."""
        return bool(_MADE.search(self.text, max(0, anchor.start - _GAP), anchor.start))

    def _opens_reporting_clause(self, anchor: _Anchor, reference: Reference) -> bool:
        """Tell "gold from the Orle Museum, police said": who speaks is no apposition."""
        comma = self.text.startswith(",", anchor.end)
        return comma and bool(_SPEAKS.match(self.text, reference.span.end))

    def _is_name_in_aside(self, anchor: _Anchor) -> bool:
        """Whether a name only ends an aside: "Keller, no relation to Bo Keller, is mayor"."""
        return self.text.startswith(",", anchor.end) and in_aside(self.text, anchor.start)

    def _names_ahead(self, end: int, reach: int) -> Iterator[tuple[int, Group]]:
        """Yield the names that start within reach, the nearest first."""
        first = bisect_left(self.starts, end)
        yield from self.by_start[first : bisect_right(self.starts, end + reach)]

    def _anchors_before(self, span: Span) -> Iterator[_Anchor]:
        """Yield what ends within reach before a phrase, the nearest first.

        None where the phrase owns what follows.

        "Keller, the president's adviser" says nothing of the president.
        """
        if self.text[span.end : span.end + 2] in {"'s", "’s"}:
            return
        first = bisect_left(self.anchors, span.start - _REACH, key=_end)
        last = bisect_left(self.anchors, span.start, lo=first, key=_end)
        yield from reversed(self.anchors[first:last])


def _role_cue_before_name(between: str, reference: Reference) -> str | None:
    """Return the cue by which a role is of the person whose name follows it."""
    near = len(between) <= _GAP
    if (near and _has_only_titles(between)) or _is_second_description(between):
        return "title"
    if near and _is_followed_by_titles(_IS, between):
        return "predicate"
    busy = reference.determiner == "the" and _is_followed_by_titles(_OCCUPIED, between)
    return "apposition" if busy else None


def _is_followed_by_titles(opening: re.Pattern[str], between: str) -> bool:
    """Whether words begin as a pattern says, and go on with nothing but titles."""
    found = opening.match(between)
    return found is not None and _has_only_titles(between[found.end() :])


def _opens_as_clause(between: str, reference: Reference) -> bool:
    """Whether "as" begins a clause before what is no person: "in Chile as the region is hit"."""
    if reference.type == "PER" or reference.determiner in {"a", "an"}:
        return False
    return bool(_WHILE.search(between))


def _named_role_holders(groups: Sequence[Group]) -> list[tuple[Reference, Group]]:
    """List the named persons whose mentions state a role, in the order of the text."""
    persons = ((r, g) for g in groups for r in g.references if r.name and r.type == "PER")
    return sorted((item for item in persons if item[0].roles), key=lambda item: item[0].span)


def _name_starts(groups: Sequence[Group]) -> Iterator[tuple[int, Group]]:
    """Yield where names begin, with their groups."""
    return ((r.name.start, group) for group in groups for r in group.references if r.name)


def _name_anchors(text: str, groups: Sequence[Group]) -> Iterator[_Anchor]:
    """Yield the ends of all names, and of the longer mentions that hold them."""
    for group in groups:
        for reference in group.references:
            if reference.name:
                yield from _anchors_of_name(text, reference.name, reference.span, group)


def _anchors_of_name(text: str, name: Span, span: Span, group: Group) -> Iterator[_Anchor]:
    """Yield the ends of a name and of the longer mention that holds it."""
    yield _Anchor(name.start, name.end, described=False, group=group)
    if span.end > name.end:
        described = "," in text[name.end : span.end]
        yield _Anchor(span.start, span.end, described=described, group=group)


def _is_second_description(between: str) -> bool:
    """Whether nothing but a second description stands between a role and a name."""
    if _DETERMINED_TWICE.fullmatch(between):
        return True
    return (
        bool(_DESCRIBED_TWICE.fullmatch(between))
        and fold(between.rsplit(maxsplit=1)[-1]) in lexicon().roles
    )


def _has_only_titles(between: str) -> bool:
    """Whether nothing but a comma and titles stand between a role and a name: ", Lt. Gen. "."""
    if "\n" in between:
        return False
    gap = _BETWEEN.match(between)
    words = between[gap.end() if gap else 0 :].split()
    return all(fold(word) in lexicon().titles or fold(word) in _RANKS for word in words)

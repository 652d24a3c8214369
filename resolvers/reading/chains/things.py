"""Group the names of organisations and places in one article."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from resolvers.reading.chains.groups import Group
from resolvers.reading.chains.shared_keys import SharedKeys
from resolvers.reading.lexicon import lexicon
from resolvers.reading.persons import close
from resolvers.reading.references.reference import Reference

_Test = Callable[[Group, Group], bool]

_SMALL = frozenset("of the for and in on de du des der die das und et la le los las del di & a an".split())
_DEFINED = re.compile(r"(?:['’]s)?['\"“”‘’\s]*\(\s*(?:the\s+)?['\"“‘]?$")


def group_things(references: Sequence[Reference], text: str) -> list[Group]:
    """Group names by identity, then by definition in brackets, by initials and by containment, in this order."""
    groups: dict[tuple[str, str], Group] = {}
    for reference in sorted(references, key=lambda r: r.span):
        key = _identity(reference)
        if key not in groups:
            groups[key] = Group("ORG" if reference.slot else reference.type, text)
            groups[key].add(reference, "opens")
            _state_key(groups[key], reference)
        else:
            same = reference.folded in groups[key].names
            groups[key].add(reference, "same name" if same else "lexicon", groups[key].nearest(reference.span.start))
    merged = list(groups.values())
    _by_definition(merged, text)
    for rule in _RULES:
        _merge(merged, rule)
    return merged


def _identity(reference: Reference) -> tuple[str, str]:
    """Two names are one when the lexicon says so or their folded words agree, "the" and legal forms aside."""
    if reference.slot:
        return "slot", f"government:{reference.known.country if reference.known else ''}"
    if reference.known:
        return "key", reference.known.key
    if reference.body_key:
        return "key", reference.body_key
    return reference.type, bare(reference.folded)


_LONGEST_FORM = 5  # words of a legal form written out


@lru_cache(maxsize=50_000)
def bare(folded: str) -> str:
    """Drop "the" in front and legal forms behind, those that are written in front in some countries there too."""
    before, behind, words = lexicon().forms_before, lexicon().forms_behind, folded.split()
    longest = min(_LONGEST_FORM, len(words) - 1)
    while len(words) > 1 and words[0] == "the":
        words = words[1:]
    for n in range(longest, 0, -1):
        if len(words) > n and " ".join(words[:n]) in before:
            words = words[n:]
    while cut := next((n for n in range(longest, 0, -1) if len(words) > n and " ".join(words[-n:]) in behind), 0):
        words = words[:-cut]
    return " ".join(words)


def _state_key(group: Group, reference: Reference) -> None:
    if reference.slot and reference.known and reference.known.country:
        group.key, group.key_span = f"government:{reference.known.country}", reference.name
    elif reference.body_key:
        group.key, group.key_span = reference.body_key, reference.name


def _by_definition(groups: list[Group], text: str) -> None:
    """Join "Name (ACR)": the name ends where the bracket opens, and the bracket holds nothing else."""
    ends = {r.name.end: (g, r) for g in groups for r in g.references if r.name}
    for group in list(groups):
        for reference in group.references:
            if reference.name is None:
                continue
            opening = _DEFINED.search(text[max(0, reference.name.start - 8) : reference.name.start])
            if not opening or text[reference.name.end : reference.name.end + 2].lstrip("'\"”’")[:1] != ")":
                continue
            found = ends.get(reference.name.start - len(opening.group()))
            if found and found[0] is not group and _may_define(found[1], reference):
                found[0].absorb(group, "definition", defines=True)
                groups.remove(group)
                break


def _may_define(name: Reference, short: Reference) -> bool:
    """Tell whether a bracket behind a name may hold its abbreviation, and not the agency of a dateline: "PARIS (AFP)"."""
    if name.folded == short.folded:
        return False
    return name.type != "LOC" or name.mention.surface.upper() != name.mention.surface or " " in name.folded


class _Rule(NamedTuple):
    """Say when a group's name is another's; only groups that carry what the name asks for are tested."""

    cue: str
    asked: Callable[[Group], Iterable[Collection[Hashable]]]
    carried: Callable[[Group], Iterable[Hashable]]
    test: _Test


def _merge(groups: list[Group], rule: _Rule) -> None:
    """Join every group whose name fits exactly one other; where it fits several, the one mentioned last before it."""
    index = SharedKeys()
    for group in groups:
        index.post(group, rule.carried(group))
    for group in sorted(groups, key=lambda g: g.extents.first):
        if group not in index:
            continue
        found = index.carrying(rule.asked(group))
        fits = [other for other in found if other is not group and rule.test(group, other)]
        if not fits:
            continue
        start = group.extents.first[0]
        best = max(fits, key=lambda other: (other.last_before(start), -other.extents.first[0]))
        best.absorb(group, rule.cue)
        index.drop(group)
        index.post(best, rule.carried(best))
    groups[:] = index.groups()


def _strong(group: Group) -> bool:
    return bool(group.known_keys) or group.key is not None


def _initials(group: Group, other: Group) -> bool:
    """Tell whether the group's name is made of the initials of the other's; "US" is not the US Senate."""
    if "PER" in {group.type, other.type} or (_strong(group) and _strong(other)):
        return False
    shorts = _shorts(group)
    return not shorts.isdisjoint(_acronyms(other))


def _acronyms(group: Group) -> set[str]:
    """Return the initials of all names of a group, with and without small words."""
    return {acronym(name, small=small) for name in group.names for small in (False, True)} - {""}


def _shorts(group: Group) -> set[str]:
    return {name for name, r in group.names.items() if _is_acronym(r)}


def _is_acronym(reference: Reference) -> bool:
    words = reference.mention.surface.replace(".", "")
    return " " not in reference.folded and 2 <= len(reference.folded) <= 7 and sum(c.isupper() for c in words) >= 2


@lru_cache(maxsize=50_000)
def acronym(folded: str, *, small: bool = False) -> str:
    """Take the initials of a name of two words or more; small words count only on request."""
    words = [w for w in folded.split() if small or w not in _SMALL]
    return "".join(w[0] for w in words) if len(words) > 1 else ""


def _contained(group: Group, other: Group) -> bool:
    """Tell whether the group's name is the beginning or the end of the other's longer name, or its head words."""
    if group.type != other.type or _strong(group):
        return False
    shorts, longs = _bare_words(group), _bare_words(other)
    if group.type == "LOC":
        return any(_place_of(s, t) for s in shorts for t in longs if 0 < len(s) < len(t))
    return any(_part_of(s, t) for s in shorts for t in longs if 0 < len(s) < len(t))


def _bare_words(group: Group) -> set[tuple[str, ...]]:
    return {tuple(bare(name).split()) for name in group.names}


def _part_of(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    if len(short) == 1 and (len(short[0]) < 3 or short[0] in lexicon().demonyms):
        return False
    if long[: len(short)] == short or _is_head(short, long):
        return True
    return long[-len(short) :] == short and long[-len(short) - 1] not in _SMALL


_COMPASS = frozenset("north south east west northern southern eastern western".split())


def _place_of(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Tell whether a place's name drops only its kind ("Rhine River"), or keeps only its compass word ("the North").

    Manchester is not Manchester Airport, and Africa is not South Africa.
    """
    if len(short) == 1 and short[0] in _COMPASS:
        return long[0] == short[0]
    return long[: len(short)] == short and all(w in lexicon().place_heads for w in long[len(short) :])


def _is_head(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Tell whether the short name is what stands before "of" or "for" in the long one."""
    for i, word in enumerate(long):
        if word in {"of", "for", "in"}:
            return long[max(0, i - len(short)) : i] == short
    return False


def _weak(group: Group, other: Group) -> bool:
    return not _weak_keys(group).isdisjoint(other.known_keys)


def _weak_keys(group: Group) -> set[str]:
    """Return the rows of the lexicon that a name of the group may stand for where the article names them in full."""
    rows = {known for r in group.names.values() for known in r.weak}
    return {known.key for known in rows if group.type in {known.type, "none"}}


_SHORTEST_SPELLING = 6  # letters; in shorter names one letter makes another


def _spelling(group: Group, other: Group) -> bool:
    if group.type != other.type or _strong(group):
        return False
    return any(close(x, y) for x in _spellings(group) for y in _spellings(other))


def _spellings(group: Group) -> set[str]:
    """Return the long names of a group, written as one word."""
    joined = (bare(name).replace(" ", "") for name in group.names)
    return {name for name in joined if len(name) >= _SHORTEST_SPELLING}


def _near_lengths(name: str) -> range:
    """Return the lengths that a spelling of a name can have: it differs by two edits at most."""
    return range(len(name) - 2, len(name) + 3)


_RULES = (
    _Rule("initials", lambda g: [{name} for name in _shorts(g)], _acronyms, _initials),
    _Rule(
        "contained",
        lambda g: () if _strong(g) else [{(g.type, word) for word in words} for words in _bare_words(g) if words],
        lambda g: {(g.type, word) for words in _bare_words(g) for word in words},
        _contained,
    ),
    _Rule("weak name", lambda g: [{key} for key in _weak_keys(g)], lambda g: g.known_keys, _weak),
    _Rule(
        "spelling",
        lambda g: () if _strong(g) else [{(g.type, x[0], n)} for x in _spellings(g) for n in _near_lengths(x)],
        lambda g: {(g.type, x[0], len(x)) for x in _spellings(g)},
        _spelling,
    ),
)

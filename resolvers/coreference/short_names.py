"""Short names: join names of bodies and places that are initials, parts or spellings of others.

What a name can be short for is written down as keys: those that a group asks for, and those that
the other carries. So only names that fit meet, and many names cost no more a name than few.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from resolvers.coreference.abbreviations import long_words, may_shorten
from resolvers.coreference.groups import Group
from resolvers.coreference.legal_forms import bare
from resolvers.coreference.references.reference import Reference
from resolvers.coreference.shared_keys import SharedKeys
from resolvers.coreference.spellings import Spellings
from resolvers.lexicon.lexicon import lexicon
from resolvers.text.words import SMALL, word_set

Words = tuple[str, ...]
_Keys = Callable[[Group], Iterable[object]]

_COMPASS = word_set("north south east west northern southern eastern western")
# Heads of the names of bodies that belong to a body whose name stands before.
PARTS = word_set(
    "committee subcommittee caucus commission panel faculty department division branch"
)
_ACRONYM_LETTERS = range(2, 8)
_SHORTEST_SPELLING = 6  # letters; in shorter names one letter makes another


class _Rule(NamedTuple):
    """Say by which cue a group joins the one that carries a key it asks for."""

    cue: str
    asked: _Keys
    carried: _Keys
    fits: Callable[[Group, Group], bool] = lambda _group, _other: True
    alone: bool = False  # of several that fit, it joins none


def join_short_names(groups: list[Group]) -> None:
    """Join groups by initials, then by containment, weak names and spelling; `groups` shrinks."""
    rules = (
        _Rule("initials", _acronym_lookup_keys, _acronym_index_keys, _may_be_initials_of),
        _Rule(
            "letters",
            _abbreviation_lookup_keys,
            _abbreviation_index_keys,
            _abbreviates_group,
            alone=True,
        ),
        _Rule("contained", _contained_name_lookup_keys, _contained_name_index_keys),
        _Rule(
            "weak name",
            _weak_name_keys,
            lambda group: group.known_keys | _sole_weak_name_key(group),
        ),
    )
    for rule in rules:
        _join_groups_by_rule(groups, rule)
    _join_groups_by_rule(groups, _spelling_rule(groups))


def _join_groups_by_rule(groups: list[Group], rule: _Rule) -> None:
    """Join every group whose name fits another; of several, the one mentioned last before it."""
    if not any(key for group in groups for key in rule.asked(group)):
        return  # most articles have no initials, and few of their names are weak
    index = _index_by_carried_keys(groups, rule)
    for group in sorted(groups, key=lambda g: g.extents.first):
        if group not in index:
            continue
        best = _group_to_join(group, index.carrying(rule.asked(group)), rule)
        if best is not None:
            best.absorb(group, rule.cue)
            index.join(group, best)
    groups[:] = index.groups()


def _group_to_join(group: Group, others: Iterable[Group], rule: _Rule) -> Group | None:
    """Return whom a group joins of those that carry what it asks for, if anyone."""
    fitting = [other for other in others if other is not group and rule.fits(group, other)]
    return None if rule.alone and len(fitting) > 1 else _last_mentioned_before(group, fitting)


def _index_by_carried_keys(groups: Iterable[Group], rule: _Rule) -> SharedKeys:
    index = SharedKeys()
    for group in groups:
        index.post(group, rule.carried(group))
    return index


def _last_mentioned_before(group: Group, others: Iterable[Group]) -> Group | None:
    """Return which of other groups was mentioned last before a group, else the text's first."""
    start = group.extents.first[0]
    nearness = lambda other: (other.last_before(start), -other.extents.first[0])  # noqa: E731
    return max(others, key=nearness, default=None)


def _is_known_entity(group: Group) -> bool:
    return bool(group.known_keys) or group.key is not None


# --- initials ---


def _may_be_initials_of(group: Group, other: Group) -> bool:
    """Whether one of two groups can be the initials of the other; "US" is not the US Senate."""
    return "PER" not in {group.type, other.type} and not (
        _is_known_entity(group) and _is_known_entity(other)
    )


def _acronym_lookup_keys(group: Group) -> Iterator[str]:
    return (name for name, reference in group.names.items() if _is_acronym(reference))


def _acronym_index_keys(group: Group) -> Iterator[str]:
    """Yield the initials of all names of a group."""
    return (short for reference in group.names.values() for short in initials(reference))


def initials(name: Reference) -> set[str]:
    """Return what a name may be abbreviated to: with and without small words, by capitals alone.

    The Court for the former Yugoslavia is CY.
    """
    capitals = [word[0] for word in name.mention.surface.split() if word[0].isupper()]
    by_capitals = "".join(capitals).casefold() if len(capitals) > 1 else ""
    return {acronym(name.folded), acronym(name.folded, small=True), by_capitals}


def _is_acronym(reference: Reference) -> bool:
    short = " " not in reference.folded and len(reference.folded) in _ACRONYM_LETTERS
    return short and sum(c.isupper() for c in reference.mention.surface) >= 2


@lru_cache(maxsize=50_000)
def acronym(folded: str, *, small: bool = False) -> str:
    """Take the initials of a name of two words or more; small words count only on request."""
    words = [w for w in folded.split() if small or w not in SMALL]
    return "".join(w[0] for w in words) if len(words) > 1 else ""


# --- letters in another order, or inside words ---


def _abbreviation_lookup_keys(group: Group) -> Iterator[object]:
    """Yield the letters by which a name may begin whose abbreviation a group is."""
    if _is_known_entity(group) or not all(
        _is_acronym(reference) for reference in group.names.values()
    ):
        return
    yield from {letter for name in group.names for letter in name if len(name) > 2}


def _abbreviation_index_keys(group: Group) -> Iterator[object]:
    if group.type != "PER" and not _is_known_entity(group):
        yield from {words[0][0] for name in group.names if len(words := long_words(name)) > 1}


def _abbreviates_group(group: Group, other: Group) -> bool:
    """Whether every name of a group takes its letters from one name of another."""
    same_kind = {group.type, other.type} <= {"ORG", "none"}
    return same_kind and all(
        any(may_shorten(short, name) for name in other.names) for short in group.names
    )


# --- containment ---


def _bare_name_words(group: Group) -> Iterator[Words]:
    return (tuple(bare(name).split()) for name in group.names)


def _contained_name_lookup_keys(group: Group) -> Iterator[object]:
    """Yield what a longer name must have as its beginning, its end or its head words."""
    if _is_known_entity(group):
        return
    for words in _bare_name_words(group):
        if group.type == "LOC" or not _is_uninformative_name(words):
            yield group.type, words


def _is_uninformative_name(words: Words) -> bool:
    return len(words) == 1 and (len(words[0]) < 3 or words[0] in lexicon().demonyms)


def _contained_name_index_keys(group: Group) -> Iterator[object]:
    if "group" in group.known_kinds:
        return  # "the North" is none of "North and South Korea"
    parts = _parts_of_place_name if group.type == "LOC" else _parts_of_body_name
    yield from ((group.type, part) for words in _bare_name_words(group) for part in parts(words))


def _parts_of_body_name(words: Words) -> Iterator[Words]:
    """Yield the beginnings and ends of a name, and what stands before its first "of" or "for".

    The Senate is not the Senate Budget Committee.
    """
    for size in range(1, len(words)):
        if words[-1] not in PARTS:
            yield words[:size]
        if words[-size - 1] not in SMALL:
            yield words[-size:]
    joint = next((i for i, word in enumerate(words) if word in {"of", "for", "in"}), 0)
    yield from (words[first:joint] for first in range(joint))


def _parts_of_place_name(words: Words) -> Iterator[Words]:
    """Yield a place's name without its kind ("Rhine River"), or its compass word ("the North").

    Manchester is not Manchester Airport, and Africa is not South Africa.
    """
    for size in range(len(words) - 1, 0, -1):
        if words[size] not in lexicon().place_heads:
            break
        if size > 1 or words[0] not in _COMPASS:
            yield words[:size]
    if len(words) > 1 and words[0] in _COMPASS:
        yield words[:1]


# --- weak names and spellings ---


def _weak_name_keys(group: Group) -> set[str]:
    """Return the rows of the lexicon that a name may stand for beside their full name.

    A group with a longer name of its own stands for none of them: the Los Angeles Times, called
    "the Times", is not that of New York.
    """
    if not all(reference.weak for reference in group.names.values()):
        return set()
    rows = {known for reference in group.names.values() for known in reference.weak}
    return {known.key for known in rows if group.type in {known.type, "none"}}


def _sole_weak_name_key(group: Group) -> set[str]:
    """Return the one row that all names of a group are short for: "Wolfsburg" and "the Wolves"."""
    keys = _weak_name_keys(group)
    return keys if len(keys) == 1 else set()


def _spelling_rule(groups: Sequence[Group]) -> _Rule:
    """Look up the spellings of a name once in all groups, however often these are joined."""
    by_type: defaultdict[str, list[str]] = defaultdict(list)
    for group in groups:
        by_type[group.type] += _names_as_one_word(group)
    words = {kind: Spellings(names) for kind, names in by_type.items()}

    def asked(group: Group) -> Iterator[object]:
        names = () if _is_known_entity(group) else _names_as_one_word(group)
        near = frozenset[str]().union(*map(words[group.type].near, names))
        return ((group.type, name) for name in near)

    return _Rule("spelling", asked, _spelling_index_keys)


def _spelling_index_keys(group: Group) -> Iterator[object]:
    return ((group.type, name) for name in _names_as_one_word(group))


def _names_as_one_word(group: Group) -> Iterator[str]:
    """Yield the long names of a group, written as one word."""
    joined = (bare(name).replace(" ", "") for name in group.names)
    return (name for name in joined if len(name) >= _SHORTEST_SPELLING)

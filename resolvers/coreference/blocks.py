"""Long texts: cut into blocks of paragraphs, each gathered by itself, then joined by names alone.

Who is who in an article is decided by comparing its groups with each other, which is quadratic. An
article of news has a few hundred mentions; a report or a book has many thousands, and there an
office ("the president") means whom its own pages mean. So roles and nouns are tied inside a block,
and blocks are joined where they give one full name, one body or one place, or a surname that one
person of the text bears.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from provenance.records.mentions import Mention
from resolvers.coreference.groups import Group
from resolvers.coreference.legal_forms import bare

LARGEST = 800  # mentions of a block; of 924 news articles the longest has 754
Key = tuple[str, ...]


def cut(text: str, mentions: Sequence[Mention]) -> Iterator[Sequence[Mention]]:
    """Cut mentions, in order of the text, into blocks that begin with a line."""
    first = 0
    for i in range(1, len(mentions)):
        gap = text[mentions[i - 1].span.start : mentions[i].span.start]
        full = i - first >= LARGEST and ("\n" in gap or i - first >= 2 * LARGEST)
        if full and mentions[i].span.start >= mentions[i - 1].span.end:
            yield mentions[first:i]
            first = i
    yield mentions[first:]


def gather_blocks(blocks: Sequence[Callable[[], list[Group]]]) -> list[Group]:
    """Gather blocks one after the other and join their groups by name."""
    joined = _Joined()
    for gather in blocks:
        for group in gather():
            joined.take(group)
    return joined.groups


class _Joined:
    """The groups of the blocks so far, with the names that another block may give them."""

    def __init__(self) -> None:
        self.groups: list[Group] = []
        self.known: dict[Key, Group] = {}
        self.bearers: defaultdict[str, dict[int, Group]] = defaultdict(dict)

    def take(self, group: Group) -> None:
        """Join a group to the one of its name, or open one."""
        keys = _cross_block_keys(group)
        into = self._find_earlier_group(group, keys)
        if into is None:
            self.groups.append(group)
            into = group
        else:
            into.absorb(group, _link_cue(group), to=into.references[-1].span)
        self.known.update(dict.fromkeys(keys, into))
        for person in group.persons:
            if person.full:
                self.bearers[person.core][id(into)] = into

    def _find_earlier_group(self, group: Group, keys: Sequence[Key]) -> Group | None:
        """Find the group of an earlier block that has a name, or bears the surname, of another."""
        into = next((self.known[key] for key in keys if key in self.known), None)
        return into or _sole_surname_bearer(group, self.bearers)


def _link_cue(group: Group) -> str:
    """Return the cue by which a group joins one of an earlier block."""
    named = group.type != "PER" or any(person.full for person in group.persons)
    return "same name" if named else "surname"


def _cross_block_keys(group: Group) -> list[Key]:
    """Name a group so that another block can name it alike."""
    people = [("person", *person.tokens, person.suffix) for person in group.persons if person.full]
    if people or group.type == "PER":
        return people
    return list(_lexicon_row_keys(group)) or [(group.type, bare(name)) for name in group.names]


def _lexicon_row_keys(group: Group) -> Iterator[Key]:
    """Yield the rows of the lexicon that a group's names are, and that it is itself."""
    for reference in group.names.values():
        if reference.known and not reference.slot:
            yield "key", reference.known.key
    if group.key:
        yield "key", group.key


def _sole_surname_bearer(group: Group, bearers: Mapping[str, Mapping[int, Group]]) -> Group | None:
    """Find the one person of the text who bears a surname that stands alone in this block."""
    if any(person.full for person in group.persons):
        return None
    cores = {person.core for person in group.persons if person.core in bearers}
    if any(len(bearers[core]) > 1 for core in cores):
        return None
    found = {number: bearer for core in cores for number, bearer in bearers[core].items()}
    return next(iter(found.values())) if len(found) == 1 else None

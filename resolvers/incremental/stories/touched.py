"""Touched: the components of texts that may be others are read, and connected as they are now.

The others stay as they are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime

import attrs

from provenance.identifiers import canonical_pair
from resolvers.clusters.clustering import components
from resolvers.clusters.constraints import Said
from resolvers.clusters.ids import Minted
from resolvers.clusters.states import State
from resolvers.incremental.stories.base import StoryIndex
from resolvers.incremental.stories.scoring import Numbers
from resolvers.stories.grouping import Pair
from resolvers.storing.times import time_of


@attrs.frozen(kw_only=True)
class Reached:
    """Say which texts a change reaches.

    Args:
        touched: those whose components may be others, those that are gone among them.
        changed: those whose sketch changed.
        copied: those of the touched texts whose origin may be another.
    """

    touched: AbstractSet[int]
    changed: AbstractSet[int]
    copied: AbstractSet[int]

    def with_moved(self, texts: AbstractSet[int]) -> Reached:
        """Add texts that copying, or what a person decided, ties otherwise than before."""
        return attrs.evolve(self, touched=self.touched | texts, copied=self.copied | texts)


@attrs.frozen
class TouchedText:
    """Hold a text of a touched component, with the ids that its article had."""

    number: int
    version: str
    article_id: int
    article: str
    published: int | None
    story: str | None
    origin: str | None

    @property
    def at(self) -> datetime | None:
        """Return the time of publication."""
        return time_of(self.published)

    @property
    def order(self) -> tuple[object, ...]:
        """Order by time, then by article; what has no time comes last."""
        return (self.at is None, self.at.isoformat() if self.at else "", self.article)

    def group_of(self, sort: str) -> str | None:
        """Return the id of the story or of the origin that its article was in."""
        return self.story if sort == "story" else self.origin


@attrs.frozen
class FoundedId:
    """Hold an id that was founded in an article of a touched component."""

    sort: str
    number: int
    id: str
    article: str
    status: str
    redirect: str | None

    @property
    def state(self) -> State:
        """Return its state as it was."""
        return (self.status, self.redirect)

    @property
    def minted(self) -> Minted:
        """Describe it as identity knows it."""
        return Minted(
            entity_id=self.id,
            founding_chain=self.article,
            created=self.number,
            retired=self.status == "retired",
        )


@attrs.frozen
class Tie:
    """Hold a pair that holds a component together."""

    a: int
    b: int
    tied: bool = True  # one story by copying
    same: bool = False  # and one origin

    @property
    def pair(self) -> Numbers:
        """Return both numbers."""
        return (self.a, self.b)


@attrs.frozen(kw_only=True)
class TouchedTexts:
    """Hold what is touched.

    Args:
        reached: the texts by which it is.
        members: the texts of the touched components, by number.
        components: their numbers, as they are connected now.
        ties: the pairs that hold components together, those aside that a person decided to be one
            story.
        decided: pairs of members that a person decided, by the keys of their versions.
        founded: the ids that were founded in members.
    """

    reached: Reached
    members: Mapping[int, TouchedText]
    components: Sequence[Sequence[int]]
    ties: Sequence[Tie]
    decided: Said
    founded: Sequence[FoundedId]

    @property
    def of_one_story(self) -> list[Numbers]:
        """List the pairs that are one story by copying."""
        return [tie.pair for tie in self.ties if tie.tied]

    @property
    def of_one_origin(self) -> list[Numbers]:
        """List the pairs that go back to one reporting by copying."""
        return [tie.pair for tie in self.ties if tie.same]

    @property
    def asked(self) -> list[int]:
        """Return the numbers of members, and of texts that are gone."""
        return sorted({*self.reached.touched, *self.members})

    def keys(self, pair: Numbers) -> Pair:
        """Return two members by the keys of their versions, the smaller first."""
        a, b = pair
        return canonical_pair(self.members[a].version, self.members[b].version)


def read_touched(index: StoryIndex, reached: Reached, cut: float, decided: Said) -> TouchedTexts:
    """Read the components that are touched, and put their members where they are now.

    Args:
        index: the index.
        reached: the texts that touch them.
        cut: the probability from which on a scored pair holds a component together.
        decided: pairs of articles, by the caller's ids, that a person decided.
    """
    members = _component_texts(index, reached.touched)
    ties = _component_ties(index, members, cut)
    number_of = {m.article: number for number, m in members.items()}
    ties += [Tie(a, b) for a, b in decided.copies.named(number_of.get).together]
    joined = [tie.pair for tie in ties]
    joined += decided.stories.named(number_of.get).together
    return TouchedTexts(
        reached=reached,
        members=members,
        components=_connect_components(index, members, joined, reached.touched),
        ties=ties,
        decided=_decisions_by_version(decided, members.values()),
        founded=_founded_ids(index, members.values()),
    )


def _decisions_by_version(decided: Said, members: Iterable[TouchedText]) -> Said:
    """Return what is decided of stories and of copies, by the keys of versions."""
    version_of = {m.article: m.version for m in members}
    return Said(decided.stories.named(version_of.get), decided.copies.named(version_of.get))


def _component_texts(index: StoryIndex, touched: Iterable[int]) -> dict[int, TouchedText]:
    """Return the texts of touched components by number."""
    rows = index.rows("members", touched=sorted(touched))
    return {row[0]: TouchedText(*row) for row in rows}


def _component_ties(index: StoryIndex, members: Mapping[int, TouchedText], cut: float) -> list[Tie]:
    """List the pairs that hold components together: likely ones, and copies."""
    if len(members) < 2:
        return []
    return [Tie(*row) for row in index.rows("ties", members=list(members), cut=cut)]


def _connect_components(
    index: StoryIndex,
    members: Mapping[int, TouchedText],
    joined: Iterable[Numbers],
    touched: AbstractSet[int],
) -> list[list[int]]:
    """Connect members, and write in which components texts are now."""
    connected = components(members, joined)
    rows = [(number, component[0]) for component in connected for number in component]
    index.give_rows("cover_placed", {"text_id": "int64", "component": "int64"}, rows)
    index.run("take_places")
    if gone := sorted(touched - members.keys()):
        index.run("drop_places", dropped=gone)
    return connected


def _founded_ids(index: StoryIndex, members: Collection[TouchedText]) -> list[FoundedId]:
    """List the ids that were founded in the articles of texts.

    An article that founded an id is in some group ever since.
    """
    if not any(m.story for m in members):
        return []
    name_of = {m.article_id: m.article for m in members}
    rows = index.rows("founded", articles=list(name_of))
    return [
        FoundedId(sort, number, group, name_of[article], status, redirect)
        for sort, number, group, article, status, redirect in rows
    ]

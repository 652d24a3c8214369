"""Grouping: the components that were touched are grouped and given their ids.

The others stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

import attrs

from provenance.coverage import StoryComparison, StoryRelation
from provenance.identifiers import canonical_pair, mint_origin_id, mint_story_id
from resolvers.coverage.grouping import WHOLE, Pair, is_told, relate, whole
from resolvers.coverage.index.base import StoryIndex
from resolvers.coverage.index.reporting import origins
from resolvers.coverage.index.scoring import Numbers, Scorer, take_edges
from resolvers.coverage.index.texts import moment
from resolvers.identity.clustering import cluster, components
from resolvers.identity.constraints import NOTHING, Constraints, Said
from resolvers.identity.entities import Identification, Minted, identify
from resolvers.tables import Row

Name = TypeVar("Name", int, str)
_MINT: Mapping[str, Callable[[str], str]] = {"story": mint_story_id, "origin": mint_origin_id}


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
        return moment(self.published)


@attrs.frozen(kw_only=True)
class Decided:
    """Hold what identity decided of the touched groups of one sort.

    Args:
        identification: over articles.
        states: id, status and redirect, of those that are new or have changed.
        joined: article's number and name, and id, of the articles whose group is new or has
            changed.
    """

    identification: Identification
    states: tuple[tuple[str, str, str | None], ...]
    joined: tuple[tuple[int, str, str], ...]


@attrs.frozen(kw_only=True)
class Stories:
    """Hold what changed in stories.

    Args:
        untold: comparisons that are no longer made, by the keys of their versions.
        unrelated: later and earlier story, of relations that hold no longer.
    """

    decided: Decided
    comparisons: tuple[StoryComparison, ...]
    untold: tuple[Pair, ...]
    relations: tuple[StoryRelation, ...]
    unrelated: tuple[Pair, ...]


@attrs.frozen(kw_only=True)
class _Touched:
    """Hold what is touched.

    Args:
        members: the texts of the touched components, by number.
        components: their numbers, as they are connected now.
        ties: pairs that are one story by copying.
        same: those of them that are one origin.
        constraints: pairs of members that a person decided to be one story or two, by the keys of
            their versions.
        copies: likewise pairs that are one reporting or two.
        founded: sort, number, id, founding article, status and redirect of the ids that were
            founded in members.
        asked: the numbers of members, and of texts that are gone.
        changed: the numbers of those whose sketch changed.
    """

    members: Mapping[int, TouchedText]
    components: Sequence[Sequence[int]]
    ties: Sequence[Numbers]
    same: Sequence[Numbers]
    constraints: Constraints[str]
    copies: Constraints[str]
    founded: Sequence[Row]
    asked: set[int]
    changed: set[int]


# --- groups and ids -------------------------------------------------------------------------------------------------


def group(
    index: StoryIndex,
    scorer: Scorer,
    touched: set[int],
    changed: set[int],
    copied: set[int],
    *,
    decided: Said = NOTHING,
) -> tuple[Stories, Decided]:
    """Group again by event and by reporting what is touched, and tell which scored pairs are evidence of it.

    Args:
        index: the index.
        scorer: scores.
        touched: texts whose components may be others, those that are gone among them.
        changed: texts whose sketch changed.
        copied: those of the touched texts whose origin may be another.
        decided: pairs of articles, by the caller's ids, that a person decided.
    """
    reach = _reach(index, scorer, touched, changed, decided)
    timeless, parts = _cluster(index, scorer, reach)
    stories = _tell(index, scorer, _decide(index, "story", parts, reach.founded), reach, timeless)
    members = reach.members
    reported = origins(members, reach.same, reach.copies, copied)
    by_origin = [[members[n] for n in part] for part in reported]
    return stories, _decide(index, "origin", by_origin, reach.founded)


def _reach(
    index: StoryIndex,
    scorer: Scorer,
    touched: set[int],
    changed: set[int],
    decided: Said,
) -> _Touched:
    """Read the components that are touched, and put their members where they are now."""
    members = {row[0]: TouchedText(*row) for row in index.rows("members", touched=sorted(touched))}
    ties = index.rows("ties", members=list(members), cut=scorer.cut) if len(members) > 1 else []
    numbers, copied = _named(decided, {m.article: n for n, m in members.items()})
    stories, copies = _named(decided, {m.article: m.version for m in members.values()})
    joined = [*((a, b) for a, b, _, _ in ties), *numbers.together, *copied.together]
    found = components(members, joined)
    _write_places(index, found, sorted(touched - members.keys()))
    founded: list[Row] = []
    if any(
        m.story for m in members.values()
    ):  # an article that founded an id is in some group ever since
        founded = index.rows("founded", articles=[m.article_id for m in members.values()])
    return _Touched(
        members=members,
        components=found,
        ties=[*((a, b) for a, b, tied, _ in ties if tied), *copied.together],
        same=[(a, b) for a, b, _, same in ties if same],
        constraints=stories,
        copies=copies,
        founded=founded,
        asked={*touched, *members},
        changed=changed,
    )


def _named(
    decided: Said, name_of: Mapping[str, Name]
) -> tuple[Constraints[Name], Constraints[Name]]:
    """Return what is decided of stories and of copies, by other names of articles."""
    return decided.stories.named(name_of.get), decided.copies.named(name_of.get)


def _write_places(index: StoryIndex, found: Sequence[Sequence[int]], gone: Sequence[int]) -> None:
    """Write in which components texts are now, and drop those that are gone."""
    rows = [(number, component[0]) for component in found for number in component]
    index.give_rows("cover_placed", {"text_id": "int64", "component": "int64"}, rows)
    index.run("take_places")
    if gone:
        index.run("drop_places", dropped=gone)


def _cluster(
    index: StoryIndex, scorer: Scorer, touched: _Touched
) -> tuple[dict[Numbers, float], list[list[TouchedText]]]:
    """Cluster inside components.

    Return the weights of their pairs, and of those that lead out, without time; and clusters.
    """
    members = touched.members
    key = {number: m.version for number, m in members.items()}
    number = {m.version: n for n, m in members.items()}
    large = {n for component in touched.components if len(component) > WHOLE for n in component}
    timeless: dict[Numbers, float] = {}
    edges: dict[Numbers, float] = {}
    for a, b, weight, probability, by_keys, inner in index.rows("placed_edges"):
        if by_keys or a not in large:
            timeless[a, b] = weight
            if inner:
                edges[a, b] = probability
    known = {canonical_pair(key[a], key[b]) for a, b in edges}
    missing = [
        _in_time(members[number[a]], members[number[b]])
        for component in touched.components
        for a, b in whole(sorted(key[n] for n in component))
        if (a, b) not in known
    ]
    scored = list(scorer.weigh(missing))
    if scored:
        take_edges(index, scored, found=False)
    timeless |= {both: w.timeless for both, w in scored}
    edges |= {both: w.probability for both, w in scored}
    probabilities = {canonical_pair(key[a], key[b]): p for (a, b), p in edges.items()}
    together = touched.constraints.must((key[a], key[b]) for a, b in touched.ties)
    clusters = cluster(
        number, probabilities, cut=scorer.cut, apart=touched.constraints.apart, together=together
    )
    return timeless, [[members[number[v]] for v in c.members] for c in clusters]


def _in_time(one: TouchedText, two: TouchedText) -> Numbers:
    """Return two numbers, the early text's first, as pairing does."""

    def order(m: TouchedText) -> tuple[bool, int, str]:
        return (m.published is None, m.published or 0, m.version)

    return (one.number, two.number) if order(one) < order(two) else (two.number, one.number)


def _decide(
    index: StoryIndex, sort: str, parts: Sequence[Sequence[TouchedText]], founded: Iterable[Row]
) -> Decided:
    """Assign every group of articles its id, as identity does for entities: founded by its first article."""
    members = [m for part in parts for m in part]
    name = {m.article_id: m.article for m in members}
    was: dict[str, str | None] = {
        m.article: m.story if sort == "story" else m.origin for m in members
    }
    own = [row[1:] for row in founded if row[0] == sort and row[3] in name]
    made = identify(
        [[m.article for m in part] for part in parts],
        order={
            m.article: (m.at is None, m.at.isoformat() if m.at else "", m.article) for m in members
        },
        known=[
            Minted(
                entity_id=i,
                founding_chain=name[article],
                created=number,
                retired=status == "retired",
            )
            for number, i, article, status, _ in own
        ],
        before=[(article, i) for article, i in was.items() if i],
        first=1 + index.minted,
        mint=_MINT[sort],
    )
    before: dict[str, tuple[str, str | None]] = {
        i: (status, redirect) for _, i, _, status, redirect in own
    }
    after: dict[str, tuple[str, str | None]] = dict.fromkeys(
        made.entity_of.values(), ("active", None)
    )
    after |= {i: ("redirected", target) for i, target in made.redirects.items()}
    after |= dict.fromkeys(made.retired, ("retired", None))
    return Decided(
        identification=made,
        states=tuple((i, *state) for i, state in sorted(after.items()) if before.get(i) != state),
        joined=tuple(
            (m.article_id, m.article, made.entity_of[m.article])
            for m in sorted(members, key=lambda m: m.article)
            if made.entity_of[m.article] != was[m.article]
        ),
    )


# --- evidence -------------------------------------------------------------------------------------------------------


def _tell(
    index: StoryIndex,
    scorer: Scorer,
    decided: Decided,
    touched: _Touched,
    weight: Mapping[Numbers, float],
) -> Stories:
    """Say which scored pairs are evidence, and which stories follow which.

    What was said before and holds is left.
    """
    members = touched.members
    story, begun = _stories(decided, members)
    version = {n: m.version for n, m in members.items()}
    others = {n for both in weight for n in both} - members.keys()
    for number, key, other, time in (
        index.rows("other_stories", asked=sorted(others)) if others else ()
    ):
        version[number], story[key] = key, other
        if time is not None:
            begun[other] = time
    weights = {canonical_pair(version[a], version[b]): t for (a, b), t in sorted(weight.items())}
    follows = relate(story, begun, weights)
    told = {
        (min(both), max(both))
        for both, t in weight.items()
        if is_told(story, (version[both[0]], version[both[1]]), t, follows)
    }
    before = {(a, b) for a, b in index.rows("told", asked=sorted(touched.asked))}
    fresh = sorted(p for p in told if p not in before or touched.changed.intersection(p))
    comparisons = tuple(comparison for _, comparison in scorer.explain(fresh))
    relations, unrelated = _relations(index, decided, members, follows)
    return Stories(
        decided=decided,
        comparisons=tuple(sorted(comparisons, key=lambda c: (c.version_a, c.version_b))),
        untold=_untold(index, before, told),
        relations=relations,
        unrelated=unrelated,
    )


def _stories(
    decided: Decided, members: Mapping[int, TouchedText]
) -> tuple[dict[str, str], dict[str, float]]:
    """Return the story of every member, and when it began."""
    entity_of = decided.identification.entity_of
    story = {m.version: entity_of[m.article] for m in members.values()}
    begun: dict[str, float] = {}
    for m in members.values():
        if m.published is not None:
            of = story[m.version]
            begun[of] = min(m.published, begun.get(of, m.published))
    return story, begun


def _untold(index: StoryIndex, before: set[Numbers], told: set[Numbers]) -> tuple[Pair, ...]:
    """Keep what is told in place of what was.

    Return the keys of the versions of what is not told any more.
    """
    ended, new = before - told, told - before
    if new:
        index.give_pairs("cover_told", new)
        index.run("take_told")
    if not ended:
        return ()
    index.give_pairs("cover_untold", ended)
    index.run("drop_told")
    key: dict[int, str] = dict(
        index.rows("version_keys", asked=sorted({n for both in ended for n in both}))
    )
    return tuple(sorted(canonical_pair(key[a], key[b]) for a, b in ended))


def _relations(
    index: StoryIndex,
    decided: Decided,
    members: Mapping[int, TouchedText],
    follows: Mapping[Pair, float],
) -> tuple[tuple[StoryRelation, ...], tuple[Pair, ...]]:
    """Keep the relations of the touched stories.

    Return those that are new or changed, and those that hold no longer.
    """
    ids = {
        *decided.identification.entity_of.values(),
        *(m.story for m in members.values() if m.story),
    }
    before = {
        (story, earlier): weight
        for story, earlier, weight in index.rows("relations", stories=sorted(ids))
    }
    new = {p: w for p, w in follows.items() if before.get(p) != w}
    kinds = {"story": "string", "earlier": "string"}
    ended = sorted(p for p in before if p not in follows)
    if dropped := [*ended, *sorted(p for p in new if p in before)]:
        index.give_rows("cover_unrelated", kinds, dropped)
        index.run("drop_relations")
    if new:
        index.give_rows(
            "cover_related",
            {**kinds, "weight": "double"},
            [(*p, w) for p, w in sorted(new.items())],
        )
        index.run("take_relations")
    made = (
        StoryRelation(story=story, earlier=earlier, weight=w)
        for (story, earlier), w in sorted(new.items())
    )
    return tuple(made), tuple(ended)

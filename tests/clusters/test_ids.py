"""Ids are minted once, redirected on a merge and restored on a split."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from resolvers.clusters.ids import Identification, Minted, identify

CHAINS = "abcdef"
_PARTITIONS = st.lists(st.integers(0, 3), min_size=len(CHAINS), max_size=len(CHAINS)).map(
    lambda labels: [
        [c for c, n in zip(CHAINS, labels, strict=True) if n == k] for k in sorted(set(labels))
    ]
)


class History:
    """Run identity over one partition after another, remembering what was minted."""

    def __init__(self) -> None:
        """Start with nothing known."""
        self.known: list[Minted] = []
        self.before: dict[str, str] = {}

    def run(self, clusters: list[list[str]]) -> Identification:
        """Identify one partition."""
        order = {c: (i,) for i, c in enumerate(CHAINS)}
        number = 1 + max((m.created for m in self.known), default=0)
        found = identify(
            clusters, order=order, known=self.known, before=self.before.items(), first=number
        )
        self.known += found.minted
        self.before = dict(found.entity_of)
        return found


@given(st.lists(_PARTITIONS, min_size=1, max_size=6))
def test_an_id_is_never_minted_twice(partitions: list[list[list[str]]]) -> None:
    """Whatever merges and splits follow each other, every id has one founding chain."""
    history = History()
    for partition in partitions:
        history.run(partition)
    ids = [m.entity_id for m in history.known]

    assert len(ids) == len(set(ids))


@given(st.lists(_PARTITIONS, min_size=1, max_size=6))
def test_entities_are_the_clusters(partitions: list[list[list[str]]]) -> None:
    """After every run two chains share an id exactly when they share a cluster."""
    history = History()
    for partition in partitions:
        found = history.run(partition)
        ids = [{found.entity_of[c] for c in cluster} for cluster in partition]

        assert all(len(one) == 1 for one in ids)
        assert len(partition) == len(set.union(*ids))


@given(st.lists(_PARTITIONS, min_size=2, max_size=6))
def test_every_id_ever_minted_leads_to_a_living_one(partitions: list[list[list[str]]]) -> None:
    """An id is either that of a cluster or redirects, in one step, to one that is."""
    history = History()
    for partition in partitions:
        found = history.run(partition)
        living = set(found.entity_of.values())

        assert all(
            (m.entity_id in living) != (m.entity_id in found.redirects) for m in history.known
        )
        assert set(found.redirects.values()) <= living


@given(_PARTITIONS, _PARTITIONS)
def test_a_partition_that_comes_back_gets_its_ids_back(
    first: list[list[str]], second: list[list[str]]
) -> None:
    """A merge that is undone restores both ids: split(merge(x, y)) is x and y."""
    history = History()
    before = history.run(first).entity_of
    history.run(second)

    assert before == history.run(first).entity_of


def test_the_older_id_survives_a_merge() -> None:
    """The younger entity redirects to the older one, and an event says so."""
    history = History()
    ids = history.run([["a"], ["b"], ["c", "d", "e", "f"]]).entity_of
    merged = history.run([["a", "b"], ["c", "d", "e", "f"]])

    assert {ids["b"]: ids["a"]} == merged.redirects
    assert [("merged", (ids["b"],), (ids["a"],))] == [
        (e.kind, e.from_ids, e.to_ids) for e in merged.events
    ]


def test_a_split_says_where_each_part_went() -> None:
    """The part with the founding chain keeps the id; the event names all parts."""
    history = History()
    old = history.run([list(CHAINS)]).entity_of["a"]
    found = history.run([["a", "b"], ["c", "d", "e", "f"]])
    parts = {found.entity_of["a"], found.entity_of["c"]}

    assert old == found.entity_of["b"]
    assert [("split", (old,), tuple(sorted(parts)))] == [
        (e.kind, e.from_ids, e.to_ids) for e in found.events
    ]


def test_a_rebuild_mints_the_same_ids() -> None:
    """Ids come from the founding chain's content, not from a clock or a counter."""
    assert (
        History().run([["a", "b"], list("cdef")]).entity_of
        == History().run([list("cdef"), ["b", "a"]]).entity_of
    )

"""For the tests of pipelines that import us: hypothesis strategies, and a ledger in memory.

Hypothesis is imported when a strategy is made, so the package does not need it.

    >>> from provenance.testing import memory_ledger
    >>> with memory_ledger([{"id": "a", "text": "Peskov spoke."}]) as ledger:
    ...     len(ledger.versions())
    1
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from provenance.records.articles import Article, Version
from provenance.records.mentions import Chain, Feature, Link, Mention
from provenance.spans import Span

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from provenance.api import Ledger

# What breaks offsets: astral characters, combining marks, right-to-left text, zero-width and
# non-breaking spaces, CRLF.
_HARD = "a𝔐😀é́\u200b\u00a0\r\nעשЖ“’—\ufeff"


def texts(*, min_size: int = 1, max_size: int = 80) -> SearchStrategy[str]:
    """Draw texts in which offsets go wrong easily.

    Args:
        min_size: the least number of code points.
        max_size: the greatest.
    """
    from hypothesis import strategies as st

    characters = st.one_of(st.sampled_from(_HARD), st.characters(exclude_categories=["Cs"]))
    return st.text(characters, min_size=min_size, max_size=max_size)


def spans(text: str) -> SearchStrategy[Span]:
    """Draw spans inside a text of at least one character."""
    from hypothesis import strategies as st

    return (
        st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text)))
        .filter(lambda p: p[0] < p[1])
        .map(lambda p: Span(*p))
    )


def versions() -> SearchStrategy[Version]:
    """Draw versions with ids from a small set, so that articles come back with other texts."""
    from hypothesis import strategies as st

    return st.builds(
        lambda name, text, title: Version(article=Article(article_id=name), text=text, title=title),
        st.sampled_from("abcd"),
        texts(),
        st.none() | texts(max_size=10),
    )


def chains(version: Version) -> SearchStrategy[list[Chain]]:
    """Draw chains over a version: every mention in one chain, the surface read off the text."""
    from hypothesis import strategies as st

    def build(groups: list[list[Span]]) -> list[Chain]:
        seen: set[Span] = set()
        fresh = [[s for s in group if not (s in seen or seen.add(s))] for group in groups]  # type: ignore[func-returns-value]
        return [_chain_of_spans(version, sorted(group)) for group in fresh if group]

    return st.lists(st.lists(spans(version.text), min_size=1, max_size=3), max_size=3).map(build)


def _chain_of_spans(version: Version, found: list[Span]) -> Chain:
    links = tuple(
        Link(
            mention=Mention(
                version=version.key,
                span=s,
                surface=s.surface(version.text),
                kind="name",
                type="PER",
            ),
            cue="opens" if s == found[0] else "same name",
            weight=None if s == found[0] else 1.0,
            to=None if s == found[0] else found[0],
        )
        for s in found
    )
    features = (Feature(name="name", value="x", span=found[0]),)
    return Chain(
        version=version.key,
        type="PER",
        name=links[0].mention.surface,
        links=links,
        features=features,
    )


def partition(ledger: Ledger) -> set[frozenset[tuple[str, int, int]]]:
    """Write who is who without naming ids, so that two ledgers compare.

    An entity is one set of (article, start, end).
    """
    groups: dict[str, set[tuple[str, int, int]]] = {}
    for row in ledger.table("mentions").to_pylist():
        groups.setdefault(row["entity"], set()).add((row["article"], row["start"], row["end"]))
    return {frozenset(group) for group in groups.values()}


def without_ids(ledger: Ledger) -> dict[str, list[tuple[Any, ...]]]:
    """Write what is exported of linking without minted ids, so that two ledgers compare.

    An entity goes by the first place (article, start, end) where it is mentioned. There are
    mentions with their entities, actors and probabilities, entities with names, types and external
    ids, comparisons, the speakers of claims, and ties.
    """
    mentions = ledger.table("mentions").to_pylist()
    first = _first_mentions(mentions)
    return {
        "mentions": sorted(_mention_row(row, first) for row in mentions),
        "entities": sorted(_entity_row(row, first) for row in _mentioned_entities(ledger, first)),
        "links": sorted(map(_link_row, ledger.table("links").to_pylist())),
        "speakers": sorted(_speaker_row(row, first) for row in ledger.table("claims").to_pylist()),
        "external-ids": sorted(
            _authority_tie_row(row, first) for row in ledger.table("external-ids").to_pylist()
        ),
    }


def _first_mentions(rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Map ids of entities to the first place where each is mentioned."""
    places = sorted((row["article"], row["start"], row["end"], row["entity"]) for row in rows)
    return {entity: f"{name}:{start}-{end}" for name, start, end, entity in reversed(places)}


def _entity_by_place(entity: str | None, first: Mapping[str, str]) -> str:
    """Name an entity by its place; a row of the lexicon that nobody mentions keeps its key."""
    return "" if entity is None else first.get(entity, entity)


def _mentioned_entities(ledger: Ledger, first: Mapping[str, str]) -> list[Mapping[str, Any]]:
    return [row for row in ledger.table("entities").to_pylist() if row["entity"] in first]


def _mention_row(row: Mapping[str, Any], first: Mapping[str, str]) -> tuple[Any, ...]:
    own = (
        row[name]
        for name in ("article", "start", "end", "kind", "type", "chain", "entity_name", "cue")
    )
    return (
        *own,
        _entity_by_place(row["entity"], first),
        _entity_by_place(row["actor"], first),
        row["probability"],
    )


def _entity_row(row: Mapping[str, Any], first: Mapping[str, str]) -> tuple[Any, ...]:
    own = (row[name] for name in ("name", "type", "status", "mentions", "articles"))
    lists = (tuple(row[name]) for name in ("names", "roles", "external_ids"))
    return (
        _entity_by_place(row["entity"], first),
        _entity_by_place(row["speaks_for"], first),
        *own,
        *lists,
    )


def _link_row(row: Mapping[str, Any]) -> tuple[Any, ...]:
    own = (str(row[name]) for name in ("a", "b", "match_weight", "match_probability"))
    return *own, row["match_key"], repr(row["parts"])


def _speaker_row(row: Mapping[str, Any], first: Mapping[str, str]) -> tuple[Any, ...]:
    own = (row["article"], row["claim"], row["speaker_name"] or "", str(row["probability"]))
    return *own, _entity_by_place(row["speaker"], first)


def _authority_tie_row(row: Mapping[str, Any], first: Mapping[str, str]) -> tuple[Any, ...]:
    return (
        row["authority"],
        row["external_id"],
        _entity_by_place(row["entity"], first),
        row["probability"],
    )


def memory_ledger(articles: Iterable[Mapping[str, Any] | Version] = ()) -> Ledger:
    """Open a ledger in memory and take articles in.

    Raises:
        InputError: one of the articles was refused.
    """
    from provenance.api import Ledger

    ledger = Ledger.open(":memory:")
    for refused in ledger.add(list(articles)).refused:
        ledger.close()
        raise refused
    return ledger

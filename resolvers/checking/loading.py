"""Loading: articles of a ledger as sources, with one statement a table however many they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import attrs

from provenance.spans import Span
from provenance.sql import blocks
from resolvers.checking.sources import Correction, Library, SourceArticle, SourceChain, SourceClaim
from resolvers.checking.who import GivenRole, Who, merged, named, nouns_of
from resolvers.tables import Row, Tables

if TYPE_CHECKING:
    from provenance.ledger import Store

_NAMES = frozenset({"name", "short", "alias"})
_UPDATE = "update"
_Spans = Mapping[str, Sequence[Span]]


@cache
def statements() -> dict[str, str]:
    """Load the named statements once."""
    return blocks(__package__, "checking.sql", "retrieval.sql")


def tables_of(ledger: Store) -> Tables:
    """Return the ledger's tables, to be asked by these statements."""
    return Tables(ledger.reading_connection, statements())


# dense: a table a line
def load(tables: Tables, articles: Sequence[int]) -> Library:
    """Load articles with all their versions."""
    versions = tables.rows("versions_of_articles", articles=list(articles))
    numbers = [row[0] for row in versions]
    people = _people(tables, numbers)
    speakers = {chain.number: chain.held.who for chains in people.values() for chain in chains}
    claims = _claims(tables, numbers, speakers, {row[0]: row[7] for row in versions})
    narrations: defaultdict[int, dict[int, Span]] = defaultdict(dict)
    for assertion, version, start, end in tables.rows("narrations_of_versions", versions=numbers):
        narrations[version][assertion] = Span(start, end)
    origins: dict[int, int] = dict(tables.rows("origins_of_articles", articles=list(articles)))
    newest = {row[2]: row[0] for row in versions}  # the last one of an article
    sources = tuple(
        attrs.evolve(
            _source(row, origins.get(row[2]), current=newest[row[2]] == row[0]),
            claims=tuple(claims[row[0]]),
            chains=tuple(chain.held for chain in people[row[0]]),
            narrations=narrations[row[0]],
        )
        for row in versions
    )
    return Library(sources=sources, corrections=_corrections(tables, sources))


def _source(row: Row, origin: int | None, *, current: bool) -> SourceArticle:
    number, _, _, article, url, outlet, title, text, published = row
    return SourceArticle(
        number=number,
        article=article,
        url=url,
        outlet=outlet,
        title=title,
        text=text,
        published=published,
        current=current,
        origin=origin,
    )


# --- who --------------------------------------------------------------------------------------


class _Person(NamedTuple):
    """Hold a chain with its number."""

    number: int
    held: SourceChain


# dense: chains with what all say of their entities
def _people(tables: Tables, versions: Sequence[int]) -> defaultdict[int, list[_Person]]:
    """Return the chains of versions, each with what all of them call its entity."""
    rows = tables.rows("chains_of_versions", versions=list(versions))
    read = {row[0]: row[4] for row in rows}  # a chain may have been read several times
    mentions = _of_last_reading(tables, "mentions_of_chains", read)
    features = _of_last_reading(tables, "features_of_chains", read)
    here = {row[0]: _who(row, mentions[row[0]], features[row[0]]) for row in rows}
    several: defaultdict[int, list[Who]] = defaultdict(list)
    for chain, *_, entity in rows:
        several[_entity(chain, entity)].append(here[chain])
    known = {entity: merged(whos) for entity, whos in several.items()}
    found: defaultdict[int, list[_Person]] = defaultdict(list)
    for chain, version, *_, entity in rows:
        held = SourceChain(
            entity=entity,
            who=known[_entity(chain, entity)],
            here=here[chain],
            mentions=tuple(Span(m[2], m[3]) for m in mentions[chain]),
        )
        found[version].append(_Person(chain, held))
    return found


def _entity(chain: int, entity: int | None) -> int:
    """Return the number of a chain's entity; one that is tied to nobody is one of its own."""
    return -chain if entity is None else entity


def _of_last_reading(
    tables: Tables, name: str, read: Mapping[int, int]
) -> defaultdict[int, list[Row]]:
    """Return rows of chains by chain, those of the run that read it last."""
    found: defaultdict[int, list[Row]] = defaultdict(list)
    for row in tables.rows(name, chains=list(read)):
        if row[1] == read[row[0]]:
            found[row[0]].append(row)
    return found


def _who(row: Row, mentions: Sequence[Row], features: Sequence[Row]) -> Who:
    _, _, kind, name, _, _ = row
    return Who(
        name=name,
        type=kind,
        names=frozenset(f[3] for f in features if f[2] in _NAMES),
        keys=frozenset(f[3] for f in features if f[2] == "key"),
        roles=tuple(_role(f, mentions) for f in features if f[2] == "role"),
        nouns=nouns_of(m[4] for m in mentions if m[5] in {"role", "nominal"}),
    )


def _role(feature: Row, mentions: Sequence[Row]) -> GivenRole:
    _, _, _, value, start, end, qualifier, modifiers = feature
    return GivenRole(
        value=value,
        qualifier=qualifier,
        start=start,
        end=end,
        former="former" in modifiers,
        words=nouns_of(m[4] for m in mentions if m[2] <= start and end <= m[3]),
    )


# --- who said what ----------------------------------------------------------------------------


def _claims(
    tables: Tables, versions: Sequence[int], speakers: Mapping[int, Who], texts: Mapping[int, str]
) -> defaultdict[int, list[SourceClaim]]:
    rows = tables.rows("claims_of_versions", versions=list(versions))
    spans: defaultdict[int, defaultdict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for claim, role, _, start, end in tables.rows("spans_of_claims", claims=[r[0] for r in rows]):
        spans[claim][role].append(Span(start, end))
    found: defaultdict[int, list[SourceClaim]] = defaultdict(list)
    for row in rows:
        found[row[2]].append(_claim(row, spans[row[0]], speakers, texts[row[2]]))
    return found


# dense: hands on a row by its names
def _claim(row: Row, spans: _Spans, speakers: Mapping[int, Who], text: str) -> SourceClaim:
    number, key, _, kind, stance, act, _, chain, parent, assertion = row
    source = tuple(spans.get("source", ()))
    words = " ".join(span.surface(text) for span in source)
    speaker = speakers.get(chain) or (named(words) if words else None)
    return SourceClaim(
        number=number,
        key=key[:16],
        kind=kind,
        stance=stance,
        act=act,
        content=tuple(sorted(spans.get("content", ()))),
        cue=tuple(spans.get("cue", ())),
        source=source,
        quotes=tuple(spans.get("quote", ())),
        speaker=speaker,
        parent=parent,
        assertion=assertion,
    )


# --- corrections ------------------------------------------------------------------------------


def _corrections(tables: Tables, sources: Sequence[SourceArticle]) -> tuple[Correction, ...]:
    """List which values of these sources later ones of them have outgrown or corrected."""
    asserted = [a for s in sources for a in s.narrations]
    asserted += [c.assertion for s in sources for c in s.claims if c.assertion is not None]
    rows = tables.rows("conflicts_of_assertions", assertions=asserted)
    # The matcher puts the earlier side first.
    return tuple(
        Correction(early=early, late=late, value=value, now=now, at=Span(start_b, end_b))
        for early, late, kind, value, now, _, _, start_b, end_b, ended in rows
        if kind == _UPDATE and not ended
    )

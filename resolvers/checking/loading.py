"""Loading: articles of a ledger as sources, with one statement a table however many they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import attrs

from provenance.spans import Span
from provenance.sql import blocks
from resolvers.checking.sources import Correction, Library, SourceArticle, SourceChain, SourceClaim
from resolvers.checking.who import GivenRole, Who, merged, named, nouns_of
from resolvers.storing.tables import Row, Tables

if TYPE_CHECKING:
    from provenance.ledger.store import Store

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


def load(tables: Tables, articles: Sequence[int]) -> Library:
    """Load articles with all their versions."""
    bare = list(_versions_of_articles(tables, articles))
    numbers = [source.number for source in bare]
    people = _chains_of_versions(tables, numbers)
    texts = {source.number: source.text for source in bare}
    claims = _claims_of_versions(tables, numbers, _who_by_chain(people), texts)
    narrations = _narrations_of_versions(tables, numbers)
    sources = tuple(
        attrs.evolve(
            source,
            claims=tuple(claims[source.number]),
            chains=tuple(chain.held for chain in people[source.number]),
            narrations=narrations[source.number],
        )
        for source in bare
    )
    return Library(sources=sources, corrections=_corrections_of_sources(tables, sources))


def _versions_of_articles(tables: Tables, articles: Sequence[int]) -> Iterator[SourceArticle]:
    """Yield the versions of articles, without what was read in them."""
    rows = tables.rows("versions_of_articles", articles=list(articles))
    origins: dict[int, int] = dict(tables.rows("origins_of_articles", articles=list(articles)))
    newest = {row[2]: row[0] for row in rows}  # the last one of an article
    for row in rows:
        yield _source_from_row(row, origins.get(row[2]), current=newest[row[2]] == row[0])


def _narrations_of_versions(
    tables: Tables, versions: Sequence[int]
) -> defaultdict[int, dict[int, Span]]:
    """Return what versions assert in their own voice: assertion to place, by version."""
    found: defaultdict[int, dict[int, Span]] = defaultdict(dict)
    rows = tables.rows("narrations_of_versions", versions=list(versions))
    for assertion, version, start, end in rows:
        found[version][assertion] = Span(start, end)
    return found


def _source_from_row(row: Row, origin: int | None, *, current: bool) -> SourceArticle:
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


def _chains_of_versions(tables: Tables, versions: Sequence[int]) -> defaultdict[int, list[_Person]]:
    """Return the chains of versions, each with what all of them call its entity."""
    rows = tables.rows("chains_of_versions", versions=list(versions))
    mentions, here = _chain_mentions_and_names(tables, rows)
    known = _who_by_entity(rows, here)
    found: defaultdict[int, list[_Person]] = defaultdict(list)
    for chain, version, *_, entity in rows:
        held = SourceChain(
            entity=entity,
            who=known[_entity_number_of_chain(chain, entity)],
            here=here[chain],
            mentions=tuple(Span(m[2], m[3]) for m in mentions[chain]),
        )
        found[version].append(_Person(chain, held))
    return found


def _chain_mentions_and_names(
    tables: Tables, rows: Sequence[Row]
) -> tuple[Mapping[int, Sequence[Row]], dict[int, Who]]:
    """Return the mentions of chains, and by what their articles call them."""
    read = {row[0]: row[4] for row in rows}  # a chain may have been read several times
    mentions = _rows_of_last_reading(tables, "mentions_of_chains", read)
    features = _rows_of_last_reading(tables, "features_of_chains", read)
    return mentions, {
        row[0]: _who_from_rows(row, mentions[row[0]], features[row[0]]) for row in rows
    }


def _who_by_chain(people: Mapping[int, Sequence[_Person]]) -> dict[int, Who]:
    """Map the chains of all versions to who they are."""
    return {chain.number: chain.held.who for chains in people.values() for chain in chains}


def _who_by_entity(rows: Sequence[Row], here: Mapping[int, Who]) -> dict[int, Who]:
    """Gather what the chains of each entity call it."""
    several: defaultdict[int, list[Who]] = defaultdict(list)
    for chain, *_, entity in rows:
        several[_entity_number_of_chain(chain, entity)].append(here[chain])
    return {entity: merged(whos) for entity, whos in several.items()}


def _entity_number_of_chain(chain: int, entity: int | None) -> int:
    """Return the number of a chain's entity; one that is tied to nobody is one of its own."""
    return -chain if entity is None else entity


def _rows_of_last_reading(
    tables: Tables, name: str, read: Mapping[int, int]
) -> defaultdict[int, list[Row]]:
    """Return rows of chains by chain, those of the run that read it last."""
    found: defaultdict[int, list[Row]] = defaultdict(list)
    for row in tables.rows(name, chains=list(read)):
        if row[1] == read[row[0]]:
            found[row[0]].append(row)
    return found


def _who_from_rows(row: Row, mentions: Sequence[Row], features: Sequence[Row]) -> Who:
    _, _, kind, name, _, _ = row
    nominal = (m[4] for m in mentions if m[5] in {"role", "nominal"})
    return Who(
        name=name,
        type=kind,
        names=frozenset(f[3] for f in features if f[2] in _NAMES),
        keys=frozenset(f[3] for f in features if f[2] == "key"),
        roles=tuple(_role_from_row(f, mentions) for f in features if f[2] == "role"),
        nouns=nouns_of(nominal),
    )


def _role_from_row(feature: Row, mentions: Sequence[Row]) -> GivenRole:
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


def _claims_of_versions(
    tables: Tables, versions: Sequence[int], speakers: Mapping[int, Who], texts: Mapping[int, str]
) -> defaultdict[int, list[SourceClaim]]:
    rows = tables.rows("claims_of_versions", versions=list(versions))
    spans = _spans_of_claims(tables, [row[0] for row in rows])
    found: defaultdict[int, list[SourceClaim]] = defaultdict(list)
    for row in rows:
        found[row[2]].append(_claim_from_row(row, spans[row[0]], speakers, texts[row[2]]))
    return found


def _spans_of_claims(
    tables: Tables, claims: Sequence[int]
) -> defaultdict[int, defaultdict[str, list[Span]]]:
    """Return the spans of claims by claim and role."""
    found: defaultdict[int, defaultdict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for claim, role, _, start, end in tables.rows("spans_of_claims", claims=list(claims)):
        found[claim][role].append(Span(start, end))
    return found


def _claim_from_row(row: Row, spans: _Spans, speakers: Mapping[int, Who], text: str) -> SourceClaim:
    number, key, _, kind, stance, act, _, chain, parent, assertion = row
    source = tuple(spans.get("source", ()))
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
        speaker=speakers.get(chain) or _speaker_without_chain(source, text),
        parent=parent,
        assertion=assertion,
    )


def _speaker_without_chain(source: Sequence[Span], text: str) -> Who | None:
    """Return who is called by the words that name a speaker of no chain, if any do."""
    words = " ".join(span.surface(text) for span in source)
    return named(words) if words else None


# --- corrections ------------------------------------------------------------------------------


def _corrections_of_sources(
    tables: Tables, sources: Sequence[SourceArticle]
) -> tuple[Correction, ...]:
    """List which values of these sources later ones of them have outgrown or corrected."""
    rows = tables.rows("conflicts_of_assertions", assertions=_assertions_of_sources(sources))
    # The matcher puts the earlier side first.
    return tuple(
        Correction(early=early, late=late, value=value, now=now, at=Span(start_b, end_b))
        for early, late, kind, value, now, _, _, start_b, end_b, ended in rows
        if kind == _UPDATE and not ended
    )


def _assertions_of_sources(sources: Sequence[SourceArticle]) -> list[int]:
    """List what sources assert, in their own voice or in a claim."""
    narrated = [assertion for source in sources for assertion in source.narrations]
    claims = (claim for source in sources for claim in source.claims)
    return narrated + [c.assertion for c in claims if c.assertion is not None]

"""Loading: articles of a ledger as sources, with one statement a table however many they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

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
    return Tables(ledger.connection, statements())


def load(tables: Tables, articles: Sequence[int]) -> Library:
    """Load articles with all their versions."""
    versions = tables.rows("versions_of_articles", articles=list(articles))
    numbers = [row[0] for row in versions]
    current = {row[2]: row[0] for row in versions}  # the last one of an article
    origins: dict[int, int] = dict(tables.rows("origins_of_articles", articles=list(articles)))
    chains, speakers = _chains(tables, numbers)
    claims = _claims(tables, numbers, speakers, {row[0]: row[7] for row in versions})
    narrations: defaultdict[int, dict[int, Span]] = defaultdict(dict)
    for assertion, version, start, end in tables.rows("narrations_of_versions", versions=numbers):
        narrations[version][assertion] = Span(start, end)
    sources = tuple(
        SourceArticle(
            number=number,
            article=article,
            url=url,
            outlet=outlet,
            title=title,
            text=text,
            published=published,
            current=current[article_id] == number,
            origin=origins.get(article_id),
            claims=tuple(claims[number]),
            chains=tuple(chains[number]),
            narrations=narrations[number],
        )
        for number, _, article_id, article, url, outlet, title, text, published in versions
    )
    return Library(sources=sources, corrections=_corrections(tables, sources))


# --- who --------------------------------------------------------------------------------------


def _chains(
    tables: Tables, versions: Sequence[int]
) -> tuple[defaultdict[int, list[SourceChain]], dict[int, Who]]:
    """Return the chains of versions, and by chain who it is over all of them."""
    rows = tables.rows("chains_of_versions", versions=list(versions))
    asked = {row[0]: row[4] for row in rows}
    mentions: defaultdict[int, list[Row]] = defaultdict(list)
    for row in tables.rows("mentions_of_chains", chains=list(asked)):
        if row[1] == asked[row[0]]:
            mentions[row[0]].append(row)
    features: defaultdict[int, list[Row]] = defaultdict(list)
    for row in tables.rows("features_of_chains", chains=list(asked)):
        if row[1] == asked[row[0]]:
            features[row[0]].append(row)
    here = {row[0]: _who(row, mentions[row[0]], features[row[0]]) for row in rows}
    several: defaultdict[int, list[Who]] = defaultdict(list)
    for chain, *_, entity in rows:
        several[-chain if entity is None else entity].append(here[chain])
    known = {entity: merged(whos) for entity, whos in several.items()}
    found: defaultdict[int, list[SourceChain]] = defaultdict(list)
    speakers: dict[int, Who] = {}
    for chain, version, *_, entity in rows:
        speakers[chain] = known[-chain if entity is None else entity]
        spans = tuple(Span(m[2], m[3]) for m in mentions[chain])
        found[version].append(
            SourceChain(entity=entity, who=speakers[chain], here=here[chain], mentions=spans)
        )
    return found, speakers


def _who(row: Row, mentions: Sequence[Row], features: Sequence[Row]) -> Who:
    _, _, kind, name, _, _ = row
    return Who(
        name=name,
        type=kind,
        names=frozenset(f[3] for f in features if f[2] in _NAMES),
        keys=frozenset(f[3] for f in features if f[2] == "key"),
        roles=tuple(
            GivenRole(
                value=f[3],
                qualifier=f[6],
                start=f[4],
                end=f[5],
                former="former" in f[7],
                words=nouns_of(m[4] for m in mentions if m[2] <= f[4] and f[5] <= m[3]),
            )
            for f in features
            if f[2] == "role"
        ),
        nouns=nouns_of(m[4] for m in mentions if m[5] in {"role", "nominal"}),
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

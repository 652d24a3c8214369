"""Candidates: which articles may be sources of a draft, by postings alone."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from provenance.exceptions import LedgerError, NotFoundError
from resolvers.checking.draft import DraftText, Statement
from resolvers.checking.passages import terms_in
from resolvers.claim_matching.idf import rarity
from resolvers.incremental.claims.pairing import hash_key
from resolvers.reuse.shingles import sample
from resolvers.text.terms import terms_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from resolvers.storing.tables import Row, Tables

SMALL = 200  # articles: so few are compared in any case
_MOST = 64  # of more articles, those that are compared with a draft word for word
_EACH = 6  # articles a statement by one sort of postings
_ALL = 30  # articles by what the whole draft has


def candidates(tables: Tables, draft: DraftText, *, past: bool = False) -> list[int]:
    """List the numbers of the articles that may be sources.

    Each statement has its likeliest ones first, by the terms of claims, by runs of words and by
    names; then come those that have much of the whole draft.

    Args:
        tables: the ledger's.
        draft: what is checked.
        past: the ledger is asked as it was, which its postings do not know.

    Raises:
        LedgerError: there are many articles, and a resolve has made no postings of them yet.
    """
    ((count,),) = tables.rows("count_articles")
    if count <= SMALL:
        return [number for (number,) in tables.rows("all_articles")]
    _check_postings(tables, count, past=past)
    shares: Counter[int] = Counter()
    for articles in _article_rankings(tables, draft):
        for place, article in enumerate(articles):
            shares[article] += _ranking_score(place)
    ordered = sorted(shares, key=lambda article: (-shares[article], article))
    return ordered[:_MOST]


def _check_postings(tables: Tables, count: int, *, past: bool) -> None:
    """Refuse a ledger of many articles whose postings do not tell of them.

    Raises:
        LedgerError: naming the way out.
    """
    if past:
        raise LedgerError(
            f"the ledger had {count} articles then, and its postings know only now;"
            " name the articles or the story to compare with: --against"
        )
    if not _has_postings(tables):
        raise LedgerError(
            f"the ledger has {count} articles and no postings to find sources by;"
            " make them with: spantrail resolve"
        )


def _article_rankings(tables: Tables, draft: DraftText) -> Iterator[list[int]]:
    """Yield the likeliest articles of each statement by each sort of postings, then of the draft."""
    for ranked_by in (_articles_by_shingles, _articles_by_claims, _articles_by_names):
        rows = ranked_by(tables, draft, draft.statements)
        for _, several in groupby(rows, key=itemgetter(0)):
            yield [article for _, article, _ in several]
    yield [article for article, _ in _articles_by_terms(tables, draft)]


def _ranking_score(place: int) -> int:
    """Return what a place in a ranking tells: the first one as much as many last ones."""
    return 1000 >> (2 * place) if place < _EACH - 1 else 1


def _has_postings(tables: Tables) -> bool:
    """Whether the ledger has the postings: a resolve without coverage makes none."""
    import duckdb

    try:
        return bool(tables.rows("is_indexed"))
    except (duckdb.CatalogException, duckdb.BinderException):
        return False


def _articles_by_claims(
    tables: Tables, draft: DraftText, statements: Sequence[Statement]
) -> list[Row]:
    asked = [
        (number, hash_key(term, inside=False), float(rarity(term)))
        for number, statement in enumerate(statements)
        for term in sorted(terms_in(draft.view, [statement.region]))
    ]
    return tables.rows(
        "articles_by_claims",
        statements=[row[0] for row in asked],
        tokens=[row[1] for row in asked],
        weights=[row[2] for row in asked],
        most=_EACH,
    )


def _articles_by_names(
    tables: Tables, draft: DraftText, statements: Sequence[Statement]
) -> list[Row]:
    asked = sorted(set(_statement_names(draft, statements)))
    return tables.rows(
        "articles_by_names",
        statements=[row[0] for row in asked],
        names=[row[1] for row in asked],
        most=_EACH,
    )


def _statement_names(
    draft: DraftText, statements: Sequence[Statement]
) -> Iterator[tuple[int, str]]:
    mentions = [m for chain in draft.chains for m in chain.mentions if m.kind == "name"]
    for number, statement in enumerate(statements):
        for mention in mentions:
            if statement.region.contains(mention.span):
                yield number, mention.surface


def _articles_by_terms(tables: Tables, draft: DraftText) -> list[Row]:
    terms = sorted(set(terms_of(draft.view)))
    weights = [float(rarity(term)) for term in terms]
    return tables.rows("articles_by_terms", terms=terms, weights=weights, most=_ALL)


def _articles_by_shingles(
    tables: Tables, draft: DraftText, statements: Sequence[Statement]
) -> list[Row]:
    found = sample([statement.region.surface(draft.view) for statement in statements])
    return tables.rows(
        "articles_by_shingles",
        statements=found.column("text_id").to_pylist(),
        tokens=found.column("hash").to_pylist(),
        most=_EACH,
    )


def named(tables: Tables, against: Sequence[str]) -> list[int]:
    """List the numbers of articles, or of those of a story, by their ids.

    Raises:
        NotFoundError: there is no article or story of a name.
    """
    known: dict[str, int] = dict(tables.rows("named_articles", names=list(against)))
    found: list[int] = []
    for name in against:
        if name in known:
            found.append(known[name])
            continue
        story = [number for (number,) in tables.rows("story_articles", story=name)]
        if not story:
            raise NotFoundError(
                f"there is no article and no story {name!r}; `spantrail coverage` lists them"
            )
        found += story
    return list(dict.fromkeys(found))

"""A ledger with a search index: tables of names, words, entities and claims, made from its rows.

The same questions have the same answers as without it, and are answered in a tenth of the time,
since views over a whole ledger are not computed for each page. The index is derived: it is made
anew when the ledger has gone on, and nothing is lost where it is dropped. (DuckDB's own extension
for full text cannot be had offline.)
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from provenance.api import Ledger
from provenance.exceptions import LedgerError
from provenance.identifiers import content_hash
from provenance.records.moments import When
from provenance.sql import blocks, statements
from provenance.sql.running import parsed
from provenance.trail.answers import Answers
from provenance.trail.articles import ArticleLine
from provenance.trail.coverage import StoryLine
from provenance.trail.lines import EntityLine, NameMatch
from provenance.trail.listing import EntityFilter
from provenance.trail.queueing import LEAST, SURE
from provenance.trail.scope import Scope, check_order
from provenance.trail.suggesting import closest

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

_MADE = tuple(
    "schema story claim entity called chain chain_profile membership token word article voice derivation".split()
)
_INSTEAD = frozenset(
    "ledger_counts trail_article trail_articles_listed trail_stories trail_voices"
    " trail_story_derivations".split()
)
_CLAIMS = "claim_rows"
_CONFLICTS = "trail_conflicts"
_QUEUES: dict[str, dict[str, float]] = {
    "queue_joins": {"sure": SURE},
    "queue_pairs": {"least": LEAST},
}
_QUEUED = 1_000  # pairs of either kind that are kept; whoever asks for more asks the ledger
_LEAST = 0.75  # of a word of a name, by Jaro and Winkler: "lecornnu" has .97, "macaron" .93
_PARAMETER = re.compile(r"\$(\w+)")
_FITS = ("id", "name", "name", "called so", "part of the name", "part of the name")
_ORDERS = ("mentions", "articles", "sources", "name", "first")
_STORY_ORDERS = ("size", "origins", "time")
_EVERY = EntityFilter()
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@cache
def _index_statements() -> dict[str, str]:
    return blocks("provenance.web", "index.sql")


@cache
def _index_digest() -> str:
    """Return what tells an index of other statements from ours."""
    return content_hash(*(f"{name} {text}" for name, text in sorted(_index_statements().items())))


class IndexedLedger(Ledger):
    """Answer questions from a search index where there is one for them."""

    _made = False  # whether there is an index, maybe an old one
    known: dict[tuple[str, str, str], Any] | None = None  # what a page was answered already

    def _remembered_answer(
        self, how: str, name: str, asked: Mapping[str, object], ask: Callable[[], Any]
    ) -> Any:  # noqa: ANN401  (as it is asked)
        """Return what was answered already, where answers are remembered."""
        if self.known is None:
            return ask()
        key = (how, name, repr(sorted(asked.items())))
        if key not in self.known:
            self.known[key] = ask()
        return self.known[key]

    def records(self, name: str, **parameters: object) -> list[dict[str, Any]]:
        """Run a named statement, and give its few rows as dictionaries."""
        ask = partial(super().records, name, **parameters)
        return [row.copy() for row in self._remembered_answer("records", name, parameters, ask)]

    def kept(self, name: str, **parameters: object) -> list[dict[str, Any]] | None:
        """Return what the index keeps of chains, while a page is answered; see `Ledger.kept`.

        Nobody else asks it: whoever writes asks between one change and the next, when it is old.
        """
        if self.known is None or self.moment is not None or not self.is_fresh():
            return None
        ask = partial(self._index_records, f"kept_{name}", **parameters)
        return [row.copy() for row in self._remembered_answer("kept", name, parameters, ask)]

    def _index_records(self, name: str, **parameters: object) -> list[dict[str, Any]]:
        rows = self._index_rows(name, **parameters)
        columns = [column[0] for column in self._connection.description or ()]
        return [dict(zip(columns, row, strict=True)) for row in rows]

    def dictionaries(self, name: str, **parameters: object) -> list[dict[str, Any]]:
        """Run a named statement that reads, and give its rows as dictionaries."""
        if name != _CLAIMS or self.moment is not None:
            return super().dictionaries(name, **parameters)
        if not self.is_fresh():
            self._renew_index()
        return [_indexed_claim(*row) for row in self._index_rows(name, **parameters)]

    def make_index(self) -> None:
        """Make the index anew."""
        with self.writer.atomically():
            for name in _MADE:
                self._index_rows(f"make_{name}")
            self._make_conflicts()
            self._make_story_lines()
            self._make_queues()
            self._index_rows("make_counts", digest=_index_digest())

    def is_fresh(self) -> bool:
        """Whether there is an index, and nothing was appended since it was made."""
        if not self._made:  # looking at the catalogue takes longer than the rest
            ((made,),) = self._index_rows("is_made")
            self._made = bool(made)
        ask = partial(self._index_rows, "made_until", digest=_index_digest())
        return self._made and bool(self._remembered_answer("index", "made_until", {}, ask)[0][0])

    def query(self, name: str, **parameters: object) -> pa.Table:
        """Run a named statement that reads; over the index where it has one of that name."""
        if self.moment is not None:  # the index is of now
            return super().query(name, **parameters)
        if name == _CONFLICTS:
            asked = {"story": parameters["story"], "group": parameters["group"]}
            return self._query_fresh_index("indexed_conflicts", **asked)
        if name not in _INSTEAD:
            return super().query(name, **parameters)
        return self._query_fresh_index(name, **parameters)

    def rows(self, name: str, **parameters: object) -> list[tuple[Any, ...]]:
        """Run a named statement, and give its rows; over the index where it keeps the first."""
        if name not in _QUEUES or self.moment is not None:
            return super().rows(name, **parameters)
        limit = parameters.pop("limit")
        if parameters != _QUEUES[name] or not isinstance(limit, int) or limit > _QUEUED:
            return super().rows(name, **parameters, limit=limit)
        if not self.is_fresh():
            self._renew_index()
        return self._index_rows(f"indexed_{name}", limit=limit)

    def entities(
        self,
        wanted: EntityFilter = _EVERY,
        *,
        sort: str = "mentions",
        limit: int | None = None,
        offset: int = 0,
        as_of: When | None = None,
    ) -> Answers[EntityLine]:
        """List the active entities that an article mentions; see `Ledger.entities`."""
        if wanted.within is not None or self._is_past(as_of):
            return super().entities(wanted, sort=sort, limit=limit, offset=offset, as_of=as_of)
        check_order(sort, _ORDERS)
        rows = self._query_fresh_index(
            "indexed_entities",
            least=wanted.min_mentions,
            named=wanted.named,
            type=wanted.type,
            except_other=wanted.except_other,
            sort=sort,
            limit=limit,
            offset=offset,
        ).to_pylist()
        lines = [_indexed_entity(row) for row in rows]
        total = rows[0]["total"] if rows else 0
        return Answers(lines, EntityLine, total=total, offset=offset)

    def stories(
        self,
        *,
        within: Scope | None = None,
        sort: str = "size",
        limit: int | None = None,
        offset: int = 0,
        as_of: When | None = None,
    ) -> Answers[StoryLine]:
        """List the stories, those with the most articles first; see `Ledger.stories`."""
        if within is not None or self._is_past(as_of):
            return super().stories(
                within=within, sort=sort, limit=limit, offset=offset, as_of=as_of
            )
        check_order(sort, _STORY_ORDERS)
        asked = {"sort": sort, "limit": limit, "offset": offset}
        rows = self._query_fresh_index("indexed_stories", **asked).to_pylist()
        total = rows[0]["total"] if rows else 0
        lines = [StoryLine(**{k: v for k, v in row.items() if k != "total"}) for row in rows]
        return Answers(lines, StoryLine, total=total, offset=offset)

    def search(
        self, words: str, *, limit: int = 20, as_of: When | None = None
    ) -> Answers[NameMatch]:
        """List the entities that words may mean, or whose names are written alike."""
        if self._is_past(as_of):
            return super().search(words, limit=limit, as_of=as_of)
        found = self._name_matches(words, loose=True, limit=limit)
        return found or self._similar_name_matches(words, limit)

    def bearers(self, name: str, *, as_of: When | None = None) -> Answers[NameMatch]:
        """List the entities that bear a name equally well."""
        if self._is_past(as_of):
            return super().bearers(name, as_of=as_of)
        found = self._name_matches(name, loose=False, limit=None)
        best = [match for match in found if match.fit == found[0].fit]
        return Answers(best, NameMatch)

    def articles_with(self, words: str, *, limit: int = 20) -> Answers[ArticleLine]:
        """List the articles that have all of some words, those that have them most first.

        As of a moment the latest come first, and every text is read.
        """
        asked = {"words": words, "limit": limit}
        past = self.moment is not None
        found = (
            self._run_index_statement("past_articles", asked)
            if past
            else self._query_fresh_index("indexed_articles", **asked)
        )
        rows = found.to_pylist()
        total = rows[0].pop("total") if rows else 0
        lines = [ArticleLine(**{k: v for k, v in row.items() if k != "total"}) for row in rows]
        return Answers(lines, ArticleLine, total=total)

    def texts_of(self, articles: list[str]) -> dict[str, str]:
        """Map a few articles to their current texts; those of the past are not kept."""
        if self.moment is not None or not articles:
            return {}
        rows = self._query_fresh_index("indexed_texts", articles=articles).to_pylist()
        return {row["article"]: row["text"] for row in rows}

    def _is_past(self, as_of: When | None) -> bool:
        return as_of is not None or self.moment is not None

    def _similar_name_matches(self, words: str, limit: int) -> Answers[NameMatch]:
        """List the entities whose names are written most like some words."""
        near = (
            self._query_fresh_index("indexed_alike", words=words, least=_LEAST)
            .column("name")
            .to_pylist()
        )
        rows = self._query_fresh_index("indexed_named", names=closest(words, near)).to_pylist()
        found = [NameMatch(**row, fit="similar") for row in rows]
        return Answers(found[:limit], NameMatch, total=len(found))

    def _name_matches(self, words: str, *, loose: bool, limit: int | None) -> Answers[NameMatch]:
        rows = self._query_fresh_index(
            "indexed_names", what=words, loose=loose, limit=limit
        ).to_pylist()
        names = ("entity", "name", "type", "mentions", "articles")
        lines = [NameMatch(**{n: row[n] for n in names}, fit=_FITS[row["fit"]]) for row in rows]
        return Answers(lines, NameMatch, total=rows[0]["total"] if rows else 0)

    def _query_fresh_index(self, name: str, **parameters: object) -> pa.Table:
        """Ask the index, which is made anew where the ledger has gone on."""
        if not self.is_fresh():
            self._renew_index()
        return self._run_index_statement(name, parameters)

    def _run_index_statement(self, name: str, parameters: Mapping[str, object]) -> pa.Table:
        """Run a statement of ours."""
        statement = parsed(self._connection, _index_statements()[name])
        return self._connection.sql(statement, params=dict(parameters) or None).to_arrow_table()

    def _renew_index(self) -> None:
        import duckdb

        try:
            self.make_index()
            if self.known is not None:
                self.known.clear()
        except duckdb.InvalidInputException as error:  # read only
            raise LedgerError(
                "the ledger has no search index and is open for reading alone; copy it with"
                " `spantrail snapshot`, and serve the copy"
            ) from error

    def _make_story_lines(self) -> None:
        """Keep the list of stories, in its order."""
        asked = statements()["trail_stories"]
        told = f"SELECT row_number() OVER () AS place, * FROM ({asked})"  # noqa: S608  (our own)
        self._connection.execute(f"CREATE OR REPLACE TABLE search.story_line AS {told}")

    def _make_queues(self) -> None:
        """Keep the pairs that are most worth a decision, in their order."""
        for name, bounds in _QUEUES.items():
            told = f"SELECT row_number() OVER () AS place, * FROM ({statements()[name]})"  # noqa: S608  (our own)
            self._connection.execute(
                f"CREATE OR REPLACE TABLE search.{name} AS {told}", {**bounds, "limit": _QUEUED}
            )

    def _make_conflicts(self) -> None:
        """Keep what the question for conflicts answers when it asks for all, in its order."""
        asked = statements()[_CONFLICTS]
        told = f"SELECT row_number() OVER () AS place, * FROM ({asked})"  # noqa: S608  (our own)
        self._connection.execute(
            f"CREATE OR REPLACE TABLE search.conflict AS {told}",
            dict.fromkeys(_PARAMETER.findall(asked)),  # all of them
        )

    def _index_rows(self, name: str, **parameters: object) -> list[tuple[Any, ...]]:
        statement = parsed(self._connection, _index_statements()[name])
        return self._connection.execute(statement, parameters or None).fetchall()


@contextmanager
def asking_once(ledger: Ledger) -> Iterator[None]:
    """Remember until the end what an indexed ledger was asked, for what reads alone.

    The parts of a page ask much alike: of the page of an entity, five look it up by its id.
    """
    known: dict[tuple[str, str, str], Any] = {}
    if isinstance(ledger, IndexedLedger):
        ledger.known = known
    try:
        yield
    finally:
        if isinstance(ledger, IndexedLedger):
            ledger.known = None


def _indexed_claim(
    told: str, published: int | None, origins: int, total: int, text: str
) -> dict[str, Any]:
    """Read a claim of the index."""
    at = None if published is None else _EPOCH + timedelta(microseconds=published)
    return {
        **json.loads(told),
        "published_at": at,
        "origins": origins,
        "total": total,
        "text": text,
    }


def _indexed_entity(row: dict[str, Any]) -> EntityLine:
    lists = {name: tuple(row[name] or ()) for name in ("names", "roles", "external_ids", "members")}
    return EntityLine(**{k: v for k, v in {**row, **lists}.items() if k != "total"})

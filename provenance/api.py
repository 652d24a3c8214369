"""The ledger as people use it: take articles in, ask who is who, follow a trail."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar, Unpack

import attrs

from provenance import ingest, trail
from provenance.exceptions import InputError, LedgerError
from provenance.identifiers import content_hash
from provenance.ingest.authority_entries import AuthorityReport, drop_authority, take_authority
from provenance.ingest.html import Origin, read_page
from provenance.ingest.options import Options
from provenance.ingest.publications import Publication, batches, one_publication
from provenance.ingest.rows import Hint, Row
from provenance.ingest.table import read_values
from provenance.ledger.append import append_versions
from provenance.ledger.deciding import append_decisions
from provenance.ledger.store import Store
from provenance.questions import Questions
from provenance.records.articles import Version
from provenance.records.decisions import Run, code_version
from provenance.records.judgements import Decision

if TYPE_CHECKING:
    import pyarrow as pa

    from provenance.records.moments import When

T = TypeVar("T")
# Versions a transaction: a commit costs 1.2 ms, and a killed ingest loses one batch at most.
_BATCH = 1_000
_PAGES = 100  # versions a transaction where each brings the bytes of its page


@attrs.frozen(kw_only=True)
class Report:
    """Count what an ingest took in.

    Args:
        added: new versions.
        known: articles that were there already, word for word.
        refused: one error a refused row, with file, line and field.
        hints: what looks mistaken though it was taken in, one sentence each.
    """

    added: int = 0
    known: int = 0
    refused: tuple[InputError, ...] = ()
    hints: tuple[str, ...] = attrs.field(default=(), repr=False)


class Ledger(Store, Questions):
    """Hold articles and everything concluded from them in one file.

    >>> import provenance
    >>> with provenance.open(":memory:") as ledger:
    ...     ledger.add([{"id": "a", "text": "Peskov spoke."}, {"id": "b"}])
    Report(added=1, known=0, refused=(InputError("input:2: field 'text': there is no text (every article needs one)"),))
    """

    def add(self, articles: object) -> Report:
        """Take articles in from memory.

        Args:
            articles: records, dictionaries, an Arrow table or a data frame.

        Returns:
            How many are new and known, and an error for every refused row; nothing is raised for
            those.
        """
        return self._ingest_rows(read_values(articles))

    def ingest(
        self,
        paths: Iterable[str],
        *,
        columns: Mapping[str, str] | None = None,
        keep_raw: bool = False,
        progress: Callable[[str, int, int], None] | None = None,
    ) -> Report:
        """Take articles in from files, folders and globs.

        Args:
            paths: files of any format that is read, folders that hold such, or glob patterns; `-`
                is the standard input.
            columns: our fields to the columns that hold them in tables and JSON, such as
                `{"text": "body"}`.
            keep_raw: keep pages in the ledger, compressed, as they are.
            progress: called with "ingest", the number of files read and the number there are.
        """
        files, refused = ingest.find_files(paths)
        options = Options(columns=columns or {}, keep_raw=keep_raw)

        def read() -> Iterator[Row | InputError | Hint]:
            yield from refused
            for number, file in enumerate(files, 1):
                yield from ingest.read_file(file, options)
                if progress:
                    progress("ingest", number, len(files))

        return self._ingest_rows(read(), _PAGES if keep_raw else _BATCH)

    def add_html(
        self,
        page: str | bytes,
        *,
        keep_raw: bool = False,
        **fields: Any,  # noqa: ANN401  (as `add` takes them)
    ) -> Report:
        """Take the article of a page in; each character of its text knows its bytes.

        Args:
            page: the page; a text is taken as its UTF-8 bytes.
            keep_raw: keep the page in the ledger, compressed, as it is.
            fields: what is known of the article, such as `id`, `url` and `source`; it overrules
                what the page says.
        """
        raw = page.encode() if isinstance(page, str) else page
        declared = "utf-8" if isinstance(page, str) else None
        origin = Origin(declared=declared, url=fields.get("url"), fields=fields)
        return self._ingest_rows([read_page(raw, origin, keep_raw=keep_raw)])

    def _ingest_rows(self, found: Iterable[Row | InputError | Hint], size: int = _BATCH) -> Report:
        """Append in batches; what was refused or is in doubt is collected."""
        refused: list[InputError] = []
        hints: list[str] = []
        added = known = 0
        for items in batches(found, size):
            batch = _items_of_kind(Row, items)
            kept, contradicting = one_publication(batch, self._known_publications(batch))
            new = self._append_version_batch([row.version for row in kept])
            added, known = added + new, known + len(kept) - new
            hints += map(str, _items_of_kind(Hint, items))
            refused += [*_items_of_kind(InputError, items), *contradicting]
        return Report(added=added, known=known, refused=tuple(refused), hints=tuple(hints))

    def _known_publications(self, rows: list[Row]) -> dict[str, Publication]:
        """Map the ids of articles that are known already to where they were published."""
        names = sorted({row.version.article.article_id for row in rows})
        found = self.rows("article_publications", articles=names) if names else []
        return {article: Publication(source, url) for article, source, url in found}

    def _append_version_batch(self, batch: list[Version]) -> int:
        if not batch:
            return 0
        started = datetime.now(UTC)
        run = Run(
            stage="ingest",
            code=code_version(),
            input_digest=content_hash(*(v.key for v in batch)),
            started_at=started,
            ended_at=datetime.now(UTC),
        )
        return len(append_versions(self.writer, run, batch))

    # --- authorities

    def add_authority(
        self,
        name: str,
        entries: object,
        *,
        id_field: str = "id",
        kind: str | None = None,
        replace: bool = False,
    ) -> AuthorityReport:
        """Take in known entities, whose ids the next resolve ties to entities.

        See `provenance.ingest.read_authority`.

        Args:
            name: what the authority is called from now on, such as wikidata.
            entries: a path, several paths, or rows as mappings.
            id_field: the field that holds the authority's id.
            kind: PER, ORG or LOC, for rows that tell no type.
            replace: take back the entries of this authority that are not among these; nothing is
                taken back where a row is
                refused.

        Raises:
            InputError: the name has a colon or is blank.
        """
        return take_authority(self, name, entries, id_field=id_field, kind=kind, replace=replace)

    def remove_authority(self, name: str, ids: Iterable[str] | None = None) -> int:
        """Take back all entries of an authority, or those with these ids.

        The next resolve unties them.

        Returns:
            How many were taken back.
        """
        return drop_authority(self, name, ids)

    # --- decisions

    def decide(self, verb: str, *names: str, **details: Unpack[trail.DecisionDetails]) -> Decision:
        """Append a decision, which the next resolve carries out and every later one keeps.

        `provenance.trail.draft` says what the arguments are, and makes the same decision without
        appending it.

        Raises:
            NotFoundError: a name means nothing here, or several things.
            ValueError: the verb does not go with what is said.
        """
        decision = trail.draft(self, verb, names, **details)
        self.take_decisions([decision])
        return decision

    def take_decisions(self, decisions: Iterable[Decision]) -> int:
        """Append decisions made elsewhere, those that are there already aside.

        One that points at what is not here yet waits.

        Returns:
            How many are new.
        """
        return append_decisions(self.writer, decisions)

    def table(self, name: str, *, as_of: When | None = None) -> pa.Table:
        """Return an exported table, with the decisions that made or barred what stands in it.

        Args:
            name: which table.
            as_of: a moment as `as_of` takes it; now where it is None.

        Raises:
            LedgerError: there is no such table.
        """
        return trail.with_decisions(self.at(as_of), name, super().table(name, as_of=as_of))

    def __repr__(self) -> str:
        try:
            (articles,) = self.query("article_count").column("articles").to_pylist()
        except LedgerError:
            return "<Ledger, closed>"
        when = "" if self.moment is None else f", {self.moment}"
        return f"<Ledger of {articles:,} articles{when}>"

    def _repr_html_(self) -> str:
        """Show in a notebook what the ledger holds."""
        from provenance.trail.html import ledger_html

        (counts,) = self.query("ledger_counts").to_pylist()
        return ledger_html(counts, self.entities(limit=8), self.stories(limit=5))


def _items_of_kind(kind: type[T], items: Iterable[object]) -> list[T]:
    """Return the items of one kind."""
    return [item for item in items if isinstance(item, kind)]

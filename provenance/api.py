"""The ledger as people use it: take articles in, ask who is who, follow a trail."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

import attrs

from provenance import ingest, trail
from provenance.articles import Version
from provenance.authority import AuthorityReport, drop_authority, take_authority
from provenance.deciding import Deciding
from provenance.decisions import Run, code_version
from provenance.exceptions import InputError, LedgerError
from provenance.identifiers import content_hash
from provenance.ingest.html import Origin, read_page
from provenance.ingest.options import Options
from provenance.ingest.publications import Publication, batches, one_publication
from provenance.ingest.rows import Hint, Row
from provenance.ingest.table import read_values

T = TypeVar("T")
# Versions a transaction: a commit costs 1.2 ms, and a killed ingest loses one batch at most.
_BATCH = 1_000
_EVERY_ENTITY = trail.EntityFilter()
_EVERY_CONFLICT = trail.ConflictFilter()

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


class Ledger(Deciding):
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
        return self._take(read_values(articles))

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

        return self._take(read(), _PAGES if keep_raw else _BATCH)

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
        return self._take([read_page(raw, origin, keep_raw=keep_raw)])

    def page(self, article: str) -> trail.ArticlePage | None:
        """Return the page behind an article, which tells the bytes of every span; None where it was no page."""
        return trail.pages(self, [article], with_content=True).get(article)

    def _take(self, found: Iterable[Row | InputError | Hint], size: int = _BATCH) -> Report:
        """Append in batches; what was refused or is in doubt is collected."""
        refused: list[InputError] = []
        hints: list[str] = []
        added = known = 0
        for items in batches(found, size):
            batch = _only(Row, items)
            kept, contradicting = one_publication(batch, self._publications(batch))
            new = self._append_batch([row.version for row in kept])
            added, known = added + new, known + len(kept) - new
            hints += map(str, _only(Hint, items))
            refused += [*_only(InputError, items), *contradicting]
        return Report(added=added, known=known, refused=tuple(refused), hints=tuple(hints))

    def _publications(self, rows: list[Row]) -> dict[str, Publication]:
        """Map the ids of articles that are known already to where they were published."""
        names = sorted({row.version.article.article_id for row in rows})
        found = self._rows("article_publications", articles=names) if names else []
        return {article: Publication(source, url) for article, source, url in found}

    def _append_batch(self, batch: list[Version]) -> int:
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
        return len(self.add_versions(batch, run))

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
        """Take in known entities, whose ids the next resolve ties to entities; see `provenance.ingest.read_authority`.

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
        """Take back all entries of an authority, or those with these ids; the next resolve unties them.

        Returns:
            How many were taken back.
        """
        return drop_authority(self, name, ids)

    def authorities(self) -> trail.Answers[trail.AuthorityLine]:
        """List the authorities with their number of entries, how many are tied to an entity, and their files."""
        rows = self.query("authorities").to_pylist()
        lines = [trail.AuthorityLine(**{**row, "files": tuple(row["files"])}) for row in rows]
        return trail.Answers(lines, trail.AuthorityLine)

    # --- asking

    def entities(
        self,
        wanted: trail.EntityFilter = _EVERY_ENTITY,
        *,
        sort: str = "mentions",
        limit: int | None = None,
        offset: int = 0,
    ) -> trail.Answers[trail.EntityLine]:
        """List the active entities that an article mentions; see `provenance.trail.entities`."""
        return trail.entities(self, wanted, sort=sort, limit=limit, offset=offset)

    def search(self, words: str, *, limit: int = 20) -> trail.Answers[trail.NameMatch]:
        """List the entities that words may mean, or whose names are written alike.

        `provenance.trail.search` says more.
        """
        return trail.search(self, words, limit=limit)

    def bearers(self, name: str) -> trail.Answers[trail.NameMatch]:
        """List the entities that bear a name equally well: more than one where it is ambiguous."""
        return trail.bearers(self, name)

    def is_ambiguous(self, name: str) -> bool:
        """Whether several entities bear a name equally well; see `bearers` for who they are."""
        return trail.is_ambiguous(self, name)

    def article(self, article: str) -> trail.ArticleView:
        """Tell what is known of one article, by its caller's id; see `provenance.trail.show_article`."""
        return trail.show_article(self, article)

    def describe(self, what: str) -> trail.EntityView | trail.ArticleView:
        """Tell what is known of an entity or of an article; see `provenance.trail.describe`."""
        return trail.describe(self, what)

    def follow_claim(self, key: str) -> trail.ClaimTrail | None:
        """Lead from a claim to its characters and its speaker; see `provenance.trail.follow_claim`."""
        return trail.follow_claim(self, key)

    def explain(self, a: str, b: str) -> trail.Explanation | trail.Agreement | trail.Reporting:
        """Explain two claims, articles or mentions; see `provenance.trail.explain`."""
        return trail.explain(self, a, b)

    def show(self, entity: str) -> trail.EntityView:
        """Tell what is known of one entity; see `provenance.trail.show`."""
        return trail.show(self, entity)

    def trace(
        self,
        what: str,
        *,
        within: trail.Scope | None = None,
        kind: str | None = None,
        sort: str = "time",
        limit: int | None = None,
        offset: int = 0,
    ) -> trail.Answers[trail.Sighting]:
        """List the mentions behind an entity, words, offsets or an article.

        `provenance.trail.mentions` says more.
        """
        return trail.mentions(
            self, what, within=within, kind=kind, sort=sort, limit=limit, offset=offset
        )

    def claims(  # noqa: PLR0913  (each is a question)
        self,
        *,
        by: str | None = None,
        about: str | None = None,
        text: str | None = None,
        acts: Collection[str] | None = None,
        kind: str | None = None,
        within: trail.Scope | None = None,
        sort: str = "time",
        limit: int | None = None,
        offset: int = 0,
    ) -> trail.Answers[trail.ClaimView]:
        """List who said what, by speaker, subject, words or act; see `provenance.trail.claims`."""
        wanted = trail.ClaimFilter(
            by=by, about=about, text=text, acts=acts, kind=kind, within=within
        )
        return trail.claims(self, wanted, sort=sort, limit=limit, offset=offset)

    def claim(self, key: str) -> trail.ClaimView:
        """Find one claim by its key or the first 16 digits of it; see `provenance.trail.find_claim`."""
        return trail.find_claim(self, key)

    def how(self, entity: str, *, limit: int = 10) -> trail.Making:
        """Explain how an entity came to be, its weakest links first; see `provenance.trail.how`."""
        return trail.how(self, entity, limit=limit)

    def why_not(self, a: str, b: str) -> trail.Distance:
        """Explain why two mentions or entities are not one; see `provenance.trail.why_not`."""
        return trail.why_not(self, a, b)

    def why(self, a: str, b: str) -> trail.Explanation:
        """Explain why two mentions are one entity or two; see `provenance.trail.why`."""
        return trail.why(self, a, b)

    def why_articles(self, a: str, b: str) -> trail.Reporting:
        """Explain why two articles are of one story or origin, or of neither.

        `provenance.trail.why_articles` says more.
        """
        return trail.why_articles(self, a, b)

    def why_claims(self, a: str, b: str) -> trail.Agreement:
        """Explain why two claims are one proposition or two, by their keys.

        `provenance.trail.why_claims` says more.
        """
        return trail.why_claims(self, a, b)

    def stories(
        self,
        *,
        within: trail.Scope | None = None,
        sort: str = "size",
        limit: int | None = None,
        offset: int = 0,
    ) -> trail.Answers[trail.StoryLine]:
        """List the stories, those with the most articles first; see `provenance.trail.listed_stories`."""
        return trail.listed_stories(self, within=within, sort=sort, limit=limit, offset=offset)

    def coverage(self, story: str) -> trail.Coverage:
        """Tell what is known of one story, by its id or an article's; see `provenance.trail.coverage`."""
        return trail.coverage(self, story)

    def sources(self, claim: str) -> trail.Proposition:
        """Tell who supports a claim, by which reportings, and who denies it.

        `provenance.trail.sources` says more.
        """
        return trail.sources(self, claim)

    def conflicts(
        self,
        wanted: trail.ConflictFilter = _EVERY_CONFLICT,
        *,
        as_of: datetime | None = None,
        sort: str = "sure",
        limit: int | None = None,
        offset: int = 0,
    ) -> trail.Answers[trail.ConflictView]:
        """List what cannot both hold, now or as it was known at a time.

        `provenance.trail.listed_conflicts` says more.
        """
        asked = wanted if as_of is None else attrs.evolve(wanted, as_of=as_of)
        return trail.listed_conflicts(self, asked, sort=sort, limit=limit, offset=offset)

    def account(self, story: str) -> trail.Account:
        """Merge what the articles of a story say, by its id or an article's.

        `provenance.trail.account` says more.
        """
        return self.coverage(story).account

    def __repr__(self) -> str:
        try:
            (articles,) = self.query("article_count").column("articles").to_pylist()
        except LedgerError:
            return "<Ledger, closed>"
        return f"<Ledger of {articles:,} articles>"

    def _repr_html_(self) -> str:
        """Show in a notebook what the ledger holds."""
        from provenance.trail.html import ledger_html

        (counts,) = self.query("ledger_counts").to_pylist()
        return ledger_html(counts, self.entities(limit=8), self.stories(limit=5))


def _only(kind: type[T], items: Iterable[object]) -> list[T]:
    """Return the items of one kind."""
    return [item for item in items if isinstance(item, kind)]

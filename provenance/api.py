"""The ledger as people use it: take articles in, ask who is who, follow a trail."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import attrs

from provenance import ingest, trail
from provenance.articles import Version
from provenance.authority import AuthorityReport, drop_authority, take_authority
from provenance.decisions import Run, code_version
from provenance.exceptions import InputError
from provenance.identifiers import content_hash
from provenance.ingest.publications import Publication, batches, one_publication
from provenance.ingest.rows import Row
from provenance.ingest.table import read_values
from provenance.judgements import Decision
from provenance.ledger import Store

_BATCH = 1_000  # versions a transaction: a commit costs 1.2 ms, and a killed ingest loses one batch at most


@attrs.frozen(kw_only=True)
class Report:
    """Count what an ingest took in.

    Args:
        added: new versions.
        known: articles that were there already, word for word.
        refused: one error a refused row, with file, line and field.
    """

    added: int = 0
    known: int = 0
    refused: tuple[InputError, ...] = ()


class Ledger(Store):
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
        self, paths: Iterable[str], *, progress: Callable[[str, int, int], None] | None = None
    ) -> Report:
        """Take articles in from files, folders and globs.

        Args:
            paths: .txt, .jsonl, .csv and .parquet files, folders that hold such, or glob patterns.
            progress: called with "ingest", the number of files read and the number there are.
        """
        files, refused = ingest.find_files(paths)

        def read() -> Iterator[Row | InputError]:
            yield from refused
            for number, file in enumerate(files, 1):
                yield from ingest.read_file(file)
                if progress:
                    progress("ingest", number, len(files))

        return self._take(read())

    def _take(self, found: Iterable[Row | InputError]) -> Report:
        """Append in batches; what was refused is collected."""
        refused: list[InputError] = []
        added = known = 0
        for items in batches(found, _BATCH):
            batch = [item for item in items if isinstance(item, Row)]
            kept, contradicting = one_publication(batch, self._publications(batch))
            new = self._append_batch([row.version for row in kept])
            added, known = added + new, known + len(kept) - new
            refused += [item for item in items if isinstance(item, InputError)] + contradicting
        return Report(added=added, known=known, refused=tuple(refused))

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
    # ------------------------------------------------------------------------------------------------

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

    def authorities(self) -> list[dict[str, Any]]:
        """List the authorities with their number of entries, how many are tied to an entity, and their files."""
        rows: list[dict[str, Any]] = self.query("authorities").to_pylist()
        return rows

    # --- decisions

    # dense: a decision has as many fields
    def decide(  # noqa: PLR0913
        self,
        verb: str,
        *names: str,
        by: str,
        reason: str = "",
        value: str | None = None,
        about: str | None = None,
        actor_kind: str = "person",
        evidence: Sequence[str] = (),
        supersedes: str | None = None,
        at: datetime | None = None,
    ) -> Decision:
        """Append a decision, which the next resolve carries out and every later one keeps.

        `provenance.trail.draft` says what the arguments are, and makes the same decision without
        appending it.

        Raises:
            NotFoundError: a name means nothing here, or several things.
            ValueError: the verb does not go with what is said.
        """
        decision = trail.draft(
            self,
            verb,
            names,
            by=by,
            reason=reason,
            value=value,
            about=about,
            actor_kind=actor_kind,
            evidence=evidence,
            supersedes=supersedes,
            at=at,
        )
        self.take_decisions([decision])
        return decision

    def take_decisions(self, decisions: Iterable[Decision]) -> int:
        """Append decisions made elsewhere, those that are there already aside.

        One that points at what is not here yet waits.

        Returns:
            How many are new.
        """
        given, now = list(decisions), datetime.now(UTC)
        run = Run(
            stage="decide",
            code=code_version(),
            input_digest=content_hash(*(d.key for d in given)),
            started_at=now,
            ended_at=now,
        )
        return self.add_decisions(run, given)

    def decisions(self, about: str | None = None) -> list[trail.DecisionView]:
        """List the decisions with what became of them; see `provenance.trail.decisions`."""
        return trail.decisions(self, about)

    def changes(self, article: str) -> trail.ArticleChanges | None:
        """Say what the last correction of an article did; see `provenance.trail.changes`."""
        return trail.changes(self, article)

    def queue(self, *, limit: int = 20) -> list[trail.OpenPair]:
        """List what is worth a decision, the most valuable first; see `provenance.trail.queue`."""
        return trail.queue(self, limit=limit)

    def entities(self) -> list[dict[str, Any]]:
        """List the active entities that an article mentions, the most mentioned first."""
        rows: list[dict[str, Any]] = self.table("entities").to_pylist()
        return [row for row in rows if row["status"] == "active" and row["mentions"]]

    def show(self, entity: str) -> trail.EntityView:
        """Tell what is known of one entity; see `provenance.trail.show`."""
        return trail.show(self, entity)

    def trace(self, what: str) -> list[trail.Sighting]:
        """List the mentions behind an entity, or behind words or offsets; see `provenance.trail.sightings`."""
        return trail.sightings(self, what)

    def claims(
        self,
        *,
        by: str | None = None,
        about: str | None = None,
        text: str | None = None,
        acts: Collection[str] | None = None,
        limit: int | None = None,
    ) -> list[trail.ClaimView]:
        """List who said what, by speaker, subject, words or act; see `provenance.trail.claims`."""
        return trail.claims(self, by=by, about=about, text=text, acts=acts, limit=limit)

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
        """Explain why two articles are of one story or origin, or of neither; see `provenance.trail.why_articles`."""
        return trail.why_articles(self, a, b)

    def why_claims(self, a: str, b: str) -> trail.Agreement:
        """Explain why two claims are one proposition or two, by their keys; see `provenance.trail.why_claims`."""
        return trail.why_claims(self, a, b)

    def stories(self) -> list[trail.StoryLine]:
        """List the stories, those with the most articles first; see `provenance.trail.stories`."""
        return trail.stories(self)

    def coverage(self, story: str) -> trail.Coverage:
        """Tell what is known of one story, by its id or an article's; see `provenance.trail.coverage`."""
        return trail.coverage(self, story)

    def sources(self, claim: str) -> trail.Proposition:
        """Tell who supports a claim, by which reportings, and who denies it; see `provenance.trail.sources`."""
        return trail.sources(self, claim)

    def conflicts(self, *, as_of: datetime | None = None) -> list[trail.ConflictView]:
        """List what cannot both hold, now or as it was known at a time; see `provenance.trail.conflicts`."""
        return trail.conflicts(self, as_of=as_of)

    def account(self, story: str) -> trail.Account:
        """Merge what the articles of a story say, by its id or an article's; see `provenance.trail.account`."""
        return self.coverage(story).account

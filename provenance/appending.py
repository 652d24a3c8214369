"""Appending to the ledger: every append is one transaction with its `Run`; evidence that is known is not appended again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import attrs

from provenance import authority_columns, judgement_columns, matching_columns, numbering
from provenance.amendments import VersionMetadata, new_versions
from provenance.articles import Version
from provenance.authorities import Known
from provenance.claims import Claim
from provenance.columns import event_rows
from provenance.coverage_columns import GroupChanges, group_rows
from provenance.decisions import EntityEvent, Run
from provenance.judgements import Decision
from provenance.matching_columns import MatchingRows, Narrations
from provenance.mentions import Chain
from provenance.page_rows import page_rows
from provenance.sql.running import Statements

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

_STATE = ("entity_id", "status", "redirect", "name", "type", "speaks_for")


class Appending(Statements):
    """Append to a ledger."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        super().__init__(connection)
        self._numbers: dict[str, int] = {}  # of versions that were listed to be read
        self._chains_of: tuple[tuple[str, ...], Mapping[str, int]] = (
            (),
            {},
        )  # versions appended last, numbers of chains

    @contextmanager
    def _transaction(self, run: Run) -> Iterator[int]:
        """Open a transaction with its run, unless one is open already."""
        with self.atomically():
            number = self._next_run()
            self._append("append_run", None, run_id=number, **attrs.asdict(run))
            yield number

    def _undo(self) -> None:
        self._chains_of = ((), {})

    def add_versions(self, versions: Iterable[Version], run: Run) -> list[str]:
        """Append versions that are new: another text of an article, or something else told of it.

        Returns:
            The keys of the new ones.
        """
        items = list(versions)
        names = sorted({v.article.article_id for v in items})
        with self._transaction(run) as number:
            articles = dict(self._rows("article_numbers", articles=names)) if names else {}
            new = new_versions(items, self._told_of(articles))
            sources = sorted({v.article.source for v in new if v.article.source is not None})
            found = numbering.version_rows(
                new,
                articles=articles,
                sources=dict(self._rows("source_numbers", sources=sources)) if sources else {},
                count=self._count,
                run=number,
            )
            self._write(found.rows | page_rows(new, found.ids, number))
        return list(found.ids)

    def _told_of(self, articles: Mapping[str, int]) -> list[VersionMetadata]:
        """Return what was told of articles, by their numbers, in order."""
        numbers = list(articles.values())
        rows = self._rows("told_of_articles", articles=numbers) if numbers else []
        return [VersionMetadata(*row) for row in rows]

    def add_chains(
        self,
        run: Run,
        reader: str,
        versions: Sequence[str],
        chains: Sequence[Chain],
        profiles: Sequence[tuple[str, str, str]] = (),
    ) -> None:
        """Append the chains that a reader found, with mentions, features and profiles, and note what it has read.

        Args:
            run: the run of the reading.
            reader: who read: a name for code and settings; the latest reading of a version counts.
            versions: keys of all versions read, those in which nothing was found among them.
            chains: what was found.
            profiles: chain, profile (content keys) and features (JSON).
        """
        with self._transaction(run) as number:
            ids = self._version_ids(versions)
            known = self._known_chains(self._note_reading("chains", ids, reader, number), reader)
            found = numbering.chain_rows(
                chains, versions=ids, known=known, count=self._count, reader=reader, run=number
            )
            self._write(found.rows)
            self._chains_of = (tuple(versions), found.ids)
            numbers = self._profile_ids({key: features for _, key, features in profiles}, number)
            tied = sorted((found.ids[chain], numbers[key], number) for chain, key, _ in profiles)
            self._insert(
                "chain_profile", [row for row in tied if known.profiles.get(row[0]) != row[1]]
            )

    def _version_ids(self, versions: Sequence[str]) -> dict[str, int]:
        """Number versions, in their order; those that were listed to be read are numbered already."""
        if missing := [key for key in versions if key not in self._numbers]:
            self._numbers.update(self._rows("version_numbers", versions=missing))
        return {key: self._numbers[key] for key in versions}

    def _note_reading(
        self, stage: str, versions: Mapping[str, int], reader: str, run: int
    ) -> list[int]:
        """Note which versions were read at a stage, and return those that somebody had read before.

        A version that this reader read last is not noted again.
        """
        numbers = sorted(versions.values())
        last = dict(self._rows("last_readings", stage=stage, versions=numbers))
        fresh = [number for number in numbers if last.get(number) != reader]
        self._insert("stage_reading", [(number, stage, reader, run) for number in fresh])
        return sorted(last)

    def _known_chains(self, versions: list[int], reader: str) -> numbering.Known:
        """Look up what is known of versions that were read before."""
        if not versions:
            return numbering.Known()
        chains = dict(self._rows("chain_numbers", versions=versions))
        numbers = list(chains.values())
        return numbering.Known(
            chains=chains,
            mentions={
                tuple(place): number
                for *place, number in self._rows("mention_numbers", versions=versions)
            },
            told=frozenset(
                number for (number,) in self._rows("told_chains", chains=numbers, reader=reader)
            ),
            profiles=dict(self._rows("last_profiles", chains=numbers)),
        )

    def _profile_ids(self, told: Mapping[str, str], run: int) -> dict[str, int]:
        """Number profiles by their keys, and append those that are new with their features (JSON)."""
        known = dict(self._rows("profile_numbers", profiles=list(told))) if told else {}
        found = numbering.profile_rows(told, known, self._count, run)
        self._write(found.rows)
        return found.ids

    def add_claims(
        self, run: Run, reader: str, texts: Mapping[str, str], claims: Sequence[Claim]
    ) -> None:
        """Append the claims that a reader found, and note what it has read.

        Args:
            run: the run of the reading.
            reader: who read: a name for the code, the lexicon and the reader of the chains.
            texts: keys and texts of all versions read, those in which nothing was found among them.
            claims: what was found.
        """
        with self._transaction(run) as number:
            ids = self._version_ids(list(texts))
            read = self._note_reading("claims", ids, reader, number)
            known = dict(self._rows("claim_numbers", versions=read)) if read else {}
            told = (
                self._rows("told_claims", claims=list(known.values()), reader=reader)
                if known
                else ()
            )
            found = numbering.claim_rows(
                claims,
                texts=texts,
                versions=ids,
                chains=self._chain_ids(ids),
                known=numbering.Known(chains=known, told=frozenset(claim for (claim,) in told)),
                count=self._count,
                reader=reader,
                run=number,
            )
            self._write(found.rows)

    def _chain_ids(self, versions: Mapping[str, int]) -> Mapping[str, int]:
        """Number the chains of versions; those that were appended last are numbered already."""
        of, chains = self._chains_of
        return (
            chains
            if of == tuple(versions)
            else dict(self._rows("chain_numbers", versions=list(versions.values())))
        )

    def add_comparisons(self, run: Run, appended: str | None, withdrawn: str | None) -> int:
        """Append comparisons that are new or changed, and withdraw those that are no longer made.

        There may be millions, so they come as tables or views of this connection and not as values;
        None is an empty one.

        Args:
            run: the run.
            appended: the name of a table: model, profile_a, profile_b (their numbers),
                match_weight, match_probability,
                match_key, parts.
            withdrawn: the name of a table: comparison_id.

        Returns:
            The number of the run.
        """
        with self._transaction(run) as number:
            if appended:
                self._append("append_comparisons", appended, run=number)
            if withdrawn:
                self._append("withdraw_comparisons", withdrawn, run=number)
        return number

    def add_identity(
        self,
        run: Run,
        *,
        minted: Sequence[tuple[int, str, int]],
        states: Sequence[Mapping[str, Any]],
        memberships: pa.Table | str,
        events: Sequence[EntityEvent],
        external_ids: Sequence[tuple[str, int, float, bool]] = (),
    ) -> None:
        """Append what identity decided; only what is new or has changed.

        Args:
            run: the run.
            minted: new ids with their numbers and those of their founding chains, the oldest first.
            states: entity_id (the number), name, type, status, redirect, speaks_for.
            memberships: chain_id, entity_id, cause, margin; or the name of such a table.
            events: what happened to ids.
            external_ids: entity, entry, probability, and whether it is tied no longer.
        """
        with self._transaction(run) as number:
            self._insert("entity", [(*row, number) for row in minted])
            self._insert(
                "entity_state",
                sorted(
                    [(*(s[name] for name in _STATE), number) for s in states], key=itemgetter(0)
                ),
            )
            self._append("append_memberships", memberships, run=number)
            self._insert("entity_event", [(*row, number) for row in event_rows(events)])
            if external_ids:
                self._append(
                    "append_external_ids", authority_columns.external_ids(external_ids), run=number
                )

    def add_entries(
        self,
        run: Run,
        authority: str,
        entries: Sequence[tuple[Known, str, str]],
        *,
        replace: bool = False,
    ) -> tuple[int, int]:
        """Append what an authority tells; entries that tell what they told before stay as they are.

        Args:
            run: the run.
            authority: its name.
            entries: each with the name of its file and the file's digest.
            replace: take back the entries of this authority that are not among these.

        Returns:
            How many are new or changed, and how many were taken back.
        """
        kept = [known.external_id for known, _, _ in entries]
        with self._transaction(run) as number:
            added = self._append(
                "append_entries", authority_columns.entries(authority, entries), run=number
            )
            if not replace:
                return len(added), 0
            gone = self._append(
                "withdraw_entries", None, authority=authority, only=None, keep=kept, run=number
            )
        return len(added), len(gone)

    def withdraw_entries(self, run: Run, authority: str, only: Sequence[str] | None = None) -> int:
        """Take entries of an authority back, all or those with these ids; give their number."""
        ids = None if only is None else list(only)
        with self._transaction(run) as number:
            return len(
                self._append(
                    "withdraw_entries", None, authority=authority, only=ids, keep=None, run=number
                )
            )

    def add_entry_profiles(self, run: Run, profiles: Sequence[tuple[int, str, str]]) -> None:
        """Append the profiles of entries: the entry's number, the profile's key and its features (JSON)."""
        with self._transaction(run) as number:
            self._profile_ids({key: features for _, key, features in profiles}, number)
            self._append(
                "append_entry_profiles", authority_columns.entry_profiles(profiles), run=number
            )

    def add_decisions(self, run: Run, decisions: Iterable[Decision]) -> int:
        """Append decisions that are new, with what they are about; give their number."""
        known = {key for (key,) in self._rows("decision_keys")}
        new = {d.key: d for d in decisions if d.key not in known}
        if not new:
            return 0
        with self._transaction(run) as number:
            numbered = zip(new.values(), self._count("decision"), strict=False)
            told, subjects = judgement_columns.decision_tables((n, d) for d, n in numbered)
            self._append("append_decisions", told, run=number)
            self._append("append_decision_subjects", subjects, run=number)
        return len(new)

    def add_chain_profiles(self, run: Run, tied: Sequence[tuple[int, str, str]]) -> None:
        """Tie chains, by number, to other profiles, by key and features (JSON)."""
        with self._transaction(run) as number:
            numbers = self._profile_ids({key: features for _, key, features in tied}, number)
            rows = sorted((chain, numbers[key], number) for chain, key, _ in tied)
            self._insert("chain_profile", rows)

    def add_coverage(
        self,
        run: Run,
        tables: Mapping[str, pa.Table],
        ended: Mapping[str, pa.Table],
        groups: Mapping[str, GroupChanges],
    ) -> None:
        """Append what coverage found, and withdraw what no longer holds.

        Args:
            run: the run.
            tables: what is new or has changed, by name: see `provenance.coverage_columns`.
            ended: the derivations, story comparisons and story relations that hold no longer.
            groups: what is new or has changed in stories and origins, by partition.
        """
        with self._transaction(run) as number:
            for name in ("credits", "derivations"):
                self._append_some(f"append_{name}", tables[name], number)
            self._add_groups(groups, number)
            for name in ("story_comparisons", "story_relations"):
                self._append_some(f"append_{name}", tables[name], number)
            for name in ("derivations", "story_comparisons", "story_relations"):
                self._append_some(f"withdraw_{name}", ended[name], number)

    def _add_groups(self, groups: Mapping[str, GroupChanges], run: int) -> None:
        """Append what is new or has changed in partitions of articles."""
        names = sorted({name for found in groups.values() for name in found.articles})
        articles = dict(self._rows("article_numbers", articles=names)) if names else {}
        for partition, found in groups.items():
            rows = group_rows(partition, found, articles, self._group_ids(partition, found))
            self._write({table: [(*row, run) for row in of] for table, of in rows.items()})

    def _group_ids(self, partition: str, found: GroupChanges) -> dict[str, int]:
        """Number the groups that are named, those that are new after all others."""
        minted = [group for group, _ in found.minted]
        new = dict(zip(minted, self._count(partition), strict=False))
        asked = sorted(found.ids - new.keys())
        known = dict(self._rows(f"{partition}_numbers", ids=asked)) if asked else {}
        return {**known, **new}

    def _append_some(self, name: str, incoming: pa.Table, run: int) -> None:
        """Run a named statement that writes, unless there is nothing to write."""
        if incoming.num_rows:
            self._append(name, incoming, run=run)

    def add_narrations(self, run: Run, narrations: Narrations) -> None:
        """Append the sentences that outlets assert themselves, and number the claims of their versions as assertions."""
        with self._transaction(run) as number:
            for name, rows in matching_columns.narration_tables(narrations).items():
                self._append(name, rows, run=number)

    def add_matching(self, run: Run, found: MatchingRows) -> None:
        """Append what matching found; no run is recorded where the ledger has all of it already."""
        compared = self._changed_comparisons(found)
        if not (found.others or compared.num_rows):
            return
        with self._transaction(run) as number:
            for table, rows in matching_columns.row_tables(found).items():
                self._insert(table, [(*row, number) for row in rows])
            self._append_some("append_claim_comparisons", compared, number)
            withdrawn = matching_columns.pairs_table(found.withdrawn)
            self._append_some("withdraw_claim_comparisons", withdrawn, number)

    def _changed_comparisons(self, found: MatchingRows) -> pa.Table:
        """Return the comparisons of claims that the ledger does not have as they are."""
        incoming = matching_columns.comparisons_table(found.comparisons)
        if not incoming.num_rows:
            return incoming
        self._connection.register("compared_claims", incoming)
        return self.query("changed_claim_comparisons", incoming="compared_claims")

"""The ledger: one DuckDB file that is only ever appended to.

It reads; its `writer` appends, each time in a transaction with its `Run`. Evidence is known by
content, so appending the same twice changes nothing. Rows come back as records or as Arrow tables.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, cast
from weakref import WeakSet

from provenance.exceptions import LedgerError
from provenance.ledger.checks import findings
from provenance.ledger.decode import by_chain, chain_of, feature_of, link_of, version_of
from provenance.records.articles import Version
from provenance.records.mentions import Chain
from provenance.records.moments import Moment, When, read_moment
from provenance.sql.bounds import bound, rebound
from provenance.sql.connection import connect
from provenance.sql.running import Statements
from provenance.sql.scripts import scripts
from provenance.sql.upgrade import upgrade
from provenance.sql.writing import Writer

if TYPE_CHECKING:
    from datetime import datetime
    from types import TracebackType
    from typing import Self

    import duckdb
    import pyarrow as pa

TABLES = tuple(
    "articles mentions candidates entities links claims values statements stories claim-groups"
    " conflicts external-ids decisions events".split()
)
_ALL_EVENTS = {"run": 0, "place": 0, "partition": None, "limit": None}
_CHECKS = (
    *(
        "spans",
        "texts",
        "ids",
        "chains",
        "mentions",
        "versions_agree",
        "readings",
        "levels",
        "parts",
        "memberships",
        "redirects",
    ),
    *(
        "claims",
        "claim_parts",
        "claim_keys",
        "coverage",
        "external_ids",
        "matching",
        "assertion_keys",
        "decisions",
        "run_rows",
    ),
)


class _Closed:
    """Stand where the connection of a closed ledger was."""

    def close(self) -> None:
        """Closing twice is closing once."""

    def __getattr__(self, name: str) -> NoReturn:
        raise LedgerError("this ledger is closed; open its file again to ask it anything")


class Store(Statements):
    """Open a ledger, read it back, and hand out what writes to it."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        super().__init__(connection)
        self._writer = Writer(connection)
        self._pasts: WeakSet[Store] = WeakSet()  # this ledger as it was; they end with it
        self._kept: Self | None = None  # the one of these that was asked last

    @classmethod
    def open(cls, path: str | Path, *, read_only: bool = False, as_of: When | None = None) -> Self:
        """Open a ledger, making it when there is none.

        Args:
            path: the file; ":memory:" keeps everything in memory.
            read_only: refuse to write; the file must exist.
            as_of: see it as it was at a moment; the method `as_of` says more.

        Raises:
            LedgerError: the file is no ledger, is in use by another process, was made by another
                release, was changed by something else than us, or has had no such moment.
        """
        fresh = not os.path.lexists(path)
        connection = connect(path, read_only=read_only)
        try:
            upgrade(connection, path, scripts(), read_only=read_only, fresh=fresh)
            opened = cls(connection)
            if as_of is not None:
                opened._bind_to_moment(opened._find_moment(read_moment(as_of)))
        except BaseException:
            connection.close()
            raise
        return opened

    # --- as it was --------------------------------------------------------------------------------

    def as_of(self, when: When) -> Self:
        """Return the ledger as it was at a moment, which answers what it would have answered then.

        It takes nothing in, and is closed with this one. The code is that of now: where it reads
        the same rows otherwise than an earlier release did, so does this.

        >>> from provenance.api import Ledger
        >>> ledger = Ledger.open(":memory:")
        >>> report = ledger.add([{"id": "a", "text": "Peskov spoke."}])
        >>> ledger.as_of("run:0"), ledger.as_of("run:1").moment.run
        (<Ledger of 0 articles, before the first run>, 1)

        Args:
            when: a day (all of it), a time, or a run; the last run that had ended by then counts,
                the batches that were taken in among them. Before the first run nothing was known.

        Raises:
            LedgerError: this is no moment, or there is no such run.
        """
        moment = self._find_moment(read_moment(when))
        past = type(self)(self._connection.cursor())
        past._bind_to_moment(moment)  # noqa: SLF001  (one of our own)
        self._pasts.add(past)
        return past

    def _bind_to_moment(self, moment: Moment) -> None:
        """See the ledger as of a moment from now on, or as of another one."""
        turn = bound if self.moment is None else rebound
        turn(self._connection, moment.run)
        self.moment = moment

    def at(self, when: When | None) -> Self:
        """Return the ledger as it was at a moment, until another is asked for; without one, now."""
        if when is None:
            return self
        moment = self._find_moment(read_moment(when))
        if self._kept is None:
            self._kept = self.as_of(moment.run)  # takes 25 ms, and to turn it further back 1
        elif self._kept.moment != moment:
            self._kept._bind_to_moment(moment)  # noqa: SLF001  (one of our own)
        return self._kept

    def _find_moment(self, found: datetime | int) -> Moment:
        """Find the run that ended last by a time, or the one with a number."""
        run, at = (found, None) if isinstance(found, int) else (None, found)
        (row,) = self.query("run_at", run=run, at=at).to_pylist()
        moment = Moment(**{**row, "run": row["run"] or 0})
        if run and not moment.run:
            ((last,),) = self.rows("last_run")
            raise LedgerError(f"there is no run {run}; the last one is {last}")
        return moment

    def close(self) -> None:
        """Close the file; whatever is asked afterwards says that it is closed."""
        for past in tuple(self._pasts):
            past.close()
        self._connection.close()
        self._connection = cast("duckdb.DuckDBPyConnection", _Closed())
        self._writer = Writer(self._connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def writer(self) -> Writer:
        """What appends to this ledger.

        Raises:
            LedgerError: this is a ledger as it was, which takes nothing in.
        """
        self.refuse_past("takes nothing in")
        return self._writer

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """Return a connection of its own to the same file; whoever asks for one uses it alone."""
        self.refuse_past("has no further connections")
        return self._connection.cursor()

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The connection that writes, for those who keep tables derived from the ledger's."""
        self.refuse_past("has no tables derived from it")
        return self._connection

    @property
    def reading_connection(self) -> duckdb.DuckDBPyConnection:
        """The connection that reads, as of this ledger's moment."""
        return self._connection

    # --- reading ----------------------------------------------------------------------------------

    def newest(self) -> int:
        """Return the number of the version that came last; 0 where there is none."""
        found = self.rows("newest_version")
        return int(found[0][0]) if found else 0

    def unread(self, reader: str, *, superseded: bool = False, after: int = 0) -> list[Version]:
        """List the versions that a reader has not read; see `unread_numbers`."""
        return self.numbered(list(self.unread_numbers(reader, superseded=superseded, after=after)))

    def unread_numbers(
        self, reader: str, *, superseded: bool = False, after: int = 0
    ) -> dict[int, bool]:
        """Map the numbers of versions that a reader has not read to whether they are current.

        They come in the order of publication.

        Args:
            reader: the reader's name.
            superseded: list the versions before them, too: their chains found entities and are
                evidence of who is who, whether a resolve came between them or not.
            after: the number of a version up to which the caller knows that this reader has read
                all.
        """
        asked = {"reader": reader, "superseded": superseded, "after": after}
        return dict(self.rows("unread_versions", **asked))

    def numbered(self, numbers: Sequence[int]) -> list[Version]:
        """List the versions with some numbers, in the order of publication."""
        return self._versions_due("numbered_versions", versions=list(numbers)) if numbers else []

    def unclaimed(self, reader: str, claims_reader: str) -> list[Version]:
        """List the current versions that `reader` has read last and `claims_reader` has not."""
        return self._versions_due("unclaimed_versions", reader=reader, claims_reader=claims_reader)

    def _versions_due(self, name: str, **values: object) -> list[Version]:
        rows = self.query(name, **values).to_pylist()
        self._writer.known.versions.update((row["version"], row["version_id"]) for row in rows)
        return [version_of(row) for row in rows]

    def versions(self, article: str | None = None, *, current: bool = True) -> list[Version]:
        """List versions, the current one of every article unless told otherwise."""
        rows = self.query("versions", article=article, version=None, current=current).to_pylist()
        return [version_of(row) for row in rows]

    def chains(self, version: str | None = None) -> list[Chain]:
        """List the chains of one version, or of all, as records."""
        return [
            chain
            for chains in self._chains_by_version(None if version is None else [version]).values()
            for chain in chains
        ]

    def chains_of(self, versions: Sequence[str]) -> dict[str, list[Chain]]:
        """Map versions to their chains, asking once for all.

        Versions without any have an empty list.
        """
        return {**{version: [] for version in versions}, **self._chains_by_version(versions)}

    def _chains_by_version(self, versions: Sequence[str] | None) -> dict[str, list[Chain]]:
        asked = None if versions is None else list(versions)
        links = by_chain(self.query("chain_links", versions=asked).to_pylist(), link_of)
        features = by_chain(self.query("chain_features", versions=asked).to_pylist(), feature_of)
        found: defaultdict[str, list[Chain]] = defaultdict(list)
        for row in self.query("chains", versions=asked).to_pylist():
            chain = chain_of(row, links[row["chain_id"]], features[row["chain_id"]])
            found[row["version"]].append(chain)
        return dict(found)

    def chain_profiles(self) -> pa.Table:
        """Return every chain with its profile, article, version, time, type, name, first offset and mention count."""
        return self.query("chain_profiles")

    def comparisons(self, min_weight: float | None = None) -> pa.Table:
        """Return the comparisons that count, from a match weight (log2) on."""
        return self.query("comparisons", min_weight=min_weight)

    def entity_states(self) -> pa.Table:
        """Return every id ever minted with its founding chain, its number and its current state."""
        return self.query("entity_states")

    def table(self, name: str, *, as_of: When | None = None) -> pa.Table:
        """Return an export table; `TABLES` lists them.

        Args:
            name: which table.
            as_of: a moment as `as_of` takes it; now where it is None.

        Raises:
            LedgerError: there is no such table.
        """
        if name not in TABLES:
            raise LedgerError(f"there is no table {name!r}; the tables are {', '.join(TABLES)}")
        values = _ALL_EVENTS if name == "events" else {}
        return self.at(as_of).query(f"export_{name.replace('-', '_')}", **values)

    def verify(self) -> list[str]:
        """List everything in the ledger that does not hold, one sentence each.

        Nothing is the right answer.
        """
        self.refuse_past("is verified as a part of the whole file")
        found = [
            row["problem"] for check in _CHECKS for row in self.query(f"verify_{check}").to_pylist()
        ]
        return found + findings(self._connection)

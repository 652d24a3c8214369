"""The ledger: one DuckDB file that is only ever appended to.

Every append is one transaction with its `Run`. Evidence is known by content, so appending the same
twice changes
nothing. Rows come back as records or as Arrow tables.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, cast

from provenance.articles import Version
from provenance.checks import findings
from provenance.exceptions import LedgerError
from provenance.mentions import Chain, Feature, Link
from provenance.merging import Merging
from provenance.rows import feature_of, link_of, version_of
from provenance.sql.connection import connect
from provenance.sql.scripts import scripts
from provenance.sql.upgrade import upgrade

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    import duckdb
    import pyarrow as pa

TABLES = tuple(
    "articles mentions candidates entities links claims values statements stories claim-groups"
    " conflicts external-ids decisions".split()
)
_CHECKS = (
    *(
        "spans",
        "texts",
        "ids",
        "chains",
        "mentions",
        "versions_agree",
        "readings",
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


class Store(Merging):
    """Append to a ledger and read it back."""

    @classmethod
    def open(cls, path: str | Path, *, read_only: bool = False) -> Self:
        """Open a ledger, making it when there is none.

        Args:
            path: the file; ":memory:" keeps everything in memory.
            read_only: refuse to write; the file must exist.

        Raises:
            LedgerError: the file is no ledger, is in use by another process, was made by another
                release, or was changed
                by something else than us.
        """
        connection = connect(path, read_only=read_only)
        try:
            upgrade(connection, path, scripts(), read_only=read_only)
        except BaseException:
            connection.close()
            raise
        return cls(connection)

    def close(self) -> None:
        """Close the file; whatever is asked afterwards says that it is closed."""
        self._connection.close()
        self._connection = cast("duckdb.DuckDBPyConnection", _Closed())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """Give a connection of its own to the same file; whoever asks for one uses it alone."""
        return self._connection.cursor()

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The connection that writes, for those who keep derived tables of their own beside the ledger's."""
        return self._connection

    # --- reading
    # ----------------------------------------------------------------------------------------------------

    def newest(self) -> int:
        """Give the number of the version that came last; 0 where there is none."""
        found = self._rows("newest_version")
        return int(found[0][0]) if found else 0

    def unread(self, reader: str, *, superseded: bool = False, after: int = 0) -> list[Version]:
        """List the current versions that a reader has not read, in the order of publication.

        Args:
            reader: the reader's name.
            superseded: list earlier versions too that another reader has read: their chains still
                found entities.
            after: the number of a version up to which the caller knows that this reader has read
                all.
        """
        return self._due("unread_versions", reader=reader, superseded=superseded, after=after)

    def unclaimed(self, reader: str, claims_reader: str) -> list[Version]:
        """List the current versions that `reader` has read last and `claims_reader` has not."""
        return self._due("unclaimed_versions", reader=reader, claims_reader=claims_reader)

    def _due(self, name: str, **values: object) -> list[Version]:
        rows = self.query(name, **values).to_pylist()
        self._numbers = {row["version"]: row["version_id"] for row in rows}
        return [version_of(row) for row in rows]

    def versions(self, article: str | None = None, *, current: bool = True) -> list[Version]:
        """List versions, the current one of every article unless told otherwise."""
        rows = self.query("versions", article=article, version=None, current=current).to_pylist()
        return [version_of(row) for row in rows]

    def chains(self, version: str | None = None) -> list[Chain]:
        """List the chains of one version, or of all, as records."""
        return [
            chain
            for chains in self._chains(None if version is None else [version]).values()
            for chain in chains
        ]

    def chains_of(self, versions: Sequence[str]) -> dict[str, list[Chain]]:
        """Map versions to their chains, asking once for all; versions without any have an empty list."""
        return {**{version: [] for version in versions}, **self._chains(versions)}

    def _chains(self, versions: Sequence[str] | None) -> dict[str, list[Chain]]:
        asked = None if versions is None else list(versions)
        links: defaultdict[int, list[Link]] = defaultdict(list)
        for row in self.query("chain_links", versions=asked).to_pylist():
            links[row["chain_id"]].append(link_of(row))
        features: defaultdict[int, list[Feature]] = defaultdict(list)
        for row in self.query("chain_features", versions=asked).to_pylist():
            features[row["chain_id"]].append(feature_of(row))
        found: defaultdict[str, list[Chain]] = defaultdict(list)
        for row in self.query("chains", versions=asked).to_pylist():
            chain = Chain(
                version=row["version"],
                type=row["type"],
                name=row["name"],
                links=tuple(links[row["chain_id"]]),
                features=tuple(features[row["chain_id"]]),
            )
            found[row["version"]].append(chain)
        return dict(found)

    def chain_profiles(self) -> pa.Table:
        """Give every chain with its profile, article, version, time, type, name, first offset and mention count."""
        return self.query("chain_profiles")

    def comparisons(self, min_weight: float | None = None) -> pa.Table:
        """Give the comparisons that count, from a match weight (log2) on."""
        return self.query("comparisons", min_weight=min_weight)

    def entity_states(self) -> pa.Table:
        """Give every id ever minted with its founding chain, its number and its current state."""
        return self.query("entity_states")

    def table(self, name: str) -> pa.Table:
        """Give an export table; `TABLES` lists them.

        Raises:
            LedgerError: there is no such table.
        """
        if name not in TABLES:
            raise LedgerError(f"there is no table {name!r}; the tables are {', '.join(TABLES)}")
        return self.query(f"export_{name.replace('-', '_')}")

    def verify(self) -> list[str]:
        """List everything in the ledger that does not hold, one sentence each; nothing is the right answer."""
        found = [
            row["problem"] for check in _CHECKS for row in self.query(f"verify_{check}").to_pylist()
        ]
        return found + findings(self._connection)

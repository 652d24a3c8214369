"""The index as tables: made when there is none that fits, and asked by named statements."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Self

from provenance.sql.running import parsed
from resolvers.incremental.derived import DerivedIndex, fingerprint_of, statements_in
from resolvers.lexicon.lists import user_folder
from resolvers.linking.profiles import Profile
from resolvers.linking.table import lay_out
from resolvers.storing.source_files import source_files

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa


# Chains from which on there are lookups. Below it they gained nothing and were a quarter of the
# file: an article more in 900 (25,000 chains) took 262 ms of processor time without them and 268
# with them.
LARGE = 100_000
MANY_ARTICLES = 5_000  # from here on, adding to the lookups takes longer than making them anew
_LOOKUPS = (
    "chain_of_profile",
    "posting_of_profile",
    "posting_of_token",
    "edge_of_first",
    "edge_of_second",
    "place_of_profile",
    "place_of_component",
    "entity_of_name",
    "entity_of_profile",
    "said_of_profile",
    "profile_of_number",
)
_NO_LOOKUPS = "; ".join(
    (
        "UPDATE linking.state SET quick = false",
        *(f"DROP INDEX IF EXISTS linking.{name}" for name in _LOOKUPS),
    )
)


class EntityIndex(DerivedIndex):
    """Ask and write what linking derives: profiles, postings, edges, components and places."""

    SCHEMA = "linking"
    STATE = "fingerprint, upto, reader, claims_reader, version, quick"
    PACKAGE = "resolvers.incremental.entities"

    def __init__(self, connection: duckdb.DuckDBPyConnection, upto: int, *, quick: bool) -> None:
        super().__init__(connection, statements())
        self._quick = quick  # whether lookups are made
        self.upto = upto  # the last run whose readings are in the index
        self._grown = False  # whether there was anything to take in
        self.retold = True  # whether an authority told anything since
        self.reread = True  # whether a version is read anew whose chains may have founded entities
        self.retied: list[int] = []  # versions whose chains a decision tied to other profiles
        self._profiles: dict[bytes, Profile] = {}

    @classmethod
    def open(
        cls, connection: duckdb.DuckDBPyConnection, model: str, *, rebuild: bool = False
    ) -> Self:
        """Open the index, or make it anew where there is none that fits.

        One of another model, code or DuckDB does not fit.

        Args:
            connection: the ledger's connection.
            model: the key of the model whose scores the index holds.
            rebuild: make it anew in any case.
        """
        wanted = fingerprint(model)
        state = cls.fitting(connection, wanted)
        if state and not rebuild:
            return cls(connection, state[1], quick=state[5])
        cls.make_tables(connection)
        index = cls(connection, 0, quick=False)
        index._make_profile_table()
        index.run("begin_entities")
        index.run("begin_edges")
        index.run("begin_ties")
        index.run("begin", fingerprint=wanted)
        return index

    def _make_profile_table(self) -> None:
        """Make the table of profiles as compared, with the columns of the profile table."""
        self.give("row", _empty_profile_table())
        self._connection.execute("CREATE TABLE linking.profile AS FROM row")

    def expect(self, articles: int) -> None:
        """Drop the lookups before very many articles are taken in; not inside the transaction."""
        if self._quick and articles >= MANY_ARTICLES:
            self._connection.execute(_NO_LOOKUPS)
            self._quick = False

    def let_go(self) -> None:
        """Drop what statements saw, and the profiles that were read."""
        super().let_go()
        self._profiles.clear()

    def quicken(self) -> None:
        """Make the lookups that an index lacks which grew large.

        Not inside a transaction that writes to their tables.
        """
        if self._grown and not self._quick and self.rows("count_chains")[0][0] >= LARGE:
            self._connection.execute(
                files(__package__).joinpath("lookups.sql").read_text(encoding="utf-8")
            )
            self._connection.execute("UPDATE linking.state SET quick = true")
            self._quick = True

    def has_news(self) -> bool:
        """Whether it was made anew, or versions were read or authorities told anything since."""
        self._grown = self.upto == 0 or self.rows("count_news", upto=self.upto)[0][0] > 0
        return self._grown

    def count_active(self) -> int:
        """Count the active entities that have a chain."""
        ((active,),) = self.rows("count_active")
        return int(active)

    def profile(self, features: str) -> Profile:
        """Read a profile as the ledger keeps it, once, however many steps ask for it."""
        # The texts themselves took 130 MB of 250,000 profiles.
        key = blake2b(features.encode(), digest_size=16).digest()
        found = self._profiles.get(key)
        if found is None:
            values: dict[str, Any] = json.loads(features)
            frozen: dict[str, Any] = {
                k: tuple(v) if isinstance(v, list) else v for k, v in values.items()
            }
            found = Profile(**frozen)
            self._profiles[key] = found
        return found

    def give_ids(self, name: str, ids: Iterable[int]) -> None:
        """Let statements see numbers of profiles."""
        self.give_rows(name, {"profile_id": "int64"}, [(number,) for number in sorted(set(ids))])


def read_upto(connection: duckdb.DuckDBPyConnection, reader: str, claims_reader: str) -> int:
    """Return the number of a version up to which these two have read all.

    What comes before need not be looked at. It is 0, which is always true, when others have read
    since, or a run was stopped between reading and linking.
    """
    state = EntityIndex.state(connection)
    if state is None or state[2:4] != (reader, claims_reader):
        return 0
    since = connection.execute(
        parsed(connection, statements()["read_since"]), {"upto": state[1]}
    ).fetchall()
    return 0 if since else int(state[4])


def kept_model(connection: duckdb.DuckDBPyConnection) -> str | None:
    """Return the model of the index as JSON; None where no index fits."""
    import duckdb

    try:
        rows = connection.execute("SELECT content FROM linking.model").fetchall()
    except duckdb.CatalogException:
        return None
    return rows[0][0] if rows else None


def is_made_with(connection: duckdb.DuckDBPyConnection, model: str) -> bool:
    """Whether the index holds the scores of a model, by its key, and was made by this code."""
    return EntityIndex.fitting(connection, fingerprint(model)) is not None


@cache
def statements() -> dict[str, str]:
    """Load the index's named statements once.

    Those that write postings, made from the blocking rules, are among them.
    """
    from resolvers.incremental.entities.postings import posting_statements

    return {
        **statements_in(__package__, ("index.sql", "retyping.sql")),
        **posting_statements(),
    }


@cache
def fingerprint(model: str) -> str:
    """Name what an index depends on besides the ledger.

    That is the model, the code that links, word lists, and DuckDB.
    """
    own = user_folder()
    lists = sorted(own.glob("*.tsv")) if own else []
    ours = source_files("linking", "clusters", "incremental/entities", "lexicon/data")
    return fingerprint_of(model, (*ours, *lists))


def _empty_profile_table() -> pa.Table:
    import pyarrow as pa

    return lay_out({}, {}).add_column(0, "profile_id", pa.array([], pa.int64()))

"""The scripts that make a ledger: schema.sql a fresh one, migrations lead an older one to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files

import attrs

# The number of schema.sql while no migration follows it: the first one that is released.
BASE = 12
_NAME = re.compile(r"(\d{4})_\w+\.sql")
_FOLLOWS = re.compile(r"-- follows schema\.sql ([0-9a-f]{64})\n")


@attrs.frozen
class Script:
    """A script that was run, or is to be run, over a ledger.

    Args:
        number: the number of the schema that it leads to.
        name: its file.
        text: its statements.
    """

    number: int
    name: str
    text: str

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the text, in hexadecimal digits."""
        return sha256(self.text.encode("utf-8")).hexdigest()

    @property
    def follows(self) -> str:
        """Return the digest of the schema.sql that made fresh ledgers before this migration came.

        Raises:
            ValueError: the first line does not say it.
        """
        head = _FOLLOWS.match(self.text)
        if head is None:
            raise ValueError(f"{self.name}: the first line is not `-- follows schema.sql SHA256`")
        return head[1]


@attrs.frozen
class Scripts:
    """The schema that fresh ledgers have, and the migrations that lead older ledgers to it.

    Args:
        schema: makes a fresh ledger; its number is that of the last migration.
        migrations: in their order, numbered without a gap.
    """

    schema: Script
    migrations: tuple[Script, ...] = ()

    def history(self, base: int) -> list[tuple[int, str]]:
        """List numbers and digests of the scripts of a ledger that was made fresh with schema `base`.

        The list is empty where no such schema is known.
        """
        fresh = {script.number - 1: script.follows for script in self.migrations}
        fresh[self.schema.number] = self.schema.digest
        if base not in fresh:
            return []
        later = [script for script in self.migrations if script.number > base]
        return [(base, fresh[base]), *((script.number, script.digest) for script in later)]


@cache
def scripts() -> Scripts:
    """Load the scripts of this release."""
    migrations = tuple(_migrations())
    number = max((script.number for script in migrations), default=BASE)
    text = files(__package__).joinpath("schema.sql").read_text(encoding="utf-8")
    return Scripts(Script(number, "schema.sql", text), migrations)


def _migrations() -> Iterator[Script]:
    folder = files(__package__).joinpath("migrations")
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if name := _NAME.fullmatch(file.name):
            yield Script(int(name[1]), file.name, file.read_text(encoding="utf-8"))

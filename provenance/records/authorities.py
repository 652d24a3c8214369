"""Authorities: entities known beforehand, with ids of the world outside, names and dated offices."""

from __future__ import annotations

import attrs


@attrs.frozen(kw_only=True)
class Office:
    """Hold an office with its tenure.

    Days are ISO 8601 as precise as the source has them (2001, 2001-05, 2001-05-03).
    """

    role: str
    organisation: str | None = None
    country: str | None = None  # a code of two letters, in capitals
    start: str | None = None
    end: str | None = None  # the last day, inside the tenure

    def holds_on(self, day: str) -> bool:
        """Whether the tenure may reach a day (YYYY-MM-DD): what is not known more precisely speaks for it."""
        after = self.start is None or self.start <= day
        return after and (self.end is None or day[: len(self.end)] <= self.end)


@attrs.frozen(kw_only=True)
class AuthorityEntry:
    """Hold what one row of an authority's file tells of an entity.

    Args:
        external_id: the authority's own id.
        type: PER, ORG or LOC.
        names: the name first, then the aliases.
        countries: codes of two letters, in capitals.
        offices: offices with their tenures.
        rows: the rows of the file that tell it, from 1; with the file's hash they are the evidence.
    """

    external_id: str
    type: str
    names: tuple[str, ...]
    countries: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    rows: tuple[int, ...] = ()

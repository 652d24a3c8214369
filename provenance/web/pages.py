"""What a page is made of: answers, which its JSON twin holds, and what is only for the eye."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import attrs

from provenance.exceptions import LedgerError
from provenance.trail.shapes import plain

if TYPE_CHECKING:
    from provenance.records.moments import Moment
    from provenance.web.helpers import Helpers

_MOST_DIGITS = 9  # of a number in an address


@attrs.frozen(kw_only=True)
class WebPage:
    """Hold one page.

    Args:
        template: the file that renders it.
        title: what it is called.
        answers: the records that it shows, by name: its JSON twin.
        view: what pictures and marks need besides.
        moment: as of when it was asked; None is now.
    """

    template: str
    title: str
    answers: Mapping[str, object] = attrs.field(factory=dict)
    view: Mapping[str, object] = attrs.field(factory=dict)
    moment: Moment | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON twin, which says as of which run it is where it is not of now."""
        answers = {name: plain(answer) for name, answer in self.answers.items()}
        return answers if self.moment is None else {"as_of": _moment_fields(self.moment), **answers}


def _moment_fields(moment: Moment) -> dict[str, Any]:
    ended = moment.ended_at
    return {"run": moment.run, "ended_at": ended.isoformat() if ended else None}


@attrs.frozen(kw_only=True)
class Asked:
    """Hold what an address asks.

    Args:
        name: what the path names.
        query: what stands behind the question mark.
        helpers: what is asked of `resolvers`.
        writable: whether decisions are taken.
        withheld: whether whole texts are kept back; what is quoted of them is shown.
        as_of: a moment, as `provenance.records.moments.read_moment` takes it; None is now.
    """

    name: str = ""
    query: Mapping[str, str] = attrs.field(factory=dict)
    helpers: Helpers | None = None
    writable: bool = False
    withheld: bool = False
    as_of: str | None = None

    def text(self, name: str) -> str | None:
        """Return what is asked under a name, without spaces around it; None where nothing is."""
        return (self.query.get(name) or "").strip() or None

    def number(self, name: str, default: int, most: int | None = None) -> int:
        """Return a number that is asked, not above the most.

        Raises:
            LedgerError: it is no whole number.
        """
        given = self.text(name)
        if given is None:
            return default
        if not (given.isascii() and given.isdigit() and len(given) <= _MOST_DIGITS):
            raise LedgerError(f"{name} is {given!r}; write a whole number")
        return int(given) if most is None else min(int(given), most)


def helpers_of(asked: Asked) -> Helpers:
    """Return what is asked of `resolvers`.

    Raises:
        LedgerError: nothing was handed in.
    """
    if asked.helpers is None:
        raise LedgerError("this page needs resolvers; open it by `spantrail serve`")
    return asked.helpers

"""Voices: who asserts one proposition, where, and in which words.

Propositions with those for and against them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

import attrs

from provenance.exceptions import NotFoundError
from provenance.spans import Citation, Span, cite
from provenance.trail.answers import AnswerRecord
from provenance.trail.links import deep_link
from provenance.trail.shapes import HIDDEN

if TYPE_CHECKING:
    from provenance.ledger.store import Store


@attrs.frozen(kw_only=True, repr=False)
class Voice(AnswerRecord):
    """Give one place where something is asserted.

    Args:
        claim: the first 16 digits of the key of the claim, or of the narrated sentence.
        origin: the reporting that the article goes back to.
        narrated: the outlet says it in its own voice.
        spans: the characters of it.
        surfaces: their words.
        speaker: the entity that says it; None for an outlet, and where nobody is known to.
        stance: how the speaker stands to it, such as asserts; an outlet's own voice asserts.
        relation: how near its words are to those of the first of its group: founding, verbatim,
            near, paraphrase.
    """

    claim: str
    article: str
    origin: str | None
    outlet: str | None
    published_at: datetime | None
    narrated: bool
    spans: tuple[Citation, ...]
    surfaces: tuple[str, ...]
    speaker: str | None
    speaker_name: str | None
    relation: str
    stance: str = "asserts"
    url: str | None = None
    text: str = attrs.field(default="", eq=False, metadata=HIDDEN)  # of the whole article

    @property
    def link(self) -> str | None:
        """The address that opens the article's page at the words.

        None where the article has none.
        """
        return deep_link(self.url, self.text, self.spans[0]) if self.url and self.text else None

    @property
    def words(self) -> str:
        """The pieces joined by an ellipsis."""
        return " … ".join(self.surfaces)

    @property
    def does(self) -> str:
        """What it does: reports (an outlet in its own voice), says, denies, asks, withholds, supposes."""
        if self.narrated:
            return "reports"
        return "says" if self.stance == "asserts" else self.stance

    @property
    def reference(self) -> str:
        """Where it stands, from its first character to its last."""
        return f"{self.article}:{self.spans[0].start}-{self.spans[-1].end}"


# The columns that a voice takes over.
_AS_STORED = (
    *("claim", "article", "origin", "outlet", "narrated"),
    *("speaker", "speaker_name", "relation", "url", "text"),
)


def voice(row: Mapping[str, Any], side: str = "") -> Voice:
    """Make a voice of a row; `side` ends the names of its columns where there are two in one row."""
    where = row[f"article{side}"], row[f"version{side}"], row[f"text{side}"]
    spans = tuple(cite(Span(a, b), *where) for a, b in row[f"content{side}"])
    told: dict[str, Any] = {name: row[f"{name}{side}"] for name in _AS_STORED}
    return Voice(
        **told,
        published_at=row[f"published{side or '_at'}"],
        spans=spans,
        surfaces=tuple(place.words for place in spans),
        stance=row.get(f"stance{side}", "asserts"),
    )


def by_origin(voices: Iterable[Voice]) -> tuple[tuple[str | None, tuple[Voice, ...]], ...]:
    """Gather voices by the reporting that their articles go back to.

    The first heard comes first.
    """
    groups: dict[str | None, list[Voice]] = {}
    for one in voices:
        groups.setdefault(one.origin, []).append(one)
    return tuple((origin, tuple(members)) for origin, members in groups.items())


def find_group(store: Store, what: str) -> str:
    """Find a group of claims by its id, or by the key of a claim in it.

    Raises:
        NotFoundError: there is no such group and no such claim.
    """
    found = store.query("trail_find_claim_group", what=what).to_pylist()
    if not found:
        raise NotFoundError(
            f"no claim and no group of claims is called {what!r}; `spantrail claims` lists all claims"
        )
    group: str = found[0]["group"]
    return group

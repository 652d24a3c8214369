"""Findings: what was found out about each statement of a draft, with the characters of both sides."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

import attrs

# Each with how grave it is; of several that apply to a statement, the gravest is told.
GRAVITY = {
    "exact": 0,
    "paraphrase": 1,
    "ambiguous": 2,
    "one origin only": 3,
    "no source here": 4,
    "later corrected": 5,
    "role wrong": 6,
    "words changed": 7,
    "other speaker": 8,
    "number changed": 9,
    "only as denied": 10,
    "opposite stance": 11,
}
WORDS = tuple(GRAVITY)
FINE = frozenset({"exact", "paraphrase"})  # nobody need look at these
KINDS = ("quotation", "report", "narration")

_one_of = attrs.validators.in_


@attrs.frozen(kw_only=True)
class DraftPlace:
    """Point at characters of the draft: `text` is `draft[start:end]`.

    Args:
        speaker: who says it by the draft, in its best name; None in the draft's own voice.
    """

    start: int
    end: int
    text: str
    speaker: str | None = None


@attrs.frozen(kw_only=True)
class SourcePlace:
    """Point at characters of an article: `text` is what its version has between the offsets.

    Args:
        article: the caller's id of the article.
        version: the SHA-256 key of the version whose text the offsets count.
        url: its address with a text fragment, which browsers scroll to.
        speaker: who says it by the article; None in the article's own voice.
        outlet: who published it.
        current: False where a later version of the article no longer has these words.
    """

    article: str
    version: str
    start: int
    end: int
    text: str
    url: str | None = None
    speaker: str | None = None
    outlet: str | None = None
    current: bool = True


@attrs.frozen(kw_only=True)
class Finding:
    """Say one thing of one statement of a draft.

    Args:
        draft: the statement.
        kind: what it is: a quotation, a report of what somebody said, or narration.
        finding: the word for it, of `WORDS`.
        claim: the first 16 digits of the ledger's claim that it comes from, for `spantrail
            sources`.
        source: where it comes from; None where there is no source here.
        values: what the draft has and what its source has, where two words differ.
        origins: how many reportings its sources go back to.
        note: what differs, and what to do.
    """

    draft: DraftPlace
    kind: str = attrs.field(validator=_one_of(KINDS))
    finding: str = attrs.field(validator=_one_of(WORDS))
    claim: str | None = None
    source: SourcePlace | None = None
    values: tuple[str, ...] = ()
    origins: int = 0
    note: str = ""

    @property
    def fine(self) -> bool:
        """Whether nobody need look at it."""
        return self.finding in FINE


@attrs.frozen(kw_only=True, slots=False, repr=False)
class Check:
    """Hold what was found out about a draft.

    Args:
        text: the draft.
        findings: one a statement, in the order of the draft.
        articles: how many articles were compared with it word for word.
    """

    text: str
    findings: tuple[Finding, ...]
    articles: int = 0

    def __repr__(self) -> str:
        counts = ", ".join(f"{number} {word}" for word, number in self.counts.items())
        return f"<Check of {len(self.findings)} statements: {counts or 'nothing to check'}>"

    def _repr_html_(self) -> str:
        """Show the draft with its findings in a notebook."""
        from resolvers.checking.page import as_cell

        return as_cell(self)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many findings there are of each word, in the order of `WORDS`."""
        counted = Counter(finding.finding for finding in self.findings)
        return {word: counted[word] for word in WORDS if counted[word]}

    @property
    def to_look_at(self) -> tuple[Finding, ...]:
        """The findings that somebody should look at."""
        return tuple(finding for finding in self.findings if not finding.fine)

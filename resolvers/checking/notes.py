"""Notes: what differs between a draft and its source, and what to do about it, in one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resolvers.checking.changes import WordChange
    from resolvers.checking.figures import OtherFigure
    from resolvers.checking.locating import Hit
    from resolvers.checking.naming import OtherName
    from resolvers.checking.roles import WrongRole
    from resolvers.checking.sources import Correction, SourceArticle, SourceClaim

_SEVERAL = re.compile(
    r"\b(?:several|multiple|many|numerous|various|independent|different|two|three|four|five)\s"
    r"(?:\w+\s){0,2}?(?:outlets|newspapers|papers|media|sources|reports|agencies|articles"
    r"|news\sorgani[sz]ations|journalists|broadcasters)\b"
    r"|\bindependently\s(?:report|confirm)ed\b",
    re.IGNORECASE,
)


def speaks_of_several(words: str) -> bool:
    """Whether words speak of several sources."""
    return bool(_SEVERAL.search(words))


def absent(*, quotation: bool) -> str:
    """Say that nothing was found, which is no proof that it is false."""
    what = "these words" if quotation else "this"
    return f"no article of the ledger has {what}; find the source, or leave it out"


def denied(claim: SourceClaim | None) -> str:
    """Say who denies what a draft says."""
    who = claim.speaker.name if claim and claim.speaker else "its source"
    return f"{who} denies this; say who says so, or that it is denied"


def stance(claim: SourceClaim | None) -> str:
    """Say how a source stands to what it is quoted for."""
    if claim is None:
        return "the source says the opposite; follow it"
    who = claim.speaker.name if claim.speaker else "the source"
    verb = {"denies": "denies this", "withholds": "does not say this"}.get(
        claim.stance, "says the opposite"
    )
    return f"{who} {verb}; follow the source"


def superseded(source: SourceArticle) -> str:
    """Say that an article was corrected."""
    return f"a later version of {source.article} no longer has these words; read it again"


def later(correction: Correction, source: SourceArticle | None) -> str:
    """Say what a later article has."""
    where = f" in {source.article}" if source else ""
    return f"later it is “{correction.now}”{where}; take that, or say of when this is"


def several(hits: Iterable[Hit]) -> str:
    """Say who all says so."""
    names = {h.claim.speaker.name for h in hits if h.claim and h.claim.speaker}
    return f"several say so ({', '.join(sorted(names))}); name the one that is meant"


def not_quoted() -> str:
    """Say that the words are an article's own."""
    return "the source has these words without quotation marks; take the marks off"


def changed(changes: Sequence[WordChange]) -> str:
    """Say which words differ."""
    parts = [_change_note(change) for change in changes]
    return f"{'; '.join(parts)}; follow the source"


def _change_note(change: WordChange) -> str:
    if not change.source:
        return f"“{change.draft}” is not in the source"
    if not change.draft:
        return f"“{change.source}” is left out"
    return f"“{change.draft}” is “{change.source}” in the source"


def figure(figure: OtherFigure) -> str:
    """Say which figure a source has."""
    if figure.source is None:
        return f"the source has no “{figure.draft}”; take the figure out, or find its source"
    return f"“{figure.draft}” is “{figure.source}” in the source"


def name(name: OtherName) -> str:
    """Say which name a source has."""
    return f"the source does not know “{name.draft}”; it has “{name.source}”"


def speaker(said: str, theirs: str) -> str:
    """Say who says so by the source."""
    if not theirs:
        return f"by the source it is not {said} who says so"
    return f"by the source {theirs} says so, not {said}"


def role(wrong: WrongRole) -> str:
    """Say which role somebody has by the sources."""
    return f"the sources do not call {wrong.name} “{wrong.draft}”; they have “{wrong.right}”"


def one_origin(support: Iterable[SourceArticle]) -> str:
    """Say that several articles go back to one reporting."""
    articles = ", ".join(sorted({source.article for source in support}))
    return f"all that says so goes back to one reporting ({articles})"

"""The check: a draft in, a finding for each of its statements out."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from provenance.spans import Span
from resolvers.checking.candidates import candidates, named
from resolvers.checking.draft import DraftText, Statement, read_draft
from resolvers.checking.judge import Judge
from resolvers.checking.loading import load, tables_of
from resolvers.checking.records import Check, DraftPlace, Finding, SourcePlace
from resolvers.checking.verdict import Verdict, origins

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from provenance.ledger.store import Store
    from resolvers.checking.sources import SourceArticle

_WHOLE = 8  # words up to which a text fragment has all of them
_ENDS = 4  # words of both ends that a longer one has


def check(ledger: Store, text: str, *, against: Sequence[str] = ()) -> Check:
    """Check whether a text says what the articles of a ledger say; nothing of it is kept.

    Args:
        ledger: an open ledger that was resolved; reading it is enough.
        text: an article, a report, an answer of a language model.
        against: ids of articles or stories to compare with; all of the ledger where none are named.

    Raises:
        LedgerError: the ledger has many articles and was not resolved, or without coverage, or is
            asked as it was.
        NotFoundError: there is no article or story of a name in `against`.
    """
    draft, tables = read_draft(text), tables_of(ledger)
    past = ledger.moment is not None
    articles = named(tables, against) if against else candidates(tables, draft, past=past)
    judged = list(Judge(draft, load(tables, articles)).judged())
    versions = _version_keys(ledger, [verdict.source for _, verdict in judged])
    findings = [
        _statement_finding(draft, statement, verdict, versions) for statement, verdict in judged
    ]
    findings.sort(key=lambda finding: (finding.draft.start, finding.draft.end))
    return Check(text=text, findings=tuple(findings), articles=len(articles))


def _version_keys(ledger: Store, sources: Sequence[SourceArticle | None]) -> dict[int, str]:
    """Map the numbers of versions to their keys, which say which text the offsets count."""
    numbers = sorted({source.number for source in sources if source is not None})
    rows = ledger.records("trail_texts", versions=numbers)
    return {row["version_id"]: row["version"] for row in rows}


def _statement_finding(
    draft: DraftText, statement: Statement, verdict: Verdict, versions: Mapping[int, str]
) -> Finding:
    return Finding(
        draft=_draft_place(draft, statement),
        kind=statement.kind,
        finding=verdict.finding,
        claim=verdict.claim.key if verdict.claim else None,
        source=_source_place(verdict, versions),
        values=verdict.values,
        origins=origins(verdict.support),
        note=verdict.note,
    )


def _draft_place(draft: DraftText, statement: Statement) -> DraftPlace:
    """Say where a statement stands, and who says it there."""
    region, speaker = statement.region, statement.speaker
    return DraftPlace(
        start=region.start,
        end=region.end,
        text=region.surface(draft.text),
        speaker=speaker.name if speaker else None,
    )


def _source_place(verdict: Verdict, versions: Mapping[int, str]) -> SourcePlace | None:
    source, span = verdict.source, verdict.span
    if source is None or span is None:
        return None
    speaker = verdict.claim.speaker if verdict.claim else None
    return SourcePlace(
        article=source.article,
        version=versions[source.number],
        start=span.start,
        end=span.end,
        text=span.surface(source.text),
        url=with_fragment(source, span),
        speaker=speaker.name if speaker else None,
        outlet=source.outlet,
        current=source.current,
    )


def with_fragment(source: SourceArticle, span: Span) -> str | None:
    """Return an article's address with a text fragment that leads to a span."""
    if source.url is None:
        return None
    words = span.surface(source.text).split()
    ends = [words] if len(words) <= _WHOLE else [words[:_ENDS], words[-_ENDS:]]
    target = ",".join(map(_escaped_fragment, ends))
    return f"{source.url.partition('#')[0]}#:~:text={target}"


def _escaped_fragment(words: Sequence[str]) -> str:
    """Escape words; a hyphen has a meaning of its own in a fragment."""
    return quote(" ".join(words), safe="").replace("-", "%2D")

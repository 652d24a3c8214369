"""The judge: which word each statement of a draft gets."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import attrs

from provenance.spans import Span
from resolvers.checking import notes
from resolvers.checking.corrected import later_corrected
from resolvers.checking.draft import DraftText, Statement
from resolvers.checking.evidence import DraftEvidence, beside_quotations
from resolvers.checking.locating import Hit
from resolvers.checking.nearly import nearly_printed
from resolvers.checking.printed import PrintedSentences
from resolvers.checking.quotations import judge_quotations, superseded
from resolvers.checking.records import FINE
from resolvers.checking.reports import judge_report, supporting
from resolvers.checking.roles import Roles, WrongRole
from resolvers.checking.sources import Library, SourceArticle
from resolvers.checking.stances import DENYING
from resolvers.checking.verdict import Verdict, found_at, gravest, origins, sources_of


class Judge:
    """Judge the statements of one draft by the sources at hand."""

    def __init__(self, draft: DraftText, library: Library) -> None:
        self._evidence = DraftEvidence(draft, library)

    @cached_property
    def _wrong_roles(self) -> tuple[WrongRole, ...]:
        return Roles(self._evidence.draft, self._evidence.library).wrong

    def judged(self) -> Iterator[tuple[Statement, Verdict]]:
        """Yield the statements of the draft with the word for each, those to check alone."""
        found = PrintedSentences(self._evidence.draft, self._evidence.library).statements()
        for statement, printed in found:
            if printed is not None:
                yield statement, self._printed_verdict(statement, *printed)
            elif (verdict := self.judge(statement)) is not None:
                yield statement, self._verdict_with_support(statement, verdict)

    def _verdict_with_support(self, statement: Statement, found: Verdict) -> Verdict:
        """Add who else says what a statement rightly says."""
        if found.finding not in FINE:
            return found
        others = supporting(self._evidence, statement)
        support = {source.number: source for source in (*found.support, *others)}
        found = attrs.evolve(found, support=tuple(support.values()))
        pieces = [*statement.source, *beside_quotations(statement)]
        if origins(found.support) > 1 or not notes.speaks_of_several(self._evidence.words(pieces)):
            return found
        return attrs.evolve(found, finding="one origin only", note=notes.one_origin(found.support))

    def _printed_verdict(self, statement: Statement, source: SourceArticle, span: Span) -> Verdict:
        """Judge a sentence that a source prints as it is."""
        printing = sources_of(self._evidence.locator.run(self._evidence.stream(statement)))
        support = (*printing, *supporting(self._evidence, statement))
        found = Verdict(
            finding="exact",
            source=source,
            span=span,
            claim=source.claim_over(span),
            support=support,
        )
        return gravest([found, *later_corrected(self._evidence, statement, found)])

    def judge(self, statement: Statement) -> Verdict | None:
        """Find the word for a statement; None where there is nothing in it to check."""
        evidence = self._evidence
        whole = self._verbatim_verdict(statement)
        if whole is not None:
            return gravest([whole, *self._correction_verdicts(statement, whole)])
        found = nearly_printed(evidence, statement)
        if found is None and statement.quoted:
            found = judge_quotations(evidence, statement)
        found = found or judge_report(evidence, statement)
        if found is None:
            return None
        roles = [
            _wrong_role_verdict(w, found)
            for w in self._wrong_roles
            if statement.region.contains(w.at)
        ]
        return gravest([found, *roles, *self._correction_verdicts(statement, found)])

    def _correction_verdicts(self, statement: Statement, found: Verdict) -> list[Verdict]:
        """List what was corrected later of a statement that its source has."""
        if found.finding not in FINE:
            return []
        return later_corrected(self._evidence, statement, found)

    # --- word for word ------------------------------------------------------------------------

    def _verbatim_verdict(self, statement: Statement) -> Verdict | None:
        """Find a statement that a source prints as it is, who says it included."""
        hits = self._verbatim_hits(statement)
        if not hits:
            return None
        best = min(hits, key=lambda hit: _verbatim_hit_rank(statement, hit))
        if not best.source.current:
            return superseded(best, hits)
        if _is_denied_in_source(statement, best):
            return found_at(best, "only as denied", notes.denied(best.claim), hits)
        return found_at(best, "exact", support=hits)

    def _verbatim_hits(self, statement: Statement) -> list[Hit]:
        """List where all words of a statement stand; not of a quotation without its speaker."""
        stream = self._evidence.stream(statement)
        alone = bool(statement.quoted) and not statement.source  # then its speaker is asked for
        return self._evidence.locator.run(stream) if len(stream) > 1 and not alone else []


def _verbatim_hit_rank(statement: Statement, hit: Hit) -> tuple[object, ...]:
    source = hit.source
    age = source.published is None, source.published or 0, source.article, hit.span.start
    return (not source.current, _is_denied_in_source(statement, hit), *age)


def _is_denied_in_source(statement: Statement, hit: Hit) -> bool:
    """Whether a source denies what a draft says in its own voice."""
    claim = hit.claim
    if claim is None or statement.stance is not None or claim.stance not in DENYING:
        return False
    return claim.extent.contains(hit.span)


def _wrong_role_verdict(wrong: WrongRole, found: Verdict) -> Verdict:
    return attrs.evolve(
        found,
        finding="role wrong",
        source=wrong.source,
        span=wrong.source_at,
        claim=None,
        values=(wrong.draft, wrong.right),
        note=notes.role(wrong),
    )

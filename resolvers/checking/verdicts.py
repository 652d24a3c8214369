"""Verdicts: the one word for each statement of a draft, with the characters that show it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

import attrs

from provenance.spans import Span
from resolvers.checking import notes
from resolvers.checking.changes import NAME, NEGATION, NUMBER, WordChange
from resolvers.checking.draft import DraftText, Statement, without
from resolvers.checking.figures import OtherFigure, other_figures
from resolvers.checking.locating import ALIKE, Hit, Locator
from resolvers.checking.naming import OtherName, Roles, WrongRole, other_names
from resolvers.checking.passages import LIKE, LikePassage, Passages, terms_in
from resolvers.checking.printed import PrintedSentences
from resolvers.checking.quoting import Quoted
from resolvers.checking.records import GRAVITY
from resolvers.checking.sources import Correction, Library, SourceArticle, SourceClaim
from resolvers.checking.stances import DENYING, is_turned
from resolvers.checking.who import OTHER, SAME, UNKNOWN, Who, compare, is_anybody, names_agree
from resolvers.checking.words import Stream, PlainWords, is_date, is_negation, is_number
from resolvers.reading.folding import fold

_CLAUSE = re.compile(r"[,;:–—]\s+(?:and\s|but\s|while\s)?|\s(?:and|but|while)\s")
_RANK = {SAME: 0, UNKNOWN: 1, OTHER: 2}
_NOBODY = 3  # behind others: a headline that repeats a quotation does not say whose it is
_SHORT = 3  # words up to which a quotation may be found by chance, where nobody is quoted
_SMALL = 5  # words up to which a quotation of one speaker may have little left of it
_LITTLE = 0.3  # of its words
_PRINTED, _NEARLY = (
    4,
    0.75,
)  # words, and the share of them, from which it is a sentence with changes
_NEXT = 0.8  # of the best score, from which another passage may say it better
_OWN = 0.6  # the same, where the passage has the same speaker
_TERMS = 2  # below, a statement says too little to be found by what it is about
_SOME = 0.35  # of a statement's weight that the text has whose figure was corrected


@attrs.frozen(kw_only=True)
class Verdict:
    """Hold a word for a statement with what shows it.

    Args:
        finding: the word.
        source: where the statement comes from.
        span: which characters.
        claim: who says it there.
        values: what both sides have.
        note: what differs.
        support: the sources that say it.
    """

    finding: str
    source: SourceArticle | None = None
    span: Span | None = None
    claim: SourceClaim | None = None
    values: tuple[str, ...] = ()
    note: str = ""
    support: tuple[SourceArticle, ...] = ()
    speaker: str = UNKNOWN

    @property
    def gravity(self) -> int:
        """How grave it is."""
        return GRAVITY[self.finding]


class Judge:
    """Judge the statements of one draft by the sources at hand."""

    def __init__(self, draft: DraftText, library: Library) -> None:
        self._draft = draft
        self._library = library
        self._locator = Locator(library)
        self._passages = Passages(library)

    @cached_property
    def _roles(self) -> tuple[WrongRole, ...]:
        return Roles(self._draft, self._library).wrong

    def judged(self) -> Iterator[tuple[Statement, Verdict]]:
        """Yield the statements of the draft with the word for each, those to check alone."""
        for statement, printed in PrintedSentences(self._draft, self._library).statements():
            if printed is None:
                verdict = self.judge(statement)
            else:
                verdict = self._printed(statement, *printed)
            if verdict is not None:
                yield statement, verdict

    def _printed(self, statement: Statement, source: SourceArticle, span: Span) -> Verdict:
        """Judge a sentence that a source prints as it is."""
        found = Verdict(
            finding="exact",
            source=source,
            span=span,
            claim=source.claim_over(span),
            support=_all(self._locator.run(Stream.of(self._draft.view, [statement.region]))),
        )
        verdicts = [found, *self._corrected(statement, found)]
        return max(verdicts, key=lambda verdict: verdict.gravity)

    def judge(self, statement: Statement) -> Verdict | None:
        """Find the word for a statement; None where there is nothing in it to check."""
        found = self._verbatim(statement)
        whole = found is not None
        if found is None:
            found = self._nearly_printed(statement)
        if found is None:
            found = self._quotation(statement) if statement.quoted else self._report(statement)
        if found is None:
            return None
        return self._gravest(statement, found, whole=whole)

    def _gravest(self, statement: Statement, found: Verdict, *, whole: bool) -> Verdict:
        """Return the gravest of what was found, of wrong roles and of figures corrected later."""
        verdicts = [found]
        if not whole:  # what a source prints as it is has its roles
            verdicts += [
                self._wrong_role(w, found) for w in self._roles if statement.region.contains(w.at)
            ]
        if found.finding in {"exact", "paraphrase"}:
            verdicts += self._corrected(statement, found)
            verdicts += [] if whole else self._one_origin(statement, found)
        return max(verdicts, key=lambda verdict: verdict.gravity)

    # --- word for word ------------------------------------------------------------------------

    def _verbatim(self, statement: Statement) -> Verdict | None:
        """Find a statement that a source prints as it is, who says it included."""
        stream = Stream.of(self._draft.view, [statement.region])
        hits = self._locator.run(stream) if len(stream) > 1 else []
        if not hits:
            return None
        best = min(
            hits, key=lambda hit: (not hit.source.current, self._denied(statement, hit), _age(hit))
        )
        if not best.source.current:
            return self._superseded(best, hits)
        if self._denied(statement, best):
            return _of(best, "only as denied", note=notes.denied(best.claim), support=_all(hits))
        return _of(best, "exact", support=_all(hits))

    @staticmethod
    def _denied(statement: Statement, hit: Hit) -> bool:
        """Tell whether a source denies what a draft says in its own voice."""
        claim = hit.claim
        if claim is None or statement.stance is not None or claim.stance not in DENYING:
            return False
        return claim.extent.contains(hit.span)

    @staticmethod
    def _superseded(best: Hit, hits: Sequence[Hit]) -> Verdict:
        return _of(best, "later corrected", note=notes.superseded(best.source), support=_all(hits))

    def _nearly_printed(self, statement: Statement) -> Verdict | None:
        """Find a statement that a source prints but for a figure, a negation or a name."""
        stream = Stream.of(self._draft.view, [statement.region])
        if len(stream) < _PRINTED:
            return None
        near = self._locator.near(self._draft.view, stream, _NEARLY)
        if not near or near[0].likeness < _NEARLY:
            return None
        best = near[0]
        telling = [c for c in best.changes if _is_telling(c) or self._renamed(c, best)]
        if not telling or not all(map(_is_short, telling)):
            return None
        change = min(telling, key=lambda c: (c.kind == NAME, c.kind == NUMBER))
        finding = {NUMBER: "number changed", NEGATION: "opposite stance"}.get(change.kind)
        if finding is None:
            finding = self._word_for_name(statement, change)
        found = _of(
            best,
            finding,
            values=(change.draft, change.source),
            note=notes.changed(telling),
            support=(best.source,),
        )
        if finding == "number changed":
            found = self._outgrown(terms_in(self._draft.view, [statement.region]), found)
        return found

    def _word_for_name(self, statement: Statement, change: WordChange) -> str:
        """Say what it is to put another name in its place: as a speaker, in a role, or elsewhere."""
        mentions = [
            m
            for chain in self._draft.chains
            for m in chain.mentions
            if change.at is not None and m.span.overlaps(change.at)
        ]
        if any(m.kind == "role" for m in mentions):
            return "role wrong"
        spoken = any(m.span.overlaps(s) for m in mentions for s in statement.source)
        return "other speaker" if spoken else "words changed"

    def _renamed(self, change: WordChange, hit: Hit) -> bool:
        """Tell whether a change puts somebody in another's place."""
        if change.kind != NAME or change.at is None or change.source_at is None:
            return False
        sentence = hit.source.sentences_over(change.source_at)
        shared = min(sentence.end, hit.span.end) - max(sentence.start, hit.span.start)
        if shared * 2 < len(hit.span):
            return False  # it stands in the sentence before or behind
        own = [
            self._draft.people[chain.key]
            for chain in self._draft.chains
            if any(m.kind == "name" and m.span.overlaps(change.at) for m in chain.mentions)
        ]
        theirs = [
            c.who
            for c in hit.source.chains
            if c.who.names and any(m.overlaps(change.source_at) for m in c.mentions)
        ]
        if not own or not theirs:
            return False
        return not any(names_agree(a, b) for a in own for b in theirs)

    # --- quotations ---------------------------------------------------------------------------

    def _quotation(self, statement: Statement) -> Verdict | None:
        """Judge a statement by its quotations, then by what stands beside them."""
        verdicts = [self._quoted(statement, quoted) for quoted in statement.quoted]
        worst = max(verdicts, key=lambda verdict: verdict.gravity)
        if worst.source is None or worst.span is None:
            return worst
        beside = self._beside(statement, worst)
        return max([worst, *beside], key=lambda verdict: verdict.gravity)

    def _quoted(self, statement: Statement, quoted: Quoted) -> Verdict:
        """Judge one quotation."""
        hits = self._telling(statement, quoted, self._locator.exact(quoted))
        if hits:
            return self._exactly(statement, hits)
        near = self._telling(statement, quoted, self._near(statement, quoted))
        if near:
            return self._nearly(statement, near)
        return Verdict(finding="no source here", note=notes.absent(quotation=True))

    def _near(self, statement: Statement, quoted: Quoted) -> list[Hit]:
        """List where nearly the same words stand; of a few words by one speaker, fewer are left."""
        few = len(quoted.words) <= _SMALL
        hits = self._locator.near(self._draft.view, quoted, _LITTLE if few else ALIKE)
        return [
            hit
            for hit in hits
            if hit.likeness >= ALIKE or (hit.is_quoted and self._speaker(statement, hit) == SAME)
        ]

    def _telling(self, statement: Statement, quoted: Quoted, hits: Iterable[Hit]) -> list[Hit]:
        """Leave out where a few words stand by chance: in nobody's quotation, and not the speaker's."""
        found = list(hits)
        if len(quoted.words) > _SHORT:
            return found
        return [hit for hit in found if hit.is_quoted or self._speaker(statement, hit) == SAME]

    def _exactly(self, statement: Statement, hits: Sequence[Hit]) -> Verdict:
        ranked = sorted(hits, key=lambda hit: self._rank(statement, hit))
        best = ranked[0]
        speaker = self._speaker(statement, best)
        if not best.source.current:
            return self._superseded(best, hits)
        if speaker == OTHER:
            return self._other_speaker(statement, best)
        if speaker == UNKNOWN and _speakers(hits) > 1 and statement.speaker is None:
            return _of(best, "ambiguous", note=notes.several(hits), support=_all(hits))
        claim = best.claim
        if claim is not None and self._stands_against(statement, claim):
            return self._turned(statement, best, claim)
        if claim is not None and not best.is_quoted and not _all_quoted(best):
            return _of(best, "paraphrase", note=notes.not_quoted(), support=_all(hits))
        return _of(best, "exact", support=_all(hits))

    def _rank(self, statement: Statement, hit: Hit) -> tuple[object, ...]:
        return (
            not hit.source.current,
            self._speaker_rank(statement, hit),
            not hit.is_quoted,
            hit.source.published is None,
            hit.source.published or 0,
            hit.source.article,
            hit.span.start,
        )

    def _speaker_rank(self, statement: Statement, hit: Hit) -> int:
        verdict = self._speaker(statement, hit)
        theirs = hit.claim.speaker if hit.claim else None
        named = theirs is not None and bool(theirs.names)
        sure = statement.speaker is not None and bool(statement.speaker.names)
        return _NOBODY if verdict == UNKNOWN and sure and not named else _RANK[verdict]

    def _stands_against(self, statement: Statement, claim: SourceClaim) -> bool:
        """Tell whether one of two denies what the other says in the same words."""
        return (statement.stance in DENYING) != (claim.stance in DENYING)

    def _nearly(self, statement: Statement, near: Sequence[Hit]) -> Verdict:
        """Judge a quotation whose words a source has with changes."""
        best = min(near, key=lambda hit: (-round(hit.likeness, 1), *self._rank(statement, hit)))
        kinds = {change.kind for change in best.changes}
        finding = "words changed"
        if NEGATION in kinds:
            finding = "opposite stance"
        elif NUMBER in kinds:
            finding = "number changed"
        shown = next((c for c in best.changes if c.kind in {NEGATION, NUMBER}), best.changes[0])
        return _of(
            best,
            finding,
            values=(shown.draft, shown.source),
            note=notes.changed(best.changes),
            support=(best.source,),
        )

    def _beside(self, statement: Statement, quoted: Verdict) -> list[Verdict]:
        """Judge what stands beside the quotations of a statement by the passage they come from."""
        source, span = quoted.source, quoted.span
        if source is None or span is None:
            return []
        pieces = self._pieces(statement)
        near = source.sentences_over(_widest(span, quoted.claim))
        return self._facts(statement, pieces, source, near, quoted)

    def _pieces(self, statement: Statement) -> list[Span]:
        """Return what of a statement is no quotation and does not name who says it."""
        holes = [quoted.span for quoted in statement.quoted]
        return list(without([statement.region], [*holes, *statement.source]))

    def _facts(
        self,
        statement: Statement,
        pieces: Sequence[Span],
        source: SourceArticle,
        near: Span,
        found: Verdict,
    ) -> list[Verdict]:
        """Judge the figures and names of some pieces by a passage."""
        beside = source.sentences_over(near, beside=1)
        verdicts = [
            self._figure(figure, found)
            for figure in other_figures(self._draft.view, pieces, source, near, beside)
            if figure.source is not None or not self._stands_elsewhere(statement, figure)
        ]
        verdicts += [
            self._name(name, found)
            for name in other_names(self._draft, pieces, source, near, beside)
        ]
        return verdicts

    def _stands_elsewhere(self, statement: Statement, figure: OtherFigure) -> bool:
        """Tell whether another source has a figure, in a sentence that says its clause."""
        clause = _clause(self._draft.view, statement.region, figure.at)
        said = frozenset(PlainWords(figure.draft).words)
        return any(
            passage.score >= LIKE
            and said <= frozenset(passage.source.stream.inside(passage.span).words)
            for passage in self._passages.find(terms_in(self._draft.view, [clause]))
        )

    def _figure(self, figure: OtherFigure, found: Verdict) -> Verdict:
        return attrs.evolve(
            found,
            finding="number changed",
            values=(figure.draft, figure.source or ""),
            note=notes.figure(figure),
        )

    def _name(self, name: OtherName, found: Verdict) -> Verdict:
        return attrs.evolve(
            found,
            finding="words changed",
            values=(name.draft, name.source),
            note=notes.name(name),
        )

    # --- reports and narration ----------------------------------------------------------------

    def _report(self, statement: Statement) -> Verdict | None:
        """Judge what is reported or narrated by the sentences that say the same."""
        pieces = [*statement.content] if statement.stance else [statement.region]
        terms = terms_in(self._draft.view, pieces)
        if len(terms) < _TERMS:
            terms = terms_in(self._draft.view, [statement.region])
        if len(terms) < _TERMS and not self._is_checkable(statement):
            return None
        passages = self._passages.find(terms, self._names(statement))
        like = [p for p in passages if p.score >= LIKE]
        if not like:
            return self._without_source(statement)
        found, support = self._best(statement, like)
        if found.finding == "number changed":
            found = self._outgrown(terms, found)
        return attrs.evolve(found, support=support or found.support)

    def _names(self, statement: Statement) -> frozenset[str]:
        """Return the terms of the names and roles of a statement."""
        spans = [
            mention.span
            for chain in self._draft.chains
            for mention in chain.mentions
            if mention.kind in {"name", "role"} and statement.region.contains(mention.span)
        ]
        return terms_in(self._draft.view, spans)

    def _best(
        self, statement: Statement, like: Sequence[LikePassage]
    ) -> tuple[Verdict, tuple[SourceArticle, ...]]:
        """Choose the passage that a statement is judged by, and list the sources that say the same.

        What the same speaker says comes first; and where the likeliest has another figure, name or
        stance, a passage counts that has the statement's own, and none that is silent.
        """
        best = like[0].score
        judged = [(p, self._by_passage(statement, p)) for p in like if p.score >= _OWN * best]
        own = [pair for pair in judged if self._is_own(statement, pair[1])]
        near = own or [pair for pair in judged if pair[0].score >= _NEXT * best]
        near.sort(key=lambda pair: (_likeness(pair[0]), _RANK[pair[1].speaker], pair[1].gravity))
        found = near[0][1]
        for passage, verdict in near[1:]:
            if verdict.gravity < found.gravity and self._has(passage, verdict, found):
                found = verdict
        support = tuple(v.source for _, v in near if v.gravity <= 1 and v.source)
        return found, support

    @staticmethod
    def _has(passage: LikePassage, verdict: Verdict, found: Verdict) -> bool:
        """Tell whether a passage has what another one has otherwise."""
        if found.finding in {"number changed", "words changed"} and found.values:
            here = passage.source.sentences_over(passage.span, beside=1)
            words = PlainWords(passage.source.view, here.start, here.end).words
            return frozenset(PlainWords(found.values[0]).words) <= frozenset(words)
        if found.finding == "other speaker":
            return verdict.speaker == SAME
        return True

    @staticmethod
    def _is_own(statement: Statement, verdict: Verdict) -> bool:
        return statement.stance is not None and verdict.speaker == SAME

    def _without_source(self, statement: Statement) -> Verdict | None:
        """Say that there is no source, where a statement has something that needs one."""
        stream = Stream.of(self._draft.view, [statement.region])
        near = self._locator.near(self._draft.view, stream) if len(stream) > _SHORT - 1 else []
        if near and near[0].likeness >= ALIKE and all(map(_is_small, near[0].changes)):
            return self._nearly(statement, near)
        if statement.stance is None and not self._is_checkable(statement):
            return None
        return Verdict(finding="no source here", note=notes.absent(quotation=False))

    def _is_checkable(self, statement: Statement) -> bool:
        """Tell whether narration has a figure, or a name with a role."""
        words = PlainWords(self._draft.view, statement.region.start, statement.region.end).words
        if any(is_number(word) or is_date(word) for word in words):
            return True
        return any(
            f.name == "role" and statement.region.contains(f.span)
            for chain in self._draft.chains_in(statement.region)
            for f in chain.features
        )

    # dense: every way in which a passage may part from a statement, a line each
    def _by_passage(self, statement: Statement, passage: LikePassage) -> Verdict:
        """Judge a statement by one passage."""
        source, near = passage.source, passage.span
        claim = self._claim_in(statement, passage)
        other = self._speaker_of(statement, source, claim, near)
        exact = self._contains(statement, source, near)
        found = Verdict(
            finding="exact" if exact else "paraphrase",
            source=source,
            span=near,
            claim=claim,
            support=(source,),
            speaker=other,
        )
        verdicts = [found]
        turned = is_turned(self._words(statement), self._words_of(source, claim, near))
        denied = claim is not None and claim.stance in DENYING
        if ((statement.stance in DENYING) != denied) != turned:
            own = statement.stance is not None and other != OTHER
            narrated = statement.stance is None and not denied
            finding = "opposite stance" if own or narrated else "only as denied"
            verdicts.append(attrs.evolve(found, finding=finding, note=notes.stance(claim)))
        if other == OTHER and statement.stance is not None:
            verdicts.append(self._with_other_speaker(statement, found))
        pieces = self._pieces(statement)
        verdicts += self._facts(statement, pieces, source, near, found)
        return max(verdicts, key=lambda verdict: verdict.gravity)

    def _claim_in(self, statement: Statement, passage: LikePassage) -> SourceClaim | None:
        """Return the claim of a passage that says most of what a statement says."""
        source, near = passage.source, passage.span
        terms = terms_in(self._draft.view, statement.content)
        best: tuple[float, SourceClaim] | None = None
        for claim in source.claims:
            if not any(piece.overlaps(near) for piece in claim.content):
                continue
            shared = len(terms & terms_in(source.view, claim.content))
            if shared * 2 > len(terms) and (best is None or shared >= best[0]):
                best = shared, claim
        return best[1] if best else None

    def _words(self, statement: Statement) -> str:
        return " … ".join(piece.surface(self._draft.view) for piece in statement.content)

    @staticmethod
    def _words_of(source: SourceArticle, claim: SourceClaim | None, near: Span) -> str:
        pieces = claim.content if claim else (near,)
        return " … ".join(piece.surface(source.view) for piece in pieces)

    def _contains(self, statement: Statement, source: SourceArticle, near: Span) -> bool:
        """Tell whether a passage has the content of a statement word for word."""
        content = Stream.of(self._draft.view, statement.content)
        words = content.words[1:] if content.words[:1] == ("that",) else content.words
        held = Stream.of(source.view, [near])
        return bool(words) and bool(held.find(words))

    def _outgrown(self, terms: frozenset[str], found: Verdict) -> Verdict:
        """Tell a figure that was changed from one that was right before it was corrected."""
        if not found.values:
            return found
        said = _figures(found.values[0])
        for early, corrections in self._library.corrected.items():
            at = self._library.asserted.get(early)
            if at is None or not self._is_of(terms, at):
                continue
            for correction in corrections:
                if said and said <= _figures(correction.value):
                    return self._later(found, correction, at)
        return found

    @staticmethod
    def _is_of(terms: frozenset[str], at: tuple[SourceArticle, Span]) -> bool:
        source, span = at
        shared = terms & terms_in(source.view, [span])
        return len(shared) >= _SOME * len(terms)

    # --- what may be wrong beside -------------------------------------------------------------

    def _corrected(self, statement: Statement, found: Verdict) -> list[Verdict]:
        """List what was corrected later of the figures of a statement."""
        source, span = found.source, found.span
        if source is None or span is None:
            return []
        said = _figures(statement.region.surface(self._draft.view))
        return [
            self._later(found, correction, at)
            for early, corrections in self._library.corrected.items()
            if (at := self._library.asserted.get(early)) is not None
            and at[0] is source
            and at[1].overlaps(span)
            for correction in corrections
            if _figures(correction.value) and _figures(correction.value) <= said
        ]

    def _later(
        self, found: Verdict, correction: Correction, at: tuple[SourceArticle, Span]
    ) -> Verdict:
        late = self._library.asserted.get(correction.late)
        return attrs.evolve(
            found,
            finding="later corrected",
            source=at[0],
            span=at[1],
            claim=at[0].claim_over(at[1]),
            values=(correction.value, correction.now),
            note=notes.later(correction, late[0] if late else None),
        )

    def _one_origin(self, statement: Statement, found: Verdict) -> list[Verdict]:
        """Tell where a draft speaks of several sources that go back to one reporting."""
        words = " ".join(p.surface(self._draft.view) for p in self._pieces(statement))
        whole = statement.region.surface(self._draft.view) if statement.stance is None else ""
        said = " ".join(s.surface(self._draft.view) for s in statement.source)
        if origins(found.support) != 1 or not notes.speaks_of_several(f"{said} {words} {whole}"):
            return []
        return [
            attrs.evolve(found, finding="one origin only", note=notes.one_origin(found.support))
        ]

    def _wrong_role(self, wrong: WrongRole, found: Verdict) -> Verdict:
        return attrs.evolve(
            found,
            finding="role wrong",
            source=wrong.source,
            span=wrong.source_at,
            claim=None,
            values=(wrong.draft, wrong.right),
            note=notes.role(wrong),
        )

    # --- speakers -----------------------------------------------------------------------------

    def _speaker(self, statement: Statement, hit: Hit) -> str:
        return self._speaker_of(statement, hit.source, hit.claim, hit.span)

    def _speaker_of(
        self, statement: Statement, source: SourceArticle, claim: SourceClaim | None, span: Span
    ) -> str:
        """Compare who says it in the draft with who says it in a source."""
        if statement.speaker is None or is_anybody(statement.speaker):
            return UNKNOWN
        outer = next((c for c in source.claims if claim and c.number == claim.parent), None)
        theirs = claim.speaker if claim else None
        if outer is not None and theirs is not None and not (theirs.names or theirs.role_words):
            theirs = outer.speaker  # "analysts said they saw"
        verdict = compare(
            statement.speaker,
            theirs,
            _around(source, claim, span),
            _called(source, claim),
        )
        if verdict != OTHER:
            return verdict
        if outer is not None and compare(statement.speaker, outer.speaker, "") == SAME:
            return SAME
        unsure = statement.is_pronoun or _is_family(statement.speaker, source, claim)
        return UNKNOWN if unsure else OTHER

    def _other_speaker(self, statement: Statement, hit: Hit) -> Verdict:
        return self._with_other_speaker(statement, _of(hit, "exact"))

    def _with_other_speaker(self, statement: Statement, found: Verdict) -> Verdict:
        said = statement.speaker.name if statement.speaker else ""
        theirs = found.claim.speaker.name if found.claim and found.claim.speaker else ""
        return attrs.evolve(
            found,
            finding="other speaker",
            values=(said, theirs),
            note=notes.speaker(said, theirs),
        )

    def _turned(self, statement: Statement, hit: Hit, claim: SourceClaim) -> Verdict:
        return _of(hit, "opposite stance", note=notes.stance(claim))


def _of(hit: Hit, finding: str, **more: object) -> Verdict:
    return Verdict(
        finding=finding,
        source=hit.source,
        span=hit.span,
        claim=hit.claim,
        **more,  # type: ignore[arg-type]
    )


def _all(hits: Iterable[Hit]) -> tuple[SourceArticle, ...]:
    return tuple({hit.source.number: hit.source for hit in hits}.values())


def _age(hit: Hit) -> tuple[object, ...]:
    source = hit.source
    return source.published is None, source.published or 0, source.article, hit.span.start


def _speakers(hits: Iterable[Hit]) -> int:
    """Count who says it in the sources."""
    known = [hit.claim.speaker for hit in hits if hit.claim and hit.claim.speaker]
    return len({who.name for who in known})


def _all_quoted(hit: Hit) -> bool:
    """Tell whether marks of any kind stand around the words: "the museum", a title."""
    view = hit.source.view
    before, after = view[: hit.span.start].rstrip()[-1:], view[hit.span.end : hit.span.end + 2]
    return before in {"“", "‘", "'"} or any(mark in after for mark in "”’'")


def _widest(span: Span, claim: SourceClaim | None) -> Span:
    if claim is None:
        return span
    return Span(min(span.start, claim.hull.start), max(span.end, claim.hull.end))


def _around(source: SourceArticle, claim: SourceClaim | None, span: Span) -> str:
    """Return the words beside what is said, folded: there the speaker is named."""
    wide = source.sentences_over(_widest(span, claim))
    holes = (claim.quotes or claim.content) if claim else (span,)
    pieces = without([wide], holes)
    return fold(" ".join(piece.surface(source.view) for piece in pieces))


def _is_family(said: Who, source: SourceArticle, claim: SourceClaim | None) -> bool:
    """Tell whether a source calls its speaker by a surname that the draft's has, and names both."""
    called = _called(source, claim).split()
    surnames = {name.split()[-1] for name in said.names if " " in name}
    full = any(f" {name} " in f" {source.folded} " for name in said.names if " " in name)
    return full and bool(called) and called[-1] in surnames


def _likeness(passage: LikePassage) -> int:
    """Return how far a passage is from saying what a statement does, in steps."""
    return -round(10 * (passage.score + passage.telling / 2))


def _clause(view: str, region: Span, at: Span) -> Span:
    """Return the clause of a statement around a figure."""
    cuts = [m.span() for m in _CLAUSE.finditer(view, region.start, region.end)]
    start = max((end for _, end in cuts if end <= at.start), default=region.start)
    end = min((begin for begin, _ in cuts if begin >= at.end), default=region.end)
    return Span(start, end)


def _is_telling(change: WordChange) -> bool:
    """Tell whether a change is of a figure for another, or of a negation."""
    if change.kind == NUMBER:
        sides = [PlainWords(side).words for side in (change.draft, change.source)]
        return all(
            any(is_number(w) or is_date(w) or is_negation(w) for w in side) for side in sides
        )
    return (
        change.kind == NEGATION
        and max(map(len, (change.draft.split(), change.source.split()))) <= _SHORT
    )


def _is_short(change: WordChange) -> bool:
    """Tell whether a change is of few words: more are another statement."""
    return max(len(side.split()) for side in (change.draft, change.source)) <= _SMALL


def _is_small(change: WordChange) -> bool:
    """Tell whether a change is of a number or a negation alone."""
    words = max(len(side.split()) for side in (change.draft, change.source))
    return change.kind in {NUMBER, NEGATION} and words <= _SHORT


def _called(source: SourceArticle, claim: SourceClaim | None) -> str:
    """Return by which words a source calls who says it, folded."""
    return fold(" ".join(s.surface(source.view) for s in claim.source)) if claim else ""


def _figures(words: str) -> frozenset[str]:
    """Return the numbers of some words."""
    return frozenset(w for w in PlainWords(words).words if is_number(w))


def origins(support: Iterable[SourceArticle]) -> int:
    """Count the reportings that sources go back to."""
    return len(
        {source.origin if source.origin is not None else source.article for source in support}
    )

"""Names: the proper names of persons, organisations and places in an article.

Runs of capitalised words are cut into names. Each is typed by its words, then by its neighbours,
then by what the article says elsewhere: a lone "Macron" is a person where "Emmanuel Macron" is one.
Headlines come last, since their capitals say nothing: there only names count that the lexicon or
the rest of the article knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import attrs

from provenance.spans import Span
from resolvers.lexicon.lexicon import lexicon
from resolvers.mention_detection.headlines import Headlines
from resolvers.mention_detection.name_types import (
    FIRM,
    LEARNT,
    SURE,
    Typed,
    acts,
    by_head_before,
    by_lexicon,
    by_neighbours,
    by_words,
    is_acronym,
    is_event,
)
from resolvers.mention_detection.role_places import RolePlaces
from resolvers.mention_detection.roles.phrases import RolePhrase, roles_in
from resolvers.mention_detection.runs import TokenRun, find_runs
from resolvers.text.casing import Casing, read_casing
from resolvers.text.folding import fold
from resolvers.text.tokens import Token
from resolvers.text.words import ADJECTIVES, COMPASS, LONE_ADJECTIVES, word_set

_UNKNOWN_PERSON = 2  # words of a person's name that nothing else speaks for
_DATELINE = 4  # words of a place at the start of a dateline
_POSTNOMINALS = word_set("mp mps mep phd md qc kc obe cbe mbe esq frs")
_DASHES = word_set("— – - -- (")
_BEHIND_DATELINE = _DASHES | {",", "/"}
_NOT_OWNING = ("ist", "ian", "ish", "ese", "ic")  # ends of adjectives that describe a role


@attrs.frozen(kw_only=True)
class NameSpan:
    """Point at a name; titles, roles, determiners and the possessive stay outside."""

    span: Span
    type: str  # PER, ORG, LOC or none
    score: float  # belief in the type, 0 to 1


def find_names(
    text: str,
    tokens: list[Token],
    roles: Iterable[RolePhrase] | None = None,
    casing: Casing | None = None,
) -> list[NameSpan]:
    """Find the names of an article, in order; none overlap.

    Args:
        text: the article's text.
        tokens: its tokens.
        roles: its role phrases, where they are known already.
        casing: how it uses capitals, where that is known already.
    """
    phrases = list(roles) if roles is not None else roles_in(text, tokens)
    return _Namer(text, tokens, phrases, casing or read_casing(text, tokens)).names()


@attrs.define
class _Candidate:
    first: int
    stop: int
    typed: Typed | None = None
    known: bool = False

    def __len__(self) -> int:
        return self.stop - self.first


class _Namer:
    """Hold what one article tells about its names."""

    def __init__(
        self, text: str, tokens: list[Token], roles: list[RolePhrase], casing: Casing
    ) -> None:
        self.text, self.tokens, self.casing = text, tokens, casing
        self.beside = RolePlaces.of(tokens, roles)
        self.full: dict[str, Typed] = {}  # names of several words, folded
        # A word of them that can stand alone: surname, given name, first word of a firm.
        self.part: dict[str, Typed] = {}

    def names(self) -> list[NameSpan]:
        """Find names in sentences first, then in headlines by what the sentences taught."""
        runs = find_runs(self.text, self.tokens, self.beside.heads)
        plain = [c for run in runs if not self._stands_in_headline(run) for c in self._cut(run)]
        self._type_candidates(plain)
        found = [*plain, *self._headline_candidates(filter(self._stands_in_headline, runs), plain)]
        return [self._name_span(c) for c in sorted(found, key=lambda c: c.first) if c.typed]

    def _headline_candidates(
        self, runs: Iterable[TokenRun], plain: Iterable[_Candidate]
    ) -> Iterator[_Candidate]:
        """Yield the names of headlines, which sentences taught or the lexicon knows."""
        settled = {self._folded_surface(c.first, c.stop): c.typed for c in plain if c.typed}
        headlines = Headlines(self.text, self.tokens, self.casing, settled, self.part)
        return (_Candidate(*name) for run in runs for name in headlines.names(run))

    def _stands_in_headline(self, run: TokenRun) -> bool:
        """Whether a run stands in a headline."""
        return self.casing.headline[run.first] and not self._is_dateline(run)

    def _type_candidates(self, plain: Sequence[_Candidate]) -> None:
        """Type candidates of sentences, each by itself and then by the others."""
        for candidate in plain:
            candidate.typed = candidate.typed or self._type_by_itself(candidate)
            self._learn_name_type(candidate)
        # Long names teach what short ones mean.
        for candidate in sorted(plain, key=lambda c: c.first - c.stop):
            self._settle_type(candidate)
            self._learn_name_type(candidate)

    def _name_span(self, c: _Candidate) -> NameSpan:
        assert c.typed is not None  # noqa: S101  filtered by the caller
        span = Span(self.tokens[c.first].start, self.tokens[c.stop - 1].end)
        return NameSpan(span=span, type=c.typed.type, score=c.typed.score)

    def _folded_surface(self, first: int, stop: int) -> str:
        return fold(self.text[self.tokens[first].start : self.tokens[stop - 1].end])

    def _folded_words(self, c: _Candidate) -> list[str]:
        return [fold(t.text) for t in self.tokens[c.first : c.stop]]

    # --- sentences -------------------------------------------------------------------------------------------------

    def _cut(self, run: TokenRun) -> Iterator[_Candidate]:
        """Cut a run into names.

        Without what stands in front, a leading place apart from a person behind it.
        """
        if self._is_dateline(run):
            yield _Candidate(run.first, run.stop, Typed("LOC", 0.9), known=True)
        elif rest := self._trim_run_ends(run):
            yield from self._run_candidates(rest)

    def _run_candidates(self, run: TokenRun) -> Iterator[_Candidate]:
        """Yield the names of a run that begins and ends with name words."""
        size, found = run.known.get(run.first, (0, ()))
        if size == len(run):
            yield _Candidate(run.first, run.stop, by_lexicon(found), known=True)
        elif cut := self._find_name_seam(run, run.first, size):
            yield self._opening_candidate(run, cut)
            yield from self._cut(TokenRun(cut, run.stop, run.known))
        elif not self._is_event_name(run):
            yield _Candidate(run.first, run.stop)

    def _is_event_name(self, run: TokenRun) -> bool:
        return is_event([fold(token.text) for token in self.tokens[run.first : run.stop]])

    def _trim_run_ends(self, run: TokenRun) -> TokenRun:
        """Drop the letters behind a person's name, and what only opens a sentence or describes."""
        first, stop = run.first, run.stop
        while stop - first > 1 and fold(self.tokens[stop - 1].text) in _POSTNOMINALS:
            stop -= 1
        while first < stop and first not in run.known and self._plain_word(first, stop):
            first += 1
        run = TokenRun(first, stop, run.known)
        return TokenRun(self._skip_demonym(run, first), stop, run.known)

    def _opening_candidate(self, run: TokenRun, cut: int) -> _Candidate:
        """Return the part of a run before a seam, which the lexicon knows or not."""
        size, found = run.known.get(run.first, (0, ()))
        known = cut == run.first + size
        return _Candidate(run.first, cut, by_lexicon(found) if known else None, known=known)

    def _plain_word(self, i: int, stop: int) -> bool:
        """Whether a word is capitalised only because it opens a sentence."""
        word = self.tokens[i].text
        if not self.casing.initial[i] or is_acronym(word) or word.lower() in self.casing.inside:
            return False
        folded = fold(word)
        if folded in lexicon().given_names and i + 1 < stop:
            return False
        if word.lower() in self.casing.lower or folded in lexicon().roles:
            return True
        return word.endswith(("ing", "ly"))

    def _skip_demonym(self, run: TokenRun, first: int) -> int:
        """Leave out "French" in front of a person, and alone.

        Keep it in "Danish Refugee Council".
        """
        for size in (2, 1):
            if (
                first + size > run.stop
                or first in run.known
                or not self._is_adjective(first, first + size)
            ):
                continue
            return first if self._adjective_belongs_to_body(run, first + size) else first + size
        return first

    def _adjective_belongs_to_body(self, run: TokenRun, first: int) -> bool:
        """Whether an adjective belongs to the name: "American College of Physicians"."""
        rest = [fold(t.text) for t in self.tokens[first : run.stop]]
        known = bool(rest) and run.stop - 1 in run.known
        return known or any(
            w in _organisation_last_words() or w in lexicon().place_heads for w in rest
        )

    def _is_adjective(self, first: int, stop: int) -> bool:
        folded = self._folded_surface(first, stop)
        if folded in COMPASS and not (self.casing.initial[first] or self.casing.headline[first]):
            return False  # where it only describes, "northern" has no capital
        return (
            folded in lexicon().demonyms
            or folded in ADJECTIVES
            or folded.removesuffix("s") in ADJECTIVES
        )

    def _find_name_seam(self, run: TokenRun, first: int, size: int) -> int | None:
        """Find where a person's name or another known one begins behind an organisation or place."""
        if self._is_person_name(first, run.stop):
            return None
        if size and first + size in run.known:
            return first + size
        for cut in range(first + 1, run.stop - 1):
            closed = cut == first + size or self._ends_body_name(cut - 1)
            if closed and self._is_person_name(cut, run.stop):
                return cut
        return None

    def _ends_body_name(self, i: int) -> bool:
        """Whether a word ends the name of a body."""
        return fold(self.tokens[i].text) in _organisation_last_words()

    def _is_person_name(self, first: int, stop: int) -> bool:
        part = self.tokens[first:stop]
        typed = by_words(part, [fold(t.text) for t in part]) if len(part) > 1 else None
        return typed is not None and typed.type == "PER"

    def _is_dateline(self, run: TokenRun) -> bool:
        """Whether a run in capitals opens a line before a dash: "WEST PALM BEACH, Fla. —"."""
        if len(run) > _DATELINE or run.stop >= len(self.tokens) or not self._opens_line(run.first):
            return False
        if not all(token.text.isupper() for token in self.tokens[run.first : run.stop]):
            return False
        behind = [token.text for token in self.tokens[run.stop : run.stop + 4]]
        return behind[0] in _BEHIND_DATELINE and not _DASHES.isdisjoint(behind)

    def _opens_line(self, i: int) -> bool:
        before = self.tokens[i - 1].end if i else 0
        return not i or "\n" in self.text[before : self.tokens[i].start]

    def _type_by_itself(self, c: _Candidate) -> Typed | None:
        """Type a candidate by its words and neighbours, where they say something."""
        typed = by_words(self.tokens[c.first : c.stop], self._folded_words(c))
        if typed and typed.score > FIRM:
            return typed
        role_before = c.first in self.beside.behind and not (typed and typed.type == "ORG")
        if role_before and self._follows_single_space(c.first):
            return Typed("PER", 0.9)
        return self._type_by_context(c) or (typed if len(c) > 1 else None)

    def _type_by_context(self, c: _Candidate) -> Typed | None:
        """Type a candidate by the noun before it, or by neighbours that say it surely."""
        if not c.first:
            return None
        head = by_head_before(self.tokens, c.first)
        if head and self._follows_single_space(c.first):
            return head
        beside = by_neighbours(self.tokens, c.first, c.stop)
        return beside if beside and beside.score > FIRM else None

    def _follows_single_space(self, i: int) -> bool:
        """Whether one space parts a token from the one before."""
        return self.text[self.tokens[i - 1].end : self.tokens[i].start] == " "

    def _learn_name_type(self, c: _Candidate) -> None:
        """Remember a firm name, and the words that may stand for it alone."""
        if c.typed is None or c.typed.score < LEARNT:
            return
        words = self._folded_words(c)
        self.full.setdefault(" ".join(words), c.typed)
        if c.typed.type == "PER":
            self._learn_person_words(words)
        elif c.typed.type == "ORG" and len(words) > 1 and not c.known:
            self.part.setdefault(words[0], Typed("ORG", 0.8))

    def _learn_person_words(self, words: Sequence[str]) -> None:
        """Remember a surname, and the given name before it."""
        surnames = [word for word in words if word not in lexicon().suffixes][-1:]
        given = words[:1] if len(words) > 1 else []
        for word in (*surnames, *given):
            if len(word) > 1:
                self.part.setdefault(word, Typed("PER", 0.9))

    def _settle_type(self, c: _Candidate) -> None:
        """Decide what is still open, by the rest of the article, then by weak signs."""
        words = self._folded_words(c)
        single = self.part.get(words[0]) if len(c) == 1 else None
        if c.known:
            c.typed = single if _is_surer_person(single, c.typed) else c.typed
        elif c.typed is None or c.typed.score <= FIRM:
            c.typed = (
                single or self.full.get(" ".join(words)) or c.typed or self._guess_type(c, words)
            )

    def _guess_type(self, c: _Candidate, words: list[str]) -> Typed | None:
        """Type by weak signs; nothing where the capital itself may mean nothing."""
        if self._has_meaningless_capitals(c, words):
            return None
        if c.stop in self.beside.before and self._owns_role(c):
            return Typed("ORG", 0.45)
        if c.first in self.beside.bodies:
            return Typed("ORG", 0.6)
        if (beside := by_neighbours(self.tokens, c.first, c.stop)) is not None:
            return beside
        if len(c) == 1:
            return self._guess_word_type(c, words[0])
        return Typed("PER", 0.5) if self._may_be_person_name(c, words) else Typed("none", 0.3)

    def _guess_word_type(self, c: _Candidate, folded: str) -> Typed:
        """Type a word alone that nothing around it tells of."""
        if folded in lexicon().given_names:
            return Typed("PER", 0.7)
        acronym = is_acronym(self.tokens[c.first].text)
        return Typed("ORG", 0.6) if acronym else Typed("none", 0.4)

    def _has_meaningless_capitals(self, c: _Candidate, words: list[str]) -> bool:
        """Whether the capitals mean no name.

        The start of a sentence, emphasis, an adjective, a role.
        """
        if len(c) > 1:
            return all(t.text.isupper() for t in self.tokens[c.first : c.stop])
        folded = words[0]
        if len(folded) <= 1 or folded in lexicon().roles or folded in LONE_ADJECTIVES:
            return True
        lower = self.tokens[c.first].text.lower()
        return lower in self.casing.lower or (
            self._is_capitalised_only_initially(c.first)
            and folded not in lexicon().given_names
            and not acts(self.tokens, c.stop)
        )

    def _is_capitalised_only_initially(self, i: int) -> bool:
        """Whether a word opens a sentence, and has a capital nowhere else."""
        word = self.tokens[i].text
        if not self.casing.initial[i] or is_acronym(word):
            return False
        return word.lower() not in self.casing.inside

    def _owns_role(self, c: _Candidate) -> bool:
        """Whether the role behind a name belongs to it.

        Such as "Apple executive", but not "Baptist minister".
        """
        role, last = self.tokens[c.stop].text, self.tokens[c.stop - 1].text
        return (role.islower() or role.isupper()) and not last.endswith(_NOT_OWNING)

    def _may_be_person_name(self, c: _Candidate, words: list[str]) -> bool:
        """Whether unknown words look like given name and surname.

        Two of them, no article before, none common.
        """
        if len(words) != _UNKNOWN_PERSON:
            return False
        if c.first and self.tokens[c.first - 1].text.lower() == "the":
            return False
        written = (token.text for token in self.tokens[c.first : c.stop])
        return not any(
            _is_common_name_word(word) or text.isupper() or text.lower() in self.casing.lower
            for word, text in zip(words, written, strict=True)
        )


def _is_surer_person(learnt: Typed | None, typed: Typed | None) -> bool:
    """Whether the article teaches a person where the lexicon is unsure of what it knows."""
    if learnt is None or typed is None:
        return False
    return learnt.type == "PER" and typed.score < SURE


def _is_common_name_word(word: str) -> bool:
    """Whether a folded word is one that names of bodies and places have, or an adjective."""
    lex = lexicon()
    heads = word in lex.organisation_heads or word in lex.place_heads
    return heads or word in lex.common_words or word in LONE_ADJECTIVES


@cache
def _organisation_last_words() -> frozenset[str]:
    """Last words of organisations, folded."""
    return frozenset(lexicon().organisation_heads) | lexicon().company_suffixes

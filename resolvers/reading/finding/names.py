"""Names: the proper names of persons, organisations and places in an article.

Runs of capitalised words are cut into names. Each is typed by its words, then by its neighbours,
then by what the article says elsewhere: a lone "Macron" is a person where "Emmanuel Macron" is one.
Headlines come last, since their capitals say nothing: there only names count that the lexicon or
the rest of the article knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

import attrs

from provenance.spans import Span
from resolvers.reading.casing import Casing, read_casing
from resolvers.reading.finding.name_types import (
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
from resolvers.reading.finding.runs import TokenRun, find_runs
from resolvers.reading.folding import fold
from resolvers.reading.lexicon import lexicon
from resolvers.reading.roles.phrases import RolePhrase, roles_in
from resolvers.reading.tokens import Token
from resolvers.reading.words import ADJECTIVES, COMPASS, LONE_ADJECTIVES, word_set

_BODILY = word_set(
    "spokesperson lawyer business media official party activist academic"
)  # roles of bodies
_UNKNOWN_PERSON = 2  # words of a person's name that nothing else speaks for
_DATELINE = 4  # words of a place at the start of a dateline
_POSTNOMINALS = word_set("mp mps mep phd md qc kc obe cbe mbe esq frs")
_DASHES = word_set("— – - -- (")


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


class _Namer:
    """Hold what one article tells about its names."""

    def __init__(
        self, text: str, tokens: list[Token], roles: list[RolePhrase], casing: Casing
    ) -> None:
        self.text, self.tokens, self.casing = text, tokens, casing
        index = {t.start: i for i, t in enumerate(tokens)}
        ends = {t.end: i + 1 for i, t in enumerate(tokens)}
        self.heads = {k for r in roles for k in range(index[r.head.start], ends[r.head.end])}
        self.behind_role = {ends[r.span.end] for r in roles if not r.plural}
        self.before_role = {index[r.head.start] for r in roles}
        self.bodies = {
            index[a.start]
            for r in roles
            for a in r.affiliations
            if a.start > r.head.end and r.kind in _BODILY
        }
        self.full: dict[str, Typed] = {}  # names of several words, folded
        self.part: dict[
            str, Typed
        ] = {}  # a word of them that can stand alone: surname, given name, first word of a firm

    def names(self) -> list[NameSpan]:
        """Find names in sentences first, then in headlines by what the sentences taught."""
        shouting: list[TokenRun] = []
        quiet: list[TokenRun] = []
        for run in find_runs(self.text, self.tokens, self.heads):
            headline = self.casing.headline[run.first] and not self._dateline(run)
            (shouting if headline else quiet).append(run)
        plain = [c for run in quiet for c in self._cut(run)]
        for candidate in plain:
            candidate.typed = candidate.typed or self._by_itself(candidate)
            self._learn(candidate)
        for candidate in sorted(
            plain, key=lambda c: c.first - c.stop
        ):  # long names teach what short ones mean
            self._settle(candidate)
            self._learn(candidate)
        self.settled = {self._fold(c.first, c.stop): c.typed for c in plain if c.typed}
        headlines = [c for run in shouting for c in self._cut_headline(run)]
        return [self._span(c) for c in sorted(plain + headlines, key=lambda c: c.first) if c.typed]

    def _span(self, c: _Candidate) -> NameSpan:
        assert c.typed is not None  # noqa: S101  filtered by the caller
        span = Span(self.tokens[c.first].start, self.tokens[c.stop - 1].end)
        return NameSpan(span=span, type=c.typed.type, score=c.typed.score)

    def _fold(self, first: int, stop: int) -> str:
        return fold(self.text[self.tokens[first].start : self.tokens[stop - 1].end])

    def _words(self, c: _Candidate) -> list[str]:
        return [fold(t.text) for t in self.tokens[c.first : c.stop]]

    # --- sentences -------------------------------------------------------------------------------------------------

    def _cut(self, run: TokenRun) -> Iterator[_Candidate]:
        """Cut a run into names: without what stands in front, a leading place apart from a person behind it."""
        first, stop = run.first, run.stop
        if self._dateline(run):
            yield _Candidate(first, stop, Typed("LOC", 0.9), known=True)
            return
        while stop - first > 1 and fold(self.tokens[stop - 1].text) in _POSTNOMINALS:
            stop -= 1
        while first < stop and first not in run.known and self._plain_word(first, stop):
            first += 1
        first = self._skip_demonym(TokenRun(first, stop, run.known), first)
        if first >= stop:
            return
        run = TokenRun(first, stop, run.known)
        size, found = run.known.get(first, (0, ()))
        if size == stop - first:
            yield _Candidate(first, stop, by_lexicon(found), known=True)
        elif cut := self._seam(run, first, size):
            yield _Candidate(
                first,
                cut,
                by_lexicon(found) if cut == first + size else None,
                known=cut == first + size,
            )
            yield from self._cut(TokenRun(cut, stop, run.known))
        elif not is_event([fold(t.text) for t in self.tokens[first:stop]]):
            yield _Candidate(first, stop)

    def _plain_word(self, i: int, stop: int) -> bool:
        """Whether a word is capitalised only because it opens a sentence."""
        word = self.tokens[i].text
        if not self.casing.initial[i] or is_acronym(word):
            return False
        if word.lower() in self.casing.inside or (
            fold(word) in lexicon().given_names and i + 1 < stop
        ):
            return False
        return (
            word.lower() in self.casing.lower
            or fold(word) in lexicon().roles
            or word.endswith(("ing", "ly"))
        )

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
            return first if self._names_body(run, first + size) else first + size
        return first

    def _names_body(self, run: TokenRun, first: int) -> bool:
        """Whether an adjective belongs to the name: "American College of Physicians"."""
        rest = [fold(t.text) for t in self.tokens[first : run.stop]]
        known = bool(rest) and run.stop - 1 in run.known
        return known or any(w in _closing() or w in lexicon().place_heads for w in rest)

    def _is_adjective(self, first: int, stop: int) -> bool:
        folded = self._fold(first, stop)
        if folded in COMPASS and not (self.casing.initial[first] or self.casing.headline[first]):
            return False  # where it only describes, "northern" has no capital
        return (
            folded in lexicon().demonyms
            or folded in ADJECTIVES
            or folded.removesuffix("s") in ADJECTIVES
        )

    def _seam(self, run: TokenRun, first: int, size: int) -> int | None:
        """Find where a person's name or another known one begins behind an organisation or place."""
        if self._person_at(first, run.stop):
            return None
        if size and first + size in run.known:
            return first + size
        for cut in range(first + 1, run.stop - 1):
            closed = cut == first + size or fold(self.tokens[cut - 1].text) in _closing()
            if closed and self._person_at(cut, run.stop):
                return cut
        return None

    def _person_at(self, first: int, stop: int) -> bool:
        part = self.tokens[first:stop]
        typed = by_words(part, [fold(t.text) for t in part]) if len(part) > 1 else None
        return typed is not None and typed.type == "PER"

    def _dateline(self, run: TokenRun) -> bool:
        """Whether a run in capitals opens a line before a dash: "WEST PALM BEACH, Fla. —"."""
        tokens = self.tokens
        if run.stop >= len(tokens) or (
            run.first and "\n" not in self.text[tokens[run.first - 1].end : tokens[run.first].start]
        ):
            return False
        if not all(t.text.isupper() for t in tokens[run.first : run.stop]) or len(run) > _DATELINE:
            return False
        return any(t.text in _DASHES for t in tokens[run.stop : run.stop + 4]) and tokens[
            run.stop
        ].text in _DASHES | {
            ",",
            "/",
        }

    def _by_itself(self, c: _Candidate) -> Typed | None:
        """Type a candidate by its words and neighbours, where they say something."""
        words = self._words(c)
        typed = by_words(self.tokens[c.first : c.stop], words)
        if typed and typed.score > FIRM:
            return typed
        titled = c.first in self.behind_role and not (typed and typed.type == "ORG")
        if titled and self._touches(c.first):
            return Typed("PER", 0.9)
        if c.first and (head := by_head_before(self.tokens, c.first)) and self._touches(c.first):
            return head
        if (
            c.first
            and (beside := by_neighbours(self.tokens, c.first, c.stop))
            and beside.score > FIRM
        ):
            return beside
        return typed if c.stop - c.first > 1 else None

    def _touches(self, i: int) -> bool:
        """Whether one space parts a token from the one before."""
        return self.text[self.tokens[i - 1].end : self.tokens[i].start] == " "

    def _learn(self, c: _Candidate) -> None:
        """Remember a firm name, and the words that may stand for it alone."""
        if c.typed is None or c.typed.score < LEARNT:
            return
        words = self._words(c)
        self.full.setdefault(" ".join(words), c.typed)
        if c.typed.type == "PER":
            given = words[0] if len(words) > 1 else None
            surnames = [w for w in words if w not in lexicon().suffixes]
            for word in (surnames[-1] if surnames else None, given):
                if word and len(word) > 1:
                    self.part.setdefault(word, Typed("PER", 0.9))
        elif c.typed.type == "ORG" and len(words) > 1 and not c.known:
            self.part.setdefault(words[0], Typed("ORG", 0.8))

    def _settle(self, c: _Candidate) -> None:
        """Decide what is still open, by the rest of the article, then by weak signs."""
        words = self._words(c)
        single = self.part.get(words[0]) if c.stop - c.first == 1 else None
        if c.known:
            if single and single.type == "PER" and c.typed and c.typed.score < SURE:
                c.typed = single
            return
        if c.typed and c.typed.score > FIRM:
            return
        c.typed = single or self.full.get(" ".join(words)) or c.typed or self._guess(c, words)

    def _guess(self, c: _Candidate, words: list[str]) -> Typed | None:
        """Type by weak signs; nothing where the capital itself may mean nothing."""
        single = c.stop - c.first == 1
        if self._says_nothing(c, words):
            return None
        if c.stop in self.before_role and self._owns_role(c):
            return Typed("ORG", 0.45)
        if c.first in self.bodies:
            return Typed("ORG", 0.6)
        if (beside := by_neighbours(self.tokens, c.first, c.stop)) is not None:
            return beside
        if single and words[0] in lexicon().given_names:
            return Typed("PER", 0.7)
        if single:
            return (
                Typed("ORG", 0.6) if is_acronym(self.tokens[c.first].text) else Typed("none", 0.4)
            )
        return Typed("PER", 0.5) if self._may_be_person(c, words) else Typed("none", 0.3)

    def _says_nothing(self, c: _Candidate, words: list[str]) -> bool:
        """Whether the capitals mean no name: the start of a sentence, emphasis, an adjective, a role."""
        word = self.tokens[c.first].text
        if c.stop - c.first > 1:
            return all(t.text.isupper() for t in self.tokens[c.first : c.stop])
        if words[0] in lexicon().roles or words[0] in LONE_ADJECTIVES or words[0][1:] == "":
            return True
        opens = (
            self.casing.initial[c.first]
            and not is_acronym(word)
            and word.lower() not in self.casing.inside
        )
        named = words[0] in lexicon().given_names or acts(self.tokens, c.stop)
        return (opens and not named) or word.lower() in self.casing.lower

    def _owns_role(self, c: _Candidate) -> bool:
        """Whether the role behind a name belongs to it: "Apple executive", but not "Baptist minister"."""
        role, last = self.tokens[c.stop].text, self.tokens[c.stop - 1].text
        return (role.islower() or role.isupper()) and not last.endswith(
            ("ist", "ian", "ish", "ese", "ic")
        )

    def _may_be_person(self, c: _Candidate, words: list[str]) -> bool:
        """Whether unknown words look like given name and surname: two of them, no article before, none common."""
        if len(words) != _UNKNOWN_PERSON or (
            c.first and self.tokens[c.first - 1].text.lower() == "the"
        ):
            return False
        lex = lexicon()
        return not any(
            w in lex.organisation_heads
            or w in lex.place_heads
            or w in lex.common_words
            or w in LONE_ADJECTIVES
            or t.text.lower() in self.casing.lower
            or t.text.isupper()
            for w, t in zip(words, self.tokens[c.first : c.stop], strict=True)
        )

    # --- headlines -------------------------------------------------------------------------------------------------

    def _cut_headline(self, run: TokenRun) -> Iterator[_Candidate]:
        """Take from a headline what is known: by the lexicon, by the article, or by a given name."""
        i = run.first
        while i < run.stop:
            size, typed = self._known_in_headline(run, i)
            if typed:
                yield _Candidate(i, i + size, typed)
            i += size

    def _known_in_headline(self, run: TokenRun, i: int) -> tuple[int, Typed | None]:
        for size in range(min(5, run.stop - i), 0, -1):
            folded = self._fold(i, i + size)
            if typed := self.settled.get(folded) or (self.part.get(folded) if size == 1 else None):
                return size, typed
        if i in run.known:
            size, found = run.known[i]
            return size, by_lexicon(found)
        given = fold(self.tokens[i].text) in lexicon().given_names
        if given and i + 1 < run.stop and self.tokens[i + 1].text.lower() not in self.casing.lower:
            return 2, Typed("PER", 0.7)
        if is_acronym(self.tokens[i].text) and not self.casing.shouted[i]:
            return 1, Typed("ORG", 0.5)
        return 1, None


@cache
def _closing() -> frozenset[str]:
    """Last words of organisations, folded."""
    return frozenset(lexicon().organisation_heads) | lexicon().company_suffixes

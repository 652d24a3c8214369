"""Runs: capitalised words that may form one name, with the small words inside them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import pairwise

import attrs

from resolvers.lexicon.knowns import known_at
from resolvers.lexicon.lexicon import LexiconEntry, lexicon
from resolvers.text.folding import fold
from resolvers.text.tokens import Token
from resolvers.text.words import DETERMINERS, FUNCTION_WORDS, word_set

# Owners that belong to a name together with what they own: "Workers' Party", "People's Bank".
_OWNERS = word_set(
    "people women children men workers veterans farmers teachers students king queen writers players"
)
_STATES = word_set(
    "republic kingdom state commonwealth federation emirate sultanate principality gulf strait isle bay cape"
)
# Bodies that are for or on something: "Centre for European Reform", "Council on Foreign Relations".
_PURPOSEFUL = word_set(
    "centre center institute association council committee commission organisation organization coalition fund "
    "foundation office agency ministry department bureau society alliance secretariat campaign court bank union "
    "movement conference"
)
# Bodies with several subjects: "Department of Health and Human Services"; a university has one
# city.
_PORTFOLIOS = word_set(
    "department ministry office committee commission board bureau council secretariat directorate agency"
)
_APOSTROPHES = frozenset({"'s", "’s", "'", "’"})
# Kinds of words that are no names by themselves and yet may be part of one.
_DESCRIPTIVE = frozenset({"function", "other", "religion", "language", "ideology"})
_LONGEST = 30  # tokens of a run: a text in capitals only must not become one
_CONJUNCT = 3  # words behind "and" up to the head noun
_SMALL_PARTICLES = 3  # "de la", "van der", "bin abdul al"


@attrs.frozen
class TokenRun:
    """Hold a run of tokens, and the lexicon names in it by their first token."""

    first: int
    stop: int
    known: dict[int, tuple[int, tuple[LexiconEntry, ...]]]

    def __len__(self) -> int:
        return self.stop - self.first


def find_runs(text: str, tokens: list[Token], heads: Collection[int]) -> list[TokenRun]:
    """Find all runs.

    Args:
        text: the article's text.
        tokens: its tokens.
        heads: the indexes of the tokens that are role heads; they part runs.
    """
    return list(_Finder(text, tokens, frozenset(heads)).runs())


class _Finder:
    def __init__(self, text: str, tokens: list[Token], heads: frozenset[int]) -> None:
        self.text, self.tokens, self.heads = text, tokens, heads

    def runs(self) -> Iterator[TokenRun]:
        i = 0
        while i < len(self.tokens):
            if not _is_capitalised_word(self.tokens[i].text):
                i += 1
                continue
            known: dict[int, tuple[int, tuple[LexiconEntry, ...]]] = {}
            stop = self._name_part_end(i, i, known)
            while (
                i < stop < i + _LONGEST
                and (following := self._continuing_token(i, stop)) is not None
            ):
                after = self._name_part_end(following, i, known)
                if after == following:
                    break
                stop = after
            if stop > i:
                yield TokenRun(i, stop, known)
            i = max(stop, i + 1)

    def _name_part_end(
        self, i: int, first: int, known: dict[int, tuple[int, tuple[LexiconEntry, ...]]]
    ) -> int:
        """Step over a lexicon name or one name word.

        Return `i` itself where neither starts there.
        """
        token = self.tokens[i]
        if not _is_capitalised_word(token.text):
            return i
        size, found = known_at(self.text, self.tokens, i)
        if size > 1 or (size == 1 and i not in self.heads):
            known[i] = (size, found)
            return i + size
        return i if i in self.heads or self._is_no_name_part(i, first) else i + 1

    def _is_no_name_part(self, i: int, first: int) -> bool:
        """Whether a capitalised word is no part of a name: a weekday, an honorific, "The"."""
        word, folded = self.tokens[i].text, fold(self.tokens[i].text)
        if not folded:
            return True
        if len(folded) == 1 and word.endswith("."):
            return False
        if folded in lexicon().titles:
            return self._is_title_not_surname(i, folded)
        stem = _word_before_apostrophe(word)
        if not _is_no_lone_name(folded, stem):
            return False
        return not (self._is_month_as_surname(i, first, folded) or self._describes_body(i, stem))

    def _is_title_not_surname(self, i: int, folded: str) -> bool:
        """Whether a title is no surname: "King said" is one, "the King said" a role."""
        if self._is_spaced_from_previous(i + 1) and _is_capitalised_word(self.tokens[i + 1].text):
            return folded != "st"
        return self._follows_determiner(i)

    def _is_month_as_surname(self, i: int, first: int, folded: str) -> bool:
        """Whether a month is a surname behind a given name: "Ada May"."""
        if i == first or lexicon().not_names.get(folded) != "month":
            return False
        return fold(self.tokens[i - 1].text) in lexicon().given_names

    def _describes_body(self, i: int, stem: str) -> bool:
        """Whether the word is part of a body's name.

        Such as "Foreign" in "Ministry of Foreign Affairs", "Workers Union".
        """
        words = lexicon()
        if stem in FUNCTION_WORDS or words.not_names.get(stem) not in _DESCRIPTIVE:
            return False
        k = i + 1
        while (
            k < i + _CONJUNCT
            and self._is_spaced_from_previous(k)
            and _is_capitalised_word(self.tokens[k].text)
        ):
            folded = fold(self.tokens[k].text)
            if folded in words.organisation_heads or folded in words.common_words:
                return True
            k += 1
        return False

    def _follows_determiner(self, i: int) -> bool:
        return i > 0 and self.tokens[i - 1].text.lower() in DETERMINERS

    def _continuing_token(self, first: int, i: int) -> int | None:
        """Find the token that continues the run that ends before `i`.

        The neighbour, or what a small word joins.
        """
        if i >= len(self.tokens):
            return None
        word = self.tokens[i].text
        if not self._is_spaced_from_previous(i):
            joins = (
                self._is_possessive_in_name(i)
                if word in _APOSTROPHES
                else self._is_comma_before_suffix(i)
            )
            return i + 1 if joins else None
        if _is_capitalised_word(word):
            return i
        return self._token_after_small_word(first, i)

    def _token_after_small_word(self, first: int, i: int) -> int | None:
        """Find the token that a preposition, an "and" or particles join to a run."""
        word = self.tokens[i].text
        if word in {"of", "for", "on"}:
            return self._token_after_preposition(first, i)
        if word == "and":
            return self._token_after_conjunction(first, i)
        return (
            self._capitalised_name_token(i + 1) if word == "&" else self._token_after_particles(i)
        )

    def _is_spaced_from_previous(self, i: int) -> bool:
        """Whether only spaces, and no line break, part token `i` from the one before."""
        if not 0 < i < len(self.tokens):
            return False
        gap = self.text[self.tokens[i - 1].end : self.tokens[i].start]
        return gap.isspace() and "\n" not in gap

    def _capitalised_name_token(self, i: int) -> int | None:
        return (
            i
            if self._is_spaced_from_previous(i)
            and _is_capitalised_word(self.tokens[i].text)
            and i not in self.heads
            else None
        )

    def _is_possessive_in_name(self, i: int) -> bool:
        """Whether a possessive belongs to the name: "Workers' Party", "St. Mary's Hospital"."""
        saint = i > 1 and self.tokens[i - 2].text == "St."
        return (saint or fold(self.tokens[i - 1].text) in _OWNERS) and self._capitalised_name_token(
            i + 1
        ) is not None

    def _is_comma_before_suffix(self, i: int) -> bool:
        """Whether a comma stands before "Jr." or "Inc."."""
        if self.tokens[i].text != "," or i + 1 >= len(self.tokens):
            return False
        folded = fold(self.tokens[i + 1].text)
        return folded in lexicon().suffixes or folded in lexicon().company_suffixes

    def _token_after_preposition(self, first: int, i: int) -> int | None:
        """Join "Ministry of Defence", but not "Putin of Russia".

        Only a head noun takes a complement.
        """
        head, preposition = fold(self.tokens[i - 1].text), self.tokens[i].text
        if i - 1 in self.heads or not _takes_complement(head, preposition):
            return None
        determined = self._is_spaced_from_previous(i + 1) and self.tokens[i + 1].text == "the"
        following = self._capitalised_name_token(i + 2 if determined else i + 1)
        return None if following is None or self._is_no_name_part(following, first) else following

    def _token_after_conjunction(self, first: int, i: int) -> int | None:
        """Join "Health and Human Services" behind "of", and "Food and Drug Administration".

        Never two names.
        """
        following = self._capitalised_name_token(i + 1)
        if following is None or self._is_no_name_part(following, first):
            return None
        if self._is_lexicon_name_start(i - 1) or self._is_lexicon_name_start(following):
            return None
        if self._has_portfolios(first, i):
            return following
        if i - first > 1 or self._may_be_lone_name(first):
            return None
        return following if self._ends_with_organisation_head(following) else None

    def _is_lexicon_name_start(self, i: int) -> bool:
        """Whether a name of the lexicon begins at a token."""
        return known_at(self.text, self.tokens, i)[0] > 0

    def _has_portfolios(self, first: int, i: int) -> bool:
        """Whether a run says of what a body with several subjects is: "Department of Health"."""
        return any(
            token.text in {"of", "for"} and fold(head.text) in _PORTFOLIOS
            for head, token in pairwise(self.tokens[first:i])
        )

    def _may_be_lone_name(self, i: int) -> bool:
        """Whether a word alone may be a name: an acronym or a given name."""
        word = self.tokens[i].text
        return word.isupper() or fold(word) in lexicon().given_names

    def _ends_with_organisation_head(self, i: int) -> bool:
        """Whether the capitalised words behind a token end with what bodies are."""
        k = i
        while self._capitalised_name_token(k + 1) is not None and k < i + _CONJUNCT:
            k += 1
        return k > i and fold(self.tokens[k].text) in lexicon().organisation_heads

    def _token_after_particles(self, i: int) -> int | None:
        """Join "Ursula von der Leyen": particles between capitalised words."""
        particles, k = lexicon().particles, i
        while (
            k < min(i + _SMALL_PARTICLES, len(self.tokens))
            and self._is_spaced_from_previous(k)
            and self.tokens[k].text in particles
        ):
            k += 1
        return self._capitalised_name_token(k) if k > i else None


def _word_before_apostrophe(word: str) -> str:
    """Return a word in lower case up to its apostrophe: "I'm", "We'll"."""
    lower = word.lower()
    return re.split("['’]", lower, maxsplit=1)[0] if len(word) > 1 else lower


def _is_no_lone_name(folded: str, stem: str) -> bool:
    """Whether a word is one that is no name by itself: "Monday", "Twenty-six", "We'll"."""
    if stem in FUNCTION_WORDS or stem == "i":
        return True
    return all(part in lexicon().not_names for part in folded.split())


def _takes_complement(head: str, preposition: str) -> bool:
    """Whether a head noun goes on with a name behind a preposition."""
    if preposition != "of":
        return head in _PURPOSEFUL
    words = lexicon()
    return head in words.organisation_heads or head in words.place_heads or head in _STATES


def _is_capitalised_word(word: str) -> bool:
    """Whether a word is written as a name: "Assad", "al-Assad", "d'Estaing", but not "iPhone"."""
    if word[0].isupper():
        return True
    return (
        not word.isalpha()
        and word[0].islower()
        and any(a in "-'’" and b.isupper() for a, b in pairwise(word))
    )

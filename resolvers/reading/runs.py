"""Runs: capitalised words that may form one name, with the small words inside them."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import attrs

from resolvers.reading.knowns import known_at
from resolvers.reading.lexicon import Known, fold, lexicon
from resolvers.reading.tokens import Token
from resolvers.reading.words import FUNCTION_WORDS, word_set

# Owners that belong to a name together with what they own: "Workers' Party", "People's Bank".
_OWNERS = word_set("people women children men workers veterans farmers teachers students king queen writers players")
_STATES = word_set("republic kingdom state commonwealth federation emirate sultanate principality gulf strait isle bay cape")
_SMALL_PARTICLES = 3  # "de la", "van der", "bin abdul al"


@attrs.frozen
class Run:
    """Hold a run of tokens, and the lexicon names in it by their first token."""

    first: int
    stop: int
    known: dict[int, tuple[int, tuple[Known, ...]]]

    def __len__(self) -> int:
        return self.stop - self.first


def find_runs(text: str, tokens: list[Token], heads: Collection[int]) -> list[Run]:
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

    def runs(self) -> Iterator[Run]:
        i = 0
        while i < len(self.tokens):
            if not _capital(self.tokens[i].text):
                i += 1
                continue
            known: dict[int, tuple[int, tuple[Known, ...]]] = {}
            stop = self._atom(i, i, known)
            while stop > i and (following := self._following(i, stop)) is not None:
                after = self._atom(following, i, known)
                if after == following:
                    break
                stop = after
            if stop > i:
                yield Run(i, stop, known)
            i = max(stop, i + 1)

    def _atom(self, i: int, first: int, known: dict[int, tuple[int, tuple[Known, ...]]]) -> int:
        """Step over a lexicon name or one name word; return `i` itself where neither starts there."""
        token = self.tokens[i]
        if not _capital(token.text):
            return i
        size, found = known_at(self.text, self.tokens, i)
        if size > 1 or (size == 1 and i not in self.heads):
            known[i] = (size, found)
            return i + size
        return i if i in self.heads or self._blocked(i, first) else i + 1

    def _blocked(self, i: int, first: int) -> bool:
        """Tell whether a capitalised word is no part of a name: a weekday, an honorific, "The"."""
        word, words = self.tokens[i].text, lexicon()
        folded = fold(word)
        if not folded:
            return True
        if len(folded) == 1 and word.endswith("."):
            return False
        if folded in words.titles:
            return not (folded == "st" and self._spaced(i + 1) and _capital(self.tokens[i + 1].text))
        if folded in words.not_names or word.lower() in FUNCTION_WORDS:
            bearer = i > first and fold(self.tokens[i - 1].text) in words.given_names
            return not (bearer and words.not_names.get(folded) == "month")
        return False

    def _following(self, first: int, i: int) -> int | None:
        """Find the next token of the run that ends before token `i`: the neighbour, or what a small word joins to it."""
        if i >= len(self.tokens):
            return None
        word = self.tokens[i].text
        if word in {"'s", "’s", "'", "’"}:
            return i + 1 if self._owner(i) else None
        if word == ",":
            suffix = i + 1 < len(self.tokens) and fold(self.tokens[i + 1].text)
            return i + 1 if suffix and suffix in lexicon().suffixes | lexicon().company_suffixes else None
        if not self._spaced(i):
            return None
        if _capital(word):
            return i
        if word in {"of", "for", "on"}:
            return self._complement(first, i)
        if word == "and":
            return self._conjunct(first, i)
        if word == "&":
            return self._next(i + 1)
        return self._after_particles(i)

    def _spaced(self, i: int) -> bool:
        """Tell whether only spaces, and no line break, part token `i` from the one before."""
        if not 0 < i < len(self.tokens):
            return False
        gap = self.text[self.tokens[i - 1].end : self.tokens[i].start]
        return gap.isspace() and "\n" not in gap

    def _next(self, i: int) -> int | None:
        return i if self._spaced(i) and _capital(self.tokens[i].text) and i not in self.heads else None

    def _owner(self, i: int) -> bool:
        saint = i >= 2 and self.tokens[i - 2].text == "St."
        return (saint or fold(self.tokens[i - 1].text) in _OWNERS) and self._next(i + 1) is not None

    def _complement(self, first: int, i: int) -> int | None:
        """Join "Ministry of Defence", but not "Putin of Russia": only a head noun takes a complement."""
        head, words = fold(self.tokens[i - 1].text), lexicon()
        takes = head in words.organisation_heads or (self.tokens[i].text == "of" and (head in words.place_heads | _STATES))
        if not takes or i - 1 in self.heads:
            return None
        k = i + 2 if i + 1 < len(self.tokens) and self.tokens[i + 1].text == "the" and self._spaced(i + 1) else i + 1
        following = self._next(k)
        return None if following is None or self._blocked(following, first) else following

    def _conjunct(self, first: int, i: int) -> int | None:
        """Join "Health and Human Services" behind "of", and "Food and Drug Administration"; never two names."""
        following = self._next(i + 1)
        if following is None or self._blocked(following, first):
            return None
        inside = any(t.text in {"of", "for"} for t in self.tokens[first:i])
        last_known = known_at(self.text, self.tokens, i - 1)[0] or known_at(self.text, self.tokens, following)[0]
        if inside:
            return None if last_known else following
        if i - first > 1 or last_known or self.tokens[first].text.isupper() or fold(self.tokens[first].text) in _people():
            return None
        k = following
        while self._next(k + 1) is not None and k < following + 3:
            k += 1
        return following if k > following and fold(self.tokens[k].text) in lexicon().organisation_heads else None

    def _after_particles(self, i: int) -> int | None:
        """Join "Ursula von der Leyen": particles between capitalised words."""
        particles, k = lexicon().particles, i
        while k < min(i + _SMALL_PARTICLES, len(self.tokens)) and self._spaced(k) and self.tokens[k].text in particles:
            k += 1
        return self._next(k) if k > i else None


def _people() -> Collection[str]:
    return lexicon().given_names


def _capital(word: str) -> bool:
    """Tell whether a word is written as a name: "Assad", "al-Assad", "d'Estaing", but not "iPhone"."""
    if word[0].isupper():
        return True
    return len(word) > 3 and word[0].islower() and any(a in "-'’" and b.isupper() for a, b in zip(word, word[1:], strict=False))

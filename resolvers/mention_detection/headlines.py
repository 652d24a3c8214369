"""Headlines: the names in lines whose capitals say nothing.

Only those count that the rest of the article or the lexicon knows, a given name with the word
behind it, and acronyms.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from resolvers.lexicon.lexicon import lexicon
from resolvers.mention_detection.name_types import Typed, by_lexicon, is_acronym
from resolvers.mention_detection.runs import TokenRun
from resolvers.text.casing import Casing
from resolvers.text.folding import fold
from resolvers.text.tokens import Token

_LONGEST = 5  # tokens of a name that the sentences have, too


@attrs.frozen
class Headlines:
    """Find the names of headlines by what the sentences of their article teach.

    Args:
        text: the article's text.
        tokens: its tokens.
        casing: how it uses capitals.
        settled: what the names of the sentences are, by their folded words.
        part: what a word of these names means alone.
    """

    text: str
    tokens: list[Token]
    casing: Casing
    settled: Mapping[str, Typed]
    part: Mapping[str, Typed]

    def names(self, run: TokenRun) -> Iterator[tuple[int, int, Typed]]:
        """Yield the names in a run: the first token, the one behind the last, and the type."""
        i = run.first
        while i < run.stop:
            size, typed = self._headline_name_at(run, i)
            if typed:
                yield i, i + size, typed
            i += size

    def _headline_name_at(self, run: TokenRun, i: int) -> tuple[int, Typed | None]:
        """Return the size and type of the name at a token; one token without a type for none."""
        size, typed = self._longest_name_from_sentences(run, i)
        if typed:
            return size, typed
        if i in run.known:
            size, found = run.known[i]
            return size, by_lexicon(found)
        if i + 1 < run.stop and self._opens_person_name(i):
            return 2, Typed("PER", 0.7)
        if is_acronym(self.tokens[i].text) and not self.casing.shouted[i]:
            return 1, Typed("ORG", 0.5)
        return 1, None

    def _longest_name_from_sentences(self, run: TokenRun, i: int) -> tuple[int, Typed | None]:
        """Find the longest name at a token that the sentences of the article have, too."""
        for size in range(min(_LONGEST, run.stop - i), 0, -1):
            folded = fold(self.text[self.tokens[i].start : self.tokens[i + size - 1].end])
            typed = self.settled.get(folded) or (self.part.get(folded) if size == 1 else None)
            if typed:
                return size, typed
        return 1, None

    def _opens_person_name(self, i: int) -> bool:
        """Whether a given name stands before a word that is a common one nowhere in the article."""
        given = fold(self.tokens[i].text) in lexicon().given_names
        return given and self.tokens[i + 1].text.lower() not in self.casing.lower

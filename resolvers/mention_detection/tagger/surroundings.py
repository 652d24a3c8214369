"""Surroundings: the words that stand beside a name, wherever a document has it.

"In", "to" and "from" before a word speak for a place and "said" behind it for somebody; what one
use leaves open another one tells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from resolvers.mention_detection.tagger.candidates import Place
from resolvers.mention_detection.tagger.features import Document

_LONGEST = 12  # letters of a word that is remembered
_MANY = 24  # words beside one name, from which on no more are remembered
_POSSESSIVES = frozenset({"'s", "’s"})


class Surroundings:
    """Say what stands beside the candidates of the same words.

    Args:
        document: the document.
        folded: its candidates, each with its words folded.
    """

    def __init__(self, document: Document, folded: Mapping[Place, str]) -> None:
        self._document = document
        self._found: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for (first, stop), words in folded.items():
            known = self._found[words]
            if len(known) < _MANY:
                known.update(dict.fromkeys(self._neighbour_features(first, stop)))

    def of(self, words: str) -> Iterator[str]:
        """Yield what stands beside a name in the whole document."""
        yield from self._found[words]

    def _neighbour_features(self, first: int, stop: int) -> Iterator[str]:
        tokens = self._document.tokens
        if first:
            yield from _marked_neighbour("d-", tokens[first - 1].text)
        if stop < len(tokens):
            yield from _marked_neighbour("d+", tokens[stop].text)


def _marked_neighbour(mark: str, word: str) -> Iterator[str]:
    small = word[0].islower() and len(word) <= _LONGEST
    if small or word in _POSSESSIVES:
        yield f"{mark}{word}"

"""Edges: what a token tells of a span that begins or ends with it, or stands beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from resolvers.lexicon.word_clusters import clusters_of
from resolvers.mention_detection.tagger.elsewhere import level
from resolvers.mention_detection.tagger.features import Document, encoded, lists_of, shape_of
from resolvers.mention_detection.tagger.model import Tagging


class Edges:
    """Hold what the tokens at the edges of spans tell, and those beside them.

    Args:
        document: the document.
        tagging: what the tagger says of it.
        words: its tokens as features have them.
    """

    def __init__(self, document: Document, tagging: Tagging, words: Sequence[str]) -> None:
        told = _Tokens(document, tagging, words)
        self.begins, self.ends, self.ones = map(_Lazy, (told.begins, told.ends, told.alone))
        self.lefts = _Lazy(partial(told.beside, "-", -1))
        self.rights = _Lazy(partial(told.beside, "+", 1))


class _Lazy(dict[int, list[bytes]]):
    """Make the features of a token when they are first asked for: several candidates share it."""

    def __init__(self, make: Callable[[int], Iterable[str]]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, i: int) -> list[bytes]:
        self[i] = made = encoded(self._make(i))
        return made


class _Tokens:
    """Say what a token tells of a span that begins or ends with it, or stands beside it."""

    def __init__(self, document: Document, tagging: Tagging, words: Sequence[str]) -> None:
        self.document, self.tagging, self.words = document, tagging, words
        self.roles = document.role_tags
        self.shapes = [shape_of(token.text) for token in document.tokens]

    def begins(self, i: int) -> Iterator[str]:
        """Yield what a first token tells."""
        text = self.document.tokens[i].text
        yield f"w={self.words[i]}"
        yield f"ws={self.shapes[i]}"
        yield f"wo={self.roles[i]}"
        yield from (f"wl={name}" for name in lists_of(text))
        yield from (f"w{cluster}" for cluster in clusters_of(text))
        yield from self._casing_features(i, text.lower())

    def _casing_features(self, i: int, lower: str) -> Iterator[str]:
        """Yield what a capital is worth at a token, and how the document writes its word else."""
        casing = self.document.casing
        if casing.initial[i]:
            yield "initial"
            yield from (f"small {cluster}" for cluster in clusters_of(lower))
        if casing.headline[i]:
            yield "shout" if casing.shouted[i] else "headline"
        if lower in casing.lower:
            yield "small elsewhere"
        if lower in casing.inside:
            yield "capital elsewhere"

    def ends(self, i: int) -> Iterator[str]:
        """Yield what a last token tells."""
        yield f"e={self.words[i]}"
        yield f"x={self.words[i][-3:]}"
        yield f"es={self.shapes[i]}"
        yield from (
            f"e small {cluster}" for cluster in clusters_of(self.document.tokens[i].text.lower())
        )
        yield from (f"el={name}" for name in lists_of(self.document.tokens[i].text))
        yield from (f"e{cluster}" for cluster in clusters_of(self.document.tokens[i].text))

    def alone(self, i: int) -> Iterator[str]:
        """Yield what the only token tells."""
        yield f"one={self.words[i]}"
        yield f"ones={self.shapes[i]}"

    def beside(self, mark: str, step: int, i: int) -> Iterator[str]:
        """Yield what a token beside a span tells, with the word on its other side."""
        text = self.document.tokens[i].text
        yield f"{mark}1={self.words[i]}"
        yield f"{mark}s={self.shapes[i]}"
        yield f"{mark}o={self.roles[i]}"
        yield from (f"{mark}l={name}" for name in lists_of(text))
        yield from (f"{mark}{cluster}" for cluster in clusters_of(text))
        if 0 <= i + step < len(self.words):
            yield f"{mark}2={self.words[i + step]}"
            further = clusters_of(self.document.tokens[i + step].text)
            yield from (f"{mark}2{cluster}" for cluster in further)
        if text[0].isupper():
            yield f"{mark}cap={level(self.tagging.begins[i] + self.tagging.goes_on[i])}"

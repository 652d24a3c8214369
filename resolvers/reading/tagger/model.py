"""The tagger's model: tags and beliefs of the tokens of one document, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import as_file, files
from typing import Any

import attrs

from resolvers.reading.sentences import sentences
from resolvers.reading.tagger.features import Document, features

TYPES = ("PER", "ORG", "LOC")


@attrs.frozen
class Tagging:
    """Hold the tags of a document's tokens.

    Args:
        tags: O, B-PER, I-PER and so on, one a token.
        beliefs: one a token: the probability of each type, in the order of `TYPES`.
    """

    tags: list[str]
    beliefs: list[tuple[float, ...]]

    def belief(self, first: int, stop: int) -> dict[str, float]:
        """Give the mean probability of each type over some tokens."""
        rows = self.beliefs[first:stop]
        return {kind: sum(row[k] for row in rows) / len(rows) for k, kind in enumerate(TYPES)}


def tag(document: Document) -> Tagging:
    """Tag a document with the model that ships with the package."""
    return tag_with(_tagger(), document)


def tag_with(tagger: Any, document: Document) -> Tagging:  # noqa: ANN401  (python-crfsuite has no types)
    """Tag a document with a `pycrfsuite.Tagger`."""
    rows = features(document)
    tags: list[str] = []
    beliefs: list[tuple[float, ...]] = []
    known = set(tagger.labels())
    for first, stop in sequences(document):
        tagged = tagger.tag(rows[first:stop])
        tags += tagged
        if all(label == "O" for label in tagged):
            beliefs += _beliefs(tagger, stop - first, known, document, first)
        else:
            beliefs += [_belief(tagger, i, known) for i in range(stop - first)]
    return Tagging(tags, beliefs)


def _beliefs(tagger: Any, size: int, known: set[str], document: Document, first: int) -> Iterator[tuple[float, ...]]:  # noqa: ANN401
    """Ask only for capitalised tokens where the sentence holds no name: the others are none surely enough."""
    for i in range(size):
        yield _belief(tagger, i, known) if document.tokens[first + i].text[0].isupper() else (0.0,) * len(TYPES)


def _belief(tagger: Any, i: int, known: set[str]) -> tuple[float, ...]:  # noqa: ANN401
    return tuple(sum(tagger.marginal(f"{mark}-{kind}", i) for mark in "BI" if f"{mark}-{kind}" in known) for kind in TYPES)


def sequences(document: Document) -> Iterator[tuple[int, int]]:
    """Cut the tokens of a document into its sentences."""
    tokens, first = document.tokens, 0
    for sentence in sentences(document.text):
        stop = first
        while stop < len(tokens) and tokens[stop].start < sentence.end:
            stop += 1
        if stop > first:
            yield first, stop
        first = stop
    if first < len(tokens):
        yield first, len(tokens)


@cache
def _tagger() -> Any:  # noqa: ANN401
    import pycrfsuite

    tagger = pycrfsuite.Tagger()
    with as_file(files("resolvers.reading.tagger").joinpath("names.crfsuite")) as path:
        tagger.open(str(path))
    return tagger

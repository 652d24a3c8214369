"""The tagger's model: tags and beliefs of the tokens of one document, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import as_file, files
from typing import Any

import attrs

from resolvers.reading.sentences import sentences
from resolvers.reading.tagger.features import Document, Features

TYPES = ("PER", "ORG", "LOC")


_NONE = (0.0,) * len(TYPES)


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


# python-crfsuite has no types.
# dense: tags and beliefs of a sentence are appended together, or they part
def tag_with(tagger: Any, document: Document) -> Tagging:  # noqa: ANN401
    """Tag a document with a `pycrfsuite.Tagger`."""
    made = Features(document)
    known = set(tagger.labels())
    marks = [[name for name in (f"B-{kind}", f"I-{kind}") if name in known] for kind in TYPES]
    tags: list[str] = []
    beliefs: list[tuple[float, ...]] = []
    for first, stop in sequences(document):
        if not made.may_hold_names(first, stop):
            tags += ["O"] * (stop - first)
            beliefs += [_NONE] * (stop - first)
            continue
        tagged = tagger.tag(made.rows(first, stop))
        tags += tagged
        # Others are asked for by nobody, and a belief costs as much as a tag.
        asked = [label != "O" or made.in_name(first + i) for i, label in enumerate(tagged)]
        beliefs += [_belief(tagger, marks, i) if ask else _NONE for i, ask in enumerate(asked)]
    return Tagging(tags, beliefs)


def _belief(tagger: Any, marks: list[list[str]], i: int) -> tuple[float, ...]:  # noqa: ANN401
    return tuple([sum([tagger.marginal(name, i) for name in names]) for names in marks])


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

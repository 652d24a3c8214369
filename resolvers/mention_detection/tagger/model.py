"""The tagger's model: tags and beliefs of the tokens of one document, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, cached_property, lru_cache
from importlib.resources import as_file, files
from operator import add
from typing import Any, NamedTuple

import attrs

from resolvers.mention_detection.tagger.features import Document, Features
from resolvers.text.sentences import article_sentences
from resolvers.text.tokens import Token

TYPES = ("PER", "ORG", "LOC", "other")
Beliefs = tuple[float, ...]  # one a type, in the order of `TYPES`

_ASKS = frozenset({"Q.", "A."})
_NONE = (0.0,) * len(TYPES)


@attrs.frozen(slots=False, eq=False)
class Tagging:
    """Hold the tags of a document's tokens, and how much is believed in them.

    Args:
        tags: O, B-PER, I-PER and so on, one a token.
        first: one a token: the probabilities that a name of each type begins with it.
        inner: one a token: the probabilities that it goes on with a name of each type.
    """

    tags: Sequence[str]
    first: Sequence[Beliefs]
    inner: Sequence[Beliefs]

    # Each token is asked for by every candidate that holds it, and its sums are made once.
    @cached_property
    def begins(self) -> Sequence[float]:
        """The probability, one a token, that a name begins with it."""
        return list(map(sum, self.first))

    @cached_property
    def goes_on(self) -> Sequence[float]:
        """The probability, one a token, that it goes on with a name."""
        return list(map(sum, self.inner))

    @cached_property
    def of_type(self) -> Sequence[Sequence[float]]:
        """The probabilities, by the type's place and one a token, that it is of such a name."""
        columns = zip(zip(*self.first, strict=True), zip(*self.inner, strict=True), strict=True)
        return [list(map(add, first, inner)) for first, inner in columns]


class SpanBelief(NamedTuple):
    """Hold the mean belief in each type of a span, and which of them is likeliest."""

    means: Sequence[float]
    likeliest: int

    @property
    def kind(self) -> str:
        """The likeliest type."""
        return TYPES[self.likeliest]

    @property
    def belief(self) -> float:
        """How much is believed in it."""
        return self.means[self.likeliest]

    @property
    def share(self) -> float:
        """Its part of all that is believed."""
        return self.belief / max(sum(self.means), 1e-9)


def tag(document: Document) -> Tagging:
    """Tag a document with the model that ships with the package."""
    return tag_with(shipped_model("names.crfsuite"), document)


# python-crfsuite has no types.
def tag_with(tagger: Any, document: Document) -> Tagging:  # noqa: ANN401
    """Tag a document with a `pycrfsuite.Tagger`."""
    made, labels = Features(document), _begin_and_inside_labels(tagger)
    parts = [_tag_sentence(tagger, labels, made, line) for line in sequences(document)]
    return Tagging(
        tags=[tag for part in parts for tag in part.tags],
        first=[beliefs for part in parts for beliefs in part.first],
        inner=[beliefs for part in parts for beliefs in part.inner],
    )


def _begin_and_inside_labels(tagger: Any) -> list[list[str]]:  # noqa: ANN401
    """List the labels of the types with which names begin, and those with which they go on.

    A label that the tagger does not know is empty.
    """
    known = set(tagger.labels())
    labels = [[f"{mark}-{kind}" for kind in TYPES] for mark in "BI"]
    return [[label if label in known else "" for label in of_mark] for of_mark in labels]


def _tag_sentence(
    tagger: Any,  # noqa: ANN401
    labels: Sequence[Sequence[str]],
    made: Features,
    line: tuple[int, int],
) -> Tagging:
    """Tag the tokens of one sentence or cell."""
    first, stop = line
    if not made.may_hold_names(first, stop):
        none = [_NONE] * (stop - first)
        return Tagging(["O"] * (stop - first), none, none)
    tags = tagger.tag(made.rows(first, stop))
    # Others are asked for by nobody, and a belief costs as much as a tag.
    asked = [tag != "O" or made.may_be_of_name(i) for i, tag in enumerate(tags, first)]
    begins, inner = (
        [_label_probabilities(tagger, names, i) if ask else _NONE for i, ask in enumerate(asked)]
        for names in labels
    )
    return Tagging(tags, begins, inner)


def _label_probabilities(tagger: Any, labels: Sequence[str], i: int) -> Beliefs:  # noqa: ANN401
    return tuple([tagger.marginal(label, i) if label else 0.0 for label in labels])


@lru_cache(maxsize=2)
def labels_of_lines(document: Document) -> frozenset[int]:
    """Return the tokens that are the "Q." and "A." before the lines of an interview."""
    tokens, text = document.tokens, document.text
    opening = [
        i
        for i, token in enumerate(tokens)
        if token.text in _ASKS and (not i or "\n" in text[tokens[i - 1].end : token.start])
    ]
    asked = {tokens[i].text for i in opening} == _ASKS
    return frozenset(opening) if asked else frozenset()


# The tagger asks, then who joins candidates, then who weighs them.
@lru_cache(maxsize=2)
def sequences(document: Document, *, cells: bool = True) -> tuple[tuple[int, int], ...]:
    """Cut the tokens of a document into its sentences, cells and the "Q." of an interview apart.

    The shipped model was trained on lines with their cells together (`cells` is false).
    """
    return tuple(_cut_into_sequences(document, cells=cells))


def _cut_into_sequences(document: Document, *, cells: bool) -> Iterator[tuple[int, int]]:
    cells = cells and ("\t" in document.text or "|" in document.text)
    labels, tokens = labels_of_lines(document), document.tokens
    for start, stop in _sentence_token_ranges(document):
        first = start
        for i in range(start + 1, stop):
            if i - 1 in labels or (cells and _opens_cell(document.text, tokens[i - 1], tokens[i])):
                yield first, i
                first = i
        yield first, stop


def _opens_cell(text: str, before: Token, token: Token) -> bool:
    """Whether a tab or a bar ends a cell between two tokens."""
    return before.text == "|" or "\t" in text[before.end : token.start]


def _sentence_token_ranges(document: Document) -> Iterator[tuple[int, int]]:
    tokens, first = document.tokens, 0
    for sentence in article_sentences(document.text):
        stop = first
        while stop < len(tokens) and tokens[stop].start < sentence.end:
            stop += 1
        if stop > first:
            yield first, stop
        first = stop
    if first < len(tokens):
        yield first, len(tokens)


@cache
def shipped_model(name: str) -> Any:  # noqa: ANN401
    """Open a conditional random field that is shipped beside this module, once a process."""
    import pycrfsuite

    model = pycrfsuite.Tagger()
    with as_file(files("resolvers.mention_detection.tagger").joinpath(name)) as path:
        model.open(str(path))
    return model

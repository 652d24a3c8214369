"""Adapters: names from a tagger of one's own, in place of the built-in ones.

An adapter is any callable that takes a text and gives `(start, end, label, score)` for each name,
offsets in code points. The names it gives are taken as they are; roles, nouns and chains are still
read by the rules around them. `spacy_names`, `gliner_names` and `transformers_names` wrap models of
those libraries, each an extra of the distribution.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from provenance.exceptions import InputError, MissingExtraError
from provenance.spans import Span
from resolvers.mention_detection.names import NameSpan
from resolvers.text.sentences import sentences

Found = Iterable[tuple[int, int, str, float]]
Names = Callable[[str], Found]

# Labels of common models to our types; what is not here is no person, organisation or place.
LABELS: Mapping[str, str] = {
    **dict.fromkeys(("PER", "PERSON", "person"), "PER"),
    **dict.fromkeys(("ORG", "ORGANIZATION", "ORGANISATION", "organization", "organisation"), "ORG"),
    **dict.fromkeys(
        ("LOC", "LOCATION", "GPE", "FAC", "FACILITY", "location", "place", "country", "city"), "LOC"
    ),
}
# Code points handed to a model with a bounded window at a time; about 300 of its tokens.
_PIECE = 1_200


@attrs.frozen(kw_only=True)
class Adapter:
    """Take names from a callable and check each of them.

    Args:
        name: what the ledger calls the detector; another name makes another reader, and all
            articles are read anew.
        names: the callable.
        labels: its labels to PER, ORG, LOC or none; names with other labels are left out.
    """

    name: str = attrs.field(validator=attrs.validators.min_len(1))
    names: Names
    labels: Mapping[str, str] = attrs.field(factory=lambda: dict(LABELS))

    def read(self, text: str) -> tuple[list[NameSpan], list[InputError]]:
        """Return the names of a text in order, and why others were refused: outside the text, empty, or crossing another."""
        kept: list[NameSpan] = []
        refused: list[InputError] = []
        for start, end, label, score in sorted(
            self.names(text), key=lambda found: (found[0], -found[1])
        ):
            fault = self._find_span_fault(text, start, end, kept)
            if fault:
                refused.append(
                    InputError(fault, file=f"adapter {self.name}", field=f"{start}:{end} {label}")
                )
            elif label in self.labels:
                belief = min(1.0, max(0.01, float(score)))
                kept.append(NameSpan(span=Span(start, end), type=self.labels[label], score=belief))
        return kept, refused

    @staticmethod
    def _find_span_fault(text: str, start: int, end: int, kept: Sequence[NameSpan]) -> str | None:
        if not 0 <= start < end <= len(text):
            return f"the span lies outside a text of {len(text)} code points"
        if not text[start:end].strip():
            return "the span holds white space alone"
        if kept and start < kept[-1].span.end:
            return f"the span crosses {kept[-1].span.surface(text)!r} at {kept[-1].span.start}:{kept[-1].span.end}"
        return None


# --- libraries --------------------------------------------------------------------------------------------------------


def spacy_names(nlp: Callable[[str], Any]) -> Names:
    """Take the entities of a spaCy pipeline; spaCy gives no score, so each counts as sure.

    Args:
        nlp: a loaded pipeline with an entity recogniser or ruler.
    """

    def names(text: str) -> Iterator[tuple[int, int, str, float]]:
        for entity in nlp(text).ents:
            yield entity.start_char, entity.end_char, entity.label_, 1.0

    return names


def gliner_names(
    model: Any,  # noqa: ANN401
    labels: Sequence[str] = ("person", "organization", "location"),
    threshold: float = 0.5,
) -> Names:
    """Take the entities of a GLiNER model, the text in pieces that fit its window.

    Args:
        model: a loaded model, with `predict_entities`.
        labels: what to ask for.
        threshold: the least score, 0 to 1.
    """

    def names(text: str) -> Iterator[tuple[int, int, str, float]]:
        for piece in pieces(text):
            for found in model.predict_entities(
                piece.surface(text), list(labels), threshold=threshold
            ):
                yield (
                    piece.start + found["start"],
                    piece.start + found["end"],
                    found["label"],
                    found["score"],
                )

    return names


def transformers_names(pipe: Callable[[str], Iterable[Mapping[str, Any]]]) -> Names:
    """Take the entities of a transformers token-classification pipeline, the text in pieces that fit its window.

    Args:
        pipe: made with `aggregation_strategy="simple"` or another that gives whole entities.
    """

    def names(text: str) -> Iterator[tuple[int, int, str, float]]:
        for piece in pieces(text):
            for found in pipe(piece.surface(text)):
                yield (
                    piece.start + found["start"],
                    piece.start + found["end"],
                    found["entity_group"],
                    float(found["score"]),
                )

    return names


def pieces(text: str) -> Iterator[Span]:
    """Cut a text into runs of whole sentences, none longer than a model's window unless a sentence is."""
    start = end = None
    for sentence in sentences(text):
        if start is not None and end is not None and sentence.end - start > _PIECE:
            yield Span(start, end)
            start = None
        start, end = sentence.start if start is None else start, sentence.end
    if start is not None and end is not None:
        yield Span(start, end)


# --- by name ----------------------------------------------------------------------------------------------------------


def load(what: str) -> Adapter:
    """Load an adapter by name: `spacy:MODEL`, `gliner:MODEL`, `transformers:MODEL`, or `module:callable`.

    Raises:
        MissingExtraError: the library is not installed.
        InputError: there is no such model, module or callable.
    """
    kind, _, name = what.partition(":")
    if not name:
        raise InputError(
            f"{what!r} names no tagger", file="names", hint="write spacy:MODEL, or module:callable"
        )
    loader = {"spacy": _load_spacy, "gliner": _load_gliner, "transformers": _load_transformers}.get(
        kind
    )
    try:
        return Adapter(
            name=what,
            names=loader(name) if loader else getattr(importlib.import_module(kind), name),
        )
    except (ImportError, AttributeError, OSError) as error:
        reason = str(error).splitlines()[0]
        raise InputError(
            f"{what!r} cannot be loaded: {reason}",
            file="names",
            hint="install it, or write it right",
        ) from error


def _load_spacy(name: str) -> Names:
    return spacy_names(_import_optional_library("spacy", "spacy").load(name))


def _load_gliner(name: str) -> Names:
    return gliner_names(_import_optional_library("gliner", "gliner").GLiNER.from_pretrained(name))


def _load_transformers(name: str) -> Names:
    pipeline = _import_optional_library("transformers", "transformers").pipeline
    return transformers_names(
        pipeline("token-classification", model=name, aggregation_strategy="simple")
    )


def _import_optional_library(module: str, extra: str) -> Any:  # noqa: ANN401
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise MissingExtraError(module, extra) from error

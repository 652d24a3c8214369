"""Other taggers plug in, and their slips are named."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

import provenance
import resolvers
from provenance.exceptions import InputError, MissingExtraError
from provenance.testing import texts
from resolvers.mention_detection.adapters import (
    Adapter,
    gliner_names,
    load,
    pieces,
    spacy_names,
    transformers_names,
)

TEXT = "Zorblat met Quux in Bilche 😀. Later Zorblat, the mayor of Bilche, left."


def pipeline() -> spacy.Language:
    """Build a small real pipeline: a blank tokeniser and a ruler."""
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns(  # type: ignore[attr-defined]
        [
            {"label": "PERSON", "pattern": "Zorblat"},
            {"label": "ORG", "pattern": "Quux"},
            {"label": "GPE", "pattern": "Bilche"},
            {"label": "DATE", "pattern": "Later"},
        ]
    )
    return nlp


def test_a_spacy_pipeline_names_whom_it_knows() -> None:
    """Its labels become our types; what is no person, organisation or place is left out."""
    names, refused = Adapter(name="spacy", names=spacy_names(pipeline())).read(TEXT)

    assert refused == []
    assert [(n.span.surface(TEXT), n.type) for n in names] == [
        ("Zorblat", "PER"),
        ("Quux", "ORG"),
        ("Bilche", "LOC"),
        ("Zorblat", "PER"),
        ("Bilche", "LOC"),
    ]


def test_an_adapter_s_names_are_chained_with_our_roles() -> None:
    """Roles beside its names are read as beside our own, and mentions say who found them."""
    with provenance.open(":memory:") as ledger:
        ledger.add([{"id": "a", "text": TEXT}])
        done = resolvers.resolve(ledger, names=Adapter(name="spacy", names=spacy_names(pipeline())))
        (zorblat,) = [e for e in ledger.entities() if e["name"] == "Zorblat"]
        detectors = {m.detector for chain in ledger.chains() for m in chain.mentions}

        assert done.refused == ()
        assert (zorblat["type"], zorblat["roles"], detectors) == (
            "PER",
            ("mayor of Bilche",),
            {"spacy"},
        )
        assert ledger.verify() == []


def test_bad_spans_are_refused_by_name_and_the_others_kept() -> None:
    """Outside the text, empty, of white space, crossing another: each says which, where and whose."""

    def slips(_: str) -> Iterator[tuple[int, int, str, float]]:
        yield from [
            (0, 7, "PER", 0.9),
            (5, 15, "PER", 0.9),
            (20, 20, "LOC", 1),
            (11, 12, "LOC", 1),
            (60, 999, "ORG", 1),
        ]

    with provenance.open(":memory:") as ledger:
        ledger.add([{"id": "a", "text": TEXT}])
        done = resolvers.resolve(ledger, names=Adapter(name="mine", names=slips))

    assert [str(error) for error in done.refused] == [
        "adapter mine: field '5:15 PER': the span crosses 'Zorblat' at 0:7 in article 'a'",
        "adapter mine: field '11:12 LOC': the span holds white space alone in article 'a'",
        f"adapter mine: field '20:20 LOC': the span lies outside a text of {len(TEXT)} code points in article 'a'",
        f"adapter mine: field '60:999 ORG': the span lies outside a text of {len(TEXT)} code points in article 'a'",
    ]


@given(
    texts(),
    st.lists(
        st.tuples(
            st.integers(-3, 90),
            st.integers(-3, 90),
            st.sampled_from(["PER", "X"]),
            st.floats(-1, 2),
        )
    ),
)
def test_whatever_an_adapter_says_what_is_kept_is_sound(
    text: str, found: list[tuple[int, int, str, float]]
) -> None:
    """Kept names lie in the text in order and do not overlap.

    Every other name is refused or has no type of ours.
    """
    names, refused = Adapter(name="any", names=lambda _: found).read(text)

    assert all(a.span.end <= b.span.start for a, b in pairwise(names))
    assert all(name.span.end <= len(text) and 0 < name.score <= 1 for name in names)
    assert len(names) + len(refused) <= len(found)


class Windowed:
    """Stand where a GLiNER model or a transformers pipeline stands, with their outputs and a bounded window."""

    def __init__(self) -> None:
        self.longest = 0

    def predict_entities(
        self, text: str, labels: list[str], threshold: float
    ) -> list[dict[str, Any]]:
        """Answer as GLiNER does."""
        self.longest = max(self.longest, len(text))
        at = [i for i in range(len(text)) if text.startswith("Zorblat", i)]
        return [
            {"start": i, "end": i + 7, "label": labels[0], "score": threshold + 0.1} for i in at
        ]

    def __call__(self, text: str) -> list[Mapping[str, Any]]:
        """Answer as a token-classification pipeline does."""
        return [
            {**found, "entity_group": "PER"} for found in self.predict_entities(text, ["PER"], 0.5)
        ]


@pytest.mark.parametrize("wrap", [gliner_names, transformers_names])
def test_long_texts_reach_a_model_in_pieces_with_their_offsets(wrap) -> None:  # type: ignore[no-untyped-def]
    """Whole sentences, none past the window, and every offset is that of the text."""
    model, text = Windowed(), "Then Zorblat left the room. " * 200
    names, refused = Adapter(name="windowed", names=wrap(model)).read(text)

    assert (len(names), refused) == (200, [])
    assert {n.span.surface(text) for n in names} == {"Zorblat"}
    assert model.longest < 1_300


@given(st.text(st.sampled_from("Ab. \n!?"), max_size=4_000))
def test_pieces_hold_every_word(text: str) -> None:
    """Nothing between two pieces but white space."""
    held = {i for piece in pieces(text) for i in range(piece.start, piece.end)}

    assert all(text[i].isspace() for i in range(len(text)) if i not in held)


def test_a_callable_is_loaded_by_its_name(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:  # type: ignore[no-untyped-def]
    """`module:callable`, as the command line takes it."""
    (tmp_path / "my_tagger.py").write_text("def names(text):\n    return [(0, 3, 'PER', 1.0)]\n")
    monkeypatch.syspath_prepend(tmp_path)

    assert load("my_tagger:names").read("Bob left.")[0][0].type == "PER"


@pytest.mark.parametrize(
    "what", ["spacy", "no_such_module:x", "json:no_such", "spacy:no_such_model"]
)
def test_a_tagger_that_is_not_there_is_one_sentence(what: str) -> None:
    """What, and what to do."""
    with pytest.raises(InputError, match=what):
        load(what)


def test_a_missing_library_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """The line to type stands in the message."""
    monkeypatch.setitem(sys.modules, "gliner", None)

    with pytest.raises(MissingExtraError, match=r"pip install 'spantrail\[gliner\]'"):
        load("gliner:some/model")

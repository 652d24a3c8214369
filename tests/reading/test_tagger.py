"""The tagger and the rules make one list of names, and its model is what the training script makes."""

from __future__ import annotations

from pathlib import Path

import pytest

from provenance.spans import Span
from resolvers.reading.finding.names import NameSpan
from resolvers.reading.tagger import training
from resolvers.reading.tagger.document import read_document
from resolvers.reading.tagger.features import Features, normal, shape_of
from resolvers.reading.tagger.merge import agree, merge
from resolvers.reading.tagger.model import TYPES, Tagging, sequences, tag
from resolvers.reading.tagger.training import Labelled, join, label, read_set, score, train

DATA = Path(__file__).parents[2].parent / "shared/data/ner"


def tagged(text: str, **kinds: str) -> dict[str, str]:
    """Merge the rules with a tagging of words given as word=type, fully believed; B- and I- follow the text."""
    document = read_document(text)
    tags, beliefs, before = [], [], "O"
    for token in document.tokens:
        kind = kinds.get(token.text, "O")
        tags.append("O" if kind == "O" else f"{'I' if before == kind else 'B'}-{kind}")
        beliefs.append(tuple(float(kind == one) for one in TYPES))
        before = kind
    return {name.span.surface(text): name.type for name in merge(document, Tagging(tags, beliefs))}


def test_the_tagger_tells_a_type_where_the_rules_have_none() -> None:
    """A single unknown capital is a person if the tagger knows better."""
    assert tagged("They saw Hannity there.") == {"Hannity": "none"}
    assert tagged("They saw Hannity there.", Hannity="PER") == {"Hannity": "PER"}


def test_a_name_of_the_tagger_has_no_title_and_no_article() -> None:
    """What some sets mark as part of the name stays outside."""
    names = tagged("We met the Mr. Zorblat there.", the="PER", Zorblat="PER") | tagged(
        "US President Qubec Zorblat spoke.", US="PER", President="PER", Qubec="PER", Zorblat="PER"
    )

    assert names == {"Zorblat": "PER", "US": "LOC", "Qubec Zorblat": "PER"}


def test_a_head_noun_is_stronger_than_the_tagger() -> None:
    """A tower bears a person's name and is none."""
    assert tagged("They met in the Keller Tower.", Keller="PER", Tower="PER") == {
        "Keller Tower": "LOC"
    }


def test_a_surname_is_a_person_like_its_full_name() -> None:
    """One article has one sense of a name."""
    text = "Ada Crane met Crane."
    names = [
        NameSpan(span=Span(0, 9), type="PER", score=0.9),
        NameSpan(span=Span(14, 19), type="ORG", score=0.5),
    ]

    assert [name.type for name in agree(text, names)] == ["PER", "PER"]


def test_what_the_rules_alone_guess_keeps_its_span_without_a_type() -> None:
    """The tagger sees no name: the mention stays, its type is not claimed."""
    assert tagged("The Zorblat Act passed, Zorblat said.")["Zorblat"] in {"none", "PER"}


@pytest.mark.parametrize(
    ("word", "shape"),
    [("Macron", "Xx"), ("U.S.", "X.X."), ("2025", "d"), ("McCain", "XxXx"), ("Élysée’s", "Xx'x")],
)
def test_shapes_fold_runs(word: str, shape: str) -> None:
    """Capitals, small letters and digits; quotes are plain, for features only."""
    assert shape_of(word) == shape


def test_normal_words_are_plain() -> None:
    """Case, digits and typography say nothing about who it is."""
    assert normal("Jean–Luc’s2") == "jean-luc's0"


def test_every_token_has_features_and_a_tag() -> None:
    """Sentences cover all tokens, in order."""
    document = read_document("Peskov spoke. “No,” he said.\n\nMoscow — 5 p.m. é́ 😀\r\n")
    tagging = tag(document)
    covered = [i for first, stop in sequences(document) for i in range(first, stop)]

    assert covered == list(range(len(document.tokens)))
    assert (
        len(Features(document).rows(0, len(document.tokens)))
        == len(tagging.tags)
        == len(tagging.beliefs)
        == len(document.tokens)
    )


def test_sentences_are_joined_with_their_offsets() -> None:
    """Marked names are read back from the text."""
    text, gold = join(
        [
            (
                ["Ada", "Crane", "(", "MP", ")", "spoke", "."],
                ["B-PER", "I-PER", "O", "O", "O", "O", "O"],
            )
        ]
    )

    assert text == "Ada Crane (MP) spoke.\n"
    assert {text[start:end] for start, end, _ in gold} == {"Ada Crane"}


def test_a_marked_name_that_ends_inside_a_token_is_left_out() -> None:
    """A question mark keeps its sentence out of the training."""
    document = read_document("McDonalds rose.")

    assert label(Labelled("x", document, {(0, 2, "ORG")}))[0] == "?"


def test_training_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    """Nothing is drawn at random."""
    parts = [
        (f"Ms. {name} of {place} spoke .".split(), ["O", "B-PER", "O", "B-LOC", "O", "O"])
        for name, place in PAIRS
    ]
    for number in (1, 2):
        text, gold = join(parts)
        train([Labelled("x", read_document(text), gold)], tmp_path / str(number))

    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes()


PAIRS = [
    ("Crane", "Bilche"),
    ("Dorn", "Tolk"),
    ("Quist", "Varr"),
    ("Amsel", "Rook"),
    ("Harrow", "Minch"),
]


@pytest.mark.skipif(not DATA.exists(), reason="the tagged sets are not here")
def test_the_shipped_model_is_what_the_script_trains(tmp_path: Path) -> None:
    """Another processor may round differently, so the tags on unseen documents are compared, and how good they are."""
    import pycrfsuite

    labelled = [item for name in training.SETS for item in read_set(DATA / f"{name}.jsonl")]
    train([item for item in labelled if not item.held_out], tmp_path / "model")
    tagger = pycrfsuite.Tagger()
    tagger.open(str(tmp_path / "model"))
    held = [item for item in labelled if item.held_out]
    ours = [tag(item.document) for item in held]
    again = [training.tag_with(tagger, item.document) for item in held]
    same = [
        a == b
        for x, y in zip(ours, again, strict=True)
        for a, b in zip(x.tags, y.tags, strict=True)
    ]
    rules = score((training.as_gold(item.document.names), item.gold) for item in held)
    both = score(
        (training.as_gold(merge(i.document, t)), i.gold) for i, t in zip(held, ours, strict=True)
    )

    assert sum(same) / len(same) > 0.999
    assert both[0] > rules[0] + 0.04
    assert both[1] > rules[1] + 0.04

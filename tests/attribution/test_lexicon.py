"""The cue lexicon: its forms, and a user's file beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from provenance.exceptions import InputError
from resolvers.attribution.lexicon import cues, nouns
from resolvers.attribution.rules import attribute


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Name a folder of a user's lists, and read the lists anew before and after."""
    monkeypatch.setenv("SPANTRAIL_LEXICON", str(tmp_path))
    cues.cache_clear()
    nouns.cache_clear()
    yield tmp_path
    cues.cache_clear()
    nouns.cache_clear()


@pytest.mark.parametrize(
    "form",
    [
        "said",
        "says",
        "saying",
        "denied",
        "denies",
        "denying",
        "urging",
        "agreed",
        "rebutted",
        "told",
    ],
)
def test_verbs_have_their_forms(form: str) -> None:
    """Regular forms are made, irregular ones are listed."""
    assert form in cues()


def test_a_user_s_verbs_and_nouns_report_as_well(folder: Path) -> None:
    """A file of the same name adds rows; columns may be left out."""
    text = "Crane grouched that the bridge was safe. Holt shared her hunch that it was not."
    assert attribute(text) == []

    (folder / "cues.tsv").write_text("lemma\tclass\tpatterns\ngrouch\tassertive\tclause\n")
    (folder / "cue_nouns.tsv").write_text("noun\tclass\nhunch\tbelief\n")
    cues.cache_clear()
    nouns.cache_clear()

    assert [(c.modality, c.cue[0].surface(text)) for c in attribute(text)] == [
        ("assertive", "grouched"),
        ("belief", "hunch"),
    ]


def test_a_class_that_there_is_not_is_named(folder: Path) -> None:
    """With the word, and the classes there are."""
    (folder / "cues.tsv").write_text("lemma\tclass\ngrouch\tcross\n")
    cues.cache_clear()

    with pytest.raises(InputError, match=r"'grouch' has the class 'cross'.*take one of neutral"):
        cues()

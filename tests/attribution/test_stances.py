"""How a speaker stands to what is reported, and what is done with the words."""

from __future__ import annotations

import pytest

from resolvers.attribution.records import Attribution
from resolvers.attribution.rules import attribute


def reading(text: str, words: str) -> Attribution:
    """Return the attribution whose content has these words, the shortest of several."""
    found = [r for r in attribute(text) if any(words in p.surface(text) for p in r.content)]
    return min(found, key=lambda r: r.content[-1].end - r.content[0].start)


@pytest.mark.parametrize(
    ("text", "words", "stance"),
    [
        ("Crane said the road was open.", "open", "asserts"),
        ("Crane denied that the wall had failed.", "failed", "denies"),
        ("Crane did not believe that the wall would hold.", "hold", "denies"),
        ("Crane asked whether the road was open.", "open", "asks"),
        ("“Who pays for it?” Crane said.", "pays", "asks"),
        ("Crane did not say the road was shut.", "shut", "withholds"),
        ("No official said the road was shut.", "shut", "withholds"),
        ("Crane declined to say who would pay.", "who", "withholds"),
        ("Crane stopped short of saying the road was shut.", "shut", "withholds"),
        ("Crane neither confirmed nor denied that the road was shut.", "shut", "withholds"),
        ("Crane may say that the road is shut.", "shut", "supposes"),
        ("If Crane says the road is shut, they will turn.", "shut", "supposes"),
        ("Had Crane said it was safe, they would have gone.", "safe", "supposes"),
        ("It was as if Crane had said the road was open.", "open", "supposes"),
        ("Has Crane said the road is shut?", "shut", "supposes"),
        ("Crane allegedly said he would burn them.", "burn", "hearsay"),
        ("A post falsely claimed that Crane said he would resign.", "resign", "hearsay"),
        ("Rumours that Crane said he would resign are false.", "resign", "hearsay"),
        ("Holt denied that Crane had said the road was open.", "open", "hearsay"),
    ],
)
def test_only_what_was_asserted_is_asserted(text: str, words: str, stance: str) -> None:
    """A denial, a condition, a question and hearsay are no assertion, whoever is named."""
    found = reading(text, words)

    assert found.stance == stance
    assert (found.certainty == "possible") == (stance in {"supposes", "hearsay"})


def test_what_is_called_false_ends_before_the_verdict() -> None:
    """The writer's word on a rumour is not a part of it."""
    text = "Rumours that Crane said he would resign are false."

    assert not any("false" in p.surface(text) for r in attribute(text) for p in r.content)


@pytest.mark.parametrize(
    ("text", "words", "act"),
    [
        ("Crane said the road was open.", "open", "said"),
        ("Crane tweeted that the road was open.", "open", "wrote"),
        ("Crane asked whether it was open.", "open", "asked"),
        ("Crane thinks that the road is open.", "open", "believes"),
        ("Crane plans to open the road.", "open", "plans"),
        ("Crane told them to open the road.", "open", "demands"),
        ("Crane called for calm.", "calm", "demands"),
        ("The survey shows that most of them agree.", "agree", "evidence"),
        ("Crane praised the new road.", "road", "about"),
        ("Crane denied the charge.", "charge", "said"),
        ("Crane called the plan “a disgrace”.", "disgrace", "said"),
    ],
)
def test_an_act_says_what_is_done_with_words(text: str, words: str, act: str) -> None:
    """What is in somebody's mind, or only spoken about, states nothing."""
    assert reading(text, words).act == act


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Reed said not a single worker died.", "not a single worker died"),
        ("Reed said nearly 200 people were hurt.", "nearly 200 people were hurt"),
        ("Reed said only two men died.", "only two men died"),
        ("Reed said Kelly lied.", "Kelly lied"),
        ("Reed said not all of them left.", "not all of them left"),
        ("Reed said early voting was up.", "early voting was up"),
        ("Reed said again that the road was open.", "that the road was open"),
        ("Reed said, however, the road is open.", "the road is open"),
    ],
)
def test_words_of_number_and_polarity_belong_to_what_is_said(text: str, words: str) -> None:
    """An adverb is the verb's own only where something other than what is said follows it."""
    (found,) = attribute(text)

    assert [piece.surface(text) for piece in found.content] == [words]


@pytest.mark.parametrize("joint", [", and", ", but", ", while", ";"])
def test_a_content_ends_where_another_speaks(joint: str) -> None:
    """Behind a joint with a subject and a verb of its own another says something else."""
    text = f"Tom Reed said the road was shut{joint} Ada Crane said it was open."
    first, second = attribute(text)

    assert [p.surface(text) for p in (*first.content, *second.content)] == [
        "the road was shut",
        "it was open",
    ]
    assert second.source[0].surface(text) == "Ada Crane"

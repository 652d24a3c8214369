"""Stances: whether a speaker asserts what is reported, denies, asks or withholds it, or may say it.

A negated verb of saying is no denial: who "did not say" so has withheld it. What stands in a
condition, a question or an account that is called hearsay or false was not asserted (factuality in
the manner of Saurí & Pustejovsky 2009).
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import NamedTuple

from resolvers.attribution.grammar import ASKING, AUXILIARIES, BREAKS, QUESTIONS, place_of
from resolvers.attribution.sentence_words import Layout
from resolvers.text.words import word_set

_HEARSAY = word_set("allegedly reportedly supposedly purportedly reputedly")
_FALSELY = word_set("falsely wrongly mistakenly incorrectly erroneously baselessly untruthfully")
_CONDITIONS = word_set("if unless lest whether")
_NOBODY = word_set("no none nobody neither")
_WITHHOLDING = word_set("decline refuse hesitate")
_RUMOURS = word_set("rumour rumours rumor rumors speculation")
_JOINTS = BREAKS | {"and", "but"}
_REACH = 4  # words between a condition and its subject


class Stance(NamedTuple):
    """Say how a speaker stands to the reported words.

    With polarity and certainty as they follow from it.
    """

    stance: str
    polarity: str
    certainty: str


class Reported(NamedTuple):
    """Give what a stance is read from, in words of the layout."""

    layout: Layout
    lemma: str
    kind: str
    cue: tuple[int, int] | None
    source: tuple[int, int] | None
    content: tuple[int, int]
    polarity: str
    certainty: str


# dense: one stance a line
def stance_of(said: Reported) -> Stance:
    """Read the stance of one attribution."""
    polarity = (
        "denied" if _has_nobody_as_source(said) or _stops_short_of_saying(said) else said.polarity
    )
    if polarity == "denied":
        mind = said.kind == "belief"  # "did not believe that it was safe"
        return Stance("denies" if mind else "withholds", polarity, said.certainty)
    if _cue_has(said, _HEARSAY | _RUMOURS):
        return Stance("hearsay", polarity, "possible")
    if said.certainty == "possible" or _is_saying_conditional(said) or _is_saying_questioned(said):
        return Stance("supposes", polarity, "possible")
    if said.kind == "denial":
        return Stance("withholds" if said.lemma in _WITHHOLDING else "denies", polarity, "stated")
    return Stance("asks" if _has_question_content(said) else "asserts", polarity, "stated")


def is_called_false(said: Reported) -> bool:
    """Whether the article calls what is reported false: "a post falsely claimed that"."""
    return _cue_has(said, _FALSELY)


def _cue_has(said: Reported, words: frozenset[str]) -> bool:
    return said.cue is not None and not words.isdisjoint(
        said.layout.low[said.cue[0] : said.cue[1] + 1]
    )


def _has_nobody_as_source(said: Reported) -> bool:
    """Whether nobody said it: "No official said …", "Neither …"."""
    return said.source is not None and said.layout.low[said.source[0]] in _NOBODY


def _stops_short_of_saying(said: Reported) -> bool:
    """Read "stopped short of saying", "without saying", "instead of saying"."""
    if said.cue is None or said.cue[0] < 2:
        return False
    before = said.layout.low[said.cue[0] - 2 : said.cue[0]]
    return before[1] == "without" or before in (
        ["short", "of"],
        ["instead", "of"],
        ["rather", "than"],
    )


def _is_saying_conditional(said: Reported) -> bool:
    """Whether the saying is a condition: "if he says", "as if she had said", "had he said"."""
    if said.source is None:
        return False
    near = _words_before_source(said, said.source[0])
    if not _CONDITIONS.isdisjoint(near) or ("as", "though") in pairwise(near):
        return True
    return near in (["had"], ["should"], ["were"])


def _words_before_source(said: Reported, first: int) -> list[str]:
    """Return the words before a source, as far as they are of its clause."""
    near = range(first - 1, max(_sentence_bounds_of_source(said)[0], first - _REACH) - 1, -1)
    joint = place_of(said.layout.low, _JOINTS, near)
    return said.layout.low[near.stop + 1 if joint is None else joint + 1 : first]


def _is_saying_questioned(said: Reported) -> bool:
    """Whether the article asks if it was said: "Has the mayor said that it is shut?"."""
    if said.source is None:
        return False
    lo, hi = _sentence_bounds_of_source(said)
    before = said.source[0] - 1
    opens = lo <= before <= lo + 1 and said.layout.low[before] in AUXILIARIES
    return opens and said.layout.low[hi - 1] == "?"


def _has_question_content(said: Reported) -> bool:
    """Whether the reported words are a question."""
    first, last = said.content
    layout = said.layout
    if layout.text[layout.starts[last] : layout.ends[last]].rstrip("”\"’'»").endswith("?"):
        return True
    return said.lemma in ASKING and layout.low[first] in QUESTIONS


def _sentence_bounds_of_source(said: Reported) -> tuple[int, int]:
    """Return the first word of the sentence that a source stands in, and one past its last."""
    place = said.source[0] if said.source else said.content[0]
    sentences = said.layout.sentences
    number = bisect_right(sentences, (place, len(said.layout.words), 0)) - 1
    lo, hi, _ = sentences[max(0, number)]
    return lo, hi

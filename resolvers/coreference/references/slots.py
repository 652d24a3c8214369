"""Slots: whether a place name stands for the place or for its government."""

from __future__ import annotations

import re

from provenance.spans import Span
from resolvers.lexicon.lexicon import lexicon

_WORD = re.compile(r"[^\W\d_]+")
_WINDOW = 40  # code points on either side; enough for two words

# Words before a capital that make it a party to something rather than a scene.
_PARTY = frozenset("with between against by".split())
_SCENE = frozenset(
    "in at near from to outside around through across into within of over above toward towards".split()
)

# What belongs to a government and not to a city.
_POLICY = re.compile(
    r"(?:'s|’s|'|’)\s+(?:\w+\s+){0,2}?(?:polic(?:y|ies)|positions?|demands?|offers?|proposals?|plans?|refusal|decision|stance|"
    r"responses?|ambitions?|intentions?|aggression|invasion|war|sanctions|interests?|concerns?|claims?|denials?|threats?|"
    r"warnings?|programs?|programmes?|arsenal|weapons|missiles?|troops|forces|military|influence|role|support|allies|"
    r"relations|ties|diplomats?|ambassadors?|leaders?|leadership)\b"
)
_ADVERBS = frozenset(
    "also now still again later never long only already officially quickly repeatedly".split()
)


def speaks(text: str, span: Span) -> bool:
    """Whether the name at the span is used as an actor ("Moscow said") and not as a scene ("in Moscow").

    A neighbourhood without words, as in a list of names, says nothing: the name is the place.
    """
    if _POLICY.match(text, span.end):
        return True
    before = _word_before_place(text, span.start)
    if before in _SCENE:
        return False
    if before in _PARTY:
        return True
    glued = text[span.end : span.end + 1] == " "
    return glued and _is_acting_verb(_verb_behind_place(text, span.end))


def _word_before_place(text: str, start: int) -> str:
    """Return the last word before a position in its line, in lower case."""
    line = text[max(0, start - _WINDOW) : start].rsplit("\n", maxsplit=1)[-1]
    words = _WORD.findall(line)
    return words[-1].lower() if words else ""


def _verb_behind_place(text: str, end: int) -> str:
    """Return the first word behind a name in its line that is no adverb, in lower case."""
    line = text[end : end + _WINDOW].split("\n", maxsplit=1)[0]
    words = (word.lower() for word in _skip_second_capital(_WORD.findall(line)))
    return next((word for word in words if word not in _ADVERBS), "")


def _is_acting_verb(verb: str) -> bool:
    return verb in lexicon().acting_verbs or verb in lexicon().speech_verbs


def _skip_second_capital(after: list[str]) -> list[str]:
    """Step over a second capital: "Seoul and Pyongyang have remained at war"."""
    paired = len(after) > 1 and after[0] == "and" and after[1].lower() in lexicon().capitals
    return after[2:] if paired else after

"""Slots: whether a place name stands for the place or for its government."""

from __future__ import annotations

import re

from provenance.spans import Span
from resolvers.reading.lexicon import lexicon

_WORD = re.compile(r"[^\W\d_]+")
_WINDOW = 40  # code points on either side; enough for two words

# Words before a capital that make it a party to something rather than a scene.
_PARTY = frozenset("with between against by".split())
_SCENE = frozenset("in at near from to outside around through across into within of over above toward towards".split())
# Verbs that governments do and cities do not; speech verbs come from the lexicon.
_ACTS = frozenset(
    "agreed agrees refused refuses rejected rejects wants wanted insists insisted accused accuses denied denies condemned "
    "backs backed supports supported opposes opposed vowed vows pledged pledges threatened threatens signalled signaled "
    "imposed imposes sought seeks demanded demands sees views fears hopes believes considers expects would could must will "
    "has may might should kept keeps gave gives sent sends offered offers told tells called calls urged urges warned warns "
    "cares cared knows knew needs needed plans planned intends intended hoped feared promised promises proposed proposes "
    "summoned expelled expels banned bans lifted lifts suspended suspends withdrew withdraws recalled recalls signed signs "
    "claims claimed maintains maintained decided decides stopped stops continues continued".split()
)


def speaks(text: str, span: Span) -> bool:
    """Tell whether the name at the span is used as an actor ("Moscow said") and not as a scene ("in Moscow").

    A neighbourhood without words, as in a list of names, says nothing: the name is the place.
    """
    before = _WORD.findall(text[max(0, span.start - _WINDOW) : span.start].rsplit("\n", maxsplit=1)[-1])
    after = _WORD.findall(text[span.end : span.end + _WINDOW].split("\n", maxsplit=1)[0])
    if before and before[-1].lower() in _SCENE:
        return False
    if before and before[-1].lower() in _PARTY:
        return True
    glued = text[span.end : span.end + 1] == " "
    return bool(after) and glued and (after[0].lower() in _ACTS or after[0].lower() in lexicon().speech_verbs)

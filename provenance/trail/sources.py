"""Sources: who stands behind a proposition, however many outlets print it.

One statement that three outlets quote has one source in three outlets: whoever says it. An outlet
that reports it in its own voice is a source, too, and those that copied it are not. Whom nobody
names may be anybody: unnamed sources of two reportings are two, and are told apart by what they are
called.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import attrs

from provenance.trail.answers import AnswerRecord
from provenance.trail.assertions import Voice

# The head of a description stands before the first of these: "officials at the ministry".
_HEAD_END = re.compile(
    r",|\s(?:of|in|at|from|with|for|on|near|who|whose|that|which|familiar|close|briefed|and|or)\b"
)
_WORD = re.compile(r"[^\W\d_]+")


@attrs.frozen(kw_only=True, repr=False)
class OriginalSource(AnswerRecord):
    """Hold one source with all places where it is heard.

    Args:
        kind: named (an entity), unnamed ("officials"), unknown (nobody is said to say it), or
            outlet (what it reports in its own voice).
        entity: the id of the entity that speaks; None where nobody is known to.
        name: its name, the outlet's, or the head of the words that describe it.
        voices: where it is heard, the first heard first.
    """

    kind: str
    entity: str | None
    name: str | None
    voices: tuple[Voice, ...]

    @property
    def outlets(self) -> tuple[str | None, ...]:
        """The outlets through which it is heard, none twice."""
        return tuple(dict.fromkeys(voice.outlet for voice in self.voices))

    @property
    def origins(self) -> tuple[str | None, ...]:
        """The reportings through which it is heard, none twice."""
        return tuple(dict.fromkeys(voice.origin for voice in self.voices))

    @property
    def stances(self) -> tuple[str, ...]:
        """What it does: says, denies, reports; more than one where that differs."""
        return tuple(dict.fromkeys(voice.does for voice in self.voices))


def sources_of(voices: Iterable[Voice]) -> tuple[OriginalSource, ...]:
    """Gather voices by whose they are, the source that was heard first in front."""
    several: dict[tuple[str | None, ...], list[Voice]] = {}
    for voice in voices:
        several.setdefault(_source_key(voice), []).append(voice)
    return tuple(_original_source(key, found) for key, found in several.items())


def _source_key(voice: Voice) -> tuple[str | None, ...]:
    """Return what tells a source from others: the entity, or its name in one reporting."""
    if voice.narrated:
        return ("outlet", None, voice.origin or voice.outlet)
    if voice.speaker is not None:
        return ("named", voice.speaker)
    described = head_of(voice.speaker_name)
    return ("unnamed" if described else "unknown", None, described, voice.origin or voice.article)


def _original_source(key: tuple[str | None, ...], voices: list[Voice]) -> OriginalSource:
    kind, entity = key[0] or "", key[1]
    name = head_of(voices[0].speaker_name) if kind == "unnamed" else voices[0].speaker_name
    return OriginalSource(kind=kind, entity=entity, name=name, voices=tuple(voices))


def head_of(description: str | None) -> str | None:
    """Return the head noun of a description: "officials" of "two senior officials at the ministry"."""
    before = _HEAD_END.split(description or "", maxsplit=1)[0]
    words = _WORD.findall(before)
    return words[-1].lower() if words else None

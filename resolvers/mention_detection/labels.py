"""Labels: who speaks in transcripts and interviews, and under which handle people post.

A line of a transcript begins with its speaker and a colon ("ORTON: Thank you."), an interview with
"Q." and "A."; neither is a sentence, so what stands there is told by its form and by being used
again and again.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress

import attrs

from provenance.spans import Span
from resolvers.lexicon.lexicon import lexicon
from resolvers.mention_detection.names import NameSpan
from resolvers.text.folding import fold

LABEL = re.compile(
    r"""
    ^[ \t]*(?:\*\*|__|[-–•>*][ ])?[ ]*[“"]?            # a bullet, bold in Markdown, a mark
    (?P<name>[^\W\d_](?:[^\W_]|[.'’\- ]){1,40}?)       # the speaker
    (?P<what>\s?\([^)\n]{1,30}\)|,\s[^:\n.]{1,30})?    # what he is
    (?:\*\*|__)?:(?:\*\*|__)?(?=\s|$)[ \t]*
    """,
    re.VERBOSE | re.MULTILINE,
)
_COLON = re.compile(
    r"^[^\n:]{2,90}:", re.MULTILINE
)  # at five times the speed, a line that may be one
POST = re.compile(
    r"^(?:[↳>*•-][ \t]*)?(?:(?P<name>[^\W\d_][^@\n·]{1,40}?)[ \t]+)?"
    r"\(?(?P<handle>@\w{2,30})\)?[ \t]*"
    r"(?:·|[—–-]|\|)[^\n]{1,40}\n(?:Replying to [^\n]+\n)?",
    re.MULTILINE,
)
_HANDLE = re.compile(r"(?<![\w@./])@\w{2,30}\b")
STAGE = re.compile(r"^[ \t]*[(\[]([^)\]\n]{1,60})[)\]][ \t]*$", re.MULTILINE)  # (CROSSTALK)
_WORDS = 4  # of a speaker's name
_WORD = re.compile(r"\S+")
_NEAR = 2  # code points between a name and the handle behind it
_BELIEF = 0.9


def label_lines(text: str) -> Iterator[re.Match[str]]:
    """Find the lines that begin with what may be a speaker and a colon."""
    lines = (LABEL.match(text, line.start()) for line in _COLON.finditer(text))
    return (label for label in lines if label is not None)


def with_labels(text: str, names: Sequence[NameSpan]) -> list[NameSpan]:
    """Add speakers and handles to the names of a text, and drop stage directions.

    Args:
        text: the text.
        names: its names, in order; none overlap.
    """
    stages = [Span(m.start(1), m.end(1)) for m in STAGE.finditer(text) if m[1].isupper()]
    names = [name for name in names if not any(stage.overlaps(name.span) for stage in stages)]
    names = _replace_overlapping_names(names, _find_speaker_names(text, names))
    names = _replace_overlapping_names(names, _find_poster_names(text, names))
    return _replace_overlapping_names(names, _find_handle_names(text, names))


def _replace_overlapping_names(
    names: Sequence[NameSpan], better: Sequence[NameSpan]
) -> list[NameSpan]:
    """Put names in the place of those that they overlap."""
    if not better:
        return list(names)
    kept = [n for n in names if not any(n.span.overlaps(b.span) for b in better)]
    return sorted([*kept, *better], key=lambda name: name.span)


# --- speakers -------------------------------------------------------------------------------------


def _find_speaker_names(text: str, names: Sequence[NameSpan]) -> list[NameSpan]:
    """Find the persons that lines begin with, and type what else bears their names."""
    found = [
        span
        for match in label_lines(text)
        if (span := _name_without_titles(text, match.span("name")))
    ]
    labels = [
        NameSpan(span=span, type="PER", score=_BELIEF)
        for span in _speaker_labels(text, found, _folded_person_names(text, names))
    ]
    spoken = {fold(label.span.surface(text)) for label in labels}
    return _replace_overlapping_names(
        _retype_speaker_names(text, names, spoken | _last_words(spoken)), labels
    )


def _folded_person_names(text: str, names: Iterable[NameSpan]) -> set[str]:
    """Return the folded names of persons, and their last words."""
    persons = {fold(name.span.surface(text)) for name in names if name.type == "PER"}
    return persons | _last_words(persons)


def _speaker_labels(text: str, labels: Sequence[Span], known: set[str]) -> list[Span]:
    """Return the labels of persons: those that the text knows, or that speak again."""
    folded = [fold(span.surface(text)) for span in labels]
    times = Counter(map(_last_word, folded))
    speak = [words in known or times[_last_word(words)] > 1 for words in folded]
    return list(compress(labels, speak))


def _last_word(words: str) -> str:
    return words.rsplit(maxsplit=1)[-1] if words else ""


def _last_words(names: Iterable[str]) -> set[str]:
    return {words.split()[-1] for words in names if words}


def _retype_speaker_names(text: str, names: Iterable[NameSpan], spoken: set[str]) -> list[NameSpan]:
    """Make persons of what bears the names of speakers."""
    return [
        attrs.evolve(name, type="PER", score=_BELIEF)
        for name in names
        if name.type != "PER" and fold(name.span.surface(text)) in spoken
    ]


def _name_without_titles(text: str, place: tuple[int, int]) -> Span | None:
    """Return a speaker without titles and roles; None where that is no name."""
    spans = [Span(*match.span()) for match in _WORD.finditer(text, *place)]
    while spans and _is_title_or_role(spans[0].surface(text)):
        spans = spans[1:]
    if not 1 <= len(spans) <= _WORDS or not all(_may_be_name_word(s.surface(text)) for s in spans):
        return None
    return Span(spans[0].start, spans[-1].end)


def _is_title_or_role(word: str) -> bool:
    folded = fold(word)
    return folded in lexicon().titles or folded in lexicon().roles


def _may_be_name_word(word: str) -> bool:
    folded = fold(word)
    small = folded in lexicon().particles
    capital = word[0].isupper() and len(folded) > 1
    known = folded in lexicon().roles or folded in lexicon().common_words
    return small or (capital and not known and folded not in lexicon().not_names)


# --- handles --------------------------------------------------------------------------------------


def _find_poster_names(text: str, names: Sequence[NameSpan]) -> list[NameSpan]:
    """Find who posts under a handle where nothing else is found: "Bo Landry @BoLandry · Oct 15"."""
    taken = [name.span for name in names]
    named = (match for match in POST.finditer(text) if match["name"])
    found = (_name_without_titles(text, match.span("name")) for match in named)
    free = (span for span in found if span and not any(span.overlaps(other) for other in taken))
    return [NameSpan(span=span, type="PER", score=_BELIEF) for span in free]


def _find_handle_names(text: str, names: Sequence[NameSpan]) -> list[NameSpan]:
    """Find handles; each is of the type of the name that stands before it somewhere, else a person."""
    found = [Span(*match.span()) for match in _HANDLE.finditer(text)]
    kinds = dict(_handle_types(text, found, names))
    return [
        NameSpan(span=span, type=kinds.get(span.surface(text), "PER"), score=_BELIEF)
        for span in found
    ]


def _handle_types(
    text: str, handles: Sequence[Span], names: Sequence[NameSpan]
) -> Iterator[tuple[str, str]]:
    ends: defaultdict[int, list[NameSpan]] = defaultdict(list)
    for name in names:
        ends[name.span.end].append(name)
    for handle in handles:
        for gap in range(1, _NEAR + 1):
            for name in ends[handle.start - gap]:
                yield handle.surface(text), name.type

"""Turns: what somebody says in transcripts, interviews and posts, where no verb tells who.

"ORTON: They have the tape." and "**Ada Crane:** By everyone." name who speaks, "A." does not: an
answer is the guest's. Above a post stand name and handle. Who mostly asks is not quoted: questions
state nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import attrs

from provenance.spans import Span
from resolvers.attribution.records import Attribution
from resolvers.attribution.rule_precision import score
from resolvers.lexicon.lexicon import lexicon
from resolvers.mention_detection.labels import LABEL, POST, STAGE, label_lines
from resolvers.text.folding import fold

_LETTER = re.compile(
    r"^[ \t]*(?:\*\*)?(?P<letter>[QA])(?:[.:]|\*\*:?)[ \t]*(?:\*\*)?(?=\S)", re.MULTILINE
)
_BLANK = re.compile(r"\n[ \t]*\n")
_HASHTAGS = re.compile(r"(?:\s*#\w+)+\s*$")
_HOSTS = re.compile(r"\b(?:host|moderator|anchor|interviewer|presenter)\b", re.IGNORECASE)
_ASKS = 0.4  # of somebody's turns end in a question mark: he is the one who asks
_LEAST = 7  # words: "Good to be with you, Marla." states nothing
_OF_POST = 3  # words
_TWO = 2  # turns


@attrs.frozen
class _Turn:
    """Hold what is said from one label to the next."""

    rule: str
    source: Span | None
    content: Span
    host: bool = False


def turns(text: str, guest: Span | None = None) -> list[Attribution]:
    """Find what is said in turns, in the order of the text.

    Args:
        text: the article.
        guest: where the one is named who answers under "A.".
    """
    found = [*_labelled_turns(text), *_answer_turns(text, guest), *_post_turns(text)]
    return [_turn_attribution(turn) for turn in sorted(found, key=lambda turn: turn.content)]


def labelled(text: str, record: Attribution) -> Attribution:
    """Return a quotation that no verb reports to the label inside: "“WALLACE: Let us begin."."""
    whole = record.content[0]
    match = None if record.cue else LABEL.match(text, whole.start)
    if match is None or match.end() >= whole.end or not match["name"].isupper():
        return record
    content = (Span(match.end(), whole.end), *record.content[1:])
    return attrs.evolve(record, content=content, source=(Span(*match.span("name")),))


def first_question(text: str) -> int | None:
    """Return where the first "Q." of an interview stands."""
    letters = list(_LETTER.finditer(text))
    asked = [match.start() for match in letters if match["letter"] == "Q"]
    return asked[0] if asked and len(letters) >= _TWO else None


def _turn_attribution(turn: _Turn) -> Attribution:
    return Attribution(
        kind="direct",
        content=(turn.content,),
        source=(turn.source,) if turn.source else (),
        rule=turn.rule,
        score=score(turn.rule),
    )


# --- labels with names ---------------------------------------------------------------------------


def _labelled_turns(text: str) -> Iterator[_Turn]:
    """Yield the turns of those who speak again and again and do not mostly ask."""
    by_speaker: defaultdict[str, list[_Turn]] = defaultdict(list)
    for name, turn in _all_labelled_turns(text):
        by_speaker[name].append(turn)
    if sum(map(len, by_speaker.values())) <= _TWO or len(by_speaker) < _TWO:
        return
    quoted = (said for said in by_speaker.values() if len(said) >= _TWO)
    for said in quoted:
        if not _is_host(text, said):
            yield from _stating_turns(text, said)


def _stating_turns(text: str, said: Iterable[_Turn]) -> Iterator[_Turn]:
    """Yield the turns that state something."""
    return (turn for turn in said if _is_statement_turn(text, turn.content))


def _all_labelled_turns(text: str) -> Iterator[tuple[str, _Turn]]:
    """Yield all turns that a name and a colon begin, each with the last word of the name."""
    labels = [match for match in label_lines(text) if _is_speaker_label(match["name"])]
    stops = sorted(match.start() for match in (*labels, *STAGE.finditer(text)))
    for match in labels:
        content = _turn_content(text, match.end(), stops)
        if content:
            host = _HOSTS.search(match["what"] or "") is not None
            turn = _Turn("turn", Span(*match.span("name")), content, host)
            yield fold(match["name"]).split()[-1], turn


def _is_speaker_label(name: str) -> bool:
    words = fold(name).split()
    return bool(words) and name[:1].isupper() and words[-1] not in lexicon().not_names


def _is_host(text: str, said: Sequence[_Turn]) -> bool:
    """Whether somebody is called the host, or mostly asks."""
    asked = sum(turn.content.surface(text).endswith("?") for turn in said)
    return any(turn.host for turn in said) or asked >= _ASKS * len(said)


# --- letters -------------------------------------------------------------------------------------


def _answer_turns(text: str, guest: Span | None) -> Iterator[_Turn]:
    """Yield the answers of an interview with "Q." and "A."."""
    letters = list(_LETTER.finditer(text))
    if {match["letter"] for match in letters} != {"Q", "A"}:
        return
    stops = [match.start() for match in letters]
    answers = (match.end() for match in letters if match["letter"] == "A")
    said = (_turn_content(text, start, stops) for start in answers)
    yield from _stating_turns(
        text, (_Turn("answer", guest, content) for content in said if content)
    )


# --- posts ---------------------------------------------------------------------------------------


def _post_turns(text: str) -> Iterator[_Turn]:
    """Yield what stands below a line with a handle and a date."""
    headers = list(POST.finditer(text)) if "@" in text else []
    stops = [match.start() for match in headers]
    for match in headers:
        content = _post_without_hashtags(text, match.end(), _turn_end(text, match.end(), stops))
        if content and len(content.surface(text).split()) >= _OF_POST:
            yield _Turn("post", Span(*match.span("name" if match["name"] else "handle")), content)


def _post_without_hashtags(text: str, start: int, stop: int) -> Span | None:
    """Return a post up to the hashtags that end it."""
    found = _HASHTAGS.search(text, start, stop)
    return _trimmed_turn(text, start, found.start() if found else stop)


def _turn_content(text: str, start: int, stops: Sequence[int]) -> Span | None:
    """Return what is said from an offset up to where the turn ends."""
    return _trimmed_turn(text, start, _turn_end(text, start, stops))


def _turn_end(text: str, start: int, stops: Sequence[int]) -> int:
    """Return where a turn ends: at a blank line, or before whoever is next.

    `stops` are in order.
    """
    number = bisect_left(stops, start)
    end = stops[number] if number < len(stops) else len(text)
    blank = _BLANK.search(text, start, end)
    return blank.start() if blank else end


def _trimmed_turn(text: str, start: int, stop: int) -> Span | None:
    """Return a turn without white space around it and the full stop at its end."""
    while start < stop and text[start].isspace():
        start += 1
    while stop > start and (text[stop - 1].isspace() or text[stop - 1] == "."):
        stop -= 1
    return Span(start, stop) if stop > start else None


def _is_statement_turn(text: str, content: Span) -> bool:
    """Whether a turn is long enough to state something, and is no question alone."""
    words = content.surface(text)
    return len(words.split()) >= _LEAST and not (
        words.endswith("?") and words.count("?") == 1 and "." not in words
    )

"""Cues that are no verbs: "according to", and nouns such as "a statement by"."""

from __future__ import annotations

from collections.abc import Iterator

from resolvers.attribution.candidates import Draft, Words
from resolvers.attribution.contents import Piece, content_after, trimmed
from resolvers.attribution.grammar import (
    AUXILIARIES,
    BE,
    BREAKS,
    CONJUNCTIONS,
    SAYS,
    SUBORDINATORS,
    is_capital,
    past_adverbs,
    place_of,
)
from resolvers.attribution.lexicon import cues, is_past, nouns
from resolvers.attribution.owners import noun_owner
from resolvers.attribution.sentence_words import QUOTE, Layout
from resolvers.attribution.subjects import subject_before
from resolvers.text.words import word_set

_LONGEST_SOURCE = 30
_APPOSITION = 10
_VERDICTS = word_set("false untrue baseless unfounded wrong nonsense true fake groundless bogus")
# Nouns of saying or of a mind, and what leads to their topic.
_TOPIC_NOUNS = word_set(
    "criticism criticisms attack attacks praise endorsement opposition support call calls question "
    "questions denunciation rejection defense defence condemnation view views comments remarks "
    "threat threats warning warnings hopes fears concerns concern complaints demand demands pledge "
    "promise plan plans proposal push statement statements decision assessment description"
)
_TOPICS = word_set("of on about for against to")
# General English for giving voice to a noun of saying: "voiced fears that".
_VOICING = word_set(
    "express expresses expressed voice voices voiced raise raises raised echo echoes echoed repeat "
    "repeats repeated share shares shared make makes made issue issues issued have has had"
)
_VOICED = 4  # words between such a verb and its noun


_ENDS_SOURCE = frozenset({",", ".", ";", ":", QUOTE, "—", "–", ")"})
_GOES_ON = frozenset({"but", "who", "which", "that"})
_GOES_ON_WITH = AUXILIARIES | {QUOTE}
_JOINTS = frozenset({"and", "but"})
_LONGEST_AUTHOR = 12  # words
_ENDS_AUTHOR = BREAKS | AUXILIARIES | {"that", "to"}
_ENDS_TOPIC = BREAKS | AUXILIARIES | SUBORDINATORS
_JUDGING = BE | {"proved", "proven", "turned"}
_BEFORE_VERDICT = frozenset({"not", "been", "to", "be"})


def according_to(layout: Layout, lo: int, hi: int) -> Iterator[Draft]:
    """Read "according to X, …", "…, according to X" and "…, according to X, …"."""
    low = layout.low
    if "according" not in low[lo:hi]:
        return
    for i in range(lo, hi - 2):
        if low[i] == "according" and low[i + 1] == "to":
            yield from _read_according_to(layout, i, lo, hi)


def _read_according_to(layout: Layout, i: int, lo: int, hi: int) -> Iterator[Draft]:
    """Read the source behind one "according to", and what it says before or behind."""
    end = _end_of_source(layout.low, i, hi)
    before, after = _content_before_source(layout, lo, i), _content_behind_source(layout, end, hi)
    whole = before is not None and _is_whole_statement(layout, before)
    content = [
        *_reported_before_source(layout, before, after),
        *_reported_behind_source(layout, before, after),
    ]
    if content and end > i + 2:
        yield Draft(
            layout=layout,
            rule="according to X" if whole else "According to X,",
            content=tuple(content),
            cue=((i, i + 1),),
            source=((i + 2, end - 1),),
        )


def _end_of_source(low: list[str], i: int, hi: int) -> int:
    """Return the word behind a source: a mark, or what is said of it."""
    first, stop = i + 2, min(hi, i + _LONGEST_SOURCE)
    ends = (
        k
        for k in range(first, stop)
        if low[k] in _ENDS_SOURCE or (k > first + 1 and low[k] in _GOES_ON)
    )
    return next(ends, stop)


def _content_before_source(layout: Layout, lo: int, i: int) -> Piece | None:
    """Return the words before "according"; none in "They go home and, according to her, …"."""
    low = layout.low
    joined = i - lo > 1 and low[i - 1] in _JOINTS | {","} and low[i - 2] in _JOINTS
    conjunction = low[lo] in CONJUNCTIONS and i - lo <= 2
    return None if joined else trimmed(layout, lo + conjunction, i)


def _content_behind_source(layout: Layout, end: int, hi: int) -> Piece | None:
    """Return the words behind the comma or colon that ends a source."""
    goes_on = end < hi and layout.low[end] in {",", ":"}
    return trimmed(layout, end, hi) if goes_on else None


def _is_whole_statement(layout: Layout, piece: Piece) -> bool:
    """Whether words can be said on their own: a quotation, or more than two."""
    return piece.length > 2 or layout.low[piece.first] == QUOTE


def _reported_before_source(
    layout: Layout, before: Piece | None, after: Piece | None
) -> Iterator[Words]:
    """Yield the words before a source where they are said."""
    if before is None:
        return
    subject = after is not None and layout.low[after.first] in AUXILIARIES
    if subject or _is_whole_statement(layout, before):  # "The bridge, according to her, is"
        yield before.words


def _reported_behind_source(
    layout: Layout, before: Piece | None, after: Piece | None
) -> Iterator[Words]:
    """Yield the words behind a source where they are said, or go on with what is."""
    if after is None:
        return
    opens = before is None or not _is_whole_statement(layout, before)
    if opens or layout.low[after.first] in _GOES_ON_WITH:
        yield after.words


def noun_cues(layout: Layout, lo: int, hi: int) -> Iterator[Draft]:
    """Read "the accusation that …", "her claim that …", "a statement by the company that …"."""
    low, table = layout.low, nouns()
    if table.keys().isdisjoint(low[lo:hi]):
        return
    for i in range(lo, hi - 2):
        if low[i] in table and _is_noun_cue(layout, i, lo):
            yield from _read_noun_cue(layout, i, lo, hi)


def _is_noun_cue(layout: Layout, i: int, lo: int) -> bool:
    """Whether a word that may be a noun of saying is one."""
    low, words = layout.low, layout.words
    if low[i].endswith("s") and low[i - 1] in {"and", "also"} and low[i] in cues():
        return False  # "says it is late and reports that …"
    if i == lo:
        return low[i + 1] == "that"
    return not (is_capital(words[i]) and is_capital(words[i - 1]))  # "told Fox News that …"


def _read_noun_cue(layout: Layout, i: int, lo: int, hi: int) -> Iterator[Draft]:
    """Read what one noun reports, and whose it is."""
    author, that = _statement_author(layout, i, hi)
    piece = _clause_of_noun_cue(layout, that, hi)
    if piece is not None:
        source = author or noun_owner(layout, i, lo) or _subject_voicing_noun(layout, i, lo)
        yield Draft(
            layout=layout,
            rule="the claim that",
            content=(piece.words,),
            cue=((i, i),),
            source=(source,) if source else (),
            modality=nouns()[layout.low[i]],
        )


def _statement_author(layout: Layout, i: int, hi: int) -> tuple[Words | None, int]:
    """Read who made a statement, "a statement by the company", and return the word behind."""
    if layout.low[i + 1] not in {"by", "from"}:
        return None, i + 1
    first, longest = i + 2, min(hi, i + 2 + _LONGEST_AUTHOR)
    stop = place_of(layout.low, _ENDS_AUTHOR, range(first, longest))
    stop = longest if stop is None else stop
    author = (first, stop - 1) if stop > first else None
    return author, _skip_author_apposition(layout, stop, hi)


def _clause_of_noun_cue(layout: Layout, that: int, hi: int) -> Piece | None:
    """Return the clause that a noun reports; a noun phrase, "the claim that was made", is none."""
    low = layout.low
    if that + 1 >= hi or low[that] != "that" or low[that + 1] in AUXILIARIES:
        return None
    piece = content_after(layout, that, verdict(layout, that, hi), short=True)
    if piece is None:
        return None
    return piece if piece.length > 2 or QUOTE in low[piece.first : piece.stop] else None


def _subject_voicing_noun(layout: Layout, i: int, lo: int) -> Words | None:
    """Find who voices what a noun reports: "Republicans have expressed concern that"."""
    before = range(i - 1, max(lo, i - 1 - _VOICED), -1)
    verb = place_of(layout.low, _VOICING, before)
    subject = None if verb is None else subject_before(layout, verb, lo)
    return None if subject is None or subject.passive else subject.words


def _skip_author_apposition(layout: Layout, k: int, hi: int) -> int:
    """Step over what stands between commas behind a source: "by Ada Crane, the mayor, that"."""
    if k >= hi or layout.low[k] != ",":
        return k
    last = next((j for j in range(k + 1, min(hi, k + _APPOSITION)) if layout.low[j] == ","), hi)
    return last + 1 if last + 1 < hi and layout.low[last + 1] == "that" else k


def noun_topics(layout: Layout, lo: int, hi: int) -> Iterator[Draft]:
    """Read "Crane's criticism of the plan", "their support for him": what somebody speaks of."""
    low = layout.low
    if _TOPIC_NOUNS.isdisjoint(low[lo:hi]):
        return
    for i in range(lo + 1, hi - 2):
        if low[i] in _TOPIC_NOUNS and low[i + 1] in _TOPICS:
            yield from _read_noun_topic(layout, i, lo, hi)


def _read_noun_topic(layout: Layout, i: int, lo: int, hi: int) -> Iterator[Draft]:
    """Read the topic of one noun whose owner stands right before it."""
    source = noun_owner(layout, i, lo)
    if source is None or source[1] != i - 1:
        return
    stop = next((k for k in range(i + 2, hi) if _ends_topic(layout, k)), hi)
    piece = trimmed(layout, i + 2, stop)
    if piece is not None:
        yield Draft(
            layout=layout,
            rule="the criticism of",
            content=(piece.words,),
            cue=((i, i + 1),),
            source=(source,),
            modality="assertive",
        )


def _ends_topic(layout: Layout, k: int) -> bool:
    """Whether a word is no longer of a noun phrase: a mark, a conjunction or a verb."""
    word = layout.low[k]
    return word in _ENDS_TOPIC or is_past(word) or (word in SAYS and word in cues())


def verdict(layout: Layout, first: int, hi: int) -> int:
    """Return where the writer judges what a noun reports.

    "rumours that … are false"; else the end.
    """
    low = layout.low
    judging = (k for k in range(first + 2, hi - 1) if low[k] in _JUDGING)
    return next((k for k in judging if _is_verdict(low, k + 1, hi)), hi)


def _is_verdict(low: list[str], first: int, hi: int) -> bool:
    """Whether a verdict follows, behind adverbs: "not been wholly untrue"."""
    place = past_adverbs(low, first, hi, _BEFORE_VERDICT)
    return place < len(low) and low[place] in _VERDICTS

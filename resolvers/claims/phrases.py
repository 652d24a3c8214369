"""Cues that are no verbs: "according to", nouns such as "a statement by", and the colon of a headline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from resolvers.claims.contents import content_after, trimmed
from resolvers.claims.drafts import Draft, Words
from resolvers.claims.grammar import (
    AUXILIARIES,
    BE,
    BREAKS,
    CONJUNCTIONS,
    SAYS,
    SUBORDINATORS,
    is_adverb,
    is_capital,
)
from resolvers.claims.layout import QUOTE, Layout
from resolvers.claims.lexicon import cues, nouns
from resolvers.claims.openings import main_subject
from resolvers.claims.subjects import noun_owner, subject_before
from resolvers.reading.folding import fold
from resolvers.reading.lexicon import lexicon
from resolvers.reading.words import word_set

_LONGEST_SOURCE = 30
_APPOSITION = 10
_HEADLINE_NAME = 6
_FORMATS = word_set(
    "live transcript video watch listen analysis opinion exclusive breaking update updated "
    "explainer factbox photos review interview podcast timeline profile editorial obituary"
)
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
_DASHES = frozenset({"—", "–", "-", "--"})
_NAME_WORDS = frozenset({"of", "the", "for", "and", "'s", "’s"})


def behind_dateline(layout: Layout, lo: int, hi: int) -> int:
    """Step over "PARIS (OWS) —" where a report begins."""
    if not layout.words[lo].isupper() or len(layout.words[lo]) < 3:
        return lo
    dash = next((k for k in range(lo + 1, min(hi, lo + 12)) if layout.low[k] in _DASHES), None)
    return lo if dash is None or dash + 1 >= hi else dash + 1


# dense: before, behind and around the source
def according_to(layout: Layout, lo: int, hi: int) -> Iterator[Draft]:
    """Read "according to X, …", "…, according to X" and "…, according to X, …"."""
    low = layout.low
    if "according" not in low[lo:hi]:
        return
    heads = (i for i in range(lo, hi - 2) if low[i] == "according" and low[i + 1] == "to")
    for i in heads:
        end = i + 2
        while (
            end < hi
            and end - i < _LONGEST_SOURCE
            and low[end] not in {",", ".", ";", ":", QUOTE, "—", "–", ")"}
            and not (
                low[end] in {"and", "but", "who", "which", "that"}
                and end > i + 3
                and low[end] != "and"
            )
        ):
            end += 1
        if end == i + 2:
            continue
        before = trimmed(layout, lo + (low[lo] in CONJUNCTIONS and i - lo <= 2), i)
        if i - lo > 1 and low[i - 1] in {"and", "but"} | {","} and low[i - 2] in {"and", "but"}:
            before = None  # "They go home and, according to her, …"
        after = trimmed(layout, end, hi) if end < hi and low[end] in {",", ":"} else None
        long_before = before is not None and (
            before.stop - before.first > 2 or low[before.first] == QUOTE
        )
        content: list[Words] = []
        if long_before and before:
            content.append((before.first, before.stop - 1))
        if before and not long_before and after and low[after.first] in AUXILIARIES:
            content.append((before.first, before.stop - 1))  # "The bridge, according to her, is"
        if after and (not long_before or low[after.first] in {QUOTE, *AUXILIARIES}):
            content.append((after.first, after.stop - 1))
        if content:
            rule = "according to X" if long_before else "According to X,"
            yield Draft(
                layout=layout,
                rule=rule,
                content=tuple(content),
                cue=((i, i + 1),),
                source=((i + 2, end - 1),),
            )


# dense: the noun, its owner and the words it reports
def noun_cues(layout: Layout, lo: int, hi: int) -> Iterator[Draft]:
    """Read "the accusation that …", "her claim that …", "a statement by the company that …"."""
    low, table = layout.low, nouns()
    if table.keys().isdisjoint(low[lo:hi]):
        return
    for i in range(lo, hi - 2):
        kind = table.get(low[i])
        k = i + 1
        if kind is None or (i == lo and low[k] != "that"):
            continue
        if i > lo and is_capital(layout.words[i]) and is_capital(layout.words[i - 1]):
            continue  # "told Fox News that …"
        if low[i].endswith("s") and low[i - 1] in {"and", "also"} and low[i] in cues():
            continue  # "says it is late and reports that …"
        source = noun_owner(layout, i, lo) or _voicer(layout, i, lo)
        if low[k] in {"by", "from"}:
            first = k = k + 1
            while (
                k < hi
                and low[k] not in BREAKS
                and low[k] not in {"that", "to"}
                and low[k] not in AUXILIARIES
                and k - first < 12
            ):
                k += 1
            source = (first, k - 1) if k > first else source
            k = _over_apposition(layout, k, hi)
        if k >= hi or low[k] != "that" or k + 1 >= hi or low[k + 1] in AUXILIARIES:
            continue
        piece = content_after(layout, k, verdict(layout, k, hi), short=True)
        if piece and (piece.stop - piece.first > 2 or QUOTE in low[piece.first : piece.stop]):
            yield Draft(
                layout=layout,
                rule="the claim that",
                content=((piece.first, piece.stop - 1),),
                cue=((i, i),),
                source=(source,) if source else (),
                modality=kind,
            )


def _voicer(layout: Layout, i: int, lo: int) -> Words | None:
    """Find who voices what a noun reports: "Republicans have expressed concern that"."""
    before = range(i - 1, max(lo, i - 1 - _VOICED), -1)
    verb = next((k for k in before if layout.low[k] in _VOICING), None)
    subject = None if verb is None else subject_before(layout, verb, lo)
    return None if subject is None or subject.passive else (subject.first, subject.last)


def _over_apposition(layout: Layout, k: int, hi: int) -> int:
    """Step over what stands between commas behind a source: "by Ada Crane, the mayor, that"."""
    if k >= hi or layout.low[k] != ",":
        return k
    last = next((j for j in range(k + 1, min(hi, k + _APPOSITION)) if layout.low[j] == ","), hi)
    return last + 1 if last + 1 < hi and layout.low[last + 1] == "that" else k


# dense: hands on what was read by its name
def noun_topics(layout: Layout, lo: int, hi: int) -> Iterator[Draft]:
    """Read "Crane's criticism of the plan", "their support for him": what somebody speaks about."""
    low = layout.low
    if _TOPIC_NOUNS.isdisjoint(low[lo:hi]):
        return
    for i in range(lo + 1, hi - 2):
        if low[i] not in _TOPIC_NOUNS or low[i + 1] not in _TOPICS:
            continue
        source = noun_owner(layout, i, lo)
        if source is None or source[1] != i - 1:
            continue
        stop = next((k for k in range(i + 2, hi) if _ends_topic(layout, k)), hi)
        piece = trimmed(layout, i + 2, stop)
        if piece:
            yield Draft(
                layout=layout,
                rule="the criticism of",
                content=((piece.first, piece.stop - 1),),
                cue=((i, i + 1),),
                source=(source,),
                modality="assertive",
            )


def _ends_topic(layout: Layout, k: int) -> bool:
    """Whether a word is no longer of a noun phrase: a mark, a conjunction or a verb."""
    word = layout.low[k]
    cue = cues().get(word)
    return word in BREAKS | AUXILIARIES | SUBORDINATORS or bool(cue and (cue.past or word in SAYS))


def verdict(layout: Layout, first: int, hi: int) -> int:
    """Return where the writer judges what a noun reports.

    "rumours that … are false"; else the end.
    """
    low = layout.low
    for k in range(first + 2, hi - 1):
        after = k + 1
        while after < hi and (is_adverb(low[after]) or low[after] in {"not", "been", "to", "be"}):
            after += 1
        if (
            low[k] in BE | {"proved", "proven", "turned"}
            and low[after : after + 1]
            and low[after] in _VERDICTS
        ):
            return k
    return hi


# dense: headlines and quotations, each with its source
def colons(
    layout: Layout, lo: int, hi: int, found: Sequence[Draft], *, headline: bool
) -> Iterator[Draft]:
    """Read "Macron: Sanctions will follow" in a headline, and a quotation behind a colon."""
    low, words = layout.low, layout.words
    colon = next((k for k in range(lo + 1, min(hi, lo + _LONGEST_SOURCE)) if low[k] == ":"), None)
    if colon is None or colon + 1 >= hi:
        return
    covered = any(a <= colon + 1 <= b for draft in found for a, b in draft.content)
    if covered:
        return
    if low[lo] == QUOTE and colon == lo + 1 and hi - colon <= _HEADLINE_NAME + 1:
        yield Draft(  # ‘Nobody told me’: mayor
            layout=layout,
            rule="X: quote",
            content=((lo, lo),),
            cue=((colon, colon),),
            source=(_signed(layout, colon + 1, hi),),
        )
        return
    piece = trimmed(layout, colon + 1, hi)
    if piece is None:
        return
    source: tuple[Words, ...] = ((lo, colon - 1),)
    short = colon - lo <= _HEADLINE_NAME and all(
        is_capital(words[k]) or low[k] in {"of", "the", "for", "and"} for k in range(lo, colon)
    )
    if low[piece.first] == QUOTE:
        rule = "X: quote"
        if not short:
            source = main_subject(layout, lo, colon)
    elif headline and short and piece.stop - piece.first > 2 and not _is_topic(layout, lo, colon):
        rule = "headline: X"
    else:
        return
    yield Draft(
        layout=layout,
        rule=rule,
        content=((piece.first, piece.stop - 1),),
        cue=((colon, colon),),
        source=source,
    )


def _signed(layout: Layout, first: int, hi: int) -> Words:
    """Return the name that opens the words behind a quotation, or ends them, or else all of them.

    "Ada Crane on leaving Leeds", "a conversation with Ada Crane".
    """
    stop = first
    while stop < hi and is_capital(layout.words[stop]):
        stop += 1
    if stop > first + 1 and layout.low[stop : stop + 1] == ["on"]:
        return first, stop - 1
    start = hi
    while start > first and is_capital(layout.words[start - 1]):
        start -= 1
    return (start, hi - 1) if start < hi else (first, hi - 1)


def _is_topic(layout: Layout, lo: int, stop: int) -> bool:
    """Whether words before the colon of a headline say where or what it is.

    And not who speaks.
    """
    if stop - lo == 1 and layout.low[lo] in _FORMATS:
        return True
    named = lexicon().known.get(fold(" ".join(layout.words[lo:stop])), ())
    return bool(named) and all(known.type == "LOC" for known in named)


def dash_behind(layout: Layout, lo: int, hi: int, found: Sequence[Draft]) -> Iterator[Draft]:
    """Read "Harbour to close in May — minister" in a headline: what stands behind the last dash is nothing but a source."""
    low, words = layout.low, layout.words
    dash = next(
        (k for k in range(hi - 2, max(lo + 2, hi - 2 - _HEADLINE_NAME), -1) if low[k] in _DASHES),
        None,
    )
    if dash is None or low[hi - 1] in {".", "!", "?", QUOTE}:
        return
    named = all(
        is_capital(words[k]) or low[k] in _NAME_WORDS or low[k] in lexicon().roles
        for k in range(dash + 1, hi)
    )
    piece = trimmed(layout, lo, dash)
    if (
        not named
        or piece is None
        or piece.stop - piece.first <= 2
        or any(a <= piece.first <= b for d in found for a, b in d.content)
    ):
        return
    yield Draft(
        layout=layout,
        rule="headline — X",
        content=((piece.first, piece.stop - 1),),
        cue=((dash, dash),),
        source=((dash + 1, hi - 1),),
    )

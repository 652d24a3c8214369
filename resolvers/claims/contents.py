"""Contents: where the reported words begin behind a verb, and where they end."""

from __future__ import annotations

from typing import NamedTuple

from resolvers.claims.grammar import (
    ADJUNCTS,
    AUXILIARIES,
    BREAKS,
    DETERMINERS,
    OBJECT_PRONOUNS,
    PREPOSITIONS,
    QUESTIONS,
    REPORT_NOUNS,
    SAYS,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    TIMES,
    is_adverb,
    is_capital,
)
from resolvers.claims.layout import QUOTE, Layout
from resolvers.claims.lexicon import cues

_YEAR = 4  # digits
_LONGEST_ADJUNCT = 14
_MARKS = frozenset('"“”')
_LONGEST_SHOW = 9  # words and both marks
_LONGEST_ASIDE = 24  # words, the subject before it among them
_LONGEST_SUBJECT = 9  # words of another who speaks, the verb included
_NO_SUBJECTS = SUBORDINATORS | PREPOSITIONS | QUESTIONS | AUXILIARIES | {"that", "to"}
_ENDS_SUBJECT = BREAKS | AUXILIARIES | {"that", "to"}
_JOINTS = frozenset({";", "and", "but", "while", "whereas", "though", "although", "—", "–"})
_BEHIND_ADVERB = BREAKS | ADJUNCTS | TIMES | {"that"}
_ADJUNCT_OPENERS = (ADJUNCTS - SUBORDINATORS - {"of", "to", "about"}) | {"after", "before"}
_CLAUSE_OPENERS = (SUBJECT_PRONOUNS | DETERMINERS) - {"that"}
_PARTS_OF_TIME = frozenset({"early", "late"})
_BEHIND_PART = TIMES | PREPOSITIONS | DETERMINERS
_BULLETS = frozenset("•*·▪‣")
_TRAILING = frozenset({",", ";", "—", "–", "--", ":", "-"})


# dense: where the words of whom somebody tells end, in one walk
def skip_addressee(layout: Layout, i: int, hi: int) -> int:
    """Step over whoever is told: "reporters", "him", "The Associated Press", "the New York Times in an interview"."""
    low, words = layout.low, layout.words
    if i >= hi or low[i] in BREAKS or low[i] in PREPOSITIONS or low[i] == "that":
        return i
    if low[i] in OBJECT_PRONOUNS:
        return i + 1
    k = i + 1 if low[i] in DETERMINERS or low[i] in {"her", "reporters"} else i
    start = k
    named = k < hi and is_capital(words[k])
    while k < hi and k - i < 10:
        word = low[k]
        if (
            word in BREAKS
            or word in QUESTIONS
            or word in ADJUNCTS
            or word in TIMES
            or word in {"that", "to", "not"}
        ):
            break
        if k > start and (word in _CLAUSE_OPENERS and not (named and words[k] == "The")):
            break
        if (
            k > start
            and named
            and not is_capital(words[k])
            and word not in {"of", "and", "&", "’s", "'s", "host"}
        ):
            break
        if k > start and named and word[0].isdigit():
            break  # "told Andes Wire 23,500 homes were dark"
        if word in AUXILIARIES:
            return i
        k += 1
    return _over_show(low, k, hi)


def _over_show(low: list[str], k: int, hi: int) -> int:
    """Step over the name of a show, which stands in quotation marks: "CNN's “State of the Union”"."""
    if k >= hi or not low[k - 1].endswith(("'s", "’s", "s'", "s’")):
        return k
    if low[k] == QUOTE:
        return min(k + 1, hi - 1)
    if low[k] not in _MARKS:
        return k
    closing = (n for n in range(k + 1, min(hi - 1, k + _LONGEST_SHOW)) if low[n] in _MARKS)
    return next(closing, k - 1) + 1


# dense: one kind of adjunct a line
def skip_adjuncts(layout: Layout, i: int, hi: int) -> int:
    """Step over when, where and in what was said: "on Monday", "in an interview with the paper", "late last week"."""
    low = layout.low
    while i < hi:
        word = low[i]
        following = low[i + 1] if i + 1 < hi else ""
        dated = word.isdigit() and len(word) <= 2 and i > 0 and low[i - 1] in TIMES
        adverb = is_adverb(word) and layout.words[i][0].islower() and following in _BEHIND_ADVERB
        if dated or adverb or (word in TIMES and (word != "this" or following in TIMES)):
            i += 1
        elif word in _PARTS_OF_TIME and following not in _BEHIND_PART:
            return i  # "early voting was up"
        elif word in _ADJUNCT_OPENERS:
            end = _time_end(layout, i, hi) or _over_show(low, _adjunct_end(layout, i, hi), hi)
            if end == i:
                return i
            i = end
        elif word == "without" and low[(end := _adjunct_end(layout, i, hi)) :][:1] == ["that"]:
            i = end  # "claimed without evidence that"
        else:
            return i
    return i


def _time_end(layout: Layout, i: int, hi: int) -> int | None:
    """Find the end of a phrase that is a time and nothing else: "in May", "on Friday night"."""
    k = i + 1
    while k < hi and _is_time(layout, k):
        k += 1
    named = k > i + 1 and layout.low[k - 1] not in _PARTS_OF_TIME | {"this", "last", "next"}
    return k if named else None


def _is_time(layout: Layout, k: int) -> bool:
    word = layout.words[k]
    year = word.isdigit() and len(word) == _YEAR
    return year or word == "May" or layout.low[k] in TIMES


def _adjunct_end(layout: Layout, i: int, hi: int) -> int:
    """Find the end of a phrase that begins with a preposition: before "that", a pronoun, a mark or a second noun phrase."""
    low, words = layout.low, layout.words
    k = i + 1
    seen = False
    while k < hi and k - i <= _LONGEST_ADJUNCT:
        word = low[k]
        if (
            word in BREAKS
            or word == "that"
            or (word in SUBJECT_PRONOUNS and word not in {"this", "these", "those"})
        ):
            return k
        if (
            seen
            and word in DETERMINERS
            and low[k - 1] not in ADJUNCTS
            and low[k - 1] not in {"with", "for", "and"}
        ):
            return k
        if word in AUXILIARIES:
            return i
        if (
            seen
            and is_capital(words[k])
            and not is_capital(words[k - 1])
            and low[k - 1] not in ADJUNCTS | DETERMINERS | {"with", "for", "and", "&"}
            and low[k - 1] in REPORT_NOUNS
        ):
            return k
        seen = seen or word not in DETERMINERS
        k += 1
    return k


class Piece(NamedTuple):
    """Give the words of a content, from the first to one past the last."""

    first: int
    stop: int


def content_after(layout: Layout, i: int, hi: int, *, short: bool = False) -> Piece | None:
    """Read a reported clause from a word on.

    Args:
        layout: the article.
        i: the first word.
        hi: one past the last word of the sentence.
        short: stop at the first comma, as in a relative clause or one that a conjunction opens.
    """
    k = i + 1
    while k < hi and not _ends_content(layout, k, hi, short=short):
        k += 1
    return trimmed(layout, i, min(k, hi))


def _ends_content(layout: Layout, k: int, hi: int, *, short: bool) -> bool:
    """Whether the writer or another goes on at a word."""
    word = layout.low[k]
    if word == "," and (short or _resumes(layout, k, hi)):
        return True
    if word in {"and", "but"} and _says_again(layout, k + 1, hi):
        return True
    if word == ";" and (short or another_speaks(layout, k + 1, hi, aside=True)):
        return True
    return word in _JOINTS and another_speaks(layout, k + 1, hi)


def another_speaks(layout: Layout, first: int, hi: int, *, aside: bool = False) -> bool:
    """Whether a clause with a subject and a verb of saying of its own begins with a word.

    Args:
        layout: the article.
        first: the word.
        hi: one past the last word of the sentence.
        aside: whether an aside between commas may follow the subject.
    """
    low = layout.low
    if first >= hi or low[first] in _NO_SUBJECTS or not low[first][0].isalnum():
        return False
    if aside and _says_behind_aside(low, first, hi):
        return True
    for k in range(first + 1, min(hi, first + _LONGEST_SUBJECT)):
        if low[k] in _ENDS_SUBJECT:
            return False
        if _may_report(low[k]):
            return _is_finite(low[k]) and low[k - 1] not in DETERMINERS
    return False


def _may_report(word: str) -> bool:
    """Whether a word is a form of a verb of saying that reports a clause."""
    cue = cues().get(word)
    return bool(cue and {"clause", "told"} & cue.patterns and cue.kind != "belief")


def _is_finite(word: str) -> bool:
    return cues()[word].past or word in SAYS


def _says_behind_aside(low: list[str], first: int, hi: int) -> bool:
    """Tell "an official, speaking without a name, said" from a subject alone."""
    commas = [k for k in range(first + 1, min(hi, first + _LONGEST_ASIDE)) if low[k] == ","][:2]
    if len(commas) < 2 or commas[1] + 1 >= hi or commas[0] - first >= _LONGEST_SUBJECT:
        return False
    verb = low[commas[1] + 1]
    return _ENDS_SUBJECT.isdisjoint(low[first : commas[0]]) and (
        _may_report(verb) and _is_finite(verb)
    )


def trimmed(layout: Layout, first: int, stop: int) -> Piece | None:
    """Drop marks at both ends; the full stop of the sentence is no part of what was said."""
    low = layout.low
    while first < stop and low[first] in _TRAILING | _BULLETS | {".", "…"}:
        first += 1
    while first < stop and (low[stop - 1] in _TRAILING or low[stop - 1] in {".", "!"}):
        stop -= 1
    return Piece(first, stop) if first < stop else None


def _resumes(layout: Layout, comma: int, hi: int) -> bool:
    """Whether the writer speaks again behind a comma: ", adding that", ", according to", ", and said"."""
    low = layout.low
    k = comma + 1
    if k >= hi:
        return True
    if low[k] == "according" and k + 1 < hi and low[k + 1] == "to":
        return True
    cue = cues().get(low[k])
    if cue and cue.ing and k + 1 < hi and low[k + 1] not in BREAKS - {QUOTE, ":"}:
        return True
    if low[k] in {"and", "but"}:
        return _says_again(layout, k + 1, hi)
    return low[k] in {"according", "citing"}


def _says_again(layout: Layout, k: int, hi: int) -> bool:
    """Whether a verb of saying comes next, after adverbs, with the subject that came before."""
    low = layout.low
    while k < hi and (is_adverb(low[k]) or low[k] in {"has", "have", "had"}):
        k += 1
    cue = cues().get(low[k]) if k < hi else None
    return bool(
        cue
        and (cue.past or (cue.ing and low[k - 1] == ","))
        and ("clause" in cue.patterns or "told" in cue.patterns)
    )

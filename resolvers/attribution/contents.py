"""Contents: where the reported words begin behind a verb, and where they end."""

from __future__ import annotations

from typing import NamedTuple

from resolvers.attribution.grammar import (
    ADJUNCTS,
    AUXILIARIES,
    BREAKS,
    DETERMINERS,
    HAVE,
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
    past_adverbs,
    place_of,
)
from resolvers.attribution.lexicon import cues
from resolvers.attribution.sentence_words import QUOTE, Layout

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


_OPENS_NO_ADDRESSEE = BREAKS | PREPOSITIONS | {"that"}
_ENDS_ADDRESSEE = BREAKS | QUESTIONS | ADJUNCTS | TIMES | {"that", "to", "not"}
_BEFORE_ADDRESSEE = DETERMINERS | {"reporters"}
_LONGEST_ADDRESSEE = 10
_SMALL_IN_NAMES = frozenset({"of", "and", "&", "’s", "'s", "host"})
_DEMONSTRATIVES = frozenset({"this", "these", "those"})
_ENDS_ADJUNCT = BREAKS | {"that"} | (SUBJECT_PRONOUNS - _DEMONSTRATIVES)
_JOINS_NOUNS = ADJUNCTS | {"with", "for", "and"}


_OPENS_SOURCE = frozenset({"according", "citing"})


_ENDS_PARTICIPLE = BREAKS - {QUOTE, ":"}


def skip_addressee(layout: Layout, i: int, hi: int) -> int:
    """Step over whoever is told: "reporters", "him", "the New York Times in an interview"."""
    low = layout.low
    if i >= hi or low[i] in _OPENS_NO_ADDRESSEE:
        return i
    if low[i] in OBJECT_PRONOUNS:
        return i + 1

    first = i + (low[i] in _BEFORE_ADDRESSEE)
    stop = min(hi, i + _LONGEST_ADDRESSEE)
    for k in range(first, stop):
        if _ends_addressee(layout, first, k):
            return _skip_show_title(low, k, hi)
        if low[k] in AUXILIARIES:
            return i
    return _skip_show_title(low, stop, hi)


def _ends_addressee(layout: Layout, first: int, k: int) -> bool:
    """Whether a word is no longer of whom somebody tells, whose first word is known."""
    word = layout.low[k]
    if word in _ENDS_ADDRESSEE:
        return True
    if k == first:
        return False
    return (
        _ends_addressee_name(layout, k)
        if is_capital(layout.words[first])
        else word in _CLAUSE_OPENERS
    )


def _ends_addressee_name(layout: Layout, k: int) -> bool:
    """Whether a word is no longer of the name before it."""
    word, written = layout.low[k], layout.words[k]
    if word in _CLAUSE_OPENERS and written != "The":
        return True
    if not is_capital(written):
        return word not in _SMALL_IN_NAMES
    return word[0].isdigit()  # "told Andes Wire 23,500 homes were dark"


def _skip_show_title(low: list[str], k: int, hi: int) -> int:
    """Step over the name of a show, which stands in quotation marks.

    "CNN's “State of the Union”".
    """
    if k >= hi or not low[k - 1].endswith(("'s", "’s", "s'", "s’")):
        return k
    if low[k] == QUOTE:
        return min(k + 1, hi - 1)
    if low[k] not in _MARKS:
        return k
    closing = (n for n in range(k + 1, min(hi - 1, k + _LONGEST_SHOW)) if low[n] in _MARKS)
    return next(closing, k - 1) + 1


def skip_adjuncts(layout: Layout, i: int, hi: int) -> int:
    """Step over when, where and in what was said.

    "on Monday", "in an interview with the paper", "late last week".
    """
    while i < hi:
        end = _skip_one_adjunct(layout, i, hi)
        if end == i:
            break
        i = end
    return i


def _skip_one_adjunct(layout: Layout, i: int, hi: int) -> int:
    """Return the word behind the adjunct that begins at a word; the same word where none does."""
    low, following = layout.low, layout.low[i + 1] if i + 1 < hi else ""
    if _is_single_word_adjunct(layout, i, following):
        return i + 1
    if low[i] == "without":
        return _skip_without_phrase(layout, i, hi)
    if low[i] not in _ADJUNCT_OPENERS or _is_time_modifying_noun(low[i], following):
        return i
    return _end_of_time_phrase(layout, i, hi) or _skip_show_title(
        low, _end_of_adjunct(layout, i, hi), hi
    )


def _is_time_modifying_noun(word: str, following: str) -> bool:
    """Tell "early voting was up" from "early on Monday"."""
    return word in _PARTS_OF_TIME and following not in _BEHIND_PART


def _is_single_word_adjunct(layout: Layout, i: int, following: str) -> bool:
    """Whether one word says when, or is an adverb that another adjunct or a mark follows."""
    word = layout.low[i]
    if word in TIMES:
        return word != "this" or following in TIMES
    if word.isdigit():
        return len(word) <= 2 and i > 0 and layout.low[i - 1] in TIMES
    return following in _BEHIND_ADVERB and is_adverb(word) and layout.words[i][0].islower()


def _skip_without_phrase(layout: Layout, i: int, hi: int) -> int:
    """Step over what is lacking, before a clause: "claimed without evidence that"."""
    end = _end_of_adjunct(layout, i, hi)
    return end if layout.low[end : end + 1] == ["that"] else i


def _end_of_time_phrase(layout: Layout, i: int, hi: int) -> int | None:
    """Find the end of a phrase that is a time and nothing else: "in May", "on Friday night"."""
    k = i + 1
    while k < hi and _is_time_word(layout, k):
        k += 1
    named = k > i + 1 and layout.low[k - 1] not in _PARTS_OF_TIME | {"this", "last", "next"}
    return k if named else None


def _is_time_word(layout: Layout, k: int) -> bool:
    word = layout.words[k]
    year = word.isdigit() and len(word) == _YEAR
    return year or word == "May" or layout.low[k] in TIMES


def _end_of_adjunct(layout: Layout, i: int, hi: int) -> int:
    """Find the end of a phrase that begins with a preposition; its first word, where it is none.

    It ends before "that", a pronoun, a mark or a second noun phrase.
    """
    low, seen = layout.low, False
    stop = min(hi, i + 1 + _LONGEST_ADJUNCT)
    for k in range(i + 1, stop):
        if _ends_adjunct(low, k, seen=seen):
            return k
        if low[k] in AUXILIARIES:
            return i
        if _opens_name_behind_report(layout, k):
            return k
        seen = seen or low[k] not in DETERMINERS
    return stop


def _ends_adjunct(low: list[str], k: int, *, seen: bool) -> bool:
    """Whether a clause begins at a word, or a noun phrase where one was seen already."""
    if low[k] in _ENDS_ADJUNCT:
        return True
    return seen and low[k] in DETERMINERS and low[k - 1] not in _JOINS_NOUNS


def _opens_name_behind_report(layout: Layout, k: int) -> bool:
    """Whether a name begins behind what somebody spoke in: "in a statement Reed"."""
    words = layout.words
    opens = layout.low[k - 1] in REPORT_NOUNS and is_capital(words[k])
    return opens and not is_capital(words[k - 1])


class Piece(NamedTuple):
    """Give the words of a content, from the first to one past the last."""

    first: int
    stop: int

    @property
    def words(self) -> tuple[int, int]:
        """Its first word and its last."""
        return self.first, self.stop - 1

    @property
    def length(self) -> int:
        """How many words it has."""
        return self.stop - self.first


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
    if short and word in {",", ";"}:
        return True
    if word == ",":
        return _writer_resumes_behind_comma(layout, k, hi)
    if word in {"and", "but"} and _same_subject_reports_again(layout, k + 1, hi):
        return True
    return word in _JOINTS and another_speaks(layout, k + 1, hi, aside=word == ";")


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
    return (aside and _reports_behind_aside(low, first, hi)) or _subject_has_reporting_verb(
        low, first, hi
    )


def _subject_has_reporting_verb(low: list[str], first: int, hi: int) -> bool:
    """Whether a finite verb of saying ends the subject that begins with a word."""
    for k in range(first + 1, min(hi, first + _LONGEST_SUBJECT)):
        if low[k] in _ENDS_SUBJECT:
            return False
        if _is_clause_reporting_verb(low[k]):
            return _is_finite_reporting_verb(low[k]) and low[k - 1] not in DETERMINERS
    return False


def _is_clause_reporting_verb(word: str) -> bool:
    """Whether a word is a form of a verb of saying that reports a clause."""
    cue = cues().get(word)
    return cue is not None and cue.reports_clauses and cue.kind != "belief"


def _is_finite_reporting_verb(word: str) -> bool:
    """Whether a word is a finite form of such a verb: "said", "says"."""
    return _is_clause_reporting_verb(word) and (cues()[word].past or word in SAYS)


def _reports_behind_aside(low: list[str], first: int, hi: int) -> bool:
    """Tell "an official, speaking without a name, said" from a subject alone."""
    opening = place_of(low, {","}, range(first + 1, min(hi, first + _LONGEST_SUBJECT)))
    if opening is None:
        return False
    closing = place_of(low, {","}, range(opening + 1, min(hi - 1, first + _LONGEST_ASIDE)))
    return (
        closing is not None
        and _ENDS_SUBJECT.isdisjoint(low[first:opening])
        and _is_finite_reporting_verb(low[closing + 1])
    )


def trimmed(layout: Layout, first: int, stop: int) -> Piece | None:
    """Drop marks at both ends; the full stop of the sentence is no part of what was said."""
    low = layout.low
    while first < stop and low[first] in _TRAILING | _BULLETS | {".", "…"}:
        first += 1
    while first < stop and (low[stop - 1] in _TRAILING or low[stop - 1] in {".", "!"}):
        stop -= 1
    return Piece(first, stop) if first < stop else None


def _writer_resumes_behind_comma(layout: Layout, comma: int, hi: int) -> bool:
    """Whether the writer speaks again behind a comma.

    ", adding that", ", according to", ", and said".
    """
    low, k = layout.low, comma + 1
    if k >= hi or low[k] in _OPENS_SOURCE:
        return True
    if low[k] in {"and", "but"}:
        return _same_subject_reports_again(layout, k + 1, hi)
    cue = cues().get(low[k])
    reports = cue is not None and cue.ing and k + 1 < hi
    return reports and low[k + 1] not in _ENDS_PARTICIPLE


def _same_subject_reports_again(layout: Layout, k: int, hi: int) -> bool:
    """Whether a verb of saying comes next, after adverbs, with the subject that came before."""
    low, verb = layout.low, past_adverbs(layout.low, k, hi, HAVE)
    cue = cues().get(low[verb]) if verb < hi else None
    if cue is None or not cue.reports_clauses:
        return False
    return cue.past or (cue.ing and low[verb - 1] == ",")

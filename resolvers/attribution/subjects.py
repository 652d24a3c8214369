"""Subjects: who stands before or after a verb of saying."""

from __future__ import annotations

from typing import NamedTuple

from resolvers.attribution.grammar import (
    AUXILIARIES,
    BE,
    BEFORE_SUBJECT,
    BREAKS,
    CONJUNCTIONS,
    DETERMINERS,
    MODALS,
    NEGATIONS,
    PREPOSITIONS,
    RELATIVES,
    SAYS,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    is_adverb,
    is_capital,
    past_adverbs,
    place_of,
)
from resolvers.attribution.lexicon import cues
from resolvers.attribution.openings import SMALL_IN_SUBJECTS, main_subject
from resolvers.attribution.sentence_words import QUOTE, Layout
from resolvers.text.words import word_set

_MARKS = frozenset('"“”')  # of a nickname: Joe "Shorty" Miller
_REACH = 40  # words; a subject further away than this is none
_AFTER = 16
_BRACKET = 8  # words in a bracket behind a name
_LONGEST_RELATIVE = 8  # words from its pronoun to its verb
_ENDS_INVERTED = (
    BREAKS
    | SUBORDINATORS
    | frozenset("who in on at during about adding from following to via through".split())
)
# General English for verbs that leave what follows a statement.
_GOING_ON = word_set(
    "continued continues continue began begins begin started starts start seemed seems seem appeared "
    "appears appear proceeded proceeds"
)
_WENT_ON = {("went", "on"), ("goes", "on"), ("go", "on")}
_NO_VERBS = PREPOSITIONS | SUBORDINATORS | RELATIVES
_WITNESSED = frozenset("heard seen recorded filmed caught quoted".split())


_OF_GROUP = AUXILIARIES | {"neither"}
_CLOSINGS = frozenset({")", "—", "–"})
_BEFORE_THAT = frozenset({"all", "is", "said"})  # "that" behind these opens a clause
_OPENS_TOLD = DETERMINERS | SUBJECT_PRONOUNS
_OWNS = DETERMINERS | {"'s", "’s"}
_NOT_INVERTED = BREAKS | PREPOSITIONS
_INVERTED_PRONOUNS = SUBJECT_PRONOUNS - RELATIVES - {"this", "these", "those", "there"}
_OF_ANOTHER_CLAUSE = AUXILIARIES | {"that"} | (SUBJECT_PRONOUNS - {"who"})
_LONGEST_SMALL = 4  # words of a subject behind its verb that no capital or determiner opens


class Subject(NamedTuple):
    """Give the words of a subject, and what stands between them and the verb."""

    first: int
    last: int
    group: int  # the first word of the verb group: "has" in "has not said"
    before: int  # the word before the subject, one below the sentence where there is none
    negated: bool
    modal: bool
    passive: bool
    relative: bool

    @property
    def words(self) -> tuple[int, int]:
        """Its first word and its last."""
        return self.first, self.last

    @property
    def polarity(self) -> str:
        """Whether the verb says that it did, or did not."""
        return "denied" if self.negated else "affirmed"

    @property
    def certainty(self) -> str:
        """Whether the verb says that it did, or may have."""
        return "possible" if self.modal else "stated"


class _Group(NamedTuple):
    """Give what stands between a subject and its verb: "has not", "is heard"."""

    first: int
    negated: bool
    modal: bool
    passive: bool

    def subject(self, words: tuple[int, int], before: int, *, relative: bool = False) -> Subject:
        """Return the subject that has these words."""
        return Subject(
            *words, self.first, before, self.negated, self.modal, self.passive, relative=relative
        )


def subject_before(layout: Layout, verb: int, lo: int) -> Subject | None:
    """Find the subject that precedes a verb, an apposition between commas included."""
    group = _verb_group_before(layout, verb, lo)
    end = group.first - 1
    if end < lo:
        return None
    headline = _headline_subject(layout, lo, end)
    if headline is not None:
        return group.subject(headline, lo - 1)
    if _closes_apposition(layout.low, end, lo):
        last = _skip_back_over_apposition(layout, end, lo)
        return None if last is None else _subject_ending_at(layout, group, last, lo)
    return _subject_ending_at(layout, group, end, lo)


def _subject_ending_at(layout: Layout, group: _Group, last: int, lo: int) -> Subject | None:
    """Return the subject that a word ends; what stands behind it up to its verb belongs to it."""
    first = _subject_start(layout, last, lo)
    if first is None:
        return None
    end = group.first - 1
    apposed = last != end  # the mark before the verb closes an apposition
    relative = layout.low[last] in RELATIVES
    return group.subject((first, end - apposed), first - 1, relative=relative)


def _verb_group_before(layout: Layout, verb: int, lo: int) -> _Group:
    """Read the auxiliaries, negations and adverbs before a verb."""
    last = i = _skip_continuation_verb(layout, verb - 1, lo)
    while i >= lo and _is_in_verb_group(layout, i, lo):
        i -= 1
    words = layout.low[i + 1 : last + 1]
    return _Group(
        first=i + 1,
        negated=not NEGATIONS.isdisjoint(words),
        modal=not MODALS.isdisjoint(words),
        passive=not BE.isdisjoint(words),
    )


def _is_in_verb_group(layout: Layout, i: int, lo: int) -> bool:
    """Whether a word may stand between a subject and its verb."""
    return (
        layout.low[i] in _OF_GROUP
        or _is_intervening_adverb(layout, i, lo)
        or is_witnessed(layout, i, lo)
    )


def _closes_apposition(low: list[str], i: int, lo: int) -> bool:
    """Whether a mark before a verb may close what stands behind its subject."""
    return low[i] == "," or (low[i] in _CLOSINGS and i > lo)


def _subject_start(layout: Layout, last: int, lo: int) -> int | None:
    """Return the first word of the subject that a word ends, if it ends one."""
    low = layout.low
    if low[last] in SUBJECT_PRONOUNS or (low[last] == "which" and low[last - 1] == ","):
        conjunction = low[last] == "that" and last > lo and low[last - 1] in _BEFORE_THAT
        return None if conjunction else last
    return _walk_to_subject_start(layout, last, lo)


def _skip_continuation_verb(layout: Layout, i: int, lo: int) -> int:
    """Step over a verb that only says that somebody goes on or begins to: "continued to say"."""
    low = layout.low
    if i <= lo or low[i] != "to":
        return i
    if low[i - 1] in _GOING_ON:
        return i - 2
    return i - 3 if i - 2 >= lo and (low[i - 2], low[i - 1]) in _WENT_ON else i


def is_witnessed(layout: Layout, i: int, lo: int) -> bool:
    """Whether a word says how one knows that somebody spoke: "is heard saying"."""
    low = layout.low
    quoted = low[i] == "as" and i > lo and low[i - 1] == "quoted"
    return quoted or (low[i] in _WITNESSED and i > lo and low[i - 1] in BE)


def _headline_subject(layout: Layout, lo: int, comma: int) -> tuple[int, int] | None:
    """Return the subject of a headline that goes on: "Crane to leave the firm, says it is time"."""
    low = layout.low
    if low[comma] != "," or lo != layout.sentences[0][0] or ";" in low[lo:comma]:
        return None
    for first, last in main_subject(layout, lo, comma):
        if last + 1 < comma and _may_be_headline_verb(low[last + 1]):
            return first, last
    return None


def _may_be_headline_verb(word: str) -> bool:
    """Whether a word behind the subject of a headline may be its verb: "to leave", "leaves"."""
    return word == "to" or (word.isalpha() and word not in _NO_VERBS)


def _is_intervening_adverb(layout: Layout, i: int, lo: int) -> bool:
    """Whether a word between subject and verb is an adverb, and not the end of a name.

    "Water First".
    """
    capital = layout.words[i][:1].isupper() and i > lo and is_capital(layout.words[i - 1])
    return is_adverb(layout.low[i]) and not capital


def _skip_back_over_apposition(layout: Layout, i: int, lo: int) -> int | None:
    """Step from the comma before a verb to the last word before the apposition that it closes."""
    opening = {",": ",", ")": "(", "—": "—", "–": "–"}[layout.low[i]]
    j = i - 1
    while j > lo and i - j < _REACH:
        if layout.low[j] == opening:
            j = _skip_back_over_bracket(layout, _skip_back_over_age(layout, j, lo), lo)
            return j - 1 if layout.low[j - 1] not in BREAKS else None
        if layout.low[j] == QUOTE:
            return None
        j -= 1
    return None


def _skip_back_over_bracket(layout: Layout, comma: int, lo: int) -> int:
    """Step over a bracket before an apposition: "the agency (OCHA), which wrote it, said"."""
    if layout.low[comma - 1] != ")":
        return comma
    opening = range(comma - 2, max(lo, comma - _BRACKET), -1)
    return next((k for k in opening if layout.low[k] == "("), comma)


def _skip_back_over_age(layout: Layout, comma: int, lo: int) -> int:
    """Step over an age between commas before an apposition: "Smith, 54, of Leeds, said"."""
    before = comma - 2
    aged = before > lo and layout.low[before] == "," and layout.low[comma - 1].isdigit()
    return before if aged else comma


def _walk_to_subject_start(layout: Layout, last: int, lo: int) -> int | None:
    """Walk back from the last word of a subject to its first, if there is one."""
    low, outside = layout.low, _word_outside_subject(layout, last, lo)
    if outside == last:
        return None
    first = past_adverbs(low, outside + 1, last, CONJUNCTIONS)
    if low[first] in PREPOSITIONS and low[first] != "like":
        return _subject_behind_preposition(layout, first, last)
    return first


def _word_outside_subject(layout: Layout, last: int, lo: int) -> int:
    """Walk back from the last word of a subject to the first that is none of it."""
    k = last
    while k >= lo and last - k < _REACH:
        if not _is_outside_subject(layout, k, last, lo):
            k -= 1
            continue
        described = _skip_back_over_relative(layout, k, lo) if k < last else None
        if described is None:
            break
        k = described
    return k


def _is_outside_subject(layout: Layout, k: int, last: int, lo: int) -> bool:
    """Whether a word is none of the subject that ends with another."""
    word = layout.low[k]
    if word in BEFORE_SUBJECT and not _is_mark_inside_subject(layout, k, last, lo):
        return True
    if k < last and _is_outer_reporting_verb(layout, k, lo):
        return True
    return word == "and" and not _conjunction_joins_names(layout, k, last, lo)


def _is_mark_inside_subject(layout: Layout, k: int, last: int, lo: int) -> bool:
    """Whether a mark is of a nickname, or of an owner, inside a subject."""
    nickname = layout.low[k] in _MARKS and lo < k < last and is_capital(layout.words[k - 1])
    return nickname or _is_plural_owner(layout, k, last)


def _conjunction_joins_names(layout: Layout, k: int, last: int, lo: int) -> bool:
    """Whether "and" joins a name to another, or to a noun: "Reed and the mayor"."""
    words = layout.words
    inside = lo < k < last and is_capital(words[k - 1])
    return inside and (is_capital(words[k + 1]) or layout.low[k + 1] in DETERMINERS)


def _skip_back_over_relative(layout: Layout, k: int, lo: int) -> int | None:
    """Step from a verb over its relative clause: "officials whose laws were struck down say"."""
    low = layout.low
    if low[k] not in AUXILIARIES:
        return None
    for j in range(k - 1, max(lo, k - _LONGEST_RELATIVE), -1):
        if low[j] in BREAKS:
            return None
        if low[j] in {"who", "whose"} and low[j - 1] not in BEFORE_SUBJECT:
            return j - 1
    return None


def _is_plural_owner(layout: Layout, k: int, last: int) -> bool:
    """Whether an apostrophe owns what follows: "the Writers' Union"."""
    owns = 0 < k < last and layout.low[k] in {"'", "’"} and layout.low[k - 1].endswith("s")
    return owns and layout.ends[k - 1] == layout.starts[k]


def _is_outer_reporting_verb(layout: Layout, k: int, lo: int) -> bool:
    """Whether a word is the verb of somebody who says what follows.

    "Crane said Reed told her".
    """
    low = layout.low
    if k <= lo or not _is_finite_reporting_verb(low[k]):
        return False
    if not is_capital(layout.words[k + 1]) and low[k + 1] not in _OPENS_TOLD:
        return False  # "two people briefed on the talks said"
    return low[k - 1] not in _OWNS


def _is_finite_reporting_verb(word: str) -> bool:
    """Whether a word is a finite verb of saying that a clause may follow."""
    cue = cues().get(word)
    return cue is not None and "clause" in cue.patterns and (cue.past or word in SAYS)


def _subject_behind_preposition(layout: Layout, first: int, last: int) -> int | None:
    """Find the subject behind a phrase that opens the sentence without a comma.

    "In Paris the president said".
    """
    k = last
    while k > first and (is_capital(layout.words[k]) or layout.low[k] in SMALL_IN_SUBJECTS):
        k -= 1
    determiner = place_of(layout.low, DETERMINERS, range(last, first, -1))
    if determiner is not None:
        return determiner
    return k + 1 if first < k < last else None


class Inverted(NamedTuple):
    """Give the words of a subject behind its verb, and the first word behind it."""

    first: int
    last: int
    after: int

    @property
    def words(self) -> tuple[int, int]:
        """Its first word and its last."""
        return self.first, self.last


def subject_after(layout: Layout, verb: int, hi: int) -> Inverted | None:
    """Find the subject in `"…," said the minister.`; whoever is followed by a verb is none."""
    low, first = layout.low, verb + 1
    if first >= hi or low[first] in _NOT_INVERTED:
        return None
    if low[first] in _INVERTED_PRONOUNS:
        return Inverted(first, first, first + 1)
    stop = _end_of_inverted(low, first, hi)
    if stop is None or not _may_be_inverted_subject(layout, first, stop):
        return None
    return Inverted(first, stop - 1, stop)


def _end_of_inverted(low: list[str], first: int, hi: int) -> int | None:
    """Return the word behind a subject that follows its verb, unless it has a verb of its own."""
    for k in range(first, min(hi, first + _AFTER)):
        if low[k] in _OF_ANOTHER_CLAUSE:
            return None
        if k > first and low[k] in _ENDS_INVERTED:
            return k
    return hi if hi - first <= _AFTER else None


def _may_be_inverted_subject(layout: Layout, first: int, stop: int) -> bool:
    """Whether words may be a subject: a name, a noun with its determiner, or a few words."""
    word = layout.low[first]
    if is_capital(layout.words[first]) or word in DETERMINERS:
        return True
    return word.isalpha() and stop - first <= _LONGEST_SMALL

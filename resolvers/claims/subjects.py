"""Subjects: who stands before or after a verb of saying."""

from __future__ import annotations

from typing import NamedTuple

from resolvers.claims.grammar import (
    ADVERBS,
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
)
from resolvers.claims.layout import QUOTE, Layout
from resolvers.claims.lexicon import cues
from resolvers.reading.words import word_set

_MARKS = frozenset('"“”')  # of a nickname: Joe "Shorty" Miller
_REACH = 40  # words; a subject further away than this is none
_AFTER = 16
_BRACKET = 8  # words in a bracket behind a name
_LONGEST_RELATIVE = 8  # words from its pronoun to its verb
_LONGEST_MAIN = 12
_ENDS_INVERTED = (
    BREAKS
    | SUBORDINATORS
    | frozenset("in on at during about adding from following to via through".split())
)
# General English for verbs that leave what follows a statement.
_GOING_ON = word_set(
    "continued continues continue began begins begin started starts start seemed seems seem appeared "
    "appears appear proceeded proceeds"
)
_WENT_ON = {("went", "on"), ("goes", "on"), ("go", "on")}
_NO_VERBS = PREPOSITIONS | SUBORDINATORS | RELATIVES
_WITNESSED = frozenset("heard seen recorded filmed caught quoted".split())
_LOWER_SUBJECTS = frozenset("and of the for with & de von van".split())


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


# dense: what stands between a subject and its verb, in one walk
def subject_before(layout: Layout, verb: int, lo: int) -> Subject | None:
    """Find the subject that precedes a verb, an apposition between commas included."""
    low = layout.low
    i, negated, modal, passive = _before_going_on(layout, verb - 1, lo), False, False, False
    while i >= lo and (
        low[i] in AUXILIARIES
        or _is_aside(layout, i, lo)
        or low[i] == "neither"
        or is_witnessed(layout, i, lo)
    ):
        negated |= low[i] in NEGATIONS
        modal |= low[i] in MODALS
        passive |= low[i] in BE
        i -= 1
    if i < lo:
        return None
    group = i + 1
    end = i
    if low[i] == "," and lo == layout.sentences[0][0]:
        joined = _of_headline(layout, lo, i)
        if joined:
            return Subject(*joined, group, lo - 1, negated, modal, passive, relative=False)
    if low[i] == "," or (low[i] in {")", "—", "–"} and i > lo):
        before = _over_apposition(layout, i, lo)
        if before is None:
            return None
        i = before
        end -= 1
    if low[i] in SUBJECT_PRONOUNS or (low[i] == "which" and low[i - 1] == ","):
        relative = low[i] in RELATIVES
        if low[i] == "that" and i > lo and low[i - 1] in {"all", "is", "said"}:
            return None
        return Subject(i, end, group, i - 1, negated, modal, passive, relative)
    first = _first_word(layout, i, lo)
    if first is None or first > i:
        return None
    return Subject(first, end, group, first - 1, negated, modal, passive, relative=False)


def _before_going_on(layout: Layout, i: int, lo: int) -> int:
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


def _of_headline(layout: Layout, lo: int, comma: int) -> tuple[int, int] | None:
    """Return the subject of a headline that goes on: "Crane to leave the firm, says it is time"."""
    opening = main_subject(layout, lo, comma)
    if not opening or ";" in layout.low[lo:comma]:
        return None
    following = layout.low[opening[0][1] + 1]
    verb = following == "to" or (following.isalpha() and following not in _NO_VERBS)
    return opening[0] if verb and opening[0][1] + 1 < comma else None


def _is_aside(layout: Layout, i: int, lo: int) -> bool:
    """Whether a word between subject and verb is an adverb, and not the end of a name.

    "Water First".
    """
    capital = layout.words[i][:1].isupper() and i > lo and is_capital(layout.words[i - 1])
    return is_adverb(layout.low[i]) and not capital


def _over_apposition(layout: Layout, i: int, lo: int) -> int | None:
    """Step from the comma before a verb to the last word before the apposition that it closes."""
    opening = {",": ",", ")": "(", "—": "—", "–": "–"}[layout.low[i]]
    j = i - 1
    while j > lo and i - j < _REACH:
        if layout.low[j] == opening:
            j = _over_bracket(layout, _over_age(layout, j, lo), lo)
            return j - 1 if layout.low[j - 1] not in BREAKS else None
        if layout.low[j] == QUOTE:
            return None
        j -= 1
    return None


def _over_bracket(layout: Layout, comma: int, lo: int) -> int:
    """Step over a bracket before an apposition: "the agency (OCHA), which wrote it, said"."""
    if layout.low[comma - 1] != ")":
        return comma
    opening = range(comma - 2, max(lo, comma - _BRACKET), -1)
    return next((k for k in opening if layout.low[k] == "("), comma)


def _over_age(layout: Layout, comma: int, lo: int) -> int:
    """Step over an age between commas before an apposition: "Smith, 54, of Leeds, said"."""
    before = comma - 2
    aged = before > lo and layout.low[before] == "," and layout.low[comma - 1].isdigit()
    return before if aged else comma


# dense: where a subject may begin, in one walk
def _first_word(layout: Layout, last: int, lo: int) -> int | None:
    """Walk back from the last word of a subject to its first."""
    low, words = layout.low, layout.words
    k = last
    while k >= lo and last - k < _REACH:
        word = low[k]
        nickname = word in _MARKS and lo < k < last and is_capital(words[k - 1])
        inside = nickname or _is_plural_owner(layout, k, last)
        described = _before_relative(layout, k, lo) if word in AUXILIARIES and k < last else None
        if described is not None:
            k = described
            continue
        if (word in BEFORE_SUBJECT and not inside) or (k < last and _is_told_before(layout, k, lo)):
            break
        if word == "and" and not (
            k > lo
            and is_capital(words[k - 1])
            and k < last
            and (is_capital(words[k + 1]) or low[k + 1] in DETERMINERS)
        ):
            break
        k -= 1
    first = k + 1
    while first < last and (
        low[first] in CONJUNCTIONS
        or (low[first] in ADVERBS and low[first] not in DETERMINERS)
        or is_adverb(low[first])
    ):
        first += 1
    if first <= last and low[first] in PREPOSITIONS and low[first] != "like":
        return _behind_preposition(layout, first, last)
    return first


def _before_relative(layout: Layout, k: int, lo: int) -> int | None:
    """Step from a verb over its relative clause: "officials whose laws were struck down say"."""
    low = layout.low
    for j in range(k - 1, max(lo, k - _LONGEST_RELATIVE), -1):
        if low[j] in BREAKS or low[j] == QUOTE:
            return None
        if low[j] in {"who", "whose"} and low[j - 1] not in BEFORE_SUBJECT:
            return j - 1
    return None


def _is_plural_owner(layout: Layout, k: int, last: int) -> bool:
    """Whether an apostrophe owns what follows: "the Writers' Union"."""
    owns = 0 < k < last and layout.low[k] in {"'", "’"} and layout.low[k - 1].endswith("s")
    return owns and layout.ends[k - 1] == layout.starts[k]


def _is_told_before(layout: Layout, k: int, lo: int) -> bool:
    """Whether a word is the verb of somebody who says what follows.

    "Crane said Reed told her".
    """
    cue = cues().get(layout.low[k])
    finite = cue is not None and (cue.past or layout.low[k] in SAYS)
    if cue is None or not finite or "clause" not in cue.patterns or k <= lo:
        return False
    following = layout.low[k + 1]
    if not is_capital(layout.words[k + 1]) and following not in DETERMINERS | SUBJECT_PRONOUNS:
        return False  # "two people briefed on the talks said"
    return layout.low[k - 1] not in DETERMINERS and layout.low[k - 1] not in {"the", "'s", "’s"}


def _behind_preposition(layout: Layout, first: int, last: int) -> int | None:
    """Find the subject behind a phrase that opens the sentence without a comma: "In Paris the president said"."""
    k = last
    while k > first and (is_capital(layout.words[k]) or layout.low[k] in _LOWER_SUBJECTS):
        k -= 1
    for j in range(last, first, -1):
        if layout.low[j] in DETERMINERS:
            return j
    return k + 1 if k < last and k > first else None


class Inverted(NamedTuple):
    """Give the words of a subject behind its verb, and the first word behind it."""

    first: int
    last: int
    after: int


def subject_after(layout: Layout, verb: int, hi: int) -> Inverted | None:
    """Find the subject in `"…," said the minister.`; whoever is followed by a verb is none."""
    low, words = layout.low, layout.words
    first = verb + 1
    if first >= hi or low[first] in BREAKS or low[first] in PREPOSITIONS:
        return None
    if (
        low[first] in SUBJECT_PRONOUNS
        and low[first] not in RELATIVES
        and low[first] not in {"this", "these", "those", "there"}
    ):
        return Inverted(first, first, first + 1)
    if (
        not (is_capital(words[first]) or low[first] in DETERMINERS or low[first].isalpha())
        or low[first] == "that"
    ):
        return None
    k = first
    while k < hi and k - first < _AFTER:
        word = low[k]
        if word in AUXILIARIES or word == "that" or (word in SUBJECT_PRONOUNS and word != "who"):
            return None
        if (word in _ENDS_INVERTED or word == "who") and k > first:
            break
        k += 1
    else:
        if k < hi:
            return None
    if not is_capital(words[first]) and low[first] not in DETERMINERS and (k - first > 4):
        return None
    return Inverted(first, k - 1, k)


def noun_owner(layout: Layout, noun: int, lo: int) -> tuple[int, int] | None:
    """Find whose claim it is: "Trump's claim", "her repeated claim", "the ministry's own claim"."""
    low, words = layout.low, layout.words
    for k in range(noun - 1, max(lo - 1, noun - 4), -1):
        if low[k] in {"his", "her", "their", "its", "our", "my", "your"}:
            return k, k
        owns = low[k].endswith(("'s", "’s", "s’", "s'")) and low[k][:-2] not in SUBJECT_PRONOUNS
        if owns or low[k] in {"’", "'"}:
            first = k
            while first > lo and (is_capital(words[first - 1]) or low[first - 1] in DETERMINERS):
                first -= 1
            return first, k
    return None


def main_subject(layout: Layout, lo: int, stop: int) -> tuple[tuple[int, int], ...]:
    """Find the subject that opens a sentence: the words up to its first verb.

    Nothing where there are none.
    """
    low = layout.low
    first = lo
    while first < stop and (low[first] in CONJUNCTIONS or is_adverb(low[first])):
        first += 1
    if first < stop and low[first] in PREPOSITIONS | SUBORDINATORS:
        comma = next((j for j in range(first, stop) if low[j] == ","), None)
        if comma is None:
            return ()
        first = comma + 1
    if first < stop and low[first] in SUBJECT_PRONOUNS:
        return ((first, first),)
    k = first
    while k < stop and k - first < _LONGEST_MAIN and not _ends_main(layout, k, first):
        k += 1
    return ((first, k - 1),) if k > first else ()


def named_subject(layout: Layout, lo: int, stop: int) -> tuple[tuple[int, int], ...]:
    """Find the subject that opens a clause; a name ends before the first small word."""
    for first, last in main_subject(layout, lo, stop):
        small = (k for k in range(first + 1, last + 1) if not is_capital(layout.words[k]))
        ends = next((k for k in small if layout.low[k] != "of"), last + 1)
        name = is_capital(layout.words[first]) and layout.low[first] not in DETERMINERS
        return ((first, ends - 1 if name else last),)
    return ()


def _ends_main(layout: Layout, k: int, first: int) -> bool:
    """Whether a word is no longer of the subject: a mark, or what looks like a verb."""
    word, capital = layout.low[k], is_capital(layout.words[k])
    if word in BREAKS or word in AUXILIARIES or word in SUBORDINATORS or word == "who":
        return True
    if k == first or capital:
        return False
    cue = cues().get(word)
    if word.endswith("ed") or is_adverb(word) or (cue and cue.past):
        return True
    behind_name = is_capital(layout.words[k - 1]) and word not in _LOWER_SUBJECTS
    return behind_name and (word.endswith("s") or word in PREPOSITIONS)

"""Templates: texts that are one form, filled with other names, numbers and days, and no copies.

What a form shares is its frame; what it is about stands in its slots. A copy keeps most names and
numbers of what it copies, whatever else is edited; a form that was filled again has others in the
same places.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from difflib import SequenceMatcher

from resolvers.reuse.passages import Shared
from resolvers.text.quoted_words import Words
from resolvers.text.terms import FUNCTION_WORDS, stem

NAME, DAY, NUMBER = "name", "day", "number"
_SLOT = 8  # words that fill one slot or two; a longer gap has part of the frame, or is other text
_GAP = 40  # words of such a gap
_MATCHED = 0.5  # of its words, those that fill slots aside
_FEWEST = 3  # slots that are filled otherwise; two may be a correction
_PART = 1 / 3  # of all that is named and counted near shared words
_FRAME = 0.7  # of the other terms: as many as two reports of one event in two wordings never share
_ALIKE = 0.3  # of all terms, names among them; most pairs that are compared share fewer
_WHOLE_FRAME = 0.9  # of them where no name differs: what is new of one event comes in new words
_LONGEST = 4_000  # code points
_HALF = 0.5  # of it where no name differs: a toll that rises keeps its place and its people
_MANY = 4  # numbers, where the day is the same or is not said
_TOKEN = re.compile(r"(?<!\w)(?:\d[\d.,]*\d|\d+)|[^\W\d_]+")
# General English.
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun january "
    "february march april may june july august september october november december jan feb mar apr "
    "jun jul aug sep sept oct nov dec".split()
)
_NUMBERS = frozenset(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred "
    "thousand million billion dozen".split()
)
_CLOSED = ".!?:\n"
_MARKS = " \t\"'“”‘’([*•-–—"
Place = tuple[int, int]  # a half-open range
Specific = tuple[str, str]  # its kind, and the word in lower case


def specifics(text: str, start: int = 0, end: int | None = None) -> list[Specific]:
    """List what is named, dated and counted in a part of a text, in its order."""
    tokens = list(_TOKEN.finditer(text, start, len(text) if end is None else end))
    return [
        (kind, t.group().lower()) for t in tokens if (kind := _filler_kind(text, t)) is not None
    ]


def _filler_kind(text: str, token: re.Match[str]) -> str | None:
    """Tell what a token is, if it is neither a common word nor one that only begins a sentence."""
    word = token.group()
    low = word.lower()
    if word[0].isdigit() or low in _NUMBERS:
        return NUMBER
    if not word[0].isupper() or low in FUNCTION_WORDS:
        return None
    if low in _DAYS:
        return DAY
    return (
        NAME
        if not _begins_sentence(text, token.start()) or _continues_name(text, token.end())
        else None
    )


def _begins_sentence(text: str, place: int) -> bool:
    """Whether a sentence begins at a place."""
    while place > 0 and text[place - 1] in _MARKS:
        place -= 1
    return place == 0 or text[place - 1] in _CLOSED


def _continues_name(text: str, place: int) -> bool:
    """Whether a second capital word follows at once, as in a name of several."""
    return text[place : place + 1] == " " and text[place + 1 : place + 2].isupper()


def is_refilled(a: Words, b: Words, runs: Sequence[Shared]) -> bool:
    """Whether two texts are one form, whose names, numbers and days are others in one place.

    Args:
        a: one text.
        b: the other.
        runs: the stretches that they share, in the order of the first.
    """
    found = [
        _count_differing_fillers(specifics(a.text, *one), specifics(b.text, *two), a, b)
        for one, two in _replaced_slots(a, b, runs)
    ]
    other = sum(found, Counter[str]())
    free = sum(not kinds for kinds in found)  # common words that were edited
    if other.total() < max(_FEWEST, free):
        return False
    kept = len(_kept_fillers(a, runs))
    return differs(other, kept) or _is_later_filling(other, kept)


def _kept_fillers(a: Words, runs: Sequence[Shared]) -> set[Specific]:
    """Return what is named, dated and counted in shared stretches."""
    spans = (a.span(run.a, run.a + run.length) for run in runs)
    return {s for span in spans for s in specifics(a.text, span.start, span.end)}


def differs(other: Counter[str], kept: int) -> bool:
    """Whether what fills two texts is so different that they are about two things.

    Args:
        other: how many names, days and numbers of either are not the other's.
        kept: how many are.
    """
    count = other.total()
    several = len(+other) > 1 and count >= _FEWEST
    return other[NAME] > 0 and several and count >= _PART * (count + kept)


def _is_later_filling(other: Counter[str], kept: int) -> bool:
    """Whether a form is filled for another time: no name is another, but most numbers are."""
    count = other[DAY] + other[NUMBER]
    several = (other[DAY] > 0 and other[NUMBER] > 1) or other[NUMBER] >= _MANY
    return several and count >= _HALF * (count + kept)


def unshared(one: Iterable[Specific], two: Iterable[Specific]) -> Counter[str]:
    """Count by kind what each of two has that the other has not."""
    a, b = set(one), set(two)
    mine, yours = Counter(k for k, _ in a - b), Counter(k for k, _ in b - a)
    return mine & yours


def fillings(text: str) -> frozenset[str]:
    """Return what is named, dated and counted in a short text; a long one is no form."""
    if len(text) > _LONGEST:
        return frozenset()
    return frozenset(f"{kind} {word}" for kind, word in specifics(text))


def is_form(
    a: AbstractSet[str], a_filled: AbstractSet[str], b: AbstractSet[str], b_filled: AbstractSet[str]
) -> bool:
    """Whether two texts are one form by their terms alone, wherever these stand.

    Args:
        a: the terms of one text.
        a_filled: what fills it, as `fillings` gives it.
        b: the terms of the other.
        b_filled: what fills it.
    """
    if not a_filled or not b_filled or len(a & b) < _ALIKE * max(len(a), len(b)):
        return False
    one, two = _split_fillings(a_filled), _split_fillings(b_filled)
    other, kept = unshared(one, two), len(a_filled & b_filled)
    differ = differs(other, kept)
    if not differ and not _is_later_filling(other, kept):
        return False
    names = {stem(word) for _, word in (*one, *two)}
    return _share_frame(a - names, b - names, _FRAME if differ else _WHOLE_FRAME)


def _share_frame(a: AbstractSet[str], b: AbstractSet[str], least: float) -> bool:
    """Whether two texts have at least such a share of their other terms in common."""
    return len(a & b) >= least * max(len(a), len(b))


def _split_fillings(filled: AbstractSet[str]) -> list[Specific]:
    """Part what fills a text into kind and word."""
    return [(kind, word) for kind, _, word in (item.partition(" ") for item in filled)]


def _count_differing_fillers(
    one: list[Specific], two: list[Specific], a: Words, b: Words
) -> Counter[str]:
    """Count what differs at one place; a name that the other text has elsewhere only moved."""
    return unshared(_without_known_names(one, b), _without_known_names(two, a))


def _without_known_names(found: list[Specific], text: Words) -> list[Specific]:
    return [s for s in found if s[0] != NAME or s[1] not in text.vocabulary]


def _replaced_slots(a: Words, b: Words, runs: Sequence[Shared]) -> Iterator[tuple[Place, Place]]:
    """Yield the characters of what stands in one text in place of something else in the other."""
    for words in _passage_gaps(a, b, runs):
        one, two = _tokens_of_words(a, *words[0]), _tokens_of_words(b, *words[1])
        matcher = _align_tokens(one, two)
        long = max(high - low for low, high in words) > _SLOT
        plain = max(_count_frame_tokens(a, one), _count_frame_tokens(b, two)) if long else 0
        if _count_matched_tokens(matcher) >= _MATCHED * plain:
            yield from _gap_substitutions(matcher, one, two)


def _gap_substitutions(
    matcher: SequenceMatcher[str], one: Sequence[re.Match[str]], two: Sequence[re.Match[str]]
) -> Iterator[tuple[Place, Place]]:
    """Yield the places of tokens that stand in one gap in place of others in the other."""
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "replace":
            yield _token_range(one[i:j]), _token_range(two[k:m])


def _align_tokens(
    one: Sequence[re.Match[str]], two: Sequence[re.Match[str]]
) -> SequenceMatcher[str]:
    return SequenceMatcher(None, [t.group() for t in one], [t.group() for t in two], autojunk=False)


def _token_range(tokens: Sequence[re.Match[str]]) -> Place:
    return tokens[0].start(), tokens[-1].end()


def _count_matched_tokens(matcher: SequenceMatcher[str]) -> int:
    return sum(block.size for block in matcher.get_matching_blocks())


def _count_frame_tokens(text: Words, tokens: Sequence[re.Match[str]]) -> int:
    """Count the tokens that name, date and count nothing."""
    return sum(_filler_kind(text.text, token) is None for token in tokens)


def _tokens_of_words(text: Words, low: int, high: int) -> list[re.Match[str]]:
    """List the tokens of words: a number with its point is one token and two words."""
    span = text.span(low, high)
    return list(_TOKEN.finditer(text.text, span.start, span.end))


def _passage_gaps(a: Words, b: Words, runs: Sequence[Shared]) -> Iterator[tuple[Place, Place]]:
    """Yield the words of both texts between shared stretches, where there are few on both sides."""
    edges = [
        Shared(0, 0, 0),
        *runs,
        Shared(len(a.words), len(b.words), 0),
    ]
    for before, after in itertools.pairwise(edges):
        one = (before.a + before.length, after.a)
        two = (before.b + before.length, after.b)
        if all(0 < end - start <= _GAP for start, end in (one, two)):
            yield one, two

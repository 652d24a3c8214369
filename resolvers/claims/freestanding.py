"""Quotations that no sentence attributes: they go to whoever spoke before, with a lower score."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

import attrs

from resolvers.claims.contents import trimmed
from resolvers.claims.drafts import Draft, Words
from resolvers.claims.grammar import is_capital
from resolvers.claims.layout import QUOTE, Layout
from resolvers.claims.openings import main_subject, named_subject
from resolvers.reading.lexicon import lexicon
from resolvers.reading.words import word_set

_FRAGMENT = 3  # words
_ALONE = 3  # words of a sentence that is a quotation and marks
_LONGEST_NAME = 7  # words of who signs
_DASHES = frozenset({"—", "–", "-", "--"})
_SIGNS = _DASHES | {"("}
_BEHIND_SIGNATURE = frozenset("(),.@|·")
_IN_NAMES = word_set("of the de van von bin al el and") | {'"', "“", "”"}
_SMALL_IN_TITLES = word_set("a an the of and or but in on at to for by from with as is de la le el")


def attribute_freestanding(layout: Layout, found: Sequence[Draft]) -> list[Draft]:
    """Return every quotation that is left to who signs it, who leads it in, or who spoke before."""
    covered = {
        i for d in found for a, b in d.content for i in range(a, b + 1) if layout.words[i] == QUOTE
    }
    out = list(_signed(layout, covered))
    covered |= {i for draft in out for a, b in draft.content for i in range(a, b + 1)}
    return out + _left(layout, found, covered)


# dense: a quotation is joined to the one before it, and may be the one before the next
def going_on(layout: Layout, drafts: Sequence[Draft]) -> list[Draft]:
    """Join a quotation alone to the one right before it in its paragraph: one speaker goes on.

    `"We lost," said Reed. "We will be back."` is one thing said, in two pieces.
    """
    kept = [draft for draft in drafts if draft.rule != "quote alone"]
    near: defaultdict[int, list[int]] = defaultdict(list)
    for i, draft in enumerate(kept):
        for number in _sentences_of(layout, draft):
            near[number].append(i)
    for alone in sorted((d for d in drafts if d.rule == "quote alone"), key=lambda d: d.content):
        number = _sentence_of(layout, alone.content[0][0])
        before = [i for i in near[number - 1] if _goes_on(layout, kept[i], alone, number)]
        place = before[-1] if before else len(kept)
        if before:
            content = (*kept[place].content, *alone.content)
            kept[place] = attrs.evolve(kept[place], content=content)
        else:
            kept.append(alone)
        near[number].append(place)
    return kept


def quoted_above(drafts: Sequence[Draft]) -> list[Draft]:
    """Return a headline's quotation to whom the text below quotes with the same words.

    ‘A wall of brown water’: seven dead.
    """
    return [_as_below(draft, drafts) if _is_unsigned(draft) else draft for draft in drafts]


def _is_unsigned(draft: Draft) -> bool:
    """Tell a quotation that opens the article and that nobody signs."""
    opens = draft.rule == "X: quote" and draft.content[0][0] == 0
    return opens and not _is_somebody(_words(draft.layout, draft.source))


def _as_below(draft: Draft, others: Sequence[Draft]) -> Draft:
    """Take the source of the first draft further down that quotes the same words."""
    said = _said(draft)
    below = (other for other in others if other is not draft and other.source)
    quoting = (d for d in below if QUOTE in _words(d.layout, d.content))
    same = (other.source for other in quoting if said in _said(other))
    return attrs.evolve(draft, source=next(same, ()))


def _is_somebody(words: Sequence[str]) -> bool:
    """Whether words may say who speaks: they open with a capital, or hold a role."""
    return bool(words) and (
        _is_named(words[0]) or any(word.lower() in lexicon().roles for word in words)
    )


def _said(draft: Draft) -> str:
    """Return the letters and digits of what is said."""
    layout = draft.layout
    spans = (layout.text[layout.starts[a] : layout.ends[b]] for a, b in draft.content)
    return "".join(c for c in " ".join(spans).lower() if c.isalnum())


def _words(layout: Layout, ranges: Sequence[Words]) -> list[str]:
    return [word for a, b in ranges for word in layout.words[a : b + 1]]


def _sentences_of(layout: Layout, draft: Draft) -> set[int]:
    """Return the sentences in which a draft's last words and its source stand."""
    ends = [draft.content[-1][1], *(last for _, last in draft.source[:1])]
    return {_sentence_of(layout, word) for word in ends}


def _sentence_of(layout: Layout, word: int) -> int:
    return bisect_right(layout.sentences, (word, len(layout.words), 0)) - 1


def _goes_on(layout: Layout, draft: Draft, alone: Draft, number: int) -> bool:
    """Whether a draft is a quotation of the same source before one, in one paragraph."""
    last = draft.content[-1][1]
    same = draft.source == alone.source and bool(draft.source)
    paragraph = layout.sentences[number][2] == layout.sentences[number - 1][2]
    return same and paragraph and layout.words[last] == QUOTE and last < alone.content[0][0]


def _signed(layout: Layout, covered: Collection[int]) -> Iterator[Draft]:
    """Read quotations that somebody signs, or that a line leads in: "And from the chair:"."""
    for number, (lo, hi, _) in enumerate(layout.sentences):
        for i in range(lo, hi):
            if layout.words[i] != QUOTE or i in covered:
                continue
            source = _signature(layout, i + 1, hi)
            if source is None and i == lo and hi - lo <= _ALONE:
                below = _next_line(layout, number)
                source = below or _lead_in(layout, number) or _told_above(layout, number)
            if source:
                yield Draft(layout=layout, rule="X: quote", content=((i, i),), source=(source,))


def _signature(layout: Layout, first: int, hi: int) -> Words | None:
    """Return the name behind a dash or in brackets: "— Kayla Dunn (@kaylad)", "(Tom Reed)"."""
    low, words = layout.low, layout.words
    while first < hi and low[first] in {",", "."}:
        first += 1
    if first + 1 >= hi or low[first] not in _SIGNS or not _is_named(words[first + 1]):
        return None
    end = min(hi, first + 1 + _LONGEST_NAME)
    named = (k for k in range(first + 1, end) if not (_is_named(words[k]) or low[k] in _IN_NAMES))
    stop = next(named, end)
    ends = stop >= hi or low[stop] in _BEHIND_SIGNATURE
    return (first + 1, stop - 1) if ends else None


def _is_named(word: str) -> bool:
    return word[:1].isupper()


def _next_line(layout: Layout, number: int) -> Words | None:
    """Return who signs in a line of its own below a quotation."""
    if number + 1 >= len(layout.sentences):
        return None
    lo, hi, _ = layout.sentences[number + 1]
    short = hi - lo <= _LONGEST_NAME + _ALONE
    # "— Ada Crane, on leaving Leeds": what stands behind the name says when or where.
    return _signature(layout, lo, hi) if short or layout.low[lo] in _DASHES else None


def _lead_in(layout: Layout, number: int) -> Words | None:
    """Return the name that ends the line before, where a colon leads on to the quotation."""
    if not number:
        return None
    lo, hi, _ = layout.sentences[number - 1]
    if hi - lo < _ALONE or layout.low[hi - 1] != ":":
        return None
    first = hi - 1
    while first > lo and (
        is_capital(layout.words[first - 1]) or layout.low[first - 1] in _IN_NAMES
    ):
        first -= 1
    while first < hi - 1 and not _is_named(layout.words[first]):
        first += 1
    return (first, hi - 2) if first < hi - 1 else None


def _told_above(layout: Layout, number: int) -> Words | None:
    """Return the subject of the line before, where a colon leads on: "The Courier reports:"."""
    if not number or layout.low[layout.sentences[number - 1][1] - 1] != ":":
        return None
    lo, hi, _ = layout.sentences[number - 1]
    subjects = (s for s in named_subject(layout, lo, hi - 1) if s[1] < hi - 2)  # a verb follows
    return next(subjects, None)


# dense: quotations alone and inside a sentence, in one pass
def _left(layout: Layout, found: Sequence[Draft], covered: Collection[int]) -> list[Draft]:
    """Return what is left to the speaker of the sentence, or of the nearest one before."""
    by_sentence = _speakers(layout, found)
    out: list[Draft] = []
    last: tuple[Words, ...] = ()
    last_paragraph = -9
    for number, (lo, hi, paragraph) in enumerate(layout.sentences):
        mine = by_sentence.get(number)
        for i in range(lo, hi):
            if layout.words[i] != QUOTE or i in covered:
                continue
            whole = trimmed(layout, lo, hi)
            alone = whole is not None and whole.first == i and whole.stop == i + 1
            words = layout.text[layout.starts[i] : layout.ends[i]].split()
            if alone:
                rule = "quote alone" if paragraph - last_paragraph <= 1 else "quote alone, far"
                source = last if paragraph - last_paragraph <= 1 else ()
            elif len(words) >= _FRAGMENT:
                if _is_title(words):
                    continue
                rule, source = "fragment", mine or main_subject(layout, lo, i)
            else:
                continue
            out.append(Draft(layout=layout, rule=rule, content=((i, i),), source=source))
            if alone and source:
                last_paragraph = paragraph
        if mine:
            last, last_paragraph = mine, paragraph
    return out


def _is_title(words: Sequence[str]) -> bool:
    """Tell the title of a work by its capitals: "The Old Man and the Sea"."""
    letters = [w.strip("\"“”«»'‘’,.") for w in words]
    capital = all(
        w[:1].isupper() or not w[:1].isalpha() or w in _SMALL_IN_TITLES for w in letters
    ) and any(w[:1].isupper() for w in letters[1:])
    return capital and not words[-1].endswith((".”", '."', "!”", "?”", ",”", ',"'))


def _speakers(layout: Layout, found: Sequence[Draft]) -> dict[int, tuple[Words, ...]]:
    """Return the first source of every sentence; whoever only thinks something comes last."""
    out: dict[int, tuple[Words, ...]] = {}
    for draft in sorted(filter(_has_source, found), key=_speaks_first):
        out.setdefault(_sentence_of(layout, draft.source[0][0]), draft.source)
    return out


def _has_source(draft: Draft) -> bool:
    return bool(draft.source)


def _speaks_first(draft: Draft) -> tuple[bool, int]:
    return draft.modality == "belief", draft.source[0][0]

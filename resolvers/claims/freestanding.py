"""Quotations that no sentence attributes: they go to whoever spoke before, with a lower score."""

from __future__ import annotations

from collections.abc import Sequence

from resolvers.claims.contents import trimmed
from resolvers.claims.drafts import Draft, Words
from resolvers.claims.layout import QUOTE, Layout
from resolvers.claims.subjects import main_subject

_WHOLE = 25  # code points: a quotation this long that is most of its sentence is speech, whatever stands around it
_FRAGMENT = 3  # words


def attribute_freestanding(layout: Layout, found: Sequence[Draft]) -> list[Draft]:
    """Give every quotation that is left to the speaker of the sentence, or of the nearest one before."""
    covered = {
        i for d in found for a, b in d.content for i in range(a, b + 1) if layout.words[i] == QUOTE
    }
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
    return all(
        w[:1].isupper() or not w[:1].isalpha() or len(w) <= 4 for w in letters
    ) and not words[-1].endswith((".”", '."', "!”", "?”"))


def _speakers(layout: Layout, found: Sequence[Draft]) -> dict[int, tuple[Words, ...]]:
    """Give the last source of every sentence that has one."""
    starts = {}
    for number, (lo, hi, _) in enumerate(layout.sentences):
        starts[lo] = (number, hi)
    out: dict[int, tuple[Words, ...]] = {}
    bounds = layout.sentences
    k = 0
    for draft in sorted((d for d in found if d.source), key=lambda d: d.source[0][0]):
        while k < len(bounds) and bounds[k][1] <= draft.source[0][0]:
            k += 1
        out.setdefault(k, draft.source)
    return out

"""Quotations that no sentence attributes: they go to whoever spoke before, with a lower score."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

import attrs

from resolvers.attribution.candidates import Draft, Words
from resolvers.attribution.contents import Piece, trimmed
from resolvers.attribution.grammar import is_capital
from resolvers.attribution.openings import main_subject, named_subject
from resolvers.attribution.sentence_words import QUOTE, Layout
from resolvers.lexicon.lexicon import lexicon
from resolvers.text.words import word_set

_QUOTE_ALONE = "quote alone"
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
    covered = {i for draft in found for i in draft.places if layout.words[i] == QUOTE}
    out = list(_signed_quotation_drafts(layout, covered))
    covered |= {i for draft in out for i in draft.places}
    return [*out, *_unsigned_quotation_drafts(layout, found, covered)]


class _Joining:
    """Hold drafts with the sentences in which they end, so that quotations alone can join them.

    A quotation is joined to the one before it, and may be the one before the next.
    """

    def __init__(self, layout: Layout, drafts: list[Draft]) -> None:
        self.layout, self.drafts = layout, drafts
        self._near: defaultdict[int, list[int]] = defaultdict(list)
        for place, draft in enumerate(drafts):
            for number in _sentences_of_draft(layout, draft):
                self._near[number].append(place)

    def join(self, alone: Draft) -> None:
        """Add a quotation to what it goes on from, or keep it on its own."""
        number = _sentence_number_at(self.layout, alone.content[0][0])
        place = self._draft_to_continue(alone, number)
        if place is None:
            place = len(self.drafts)
            self.drafts.append(alone)
        else:
            content = (*self.drafts[place].content, *alone.content)
            self.drafts[place] = attrs.evolve(self.drafts[place], content=content)
        self._near[number].append(place)

    def _draft_to_continue(self, alone: Draft, number: int) -> int | None:
        """Return the last draft of the sentence before from which a quotation goes on."""
        near = reversed(self._near[number - 1])
        drafts = self.drafts
        return next(
            (i for i in near if _is_continued_by_quotation(self.layout, drafts[i], alone, number)),
            None,
        )


def going_on(layout: Layout, drafts: Sequence[Draft]) -> list[Draft]:
    """Join a quotation alone to the one right before it in its paragraph: one speaker goes on.

    `"We lost," said Reed. "We will be back."` is one thing said, in two pieces.
    """
    kept = _Joining(layout, [draft for draft in drafts if draft.rule != _QUOTE_ALONE])
    alone = (draft for draft in drafts if draft.rule == _QUOTE_ALONE)
    for draft in sorted(alone, key=lambda d: d.content):
        kept.join(draft)
    return kept.drafts


def quoted_above(drafts: Sequence[Draft]) -> list[Draft]:
    """Return a headline's quotation to whom the text below quotes with the same words.

    ‘A wall of brown water’: seven dead.
    """
    return [
        _with_source_below(draft, drafts) if _is_unsigned_headline(draft) else draft
        for draft in drafts
    ]


def _is_unsigned_headline(draft: Draft) -> bool:
    """Tell a quotation that opens the article and that nobody signs."""
    opens = draft.rule == "X: quote" and draft.content[0][0] == 0
    return opens and not _may_name_speaker(_words_of_ranges(draft.layout, draft.source))


def _with_source_below(draft: Draft, others: Sequence[Draft]) -> Draft:
    """Take the source of the first draft further down that quotes the same words."""
    said = _normalized_content(draft)
    below = (other for other in others if other is not draft and _is_sourced_quotation(other))
    source = next((other.source for other in below if said in _normalized_content(other)), ())
    return attrs.evolve(draft, source=source)


def _is_sourced_quotation(draft: Draft) -> bool:
    return bool(draft.source) and QUOTE in _words_of_ranges(draft.layout, draft.content)


def _may_name_speaker(words: Sequence[str]) -> bool:
    """Whether words may say who speaks: they open with a capital, or hold a role."""
    return bool(words) and (
        _is_capitalized(words[0]) or any(word.lower() in lexicon().roles for word in words)
    )


def _normalized_content(draft: Draft) -> str:
    """Return the letters and digits of what is said."""
    layout = draft.layout
    spans = (layout.text[layout.starts[a] : layout.ends[b]] for a, b in draft.content)
    return "".join(c for c in " ".join(spans).lower() if c.isalnum())


def _words_of_ranges(layout: Layout, ranges: Sequence[Words]) -> list[str]:
    return [word for a, b in ranges for word in layout.words[a : b + 1]]


def _sentences_of_draft(layout: Layout, draft: Draft) -> set[int]:
    """Return the sentences in which a draft's last words and its source stand."""
    ends = [draft.content[-1][1], *(last for _, last in draft.source[:1])]
    return {_sentence_number_at(layout, word) for word in ends}


def _sentence_number_at(layout: Layout, word: int) -> int:
    return bisect_right(layout.sentences, (word, len(layout.words), 0)) - 1


def _is_continued_by_quotation(layout: Layout, draft: Draft, alone: Draft, number: int) -> bool:
    """Whether a draft is a quotation of the same source before one, in one paragraph."""
    last = draft.content[-1][1]
    same = draft.source == alone.source and bool(draft.source)
    paragraph = layout.sentences[number][2] == layout.sentences[number - 1][2]
    return same and paragraph and layout.words[last] == QUOTE and last < alone.content[0][0]


def _signed_quotation_drafts(layout: Layout, covered: Collection[int]) -> Iterator[Draft]:
    """Read quotations that somebody signs, or that a line leads in: "And from the chair:"."""
    for number, (lo, hi, _) in enumerate(layout.sentences):
        for i in _unattributed_quotations(layout, range(lo, hi), covered):
            source = _quotation_signer(layout, i, number)
            if source:
                yield Draft(layout=layout, rule="X: quote", content=((i, i),), source=(source,))


def _unattributed_quotations(
    layout: Layout, words: range, covered: Collection[int]
) -> Iterator[int]:
    """Yield where quotations stand that nobody is known to have said."""
    return (i for i in words if layout.words[i] == QUOTE and i not in covered)


def _quotation_signer(layout: Layout, i: int, number: int) -> Words | None:
    """Return who signs a quotation of a sentence, or leads it in where nothing else stands there."""
    lo, hi, _ = layout.sentences[number]
    source = _signature_name(layout, i + 1, hi)
    if source is not None or i != lo or hi - lo > _ALONE:
        return source
    return (
        _signer_on_next_line(layout, number)
        or _lead_in_name(layout, number)
        or _lead_in_subject(layout, number)
    )


def _signature_name(layout: Layout, first: int, hi: int) -> Words | None:
    """Return the name behind a dash or in brackets: "— Kayla Dunn (@kaylad)", "(Tom Reed)"."""
    low = layout.low
    name = next((k for k in range(first, hi) if low[k] not in {",", "."}), hi) + 1
    if name >= hi or low[name - 1] not in _SIGNS or not _is_capitalized(layout.words[name]):
        return None
    stop = _end_of_signature(layout, name, hi)
    return (name, stop - 1) if stop == hi or low[stop] in _BEHIND_SIGNATURE else None


def _end_of_signature(layout: Layout, name: int, hi: int) -> int:
    """Return the word behind a name of a few words that signs."""
    stop = min(hi, name + _LONGEST_NAME)
    return next((k for k in range(name, stop) if not _is_word_of_name(layout, k)), stop)


def _is_word_of_name(layout: Layout, k: int) -> bool:
    return _is_capitalized(layout.words[k]) or layout.low[k] in _IN_NAMES


def _is_capitalized(word: str) -> bool:
    return word[:1].isupper()


def _signer_on_next_line(layout: Layout, number: int) -> Words | None:
    """Return who signs in a line of its own below a quotation."""
    if number + 1 >= len(layout.sentences):
        return None
    lo, hi, _ = layout.sentences[number + 1]
    short = hi - lo <= _LONGEST_NAME + _ALONE
    # "— Ada Crane, on leaving Leeds": what stands behind the name says when or where.
    return _signature_name(layout, lo, hi) if short or layout.low[lo] in _DASHES else None


def _lead_in_name(layout: Layout, number: int) -> Words | None:
    """Return the name that ends the line before, where a colon leads on to the quotation."""
    if not number:
        return None
    lo, hi, _ = layout.sentences[number - 1]
    colon = hi - 1
    if hi - lo < _ALONE or layout.low[colon] != ":":
        return None
    first = _first_word_of_name(layout, lo, colon)
    return (first, colon - 1) if first < colon else None


def _first_word_of_name(layout: Layout, lo: int, stop: int) -> int:
    """Return the first word of the name before a place; the place itself where there is none."""
    first = stop
    while first > lo and (
        is_capital(layout.words[first - 1]) or layout.low[first - 1] in _IN_NAMES
    ):
        first -= 1
    return next((k for k in range(first, stop) if _is_capitalized(layout.words[k])), stop)


def _lead_in_subject(layout: Layout, number: int) -> Words | None:
    """Return the subject of the line before, where a colon leads on: "The Courier reports:"."""
    if not number or layout.low[layout.sentences[number - 1][1] - 1] != ":":
        return None
    lo, hi, _ = layout.sentences[number - 1]
    subjects = (s for s in named_subject(layout, lo, hi - 1) if s[1] < hi - 2)  # a verb follows
    return next(subjects, None)


@attrs.define
class _LastSpeaker:
    """Remember who spoke last, and in which paragraph."""

    source: tuple[Words, ...] = ()
    paragraph: int = -9

    def goes_on(self, layout: Layout, i: int, paragraph: int) -> Draft:
        """Return a quotation alone to whoever spoke in its paragraph or in the one before."""
        near = paragraph - self.paragraph <= 1
        rule, source = (_QUOTE_ALONE, self.source) if near else (f"{_QUOTE_ALONE}, far", ())
        if source:
            self.paragraph = paragraph
        return Draft(layout=layout, rule=rule, content=((i, i),), source=source)


def _unsigned_quotation_drafts(
    layout: Layout, found: Sequence[Draft], covered: Collection[int]
) -> Iterator[Draft]:
    """Return what is left to the speaker of the sentence, or of the nearest one before."""
    speakers, last = _sources_by_sentence(layout, found), _LastSpeaker()
    for number, (lo, hi, paragraph) in enumerate(layout.sentences):
        mine = speakers.get(number)
        for i in _unattributed_quotations(layout, range(lo, hi), covered):
            if trimmed(layout, lo, hi) == Piece(i, i + 1):
                yield last.goes_on(layout, i, paragraph)
            elif _is_quoted_fragment(layout, i):
                yield _fragment_draft(layout, i, mine or main_subject(layout, lo, i))
        if mine:
            last = _LastSpeaker(mine, paragraph)


def _fragment_draft(layout: Layout, i: int, source: tuple[Words, ...]) -> Draft:
    """Return a quotation inside a sentence."""
    return Draft(layout=layout, rule="fragment", content=((i, i),), source=source)


def _is_quoted_fragment(layout: Layout, i: int) -> bool:
    """Whether a quotation has some words, and is no title."""
    words = layout.text[layout.starts[i] : layout.ends[i]].split()
    return len(words) >= _FRAGMENT and not _is_title(words)


def _is_title(words: Sequence[str]) -> bool:
    """Tell the title of a work by its capitals: "The Old Man and the Sea"."""
    letters = [w.strip("\"“”«»'‘’,.") for w in words]
    if not all(map(_may_be_in_title, letters)) or not any(map(_is_capitalized, letters[1:])):
        return False
    return not words[-1].endswith((".”", '."', "!”", "?”", ",”", ',"'))


def _may_be_in_title(word: str) -> bool:
    return _is_capitalized(word) or not word[:1].isalpha() or word in _SMALL_IN_TITLES


def _sources_by_sentence(layout: Layout, found: Sequence[Draft]) -> dict[int, tuple[Words, ...]]:
    """Return the first source of every sentence; whoever only thinks something comes last."""
    out: dict[int, tuple[Words, ...]] = {}
    for draft in sorted(filter(_has_source, found), key=_source_priority):
        out.setdefault(_sentence_number_at(layout, draft.source[0][0]), draft.source)
    return out


def _has_source(draft: Draft) -> bool:
    return bool(draft.source)


def _source_priority(draft: Draft) -> tuple[bool, int]:
    return draft.modality == "belief", draft.source[0][0]

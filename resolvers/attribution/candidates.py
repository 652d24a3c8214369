"""Drafts: what a rule finds, in words of the layout, and how it becomes a record in characters."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import attrs

from provenance.spans import Span
from resolvers.attribution.acts import act_of
from resolvers.attribution.lexicon import cues
from resolvers.attribution.quotes import inner_quotations
from resolvers.attribution.records import Attribution
from resolvers.attribution.rule_precision import score
from resolvers.attribution.sentence_words import QUOTE, Layout
from resolvers.attribution.stances import Reported, is_called_false, stance_of

Words = tuple[int, int]  # first word, last word


@attrs.frozen(kw_only=True)
class Draft:
    """Hold one attribution in words; both ends of a range are inside it."""

    layout: Layout
    rule: str
    content: tuple[Words, ...]
    cue: tuple[Words, ...] = ()
    source: tuple[Words, ...] = ()
    addressee: Words | None = None
    polarity: str = "affirmed"
    modality: str = "neutral"
    certainty: str = "stated"

    # dense: a field of the record a line
    def record(self) -> Attribution | None:
        """Turn words into characters; a draft whose parts overlap is no attribution."""
        content, cue, source = map(self._spans_of_ranges, (self.content, self.cue, self.source))
        if _has_overlapping_spans([*content, *cue, *source]) or not self._has_content_words():
            return None
        said, kind = self._stance_features(), self._quotation_kind()
        stance = stance_of(said)
        return Attribution(
            kind=kind,
            content=content,
            cue=cue,
            source=source,
            addressee=self.layout.span(*self.addressee) if self.addressee else None,
            quotes=() if kind == "indirect" else tuple(self._quotation_spans()),
            polarity=stance.polarity,
            modality=self.modality,
            certainty=stance.certainty,
            stance=stance.stance,
            act=self._speech_act(said.lemma),
            untrue=is_called_false(said),
            rule=self.rule,
            score=score(self.rule),
        )

    @property
    def places(self) -> Iterator[int]:
        """Yield where the reported words stand."""
        return (i for first, last in self.content for i in range(first, last + 1))

    def _has_content_words(self) -> bool:
        """Whether more than marks is reported, of more than marks."""
        if not any(map(_is_word_or_quotation, self._words_of_ranges(self.content))):
            return False
        return not self.source or any(
            map(_is_word_or_quotation, self._words_of_ranges(self.source))
        )

    def _quotation_kind(self) -> str:
        """Tell whether quotations are all that is reported, none of it, or a part."""
        words = self._words_of_ranges(self.content)
        quoted = words.count(QUOTE)
        if not quoted:
            return "indirect"
        return "direct" if quoted == sum(map(_is_word_or_quotation, words)) else "mixed"

    def _words_of_ranges(self, ranges: tuple[Words, ...]) -> list[str]:
        words = self.layout.words
        return [word for first, last in ranges for word in words[first : last + 1]]

    def _quotation_spans(self) -> Iterator[Span]:
        """Yield the quotations of the content, then those inside of them."""
        layout = self.layout
        quotes = [layout.span(i, i) for i in self.places if layout.words[i] == QUOTE]
        yield from quotes
        for quote in quotes:
            for place in inner_quotations(layout.text, quote.start, quote.end):
                yield Span(*place)

    def _stance_features(self) -> Reported:
        """Return what the stance is read from."""
        return Reported(
            layout=self.layout,
            lemma=self._cue_lemma(),
            kind=self.modality,
            cue=self.cue[0] if self.cue else None,
            source=self.source[0] if self.source else None,
            content=(self.content[0][0], self.content[-1][-1]),
            polarity=self.polarity,
            certainty=self.certainty,
        )

    def _cue_lemma(self) -> str:
        """Return the verb that reports, in its base form; nothing where none does."""
        words = (self.layout.low[i] for a, b in self.cue for i in range(b, a - 1, -1))
        return next((cue.lemma for cue in map(cues().get, words) if cue), "")

    def _speech_act(self, lemma: str) -> str:
        """Say what is done with the words."""
        low = self.layout.low
        content = [word for a, b in self.content for word in low[a : b + 1]]
        source = [word for a, b in self.source for word in low[a : b + 1]]
        return act_of(lemma, self.modality, self.rule, content=content, source=source)

    def _spans_of_ranges(self, ranges: tuple[Words, ...]) -> tuple[Span, ...]:
        return tuple(self.layout.span(first, last) for first, last in ranges)


def _is_word_or_quotation(word: str) -> bool:
    """Whether a word is more than a mark."""
    return word[0].isalnum() or word == QUOTE


def _has_overlapping_spans(spans: list[Span]) -> bool:
    ordered = sorted(spans)
    return any(b.start < a.end for a, b in pairwise(ordered))

"""Drafts: what a rule finds, in words of the layout, and how it becomes a record in characters."""

from __future__ import annotations

from itertools import pairwise

import attrs

from provenance.spans import Span
from resolvers.claims.acts import act_of
from resolvers.claims.layout import QUOTE, Layout
from resolvers.claims.lexicon import cues
from resolvers.claims.quotes import inner_quotations
from resolvers.claims.records import Attribution
from resolvers.claims.scores import score
from resolvers.claims.stances import Reported, is_called_false, stance_of

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

    # dense: hands on what was read by its name
    def record(self) -> Attribution | None:
        """Turn words into characters; a draft whose parts overlap is no attribution."""
        content, cue, source = (
            self._spans(ranges) for ranges in (self.content, self.cue, self.source)
        )
        if _overlap([*content, *cue, *source]):
            return None
        words = [i for a, b in self.content for i in range(a, b + 1)]
        quotes = tuple(self.layout.span(i, i) for i in words if self.layout.words[i] == QUOTE)
        solid = [
            i for i in words if self.layout.words[i][0].isalnum() or self.layout.words[i] == QUOTE
        ]
        named = not self.source or any(
            self.layout.words[i][0].isalnum() for a, b in self.source for i in range(a, b + 1)
        )
        if not solid or not named:
            return None
        said = self._reported()
        stance = stance_of(said)
        kind = "indirect" if not quotes else "direct" if len(quotes) == len(solid) else "mixed"
        return Attribution(
            kind=kind,
            content=content,
            cue=cue,
            source=source,
            addressee=self.layout.span(*self.addressee) if self.addressee else None,
            quotes=(
                *quotes,
                *(
                    Span(*place)
                    for q in quotes
                    for place in inner_quotations(self.layout.text, q.start, q.end)
                ),
            ),
            polarity=stance.polarity,
            modality=self.modality,
            certainty=stance.certainty,
            stance=stance.stance,
            act=self._act(said.lemma),
            untrue=is_called_false(said),
            rule=self.rule,
            score=score(self.rule),
        )

    def _reported(self) -> Reported:
        """Give what the stance is read from."""
        return Reported(
            layout=self.layout,
            lemma=self._lemma(),
            kind=self.modality,
            cue=self.cue[0] if self.cue else None,
            source=self.source[0] if self.source else None,
            content=(self.content[0][0], self.content[-1][-1]),
            polarity=self.polarity,
            certainty=self.certainty,
        )

    def _lemma(self) -> str:
        """Give the verb that reports, in its base form; nothing where none does."""
        words = (self.layout.low[i] for a, b in self.cue for i in range(b, a - 1, -1))
        return next((cue.lemma for cue in map(cues().get, words) if cue), "")

    def _act(self, lemma: str) -> str:
        """Say what is done with the words."""
        low = self.layout.low
        content = [word for a, b in self.content for word in low[a : b + 1]]
        source = [word for a, b in self.source for word in low[a : b + 1]]
        return act_of(lemma, self.modality, self.rule, content=content, source=source)

    def _spans(self, ranges: tuple[Words, ...]) -> tuple[Span, ...]:
        return tuple(self.layout.span(first, last) for first, last in ranges)


def _overlap(spans: list[Span]) -> bool:
    ordered = sorted(spans)
    return any(b.start < a.end for a, b in pairwise(ordered))

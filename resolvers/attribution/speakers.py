"""Speakers: from the words that name a source to the chain that speaks.

A source that is a mention leads to its chain. A pronoun leads to the nearest fitting chain with the
weight that such guesses earned. "A senior official" leads nowhere and stays a description.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from provenance.records.mentions import Chain
from provenance.spans import Span
from resolvers.attribution.antecedents import Antecedent, Antecedents, Spot, possessive
from resolvers.attribution.coordination import conjuncts, listed_before
from resolvers.attribution.records import Attribution
from resolvers.coreference import cues
from resolvers.text.folding import fold

# Where the head of a source ends: "a spokesman | for the ministry", "Ada Crane | , the mayor".
_HEAD_END = re.compile(
    r",|;|\(|—|–"
    r"|\b(?:who|whom|which|that|for|from|with|at|in|on|to|by|near|inside|within|whose|of)\b"
)
_INDEFINITE = re.compile(
    r"(?:an?|one|two|three|four|five|six|some|many|several|other|others|another|few|most|any|no"
    r"|both|nobody|someone)\b",
    re.IGNORECASE,
)
# What stands before a name behind its description: a comma, and perhaps another description.
_APPOSED = re.compile(r",\s+(?:the\s+(?:[a-z-]+\s+){1,3})?(?:[A-Z][\w.'’-]*\s+)*$")
_HE, _SHE = frozenset({"he", "his", "him"}), frozenset({"she", "her"})
_IT, _I, _WE = (
    frozenset({"it", "its"}),
    frozenset({"i", "my", "me"}),
    frozenset({"we", "our", "us"}),
)
_RELATIVE = frozenset({"who", "which", "that", "whom"})
# "called her brave", but not "praised her son"
_OBJECT = re.compile(r"\s+(him|her)(?=\s*(?:[“\"‘,.;:]|that\b|to\b|an?\b|the\b|of\b|as\b))")
_HEADS = frozenset({"name", "role", "nominal"})
_MOST = 6  # names of a list before the last two
_CONTRACTED = re.compile(r"['’](?:s|ve|d|ll|re|m)$")  # "he's made comments that"
_NEAR = 3  # code points between a mention and the end of the head


class Speaker(NamedTuple):
    """Give a chain, and how the source leads to it.

    The weight is log2 of the odds that it does, or None for a mention of the chain.
    """

    chain: str
    cue: str
    weight: float | None


def _first_person_speaker(word: str, parent: Speaker | None) -> Speaker | None:
    """Return whom "I" means, the speaker of what stands around; "we" may be his company."""
    if parent is None:
        return None
    cue = "first person guess" if word in _I else "plural pronoun guess"
    return Speaker(parent.chain, "first person", cues.weight(cue))


def _mention_weights(chains: Sequence[Chain]) -> dict[tuple[int, int], float]:
    """Return the weights of links inside the article.

    A surname that two bear is no sure speaker.
    """
    links = (link for chain in chains for link in chain.links)
    return {
        (link.mention.span.start, link.mention.span.end): link.weight
        for link in links
        if link.weight is not None
    }


class Speakers:
    """Find the speakers of one article's attributions, in the order of the text."""

    def __init__(self, text: str, chains: Sequence[Chain]) -> None:
        self.text = text
        self.chains = chains
        self.antecedents = Antecedents(text, chains)
        self.spots = self.antecedents.spots
        self.starts = self.antecedents.starts
        self.keys = [chain.key for chain in chains]
        self.number = dict(zip(self.keys, range(len(chains)), strict=True))
        self.weights = _mention_weights(chains)
        self.named = self.antecedents.named

    def of(
        self, found: Attribution, parent: Speaker | None, *, quoted: bool = False
    ) -> Speaker | None:
        """Find who speaks.

        Args:
            found: what is said.
            parent: the speaker of the claim around it, whom "I" and "we" mean.
            quoted: the words stand in a quotation of the parent's, who is nobody else in it.
        """
        if not found.source:
            return None
        span = found.source[0]
        words = span.surface(self.text)
        speaker = self._mentioned_speaker(span)
        if speaker is None:
            barred = self.number[parent.chain] if parent and quoted else None
            pronoun = fold(_CONTRACTED.sub("", words))
            speaker = self._pronoun_speaker(pronoun, span, parent, barred)
        if speaker is not None:
            self.antecedents.spoke(
                span.start, self.number[speaker.chain], self._object_pronoun_gender(found)
            )
        return speaker

    def together(self, source: Span) -> tuple[tuple[str, Span], ...]:
        """List the chains of a source that names several, each with its characters."""
        inside = [s for s in self._mentions_inside(source) if s.kind in _HEADS]
        parts = conjuncts(self.text, source, inside)
        if len(parts) == 1:
            return ()
        heads = [self._conjunct_mention(part, inside) for part in parts]
        if None in heads:
            return ()  # with a description among them it is no list: "officials in Orle and Venn"
        named = (*self._coordinated_names_before(source.start), *heads)
        return tuple((self.keys[s.chain], Span(s.start, s.end)) for s in named if s)

    def _coordinated_names_before(self, start: int) -> Iterator[Spot]:
        """Yield the names of a list that goes on at an offset."""
        first = bisect_left(self.starts, start)
        before = self.spots[max(0, first - _MOST) : first]
        return listed_before(self.text, start, before[::-1])

    def _mentions_inside(self, span: Span) -> list[Spot]:
        """List the mentions that lie in a span."""
        first, last = bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)
        return [s for s in self.spots[first:last] if s.end <= span.end]

    def _conjunct_mention(self, part: Span, inside: Sequence[Spot]) -> Spot | None:
        """Take the mention that is all of one part but for an article and a title."""
        own = [s for s in inside if part.start <= s.start and s.end <= part.end]
        return (
            self._head_mention(part, own)
            if own and self._end_of_head(part, own) == part.end
            else None
        )

    def _object_pronoun_gender(self, found: Attribution) -> str | None:
        """Return the gender of the pronoun right behind the verb: "called her brave"."""
        behind = found.cue[-1].end if found.cue else None
        told = _OBJECT.match(self.text, behind) if behind is not None else None
        return None if told is None else "f" if told[1] == "her" else "m"

    def _mentioned_speaker(self, span: Span) -> Speaker | None:
        """Take the mention that ends the head of the source.

        An indefinite one is nobody in particular.
        """
        for chain, first in self.together(span)[:1]:
            return Speaker(chain, "mention", self.weights.get((first.start, first.end)))
        best = self._best_source_mention(span, self._mentions_inside(span))
        if best is None:
            return None
        return Speaker(self.keys[best.chain], "mention", self.weights.get(best[:2]))

    def _best_source_mention(self, span: Span, inside: Sequence[Spot]) -> Spot | None:
        """Take the head, or the name behind it: "a spokesman for the board, Tom Reed"."""
        apposed = self._apposed_name(span, inside)
        if _INDEFINITE.match(span.surface(self.text)):
            return apposed
        head = self._head_mention(span, inside)
        return head if head and head.chain in self.named else apposed or head

    def _apposed_name(self, span: Span, inside: Sequence[Spot]) -> Spot | None:
        """Take the name that ends a source behind a comma: "her biographer, Alistair Pym"."""
        behind = (s for s in inside if s.end == span.end and s.kind == "name")
        people = (s for s in behind if self.chains[s.chain].type == "PER")
        return next((s for s in people if _APPOSED.search(self.text, span.start, s.start)), None)

    def _head_mention(self, span: Span, inside: Sequence[Spot]) -> Spot | None:
        """Take the mention that ends the head of a source.

        "the son of Tom Reed" is not Tom Reed.
        """
        stop = self._end_of_head(span, inside)
        ending = [s for s in inside if 0 <= stop - s.end <= _NEAR]
        head = [s for s in ending if not self._is_modifier_mention(s, inside)]
        return max(head, key=lambda s: (s.end, s.kind == "name", s.start), default=None)

    def _is_modifier_mention(self, spot: Spot, inside: Sequence[Spot]) -> bool:
        """Whether a mention owns what follows, or ends a description that it is a part of."""
        if possessive(self.text, spot.end):
            return True
        descriptions = (s for s in inside if s.kind != "name")
        return any(s.start < spot.start and spot.end <= s.end for s in descriptions)

    def _end_of_head(self, span: Span, inside: Sequence[Spot]) -> int:
        """Return where the head of a source ends.

        Before the first word outside of mentions that ends it.
        """
        for match in _HEAD_END.finditer(self.text, span.start, span.end):
            if not any(s.start < match.end() and match.start() < s.end for s in inside):
                return match.start()
        return span.end

    def _pronoun_speaker(
        self, word: str, span: Span, parent: Speaker | None, barred: int | None
    ) -> Speaker | None:
        """Find whom a pronoun means, if a word is one."""
        if word in _I | _WE:
            return _first_person_speaker(word, parent)
        if word in _RELATIVE:
            return self._relative_pronoun_speaker(span)
        found = self._third_person_antecedent(word, span.start, barred)
        if found is None:
            return None
        cue = "recent guess" if found.rivals else "pronoun guess"
        return Speaker(self.keys[found.chain], "pronoun", cues.weight(cue))

    def _third_person_antecedent(
        self, word: str, place: int, barred: int | None
    ) -> Antecedent | None:
        """Find whom "he", "she" or "it" means."""
        if word in _HE | _SHE:
            return self.antecedents.person(place, "m" if word in _HE else "f", barred)
        if word in _IT:
            return self.antecedents.latest(place, self._is_named_nonperson_chain)
        return None

    def _is_named_nonperson_chain(self, number: int) -> bool:
        return self.chains[number].type in {"ORG", "LOC"} and number in self.named

    def _relative_pronoun_speaker(self, span: Span) -> Speaker | None:
        """Find the mention right before "who"."""
        number = bisect_right(self.starts, span.start) - 1
        near = self.spots[max(0, number - 3) : number + 1]
        before = [s for s in near if s.end <= span.start <= s.end + 2]
        best = max(before, key=lambda s: (s.end, s.kind == "name"), default=None)
        if best is None:
            return None
        cue = "relative pronoun"
        return Speaker(self.keys[best.chain], cue, cues.weight(cue))

"""Features of candidates: what speaks for a span being a name, and of which type.

They are the origin of the span, what the tagger believes of its words and its borders, its first
and last word with their lists, what stands around it, and how the document uses the same words
elsewhere.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain

import attrs

from resolvers.lexicon.gazetteers import city_of
from resolvers.lexicon.lexicon import lexicon
from resolvers.mention_detection.names import NameSpan
from resolvers.mention_detection.tagger import descriptions
from resolvers.mention_detection.tagger.candidates import (
    ARTICLES,
    CONNECTORS,
    Place,
    rule_places,
    tagged_names,
)
from resolvers.mention_detection.tagger.edges import Edges
from resolvers.mention_detection.tagger.elsewhere import Elsewhere, level
from resolvers.mention_detection.tagger.features import (
    Document,
    encoded,
    normal,
)
from resolvers.mention_detection.tagger.model import (
    TYPES,
    SpanBelief,
    Tagging,
    labels_of_lines,
    sequences,
)
from resolvers.mention_detection.tagger.series import Series
from resolvers.mention_detection.tagger.surroundings import Surroundings
from resolvers.text.folding import fold
from resolvers.text.tokens import Token

_Named = tuple[Place, str]  # a span and the type of its name

_RULER = re.compile(r"[IVX]+")
_LONG = 7  # tokens, from which on more say no more
_SURE_RULE = 0.8
_CERTAIN = 0.95
_TOLD = 0.6
_BELIEVED = 0.4


@attrs.frozen(slots=False, eq=False)
class SpanFeatures:
    """Make the features of candidates of one document.

    Args:
        document: the document.
        tagging: what the tagger says of it.
        origins: its candidates, each with the letters of its origin.
    """

    document: Document
    tagging: Tagging
    origins: Mapping[Place, str]

    # What all rows share is made once, when it is first asked for.
    @cached_property
    def words(self) -> list[str]:
        """The tokens as features have them."""
        return [normal(token.text) for token in self.document.tokens]

    @cached_property
    def known(self) -> list[str]:
        """What each token is of a name of the lexicon."""
        return self.document.known_tags

    @cached_property
    def folded(self) -> dict[Place, str]:
        """The words of each candidate, folded."""
        text, tokens = self.document.text, self.document.tokens
        return {(a, b): fold(text[tokens[a].start : tokens[b - 1].end]) for a, b in self.origins}

    @cached_property
    def ruled(self) -> dict[Place, NameSpan]:
        """The names of the rules."""
        names = self.document.names
        return {place: names[n] for place, n in rule_places(self.document).items()}

    @cached_property
    def tagged(self) -> dict[Place, str]:
        """The names of the tagger, with their types."""
        tags = self.tagging.tags
        return {place: tags[place[0]][2:] for place in tagged_names(self.document, tags)}

    @cached_property
    def described(self) -> dict[Place, tuple[descriptions.Described, ...]]:
        """The nouns around each candidate that say what it is."""
        lines = sequences(self.document)
        return {place: self._descriptions_around(place, lines) for place in self.origins}

    @cached_property
    def _interview_label_tokens(self) -> frozenset[int]:
        return labels_of_lines(self.document)

    @cached_property
    def _sequence_places(self) -> frozenset[Place]:
        return frozenset(sequences(self.document))

    @cached_property
    def _rule_name_by_token(self) -> list[_Named | None]:
        kinds = {
            place: name.type + ("" if name.score >= _SURE_RULE else "~")
            for place, name in self.ruled.items()
        }
        return _names_by_token(kinds, len(self.words))

    @cached_property
    def _tag_at(self) -> list[_Named | None]:
        return _names_by_token(self.tagged, len(self.words))

    @cached_property
    def _edges(self) -> Edges:
        return Edges(self.document, self.tagging, self.words)

    @cached_property
    def _elsewhere(self) -> Elsewhere:
        return Elsewhere(self)

    @cached_property
    def _surroundings(self) -> Surroundings:
        return Surroundings(self.document, self.folded)

    @cached_property
    def _series(self) -> Series:
        return Series(self.document, self.tagged)

    def certain(self, place: Place) -> str | None:
        """Return the type of a name of which the rules are certain, else None.

        They are by the lexicon, and where a handle follows or a bracket that holds its initials;
        what stands behind the "Q." of an interview is known to the lexicon alone.
        """
        ruled = self.ruled.get(place)
        if ruled is None:
            return self._known_type_behind_label(place)
        if self._defines_acronym(*place):
            return "LOC" if ruled.type == "LOC" else "ORG"
        if ruled.type == "PER" and self._handle_follows(*place):
            return "PER"
        return ruled.type if ruled.score >= _CERTAIN and self._is_lexicon_name(*place) else None

    def _known_type_behind_label(self, place: Place) -> str | None:
        """Return the type that the lexicon has for a name behind the "Q." of an interview."""
        if place[0] - 1 not in self._interview_label_tokens or not self._is_lexicon_name(*place):
            return None
        return self.known[place[0]].removeprefix("k=B").split("/")[0]

    def _handle_follows(self, first: int, stop: int) -> bool:
        """Whether a handle follows a full name: "Ada Crane @adacrane", "Ada Crane (@adacrane)"."""
        words = [token.text for token in self.document.tokens[stop : stop + 2]]
        return stop - first > 1 and any(word.startswith("@") for word in words)

    def _defines_acronym(self, first: int, stop: int) -> bool:
        """Whether initials in brackets follow: "Norvel Salt Works (NSW)"."""
        tokens = self.document.tokens
        initials = "".join(t.text[0] for t in tokens[first:stop] if t.text[0].isupper())
        behind = [token.text for token in tokens[stop : stop + 3]]
        return len(initials) > 1 and behind == ["(", initials, ")"]

    def ruled_and_tagged(self, place: Place, kind: str | None = None) -> bool:
        """Whether rules and tagger both find a name, of no other type than asked."""
        ruled, tagged = self.ruled.get(place), self.tagged.get(place)
        if ruled is None or tagged is None:
            return False
        return kind is None or (tagged == kind and ruled.type in {kind, "none"})

    def is_full_name(self, place: Place) -> bool:
        """Whether a person stands there whose given name the lexicon has.

        The rules find one, or a ruler's number.
        """
        ruled, opening = self.ruled.get(place), self.words[place[0]]
        several = place[1] - place[0] > 1
        person = ruled is not None and ruled.type == "PER"
        rules = person or self._ends_with_ruler_number(place)
        return several and rules and opening in lexicon().given_names

    def is_joint_firm(self, place: Place) -> bool:
        """Whether the rules find a body there that an ampersand joins: "Ora & Lund"."""
        ruled = self.ruled.get(place)
        body = ruled is not None and ruled.type == "ORG"
        return body and "&" in self.words[place[0] + 1 : place[1] - 1]

    def _ends_with_ruler_number(self, place: Place) -> bool:
        """Whether a number of rulers ends a span.

        "I" is one behind a title alone: King Charles I.
        """
        tokens, roles = self.document.tokens, self.document.roles
        first, last = tokens[place[0]], tokens[place[1] - 1].text
        titled = any(role.span.end == first.start - 1 for role in roles)
        return bool(_RULER.fullmatch(last)) and (last != "I" or titled)

    def behind_capital_article(self, place: Place) -> bool:
        """Whether "The" stands before a span, and does not begin a sentence."""
        before = place[0] - 1
        written = before >= 0 and self.document.tokens[before].text == "The"
        casing = self.document.casing
        return written and not (casing.initial[before] or casing.headline[before])

    def fills_a_cell(self, place: Place) -> bool:
        """Whether nothing else stands in a span's line or cell."""
        return place in self._sequence_places

    def told(self, place: Place) -> str | None:
        """Return the type that the rules read off a name or what is around it.

        Else the tagger's.
        """
        ruled, tagged = self.ruled.get(place), self.tagged.get(place)
        if ruled and ruled.score >= _TOLD and ruled.type in TYPES:
            return ruled.type
        believed = tagged and self.belief(place, TYPES.index(tagged)) >= _BELIEVED
        return tagged if believed else None

    def row(self, place: Place) -> list[bytes]:
        """List the features of a candidate, in UTF-8."""
        believed = self._span_belief(place)
        row = ["bias", f"n={min(place[1] - place[0], _LONG)}", f"from={self.origins[place]}"]
        row += self._belief_features(place, believed)
        row += self._origin_features(place, believed)
        row += self._composition_features(*place, believed.kind)
        if self.document.casing.initial[place[0]]:
            row.append(f"initial={level(sum(believed.means))}")
        row += self._document_features(place, believed.kind)
        row += self._series.of(place)
        row += self._link_features(*place)
        for how, noun, what in self.described[place]:
            row += (f"{how}={what}", f"{how}={noun}")
        return [*encoded(row), *self._edge_features(*place)]

    def _document_features(self, place: Place, kind: str) -> Iterator[str]:
        """Say what the words of a span are in the whole document, and whether of a city."""
        folded = self.folded[place]
        yield from self._elsewhere.of(folded, kind, single=place[1] - place[0] == 1)
        yield from city_of(folded)
        yield from self._surroundings.of(folded)

    def _edge_features(self, first: int, stop: int) -> list[bytes]:
        """Say what the first and last word of a span tell, and those beside them in its line."""
        edges = self._edges
        left = edges.lefts[first - 1] if self._shares_line_with_next(first - 1) else [b"-1=<"]
        right = edges.rights[stop] if self._shares_line_with_next(stop - 1) else [b"+1=>"]
        alone = edges.ones[first] if stop - first == 1 else ()
        return [*edges.begins[first], *edges.ends[stop - 1], *left, *right, *alone]

    def _link_features(self, first: int, stop: int) -> Iterator[str]:
        """Say which word links a span to a name beside it: "Ada Crane of Norvel"."""
        if first > 1 and self.words[first - 1].isalpha() and (left := self._tag_at[first - 2]):
            yield f"link {left[1]} {self.words[first - 1]}"
        if stop + 1 < len(self.words) and (right := self._tag_at[stop + 1]):
            yield f"link {self.words[stop]} {right[1]}"

    def _descriptions_around(
        self, place: Place, lines: Sequence[Place]
    ) -> tuple[descriptions.Described, ...]:
        """Return the nouns around a span that say what it is."""
        first, stop = place
        start, end = lines[bisect_right(lines, (first, len(self.words))) - 1]
        tokens = self.document.tokens
        quoted = first > start and tokens[first - 1].text == "“"
        found = chain(
            descriptions.before(tokens, first, start),
            descriptions.behind(tokens, stop, end, quoted=quoted),
        )
        return tuple(found)

    def belief(self, place: Place, kind: int) -> float:
        """Return the mean probability that the tokens of a span belong to a name of a type."""
        first, stop = place
        return sum(self.tagging.of_type[kind][first:stop]) / (stop - first)

    def _span_belief(self, place: Place) -> SpanBelief:
        means = [self.belief(place, k) for k in range(len(TYPES))]
        return SpanBelief(means, max(range(len(TYPES)), key=means.__getitem__))

    def _belief_features(self, place: Place, believed: SpanBelief) -> Iterator[str]:
        """Say how the tagger believes in the words of a span, and in its borders."""
        first, stop = place
        means, kind = believed.means, believed.kind
        for name, belief in zip(TYPES, means, strict=True):
            yield f"m{name}={level(belief)}"
        least = min(self.tagging.of_type[believed.likeliest][first:stop])
        yield f"l{kind}={level(least)}"
        yield f"any={level(sum(means))}"
        yield from self._border_features(place, believed)

    def _border_features(self, place: Place, believed: SpanBelief) -> Iterator[str]:
        """Say how likely a name begins and ends where a span does."""
        first, stop = place
        begins, goes_on = self.tagging.begins[first], self.tagging.goes_on
        ends = 1 - (goes_on[stop] if stop < len(self.words) else 0.0)
        whole = min(goes_on[first + 1 : stop], default=1.0)
        yield f"begins={level(begins)}"
        yield f"follows={level(goes_on[first])}"
        yield f"ends={level(ends)}"
        yield f"whole={level(whole)}"
        yield f"name={believed.kind}{level(begins * ends * whole * believed.share)}"
        yield f"borders={level(begins)}|{level(ends)}|{level(whole)}"

    def _name_begin_probability(self, i: int) -> float:
        """Return the probability that a name begins with a token, or with the article before it."""
        begins = self.tagging.begins[i]
        if i and self.words[i - 1] in ARTICLES:
            begins += self.tagging.begins[i - 1] * self.tagging.goes_on[i]
        return min(begins, 1.0)

    def _origin_features(self, place: Place, believed: SpanBelief) -> Iterator[str]:
        """Say how a span lies to the names of the rules and of the tagger."""
        ruled = self.ruled.get(place)
        if ruled:
            yield f"r={ruled.type}"
            yield f"r={ruled.type}{round(ruled.score, 1)}"
            yield f"r={ruled.type}|{believed.kind}{level(believed.belief)}"
        else:
            yield from _overlap_features("r", place, self._rule_name_by_token)
        if place in self.tagged:
            yield f"t={self.tagged[place]}"
        else:
            yield from _overlap_features("t", place, self._tag_at)

    def _shares_line_with_next(self, i: int) -> bool:
        """Whether a token and the next one are in one line."""
        tokens = self.document.tokens
        if i < 0 or i + 1 >= len(tokens):
            return False
        return "\n" not in self.document.text[tokens[i].end : tokens[i + 1].start]

    def _composition_features(self, first: int, stop: int, kind: str) -> Iterator[str]:
        """Say what a span is made of."""
        joints = _sorted_connectors(self.words[first + 1 : stop - 1])
        yield from (f"c={word}" for word in joints)
        if joints:
            yield f"cs={'|'.join(joints)}|{kind}"
        if any(map(_is_lowercase_non_connector, self.document.tokens[first:stop])):
            yield "small"
        marks = self.known[first:stop]
        if self._is_lexicon_name(first, stop):
            yield f"known={marks[0]}"
        elif any(mark != "k=O" for mark in marks):
            yield "known part"

    def _is_lexicon_name(self, first: int, stop: int) -> bool:
        """Whether a span is just one name of the lexicon."""
        marks = self.known[first : stop + 1]
        inner = all(mark.startswith("k=I") for mark in self.known[first + 1 : stop])
        over = stop < len(self.known) and marks[-1].startswith("k=I")
        return marks[0].startswith("k=B") and inner and not over


def _sorted_connectors(words: Iterable[str]) -> list[str]:
    """List the connectors and marks among words, in order of the alphabet."""
    return sorted({word for word in words if word in CONNECTORS or not word[0].isalnum()})


def _is_lowercase_non_connector(token: Token) -> bool:
    return token.text[0].islower() and token.text.lower() not in CONNECTORS


def _names_by_token(kinds: Mapping[Place, str], count: int) -> list[_Named | None]:
    """Return for every token the span that holds it, with its kind."""
    found: list[_Named | None] = [None] * count
    for place, kind in kinds.items():
        found[place[0] : place[1]] = [(place, kind)] * (place[1] - place[0])
    return found


def _overlap_features(mark: str, place: Place, at: Sequence[_Named | None]) -> Iterator[str]:
    """Say how a span lies to others: over them, inside one, or across."""
    near = {other for other in at[place[0] : place[1]] if other is not None}
    if not near:
        yield f"{mark}/O"
    for other, kind in sorted(near):
        yield f"{mark}/{_overlap_relation(place, other)} {kind}"


def _overlap_relation(place: Place, other: Place) -> str:
    """Say how a span lies to one that it overlaps."""
    if other[0] >= place[0] and other[1] <= place[1]:
        return "over"
    return "in" if other[0] <= place[0] and other[1] >= place[1] else "across"

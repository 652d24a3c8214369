"""Features of candidates: what speaks for a span being a name, and of which type.

They are the origin of the span, what the tagger believes of its words and its borders, its first
and last word with their lists, what stands around it, and how the document uses the same words
elsewhere.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from resolvers.reading.clusters import clusters_of
from resolvers.reading.folding import fold
from resolvers.reading.gazetteers import city_of
from resolvers.reading.lexicon import lexicon
from resolvers.reading.tagger import descriptions
from resolvers.reading.tagger.candidates import (
    ARTICLES,
    CONNECTORS,
    Place,
    rule_places,
    tagged_names,
)
from resolvers.reading.tagger.elsewhere import Elsewhere, level
from resolvers.reading.tagger.features import (
    Document,
    encoded,
    lists_of,
    normal,
    shape_of,
)
from resolvers.reading.tagger.model import TYPES, Tagging, labels_of_lines, sequences
from resolvers.reading.tagger.series import Series
from resolvers.reading.tagger.surroundings import Surroundings

_RULER = re.compile(r"[IVX]+")
_LONG = 7  # tokens, from which on more say no more
_SURE_RULE = 0.8
_CERTAIN = 0.95
_TOLD = 0.6
_BELIEVED = 0.4


class SpanFeatures:
    """Make the features of candidates of one document.

    Args:
        document: the document.
        tagging: what the tagger says of it.
        origins: its candidates, each with the letters of its origin.
    """

    # dense: what all rows share is made once
    def __init__(self, document: Document, tagging: Tagging, origins: Mapping[Place, str]) -> None:
        self.document, self.tagging, self.origins = document, tagging, origins
        tokens = document.tokens
        told = _Tokens(document, tagging, document.role_tags)
        lines = sequences(document)
        self._labels, self._sequences = labels_of_lines(document), set(lines)
        self.words, self.known = told.words, document.known_tags
        self._begins, self._ends, self._ones = map(_Lazy, (told.begins, told.ends, told.alone))
        self._lefts = _Lazy(lambda i: told.beside("-", i, -1))
        self._rights = _Lazy(lambda i: told.beside("+", i, 1))
        self.folded = {
            (a, b): fold(document.text[tokens[a].start : tokens[b - 1].end]) for a, b in origins
        }
        self.ruled = {p: document.names[n] for p, n in rule_places(document).items()}
        self.tagged = {p: tagging.tags[p[0]][2:] for p in tagged_names(document, tagging.tags)}
        rule_kinds = {
            p: name.type + ("" if name.score >= _SURE_RULE else "~")
            for p, name in self.ruled.items()
        }
        self._rule_at = _by_token(rule_kinds, len(tokens))
        self._tag_at = _by_token(self.tagged, len(tokens))
        self.described = {place: self._described(place, lines) for place in origins}
        self._elsewhere = Elsewhere(self)
        self._around, self._series = (
            Surroundings(document, self.folded),
            Series(document, self.tagged),
        )

    def certain(self, place: Place) -> str | None:
        """Return the type of a name of which the rules are certain, else None.

        They are by the lexicon, and where a handle follows or a bracket that holds its initials;
        what stands behind the "Q." of an interview is known to the lexicon alone.
        """
        ruled = self.ruled.get(place)
        if ruled is None:
            behind = place[0] - 1 in self._labels and self._is_known(*place)
            return self.known[place[0]].removeprefix("k=B").split("/")[0] if behind else None
        if self._defines_acronym(*place):
            return "LOC" if ruled.type == "LOC" else "ORG"
        if ruled.type == "PER" and self._has_handle(*place):
            return "PER"
        return ruled.type if ruled.score >= _CERTAIN and self._is_known(*place) else None

    def _has_handle(self, first: int, stop: int) -> bool:
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
        """Whether a person stands there whose given name the lexicon has: the rules find one, or a ruler's number."""
        ruled, opening = self.ruled.get(place), self.words[place[0]]
        several = place[1] - place[0] > 1
        person = ruled is not None and ruled.type == "PER"
        rules = person or self._is_ruler(place)
        return several and rules and opening in lexicon().given_names

    def is_joint_firm(self, place: Place) -> bool:
        """Whether the rules find a body there that an ampersand joins: "Ora & Lund"."""
        ruled = self.ruled.get(place)
        body = ruled is not None and ruled.type == "ORG"
        return body and "&" in self.words[place[0] + 1 : place[1] - 1]

    def _is_ruler(self, place: Place) -> bool:
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
        return place in self._sequences

    def told(self, place: Place) -> str | None:
        """Return the type that the rules read off a name or what is around it.

        Else the tagger's.
        """
        ruled, tagged = self.ruled.get(place), self.tagged.get(place)
        if ruled and ruled.score >= _TOLD and ruled.type in TYPES:
            return ruled.type
        believed = tagged and self.belief(place, TYPES.index(tagged)) >= _BELIEVED
        return tagged if believed else None

    # dense: a kind of features a line
    def row(self, place: Place) -> list[bytes]:
        """List the features of a candidate, in UTF-8."""
        first, stop = place
        means = [self.belief(place, k) for k in range(len(TYPES))]
        likeliest = max(range(len(TYPES)), key=means.__getitem__)
        kind = TYPES[likeliest]
        row = ["bias", f"n={min(stop - first, _LONG)}", f"from={self.origins[place]}"]
        row += self._beliefs(place, means, likeliest)
        row += self._origin(place, kind, means[likeliest])
        row += self._inside(first, stop, kind)
        if self.document.casing.initial[first]:
            row.append(f"initial={level(sum(means))}")
        row += self._elsewhere.of(self.folded[place], kind, single=stop - first == 1)
        row += city_of(self.folded[place])
        row += self._around.of(self.folded[place])
        row += self._series.of(place)
        row += self._beside_names(first, stop)
        for how, noun, what in self.described[place]:
            row += (f"{how}={what}", f"{how}={noun}")
        return [
            *encoded(row),
            *self._begins[first],
            *self._ends[stop - 1],
            *self._sides(first, stop),
        ]

    def _sides(self, first: int, stop: int) -> list[bytes]:
        """Say what stands around a span in its line, and that it is one word."""
        left = self._lefts[first - 1] if self._is_beside(first - 1) else [b"-1=<"]
        right = self._rights[stop] if self._is_beside(stop - 1) else [b"+1=>"]
        return [*left, *right, *(self._ones[first] if stop - first == 1 else ())]

    def _beside_names(self, first: int, stop: int) -> Iterator[str]:
        """Say which word links a span to a name beside it: "Ada Crane of Norvel"."""
        if first > 1 and self.words[first - 1].isalpha() and (left := self._tag_at[first - 2]):
            yield f"link {left[1]} {self.words[first - 1]}"
        if stop + 1 < len(self.words) and (right := self._tag_at[stop + 1]):
            yield f"link {self.words[stop]} {right[1]}"

    def _described(
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

    def _beliefs(self, place: Place, means: Sequence[float], likeliest: int) -> Iterator[str]:
        """Say how the tagger believes in the words of a span, and in its borders."""
        first, stop = place
        tagging, kind = self.tagging, TYPES[likeliest]
        begins, follows = tagging.begins[first], tagging.goes_on[first]
        ends = 1 - (tagging.goes_on[stop] if stop < len(self.words) else 0.0)
        whole = min(tagging.goes_on[first + 1 : stop], default=1.0)
        share = means[likeliest] / max(sum(means), 1e-9)
        for name, belief in zip(TYPES, means, strict=True):
            yield f"m{name}={level(belief)}"
        yield f"l{kind}={level(min(tagging.of_type[likeliest][first:stop]))}"
        yield f"any={level(sum(means))}"
        yield f"begins={level(begins)}"
        yield f"follows={level(follows)}"
        yield f"ends={level(ends)}"
        yield f"whole={level(whole)}"
        yield f"name={kind}{level(begins * ends * whole * share)}"
        yield f"borders={level(begins)}|{level(ends)}|{level(whole)}"

    def _begins_at(self, i: int) -> float:
        """Return the probability that a name begins with a token, or with the article before it."""
        begins = self.tagging.begins[i]
        if i and self.words[i - 1] in ARTICLES:
            begins += self.tagging.begins[i - 1] * self.tagging.goes_on[i]
        return min(begins, 1.0)

    def _origin(self, place: Place, kind: str, belief: float) -> Iterator[str]:
        """Say how a span lies to the names of the rules and of the tagger."""
        ruled = self.ruled.get(place)
        if ruled:
            yield f"r={ruled.type}"
            yield f"r={ruled.type}{round(ruled.score, 1)}"
            yield f"r={ruled.type}|{kind}{level(belief)}"
        else:
            yield from _relations("r", place, self._rule_at)
        if place in self.tagged:
            yield f"t={self.tagged[place]}"
        else:
            yield from _relations("t", place, self._tag_at)

    def _is_beside(self, i: int) -> bool:
        """Whether a token and the next one are in one line."""
        tokens = self.document.tokens
        if i < 0 or i + 1 >= len(tokens):
            return False
        return "\n" not in self.document.text[tokens[i].end : tokens[i + 1].start]

    # dense: what stands inside, in one pass over its words
    def _inside(self, first: int, stop: int, kind: str) -> Iterator[str]:
        """Say what a span is made of."""
        inner = self.words[first + 1 : stop - 1]
        joints = sorted({w for w in inner if w in CONNECTORS or not w[0].isalnum()})
        yield from (f"c={word}" for word in joints)
        if joints:
            yield f"cs={'|'.join(joints)}|{kind}"
        tokens = self.document.tokens[first:stop]
        if any(t.text[0].islower() and t.text.lower() not in CONNECTORS for t in tokens):
            yield "small"
        marks = self.known[first:stop]
        if self._is_known(first, stop):
            yield f"known={marks[0]}"
        elif any(mark != "k=O" for mark in marks):
            yield "known part"

    def _is_known(self, first: int, stop: int) -> bool:
        """Whether a span is just one name of the lexicon."""
        marks = self.known[first : stop + 1]
        inner = all(mark.startswith("k=I") for mark in self.known[first + 1 : stop])
        over = stop < len(self.known) and marks[-1].startswith("k=I")
        return marks[0].startswith("k=B") and inner and not over


class _Lazy(dict[int, list[bytes]]):
    """Make the features of a token when they are first asked for: several candidates share it."""

    def __init__(self, make: Callable[[int], Iterable[str]]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, i: int) -> list[bytes]:
        self[i] = made = encoded(self._make(i))
        return made


class _Tokens:
    """Say what a token tells of a span that begins or ends with it, or stands beside it."""

    def __init__(self, document: Document, tagging: Tagging, roles: Sequence[str]) -> None:
        self.document, self.tagging, self.roles = document, tagging, roles
        tokens = document.tokens
        self.words = [normal(token.text) for token in tokens]
        self.shapes = [shape_of(token.text) for token in tokens]

    def begins(self, i: int) -> Iterator[str]:
        """Yield what a first token tells."""
        casing, text = self.document.casing, self.document.tokens[i].text
        yield f"w={self.words[i]}"
        yield f"ws={self.shapes[i]}"
        yield f"wo={self.roles[i]}"
        yield from (f"wl={name}" for name in lists_of(text))
        yield from (f"w{cluster}" for cluster in clusters_of(text))
        if casing.initial[i]:
            yield "initial"
            yield from (f"small {cluster}" for cluster in clusters_of(text.lower()))
        if casing.headline[i]:
            yield "shout" if casing.shouted[i] else "headline"
        if text.lower() in casing.lower:
            yield "small elsewhere"
        if text.lower() in casing.inside:
            yield "capital elsewhere"

    def ends(self, i: int) -> Iterator[str]:
        """Yield what a last token tells."""
        yield f"e={self.words[i]}"
        yield f"x={self.words[i][-3:]}"
        yield f"es={self.shapes[i]}"
        yield from (
            f"e small {cluster}" for cluster in clusters_of(self.document.tokens[i].text.lower())
        )
        yield from (f"el={name}" for name in lists_of(self.document.tokens[i].text))
        yield from (f"e{cluster}" for cluster in clusters_of(self.document.tokens[i].text))

    def alone(self, i: int) -> Iterator[str]:
        """Yield what the only token tells."""
        yield f"one={self.words[i]}"
        yield f"ones={self.shapes[i]}"

    def beside(self, mark: str, i: int, step: int) -> Iterator[str]:
        """Yield what a token beside a span tells, with the word on its other side."""
        text = self.document.tokens[i].text
        yield f"{mark}1={self.words[i]}"
        yield f"{mark}s={self.shapes[i]}"
        yield f"{mark}o={self.roles[i]}"
        yield from (f"{mark}l={name}" for name in lists_of(text))
        yield from (f"{mark}{cluster}" for cluster in clusters_of(text))
        if 0 <= i + step < len(self.words):
            yield f"{mark}2={self.words[i + step]}"
            further = clusters_of(self.document.tokens[i + step].text)
            yield from (f"{mark}2{cluster}" for cluster in further)
        if text[0].isupper():
            yield f"{mark}cap={level(self.tagging.begins[i] + self.tagging.goes_on[i])}"


def _by_token(kinds: Mapping[Place, str], count: int) -> list[tuple[Place, str] | None]:
    """Return for every token the span that holds it, with its kind."""
    found: list[tuple[Place, str] | None] = [None] * count
    for place, kind in kinds.items():
        found[place[0] : place[1]] = [(place, kind)] * (place[1] - place[0])
    return found


def _relations(mark: str, place: Place, at: Sequence[tuple[Place, str] | None]) -> Iterator[str]:
    """Say how a span lies to others: over them, inside one, or across."""
    near = {other for other in at[place[0] : place[1]] if other is not None}
    if not near:
        yield f"{mark}/O"
    for (first, stop), kind in sorted(near):
        over = first >= place[0] and stop <= place[1]
        inside = first <= place[0] and stop >= place[1]
        yield f"{mark}/{'over' if over else 'in' if inside else 'across'} {kind}"

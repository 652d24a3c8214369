"""Names of the rules and names of the tagger, made one.

The rules know lists and how news writes names, and find nearly all; the tagger has seen which capitals are no names, and
tells types better. What both find is a name; where they cut it differently, the surer rule or else the tagger decides. What
the rules alone find stays a mention, without a type unless the rules were sure. In headlines, where every word has a
capital, the rules ask the rest of the article, and so they decide. Last, an article has one sense a name.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

import attrs

from provenance.spans import Span
from resolvers.reading.finding.names import NameSpan
from resolvers.reading.folding import fold
from resolvers.reading.lexicon import lexicon
from resolvers.reading.tagger.features import Document
from resolvers.reading.tagger.model import TYPES, Tagging
from resolvers.reading.tokens import Token
from resolvers.reading.words import word_set

_SMALL = word_set("of for and de la the in on von van al & - 's ’s du der den bin ibn")
_DIRECTIONS = word_set("north south east west")  # "the North" is where it is said of
_ARTICLES = word_set("the a an")
_SURE = 0.95  # the rules know the name from a list or from a given name
_FIRM = 0.85  # a head noun says what it is: "Trump Tower" is no person
_MAY_BE = 0.3  # the tagger's belief in any name, below which a rule that is not sure gives no type
_OPEN = 0.6  # a type believed less is decided by the rest of the article
_LEAST = 0.3


def merge(document: Document, tagging: Tagging) -> list[NameSpan]:
    """Merge what the rules and the tagger found in one document; no two names overlap."""
    index = {token.start: i for i, token in enumerate(document.tokens)}
    tagged = list(_tagged(document, tagging))
    starts = [name.span.start for name in tagged]
    persons = _parts_of_persons(
        {fold(name.span.surface(document.text)): name.type for name in document.names}
    )
    kept: list[NameSpan] = []
    for name in document.names:
        near = _overlapping(tagged, starts, name)
        if not near:
            kept.append(_alone(name, document.tokens, tagging, index[name.span.start]))
        elif document.casing.headline[index[name.span.start]] or (
            len(near) == 1
            and _rule_decides(
                name, near[0], bears=fold(name.span.surface(document.text)) in persons
            )
        ):
            kept.append(name)
    places = [name.span.start for name in kept]
    kept += [name for name in tagged if not _overlapping(kept, places, name)]
    whole = join_nicknames(document.text, sorted(kept, key=lambda name: name.span))
    return agree(document.text, whole)


def _overlapping(
    names: Sequence[NameSpan], starts: Sequence[int], name: NameSpan
) -> list[NameSpan]:
    """List the names of an ordered list, none overlapping another, that overlap a name."""
    first = max(0, bisect_right(starts, name.span.start) - 1)
    last = bisect_left(starts, name.span.end)
    return [other for other in names[first:last] if other.span.overlaps(name.span)]


def _rule_decides(name: NameSpan, tagged: NameSpan, *, bears: bool) -> bool:
    """Tell whether a rule is surer than the tagger; not where the article has a person of the name: Moon Jae-in, "Moon"."""
    if name.score < _FIRM or (bears and tagged.type == "PER"):
        return False
    if name.span == tagged.span:
        return name.type != tagged.type and (
            name.type in {"ORG", "LOC"} or name.score > tagged.score
        )
    return True


def _alone(name: NameSpan, tokens: Sequence[Token], tagging: Tagging, first: int) -> NameSpan:
    """Keep a name that only the rules found; without a type where neither they nor the tagger are sure of it."""
    stop = first
    while stop < len(tokens) and tokens[stop].start < name.span.end:
        stop += 1
    believed = sum(tagging.belief(first, stop).values())
    return name if name.score >= _SURE or believed > _MAY_BE else attrs.evolve(name, type="none")


# --- names of the tagger ----------------------------------------------------------------------------------------------


def _tagged(document: Document, tagging: Tagging) -> Iterator[NameSpan]:
    """Read names off tags, without titles, roles and articles in front."""
    heads = {
        i: role.head for role in document.roles for i in _tokens_of(document.tokens, role.head)
    }
    for first, stop in _runs(tagging.tags):
        a, b = _trimmed(document.tokens, first, stop, heads)
        part = document.tokens[a:b]
        if part and _written_as_name(part) and a not in heads:
            kind = tagging.tags[first][2:]
            score = max(_LEAST, min(1.0, tagging.beliefs[a][TYPES.index(kind)]))
            yield NameSpan(span=Span(part[0].start, part[-1].end), type=kind, score=score)


def _runs(tags: Sequence[str]) -> Iterator[tuple[int, int]]:
    first = None
    for i, mark in enumerate([*tags, "O"]):
        if first is not None and mark != f"I-{tags[first][2:]}":
            yield first, i
            first = None
        if first is None and mark != "O":
            first = i


def _tokens_of(tokens: Sequence[Token], span: Span) -> range:
    starts = bisect_left(tokens, span.start, key=lambda token: token.start)
    return range(starts, bisect_left(tokens, span.end, lo=starts, key=lambda token: token.start))


def _trimmed(
    tokens: Sequence[Token], first: int, stop: int, heads: Collection[int]
) -> tuple[int, int]:
    """Leave out "US President" in front of "Donald Trump", "Mr.", "the", and lower-case words behind."""
    after = max((i + 1 for i in range(first, stop) if i in heads), default=first)
    first = after if after < stop else first
    while first < stop - 1 and _leads(tokens[first]):
        first += 1
    while first < stop - 1 and not (
        tokens[stop - 1].text[0].isupper() or tokens[stop - 1].text[0].isdigit()
    ):
        stop -= 1
    return first, stop


def _leads(token: Token) -> bool:
    word = token.text
    return fold(word) in lexicon().titles or word.lower() in _ARTICLES or not word[0].isalnum()


def _written_as_name(part: Sequence[Token]) -> bool:
    first = part[0].text[0]
    if not (first.isupper() or first.isdigit()):
        return False
    return all(
        t.text[0].isupper() or not t.text[0].isalpha() or t.text.lower() in _SMALL for t in part
    )


_LONGEST_GIVEN = 60  # code points that are read of a name for its given name
_QUOTED = re.compile(r"\s+(?:“[^”\n]{1,20}”|\"[^\"\n]{1,20}\"|‘[^’\n]{1,20}’|\([^)\n]{1,20}\))\s+")


def join_nicknames(text: str, names: Sequence[NameSpan]) -> list[NameSpan]:
    """Make "John", "J.D." and "Dorrian" in `John “J.D.” Dorrian` one name, where the first is a given name."""
    starts = {name.span.start: name for name in reversed(names)}
    out: list[NameSpan] = []
    for name in names:
        first = out[-1] if out else None
        if first and name.span.start < first.span.end:
            continue  # the nickname itself, swallowed by the name before
        joined = _across_nickname(text, first, starts) if first else None
        if joined:
            out[-1] = joined
        if not joined or name.span.start >= joined.span.end:
            out.append(name)
    return out


def _across_nickname(text: str, first: NameSpan, starts: Mapping[int, NameSpan]) -> NameSpan | None:
    quoted = _QUOTED.match(text, first.span.end)
    opening = text[first.span.start : min(first.span.end, first.span.start + _LONGEST_GIVEN)]
    if not quoted or fold(opening).split(" ")[0] not in lexicon().given_names:
        return None
    last = starts.get(quoted.end())
    if last is None or last.type in {"ORG", "LOC"}:
        return None
    return NameSpan(span=Span(first.span.start, last.span.end), type="PER", score=0.9)


# --- one sense an article -----------------------------------------------------------------------------------------------


def agree(text: str, names: Sequence[NameSpan]) -> list[NameSpan]:
    """Give weakly typed names the type that the article believes most; a surname is a person like its full name.

    One sense a name and article held in all but 3 of 11,142 cases on DWIE.
    """
    folded = [fold(name.span.surface(text)) for name in names]
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name, words in zip(names, folded, strict=True):
        if name.type != "none":
            votes[words][name.type] += name.score  # type: ignore[assignment]  # a Counter may count fractions
    best = {words: min(types, key=lambda t: (-types[t], t)) for words, types in votes.items()}
    parts = _parts_of_persons(best)
    pairs = zip(names, folded, strict=True)
    return [_typed(name, _sense(name, words, best, parts)) for name, words in pairs]


def _typed(name: NameSpan, kind: str) -> NameSpan:
    return name if name.type == kind else attrs.evolve(name, type=kind)


def _parts_of_persons(best: dict[str, str]) -> set[str]:
    parts: set[str] = set()
    for words, kind in best.items():
        names = [word for word in words.split() if word not in lexicon().suffixes]
        if kind == "PER" and len(names) > 1:
            parts |= {names[0], names[-1]}
    return parts


def _sense(name: NameSpan, words: str, best: dict[str, str], parts: set[str]) -> str:
    if words in _DIRECTIONS:
        return "LOC"
    if words in parts and (best.get(words) != "LOC" or words not in lexicon().known):
        return "PER"
    if name.type == "none" or name.score < _OPEN:
        return best.get(words, name.type)
    return name.type

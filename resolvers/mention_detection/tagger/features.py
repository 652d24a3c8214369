"""Features of tokens: the word, its neighbours, lists, the document, and what the rules say.

What depends on the word alone is made once a word. How else the word occurs in the same document
(in lower case, inside a sentence, behind a title, in a longer name) is the largest gain a line of
code (Ratinov and Roth 2009 call such features context aggregation). Characters are normalised for
features only; offsets are never touched.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache

import attrs

from resolvers.lexicon.gazetteers import city_tags, people
from resolvers.lexicon.knowns import known_at
from resolvers.lexicon.lexicon import lexicon
from resolvers.lexicon.lists import languages
from resolvers.lexicon.word_clusters import clusters_of
from resolvers.mention_detection.names import NameSpan
from resolvers.mention_detection.roles.phrases import RolePhrase
from resolvers.text.casing import Casing
from resolvers.text.folding import fold
from resolvers.text.tokens import Token
from resolvers.text.words import FUNCTION_WORDS

_PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "‑": "-", "…": "."}
)
_DIGIT = re.compile(r"\d")
_RUNS = re.compile(r"(.)\1+")
_CLASSES = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", "X" * 26 + "x" * 26 + "d" * 10
)
_MANY = 3  # occurrences in a document, from which on more say no more


@attrs.frozen(slots=False, eq=False)
class Document:
    """Hold what features are made of: an article's tokens, its capitals, what the rules found.

    A document equals itself alone, so that what is read of it can be remembered.
    """

    text: str
    tokens: Sequence[Token]
    casing: Casing
    roles: Sequence[RolePhrase]
    names: Sequence[NameSpan]

    @cached_property
    def role_tags(self) -> list[str]:
        """What each token is of a role."""
        return role_tags(self)

    @cached_property
    def known_tags(self) -> list[str]:
        """What each token is of a name of the lexicon."""
        return known_tags(self)


class Features:
    """Make the features of a document's tokens, sentence by sentence as they are asked for."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.words = [token.text for token in document.tokens]
        self._capital = [word[0].isupper() or word[0].isdigit() for word in self.words]
        self.rules = _rule_tags(document)
        tags = zip(self.rules, document.role_tags, document.known_tags, strict=True)
        self._tags = [_tag_features(*marks) for marks in tags]
        self._cities = [tag.encode() for tag in city_tags(document.tokens)]
        self._told = _told(document, self.rules)
        self._made = [_word_features(word) for word in self.words]

    def rows(self, first: int, stop: int) -> list[list[bytes]]:
        """List the features of the tokens from `first` up to `stop`, in UTF-8."""
        return [self._token_features(i, first, stop) for i in range(first, stop)]

    def _token_features(self, i: int, first: int, stop: int) -> list[bytes]:
        row = [*self._made[i].own, *self._tags[i].own, *self._told.get(self.words[i], ())]
        row += self._casing_features(i)
        row += self._city_features(i, first, stop)
        row += self._preceding_token_features(i, first) if i > first else (b"-1none",)
        row += self._following_token_features(i, stop) if i < stop - 1 else (b"+1none",)
        return row

    def _casing_features(self, i: int) -> tuple[bytes, ...]:
        """Say where a token stands that has a capital for its place alone."""
        casing = self.document.casing
        initial = (b"initial", *_small(self.words[i])) if casing.initial[i] else ()
        if not casing.headline[i]:
            return initial
        return (*initial, b"shout" if casing.shouted[i] else b"headline")

    def _city_features(self, i: int, first: int, stop: int) -> list[bytes]:
        """Whether a token or one beside it is of a city's name."""
        cities = self._cities
        row = [cities[i]] if cities[i] else []
        if i > first and cities[i - 1]:
            row.append(b"-1" + cities[i - 1])
        if i < stop - 1 and cities[i + 1]:
            row.append(b"+1" + cities[i + 1])
        return row

    def _preceding_token_features(self, i: int, first: int) -> tuple[bytes, ...]:
        word = self._made[i - 1]
        shapes = b"%b|%b" % (word.shape, self._made[i].shape)
        further = (self._made[i - 2].two_before,) if i > first + 1 else ()
        return (*word.before, *self._tags[i - 1].before, shapes, *further)

    def _following_token_features(self, i: int, stop: int) -> tuple[bytes, ...]:
        further = (self._made[i + 2].two_after,) if i < stop - 2 else ()
        return (*self._made[i + 1].after, *self._tags[i + 1].after, *further)

    def may_be_of_name(self, i: int) -> bool:
        """Whether a token is capitalised or a number, or stands between two that are."""
        return self._capital[i] or (
            0 < i < len(self._capital) - 1 and self._capital[i - 1] and self._capital[i + 1]
        )

    def may_hold_names(self, first: int, stop: int) -> bool:
        """Whether a sentence has a capital behind its first word, or a name by the rules."""
        for i in range(first, stop):
            if self.rules[i] != "r=O":
                return True
            if self.words[i][0].isupper() and not (
                self.document.casing.initial[i] and _is_no_lone_name(self.words[i])
            ):
                return True
        return False


# --- the word -------------------------------------------------------------------------------------


# Features are bytes: the tagger's library would encode every string of every row anew.
@attrs.frozen
class _Word:
    shape: bytes
    own: tuple[bytes, ...]
    before: tuple[bytes, ...]  # what it tells of the next word
    after: tuple[bytes, ...]  # what it tells of the word before
    two_before: bytes
    two_after: bytes


@lru_cache(maxsize=200_000)
def _word_features(word: str) -> _Word:
    lower, shape = normal(word), shape_of(word)
    kinds = [*(f"l={name}" for name in lists_of(word)), *clusters_of(word)]
    before = [f"-1w={lower}", f"-1s={shape}"]
    after = [f"+1w={lower}", f"+1s={shape}", f"+1x2={lower[-2:]}"]
    return _Word(
        shape=_encode_feature(shape),
        own=_encode_features([*_spelling_features(word, lower, shape), *kinds]),
        before=_encode_features([*before, *(f"-1{kind}" for kind in kinds)]),
        after=_encode_features([*after, *(f"+1{kind}" for kind in kinds)]),
        two_before=_encode_feature(f"-2w={lower}"),
        two_after=_encode_feature(f"+2w={lower}"),
    )


def _spelling_features(word: str, lower: str, shape: str) -> Iterator[str]:
    """Say how a word is written: in lower case, its shape, how it begins and ends."""
    yield from (f"w={lower}", f"s={shape}", f"p3={lower[:3]}", f"x3={lower[-3:]}")
    yield f"x2={lower[-2:]}"
    if len(word) > 5:
        yield from (f"p4={lower[:4]}", f"x4={lower[-4:]}")


@lru_cache(maxsize=200_000)
def _small(word: str) -> tuple[bytes, ...]:
    """Say what a word is in lower case, where it has a capital for its place alone."""
    return _encode_features(f"small {cluster}" for cluster in clusters_of(word.lower()))


def _encode_feature(feature: str) -> bytes:
    return feature.encode("utf-8", "surrogatepass")


def _encode_features(features: Iterable[str]) -> tuple[bytes, ...]:
    return tuple(encoded(features))


def encoded(features: Iterable[str]) -> list[bytes]:
    """Write features in UTF-8, all at once: none has a line break, for no token has one."""
    joined = "\n".join(features)
    return joined.encode("utf-8", "surrogatepass").split(b"\n") if joined else []


@attrs.frozen
class _Tags:
    own: tuple[bytes, ...]
    before: tuple[bytes, ...]
    after: tuple[bytes, ...]


@lru_cache(maxsize=10_000)
def _tag_features(rule: str, role: str, known: str) -> _Tags:
    return _Tags(
        own=_encode_features((rule, role, known)),
        before=_encode_features((f"-1{rule}", f"-1{role}", f"-1{known}")),
        after=_encode_features((f"+1{rule}", f"+1{known}", f"+1{role}")),
    )


@lru_cache(maxsize=200_000)
def _is_no_lone_name(word: str) -> bool:
    return word.lower() in FUNCTION_WORDS or fold(word) in lexicon().not_names


@lru_cache(maxsize=200_000)
def normal(word: str) -> str:
    """Write a word in lower case, quotes and dashes plain, digits as 0."""
    return _DIGIT.sub("0", word.translate(_PLAIN).lower())


@lru_cache(maxsize=200_000)
def shape_of(word: str) -> str:
    """Write a word's shape, runs shortened: "Macron" is Xx, "U.S." X.X., "McCain" XxXx."""
    plain = word.translate(_PLAIN)
    if not plain.isascii():
        plain = "".join("X" if c.isupper() else "x" if c.isalpha() else c for c in plain)
    return _RUNS.sub(r"\1", plain.translate(_CLASSES))


# dense: a table of lists, a line each
@lru_cache(maxsize=200_000)
def lists_of(word: str) -> tuple[str, ...]:
    """Name the lists of the lexicon that hold a word."""
    if not word[0].isalnum():
        return ()
    lex, folded = lexicon(), fold(word)
    capital = word[0].isupper()
    held = {
        "given abroad": capital and _are_all_parts_listed(folded, people()["given"]),
        "family abroad": capital and folded in people()["family"],
        "given": capital and _are_all_parts_listed(folded, lex.given_names),
        "family": capital and folded in lex.family_first,
        "title": capital and folded in lex.titles,
        "demonym": folded in lex.demonyms,
        "country": capital and folded in lex.countries,
        "language": capital and folded.removesuffix("s") in _language_names(),
        "orghead": folded in lex.organisation_heads,
        "legal": folded in lex.company_suffixes,
        "firm": folded in lex.firm_words,
        "orghead abroad": capital and folded in lex.openings_abroad,
        "placehead": folded in lex.place_heads,
        "role": word.lower() in lex.roles,
        "say": folded in lex.speech_verbs,
        "particle": folded in lex.particles,
        "suffix": folded in lex.suffixes,
        "common": folded in lex.common_words,
        f"not:{lex.not_names.get(folded)}": capital and folded in lex.not_names,
    }
    return tuple(name for name, holds in held.items() if holds)


@cache
def _language_names() -> frozenset[str]:
    """Return the names of languages, which peoples bear as well."""
    return frozenset(languages())


def _are_all_parts_listed(folded: str, held: Collection[str]) -> bool:
    """Whether a list holds all parts of a word: Jean-Claude."""
    parts = folded.split()
    return bool(parts) and all(part in held for part in parts)


@lru_cache(maxsize=200_000)
def _name_introducing_lists(word: str) -> frozenset[str]:
    """Name the lists that hold a word and whose words lead to a name."""
    return frozenset({"title", "role", "given"}).intersection(lists_of(word))


# --- the rules ------------------------------------------------------------------------------------


def _rule_tags(document: Document) -> list[str]:
    """Tag tokens as the rules do, with how sure they are."""
    tags = ["r=O"] * len(document.tokens)
    index = {token.start: i for i, token in enumerate(document.tokens)}
    for name in document.names:
        i = index[name.span.start]
        sure = "" if name.score >= 0.8 else "~"
        mark = "B"
        while i < len(tags) and document.tokens[i].start < name.span.end:
            tags[i] = f"r={mark}{name.type}{sure}"
            mark = "I"
            i += 1
    return tags


def role_tags(document: Document) -> list[str]:
    """Mark role heads, what belongs to a role around its head, and the token behind a role."""
    tags = ["o=O"] * len(document.tokens)
    index = {token.start: i for i, token in enumerate(document.tokens)}
    for role in document.roles:
        i = index[role.span.start]
        while i < len(tags) and document.tokens[i].start < role.span.end:
            tags[i] = _role_part_tag(role, document.tokens[i].start)
            i += 1
        if i < len(tags) and tags[i] == "o=O":
            tags[i] = "o=P" if role.plural else "o=N"
    return tags


def _role_part_tag(role: RolePhrase, start: int) -> str:
    """Mark a token of a role as before its head, of it, or of the complement behind it."""
    if start < role.head.start:
        return "o=M"
    return "o=H" if start < role.head.end else "o=C"


def known_tags(document: Document) -> list[str]:
    """Tag names of the lexicon, the longest first, with all types that they may have."""
    tags = ["k=O"] * len(document.tokens)
    tokens = list(document.tokens)
    i = 0
    while i < len(tokens):
        if not tokens[i].text[0].isupper():
            i += 1
            continue
        size, found = known_at(document.text, tokens, i)
        if size:
            kinds = "/".join(sorted({known.type for known in found}))
            tags[i : i + size] = [f"k=B{kinds}"] + [f"k=I{kinds}"] * (size - 1)
        i += max(1, size)
    return tags


# --- the document ---------------------------------------------------------------------------------


@attrs.define
class _Uses:
    """Gather how a document uses a word with a capital."""

    times: int = 0
    as_ruled: set[str] = attrs.field(factory=set)
    behind: set[str] = attrs.field(factory=set)


def _told(document: Document, rules: Sequence[str]) -> Mapping[str, tuple[bytes, ...]]:
    """Say of every capitalised word how it occurs in the document."""
    return {
        word: _usage_features(
            min(uses.times, _MANY),
            _casing_elsewhere(word, document.casing),
            frozenset(uses.as_ruled),
            frozenset(uses.behind),
        )
        for word, uses in _uses_by_word(document, rules).items()
    }


def _uses_by_word(document: Document, rules: Sequence[str]) -> Mapping[str, _Uses]:
    found: defaultdict[str, _Uses] = defaultdict(_Uses)
    words, initial = [token.text for token in document.tokens], document.casing.initial
    for i, word in enumerate(words):
        if not word[0].isupper():
            continue
        uses = found[word]
        uses.times += 1
        if rules[i] != "r=O":
            uses.as_ruled.add(_rule_type_of_word(rules, i))
        if i and not initial[i]:
            uses.behind |= _name_introducing_lists(words[i - 1])
    return found


def _rule_type_of_word(rules: Sequence[str], i: int) -> str:
    """Say as what the rules have a word: 1PER as all of a name, BPER and IPER as a part."""
    alone = rules[i][2] == "B" and (i + 1 == len(rules) or rules[i + 1][2] != "I")
    return f"{'1' if alone else rules[i][2]}{rules[i][3:6]}"


def _casing_elsewhere(word: str, casing: Casing) -> tuple[str, str]:
    """Whether the document writes a word in lower case, and capitalised inside a sentence."""
    lower = word.lower()
    return (
        "dlow" if lower in casing.lower else "dnolow",
        "dmid" if lower in casing.inside else "dnomid",
    )


@lru_cache(maxsize=10_000)
def _usage_features(
    times: int, elsewhere: tuple[str, str], as_ruled: frozenset[str], behind: frozenset[str]
) -> tuple[bytes, ...]:
    """Say how often a word occurs, how else, as what by the rules, and behind what."""
    row = [f"d#={times}", *elsewhere]
    row += [f"dr={kind}" for kind in sorted(as_ruled)]
    row += [f"db={kind}" for kind in sorted(behind)]
    return _encode_features(row)

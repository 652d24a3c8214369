"""Kinds: the type of a name by its words and what a document believes of it."""

from __future__ import annotations

from functools import cache, lru_cache

from resolvers.lexicon.gazetteers import people
from resolvers.lexicon.lexicon import lexicon
from resolvers.lexicon.lists import cells, rows
from resolvers.lexicon.word_clusters import UNKNOWN, clusters_of
from resolvers.mention_detection.tagger.model import TYPES, Beliefs
from resolvers.text.folding import fold
from resolvers.text.words import ADJECTIVES, DIRECTIONS, word_set

_DECIDED = 0.6  # of the likeliest type; below it is none, and other articles may tell
# Adherents and members, one or many: no body, and nobody in particular.
_CROWDS = ADJECTIVES | word_set(
    "jew buddhist sikh mormon evangelical methodist lutheran kurd baptist quaker anglican "
    "republican democrat tory tories socialist communist marxist islamist zionist nazi"
)
_KNOWN = 0.3  # of the one type that the lexicon has for a name: the White House is a body
_MAY_BE = 0.2  # of a person whose given name tells it; of less, the words around speak against it
_CANNOT_BE = 0.005
_UNION = "EU"  # listed among the states, and a body
_OTHER_WORDS = (1, 2)


def kind_of(words: str, sense: Beliefs) -> tuple[str, float]:
    """Decide the type of a name by its words and what is believed of them."""
    if words in DIRECTIONS or _is_state_name(words, sense):
        return "LOC", 1.0
    if is_crowd(words):
        return "other", 1.0
    if sense[0] == max(sense) and _ends_with_organisation_head(words):
        return "ORG", max(sense[1], _DECIDED)
    given = sense[0] >= _MAY_BE and opens_with_given_name(words)
    if given or _has_ambiguous_given_name(words, sense):
        return "PER", max(sense[0], _DECIDED)
    return _likeliest_type(words, sense)


def _likeliest_type(words: str, sense: Beliefs) -> tuple[str, float]:
    """Take the likeliest type, or the one that the lexicon has where enough speaks for it."""
    for kind in _only_lexicon_type(words):
        if sense[TYPES.index(kind)] >= _KNOWN:
            return kind, _DECIDED
    best = max(range(len(TYPES)), key=sense.__getitem__)
    return (TYPES[best] if sense[best] >= _DECIDED else "none"), sense[best]


def _only_lexicon_type(words: str) -> tuple[str, ...]:
    """Return the type of a name of the lexicon, where it is known as one alone."""
    kinds = {known.type for known in lexicon().known.get(words, ())} & set(TYPES)
    return tuple(kinds) if len(kinds) == 1 else ()


def _ends_with_organisation_head(words: str) -> bool:
    """Whether a name ends with what bodies are: "Ada Crane Foundation" is nobody's."""
    opening, _, last = words.rpartition(" ")
    family = last in people()["family"]
    return bool(opening) and last in lexicon().organisation_heads and not family


@lru_cache(maxsize=50_000)
def is_crowd(words: str) -> bool:
    """Whether a name is of adherents or of a people: "Quakers", "British Indians"."""
    demonyms = lexicon().demonyms
    held = (words, words.removesuffix("s"))
    if any(form in demonyms or form in _CROWDS for form in held):
        return True
    opening, _, rest = words.partition(" ")
    leads = opening in demonyms or opening in _CROWDS or opening in DIRECTIONS
    return bool(rest) and leads and is_crowd(rest)


def _is_state_name(words: str, sense: Beliefs) -> bool:
    """Whether a name is a state's, and nobody's: the Philippines are no Philippine people."""
    return words in _state_names() and sense[0] < _MAY_BE


@cache
def _state_names() -> frozenset[str]:
    """Return the names of states, without their acronyms, which others share: the DRC."""
    forms = (
        form
        for row in rows("countries")
        if row["code"] != _UNION
        for form in (row["name"], *cells(row["aliases"]))
    )
    return frozenset(fold(form) for form in forms if not form.isupper())


def opens_with_given_name(words: str, *, cell: bool = False) -> bool:
    """Whether a name is a given name and words that head no body or place: "Chad Malik".

    Given names of all the world are many, and many are words: out of a cell of a table a known
    family name has to stand behind one.
    """
    first, *others = words.split()
    lex = lexicon()
    if len(others) not in _OTHER_WORDS or words in lex.known:
        return False
    heads = (lex.organisation_heads, lex.place_heads, lex.company_suffixes, lex.common_words)
    listed = first in people()["given"] and (cell or others[-1] in people()["family"])
    return (first in lex.given_names or listed) and not any(others[-1] in held for held in heads)


def _has_ambiguous_given_name(words: str, sense: Beliefs) -> bool:
    """Whether a name is a place that is a given name, and a word that nobody else writes.

    That is how "Sydney Kerrigane" is a person: bodies of a place have words that many write, such
    as the Sydney Swans.
    """
    first, *others = words.split()
    if len(others) != 1 or words in lexicon().known or sense[0] < _CANNOT_BE:
        return False
    both = first in lexicon().known and first in people()["given"]
    return both and clusters_of(others[0]) == UNKNOWN

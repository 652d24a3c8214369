"""Things: names that a document uses as no name of a person, a body or a place.

"The freighter Hanbit" is a ship, "superintendent of police (SP)" makes SP an office, "the Cranes"
are a family, and who is "a Maule" and "another Maule" is one of many.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from resolvers.mention_detection.tagger.candidates import Place
from resolvers.mention_detection.tagger.descriptions import is_called_thing
from resolvers.mention_detection.tagger.features import Document
from resolvers.text.folding import fold
from resolvers.text.tokens import Token
from resolvers.text.words import word_set

_STORMS = word_set("storm hurricane typhoon cyclone")
_ONE_OF_MANY = word_set("a an another every each")
_LEFT_OUT = word_set(
    "of and the for in on to"
)  # words of an expansion without a letter in its acronym
_LONGEST = 8  # words of an expansion
_MANY = 2  # uses as one of many, which one use may be by chance


def things(
    document: Document, named: Sequence[tuple[Place, str]], people: Collection[str]
) -> Iterator[str]:
    """Yield the words of names that are used as no name of a person, a body or a place.

    Args:
        document: the document.
        named: where the names are that are chosen, and their words, folded.
        people: the full names of its persons, folded.
    """
    tokens = document.tokens
    surnames = {words.rsplit(" ", 1)[-1] for words in people}
    for (first, _), words in named:
        if is_called_thing(tokens, first) or _is_plural_of_surname(tokens, first, words, surnames):
            yield words
        opening, _, rest = words.partition(" ")
        if opening in _STORMS and rest:
            yield rest
    yield from _names_with_indefinite_article(tokens, named)
    yield from acronyms_of_nouns(tokens)


def _is_plural_of_surname(
    tokens: Sequence[Token], first: int, words: str, surnames: Collection[str]
) -> bool:
    """Whether a name is "the Cranes" of somebody with that surname."""
    behind_the = first > 0 and tokens[first - 1].text.lower() == "the"
    return behind_the and words.endswith("s") and words[:-1] in surnames


def _names_with_indefinite_article(
    tokens: Sequence[Token], named: Iterable[tuple[Place, str]]
) -> Iterator[str]:
    """Yield single words that an indefinite article makes one of many, where no noun goes on behind."""
    uses = Counter(
        words
        for (first, stop), words in named
        if first
        and " " not in words
        and tokens[first - 1].text.lower() in _ONE_OF_MANY
        and not (
            stop < len(tokens)
            and tokens[stop].text[0].isalpha()
            and tokens[stop].text not in _LEFT_OUT
        )
    )
    yield from (words for words in uses if uses[words] >= _MANY)


def acronyms_of_nouns(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield acronyms, folded, that stand in brackets behind the words in lower case that they abbreviate.

    All 55 of those in the sets of tagged sentences are no names.
    """
    for i in range(1, len(tokens) - 2):
        if tokens[i].text == "(" and tokens[i + 2].text == ")":
            acronym = tokens[i + 1].text
            letters = acronym.removesuffix("s")
            if letters.isupper() and _abbreviates(
                letters.lower(), _lowercase_words_before(tokens, i)
            ):
                yield from (fold(acronym), fold(letters))


def _abbreviates(letters: str, words: Sequence[str]) -> bool:
    """Whether letters begin the last of some words, all of them or those that count."""
    full = "".join(word[0] for word in words)
    short = "".join(word[0] for word in words if word not in _LEFT_OUT)
    return len(letters) > 1 and (full.endswith(letters) or short.endswith(letters))


def _lowercase_words_before(tokens: Sequence[Token], stop: int) -> list[str]:
    """Return the words in lower case right before a token, in order."""
    first = stop
    while first and stop - first < _LONGEST and tokens[first - 1].text.islower():
        first -= 1
    return [token.text for token in tokens[first:stop] if token.text.isalpha()]

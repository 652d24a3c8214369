"""What stands before a head noun: determiner, modifiers, affiliations and plain adjectives."""

from __future__ import annotations

import attrs

from provenance.spans import Span
from resolvers.reading.folding import fold
from resolvers.reading.gazetteers import people
from resolvers.reading.lexicon import lexicon
from resolvers.reading.tokens import Token
from resolvers.reading.words import DETERMINERS, FUNCTION_WORDS, word_set

# What a modifier does to the role counts: a former president does not hold the office.
_MODIFIERS = word_set(
    "former ex then acting interim caretaker deputy vice assistant associate outgoing incoming late onetime "
    "one-time erstwhile honorary designate elect ousted deposed disgraced retired current would-be "
    "self-proclaimed co next previous"
)
_NUMBERS = word_set(
    "two three four five six seven eight nine ten several many most all other various"
)
# Adjectives and nouns that stand between an affiliation and a role.
_PLAIN = word_set(
    "chief economic federal first foreign general legal local long-time longtime military national new official "
    "political personal policy presidential prominent senior state top leading opposition veteran social security "
    "special trade young old older younger prime democratic republican conservative liberal far-right right-wing "
    "left-wing campaign media communications press congressional parliamentary permanent regional international "
    "global key close closest"
)
_NO_MODIFIER = word_set(
    "become becomes became named called elected appointed alongside including following despite like"
)
_APPOINTS = word_set(
    "named names name appointed appoints appoint elected elects elect made declared hired hires"
)
_JOINTS = frozenset({"of", "for", "and"})
_LONGEST = 7  # tokens of a name before a role
_LONGEST_PHRASE = 20  # tokens before the head
_MAX_PLAIN = 3  # unknown lower-case words between a determiner and the head


@attrs.frozen
class Before:
    """Hold what stands before a head noun.

    `start` is the phrase's first token behind the determiner.
    """

    start: int
    modifiers: tuple[str, ...]
    affiliations: tuple[Span, ...]
    determiner: str  # "'s" where a common noun owns the head: "the company's director"
    counted: bool = False  # a number or "several" comes first


def read_before(text: str, tokens: list[Token], head: int) -> Before:
    """Walk left from the head noun at token `head` over modifiers, affiliations and plain words to the determiner."""
    walk = _Walk(text, tokens, head)
    walk.walk()
    return Before(
        walk.start, tuple(walk.modifiers), tuple(walk.affiliations), walk.determiner, walk.counted
    )


class _Walk:
    def __init__(self, text: str, tokens: list[Token], head: int) -> None:
        self.text, self.tokens = text, tokens
        self.start = head  # the first token that is surely part of the phrase
        self.at = head  # the first token that may be
        self.modifiers: list[str] = []
        self.affiliations: list[Span] = []
        self.determiner = ""
        self.counted = False

    def walk(self) -> None:
        plain = 0
        first = max(0, self.at - _LONGEST_PHRASE)
        while self.at > first and self._touches():
            word = self.tokens[self.at - 1].text
            lower = word.lower().replace("’", "'")
            if lower in DETERMINERS:
                self.determiner, self.start = lower, self.at
                return
            if lower in {"'s", "'"}:
                self._owner()
                return
            if lower in _MODIFIERS and word != "Then":
                self.modifiers.insert(0, lower)
                self._take(1)
            elif (
                lower == "-"
                and self.at > 1
                and self.tokens[self.at - 2].text.lower() in _MODIFIERS | {"now"}
            ):
                self.modifiers.insert(0, self.tokens[self.at - 2].text.lower())
                self._take(2)
            elif size := self._affiliation():
                self._take(size)
            elif lower in _NUMBERS:
                self.counted = True
                self._take(1)
            elif lower in _PLAIN:
                self._take(1)
            elif (
                plain < _MAX_PLAIN
                and not self.affiliations
                and word.islower()
                and word.isalpha()
                and not self._blocks(lower)
            ):
                plain += 1
                self.at -= 1
            else:
                return

    def _touches(self) -> bool:
        """Whether only spaces part the next token to the left."""
        gap = self.text[self.tokens[self.at - 1].end : self.tokens[self.at].start]
        return not gap or (gap.isspace() and "\n" not in gap)

    def _take(self, size: int) -> None:
        self.at -= size
        self.start = self.at

    @staticmethod
    def _blocks(lower: str) -> bool:
        return (
            lower in FUNCTION_WORDS
            or lower in _NO_MODIFIER
            or lower in lexicon().speech_verbs
            or lower.endswith(("ed", "ly"))
        )

    def _owner(self) -> None:
        """Take what stands before a possessive: a name is an affiliation, a common noun only a determiner."""
        self.start, mark = self.at, self.at - 1
        self.at = mark
        if (
            mark > 0
            and self.tokens[mark - 1].end == self.tokens[mark].start
            and (size := self._affiliation())
        ):
            self._take(size)
            before = self.tokens[self.at - 1].text.lower() if self.at else ""
            self.determiner = before if before in DETERMINERS and self._touches() else ""
        else:
            self.determiner = "'s"

    def _affiliation(self) -> int:
        """Take the known or capitalised words that end before `at`, and say how many tokens they are."""
        size = _known_before(self.text, self.tokens, self.at) or _run_before(
            self.text, self.tokens, self.at
        )
        if size and self._is_appointed(size):
            return 0
        if size:
            self.affiliations[:0] = _parts(self.tokens[self.at - size : self.at])
        return size

    def _is_appointed(self, size: int) -> bool:
        """Whether a verb gives somebody the role: "named Ada Crane director"."""
        first = self.at - size
        verb = self.tokens[first - 1].text.lower() if first else ""
        given = fold(self.tokens[first].text)
        return (
            size > 1
            and verb in _APPOINTS
            and (given in people()["given"] or given in lexicon().given_names)
        )


def _known_before(text: str, tokens: list[Token], at: int) -> int:
    """Count the tokens of the longest lexicon name that ends before `at` and holds a small word: "Bank of England"."""
    for size in range(min(_LONGEST, at), 2, -1):
        part = tokens[at - size : at]
        named = (
            part[0].text[0].isupper()
            and part[-1].text[0].isupper()
            and any(t.text in _JOINTS for t in part)
        )
        surface = text[part[0].start : part[-1].end]
        if named and "\n" not in surface and fold(surface) in lexicon().known:
            return size
    return 0


def _run_before(text: str, tokens: list[Token], at: int) -> int:
    """Count the capitalised words before `at`.

    Words that are no names, titles and roles end the run.
    """
    size = 0
    while size < min(at, _LONGEST):
        token = tokens[at - size - 1]
        folded = fold(token.text)
        gap = text[token.end : tokens[at - size].start] if size else " "
        ordinal = (
            size > 0 and token.text[0].isdigit() and token.text[-1].isalpha()
        )  # "407th AEG commander"
        if (
            not (token.text[0].isupper() or ordinal)
            or gap.strip()
            or "\n" in gap
            or _no_affiliation(folded, token.text)
        ):
            break
        size += 1
    return size


def _no_affiliation(folded: str, word: str) -> bool:
    words = lexicon()
    if folded in words.demonyms or folded in words.known:
        return False
    lower = word.lower()
    return (
        (folded in words.not_names and folded not in words.common_words)
        or folded in words.titles
        or lower in words.roles
        or lower in FUNCTION_WORDS
        or lower in _NO_MODIFIER
        or lower in _MODIFIERS
        or lower in words.speech_verbs
    )


def _parts(run: list[Token]) -> list[Span]:
    """Split a run into its polity and the rest, unless it names one body: "Russian Foreign Ministry"."""
    words = lexicon()
    whole = Span(run[0].start, run[-1].end)
    if (
        len(run) == 1
        or fold(" ".join(t.text for t in run)) in words.known
        or fold(run[-1].text) in words.organisation_heads
    ):
        return [whole]
    for size in (3, 2, 1):
        folded = fold(" ".join(t.text for t in run[:size]))
        if len(run) > size and (folded in words.demonyms or folded in words.countries):
            return [Span(run[0].start, run[size - 1].end), *_parts(run[size:])]
    return [whole]

"""What stands before a head noun: determiner, modifiers, affiliations and plain adjectives."""

from __future__ import annotations

import attrs

from provenance.spans import Span
from resolvers.lexicon.gazetteers import people
from resolvers.lexicon.lexicon import lexicon
from resolvers.text.folding import fold
from resolvers.text.tokens import Token
from resolvers.text.words import DETERMINERS, FUNCTION_WORDS, word_set

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
_HYPHENATED = _MODIFIERS | {"now"}
_NO_AFFILIATION = FUNCTION_WORDS | _NO_MODIFIER | _MODIFIERS
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
        self.skipped = 0  # unknown words

    def walk(self) -> None:
        """Go left as long as words belong to the head."""
        first = max(0, self.at - _LONGEST_PHRASE)
        while self.at > first and self._touches_previous_token() and self._step_left():
            pass

    def _step_left(self) -> bool:
        """Step over the words to the left; False where the phrase begins at them or behind them."""
        word = self.tokens[self.at - 1].text
        lower = word.lower().replace("’", "'")
        if lower in DETERMINERS:
            self.determiner, self.start = lower, self.at
            return False
        if lower in {"'s", "'"}:
            self._read_possessor()
            return False
        if (
            size := self._read_modifier(word, lower)
            or self._read_affiliation()
            or self._read_plain_word(lower)
        ):
            self._extend_phrase(size)
            return True
        return self._skip_unknown_word(word, lower)

    def _read_modifier(self, word: str, lower: str) -> int:
        """Note a modifier, and say how many tokens it is with its hyphen: "ex-"."""
        if lower in _MODIFIERS and word != "Then":
            self.modifiers.insert(0, lower)
            return 1
        joined = self.tokens[self.at - 2].text.lower() if lower == "-" and self.at > 1 else ""
        if joined not in _HYPHENATED:
            return 0
        self.modifiers.insert(0, joined)
        return 2  # tokens

    def _read_plain_word(self, lower: str) -> int:
        """Note a number, and say whether the word is one or a plain adjective or noun."""
        self.counted = self.counted or lower in _NUMBERS
        return int(lower in _NUMBERS or lower in _PLAIN)

    def _skip_unknown_word(self, word: str, lower: str) -> bool:
        """Step over an unknown word in lower case, of which there are a few before the determiner."""
        if self.skipped == _MAX_PLAIN or self.affiliations:
            return False
        if not (word.islower() and word.isalpha()) or self._is_no_modifier(lower):
            return False
        self.skipped += 1
        self.at -= 1
        return True

    def _touches_previous_token(self) -> bool:
        """Whether only spaces part the next token to the left."""
        gap = self.text[self.tokens[self.at - 1].end : self.tokens[self.at].start]
        return not gap or (gap.isspace() and "\n" not in gap)

    def _extend_phrase(self, size: int) -> None:
        self.at -= size
        self.start = self.at

    @staticmethod
    def _is_no_modifier(lower: str) -> bool:
        return (
            lower in FUNCTION_WORDS
            or lower in _NO_MODIFIER
            or lower in lexicon().speech_verbs
            or lower.endswith(("ed", "ly"))
        )

    def _read_possessor(self) -> None:
        """Take what stands before a possessive.

        A name is an affiliation, a common noun only a determiner.
        """
        self.start, mark = self.at, self.at - 1
        self.at = mark
        glued = mark > 0 and self.tokens[mark - 1].end == self.tokens[mark].start
        size = self._read_affiliation() if glued else 0
        if not size:
            self.determiner = "'s"
            return
        self._extend_phrase(size)
        before = self.tokens[self.at - 1].text.lower() if self.at else ""
        self.determiner = before if before in DETERMINERS and self._touches_previous_token() else ""

    def _read_affiliation(self) -> int:
        """Take the known or capitalised words that end before `at`, and say how many tokens they are."""
        size = _known_name_size(self.text, self.tokens, self.at) or _capitalised_run_size(
            self.text, self.tokens, self.at
        )
        if size and self._is_appointed_person(size):
            return 0
        if size:
            self.affiliations[:0] = _split_affiliation(self.tokens[self.at - size : self.at])
        return size

    def _is_appointed_person(self, size: int) -> bool:
        """Whether a verb gives somebody the role: "named Ada Crane director"."""
        first = self.at - size
        verb = self.tokens[first - 1].text.lower() if first else ""
        given = fold(self.tokens[first].text)
        return (
            size > 1
            and verb in _APPOINTS
            and (given in people()["given"] or given in lexicon().given_names)
        )


def _known_name_size(text: str, tokens: list[Token], at: int) -> int:
    """Count the tokens of the longest lexicon name that ends before `at` and holds a small word.

    Such as "Bank of England".
    """
    for size in range(min(_LONGEST, at), 2, -1):
        part = tokens[at - size : at]
        surface = text[part[0].start : part[-1].end]
        if (
            _is_joined_by_connector(part)
            and "\n" not in surface
            and fold(surface) in lexicon().known
        ):
            return size
    return 0


def _is_joined_by_connector(part: list[Token]) -> bool:
    """Whether words have capitals at both ends and a small word among them."""
    if not (part[0].text[0].isupper() and part[-1].text[0].isupper()):
        return False
    return any(token.text in _JOINTS for token in part)


def _capitalised_run_size(text: str, tokens: list[Token], at: int) -> int:
    """Count the capitalised words before `at`.

    Words that are no names, titles and roles end the run.
    """
    size = 0
    while size < min(at, _LONGEST) and _may_be_affiliation_word(
        tokens[at - size - 1], last=not size
    ):
        if size and not _is_blank_gap(text[tokens[at - size - 1].end : tokens[at - size].start]):
            break
        size += 1
    return size


def _may_be_affiliation_word(token: Token, *, last: bool) -> bool:
    """Whether a word may be part of an affiliation, or its last one: an ordinal opens one."""
    word = token.text
    ordinal = not last and word[0].isdigit() and word[-1].isalpha()  # "407th AEG commander"
    return (word[0].isupper() or ordinal) and not _is_no_affiliation_word(fold(word), word)


def _is_blank_gap(gap: str) -> bool:
    return not gap.strip() and "\n" not in gap


def _is_no_affiliation_word(folded: str, word: str) -> bool:
    words, lower = lexicon(), word.lower()
    if folded in words.demonyms or folded in words.known:
        return False
    if folded in words.titles or (folded in words.not_names and folded not in words.common_words):
        return True
    return lower in _NO_AFFILIATION or lower in words.roles or lower in words.speech_verbs


def _split_affiliation(run: list[Token]) -> list[Span]:
    """Split a run into its polity and the rest, unless it names one body.

    Such as "Russian Foreign Ministry".
    """
    size = 0 if _is_one_body(run) else _polity_size(run)
    if not size:
        return [Span(run[0].start, run[-1].end)]
    return [Span(run[0].start, run[size - 1].end), *_split_affiliation(run[size:])]


def _is_one_body(run: list[Token]) -> bool:
    words = lexicon()
    return (
        len(run) == 1
        or fold(" ".join(token.text for token in run)) in words.known
        or fold(run[-1].text) in words.organisation_heads
    )


def _polity_size(run: list[Token]) -> int:
    """Count the words of the country, or its adjective, that a run begins with and does not end."""
    for size in (3, 2, 1):
        if len(run) > size:
            folded = fold(" ".join(token.text for token in run[:size]))
            if folded in lexicon().demonyms or folded in lexicon().countries:
                return size
    return 0

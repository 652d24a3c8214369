"""One reference: what the words of a mention say, and how phrases are taken apart."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, cached_property

import attrs

from provenance.records.mentions import Mention
from provenance.spans import Span
from resolvers.lexicon.lexicon import LexiconEntry, lexicon, strip_possessive
from resolvers.lexicon.person_names import PersonName
from resolvers.mention_detection.roles.phrases import RolePhrase
from resolvers.text.folding import fold
from resolvers.text.tokens import Token

DETERMINERS = frozenset(
    "the a an this that these those his her its their our my your both another one".split()
)
POSSESSIVES = frozenset("his her its their our my your".split())
BEFORE_COMPLEMENT = frozenset(
    "of for at in to on by with from under against over about than as".split()
)
_PLURAL_WORDS = frozenset(
    "two three four five six seven eight nine ten both several many all some other various".split()
)


@attrs.frozen(kw_only=True)
class Reference:
    """Say what a mention's own words tell: its name, roles, country, head noun."""

    mention: Mention
    kind: str  # name, role, nominal or pronoun
    type: str
    folded: str  # the name, or the nominal without its determiner, folded
    name: Span | None = None
    person: PersonName | None = None
    known: LexiconEntry | None = None
    weak: tuple[LexiconEntry, ...] = ()
    roles: tuple[RolePhrase, ...] = ()
    countries: tuple[tuple[str, Span], ...] = ()  # country codes that the words name
    gender: str | None = None
    honorific: Span | None = None
    head: str = ""  # the head noun of a nominal, folded
    determiner: str = ""
    plural: bool = False
    body: str | None = None  # which body of a state the words say, such as "military"
    body_key: str | None = None  # its row of the lexicon, where the country is known
    slot: str = ""  # "government" where a capital stands for one

    @property
    def span(self) -> Span:
        """Where the mention stands."""
        return self.mention.span

    @cached_property
    def country_codes(self) -> frozenset[str]:
        """The countries that the words name."""
        return frozenset(code for code, _ in self.countries)

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """The folded words of the name."""
        return tuple(self.folded.split())


def without_determiner(surface: str) -> str:
    """Fold a phrase without its determiner and its possessive."""
    words = surface.split()
    while len(words) > 1 and words[0].lower().strip("\"“'‘") in DETERMINERS:
        words = words[1:]
    return fold(strip_possessive(" ".join(words)))


def head_of(tokens: list[Token]) -> str:
    """Take the last word before a preposition or a relative clause."""
    for i, token in enumerate(tokens[1:], 1):
        if token.text.lower() in BEFORE_COMPLEMENT or token.text.lower() in {
            "who",
            "which",
            "that",
            "whose",
        }:
            return fold(tokens[i - 1].text)
    return fold(tokens[-1].text)


def is_plural(tokens: list[Token], roles: tuple[RolePhrase, ...]) -> bool:
    """Whether a phrase means several: by a number, by its office, or by its head noun."""
    if any(t.text.lower() in _PLURAL_WORDS for t in tokens[:3]):
        return True
    if roles:
        return roles[0].plural
    head = head_of(tokens)
    return head.endswith("s") and not head.endswith(("ss", "us", "is"))


def countries_in(text: str, tokens: list[Token]) -> Iterator[tuple[str, Span]]:
    """Yield the countries that a mention's adjectives, possessives and names point at.

    The longest words come first.
    """
    i = 0
    while i < len(tokens):
        size = 1
        if tokens[i].text[0].isupper() and _may_open_country(text, tokens[i]):
            code, size = _country_at(text, tokens[i : i + _LONGEST_COUNTRY])
            if code:
                yield code, Span(tokens[i].start, tokens[i + size - 1].end)
        i += size


_LONGEST_COUNTRY = 4  # tokens


def _country_at(text: str, part: list[Token]) -> tuple[str | None, int]:
    """Find the country that the longest beginning of some words names.

    Returns:
        Its code, and how many words that are.
    """
    words = lexicon()
    for size in range(len(part), 0, -1):
        folded = fold(strip_possessive(text[part[0].start : part[size - 1].end]))
        if code := words.countries.get(folded) or words.demonyms.get(folded):
            return code, size
    return None, 1


def _may_open_country(text: str, token: Token) -> bool:
    """Whether a word begins some country or adjective, alone or with the word that it touches."""
    opening = fold(strip_possessive(token.text)).partition(" ")[0]
    return (
        not opening
        or opening in _country_first_words()
        or not text[token.end : token.end + 1].isspace()
    )


@cache
def _country_first_words() -> frozenset[str]:
    """First words of the folded countries and adjectives."""
    return frozenset(form.partition(" ")[0] for form in (*lexicon().countries, *lexicon().demonyms))

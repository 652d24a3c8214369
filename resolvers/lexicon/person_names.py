"""Names of persons: their parts, and whether two can be one person's."""

from __future__ import annotations

import re
from functools import lru_cache

import attrs
from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

from resolvers.lexicon.gazetteers import gender_of
from resolvers.lexicon.lexicon import lexicon
from resolvers.text.folding import fold

# Below .90 Jaro-Winkler joins surnames of different people (Khamenei, Khomeini: .88; Macron,
# Micron: .91, stopped by the edit limit on short words).
_CLOSE = 0.90
_SHORT = 6
_TWO = 2  # words

# One or two romanised syllables: initial, vowels, final. Folding has already parted "Jae-in" into
# two words.
_SYLLABLE = (
    r"(?:zh|ch|sh|kh|ph|th|tr|ng|nh|[bcdghjklmnpqrstwxyz])?[aeiouy]{1,3}(?:ng|nh|ch|[nklmpth])?"
)
_INITIALS = re.compile(r"(?!st|jr|sr|ng)[bcdfghjklmnpqrstvwxz]{2}")
_REGNAL = re.compile(r"[ivx]{1,5}")  # Benedict XVI, Abdullah II
_SYLLABLES = re.compile(rf"(?:{_SYLLABLE}){{1,2}}")


@attrs.frozen
class PersonName:
    """Hold the folded parts of a person's name.

    A lone word counts as surname until the article says otherwise. Particles belong to the surname
    ("le pen"), and the family name comes first in Chinese, Korean and Vietnamese names, as far as
    the lexicon knows the family name.
    """

    tokens: tuple[str, ...]  # without suffix
    given: tuple[str, ...]
    surname: tuple[str, ...]
    suffix: str = ""

    @property
    def core(self) -> str:
        """The surname's last word, without particles."""
        return self.surname[-1] if self.surname else ""

    @property
    def full(self) -> bool:
        """Whether there is more than a surname."""
        return len(self.tokens) > 1 and bool(self.given)


@lru_cache(maxsize=50_000)
def parse_person(words: str) -> PersonName:
    """Split a person's name, titles already removed, into given names, surname and suffix."""
    tokens, suffix = _split_off_suffix(_split_joined_initials(fold(words).split()))
    if len(tokens) <= 1:
        return PersonName(tuple(tokens), (), tuple(tokens), suffix)
    if family_first(tokens):
        return PersonName(tuple(tokens), tuple(tokens[1:]), (tokens[0],), suffix)
    cut = _count_given_names(words, tokens)
    return PersonName(tuple(tokens), tuple(tokens[:cut]), tuple(tokens[cut:]), suffix)


def _split_off_suffix(tokens: list[str]) -> tuple[list[str], str]:
    """Part the words of a name from its suffix; of several the first one counts."""
    suffix = ""
    while len(tokens) > 1 and (tokens[-1] in lexicon().suffixes or _REGNAL.fullmatch(tokens[-1])):
        *tokens, suffix = tokens
    return tokens, suffix


def _split_joined_initials(tokens: list[str]) -> list[str]:
    """Part the initials in the middle of a name that were written as one: "George H.W. Bush"."""
    return [
        part
        for i, word in enumerate(tokens)
        for part in (word if 0 < i < len(tokens) - 1 and _INITIALS.fullmatch(word) else (word,))
    ]


def _count_given_names(words: str, tokens: list[str]) -> int:
    """Count the given names: what stands before the last word and its particles."""
    cut, first = len(tokens) - 1, _first_particle_index(words, tokens)
    while cut > first and tokens[cut - 1] in lexicon().particles:
        cut -= 1
    return cut


def _first_particle_index(words: str, tokens: list[str]) -> int:
    """Return where particles may begin: behind "Ben", "Al" or "Van" where that is a given name.

    Folded words hide whether it has a capital: a comparison then asks whether the other's is one.
    """
    opening = words.lstrip()[: len(tokens[0]) + 1]
    van = tokens[0] == "van" and len(tokens) == _TWO  # "Van Morrison", but "Van de Wyngard"
    given = (van or tokens[0] in lexicon().given_names) and "-" not in opening
    return 1 if given and (opening[:1].isupper() or words == words.lower()) else 0


def family_first(tokens: list[str]) -> bool:
    """Whether a name of two or three words starts with its family name.

    "Kim Jong Un" and "Xi Jinping" do; "Kim Clijsters" and "Lee Harvey Oswald" do not, since
    "clijsters" and "oswald" are no romanised Chinese, Korean or Vietnamese syllables.
    """
    if len(tokens) not in {2, 3} or tokens[0] not in lexicon().family_first:
        return False
    return all(_SYLLABLES.fullmatch(word) for word in tokens[1:])


@lru_cache(maxsize=50_000)
def close(a: str, b: str) -> bool:
    """Whether two folded words are spellings of one name.

    One edit in a short word, Jaro-Winkler .90 in a long one.

    Both must start alike, so "Bush" and "Rush" stay two.
    """
    if a == b:
        return True
    if min(len(a), len(b)) < 4 or a[0] != b[0]:
        return False
    edits = DamerauLevenshtein.distance(a, b, score_cutoff=2)
    if min(len(a), len(b)) <= _SHORT:
        return edits <= 1 and a[-1] == b[-1]
    return edits <= 2 and JaroWinkler.similarity(a, b) >= _CLOSE


@lru_cache(maxsize=50_000)
def given_agree(a: tuple[str, ...], b: tuple[str, ...]) -> str | None:
    """Compare two lists of given names.

    Returns:
        "equal", "initial", "nickname", "spelling" or "middle"; None where they conflict.
    """
    if not a or not b:
        return None
    if "".join(a) == "".join(b):
        return "equal"
    cue = _compare_first_given_names(a[0], b[0])
    if cue:
        return cue if middles_agree(a[1:], b[1:]) else None
    short, long = sorted(({w for w in names if len(w) > 1} for names in (a, b)), key=len)
    return "middle" if short and short <= long else None


def _compare_first_given_names(a: str, b: str) -> str | None:
    """Compare two first given names."""
    if a == b:
        return "equal"
    if len(a) == 1 or len(b) == 1:
        return "initial" if a[0] == b[0] else None
    nicknames = lexicon().nicknames
    if nicknames.get(a, frozenset()) & nicknames.get(b, frozenset({b})):
        return "nickname"
    genders = {gender_of(word) for word in (a, b)}
    return "spelling" if close(a, b) and genders != {"m", "f"} else None


def middles_agree(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two lists of what stands behind the first given name can be one person's.

    "John P." is not "John Q.", "George W." not "George H. W.", María Teresa not María Elena;
    whoever leaves one out says nothing.
    """
    short, long = sorted((a, b), key=len)
    if all(len(word) == 1 for word in (*a, *b)):
        return long[: len(short)] == short
    return _has_all_given_names(a, b) or _has_all_given_names(b, a)


def _has_all_given_names(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    return all(any(_may_be_same_name(word, other) for other in others) for word in some)


def _may_be_same_name(a: str, b: str) -> bool:
    return a == b or (1 in {len(a), len(b)} and a[0] == b[0]) or close(a, b)


def person_match(a: PersonName, b: PersonName) -> str | None:
    """Compare two full names of one article.

    Returns:
        The cue that makes them one person's name, or None. "Jr" and his father are two people.
    """
    if generations_differ(a, b):
        return None
    if a.tokens == b.tokens or "".join(a.tokens) == "".join(b.tokens):
        return "same name"
    if _is_part_of_name(*sorted((a.tokens, b.tokens), key=len)):
        return "contained name"
    if a.core == b.core:
        agreed = given_agree(a.given, b.given)
        return "same name" if agreed == "equal" else agreed
    alike = close(a.core, b.core) and given_agree(a.given, b.given) in {"equal", "spelling"}
    return "spelling" if alike else None


def _is_part_of_name(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether a name of several words begins or ends a longer one."""
    if len(short) == 1:
        return False
    return long[: len(short)] == short or long[-len(short) :] == short


def generations_differ(a: PersonName, b: PersonName) -> bool:
    """Whether one is called junior, or the two carry different suffixes."""
    if a.suffix == b.suffix:
        return False
    return bool(a.suffix and b.suffix) or "jr" in {a.suffix, b.suffix}

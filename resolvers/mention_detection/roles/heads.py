"""Role heads: the lexicon's roles, singular and plural, found in tokens, the longest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

import attrs

from resolvers.lexicon.gazetteers import people
from resolvers.lexicon.lexicon import Role, lexicon
from resolvers.text.folding import fold
from resolvers.text.tokens import Token
from resolvers.text.words import word_set

# Words that are a role only as a noun of their own: "the general said", but "general public".
_ADJECTIVES = word_set(
    "chief executive general head individual junior lead major minor official principal private "
    "professional senior star teen model double patient native"
)
_ADVERBS = word_set("forward back")
_VERBS = word_set(
    "author coach cook guard guide head host judge lead man nurse partner pilot rival star "
    "train witness"
)
_BEFORE_VERB = word_set(
    "to will would can could should may might must shall not who which that i we they you he "
    "she and or of in by"
)
_OPENING_OBJECTS = frozenset({"the", "a", "an", "his", "her"})
_AFTER_NOUN = word_set(
    "a after against also and are as at be been before but by can could did do does during for "
    "from had has have he her his if in into is it its may might must no nor not of off on or "
    "over said says should since so than that the their then there these they this to told "
    "under until was were when where which while who whose will with without would"
)


# What an office before it only describes: "the special counsel investigation".
_OF_OFFICES = word_set(
    "investigation investigations probe inquiry branch race election role elections bid"
)
_PLAIN_MARKS = str.maketrans({"’": "'", "\u2010": "-", "\u2011": "-"})


@attrs.frozen
class Head:
    """Say which role starts at a token and how many tokens it has."""

    role: Role
    size: int
    plural: bool


def heads_in(tokens: list[Token]) -> Iterator[tuple[int, Head]]:
    """Yield the longest role heads, each behind the index of its first token; none overlap."""
    first_words, free = _roles_by_first_word(), 0
    may_begin = [i for i, token in enumerate(tokens) if _normalised_word(token.text) in first_words]
    for i in may_begin:
        head = head_at(tokens, i) if i >= free else None
        if head is not None:
            yield i, head
            free = i + head.size


def head_at(tokens: list[Token], i: int) -> Head | None:
    """Find the longest role head at token `i`; "vice president" comes before "president"."""
    for words, role, plural in _roles_by_first_word().get(_normalised_word(tokens[i].text), ()):
        part = tokens[i : i + len(words)]
        if len(part) == len(words) and _tokens_match_words(part, words):
            head = Head(role, len(words), plural)
            found = not _is_describing_office(tokens, i, head) and _is_role_noun(tokens, i, head)
            return head if found else None
    return None


def _tokens_match_words(part: list[Token], words: tuple[str, ...]) -> bool:
    return all(
        _normalised_word(token.text) == word for token, word in zip(part, words, strict=True)
    )


@lru_cache(maxsize=200_000)
def _normalised_word(word: str) -> str:
    """Lower a word's case, and write its apostrophes and hyphens as the lexicon does."""
    return word.lower() if word.isascii() else word.lower().translate(_PLAIN_MARKS)


def _is_describing_office(tokens: list[Token], i: int, head: Head) -> bool:
    """Whether an office only says of which kind something is: "the mayor race"."""
    behind = tokens[i + head.size].text if i + head.size < len(tokens) else ""
    return tokens[i].text[0].islower() and behind in _OF_OFFICES


class _Beside(NamedTuple):
    """Hold the words beside a head; empty where there are none."""

    before: str
    after: str


def _is_role_noun(tokens: list[Token], i: int, head: Head) -> bool:
    """Refuse adjectives, verbs, surnames and parts of longer names that only look like a role."""
    before = tokens[i - 1].text if i else ""
    after = tokens[i + head.size].text if i + head.size < len(tokens) else ""
    beside = _Beside(before, after)
    if tokens[i].text[0].isupper():
        if after[:1].isupper():
            return not _opens_longer_name(tokens, i, head, after)
        return not _is_role_like_surname(tokens, i, head, beside)
    return head.size > 1 or not _is_adjective_or_verb(tokens[i].text.lower(), beside)


def _is_adjective_or_verb(word: str, beside: _Beside) -> bool:
    """Whether a word in lower case is an adverb, an adjective or a verb where it stands."""
    before, after = beside.before.lower(), beside.after
    if word in _ADVERBS:
        return not _follows_determiner_or_capital(beside.before)  # "came forward"
    if word in _ADJECTIVES and (before in {"in", "as"} or _is_described_noun(after)):
        return True
    return word in _VERBS and (before in _BEFORE_VERB or after.lower() in _OPENING_OBJECTS)


def _is_described_noun(word: str) -> bool:
    """Whether a lower-case word behind an adjective is what the adjective belongs to."""
    return word[:1].islower() and word not in _AFTER_NOUN and word not in lexicon().speech_verbs


def _opens_longer_name(tokens: list[Token], i: int, head: Head, after: str) -> bool:
    """Whether a role word before a capital begins a name: "General Motors"."""
    words, folded = lexicon(), fold(after)
    if folded in words.organisation_heads or folded in words.place_heads:
        return head.size == 1 and folded not in words.given_names
    return _opens_known_name(tokens, i, head.size)


def _opens_known_name(tokens: list[Token], i: int, size: int) -> bool:
    """Whether the lexicon has a name that goes on behind the first words."""
    longer = range(i + size + 1, i + size + 4)
    known = lexicon().known
    return any(fold(" ".join(token.text for token in tokens[i:stop])) in known for stop in longer)


def _is_role_like_surname(tokens: list[Token], i: int, head: Head, beside: _Beside) -> bool:
    """Whether a capitalised role word that ends its name is a surname: "Tim Cook"."""
    before, after = beside
    if head.size > 1 or head.plural or _opens_known_name(tokens, i, head.size):
        return False
    if before[:1].isupper() and fold(before) in lexicon().given_names:
        return True
    if head.role.title:
        return False
    if _is_bare_head(beside):
        return fold(tokens[i].text) in people()["family"]
    return after.lower() != "of" and not _follows_determiner_or_capital(before)


def _follows_determiner_or_capital(before: str) -> bool:
    """Whether a role word follows a determiner or another capital."""
    return before[:1].isupper() or before.lower() in _DETERMINED


def _is_bare_head(beside: _Beside) -> bool:
    """Whether a head is all there is, or the first word of what says something.

    English writes no bare "Cook" or "Farmer" for a role, unless a name or a complement follows, or
    unless a headline says so: "Lawmaker urges calm".
    """
    before, after = beside
    alone = not before and not after
    return alone or (fold(after) in lexicon().speech_verbs and not before.isalpha())


_DETERMINED = word_set("the a an this that his her its their our my your new former 's ’s - as")


_Form = tuple[tuple[str, ...], Role, bool]  # the words of a role, and whether they are its plural


@cache
def _roles_by_first_word() -> dict[str, tuple[_Form, ...]]:
    """First word of a role to the roles that start with it, the longest first."""
    forms: dict[tuple[str, ...], _Form] = {}
    for form in chain(_role_forms(), _title_role_forms()):
        forms.setdefault(form[0], form)
    index: defaultdict[str, list[_Form]] = defaultdict(list)
    for words in sorted(forms, key=lambda words: (-len(words), words)):
        index[words[0]].append(forms[words])
    return {first: tuple(found) for first, found in index.items()}


def _role_forms() -> Iterator[tuple[tuple[str, ...], Role, bool]]:
    """Yield the roles of the lexicon in all their spellings, the singular ones first."""
    for plural in (False, True):
        for form, role in lexicon().roles.items():
            for spelled in dict.fromkeys((form, form.replace("-", " "), form.replace(" ", "-"))):
                yield tuple((plural_of(spelled) if plural else spelled).split()), role, plural


def _title_role_forms() -> Iterator[tuple[tuple[str, ...], Role, bool]]:
    """Yield the abbreviated titles that say a role, and whether they say it of several: "Sens."."""
    titles = lexicon().title_roles
    for form, role in titles.items():
        yield tuple(form.split()), role, form.endswith("s.") and f"{form[:-2]}." in titles


_POSTPOSED = word_set("of in at to for without de")
_FIRST_INFLECTED = word_set("general elect designate emeritus laureate martial")


def plural_of(form: str) -> str:
    """Return the plural of a role: "spokesmen", "attorneys general", "secretaries of state"."""
    glue = "-" if "-" in form and " " not in form else " "
    words = form.split(glue)
    at = _inflected_word_index(words)
    words[at] = _plural_word(words[at])
    return glue.join(words)


def _inflected_word_index(words: list[str]) -> int:
    """Return which word of a role has the plural.

    The first one, the last one, or that before "of".
    """
    if len(words) > 1 and words[-1] in _FIRST_INFLECTED and words[0] != "secretary":
        return 0
    return next((k for k, word in enumerate(words) if k and word in _POSTPOSED), len(words)) - 1


def _plural_word(word: str) -> str:
    for ending, plural in (
        ("man", "men"),
        ("person", "people"),
        ("child", "children"),
        ("wife", "wives"),
    ):
        if word.endswith(ending):
            return word[: -len(ending)] + plural
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")

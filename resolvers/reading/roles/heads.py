"""Role heads: the lexicon's roles, singular and plural, found in tokens, the longest first."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain

import attrs

from resolvers.reading.folding import fold
from resolvers.reading.gazetteers import people
from resolvers.reading.lexicon import Role, lexicon
from resolvers.reading.tokens import Token
from resolvers.reading.words import word_set

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
    first_words, free = _index(), 0
    may_begin = [i for i, token in enumerate(tokens) if _lower(token.text) in first_words]
    for i in may_begin:
        head = head_at(tokens, i) if i >= free else None
        if head is not None:
            yield i, head
            free = i + head.size


def head_at(tokens: list[Token], i: int) -> Head | None:
    """Find the longest role head at token `i`; "vice president" comes before "president"."""
    for words, role, plural in _index().get(_lower(tokens[i].text), ()):
        part = tokens[i : i + len(words)]
        if len(part) == len(words) and all(
            _lower(t.text) == w for t, w in zip(part, words, strict=True)
        ):
            head = Head(role, len(words), plural)
            found = not _describes(tokens, i, head) and _is_noun(tokens, i, head)
            return head if found else None
    return None


@lru_cache(maxsize=200_000)
def _lower(word: str) -> str:
    """Lower a word's case, and write its apostrophes and hyphens as the lexicon does."""
    return word.lower() if word.isascii() else word.lower().translate(_PLAIN_MARKS)


def _describes(tokens: list[Token], i: int, head: Head) -> bool:
    """Whether an office only says of which kind something is: "the mayor race"."""
    behind = tokens[i + head.size].text if i + head.size < len(tokens) else ""
    return tokens[i].text[0].islower() and behind in _OF_OFFICES


def _is_noun(tokens: list[Token], i: int, head: Head) -> bool:
    """Refuse adjectives, verbs, surnames and parts of longer names that only look like a role."""
    before = tokens[i - 1].text if i else ""
    after = tokens[i + head.size].text if i + head.size < len(tokens) else ""
    word = tokens[i].text
    if word[0].isupper():
        return not _names_something_else(tokens, i, head, before, after)
    if head.size > 1:
        return True
    lower = word.lower()
    if lower in _ADVERBS and not (before[:1].isupper() or before.lower() in _DETERMINED):
        return False  # "came forward"
    if lower in _ADJECTIVES and (before.lower() in {"in", "as"} or _content(after)):
        return False
    return not (
        lower in _VERBS
        and (before.lower() in _BEFORE_VERB or after.lower() in {"the", "a", "an", "his", "her"})
    )


def _content(word: str) -> bool:
    """Whether a lower-case word behind an adjective is what the adjective belongs to."""
    return word[:1].islower() and word not in _AFTER_NOUN and word not in lexicon().speech_verbs


# dense: one way for a role to be a name a line
def _names_something_else(tokens: list[Token], i: int, head: Head, before: str, after: str) -> bool:
    """Whether a capitalised role word is a surname ("Tim Cook") or in a name ("General Motors")."""
    words, capital_after = lexicon(), after[:1].isupper()
    if capital_after and (
        fold(after) in words.organisation_heads or fold(after) in words.place_heads
    ):
        return head.size == 1 and fold(after) not in words.given_names
    if any(
        fold(" ".join(t.text for t in tokens[i : i + n])) in words.known
        for n in range(head.size + 1, head.size + 4)
    ):
        return capital_after
    if head.size > 1 or capital_after or head.plural:
        return False
    if fold(before) in words.given_names and before[:1].isupper():
        return True
    # English writes no bare "Cook" or "Farmer" for a role, unless a name or a complement follows,
    # or unless a headline says so: "Lawmaker urges calm".
    alone = not before and not after
    if alone or (fold(after) in words.speech_verbs and not before.isalpha()):
        return fold(tokens[i].text) in people()["family"] and not head.role.title
    return (
        not head.role.title
        and not before[:1].isupper()
        and before.lower() not in _DETERMINED
        and after.lower() != "of"
    )


_DETERMINED = word_set("the a an this that his her its their our my your new former 's ’s - as")


@cache
def _index() -> dict[str, tuple[tuple[tuple[str, ...], Role, bool], ...]]:
    """First word of a role to the roles that start with it, the longest first."""
    index: dict[str, dict[tuple[str, ...], tuple[Role, bool]]] = {}
    for words, role, plural in chain(_forms(), _title_forms()):
        index.setdefault(words[0], {}).setdefault(words, (role, plural))
    return {
        first: tuple(
            (words, *entry)
            for words, entry in sorted(entries.items(), key=lambda e: (-len(e[0]), e[0]))
        )
        for first, entries in index.items()
    }


def _forms() -> Iterator[tuple[tuple[str, ...], Role, bool]]:
    """Yield the roles of the lexicon in all their spellings, the singular ones first."""
    for plural in (False, True):
        for form, role in lexicon().roles.items():
            for spelled in dict.fromkeys((form, form.replace("-", " "), form.replace(" ", "-"))):
                yield tuple((plural_of(spelled) if plural else spelled).split()), role, plural


def _title_forms() -> Iterator[tuple[tuple[str, ...], Role, bool]]:
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
    at = next((k for k, word in enumerate(words) if k and word in _POSTPOSED), len(words)) - 1
    if len(words) > 1 and words[-1] in _FIRST_INFLECTED and words[0] != "secretary":
        at = 0
    words[at] = _plural_word(words[at])
    return glue.join(words)


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

"""References: what the words of one mention say about whom they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import attrs

from provenance.records.mentions import Mention
from resolvers.coreference.references.persons import refer_person
from resolvers.coreference.references.phrases import MentionPhrase, Phrase, read_phrase
from resolvers.coreference.references.reference import DETERMINERS, Reference
from resolvers.coreference.references.things import refer_thing
from resolvers.lexicon.lexicon import lexicon
from resolvers.mention_detection.roles.phrases import RolePhrase
from resolvers.text.folding import fold
from resolvers.text.tokens import Token

_PRONOUNS = frozenset(
    "i me my mine we us our he him his she her hers it its they them their you your who whom whose which himself herself "
    "itself themselves myself ourselves that this these those".split()
)


def refer(mention: Mention, text: str, beside: Sequence[RolePhrase] = ()) -> Reference:
    """Read one mention.

    The mention may be a bare name ("Peskov"), a bare role, or a whole noun phrase with titles,
    roles and appositions.

    Args:
        mention: where to read.
        text: the article's text.
        beside: roles that the text states of a person beside the mention, outside its span.
    """
    if mention.surface.startswith("@"):
        return _account_handle_reference(mention)
    phrase = read_phrase(text, mention.span.start, mention.span.end)
    if not phrase.tokens:
        return _wordless_reference(mention, "nominal")
    if _is_pronoun(phrase.tokens):
        return _wordless_reference(mention, "pronoun")

    said = _mention_phrase(mention, text, phrase)
    if not _is_person_mention(said):
        return refer_thing(said)
    found = refer_person(said)
    told = found.name and beside
    return attrs.evolve(found, roles=(*found.roles, *beside)) if told else found


def _wordless_reference(mention: Mention, kind: str) -> Reference:
    """Read a pronoun, or a mention without a word, of which nothing but its surface is known."""
    return Reference(mention=mention, kind=kind, type=mention.type, folded=fold(mention.surface))


def _mention_phrase(mention: Mention, text: str, phrase: Phrase) -> MentionPhrase:
    """Read what the text around it tells of the phrase of a mention."""
    start, end = mention.span.start, mention.span.end
    return MentionPhrase(
        mention=mention,
        text=text,
        tokens=list(phrase.tokens),
        roles=tuple(
            _with_indefinite_article(text, role)
            for role in _roles_of_mention(text, phrase.roles, end)
        ),
        countries=phrase.countries,
        determiner=_mention_determiner(text, start, phrase.tokens[0].text.lower()),
    )


def _is_person_mention(said: MentionPhrase) -> bool:
    """Whether a mention is of a person, by its type or, where it has none, by its words."""
    if said.mention.type != "none":
        return said.mention.type == "PER"
    return bool(said.roles) or _begins_like_person(said.tokens)


def _account_handle_reference(mention: Mention) -> Reference:
    """Read the handle of an account, which is a name as it is: nothing in it is a given name."""
    return Reference(
        mention=mention,
        kind="name",
        type=mention.type,
        folded=mention.surface.lower(),
        name=mention.span,
    )


def _is_pronoun(tokens: Sequence[Token]) -> bool:
    """Whether the mention is a pronoun; capitals throughout ("US", "WHO") are an acronym."""
    return (
        len(tokens) == 1
        and tokens[0].text.lower() in _PRONOUNS
        and (tokens[0].text == "I" or not tokens[0].text.isupper())
    )


def _begins_like_person(tokens: list[Token]) -> bool:
    first = fold(tokens[0].text)
    if first in lexicon().titles:
        return True
    return (
        len(tokens) > 1
        and first in lexicon().given_names
        and not any(c.isdigit() for t in tokens for c in t.text)
    )


_WORD_BEFORE = re.compile(r"(?:^|(?<=[\s(\[“\"‘]))([A-Za-z]{1,7})\s$")
_LONGEST_BEFORE = 9  # code points of a determiner, the blank before it and the one behind it


def _mention_determiner(text: str, start: int, first: str = "") -> str:
    """Return the determiner that a mention begins with, or that stands before its span."""
    if first in DETERMINERS:
        return first
    before = _WORD_BEFORE.search(text[max(0, start - _LONGEST_BEFORE) : start])
    word = before[1].lower() if before else ""
    return word if word in DETERMINERS else ""


def _with_indefinite_article(text: str, role: RolePhrase) -> RolePhrase:
    """Note an indefinite article that stands before the mention.

    "A Kremlin spokesman" is one of several.
    """
    before = "" if role.determiner else _mention_determiner(text, role.span.start)
    return attrs.evolve(role, determiner="a") if before in {"a", "an"} else role


def _roles_of_mention(text: str, roles: Sequence[RolePhrase], end: int) -> Iterator[RolePhrase]:
    """Drop the roles of others.

    What owns the rest of the phrase ("the president's adviser"), or is in a complement.
    """
    for role in roles:
        owns = text[role.span.end : min(end, role.span.end + 2)] in {"'s", "’s"}
        inside = any(
            other is not role and other.span.contains(role.span) and other.head != role.head
            for other in roles
        )
        if not owns and not inside:
            yield role

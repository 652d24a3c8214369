"""Mentions of organisations and places.

The name in their words, and what the lexicon knows of it.
"""

from __future__ import annotations

import re
from functools import cache

import attrs

from provenance.spans import Span
from resolvers.coreference.references.known import look_up
from resolvers.coreference.references.phrases import MentionPhrase
from resolvers.coreference.references.reference import (
    BEFORE_COMPLEMENT,
    DETERMINERS,
    POSSESSIVES,
    Reference,
    head_of,
    is_plural,
    without_determiner,
)
from resolvers.coreference.references.slots import speaks
from resolvers.coreference.references.state_bodies import state_body
from resolvers.lexicon.bodies import is_named_body
from resolvers.lexicon.joint_places import half_of
from resolvers.lexicon.lexicon import LexiconEntry, lexicon, strip_possessive
from resolvers.lexicon.purposes import names_purpose
from resolvers.text.folding import fold
from resolvers.text.tokens import Token
from resolvers.text.words import word_set


def refer_thing(said: MentionPhrase) -> Reference:
    """Read a mention of an organisation or a place.

    A nominal names nothing, whatever its complement names.
    """
    name = None if said.mention.kind == "nominal" else _thing_name_span(said)
    if name is None:
        return _unnamed_thing_reference(said)
    named = _named_thing_reference(said, name)
    body, body_key = (None, None) if named.known else _state_body_of_phrase(said)
    return attrs.evolve(
        named,
        countries=said.countries,
        determiner=said.determiner,
        body=body,
        body_key=body_key,
        head=_describing_noun(said, name),
    )


def _unnamed_thing_reference(said: MentionPhrase) -> Reference:
    body, body_key = _state_body_of_phrase(said)
    return Reference(
        mention=said.mention,
        kind="nominal",
        type=said.mention.type,
        folded=without_determiner(said.mention.surface),
        roles=said.roles,
        countries=said.countries,
        head=head_of(said.tokens),
        determiner=said.determiner,
        plural=is_plural(said.tokens, ()),
        body=body,
        body_key=body_key,
    )


def _named_thing_reference(said: MentionPhrase, name: Span) -> Reference:
    kind, words = said.mention.type, strip_possessive(name.surface(said.text))
    known = look_up(words, kind) or half_of(said.text, name)
    folded = fold(words)
    return Reference(
        mention=said.mention,
        kind="name",
        type=known.type if known and kind == "none" else kind,
        folded=folded,
        name=name,
        known=known,
        weak=lexicon().weak.get(folded, ()),
        slot=_government_slot(said.text, name, known),
    )


def _state_body_of_phrase(said: MentionPhrase) -> tuple[str | None, str | None]:
    return state_body(said.text, _without_determiner(said.tokens), said.countries)


def _government_slot(text: str, name: Span, known: LexiconEntry | None) -> str:
    """Tell whether the name of a capital stands for a government."""
    return "government" if known and _is_seat_of_government(known) and speaks(text, name) else ""


def _describing_noun(said: MentionPhrase, name: Span) -> str:
    """Return the noun by which a phrase says what somebody owns that it names.

    Such as "his estate, Lakeview".
    """
    if said.tokens[0].text.lower() not in POSSESSIVES:
        return ""
    return _describing_noun_behind(said, name.end) or _describing_noun_before(said, name.start)


def _describing_noun_behind(said: MentionPhrase, end: int) -> str:
    """Return the describing noun one blank behind a name, folded."""
    behind = next((token for token in said.tokens if token.start >= end), None)
    if behind is None or said.text[end : behind.start] != " ":
        return ""
    return fold(behind.text) if _is_describing_word(behind) else ""


def _describing_noun_before(said: MentionPhrase, start: int) -> str:
    """Return the last describing noun before a name, folded."""
    before = (token for token in reversed(said.tokens[1:]) if token.end <= start)
    return next((fold(token.text) for token in before if _is_describing_word(token)), "")


def _without_determiner(tokens: list[Token]) -> list[Token]:
    return tokens[1:] if tokens[0].text.lower() in DETERMINERS and len(tokens) > 1 else tokens


def _is_seat_of_government(known: LexiconEntry) -> bool:
    return known.type == "LOC" and fold(known.name) in lexicon().capitals


def _thing_name_span(said: MentionPhrase) -> Span | None:
    """Find the name inside a noun phrase.

    All of it when its words are name words, else the run before a comma.
    """
    text, body = said.text, _without_determiner(said.tokens)
    whole = Span(body[0].start, body[-1].end)
    if _is_whole_name(whole.surface(text), said.mention.type):
        return whole
    first = _first_phrase_segment(text, body)
    named = _name_in_segment(
        said.tokens[0], _strip_owner_country(text, first), text
    ) or _apposed_name(text, first, body[len(first) :])
    return Span(named[0].start, named[-1].end) if named else None


def _is_whole_name(words: str, kind: str) -> bool:
    """Whether all words of a phrase are a name: one of the lexicon, or one made as bodies' are."""
    folded = fold(words)
    if folded in lexicon().known and folded not in lexicon().organisation_heads:
        return True
    return kind == "ORG" and _is_body_name(words)


def _is_body_name(words: str) -> bool:
    """Whether words are the name of a body though small words stand in it."""
    return is_named_body(words) or names_purpose(words) or _is_known_short_name(words)


def _is_known_short_name(words: str) -> bool:
    """Whether words are a short name that the lexicon has: "Christian Democrat party"."""
    return words[0].isupper() and " " in words and fold(words) in lexicon().weak


def _name_in_segment(before: Token, segment: list[Token], text: str) -> list[Token]:
    """Find the name in words without a comma.

    None where they describe somebody who is not named in them.
    """
    if len(segment) > 1 and segment[-1].text == "based":
        segment = segment[:-1]  # "Leeds-based"
    described = next(
        (i for i in range(len(segment), 0, -1) if _is_describing_word(segment[i - 1])), 0
    )
    if described:
        # "United States airframer Boeing"
        named = _name_behind_noun(segment[described - 1], segment[described:])
        return named or _name_before_noun(before, segment)
    return segment if _is_capitalised_name(segment) else _name_at_segment_end(text, segment)


def _name_behind_noun(noun: Token, rest: list[Token]) -> list[Token]:
    """Find the name behind the noun that describes it, and behind its possessive."""
    if rest and rest[0].text in {"'s", "’s"}:
        rest = rest[1:]
    if len(rest) > 1 and rest[0].text == "of" and fold(noun.text) in _NAMED_PLACES:
        # "the state of Michigan", but not "an ally of Michigan"
        rest = rest[2:] if rest[1].text == "the" else rest[1:]
    return rest if rest and _is_capitalised_name(rest) else []


def _name_at_segment_end(text: str, segment: list[Token]) -> list[Token]:
    """Find the name that ends some words: several capitals, or one word that the lexicon knows."""
    tail = _last_capitalised_run(text, segment)
    if not tail or tail[-1] is not segment[-1]:
        return []
    return tail if len(tail) > 1 or fold(tail[0].text) in lexicon().known else []


def _apposed_name(text: str, first: list[Token], behind: list[Token]) -> list[Token]:
    """Find the name that a description of one thing is apposed to: "his estate, Lakeview"."""
    if not behind or text[first[-1].end : behind[0].start] != ", ":
        return []
    if not _is_describing_word(first[-1]) or is_plural(first, ()):
        return []
    named = _first_phrase_segment(text, behind)
    return (
        named
        if _is_capitalised_name(named) and not any(_is_describing_word(token) for token in named)
        else []
    )


def _is_describing_word(token: Token) -> bool:
    """Whether a word says what something is and is no part of its name."""
    return token.text[0].isalpha() and token.text.islower() and token.text not in _NAME_WORDS


# Places that "of" gives their name to: "the city of London".
_NAMED_PLACES = word_set(
    "borough city commune county district emirate island isle kingdom municipality port prefecture principality province "
    "region republic state town township village"
)
# Nouns behind the name of the very thing that they describe: "the Meadow Times newspaper".
_NOUNS_BEHIND = word_set(
    "agency airline broadcaster channel club company compound conglomerate daily estate firm group hotel magazine mansion "
    "index network newspaper palace platform ranch resort spacecraft start-up startup union website weekly"
)
# "the Ganges river"
_WATERS_AND_LANDS = word_set("canal desert lake mountains river sea strait volcano")
_DESCRIBING_BEHIND = _NOUNS_BEHIND | _WATERS_AND_LANDS
_INDEFINITE = frozenset({"a", "an", "another"})


def _name_before_noun(first: Token, segment: list[Token]) -> list[Token]:
    """Find the name in front of a noun that only describes it, in a phrase about something definite."""
    size = next((i for i, token in enumerate(segment) if not _has_capital_or_digit(token.text)), 0)
    named, noun, behind = segment[:size], segment[size].text, segment[size + 1 :]
    if not named or noun not in _DESCRIBING_BEHIND or first.text.lower() in _INDEFINITE:
        return []
    if _is_location_modifier(named, noun) or (
        behind and behind[0].text.lower() not in BEFORE_COMPLEMENT
    ):
        return []
    return named


def _is_location_modifier(named: list[Token], noun: str) -> bool:
    """Whether a name only says where something is: "the Norwegian hotel", "the London hotel"."""
    folded = fold(" ".join(token.text for token in named))
    known = lexicon().known.get(folded, ())
    places = {entry.kind for entry in known if entry.type == "LOC"}
    if folded in lexicon().demonyms or "country" in places:
        return True
    return bool(places) and noun not in _WATERS_AND_LANDS


def _strip_owner_country(text: str, tokens: list[Token]) -> list[Token]:
    """Leave out a country in front of a name.

    Such as "Singapore's Changi Airport", "the Japanese Toyota".
    """
    for i in range(1, min(len(tokens), _longest_owner_country() + 1)):
        if _has_capital_or_digit(tokens[i].text) and _is_owner_country(
            text, tokens[:i], tokens[i:]
        ):
            return tokens[i:]
    return tokens


def _is_owner_country(text: str, before: list[Token], behind: list[Token]) -> bool:
    """Whether words are a country that owns what is behind them, or is the adjective of a name."""
    lex = lexicon()
    owner = fold(strip_possessive(text[before[0].start : before[-1].end]))
    if before[-1].text in {"'s", "’s"} and (owner in lex.countries or owner in lex.capitals):
        return True
    return owner in lex.demonyms and fold(text[behind[0].start : behind[-1].end]) in lex.known


@cache
def _longest_owner_country() -> int:
    """Count the words of the longest country or adjective, its possessive included."""
    lex = lexicon()
    return max(len(form.split()) for form in (*lex.countries, *lex.capitals, *lex.demonyms)) + 1


# Words in lower case that names of bodies and places hold.
_NAME_WORDS = frozenset(
    "of the for and in on at to de la le du des der die das und von van del di el al y e 's".split()
)


def _first_phrase_segment(text: str, tokens: list[Token]) -> list[Token]:
    for i in range(1, len(tokens)):
        if re.search(r"[,(;:–—]|[\"”]\s", text[tokens[i - 1].end : tokens[i].start]):
            return tokens[:i]
    return tokens


def _is_capitalised_name(tokens: list[Token]) -> bool:
    """Whether a phrase is a name.

    Capitalised at both ends, and more than a demonym with a common noun.
    """
    first, last = tokens[0].text, tokens[-1].text
    if fold(first) in lexicon().particles and len(tokens) > 1:
        first = tokens[1].text
    if not (_has_capital_or_digit(first) and _has_capital_or_digit(last)):
        return False
    return not (len(tokens) == 1 and fold(first) in DETERMINERS)


def _has_capital_or_digit(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit() or any(c.isupper() for c in word[1:])


def _last_capitalised_run(text: str, tokens: list[Token]) -> list[Token]:
    run: list[Token] = []
    for token in reversed(tokens):
        parted = bool(run) and text[token.end : run[-1].start].strip() not in {"", "&", "-"}
        if parted or not _has_capital_or_digit(token.text):
            break
        run.append(token)
    run.reverse()
    return run if run and fold(run[-1].text) not in lexicon().demonyms else []

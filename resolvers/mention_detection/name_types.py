"""Types of names: what the words of a name say, and what its neighbours say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from resolvers.lexicon.gazetteers import people
from resolvers.lexicon.lexicon import LexiconEntry, lexicon
from resolvers.lexicon.person_names import family_first
from resolvers.text.folding import fold
from resolvers.text.tokens import Token, lowercase_at
from resolvers.text.words import word_set

# Last words of names that are events, laws, prizes or products: no person, organisation or place.
_EVENTS = word_set(
    "accord accords act agreement amendment anniversary award awards bill championship championships code "
    "conference constitution convention cup day days deal decade declaration derby doctrine election elections "
    "era festival games grammy hour initiative law laws month night olympics open oscar plan prize prizes "
    "protocol revolution season series summit theory tournament treaty war wars week weekend world year crisis "
    "debate project programme program report study system review edition bible prix bowl trophy"
)
_NUMERALS = word_set("i ii iii iv v vi vii viii ix x xi xii")
# Acronyms of no body: eras, units, techniques.
_NO_BODY = word_set(
    "ad bc bce ce am pm ok tv dvd cd dna rna html http url iq gdp gnp vip pdf faq id pc ai it pr ceo cfo coo cto "
    "est gmt utc edt pdt cet usd eur gbp km kg mph sms gps ph pov suv atm diy hiv aids"
)
_PLACE_FIRST = word_set(
    "mount lake fort cape port river san santa saint st isle gulf bay strait camp mt ft"
)
_DIRECTIONS = word_set(
    "north south east west northern southern eastern western central northeast northwest southeast southwest "
    "upper lower greater"
)
_IN = word_set("in at near outside inside around across throughout")
_PLACES = word_set("city town village island river lake province district suburb")
_ALSO_VERBS = word_set(
    "court force guard party house unit board group"
)  # "the group Alpha" is rare, "courts Iran" is not
_BUSINESS = word_set(
    "shares stock executives executive officials engineers employees workers plant subsidiary board factory"
)


_MET = word_set("met told")
_TALKED = word_set(
    "talk talks talked talking speak speaks spoke spoken speaking meet meets met meeting"
)
_PERSONAL = word_set("did himself herself")
_AUXILIARIES = _PERSONAL | word_set("has had was is will would")
_SHORTEST_PARTICIPLE = 5
_AGE = re.compile(r"\d{1,2}")
FIRM = 0.7  # a type believed more than this is not put in question by weaker signs
LEARNT = 0.5  # a type believed at least this much teaches what the parts of the name mean
SURE = 0.9
_PERSON_WORDS = range(2, 7)
_ACRONYM_LETTERS = range(2, 7)


class Typed(NamedTuple):
    """Give a type and the belief in it, 0 to 1."""

    type: str
    score: float


def is_event(words: Sequence[str]) -> bool:
    """Whether folded words name an event, a law or a prize: "Korean War", "Nobel Prize"."""
    core = [word for word in words if word not in _NUMERALS and not word.isdigit()]
    return len(words) > 1 and (not core or core[-1] in _EVENTS)


def by_lexicon(found: Sequence[LexiconEntry]) -> Typed:
    """Type a name that the lexicon knows.

    Less surely where it knows several things of that name.
    """
    sure = len({known.type for known in found}) == 1
    return Typed(found[0].type, 0.95 if sure else 0.8)


def by_words(part: Sequence[Token], words: Sequence[str]) -> Typed | None:
    """Type a name by its own words.

    Args:
        part: the tokens of the name.
        words: the same, folded.
    """
    several = len(words) > 1
    if several and (firm := _type_as_firm(part, words)):
        return firm
    person = _type_as_person(part, words)
    if person and person.score > SURE and words[-1] not in lexicon().organisation_heads:
        return person
    headed = _type_by_head_noun(part, words) if several else None
    return headed or person or _type_as_compound(part, words)


def _type_by_head_noun(part: Sequence[Token], words: Sequence[str]) -> Typed | None:
    """Type a name by a head noun at its end or before "of", or by one that opens places: "Lake"."""
    of = [k for k, token in enumerate(part) if k and token.text in {"of", "for", "on"}]
    heads = [words[-1], *(words[k - 1] for k in of)]
    if any(head in lexicon().organisation_heads for head in heads):
        return Typed("ORG", 0.9)
    place = words[0] in _PLACE_FIRST or any(head in lexicon().place_heads for head in heads)
    return Typed("LOC", 0.85) if place else None


def _type_as_firm(part: Sequence[Token], words: Sequence[str]) -> Typed | None:
    """Type a name that is made as firms' are: "Ora & Lund", "Banco Ora", "Lund Optics".

    A word that is a family name, too, tells nothing at the end, nor does a singular behind a given
    name: "Anna Steel".
    """
    lex, last = lexicon(), words[-1]
    if last in lex.company_suffixes:
        return Typed("ORG", 0.95)
    joined = words[0] in lex.openings_abroad or any(token.text == "&" for token in part[1:-1])
    return Typed("ORG", 0.85) if joined or _ends_with_firm_word(words) else None


def _ends_with_firm_word(words: Sequence[str]) -> bool:
    """Whether a name ends with a line of business, and not as a person's might."""
    lex, last = lexicon(), words[-1]
    singular = words[0] in lex.given_names and not last.endswith("s")
    return last in lex.firm_words and last not in people()["family"] and not singular


def _type_as_person(part: Sequence[Token], words: Sequence[str]) -> Typed | None:
    """Type by given names, initials, particles and the shape of Chinese, Korean and Vietnamese names."""
    if len(words) not in _PERSON_WORDS or any(token.text == "&" for token in part):
        return None
    initials = [_is_initial(*pair) for pair in zip(part, words, strict=True)]
    known = words[0] in lexicon().given_names or words[-1] in lexicon().suffixes
    if known or any(initials[1:-1]):
        return Typed("PER", 0.95)
    if initials[0] or _is_family_name_first(part, words):
        return Typed("PER", 0.85)
    return Typed("PER", 0.8) if _holds_particle(part[1:-1]) else None


def _is_initial(token: Token, folded: str) -> bool:
    return len(folded) == 1 and token.text.endswith(".")


def _is_family_name_first(part: Sequence[Token], words: Sequence[str]) -> bool:
    return family_first(" ".join(words).split()) and not part[-1].text.isupper()


def _holds_particle(inner: Sequence[Token]) -> bool:
    """Whether a particle in lower case is among the inner words of a name."""
    particles = lexicon().particles
    return any(token.text.islower() and fold(token.text) in particles for token in inner)


def _type_as_compound(part: Sequence[Token], words: Sequence[str]) -> Typed | None:
    """Type "Eastern Europe" as a place, "New York Yankees" as what plays there, and acronyms as organisations."""
    if len(words) == 1:
        return Typed("ORG", 0.6) if is_acronym(part[0].text) else None
    if words[0] in _DIRECTIONS and _is_known_place(" ".join(words[1:])):
        return Typed("LOC", 0.9)
    for size in range(len(words) - 1, 0, -1):
        opening = " ".join(words[:size])
        if _is_known_place(opening) or opening in lexicon().demonyms:
            return Typed("ORG", 0.6)
    return None


def _is_known_place(folded: str) -> bool:
    return any(known.type == "LOC" for known in lexicon().known.get(folded, ()))


def is_acronym(word: str) -> bool:
    """Whether a word is written like FBI or F.B.I., and is not known to name no body: DVD, BC."""
    letters = [c for c in word if c.isalnum()]
    if len(letters) not in _ACRONYM_LETTERS or not word[0].isupper():
        return False
    return all(c.isupper() for c in letters) and fold(word) not in _NO_BODY


def by_head_before(tokens: Sequence[Token], first: int) -> Typed | None:
    """Type a name by the common noun before it.

    Such as "the network Clear Fields", "the village Bilche".
    """
    lex, before = lexicon(), tokens[first - 1].text
    if not before.islower() or before in lex.speech_verbs:
        return None
    determined = first > 1 and tokens[first - 2].text[0].isalpha()
    if not determined:  # "of state France" is two phrases, ", company X" none
        return None
    if before in lex.organisation_heads and before not in _ALSO_VERBS:
        return Typed("ORG", 0.8)
    return Typed("LOC", 0.8) if before in _PLACES else None


def acts(tokens: Sequence[Token], stop: int) -> bool:
    """Whether what follows a word makes it the doer: "Macron did", "Zelenskyy, standing"."""
    first, second = (lowercase_at(tokens, i) for i in (stop, stop + 1))
    if first == "," and second:
        participle = second.endswith("ing") and len(second) > _SHORTEST_PARTICIPLE
        return second == "who" or participle
    return first in lexicon().speech_verbs or first in _AUXILIARIES


def by_neighbours(tokens: Sequence[Token], first: int, stop: int) -> Typed | None:
    """Type a name by the words beside it.

    Such as "Ms Ardern", "in Aleppo", "Boeing shares", "Peskov said".
    """
    before = tokens[first - 1].text if first else ""
    after = tokens[stop].text if stop < len(tokens) else ""
    if fold(before) in lexicon().titles and before[:1].isupper():
        return Typed("PER", 0.95)
    if after.lower() in _BUSINESS:
        return Typed("ORG", 0.6)
    if before.lower() in _IN and after not in {"'s", "’s"}:
        return Typed("LOC", 0.6)
    return _type_by_actions(tokens, first, stop)


def _type_by_actions(tokens: Sequence[Token], first: int, stop: int) -> Typed | None:
    """Type as a person what does, says or is told what people do."""
    if lowercase_at(tokens, stop) == "," and _is_relative_pronoun_at(tokens, stop + 1):
        return Typed("PER", 0.8)
    personal = _acts_as_person(tokens, stop) or _is_spoken_to(tokens, first)
    return Typed("PER", 0.6) if personal else None


def _is_relative_pronoun_at(tokens: Sequence[Token], i: int) -> bool:
    return i < len(tokens) and tokens[i].text == "who"


def _acts_as_person(tokens: Sequence[Token], stop: int) -> bool:
    """Whether what follows a name says something, has an age or does what people do."""
    after = lowercase_at(tokens, stop)
    if after == ",":
        return _age_follows(tokens, stop + 1) or acts(tokens, stop)
    return after in lexicon().speech_verbs or after in _PERSONAL


def _is_spoken_to(tokens: Sequence[Token], first: int) -> bool:
    """Whether somebody met or told a name, or talked to it."""
    before = tokens[first - 1].text.lower() if first else ""
    if before in {"to", "with"} and first > 1:
        return tokens[first - 2].text.lower() in _TALKED
    return before in _MET


def _age_follows(tokens: Sequence[Token], i: int) -> bool:
    """Whether an age in commas follows: ", 45,"."""
    return (
        i + 1 < len(tokens)
        and _AGE.fullmatch(tokens[i].text) is not None
        and tokens[i + 1].text == ","
    )

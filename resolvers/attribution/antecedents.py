"""Antecedents: whom "he", "she" and "it" mean, before somebody is said to speak.

Three things are weighed, as in the resolution of anaphora by Lappin and Leass (1994): how near
somebody was mentioned, whether their sentence opened with them, and who spoke last. Every "he" and
"she" of the writer's is a mention, too, of whom it means. A gender that a name does not tell is
learnt from the pronoun that opens the sentence after it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from provenance.records.mentions import Chain
from resolvers.attribution.quotes import quotations
from resolvers.lexicon.gazetteers import gender_of
from resolvers.lexicon.lexicon import lexicon
from resolvers.text.folding import fold
from resolvers.text.sentences import article_sentences

_REACH = 1500  # code points: a pronoun does not look further back
_MOST = 8  # chains that it chooses among
_SUBJECT = re.compile(r"\b(?:[Hh]e|[Ss]he)\b")
_OPENING = {"he": "m", "she": "f"}
_OBJECTS, _GENDERS = re.compile(r"\b(?:him|her)\b"), {"him": "m", "her": "f"}
_FAR = 3  # sentences: whoever leads the last one is nearer than a known gender there


class Spot(NamedTuple):
    """Say where a mention stands and whose it is."""

    start: int
    end: int
    chain: int
    kind: str


class Antecedent(NamedTuple):
    """Give whom a pronoun means, and whether another fits as well."""

    chain: int
    rivals: bool


class Antecedents:
    """Find whom the pronouns of one article mean, in the order of the text."""

    def __init__(self, text: str, chains: Sequence[Chain]) -> None:
        self.text = text
        self.spots = sorted(_mention_spots(chains))
        self.starts = [spot.start for spot in self.spots]
        self.named = _named_chains(chains)
        self.people = [chain.type == "PER" for chain in chains]
        self.sentences = [span.start for span in article_sentences(text)]
        self.leads = self._sentence_lead_chains()
        self.genders = [_chain_gender(chain) for chain in chains]
        self._learn_genders()
        self.pronouns = deque(_unquoted_subject_pronouns(text))  # those that are not resolved yet
        self.said: list[tuple[int, int]] = []  # where somebody spoke, and who
        # Who just spoke to or of a "her", and so is not meant by "she".
        self.others: dict[str, int] = {}

    def spoke(self, place: int, chain: int, told: str | None) -> None:
        """Note that somebody spoke, and the gender of the pronoun that stands behind the verb."""
        self.said.append((place, chain))
        self.others = {told: chain} if told else {}

    def _resolve_pronouns_before(self, place: int) -> None:
        """Take every "he" and "she" before a place as one more mention of whom it means."""
        while self.pronouns and self.pronouns[0][0] < place:
            start, end, gender = self.pronouns.popleft()
            found = self._person_antecedent(start, gender, None)
            if found is None:
                continue
            if not found.rivals:
                self.genders[found.chain] = gender
            self._insert_mention(Spot(start, end, found.chain, "pronoun"))

    def _insert_mention(self, spot: Spot) -> None:
        """Note a mention more; who is mentioned first leads the sentence."""
        where = bisect_left(self.starts, spot.start)
        self.spots.insert(where, spot)
        self.starts.insert(where, spot.start)
        number = self._sentence_number_at(spot.start)
        lead = self.leads[number]
        if lead is None or self._first_mention_in_sentence(lead, number) > spot.start:
            self.leads[number] = spot.chain

    def _first_mention_in_sentence(self, chain: int, number: int) -> int:
        """Return where a sentence first mentions a chain."""
        place = bisect_left(self.starts, self.sentences[number])
        while self.spots[place].chain != chain:
            place += 1
        return self.starts[place]

    def person(self, place: int, gender: str, barred: int | None) -> Antecedent | None:
        """Find the person whom a pronoun of a gender means.

        Args:
            place: where the pronoun stands, in code points.
            gender: "m" or "f".
            barred: the chain of whoever says it, who is not meant.
        """
        self._resolve_pronouns_before(place)
        return self._person_antecedent(place, gender, barred)

    def _person_antecedent(self, place: int, gender: str, barred: int | None) -> Antecedent | None:
        other = self.others.get(gender)
        barred_too = other if other is not None and self.genders[other] != gender else None

        def fits(chain: int) -> bool:
            known = self.genders[chain] in {gender, None}
            return self.people[chain] and known and chain not in {barred, barred_too}

        return self.latest(place, fits, gender)

    def latest(
        self, place: int, fits: Callable[[int], bool], gender: str | None = None
    ) -> Antecedent | None:
        """Find the fitting chain that was mentioned last, or that spoke last and goes on."""
        seen = self._recently_mentioned_chains(place, fits)
        spoken = self._last_fitting_speaker(place, fits)
        pool = self._antecedent_candidates(place, seen, gender)
        if spoken is not None and (
            not pool or self._last_speaker_continues(spoken, pool, seen, place)
        ):
            pool = [spoken]
        if not pool:
            return None
        chosen = self._most_salient_chain(pool, place)
        others = {*seen, spoken} - {chosen, None}
        return Antecedent(chosen, self._has_rival_antecedents(chosen, others, gender))

    def _antecedent_candidates(self, place: int, seen: list[int], gender: str | None) -> list[int]:
        """Return the chains to choose among: those of a known gender and a name, if any."""
        if gender is None:
            return seen
        sure = [n for n in seen if self.genders[n] == gender and n in self.named]
        return seen if self._lead_has_unknown_gender(place, seen, sure) else sure or seen

    def _most_salient_chain(self, pool: list[int], place: int) -> int:
        """Take whoever leads the sentence that mentions the first of them, else the first."""
        number = self._sentence_number_at(self._last_mention_before(pool[0], place))
        lead = self.leads[number]
        earlier = number != self._sentence_number_at(place)
        return lead if earlier and lead is not None and lead in pool[1:] else pool[0]

    def _last_mention_before(self, chain: int, place: int) -> int:
        """Return where a chain was mentioned last before a place."""
        number = bisect_left(self.starts, place) - 1
        while number >= 0 and self.spots[number].chain != chain:
            number -= 1
        return self.starts[number] if number >= 0 else 0

    def _has_rival_antecedents(
        self, chosen: int, others: Collection[int | None], gender: str | None
    ) -> bool:
        """Whether another fits as well as the chosen one."""
        if gender is None or self.genders[chosen] != gender:
            return bool(others)
        return any(other is not None and self.genders[other] == gender for other in others)

    def _recently_mentioned_chains(self, place: int, fits: Callable[[int], bool]) -> list[int]:
        """List the fitting chains before a place, the one mentioned last first."""
        seen: list[int] = []
        for spot in self._mentions_before(place):
            owner = possessive(self.text, spot.end)
            if spot.end <= place and fits(spot.chain) and spot.chain not in seen and not owner:
                seen.append(spot.chain)
            if len(seen) == _MOST:
                break
        return seen

    def _mentions_before(self, place: int) -> Iterator[Spot]:
        """Yield the mentions near before a place, the last one first."""
        number = bisect_left(self.starts, place) - 1
        while number >= 0 and place - self.spots[number].start <= _REACH:
            yield self.spots[number]
            number -= 1

    def _last_fitting_speaker(self, place: int, fits: Callable[[int], bool]) -> int | None:
        """Return the fitting chain that spoke last."""
        recent = takewhile(lambda said: place - said[0] <= _REACH, reversed(self.said))
        return next((chain for _, chain in recent if fits(chain)), None)

    def _last_speaker_continues(
        self, spoken: int, pool: Sequence[int], seen: Sequence[int], place: int
    ) -> bool:
        """Whether who spoke last goes on: right before, or nobody else has the word since."""
        last = self._sentence_number_at(max(at for at, chain in self.said if chain == spoken))
        if self._sentence_number_at(place) - last <= 1:
            pool = seen
        since = self.leads[last + 1 :] if pool[0] != spoken else []
        return spoken in pool[:2] and pool[0] not in since

    def _lead_has_unknown_gender(
        self, place: int, seen: Sequence[int], sure: Sequence[int]
    ) -> bool:
        """Whether somebody of unknown gender opened the last sentence, alone."""
        if not seen or not sure or seen[0] in sure:
            return False
        number = self._sentence_number_at(place)
        before = self.leads[max(0, number - 1)] == seen[0]
        near = {chain for chain in self.leads[max(0, number - _FAR) : number + 1] if chain in sure}
        return before and not near

    def _sentence_number_at(self, place: int) -> int:
        return bisect_right(self.sentences, place) - 1

    def _sentence_lead_chains(self) -> list[int | None]:
        """Return the person whom every sentence mentions first."""
        leads: list[int | None] = [None] * len(self.sentences)
        for spot in self.spots:
            number = self._sentence_number_at(spot.start)
            owner = possessive(self.text, spot.end)
            if self.people[spot.chain] and number >= 0 and leads[number] is None and not owner:
                leads[number] = spot.chain
        return leads

    def _learn_genders(self) -> None:
        """Take the gender of a pronoun that opens the sentence behind one with a single person."""
        votes: defaultdict[int, set[str]] = defaultdict(set)
        persons = self._persons_by_sentence()
        for number, start in enumerate(self.sentences[1:]):
            gender = self._pronoun_gender_at(start)
            if (
                gender
                and len(persons[number]) == 1
                and not self._has_object_pronoun(number, gender)
            ):
                votes[min(persons[number])].add(gender)
        for chain, genders in votes.items():
            if self.genders[chain] is None and len(genders) == 1:
                self.genders[chain] = min(genders)

    def _pronoun_gender_at(self, start: int) -> str | None:
        """Return the gender of the pronoun that stands at an offset."""
        return _OPENING.get(self.text[start : start + 4].split(" ")[0].lower())

    def _persons_by_sentence(self) -> defaultdict[int, set[int]]:
        """Return the persons of every sentence."""
        persons: defaultdict[int, set[int]] = defaultdict(set)
        for spot in self.spots:
            if self.people[spot.chain]:
                persons[self._sentence_number_at(spot.start)].add(spot.chain)
        return persons

    def _has_object_pronoun(self, number: int, gender: str) -> bool:
        """Whether a sentence speaks of somebody else of a gender: "called her brave"."""
        start, end = self.sentences[number], self.sentences[number + 1]
        return gender in map(_GENDERS.get, _OBJECTS.findall(self.text, start, end))


def _unquoted_subject_pronouns(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where every "he" and "she" outside of quotations stands, and its gender."""
    quoted = quotations(text)
    starts = [quote.start for quote in quoted]
    for match in _SUBJECT.finditer(text):
        around = bisect_right(starts, match.start()) - 1
        if around < 0 or quoted[around].end <= match.start():
            yield *match.span(), _OPENING[match[0].lower()]


def _mention_spots(chains: Sequence[Chain]) -> Iterator[Spot]:
    for number, chain in enumerate(chains):
        for mention in chain.mentions:
            yield Spot(mention.span.start, mention.span.end, number, mention.kind)


def _named_chains(chains: Sequence[Chain]) -> set[int]:
    """Return the chains that have a name."""
    names = (any(m.kind == "name" for m in chain.mentions) for chain in chains)
    return {number for number, named in enumerate(names) if named}


def possessive(text: str, end: int) -> bool:
    """Whether what ends somewhere owns what follows: "Crane's"."""
    return text[end : end + 2] in {"'s", "’s"}


def _chain_gender(chain: Chain) -> str | None:
    """Read a chain's gender off its honorific, its role, or the given name of its fullest name."""
    stated = next(_stated_genders(chain), None)
    if stated or chain.type != "PER":
        return stated
    return next(_genders_of_roles(chain), None) or _gender_of_name(chain.name)


def _stated_genders(chain: Chain) -> Iterator[str]:
    values = (value for name in ("gender", "honorific") for value in chain.values(name))
    return (value for value in values if value in {"m", "f"})


def _genders_of_roles(chain: Chain) -> Iterator[str]:
    """Yield the genders that roles tell: "son"."""
    roles = (lexicon().roles.get(value) for value in chain.values("role"))
    return (role.gender for role in roles if role and role.gender)


def _gender_of_name(name: str) -> str | None:
    given, _, surname = name.partition(" ")
    return gender_of(fold(given)) if surname else None

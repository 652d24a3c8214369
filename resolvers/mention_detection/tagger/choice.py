"""The choice: which candidates are names, and of which type.

A maximum entropy model (Berger et al. 1996) gives every candidate the probability of each type and
of being none; the names are the candidates that do not overlap and whose log odds sum to the most
(weighted interval scheduling). A name is of the type that all its uses in the document believe in
most, for one sense a name and article held in all but 3 of 11,142 cases on DWIE; a lone word is of
the person whose given or family name it is.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from provenance.spans import Span
from resolvers.lexicon.lexicon import lexicon
from resolvers.mention_detection.names import NameSpan
from resolvers.mention_detection.tagger.candidates import (
    Place,
    candidates,
    names_party,
    with_nicknames,
)
from resolvers.mention_detection.tagger.descriptions import says
from resolvers.mention_detection.tagger.extents import whole
from resolvers.mention_detection.tagger.features import Document
from resolvers.mention_detection.tagger.kinds import kind_of, opens_with_given_name
from resolvers.mention_detection.tagger.model import TYPES, Beliefs, Tagging, shipped_model
from resolvers.mention_detection.tagger.span_features import SpanFeatures
from resolvers.mention_detection.tagger.things import things
from resolvers.mention_detection.tagger.weighing import Chosen, as_addressed, as_described, shares
from resolvers.text.folding import fold

NO_NAME = "O"
_TWO = 2  # people
# Of being a name: on held-out newswire precision is .913 and recall .895.
_THRESHOLD = 0.4
# Of a name that both rules and tagger find: recall rises by .001 to .007, F1 by up to .003.
_AGREED = 0.1
_FLOOR = 1e-9
_SURE = 0.9
_LEAST = 1e-3  # of a type, so that one use never forbids what all others say
_SURER = 0.75  # of the type of a lone word; below it what the rules read around it decides
_FIRM = (0.0, 1.0, 0.0, 0.0)
_PERSON = (1.0, 0.0, 0.0, 0.0)


@attrs.frozen
class _Heard:
    """Hold what a document says of names, by their words.

    Args:
        things: those that it calls a thing: "the freighter Hanbit".
        told: the type that the rules read off them, where nothing else decides.
        people: the full names of persons.
        bodies: the words with which names of bodies begin.
    """

    things: Collection[str]
    told: Mapping[str, str]
    people: Collection[str]
    bodies: Collection[str]

    @classmethod
    def of(
        cls, made: SpanFeatures, chosen: Sequence[Chosen], sense: Mapping[str, Beliefs]
    ) -> _Heard:
        """Gather it from the names that are chosen and the types that they are believed to have."""
        people = set(_names_likeliest_of_type(sense, "PER"))
        named = [(one.place, one.words) for one in chosen]
        return cls(
            things=set(things(made.document, named, people)),
            told=_most_frequent_types(chosen),
            people=people,
            bodies={words.split()[0] for words in _names_likeliest_of_type(sense, "ORG")},
        )


def choose(document: Document, tagging: Tagging) -> list[NameSpan]:
    """Find the names of a document with the model that ships with the package."""
    return choose_with(shipped_model("choice.crfsuite"), document, tagging)


def choose_with(model: Any, document: Document, tagging: Tagging) -> list[NameSpan]:  # noqa: ANN401
    """Find the names of a document with a `pycrfsuite.Tagger` that knows `TYPES` and `NO_NAME`."""
    made = SpanFeatures(document, tagging, candidates(document, tagging))
    weighed = _weigh_candidates(model, made)
    chosen = best_apart([one for one in weighed if one.probability > _THRESHOLD])
    chosen = _drop_whole_headlines(chosen)
    chosen = _add_certain_names(made, [*_repeated(document, chosen), *weighed], chosen)
    described = as_described(made.described, chosen)
    sense = senses(as_addressed(document.tokens, described))
    heard = _Heard.of(made, chosen, sense)
    return [
        _make_name_span(document, one, _local_type_beliefs(made, one, sense[one.words]), heard)
        for one in chosen
    ]


def _weigh_candidates(model: Any, made: SpanFeatures) -> list[Chosen]:  # noqa: ANN401
    """Weigh the candidates, and what is a name for a reason that the model knows too little of."""
    weighed = [_accept_agreed_candidate(made, one) for one in weigh_with(model, made)]
    return [*_accept_national_bodies(weighed), *_persons_with_nicknames(made.document)]


def _accept_national_bodies(weighed: Sequence[Chosen]) -> list[Chosen]:
    """Let a body of a country be a name wherever its first part is one.

    "Senate of the United States" is as surely a name as "Senate", and is it whole.
    """
    sure = {one.place[0]: one for one in weighed if one.probability > _THRESHOLD}
    return [
        attrs.evolve(one, probability=sure[one.place[0]].probability + _FLOOR)
        if _is_national_body(one) and one.probability <= _THRESHOLD and one.place[0] in sure
        else one
        for one in weighed
    ]


def _is_national_body(one: Chosen) -> bool:
    """Whether the rules find a body of a country that is named behind "of"."""
    body, _, country = one.words.partition(" of ")
    return one.told == "ORG" and bool(body) and country.removeprefix("the ") in lexicon().countries


def _persons_with_nicknames(document: Document) -> Iterator[Chosen]:
    """Yield the persons whose name holds a nickname, of which the model knows too few."""
    for first, stop in with_nicknames(document.tokens):
        words = fold(" ".join(token.text for token in document.tokens[first:stop]))
        yield Chosen((first, stop), words, 1 - _FLOOR, _PERSON, "PER")


def _local_type_beliefs(made: SpanFeatures, one: Chosen, sense: Beliefs) -> Beliefs:
    """Return the type of a name in one place.

    Whoever founded it, what has shares there is a firm.
    """
    firm = any(says(described) == "firm" for described in made.described.get(one.place, ()))
    return _FIRM if firm and sense[0] == max(sense) else sense


def _names_likeliest_of_type(sense: Mapping[str, Beliefs], kind: str) -> Iterator[str]:
    """Yield the names of several words of which a type is the likeliest."""
    k = TYPES.index(kind)
    return (words for words, row in sense.items() if " " in words and row[k] == max(row))


def _most_frequent_types(chosen: Iterable[Chosen]) -> dict[str, str]:
    """Return the type that the rules tell most often of names, by their words."""
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in chosen:
        if one.told:
            votes[one.words][one.told] += 1
    return {words: min(found, key=lambda k: (-found[k], k)) for words, found in votes.items()}


def weigh_with(model: Any, made: SpanFeatures) -> list[Chosen]:  # noqa: ANN401
    """Map every candidate of a document to its probabilities.

    The model was trained on candidates alone, so it has no transitions: in a sequence each is
    weighed as if it were alone, and the library is called once.
    """
    model.set([made.row(place) for place in made.origins])
    found: list[Chosen] = []
    for i, place in enumerate(made.origins):
        none = model.marginal(NO_NAME, i)
        types = shares([model.marginal(kind, i) for kind in TYPES])
        found.append(Chosen(place, made.folded[place], 1 - none, types, made.told(place)))
    return found


def _accept_agreed_candidate(made: SpanFeatures, one: Chosen) -> Chosen:
    """Take what both the rules and the tagger find as a name, unless the model is sure of none.

    So is a person with a known given name that the rules find, a firm that an ampersand joins, and
    a party that is called one. Behind a "The" in the middle of a sentence it is one in any case:
    "editors at The Guardian".
    """
    if names_party(made.document.tokens, one.place):
        return attrs.evolve(one, probability=1 - _FLOOR, types=_FIRM)
    least = 0.0 if made.behind_capital_article(one.place) else _AGREED
    agreed = made.ruled_and_tagged(one.place) or made.is_full_name(one.place)
    if (agreed or made.is_joint_firm(one.place)) and least <= one.probability <= _THRESHOLD:
        return attrs.evolve(one, probability=_THRESHOLD + _FLOOR)
    return one


def _drop_whole_headlines(chosen: Sequence[Chosen]) -> list[Chosen]:
    """Drop headlines that were chosen as one name: "Hillary Clinton Slams Donald Trump".

    They hold the full names of two people whom the document names elsewhere.
    """
    full = {one.words for one in chosen if " " in one.words and max(one.types) == one.types[0]}
    return [
        one for one in chosen if sum(_contains_words(one.words, words) for words in full) < _TWO
    ]


def _contains_words(words: str, part: str) -> bool:
    """Whether words hold some others, and more."""
    return part != words and f" {part} " in f" {words} "


def _repeated(document: Document, chosen: Iterable[Chosen]) -> Iterator[Chosen]:
    """Yield all places in headlines where a name of several words stands."""
    names = {tuple(one.words.split(" ")): one for one in chosen if " " in one.words}
    sizes = {len(words) for words in names}
    folded = [fold(token.text) for token in document.tokens]
    for i in _capitalised_headline_tokens(document):
        for size in sizes:
            one = names.get(tuple(folded[i : i + size]))
            if one:
                yield attrs.evolve(one, place=(i, i + size))


def _capitalised_headline_tokens(document: Document) -> Iterator[int]:
    """Yield the capitalised tokens of headlines."""
    headline = document.casing.headline
    return (i for i, token in enumerate(document.tokens) if headline[i] and token.text[0].isupper())


def _add_certain_names(
    made: SpanFeatures, weighed: Iterable[Chosen], chosen: Sequence[Chosen]
) -> list[Chosen]:
    """Add what is a name whatever the model says, where it overlaps none.

    That are names that the lexicon knows, surnames of the persons that are chosen and persons with
    such a surname that rules and tagger find, names of several words that are chosen elsewhere, and
    persons who have a line or a cell to themselves.
    """
    found = _drop_known_name_parts(made, chosen)
    taken = {i for one in found for i in range(*one.place)}
    spoken = _Spoken.of(found)
    for one in weighed:
        kind = made.certain(one.place) or spoken.kind(made, one)
        if kind and taken.isdisjoint(range(*one.place)):
            found.append(_make_certain_name(one, kind))
            taken.update(range(*one.place))
    return sorted(found, key=lambda one: one.place)


def _drop_known_name_parts(made: SpanFeatures, chosen: Iterable[Chosen]) -> list[Chosen]:
    """Drop the names that are parts of a name with a comma that the lexicon knows."""
    known = [p for p in made.origins if "," in made.words[slice(*p)] and made.certain(p)]
    return [one for one in chosen if not any(_is_inside_span(one.place, place) for place in known)]


def _make_certain_name(one: Chosen, kind: str) -> Chosen:
    types = tuple(_SURE if kind == name else _LEAST for name in TYPES)
    return attrs.evolve(one, probability=_SURE, types=types)


def _is_inside_span(place: Place, other: Place) -> bool:
    """Whether a span is a part of another."""
    return place != other and other[0] <= place[0] and place[1] <= other[1]


@attrs.frozen
class _Spoken:
    """Hold what names that are chosen say of others, by their words."""

    surnames: Collection[str]
    people: Collection[str]
    several: Collection[str]

    @classmethod
    def of(cls, chosen: Iterable[Chosen]) -> _Spoken:
        """Gather it from the names that are chosen."""
        several = {one.words for one in chosen if " " in one.words}
        people = {one.words for one in chosen if max(one.types) == one.types[0]}
        surnames = {words.split()[-1] for words in people & several}
        return cls(surnames=surnames, people=people, several=several)

    def kind(self, made: SpanFeatures, one: Chosen) -> str | None:
        """Return the type of a candidate that others make a name, else None."""
        if one.words in self.surnames:
            return "PER"
        if made.fills_a_cell(one.place) and opens_with_given_name(one.words, cell=True):
            return "PER"
        if one.words in self.several:
            return TYPES[one.types.index(max(one.types))]
        bears = self._ends_with_person_name(one.words) and made.ruled_and_tagged(one.place, "PER")
        return "PER" if bears else None

    def _ends_with_person_name(self, words: str) -> bool:
        """Whether words end with a person's name, and hold more."""
        shorter = words.split(" ")[1:]
        return any(" ".join(shorter[i:]) in self.people for i in range(len(shorter)))


def best_apart(chosen: Iterable[Chosen]) -> list[Chosen]:
    """Choose the candidates that do not overlap and whose weights sum to the most, in order."""
    ordered = sorted(chosen, key=lambda one: (one.place[1], one.place[0]))
    before = _best_predecessors(ordered)
    found, number = [], len(ordered)
    while number:
        taken = before[number] >= 0
        if taken:
            found.append(ordered[number - 1])
        number = before[number] if taken else number - 1
    return found[::-1]


def _best_predecessors(ordered: Sequence[Chosen]) -> list[int]:
    """Return for every number of first candidates what is best with the last of them.

    That is how many of the ones before it fit beside it, and -1 where it is best left out.
    """
    stops = [one.place[1] for one in ordered]
    best, before = [0.0], [0]
    for number, one in enumerate(ordered):
        fitting = bisect_right(stops, one.place[0], 0, number)
        total = best[fitting] + weight(one)
        taken = total > best[-1]
        best.append(total if taken else best[-1])
        before.append(fitting if taken else -1)
    return before


def weight(one: Chosen) -> float:
    """Weigh a candidate by its log odds and its length.

    The parts of a long name would outweigh it, each likely for itself: with the root of the length
    F1 rises by .001 on held-out newswire and by .001 to .003 on articles of other sets.
    """
    first, stop = one.place
    return log_odds(one.probability) * math.sqrt(stop - first)


def log_odds(probability: float) -> float:
    """Return by how much a candidate is likelier a name than the threshold asks."""
    odds = max(probability, _FLOOR) / max(1 - probability, _FLOOR)
    return math.log(odds * (1 - _THRESHOLD) / _THRESHOLD)


def senses(chosen: Iterable[Chosen]) -> dict[str, Beliefs]:
    """Return what a document believes of the type of each name, by its words."""
    logs: defaultdict[str, list[float]] = defaultdict(lambda: [0.0] * len(TYPES))
    for one in chosen:
        row = logs[one.words]
        for k, belief in enumerate(one.types):
            row[k] += math.log(max(belief, _LEAST))
    bearers = _full_names_by_word(logs)
    return {
        words: _normalise_log_beliefs(_add_bearer_beliefs(words, row, logs, bearers))
        for words, row in logs.items()
    }


def _full_names_by_word(logs: Mapping[str, Sequence[float]]) -> dict[str, set[str]]:
    """Return the full names of persons by the words that can stand for them."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for words, row in logs.items():
        parts = [word for word in words.split() if word not in lexicon().suffixes]
        if len(parts) > 1 and row[0] == max(row):
            found[parts[0]].add(words)
            found[parts[-1]].add(words)
    return found


def _add_bearer_beliefs(
    words: str,
    row: Sequence[float],
    logs: Mapping[str, Sequence[float]],
    bearers: Mapping[str, set[str]],
) -> list[float]:
    """Add to what is believed of a word what is believed of those whose name it is."""
    total = list(row)
    for bearer in sorted(bearers.get(words, ())):
        total = [a + b for a, b in zip(total, logs[bearer], strict=True)]
    return total


def _normalise_log_beliefs(logs: Sequence[float]) -> Beliefs:
    highest = max(logs)
    shares = [math.exp(value - highest) for value in logs]
    return tuple(share / sum(shares) for share in shares)


def _make_name_span(document: Document, one: Chosen, sense: Beliefs, heard: _Heard) -> NameSpan:
    first, stop = whole(document.tokens, one.place, heard.people)
    span = Span(document.tokens[first].start, document.tokens[stop - 1].end)
    kind, belief = _decide_name_type(one.words, sense, heard)
    return NameSpan(span=span, type=kind, score=round(one.probability * belief, 4))


def _decide_name_type(words: str, sense: Beliefs, heard: _Heard) -> tuple[str, float]:
    """Decide the type of a name; of a word alone what the rules read around it decides mostly."""
    if words in heard.things:
        return "other", 1.0
    kind, belief = kind_of(words, sense)
    unsure = " " not in words and belief < _SURER
    if kind == "none" or (unsure and not (kind == "ORG" and words in heard.bodies)):
        kind = heard.told.get(words, kind)
    return kind, belief

"""Learn the parameters of matching from labelled pairs of assertions.

Labels come from three places, and none of them is a set that somebody made for this: claims of a
corpus with some of their words changed (one question by construction), quotations that articles of
one event share, and pairs of sentences written for this project (`data/labels.tsv`), the only
paraphrases among them. Two claims of one article that do not overlap count as two questions, since
an article seldom reports one thing twice, its headline aside; so do claims of two events.
"""

from __future__ import annotations

import json
import math
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import attrs

from provenance.identifiers import content_hash
from provenance.spans import Span
from resolvers.claim_matching.answers import pair_answers
from resolvers.claim_matching.assertions import Assertion
from resolvers.claim_matching.blocking import pairs
from resolvers.claim_matching.embedding import Embedder
from resolvers.claim_matching.features import Embed, Prepared
from resolvers.claim_matching.likeness import (
    FEATURES,
    ClaimLikeness,
    MatchModel,
    WeighedClaims,
    features,
)
from resolvers.lexicon.lists import own_rows
from resolvers.quantities.values import values_in
from resolvers.stories.training import fit, highest_cut
from resolvers.text.quoted_words import words_of

START = datetime(2025, 3, 3, 9, tzinfo=UTC)
_QUOTE = 8  # words that two quotations share in a row from which on they are one speech
_COVER = 0.6  # of the shorter one
_CUTS = (0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9)
_NEAR = 0.01  # of F1: among cuts as good as this the highest, since agreement must not be invented
# A noun that both count, or a denial, says more than words do; so a question is taken for one
# sooner where answers part. No labels say where: among 876 articles the same 13 pairs are shown at
# .4 and at .55, three more at .3, none of them true.
_ASKS = 0.4
_LEARNED = tuple(f for f in FEATURES if f != "meaning")


@attrs.frozen(kw_only=True)
class Example:
    """Label one pair: whether both answer one question. `kind` says where the label comes from."""

    a: str
    b: str
    same: bool
    kind: str
    weight: float = 1.0


def written(learns: Callable[[str], bool] | None = None) -> tuple[list[Assertion], list[Example]]:
    """Read the pairs that were written for this project, as assertions of articles of one story.

    Args:
        learns: keeps the pairs whose first sentence it holds true; all of them where it is not
            given.
    """
    made: list[Assertion] = []
    examples: list[Example] = []
    for number, row in enumerate(own_rows("labels", "resolvers.claim_matching")):
        if learns is None or learns(row["a"]):
            one, two = _assertions_of_labelled_pair(str(number), row)
            made += [one, two]
            same = row["same"] == "1"
            examples.append(Example(a=one.key, b=two.key, same=same, kind="written"))
    return made, examples


def _assertions_of_labelled_pair(
    article: str, row: Mapping[str, str]
) -> tuple[Assertion, Assertion]:
    """Make assertions of one pair, the second six hours after the first in the same story."""
    other = {"=": "speaker", "/": "another", "?": None}[row["speaker"]]
    story = content_hash(row["a"])
    return (
        sentence(row["a"], f"{article}a", story=story, speaker="speaker"),
        sentence(row["b"], f"{article}b", story=story, speaker=other, hours=6),
    )


def sentence(
    words: str,
    article: str,
    *,
    story: str,
    speaker: str | None,
    hours: float = 0,
    modality: str = "neutral",
) -> Assertion:
    """Make an assertion of a sentence that stands alone.

    Nobody in it is known, its values are read.
    """
    at, span = START + timedelta(hours=hours), Span(0, len(words))
    return Assertion(
        key=content_hash(article, words),
        version=article,
        article=article,
        source=article,
        published=at,
        story=story,
        speaker=speaker,
        modality=modality,
        pieces=((span, words),),
        values=tuple(values_in(words, 0, len(words), at)),
    )


def edited(
    items: Sequence[Assertion], share: float, seed: int
) -> tuple[list[Assertion], list[Example]]:
    """Change a share of the words of assertions, as another article that prints them would.

    Speakers are lost or given to somebody else now and then, so that the model does not learn that
    one is always known.
    """
    chance = random.Random(seed)  # noqa: S311  (an edit is no secret)
    vocabulary = [w for item in items for w in words_of(item.words) if len(w) > 3]
    made = [_edited_assertion(item, share, vocabulary, chance) for item in items]
    kind = f"{share:.0%} changed"
    pairs = zip(items, made, strict=True)
    return made, [Example(a=a.key, b=b.key, same=True, kind=kind) for a, b in pairs]


def _edited_assertion(
    item: Assertion, share: float, vocabulary: Sequence[str], chance: random.Random
) -> Assertion:
    """Change words of one assertion, and who says it, when, and in which story."""
    words = [
        chance.choice(vocabulary) if chance.random() < share else word
        for word in item.words.split()
    ]
    speaker = _edited_speaker(item.speaker, chance.random())
    story = item.story if chance.random() < 0.6 else None  # a follow-up is another story
    published = item.published
    if published is not None:
        published += timedelta(days=6 * chance.random() ** 3)
    moved = attrs.evolve(item, published=published, speaker=speaker, story=story)
    return _with_changed_words(moved, " ".join(words), f"{item.article} {share:.2f}")


def _edited_speaker(speaker: str | None, draw: float) -> str | None:
    """Lose one speaker in five, and give one in twenty's words to somebody else."""
    if draw < 0.2:
        return None
    return "somebody" if draw < 0.25 else speaker


def _with_changed_words(item: Assertion, words: str, article: str) -> Assertion:
    return attrs.evolve(
        item,
        key=content_hash(article, words, item.key),
        article=article,
        source=article,
        pieces=((Span(0, len(words)), words),),
        named=tuple(n for n in item.named if _surface_in_pieces(item, n.span) in words),
        values=tuple(values_in(words, 0, len(words), item.published)),
    )


def _surface_in_pieces(item: Assertion, span: Span) -> str:
    piece, words = next((p, w) for p, w in item.pieces if p.contains(span))
    return words[span.start - piece.start : span.end - piece.start]


def told(
    likeness: ClaimLikeness, event: Mapping[str, str], body: Mapping[str, int]
) -> list[Example]:
    """Label blocked pairs of a corpus by its events.

    Labels are shared speeches, two claims of one article, and claims of two events.

    Args:
        likeness: the assertions.
        event: article to its event; pairs of one event and two articles that share no speech stay
            unlabelled.
        body: article to where its text begins behind a headline.
    """
    found: list[Example] = []
    for a, b in pairs(likeness):
        label = _label_of_pair(likeness.items[a], likeness.items[b], event, body)
        if label is not None:
            same, kind = label
            found.append(Example(a=a, b=b, same=same, kind=kind))
    return found


def _label_of_pair(
    one: Prepared, two: Prepared, event: Mapping[str, str], body: Mapping[str, int]
) -> tuple[bool, str] | None:
    """Say whether two assertions answer one question, and by what that is known."""
    a, b = one.assertion, two.assertion
    if event.get(a.article, a.article) != event.get(b.article, b.article):
        return False, "two events"
    if a.article == b.article:
        begin = min(a.pieces[0][0].start, b.pieces[0][0].start)
        told_once = begin >= body.get(a.article, 0) and not _has_overlapping_pieces(a, b)
        return (False, "one article") if told_once else None
    return (True, "one speech") if _is_same_speech(one, two) else None


def _has_overlapping_pieces(a: Assertion, b: Assertion) -> bool:
    return any(p.overlaps(q) for p, _ in a.pieces for q, _ in b.pieces)


def _is_same_speech(one: Prepared, two: Prepared) -> bool:
    """Whether two quotations share so many words in a row that they are of one speech."""
    if not all(item.assertion.words.lstrip()[:1] in {'"', "“"} for item in (one, two)):
        return False
    a, b = (words_of(item.assertion.words) for item in (one, two))
    runs = set(_quotation_shingles(a))
    begins = [place for place, run in enumerate(_quotation_shingles(b)) if run in runs]
    shared = {place for begin in begins for place in range(begin, begin + _QUOTE)}
    return bool(shared) and len(shared) >= _COVER * min(len(a), len(b))


def _quotation_shingles(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield as many words in a row as two quotations of one speech share."""
    return zip(*(words[place:] for place in range(_QUOTE)), strict=False)


def learn(likeness: ClaimLikeness, examples: Sequence[Example]) -> MatchModel:
    """Learn the coefficients, and the cut that tells the examples apart best."""
    fitted = fit(*_training_rows(likeness, examples))
    prior, *weights = (round(weight, 3) for weight in fitted)
    coefficients = dict(zip(_LEARNED, weights, strict=True)) | {"meaning": 0.0}
    models = [
        MatchModel(prior=prior, coefficients=coefficients, cut=cut, asks=_ASKS) for cut in _CUTS
    ]
    scored = [(figures(model, likeness, examples)[2], model) for model in models]
    return highest_cut(scored, _NEAR)


def _training_rows(
    likeness: ClaimLikeness, examples: Iterable[Example]
) -> tuple[list[list[float]], list[bool]]:
    """Lay out examples, each as often as it counts, and whether they are of one question."""
    rows: list[list[float]] = []
    labels: list[bool] = []
    for example in examples:
        times = int(example.weight)
        rows += [_feature_row(likeness, example)] * times
        labels += [example.same] * times
    return rows, labels


def _feature_row(likeness: ClaimLikeness, example: Example) -> list[float]:
    one, two = likeness.items[example.a], likeness.items[example.b]
    alike = features(one, two, pair_answers(one.answers, two.answers))
    return [alike[name] for name in _LEARNED]


def figures(
    model: MatchModel, likeness: ClaimLikeness, examples: Sequence[Example]
) -> tuple[float, float, float]:
    """Return precision, recall and F1 of labelled pairs at the model's cut.

    What parts their answers is left aside.
    """
    hits = wrong = total = 0.0
    for e in examples:
        said = asked(likeness.weigh(e.a, e.b, model)) >= model.cut
        hits += e.weight * (said and e.same)
        wrong += e.weight * (said and not e.same)
        total += e.weight * e.same
    precision, recall = (
        hits / (hits + wrong) if hits + wrong else 1.0,
        hits / total if total else 1.0,
    )
    return precision, recall, 2 * hits / (hits + wrong + total) if hits + wrong + total else 1.0


def asked(weighed: WeighedClaims) -> float:
    """Return the probability that both answer one question."""
    return 1 / (1 + math.exp2(-max(-500.0, min(500.0, weighed.asks))))


def fit_embedder(name: str, embed: Embed, model: MatchModel) -> Embedder:
    """Learn what a caller's embedder weighs, from the pairs that were written for this project.

    Args:
        name: identifies the embedder.
        embed: gives a list of texts as vectors.
        model: what every pair weighs without it; that stays as it is.
    """
    made, examples = written()
    likeness = ClaimLikeness(made, embed)
    rows = [
        (likeness.weigh(e.a, e.b, model).asks * math.log(2), _meaning_cosine(likeness, e))
        for e in examples
    ]
    intercept, known, slope = fit(rows, [e.same for e in examples])
    # What the model knows already keeps its weight: the embedder is put on the same scale.
    scale = max(known, 0.1)
    least = min(1.0, max(0.0, -intercept / slope)) if slope > 0 else 1.0
    return Embedder(
        name=name, embed=embed, coefficient=round(slope / scale, 3), least=round(least, 3)
    )


def _meaning_cosine(likeness: ClaimLikeness, example: Example) -> float:
    one, two = likeness.items[example.a], likeness.items[example.b]
    return features(one, two, [])["meaning"]


def write(model: MatchModel) -> str:
    """Write the parameters as they are shipped."""
    return json.dumps(attrs.asdict(model), indent=1, sort_keys=True) + "\n"

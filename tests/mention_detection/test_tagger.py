"""Names are chosen among the candidates of rules and tagger, by models that the training script makes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trained import Digest, agrees, note, sample

from resolvers.lexicon.gazetteers import city_tags
from resolvers.mention_detection.tagger import choice, training
from resolvers.mention_detection.tagger.candidates import candidates
from resolvers.mention_detection.tagger.choice import choose
from resolvers.mention_detection.tagger.document import read_document
from resolvers.mention_detection.tagger.features import Features, normal, shape_of
from resolvers.mention_detection.tagger.kinds import kind_of
from resolvers.mention_detection.tagger.model import sequences, tag
from resolvers.mention_detection.tagger.series import Series
from resolvers.mention_detection.tagger.surroundings import Surroundings
from resolvers.mention_detection.tagger.training import (
    MarkedDocument,
    join,
    label,
    score,
    train,
)
from resolvers.mention_detection.tagger.weighing import Chosen, as_addressed, as_described
from resolvers.text.tokens import tokenise

DATA = Path(__file__).parents[2].parent / "shared/data"


def found(text: str) -> dict[str, str]:
    """Find the names of a text with the shipped models."""
    document = read_document(text)
    return {name.span.surface(text): name.type for name in choose(document, tag(document))}


def chosen(words: str, place: tuple[int, int], probability: float, *types: float) -> Chosen:
    """Make a candidate that may be a name."""
    return Chosen(place, words, probability, types)


def slow_best(candidates: Sequence[Chosen]) -> float:
    """Try all sets of candidates that do not overlap; return the highest sum of weights."""
    best = 0.0
    for size in range(1, len(candidates) + 1):
        for some in combinations(candidates, size):
            places = sorted(one.place for one in some)
            if all(a[1] <= b[0] for a, b in pairwise(places)):
                best = max(best, sum(map(choice.weight, some)))
    return best


@given(
    st.lists(
        st.tuples(st.integers(0, 8), st.integers(1, 4), st.floats(0.41, 0.999)),
        max_size=8,
    )
)
def test_the_best_candidates_are_those_of_trying_all_sets(
    drawn: list[tuple[int, int, float]],
) -> None:
    """Weighted interval scheduling finds the set that trying all of them finds."""
    candidates = [chosen("x", (a, a + n), p, 1, 0, 0, 0) for a, n, p in drawn]
    best = choice.best_apart(candidates)

    assert all(a.place[1] <= b.place[0] for a, b in pairwise(best))
    assert sum(map(choice.weight, best)) == pytest.approx(slow_best(candidates))


def test_a_name_is_of_one_type_in_an_article() -> None:
    """All its uses decide, and a lone surname is the person who bears it."""
    sense = choice.senses(
        [
            chosen("ada crane", (0, 2), 0.9, 0.9, 0.1, 0.0, 0.0),
            chosen("crane", (4, 5), 0.9, 0.3, 0.7, 0.0, 0.0),
            chosen("vark", (6, 7), 0.9, 0.4, 0.6, 0.0, 0.0),
            chosen("vark", (8, 9), 0.9, 0.9, 0.1, 0.0, 0.0),
        ]
    )

    assert [max(range(4), key=sense[words].__getitem__) for words in ("crane", "vark")] == [0, 0]


def test_candidates_hold_names_around_connectors_and_their_parts() -> None:
    """Nothing is a candidate that begins with an article, crosses a line or is a contraction."""
    text = "The Bank of Norvel and Ada Crane met.\nWe've seen Vark."
    document = read_document(text)
    tokens = document.tokens
    spans = {
        text[tokens[a].start : tokens[b - 1].end] for a, b in candidates(document, tag(document))
    }

    assert {"Bank of Norvel", "Ada Crane"} <= spans
    assert not any(span.startswith("The ") or "\n" in span or span == "We've" for span in spans)


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Muslims and Christians prayed.", "Muslims", "other"),
        ("Storm Quilla hit Oslo. Quilla killed two.", "Quilla", "other"),
        ("The freighter Hanbol struck a pier in Oslo.", "Hanbol", "other"),
        ("Ada Crane of Norvel met Emmanuel Macron.", "Ada Crane", "PER"),
        ("The Norvel Brine Works (NBW) hired.", "Norvel Brine Works", "ORG"),
        ("Voters left the Conservative party for Labour.", "Conservative party", "ORG"),
    ],
)
def test_types_are_those_of_people_bodies_places_and_other_things(
    text: str, name: str, kind: str
) -> None:
    """Crowds, storms and ships are named, and are none of the three."""
    assert found(text)[name] == kind


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("british indians", "other"),
        ("north american", "other"),
        ("british steel", "ORG"),
        ("indian ocean", "ORG"),
    ],
)
def test_a_people_is_no_body_whatever_is_believed(words: str, kind: str) -> None:
    """Adjectives of peoples before another are of one, too; before other words they are not."""
    assert kind_of(words, (0.0, 1.0, 0.0, 0.0))[0] == kind


def test_a_body_that_is_called_after_somebody_is_nobody() -> None:
    """What it is stands at the end of its name; some of these words are surnames."""
    sense = (0.8, 0.2, 0.0, 0.0)

    assert kind_of("ada crane foundation", sense)[0] == "ORG"
    assert kind_of("ada crane", sense)[0] == "PER"
    assert kind_of("ada guard", sense)[0] == "PER"


def test_a_known_name_is_what_it_is_known_as() -> None:
    """Unless the text speaks against it."""
    assert kind_of("white house", (0.0, 0.35, 0.65, 0.0))[0] == "ORG"
    assert kind_of("white house", (0.0, 0.05, 0.95, 0.0))[0] == "LOC"


def test_whom_one_talks_to_is_no_place() -> None:
    """Where little speaks for a place."""
    tokens = tokenise("He has talked to Lund.")
    use = chosen("lund", (4, 5), 0.9, 0.3, 0.1, 0.6, 0.0)
    (one,) = as_addressed(tokens, [use])
    (other,) = as_addressed(tokenise("He has gone down to Lund."), [use])

    assert one.types[0] == max(one.types)
    assert other.types[2] == max(other.types)


def test_a_long_name_outweighs_its_parts() -> None:
    """Two parts that are each likely are less than the whole that holds both."""
    whole = chosen("ora, lund & co", (0, 5), 0.95, 0, 1, 0, 0)
    parts = [chosen("ora", (0, 1), 0.9, 0, 1, 0, 0), chosen("lund & co", (2, 5), 0.9, 0, 1, 0, 0)]

    assert choice.best_apart([whole, *parts]) == [whole]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("On Monday the President thanked Ada Crane.", "President"),
        ("“It is late,” the Vice President said.", "President"),
        ("Tourists ride ATVs in Norvel.", "ATVs"),
        ("Bring a coat. You can see Norvel from there.", "You"),
    ],
)
def test_an_office_a_kind_and_a_pronoun_are_no_names(text: str, words: str) -> None:
    """Whoever holds an office is a role, and acronyms of many are a kind."""
    assert words not in found(text)


@pytest.mark.parametrize(("times", "kinds"), [(4, {3}), (2, {3}), (1, {2, 3})])
def test_a_name_that_is_mostly_a_people_is_one_everywhere(times: int, kinds: set[int]) -> None:
    """One use of four says nothing of the others."""
    people = [("post", "people", "crowd")]
    uses = [chosen("maule", (i, i + 1), 0.9, 0.02, 0.02, 0.95, 0.01) for i in range(4)]
    weighed = list(as_described({(i, i + 1): people for i in range(times)}, uses))

    assert {one.types.index(max(one.types)) for one in weighed} == kinds


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("He wed in Ansa (12), Borle and Lima.", "Borle"),
        ("He wed in Lima; Ansa; and Borle.", "Ansa"),
    ],
)
def test_names_of_one_series_speak_for_each_other(text: str, name: str) -> None:
    """What stands in brackets between them is passed over."""
    document = read_document(text)
    words = [token.text for token in document.tokens]
    place = (words.index(name), words.index(name) + 1)
    tagged = {
        (i, i + 1): "LOC" for i, word in enumerate(words) if word in {"Ansa", "Borle", "Lima"}
    }

    assert "series all=LOC2" in set(Series(document, tagged).of(place))


def test_names_with_words_between_them_are_no_series() -> None:
    """Who met somebody is not listed with them, nor is a name of the next line."""
    document = read_document("Ansa met Borle.\nLima, Oslo")
    tagged = {(0, 1): "PER", (2, 3): "PER", (4, 5): "LOC", (6, 7): "LOC"}

    assert list(Series(document, tagged).of((2, 3))) == []


def test_what_stands_beside_a_name_is_told_of_all_its_uses() -> None:
    """Words in small letters, and no more than a few dozen of them."""
    text = "He left for Ansa. In spring Ansa grew. " + " ".join(f"x{i} Borle" for i in range(60))
    document = read_document(text)
    words = [token.text for token in document.tokens]
    folded = {(i, i + 1): w.lower() for i, w in enumerate(words) if w in {"Ansa", "Borle"}}
    made = Surroundings(document, folded)

    assert set(made.of("ansa")) == {"d-for", "d-spring", "d+grew"}
    assert len(list(made.of("borle"))) < 30


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("Rae Bareli voted.", ["g=B5", "g=I5", "", ""]),
        ("the raebareli vote", ["", "", ""]),
    ],
)
def test_cities_are_known_with_other_blanks(text: str, tags: list[str]) -> None:
    """Two words may be what the list has as one."""
    assert city_tags(tokenise(text)) == tags


@pytest.mark.parametrize(
    ("word", "shape"),
    [("Macron", "Xx"), ("U.S.", "X.X."), ("2025", "d"), ("McCain", "XxXx"), ("Élysée’s", "Xx'x")],
)
def test_shapes_fold_runs(word: str, shape: str) -> None:
    """Capitals, small letters and digits; quotes are plain, for features only."""
    assert shape_of(word) == shape


def test_normal_words_are_plain() -> None:
    """Case, digits and typography say nothing about who it is."""
    assert normal("Jean–Luc’s2") == "jean-luc's0"


def test_every_token_has_features_and_a_tag() -> None:
    """Sentences cover all tokens, in order."""
    document = read_document("Peskov spoke. “No,” he said.\n\nMoscow — 5 p.m. é́ 😀\r\n")
    tagging = tag(document)
    covered = [i for first, stop in sequences(document) for i in range(first, stop)]

    assert covered == list(range(len(document.tokens)))
    assert (
        len(Features(document).rows(0, len(document.tokens)))
        == len(tagging.tags)
        == len(tagging.first)
        == len(tagging.inner)
        == len(document.tokens)
    )


def test_sentences_are_joined_with_their_offsets() -> None:
    """Marked names are read back from the text."""
    text, gold = join(
        [
            (
                ["Ada", "Crane", "(", "MP", ")", "spoke", "."],
                ["B-PER", "I-PER", "O", "O", "O", "O", "O"],
            )
        ]
    )

    assert text == "Ada Crane (MP) spoke.\n"
    assert {text[start:end] for start, end, _ in gold} == {"Ada Crane"}


def test_marks_in_braces_are_taken_out_of_our_own_newswire() -> None:
    """Names point into the text without marks."""
    text, gold = training.unmarked("{P Ada Crane} of {O Crane Optics} left.")

    assert text == "Ada Crane of Crane Optics left."
    assert gold == {(0, 9, "PER"), (13, 25, "ORG")}


def test_our_own_newswire_has_no_mark_left_over() -> None:
    """Every document is marked, and no brace is in its text."""
    items = list(training.read_marked(training.OWN))

    assert len(items) == len({item.name for item in items}) > 40
    assert all(item.gold and not {*"{}"} & set(item.document.text) for item in items)


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Kvist & Dorn hired nine.", "Kvist & Dorn", "ORG"),
        ("Van der Lund Optics hired nine.", "Van der Lund Optics", "ORG"),
        ("Radio Norvela went silent, it said.", "Radio Norvela", "ORG"),
        ("Anna Steel hired nine.", "Anna Steel", "PER"),
    ],
)
def test_firms_are_told_from_persons_by_their_words(text: str, name: str, kind: str) -> None:
    """A line of business at the end, a noun of another language before, an ampersand."""
    document = read_document(text)

    assert {n.span.surface(text): n.type for n in document.names}[name] == kind


def test_two_names_around_an_ampersand_are_a_firm() -> None:
    """Where the model is not sure of a name, the rules are."""
    assert (
        found("Sales rose. Kvist & Dornholt audited it. Ada Crane left.").get("Kvist & Dornholt")
        == "ORG"
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The study was led by Ada Crane, M.S., R.D., of Norvel.", "M.S."),
        ("Black voters stayed home.", "Black"),
        ("She sailed on a yacht called Lady Ora.", "Ora"),
    ],
)
def test_degrees_colours_and_ships_are_nobody(text: str, words: str) -> None:
    """What stands around them says so."""
    assert found(text).get(words) in {None, "other"}


def test_a_marked_name_that_ends_inside_a_token_is_left_out() -> None:
    """A question mark keeps its sentence out of the training."""
    document = read_document("McDonalds rose.")

    assert label(MarkedDocument("x", document, {(0, 2, "ORG")}))[0] == "?"


def test_training_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    """Nothing is drawn at random."""
    parts = [
        (f"Ms. {name} of {place} spoke .".split(), ["O", "B-PER", "O", "B-LOC", "O", "O"])
        for name, place in PAIRS
    ]
    for number in (1, 2):
        text, gold = join(parts)
        train([MarkedDocument("x", read_document(text), gold)], tmp_path / str(number))

    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes()


PAIRS = [
    ("Crane", "Bilche"),
    ("Dorn", "Tolk"),
    ("Quist", "Varr"),
    ("Amsel", "Rook"),
    ("Harrow", "Minch"),
]


@pytest.mark.search
@pytest.mark.skipif(not DATA.exists(), reason="the tagged sets are not here")
def test_the_shipped_model_is_what_the_script_trains(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Another processor may round differently, so the tags on unseen documents are compared, and how good they are.

    All is trained anew where what is shown to the trainer of a sample of the documents differs.
    """
    digest = shown_of_a_sample(tmp_path)
    if agrees("tagger", digest, request.config):
        return

    import pycrfsuite

    labelled = training.read_all(DATA / "ner", DATA / "wire")
    train([item for item in labelled if not item.held_out], tmp_path / "model")
    tagger = pycrfsuite.Tagger()
    tagger.open(str(tmp_path / "model"))
    held = [item for item in labelled if item.held_out and item.name.startswith("wire")]
    ours = [tag(item.document) for item in held]
    again = [training.tag_with(tagger, item.document) for item in held]
    same = [
        a == b
        for x, y in zip(ours, again, strict=True)
        for a, b in zip(x.tags, y.tags, strict=True)
    ]
    gold = [{mark for mark in item.gold if mark[2] != "other"} for item in held]
    names = [training.as_gold(choose(i.document, t)) for i, t in zip(held, ours, strict=True)]
    rules = score(zip((training.as_gold(i.document.names) for i in held), gold, strict=True))
    alone = score(zip((training.as_tagged(tagger, item) for item in held), gold, strict=True))
    whole = score(zip(names, gold, strict=True))

    assert sum(same) / len(same) > 0.999
    assert whole[0] > alone[0] > rules[0] + 0.1
    assert whole[0] > 0.82
    note("tagger", digest, request.config)


def shown_of_a_sample(folder: Path) -> Digest:
    """Digest the data, the shipped model, the settings, and what of a sample is shown to the trainer."""
    for name in training.SETS:
        sample(DATA / "ner" / f"{name}.jsonl", folder / "ner" / f"{name}.jsonl", "doc", one_in=25)
    for name, field in (("articles", "id"), ("mentions", "article")):
        sample(DATA / f"wire/{name}.jsonl", folder / f"wire/{name}.jsonl", field, one_in=25)
    digest = Digest()
    digest.add((training.SETTINGS, training.HELD_OUT))
    digest.add_files([training.TAGGER, training.OWN])
    digest.add_files(DATA / "ner" / f"{name}.jsonl" for name in training.SETS)
    digest.add_files((DATA / "wire").glob("*.jsonl"))
    labelled = training.read_all(folder / "ner", folder / "wire")
    digest.add([(item.name, item.held_out) for item in labelled])
    for example in training.examples(labelled):
        digest.add(example)
    return digest

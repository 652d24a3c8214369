"""Train what finds names: `python -m resolvers.mention_detection.tagger.training DATA_FOLDER WIRE_FOLDER`.

Reads the sets of tagged sentences (GUM, EWT, wikigold, CrossNER), newswire marked as it is written
(wire), and newswire of our own (`newswire.txt`); their licences are in NOTICE. Each document is
tokenised and read as `resolve` does. First comes the tagger, a conditional random field (Lafferty
et al. 2001) by L-BFGS; then the choice among candidates, a maximum entropy model over what three
taggers say that were each trained without the documents that they speak of, so that their beliefs
are those of new text (stacking, Wolpert 1992). A tenth of all documents, chosen by a hash of their
names, is never trained on; what the rules, the tagger and the choice find in them is printed. The
same data give the same models, byte for byte.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import attrs

from resolvers.mention_detection.names import NameSpan
from resolvers.mention_detection.tagger.candidates import Place, candidates, tagged_places
from resolvers.mention_detection.tagger.choice import NO_NAME, choose_with
from resolvers.mention_detection.tagger.document import read_document
from resolvers.mention_detection.tagger.features import Document, Features
from resolvers.mention_detection.tagger.model import sequences, tag_with
from resolvers.mention_detection.tagger.span_features import SpanFeatures
from resolvers.text.tokens import Token

SETS = ("gum", "gum_more", "ewt", "wikigold", "crossner_politics", "crossner_more")
WIRE = "wire"
OWN = Path(__file__).parent / "newswire.txt"
TAGGER = Path(__file__).parent / "names.crfsuite"
CHOICE = Path(__file__).parent / "choice.crfsuite"
HELD_OUT = 10  # one document in so many is never trained on
FOLDS = 3  # taggers whose beliefs the choice learns from
# The sets of sentences mark no laws, storms and works, and take titles and places in front into
# names; the newswire is marked as names are wanted here, so its candidates count as often as this.
WIRE_COUNTS = 5
# Elastic net (c1 is the weight of L1, c2 of L2): flat between 0 and 1 on held-out documents; these
# give a small model.
SETTINGS = {"c1": 0.5, "c2": 0.5, "max_iterations": 150, "feature.possible_transitions": True}
# A stronger L1 makes the model a half as large and no worse.
CHOICE_SETTINGS = {"c1": 1.0, "c2": 0.3, "max_iterations": 120}

_GLUED = re.compile(r"[,.;:!?)\]%’”]|'s|’s|n't|n’t|\.\.\.")
_ARTICLE = re.compile(r"(?:The|An?)\s+(?=\w)", re.IGNORECASE)
_HEADING = re.compile(r"^## ", re.MULTILINE)
_MARK = re.compile(r"\{(?P<kind>[POLM]) (?P<name>[^{}]+)\}")
_MARKS = {"P": "PER", "O": "ORG", "L": "LOC", "M": "other"}
_OPENING = ("\n", "(", "[", "$", "“", "‘")

Gold = set[tuple[int, int, str]]


@attrs.frozen
class MarkedDocument:
    """Hold one document with the names that people marked in it."""

    name: str  # set and document
    document: Document
    gold: Gold

    @property
    def held_out(self) -> bool:
        """Whether the document is kept for testing."""
        return _hash_number(self.name) % HELD_OUT == 0

    @property
    def fold(self) -> int:
        """Return the number of the tagger that is not trained on it."""
        return _hash_number(f"fold {self.name}") % FOLDS


def _hash_number(name: str) -> int:
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16)


def read_all(data: Path, wire: Path) -> list[MarkedDocument]:
    """Read all documents that the models are trained and tested on.

    Args:
        data: the folder of the sets of tagged sentences.
        wire: the folder of the marked newswire.
    """
    sets = [item for name in SETS for item in read_set(data / f"{name}.jsonl")]
    return [*sets, *read_wire(wire), *read_marked(OWN)]


def read_set(path: Path) -> Iterator[MarkedDocument]:
    """Read one set: sentences of tokens and tags, gathered by document."""
    by_document: defaultdict[str, list[tuple[list[str], list[str]]]] = defaultdict(list)
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        by_document[row["doc"]].append((row["tokens"], row["tags"]))
    for name, parts in by_document.items():
        text, gold = join(parts)
        document = read_document(text)
        yield MarkedDocument(f"{path.stem}/{name}", document, gold - _lone_role_gold(document))


def _lone_role_gold(document: Document) -> Gold:
    """Return "President" and "Secretary", which the sets of sentences mark as names where they stand alone."""
    return {(role.head.start, role.head.end, "PER") for role in document.roles if not role.plural}


def read_wire(folder: Path) -> Iterator[MarkedDocument]:
    """Read articles as they are written, with the spans of their names; what is MISC is other."""
    gold: defaultdict[str, Gold] = defaultdict(set)
    for line in (folder / "mentions.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        kind = "other" if row["type"] == "MISC" else row["type"]
        gold[row["article"]].add((row["start"], row["end"], kind))
    for line in (folder / "articles.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        yield MarkedDocument(f"{WIRE}/{row['id']}", read_document(row["text"]), gold[row["id"]])


def read_marked(path: Path) -> Iterator[MarkedDocument]:
    """Read articles whose names are marked in braces: "{P Ada Crane} of {O Crane Optics}"."""
    for part in _HEADING.split(path.read_text("utf-8"))[1:]:
        name, _, marked = part.partition("\n")
        text, gold = unmarked(marked.strip() + "\n")
        yield MarkedDocument(f"{WIRE}/{name}", read_document(text), gold)


def unmarked(marked: str) -> tuple[str, Gold]:
    """Take the marks out of a text, and give the offsets and types of the names."""
    text, gold, at = "", set(), 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        gold.add((len(text), len(text) + len(mark["name"]), _MARKS[mark["kind"]]))
        text += mark["name"]
        at = mark.end()
    return text + marked[at:], gold


def join(parts: Iterable[tuple[Sequence[str], Sequence[str]]]) -> tuple[str, Gold]:
    """Join tagged sentences to a text, each in a paragraph of its own, and give the offsets of the names."""
    text = ""
    gold: Gold = set()
    for tokens, tags in parts:
        where: list[tuple[int, int]] = []
        for token in tokens:
            if text and not text.endswith(_OPENING) and not _GLUED.fullmatch(token):
                text += " "
            where.append((len(text), len(text) + len(token)))
            text += token
        gold.update((where[a][0], where[b - 1][1], kind) for a, b, kind in _decode_name_tags(tags))
        text += "\n\n"
    return text.rstrip() + "\n", gold


def _decode_name_tags(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield the tokens of the names of a sentence, and their types, as the sets tag them."""
    first = None
    for i, tag in enumerate([*tags, "O"]):
        if first is not None and not tag.startswith("I-"):
            yield first, i, tags[first][2:]
            first = None
        if tag.startswith("B-"):
            first = i


def train(labelled: Iterable[MarkedDocument], path: Path) -> None:
    """Train on documents and write the model."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(verbose=False)
    for rows, tags in examples(labelled):
        trainer.append(rows, tags)
    trainer.set_params(SETTINGS)
    trainer.train(str(path))


def examples(labelled: Iterable[MarkedDocument]) -> Iterator[tuple[list[list[bytes]], list[str]]]:
    """Yield what the tagger is shown: the features and the tags of the tokens of a sentence."""
    for item in labelled:
        made, tags = Features(item.document), label(item)
        for first, stop in sequences(item.document, cells=False):
            if "?" not in tags[first:stop]:
                yield made.rows(first, stop), tags[first:stop]


def label(item: MarkedDocument) -> list[str]:
    """Tag our tokens as people did; `?` leaves a sentence out of the training.

    So it is where a marked name does not end with a token, and where it runs over an office to a
    name: one set gives "US President Barack Obama" as one place.
    """
    tokens = item.document.tokens
    starts = {token.start: i for i, token in enumerate(tokens)}
    stops = {token.end: i + 1 for i, token in enumerate(tokens)}
    tags = ["O"] * len(tokens)
    for start, end, kind in sorted(item.gold):
        first, stop = starts.get(start), stops.get(end)
        if first is None or stop is None or _runs_over_office(item.document, start, end):
            for i in _overlapping_tokens(tokens, start, end):
                tags[i] = "?"
        else:
            tags[first:stop] = [f"B-{kind}"] + [f"I-{kind}"] * (stop - first - 1)
    return tags


def _runs_over_office(document: Document, start: int, end: int) -> bool:
    """Whether a marked name holds the head of a role and goes on behind it."""
    return any(start <= role.head.start and role.head.end < end for role in document.roles)


def _overlapping_tokens(tokens: Sequence[Token], start: int, end: int) -> Iterator[int]:
    """Yield the tokens that a marked name touches."""
    return (i for i, t in enumerate(tokens) if t.start < end and start < t.end)


# --- the choice ---------------------------------------------------------------------------------


def train_choice(labelled: Sequence[MarkedDocument], path: Path) -> None:
    """Train the choice on documents and write the model; taggers are trained beside it."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(verbose=False)
    for number in range(FOLDS):
        beside = path.with_name(f"{path.name}.{number}")
        train([item for item in labelled if item.fold != number], beside)
        tagger = _open_model(beside)
        for item in labelled:
            if item.fold == number:
                _add_training_examples(trainer, tagger, item)
        beside.unlink()
    trainer.set_params(CHOICE_SETTINGS)
    trainer.train(str(path))


# python-crfsuite has no types.
def _add_training_examples(trainer: Any, tagger: Any, item: MarkedDocument) -> None:  # noqa: ANN401
    """Show the candidates of a document to the trainer."""
    made = _candidate_features(tagger, item)
    kinds = dict(_gold_without_articles(item))
    for place in made.origins:
        row, kind = made.row(place), kinds.get(_span_offsets(item, place), NO_NAME)
        for _ in range(WIRE_COUNTS if item.name.startswith(WIRE) else 1):
            trainer.append([row], [kind])


def _gold_without_articles(item: MarkedDocument) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the marked names and their types, without leading articles."""
    for start, end, kind in item.gold:
        article = _ARTICLE.match(item.document.text, start, end)
        yield (article.end() if article else start, end), kind


def _candidate_features(tagger: Any, item: MarkedDocument) -> SpanFeatures:  # noqa: ANN401
    tagging = tag_with(tagger, item.document)
    return SpanFeatures(item.document, tagging, candidates(item.document, tagging))


def _span_offsets(item: MarkedDocument, place: Place) -> tuple[int, int]:
    tokens = item.document.tokens
    return tokens[place[0]].start, tokens[place[1] - 1].end


def _open_model(path: Path) -> Any:  # noqa: ANN401
    import pycrfsuite

    model = pycrfsuite.Tagger()
    model.open(str(path))
    return model


# --- the table ------------------------------------------------------------------------------------


def score(found: Iterable[tuple[Gold, Gold]]) -> tuple[float, float]:
    """Return F1 with and without types over documents, names exact."""
    pairs = list(found)
    out = []
    for cut in (3, 2):
        hit = sum(len({n[:cut] for n in own} & {n[:cut] for n in gold}) for own, gold in pairs)
        out.append(2 * hit / max(1, sum(len(own) + len(gold) for own, gold in pairs)))
    return out[0], out[1]


def as_gold(names: Iterable[NameSpan]) -> Gold:
    """Write names as the sets do; those without a type count for nothing, nor do others."""
    return {(n.span.start, n.span.end, n.type) for n in names if n.type not in {"none", "other"}}


def as_tagged(tagger: Any, item: MarkedDocument) -> Gold:  # noqa: ANN401
    """Return the names that the tagger alone finds."""
    tags = tag_with(tagger, item.document).tags
    found = {(*_span_offsets(item, place), tags[place[0]][2:]) for place in tagged_places(tags)}
    return {name for name in found if name[2] != "other"}


def print_table(labelled: Sequence[MarkedDocument], tagger: Any, choice: Any) -> None:  # noqa: ANN401
    """Print what rules, tagger and choice find in documents that were not trained on."""
    groups: defaultdict[str, list[MarkedDocument]] = defaultdict(list)
    for item in labelled:
        groups[item.name.partition("/")[0]].append(item)
    print("held-out documents     names    rules typed untyped  tagger         choice")
    for name, items in groups.items():
        gold = [{mark for mark in item.gold if mark[2] != "other"} for item in items]
        found = zip(*(_predictions_by_method(item, tagger, choice) for item in items), strict=True)
        scores = [score(zip(own, gold, strict=True)) for own in found]
        figures = "  ".join(f"{typed:7.3f} {untyped:6.3f}" for typed, untyped in scores)
        print(f"{name:20s} {sum(map(len, gold)):7d} {figures}")


def _predictions_by_method(
    item: MarkedDocument,
    tagger: Any,  # noqa: ANN401
    choice: Any,  # noqa: ANN401
) -> tuple[Gold, Gold, Gold]:
    """Return what rules, tagger and choice find in a document."""
    chosen = choose_with(choice, item.document, tag_with(tagger, item.document))
    return as_gold(item.document.names), as_tagged(tagger, item), as_gold(chosen)


def main() -> None:
    """Train, write the models, print the table."""
    parser = argparse.ArgumentParser(description="Train what finds names.")
    parser.add_argument("data", type=Path, help="the folder of the sets, one .jsonl file each")
    parser.add_argument("wire", type=Path, help="the folder of the marked newswire")
    args = parser.parse_args()
    labelled = read_all(args.data, args.wire)
    shown = [item for item in labelled if not item.held_out]
    train(shown, TAGGER)
    train_choice(shown, CHOICE)
    held_out = [item for item in labelled if item.held_out]
    print_table(held_out, _open_model(TAGGER), _open_model(CHOICE))


if __name__ == "__main__":
    main()

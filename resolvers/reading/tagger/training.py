"""Train the tagger of names: `python -m resolvers.reading.tagger.training DATA_FOLDER`.

Reads the sets of tagged sentences (GUM, EWT, wikigold, CrossNER politics; their licences are in NOTICE), joins each
document's sentences to a text, tokenises and reads it as `resolve` does, and trains a conditional random field (Lafferty et
al. 2001) by L-BFGS. A fourth of all documents, chosen by a hash of their names, is never trained on; the table of what the
rules, the tagger and both together find in them is printed. The same data give the same model, byte for byte.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import attrs

from resolvers.reading.finding.names import NameSpan
from resolvers.reading.tagger.document import read_document
from resolvers.reading.tagger.features import Document, Features
from resolvers.reading.tagger.merge import merge
from resolvers.reading.tagger.model import sequences, tag_with

SETS = ("gum", "ewt", "wikigold", "crossner_politics")
MODEL = Path(__file__).parent / "names.crfsuite"
HELD_OUT = 4  # one document in so many is never trained on
# Elastic net (c1 is the weight of L1, c2 of L2): flat between 0 and 1 on held-out documents; these give a small model.
SETTINGS = {"c1": 0.5, "c2": 0.5, "max_iterations": 150, "feature.possible_transitions": True}

_GLUED = re.compile(r"[,.;:!?)\]%’”]|'s|’s|n't|n’t|\.\.\.")
_OPENING = ("\n", "(", "[", "$", "“", "‘")

Gold = set[tuple[int, int, str]]


@attrs.frozen
class Labelled:
    """Hold one document with the names that people marked in it."""

    name: str  # set and document
    document: Document
    gold: Gold

    @property
    def held_out(self) -> bool:
        """Tell whether the document is kept for testing."""
        return int(hashlib.sha256(self.name.encode()).hexdigest()[:8], 16) % HELD_OUT == 0


def read_set(path: Path) -> Iterator[Labelled]:
    """Read one set: sentences of tokens and tags, gathered by document."""
    by_document: defaultdict[str, list[tuple[list[str], list[str]]]] = defaultdict(list)
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        by_document[row["doc"]].append((row["tokens"], row["tags"]))
    for name, parts in by_document.items():
        text, gold = join(parts)
        yield Labelled(f"{path.stem}/{name}", read_document(text), gold)


def join(parts: Iterable[tuple[Sequence[str], Sequence[str]]]) -> tuple[str, Gold]:
    """Join tagged sentences to a text, each in a paragraph of its own, and give the offsets of the names."""
    text, gold = "", set()
    for tokens, tags in parts:
        where: list[tuple[int, int]] = []
        for token in tokens:
            if text and not text.endswith(_OPENING) and not _GLUED.fullmatch(token):
                text += " "
            where.append((len(text), len(text) + len(token)))
            text += token
        first = None
        for i, tag in enumerate([*tags, "O"]):
            if first is not None and not tag.startswith("I-"):
                gold.add((where[first][0], where[i - 1][1], tags[first][2:]))
                first = None
            if tag.startswith("B-"):
                first = i
        text += "\n\n"
    return text.rstrip() + "\n", gold


def train(labelled: Iterable[Labelled], path: Path) -> None:
    """Train on documents and write the model."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(verbose=False)
    for item in labelled:
        made, tags = Features(item.document), label(item)
        for first, stop in sequences(item.document):
            if "?" not in tags[first:stop]:
                trainer.append(made.rows(first, stop), tags[first:stop])
    trainer.set_params(SETTINGS)
    trainer.train(str(path))


def label(item: Labelled) -> list[str]:
    """Tag our tokens as people did; `?` leaves a sentence out of the training.

    So it is where a marked name does not end with a token, and where it runs over an office to a name: one set gives "US
    President Barack Obama" as one place.
    """
    tokens = item.document.tokens
    heads = [role.head for role in item.document.roles]
    starts, ends = (
        {t.start: i for i, t in enumerate(tokens)},
        {t.end: i for i, t in enumerate(tokens)},
    )
    tags = ["O"] * len(tokens)
    for start, end, kind in sorted(item.gold):
        if (
            start in starts
            and end in ends
            and not any(start <= head.start and head.end < end for head in heads)
        ):
            first, last = starts[start], ends[end]
            tags[first : last + 1] = [f"B-{kind}"] + [f"I-{kind}"] * (last - first)
        else:
            for i, token in enumerate(tokens):
                if token.start < end and start < token.end:
                    tags[i] = "?"
    return tags


# --- the table ------------------------------------------------------------------------------------------------------------


def score(found: Iterable[tuple[Gold, Gold]]) -> tuple[float, float]:
    """Give F1 with and without types over documents, names exact."""
    pairs = list(found)
    out = []
    for cut in (3, 2):
        hit = sum(len({n[:cut] for n in own} & {n[:cut] for n in gold}) for own, gold in pairs)
        out.append(2 * hit / max(1, sum(len(own) + len(gold) for own, gold in pairs)))
    return out[0], out[1]


def as_gold(names: Iterable[NameSpan]) -> Gold:
    """Write names as the sets do; those without a type count for nothing."""
    return {(n.span.start, n.span.end, n.type) for n in names if n.type != "none"}


def print_table(labelled: Sequence[Labelled], path: Path) -> None:
    """Print what rules, tagger and both find in documents that were not trained on."""
    import pycrfsuite

    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    groups: defaultdict[str, list[Labelled]] = defaultdict(list)
    for item in labelled:
        groups[item.name.partition("/")[0]].append(item)
        if re.match("gum/GUM_(news|interview)", item.name):
            groups["gum news, interview"].append(item)
    print("held-out documents     names   rules typed untyped   with the tagger typed untyped")
    for name, items in groups.items():
        rules = score((as_gold(item.document.names), item.gold) for item in items)
        both = score(
            (as_gold(merge(item.document, tag_with(tagger, item.document))), item.gold)
            for item in items
        )
        size = sum(len(item.gold) for item in items)
        print(
            f"{name:20s} {size:7d} {rules[0]:13.3f} {rules[1]:7.3f} {both[0]:23.3f} {both[1]:7.3f}"
        )


def main() -> None:
    """Train, write the model, print the table."""
    parser = argparse.ArgumentParser(description="Train the tagger of names.")
    parser.add_argument(
        "data", type=Path, help="the folder that holds the sets, one .jsonl file each"
    )
    parser.add_argument("--to", type=Path, default=MODEL, help="the model file to write")
    args = parser.parse_args()
    labelled = [item for name in SETS for item in read_set(args.data / f"{name}.jsonl")]
    train([item for item in labelled if not item.held_out], args.to)
    print_table([item for item in labelled if item.held_out], args.to)


if __name__ == "__main__":
    main()

"""Peers: what others do of the same work, measured in the same run where they are installed.

Each function takes the articles, the seconds of our own stages, those of reading names, and counts;
it returns a row for the page, with `ours` and `theirs` in seconds, or the reason why there is none.
What they give is not the same as what we do, and each row says what it is.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any

import pyarrow as pa
from full_length import person, versions_of
from increments import spend

from resolvers.stages.reader import read_own
from resolvers.storing.tables import without_collecting
from resolvers.text.tokens import tokenise

Row = dict[str, Any]
Peer = Callable[[Sequence[Row], Mapping[str, float], float, Mapping[str, int]], Row]
_WORDS = 5  # of a shingle
_PAIRS = 4_000
_MODEL = "en_core_web_sm"


def worked(action: Callable[[], object]) -> float:
    """Return the seconds of a processor that a call takes, as `resolve` works: not collecting."""
    with without_collecting():
        return spend(action).worked


def spacy_words(made: Sequence[Row], *_: object) -> Row:
    """Cut the same texts into words by spaCy's English tokeniser."""
    row: Row = {"name": "spaCy's tokeniser", "what": "words of the same texts"}
    try:
        import spacy
    except ImportError:
        return row | {"skipped": "spaCy is not installed"}
    cut = spacy.blank("en").tokenizer
    texts = [r["text"] for r in made]
    cut(texts[0])
    ours = worked(lambda: [tokenise(text) for text in texts])
    return _row(row, ours, worked(lambda: [cut(text) for text in texts]))


def spacy_names(made: Sequence[Row], _spent: object, names: float, _sizes: object) -> Row:
    """Find names of the same texts by spaCy's small English model, beside our names and chains."""
    row: Row = {
        "name": "spaCy small",
        "what": "its tagger, parser and names; ours are names, roles and chains",
    }
    try:
        import spacy

        model = spacy.load(_MODEL)
    except (ImportError, OSError):
        return row | {"skipped": f"the model {_MODEL} is not installed"}
    model(made[0]["text"])
    return _row(row, names, worked(lambda: [model(r["text"]) for r in made]))


def datasketch_copies(made: Sequence[Row], spent: Mapping[str, float], *_: object) -> Row:
    """Find near copies by MinHash (128 permutations of shingles of five words) and its LSH."""
    row: Row = {
        "name": "datasketch",
        "what": "candidates for copies; ours are copies, what they took, origins and stories",
    }
    try:
        from datasketch import MinHash, MinHashLSH
    except ImportError:
        return row | {"skipped": "datasketch is not installed"}

    def find() -> None:
        index = MinHashLSH(threshold=0.5, num_perm=128)
        for article in made:
            words = article["text"].split()
            shingles = {" ".join(words[i : i + _WORDS]) for i in range(len(words) - _WORDS + 1)}
            sketch = MinHash(num_perm=128)
            sketch.update_batch([shingle.encode() for shingle in shingles])
            index.query(sketch)
            index.insert(article["id"], sketch)

    return _row(row, spent["cover"], worked(find))


def splink_pairs(
    made: Sequence[Row], spent: Mapping[str, float], _names: float, sizes: Mapping[str, int]
) -> Row:
    """Score pairs of chains by a plain Splink model: Jaro-Winkler of names within a type."""
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on
    from splink import comparison_library as library

    chains = [chain for version in versions_of(made) for chain in read_own(version)]
    table = pa.table(
        {
            "unique_id": [chain.key for chain in chains],
            "name": [chain.name.lower() for chain in chains],
            "last": [chain.name.lower().split()[-1] for chain in chains],
            "type": [chain.type for chain in chains],
        }
    )
    settings = SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[block_on("last", "type")],
        comparisons=[
            library.JaroWinklerAtThresholds("name", [0.92, 0.8]),
            library.ExactMatch("type"),
        ],
    )
    pairs: list[int] = []

    def score() -> None:
        linker = Linker(DuckDBAPI().register(table), settings, log_level=None)
        pairs.append(linker.inference.predict(warning_mode="never").as_duckdbpyrelation().shape[0])

    theirs = worked(score)
    what = (
        f"its {pairs[0]:,} pairs of {len(chains):,} chains, scored and not clustered; "
        f"ours are {sizes['pairs']:,} pairs of distinct profiles, clusters and ids"
    )
    return _row({"name": "raw Splink", "what": what}, spent["link"], theirs)


def nomenklatura_pairs(
    _made: object, spent: Mapping[str, float], _names: float, sizes: Mapping[str, int]
) -> Row:
    """Compare pairs of persons by nomenklatura's matcher, and take the time of as many as we did."""
    row: Row = {
        "name": "nomenklatura's matcher",
        "what": f"{sizes['pairs']:,} pairs compared; ours are also found, clustered and given ids",
    }
    try:
        from followthemoney import model
        from nomenklatura.matching import DefaultAlgorithm
    except ImportError:
        return row | {"skipped": "nomenklatura is not installed"}
    chance = Random(1)
    people = [person(chance) for _ in range(200)]
    proxies = [
        model.get_proxy(
            {"id": f"p{n}", "schema": "Person", "properties": {"name": [f"{p.given} {p.surname}"]}}
        )
        for n, p in enumerate(people)
    ]
    pairs = list(itertools.islice(itertools.combinations(proxies, 2), _PAIRS))
    config = DefaultAlgorithm.default_config()
    DefaultAlgorithm.compare(*pairs[0], config)
    theirs = worked(lambda: [DefaultAlgorithm.compare(a, b, config) for a, b in pairs])
    return _row(row, spent["link"], theirs * sizes["pairs"] / len(pairs))


def _row(row: Row, ours: float, theirs: float) -> Row:
    return row | {"ours": round(ours, 3), "theirs": round(theirs, 3)}


PEERS: tuple[Peer, ...] = (
    spacy_words,
    spacy_names,
    datasketch_copies,
    splink_pairs,
    nomenklatura_pairs,
)

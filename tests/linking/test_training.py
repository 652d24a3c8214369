"""The shipped parameters are what the training script counts."""

from __future__ import annotations

import math
from collections import Counter
from importlib.resources import files
from itertools import product
from pathlib import Path

import pytest
from trained import Digest, agrees, note, sample

from resolvers.linking import training
from resolvers.linking.model import Model
from resolvers.linking.training import Pair, estimate, weigh
from resolvers.linking.weights import BIT

DATA = Path(__file__).parents[2].parent / "shared/data"
NONE: Counter[tuple[str, bool]] = Counter()
SHIPPED = ("lexicon/data/cues.tsv", "lexicon/data/cue_rivals.tsv", "linking/model.json")


@pytest.mark.search
@pytest.mark.skipif(not DATA.exists(), reason="the labelled sets are not here")
def test_the_shipped_files_are_reproduced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """`python -m resolvers.linking.training DATA` writes the very bytes that are in the package.

    All is trained anew where a sample of the data does not give what it gave.
    """
    for name, (file, field) in product(
        training.SETS, (("articles.jsonl", "id"), ("mentions.jsonl", "article"))
    ):
        sample(DATA / name / file, tmp_path / "data" / name / file, field, one_in=12)
    digest = Digest()
    digest.add_files(file for name in training.SETS for file in (DATA / name).glob("*.jsonl"))
    digest.add_files(files("resolvers").joinpath(name) for name in SHIPPED)
    digest.add_files(trained_on(tmp_path / "data", tmp_path / "sampled", monkeypatch))
    if agrees("linking", digest, request.config):
        return

    for file in trained_on(DATA, tmp_path / "whole", monkeypatch):
        name = file.relative_to(tmp_path / "whole")
        assert files("resolvers").joinpath(str(name)).read_bytes() == file.read_bytes()
    note("linking", digest, request.config)


def trained_on(data: Path, to: Path, patch: pytest.MonkeyPatch) -> list[Path]:
    """Run the script over the sets in a folder, and give the files that it wrote."""
    (to / "lexicon/data").mkdir(parents=True)
    (to / "linking").mkdir()
    patch.setattr("sys.argv", ["training", str(data), "--to", str(to)])
    training.main()
    return [to / name for name in SHIPPED]


def pairs(level: str, same: int, other: int) -> list[Pair]:
    """Make labelled pairs of persons on one level."""
    return [Pair({"name": level}, same=i < same, fold=i % 5) for i in range(same + other)]


def test_a_level_weighs_what_its_counts_say() -> None:
    """With one case added to every level, a tenth of it a match, the weight is the ratio of the shares."""
    found = pairs("person_same_full_name", 90, 10) + pairs("other", 10, 890)
    model = estimate(found, NONE)
    size = len(training.COMPARISONS[0].level_keys)
    expected = math.log2(((90 + 0.1) / (100 + 0.1 * size)) / ((10 + 0.9) / (900 + 0.9 * size)))

    assert model.weight("name", "person_same_full_name") == pytest.approx(expected, abs=0.5 / BIT)
    assert model.prior == pytest.approx(100.5 / 1001, abs=1e-8)


def test_a_level_that_was_never_seen_weighs_nothing() -> None:
    """No evidence speaks neither for nor against."""
    model = estimate(pairs("person_same_full_name", 90, 10) + pairs("other", 10, 890), NONE)

    assert model.weight("name", "person_generations_conflict") == pytest.approx(0.0, abs=1e-3)


def test_calibrated_probabilities_are_the_observed_shares() -> None:
    """What is said with .9 is true about nine times in ten."""
    found = pairs("person_same_full_name", 450, 50) + pairs("other", 50, 450)
    model = estimate(found, NONE)

    assert model.probability(weigh(model, found[0])) == pytest.approx(0.9, abs=0.02)
    assert model.probability(weigh(model, found[-1])) == pytest.approx(0.1, abs=0.02)


def test_a_model_is_read_as_it_was_written(tmp_path: Path) -> None:
    """The file holds all that the model is."""
    model = estimate(pairs("person_same_full_name", 9, 1) + pairs("other", 1, 9), NONE)
    path = tmp_path / "model.json"
    path.write_text(model.as_json(), encoding="utf-8")

    assert Model.load(path) == model

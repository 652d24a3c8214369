"""The model: m and u of every level, the prior, the calibration and the cut, from a JSON file."""

from __future__ import annotations

import json
import math
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

import attrs

from provenance.exceptions import InputError
from provenance.identifiers import content_hash
from resolvers.linking.blocking import RULES
from resolvers.linking.comparisons import COMPARISONS
from resolvers.linking.levels import NULL, OTHER, FeatureComparison
from resolvers.linking.model_values import ModelValues, parse_values, read_values
from resolvers.linking.weights import quantise


@attrs.frozen(kw_only=True)
class Model:
    """Hold everything that a score depends on besides the pair itself.

    Args:
        levels: comparison, then level key, to (m, u): the share of matching and of other blocked
            pairs on that level.
        prior: the share of matches among blocked pairs.
        calibration: intercept and slope of the logistic that turns a match weight (log2) into a
            probability.
        cut: clusters are joined while the calibrated probability between them stays at or above
            this.
    """

    levels: dict[str, dict[str, tuple[float, float]]]
    prior: float
    calibration: tuple[float, float]
    cut: float

    @cached_property
    def key(self) -> str:
        """Identify the model by its numbers."""
        return content_hash("model", self.as_json())

    @property
    def prior_weight(self) -> float:
        """Log2 of the prior odds, in steps."""
        return quantise(math.log2(self.prior / (1 - self.prior)))

    def weight(self, comparison: str, level: str) -> float:
        """Return log2 of a level's Bayes factor, in steps; nothing to compare weighs nothing."""
        if level == NULL:
            return 0.0
        m, u = self.levels[comparison][level]
        return quantise(math.log2(m / u))

    def probability(self, match_weight: float) -> float:
        """Calibrate a match weight (log2)."""
        intercept, slope = self.calibration
        return 1.0 / (1.0 + math.exp(-max(-700.0, min(700.0, intercept + slope * match_weight))))

    def as_json(self) -> str:
        """Write the model, keys sorted, so that equal models are equal bytes."""
        return json.dumps(attrs.asdict(self), indent=1, sort_keys=True, ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Model:
        """Read a model that `as_json` wrote.

        Raises:
            InputError: a value is missing or of another kind.
        """
        return cls._from_values(parse_values(text, "model"))

    @classmethod
    def _from_values(cls, values: ModelValues) -> Model:
        return cls(
            levels=values.levels, prior=values.prior, calibration=values.calibration, cut=values.cut
        )

    def save(self, path: Path) -> None:
        """Write the model to a file with its hash, which tells later whether it is that model."""
        data = {"hash": self.key, **json.loads(self.as_json())}
        path.write_text(
            json.dumps(data, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8"
        )

    @classmethod
    def load(cls, path: Path) -> Model:
        """Read a model from a file of one's own.

        Raises:
            InputError: the file is no model, lacks a level, holds a number that is no share, or was
                changed after it was written.
        """
        values = read_values(path)
        model = cls._from_values(values)
        _check_model_levels(model, path)
        if values.digest not in (None, model.key):
            hint = "take the line out if you changed the file on purpose"
            raise InputError(
                "the numbers are not those that were written",
                file=str(path),
                field="hash",
                hint=hint,
            )
        return model


def _check_model_levels(model: Model, path: Path) -> None:
    """Refuse a model that lacks a level."""
    for comparison in COMPARISONS:
        for level in comparison.level_keys:
            if level not in model.levels.get(comparison.name, {}):
                field = f"levels.{comparison.name}.{level}"
                hint = "it was made by another version; train it again"
                raise InputError("there is no such level", file=str(path), field=field, hint=hint)


def log_odds(probability: float) -> float:
    """Return log2 of the odds of a probability, kept finite at 0 and 1."""
    bounded = min(1 - 1e-12, max(1e-12, probability))
    return math.log2(bounded / (1 - bounded))


@cache
def default_model() -> Model:
    """Return the model that ships with the package."""
    return Model.from_json(
        files("resolvers.linking").joinpath("model.json").read_text(encoding="utf-8")
    )


def settings(model: Model) -> dict[str, Any]:
    """Write the model as Splink settings over the profile table."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "profile",
        "probability_two_random_records_match": model.prior,
        "blocking_rules_to_generate_predictions": [rule.settings() for rule in RULES],
        "comparisons": [_splink_comparison(model, comparison) for comparison in COMPARISONS],
        "additional_columns_to_retain": [comparison.value for comparison in COMPARISONS],
        "retain_intermediate_calculation_columns": True,
        "retain_matching_columns": True,
    }


def _splink_comparison(model: Model, comparison: FeatureComparison) -> dict[str, Any]:
    levels: list[dict[str, Any]] = [
        {"sql_condition": comparison.nothing, "label_for_charts": NULL, "is_null_level": True}
    ]
    conditions = [(level.key, level.condition) for level in comparison.levels] + [(OTHER, "ELSE")]
    for level, condition in conditions:
        m, u = model.levels[comparison.name][level]
        levels.append(
            {
                "sql_condition": condition,
                "label_for_charts": level,
                "m_probability": m,
                "u_probability": u,
            }
        )
    return {"output_column_name": comparison.name, "comparison_levels": levels}

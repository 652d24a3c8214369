"""The values of a model's file, each a finite number: some are written into SQL."""

from __future__ import annotations

import json
import math
from pathlib import Path

import attrs

from provenance.exceptions import InputError

_HINT = "spantrail train writes such files"


@attrs.frozen
class ModelValues:
    """The numbers of a model, as they stand in its file.

    Args:
        levels: comparison, then level key, to (m, u).
        prior: the share of matches among blocked pairs.
        calibration: intercept and slope.
        cut: the threshold of the clustering.
        digest: the digest that was written with them, or None.
    """

    levels: dict[str, dict[str, tuple[float, float]]]
    prior: float
    calibration: tuple[float, float]
    cut: float
    digest: object = None


def read_values(path: Path) -> ModelValues:
    """Read a model's file.

    Raises:
        InputError: the file cannot be read, is no JSON object, or a value is missing or of
            another kind.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"it cannot be read: {error}", file=str(path), hint=_HINT) from error
    return parse_values(text, str(path))


def parse_values(text: str, file: str) -> ModelValues:
    """Read the JSON text of a model.

    Args:
        text: a JSON object with levels, prior, calibration and cut.
        file: where it came from, for messages.

    Raises:
        InputError: the text is no JSON object, or a value is missing or of another kind.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"no model of ours: {error}", file=file, hint=_HINT) from error
    if not isinstance(data, dict):
        what = f"no model of ours: it holds {_shortened_value(data)} and no object"
        raise InputError(what, file=file, hint=_HINT)
    fields = _Fields(file)
    return ModelValues(
        levels=fields.levels(data.get("levels")),
        prior=fields.share(data.get("prior"), "prior"),
        calibration=fields.two_numbers(data.get("calibration"), "calibration"),
        cut=fields.share(data.get("cut"), "cut"),
        digest=data.get("hash"),
    )


@attrs.frozen
class _Fields:
    """Check values and name the file and the field where one is of another kind."""

    file: str

    def levels(self, value: object) -> dict[str, dict[str, tuple[float, float]]]:
        groups = self._json_object(value, "levels")
        return {
            name: self._level_parameters(group, f"levels.{name}") for name, group in groups.items()
        }

    def _level_parameters(self, value: object, field: str) -> dict[str, tuple[float, float]]:
        shares = self._json_object(value, field)
        return {
            label: self._pair_of_shares(pair, f"{field}.{label}") for label, pair in shares.items()
        }

    def _pair_of_shares(self, value: object, field: str) -> tuple[float, float]:
        m, u = self._list_of_two(value, field)
        return self.share(m, field), self.share(u, field)

    def two_numbers(self, value: object, field: str) -> tuple[float, float]:
        first, second = self._list_of_two(value, field)
        return self._finite_number(first, field), self._finite_number(second, field)

    def share(self, value: object, field: str) -> float:
        number = self._finite_number(value, field)
        if not 0.0 < number < 1.0:
            raise self._value_refusal("a share between 0 and 1", value, field)
        return number

    def _finite_number(self, value: object, field: str) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self._value_refusal("a number", value, field)
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
        if not math.isfinite(number):
            raise self._value_refusal("a finite number", value, field)
        return number

    def _list_of_two(self, value: object, field: str) -> list[object]:
        if not isinstance(value, list) or len(value) != 2:
            raise self._value_refusal("two numbers", value, field)
        return value

    def _json_object(self, value: object, field: str) -> dict[str, object]:
        if not isinstance(value, dict):
            raise self._value_refusal("an object", value, field)
        return value

    def _value_refusal(self, wanted: str, value: object, field: str) -> InputError:
        what = (
            "there is none"
            if value is None
            else f"expected {wanted}, not {_shortened_value(value)}"
        )
        return InputError(what, file=self.file, field=field, hint=_HINT)


def _shortened_value(value: object) -> str:
    """Show the beginning of a value."""
    try:
        shown = json.dumps(value, ensure_ascii=False)
    except (ValueError, RecursionError):  # an integer of thousands of digits
        shown = f"a very long {type(value).__name__}"
    return shown if len(shown) <= 60 else f"{shown[:60]}…"

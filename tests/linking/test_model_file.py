"""A model's file is numbers: whatever else stands in it is refused with file, field and value, and never runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import attrs
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.exceptions import InputError
from provenance.ledger.encode_pairs import texts_of, told_parts
from resolvers.linking import scoring
from resolvers.linking.model import Model, default_model
from resolvers.linking.profiles import Profile
from resolvers.linking.table import profile_table

GOOD: dict[str, Any] = json.loads(default_model().as_json())
_LEVEL = ("levels", "role", "same_office")
PLACES = [
    ("prior",),
    ("cut",),
    ("calibration",),
    ("calibration", 0),
    ("calibration", 1),
    ("levels",),
]
PLACES += [("levels", "role"), _LEVEL, (*_LEVEL, 0), (*_LEVEL, 1)]
_SQL = "0) end) from read_text('/etc/passwd'); --"
# Of its own kind: no number, no list, no object; numbers that are not finite; numbers that no float
# holds.
ATTACKS = [
    _SQL,
    "0.5",
    None,
    True,
    [],
    {},
    [_SQL, _SQL],
    [[0.5], [0.5]],
    float("nan"),
    float("inf"),
    10**400,
]


def changed(place: tuple[str | int, ...], value: object) -> str:
    """Write the model with another value in one place."""
    data = json.loads(json.dumps(GOOD))
    inner = data
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    return json.dumps(data)


@pytest.mark.parametrize("value", ATTACKS, ids=lambda value: repr(value)[:20])
@pytest.mark.parametrize("place", PLACES, ids=lambda place: ".".join(map(str, place)))
def test_what_is_no_number_is_refused(
    tmp_path: Path, place: tuple[str | int, ...], value: object
) -> None:
    """The file, the field down to the level, and the value or its beginning are named."""
    path = tmp_path / "m.json"
    path.write_text(changed(place, value))
    field = ".".join(step for step in place if isinstance(step, str))

    with pytest.raises(InputError, match=rf"m\.json: field '{field}.*': (expected|there is no)"):
        Model.load(path)


@pytest.mark.parametrize(
    "content",
    [
        b"null",
        b"7",
        b"[]",
        b"\xff\xfe",
        b"",
        b"text",
        b"[" * 100_000,
        b'{"cut": 1' + b"0" * 5000 + b"}",
    ],
)
def test_a_file_of_something_else_is_refused(tmp_path: Path, content: bytes) -> None:
    """One sentence, whatever the bytes are."""
    path = tmp_path / "m.json"
    path.write_bytes(content)

    with pytest.raises(InputError, match=r"m\.json: "):
        Model.load(path)


def test_a_folder_or_nothing_is_no_model(tmp_path: Path) -> None:
    """The system's reason is in the sentence."""
    with pytest.raises(InputError, match=r"it cannot be read: .*directory"):
        Model.load(tmp_path)
    with pytest.raises(InputError, match=r"it cannot be read: .*No such file"):
        Model.load(tmp_path / "m.json")


@pytest.mark.parametrize("value", [_SQL, 1, True, None, float("nan"), float("inf")])
def test_only_finite_floats_are_written_into_sql(value: Any) -> None:
    """A model made in Python is held to the same, at the place where the statement is written."""
    model = attrs.evolve(default_model(), calibration=(0.5, value))

    with pytest.raises((TypeError, ValueError), match="expected a"):
        scoring._scored_pairs_query("t", model)  # noqa: SLF001


@given(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
    | st.sampled_from(["'", "''); --", "\x00", "$rows", "\\'"])
)
def test_words_of_articles_are_never_part_of_a_statement(word: str) -> None:
    """Whatever a name holds, it is compared as it is, and comes back in the parts."""
    profiles = [Profile(form="name", type="ORG", names=(word, name)) for name in ("a", "b")]
    table = profile_table({p.key: p for p in profiles})
    one, other = sorted(p.key for p in profiles)
    pairs = pa.table({"join_key_l": [one], "join_key_r": [other], "match_key": ["0"]})
    (row,) = scoring.score_pairs(table, pairs, default_model()).to_pylist()
    names = next(part for part in told_parts(row["parts"]) if part["feature"] == "name")

    values = [texts_of(names[side]) for side in ("values_a", "values_b")]
    assert sorted(values) == [[word, "a"], [word, "b"]]

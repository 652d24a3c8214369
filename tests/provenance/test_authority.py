"""Files of known entities are read whole, and what is wrong in them is named."""

from __future__ import annotations

import json

import attrs
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from provenance.exceptions import InputError
from provenance.ingest.authority import file_digest, read_authority
from provenance.records.authorities import AuthorityEntry, Office

ROW = {
    "id": "Q1",
    "name": "Anna Weber",
    "aliases": ["A. Weber", "Anni Weber"],
    "type": "person",
    "country": "ch",
    "offices": [
        {
            "role": "minister",
            "organisation": "Ministry of Salt",
            "country": "CH",
            "from": "2001",
            "to": "2003-05",
        }
    ],
}
KNOWN = AuthorityEntry(
    external_id="Q1",
    type="PER",
    names=("Anna Weber", "A. Weber", "Anni Weber"),
    countries=("CH",),
    offices=(
        Office(
            role="minister",
            organisation="Ministry of Salt",
            country="CH",
            start="2001",
            end="2003-05",
        ),
    ),
    rows=(1,),
)
MONEY = [
    {
        "id": "p",
        "schema": "Person",
        "properties": {"name": ["Anna Weber"], "alias": ["Anni Weber"], "country": ["ch"]},
    },
    {
        "id": "o",
        "schema": "Position",
        "properties": {"name": ["Minister of Salt"], "country": ["ch"]},
    },
    {
        "id": "x",
        "schema": "Occupancy",
        "properties": {"holder": ["p"], "post": ["o"], "startDate": ["2001-02-03"]},
    },
    {"id": "a", "schema": "Address", "properties": {"full": ["1 Main Street"]}},
]


def lines(path, *rows):
    """Write rows as JSON Lines."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def test_json_lines_and_parquet_tell_the_same(tmp_path):
    """The format makes no difference."""
    pq.write_table(pa.Table.from_pylist([ROW]), tmp_path / "k.parquet")

    assert list(read_authority(lines(tmp_path / "k.jsonl", ROW))) == [KNOWN]
    assert list(read_authority(tmp_path / "k.parquet")) == [KNOWN]


def test_csv_tells_the_same_with_semicolons_and_one_office_a_row(tmp_path):
    """A flat row holds one office; the line named is the file's."""
    (tmp_path / "k.csv").write_text(
        "id,name,aliases,type,country,role,organisation,polity,from,to\n"
        "Q1,Anna Weber,A. Weber;Anni Weber,PER,CH,minister,Ministry of Salt,CH,2001,2003-05\n"
    )
    (found,) = read_authority(tmp_path / "k.csv")

    assert attrs.evolve(found, rows=(1,)) == KNOWN
    assert found.rows == (2,)


def test_follow_the_money_gives_holders_their_offices(tmp_path):
    """The rows that tell an office are evidence beside the person's own.

    An address is no entity of the news.
    """
    (found,) = read_authority(lines(tmp_path / "k.ftm.json", *MONEY))

    assert found.names == ("Anna Weber", "Anni Weber")
    assert found.offices == (Office(role="Minister of Salt", country="CH", start="2001-02-03"),)
    assert found.rows == (1, 3)


@pytest.mark.parametrize(
    ("change", "field", "what"),
    [
        ({"id": None}, "id", "None is no id"),
        ({"id": " "}, "id", "' ' is no id"),
        ({"name": ""}, "name", "there is no name"),
        ({"type": "ship"}, "type", "'ship' is no type"),
        ({"country": "Switzerland"}, "country", "'SWITZERLAND' is no country code"),
        ({"aliases": [1]}, "aliases", "expected text, not 1"),
        ({"offices": "minister"}, "offices", "expected a text or a list"),
        ({"offices": [{"from": "2001"}]}, "offices[0].role", "there is no role"),
        ({"offices": [{"role": "r", "from": "soon"}]}, "offices[0].from", "'soon' is no day"),
        ({"offices": [{"role": "r", "from": "2001-13"}]}, "offices[0].from", "'2001-13' is no day"),
        (
            {"offices": [{"role": "r", "from": "2003", "to": "2001"}]},
            "offices[0].to",
            "2001 is before 2003",
        ),
    ],
)
def test_a_wrong_row_is_named_and_the_others_are_kept(change, field, what, tmp_path):
    """File, line and field; nothing good is lost."""
    first, wrong, last = read_authority(
        lines(tmp_path / "k.jsonl", ROW, ROW | change, ROW | {"id": "Q2"})
    )

    assert isinstance(wrong, InputError)
    assert (wrong.file, wrong.line, wrong.field) == (str(tmp_path / "k.jsonl"), 2, field)
    assert what in str(wrong)
    assert (first.external_id, last.rows) == ("Q1", (3,))


def test_the_id_may_stand_in_another_field_and_a_type_be_given_for_all(tmp_path):
    """As in tables that were made for something else."""
    path = lines(tmp_path / "k.jsonl", {"wikidata": "Q7", "name": "Anna Weber"})

    assert [k.external_id for k in read_authority(path, id_field="wikidata", kind="PER")] == ["Q7"]
    assert file_digest(path) != file_digest(lines(tmp_path / "other.jsonl", ROW))


@pytest.mark.parametrize(
    ("day", "holds"),
    [("2000-12-31", False), ("2001-01-01", True), ("2003-05-31", True), ("2003-06-01", False)],
)
def test_a_tenure_reaches_as_far_as_its_days_are_known(day, holds):
    """An end in May is the last of May."""
    assert KNOWN.offices[0].holds_on(day) is holds

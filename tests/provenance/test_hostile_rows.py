"""Whatever stands in a row, a reader refuses that row alone, by file and line."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from searching import heavy

import provenance
from provenance.exceptions import InputError
from provenance.ingest import read_file
from provenance.ingest.authority import read_authority
from provenance.ingest.rows import Row
from provenance.records.articles import Article, Version
from provenance.records.authorities import AuthorityEntry

FIELDS = (
    "id",
    "text",
    "title",
    "url",
    "source",
    "byline",
    "lang",
    "published_at",
    "retrieved_at",
    "more",
)
HALF = st.sampled_from(["\ud800", "a\udfffb", "\udc80"])
WORDS = st.one_of(st.text(max_size=12), HALF, st.just("\0"), st.just("2025-09-04"))
LONG = st.sampled_from([20, 64, 5_000]).map(lambda digits: 10**digits)  # no test can print the last
PLAIN = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), WORDS, LONG)
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(WORDS, inner, max_size=3)),
    max_leaves=8,
)
DEEP = st.integers(500, 3_000).map(lambda depth: "[" * depth + "]" * depth)
SETTINGS = settings(max_examples=settings.default.max_examples // 2)


def written(value):
    """Write a value as JSON, integers of thousands of digits as well."""
    if isinstance(value, dict):
        pairs = [f"{json.dumps(key)}:{written(item)}" for key, item in value.items()]
        return "{" + ",".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(written, value)) + "]"
    if isinstance(value, int) and value >= 10**4_300:
        return "9" * 5_000
    return json.dumps(value)


@st.composite
def lines(draw, fields):
    """Draw lines: objects of odd values, maybe a key twice or very deep, or no JSON."""
    row = draw(st.dictionaries(st.one_of(st.sampled_from(fields), WORDS), VALUES, max_size=5))
    pairs = [f"{json.dumps(key)}:{written(value)}" for key, value in row.items()]
    pairs += draw(st.sampled_from([[], [], pairs[:1], ['"deep":' + draw(DEEP)]]))
    line = draw(st.sampled_from(["{%s}", "{%s}", "{%s}", "[%s]", "{%s"])) % ",".join(pairs)
    return line.encode("utf-8", "surrogatepass") + draw(
        st.sampled_from([b"", b"", b"", b"\xe9", b"\0"]),
    )


def between(path, good, odd, end=b"\n"):
    """Write odd lines with good ones before, between and behind."""
    told = [good(0)]
    for number, line in enumerate(odd, 1):
        told += [line, good(number)]
    path.write_bytes(b"".join(line + end for line in told))


def check(found, file, kept, total):
    """Check that all good rows are kept, and that every refusal names the file and a line of it."""
    names = {name for name in map(kept, found) if name is not None}
    refused = [item for item in found if isinstance(item, InputError)]

    assert names >= {f"good{number}" for number in range(total)}
    assert all(error.file == file and error.line for error in refused)
    assert str(refused).isprintable()


def article(item):
    """Return the id of an article that was read."""
    return item.version.article.article_id if isinstance(item, Row) else None


@SETTINGS
@given(odd=st.lists(lines(FIELDS), max_size=4))
def test_no_line_of_json_takes_others_along(odd, tmp_path_factory):
    """Half surrogates, long integers, NaN, deep nesting, keys twice, other bytes."""
    path = tmp_path_factory.mktemp("in") / "a.jsonl"
    between(path, lambda n: b'{"id": "good%d", "text": "Peskov spoke."}' % n, odd)
    found = list(read_file(path))

    check(found, str(path), article, len(odd) + 1)
    with provenance.open(":memory:") as ledger:
        report = ledger.ingest([str(path)])
        kept = {version.article.article_id for version in ledger.versions()}
    assert kept >= {f"good{number}" for number in range(len(odd) + 1)}
    assert report.added + report.known + len(report.refused) == len(found)


@heavy(10, search=100)
@given(
    rows=st.lists(
        st.dictionaries(
            st.one_of(st.sampled_from(FIELDS), WORDS, st.integers()),
            VALUES,
            max_size=5,
        ),
        max_size=4,
    ),
)
def test_no_dictionary_takes_others_along(rows):
    """The same values handed over in memory: the row's number is named."""
    good = [{"id": f"good{number}", "text": "Peskov spoke."} for number in range(len(rows) + 1)]
    mixed = [row for pair in zip(good, [*rows, {}], strict=True) for row in pair]
    with provenance.open(":memory:") as ledger:
        report = ledger.add(mixed)
        kept = {version.article.article_id for version in ledger.versions()}

    assert kept >= {row["id"] for row in good}
    assert all(error.line for error in report.refused)


CELLS = st.text(alphabet=st.sampled_from('ab,"\n\r;é '), max_size=10)


def cell(value):
    """Write one cell as CSV."""
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow([value, ""])
    return out.getvalue()[:-1]


@SETTINGS
@given(odd=st.text(alphabet=st.sampled_from('ab,"é '), max_size=14), many=st.integers(0, 5))
def test_no_line_of_csv_takes_those_behind_it_along(odd, many, tmp_path_factory):
    """Stray quotation marks, too many cells, bytes that are not UTF-8."""
    path = tmp_path_factory.mktemp("in") / "a.csv"
    rows = [b"good%d,Peskov spoke" % number for number in range(many)]
    path.write_bytes(b"\n".join([b"id,text", b"x,y", odd.encode("latin-1"), *rows]))
    found = list(read_file(path))

    assert {article(item) for item in found} >= {"x", *(f"good{number}" for number in range(many))}
    refused = [item for item in found if isinstance(item, InputError)]
    assert all(error.file == str(path) and error.line for error in refused)


@SETTINGS
@given(rows=st.lists(st.tuples(CELLS, CELLS.filter(bool)), max_size=6))
def test_what_is_written_as_csv_is_read_back(rows, tmp_path_factory):
    """Line ends, commas and doubled quotation marks inside cells belong to the text."""
    path = tmp_path_factory.mktemp("in") / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("more", "text"), *rows])

    assert [item.version.text for item in read_file(path)] == [text for _, text in rows]


@pytest.mark.parametrize(
    ("lines", "kept", "broken"),
    [
        (["a,he said", 'b,"he said "hi" there"', "c,more"], ["a", "c"], [3]),
        (["a,he said", 'b,"never closed', "c,more", "d,more"], ["a", "c", "d"], [3]),
        (
            ["a,he said", 'b,"he said "hi" there', "and then, he left,", 'at last."', "c,more"],
            ["a", "c"],
            [3],
        ),
        (['a,"two', 'lines"', 'b,"x"y', 'c,"x"y', "d,more"], ["a", "d"], [4, 5]),
        (['a,"x"y', 'b,"x"y'], [], [2, 3]),
        (['"', "a,he said", "b,more", '"', "c,more"], ["a", "b", "c"], [2, 5]),
    ],
)
def test_a_broken_row_of_csv_reaches_to_its_end_and_no_further(lines, kept, broken, tmp_path):
    """Neither are rows lost behind it, nor are the lines of its text taken for rows."""
    path = tmp_path / "a.csv"
    path.write_text("\n".join(["id,text", *lines]) + "\n", encoding="utf-8")
    found = list(read_file(path))

    assert [article(item) for item in found if isinstance(item, Row)] == kept
    assert [item.line for item in found if isinstance(item, InputError)] == broken


@pytest.mark.parametrize(
    ("head", "what"),
    [
        (b"", "no column text"),
        (b'id,"te"xt\n', "the header is no CSV"),
        (b"id,text,text\n", "two columns have this name"),
        (b"id,text,caf\xe9\n", "a byte is not UTF-8 (0xe9)"),
        ("id,text\na,b\n".encode("utf-16"), "this is UTF-16"),
        ("id,text\na,b\n".encode("utf-16-le"), "this is UTF-16 or UTF-32"),
    ],
)
def test_a_csv_whose_header_cannot_be_read_is_refused_once(head, what, tmp_path):
    """The first line is named; the other files are read."""
    path = tmp_path / "a.csv"
    path.write_bytes(head + b"a,b\n")
    (refused,) = read_file(path)

    assert (refused.file, refused.line) == (str(path), 1)
    assert what in str(refused)


NANO = pa.timestamp("ns")
COLUMNS = {
    "nanoseconds": pa.array([1, 1_756_944_000_000_000_001, None], NANO),
    "nanoseconds in a zone": pa.array([1, 2, None], pa.timestamp("ns", "Europe/Paris")),
    "times of no calendar": pa.array([2**61, 0, -(2**61)], pa.timestamp("ms")),
    "times in an unknown zone": pa.array([0, 1, 2], pa.timestamp("us", "Nowhere/Nothing")),
    "days of no calendar": pa.array([2**30, 0, None], pa.date32()),
    "decimals": pa.array([Decimal("1.5"), None, Decimal("2.5")]),
    "bytes": pa.array([b"\xff", b"ok", None]),
    "lists": pa.array([[1], [], None]),
    "lists of nanoseconds": pa.array([[1], [], None], pa.list_(NANO)),
    "structs": pa.array([{"a": 1}, {"a": None}, None]),
    "maps": pa.array([[("a", 1)], [], None], pa.map_(pa.string(), pa.int64())),
    "floats": pa.array([float("nan"), float("inf"), None]),
    "durations": pa.array([2**62, 1, None], pa.duration("s")),
    "clocks": pa.array([1, 2, None], pa.time64("ns")),
    "words": pa.array(["a", "b", None]).dictionary_encode(),
    "no text": pa.StringArray.from_buffers(
        1,
        pa.py_buffer(b"\0\0\0\0\2\0\0\0"),
        pa.py_buffer(b"\xff\xfe"),
    ).take([0, None, 0]),
}


@pytest.mark.parametrize("field", ["published_at", "more", "title", "id"])
@pytest.mark.parametrize("kind", COLUMNS)
def test_no_column_of_a_table_takes_rows_along_that_lack_it(kind, field, tmp_path):
    """Whatever type a column has, rows without a value there are kept, and refusals name it."""
    empty = pa.nulls(2, COLUMNS[kind].type)
    odd = pa.concat_arrays([COLUMNS[kind], empty])
    table = pa.table({"text": [f"text {number}" for number in range(5)], field: odd})
    pq.write_table(table, tmp_path / "a.parquet")
    found = list(read_file(tmp_path / "a.parquet"))

    assert {"text 3", "text 4"} <= {item.version.text for item in found if isinstance(item, Row)}
    refused = [item for item in found if isinstance(item, InputError)]
    assert {error.field for error in refused} <= {field}
    assert {error.file for error in refused} <= {str(tmp_path / "a.parquet")}
    with provenance.open(":memory:") as ledger:
        assert ledger.add(table).added == ledger.ingest([str(tmp_path)]).known


def test_times_are_kept_to_the_microsecond_in_utc(tmp_path):
    """A zone that nobody knows changes no instant."""
    second = 1_757_010_600
    for number, kind in enumerate([pa.timestamp("ns"), pa.timestamp("us", "Nowhere/Nothing")]):
        ticks = second * 10**9 + 1 if kind.unit == "ns" else second * 10**6
        table = pa.table(
            {"id": [f"a{number}"], "text": ["x"], "published_at": pa.array([ticks], kind)},
        )
        pq.write_table(table, tmp_path / f"{number}.parquet")
    with provenance.open(":memory:") as ledger:
        ledger.ingest([str(tmp_path)])
        found = [version.published_at.isoformat() for version in ledger.versions()]

    assert found == ["2025-09-04T18:30:00+00:00"] * 2


@pytest.mark.parametrize(
    ("columns", "field"),
    [(["text", "text"], "text"), (["id", "body"], "text")],
)
def test_a_table_whose_columns_are_none_is_refused_once(columns, field, tmp_path):
    """A name that stands twice, or a text that is nowhere."""
    table = pa.Table.from_arrays([pa.array(["a"] * 9)] * 2, names=columns)
    pq.write_table(table, tmp_path / "a.parquet")
    with provenance.open(":memory:") as ledger:
        refused = [*ledger.ingest([str(tmp_path)]).refused, *ledger.add(table).refused]

    assert [error.field for error in refused] == [field, field]


def test_the_rows_before_a_damaged_part_of_a_parquet_file_are_kept(tmp_path):
    """The file's first parts are whole."""
    path = tmp_path / "a.parquet"
    texts = [f"text {number} {'x' * 200}" for number in range(4_000)]
    pq.write_table(
        pa.table({"text": texts}),
        path,
        row_group_size=1_000,
        use_dictionary=False,
        compression="none",
    )
    raw = bytearray(path.read_bytes())
    place = pq.read_metadata(path).row_group(3).column(0).data_page_offset
    raw[place : place + 20] = b"\xff" * 20
    path.write_bytes(raw)
    found = list(read_file(path))

    assert len([item for item in found if isinstance(item, Row)]) == found[-1].line - 1 >= 2_000
    assert "damaged from this row on" in str(found[-1])


AUTHORITY = (
    "id",
    "name",
    "names",
    "alias",
    "type",
    "country",
    "offices",
    "role",
    "from",
    "to",
    "organisation",
    "polity",
)
MONEY = st.fixed_dictionaries(
    {"schema": st.one_of(st.sampled_from(["Person", "Occupancy", "Position"]), VALUES)},
    optional={
        "id": st.one_of(st.lists(WORDS, max_size=2), VALUES),
        "properties": st.one_of(
            st.dictionaries(
                st.sampled_from(["name", "holder", "post", "startDate", "country"]),
                VALUES,
            ),
            VALUES,
        ),
    },
)


@heavy(10, search=100)
@given(
    odd=st.lists(
        st.one_of(
            lines(AUTHORITY),
            MONEY.map(lambda row: written(row).encode("utf-8", "surrogatepass")),
        ),
        max_size=4,
    )
)
def test_no_row_of_an_authority_takes_others_along(odd, tmp_path_factory):
    """Ids as lists, offices of odd values, FollowTheMoney of any shape."""
    path = tmp_path_factory.mktemp("in") / "a.jsonl"
    between(path, lambda n: b'{"id": "good%d", "name": "Ada Crane", "type": "PER"}' % n, odd)
    found = list(read_authority(path))

    check(
        found,
        str(path),
        lambda item: item.external_id if isinstance(item, AuthorityEntry) else None,
        len(odd) + 1,
    )
    with provenance.open(":memory:") as ledger:
        entries = [item for item in found if isinstance(item, AuthorityEntry)]
        assert ledger.add_authority("list", path).added == len(entries)


@heavy(10, search=100)
@given(
    rows=st.lists(
        st.one_of(VALUES, st.dictionaries(st.sampled_from(AUTHORITY), VALUES), MONEY),
        max_size=4,
    )
)
def test_no_row_handed_to_an_authority_takes_others_along(rows):
    """The same values in memory."""
    rows = [row for row in rows if not isinstance(row, str)]  # a text is a path
    with provenance.open(":memory:") as ledger:
        report = ledger.add_authority(
            "list",
            [*rows, {"id": "good", "name": "Ada Crane", "type": "PER"}],
        )

    assert report.added >= 1
    assert all(error.line for error in report.refused)


@pytest.mark.parametrize(
    "field", ["text", "title", "byline", "lang", "metadata", "id", "source", "url"]
)
def test_a_version_with_half_a_character_takes_no_other_along(field):
    """What a caller made is checked as well as what was read."""
    texts = dict.fromkeys(("id", "source", "url", "text", "title", "byline", "lang"), "x")
    texts["metadata"] = {"more": '"x"'}
    texts[field] = {"more": "\ud800"} if field == "metadata" else "\ud800"
    article = Article(article_id=texts.pop("id"), source=texts.pop("source"), url=texts.pop("url"))
    good = Version(article=Article(article_id="good"), text="Peskov spoke.")
    with provenance.open(":memory:") as ledger:
        report = ledger.add([Version(article=article, **texts), good])

    assert report.added == 1
    assert [(error.line, error.field) for error in report.refused] == [(1, field)]


def test_a_key_that_stands_twice_is_named(tmp_path):
    """Neither of the two texts is lost without a word."""
    (tmp_path / "a.jsonl").write_text(
        '{"text": "one", "text": "two"}\n{"text": "three", "more": {"a": 1, "a": 2}}\n',
    )
    found = list(read_file(tmp_path / "a.jsonl"))

    assert [(error.line, error.field) for error in found] == [(1, "text"), (2, "a")]


def test_a_long_integer_is_named_by_its_field(tmp_path):
    """However deep it stands."""
    (tmp_path / "a.jsonl").write_text('{"text": "one", "more": [{"views": %s}]}\n' % ("9" * 5_000))
    (refused,) = read_file(tmp_path / "a.jsonl")

    assert (refused.line, refused.field) == (1, "more")
    assert "more digits than can be read" in str(refused)

"""Whatever stands in a file of mentions, of labels or of the lexicon, a sentence says where."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from searching import heavy

import provenance
import resolvers
from provenance.exceptions import InputError
from resolvers.annotations.mentions import read_mentions
from resolvers.attribution.lexicon import cues, nouns
from resolvers.claim_matching.synonym_sets import senses
from resolvers.evaluation.answers import read_answers, sum_up
from resolvers.evaluation.gold import match, read_gold
from resolvers.lexicon.lexicon import Lexicon

TEXT = "Mayor Ada Crane opened the bridge. Crane spoke of Vienna."
FEW = settings(max_examples=settings.default.max_examples // 2)
WORDS = st.one_of(
    st.text(max_size=6),
    st.sampled_from(["\ud800", "a", "name", "PER", "drawn", "member", "Ada Crane"]),
)
NUMBERS = st.one_of(st.integers(-2, 60), st.floats(), st.sampled_from([2**70, -1, 0, True]))
PLAIN = st.one_of(st.none(), NUMBERS, WORDS)
VALUES = st.one_of(PLAIN, st.lists(PLAIN, max_size=2), st.dictionaries(WORDS, PLAIN, max_size=2))
FIELDS = (
    "article start end kind type surface entity cluster event question part weight mentions lines same"
).split()
FITTING = {
    "article": "a",
    "start": 6,
    "end": 15,
    "entity": "ada",
    "question": 1,
    "part": "drawn",
    "weight": 1.0,
    "mentions": 4,
    "lines": 1,
    "same": True,
}


@st.composite
def lines(draw):
    """Draw lines that fit, that have odd values, or numbers of thousands of digits."""
    row = FITTING | draw(st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=3))
    line = json.dumps(row)
    return draw(
        st.sampled_from(
            [line, line, line, line.replace("15", "9" * 5_000), line[:-2], "[" + line + "]"],
        ),
    )


@pytest.fixture(scope="module")
def ledger():
    """Hold one article."""
    with provenance.open(":memory:") as opened:
        opened.add([{"id": "a", "text": TEXT}])
        yield opened


def read(reader, ledger, path, odd):
    """Read odd lines between two that fit; return what was kept and what was refused."""
    told = [
        json.dumps(FITTING | {"start": 35, "end": 40}),
        *odd,
        json.dumps(FITTING | {"start": 50, "end": 56, "question": 2}),
    ]
    path.write_bytes("\n".join(told).encode("utf-8", "surrogatepass"))
    return reader(ledger, path)


@FEW
@given(odd=st.lists(lines(), max_size=5))
@pytest.mark.parametrize("reader", [read_mentions, read_gold, read_answers])
def test_no_line_takes_others_along(reader, odd, ledger, tmp_path_factory):
    """Offsets that are text, negative or of 5,000 digits; kinds as lists; labels of any value."""
    path = tmp_path_factory.mktemp("in") / "lines.jsonl"
    kept, refused = read(reader, ledger, path, odd)
    many = sum(map(len, kept.values())) if isinstance(kept, dict) else len(kept)

    assert many + len(refused) == len(odd) + 2
    assert all(error.file == str(path) and 1 < error.line < len(odd) + 2 for error in refused)
    assert str(refused).isprintable()


@FEW
@given(odd=st.lists(lines(), max_size=4))
def test_what_is_kept_of_labels_and_answers_can_be_counted(odd, ledger, tmp_path_factory):
    """No value that passes breaks a figure."""
    path = tmp_path_factory.mktemp("in") / "lines.jsonl"
    labelled, _ = read(read_gold, ledger, path, odd)
    assert match(ledger, labelled).gold

    answers, _ = read(read_answers, ledger, path, odd)
    try:
        found, _ = sum_up(answers)
    except InputError:
        return
    assert all(0 <= figure.value <= 1 for figure in found.figures.values())


@heavy(4, search=20)
@given(odd=st.lists(lines(), max_size=4))
def test_mentions_that_are_kept_can_be_resolved(odd, tmp_path_factory):
    """The same mention twice, or two that cross."""
    with provenance.open(":memory:") as opened:
        opened.add([{"id": "a", "text": TEXT}])
        kept, _ = read(read_mentions, opened, tmp_path_factory.mktemp("in") / "lines.jsonl", odd)
        resolvers.resolve(opened, mentions=kept)
        assert opened.verify() == []


# --- lists of the lexicon ------------------------------------------------------------

COLUMNS = {
    "organisations": "name kind country acronyms aliases weak",
    "countries": "code name aliases adjectives people capital seats",
    "national_bodies": "name kind countries forms",
    "roles": "role canonical kind unique gender title",
    "cues": "lemma class patterns forms",
    "cue_nouns": "noun class",
    "senses": "sense marks words",
    "surname_words": "form kind",
    "state_bodies": "name kind forms",
    "places": "name kind country aliases",
}
CELLS = st.sampled_from(
    ["", "|", "a", "||b", "FR", "XX", "assertive", "person|toll", "Zorblat Works", "é", "1"],
)


def use():
    """Read every list that a user may extend."""
    for table in (cues, nouns, senses):
        table.cache_clear()
    fresh = Lexicon()
    for name in [name for name in vars(Lexicon) if not name.startswith("__")]:
        getattr(fresh, name)
    fresh.row("body:XX:military")
    return cues(), nouns(), senses()


@pytest.fixture
def lists(tmp_path, monkeypatch):
    """Name a folder of a user's lists, and forget them afterwards."""
    monkeypatch.setenv("SPANTRAIL_LEXICON", str(tmp_path))
    yield tmp_path
    for table in (cues, nouns, senses):
        table.cache_clear()


@pytest.mark.search
@pytest.mark.parametrize("name", COLUMNS)
def test_no_row_of_a_user_s_list_breaks_the_lexicon(name, lists):
    """Whatever the cells hold, a row is used, or named with file, line and field."""
    columns = COLUMNS[name].split()

    @heavy(8, search=100)
    @given(
        rows=st.lists(
            st.lists(CELLS, min_size=len(columns), max_size=len(columns)),
            min_size=1,
            max_size=3,
        )
    )
    def search(rows):
        told = ["\t".join(row) for row in [columns, *rows]]
        (lists / f"{name}.tsv").write_text("\n".join(told) + "\n", encoding="utf-8")
        try:
            use()
        except InputError as error:
            assert error.file == str(lists / f"{name}.tsv")  # noqa: PT017
            assert error.line  # noqa: PT017
            assert error.field in columns  # noqa: PT017

    search()


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (
            b"name\tkind\nCaf\xe9\tcompany\n",
            "organisations.tsv:2: field 'text': byte 3 is not UTF-8",
        ),
        ("name\tkind\nx\ty\n".encode("utf-16"), "organisations.tsv:1: this is UTF-16, not UTF-8"),
        (b"name\tkind\nx\ty\0\n", "organisations.tsv:2: the line holds NUL"),
        (b"null", "organisations.tsv:1: there is no column 'null'"),
        (b"name\tname\n", "organisations.tsv:1: the column name stands twice"),
        (None, "organisations.tsv: cannot be read: Is a directory"),
    ],
)
def test_a_file_that_is_no_list_is_named(content, what, lists):
    """A folder of that name, bytes that are no text, another encoding."""
    path = lists / "organisations.tsv"
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)

    with pytest.raises(InputError) as raised:
        use()
    assert what in str(raised.value)


def test_a_user_s_verbs_do_not_stand_in_the_way_of_reading(lists):
    """The list of cues inside an article, which no user extends, has the same name."""
    (lists / "cues.tsv").write_text("lemma\tclass\tpatterns\nzorblat\tassertive\tclause\n")
    use()
    with provenance.open(":memory:") as opened:
        opened.add([{"id": "a", "text": TEXT}])

        assert resolvers.resolve(opened).read == 1

"""Answers are short when printed, tables when wanted, and typed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pyarrow as pa
import pytest

import provenance
import resolvers
from provenance.api import Ledger
from provenance.exceptions import LedgerError, NotFoundError
from provenance.trail import ClaimView, ConflictFilter, EntityFilter, Scope, Sighting, StoryLine

ARTICLES = [
    {
        "id": "a",
        "source": "Daily",
        "published_at": "2025-09-01",
        "text": "Kremlin spokesperson Dmitry Peskov said that 3 ships sank. Peskov left Moscow.",
    },
    {
        "id": "b",
        "source": "Courier",
        "published_at": "2025-09-02",
        "text": "Dmitry Peskov said in Moscow that 3 ships sank. Ada Crane denied it.",
    },
    {"id": "c", "source": "Courier", "text": "Ada Crane and Tom Crane met in Oslo."},
]


@pytest.fixture(scope="module")
def ledger() -> Iterator[Ledger]:
    """Resolve three short articles."""
    with provenance.open(":memory:") as opened:
        opened.add(ARTICLES)
        resolvers.resolve(opened)
        yield opened


def names(found: object) -> set[str]:
    """Return the names of entities in a list."""
    return {line.name for line in found}  # type: ignore[attr-defined]


def test_a_list_is_a_table_in_every_kind(ledger: Ledger) -> None:
    """One row an answer, the same columns as in JSON."""
    claims = ledger.claims()
    table = claims.to_arrow()

    assert table.num_rows == len(claims) > 0
    assert table.column_names == list(claims.to_dicts()[0])
    assert table.schema.field("published_at").type == pa.timestamp("us", tz="UTC")
    assert list(claims.to_pandas()["words"]) == [c.words for c in claims]
    assert claims.to_polars()["content"][0][0]["version"] == claims[0].content[0].version


def test_an_empty_list_has_its_columns(ledger: Ledger) -> None:
    """With their types, so that frames can be joined."""
    none = ledger.claims(text="no such words")

    assert none == []
    assert none.to_arrow().schema == ledger.claims().to_arrow().schema
    assert none.to_polars().schema["probability"] == pl.Float64


def test_every_list_has_frames(ledger: Ledger) -> None:
    """Entities, mentions, stories, conflicts, matches, authorities."""
    for found in (
        ledger.entities(),
        ledger.trace("Dmitry Peskov"),
        ledger.stories(),
        ledger.conflicts(),
        ledger.search("Crane"),
        ledger.authorities(),
    ):
        assert found.to_polars().height == len(found) == len(found.to_pandas())


def test_an_answer_prints_itself_in_a_line(ledger: Ledger) -> None:
    """Of lists inside it says how long they are."""
    for answer in (
        ledger.show("Dmitry Peskov"),
        ledger.claims()[0],
        ledger.trace("Dmitry Peskov")[0],
        ledger.coverage("a"),
        ledger.account("a"),
        ledger.explain("a:21-34", "b:0-13"),
    ):
        assert len(repr(answer)) < 350
        assert "\n" not in repr(answer)
        assert repr(answer).startswith(f"<{type(answer).__name__} ")


def test_an_entity_is_read_by_name_or_by_key(ledger: Ledger) -> None:
    """As a record, and as the dictionary that it was before."""
    first = ledger.entities()[0]

    assert first["name"] == first.name
    with pytest.raises(KeyError, match="nonsense"):
        first["nonsense"]


def test_a_list_is_bounded_by_article_outlet_and_day(ledger: Ledger) -> None:
    """And by several of them at once."""
    in_c = ledger.entities(EntityFilter(within=Scope(articles=("c",))))
    courier = ledger.claims(within=Scope(outlet="courier"))

    assert {"Ada Crane", "Tom Crane", "Oslo"} == names(in_c)
    assert {c.article for c in courier} == {"b"}
    assert {s.article for s in ledger.trace("Moscow", within=Scope(articles=("a",)))} == {"a"}


def test_undated_articles_are_in_no_days(ledger: Ledger) -> None:
    """Since is in the bound, until is not."""
    second = datetime(2025, 9, 2, tzinfo=UTC)
    since = ledger.entities(EntityFilter(within=Scope(since=second)))
    until = ledger.entities(EntityFilter(within=Scope(until=second)))

    assert "Ada Crane" in names(since) - names(until)
    assert "Oslo" not in names(since) | names(until)


def test_what_bounds_a_list_must_be_there(ledger: Ledger) -> None:
    """A name that is written wrongly would give an empty list, which says something else."""
    for scope, message in (
        (Scope(articles=("z",)), "there is no article 'z'"),
        (Scope(outlet="Couriers"), "no outlet is called 'Couriers'; did you mean 'Courier'"),
        (Scope(story="story-z"), "no story is called 'story-z'"),
    ):
        with pytest.raises(NotFoundError, match=message):
            ledger.claims(within=scope)


def test_pages_join_to_the_whole_list(ledger: Ledger) -> None:
    """Each knows how long the whole is."""
    for whole, page in (
        (ledger.entities(), lambda n: ledger.entities(limit=2, offset=n)),
        (ledger.claims(), lambda n: ledger.claims(limit=2, offset=n)),
        (ledger.trace("a"), lambda n: ledger.trace("a", limit=2, offset=n)),
    ):
        parts = [page(n) for n in range(0, len(whole), 2)]
        assert [item for part in parts for item in part] == whole
        assert {part.total for part in parts} == {len(whole)}


def test_claims_that_more_reportings_make_come_first(ledger: Ledger) -> None:
    """Then the more probable ones; `time` is the order of publication."""
    sure = ledger.claims(sort="sure")

    assert [c.origins for c in sure] == sorted((c.origins for c in sure), reverse=True)
    assert sorted(c.claim for c in sure) == sorted(c.claim for c in ledger.claims(sort="time"))
    with pytest.raises(LedgerError, match="not sorted by 'size', but by time or sure"):
        ledger.claims(sort="size")


def test_an_ambiguous_name_has_several_bearers(ledger: Ledger) -> None:
    """An id or a whole name has one."""
    assert names(ledger.bearers("Crane")) == {"Ada Crane", "Tom Crane"}
    assert names(ledger.bearers("Ada Crane")) == {"Ada Crane"}
    assert len(ledger.bearers(ledger.entities()[0].entity)) == 1


def test_a_name_is_found_by_a_part_of_it_or_by_what_is_alike(ledger: Ledger) -> None:
    """What nothing is like finds nothing."""
    assert names(ledger.search("crane")) == {"Ada Crane", "Tom Crane"}
    assert names(ledger.search("Dimitri Peskow")) == {"Dmitry Peskov"}
    assert ledger.search("qqqq") == []
    with pytest.raises(NotFoundError, match=r"did you mean 'Dmitry Peskov'\?"):
        ledger.show("Dimitri Peskow")


def test_an_article_is_described_and_traced(ledger: Ledger) -> None:
    """By its id, unless an entity has that name."""
    article = ledger.article("a")

    assert (article.source, article.versions, article.characters) == ("Daily", 1, 78)
    assert article.entities[0].name == "Dmitry Peskov"
    assert {s.article for s in ledger.trace("a")} == {"a"}
    assert article.mentions == len(ledger.trace("a"))
    with pytest.raises(NotFoundError, match="there is no article 'z'"):
        ledger.article("z")


def test_conflicts_are_bounded_by_kind(ledger: Ledger) -> None:
    """And by status."""
    assert [c.kind for c in ledger.conflicts(ConflictFilter(kind="money"))] == []
    assert {c.status for c in ledger.conflicts(ConflictFilter(status="open"))} <= {"open"}


def test_a_closed_ledger_says_so() -> None:
    """Whatever is asked; closing it again is nothing."""
    ledger = provenance.open(":memory:")
    ledger.close()
    ledger.close()

    assert repr(ledger) == "<Ledger, closed>"
    for ask in (ledger.entities, ledger.verify, lambda: ledger.add([{"text": "x"}])):
        with pytest.raises(LedgerError, match="this ledger is closed; open its file again"):
            ask()


@pytest.mark.parametrize(("package", "method"), [("pandas", "to_pandas"), ("polars", "to_polars")])
def test_a_missing_frame_library_says_what_to_install(package: str, method: str) -> None:
    """In one sentence."""
    script = (
        f"import sys; sys.modules[{package!r}] = None\n"
        "import spantrail\n"
        "ledger = spantrail.open(':memory:')\n"
        f"try: ledger.entities().{method}()\n"
        "except spantrail.MissingExtraError as error: print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert (
        done.stdout.strip()
        == f"{package} is not installed; run: pip install 'spantrail[{package}]'"
    )


def test_lists_know_what_they_hold(ledger: Ledger) -> None:
    """For those who write frames of their own."""
    assert ledger.claims().record is ClaimView
    assert ledger.trace("a").record is Sighting
    assert ledger.stories().record is StoryLine


def test_a_user_s_file_is_typed(root: Path, tmp_path: Path) -> None:
    """`mypy --strict` finds nothing in sixty lines that use the front door, and no Any."""
    file = root / "tests/trail/user_file.py"
    done = subprocess.run(
        [sys.executable, "-m", "mypy", str(file)],  # over what it has kept of our own modules
        capture_output=True,
        text=True,
        check=False,
        cwd=root,
    )

    assert done.stdout.startswith("Success"), done.stdout
    run = subprocess.run(
        [sys.executable, str(file)], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert "Dmitry Peskov, Kremlin spokesperson (a:0-20: Kremlin spokesperson, " in run.stdout
    assert "['exact']" in run.stdout
    assert run.stdout.endswith("no entity is called 'Nobody'; `spantrail entities` lists all\n")

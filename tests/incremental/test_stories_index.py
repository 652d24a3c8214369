"""The index of coverage says what its articles say: article by article, it becomes what it would be made anew."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from searching import heavy

import provenance
import resolvers
from provenance.api import Ledger
from provenance.ledger.store import Store
from provenance.sql.partitions import PARTITIONS
from resolvers.clusters.clustering import components
from resolvers.clusters.constraints import OPEN, Constraints, Said
from resolvers.incremental.stories import base, copying, scoring
from resolvers.incremental.stories import grouping as grouping_again
from resolvers.incremental.stories.texts import delta, read_texts, report
from resolvers.pipeline import _cover
from resolvers.stories import grouping
from resolvers.stories.similarity import StoryLikeness, default_story_model

_RNG = random.Random(5)
_WORDS = [f"{a}{b}" for a in "bcdfghklmnprstvw" for b in ("alor", "ineth", "urtas", "estom")]
# Passages of 30 words; events are made of them, so that articles share words, passages or both.
_PASSAGES = [" ".join(_RNG.choice(_WORDS) for _ in range(30)).capitalize() + "." for _ in range(9)]
_CREDITS = (
    "",
    "",
    "With material from Harbour Post",
    "Source: Echo",
    "(Reuters) - ",
    "© Harbour Post",
    "A captain told Echo.",
)
_DAYS = (
    "2025-05-01",
    "2025-05-01T09:00:00+00:00",
    "2025-05-03",
    "2025-05-08",
    "2025-05-16",
    "2025-05-29",
    "2025-07-20",
    None,
)

_ARTICLES = st.fixed_dictionaries(
    {
        "id": st.sampled_from([f"a{n}" for n in range(9)]),
        "source": st.sampled_from(["Echo", "Harbour Post", "Reuters", "The Echo"]),
        "published_at": st.sampled_from(_DAYS),
        "passages": st.lists(st.sampled_from(range(9)), min_size=1, max_size=4),
        "quoted": st.booleans(),
        "credit": st.sampled_from(_CREDITS),
    }
)


def written(drawn: dict[str, Any]) -> dict[str, str]:
    """Write the article that was drawn."""
    passages = [_PASSAGES[n] for n in drawn["passages"]]
    if drawn["quoted"]:
        passages[0] = f"“{passages[0]}”"
    lines = (
        [drawn["credit"] + passages[0], *passages[1:]]
        if drawn["credit"].startswith("(")
        else [*passages, drawn["credit"]]
    )
    row = {
        "id": drawn["id"],
        "source": drawn["source"],
        "title": passages[-1][:30],
        "text": "\n".join(lines).strip(),
    }
    return row if drawn["published_at"] is None else row | {"published_at": drawn["published_at"]}


@pytest.fixture(autouse=True)
def _small_limits() -> Iterator[None]:
    """Let what counts first holders, crowds and large components count few, so that small corpora meet it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(copying, "RULE", attrs.evolve(copying.RULE, most=2))
        patch.setattr(scoring, "RULE", attrs.evolve(scoring.RULE, most=3))
        patch.setattr("resolvers.stories.similarity.CROWD", 3)
        for module in (grouping, grouping_again):
            patch.setattr(module, "WHOLE", 3)
        yield


def covered(batches: list[list[dict[str, str]]], constraints: Constraints[str] = OPEN) -> Ledger:
    """Cover after every batch; nothing is read, so no article names an entity."""
    ledger = provenance.open(":memory:")
    for batch in batches:
        ledger.add(batch)
        cover(ledger, constraints)
    return ledger


def cover(ledger: Ledger, constraints: Constraints[str]) -> None:
    """Cover what is new, under what a person decided."""
    _cover(ledger, False, lambda *_: None, Said(stories=constraints))  # noqa: FBT003


CURRENT = {
    "derivations": """SELECT v.version, f.version, d.* EXCLUDE (version_id, from_version_id, run_id)
        FROM current_derivation d JOIN current_version v USING (version_id)
        JOIN current_version f ON f.version_id = d.from_version_id""",
    "comparisons": """SELECT a.version, b.version, c.* EXCLUDE (version_a, version_b, run_id) FROM current_story_comparison c
        JOIN version a ON a.version_id = c.version_a JOIN version b ON b.version_id = c.version_b""",
    **{
        sort: f"""SELECT list(a.article ORDER BY a.article)
        FROM current_{sort}_member m JOIN article a USING (article_id) GROUP BY m.{sort}_id"""
        for sort in ("story", "origin")
    },
    "relations": """
        WITH first AS (SELECT g.story AS id, min(a.article) AS article
                       FROM current_story_member m JOIN article a USING (article_id)
                       JOIN story g USING (story_id) GROUP BY g.story)
        SELECT x.article, y.article, r.kind, r.weight FROM current_story_relation r JOIN first x ON x.id = r.story
        JOIN first y ON y.id = r.earlier""",
}
INDEX = {
    "text": "SELECT * EXCLUDE (text_id, article_id) FROM coverage.text",
    "held": "SELECT * FROM coverage.week_term WHERE texts <> 0",
    "boilerplate": "SELECT * FROM coverage.boilerplate",
    "publisher": "SELECT * FROM coverage.publisher",
    **{
        name: f"SELECT t.version, x.* EXCLUDE (text_id) FROM coverage.{name} x JOIN coverage.text t USING (text_id)"
        for name in ("shingle", "stock", "key", "sketch", "credit", "creditable")
    },
    **{
        name: f"""SELECT s.version, t.version, x.* EXCLUDE ({one}, {two}) FROM coverage.{name} x
        JOIN coverage.text s ON s.text_id = x.{one} JOIN coverage.text t ON t.text_id = x.{two} {where}"""
        for name, one, two, where in (
            ("candidate", "a", "b", ""),
            ("edge", "a", "b", "WHERE found"),
            ("copy", "text_id", "from_id", ""),
        )
    },
    "place": """SELECT list(version ORDER BY version) FROM coverage.place JOIN coverage.text USING (text_id)
        GROUP BY component""",
}


def rows(ledger: Store, asked: dict[str, str]) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of queries, as text and in an order that does not depend on numbers."""
    return {
        name: ledger.connection.execute(
            f"SELECT COLUMNS(*)::VARCHAR FROM ({query}) ORDER BY ALL"
        ).fetchall()
        for name, query in asked.items()
    }


def last_of(articles: list[dict[str, str]]) -> list[dict[str, str]]:
    """Keep the newest text of each article, with the source that it had first.

    A text that comes again is not new.
    """
    source: dict[str, str] = {}
    texts: dict[tuple[str, str], dict[str, str]] = {}
    for article in articles:
        source.setdefault(article["id"], article["source"])
        texts.setdefault((article["id"], article["text"]), article)
    return list({a["id"]: {**a, "source": source[a["id"]]} for a in texts.values()}.values())


def of_one_outlet(articles: list[dict[str, str]]) -> list[dict[str, str]]:
    """Give every article the outlet of the first of its id; a row of another would be refused."""
    source: dict[str, str] = {}
    return [{**a, "source": source.setdefault(a["id"], a["source"])} for a in articles]


@heavy(4, search=20)
@given(st.data(), st.lists(_ARTICLES.map(written), min_size=2, max_size=12).map(of_one_outlet))
def test_one_article_at_a_time_is_the_batch(
    data: st.DataObject, articles: list[dict[str, str]]
) -> None:
    """Promise 4, row by row, over copies, boilerplate, credits, crowds, weeks and corrections."""
    cut = data.draw(st.integers(0, len(articles)))
    batch = data.draw(st.permutations(last_of(articles)))
    with (
        covered([articles[:cut], *([a] for a in articles[cut:])]) as one,
        covered([list(batch)]) as other,
    ):
        assert rows(one, CURRENT) == rows(other, CURRENT)
        assert rows(one, INDEX) == rows(other, INDEX)
        assert one.verify() == []


@heavy(3, search=12)
@given(
    st.lists(_ARTICLES.map(written), min_size=2, max_size=10).map(of_one_outlet),
    st.just(OPEN) | st.deferred(lambda: _CONSTRAINTS),
)
def test_stories_are_those_of_all_versions_at_hand(
    articles: list[dict[str, str]], constraints: Constraints[str]
) -> None:
    """The slow twin compares and groups all current versions at once, in memory."""
    with covered([[a] for a in articles], constraints) as ledger:
        cursor = ledger.connection
        tied = cursor.execute(
            "SELECT a.version, b.version FROM coverage.copy c JOIN coverage.text a USING (text_id)"
            " JOIN coverage.text b ON b.text_id = c.from_id WHERE c.tied ORDER BY ALL"
        ).fetchall()
        stories = rows(ledger, {"story": CURRENT["story"]})["story"]
        told = cursor.execute(
            f"SELECT least(version, version_1), greatest(version, version_1), match_weight FROM ({CURRENT['comparisons']})"
            " ORDER BY ALL"
        ).fetchall()
        follows = cursor.execute(
            "SELECT weight FROM current_story_relation ORDER BY ALL"
        ).fetchall()
        items = delta(base.StoryIndex.make(cursor)).new
        texts = read_texts(base.StoryIndex(cursor, 0), [i.text_id for i in items])

    article = {i.version: i.article for i in items}
    likeness = StoryLikeness(report(i, texts[i.text_id][0].text) for i in items)
    key = {i.article: i.version for i in items}
    twin = grouping.group(likeness, default_story_model(), tied, constraints.named(key.get))
    assert stories == sorted(
        [(str(sorted(article[v] for v in members)).replace("'", ""),) for members in twin.stories]
    )
    assert told == sorted((c.version_a, c.version_b, c.match_weight) for c in twin.comparisons)
    assert follows == sorted((weight,) for weight in twin.follows.values())


_PAIRED = st.lists(st.tuples(*[st.sampled_from([f"a{n}" for n in range(9)])] * 2), max_size=3)
_CONSTRAINTS = st.builds(Constraints, _PAIRED, _PAIRED)


@heavy(3, search=12)
@given(
    st.data(),
    st.lists(_ARTICLES.map(written), min_size=2, max_size=9).map(of_one_outlet),
    _CONSTRAINTS,
)
def test_what_a_person_decided_holds_in_every_order(
    data: st.DataObject, articles: list[dict[str, str]], constraints: Constraints[str]
) -> None:
    """Before the articles came, or after.

    Of one at a time, or of all at once: the same stories, and none against it.
    """
    batch = data.draw(st.permutations(last_of(articles)))
    one, other = covered([[a] for a in articles], constraints), covered([list(batch)], constraints)
    late = covered([[a] for a in articles])
    with one, other, late:
        cover(late, constraints)
        assert rows(one, CURRENT) == rows(other, CURRENT) == rows(late, CURRENT)
        assert rows(one, INDEX) == rows(other, INDEX) == rows(late, INDEX)
        story = {row["article"]: row["story"] for row in one.table("stories").to_pylist()}
    joined = components(story, [p for p in constraints.together if story.keys() >= {*p}])
    assert all(len({story[a] for a in group}) == 1 for group in joined)
    held_apart = [
        p
        for p in constraints.apart
        if story.keys() >= {*p} and not any({*p} <= {*group} for group in joined)
    ]
    assert all(story[a] != story[b] for a, b in held_apart)


@heavy(3, search=12)
@given(st.lists(_ARTICLES.map(written), min_size=2, max_size=9).map(of_one_outlet), _CONSTRAINTS)
def test_what_a_person_decided_and_took_back_leaves_nothing(
    articles: list[dict[str, str]], constraints: Constraints[str]
) -> None:
    """Promise 5: the stories are those that were, with their ids; and so is the index."""
    with covered([articles]) as ledger:
        asked = {**CURRENT, "ids": "SELECT article, story, origin FROM story_row"}
        before, index = rows(ledger, asked), rows(ledger, INDEX)
        cover(ledger, constraints)
        cover(ledger, OPEN)

        assert rows(ledger, asked) == before
        assert rows(ledger, INDEX) == index
        assert ledger.verify() == []


def test_a_person_splits_what_copying_joins_and_joins_what_nothing_does() -> None:
    """A person outranks words and copying.

    And of two decisions that clash, the one that joins wins.
    """
    texts = {"a0": [0, 1, 2], "a1": [0, 1, 2], "a2": [0, 1, 2], "a3": [5, 6]}
    common = {"quoted": False, "credit": "", "source": "Echo"}
    days = {"a3": "2025-07-20"}
    articles = [
        written(
            {"id": i, "passages": passages, "published_at": days.get(i, "2025-05-01"), **common}
        )
        for i, passages in texts.items()
    ]
    with covered([articles]) as ledger:

        def stories(*constraints: list[tuple[str, str]]) -> set[frozenset[str]]:
            cover(ledger, Constraints(*constraints))
            found: dict[str, set[str]] = {}
            for row in ledger.table("stories").to_pylist():
                found.setdefault(row["story"], set()).add(row["article"])
            return {frozenset(members) for members in found.values()}

        first, *_ = sorted(stories(), key=len, reverse=True)
        assert first == {"a0", "a1", "a2"}
        assert all(not {"a0", "a1"} <= members for members in stories([], [("a1", "a0")]))
        assert {"a0", "a1", "a2", "a3"} in stories([("a3", "a0")], [])
        assert {"a0", "a3"} in stories([("a3", "a0")], [("a0", "a1"), ("a0", "a2"), ("a3", "a0")])
        assert first in stories()


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_a_pair_may_be_decided_before_its_articles_come(order: tuple[int, ...]) -> None:
    """Nothing else brings the first two together, and copying brings the third to the second.

    The pairs wait for them.
    """
    drawn = [([0, 1], "2025-05-01"), ([5, 6, 7], "2025-07-20"), ([5, 6, 7], "2025-07-20")]
    articles = [
        written(
            {
                "id": f"a{n}",
                "source": "Echo",
                "published_at": day,
                "passages": p,
                "quoted": False,
                "credit": "",
            }
        )
        for n, (p, day) in enumerate(drawn)
    ]
    with covered(
        [[articles[n]] for n in order], Constraints([("a0", "a1")], [("a1", "a2")])
    ) as ledger:
        story = {row["article"]: row["story"] for row in ledger.table("stories").to_pylist()}

        assert story["a0"] == story["a1"]
        assert story["a1"] != story["a2"]
        cover(ledger, OPEN)
        story = {row["article"]: row["story"] for row in ledger.table("stories").to_pylist()}
        assert story["a0"] != story["a1"]
        assert story["a1"] == story["a2"]


def test_covering_again_appends_nothing(tmp_path) -> None:
    """Neither with the index that is there nor with one made anew."""
    tables = (
        "credit",
        "derivation",
        *(table for of in PARTITIONS if of.member == "article" for table in of.tables),
    )
    tables += ("story_comparison", "story_relation")
    with provenance.open(tmp_path / "ledger.duckdb") as ledger:
        ledger.ingest(["examples/ferry/articles.jsonl"])
        resolvers.resolve(ledger)
        before = [
            ledger.connection.execute(f"SELECT count(*) FROM {name}").fetchall() for name in tables
        ]
        index = rows(ledger, INDEX)
        resolvers.resolve(ledger)
        resolvers.resolve(ledger, rebuild=True)

        assert [
            ledger.connection.execute(f"SELECT count(*) FROM {name}").fetchall() for name in tables
        ] == before
        assert rows(ledger, INDEX) == index


@heavy(2, search=4)
@given(st.permutations(range(5)))
def test_entities_that_change_move_stories_as_in_the_batch(order: list[int]) -> None:
    """Articles that are read: whom they name is part of what is compared."""
    people = ("Anna Keller", "Boris Moran", "Mr. Keller", "Carla Moran", "Anna Keller")
    made = [
        {
            "id": f"a{n}",
            "text": f"{who} spoke in Oslo. {_PASSAGES[n // 2]}",
            "published_at": f"2025-05-0{1 + n}",
        }
        for n, who in enumerate(people)
    ]
    with provenance.open(":memory:") as one, provenance.open(":memory:") as other:
        for n in order:
            one.add([made[n]])
            resolvers.resolve(one)
        other.add(made)
        resolvers.resolve(other)
        asked = {name: CURRENT[name] for name in ("derivations", "story", "origin")}

        assert rows(one, asked) == rows(other, asked)
        assert weights(one) == weights(other)


def weights(ledger: Store) -> list[tuple[Any, ...]]:
    """Return the weights of comparisons.

    Their parts name entities, whose ids depend on the order of arrival.
    """
    asked = f"SELECT version, version_1, match_weight FROM ({CURRENT['comparisons']}) ORDER BY ALL"
    return ledger.connection.execute(asked).fetchall()


@pytest.mark.parametrize("name", sorted(base.statements()))
def test_every_statement_orders_what_it_gives(name: str) -> None:
    """The same ledger gives the same rows in the same order."""
    statement = base.statements()[name]

    assert not statement.lstrip().startswith(("SELECT", "WITH")) or "order by" in statement.lower()


def test_an_index_of_another_model_is_made_anew() -> None:
    """Weights of one model never meet those of another."""
    with covered([[written(example)] for example in _EXAMPLES]) as ledger:
        upto = base.StoryIndex.open(ledger.connection, default_story_model().key).upto
        other = base.StoryIndex.open(ledger.connection, "another").upto

    assert upto > 0
    assert other == 0


@pytest.mark.parametrize(
    "harm",
    [
        "DELETE FROM coverage.state",
        "ALTER TABLE coverage.state DROP minted",
        "DROP TABLE coverage.state",
    ],
    ids=["half made", "of an older form", "gone"],
)
def test_an_index_that_is_not_whole_is_made_anew(harm: str) -> None:
    """A process may end while it makes one; an older release may have made it."""
    with covered([[written(example)] for example in _EXAMPLES]) as ledger:
        ledger.connection.execute(harm)
        index = base.StoryIndex.open(ledger.connection, default_story_model().key)

        assert (index.upto, index.minted) == (0, 1)


_EXAMPLES = [
    {
        "id": "a",
        "source": "Echo",
        "published_at": None,
        "passages": [1, 2],
        "quoted": False,
        "credit": "",
    }
]

"""Same claims and conflicts: the example corpora come out right, and the promises of the design hold for them."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kept import example
from searching import heavy

import provenance
import resolvers
from provenance.api import Ledger
from provenance.exceptions import NotFoundError
from provenance.exports.tables import write_table
from provenance.testing import texts
from resolvers.clusters.clustering import components
from resolvers.clusters.constraints import OPEN, Constraints
from resolvers.pipeline import _match
from resolvers.stages.matching import assertions

EXAMPLES = Path(__file__).parents[2] / "examples"
FERRY = EXAMPLES / "ferry"
Spot = tuple[str, int, int]


def read(path: Path) -> list[dict[str, Any]]:
    """Read JSON Lines."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def resolved(file: Path) -> Ledger:
    """Resolve the articles of an example, once for all tests."""
    return example(file.parent.name)


def resolve(ledger: Ledger, file: Path) -> None:
    """Take a file in, and resolve it."""
    ledger.ingest([str(file)])
    resolvers.resolve(ledger)


def spots(items: list[dict[str, Any]]) -> frozenset[Spot]:
    """Name the places of a gold file."""
    return frozenset((s["article"], s["start"], s["end"]) for s in items)


def groups(ledger: Ledger) -> set[frozenset[Spot]]:
    """Partition what is asserted, each by its article and its first and last character."""
    found: defaultdict[str, set[Spot]] = defaultdict(set)
    for row in ledger.table("claim-groups").to_pylist():
        found[row["group"]].add((row["article"], row["content"][0][0], row["content"][-1][1]))
    return {frozenset(members) for members in found.values()}


def answers(
    ledger: Ledger, *, status: str = "open"
) -> set[tuple[str, frozenset[Spot], frozenset[Spot]]]:
    """Return the conflicts as kind and the places of both answers."""
    return {
        (
            c.kind,
            *(
                frozenset((g.voice.article, g.span.start, g.span.end) for g in side.answers)
                for side in (c.a, c.b)
            ),
        )
        for c in ledger.conflicts()
        if c.status == status
    }


@pytest.mark.parametrize("folder", ["ferry", "paris_summit"])
def test_the_examples_come_out_right_or_the_miss_is_explained(folder: str) -> None:
    """Same claims, conflicts and compatible values, as those who wrote the articles meant them.

    A note explains a miss.
    """
    gold = json.loads((EXAMPLES / folder / "gold.json").read_text("utf-8"))
    with resolved(EXAMPLES / folder / "articles.jsonl") as ledger:
        found, open_now = groups(ledger), answers(ledger)
        values = gold.get("values", []) + [{"agree": agree} for agree in gold.get("compatible", [])]

        assert {g for g in found if len(g) > 1} == {
            spots([s for s in same if "note" not in s]) for same in gold["same_claims"]
        }
        assert all(spots([s]) in found for same in gold["same_claims"] for s in same if "note" in s)
        assert open_now == {(c["kind"], spots(c["a"]), spots(c["b"])) for c in gold["conflicts"]}
        for question in values:
            agreeing = spots(question["agree"])
            assert not any(a & agreeing and b & agreeing for _, a, b in open_now)
        assert ledger.verify() == []


def test_a_correction_ends_a_conflict_and_nothing_is_overwritten() -> None:
    """It is shown as ended, with who corrected.

    Asked for an earlier time, the ledger still knows it as open.
    """
    gold = json.loads((FERRY / "gold.json").read_text("utf-8"))
    ended = [(c["kind"], spots(c["a"]), spots(c["b"])) for c in gold["conflicts"] if c["ended_by"]]
    with resolved(FERRY / "articles.jsonl") as ledger:
        before = datetime.now(UTC)
        earlier = ledger.conflicts()
        ledger.ingest([str(FERRY / "corrected.jsonl")])
        resolvers.resolve(ledger)
        shown = [c for c in ledger.conflicts() if c.status == "ended"]

        assert answers(ledger, status="ended") == set(ended)
        assert answers(ledger) == {
            (c["kind"], spots(c["a"]), spots(c["b"]))
            for c in gold["conflicts"]
            if not c["ended_by"]
        }
        assert [c.ended_by for c in shown] == [("herald-f1",)]
        assert all(
            g.span.surface(t) == g.surface
            for c in shown
            for s in (c.a, c.b)
            for g in s.answers
            for t in _texts(ledger, g)
        )
        assert [attrs.evolve(c) for c in ledger.conflicts(as_of=before)] == earlier
        assert ledger.verify() == []


def test_what_was_shown_at_a_time_can_be_asked_for_again() -> None:
    """Copies, new voices and corrections come after it.

    Groups, origins, names and relations are those of then.
    """
    rows = [json.loads(line) for line in (FERRY / "articles.jsonl").read_text("utf-8").splitlines()]
    with provenance.open(":memory:") as ledger:
        shown: list[tuple[datetime, list[Any]]] = []
        for start in range(0, len(rows), 3):
            ledger.add(rows[start : start + 3])
            resolvers.resolve(ledger)
            shown.append((datetime.now(UTC), ledger.conflicts()))
        copies = [
            {**row, "id": f"copy-{row['id']}", "source": "Echo", "url": None} for row in rows[:3]
        ]
        ledger.add(copies)
        resolvers.resolve(ledger)
        ledger.ingest([str(FERRY / "corrected.jsonl")])
        resolvers.resolve(ledger)

        assert any(found for _, found in shown)
        for time, found in shown:
            assert ledger.conflicts(as_of=time) == found


def _texts(ledger: Ledger, given_answer: Any) -> list[str]:
    """Find the text of any version of an article in which an answer stands."""
    versions = ledger.versions(given_answer.voice.article, current=False)
    return [v.text for v in versions if given_answer.voice.surfaces[0] in v.text]


def test_the_group_of_a_corrected_sentence_keeps_its_id() -> None:
    """The founder's article was corrected elsewhere: its sentence stands, with other offsets, and the group with it."""
    first, second = (
        {
            "id": name,
            "source": name,
            "published_at": f"2025-05-0{day}",
            "text": "Ada Crane said that the dam of Marlow would hold.",
        }
        for name, day in (("a", 1), ("b", 2))
    )
    with provenance.open(":memory:") as ledger:
        ledger.add([first, second])
        resolvers.resolve(ledger)
        before = {r["group"] for r in ledger.table("claim-groups").to_pylist()}
        ledger.add([{**first, "text": "Correction. " + first["text"]}])
        resolvers.resolve(ledger)

        assert {r["group"] for r in ledger.table("claim-groups").to_pylist()} == before

        ledger.add([{**first, "text": "Nothing was said."}])
        resolvers.resolve(ledger)

        assert {r["group"] for r in ledger.table("claim-groups").to_pylist()} == before
        assert ledger.verify() == []


@heavy(3, search=5)
@given(st.integers(0, 1_000), st.integers(1, 3))
def test_order_and_batches_do_not_matter(seed: int, size: int) -> None:
    """Any order of arrival, in batches of any size, gives the same groups and the same conflicts."""
    rows = read(FERRY / "articles.jsonl")
    with resolved(FERRY / "articles.jsonl") as whole, provenance.open(":memory:") as ledger:
        random.Random(seed).shuffle(rows)
        for start in range(0, len(rows), size):
            ledger.add(rows[start : start + size])
            resolvers.resolve(ledger)

        assert groups(ledger) == groups(whole)
        assert answers(ledger) == answers(whole)
        assert ledger.verify() == []


def test_the_same_articles_give_the_same_bytes(tmp_path: Path) -> None:
    """Exports of two ledgers made alike do not differ."""
    for name in ("one", "two"):
        with provenance.open(":memory:") as ledger:
            resolve(ledger, EXAMPLES / "paris_summit/articles.jsonl")
            for table in ("claims", "claim-groups", "conflicts"):
                write_table(ledger.table(table), tmp_path / f"{name}-{table}.jsonl")

    for table in ("claims", "claim-groups", "conflicts"):
        one, two = ((tmp_path / f"{name}-{table}.jsonl").read_bytes() for name in ("one", "two"))
        assert one == two
        assert one


def test_resolving_again_appends_nothing() -> None:
    """The same assertions, the same groups, no new run."""
    with resolved(FERRY / "articles.jsonl") as ledger:
        count = "SELECT count(*) FROM run WHERE stage IN ('match', 'narrate')"
        runs = ledger.connection.execute(count).fetchall()
        resolvers.resolve(ledger)

        assert ledger.connection.execute(count).fetchall() == runs


def test_without_coverage_nothing_is_matched() -> None:
    """Claims are counted by origin, and there are none yet."""
    with provenance.open(":memory:") as ledger:
        ledger.ingest([str(FERRY / "articles.jsonl")])
        done = resolvers.resolve(ledger, coverage=False)

        assert (done.claim_groups, ledger.table("claim-groups").num_rows) == (0, 0)
        assert {r["group"] for r in ledger.table("claims").to_pylist()} == {None}


def test_every_claim_has_its_group_in_the_export() -> None:
    """Claims and the groups' own table agree."""
    with resolved(FERRY / "articles.jsonl") as ledger:
        told = {r["claim"]: r["group"] for r in ledger.table("claims").to_pylist()}
        listed = {
            r["claim"]: r["group"]
            for r in ledger.table("claim-groups").to_pylist()
            if not r["narrated"]
        }

        assert told == listed
        assert None not in told.values()


def test_copies_are_one_source_however_many_print_them() -> None:
    """The claim of a wire report and its copy: two articles, one origin, and the herald against it."""
    with resolved(FERRY / "articles.jsonl") as ledger:
        (claim,) = (c for c in ledger.claims(text="212 passengers") if c.article == "dispatch-f1")
        found = ledger.sources(claim.claim)

        assert [[v.article for v in voices] for _, voices in found.origins] == [
            ["orbis-f1", "dispatch-f1"]
        ]
        assert [(o.kind, o.voice.article) for o in found.against] == [("number", "herald-f1")]
        assert found == ledger.sources(found.group)
        with pytest.raises(
            NotFoundError, match="no claim and no group of claims is called 'nothing'"
        ):
            ledger.sources("nothing")


def test_the_account_of_a_story_loses_nobody_and_counts_no_copy() -> None:
    """Every assertion of the story stands in it once, with its characters.

    The matrix says who says what.
    """
    with resolved(FERRY / "articles.jsonl") as ledger:
        story = ledger.account("dispatch-f1")
        articles = {a.article for a in ledger.coverage("dispatch-f1").articles}
        rows = [r for r in ledger.table("claim-groups").to_pylist() if r["article"] in articles]
        current = {v.article.article_id: v.text for v in ledger.versions()}
        voices = [v for p in story.propositions for v in p.voices]
        matrix = dict(story.matrix)

        assert sorted(v.claim for v in voices) == sorted(r["claim"] for r in rows)
        assert all(
            s.surface(current[v.article]) == w
            for v in voices
            for s, w in zip(v.spans, v.surfaces, strict=True)
        )
        (ground,) = (p for p in story.propositions if "212 passengers" in p.words)
        assert matrix[ground.group] == ("says", "says", "denies", "silent")
        assert story.outlets == (
            "Orbis Wire Service",
            "Valley Dispatch",
            "Harbour Herald",
            "Northern Ledger",
        )
        assert not ground.shared


def test_why_gives_parts_that_add_up_and_point_at_characters() -> None:
    """Promise 9, for claims; asked the other way round, the sides change places."""
    with resolved(FERRY / "articles.jsonl") as ledger:
        a, b = (c.claim for c in ledger.claims(text="212 passengers"))
        there, back = ledger.why_claims(a, b), ledger.why_claims(b, a)

        assert (there.verdict, there.relation) == ("compared", "verbatim")
        assert there.match_weight == pytest.approx(sum(p.weight for p in there.parts), abs=1e-9)
        assert [(p.a, p.b) for p in there.parts] == [(p.b, p.a) for p in back.parts]
        assert {p.a.surface for p in there.parts if p.feature == "values" and p.a} == {
            "212 passengers"
        }
        other = ledger.claims(text="a bang")[0].claim
        assert ledger.why_claims(a, other).verdict == "apart"


def rematch(ledger: Ledger, constraints: Constraints[str]) -> dict[str, str]:
    """Match under what a person decided; give assertion to group."""
    _match(ledger, None, rebuild=False, tell=lambda *_: None, constraints=constraints)
    found = ledger.connection.execute(
        "SELECT a.assertion, g.proposition FROM current_proposition_member m JOIN assertion a"
        " USING (assertion_id) JOIN proposition g USING (proposition_id)"
        " SEMI JOIN current_assertion c ON c.assertion_id = a.assertion_id ORDER BY ALL"
    )
    return dict(found.fetchall())


def test_a_person_outranks_likeness_and_conflict_until_he_takes_it_back() -> None:
    """Two counts that conflict are put together, two prints of one sentence apart.

    Then neither, and all is as it was.
    """
    with resolved(FERRY / "articles.jsonl") as ledger:
        before, open_before = rematch(ledger, OPEN), ledger.conflicts()
        (one, two, *_) = (a.key for a in assertions(ledger) if "212 passengers" in a.words)
        clash = next(c for c in open_before if c.kind == "number" and c.status == "open")
        members = [
            [key for key, g in before.items() if g == side.group] for side in (clash.a, clash.b)
        ]
        during = rematch(ledger, Constraints([(b, a) for a in members[0] for b in members[1]]))
        held = {(c.a.group, c.b.group) for c in ledger.conflicts() if c.status == "open"}
        split = rematch(ledger, Constraints([], [(two, one)]))

        assert before[one] == before[two]
        assert split[one] != split[two]
        assert len({before[key] for key in (*members[0], *members[1])}) == 2
        assert len({during[key] for key in (*members[0], *members[1])}) == 1
        assert (clash.a.group, clash.b.group) not in held
        assert ledger.verify() == []
        assert rematch(ledger, OPEN) == before
        assert [c for c in ledger.conflicts() if c.status == "open"] == [
            c for c in open_before if c.status == "open"
        ]


@heavy(3, search=5)
@given(st.integers(0, 1_000))
def test_what_a_person_decided_of_claims_holds_in_every_order(seed: int) -> None:
    """Articles one at a time in any order, or all at once: the same groups, and none against what is decided."""
    rows, chance = read(FERRY / "articles.jsonl"), random.Random(seed)
    with resolved(FERRY / "articles.jsonl") as whole, provenance.open(":memory:") as ledger:
        keys = sorted(a.key for a in assertions(whole))
        constraints = Constraints(
            *([tuple(chance.sample(keys, 2)) for _ in range(3)] for _ in range(2))
        )
        batch = rematch(whole, constraints)
        chance.shuffle(rows)
        for row in rows:
            ledger.add([row])
            resolvers.resolve(ledger)
            found = rematch(ledger, constraints)

        assert groups(ledger) == groups(whole)
        joined = components(keys, sorted(constraints.together))
        assert all(
            len({groups_of[key] for key in group}) == 1
            for groups_of in (batch, found)
            for group in joined
        )
        held = [p for p in constraints.apart if not any({*p} <= {*group} for group in joined)]
        assert all(groups_of[a] != groups_of[b] for groups_of in (batch, found) for a, b in held)


def test_spans_of_conflicts_are_watched() -> None:
    """Who moves an answer behind our back is found out."""
    with resolved(FERRY / "articles.jsonl") as ledger:
        ledger.connection.execute("UPDATE claim_conflict SET start_a = start_a + 1")

        assert any("conflict of assertion" in problem for problem in ledger.verify())


@heavy(3, search=15)
@given(texts(), texts())
def test_any_texts_give_groups_and_conflicts_that_verify(one: str, two: str) -> None:
    """Every span reads what it says, whatever the texts hold."""
    articles = [
        {
            "id": name,
            "source": name,
            "text": f"Crane said {text} 12 people died. {number} people died {text} there.",
        }
        for name, text, number in (("a", one, 12), ("b", one, 15), ("c", two, 15))
    ]
    with provenance.open(":memory:") as ledger:
        ledger.add(articles)
        resolvers.resolve(ledger)

        assert ledger.verify() == []
        assert all(row["group"] for row in ledger.table("claims").to_pylist())

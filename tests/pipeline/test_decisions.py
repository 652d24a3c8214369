"""Decisions: whatever is wrong can be put right, stays right, and can be taken back."""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import provenance
import resolvers
from provenance.api import Ledger
from provenance.exceptions import InputError, LedgerError, NotFoundError
from provenance.exports.tables import write_table
from provenance.ingest.decisions import read_decisions
from provenance.ingest.nomenklatura import is_resolver_file, read_judgements
from provenance.spans import Citation
from provenance.trail import adopt
from resolvers.evaluation.answers import ask, read_answers, sum_up

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
ARTICLES = [
    {
        "id": "town-1",
        "source": "Town",
        "published_at": "2026-03-01",
        "text": "John Smith, the mayor of Leeds, opened the bridge. Smith said that it was safe.",
    },
    {
        "id": "town-2",
        "source": "Town",
        "published_at": "2026-03-02",
        "text": "John Smith scored twice for Rovers on Saturday. Smith was pleased.",
    },
    {
        "id": "post-1",
        "source": "Post",
        "published_at": "2026-03-02",
        "text": "The bridge is open, John Smith said. Mary Jones was there.",
    },
]
Parts = set[frozenset[tuple[str, int, int]]]


def partition(ledger: Ledger) -> Parts:
    """Return the mentions of each entity."""
    found: defaultdict[str, set[tuple[str, int, int]]] = defaultdict(set)
    for row in ledger.table("mentions").to_pylist():
        found[row["entity"]].add((row["article"], row["start"], row["end"]))
    return {frozenset(mentions) for mentions in found.values()}


def entity_at(ledger: Ledger, article: str, start: int = 0) -> str:
    """Return the entity of the mention that begins at a place."""
    rows = ledger.table("mentions").to_pylist()
    return next(r["entity"] for r in rows if (r["article"], r["start"]) == (article, start))


def exported(ledger: Ledger) -> dict[str, list[dict[str, Any]]]:
    """Return what is exported of entities, mentions and events."""
    return {name: ledger.table(name).to_pylist() for name in ("entities", "mentions", "links")}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Resolve three articles that speak of two John Smiths as of one."""
    path = tmp_path_factory.mktemp("made") / "l.duckdb"
    with provenance.open(path) as ledger:
        ledger.add(ARTICLES)
        resolvers.resolve(ledger)
    return path


@pytest.fixture
def ledger(made: Path, tmp_path: Path) -> Iterator[Ledger]:
    """Open a copy of them."""
    with provenance.open(shutil.copy(made, tmp_path)) as opened:
        yield opened


def test_a_fork_sets_one_name_apart(ledger: Ledger) -> None:
    """The footballer is somebody else; the mayor keeps his id."""
    mayor = entity_at(ledger, "town-1")
    assert entity_at(ledger, "town-2") == mayor

    ledger.decide("fork", "town-2:0-10", by="ann", reason="the footballer")
    resolvers.resolve(ledger)

    assert entity_at(ledger, "town-1") == entity_at(ledger, "post-1", 20) == mayor
    assert entity_at(ledger, "town-2") != mayor
    assert ledger.verify() == []
    told = "SELECT cause FROM entity_event ORDER BY rowid"
    causes = [cause for (cause,) in ledger.connection.execute(told).fetchall()]
    assert causes[-1] == "decision"
    assert set(causes[:-1]) == {"model"}


def test_what_is_set_apart_stays_apart_when_more_arrives(ledger: Ledger) -> None:
    """A new article of that name joins the others, and so does one that a rebuild reads again."""
    ledger.decide("fork", "town-2:0-10", by="ann")
    ledger.add([{"id": "post-2", "text": "John Smith, the mayor, resigned.", "source": "Post"}])
    resolvers.resolve(ledger)
    before = partition(ledger)
    resolvers.resolve(ledger, rebuild=True)

    assert entity_at(ledger, "post-2") == entity_at(ledger, "town-1") != entity_at(ledger, "town-2")
    assert partition(ledger) == before


def test_revoking_restores(ledger: Ledger) -> None:
    """Everything that is exported is as it was."""
    before = exported(ledger)
    fork = ledger.decide("fork", "town-2:0-10", by="ann")
    resolvers.resolve(ledger)
    assert exported(ledger) != before
    ledger.decide("revoke", fork.key[:12], by="bob")
    resolvers.resolve(ledger)

    now = exported(ledger)
    active = [row for row in now["entities"] if row["status"] == "active" and row["mentions"]]
    assert active == [row for row in before["entities"] if row["mentions"]]
    assert (now["mentions"], now["links"]) == (before["mentions"], before["links"])


def test_a_merge_and_its_split_give_both_back(ledger: Ledger) -> None:
    """Ids are those from before, and the split holds against the word that joined."""
    before = exported(ledger)
    smith, jones = entity_at(ledger, "town-1"), entity_at(ledger, "post-1", 37)
    ledger.decide("same", smith, jones, by="ann", at=MONDAY)
    resolvers.resolve(ledger)
    assert entity_at(ledger, "town-1") == entity_at(ledger, "post-1", 37)

    ledger.decide("split", smith, "post-1:37-47", by="ann", at=MONDAY + timedelta(hours=1))
    resolvers.resolve(ledger)

    assert entity_at(ledger, "town-1") == smith
    assert entity_at(ledger, "post-1", 37) == jones
    places = ("article", "start", "end", "entity")
    assert [[r[n] for n in places] for r in exported(ledger)["mentions"]] == [
        [r[n] for n in places] for r in before["mentions"]
    ]


def test_a_locked_id_survives_a_merge(ledger: Ledger) -> None:
    """The older one would; here the younger is locked."""
    smith, jones = entity_at(ledger, "town-1"), entity_at(ledger, "post-1", 37)
    ledger.decide("lock", jones, by="ann")
    ledger.decide("same", smith, jones, by="ann")
    resolvers.resolve(ledger)

    assert entity_at(ledger, "town-1") == entity_at(ledger, "post-1", 37) == jones


def test_names_and_types_are_what_people_say(ledger: Ledger) -> None:
    """They survive a rebuild, and go when they are taken back."""
    smith = entity_at(ledger, "town-1")
    named = ledger.decide("name", smith, by="ann", value="John A. Smith")
    ledger.decide("type", smith, by="ann", value="other")
    resolvers.resolve(ledger)
    resolvers.resolve(ledger, rebuild=True)
    (row,) = [row for row in ledger.table("entities").to_pylist() if row["entity"] == smith]
    assert (row["name"], row["type"]) == ("John A. Smith", "other")

    ledger.decide("revoke", named.key, by="ann")
    resolvers.resolve(ledger)
    (row,) = [row for row in ledger.table("entities").to_pylist() if row["entity"] == smith]
    assert (row["name"], row["type"]) == ("John Smith", "other")


def test_a_correction_moves_a_decision_with_its_words(ledger: Ledger) -> None:
    """The new version's mention is set apart like the old one's."""
    ledger.decide("fork", "town-2:0-10", by="ann")
    ledger.add([{**ARTICLES[1], "text": "Corrected. " + ARTICLES[1]["text"]}])
    resolvers.resolve(ledger)

    assert entity_at(ledger, "town-2", 11) != entity_at(ledger, "town-1")
    (view,) = ledger.decisions()
    assert (view.status, [p.status for p in view.subjects]) == ("counts", ["moved"])


def test_a_correction_that_drops_the_words_leaves_the_decision_waiting(ledger: Ledger) -> None:
    """Nothing is guessed; the words may come back."""
    ledger.decide("fork", "town-2:0-10", by="ann")
    ledger.add([{**ARTICLES[1], "text": "Jon Smyth scored twice for Rovers on Saturday."}])
    resolvers.resolve(ledger)

    (view,) = ledger.decisions()
    assert (view.status, [p.status for p in view.subjects]) == ("waits", ["orphan"])
    assert ledger.verify() == []


def test_a_correction_says_what_it_did(ledger: Ledger) -> None:
    """A number that was corrected shows as a reworded claim, a name that went as gone."""
    assert ledger.changes("town-1") is None
    first = "Mayor Ann Lee said that 41 people died. Bob Ray was there."
    second = "Corrected. Mayor Ann Lee said that 43 people died."
    for text in (first, second):
        ledger.add([{"id": "toll", "text": text}])
        resolvers.resolve(ledger)
    found = ledger.changes("toll")
    assert found is not None

    def words(side: Citation | None) -> str | None:
        return side and side.words

    told = [(c.status, c.kind, words(c.before), words(c.after)) for c in found.changes]
    assert ("moved", "name", "Ann Lee", "Ann Lee") in told
    assert ("gone", "name", "Bob Ray", None) in told
    died = ("that 41 people died", "that 43 people died")
    assert ("reworded", "claim", *died) in told


def test_an_ambiguous_name_is_refused_with_the_choices(ledger: Ledger) -> None:
    """Two entities are called John Smith when one was set apart."""
    ledger.decide("fork", "town-2:0-10", by="ann")
    resolvers.resolve(ledger)

    with pytest.raises(
        NotFoundError, match=r"'John Smith' may be ent-\w+ \(PER John Smith\), ent-"
    ):
        ledger.decide("name", "John Smith", by="ann", value="X")


def test_a_contradiction_is_named_and_changes_nothing(ledger: Ledger) -> None:
    """Ann says one, Bob says two: both are named, and the partition is the automatic one."""
    before = partition(ledger)
    one = ledger.decide("same", "town-1:0-10", "town-2:0-10", by="ann")
    two = ledger.decide("different", "town-1:0-10", "town-2:0-10", by="bob")
    resolvers.resolve(ledger)

    assert partition(ledger) == before
    assert [(v.status, v.because) for v in ledger.decisions()] == [
        ("contradicted", (two.key,)),
        ("contradicted", (one.key,)),
    ]


def test_decisions_travel_as_lines(ledger: Ledger, tmp_path: Path) -> None:
    """What is exported and applied to another ledger gives the same partition.

    What waits, waits.
    """
    ledger.decide("fork", "town-2:0-10", by="ann", at=MONDAY)
    ledger.decide("same", "town-1:0-10", "post-1:37-47", by="ann", at=MONDAY)
    resolvers.resolve(ledger)
    path = tmp_path / "decisions.jsonl"
    write_table(ledger.table("decisions"), path)
    found, refused = read_decisions(path)
    assert refused == []

    with provenance.open(":memory:") as other:
        assert other.take_decisions(found) == 2
        assert other.take_decisions(found) == 0
        resolvers.resolve(other)
        assert [view.status for view in other.decisions()] == ["waits", "waits"]
        other.add(ARTICLES)
        resolvers.resolve(other)
        assert partition(other) == partition(ledger)
        assert [view.status for view in other.decisions()] == ["counts", "counts"]


def test_a_line_that_is_no_decision_is_refused_and_the_rest_kept(
    ledger: Ledger, tmp_path: Path
) -> None:
    """The error names file and line; a changed word does not go with its key."""
    ledger.decide("fork", "town-2:0-10", by="ann")
    path = tmp_path / "decisions.jsonl"
    write_table(ledger.table("decisions"), path)
    line = json.loads(path.read_text("utf-8"))
    lines = [line, {**line, "reason": "changed"}, {"verb": "fork"}, {**line, "verb": "eat"}, 7]
    path.write_text("".join(f"{json.dumps(one)}\n" for one in lines), "utf-8")
    found, refused = read_decisions(path)

    assert [d.key for d in found] == [line["decision"]]
    assert [error.line for error in refused] == [2, 3, 4, 5]
    assert "is not that of what it says" in str(refused[0])


def test_an_impact_is_what_the_decision_then_does(ledger: Ledger) -> None:
    """Asking changes nothing, not even the numbers of runs."""
    from provenance.trail import draft

    fork = draft(ledger, "fork", ["town-2:0-10"], by="ann")
    before, tables = exported(ledger), ledger.table("decisions").num_rows
    found = resolvers.impact(ledger, [fork])
    assert (exported(ledger), ledger.table("decisions").num_rows) == (before, tables)
    (moved,) = found.moved

    ledger.take_decisions([fork])
    resolvers.resolve(ledger)

    assert (moved.article, moved.before) == ("town-2", entity_at(ledger, "town-1"))
    assert moved.after == entity_at(ledger, "town-2")
    assert ledger.verify() == []


def test_an_impact_is_refused_where_articles_wait(ledger: Ledger) -> None:
    """What they change would look like the decision's."""
    from provenance.trail import draft

    fork = draft(ledger, "fork", ["town-2:0-10"], by="ann")
    ledger.add([{"id": "new", "text": "John Smith left."}])
    resolvers.resolve(ledger, coverage=False)
    ledger.decide("fork", "post-1:20-30", by="ann")

    with pytest.raises(LedgerError, match="spantrail resolve"):
        resolvers.impact(ledger, [fork])


def stories(ledger: Ledger) -> dict[str, str]:
    """Return the story of each article."""
    return {row["article"]: row["story"] for row in ledger.table("stories").to_pylist()}


def test_stories_are_what_people_say(ledger: Ledger) -> None:
    """Two articles parted, and joined again by another word."""
    before = stories(ledger)
    assert before["town-1"] == before["town-2"]
    parted = ledger.decide("different", "town-1", "town-2", by="ann")
    resolvers.resolve(ledger)
    assert stories(ledger)["town-1"] != stories(ledger)["town-2"]
    ledger.decide("same", "town-1", "town-2", by="ann", supersedes=parted.key)
    resolvers.resolve(ledger)

    assert stories(ledger) == before


WIRE = (
    "The ferry Aurora sank off Bergen on Monday night and forty-one people drowned, the coast guard said."
    " Divers found the wreck at a depth of ninety metres before noon. The owner declined to comment."
)


def test_who_copied_whom_is_what_people_say() -> None:
    """One reporting is two where neither copied the other, and two are one where somebody did.

    Both can be taken back.
    """

    def origins(ledger: Ledger) -> dict[str, tuple[str, list[str]]]:
        rows = ledger.table("stories").to_pylist()
        return {row["article"]: (row["origin"], row["derived_from"]) for row in rows}

    day = "2026-03-02T1{}:00:00+00:00"
    corpus = [
        {"id": f"c{n}", "source": f"S{n}", "text": text, "published_at": day.format(n)}
        for n, text in enumerate([WIRE, WIRE, "A ship went down, and many are dead."])
    ]
    with provenance.open(":memory:") as ledger:
        ledger.add(corpus)
        resolvers.resolve(ledger)
        before = origins(ledger)
        assert before["c0"][0] == before["c1"][0] != before["c2"][0]
        assert before["c1"][1] == ["c0"]

        parted = ledger.decide("different", "c0", "c1", about="copy", by="ann")
        joined = ledger.decide("same", "c2", "c0", about="copy", by="ann")
        resolvers.resolve(ledger)
        now = origins(ledger)
        assert now["c1"] != now["c0"]
        assert (now["c2"][0], now["c2"][1], now["c1"][1]) == (now["c0"][0], ["c0"], [])
        claim = next(r["claim"] for r in ledger.table("claims").to_pylist() if r["article"] == "c0")
        assert named(ledger.sources(claim)) == {parted.key, joined.key}
        assert len(ledger.sources(claim).origins) == 2
        assert named(ledger.why_articles("c0", "c1")) >= {parted.key}

        for decision in (parted, joined):
            ledger.decide("revoke", decision.key, by="ann")
        resolvers.resolve(ledger)
        assert origins(ledger) == before
        assert ledger.verify() == []


def test_claims_are_what_people_say(ledger: Ledger) -> None:
    """Two claims made one proposition or two, and back."""

    def groups() -> dict[str, str]:
        return {r["claim"]: r["group"] for r in ledger.table("claims").to_pylist()}

    before = groups()
    one, two = [key for key, group in before.items() if group][:2]
    verb = "different" if before[one] == before[two] else "same"
    said = ledger.decide(verb, one, two, by="ann")
    resolvers.resolve(ledger)
    assert (groups()[one] == groups()[two]) != (before[one] == before[two])
    ledger.decide("revoke", said.key, by="ann")
    resolvers.resolve(ledger)

    assert groups() == before


def test_a_decision_about_claims_may_come_before_them(ledger: Ledger) -> None:
    """It counts in the run in which their articles come, and not in the one after."""
    keys = [row["claim"] for row in ledger.table("claims").to_pylist() if row["group"]][:2]
    said = ledger.decide("same", *keys, by="ann")
    with provenance.open(":memory:") as other:
        other.take_decisions([said])
        other.add(ARTICLES)
        resolvers.resolve(other)
        group = {row["claim"]: row["group"] for row in other.table("claims").to_pylist()}
        assert group[keys[0]] == group[keys[1]]


def claim_of(ledger: Ledger, words: str) -> dict[str, Any]:
    """Return the claim whose words begin so."""
    text = {article["id"]: article["text"] for article in ARTICLES}
    rows = ledger.table("claims").to_pylist()
    return next(r for r in rows if text[r["article"]][r["content"][0][0] :].startswith(words))


def test_a_claim_gets_the_speaker_and_the_stance_that_people_say(ledger: Ledger) -> None:
    """The claim keeps its key; the reader's answer comes back when the words are taken back."""
    before = claim_of(ledger, "that it was safe")
    assert (before["speaker_name"], before["stance"]) == ("John Smith", "asserts")
    speaker = ledger.decide("speaker", before["claim"], by="ann", value="nobody")
    stance = ledger.decide("stance", before["claim"], by="ann", value="denies")
    resolvers.resolve(ledger)
    resolvers.resolve(ledger, rebuild=True)
    during = claim_of(ledger, "that it was safe")
    assert (during["claim"], during["speaker"]) == (before["claim"], None)
    assert during["stance"] == "denies"

    for decision in (speaker, stance):
        ledger.decide("revoke", decision.key, by="ann")
    resolvers.resolve(ledger)
    assert claim_of(ledger, "that it was safe") == before
    assert ledger.verify() == []


def test_a_claim_can_be_another_s_or_none(ledger: Ledger) -> None:
    """The speaker is named by a mention in the claim's article."""
    claim = claim_of(ledger, "The bridge is open")
    ledger.decide("speaker", claim["claim"], "post-1:37-47", by="ann")
    resolvers.resolve(ledger)
    assert claim_of(ledger, "The bridge is open")["speaker_name"] == "Mary Jones"

    ledger.decide("not-a-claim", claim["claim"], by="ann")
    resolvers.resolve(ledger)
    assert claim["claim"] not in {row["claim"] for row in ledger.table("claims").to_pylist()}
    assert resolvers.resolve(ledger).claims == 0
    assert ledger.verify() == []


def test_a_speaker_whom_the_article_does_not_name_is_refused(ledger: Ledger) -> None:
    """There would be no characters to point at."""
    claim = claim_of(ledger, "that it was safe")

    with pytest.raises(NotFoundError, match="is not mentioned in article town-1"):
        ledger.decide("speaker", claim["claim"], "Mary Jones", by="ann")


def test_two_people_who_call_one_entity_otherwise_contradict_each_other(ledger: Ledger) -> None:
    """The automatic name stays."""
    smith = entity_at(ledger, "town-1")
    ledger.decide("name", smith, by="ann", value="J. Smith")
    ledger.decide("name", smith, by="bob", value="Jack Smith")
    resolvers.resolve(ledger)

    assert [view.status for view in ledger.decisions()] == ["contradicted", "contradicted"]
    assert ledger.show(smith).name == "John Smith"


def test_a_conflict_that_is_none_is_told_no_more() -> None:
    """It comes back when the word is taken back; a verdict that it is real changes nothing."""
    toll = "{} people died when the ferry Aurora sank off Bergen on Monday, police said."
    with provenance.open(":memory:") as ledger:
        for number, count in enumerate(["Forty-one", "Twelve"]):
            article = {"id": f"f{number}", "text": toll.format(count), "source": f"S{number}"}
            ledger.add([{**article, "published_at": "2026-03-02T10:00:00+00:00"}])
        resolvers.resolve(ledger)
        rows = ledger.table("conflicts").to_pylist()
        assert [row["status"] for row in rows] == ["open"]
        one, two = sorted(row["claim"] for row in ledger.table("claims").to_pylist())

        none = ledger.decide("conflict", one, two, by="ann", value="none", at=MONDAY)
        resolvers.resolve(ledger)
        assert [row["status"] for row in ledger.table("conflicts").to_pylist()] == ["ended"]
        ledger.decide("revoke", none.key, by="ann")
        resolvers.resolve(ledger)
        assert [row["status"] for row in ledger.table("conflicts").to_pylist()] == ["open"]
        ledger.decide("conflict", one, two, by="ann", value="real")
        resolvers.resolve(ledger)
        assert [row["status"] for row in ledger.table("conflicts").to_pylist()] == ["open"]


# --- shown ----------------------------------------------------------------------------------------


def test_every_answer_names_the_decisions_behind_it(ledger: Ledger) -> None:
    """On paper and as JSON, of entities, mentions, pairs and claims.

    One that is taken back is named no more.
    """
    smith, jones = entity_at(ledger, "town-1"), entity_at(ledger, "post-1", 37)
    claim = claim_of(ledger, "that it was safe")["claim"]
    fork = ledger.decide("fork", "town-2:0-10", by="ann")
    bar = ledger.decide("different", smith, jones, by="ann")
    stance = ledger.decide("stance", claim, by="ann", value="denies")
    resolvers.resolve(ledger)

    assert named(ledger.show(smith)) == named(ledger.how(smith)) == {bar.key}
    assert named(ledger.why("town-1:0-10", "town-2:0-10")) == {fork.key, bar.key}
    assert named(ledger.why_not(smith, jones)) == {bar.key}
    assert named(ledger.follow_claim(claim)) == {stance.key, bar.key}
    assert named(ledger.sources(claim)) == {stance.key}
    told = {s.reference: s.decisions for s in ledger.trace("John Smith")}
    assert told["town-1:0-10"] == (bar.key[:16],)

    ledger.decide("revoke", bar.key, by="ann")
    resolvers.resolve(ledger)
    assert named(ledger.show(smith)) == set()


def named(answer: Any) -> set[str]:
    """Return the keys of the decisions that an answer names, as its JSON has them."""
    keys = {view.decision.key for view in answer.decisions}
    shown = answer.to_dict()["decisions"]
    assert len(shown) == len(keys)
    assert all(key in str(shown) for key in keys) or not keys
    return keys


def test_exports_name_the_decisions_that_made_or_barred_a_row(ledger: Ledger) -> None:
    """A link that people made is a row of its own.

    Mentions name all decisions about their chain.
    """
    same = ledger.decide("same", "town-1:0-10", "post-1:37-47", by="ann", at=MONDAY)
    bar = ledger.decide("different", "town-2:0-10", "post-1:37-47", by="ann", at=MONDAY)
    resolvers.resolve(ledger)

    links = [row for row in ledger.table("links").to_pylist() if row["decision"]]
    assert [
        (row["match_probability"], row["decided_by"], row["match_key"], row["decision"])
        for row in sorted(links, key=lambda row: row["match_probability"])
    ] == [
        (0.0, "decision", "decided apart", bar.key[:16]),
        (1.0, "decision", "decided together", same.key[:16]),
    ]
    rows = ledger.table("mentions").to_pylist()
    keys = {(row["article"], row["start"]): row["decisions"] for row in rows}
    assert keys["town-1", 0] == [same.key[:16]]
    assert keys["town-2", 0] == [bar.key[:16]]
    assert keys["post-1", 37] == sorted([same.key[:16], bar.key[:16]])


# --- labels ---------------------------------------------------------------------------------------


def test_a_sample_comes_with_what_is_decided(ledger: Ledger, tmp_path: Path) -> None:
    """Nobody is asked twice; what is decided after the sample was drawn answers it as well."""
    path = tmp_path / "sample.jsonl"

    def answers() -> dict[frozenset[str], bool | None]:
        found, refused = read_answers(ledger, path)
        assert refused == []
        drawn = {a.number: a.spot for a in found if a.part == "drawn"}
        return {
            frozenset({drawn[a.number][0], a.spot[0]}): a.same
            for a in sorted(found, key=lambda a: a.same is not None)  # of two, what is answered
            if a.part != "drawn" and drawn[a.number][0] != a.spot[0]
        }

    ledger.decide("same", "town-1:0-10", "post-1:20-30", by="ann")
    resolvers.resolve(ledger)
    ask(ledger, path, size=6, members=9, others=9, seed=1)
    told = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert {row["same"] for row in told if row.get("decided")} == {True}
    before = answers()
    assert before[frozenset({"town-1", "post-1"})] is True
    assert before[frozenset({"town-1", "town-2"})] is None

    ledger.decide("different", "town-1:0-10", "town-2:0-10", by="ann")
    resolvers.resolve(ledger)
    after = answers()
    assert after[frozenset({"town-1", "town-2"})] is False
    assert after[frozenset({"post-1", "town-2"})] is False  # who is one with the mayor
    with pytest.raises(InputError, match="0 of 6 questions are answered"):
        sum_up(read_answers(ledger, path)[0])  # nobody looked at any: decisions alone are no sample


# --- nomenklatura ---------------------------------------------------------------------------------

PEOPLE = [
    {"id": "src-1", "name": "John Smith", "type": "person"},
    {"id": "src-2", "name": "Mary Jones", "type": "person"},
]
RESOLVER = (
    ["NK-abc", "src-1", "positive", None, "ann", "2026-03-01T10:00:00"],
    ["NK-abc", "src-2", "positive", None, "ann", "2026-03-01T10:01:00"],
    ["NK-xyz", "src-9", "positive", None, "ann", "2026-03-01T10:02:00"],
    ["src-1", "src-2", "no_judgement", 0.4, None, "2026-03-01T10:03:00"],
    ["src-1", "src-2", "perhaps", None, "ann", "2026-03-01T10:04:00"],
)


def test_lines_of_nomenklatura_are_taken_where_their_ids_are_known(
    ledger: Ledger, tmp_path: Path
) -> None:
    """Two entries that it holds for one are one entity.

    What means nothing here is named by its line, and nothing twice.
    """
    path = tmp_path / "resolver.ijson"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in RESOLVER), "utf-8")
    ledger.add_authority("list", PEOPLE)
    resolvers.resolve(ledger)
    smith, jones = entity_at(ledger, "town-1"), entity_at(ledger, "post-1", 37)
    assert smith != jones
    judgements, misread = read_judgements(path)
    made, strange = adopt(ledger, judgements, str(path))

    assert is_resolver_file(path)
    assert [error.line for error in misread] == [5]
    assert [(error.line, error.what) for error in strange] == [
        (3, "no entity here is known by 'NK-xyz'")
    ]
    assert [(d.verb, d.actor, d.actor_kind) for d in made] == [("same", "ann", "person")]
    ledger.take_decisions(made)
    resolvers.resolve(ledger)
    assert entity_at(ledger, "town-1") == entity_at(ledger, "post-1", 37)
    assert adopt(ledger, judgements, str(path))[0] == []
    assert ledger.verify() == []


def test_a_correction_leaves_open_what_is_open() -> None:
    """The text that founded an entity is corrected: what joined it weakly stands beside what joined it surely."""
    path = Path(__file__).parents[2] / "examples" / "paris_summit" / "articles.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    with provenance.open(":memory:") as ledger:
        ledger.add(rows)
        resolvers.resolve(ledger)
        before = {pair.probability for pair in ledger.queue()}
        first = next(row for row in rows if row["id"] == "orbis-1")
        ledger.add([{**first, "text": first["text"] + " This text was corrected."}])
        resolvers.resolve(ledger)

        assert before
        assert {pair.probability for pair in ledger.queue()} == before
        assert all(pair.a.reference != pair.b.reference for pair in ledger.queue())


def test_a_split_that_leaves_nothing_behind_is_refused(ledger: Ledger) -> None:
    """Of an entity with one chain no part can stay; the sentence says so, and names it."""
    with pytest.raises(NotFoundError, match=r"all mentions of Mary Jones .* nothing would stay"):
        ledger.decide("split", "Mary Jones", "post-1:37-47", by="ann")


def test_a_model_decides_with_its_version(ledger: Ledger, tmp_path: Path) -> None:
    """The version stands in the ledger and in the export, and another ledger takes it in."""
    model = {"by": "second-look", "actor_kind": "model", "actor_version": "2026-03"}
    made = ledger.decide("fork", "town-2:0-10", **model)
    resolvers.resolve(ledger)
    file = tmp_path / "decisions.jsonl"
    write_table(ledger.table("decisions"), file)
    read, refused = read_decisions(file)

    assert refused == []
    assert [d.actor_version for d in read] == ["2026-03"]
    assert [d.key for d in read] == [made.key] == [v.decision.key for v in ledger.decisions()]
    assert entity_at(ledger, "town-2") != entity_at(ledger, "town-1")
    assert ledger.verify() == []
    ledger.decide("same", "town-2:0-10", "town-1:0-10", by="ann")
    resolvers.resolve(ledger)
    assert entity_at(ledger, "town-2") == entity_at(ledger, "town-1")


def test_a_lock_is_released(ledger: Ledger) -> None:
    """It is the lock that is taken back; where nothing is locked, or by several, that is said."""
    with pytest.raises(NotFoundError, match="no decision that counts locks 'Mary Jones'"):
        ledger.decide("release", "Mary Jones", by="ann")
    lock = ledger.decide("lock", "Mary Jones", by="ann")
    other = ledger.decide("lock", "Mary Jones", by="bob")
    with pytest.raises(NotFoundError, match="several decisions lock 'Mary Jones': revoke each"):
        ledger.decide("release", "Mary Jones", by="ann")
    ledger.decide("revoke", other.key, by="bob")

    released = ledger.decide("release", "Mary Jones", by="ann")

    assert (released.verb, released.supersedes) == ("revoke", lock.key)
    statuses = {view.decision.key: view.status for view in ledger.decisions()}
    assert statuses[lock.key] == "taken back"

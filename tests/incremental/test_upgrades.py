"""What is read anew, by whatever reader and model, comes to the same as reading it for the first time."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import attrs
import forking
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from searching import heavy

import provenance
import resolvers
from provenance.api import Ledger
from provenance.records.articles import Version
from provenance.records.mentions import Chain, Mention
from provenance.spans import Span
from provenance.testing import without_ids
from resolvers.linking.model import default_model
from resolvers.linking.profiles import Profile, profiles_of
from resolvers.stages import evidence, reader

SENTENCES = (
    "French President Anna Keller spoke of the plan.",
    "Foreign Minister Boris Moran left Paris.",
    "A. Keller Jr. agreed with Keller.",
    "The French president rejected it.",
    "Carla Moran told Boris Moran so.",
    "The World Health Organization (WHO) agreed.",
    "The WHO said that Moscow rejected it.",
    "The Orlen Group sold it to Orlen.",
)
MODELS = (default_model(), attrs.evolve(default_model(), prior=0.2, cut=0.5))


@attrs.frozen
class State:
    """Say how articles are read last, and by which parameters they are linked."""

    reading: str = "rules"
    model: int = 0
    rebuild: bool = False


def without_roles(chains: Sequence[Chain], month: str | None) -> list[Profile]:
    """Stand for a release whose profiles have other features than those of the one before."""
    found = profiles_of(chains, month)
    return [attrs.evolve(profile, roles=(), offices=(), polities=()) for profile in found]


@contextmanager
def another_release() -> Iterator[None]:
    """Read with other code, under another name, and with the index of other code."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "_code_digest", lambda: "another-release")
        patch.setattr(evidence, "profiles_of", without_roles)
        yield


def capitals(version: Version) -> list[Mention]:
    """Return every second word with a capital as a mention of the caller's own."""
    found, start = [], 0
    for number, word in enumerate(version.text.split(" ")):
        span = Span(start, start + len(word))
        if word[0].isupper() and number % 2:
            found.append(
                Mention(version=version.key, span=span, surface=word, kind="name", type="PER")
            )
        start = span.end + 1
    return found


def resolve(ledger: Ledger, state: State) -> None:
    """Resolve as a state says."""
    options = {"model": MODELS[state.model], "rebuild": state.rebuild, "coverage": False}
    if state.reading == "release":
        with another_release():
            resolvers.resolve(ledger, **options)
    elif state.reading == "given":
        given_mentions = {v.key: capitals(v) for v in ledger.versions()}
        resolvers.resolve(ledger, mentions=given_mentions, **options)
    else:
        resolvers.resolve(ledger, **options)


texts = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3).map(" ".join)
states = st.builds(
    State, st.sampled_from(("rules", "release", "given")), st.integers(0, 1), st.booleans()
)
steps = st.lists(st.tuples(st.lists(texts, max_size=2), states), min_size=2, max_size=4)


@heavy(3, search=12)
@given(steps=steps)
@example(steps=[([SENTENCES[1], SENTENCES[4]], State()), ([], State("release", 0, rebuild=True))])
def test_any_upgrades_between_articles_end_where_a_fresh_ledger_begins(
    steps: list[tuple[list[str], State]],
) -> None:
    """Articles, readers, models and rebuilds in any sequence: the last state alone decides, and no run fails."""
    articles: list[dict[str, str]] = []
    with provenance.open(":memory:") as ledger, provenance.open(":memory:") as fresh:
        for batch, state in steps:
            added = [{"id": f"a{len(articles) + n}", "text": text} for n, text in enumerate(batch)]
            articles += added
            ledger.add(added)
            resolve(ledger, state)
        fresh.add(articles)
        resolve(fresh, steps[-1][1])

        assert without_ids(ledger) == without_ids(fresh)
        assert ledger.verify() == []


def test_a_lexicon_and_a_rebuild_in_one_run_withdraw_what_no_chain_is_any_more(
    tmp_path: Path,
) -> None:
    """The comparisons of profiles that the new lexicon leaves without a chain end, and the next run has nothing to do."""
    articles = [
        {"id": "a", "text": "Senator Anna Keller left Paris."},
        {"id": "b", "text": "Senator A. Keller stayed."},
        {"id": "c", "text": "Anna Keller agreed."},
    ]
    lines = [json.dumps(article) + "\n" for article in articles]
    (tmp_path / "a.jsonl").write_text("".join(lines), encoding="utf-8")
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists/roles.tsv").write_text(
        "role\tcanonical\tkind\nsenator\tlegislator\tlegislator\n"
    )

    def run(*words: str, **extra: str) -> None:
        own = {
            name: value for name, value in os.environ.items() if not name.startswith("SPANTRAIL")
        }
        subprocess.run([forking.command(), *words], cwd=tmp_path, env=own | extra, check=True)

    run("ingest", "a.jsonl")
    run("resolve")
    run("resolve", "--rebuild", SPANTRAIL_LEXICON="lists")
    with provenance.open(tmp_path / "spantrail.duckdb") as ledger:
        dead = ledger.connection.execute("""
            SELECT comparison_id FROM current_comparison
            WHERE profile_a NOT IN (SELECT profile_id FROM linking.profile)
               OR profile_b NOT IN (SELECT profile_id FROM linking.profile)""").fetchall()

        assert dead == []
        assert len(ledger.table("links")) > 0

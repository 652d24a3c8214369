"""Coverage over a ledger: read what the stage needs, call it, and lay out what it found.

Coverage is a function of the current versions and of the entities they name. Where neither has changed since the last run,
nothing is computed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

from provenance import coverage_columns as columns
from provenance.identifiers import content_hash
from resolvers.coverage.stage import Covered, Current, cover

if TYPE_CHECKING:
    import pyarrow as pa

    from provenance.ledger import Store
    from resolvers.coverage.stories import StoryModel
    from resolvers.identity.entities import Identification


def current_articles(ledger: Store) -> list[Current]:
    """Read the current version of every article with the entities that it names."""
    named: defaultdict[str, set[str]] = defaultdict(set)
    for row in ledger.query("coverage_entities").to_pylist():
        named[row["version"]].add(row["entity"])
    return [
        Current(
            article=row["article"],
            version=row["version"],
            source=row["source"],
            byline=row["byline"],
            title=row["title"],
            text=row["text"],
            published=row["published_at"],
            entities=frozenset(named[row["version"]]),
        )
        for row in ledger.query("coverage_articles").to_pylist()
    ]


def digest(items: list[Current], model: StoryModel) -> str:
    """Hash everything that coverage depends on; the stage's number changes when its rules do."""
    rows = sorted(content_hash(i.version, i.source, i.byline, i.title, str(i.published), *sorted(i.entities)) for i in items)
    return content_hash("coverage 1", model.key, *rows)


def find(ledger: Store, items: list[Current], model: StoryModel) -> tuple[Covered, dict[str, pa.Table]]:
    """Find copies, origins and stories, as records and as tables to append."""
    known = ledger.query("coverage_groups").to_pylist()
    before = ledger.query("coverage_members").to_pylist()
    cursor = ledger.cursor()
    try:
        covered = cover(cursor, items, model, known, before)
    finally:
        cursor.close()
    tables = {
        "credits": columns.credits_table(covered.credits),
        "derivations": columns.derivations_table(covered.derivations),
        "story_comparisons": columns.story_comparisons_table(covered.comparisons),
        "story_relations": columns.story_relations_table(covered.relations),
        **_groups(covered.groups),
    }
    return covered, tables


def _groups(groups: Mapping[str, Identification]) -> dict[str, pa.Table]:
    decided = sorted(groups.items())
    minted = sorted((m.created, sort, m.entity_id, m.founding_chain) for sort, d in decided for m in d.minted)
    states: list[tuple[str, str, str | None]] = [
        (i, "active", None) for _, d in decided for i in sorted(set(d.entity_of.values()))
    ]
    states += [(i, "redirected", target) for _, d in decided for i, target in sorted(d.redirects.items())]
    states += [(i, "retired", None) for _, d in decided for i in d.retired]
    return columns.group_tables(
        [row[1:] for row in minted],
        states,
        [(sort, article, i) for sort, d in decided for article, i in sorted(d.entity_of.items())],
        [(sort, e.kind, list(e.from_ids), list(e.to_ids), e.cause) for sort, d in decided for e in d.events],
    )

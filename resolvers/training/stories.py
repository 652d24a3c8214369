"""Learn the parameters of stories from labelled articles, and report how they do on others.

    python -m resolvers.training.stories FOLDER

FOLDER holds `articles.jsonl` (as `spantrail ingest` reads it) and `stories.jsonl` (article, story).
A story is learned from where the hash of its id is even and reported on where it is odd, so a rerun
learns from the same half and writes the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Container, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from resolvers.stories.grouping import group
from resolvers.stories.similarity import StoryLikeness
from resolvers.stories.sketches import StoryVersion
from resolvers.stories.training import b_cubed, learn, pair_f1, write

if TYPE_CHECKING:
    from provenance.ledger.store import Store

_SHIPPED = Path(__file__).parents[1] / "stories" / "story_model.json"


def learns(story: str) -> bool:
    """Whether a story is of the half that is learned from."""
    return hashlib.sha256(story.encode()).digest()[-1] % 2 == 0


def labelled(folder: Path) -> tuple[list[StoryVersion], dict[str, str]]:
    """Read labelled articles, with the entities that a ledger of all of them finds in them.

    Returns:
        The versions, and version key to story.
    """
    import provenance
    from resolvers.pipeline import resolve

    story_of = read_stories(folder)
    with provenance.open(":memory:") as ledger:
        ledger.ingest([str(folder / "articles.jsonl")])
        resolve(ledger, coverage=False)
        reports = _story_versions(ledger, story_of)
    versions = [version for _, version in reports]
    return versions, {version.key: story_of[article] for article, version in reports}


def _story_versions(ledger: Store, articles: Container[str]) -> list[tuple[str, StoryVersion]]:
    """Return what stories depend on of the versions of articles, each with its article."""
    from resolvers.incremental.stories.base import StoryIndex
    from resolvers.incremental.stories.texts import delta, read_texts, report

    index = StoryIndex.make(ledger.connection)
    items = [item for item in delta(index).new if item.article in articles]
    texts = read_texts(index, [item.text_id for item in items])
    return [(item.article, report(item, texts[item.text_id][0].text)) for item in items]


def read_stories(folder: Path) -> dict[str, str]:
    """Read which article is of which story."""
    lines = (folder / "stories.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["article"]: row["story"] for row in map(json.loads, lines)}


def main(folder: Path, to: Path) -> None:
    """Learn on one half, print what the other half says, and write the parameters."""
    reports, story = labelled(folder)
    halves = [[r for r in reports if learns(story[r.key]) == half] for half in (True, False)]
    model = learn(halves[0], story)
    for name, half in (("learned on", halves[0]), ("held out", halves[1]), ("all", reports)):
        found = group(StoryLikeness(half), model).stories
        print(f"{name:10s} {len(half):5d} articles  {_format_story_scores(story, found)}")
    to.write_text(write(model), encoding="utf-8")


def _format_story_scores(story: Mapping[str, str], found: Sequence[Sequence[str]]) -> str:
    """Write precision, recall and F1 down."""
    scores = {"pairs": pair_f1(story, found), "B-cubed": b_cubed(story, found)}
    return "  ".join(f"{k} P{p:.3f} R{r:.3f} F{f:.3f}" for k, (p, r, f) in scores.items())


if __name__ == "__main__":
    main(Path(sys.argv[1]), _SHIPPED)

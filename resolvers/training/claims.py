"""Learn the parameters of matching, and report how they do on labels that were not used.

    python -m resolvers.training.claims FOLDER

FOLDER holds `articles.jsonl` (as `spantrail ingest` reads it) and `stories.jsonl` (article, story).
An event, and a pair of the written ones, is learned from where the hash of its name is even and
reported on where it is odd, so a rerun learns from the same half and writes the same bytes.
"""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import attrs

from resolvers.claim_matching.assertions import Assertion
from resolvers.claim_matching.likeness import ClaimLikeness, MatchModel
from resolvers.claim_matching.training import Example, edited, figures, learn, told, write, written
from resolvers.training.stories import learns, read_stories

_SHIPPED = Path(__file__).parents[1] / "claim_matching" / "match_model.json"
_SHARES = (0.07, 0.2, 0.35)  # of the words, from light to reworded
_NOES = 4_000  # of each kind: more say the same again
_SEED = 7
_WRITTEN = 12  # times that a written pair counts: they are few, and the only paraphrases


def asserted(folder: Path) -> tuple[list[Assertion], dict[str, str], dict[str, int]]:
    """Read labelled articles, and return what a ledger of them asserts.

    Beside it stand article to event, and article to where its body begins.
    """
    import provenance
    from resolvers.pipeline import resolve
    from resolvers.stages.matching import assertions

    event = read_stories(folder)
    with provenance.open(":memory:") as ledger:
        ledger.ingest([str(folder / "articles.jsonl")])
        resolve(ledger)
        body = {v.article.article_id: v.text.find("\n") + 1 for v in ledger.versions()}
        items = [a for a in assertions(ledger) if a.article in event and a.stance != "withholds"]
    return items, event, body


def labelled(
    items: Sequence[Assertion], event: dict[str, str], body: dict[str, int], *, half: bool
) -> tuple[ClaimLikeness, list[Example]]:
    """Put together what one half of the labels says."""
    chance = random.Random(_SEED)  # noqa: S311  (a sample is no secret)
    own = [a for a in items if learns(event[a.article]) == half]
    written_items, examples = written(lambda words: learns(words) == half)
    examples = [attrs.evolve(e, weight=_WRITTEN) for e in examples]
    copies, yes = _edited_copies(own, chance)
    made = [*written_items, *copies]
    likeness = ClaimLikeness([*own, *made])
    found = told(likeness, event | _made_article_events(made, event), body)
    return likeness, [*examples, *yes, *_sampled_examples(found, likeness, chance)]


def _edited_copies(
    items: Sequence[Assertion], chance: random.Random
) -> tuple[list[Assertion], list[Example]]:
    """Edit some of the longer assertions, lightly and more."""
    long = [a for a in items if len(a.words.split()) >= 6]
    made: list[Assertion] = []
    examples: list[Example] = []
    for number, share in enumerate(_SHARES):
        copies, yes = edited(chance.sample(long, min(400, len(long))), share, _SEED + number)
        made += copies
        examples += yes
    return made, examples


def _made_article_events(made: Sequence[Assertion], event: Mapping[str, str]) -> dict[str, str]:
    """Return the events of articles that were made: an edit's is that of its own article."""
    found: dict[str, str] = {}
    for assertion in made:
        own = assertion.article.rpartition(" ")[0]
        if own in event:
            found[assertion.article] = event[own]
        elif assertion.article not in event:
            found[assertion.article] = f"written {assertion.story}"
    return found


def _sampled_examples(
    found: Sequence[Example], likeness: ClaimLikeness, chance: random.Random
) -> list[Example]:
    """Return labelled pairs that no edit made, of each kind as many as say anything new."""
    origin = {a.key: a for a in likeness_items(likeness)}
    kinds: defaultdict[str, list[Example]] = defaultdict(list)
    for example in found:
        if "changed" not in example.kind and _is_independent_of_edits(example, origin):
            kinds[example.kind].append(example)
    sampled: list[Example] = []
    for _, examples in sorted(kinds.items()):
        sampled += examples if len(examples) <= _NOES else chance.sample(examples, _NOES)
    return sampled


def likeness_items(likeness: ClaimLikeness) -> list[Assertion]:
    """List the assertions that are compared."""
    return [item.assertion for item in likeness.items.values()]


def _is_independent_of_edits(example: Example, origin: dict[str, Assertion]) -> bool:
    """Whether a pair's label does not rest on an edit.

    An edit of a claim is a question of its own event too.
    """
    return not (
        example.kind == "one speech"
        and " " in origin[example.a].article + origin[example.b].article
    )


def report(
    model: MatchModel, likeness: ClaimLikeness, examples: Sequence[Example], name: str
) -> None:
    """Print precision and recall by where the labels come from."""
    kinds = {e.kind for e in examples if e.same}
    for kind in sorted(kinds):
        yes = [e for e in examples if e.same and e.kind == kind]
        noes = [e for e in examples if not e.same and _is_negative_for_kind(e, kind)]
        p, r, f = figures(model, likeness, [*yes, *noes])
        print(
            f"{name:10s} {kind:12s} {len(yes):5d} same, {len(noes):5d} not  "
            f"P{p:.3f} R{r:.3f} F{f:.3f}"
        )


def _is_negative_for_kind(example: Example, kind: str) -> bool:
    """Whether a pair of two questions is held against a kind: the written have their own."""
    return kind != "written" or example.kind == "written"


def main(folder: Path, to: Path) -> None:
    """Learn on one half, print what the other half says, and write the parameters."""
    items, event, body = asserted(folder)
    halves = [labelled(items, event, body, half=half) for half in (True, False)]
    model = learn(*halves[0])
    for name, (likeness, examples) in zip(("learned on", "held out"), halves, strict=True):
        report(model, likeness, examples, name)
    to.write_text(write(model), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), _SHIPPED)

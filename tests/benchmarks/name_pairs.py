"""Whether two bare names are one name, by the levels of the name comparison.

    python tests/benchmarks/name_pairs.py [--errors]

Reads pairs of names labelled as the same or not, makes profiles of them as `resolve` does of a
chain with nothing but a name, and takes the weight that the shipped model gives to their level. The
threshold is chosen on nine tenths of the pairs and tested on the tenth left out, in ten folds by
the hash of the pair. Prints F1, and on request the pairs told wrongly.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from provenance.identifiers import content_hash
from provenance.records.mentions import Chain, Feature, Link, Mention
from provenance.spans import Span
from resolvers.lexicon.lexicon import lexicon
from resolvers.linking.blocking import RULES
from resolvers.linking.model import default_model
from resolvers.linking.name_levels import NAME
from resolvers.linking.profiles import Profile, profiles_of
from resolvers.linking.table import profile_table
from resolvers.text.folding import fold

PAIRS = Path(__file__).parents[2].parent / "shared/data/name_pairs/pairs.jsonl"
FOLDS = 10
ALIKE = 99.0  # profiles with equal features are one, and never compared


def profile(name: str, kind: str) -> Profile:
    """Make the profile of a chain that has this name and nothing else.

    No reader looks for titles or capitals in it.
    """
    span = Span(0, len(name))
    mention = Mention(
        version="v", span=span, surface=name, kind="name", type=kind, detector="given"
    )
    known = [k.key for k in lexicon().known.get(fold(name), ()) if k.type == kind]
    features = (
        Feature(name="name", value=fold(name), span=span),
        *(Feature(name="key", value=k, span=span) for k in known),
    )
    link = Link(mention=mention, cue="opens", weight=None)
    return profiles_of(
        [Chain(version="v", type=kind, name=name, links=(link,), features=features)], None
    )[0]


def sides(a: Profile, b: Profile) -> dict[str, Any]:
    """Lay the two profiles side by side, as if the ledger held nothing else."""
    rows = {row["profile"]: row for row in profile_table({p.key: p for p in (a, b)}).to_pylist()}
    return {f"{k}_{s}": v for s, p in (("l", a), ("r", b)) for k, v in rows[p.key].items()}


def levels(pairs: list[dict[str, Any]]) -> list[tuple[str, bool]]:
    """Return the level of each pair, and whether some blocking rule would find it."""
    kinds = {"Person": "PER"}
    rows = [sides(*(profile(p[side], kinds.get(p["type"], "ORG")) for side in "ab")) for p in pairs]
    cases = " ".join(f"when {level.condition} then '{level.key}'" for level in NAME.levels)
    found = " or ".join(
        f"coalesce({'list_has_any' if r.explode else ''}({joined(r.condition, listed=bool(r.explode))}), false)"
        for r in RULES
    )
    table = pa.Table.from_pylist(rows, profile_pairs_schema(rows))
    with duckdb.connect() as connection:
        connection.register("pairs", table)
        query = f"""select case when profile_l = profile_r then 'equal features' when {NAME.nothing} then 'nothing'
                    {cases} else 'other' end as label, {found} or profile_l = profile_r from pairs"""
        return [(label, bool(blocked)) for label, blocked in connection.execute(query).fetchall()]


def joined(condition: str, *, listed: bool) -> str:
    """Write a blocking rule over two sides; what it compares one by one are lists here."""
    for side in "lr":
        condition = condition.replace(f"{side}.", f"{side}__")
    words = [f"{w[3:]}_{w[0]}" if w[1:3] == "__" else w for w in condition.split()]
    text = " ".join(words)
    return text.replace(" = ", ", ") if listed else text


def profile_pairs_schema(rows: list[dict[str, Any]]) -> pa.Schema:
    """Type the columns as the profile table does, also where all values are missing."""
    one = profile_table({"x": Profile(type="PER", form="name")}).schema
    return pa.schema([(name, one.field(name[:-2]).type) for name in rows[0]])


def threshold(scores: list[tuple[float, bool]]) -> float:
    """Return the score from which on calling a pair the same has the highest F1."""
    return max(
        sorted({s for s, _ in scores}), key=lambda t: f1([(s >= t, same) for s, same in scores])
    )


def f1(told: list[tuple[bool, bool]]) -> float:
    """Return F1 of telling which pairs are the same."""
    right = sum(a and b for a, b in told)
    return 2 * right / max(1, sum(a for a, _ in told) + sum(b for _, b in told))


def told_apart(pairs: list[dict[str, Any]], scores: list[float]) -> list[tuple[bool, bool]]:
    """Tell each pair by a threshold that was chosen without its fold."""
    fold = [int(content_hash("pair", p["a"], p["b"])[:8], 16) % FOLDS for p in pairs]
    labelled = [(s, bool(p["same"])) for s, p in zip(scores, pairs, strict=True)]
    cuts = {
        n: threshold([one for one, f in zip(labelled, fold, strict=True) if f != n])
        for n in range(FOLDS)
    }
    return [(s >= cuts[f], same) for (s, same), f in zip(labelled, fold, strict=True)]


def line(name: str, told: list[tuple[bool, bool]]) -> None:
    """Print precision, recall and F1."""
    right, own, true = (
        sum(a and b for a, b in told),
        sum(a for a, _ in told),
        sum(b for _, b in told),
    )
    print(
        f"{name:24s} {len(told):4d} pairs  P {right / max(1, own):.3f}  R {right / max(1, true):.3f}  F1 {f1(told):.3f}"
    )


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument(
        "--errors", action="store_true", help="print the pairs told wrongly, with their levels"
    )
    args = parser.parse_args()
    if not PAIRS.exists():
        print(f"{PAIRS} is not here")
        return 0
    pairs = [json.loads(row) for row in PAIRS.read_text("utf-8").splitlines()]
    model, found = default_model(), levels(pairs)
    known = model.levels["name"]
    scores = [
        model.weight("name", label) if label in known else ALIKE if "equal" in label else -ALIKE
        for label, _ in found
    ]
    told = told_apart(pairs, scores)
    line(
        "difflib",
        told_apart(
            pairs, [SequenceMatcher(None, p["a"].lower(), p["b"].lower()).ratio() for p in pairs]
        ),
    )
    line("name comparison", told)
    line(
        "of those blocked as well",
        [(own and b, same) for (own, same), (_, b) in zip(told, found, strict=True)],
    )
    for kind in sorted({p["type"] for p in pairs}):
        line(f"  {kind}", [t for t, p in zip(told, pairs, strict=True) if p["type"] == kind])
    if args.errors:
        errors(pairs, told, found)
    return 0


def errors(
    pairs: list[dict[str, Any]], told: list[tuple[bool, bool]], found: list[tuple[str, bool]]
) -> None:
    """Print the levels with their counts, then the wrong pairs."""
    counts = Counter((label, p["same"]) for (label, _), p in zip(found, pairs, strict=True))
    for label in sorted({label for label, _ in found}):
        print(f"{label:75s} {counts[label, True]:4d} {counts[label, False]:4d}")
    for pair, (own, same), (label, blocked) in zip(pairs, told, found, strict=True):
        if own != same:
            reached = "" if blocked else "unblocked"
            print(
                "missed" if same else "false",
                pair["type"],
                pair["a"],
                pair["b"],
                label,
                reached,
                sep="\t",
            )


if __name__ == "__main__":
    sys.exit(main())

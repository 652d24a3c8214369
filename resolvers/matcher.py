"""Matching over a ledger: read what the stage needs, call it, and lay out what it found.

Matching is a function of what is asserted now, by whom, and in which story. Where none of that has changed since the last
run, nothing is computed.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from provenance import matching_columns as columns
from provenance.claims import Value
from provenance.identifiers import content_hash
from provenance.matching import Narration
from provenance.spans import Span
from resolvers.identity.constraints import OPEN
from resolvers.matching.assertions import Assertion, Named
from resolvers.matching.likeness import default_match_model
from resolvers.matching.narration import narrated, narration_digest
from resolvers.matching.stage import match
from resolvers.reading.lists import user_contents

if TYPE_CHECKING:
    import pyarrow as pa

    from provenance.ledger import Store
    from resolvers.identity.constraints import Constraints
    from resolvers.identity.entities import Identification
    from resolvers.matching.embedding import Embedder
    from resolvers.matching.likeness import MatchModel


def narrations(ledger: Store) -> dict[str, pa.Table | None] | None:
    """Read versions for narration that were not since their claims were; None where there is nothing to append."""
    rules = narration_digest()
    readers: dict[str, str] = {}
    found: list[Narration] = []
    for row in ledger.query("unnarrated_versions", rules=rules).to_pylist():
        claimed = [Span(start, end) for start, end in row["claimed"]]
        readers[row["version"]] = f"{rules} over {row['claims_reader']}"
        found += narrated(row["version"], row["text"], claimed, row["published_at"])
    unnumbered = ledger.query("unnumbered_claims").to_pylist()[0]["claims"]
    return columns.narration_tables(readers, found) if readers or unnumbered else None


def assertions(ledger: Store) -> list[Assertion]:
    """Read what is asserted now."""
    pieces: defaultdict[str, list[tuple[Span, str]]] = defaultdict(list)
    for row in ledger.query("matching_pieces").to_pylist():
        pieces[row["assertion"]].append((Span(row["start"], row["end"]), row["surface"]))
    named: defaultdict[str, list[Named]] = defaultdict(list)
    for row in ledger.query("matching_entities").to_pylist():
        named[row["assertion"]].append(Named(entity=row["entity"], span=Span(row["start"], row["end"])))
    values: defaultdict[str, list[Value]] = defaultdict(list)
    for row in ledger.query("matching_values").to_pylist():
        values[row["assertion"]].append(_value(row))
    return [
        Assertion(
            key=row["assertion"],
            version=row["version"],
            article=row["article"],
            source=row["outlet"],
            published=row["published_at"],
            story=row["story"],
            speaker=row["actor"],
            narrated=row["narrated"],
            cue=row["cue_words"] or "",
            modality=row["modality"] or "neutral",
            polarity=row["polarity"] or "affirmed",
            certainty=row["certainty"] or "stated",
            pieces=tuple(pieces[row["assertion"]]),
            named=tuple(named[row["assertion"]]),
            values=tuple(values[row["assertion"]]),
        )
        for row in ledger.query("matching_assertions").to_pylist()
    ]


_VALUE = ("kind", "surface", "low", "high", "unit", "noun", "first_day", "last_day")


def _value(row: dict[str, Any]) -> Value:
    return Value(span=Span(row["start"], row["end"]), **{name: row[name] for name in _VALUE})


def model_with(embedder: Embedder | None) -> MatchModel:
    """Give the shipped parameters, with what a meaning weighs where somebody gives an embedder."""
    model = default_match_model()
    if embedder is None:
        return model
    return attrs.evolve(
        model, coefficients={**model.coefficients, "meaning": embedder.coefficient}, prior=model.prior + embedder.offset
    )


def rules(model: MatchModel, embedder: Embedder | None, constraints: Constraints[str] = OPEN) -> str:
    """Hash by what is matched: modules, word lists, parameters, the name of an embedder, and what a person decided."""
    verbs = (("together", constraints.together), ("apart", constraints.apart))
    decided = [content_hash(verb, a, b) for verb, pairs in verbs for a, b in sorted(pairs)]
    return content_hash(_code(), model.key, embedder.name if embedder else "", *decided)


@cache
def _code() -> str:
    """Hash the modules and word lists of matching, the user's among them."""
    folder = Path(__file__).parent / "matching"
    files = [p for p in sorted(folder.rglob("*")) if p.suffix in {".py", ".tsv"}]
    return content_hash(*(p.read_bytes().hex() for p in files), *user_contents())


def last(ledger: Store) -> dict[str, Any] | None:
    """Tell of the last matching its input_digest, its settings, and whether anything it depends on has changed since."""
    found = ledger.query("matching_last").to_pylist()
    return found[0] if found else None


def digest(items: list[Assertion]) -> str:
    """Hash what is matched."""
    rows = sorted(
        content_hash(
            *(a.key, a.source, str(a.published), a.story, a.speaker, a.cue, a.modality, a.polarity, a.certainty),
            [[n.entity, n.span.start, n.span.end] for n in a.named],
            [
                [v.kind, v.span.start, v.span.end, v.low, v.high, v.unit, v.noun, str(v.first_day), str(v.last_day)]
                for v in a.values
            ],
        )
        for a in items
    )
    return content_hash("matching", *rows)


def find(
    ledger: Store,
    items: list[Assertion],
    model: MatchModel,
    embed: Embedder | None,
    constraints: Constraints[str] = OPEN,
) -> dict[str, pa.Table | None]:
    """Match what is asserted, and give the tables to append."""
    known = ledger.query("matching_groups").to_pylist()
    before = ledger.query("matching_members").to_pylist()
    matched = match(items, model, known, before, embed.embed if embed else None, constraints=constraints)
    comparisons, conflicts = columns.comparisons_table(matched.comparisons), columns.conflicts_table(matched.conflicts)
    return {
        **_groups(matched.groups, matched.relations),
        "append_claim_comparisons": comparisons,
        "withdraw_claim_comparisons": comparisons,
        "append_claim_conflicts": conflicts,
        "withdraw_claim_conflicts": conflicts,
    }


def _groups(decided: Identification, relations: Any) -> dict[str, pa.Table | None]:  # noqa: ANN401
    states: list[tuple[str, str, str | None]] = [(i, "active", None) for i in sorted(set(decided.entity_of.values()))]
    states += [(i, "redirected", target) for i, target in sorted(decided.redirects.items())]
    states += [(i, "retired", None) for i in decided.retired]
    return {
        **columns.claim_group_tables(
            [(m.entity_id, m.founding_chain) for m in decided.minted],
            states,
            [(member, i, relations[member]) for member, i in sorted(decided.entity_of.items())],
            [(e.kind, list(e.from_ids), list(e.to_ids), e.cause) for e in decided.events],
        )
    }

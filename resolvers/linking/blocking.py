"""Blocking rules: which pairs of profiles are compared at all.

Only pairs with something new are generated: `fresh` is false for profiles that were compared before and have not
changed. Every rule is bounded; bare surnames, Soundex alone or two-letter initials explode on real news.
"""

from __future__ import annotations

from typing import Any

import attrs

_FRESH = "(l.fresh or r.fresh)"


@attrs.frozen
class Rule:
    """Name a blocking rule, its SQL condition, and the lists whose values it compares one by one."""

    name: str
    condition: str
    explode: tuple[str, ...] = ()

    def settings(self) -> dict[str, Any]:
        """Write the rule as Splink's settings want it."""
        rule: dict[str, Any] = {"blocking_rule": f"{self.condition} and {_FRESH}", "sql_dialect": "duckdb"}
        if self.explode:
            rule["arrays_to_explode"] = list(self.explode)
        return rule


RULES: tuple[Rule, ...] = (
    Rule("lexicon entry", "l.keys = r.keys", ("keys",)),
    Rule("name", "l.loose = r.loose", ("loose",)),
    Rule("surname", "l.surname = r.surname"),
    Rule("given name alone", "l.given = r.surname and r.given is null"),
    Rule("given name alone, the other way", "l.surname = r.given and l.given is null"),
    Rule("sound of surname and initial", "l.sound = r.sound and l.initial is not distinct from r.initial"),
    Rule("rare word", "l.rare = r.rare", ("rare",)),
    Rule("acronym", "l.acronyms = r.acronyms", ("acronyms",)),
    Rule("office", "l.posts = r.posts", ("posts",)),
)

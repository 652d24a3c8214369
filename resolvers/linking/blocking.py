"""Blocking rules: which pairs of profiles are compared at all.

Only pairs with something new are generated: `fresh` is false for profiles that were compared before and have not
changed. Every rule is bounded; bare surnames, Soundex alone or two-letter initials explode on real news.
"""

from __future__ import annotations

from typing import Any

import attrs

_FRESH = "(l.fresh or r.fresh)"


@attrs.frozen(kw_only=True)
class Rule:
    """Name a blocking rule, its SQL condition, and the values that both sides must share.

    Args:
        name: what people are shown.
        condition: over `l` and `r`, as Splink wants it.
        tokens: SQL that gives a row's values as a list; two profiles with a common value are a pair.
        others: the values on the other side, where the two sides play different parts.
        explode: the lists whose values Splink compares one by one.
        mirrors: the rule that is this one with its sides exchanged; it has no values of its own.
    """

    name: str
    condition: str
    tokens: str = "[]"
    others: str | None = None
    explode: tuple[str, ...] = ()
    mirrors: str | None = None

    def settings(self) -> dict[str, Any]:
        """Write the rule as Splink's settings want it."""
        rule: dict[str, Any] = {"blocking_rule": f"{self.condition} and {_FRESH}", "sql_dialect": "duckdb"}
        if self.explode:
            rule["arrays_to_explode"] = list(self.explode)
        return rule


_ALONE = "case when given is null then [surname] end"
_SOUND = "case when sound is not null then [concat_ws('|', sound, coalesce(initial, ''))] end"

RULES: tuple[Rule, ...] = (
    Rule(name="lexicon entry", condition="l.keys = r.keys", tokens="keys", explode=("keys",)),
    Rule(name="name", condition="l.loose = r.loose", tokens="loose", explode=("loose",)),
    Rule(name="surname", condition="l.surname = r.surname", tokens="[surname]"),
    Rule(name="given name alone", condition="l.given = r.surname and r.given is null", tokens="[given]", others=_ALONE),
    Rule(
        name="given name alone, the other way",
        condition="l.surname = r.given and l.given is null",
        mirrors="given name alone",
    ),
    Rule(
        name="sound of surname and initial",
        condition="l.sound = r.sound and l.initial is not distinct from r.initial",
        tokens=_SOUND,
    ),
    Rule(name="rare word", condition="l.rare = r.rare", tokens="rare", explode=("rare",)),
    Rule(name="acronym", condition="l.acronyms = r.acronyms", tokens="acronyms", explode=("acronyms",)),
    Rule(name="office", condition="l.posts = r.posts", tokens="posts", explode=("posts",)),
)

"""Blocking rules: which pairs of profiles are compared at all.

Only pairs with something new are generated: `fresh` is false for profiles that were compared before and have not
changed. Every rule is bounded; bare surnames, Soundex alone or two-letter initials explode on real news.
"""

from __future__ import annotations

from typing import Any

import attrs

_FRESH = "(l.fresh or r.fresh)"

# With an authority's entry only what could be it is compared, since a name proves little against a list of the whole world:
# what both sides tell of roles and countries must agree somewhere, and a lexicon entry must be the same.
_NO_ENTRY = "l.known is null and r.known is null"
_SAME_KEYS = "list_has_any(l.keys, r.keys) or len(l.keys) = 0 and len(r.keys) = 0"
_SAME_COUNTRY = "list_has_any(l.polities, r.polities) or len(l.polities) = 0 or len(r.polities) = 0"
_PERSON_AGREES = (
    "list_has_any(l.heads, r.heads) or list_has_any(l.polities, r.polities)"
    " or (len(l.heads) = 0 or len(r.heads) = 0) and (len(l.polities) = 0 or len(r.polities) = 0)"
)
_ONE = "(l.known is null or r.known is null) and l.type = r.type"
_ONE_ENTRY = f"{_ONE} and case when l.type = 'PER' then {_PERSON_AGREES} else ({_SAME_KEYS}) and ({_SAME_COUNTRY}) end"
_SAME_KEY_ENTRY = f"{_ONE} and ({_SAME_COUNTRY})"  # Splink compares keys one by one there, no lists
_GIVEN_AGREE = f"{_ONE_ENTRY} and list_has_any(l.givens, r.givens)"


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
        entries: SQL over `l` and `r` that must hold where one is an authority's entry; without it the rule pairs none.
    """

    name: str
    condition: str
    tokens: str = "[]"
    others: str | None = None
    explode: tuple[str, ...] = ()
    mirrors: str | None = None
    entries: str | None = None

    @property
    def allowed(self) -> str:
        """The condition on authorities' entries, over `l` and `r`: two of them are never a pair."""
        return f"({_NO_ENTRY} or {self.entries})" if self.entries else f"({_NO_ENTRY})"

    def settings(self) -> dict[str, Any]:
        """Write the rule as Splink's settings want it."""
        rule: dict[str, Any] = {"blocking_rule": f"{self.condition} and {_FRESH} and {self.allowed}", "sql_dialect": "duckdb"}
        if self.explode:
            rule["arrays_to_explode"] = list(self.explode)
        return rule


_ALONE = "case when given is null then [surname] end"
_SOUND = "case when sound is not null then [concat_ws('|', sound, coalesce(initial, ''))] end"

RULES: tuple[Rule, ...] = (
    Rule(name="lexicon entry", condition="l.keys = r.keys", tokens="keys", explode=("keys",), entries=_SAME_KEY_ENTRY),
    Rule(name="name", condition="l.loose = r.loose", tokens="loose", explode=("loose",), entries=_ONE_ENTRY),
    Rule(name="surname", condition="l.surname = r.surname", tokens="[surname]", entries=_GIVEN_AGREE),
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
        entries=_GIVEN_AGREE,
    ),
    Rule(name="rare word", condition="l.rare = r.rare", tokens="rare", explode=("rare",)),
    Rule(name="acronym", condition="l.acronyms = r.acronyms", tokens="acronyms", explode=("acronyms",)),
    Rule(name="office", condition="l.posts = r.posts", tokens="posts", explode=("posts",), entries=_ONE_ENTRY),
)

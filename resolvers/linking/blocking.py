"""Blocking rules: which pairs of profiles are compared at all.

Only pairs with something new are generated: `fresh` is false for profiles that were compared before
and have not changed. Every rule is bounded; bare surnames, Soundex alone or two-letter initials
explode on real news.
"""

from __future__ import annotations

from typing import Any

import attrs

_FRESH = "(l.fresh or r.fresh)"

# With an authority's entry only what could be it is compared, since a name proves little against a
# list of the whole world: nothing that both sides tell may be in conflict (spheres, countries,
# lexicon entries), and a surname is not enough. A slip of the pen needs a role that agrees: of 6
# ties on dwie to US offices "Max Müller" to Max L. Miller was the wrong one.
_NO_ENTRY = "l.known is null and r.known is null"


def _agreement_condition(column: str) -> str:
    return f"(list_has_any(l.{column}, r.{column}) or len(l.{column}) = 0 or len(r.{column}) = 0)"


_ONE_ENTRY = (
    "(l.known is null or r.known is null) and l.type = r.type"
    f" and {_agreement_condition('polities')} and {_agreement_condition('spheres')}"
)
_SAME_KEYS = (
    f"{_ONE_ENTRY} and (list_has_any(l.keys, r.keys) or len(l.keys) = 0 and len(r.keys) = 0)"
)
_GIVEN_AGREE = f"{_ONE_ENTRY} and list_has_any(l.givens, r.givens)"
_ROLE_AGREES = f"{_GIVEN_AGREE} and list_has_any(l.heads, r.heads)"


@attrs.frozen(kw_only=True)
class BlockingRule:
    """Name a blocking rule, its SQL condition, and the values that both sides must share.

    Args:
        name: what people are shown.
        condition: over `l` and `r`, as Splink wants it.
        tokens: SQL that gives a row's values as a list; two profiles with a common value are a
            pair.
        others: the values on the other side, where the two sides play different parts.
        explode: the lists whose values Splink compares one by one.
        mirrors: the rule that is this one with its sides exchanged; it has no values of its own.
        entries: SQL over `l` and `r` that must hold where one is an authority's entry; without it
            the rule pairs none.
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
        rule: dict[str, Any] = {
            "blocking_rule": f"{self.condition} and {_FRESH} and {self.allowed}",
            "sql_dialect": "duckdb",
        }
        if self.explode:
            rule["arrays_to_explode"] = list(self.explode)
        return rule


_ALONE = "case when given is null then [surname] end"
_SOUND = "case when sound is not null then [concat_ws('|', sound, coalesce(initial, ''))] end"

RULES: tuple[BlockingRule, ...] = (
    BlockingRule(
        name="lexicon entry",
        condition="l.keys = r.keys",
        tokens="keys",
        explode=("keys",),
        entries=_ONE_ENTRY,
    ),
    BlockingRule(
        name="name",
        condition="l.loose = r.loose",
        tokens="loose",
        explode=("loose",),
        entries=_SAME_KEYS,
    ),
    BlockingRule(
        name="surname", condition="l.surname = r.surname", tokens="[surname]", entries=_GIVEN_AGREE
    ),
    BlockingRule(
        name="given name alone",
        condition="l.given = r.surname and r.given is null",
        tokens="[given]",
        others=_ALONE,
    ),
    BlockingRule(
        name="given name alone, the other way",
        condition="l.surname = r.given and l.given is null",
        mirrors="given name alone",
    ),
    BlockingRule(
        name="sound of surname and initial",
        condition="l.sound = r.sound and l.initial is not distinct from r.initial",
        tokens=_SOUND,
        entries=_ROLE_AGREES,
    ),
    BlockingRule(name="rare word", condition="l.rare = r.rare", tokens="rare", explode=("rare",)),
    BlockingRule(
        name="acronym",
        condition="l.acronyms = r.acronyms",
        tokens="acronyms",
        explode=("acronyms",),
    ),
    BlockingRule(
        name="office",
        condition="l.posts = r.posts",
        tokens="posts",
        explode=("posts",),
        entries=_ONE_ENTRY,
    ),
)

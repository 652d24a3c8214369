"""Postings: by which values profiles are found, those of the blocking rules and those over which things are counted."""

from __future__ import annotations

from resolvers.linking.blocking import RULES

FAMILIES, OFFICES, WORDS = 100, 101, 102  # groups of counting; blocking rules are numbered by their place
FIRST_GROUP = FAMILIES

_GROUPS = {FAMILIES: "[family]", OFFICES: "answers", WORDS: "words"}
_COUNTED = {"rare": "rare", "posts": "posts"}  # values that change when other profiles come


def counted_rules() -> dict[str, int]:
    """Give the places of the rules over values that are counted, by those values."""
    return {rule.tokens: place for place, rule in enumerate(RULES) if rule.tokens in _COUNTED}


def posting_statements() -> dict[str, str]:
    """Write the statements that post rows: `post_own` what a profile alone says, `post_counted` what is counted."""
    own: list[str] = []
    counted: list[str] = []
    for place, rule in enumerate(RULES):
        sides = [(0, rule.tokens)] if rule.others is None else [(1, rule.tokens), (2, rule.others)]
        parts = [] if rule.mirrors else [_part(place, side, tokens) for side, tokens in sides]
        (counted if rule.tokens in _COUNTED else own).extend(parts)
    own += [_part(group, 0, tokens) for group, tokens in _GROUPS.items()]
    return {"post_own": _post(own, "row"), "post_counted": _post(counted, "recounted")}


def _part(rule: int, side: int, tokens: str) -> str:
    return f"SELECT profile_id, {rule}::TINYINT AS rule, {side}::TINYINT AS side, unnest({tokens}) AS token FROM asked"  # noqa: S608


def _post(parts: list[str], rows: str) -> str:
    union = "\nUNION ALL ".join(parts)
    return f"""
    INSERT INTO linking.posting
    WITH asked AS (SELECT * FROM linking.profile WHERE profile_id IN (SELECT profile_id FROM {rows}))
    SELECT profile_id, rule, side, hash(rule, token) FROM ({union}) WHERE token IS NOT NULL ORDER BY ALL
    """  # noqa: S608  (spliced are the rules' own expressions, never a value from an article)

"""Postings: by which values profiles are found.

They are the values of the blocking rules, and those over which things are counted.
"""

from __future__ import annotations

from resolvers.linking.blocking import RULES, BlockingRule

# Groups of counting; blocking rules are numbered by their place.
FAMILIES, OFFICES, WORDS = 100, 101, 102
FIRST_GROUP = FAMILIES

_GROUPS = {FAMILIES: "[family]", OFFICES: "answers", WORDS: "words"}
_COUNTED = {"rare": "rare", "posts": "posts"}  # values that change when other profiles come


def counted_rules() -> dict[str, int]:
    """Return the places of the rules over values that are counted, by those values."""
    return {rule.tokens: place for place, rule in enumerate(RULES) if rule.tokens in _COUNTED}


def posting_statements() -> dict[str, str]:
    """Write the statements that follow from the rules.

    `post_own` posts what a profile alone says, `post_counted` what is counted, `candidates` pairs
    by what was posted.
    """
    groups = [_posting_select(group, 0, tokens) for group, tokens in _GROUPS.items()]
    return {
        "post_own": _posting_insert([*_rule_posting_selects(counted=False), *groups], "row"),
        "post_counted": _posting_insert(_rule_posting_selects(counted=True), "recounted"),
        "candidates": _candidate_pairs_select(),
    }


def _rule_posting_selects(*, counted: bool) -> list[str]:
    """Write the postings of the rules over values that are counted, or of all others.

    A mirror is found by those of the rule before it.
    """
    return [
        _posting_select(place, side, tokens)
        for place, rule in enumerate(RULES)
        if (rule.tokens in _COUNTED) == counted and not rule.mirrors
        for side, tokens in _rule_sides(rule)
    ]


def _rule_sides(rule: BlockingRule) -> list[tuple[int, str]]:
    """Number the sides of a rule: 0 where both are alike, else 1 and 2."""
    if rule.others is None:
        return [(0, rule.tokens)]
    return [(1, rule.tokens), (2, rule.others)]


def _candidate_pairs_select() -> str:
    """Pair fresh profiles with all that share a value of a blocking rule.

    The first rule that pairs two of them is named. Where the sides of a rule play different parts,
    the rule after it is its mirror.
    """
    allowed = " ".join(
        f"WHEN {place} THEN {rule.allowed}" for place, rule in enumerate(RULES) if rule.entries
    )
    return f"""
    WITH own AS MATERIALIZED (FROM linking.posting WHERE profile_id IN (SELECT profile_id FROM fresh)),
    asking AS (
        SELECT profile_id, rule, side, CASE side WHEN 0 THEN token ELSE xor(token, 3::UBIGINT) END AS token
        FROM own WHERE rule < $groups),
    found AS MATERIALIZED (SELECT profile_id, token FROM linking.posting WHERE token IN (SELECT token FROM asking)),
    hit AS (
        SELECT f.profile_id AS x, p.profile_id AS y, f.rule, f.side
        FROM asking f JOIN found p ON p.token = f.token AND p.profile_id <> f.profile_id),
    keyed AS (
        SELECT l.profile AS x, r.profile AS y, h.x AS number_x, h.y AS number_y, h.rule, h.side
        FROM hit h JOIN linking.profile l ON l.profile_id = h.x JOIN linking.profile r ON r.profile_id = h.y
        WHERE l.known IS NULL AND r.known IS NULL OR CASE h.rule {allowed} ELSE false END)
    SELECT least(x, y) AS join_key_l, greatest(x, y) AS join_key_r,
           min(rule + (side > 0 AND (side = 1) <> (x < y))::INTEGER)::VARCHAR AS match_key,
           any_value(CASE WHEN x < y THEN number_x ELSE number_y END) AS number_l,
           any_value(CASE WHEN x < y THEN number_y ELSE number_x END) AS number_r
    FROM keyed GROUP BY 1, 2 ORDER BY 1, 2
    """  # noqa: S608  (spliced are the rules' own expressions, never a value from an article)


def _posting_select(rule: int, side: int, tokens: str) -> str:
    return f"SELECT profile_id, {rule}::TINYINT AS rule, {side}::TINYINT AS side, unnest({tokens}) AS token FROM asked"  # noqa: S608


def _posting_insert(parts: list[str], rows: str) -> str:
    union = "\nUNION ALL ".join(parts)
    return f"""
    INSERT INTO linking.posting
    WITH asked AS (FROM {rows})
    SELECT profile_id, rule, side, xor(hash(rule, token), side::UBIGINT) FROM ({union}) WHERE token IS NOT NULL ORDER BY ALL
    """  # noqa: S608  (spliced are the rules' own expressions, never a value from an article)

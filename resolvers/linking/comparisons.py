"""Comparisons: the features of two profiles, graded by levels that Splink takes weights from.

A level is one SQL condition over the columns `x_l` and `x_r`; the first that holds decides. Levels
are split by type, since one weight over persons and organisations averages unlike cases. Their m
and u are counted from labels.
"""

from __future__ import annotations

from resolvers.linking.levels import OTHER, PRIOR, FeatureComparison, Level
from resolvers.linking.name_levels import NAME

_ROLE_ALONE = "(form_l = 'role' or form_r = 'role')"

# A role without a name: who holds the office about that time. Its parameters are counted on names
# that were hidden.
OFFICE = FeatureComparison(
    name="office",
    nothing=f"not {_ROLE_ALONE} or len(posts_l) = 0 or len(posts_r) = 0",
    value="offices",
    qualified=True,
    levels=(
        Level(
            "roles_in_one_month",
            "role alone on both sides, in one month",
            "form_l = form_r and list_has_any(posts_l, posts_r)",
        ),
        Level(
            "role_held_then",
            "role alone, held by one person about that time",
            "list_has_any(posts_l, posts_r)",
        ),
    ),
)

ROLE = FeatureComparison(
    name="role",
    nothing=f"{_ROLE_ALONE} or len(roles_l) = 0 or len(roles_r) = 0",
    value="roles",
    qualified=True,
    levels=(
        Level("same_office", "same office", "list_has_any(offices_l, offices_r)"),
        Level(
            "same_role_and_affiliation",
            "same role and affiliation",
            "list_has_any(roles_l, roles_r)",
        ),
        Level("same_role", "same role", "list_has_any(heads_l, heads_r)"),
    ),
)

COUNTRY = FeatureComparison(
    name="country",
    nothing=f"{_ROLE_ALONE} or len(polities_l) = 0 or len(polities_r) = 0",
    value="polities",
    levels=(Level("same_country", "same country", "list_has_any(polities_l, polities_r)"),),
)

APART = frozenset(level.key for level in NAME.levels if level.apart)

COMPARISONS: tuple[FeatureComparison, ...] = (NAME, OFFICE, ROLE, COUNTRY)

LABELS = {
    (PRIOR, PRIOR): "share of matches among compared pairs",
    **{(c.name, OTHER): "other" for c in COMPARISONS},
    **{(c.name, level.key): level.label for c in COMPARISONS for level in c.levels},
}

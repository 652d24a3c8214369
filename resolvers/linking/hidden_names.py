"""Roles without a name, for training: names are hidden, and others are asked who holds the office.

Labelled sets hold few bare roles, but many names beside a role. Each of those is read once more as
if its name were not there; who holds its office about that month, by the other articles, is then
right or wrong by the gold clusters.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

import attrs

from resolvers.linking.comparisons import OFFICE
from resolvers.linking.labelled import Label, LabelledArticle, label_of, profiled
from resolvers.linking.profiles import Profile
from resolvers.linking.tenures import count_months, find_posts

_ALONE, _HELD = (level.key for level in OFFICE.levels)


@attrs.frozen
class _Stated:
    """Hold a named profile that an article states, with its label."""

    article: str
    month: str | None
    profile: Profile
    label: Label

    @property
    def hidden(self) -> Profile:
        """The profile that the chain would have without its name."""
        p = self.profile
        return Profile(
            type="PER",
            form="role",
            roles=p.roles,
            offices=p.offices,
            polities=p.polities,
            month=self.month,
        )


def count_offices(articles: Sequence[LabelledArticle]) -> Counter[tuple[str, bool]]:
    """Count by level how often a hidden name was linked rightly, and how often wrongly."""
    stated = list(_stated_officeholders(articles))
    counts: Counter[tuple[str, bool]] = Counter()
    for one in stated:
        others = [s for s in stated if s.article != one.article]
        counts.update((_HELD, same) for same in _holder_verdicts(one, others))
        counts.update(
            (_ALONE, one.label == s.label) for s in others if _has_same_office_month(one, s)
        )
    return counts


def _stated_officeholders(articles: Iterable[LabelledArticle]) -> Iterator[_Stated]:
    """Yield the named persons of dated articles that are said to hold an office."""
    for article in articles:
        for chain, profile in profiled(article) if article.month else ():
            if profile.type == "PER" and profile.form == "name" and profile.offices:
                yield _Stated(article.article, article.month, profile, label_of(article, chain))


def _holder_verdicts(one: _Stated, others: Sequence[_Stated]) -> list[bool]:
    """Ask the other articles who holds the offices of a hidden name.

    One answer a person, right or wrong.
    """
    published: defaultdict[str, Counter[int | None]] = defaultdict(Counter)
    for other in others:
        published[other.profile.key][count_months(other.month)] += 1
    named = {other.profile.key: other.profile for other in others}
    posts = find_posts({"hidden": one.hidden, **named}, published)
    asked = set(posts.pop("hidden", ()))
    holders = {
        o.label
        for o in others
        if o.label[0] == one.label[0] and asked & set(posts.get(o.profile.key, ()))
    }
    return [holder == one.label for holder in sorted(holders)]


def _has_same_office_month(one: _Stated, other: _Stated) -> bool:
    """Whether two hidden names of one event share an office in one month.

    Each pair is seen once.
    """
    if one.label[0] != other.label[0] or one.month != other.month or one.article >= other.article:
        return False
    return bool(set(one.profile.offices) & set(other.profile.offices))

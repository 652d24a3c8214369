"""Roles without a name find who holds the office about their date, or nobody."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from resolvers.linking.profiles import Profile
from resolvers.linking.tenures import AGREED, NEAR, count_months, find_posts

FRANCE = "president@country:FR"


def holder(name: str, *offices: str) -> Profile:
    """Make a person who holds offices."""
    given_name, surname = name.split()
    return Profile(
        type="PER",
        form="name",
        names=(name,),
        given=given_name,
        surname=surname,
        offices=offices or (FRANCE,),
    )


def asked(month: str, office: str = FRANCE) -> Profile:
    """Make a role without a name."""
    return Profile(type="PER", form="role", offices=(office,), month=month)


def answers(role: Profile, *stated: tuple[Profile, dict[str, int]]) -> set[str]:
    """List the names that answer a role, given the months in which articles state their offices."""
    people = {" ".join(p.names): p for p, _ in stated}
    published = {
        " ".join(p.names): {count_months(m): n for m, n in months.items()} for p, months in stated
    }
    posts = find_posts({"role": role, **people}, published)
    return {name for name in people if set(posts.get("role", ())) & set(posts.get(name, ()))}


def test_the_same_words_mean_another_person_at_another_date() -> None:
    """The French president of 2010 and that of 2020."""
    stated = [
        (holder("nicolas sarkozy"), {"2010-03": 2}),
        (holder("emmanuel macron"), {"2020-05": 2}),
    ]

    assert answers(asked("2010-06"), *stated) == {"nicolas sarkozy"}
    assert answers(asked("2020-06"), *stated) == {"emmanuel macron"}


def test_without_evidence_near_the_date_nobody_answers() -> None:
    """The nearest famous person is no answer."""
    assert answers(asked("2015-06"), (holder("emmanuel macron"), {"2020-05": 9})) == set()


def test_two_holders_near_in_time_are_no_answer() -> None:
    """After a change of office the words alone do not tell."""
    france = "prime minister@country:FR"
    stated = [
        (holder("francois bayrou", france), {"2025-08": 3}),
        (holder("sebastien lecornu", france), {"2025-09": 3}),
    ]

    assert answers(asked("2025-09", france), *stated) == set()


def test_one_after_another_each_answers_for_his_months() -> None:
    """Whoever took office before the month, and has not handed it over by then."""
    office = "prime minister@country:GB"
    stated = [
        (holder("ada crane", office), {"2024-03": 1, "2024-05": 2}),
        (holder("bo finch", office), {"2024-07": 1, "2024-10": 1}),
    ]

    assert answers(asked("2024-06", office), *stated) == {"ada crane"}
    assert answers(asked("2024-07", office), *stated) == set()
    assert answers(asked("2024-09", office), *stated) == {"bo finch"}


def test_two_at_one_time_are_no_answer() -> None:
    """Articles that go back and forth tell no handover."""
    office = "prime minister@country:GB"
    stated = [
        (holder("ada crane", office), {"2024-03": 1, "2024-08": 1}),
        (holder("bo finch", office), {"2024-05": 1, "2024-09": 1}),
    ]

    assert answers(asked("2024-06", office), *stated) == set()


def test_one_slip_among_many_does_not_hide_the_holder() -> None:
    """Four articles of five agree."""
    stated = [(holder("emmanuel macron"), {"2025-09": 4}), (holder("keir starmer"), {"2025-09": 1})]

    assert answers(asked("2025-09"), *stated) == {"emmanuel macron"}


def test_a_leader_is_who_rules() -> None:
    """The Ukrainian leader is the Ukrainian president."""
    stated = (holder("volodymyr zelensky", "president@country:UA"), {"2025-09": 1})

    assert answers(asked("2025-09", "leader@country:UA"), stated) == {"volodymyr zelensky"}


@given(
    st.dictionaries(
        st.sampled_from(["anna berg", "bea crane", "carl dorn"]),
        st.dictionaries(st.integers(24290, 24320), st.integers(1, 9)),
    ),
    st.integers(24290, 24320),
)
def test_the_answer_is_that_of_the_slow_obvious_way(
    published: dict[str, dict[int, int]], month: int
) -> None:
    """Count every article near the month by person.

    The one with nearly all of them holds the office; else whoever is in office by then, where the
    articles name one after another.
    """
    people = {name: holder(name) for name in published}
    role = asked(f"{(month - 1) // 12}-{(month - 1) % 12 + 1:02}")
    posts = find_posts({"role": role, **people}, published)
    near = {
        name: sum(n for m, n in months.items() if abs(m - month) <= NEAR)
        for name, months in published.items()
    }
    total = sum(near.values())
    expected = {name for name, n in near.items() if n and n >= AGREED * total}
    expected = expected or in_office(published, month)

    assert count_months(role.month) == month
    assert expected == {name for name in people if posts.get(name)}


def in_office(published: dict[str, dict[int, int]], month: int) -> set[str]:
    """Walk through the months near one, and see whose turn it is; nobody's in that of a handover."""
    turns: list[tuple[str, int]] = []  # who, and since which month
    for then in range(month - NEAR, month + NEAR + 1):
        named = [name for name, months in published.items() if then in months]
        if len(named) > 1:
            return set()
        if named and (not turns or turns[-1][0] != named[0]):
            turns.append((named[0], then))
    if len({name for name, _ in turns}) < len(turns):
        return set()
    begun = [turn for turn in turns if turn[1] <= month]
    handed_over = len(begun) > 1 and begun[-1][1] == month
    return {begun[-1][0]} if begun and not handed_over else set()

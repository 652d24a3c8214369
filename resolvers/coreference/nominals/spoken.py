"""Which countries a text speaks of right before a place: by name, by adjective, by people and bodies of theirs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from resolvers.coreference.groups import Group
from resolvers.coreference.references.reference import countries_in
from resolvers.text.tokens import tokenise

NEAR = 600  # code points; whoever was named farther back than some sentences is not meant


def countries_before(groups: Sequence[Group], start: int) -> Iterator[str]:
    """Yield the codes of the countries that are spoken of close before a position, the last first.

    People of one country speak for it: "Mr. Abe met him; both countries agreed".
    """
    spoken = _countries_named_before(groups[0].text if groups else "", start)
    for group in groups:
        at = group.last_before(start)
        spoken.update((code, max(at, spoken.get(code, -1))) for code in _countries_of_group(group))
    near = sorted((-at, code) for code, at in spoken.items() if at >= max(0, start - NEAR))
    return (code for _, code in near)


def _countries_named_before(text: str, start: int) -> dict[str, int]:
    """Find where countries are named last before a position, by noun or adjective."""
    first = max(0, start - NEAR)
    words = [token for token in tokenise(text[first:start], first) if token.text[0].isalpha()]
    return {code: span.end for code, span in countries_in(text, words)}


def _countries_of_group(group: Group) -> set[str]:
    """List the countries that are spoken of with a group."""
    if group.type == "PER":
        return group.country_codes if len(group.country_codes) == 1 else set()
    code = country_of(group)
    return {code} if code else joint_codes(group)


def country_of(group: Group) -> str | None:
    """Return the code of the country that a group is."""
    codes = (key.partition(":")[2] for key in group.known_keys if key.startswith("country:"))
    return next(codes, None) if group.type == "LOC" else None


def joint_codes(group: Group) -> set[str]:
    """List the countries that a group of several is, by its row."""
    keys = [key for key in (*group.known_keys, group.key or "") if key.startswith("group:")]
    return {code for key in keys for code in key.partition(":")[2].split("+")}

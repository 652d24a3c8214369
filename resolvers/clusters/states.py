"""States: in which state identification leaves the ids that it decided of."""

from __future__ import annotations

from resolvers.clusters.ids import Identification

State = tuple[str, str | None]  # status, and where it redirects to


def states_after(found: Identification) -> dict[str, State]:
    """Return the state of every id that was decided of, sorted by id."""
    states: dict[str, State] = dict.fromkeys(found.entity_of.values(), ("active", None))
    states |= {group: ("redirected", target) for group, target in found.redirects.items()}
    states |= dict.fromkeys(found.retired, ("retired", None))
    return dict(sorted(states.items()))

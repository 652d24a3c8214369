"""Sources: counted by who says it, and not by who prints it."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.spans import Span
from provenance.trail.assertions import Voice
from provenance.trail.sources import head_of, sources_of

MAYOR = Voice(
    claim="0" * 16,
    article="a",
    origin="origin-1",
    outlet="Courier",
    published_at=None,
    narrated=False,
    spans=(Span(0, 4),),
    surfaces=("rain",),
    speaker="ent-mayor",
    speaker_name="Orla Venn",
    relation="founding",
)
OFFICIALS = attrs.evolve(MAYOR, speaker=None, speaker_name="two senior officials at the ministry")
NARRATED = attrs.evolve(MAYOR, narrated=True, speaker=None, speaker_name="Courier")


def test_one_statement_in_three_outlets_has_one_source() -> None:
    """However many reportings quote it."""
    voices = [
        attrs.evolve(MAYOR, outlet=o, origin=f"origin-{o}") for o in ("Courier", "Ledger", "Herald")
    ]
    (source,) = sources_of(voices)

    assert (source.kind, source.name, source.entity) == ("named", "Orla Venn", "ent-mayor")
    assert source.outlets == ("Courier", "Ledger", "Herald")
    assert len(source.origins) == 3


def test_unnamed_sources_of_two_reportings_are_two() -> None:
    """And those of one reporting, by what they are called."""
    voices = [
        OFFICIALS,
        attrs.evolve(OFFICIALS, outlet="Herald", speaker_name="officials"),  # a copy
        attrs.evolve(OFFICIALS, origin="origin-2"),
        attrs.evolve(OFFICIALS, speaker_name="residents"),
        attrs.evolve(OFFICIALS, speaker_name=None),
    ]
    found = sources_of(voices)

    assert [(s.kind, s.name, len(s.voices)) for s in found] == [
        ("unnamed", "officials", 2),
        ("unnamed", "officials", 1),
        ("unnamed", "residents", 1),
        ("unknown", None, 1),
    ]


def test_an_outlet_is_a_source_of_what_it_reports_itself() -> None:
    """Its copies are not; it reports, while those whom it quotes say or deny."""
    copied = attrs.evolve(NARRATED, outlet="Herald", speaker_name="Herald")
    denied = attrs.evolve(MAYOR, stance="denies")
    outlet, mayor = sources_of([NARRATED, copied, denied])

    assert (outlet.kind, outlet.name, outlet.stances) == ("outlet", "Courier", ("reports",))
    assert (mayor.kind, mayor.stances) == ("named", ("denies",))


@pytest.mark.parametrize(
    ("description", "head"),
    [
        ("two senior officials at the ministry", "officials"),
        ("the ministry's spokesman, who would not be named", "spokesman"),
        ("sources close to the talks", "sources"),
        ("", None),
        (None, None),
    ],
)
def test_a_description_is_called_by_its_head(description: str | None, head: str | None) -> None:
    """The noun before what follows it."""
    assert head_of(description) == head


@given(st.permutations([MAYOR, OFFICIALS, NARRATED, attrs.evolve(MAYOR, outlet="Herald")]))
def test_every_voice_has_one_source_in_any_order(voices: list[Voice]) -> None:
    """None is lost, and none is counted twice."""
    found = sources_of(voices)

    assert sorted(v.outlet or "" for s in found for v in s.voices) == sorted(
        v.outlet or "" for v in voices
    )
    assert {s.kind for s in found} == {"named", "unnamed", "outlet"}

"""Chains: who is who in versions, with mentions, features and profiles, and who has read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from provenance.ledger import surrogate_keys
from provenance.ledger.encode_authorities import entry_profiles
from provenance.records.decisions import Run
from provenance.records.mentions import Chain
from provenance.sql.writing import Writer

ChainProfile = tuple[str, str, str]  # chain, profile (content keys) and features (JSON)
TiedProfile = tuple[int, str, str]  # the number of a chain or an entry, profile and features


def append_chains(
    writer: Writer,
    run: Run,
    *,
    reader: str,
    versions: Sequence[str],
    chains: Sequence[Chain],
    profiles: Sequence[ChainProfile] = (),
) -> None:
    """Append the chains that a reader found, with all they tell, and note what it has read.

    Args:
        writer: of the ledger.
        run: the run of the reading.
        reader: who read: a name for code and settings; the latest reading of a version counts.
        versions: keys of all versions read, those in which nothing was found among them.
        chains: what was found.
        profiles: what the chains tell.
    """
    with writer.transaction(run) as number:
        ids = version_numbers(writer, versions)
        known = _stored_chains(writer, note_reading(writer, "chains", ids, reader, number), reader)
        found = surrogate_keys.chain_rows(
            chains, versions=ids, known=known, count=writer.count, reader=reader, run=number
        )
        writer.write(found.rows)
        writer.known.chained, writer.known.chains = tuple(versions), found.ids
        told = [(found.ids[chain], key, features) for chain, key, features in profiles]
        _tie_to_profiles(writer, told, known.profiles, number)


def version_numbers(writer: Writer, versions: Sequence[str]) -> dict[str, int]:
    """Number versions, in their order; those that were listed to be read are numbered already."""
    known = writer.known.versions
    if missing := [key for key in versions if key not in known]:
        known.update(writer.rows("version_numbers", versions=missing))
    return {key: known[key] for key in versions}


def note_reading(
    writer: Writer, stage: str, versions: Mapping[str, int], reader: str, run: int
) -> list[int]:
    """Note which versions were read at a stage, and return those that somebody had read before.

    A version that this reader read last is not noted again.
    """
    numbers = sorted(versions.values())
    last = dict(writer.rows("last_readings", stage=stage, versions=numbers))
    fresh = [number for number in numbers if last.get(number) != reader]
    writer.insert("stage_reading", [(number, stage, reader, run) for number in fresh])
    return sorted(last)


def _stored_chains(writer: Writer, versions: list[int], reader: str) -> surrogate_keys.StoredRows:
    """Look up what is known of versions that were read before."""
    if not versions:
        return surrogate_keys.StoredRows()
    chains = dict(writer.rows("chain_numbers", versions=versions))
    numbers = list(chains.values())
    told = writer.rows("told_chains", chains=numbers, reader=reader)
    return surrogate_keys.StoredRows(
        chains=chains,
        mentions={
            tuple(place): number
            for *place, number in writer.rows("mention_numbers", versions=versions)
        },
        told=frozenset(number for (number,) in told),
        profiles=dict(writer.rows("last_profiles", chains=numbers)),
    )


def _number_profiles(writer: Writer, told: Mapping[str, str], run: int) -> dict[str, int]:
    """Number profiles by their keys, and append those that are new with their features (JSON)."""
    known = dict(writer.rows("profile_numbers", profiles=list(told))) if told else {}
    found = surrogate_keys.profile_rows(told, known, writer.count, run)
    writer.write(found.rows)
    return found.ids


def tie_chains(writer: Writer, run: Run, tied: Sequence[TiedProfile]) -> None:
    """Tie chains to other profiles."""
    with writer.transaction(run) as number:
        _tie_to_profiles(writer, tied, {}, number)


def _tie_to_profiles(
    writer: Writer, tied: Sequence[TiedProfile], known: Mapping[int, int], run: int
) -> None:
    """Tie chains to profiles; those that are tied to them already stay so."""
    numbers = _number_profiles(writer, {key: told for _, key, told in tied}, run)
    rows = sorted((chain, numbers[key], run) for chain, key, _ in tied)
    writer.insert("chain_profile", [row for row in rows if known.get(row[0]) != row[1]])


def append_entry_profiles(writer: Writer, run: Run, profiles: Sequence[TiedProfile]) -> None:
    """Append the profiles of entries of authorities."""
    with writer.transaction(run) as number:
        _number_profiles(writer, {key: told for _, key, told in profiles}, number)
        writer.append("append_entry_profiles", entry_profiles(profiles), run=number)

"""Splink's steps from pairs of profiles to their weights, written out once for the shipped model.

    python -m resolvers.linking.splink_steps

writes the file anew; training does, too. With the file, the first article of a process that has
just begun took 4.7 s of a processor, without it 5.5 (means of four, in turn; Splink 5.0.0), since
Splink and what it needs are not imported. For another model, or another Splink, Splink writes them
when they are needed.
"""

from __future__ import annotations

import json
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from provenance.identifiers import content_hash
from resolvers.linking.model import Model, default_model, settings

PROFILES = "link_profile"  # the table of profiles that the steps read
PAIRS = "__splink__blocked_id_pairs"  # the table of pairs, by Splink's own name
FILE = "splink_steps.sql"


def steps_of(model: Model) -> str:
    """Return the steps from `PAIRS` to `__splink__df_predict`, as the middle of a `WITH`.

    They are read from the file when it was written by this Splink for these settings.
    """
    head, _, steps = files("resolvers.linking").joinpath(FILE).read_text("utf-8").partition("\n")
    return steps if head == _steps_header(model) else write_steps(model)


def write_steps(model: Model) -> str:
    """Have Splink write the steps; the order of the columns that it selects differs by process."""
    from splink.internals.comparison_vector_values import (
        compute_comparison_vector_values_from_id_pairs_sqls,
    )
    from splink.internals.predict import predict_from_comparison_vectors_sqls_using_settings
    from splink.internals.settings_creator import SettingsCreator

    written = SettingsCreator.from_path_or_dict(settings(model)).get_settings("duckdb")
    steps = compute_comparison_vector_values_from_id_pairs_sqls(
        # Splink gives the steps of its SQL nowhere else.
        written._columns_to_select_for_blocking,  # noqa: SLF001
        written._columns_to_select_for_comparison_vector_values,  # noqa: SLF001
        input_tablename_l=PROFILES,
        input_tablename_r=PROFILES,
        source_dataset_input_column=written.column_info_settings.source_dataset_input_column,
        unique_id_input_column=written.column_info_settings.unique_id_input_column,
        link_type=written._link_type,  # noqa: SLF001
        sql_dialect_str="duckdb",
    )
    steps += predict_from_comparison_vectors_sqls_using_settings(written)
    text = ",\n".join(f"{step['output_table_name']} as ({step['sql']})" for step in steps)
    return "\n".join(line.rstrip() for line in text.splitlines() if line.strip())


def renew(path: Path, model: Model) -> None:
    """Write a file of whose steps they are and the steps, unless it has them in another order."""
    text = f"{_steps_header(model)}\n{write_steps(model)}"
    known = path.read_text("utf-8") if path.exists() else ""
    if sorted_lines(text) != sorted_lines(known):
        path.write_text(text, encoding="utf-8")


def sorted_lines(steps: str) -> list[str]:
    """Sort the lines of steps, by which they are compared."""
    return sorted(line.strip(" ,") for line in steps.splitlines())


def _steps_header(model: Model) -> str:
    """Name the Splink and the settings that steps are of."""
    said = json.dumps(settings(model), sort_keys=True, ensure_ascii=False)
    return f"-- Splink {version('splink')}, settings {content_hash('splink', said)}"


if __name__ == "__main__":
    renew(Path(__file__).with_name(FILE), default_model())

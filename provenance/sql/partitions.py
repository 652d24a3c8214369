"""The one shape that entities, stories, origins and propositions have in the ledger.

So have the pairs that were compared before anything was parted: profiles, versions, assertions.
Articles of one origin are not compared: one is derived from the other. A partition says of each of
its members in which group it is. Its tables are written out in schema.sql from the template here,
so that they can be read there; a test holds both equal, and

    python -m provenance.sql.partitions

writes them anew. The column of a member says what it is (a chain, an article, an assertion): no
join can mix the members of two partitions, or the groups.
"""

from __future__ import annotations

from pathlib import Path
from string import Template

import attrs

_SCHEMA = Path(__file__).with_name("schema.sql")
_BEGIN, _END = "-- Partitions ---\n", "-- End of partitions\n"
_TEMPLATE = Template("""
-- $title: each holds ${member}s. An id is minted once, of what founded it, and never reused.
CREATE TABLE $partition (
    ${partition}_id BIGINT NOT NULL, $partition VARCHAR NOT NULL,
    founding_$member BIGINT NOT NULL, run_id BIGINT NOT NULL
);

CREATE TABLE ${partition}_state (
    ${partition}_id BIGINT NOT NULL, status VARCHAR NOT NULL, redirect VARCHAR,
    ${described}run_id BIGINT NOT NULL
);

CREATE TABLE ${partition}_member (
    ${member}_id BIGINT NOT NULL, ${partition}_id BIGINT NOT NULL,
    ${tied}run_id BIGINT NOT NULL
);

CREATE TABLE ${partition}_event (
    kind VARCHAR NOT NULL, from_ids VARCHAR[] NOT NULL, to_ids VARCHAR[] NOT NULL,
    cause VARCHAR NOT NULL, run_id BIGINT NOT NULL
);

CREATE VIEW current_${partition}_state AS
    SELECT * FROM ${partition}_state
    QUALIFY row_number() OVER (PARTITION BY ${partition}_id ORDER BY run_id DESC) = 1;

CREATE VIEW current_${partition}_member AS
    SELECT * FROM ${partition}_member
    QUALIFY row_number() OVER (PARTITION BY ${member}_id ORDER BY run_id DESC) = 1;
""")

_PAIRS_TOLD = """
-- Compared pairs. Parts sum to the weight. Values are what either side has of a feature, as it was
-- compared; `qualifier` is what a role belongs to, '' where that is not told. `side` is a, b, or ab
-- where both have just the same; a side that is looked at and has none has one row without a value,
-- one that is not looked at has no row. Where nothing is compared, as in the prior, they are NULL.
-- What an earlier part of the pair tells already is not told again: `values_of` is its feature.
"""
_LEVELS = """
-- What levels are called in words, by the partition whose pairs they grade. Parts name them by id,
-- so that words can change and weights stay; a level without a row is a number, how alike both are.
CREATE TABLE comparison_level (
    partition VARCHAR NOT NULL, feature VARCHAR NOT NULL, "level" VARCHAR NOT NULL,
    label VARCHAR NOT NULL, run_id BIGINT NOT NULL
);

CREATE VIEW current_comparison_level AS
    SELECT partition, feature, "level", label FROM comparison_level
    QUALIFY row_number() OVER (PARTITION BY partition, feature, "level" ORDER BY run_id DESC) = 1;

-- All words of a partition's levels, and parts with theirs, NULL where a level has none. Two,
-- since no lambda may hold a subquery.
CREATE MACRO level_labels(graded) AS (
    SELECT map_from_entries(list({'key': feature || ':' || "level", 'value': label}))
    FROM current_comparison_level WHERE partition = graded);

CREATE MACRO with_labels(compared, labels) AS
    list_transform(
        compared, lambda p: struct_insert(p, label := labels[p.feature || ':' || p."level"]));
"""
_PAIRS = Template("""
-- $title. $spans
-- A pair that is no longer compared gets a row with withdrawn = true.
CREATE TABLE $name (
    ${numbered}
    ${member}_a BIGINT NOT NULL, ${member}_b BIGINT NOT NULL, ${found}
    match_weight DOUBLE NOT NULL, match_probability DOUBLE NOT NULL,
    parts STRUCT(
        feature VARCHAR, "level" VARCHAR, weight DOUBLE, values_of VARCHAR,
        "values" STRUCT(side VARCHAR, "value" VARCHAR, qualifier VARCHAR)[],
        spans STRUCT(side VARCHAR, start INTEGER, "end" INTEGER)[])[] NOT NULL,
    withdrawn BOOLEAN NOT NULL, run_id BIGINT NOT NULL
);

CREATE VIEW current_$name AS
    SELECT * EXCLUDE (withdrawn) FROM (
        SELECT * FROM $name
        QUALIFY row_number() OVER (
            PARTITION BY ${member}_a, ${member}_b ORDER BY run_id DESC, withdrawn) = 1)
    WHERE NOT withdrawn;
""")


@attrs.frozen(kw_only=True)
class ComparedPairs:
    """What a table of compared pairs is called, and what its rows tell besides.

    Args:
        name: of the table.
        title: what is compared.
        member: what a pair is of.
        spans: where the values stand.
        numbered: the columns before the pair.
        found: the columns that it has besides weight, probability and parts.
    """

    name: str
    title: str
    member: str
    spans: str
    numbered: tuple[str, ...] = ()
    found: tuple[str, ...] = ()

    @property
    def ddl(self) -> str:
        """The statements that make its table and view."""
        return (
            _PAIRS.substitute(
                name=self.name,
                title=self.title,
                member=self.member,
                spans=self.spans,
                numbered=_column_list(self.numbered).rstrip(),
                found=_column_list(self.found).rstrip(),
            )
            .replace("    \n", "")
            .replace(" \n", "\n")
        )


@attrs.frozen(kw_only=True)
class Partition:
    """What a partition is called, what it parts, and what its rows tell besides.

    Args:
        name: of one of its groups; its tables begin with it.
        title: of several.
        member: what is in exactly one group at any time.
        described: the columns that its states have besides status and redirect.
        tied: the columns that its memberships have besides member and group.
    """

    name: str
    title: str
    member: str
    described: tuple[str, ...] = ()
    tied: tuple[str, ...] = ()

    @property
    def tables(self) -> tuple[str, str, str, str]:
        """Its tables: groups, states, members and events."""
        return (self.name, f"{self.name}_state", f"{self.name}_member", f"{self.name}_event")

    @property
    def ddl(self) -> str:
        """The statements that make its tables and views."""
        return _TEMPLATE.substitute(
            partition=self.name,
            title=self.title,
            member=self.member,
            described=_column_list(self.described),
            tied=_column_list(self.tied),
        )


PARTITIONS = (
    Partition(
        name="entity",
        title="Entities",
        member="chain",
        described=("name VARCHAR NOT NULL", "type VARCHAR NOT NULL", "speaks_for VARCHAR"),
        tied=("cause VARCHAR NOT NULL", "margin DOUBLE"),
    ),
    Partition(name="story", title="Stories", member="article"),
    Partition(name="origin", title="Origins", member="article"),
    Partition(
        name="proposition",
        title="Propositions",
        member="assertion",
        tied=("relation VARCHAR NOT NULL",),
    ),
)
PAIRS = (
    ComparedPairs(
        name="comparison",
        title="Of profiles, for entities",
        member="profile",
        spans="No spans: its chains state it in many places.",
        numbered=("comparison_id BIGINT NOT NULL", "model VARCHAR NOT NULL"),
        found=("match_key VARCHAR NOT NULL",),
    ),
    ComparedPairs(
        name="story_comparison",
        title="Of versions, for stories",
        member="version",
        spans="No spans: terms are counted over a whole text.",
    ),
    ComparedPairs(
        name="claim_comparison",
        title="Of assertions, for propositions",
        member="assertion",
        spans="Spans are those of the assertion's version.",
        found=("relation VARCHAR NOT NULL",),
    ),
)


def _column_list(own: tuple[str, ...]) -> str:
    return "".join(f"{column}, " for column in own)


def ddl() -> str:
    """Write out the tables and views of all partitions, and of the pairs that were compared."""
    partitions = "".join(partition.ddl for partition in PARTITIONS)
    pairs = "".join(pair.ddl for pair in PAIRS)
    return partitions + _PAIRS_TOLD + _LEVELS + pairs + "\n"


def section(schema: str) -> str:
    """Return what a schema has between the two lines that hold the partitions."""
    return _cut_schema(schema)[1]


def renewed(schema: str) -> str:
    """Return a schema with the partitions written out anew."""
    before, _, after = _cut_schema(schema)
    return before + ddl() + after


def _cut_schema(schema: str) -> tuple[str, str, str]:
    """Cut a schema in three.

    Raises:
        ValueError: it has no lines that hold the partitions.
    """
    before, begin, rest = schema.partition(_BEGIN)
    found, end, after = rest.partition(_END)
    if not begin or not end:
        raise ValueError(f"schema.sql has no lines {_BEGIN.strip()!r} and {_END.strip()!r}")
    return before + begin, found, end + after


def main() -> None:
    """Write the partitions anew into schema.sql."""
    _SCHEMA.write_text(renewed(_SCHEMA.read_text("utf-8")), "utf-8", newline="\n")


if __name__ == "__main__":
    main()

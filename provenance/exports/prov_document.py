"""The ledger as W3C PROV: versions, claims and entities, the runs that made them, and who is answerable.

Runs are activities; people and bodies that are quoted, the program, its rules and its models are
agents. A version derives from its page and its earlier version, a claim from its version, an
entity from the versions that mention it.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from provenance.exceptions import MissingExtraError
from provenance.exports.web_annotation import name_by_hash

if TYPE_CHECKING:
    from types import ModuleType

    from provenance.ledger.store import Store

_NAMESPACE = "https://spantrail.invalid/ledger/"  # names that lead nowhere: a ledger is a file
_AGENTS = {"PER": "Person", "ORG": "Organization"}
_PROGRAM = "SoftwareAgent"


def prov_document(store: Store) -> Any:  # noqa: ANN401  (prov has no types)
    """Return what the ledger holds as a document of the library prov.

    Raises:
        MissingExtraError: the extra `prov` is not installed.
    """
    writer = _Writer(_import_prov())
    writer.add_runs(store.records("prov_runs"))
    writer.add_versions(store.records("prov_versions"))
    writer.add_entities(store.records("prov_entities"))
    writer.add_claims(store.records("prov_claims"))
    return writer.document


class _Writer:
    """Write rows of the ledger into a document."""

    def __init__(self, prov: ModuleType) -> None:
        self.document = prov.ProvDocument()
        self.document.set_default_namespace(_NAMESPACE)
        self._kinds = prov.PROV
        self._agents: dict[str, Any] = {}

    def _prov_agent(self, name: str, kind: str, label: str) -> Any:  # noqa: ANN401
        """Return an agent, written down once."""
        key = _local_name(name)
        if key not in self._agents:
            attributes = {"prov:type": self._kinds[kind], "prov:label": label}
            self._agents[key] = self.document.agent(key, attributes)
        return self._agents[key]

    def add_runs(self, rows: list[dict[str, Any]]) -> None:
        """Write runs with the program and the model that carried them out."""
        for row in rows:
            run, code = f"run-{row['run_id']}", row["code"]
            times = _time_of_microseconds(row["started"]), _time_of_microseconds(row["ended"])
            label = {"prov:label": row["stage"], "settings": row["settings"]}
            self.document.activity(run, *times, label)
            agent = self._prov_agent(f"program-{code}", _PROGRAM, f"spantrail {code}")
            self.document.wasAssociatedWith(run, agent)
            if row["model"]:
                model = self._prov_agent(
                    f"model-{row['model']}", _PROGRAM, f"model of {row['stage']}"
                )
                self.document.wasAssociatedWith(run, model)

    def add_versions(self, rows: list[dict[str, Any]]) -> None:
        """Write versions with the pages and the earlier versions that they derive from."""
        for row in rows:
            article, version = _local_name(f"article-{row['article']}"), f"version-{row['version']}"
            self.document.entity(
                article, _known_attributes({"prov:label": row["article"], "url": row["url"]})
            )
            text = name_by_hash(row["text_hash"])
            label = {"prov:label": row["title"], "text": text, "extractor": row["extractor"]}
            self.document.entity(version, _known_attributes(label))
            self.document.specializationOf(version, article)
            self.document.wasGeneratedBy(version, f"run-{row['run_id']}")
            self._add_origins(row, version)

    def _add_origins(self, row: dict[str, Any], version: str) -> None:
        """Write who published a version, and what it derives from."""
        if row["source"]:
            outlet = self._prov_agent(f"source-{row['source']}", _AGENTS["ORG"], row["source"])
            self.document.wasAttributedTo(version, outlet)
        if row["earlier"]:
            self.document.wasRevisionOf(version, f"version-{row['earlier']}")
        if row["raw_hash"]:
            self._add_raw(row, version)

    def _add_raw(self, row: dict[str, Any], version: str) -> None:
        """Write the bytes that a version was made from."""
        raw = f"raw-{row['raw_hash']}"
        where = {
            "bytes": name_by_hash(row["raw_hash"]),
            "file": row["file"],
            "record": row["record"],
        }
        self.document.entity(raw, _known_attributes(where))
        self.document.wasDerivedFrom(version, raw, f"run-{row['run_id']}")

    def add_entities(self, rows: list[dict[str, Any]]) -> None:
        """Write entities, which are agents as well, with the versions that mention them."""
        for row in rows:
            entity = row["entity"]
            self.document.entity(entity, {"prov:label": row["name"], "type": row["type"]})
            self.document.wasGeneratedBy(entity, f"run-{row['run_id']}")
            for version in row["versions"]:
                self.document.wasDerivedFrom(entity, f"version-{version}")
            if row["type"] in _AGENTS:
                self._prov_agent(f"speaker-{entity}", _AGENTS[row["type"]], row["name"])

    def add_claims(self, rows: list[dict[str, Any]]) -> None:
        """Write claims with their versions, runs, rules and speakers."""
        for row in rows:
            claim, run = f"claim-{row['claim']}", f"run-{row['run_id']}"
            self.document.entity(claim, {"rule": row["rule"]})
            self.document.wasDerivedFrom(claim, f"version-{row['version']}", run)
            self.document.wasGeneratedBy(claim, run)
            rule = self._prov_agent(f"rule-{row['rule']}", _PROGRAM, row["rule"])
            self.document.wasAttributedTo(claim, rule)
            speaker = _local_name(f"speaker-{row['entity']}")
            if speaker in self._agents:
                self.document.wasAttributedTo(claim, speaker)


def _local_name(written: str) -> str:
    """Write anything as the local part of a name."""
    return quote(written, safe="-_.").replace("%", "_")


def _known_attributes(attributes: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in attributes.items() if value is not None}


def _time_of_microseconds(microseconds: int) -> datetime:
    return datetime.fromtimestamp(microseconds / 1_000_000, UTC)


def _import_prov() -> ModuleType:
    try:
        import prov.model
    except ImportError as error:
        raise MissingExtraError("prov", "prov") from error
    found: ModuleType = prov.model
    return found

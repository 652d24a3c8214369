"""Annotations and PROV: checked by the schema of the recommendation, and by the library of the standard."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import press_pages
import pytest
from click.testing import CliRunner
from prov.model import ProvActivity, ProvAgent, ProvDocument, ProvEntity

import provenance
import resolvers
from provenance.api import Ledger
from provenance.exports.documents import write_document
from provenance.exports.prov_document import prov_document
from provenance.exports.web_annotation import annotation_collection
from resolvers.cli import main

RAW = press_pages.press_page(6, 0)
SCHEMA = json.loads(Path(__file__).with_name("web_annotation.schema.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def ledger() -> Iterator[Ledger]:
    """Resolve a page, and an article that was corrected."""
    with provenance.open(":memory:") as ledger:
        ledger.add_html(RAW, id="page")
        for word in ("nine", "ten"):
            text = (
                f"Mayor Ruth Adeyemi said that {word} schools would close. Adeyemi gave no dates."
            )
            ledger.add([{"id": "plain", "text": text, "source": "Post"}])
        resolvers.resolve(ledger)
        yield ledger


@pytest.fixture(scope="module")
def collection(ledger: Ledger) -> dict[str, Any]:
    """Annotate it."""
    return annotation_collection(ledger)


def test_annotations_are_of_the_model(collection: dict[str, Any]) -> None:
    """What the recommendation says that they must have."""
    jsonschema.validate(collection, SCHEMA, cls=jsonschema.Draft202012Validator)
    assert collection["total"] == len(collection["first"]["items"]) > 10


@pytest.mark.parametrize(
    "broken",
    [{"motivation": None}, {"target": []}, {"id": None}, {"type": "Note"}, {"created": "today"}],
)
def test_the_schema_sees_what_is_no_annotation(
    broken: dict[str, Any], collection: dict[str, Any]
) -> None:
    """Else it would prove nothing."""
    page = collection["first"]
    items = [{**page["items"][0], **broken}]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**collection, "first": {**page, "items": items}}, SCHEMA)


def test_every_selector_leads_to_the_words(ledger: Ledger, collection: dict[str, Any]) -> None:
    """By quotation, by position, by fragment and by bytes, each in what its source names."""
    texts = {name(v.text.encode()): v.text for v in ledger.versions()}
    seen = set()
    for target in (t for item in collection["first"]["items"] for t in item["target"]):
        found = {selector["type"]: selector for selector in target["selector"]}
        text = texts.get(target["source"])
        if text is not None:
            quote, spot = found["TextQuoteSelector"], found["TextPositionSelector"]
            assert text[spot["start"] : spot["end"]] == quote["exact"]
            assert quote["prefix"] + quote["exact"] + quote["suffix"] in text
        if "FragmentSelector" in found:
            start = unquote(found["FragmentSelector"]["value"].removeprefix(":~:text=")).split(",")[
                0
            ]
            assert found["TextQuoteSelector"]["exact"][:10] in start or "-" in start
        if target["source"] == name(RAW):
            place = found["DataPositionSelector"]
            assert RAW[place["start"] : place["end"]]
        seen |= found.keys()

    assert seen == {
        "TextQuoteSelector",
        "TextPositionSelector",
        "FragmentSelector",
        "DataPositionSelector",
    }


def name(raw: bytes) -> str:
    """Name bytes as RFC 6920 does."""
    return f"ni:///sha-256;{base64.urlsafe_b64encode(sha256(raw).digest()).decode().rstrip('=')}"


def test_prov_is_read_back_by_its_library(ledger: Ledger) -> None:
    """As the same document."""
    document = prov_document(ledger)
    read = ProvDocument.deserialize(io.StringIO(document.serialize(format="json")), format="json")

    assert read == document


def test_every_name_in_prov_is_defined(ledger: Ledger) -> None:
    """What generates is an activity, what derives an entity, what answers an agent."""
    document = prov_document(ledger)
    kinds = {
        kind: {str(r.identifier) for r in document.get_records(kind)}
        for kind in (ProvEntity, ProvActivity, ProvAgent)
    }
    expected = {"prov:entity": ProvEntity, "prov:activity": ProvActivity, "prov:agent": ProvAgent}
    expected |= {"prov:generatedEntity": ProvEntity, "prov:usedEntity": ProvEntity}
    expected |= {"prov:specificEntity": ProvEntity, "prov:generalEntity": ProvEntity}
    named = [
        (str(value), expected[str(key)])
        for record in document.records
        for key, value in record.formal_attributes
        if str(key) in expected and value is not None
    ]

    assert len(named) > 50
    assert [value for value, kind in named if value not in kinds[kind]] == []


def test_prov_tells_versions_rules_models_and_people(ledger: Ledger) -> None:
    """A correction revises, a page is derived from its bytes, a speaker is a person."""
    written = prov_document(ledger).get_provn()

    assert "prov:type='prov:Revision'" in written
    assert f'bytes="{name(RAW)}"' in written
    assert "prov:type='prov:Person'" in written
    assert "wasAttributedTo(claim-" in written
    assert "agent(rule-" in written
    assert "agent(model-" in written


@pytest.mark.parametrize(
    ("what", "file"),
    [
        ("annotations", "a.json"),
        ("annotations", "a.jsonld"),
        ("prov", "p.json"),
        ("prov", "p.provn"),
    ],
)
def test_documents_are_written(what: str, file: str, ledger: Ledger, tmp_path: Path) -> None:
    """The same bytes for the same ledger."""
    first, again = tmp_path / file, tmp_path / f"again-{file}"
    assert write_document(ledger, what, first) == write_document(ledger, what, again) > 10
    assert first.read_bytes() == again.read_bytes()


def test_a_document_has_a_file_of_its_kind(ledger: Ledger, tmp_path: Path) -> None:
    """And says which."""
    with pytest.raises(provenance.SpantrailError, match=r"ends in \.json or \.provn"):
        write_document(ledger, "prov", tmp_path / "p.csv")


def test_the_command_line_exports_documents(tmp_path: Path) -> None:
    """Beside the tables."""
    place = str(tmp_path / "l.duckdb")
    with provenance.open(place) as made:
        made.add([{"id": "a", "text": "Mayor Ruth Adeyemi said that nine schools would close."}])
        resolvers.resolve(made)
    line = ["export", "prov", "--to", str(tmp_path / "p.json"), "--ledger", place]

    assert CliRunner().invoke(main, line).exit_code == 0
    assert "agent" in json.loads((tmp_path / "p.json").read_text("utf-8"))


def test_a_missing_library_is_named(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what to do."""
    monkeypatch.setitem(__import__("sys").modules, "prov.model", None)
    with pytest.raises(provenance.exceptions.MissingExtraError, match=r"spantrail\[prov\]"):
        prov_document(ledger)

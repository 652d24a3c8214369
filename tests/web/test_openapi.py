"""The OpenAPI document is what the pages' JSON does: schemathesis asks what it allows, and what it does not."""

from __future__ import annotations

import json

import attrs
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from news_site import HOSTILE, client_of
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.testclient import TestClient

import resolvers
from provenance.trail.answer_types import ON_PAGES, written_schema
from provenance.trail.schemas import shipped
from provenance.web.app import Site, make_app
from provenance.web.indexed import IndexedLedger
from provenance.web.ledgers import Ledgers
from provenance.web.routes import ROUTES

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="module")
def small(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Serve a small ledger of its own, on which anything may be decided."""
    ledger = IndexedLedger.open(tmp_path_factory.mktemp("api") / "small.duckdb")
    ledger.add(HOSTILE[:3])
    resolvers.resolve(ledger)
    return attrs.evolve(site, ledgers=Ledgers([ledger]))


def test_no_question_is_a_server_error(small: Site) -> None:
    """Whatever is asked, the answer is one that the document names."""
    headers = {"host": "127.0.0.1", "x-token": small.guard.form_token}
    described = schemathesis.openapi.from_asgi("/openapi.json", make_app(small), headers=headers)
    asked = 0
    for operation in described.get_all_operations():
        ask_all(operation.ok(), headers)
        asked += 1

    assert asked == sum(bool(route.shows) for route in ROUTES)


def ask_all(operation: schemathesis.APIOperation, headers: dict[str, str]) -> None:
    """Ask one operation what its parameters allow, and what they do not."""
    wrong = operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)
    cases = st.one_of(operation.as_strategy(), wrong)

    # `--hypothesis-profile=search` asks more.
    @settings(
        max_examples=max(8, settings().max_examples // 12),
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases)
    def ask(case: schemathesis.Case) -> None:
        case.call_and_validate(headers=headers, checks=CHECKS)

    ask()


def test_the_document_names_every_page(client: TestClient, site: Site) -> None:
    """And without `--write` none that decides."""
    paths = client.get("/openapi.json").json()["paths"]
    reading = client_of(attrs.evolve(site, writable=False)).get("/openapi.json").json()["paths"]

    assert set(paths) == {route.twin for route in ROUTES if route.shows}
    assert set(paths) - set(reading) == {
        route.twin for route in ROUTES if route.writes and route.shows
    }


@pytest.mark.parametrize("name", ON_PAGES)
def test_the_schemas_of_pages_are_shipped_as_their_records_are(name: str) -> None:
    """`python -m provenance.trail.answer_types` writes them anew."""
    assert json.loads(written_schema(name)) == shipped(name)

"""The OpenAPI document of the pages' JSON: what may be asked, and the schema of every answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.metadata import version
from typing import Any

from provenance.trail.schemas import shipped
from provenance.web.routes import AS_OF, COUNTS, DECIDED, IMPACT, NAME, ROUTES, Route

Schema = dict[str, Any]
_TEXT: Schema = {"type": "string"}
_COUNT: Schema = {"type": "integer", "minimum": 0, "maximum": 999_999_999}
_NUMBERS = {"offset", "limit"}
_BEARER = {"type": "http", "scheme": "bearer"}
_LONG = {"draft": 200_000}
_ERROR: Schema = {
    "type": "object",
    "properties": {"error": {"type": "string"}},
    "required": ["error"],
}
_MOMENT = "a day, a time or a run (run:7), as of which it is answered; now without one"
_ROWS: Schema = {"type": "array", "items": {"type": "object"}}
_OWN: dict[str, Schema] = {
    AS_OF: {
        "type": "object",
        "properties": {
            "run": {"type": "integer"},
            "ended_at": {"type": ["string", "null"], "format": "date-time"},
        },
        "required": ["run", "ended_at"],
    },
    COUNTS: {"type": "object", "additionalProperties": {"type": "integer"}},
    IMPACT: {
        "type": "object",
        "properties": {
            "moved": _ROWS,
            "renamed": {"type": "array", "items": {"type": "array"}},
            "speakers": {"type": "integer"},
            "claims": _ROWS,
            "regrouped": _ROWS,
            "copies": _ROWS,
            "conflicts": _ROWS,
        },
        "required": ["moved", "renamed", "speakers"],
    },
    DECIDED: {
        "type": "object",
        "properties": {"decision": _TEXT, "verb": _TEXT},
        "required": ["decision", "verb"],
    },
}


def document(check: Mapping[str, Any], *, writable: bool) -> Schema:
    """Make the document.

    Args:
        check: the schema of what is found out about a draft.
        writable: whether decisions are taken.
    """
    components: dict[str, Schema] = {"Failure": _ERROR}
    paths: dict[str, Schema] = {}
    for route in ROUTES:
        if route.shows and (writable or not route.writes):
            method = "post" if route.posted else "get"
            paths.setdefault(route.twin, {})[method] = _operation(route, check, components)
    schemas = dict(sorted(components.items()))
    return {
        "openapi": "3.1.0",
        "info": {"title": "spantrail", "version": version("spantrail")},
        "paths": paths,
        "components": {"schemas": schemas, "securitySchemes": {"token": _BEARER}},
        "security": [{}, {"token": []}],
    }


def _operation(route: Route, check: Mapping[str, Any], components: dict[str, Schema]) -> Schema:
    body = _answer_body_schema(route, check, components)
    return {
        "operationId": route.operation,
        "summary": (route.answer.__doc__ or "").strip().split("\n", 1)[0],
        "responses": {
            "200": {"description": "the answer", "content": _json_content(body)},
            "400": _failure_response("it cannot be answered"),
            "404": _failure_response("nothing is called so"),
        },
        **_request_schema(route),
    }


def _answer_body_schema(
    route: Route, check: Mapping[str, Any], components: dict[str, Schema]
) -> Schema:
    """Describe what is answered, and as of when it is where that was asked."""
    answers = {
        name: _answer_schema(schema, check, components) for name, schema in route.shows.items()
    }
    moment = {AS_OF: _OWN[AS_OF]} if route.has_past else {}
    sometimes = _SOMETIMES.get(route.path, ())
    return {
        "type": "object",
        "properties": {**moment, **answers},
        "required": [name for name in answers if name not in sometimes],
    }


def _failure_response(told: str) -> Schema:
    return {"description": told, "content": _json_content({"$ref": "#/components/schemas/Failure"})}


_SOMETIMES = {"/a/{name}": ("article", "mentions", "claims", "copies")}  # of a corrected text


def _json_content(schema: Schema) -> Schema:
    return {"application/json": {"schema": schema}}


def _request_schema(route: Route) -> Schema:
    """Describe what is asked: parameters, or the fields of a form."""
    asks = {**route.asks, **({AS_OF: _MOMENT} if route.has_past else {})}
    if route.posted:
        return {"requestBody": _form_schema(asks, route.needs)}
    parameters = [_query_parameter(name, told) for name, told in asks.items()]
    if route.named:
        parameters.append({"name": NAME[1:-1], "in": "path", "required": True, "schema": _TEXT})
    return {"parameters": parameters}


def _form_schema(asks: Mapping[str, str], needs: Iterable[str]) -> Schema:
    """Describe the fields of a form."""
    fields = {name: _form_field_schema(name, told) for name, told in asks.items()}
    body = {"type": "object", "properties": fields, "required": list(needs)}
    return {"required": True, "content": _json_content(body)}


def _form_field_schema(name: str, told: str) -> Schema:
    most = {"maxLength": _LONG[name]} if name in _LONG else {}
    return {**_TEXT, "description": told, **most}


def _query_parameter(name: str, told: str) -> Schema:
    schema = _COUNT if name in _NUMBERS else _TEXT
    return {"name": name, "in": "query", "required": False, "description": told, "schema": schema}


def _answer_schema(name: str, check: Mapping[str, Any], components: dict[str, Schema]) -> Schema:
    """Return the schema of an answer; `a|b` is either, `list/0` an item of a list."""
    if name in _OWN:
        return _OWN[name]
    several = [_shipped_schema(one, check, components) for one in name.split("|")]
    return {"anyOf": [*several, {"type": "null"}]}


def _shipped_schema(name: str, check: Mapping[str, Any], components: dict[str, Schema]) -> Schema:
    listed, _, item = name.partition("/")
    schema = dict(check) if listed == "check" else dict(shipped(listed))
    for key, definition in schema.pop("$defs", {}).items():
        components[key] = _relocate_references(definition)
    for key in ("$schema", "$id", "title"):
        schema.pop(key, None)
    body: Schema = _relocate_references(schema)
    return body["items"] if item else body


def _relocate_references(value: Any) -> Any:  # noqa: ANN401  (whatever JSON may hold)
    """Let references point at the components of the document."""
    if isinstance(value, Mapping):
        return {key: _relocate_member(key, inner) for key, inner in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [_relocate_references(inner) for inner in value]
    return value


def _relocate_member(key: str, value: Any) -> Any:  # noqa: ANN401  (whatever JSON may hold)
    """Let a reference point at the components, or those inside of what is none."""
    return (
        value.replace("#/$defs/", "#/components/schemas/")
        if key == "$ref"
        else _relocate_references(value)
    )

"""The pages as an ASGI application (Starlette)."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import attrs

from provenance.exceptions import LedgerError, MissingExtraError, NotFoundError, SpantrailError
from provenance.web import addresses
from provenance.web.forms import read_form
from provenance.web.guard import HEADERS, Guard
from provenance.web.indexed import asking_once
from provenance.web.middleware import Guarded
from provenance.web.openapi import document
from provenance.web.pages import Asked, WebPage
from provenance.web.rendering import STATIC, render, static
from provenance.web.routes import AS_OF, NAME, ROUTES, Route

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

    from provenance.web.helpers import Helpers
    from provenance.web.ledgers import Ledgers

Answer = Callable[["Request"], Awaitable["Response"]]


@attrs.frozen(kw_only=True)
class Site:
    """Hold what the pages need.

    Args:
        ledgers: where they ask.
        helpers: what they ask of `resolvers`.
        guard: who may ask them.
        writable: whether decisions are taken.
        withheld: whether the texts of articles are kept back.
        footing: what stands at the foot of every page: the ledger, and as of when.
    """

    ledgers: Ledgers
    helpers: Helpers
    guard: Guard
    writable: bool = False
    withheld: bool = False
    footing: str = ""


def make_app(site: Site) -> Starlette:
    """Make the application.

    Raises:
        MissingExtraError: Starlette is not installed.
    """
    try:
        from starlette.applications import Starlette
        from starlette.middleware import Middleware
        from starlette.routing import Route as Path
    except ImportError:
        raise MissingExtraError("starlette", "web") from None

    paths = [
        Path(path, handler, methods=methods) for path, handler, methods in _route_handlers(site)
    ]
    handlers: dict[Any, Any] = {
        404: _missing_page_handler(site),
        405: _missing_page_handler(site),
        500: _server_error_response,
    }
    around = [Middleware(Guarded, guard=site.guard)]
    return Starlette(routes=paths, middleware=around, exception_handlers=handlers)


def _route_handlers(site: Site) -> Iterator[tuple[str, Answer, list[str]]]:
    """Yield every path with what answers it and how it is asked."""
    for route in ROUTES:
        if site.writable or not route.writes:
            methods = ["POST"] if route.posted else ["GET"]
            yield from (
                (path, handler, methods) for path, handler in _page_and_json_handlers(site, route)
            )
    yield "/static/{name}", _serve_static_file, ["GET"]
    yield "/openapi.json", _openapi_handler(site), ["GET"]


def _page_and_json_handlers(site: Site, route: Route) -> list[tuple[str, Answer]]:
    """List the paths of a page with their handlers: its own and that of its JSON."""
    if route.named:
        return [(route.path.replace(NAME, "{name:path}"), _named_page_handler(site, route))]
    return [
        (route.path, _page_handler(site, route, as_json=False)),
        *([(route.twin, _page_handler(site, route, as_json=True))] if route.shows else []),
    ]


def _named_page_handler(site: Site, route: Route) -> Answer:
    async def answer(request: Request) -> Response:
        name, as_json = addresses.read_segment(request.path_params["name"])
        return await _answer_request(site, route, request, name=name, as_json=as_json)

    return answer


def _page_handler(site: Site, route: Route, *, as_json: bool) -> Answer:
    async def answer(request: Request) -> Response:
        return await _answer_request(site, route, request, as_json=as_json)

    return answer


async def _answer_request(
    site: Site, route: Route, request: Request, *, name: str = "", as_json: bool
) -> Response:
    """Ask the ledger in a thread of its own, and answer with a page or its JSON."""
    from starlette.concurrency import run_in_threadpool

    when = None
    try:
        asked = await _parse_request(site, route, request, name)
        _check_needed_parameters(route.needs if as_json else (), asked)
        when = asked.as_of
        page = await run_in_threadpool(_ask_ledger, site, route, asked)
    except NotFoundError as error:  # the moment was found
        with addresses.as_of(when):
            return _failure_response(site, request, 404, str(error), as_json=as_json, named=name)
    except SpantrailError as error:
        return _failure_response(site, request, 400, str(error), as_json=as_json)
    if route.after and not as_json:
        return _redirect_after_post(route.after)
    with addresses.as_of(when):
        return _page_response(site, request, page, as_json=as_json)


def _redirect_after_post(path: str) -> Response:
    """Send whoever posted a form to the page that shows what became of it."""
    from starlette.responses import RedirectResponse

    return RedirectResponse(path, 303)


async def _parse_request(site: Site, route: Route, request: Request, name: str) -> Asked:
    """Read what is asked; what a page does not know of is left out.

    Raises:
        LedgerError: it cannot be read, or a form brings no token.
    """
    given = await read_form(request) if route.posted else dict(request.query_params)
    if route.posted:
        site.guard.check_form(request, given.get("token"))
    query = {asks: given[asks] for asks in route.asks if asks in given}
    when = (given.get(AS_OF) or "").strip() if route.has_past else ""
    asked = Asked(
        name=name,
        query=query,
        helpers=site.helpers,
        writable=site.writable and not when,
        withheld=site.withheld,
        as_of=when or None,
    )
    _check_asked_text(asked)
    return asked


def _ask_ledger(site: Site, route: Route, asked: Asked) -> WebPage:
    with site.ledgers.one() as ledger:
        past = ledger.at(asked.as_of)
        once = nullcontext() if route.writes else asking_once(past)
        with addresses.as_of(asked.as_of), once:
            return attrs.evolve(route.answer(past, asked), moment=past.moment)


def _check_asked_text(asked: Asked) -> None:
    """Refuse what no ledger holds, and DuckDB would not read to its end.

    Raises:
        LedgerError: a word has a null character, or half of a surrogate pair.
    """
    for text in (asked.name, *asked.query, *asked.query.values(), asked.as_of or ""):
        if "\0" in text or (not text.isascii() and _has_lone_surrogate(text)):
            raise LedgerError("what is asked has a character that no text may have")


def _check_needed_parameters(needs: Iterable[str], asked: Asked) -> None:
    """Refuse what leaves out what must be asked.

    Raises:
        LedgerError: naming it.
    """
    missing = [name for name in needs if asked.text(name) is None]
    if missing:
        raise LedgerError(f"{', '.join(missing)} must be given")


def _has_lone_surrogate(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)


def _page_response(
    site: Site, request: Request, page: WebPage, *, as_json: bool, status: int = 200
) -> Response:
    from starlette.responses import HTMLResponse, Response

    if as_json:
        text = json.dumps(page.to_dict(), ensure_ascii=False, indent=1)
        return Response(text.encode("utf-8", "replace"), status, media_type="application/json")
    got = request.method == "GET"
    told = {
        "token": site.guard.form_token,
        "footing": site.footing,
        "here": request.url.path,
        "deciding": site.writable and page.moment is None,
        "twin": _json_twin_address(request) if page.answers and got else None,
        "again": _as_of_form_fields(request) if got else None,
    }
    return HTMLResponse(render(page, site=True, **told), status)


def _json_twin_address(request: Request) -> str:
    """Return the address of the JSON of the page that is asked."""
    path = _raw_request_path(request)
    path = path.removesuffix(".html") if "/" in path[1:] else path
    query = f"?{request.url.query}" if request.url.query else ""
    return f"{'/home' if path == '/' else path}.json{query}"


def _as_of_form_fields(request: Request) -> dict[str, Any]:
    """Return what asks the same page as of another moment: its path, and what else it was asked."""
    given = {name: value for name, value in request.query_params.items() if name != AS_OF}
    now = (
        f"{_raw_request_path(request)}?{urlencode(given)}" if given else _raw_request_path(request)
    )
    was = request.query_params.get(AS_OF, "").strip()
    return {"path": _raw_request_path(request), "given": given, "now": now, "as_of": was}


def _raw_request_path(request: Request) -> str:
    """Return the path as it was asked, not decoded."""
    raw: bytes = request.scope["raw_path"]
    return raw.decode("ascii", "replace").partition("?")[0]


def _failure_response(
    site: Site, request: Request, status: int, sentence: str, *, as_json: bool, named: str = ""
) -> Response:
    """Say in one sentence what went wrong; what was named and is not there may be searched for."""
    from starlette.responses import JSONResponse

    if as_json:
        return JSONResponse({"error": sentence}, status)
    title = "Nothing is there" if status == 404 else "This cannot be answered"
    told = {"sentence": sentence.removesuffix("."), "named": named}
    page = WebPage(template="failure.html", title=title, view=told)
    return _page_response(site, request, page, as_json=False, status=status)


async def _serve_static_file(request: Request) -> Response:
    """Return one of our own files.

    A name that is none of them is nothing, whatever it looks like.
    """
    from starlette.exceptions import HTTPException
    from starlette.responses import Response

    name = request.path_params["name"]
    if name not in STATIC:
        raise HTTPException(404)
    return Response(static(name), headers={"content-type": STATIC[name]})


def _openapi_handler(site: Site) -> Answer:
    async def answer(_: Request) -> Response:
        from starlette.responses import JSONResponse

        return JSONResponse(document(site.helpers.check_schema(), writable=site.writable))

    return answer


def _missing_page_handler(site: Site) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def answer(request: Request, error: Exception) -> Response:
        status = getattr(error, "status_code", 404)
        sentence = "There is no such page" if status == 404 else "This page is not asked like that"
        as_json = request.url.path.endswith(".json")
        return _failure_response(site, request, status, sentence, as_json=as_json)

    return answer


async def _server_error_response(_: Request, __: Exception) -> Response:
    """Say that it is our fault, and nothing of what went wrong."""
    from starlette.responses import PlainTextResponse

    return PlainTextResponse("this is a fault of spantrail; its log says more", 500, dict(HEADERS))

"""Around every request: what the guard refuses is refused, and every answer has the headers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from provenance.web.guard import COOKIE, HEADERS, Guard

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send


@attrs.frozen
class Guarded:
    """Wrap an ASGI application.

    Args:
        app: the application.
        guard: who may ask it.
    """

    app: ASGIApp
    guard: Guard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        from starlette.requests import Request

        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refusal = self._guard_response(Request(scope))
        answer = self.app if refusal is None else refusal
        await answer(scope, receive, _send_with_headers(send))

    def _guard_response(self, request: Request) -> Response | None:
        """Answer what is not for the pages: whom we do not know, and whoever brings the token."""
        from starlette.responses import PlainTextResponse, RedirectResponse

        refused = self.guard.refusal(request)
        if refused is not None:
            status, sentence = refused
            return PlainTextResponse(sentence, status)
        entry = self.guard.entry(request)
        if entry is None:
            return None
        response = RedirectResponse(entry, 303)
        response.set_cookie(COOKIE, self.guard.token or "", httponly=True, samesite="strict")
        return response


def _send_with_headers(send: Send) -> Send:
    """Put the headers on an answer."""
    added = [(name.encode(), value.encode()) for name, value in HEADERS.items()]

    async def headed(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message["headers"], *added]}
        await send(message)

    return headed

"""What every answer of the console carries, and the largest form that it reads."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_FORM_BYTES = 64 * 1024  # a message of 4,000 characters, each up to 12 bytes when form-encoded, and room to spare

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",  # the address of a page holds a customer's number
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Guarded:
    """ASGI middleware: security headers on every answer, no caching of pages, and no oversized form."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers[name] = value
                if not scope["path"].startswith("/static/"):
                    headers["Cache-Control"] = "no-store"  # customers' words stay out of the browser's cache
            await send(message)

        refusal = _refusal(scope)
        await (refusal or self.app)(scope, receive, send_guarded)


def _refusal(scope: Scope) -> PlainTextResponse | None:
    """A form must say its length (the server then holds it to that), and be small."""
    if scope["method"] in ("GET", "HEAD"):
        return None
    length = Headers(scope=scope).get("content-length", "")
    if not length.isdecimal():
        return PlainTextResponse("A form must say how long it is.", status_code=411)
    if int(length) > MAX_FORM_BYTES:
        return PlainTextResponse("That is more than this form can take.", status_code=413)
    return None

"""The staff page: its own process and its own login, on 127.0.0.1.

Everything works without JavaScript. One small script of ours (``static/staff.js``) keeps an open page up to date.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from console import unsent
from console.desk import HERE, Desk, House, Refused, SignInNeeded, see_other
from console.headers import Guarded
from console.routes import arrivals, conversations, news, orders, pulse, remarks, returns, rights, sign_in, waiting


def create_app(house: House, *, secret: str, real_now: Callable[[], datetime] | None = None) -> FastAPI:
    """The staff page over a house; ``secret`` (32 characters or more) signs its cookies.

    ``real_now`` is the clock of the sign-in brake, which a shop's demo clock must not hurry along.
    """
    app = FastAPI(title="Solito staff page", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.desk = Desk(house, secret, real_now)
    app.add_middleware(Guarded)
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    for routes in (sign_in, conversations, remarks, rights, orders, pulse, waiting, arrivals, returns, news):
        app.include_router(routes.router)
    app.add_exception_handler(SignInNeeded, _to_sign_in)
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(RequestValidationError, _bad_form)
    return app


async def _to_sign_in(request: Request, error: Exception) -> Response:
    """To the sign-in, and back from there; what they were writing goes with them."""
    path = request.url.path
    if request.method in ("GET", "HEAD"):
        return see_other("/login", next=path) if path != "/" else see_other("/login")
    field = unsent.field_of(path)
    words = await unsent.words_of(request, field)
    return sign_in.too_late(request, request.app.state.desk, unsent.page_of(path), field, words)


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)  # registered for it alone
    return _say(request, error.status, error.title, error.text, error.back)


def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # registered for it alone
    if error.status_code == 404:
        return _say(request, 404, "There is nothing here", "The address may be old, or mistyped.")
    return _say(request, error.status_code, "That did not work", str(error.detail))


def _bad_form(request: Request, error: Exception) -> Response:
    return _say(request, 422, "That form was not complete", "Please go back and fill it in again.")


def _say(request: Request, status: int, title: str, text: str, back: str = "") -> Response:
    desk: Desk = request.app.state.desk
    at_desk = desk.staff_of(request)
    return desk.page(request, "message.html", at_desk, status=status, title=title, text=text, back=back)

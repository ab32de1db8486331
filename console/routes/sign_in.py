"""Coming to the desk and leaving it."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import Response

from console.accounts import name_key
from console.desk import COOKIE, AtDesk, Desk, TheDesk, check_form, form_checked, see_other
from console.passwords import is_password
from console.sessions import Session

router = APIRouter()

WINDOW = timedelta(minutes=15)
TRIES_A_NAME = 5  # per name and address: somebody elsewhere cannot lock a colleague out
TRIES_AN_ADDRESS = 30


@router.get("/login")
def show(request: Request, desk: TheDesk) -> Response:
    """The sign-in form; whoever is signed in goes straight to the list."""
    if desk.staff_of(request):
        return see_other("/")
    known = desk.sessions.read(request.cookies.get(COOKIE))
    # A second tab must not make the first one's form stale; a cookie that once was somebody's is not taken up again.
    return _form(request, desk, known if known and not known.staff_id else desk.sessions.new())


@router.post("/login")
def sign_in(
    request: Request,
    desk: TheDesk,
    name: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    form_token: Annotated[str, Form()] = "",
) -> Response:
    """Check name and password, slowly and not too often."""
    session = desk.sessions.read(request.cookies.get(COOKIE))
    check_form(desk, session, form_token)
    assert session is not None  # check_form refuses none
    store, keys = desk.house.console, _keys(request, desk, name)
    if not store.attempt(keys, desk.real_now(), WINDOW):
        return _form(
            request, desk, session, 429, "Too many tries. Please wait a quarter of an hour, then try again.", name
        )
    staff = store.staff_named(name)
    if not is_password(password, staff.password_hash if staff else None) or staff is None:
        return _form(request, desk, session, 401, "Name and password do not go together.", name)
    store.forget_attempts(list(keys))
    response = see_other("/")
    desk.set_cookie(request, response, desk.sessions.new(staff.id, staff.epoch))
    return response


@router.get("/logout")
def ask(request: Request, desk: TheDesk) -> Response:
    """Signing out is a form like any other, so that no foreign link can do it."""
    at_desk = desk.staff_of(request)
    return desk.page(request, "logout.html", at_desk) if at_desk else see_other("/login")


@router.post("/logout")
def sign_out(desk: TheDesk, at_desk: Annotated[AtDesk, Depends(form_checked)]) -> Response:
    """Sign out here and wherever else this person is signed in."""
    desk.house.console.end_sessions(at_desk.staff.id)
    response = see_other("/login")
    response.delete_cookie(COOKIE)
    return response


def _keys(request: Request, desk: Desk, name: str) -> dict[str, int]:
    address = request.client.host if request.client else ""
    by_name = desk.sessions.digest(f"name:{name_key(name)}:{address}")
    return {by_name: TRIES_A_NAME, desk.sessions.digest(f"address:{address}"): TRIES_AN_ADDRESS}


def _form(
    request: Request, desk: Desk, session: Session, status: int = 200, error: str = "", name: str = ""
) -> Response:
    shown = {"token": desk.sessions.form_token(session), "error": error, "name": name[:80]}
    response = desk.page(request, "login.html", None, status=status, **shown)
    desk.set_cookie(request, response, session)
    return response

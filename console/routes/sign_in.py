"""Coming to the desk and leaving it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request
from starlette.responses import Response

from console import unsent
from console.accounts import name_key
from console.desk import COOKIE, AtDesk, Desk, TheDesk, check_form, form_checked, see_other
from console.passwords import is_password
from console.routes import conversations
from console.sessions import Session

router = APIRouter()

WINDOW = timedelta(minutes=15)
TRIES_A_NAME = 5  # per name and address: somebody elsewhere cannot lock a colleague out
TRIES_AN_ADDRESS = 30


@dataclass(frozen=True)
class Unsent:
    """Where they were when they had to sign in, and the words that were in ``field`` there."""

    page: str = "/"
    field: str = ""
    words: str = ""


@router.get("/login")
def show(request: Request, desk: TheDesk, next: Annotated[str, Query(max_length=600)] = "/") -> Response:
    """The sign-in form; whoever is signed in goes straight to where they were going."""
    if desk.staff_of(request):
        return see_other(_own(next))
    return _form(request, desk, _session(request, desk), unsent=Unsent(_own(next)))


def too_late(request: Request, desk: Desk, page: str, field: str, words: str) -> Response:
    """The sign-in form in place of what was to be done: the session had ended. What they were writing is kept in it."""
    why = "You were signed out in the meantime. Your words are kept: sign in, and they are in their place again."
    error = why if words else "You were signed out in the meantime. Please sign in again."
    return _form(request, desk, _session(request, desk), 401, error, unsent=Unsent(_own(page), field, words))


def _session(request: Request, desk: Desk) -> Session:
    known = desk.sessions.read(request.cookies.get(COOKIE))
    # A second tab must not make the first one's form stale; a cookie that once was somebody's is not taken up again.
    return known if known and not known.staff_id else desk.sessions.new()


def _own(page: str) -> str:
    return page if unsent.is_own_page(page) else "/"


@router.post("/login")
def sign_in(
    request: Request,
    desk: TheDesk,
    name: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    form_token: Annotated[str, Form()] = "",
    next: Annotated[str, Form(max_length=600)] = "/",
    field: Annotated[str, Form(max_length=10)] = "",
    words: Annotated[str, Form()] = "",
) -> Response:
    """Check name and password, slowly and not too often."""
    kept = Unsent(_own(next), field if field in unsent.FIELDS.values() else "", words[: unsent.MAX_KEPT])
    session = desk.sessions.read(request.cookies.get(COOKIE))
    check_form(desk, session, form_token)
    assert session is not None  # check_form refuses none
    store, keys = desk.house.console, _keys(request, desk, name)
    if not store.attempt(keys, desk.real_now(), WINDOW):
        why = "Too many tries. Please wait a quarter of an hour, then try again."
        return _form(request, desk, session, 429, why, name, unsent=kept)
    staff = store.staff_named(name)
    if not is_password(password, staff.password_hash if staff else None) or staff is None:
        return _form(request, desk, session, 401, "Name and password do not go together.", name, unsent=kept)
    store.forget_attempts(list(keys))
    new = desk.sessions.new(staff.id, staff.epoch)
    response = see_other(kept.page, **_kept(desk, AtDesk(staff, new), kept))
    desk.set_cookie(request, response, new)
    return response


def _kept(desk: Desk, me: AtDesk, of: Unsent) -> dict[str, str]:
    """Put what they were writing back where it was, for whoever may write to somebody whom we know."""
    customer = unsent.customer_at(of.page)
    if not (of.field and customer and me.staff.may_write and conversations.known_or_none(desk, customer)):
        return {}
    unsent.keep(desk, me, customer, of.field, of.words)
    return {"done": "kept"}


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
    request: Request,
    desk: Desk,
    session: Session,
    status: int = 200,
    error: str = "",
    name: str = "",
    *,
    unsent: Unsent,
) -> Response:
    shown = {"token": desk.sessions.form_token(session), "error": error, "name": name[:80], "unsent": unsent}
    response = desk.page(request, "login.html", None, status=status, **shown)
    desk.set_cookie(request, response, session)
    return response

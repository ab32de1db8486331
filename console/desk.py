"""What every page needs: the house, who is signed in, the templates and the form check."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Annotated, Any, Protocol
from urllib.parse import urlencode

from babel.dates import format_date, format_datetime, format_time
from fastapi import Depends, Form, Request
from fastapi.templating import Jinja2Templates
from starlette.responses import RedirectResponse, Response

from console import wording
from console.accounts import Staff
from console.sessions import MAX_AGE_S, Session, Sessions
from console.store import ConsoleStore
from profiles import handover
from profiles.model import Actor
from profiles.store import ProfileStore
from shop.store import ShopStore
from shop.terms import Terms

COOKIE = "solito_staff"
HERE = Path(__file__).parent


class House(Protocol):
    """The part of the house that the staff page uses. ``clock`` gives the shop's time, aware UTC."""

    @property
    def profiles(self) -> ProfileStore: ...

    @property
    def shop(self) -> ShopStore: ...

    @property
    def console(self) -> ConsoleStore: ...

    @property
    def terms(self) -> Terms: ...

    @property
    def clock(self) -> Callable[[], datetime]: ...

    def export(self, customer: str, by: Actor) -> dict[str, Any]: ...

    def export_zip(self, customer: str, by: Actor) -> bytes: ...


class SignInNeeded(Exception):
    """Nobody is signed in: the page sends them to the login, and from there to where they were going."""


class Refused(Exception):
    """The page says kindly why not. ``status`` is the true HTTP status, ``title`` and ``text`` are shown, and a way ``back``."""

    def __init__(self, status: int, title: str, text: str, back: str = "") -> None:
        super().__init__(title)
        self.status, self.title, self.text, self.back = status, title, text, back


@dataclass(frozen=True)
class AtDesk:
    """A signed-in person and their session."""

    staff: Staff
    session: Session

    @property
    def actor(self) -> Actor:
        """As the access log names them."""
        return Actor("staff", "console", self.staff.name)


class Desk:
    """The composition of the staff page; one per app, kept in ``app.state.desk``."""

    def __init__(self, house: House, secret: str, real_now: Callable[[], datetime] | None = None) -> None:
        self.house = house
        self.sessions = Sessions(secret)
        self.real_now = real_now or _real_now
        self.templates = Jinja2Templates(directory=HERE / "templates")
        env = self.templates.env
        env.globals.update(wording=wording, terms=house.terms)
        env.filters.update(when=self.when, clock=self.clock_time, day=self.day)

    @property
    def now(self) -> datetime:
        """The shop's time."""
        return self.house.clock()

    def when(self, at: datetime) -> str:
        """Day and time in the shop's time zone: "Sat 3 May, 08:15"; with the year when it is another one."""
        zone = self.house.terms.timezone
        pattern = "EEE d MMM, HH:mm" if at.astimezone(zone).year == self.now.astimezone(zone).year else "d MMM y, HH:mm"
        return str(format_datetime(at, pattern, tzinfo=zone, locale="en"))

    def clock_time(self, at: datetime) -> str:
        """The time of day in the shop's time zone."""
        return str(format_time(at, "HH:mm", tzinfo=self.house.terms.timezone, locale="en"))

    def day(self, at: datetime) -> str:
        """The day in the shop's time zone: "Saturday 3 May 2025"."""
        return str(format_date(at.astimezone(self.house.terms.timezone).date(), "EEEE d MMMM y", locale="en"))

    def staff_of(self, request: Request) -> AtDesk | None:
        """Who is signed in: the cookie is ours, fresh, of an account that exists, and not of before a sign-out."""
        session = self.sessions.read(request.cookies.get(COOKIE))
        staff = self.house.console.staff_of_id(session.staff_id) if session and session.staff_id else None
        if session is None or staff is None or staff.epoch != session.epoch:
            return None
        return AtDesk(staff, session)

    def page(
        self, request: Request, template: str, at_desk: AtDesk | None, *, status: int = 200, **shown: Any
    ) -> Response:
        """Render a page with who is signed in, the form token and the number of people waiting for a person."""
        staff = at_desk.staff if at_desk else None
        token = self.sessions.form_token(at_desk.session) if at_desk else ""
        waiting = handover.how_many_wait(self.house.profiles.engine) if staff else 0
        context = {"staff": staff, "form_token": token, "waiting_now": waiting, **shown}
        return self.templates.TemplateResponse(request, template, context, status_code=status)

    def set_cookie(self, request: Request, response: Response, session: Session) -> None:
        """Hand out the session. Secure wherever the page itself came over HTTPS (on 127.0.0.1 it does not)."""
        response.set_cookie(
            COOKIE,
            self.sessions.cookie(session),
            max_age=MAX_AGE_S,
            httponly=True,
            samesite="lax",
            secure=request.url.scheme == "https",
        )


def _real_now() -> datetime:
    return datetime.now(timezone.utc)


def get_desk(request: Request) -> Desk:
    """The app's desk."""
    desk: Desk = request.app.state.desk
    return desk


TheDesk = Annotated[Desk, Depends(get_desk)]


def signed_in(request: Request, desk: TheDesk) -> AtDesk:
    """Somebody must be signed in."""
    found = desk.staff_of(request)
    if found is None:
        raise SignInNeeded
    return found


SignedIn = Annotated[AtDesk, Depends(signed_in)]


def form_checked(desk: TheDesk, at_desk: SignedIn, form_token: Annotated[str, Form()] = "") -> AtDesk:
    """A form of ours, from a page of this very session."""
    check_form(desk, at_desk.session, form_token)
    return at_desk


def is_our_form(desk: Desk, session: Session | None, form_token: str) -> bool:
    """Does the form carry the token of this very session?"""
    return session is not None and desk.sessions.is_form_token(session, form_token)


def check_form(desk: Desk, session: Session | None, form_token: str) -> None:
    """Refuse a form that does not carry its session's token."""
    if not is_our_form(desk, session, form_token):
        text = "This form has gone stale, or came from another place. Please go back, reload the page and try again."
        raise Refused(403, "That form could not be trusted", text)


def may_write(at_desk: SignedIn) -> AtDesk:
    """Somebody who may take over and write; their form is still to be checked."""
    if not at_desk.staff.may_write:
        raise Refused(403, "Your account may look, not write", "Ask the shop's owner if you should be able to do this.")
    return at_desk


def writing(
    _checked: Annotated[AtDesk, Depends(form_checked)], at_desk: Annotated[AtDesk, Depends(may_write)]
) -> AtDesk:
    """A form of somebody who may take over and write."""
    return at_desk


def owning(at_desk: SignedIn) -> AtDesk:
    """A page for owners."""
    if not at_desk.staff.is_owner:
        raise Refused(
            403, "This page is the owner's", "Your account does not reach it. Everything else is in the menu above."
        )
    return at_desk


Writing = Annotated[AtDesk, Depends(writing)]
Owning = Annotated[AtDesk, Depends(owning)]


def see_other(path: str, at: str = "", **query: str) -> RedirectResponse:
    """After a form: go and look at the page anew, ``at`` a place in it."""
    address = f"{path}?{urlencode(query)}" if query else path
    return RedirectResponse(f"{address}#{at}" if at else address, status_code=303)

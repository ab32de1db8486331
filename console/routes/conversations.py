"""The list of conversations, one conversation, and talking in it: taking over, writing, handing back."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request
from starlette.responses import Response

from console import customer_page, customers, finding, marks, unsent
from console.desk import AtDesk, Desk, Refused, SignedIn, TheDesk, Writing, is_our_form, may_write, see_other
from console.store import Action
from profiles import handover, transcript
from profiles.access_log import Did
from profiles.handover import AlreadyTaken
from profiles.identity import check_customer
from profiles.model import Customer
from shop.orders import ERASED

router = APIRouter()

MAX_MESSAGE = 4000
LOGGED_ONCE_WITHIN = timedelta(hours=1)  # an open page keeps itself up to date all day
DID: dict[Action, Did] = {  # in the words of the access log; "took_over" is written with the taking over itself
    "read": "read",
    "pushed": "wrote",
    "handed_back": "handed back",
    "remarked": "remarked",
}


@router.get("/")
def show_list(
    request: Request,
    desk: TheDesk,
    me: SignedIn,
    q: Annotated[str, Query(max_length=200)] = "",
    only: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """Conversations, those who wait for a person first. An order's number leads to whoever ordered."""
    search = q.strip()
    order = finding.order_by(desk.house, search) if search else None
    if order is not None and not order.customer.startswith(ERASED):
        return see_other(customers.path_of(order.customer), at="orders")
    mark = marks.of_lists(desk.house)
    listed = customers.listed(desk.house, desk.now, me.staff.name, search, only)
    return desk.page(request, "list.html", me, listed=listed, q=search, only=only, nobodys=order, mark=mark)


@router.get("/customers/{customer:path}")
def show(request: Request, desk: TheDesk, me: SignedIn, customer: str, done: str = "", watch: str = "") -> Response:
    """One conversation: each turn with what was heard, decided and why. ``watch``: the open page looks again by itself."""
    found = known(desk, customer)
    if not watch:
        log(desk, me, "read", customer)
    elif desk.house.console.log_once(me.staff.name, "read", [customer], desk.now, LOGGED_ONCE_WITHIN):
        note_access(desk, me, "read", customer)
    return customer_page.render(request, desk, me, found, done=done, watching=bool(watch))


@router.post("/customers/{customer:path}/take")
def take(desk: TheDesk, me: Writing, customer: str) -> Response:
    """Take over: from now on the customer talks to this person."""
    known(desk, customer)
    _take(desk, me, customer)
    return see_other(customers.path_of(customer), at="latest", done="taken")


@router.post("/customers/{customer:path}/messages")
def write(
    request: Request,
    desk: TheDesk,
    me: Annotated[AtDesk, Depends(may_write)],
    customer: str,
    text: Annotated[str, Form()] = "",
    form_token: Annotated[str, Form()] = "",
    once: Annotated[str, Form(max_length=64)] = "",
    take: Annotated[str, Form(max_length=8)] = "",
) -> Response:
    """Write to the customer as staff; only whoever has taken over may, or takes over with it. Sent twice it is sent once."""
    found, said, page = known(desk, customer), text.replace("\r\n", "\n").strip(), customers.path_of(customer)
    if not is_our_form(desk, me.session, form_token):
        if request.headers.get("sec-fetch-site", "same-origin") == "same-origin":
            unsent.keep(desk, me, customer, "text", said)
        raise Refused(403, "That form had gone stale", "Your words are kept: look at them once more, then send.", page)
    error = _unsendable(said)
    if error:
        return customer_page.render(request, desk, me, found, status=422, error=error, draft=text)
    try:
        if take:
            _take(desk, me, customer)
        _must_have(desk, me, customer)
    except Refused:
        unsent.keep(desk, me, customer, "text", said)
        raise
    engine = desk.house.profiles.engine
    if not once:
        transcript.push_staff(engine, customer, said, desk.now, me.staff.name)
    elif not transcript.push_once(engine, customer, said, desk.now, f"staff:{once}", kind="staff", who=me.staff.name):
        return see_other(
            page, at="latest", done="sent"
        )  # the very same form again: a double click, or a line that broke
    log(desk, me, "pushed", customer)
    return see_other(page, at="latest", done="sent")


@router.post("/customers/{customer:path}/release")
def release(desk: TheDesk, me: Writing, customer: str) -> Response:
    """Hand back to Solito. Any colleague who may write can: the one who took over may have gone home."""
    known(desk, customer)
    handover.release(desk.house.profiles.engine, customer, desk.now)
    log(desk, me, "handed_back", customer)
    return see_other(customers.path_of(customer), at="latest", done="released")


def known_or_none(desk: Desk, customer: str) -> Customer | None:
    """The customer, if we have met them."""
    try:
        found = desk.house.profiles.load(check_customer(customer), desk.now)
    except ValueError:
        return None
    return found if customers.is_known(desk.house, found) else None


def known(desk: Desk, customer: str) -> Customer:
    """The same; Refused for somebody of whom nothing is kept, and then nothing is logged about them."""
    found = known_or_none(desk, customer)
    if found is None:
        raise Refused(
            404, "We have nobody by this number", "They may have asked to be forgotten; then nothing is left to show."
        )
    return found


def log(desk: Desk, me: AtDesk, action: Action, customer: str) -> None:
    """For the owner's page, which forgets with the customer, and for the access log, which answers for it."""
    desk.house.console.log(me.staff.name, action, customer, desk.now)
    if did := DID.get(action):
        note_access(desk, me, did, customer)


def note_access(desk: Desk, me: AtDesk, did: Did, customer: str) -> None:
    """One line in the access log."""
    store = desk.house.profiles
    store.log.note(store.engine, me.actor, did, customer)


def _take(desk: Desk, me: AtDesk, customer: str) -> None:
    store = desk.house.profiles
    try:
        handover.take(store.engine, customer, me.staff.name, desk.now, store.log)
    except AlreadyTaken as error:
        text = "They have this customer already; the customer is in good hands. What you wrote is kept."
        raise Refused(409, f"{error.staff} was faster", text, customers.path_of(customer)) from None
    log(desk, me, "took_over", customer)


def _must_have(desk: Desk, me: AtDesk, customer: str) -> None:
    held = customers.handovers(desk.house).get(customer)
    if held is None or held.state != "taken" or held.staff != me.staff.name:
        text = "Two voices at once would confuse the customer. Your words are kept."
        raise Refused(409, "Take over first", text, customers.path_of(customer))


def _unsendable(said: str) -> str:
    if not said:
        return "There is nothing to send yet: write a word first."
    if len(said) > MAX_MESSAGE:
        return f"A message has at most {MAX_MESSAGE:,} characters; this one has {len(said):,}."
    return ""

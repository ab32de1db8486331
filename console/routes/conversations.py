"""The list of conversations, one conversation, and what staff may do in it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import Response

from console import customers
from console.desk import AtDesk, Desk, Refused, SignedIn, TheDesk, Writing, see_other
from console.store import Action, Remark
from console.views import estimate_gauge
from console.wording import short_id
from profiles import handover, transcript
from profiles.access_log import Did
from profiles.handover import AlreadyTaken
from profiles.identity import check_customer
from profiles.model import Customer

router = APIRouter()

MAX_MESSAGE, MAX_NOTE, MAX_TAG = 4000, 2000, 30
DID: dict[Action, Did] = {  # in the words of the access log; "took_over" is written with the taking over itself
    "read": "read",
    "pushed": "wrote",
    "handed_back": "handed back",
    "remarked": "remarked",
}
NOTICES = {
    "taken": "You have taken over. Solito stays quiet until you hand back.",
    "sent": "Your message is on its way.",
    "released": "Handed back. Solito is serving again.",
    "noted": "Kept for your colleagues.",
    "settled": "The complaint is closed: Solito will not ask about it again.",
    "judged": "Thank you: your verdict on the reply is kept.",
}


@router.get("/")
def show_list(request: Request, desk: TheDesk, me: SignedIn, q: Annotated[str, Query(max_length=200)] = "") -> Response:
    """Conversations, those who wait for a person first."""
    rows, more = customers.rows(desk.house, desk.now, q.strip())
    waiting = sum(1 for one in customers.handovers(desk.house).values() if one.state == "waiting")
    return desk.page(request, "list.html", me, rows=rows, more=more, q=q.strip(), waiting=waiting)


@router.get("/customers/{customer:path}")
def show(request: Request, desk: TheDesk, me: SignedIn, customer: str, done: str = "") -> Response:
    """One conversation: each turn with what was heard, decided and why."""
    known = _known(desk, customer)
    _log(desk, me, "read", customer)
    return _page(request, desk, me, known, notice=NOTICES.get(done, ""))


@router.post("/customers/{customer:path}/take")
def take(desk: TheDesk, me: Writing, customer: str) -> Response:
    """Take over: from now on the customer talks to this person."""
    _known(desk, customer)
    try:
        store = desk.house.profiles
        handover.take(store.engine, customer, me.staff.name, desk.now, store.log)
    except AlreadyTaken as error:
        raise Refused(
            409, f"{error.staff} was faster", "They have this customer already; the customer is in good hands."
        ) from None
    _log(desk, me, "took_over", customer)
    return see_other(customers.path_of(customer), done="taken")


@router.post("/customers/{customer:path}/messages")
def write(request: Request, desk: TheDesk, me: Writing, customer: str, text: Annotated[str, Form()] = "") -> Response:
    """Write to the customer as staff; only whoever has taken over may."""
    known, said = _known(desk, customer), text.replace("\r\n", "\n").strip()
    held = customers.handovers(desk.house).get(customer)
    if held is None or held.state != "taken" or held.staff != me.staff.name:
        raise Refused(409, "Take over first", "Two voices at once would confuse the customer. Your words were: " + said)
    error = _unsendable(said)
    if error:
        return _page(request, desk, me, known, status=422, error=error, draft=text)
    transcript.push_staff(desk.house.profiles.engine, customer, said, desk.now, me.staff.name)
    _log(desk, me, "pushed", customer)
    return see_other(customers.path_of(customer), done="sent")


@router.post("/customers/{customer:path}/release")
def release(desk: TheDesk, me: Writing, customer: str) -> Response:
    """Hand back to Solito. Any colleague who may write can: the one who took over may have gone home."""
    _known(desk, customer)
    handover.release(desk.house.profiles.engine, customer, desk.now)
    _log(desk, me, "handed_back", customer)
    return see_other(customers.path_of(customer), done="released")


@router.post("/customers/{customer:path}/complaint/settle")
def settle(desk: TheDesk, me: Writing, customer: str) -> Response:
    """Close an open complaint: the next visit opens as any other. Nothing happens when none is open."""
    known = _known(desk, customer)
    for fact in ("complaint_open", "complaint_about"):
        if known.fact(fact) is not None:
            desk.house.profiles.correct(customer, fact, None, desk.now, by=me.actor)
    _log(desk, me, "settled", customer)
    return see_other(customers.path_of(customer), done="settled")


@router.post("/customers/{customer:path}/notes")
def note(desk: TheDesk, me: Writing, customer: str, note: Annotated[str, Form()] = "") -> Response:
    """Leave a note for colleagues."""
    return _remark(desk, me, customer, Remark(desk.now, me.staff.name, customer, "note", note.strip()[:MAX_NOTE]))


@router.post("/customers/{customer:path}/tags")
def tag(desk: TheDesk, me: Writing, customer: str, tag: Annotated[str, Form()] = "") -> Response:
    """Put a tag on the conversation."""
    text = " ".join(tag.split())[:MAX_TAG].strip()
    return _remark(desk, me, customer, Remark(desk.now, me.staff.name, customer, "tag", text))


@router.post("/customers/{customer:path}/tags/drop")
def drop_tag(desk: TheDesk, me: Writing, customer: str, tag: Annotated[str, Form()] = "") -> Response:
    """Take a tag off."""
    _known(desk, customer)
    desk.house.console.drop_tag(customer, tag)
    _log(desk, me, "remarked", customer)
    return see_other(customers.path_of(customer))


@router.post("/customers/{customer:path}/verdict")
def judge(
    desk: TheDesk,
    me: Writing,
    customer: str,
    message_id: Annotated[str, Form()] = "",
    verdict: Annotated[str, Form()] = "",
) -> Response:
    """Was this a good reply? Judged is the reply, never the customer."""
    _known(desk, customer)
    if verdict not in ("good", "poor") or desk.house.profiles.recorded(customer, message_id) is None:
        raise Refused(422, "That reply is no longer here", "Perhaps the transcript has gone in the meantime.")
    desk.house.console.remark(Remark(desk.now, me.staff.name, customer, "verdict", verdict, message_id))
    _log(desk, me, "remarked", customer)
    return see_other(customers.path_of(customer), done="judged")


def _remark(desk: Desk, me: AtDesk, customer: str, remark: Remark) -> Response:
    _known(desk, customer)
    if not remark.text:
        raise Refused(422, "There was nothing to keep", "Write a word or two, then try again.")
    desk.house.console.remark(remark)
    _log(desk, me, "remarked", customer)
    return see_other(customers.path_of(customer), done="noted")


def _known(desk: Desk, customer: str) -> Customer:
    """The customer, if we have met them. Nothing is logged about somebody of whom nothing is kept."""
    try:
        known = desk.house.profiles.load(check_customer(customer), desk.now)
    except ValueError:
        known = None
    if known is None or not customers.is_known(desk.house, known):
        raise Refused(
            404, "We have nobody by this number", "They may have asked to be forgotten; then nothing is left to show."
        )
    return known


def _unsendable(said: str) -> str:
    if not said:
        return "There is nothing to send yet: write a word first."
    if len(said) > MAX_MESSAGE:
        return f"A message has at most {MAX_MESSAGE:,} characters; this one has {len(said):,}."
    return ""


def _log(desk: Desk, me: AtDesk, action: Action, customer: str) -> None:
    """For the owner's page, which forgets with the customer, and for the access log, which answers for it."""
    desk.house.console.log(me.staff.name, action, customer, desk.now)
    if did := DID.get(action):
        store = desk.house.profiles
        store.log.note(store.engine, me.actor, did, customer)


def _page(
    request: Request,
    desk: Desk,
    me: AtDesk,
    known: Customer,
    *,
    status: int = 200,
    notice: str = "",
    error: str = "",
    draft: str = "",
) -> Response:
    house = desk.house
    days, cut = customers.conversation(house, known.id, desk.day)
    shown, named = customers.shown_name(known)
    remarks = house.console.remarks(known.id)
    return desk.page(
        request,
        "customer.html",
        me,
        status=status,
        notice=notice,
        error=error,
        draft=draft,
        customer=known,
        path=customers.path_of(known.id),
        shown=shown,
        named=named or shown != short_id(known.id),
        held=customers.handovers(house).get(known.id),
        days=days,
        cut=customers.SHOWN if cut else 0,
        long=sum(len(day.entries) for day in days) > 3,
        facts=known.facts,
        profile=[estimate_gauge(name, estimate) for name, estimate in known.profile.items()],
        session=[estimate_gauge(name, estimate) for name, estimate in known.session.items()],
        notes=[remark for remark in remarks if remark.kind == "note"],
        tags=[remark.text for remark in remarks if remark.kind == "tag"],
        accesses=house.console.accesses(known.id) if me.staff.is_owner else [],
    )

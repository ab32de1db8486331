"""What staff say about a conversation, and its open complaint: notes, tags, verdicts on replies."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import Response

from console import customers
from console.desk import AtDesk, Desk, Refused, TheDesk, Writing, see_other
from console.routes.conversations import known, log
from console.store import Remark

router = APIRouter()

MAX_NOTE, MAX_TAG = 2000, 30


@router.post("/customers/{customer:path}/complaint/settle")
def settle(desk: TheDesk, me: Writing, customer: str, remedy: Annotated[str, Form(max_length=40)] = "") -> Response:
    """Close an open complaint: the next visit opens as any other. Nothing happens when none is open.

    By what remedy is a note for colleagues: the complaint itself is gone.
    """
    found = known(desk, customer)
    how = next((one.text.say("en") for one in desk.house.terms.remedies if one.id == remedy), "")
    if how and found.fact("complaint_open") is not None:
        text = f"Complaint settled: {how}."
        desk.house.console.remark(Remark(desk.now, me.staff.name, customer, "note", text))
    for fact in ("complaint_open", "complaint_about"):
        if found.fact(fact) is not None:
            desk.house.profiles.correct(customer, fact, None, desk.now, by=me.actor)
    log(desk, me, "settled", customer)
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
    known(desk, customer)
    desk.house.console.drop_tag(customer, tag)
    log(desk, me, "remarked", customer)
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
    known(desk, customer)
    if verdict not in ("good", "poor") or desk.house.profiles.recorded(customer, message_id) is None:
        raise Refused(422, "That reply is no longer here", "Perhaps the transcript has gone in the meantime.")
    desk.house.console.remark(Remark(desk.now, me.staff.name, customer, "verdict", verdict, message_id))
    log(desk, me, "remarked", customer)
    return see_other(customers.path_of(customer), done="judged")


def _remark(desk: Desk, me: AtDesk, customer: str, remark: Remark) -> Response:
    known(desk, customer)
    if not remark.text:
        raise Refused(422, "There was nothing to keep", "Write a word or two, then try again.")
    desk.house.console.remark(remark)
    log(desk, me, "remarked", customer)
    return see_other(customers.path_of(customer), done="noted")

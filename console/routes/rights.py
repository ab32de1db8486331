"""A customer's rights, exercised for them on their word: put right, take along, be forgotten."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import Response

from console import customers, finding
from console.desk import AtDesk, Desk, Refused, SignedIn, TheDesk, Writing, see_other
from console.routes.conversations import known, log
from profiles import data_subject
from profiles.consent import OBJECTION

router = APIRouter()


@router.post("/customers/{customer:path}/correct")
def correct(
    desk: TheDesk,
    me: Writing,
    customer: str,
    name: Annotated[str, Form(max_length=64)] = "",
    value: Annotated[str, Form(max_length=200)] = "",
    recipient: Annotated[str, Form(max_length=80)] = "",
    forget: Annotated[str, Form(max_length=4)] = "",
) -> Response:
    """Put one thing right that they told us, or forget it, as they say. It outranks whatever is heard later."""
    known(desk, customer)
    said = None if forget else " ".join(value.split())
    if name == OBJECTION and said != "yes":
        raise Refused(
            403, "Only the customer takes that back", "In the chat, or on the page of their data.", _page(customer)
        )
    if said == "":
        raise Refused(
            422, "There was nothing to put in its place", "Write what is right, or forget it.", _page(customer)
        )
    try:
        desk.house.profiles.correct(customer, name, said, desk.now, recipient or None, me.actor)
    except ValueError as error:
        raise Refused(
            422, "That cannot be kept so", f"{str(error)[:1].upper()}{str(error)[1:]}.", _page(customer)
        ) from None
    log(desk, me, "corrected", customer)
    return see_other(_page(customer), done="corrected")


@router.get("/export/{customer:path}")
def export(desk: TheDesk, me: SignedIn, customer: str, shape: Annotated[str, Query(max_length=4)] = "json") -> Response:
    """Everything that is kept of them, as a file to hand over."""
    _may_act(me)
    known(desk, customer)
    log(desk, me, "exported", customer)  # the access log has it from the house
    if shape == "csv":
        content, kind = desk.house.export_zip(customer, me.actor), "application/zip"
    else:
        told = json.dumps(desk.house.export(customer, me.actor), ensure_ascii=False, indent=2, default=str)
        content, kind = told.encode(), "application/json"
    name = f"customer-data.{'zip' if shape == 'csv' else 'json'}"  # an id may hold what no file's name may
    return Response(content, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@router.get("/erase/{customer:path}")
def ask(request: Request, desk: TheDesk, me: SignedIn, customer: str) -> Response:
    """Asked once more before it is done: it cannot be undone."""
    _may_act(me)
    found = known(desk, customer)
    shown, _ = finding.shown_name(found)
    orders = len(desk.house.shop.orders.of(found.ids))
    return desk.page(request, "erase.html", me, customer=found, shown=shown, back=_page(customer), orders=orders)


@router.post("/erase/{customer:path}")
def erase(request: Request, desk: TheDesk, me: Writing, customer: str) -> Response:
    """From this moment nothing of them is used; the chat erases them between two turns of theirs, within a minute."""
    found = known(desk, customer)
    _request(desk, me, found.ids, desk.now)
    text = "Nothing of them is used any more, and within a minute nothing is kept. Their orders stay in the books, without their name."
    return desk.page(request, "message.html", me, title="They are being forgotten", text=text)


def _request(desk: Desk, me: AtDesk, ids: tuple[str, ...], at: datetime) -> None:
    store = desk.house.profiles
    data_subject.request_erasure(store.engine, ids[0], at)
    for identity in ids:
        store.log.note(store.engine, me.actor, "erasure asked for", identity)


def _may_act(me: AtDesk) -> None:
    if not me.staff.may_write:
        raise Refused(403, "Your account may look, not write", "Ask the shop's owner if you should be able to do this.")


def _page(customer: str) -> str:
    return customers.path_of(customer)

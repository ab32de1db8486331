"""One customer's page: the conversation, and beside it what helps to serve them."""

from __future__ import annotations

import secrets

from fastapi import Request
from starlette.responses import Response

from console import customers, marks
from console.desk import AtDesk, Desk
from console.finding import shown_name
from console.orders_shown import orders_of
from console.views import estimate_gauge
from console.wording import NOT_SHOWN, short_id
from profiles.model import Customer

NOTICES = {
    "taken": "You have taken over. Solito stays quiet until you hand back.",
    "sent": "Sent.",
    "released": "Handed back. Solito is serving again.",
    "noted": "Kept for your colleagues.",
    "settled": "The complaint is closed: Solito will not ask about it again.",
    "judged": "Thank you: your verdict on the reply is kept.",
    "corrected": "Put right. It outranks whatever is heard later.",
    "ordered": "The order stands as you said.",
    "kept": "Welcome back. What you were writing is in its place; it has not been sent.",
}


def render(
    request: Request,
    desk: Desk,
    me: AtDesk,
    known: Customer,
    *,
    status: int = 200,
    done: str = "",
    error: str = "",
    draft: str = "",
    watching: bool = False,
) -> Response:
    """The page. A draft that could not be sent is shown once, unless the open page only looks again (``watching``)."""
    house, mine = desk.house, (me.staff.name, known.id)
    held = customers.handovers(house).get(known.id)
    mark = marks.of_conversation(house, known.id, held)  # before what is shown: the page is never older than its mark
    days, cut = customers.conversation(house, known.id, desk.day)
    shown, named = shown_name(known)
    remarks = house.console.remarks(known.id)
    placed, more_orders = orders_of(house, known)
    return desk.page(
        request,
        "customer.html",
        me,
        status=status,
        notice=NOTICES.get(done, ""),
        error=error,
        draft=draft if draft or watching else house.console.draft(*mine, "text"),
        note_draft="" if watching else house.console.draft(*mine, "note"),
        once=secrets.token_urlsafe(12),
        customer=known,
        path=customers.path_of(known.id),
        shown=shown,
        named=named or shown != short_id(known.id),
        held=held,
        mark=mark,
        signs=customers.signs(house, known),
        days=days,
        cut=customers.SHOWN if cut else 0,
        facts=[fact for fact in known.facts if fact.name not in NOT_SHOWN],
        complaint=known.fact("complaint_about") or "" if known.fact("complaint_open") == "yes" else None,
        orders=placed,
        more_orders=more_orders,
        profile=[estimate_gauge(name, estimate) for name, estimate in known.profile.items()],
        session=[estimate_gauge(name, estimate) for name, estimate in known.session.items()],
        notes=[remark for remark in remarks if remark.kind == "note"],
        tags=[remark.text for remark in remarks if remark.kind == "tag"],
        accesses=house.console.accesses(known.id) if me.staff.is_owner else [],
    )

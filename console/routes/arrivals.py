"""Who is on their way, and what to get ready. A draft is no order: nothing is charged before the customer says yes."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from console.awaited import awaited
from console.desk import Refused, SignedIn, TheDesk, Writing, see_other
from shop.arrivals import Arrivals

router = APIRouter()
LOGGED_ONCE_WITHIN = timedelta(hours=1)  # the page may reload itself all day


@router.get("/arrivals")
def show(request: Request, desk: TheDesk, me: SignedIn, watch: str = "") -> Response:
    """Who, what, when; of those only who agree to be remembered."""
    coming = awaited(desk.house, desk.now)
    ids = [one.customer for one in coming]
    seen = desk.house.console.log_once(me.staff.name, "awaited", ids, desk.now, LOGGED_ONCE_WITHIN)
    desk.house.profiles.log.note(desk.house.profiles.engine, me.actor, "read", *seen)
    return desk.page(request, "arrivals.html", me, coming=coming, watch=bool(watch))


@router.post("/arrivals/seen")
def see_to(desk: TheDesk, me: Writing, id: Annotated[str, Form(max_length=255)] = "") -> Response:
    """Somebody of the shop gets it ready."""
    if not Arrivals(desk.house.shop.engine).see_to(id):
        raise Refused(
            404, "Nobody is awaited under that number", "They may have come and gone; the list is in the menu."
        )
    return see_other("/arrivals")

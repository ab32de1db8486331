"""Everybody who asked for a person, longest wait first, with what they left for staff."""

from __future__ import annotations

from datetime import timedelta

from fastapi import APIRouter, Request
from starlette.responses import Response

from console import customers, marks
from console.desk import SignedIn, TheDesk

router = APIRouter()

LOGGED_ONCE_WITHIN = timedelta(hours=1)  # the page may reload itself all day


@router.get("/waiting")
def show(request: Request, desk: TheDesk, me: SignedIn, watch: str = "") -> Response:
    """Who waits, since when, with message and contact."""
    house, at = desk.house, desk.now
    held = list(customers.handovers(house).values())
    waiting = [customers.caller(house, one, at) for one in held if one.state == "waiting"]
    served = [customers.caller(house, one, at) for one in held if one.state == "taken"]
    ids = [one.customer for one in held]
    seen = house.console.log_once(me.staff.name, "waiting", ids, at, LOGGED_ONCE_WITHIN)
    house.profiles.log.note(house.profiles.engine, me.actor, "read", *seen)
    return desk.page(
        request, "waiting.html", me, waiting=waiting, served=served, watch=bool(watch), mark=marks.of_lists(house)
    )

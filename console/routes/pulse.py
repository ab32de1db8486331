"""Has anything happened? The little that an open page asks every few seconds, and nothing of what was said."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import JSONResponse, Response

from console import customers, marks
from console.desk import TheDesk

router = APIRouter()


@router.get("/pulse")
def pulse(request: Request, desk: TheDesk, customer: Annotated[str, Query(max_length=200)] = "") -> Response:
    """How many wait for a person, and the mark of ``customer``'s page, or of the lists.

    401 for whoever is signed out: the page says so, and keeps what is being written.
    """
    if desk.staff_of(request) is None:
        return JSONResponse({"error": "signed out"}, status_code=401)
    held = customers.handovers(desk.house)
    waiting = sum(1 for one in held.values() if one.state == "waiting")
    mark = marks.of_conversation(desk.house, customer, held.get(customer)) if customer else marks.of_lists(desk.house)
    return JSONResponse({"waiting": waiting, "mark": mark})

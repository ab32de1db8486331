"""What customers want to bring back. The goods are on the shelf again once somebody of the shop says that they are back."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from console.customers import path_of
from console.desk import Refused, SignedIn, TheDesk, Writing, see_other
from shop.model import ShopError

router = APIRouter()


@router.get("/returns")
def show(request: Request, desk: TheDesk, me: SignedIn) -> Response:
    """Number, what, of which order, since when; not who: the order's number tells the shop."""
    asked = [(one, path_of(one.customer)) for one in desk.house.shop.returns.asked()]
    return desk.page(request, "returns.html", me, asked=asked)


@router.post("/returns/done")
def done(desk: TheDesk, me: Writing, number: Annotated[str, Form(max_length=32)] = "") -> Response:
    """The goods are back."""
    try:
        desk.house.shop.returns.done(number, desk.now)
    except ShopError:
        raise Refused(404, "There is no such return", "The list is in the menu above.") from None
    return see_other("/returns")

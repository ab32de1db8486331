"""What staff say has become of an order."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import Response

from console import customers
from console.desk import Refused, TheDesk, Writing, see_other
from shop.orders import OrderNotFound

router = APIRouter()


@router.post("/orders/stands")
def stands(
    desk: TheDesk,
    me: Writing,
    number: Annotated[str, Form(max_length=64)] = "",
    status: Annotated[str, Form(max_length=16)] = "",
) -> Response:
    """It is ready, or they have it: whoever asks for it in the chat is told so."""
    if status not in ("ready", "collected"):
        raise Refused(422, "An order cannot stand so", "It is being prepared, ready, or collected.")
    try:
        order = desk.house.shop.orders.set_status(number, status)
    except OrderNotFound:
        raise Refused(
            404, "There is no such order", "Look for it by its number, on the page of conversations."
        ) from None
    return see_other(customers.path_of(order.customer), at="orders", done="ordered")

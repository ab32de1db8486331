"""The customer's own rights over HTTP: see, export, correct, consent, erase. Always about the token's bearer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.access import speaking
from bot.channels.errors import RequestRefused
from bot.channels.incoming import plain_text, read_body
from bot.channels.queue import CustomerQueues
from house import House
from profiles import data_subject
from profiles.identity import Identity
from profiles.model import AT_KEYBOARD, ON_PAGE, PURPOSES, Actor


def add_routes(shop: Blueprint, house: House, queues: CustomerQueues, forget: Callable[[str], None]) -> None:
    @shop.get("/me")
    async def me(request: Request) -> HTTPResponse:
        """What is known about the bearer, estimates with their confidence."""
        who = await speaking(request, house)
        lang = request.args.get("lang") or who.lang or house.terms.languages[0]
        about = await asyncio.to_thread(house.access, who.customer, lang, actor(who))
        about["orders"] = await asyncio.to_thread(orders_of, house, who.customer)
        return response.json(about)

    @shop.get("/me/export")
    async def export(request: Request) -> HTTPResponse:
        """Everything kept, by holder: as JSON, or as a zip of one CSV for each table."""
        who, shape = await speaking(request, house), request.args.get("format") or "json"
        if shape not in ("json", "csv"):
            raise RequestRefused("bad_request", f"format must be json or csv, got {shape[:40]!r}")
        if shape == "json":
            return response.json(await asyncio.to_thread(house.export, who.customer, actor(who)), default=str)
        return response.raw(
            await asyncio.to_thread(house.export_zip, who.customer, actor(who)),
            content_type="application/zip",
            headers={"content-disposition": 'attachment; filename="my-data.zip"', "cache-control": "no-store"},
        )

    @shop.post("/me/corrections")
    async def correct(request: Request) -> HTTPResponse:
        """Correct a fact or an estimate; null forgets it. ``recipient``: the fact is about somebody else."""
        who, data = await speaking(request, house), read_body(request.body)
        name, value, recipient = data.get("name"), data.get("value"), data.get("recipient")
        value = plain_text(value) if isinstance(value, str) else value
        if not isinstance(name, str) or isinstance(value, bool) or not isinstance(value, (str, int, float, type(None))):
            raise RequestRefused("bad_request", "name must be a string, value a string, a number or null")
        if not isinstance(recipient, (str, type(None))):
            raise RequestRefused("bad_request", "recipient must be a string, or left out")
        async with queues.turn_of(who.customer):
            try:
                await asyncio.to_thread(
                    house.profiles.correct, who.customer, name, value, house.clock(), recipient, actor(who)
                )
            except ValueError as error:
                raise RequestRefused("bad_request", str(error)) from error
        return response.json({"ok": True})

    @shop.put("/me/consents/<purpose:str>")
    async def consent(request: Request, purpose: str) -> HTTPResponse:
        """Give or withdraw consent to one purpose."""
        who, data = await speaking(request, house), read_body(request.body)
        if purpose not in PURPOSES:
            raise RequestRefused("not_found", f"no such purpose; there are {', '.join(PURPOSES)}")
        granted = data.get("granted")
        if not isinstance(granted, bool):
            raise RequestRefused("bad_request", "granted must be true or false")
        async with queues.turn_of(who.customer):
            await asyncio.to_thread(
                house.profiles.set_consent,
                who.customer,
                purpose,
                granted,
                house.clock(),
                "your data page",
                actor(who),
            )
        return response.json({"ok": True})

    @shop.delete("/me")
    async def erase(request: Request) -> HTTPResponse:
        """Erase the bearer everywhere, under every id that is theirs, each between two of its turns."""
        who = await speaking(request, house)
        identities = await asyncio.to_thread(house.identities, who.customer)
        # Written down first: if a file is in use now, the erasure is finished later.
        await asyncio.to_thread(data_subject.request_erasure, house.profiles.engine, who.customer, house.clock())
        for identity in identities:
            async with queues.turn_of(identity):
                await asyncio.to_thread(house.erase_identity, identity, actor(who))
                forget(identity)
        return response.json({"erased": True})


def actor(who: Identity) -> Actor:
    """Who asks, for the access log: the customer, or the shop's command line on their behalf."""
    return AT_KEYBOARD if who.keyboard else ON_PAGE


def orders_of(house: House, customer: str) -> list[dict[str, Any]]:
    """The customer's orders in the shape of GET /me."""
    currency = house.terms.currency
    return [
        {
            "id": order.id,
            "at": data_subject.iso(order.ordered_at),
            "total": f"{order.total:.2f}",
            **({"delivery_fee": f"{order.fee:.2f}"} if order.fee else {}),
            "currency": order.currency or currency,
            "lines": [
                {"title": line.title, "quantity": line.quantity, "price": f"{line.unit_price:.2f}"}
                | ({"gift": True} if line.gift else {})
                | ({"recipient": line.recipient} if line.recipient else {})
                for line in order.lines
            ],
        }
        for order in house.shop.orders.of(house.identities(customer))
    ]

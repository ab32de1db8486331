"""The shop's own door or app says that a customer is on their way: POST /arrivals, signed, once for each id."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

import clock
from bot.channels.errors import RequestRefused
from bot.channels.incoming import Incoming, read_body
from bot.channels.meanwhile import reused
from house import House
from profiles.identity import Identity, check_customer
from profiles.transcript import NEARLY_HERE
from shop.signing import NotSigned, check

ID_MAX, SOON_MAX_MIN = 100, 240
Greet = Callable[[Identity, Incoming], Awaitable[Any]]


@dataclass(frozen=True)
class Coming:
    """Who comes, in how many minutes, under which id the shop says so."""

    id: str
    customer: str
    in_minutes: float
    body_hash: str


def add_routes(shop: Blueprint, house: House, greet: Greet) -> None:
    """``greet`` lets the bot take a turn that no message of the customer's has begun."""
    key, at_work = house.settings.hook_key(), set[asyncio.Future[Any]]()

    @shop.post("/arrivals")
    async def arrivals(request: Request) -> HTTPResponse:
        """202 for whomever: what is known of a customer is not told."""
        if key is None:
            raise RequestRefused("not_found", "set SOLITO_HOOK_SECRET to be told of arrivals")
        try:
            signed_id = check(key, request.headers, request.body, clock.real_now().timestamp())
        except NotSigned as error:
            raise RequestRefused("not_signed", str(error)) from error
        coming = read_coming(request.body, signed_id)
        told = (coming.customer, f"hook:{coming.id}", coming.body_hash, coming.in_minutes)
        state, greeted = await asyncio.to_thread(house.expect, *told)
        if state == "conflict":
            raise reused(coming.id)
        if greeted:  # once: the turn is known by the same id
            incoming = Incoming(f"arrival:{coming.id}", "event", NEARLY_HERE, coming.body_hash)
            work = asyncio.ensure_future(greet(Identity(coming.customer), incoming))
            at_work.add(work)
            work.add_done_callback(at_work.discard)
        return response.json({"id": coming.id}, status=202)


def read_coming(body: bytes, signed_id: str) -> Coming:
    """Raises RequestRefused with bad_request: no customer, an id other than the signed one, minutes that are none."""
    data = read_body(body)
    customer, id_, minutes = data.get("customer"), data.get("id"), data.get("in_minutes")
    if not isinstance(id_, str) or not 1 <= len(id_) <= ID_MAX or id_ != signed_id:
        raise RequestRefused("bad_request", f"id must be a string of 1 to {ID_MAX} characters, the same as webhook-id")
    minutes = 0 if minutes is None else minutes
    if isinstance(minutes, bool) or not isinstance(minutes, (int, float)) or not 0 <= minutes <= SOON_MAX_MIN:
        raise RequestRefused("bad_request", f"in_minutes must be 0 to {SOON_MAX_MIN}, or left out")
    if not isinstance(customer, str):
        raise RequestRefused("bad_request", "customer must be a string")
    try:
        check_customer(customer)
    except ValueError as error:
        raise RequestRefused("bad_request", str(error)) from error
    return Coming(id_, customer, float(minutes), hashlib.sha256(body).hexdigest())

"""What was said before, and what staff say in between: GET /history and the long poll GET /messages."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.access import Ask, speaking
from bot.channels.errors import RequestRefused
from house import House
from profiles import transcript
from profiles.identity import Identity
from profiles.patience import Guard

LIMIT_MAX, LIMIT = 200, 50
POLL_S, POLL_EVERY_S = 25.0, 1.0
READ_WITHIN_S = 2.0  # nobody's turn waits for it
HIDDEN_AFTER_S = 1800  # an anonymous browser may be anybody's by then: what was said before is shown when asked for


def add_routes(shop: Blueprint, house: House) -> None:
    engine = house.profiles.engine
    ask = partial(_found, house.keeping.guard)

    @shop.get("/history")
    async def history(request: Request) -> HTTPResponse:
        """A page of the conversation, oldest first."""
        who, limit = await speaking(request, house, ask), _limit(request)
        hidden = await _hidden(house, ask, who, request)
        after = _behind(request, hidden)
        messages, next_ = await ask(transcript.history, engine, who.customer, after, limit)
        answer = {"messages": messages, "next": next_}
        return response.json(answer | ({"hidden": True} if hidden else {}))

    @shop.get("/messages")
    async def pushed(request: Request) -> HTTPResponse:
        """Waits up to 25 s for what staff say after the given message."""
        who, messages = await speaking(request, house, ask), []
        after = _behind(request, await _hidden(house, ask, who, request))
        for _ in range(int(POLL_S / POLL_EVERY_S)):
            messages = await ask(transcript.pushed, engine, who.customer, after)
            if messages or request.transport.is_closing():
                break
            await asyncio.sleep(POLL_EVERY_S)
        return response.json({"messages": messages, "next": messages[-1]["id"] if messages else after})


async def _hidden(house: House, ask: Ask, who: Identity, request: Request) -> str | None:
    """The place behind what an anonymous browser is not shown unasked; None where that is nothing, or it was asked for."""
    if not who.anonymous or request.args.get("shown") == "yes":
        return None
    place: str | None = await ask(
        transcript.before_pause, house.profiles.engine, who.customer, house.clock(), HIDDEN_AFTER_S
    )
    return place


def _behind(request: Request, hidden: str | None) -> str | None:
    """The place from which on is shown. One that no message can have is the caller's mistake."""
    try:
        return transcript.later_of(_after(request), hidden)
    except ValueError as error:
        raise RequestRefused("bad_request", str(error)) from error


async def _found(guard: Guard, read: Callable[..., Any], *args: Any) -> Any:
    """``read`` in one of the few threads that a slow database may hold up; a place that no message can have is the
    caller's mistake. Raises MemoryAway."""
    try:
        return await guard.ask_async(partial(read, *args), READ_WITHIN_S)
    except ValueError as error:
        raise RequestRefused("bad_request", str(error)) from error


def _after(request: Request) -> str | None:
    return request.args.get("after") or None


def _limit(request: Request) -> int:
    value: Any = request.args.get("limit", LIMIT)
    try:
        limit = int(value)
    except ValueError as error:
        raise RequestRefused("bad_request", f"limit must be a number, not {str(value)[:20]!r}") from error
    if not 1 <= limit <= LIMIT_MAX:
        raise RequestRefused("bad_request", f"limit must be 1 to {LIMIT_MAX}, not {limit}")
    return limit

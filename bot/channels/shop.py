"""The shop's channel: the HTTP contract of docs/http.md, served inside the Rasa server under /webhooks/shop."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

import clock
from bot.channels import demo, history, page, rights
from bot.channels.access import Introductions, identify
from bot.channels.apology import degraded_answer
from bot.channels.errors import RequestRefused
from bot.channels.handling import Handling
from bot.channels.incoming import read_body, read_incoming
from house import House, open_house
from profiles import data_subject
from profiles.identity import mint_token, new_anonymous_id

log = structlog.get_logger()
SESSION_S = 30 * 86_400  # an anonymous browser is known for as long as its transcript is kept


class ShopChannel(InputChannel):
    """Rasa's side of the contract: who is speaking comes from the token only, never from the body."""

    def __init__(self, house: House) -> None:
        self.house = house

    @classmethod
    def name(cls) -> str:
        return "shop"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> ShopChannel:
        return cls(open_house())

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """All routes, each guarded so that a failure gets its true status and a sentence."""
        shop = Blueprint("shop", "shop_channel")
        handling = Handling(self.house, on_new_message)
        introductions = Introductions(self.house)
        shop.exception(RequestRefused)(lambda request, error: error.response())
        shop.listener("after_server_start")(self._finish_erasures)
        self._talk(shop, handling, introductions)
        history.add_routes(shop, self.house)
        rights.add_routes(shop, self.house, handling.queues, introductions)
        page.add_routes(shop, self.house)
        if self.house.settings.demo:
            demo.add_routes(shop, self.house)
        return shop

    def _talk(self, shop: Blueprint, handling: Handling, introductions: Introductions) -> None:
        @shop.post("/session")
        async def session(request: Request) -> HTTPResponse:
            """An anonymous visitor's token."""
            read_body(request.body)
            return session_answer(self.house, new_anonymous_id())

        @shop.post("/messages")
        async def messages(request: Request) -> HTTPResponse:
            """One message in, its answer out."""
            who = identify(request, self.house)
            incoming = read_incoming(read_body(request.body))
            try:
                await asyncio.wait_for(introductions.introduce(who), timeout=1)
            except Exception as error:
                log.error("not_introduced", error=type(error).__name__)
                return response.json(degraded_answer(incoming.id, who.lang))
            return response.json(await handling.answer(who, incoming))

        @shop.get("/health")
        async def health(request: Request) -> HTTPResponse:
            """200, or 503 with the part that fails."""
            failing = await page.failing_part(self.house)
            if failing:
                return response.json({"status": "failing", "part": failing}, status=503)
            return response.json({"status": "ok"})

    async def _finish_erasures(self, *_: Any) -> None:
        """Erasures that a crash cut off are done before the first message is served."""
        try:
            for customer in await asyncio.to_thread(data_subject.pending_erasures, self.house.profiles.engine):
                await asyncio.to_thread(self.house.erase, customer)
        except Exception as error:  # the database may come up later: the request stays written down
            log.error("erasures_postponed", error=type(error).__name__)


def session_answer(house: House, customer: str, **claims: Any) -> HTTPResponse:
    """A fresh token for ``customer`` in the shape of POST /session."""
    now = clock.real_now()
    token = mint_token(house.settings.secret(), customer, SESSION_S, now, **claims)
    expires = (now.timestamp() // 1) + SESSION_S
    return response.json(
        {
            "token": token,
            "customer": customer,
            "expires_at": data_subject.iso(now.fromtimestamp(expires, tz=now.tzinfo)),
        }
    )

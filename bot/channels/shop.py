"""The shop's channel: the HTTP contract of docs/http.md, served inside the Rasa server under /webhooks/shop."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

import clock
from bot.channels import arrivals, demo, history, links, page, rights
from bot.channels.access import Introductions, identify
from bot.channels.errors import RequestRefused, serve_errors
from bot.channels.handling import Handling
from bot.channels.incoming import read_body, read_incoming
from house import House, open_house
from profiles import data_subject
from profiles.identity import is_language, mint_token, new_anonymous_id

ERASE_EVERY_S = 60
TAKEN = "solito-taken"  # tells our page that a degraded answer is no apology: nobody needs to try again
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
        introductions = Introductions(self.house)
        handling = Handling(self.house, on_new_message, introductions)
        shop.exception(RequestRefused)(lambda request, error: error.response())
        shop.listener("before_server_start")(serve_errors)
        shop.listener("before_server_start")(lambda app, loop: handling.erase_pending())
        shop.listener("after_server_start")(_warm_up)
        shop.listener("after_server_start")(lambda app, loop: app.add_task(_keep_erasing(handling)))
        self._talk(shop, handling)
        history.add_routes(shop, self.house)
        rights.add_routes(shop, self.house, handling.queues, handling.forget)
        links.add_routes(shop, self.house, introductions)
        arrivals.add_routes(shop, self.house, handling.answer)
        page.add_routes(shop, self.house)
        if self.house.settings.demo:
            demo.add_routes(shop, self.house)
        return shop

    def _talk(self, shop: Blueprint, handling: Handling) -> None:
        @shop.post("/session")
        async def session(request: Request) -> HTTPResponse:
            """An anonymous visitor's token; ``lang`` is the language of the page that they look at."""
            lang = read_body(request.body).get("lang")
            if lang is not None and not is_language(lang):
                raise RequestRefused("bad_request", "lang must be a language tag such as en or it")
            return session_answer(self.house, new_anonymous_id(), lang=lang)

        @shop.post("/messages")
        async def messages(request: Request) -> HTTPResponse:
            """One message in, its answer out."""
            who = identify(request, self.house)
            incoming = read_incoming(read_body(request.body))
            answer = await handling.answer(who, incoming)
            taken = answer.pop("taken", False)
            return response.json(answer, headers={TAKEN: "yes"} if taken else None)

        @shop.get("/health")
        async def health(request: Request) -> HTTPResponse:
            """200, or 503 with the part that fails."""
            failing = await page.failing_part(self.house)
            if failing:
                return response.json({"status": "failing", "part": failing}, status=503)
            return response.json({"status": "ok"})


async def _warm_up(app: Sanic, *_: Any) -> None:
    """What is loaded at first use (languages, the catalogue's vectors) must not cost the first customer seconds."""
    agent = getattr(app.ctx, "agent", None)
    if agent is not None and agent.is_ready():
        await agent.parse_message("good morning, a coffee please")


async def _keep_erasing(handling: Handling) -> None:
    """An erasure that a crash or a lock cut off is taken up again: before the first message, and each minute."""
    while True:
        await asyncio.sleep(ERASE_EVERY_S)
        await handling.erase_pending()


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

"""Who is speaking? The bearer token of a request → an identity."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from sanic.request import Request

import clock
from bot.channels.errors import RequestRefused
from house import House
from profiles import fresh_starts
from profiles.identity import BadToken, ExpiredToken, Identity, NoToken, verify_token
from profiles.patience import MemoryAway

SCHEME = "bearer "
Ask = Callable[..., Any]  # like asyncio.to_thread


def identify(request: Request, house: House) -> Identity:
    """The identity in ``Authorization: Bearer``. Raises RequestRefused with no_token, bad_token or expired_token."""
    header = request.headers.get("authorization") or ""
    token = header[len(SCHEME) :].strip() if header.lower().startswith(SCHEME) else ""
    try:
        who = verify_token(house.settings.secret(), token, clock.real_now())  # tokens expire on real time
    except NoToken as error:
        raise RequestRefused("no_token", "send Authorization: Bearer <token>") from error
    except ExpiredToken as error:
        raise RequestRefused("expired_token", "the token has expired; ask for a new one") from error
    except BadToken as error:
        raise RequestRefused("bad_token", f"the token is not valid: {error}") from error
    return replace(who, token=fresh_starts.token_hash(token))


async def speaking(request: Request, house: House, ask: Ask = asyncio.to_thread) -> Identity:
    """Who speaks: whom the token names, or, after "that's not me", whoever came in their place.

    ``ask`` puts a question to the profiles' database; what it raises comes through.
    """
    return await in_place_of(identify(request, house), house, ask)


async def in_place_of(who: Identity, house: House, ask: Ask = asyncio.to_thread) -> Identity:
    """``who``, or their stand-in while one speaks with their token."""
    engine, gap_s = house.profiles.engine, house.settings.visit_gap_s
    other = await ask(fresh_starts.stand_in, engine, who.token, who.customer, house.clock(), gap_s)
    return who if other is None else instead_of(who, other)


def instead_of(who: Identity, stand_in: str) -> Identity:
    """Somebody new, of whom nothing is known but the language of the page."""
    return Identity(stand_in, lang=who.lang, token=who.token, named=who.customer)


class Introductions:
    """What a shop's own token tells (name, language, consent) is written down once for each token."""

    def __init__(self, house: House) -> None:
        self.house = house
        self._met: set[tuple[str, str | None, str | None, tuple[str, ...]]] = set()

    async def introduce(self, who: Identity) -> None:
        """Keep what the token says about its bearer, unless it was kept before."""
        told = (who.customer, who.name, who.lang, tuple(who.consents))
        if not any(told[1:]) or told in self._met:
            return
        known = {"name": who.name, "lang": who.lang, "consents": who.consents, "at": self.house.clock()}
        try:
            await self.house.keeping.guard.ask_async(partial(self.house.profiles.introduce, who.customer, **known))
        except MemoryAway:  # the next message brings the same token
            return
        if len(self._met) > 10_000:
            self._met.clear()
        self._met.add(told)

    def forget(self, customer: str) -> None:
        self._met = {told for told in self._met if told[0] != customer}

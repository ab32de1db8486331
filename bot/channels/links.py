"""One customer, several identities, over HTTP: linked on proof, seen, and undone. Always about the token's bearer."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import unquote

import structlog
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

import clock
from bot.channels.access import Introductions, speaking
from bot.channels.errors import RequestRefused
from bot.channels.incoming import read_body
from bot.channels.rights import actor
from house import House
from profiles import data_subject, fresh_starts, persons, proof
from profiles.identity import Identity, TokenError, is_anonymous, verify_token

log = structlog.get_logger()


def add_routes(shop: Blueprint, house: House, introductions: Introductions) -> None:
    engine = house.profiles.engine

    @shop.get("/me/links")
    async def links(request: Request) -> HTTPResponse:
        """The identities that are the bearer's."""
        who = await speaking(request, house)
        return response.json({"links": await asyncio.to_thread(links_of, house, who)})

    @shop.post("/me/links")
    async def link(request: Request) -> HTTPResponse:
        """The bearer shows that another identity is theirs, too: by its token."""
        who, data = await speaking(request, house), read_body(request.body)
        other = await _other(house, who, data.get("token"))
        preview = await asyncio.to_thread(house.merge_preview, who.customer, other, actor(who))
        if preview.both_identified and data.get("confirm") is not True:
            raise RequestRefused(
                "both_identified",
                "both are customers of the shop: send the same with confirm true, if the person says yes to this",
                preview=preview.plain(),
            )
        try:
            await asyncio.to_thread(house.link, who.customer, other, house.clock(), "token", actor(who))
        except persons.BeingErased as error:
            raise _refused() from error
        log.info("identities_linked", how="token")
        return response.json({"links": await asyncio.to_thread(links_of, house, who)})

    @shop.post("/me/links/code")
    async def code(request: Request) -> HTTPResponse:
        """A code for the bearer, to be said in the other channel."""
        who = await speaking(request, house)
        read_body(request.body)
        fresh = await asyncio.to_thread(proof.issue, engine, house.settings.secret(), who.customer, house.clock())
        return response.json({"code": fresh.code, "expires_at": data_subject.iso(fresh.expires_at)})

    @shop.delete("/me/links/<identity:str>")
    async def part(request: Request, identity: str) -> HTTPResponse:
        """Take one of the bearer's identities out again. Somebody else's counts as none."""
        who, identity = await speaking(request, house), unquote(identity)
        mine = await asyncio.to_thread(persons.members, engine, who.customer)
        if len(mine) < 2 or identity not in mine:
            raise RequestRefused("not_found", "no such identity is linked to the bearer")
        await asyncio.to_thread(house.unlink, identity, house.clock(), actor(who))
        for one in mine:
            introductions.forget(one)
        log.info("identities_parted")
        return response.json({"links": await asyncio.to_thread(links_of, house, who)})


async def _other(house: House, who: Identity, token: Any) -> str:
    """Whom the other token names. Why it is refused is not told: no token, no answer about anybody."""
    if not isinstance(token, str):
        raise RequestRefused("bad_request", "token must be a string: the token of the other identity")
    try:
        other = verify_token(house.settings.secret(), token, clock.real_now())
    except TokenError as error:
        raise _refused() from error
    known = fresh_starts.token_hash(token)
    gap_s, engine = house.settings.visit_gap_s, house.profiles.engine
    left = await asyncio.to_thread(fresh_starts.stand_in, engine, known, other.customer, house.clock(), gap_s)
    if left is not None:  # somebody has said "that's not me" with it
        raise _refused()
    return other.customer


def _refused() -> RequestRefused:
    return RequestRefused("link_refused", "this proves nothing: not a valid token of another identity")


def links_of(house: House, who: Identity) -> list[dict[str, Any]]:
    """The links in the shape of GET /me/links."""
    return [
        {
            "identity": link.identity,
            "anonymous": is_anonymous(link.identity),
            "this": link.identity == who.customer,
            "at": data_subject.iso(link.at),
            "how": link.how,
        }
        for link in persons.links(house.profiles.engine, who.customer)
    ]

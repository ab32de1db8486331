"""Demo mode only: speak as one of the demo customers, and put the shop's clock forward."""

from __future__ import annotations

import asyncio

import yaml
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

import clock
from bot.channels.errors import RequestRefused
from bot.channels.incoming import read_body
from house import House
from profiles import data_subject, retention


def add_routes(shop: Blueprint, house: House) -> None:
    from bot.channels.shop import session_answer

    people = {
        p["id"]: p for p in yaml.safe_load((house.settings.home / "demo" / "customers.yml").read_text())["customers"]
    }

    @shop.get("/demo/customers")
    async def customers(request: Request) -> HTTPResponse:
        return response.json([{key: p[key] for key in ("id", "name", "blurb")} for p in people.values()])

    @shop.post("/demo/session")
    async def session(request: Request) -> HTTPResponse:
        """A token for one of the demo customers, and for nobody else."""
        person = people.get(str(read_body(request.body).get("customer")))
        if person is None:
            raise RequestRefused("not_found", "there is no such demo customer")
        return session_answer(house, person["id"], name=person["name"], lang=person.get("lang"))

    @shop.post("/demo/clock")
    async def advance(request: Request) -> HTTPResponse:
        """Put the shop's clock forward for every process."""
        step = read_body(request.body).get("advance_s")
        if isinstance(step, bool) or not isinstance(step, (int, float)):
            raise RequestRefused("bad_request", "advance_s must be a number of seconds")
        try:
            at = clock.advance(step)
        except ValueError as error:
            raise RequestRefused("bad_request", str(error)) from error
        settings = house.settings
        await asyncio.to_thread(
            retention.sweep,
            house.profiles.engine,
            at,
            settings.visit_gap_s,
            settings.transcript_days,
            house.profiles.log,
        )
        return response.json({"now": data_subject.iso(at)})

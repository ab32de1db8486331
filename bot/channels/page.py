"""The page, its bundle, the product pictures, what the page must know of the shop, and the health of the parts."""

from __future__ import annotations

import asyncio
import mimetypes
from pathlib import Path

import httpx
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.errors import RequestRefused
from house import House

DIST = Path(__file__).resolve().parents[1] / "widget" / "dist"
HEADERS = {
    "content-security-policy": "default-src 'self'; img-src 'self' https: data:; style-src 'self' 'unsafe-inline'; "
    "object-src 'none'; base-uri 'none'; frame-ancestors 'self'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-cache",
}


def add_routes(shop: Blueprint, house: House) -> None:
    roots = {"images": house.settings.home / "demo" / "images"}

    @shop.get("/")
    async def page(request: Request) -> HTTPResponse:
        if request.path.endswith("shop"):  # relative addresses on the page need the closing slash
            return response.redirect(request.path + "/")
        return await _file(DIST, "index.html")

    @shop.get("/static/<name:path>")
    async def static(request: Request, name: str) -> HTTPResponse:
        folder, _, rest = name.partition("/")
        return await (_file(roots[folder], rest) if rest and folder in roots else _file(DIST, name))

    @shop.get("/shop")
    async def about_shop(request: Request) -> HTTPResponse:
        """What the page shows of the shop."""
        terms, language = house.terms, request.args.get("lang") or house.terms.languages[0]
        news = house.news(language)
        return response.json(
            {
                "name": terms.name,
                "tagline": terms.tagline.say(language),
                "currency": terms.currency,
                "languages": list(terms.languages),
                "timezone": str(terms.timezone),
                "demo": house.settings.demo,
                "news": news,
            }
        )


async def _file(root: Path, name: str) -> HTTPResponse:
    """A file below ``root``, and nothing outside it."""
    content = await asyncio.to_thread(_read, root, name)
    if content is None:
        raise RequestRefused("not_found", "there is no such file")
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return response.raw(content, content_type=kind, headers=HEADERS)


def _read(root: Path, name: str) -> bytes | None:
    try:
        path = (root / name).resolve()
        return path.read_bytes() if path.is_relative_to(root.resolve()) and path.is_file() else None
    except (OSError, ValueError):  # a name that no file can have: too long, or with a NUL in it
        return None


async def failing_part(house: House) -> str | None:
    """Name of the first part that does not answer within its time, or None: "profiles", "shop", "dialogue", "actions"."""
    try:
        await house.keeping.guard.ask_async(house.inbox.try_writing)
    except Exception:
        return "profiles"
    for name, engine in (
        ("shop", house.shop.engine),
        ("dialogue", house.dialogue.engine),
    ):
        try:
            await asyncio.wait_for(asyncio.to_thread(_ping, engine), timeout=1)
        except Exception:  # whatever it was: this part does not answer
            return name
    try:
        # plain HTTP on this machine: no certificates to load (which would hold the server up), and no proxy
        async with httpx.AsyncClient(timeout=1, verify=False, trust_env=False) as client:
            answer = await client.get(house.settings.actions_url.replace("/webhook", "/health"))
            answer.raise_for_status()
    except httpx.HTTPError:
        return "actions"
    return None


def _ping(engine: object) -> None:
    with engine.connect() as connection:  # type: ignore[attr-defined]
        connection.exec_driver_sql("SELECT 1")

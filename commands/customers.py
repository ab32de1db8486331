"""``solito customer`` and ``solito report``: the data subject's rights for the person at the shop's keyboard."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path

import httpx
import sqlalchemy as sa

from clock import now, real_now
from commands.candidates import day_of
from console.came_of_it import sentences
from house import House, open_house
from profiles import outcomes, rows
from profiles.comparing import compare
from profiles.consent import OBJECTION
from profiles.identity import mint_token
from profiles.model import AT_KEYBOARD
from settings import Settings


def known(settings: Settings, customer: str) -> bool:
    """Has the shop ever heard of this id? A slip of the pen is told before somebody relies on it."""
    with open_house(settings).profiles.engine.connect() as connection:
        query = sa.select(rows.customers.c.id).where(rows.customers.c.id == customer)
        return connection.execute(query).first() is not None


def show(settings: Settings, customer: str) -> str:
    return _json(open_house(settings).access(customer, by=AT_KEYBOARD))


def export(settings: Settings, customer: str, shape: str, to: Path | None) -> str:
    """Everything kept: printed, or in the file ``to``, which is for its owner's eyes only.

    Raises ValueError for another shape than json or csv, or for a zip without a file to write.
    """
    house = open_house(settings)
    if shape not in ("json", "csv"):
        raise ValueError(f"format must be json or csv, got {shape!r}")
    if to is None and shape == "csv":
        raise ValueError("format csv is a zip: say --to FILE.zip")
    if to is None:
        return _json(house.export(customer, AT_KEYBOARD))
    content = (
        house.export_zip(customer, AT_KEYBOARD)
        if shape == "csv"
        else _json(house.export(customer, AT_KEYBOARD)).encode()
    )
    with os.fdopen(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
    return f"{to}: {len(content)} bytes."


def correct(settings: Settings, customer: str, name: str, value: str | None, recipient: str | None) -> str:
    """Put right, or (``value`` None) forget, on the customer's word.

    Raises ValueError for an objection: that one is taken back by the customer themselves, never by the shop.
    """
    if name == OBJECTION and value != "yes":
        raise ValueError(f"{name} is taken back by the customer only: in the chat, or on the page of their data")
    open_house(settings).profiles.correct(customer, name, value, now(), recipient, AT_KEYBOARD)
    whose = f"{customer}, about {recipient}" if recipient else customer
    return f"{whose}: {name} is {'forgotten' if value is None else f'now {value}'}."


def rebuild(settings: Settings, customer: str) -> str:
    """Fold the observations anew, and say whether that changed anything."""
    same = open_house(settings).profiles.rebuild(customer)
    return f"{customer}: {'nothing differed.' if same else 'what stood differed, and was made anew.'}"


def log(settings: Settings, customer: str) -> str:
    """Who read or changed what, also of a customer who was erased."""
    store = open_house(settings).profiles
    return _json([line.plain() for line in store.log.lines(store.engine, customer)])


def erase(settings: Settings, customer: str) -> str:
    """Through the running shop, which holds the customer's queue meanwhile; directly when no shop is running."""
    house = open_house(settings)
    if not _erased_by_running_shop(house, customer):
        house.erase(customer, AT_KEYBOARD)
    return f"{customer} is erased, under every id."


def consent(settings: Settings, customer: str, purpose: str, granted: bool) -> str:
    store = open_house(settings).profiles
    store.set_consent(customer, purpose, granted, now(), "command line", AT_KEYBOARD)
    return f"{customer}: {purpose} {'yes' if granted else 'no'}."


def merge(settings: Settings, one: str, other: str, really: bool) -> str:
    """What linking the two would do; with ``really`` it is done, and the answer says so."""
    house = open_house(settings)
    preview = house.merge_preview(one, other, AT_KEYBOARD)
    linked = really and house.link(one, other, now(), "command line", AT_KEYBOARD)
    return _json({**preview.plain(), "linked": linked})


def unmerge(settings: Settings, customer: str) -> str:
    parted = open_house(settings).unlink(customer, now(), AT_KEYBOARD)
    return f"{customer} is alone again." if parted else f"{customer} was linked to nobody."


def report(settings: Settings, since: str | None = None) -> str:
    """How visits ended, and what two groups of customers came to; ``says`` is for the owner."""
    house = open_house(settings)
    engine, day = house.profiles.engine, day_of(house, since)
    found = compare(outcomes.compared(engine, day))
    compared = {**asdict(found), "told": found.told, "says": sentences(found, settings.plain_share)}
    return _json({**outcomes.summarise(engine, day), "compared": compared})


def _erased_by_running_shop(house: House, customer: str) -> bool:
    """Rows deleted in the middle of a turn would come back at its end, so a running shop does it between two turns."""
    token = mint_token(house.settings.secret(), customer, 60, real_now(), keyboard=True)
    try:
        answer = httpx.delete(
            f"http://127.0.0.1:{house.settings.port}/webhooks/shop/me",
            headers={"Authorization": f"Bearer {token}"},
            timeout=30,
        )
    except httpx.ConnectError:
        return False
    answer.raise_for_status()
    return True


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, default=str)

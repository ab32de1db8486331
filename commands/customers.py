"""``solito customer`` and ``solito report``: the data subject's rights for the person at the shop's keyboard."""

from __future__ import annotations

import json

import httpx

from clock import now, real_now
from house import House, open_house
from profiles import data_subject, outcomes
from profiles.identity import mint_token
from profiles.model import AT_KEYBOARD
from settings import Settings


def show(settings: Settings, customer: str) -> str:
    house = open_house(settings)
    return _json(data_subject.access(house.profiles, customer, now(), by=AT_KEYBOARD))


def export(settings: Settings, customer: str) -> str:
    return _json(open_house(settings).export(customer, AT_KEYBOARD))


def log(settings: Settings, customer: str) -> str:
    """Who read or changed what, also of a customer who was erased."""
    store = open_house(settings).profiles
    return _json([line.plain() for line in store.log.lines(store.engine, customer)])


def erase(settings: Settings, customer: str) -> str:
    """Through the running shop, which holds the customer's queue meanwhile; directly when no shop is running."""
    house = open_house(settings)
    if not _erased_by_running_shop(house, customer):
        house.erase(customer, AT_KEYBOARD)
    return f"{customer} is erased."


def consent(settings: Settings, customer: str, purpose: str, granted: bool) -> str:
    store = open_house(settings).profiles
    store.set_consent(customer, purpose, granted, now(), "command line", AT_KEYBOARD)
    return f"{customer}: {purpose} {'yes' if granted else 'no'}."


def report(settings: Settings) -> str:
    return _json(outcomes.summarise(open_house(settings).profiles.engine))


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

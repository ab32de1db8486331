"""Load the demo shop: goods, the demo customers' orders, their explicit consent, and how they talk.

How they talk is not written down as numbers: their earlier messages (demo/customers.yml) go through the real cue reader.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import yaml

from house import House, open_house
from profiles.learning import DIALS
from profiles.model import AT_KEYBOARD, Observation, Turn
from running.light import spacy_alone
from shop.importers.detect import read_catalogue
from shop.importers.orders import read as read_orders


def load_demo(house: House, say: Callable[[str], None]) -> None:
    """Load once, into empty databases."""
    folder = house.settings.home / "demo"
    house.shop.load_catalogue(read_catalogue(folder / "catalogue.csv").products)
    orders = read_orders(folder / "orders.csv", house.shop.catalogue()).orders
    house.shop.import_orders(orders)
    people = yaml.safe_load((folder / "customers.yml").read_text())["customers"]
    for person in people:
        dates = sorted(order.ordered_at for order in orders if order.customer == person["id"])
        load_person(house, person, dates)
    say(
        f"{len(house.shop.catalogue().products)} products, {len(orders)} orders, {len(people)} demo customers (all invented)."
    )


def load_person(house: House, person: dict[str, Any], dates: list[datetime]) -> None:
    """Consent first (granted here, and only here), then each earlier message at one of their order dates."""
    if not dates:
        return
    customer, consent = person["id"], person.get("consent") or {}
    for purpose in consent.get("purposes", ()):
        at = dates[0] - timedelta(minutes=5)
        house.profiles.set_consent(customer, purpose, True, at, consent["how"], AT_KEYBOARD)
    house.profiles.introduce(customer, name=person["name"], lang=person["lang"], at=dates[0] - timedelta(minutes=4))
    messages = person["messages"]
    for number, message in enumerate(messages):
        at = dates[min(number * len(dates) // len(messages), len(dates) - 1)] + timedelta(minutes=number)
        record_message(house, customer, f"demo-{number}", message, person["lang"], at)


def record_message(house: House, customer: str, message_id: str, text: str, lang: str, at: datetime) -> None:
    """What this message teaches, as a turn without words: the transcript holds only what was said in the shop."""
    from bot.hearing import hear

    cues = [cue for cue in hear([text], lang)[0] if cue.value is not None and cue.name in DIALS]
    observations = [
        Observation(customer, "demo", message_id, at, c.name, c.value, ", ".join(e.text for e in c.evidence)[:200])
        for c in cues
        if c.value is not None
    ]
    turn = Turn(
        customer,
        "demo",
        message_id,
        at,
        "event",
        "",
        (),
        lang,
        reasons=("demo: an earlier message of an invented customer",),
    )
    house.profiles.record(turn, observations=observations)


def main() -> None:
    """As a process of its own, so that the supervisor does not carry spaCy about."""
    spacy_alone()
    load_demo(open_house(), lambda line: print(line, file=sys.stderr))


if __name__ == "__main__":
    main()

"""A whole house, with customers who did a bit of everything."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from console.store import Remark
from house import House
from profiles import transcript
from profiles.model import Fact, Observation, Turn
from running.upgrading import upgrade
from settings import Settings
from shop.model import Line, Product, Variant

AT = datetime(2026, 3, 2, 9, tzinfo=timezone.utc)
HOUR = timedelta(hours=1)
TEA = Line("tea", "tea-1", 1, Decimal("2.00"), "Tea", "tea")
_EVENTS = "CREATE TABLE events (id {serial} PRIMARY KEY, sender_id VARCHAR(255), timestamp FLOAT, data TEXT)"


def open_at(settings: Settings, at: datetime = AT + 2 * HOUR) -> House:
    """Tables made, tea on the shelf; its clock is past all that the tests say, since a turn from the future is refused."""
    upgrade(settings)
    house = House(settings, lambda: at)
    if not house.shop.catalogue().products:
        tea = Variant("tea-1", "", Decimal("2.00"), {}, None)
        house.shop.load_catalogue([Product(id="tea", title="Tea", kind="tea", category="drinks", variants=(tea,))])
    with house.dialogue.engine.begin() as connection:
        if not sa.inspect(connection).has_table("events"):
            serial = "SERIAL" if connection.dialect.name == "postgresql" else "INTEGER"
            connection.execute(sa.text(_EVENTS.format(serial=serial)))
    return house


def serve(house: House, customer: str, message: str, at: datetime) -> None:
    """One turn as it is written: the order, then the profile that remembers it, then Rasa's dialogue."""
    order = house.shop.orders.place(customer, message, [TEA], at)
    said = f"{customer} says tea"
    turn = Turn(customer, "shop", message, at, "text", said, ({"text": "Done"},), lang="en", heard={"order": order.id})
    house.profiles.record(turn, observations=[Observation(customer, "shop", message, at, "formality", 0.2, said)])
    with house.dialogue.engine.begin() as connection:
        insert = sa.text("INSERT INTO events (sender_id, timestamp, data) VALUES (:who, :at, :data)")
        data = json.dumps({"event": "user", "text": said})
        connection.execute(insert, {"who": customer, "at": at.timestamp(), "data": data})


def live(house: House, customer: str, at: datetime = AT) -> None:
    """Something in every database."""
    house.profiles.set_consent(customer, "remember", True, at, "said")
    for number in range(3):
        serve(house, customer, f"{customer}-{at.isoformat()}-{number}", at + timedelta(minutes=number))
    house.profiles.set_fact(customer, Fact("name", f"{customer}'s name", at))
    transcript.push_staff(house.profiles.engine, customer, f"hello {customer}", at, "Maria")
    house.shop.carts.put(customer, f"cart-{at.isoformat()}", [TEA])
    house.console.remark(Remark(at, "Maria", customer, "note", f"a note on {customer}"))
    house.console.log("Maria", "read", customer, at)


def held(house: House, customer: str) -> dict[str, Any]:
    """What every holder keeps, without the access log, to which asking adds a line."""
    kept = {name: holder.export(customer) for name, holder in house.holders.items()}
    kept["profiles"].pop("access_log")
    return kept


def is_empty(kept: Any) -> bool:
    """Nothing in any list below."""
    return all(map(is_empty, kept.values())) if isinstance(kept, dict) else not kept


def bytes_in(folder: Path) -> bytes:
    """Everything below the folder."""
    return b"".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())

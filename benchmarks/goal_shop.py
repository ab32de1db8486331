"""The demo shop with its trained model, served in this process, as the simulated customer meets it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from datetime import datetime, timezone
from pathlib import Path
from typing import Any
from uuid import uuid4

from rasa.core.channels.channel import UserMessage

from actions.adaptation.voices import own_phrasings
from actions.desk import LOCALES
from actions.tracker_reading import read_message
from actions.turn import take_turn
from benchmarks.goal_customer import Told
from benchmarks.goal_scripts import Item, Script
from benchmarks.goal_visits import Heard, Placed
from bot.channels.for_rasa import local_time
from house import House
from profiles import transcript
from running.demo import load_demo
from running.training import rasa_environment, trained_model
from running.upgrading import upgrade
from settings import Settings
from shop.model import Line, Order, Variant
from shop.money import format_money
from shop.naming import spoken

AT = datetime(2026, 11, 24, 9, 0, tzinfo=timezone.utc)  # a Tuesday morning in the demo shop


def item_of(product: str, variant: Variant | None, quantity: int = 1) -> Item:
    """As a goal names it; a product that is sold in one way has no options."""
    chosen = {n: v for n, v in (variant.options if variant else {}).items() if n.lower() != "title"}
    return Item(product, quantity, tuple(sorted(chosen.values())))


def observed(house: House, customer: str, lang: str, since: frozenset[str], replies: Sequence[dict[str, Any]]) -> Heard:
    """What the customer is answered, and what a scorer must know. ``since``: orders of before the visit."""
    catalogue = house.shop.catalogue()
    last = transcript.turns(house.profiles.engine, customer, 1)[-1]
    asked = dict(last.asked or {})
    found = catalogue.by_variant(str(asked.get("variant")))
    if found:
        asked |= {"product": found[0].id, "item": item_of(found[0].id, found[1])}
    orders = tuple(_placed(house, order, lang) for order in house.shop.orders.of(customer) if order.id not in since)
    told = Told(
        asked,
        tuple(choice["id"] for reply in replies for choice in reply["choices"]),
        in_cart=len(house.shop.carts.of(customer).lines),
    )
    return Heard(told, " ".join(reply["text"] for reply in replies if reply["kind"] == "reply"), orders)


def _placed(house: House, order: Order, lang: str) -> Placed:
    def named(line: Line) -> tuple[Item, str]:
        found = house.shop.catalogue().by_variant(line.variant_id)
        words = spoken(*found, lang) if found else line.title
        return item_of(line.product_id, found[1] if found else None, line.quantity), words

    lines = [named(line) for line in order.lines]
    total = format_money(order.total, house.terms.currency, LOCALES[lang])
    words = (*(said for _, said in lines), total)
    return Placed(order.id, tuple(sorted(item for item, _ in lines)), words, order.status == "cancelled")


class TrainedShop:
    """``agent`` understands, the house serves; every visit that is not a demo customer's is somebody new."""

    def __init__(self, house: House, agent: Any) -> None:
        self.house, self.agent, self.phrasings = house, agent, own_phrasings()
        self.loop = asyncio.new_event_loop()

    def opens(self, script: Script) -> None:
        self.welcomes(script.who, script.lang)

    def welcomes(self, who: str, lang: str) -> None:
        """``who``: a demo customer's id, or "new" for somebody who was never here."""
        self.customer = who if who != "new" else f"visit-{uuid4().hex[:12]}"
        self.lang = lang
        self.since = frozenset(order.id for order in self.house.shop.orders.of(self.customer))

    def hears(self, text: str) -> Heard:
        meta = {"message_id": uuid4().hex, "kind": "text", "anonymous": False}
        now = local_time(
            self.house.clock(), self.house.terms.timezone
        )  # as the channel sends it along: dates are heard
        message = UserMessage(text, metadata={"local_time": now})
        parsed = self.loop.run_until_complete(self.agent.processor.parse_message(message))
        heard = read_message(self.customer, {**parsed, "text": text, "metadata": meta})
        replies = take_turn(heard, self.house, self.phrasings).replies
        return observed(self.house, self.customer, self.lang, self.since, replies)

    def acts(self) -> tuple[str, ...]:
        """What the last answer does."""
        return tuple(self._last().plan.get("acts") or ()) if self._last() else ()

    def asks(self) -> str:
        """The question that the last answer left open; "" for none."""
        return str((self._last().asked or {}).get("act") or "") if self._last() else ""

    def _last(self) -> Any:
        said = transcript.turns(self.house.profiles.engine, self.customer, 1)
        return said[-1] if said else None


def trained_shop(folder: Path) -> TrainedShop:
    """The demo shop on databases in ``folder``. Raises NoModel. The process' settings are those of this shop from now on."""
    own = Settings(demo=True)
    model = trained_model(own)
    os.environ.update({**rasa_environment(own), "SOLITO_VAR": str(folder), "SOLITO_LOG_LEVEL": "ERROR"})
    settings = Settings(memory_patience_s=5.0)
    upgrade(settings)
    house = House(settings, clock=lambda: AT)
    load_demo(house, lambda line: None)
    import logs

    logs.configure()
    from rasa.core.agent import Agent

    return TrainedShop(house, Agent.load(str(model)))

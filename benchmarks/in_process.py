"""The shop's channel and its turns in one process, on real databases, with understanding given: no Rasa, no sockets.

What is left is what the profiles' database is asked for on the way of a message: by the channel (introduction, claim,
hand-over, button, answer) and by the turn (recall, record), each with a house of its own, as in two processes.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from rasa.core.channels.channel import UserMessage

from actions.adaptation.voices import own_phrasings
from actions.tracker_reading import read_message
from actions.turn import take_turn
from bot.channels.access import Introductions
from bot.channels.handling import Handling
from bot.channels.incoming import read_incoming
from bot.components.entities import read_entities
from house import House
from profiles.identity import Identity
from running.upgrading import upgrade
from settings import Settings
from shop.importers.detect import read_catalogue
from shop.linking import link

HOME = Path(__file__).resolve().parents[1]
INTENTS = {
    "hello": "greet",
    "an espresso please": "order_item",
    "how much is a cappuccino?": "ask_price",
    "what time do you close?": "opening_hours",
    "forget me": "forget_me",
    "that's not me": "not_me",
    "yes": "affirm",
}


def prepared(settings: Settings) -> None:
    """Databases with the demo shop's goods."""
    upgrade(settings)
    House(settings).shop.load_catalogue(read_catalogue(HOME / "demo" / "catalogue.csv").products)


class InProcess:
    """``channel`` and ``counter`` are the houses of the two processes; ``turns`` counts the turns that were taken."""

    def __init__(self, settings: Settings, clock: Callable[[], datetime]) -> None:
        self.channel, self.counter = House(settings, clock=clock), House(settings, clock=clock)
        self.phrasings, self.turns = own_phrasings(), 0
        self.open_anew()

    def open_anew(self) -> None:
        """The channel as after a restart: what it only had in memory is gone."""
        self.handling = Handling(self.channel, self._on_message, Introductions(self.channel))

    async def send(self, who: Identity, body: dict[str, Any]) -> dict[str, Any]:
        """One message in, its answer out. Raises RequestRefused."""
        return await self.handling.answer(who, read_incoming(body))

    async def _on_message(self, message: UserMessage) -> None:
        """What Rasa and the action server do, understanding apart."""
        import asyncio

        heard = read_message(message.sender_id, self._understood(message))
        self.turns += 1
        taken = await asyncio.to_thread(take_turn, heard, self.counter, self.phrasings)
        payload = {"replies": list(taken.replies), "recorded": True, "erase": taken.erase, "away": taken.away}
        payload["start_over"] = taken.start_over
        await message.output_channel.send_response(message.sender_id, {"custom": payload})

    def _understood(self, message: UserMessage) -> dict[str, Any]:
        text = message.text or ""
        matches = [vars(m) | {"id": m.product_id} for m in link(text, self.counter.shop.catalogue())]
        wish = {"intent": INTENTS.get(text, "out_of_scope"), "text": text, "confidence": 0.9, "products": matches}
        wish["entities"] = list(read_entities(text, 0))
        return {"text": text, "metadata": message.metadata, "language": "en", "wishes": [wish]}

"""``python small_shop.py channel|actions ORDERS DEATHS``: one part of the shop, which comes back in a moment when killed.

The channel and the action server are the shop's own, over HTTP and on their own files. Between them stands no Rasa with
its half a minute of loading: what the classifier makes of the few sentences said here is given, everything else that
Rasa's pipeline tells of them (products, entities, cues) is read by the same code.
"""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import Any

import httpx
from fatal import watch
from reborn import keep_alive

INTENTS = {
    "one espresso please": "order_item",
    "and a butter croissant, thanks a lot": "add_to_cart",
    "thank you so much, that was lovely": "thanks",
}
TURN = "action_take_turn"


def understood(text: str) -> dict[str, Any]:
    """What Rasa's ``latest_message`` says of one of the sentences."""
    from bot.components.clauses import split_clauses
    from bot.components.entities import read_entities
    from bot.cues.reader import VERSION, cues_as_json
    from bot.hearing import hear
    from house import open_house
    from shop.linking import link

    house = open_house()
    wishes = []
    for clause in split_clauses(text):
        matches = link(clause.text, house.shop.catalogue())
        products = [{"id": m.product_id, "score": m.score, "options": dict(m.options)} for m in matches]
        places = [{"start": m.start + clause.start, "end": m.end + clause.start} for m in matches]
        wish = {"intent": INTENTS[text], "confidence": 0.9, "text": clause.text, "start": clause.start}
        wish["entities"] = list(read_entities(clause.text, clause.start))
        wishes.append({**wish, "products": [{**a, **b} for a, b in zip(products, places, strict=True)]})
    house.shop.engine.dispose()
    cues = cues_as_json(hear([text], "en")[0])
    return {"wishes": wishes, "cues": cues, "cues_version": VERSION, "language": "en"}


def channel() -> Any:
    """Load all that the channel needs; returns what serves it."""
    from running.light import spacy_alone

    spacy_alone()
    known = {text: understood(text) for text in INTENTS}
    import bot.channels.shop  # noqa: F401  loaded here, so that a child need not

    return partial(serve_channel, known)


def serve_channel(known: dict[str, dict[str, Any]]) -> None:
    from rasa.core.channels.channel import UserMessage
    from sanic import Sanic

    from bot.channels.shop import ShopChannel
    from house import open_house

    house = open_house()

    async def on_message(message: UserMessage) -> None:
        """As Rasa does: ask the action server, and send what it says."""
        latest = {"text": message.text, "message_id": message.message_id, "metadata": message.metadata}
        latest |= known.get(message.text or "", {})
        tracker = {"sender_id": message.sender_id, "slots": {}, "latest_message": latest, "events": []}
        body = {"next_action": TURN, "sender_id": message.sender_id, "tracker": tracker, "domain": {}}
        async with httpx.AsyncClient(verify=False, trust_env=False) as client:
            answer = await client.post(house.settings.actions_url, json=body)
        for response in answer.raise_for_status().json()["responses"]:
            assert message.output_channel is not None
            await message.output_channel.send_response(message.sender_id, response)

    app = Sanic("small_shop")
    app.blueprint(ShopChannel(house).blueprint(on_message), url_prefix="/webhooks/shop")
    app.run(host="127.0.0.1", port=house.settings.port, access_log=False, motd=False)


def actions() -> Any:
    """Load all that the action server needs; returns what serves it."""
    import rasa_sdk.endpoint  # noqa: F401

    from actions import entry

    entry._house()  # the shop's terms and wordings; no database is opened yet
    return serve_actions


def serve_actions() -> None:
    import runpy

    runpy.run_module("actions.serve", run_name="__main__")


def main(part: str, orders: Path, deaths: Path) -> None:
    sys.path.insert(0, os.getcwd())
    work = {"channel": channel, "actions": actions}[part]()

    def serve() -> None:
        watch(orders)
        work()

    keep_alive(serve, deaths)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))

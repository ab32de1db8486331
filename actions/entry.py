"""The action server's entry: Rasa's one action, and the only place where a failure becomes a neutral silence.

When a turn fails nothing is sent: the channel then apologises, and the same message may be tried again.
"""

from __future__ import annotations

import asyncio
import time
from functools import lru_cache
from typing import Any

import structlog
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.adaptation.voices import FOLDER
from actions.last_good import LastGood
from actions.tracker_reading import read_message
from actions.turn import Taken, take_turn
from house import House, open_house
from logs import where
from shop.linking import link

log = structlog.get_logger()
WITHIN_S = 2.2  # a little less than the channel waits
DELIVER_EVERY_S = 3.0


@lru_cache(maxsize=1)
def _house() -> tuple[House, LastGood]:
    house = open_house()
    return house, LastGood(FOLDER, house.terms.voice.never, house.terms.voice.use)


def warm_up() -> None:
    """Load what the first turn would load (terms, wordings, catalogue and its words): no customer waits for it."""
    house, _ = _house()
    try:
        link("good morning", house.shop.catalogue())
    except Exception as error:  # the database is down: the first customer hears the neutral apology
        log.warning("catalogue_unreadable", error=type(error).__name__)


def deliver_for_ever() -> None:
    """Hand on what waits in the outbox: at the start, and every few seconds while anything waits."""
    house, _ = _house()
    while True:
        try:
            house.keeping.deliver()
        except Exception as error:  # somebody else is at it, or a disk fails: what waits, waits on
            log.warning("delivery_postponed", error=type(error).__name__)
        time.sleep(DELIVER_EVERY_S)


class TakeTurn(Action):
    """Takes the turn in a thread, so that one shopper's database never holds up another's."""

    def name(self) -> str:
        return "action_take_turn"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        heard = read_message(tracker.sender_id, tracker.latest_message)
        try:
            taken: Taken = await asyncio.wait_for(asyncio.to_thread(_take, heard), WITHIN_S)
        except Exception as error:
            log.error("turn_failed", message_id=heard.message_id, error=type(error).__name__, where=where(error))
            return []
        message = {"replies": list(taken.replies), "recorded": True, "away": taken.away}
        dispatcher.utter_message(json_message=message | {"erase": taken.erase, "start_over": taken.start_over})
        return []


def _take(heard: Any) -> Taken:
    house, wordings = _house()
    return take_turn(heard, house, wordings.now())

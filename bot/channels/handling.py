"""One message from the door to the reply: claim its id, let the bot take the turn, keep the answer, then send it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Any

import structlog
from rasa.core.channels.channel import UserMessage

from bot.channels.access import Introductions
from bot.channels.apology import degraded_answer, staff_has_it
from bot.channels.collecting import ReplyCollector
from bot.channels.errors import RequestRefused
from bot.channels.incoming import Incoming
from bot.channels.queue import CustomerQueues
from house import House
from logs import where
from profiles import data_subject, handover, transcript
from profiles.identity import Identity
from profiles.model import Turn

log = structlog.get_logger()
GUARD = "\u200b"  # Rasa reads a text that starts with "/" as a command; nothing visible is put before it
ALWAYS_OFFERED = frozenset({"person"})  # the page's header offers a person at any time
ISSUED_TURNS = 6  # buttons of the last few turns may still be pressed
# The whole way, in line and at a slow database; half a second is left for the network and a busy server.
ANSWER_WITHIN_S = 2.5

OnMessage = Callable[[UserMessage], Awaitable[Any]]


class Handling:
    """Answers messages. Holds no state but the queues: everything that must last is in the house."""

    def __init__(self, house: House, on_message: OnMessage, introductions: Introductions) -> None:
        self.house, self.on_message, self.introductions = house, on_message, introductions
        self.queues = CustomerQueues()
        self._at_work: set[asyncio.Task[dict[str, Any]]] = set()  # asyncio itself would let go of them

    async def answer(self, who: Identity, incoming: Incoming) -> dict[str, Any]:
        """The answer to one message, within three seconds. Raises RequestRefused.

        What takes longer is finished behind the apology, still in the customer's line: the same id then finds it done.
        """
        work = asyncio.ensure_future(self._in_line(who, incoming, monotonic() + ANSWER_WITHIN_S))
        self._at_work.add(work)
        work.add_done_callback(self._finished)
        await asyncio.wait({work}, timeout=ANSWER_WITHIN_S)
        return work.result() if work.done() else degraded_answer(incoming.id, who.lang)

    def _finished(self, work: asyncio.Task[dict[str, Any]]) -> None:
        self._at_work.discard(work)
        if not work.cancelled():
            work.exception()  # looked at, even if nobody waits for the answer any more

    async def _in_line(self, who: Identity, incoming: Incoming, until: float) -> dict[str, Any]:
        async with self.queues.turn_of(who.customer):
            if monotonic() > until:  # the apology has been sent: nothing of this message may happen behind it
                return degraded_answer(incoming.id, who.lang)
            try:
                answer = await self._answer(who, incoming)
            except RequestRefused:
                raise
            except Exception as error:  # a part is down: say so neutrally; the same id will be tried again
                log.error("turn_failed", message_id=incoming.id, error=type(error).__name__, where=where(error))
                answer = degraded_answer(incoming.id, who.lang)
                await self._not_final(who, incoming)
            if answer.pop("erase", False) or answer.get("degraded"):
                await self._erase_if_asked(who.customer)
            return answer

    async def _answer(self, who: Identity, incoming: Incoming) -> dict[str, Any]:
        await self.introductions.introduce(who)
        claim = await asyncio.to_thread(
            self.house.inbox.claim, who.customer, incoming.id, incoming.body_hash, self.house.clock()
        )
        if claim.state == "conflict":
            raise RequestRefused("id_reused", f"id {incoming.id!r} was used for another message")
        if claim.state == "done":
            return claim.answer
        if incoming.kind == "choice":
            await self._check_choice(who, incoming)
        said = await self._held_by_staff(who, incoming) or await self._take_turn(who, incoming)
        if not said.recorded:
            await self._not_final(who, incoming)
            return degraded_answer(incoming.id, who.lang)
        answer = {"id": incoming.id, "replies": said.replies}
        await asyncio.to_thread(self.house.inbox.finish, who.customer, incoming.id, answer, self.house.clock())
        return {**answer, "erase": True} if said.erase else answer

    async def _take_turn(self, who: Identity, incoming: Incoming) -> ReplyCollector:
        """Let Rasa and the action server take the turn; nothing final came back unless it is ``recorded``."""
        collector = ReplyCollector()
        message = UserMessage(
            guarded(incoming),
            collector,
            who.customer,
            input_channel="shop",
            message_id=incoming.id,
            parse_data=_known_intent(incoming),
            metadata=_metadata(who, incoming),
        )
        await asyncio.wait_for(self.on_message(message), self.house.settings.turn_timeout_s)
        return collector

    async def _held_by_staff(self, who: Identity, incoming: Incoming) -> ReplyCollector | None:
        """While a person holds the conversation the message goes to them, and the bot says nothing of its own."""
        engine = self.house.profiles.engine
        if await asyncio.to_thread(handover.state, engine, who.customer) != "taken":
            return None
        replies = [] if incoming.kind == "event" else [staff_has_it(who.lang)]
        turn = Turn(
            who.customer,
            "shop",
            incoming.id,
            self.house.clock(),
            incoming.kind,
            incoming.value,
            tuple(replies),
            lang=who.lang or "en",
            reasons=("a person of the shop holds this conversation",),
        )
        await asyncio.to_thread(self.house.profiles.record, turn)
        return ReplyCollector(replies or [staff_has_it(who.lang)], recorded=True)

    async def _check_choice(self, who: Identity, incoming: Incoming) -> None:
        if incoming.value in ALWAYS_OFFERED:
            return
        turns = await asyncio.to_thread(transcript.turns, self.house.profiles.engine, who.customer, ISSUED_TURNS)
        if not any(incoming.value in issued(turn) for turn in turns):
            await self._not_final(who, incoming)
            raise RequestRefused("unknown_choice", f"the button {incoming.value[:60]!r} was not offered")

    async def _not_final(self, who: Identity, incoming: Incoming) -> None:
        """Give the id free again. If the database is down too, the claim goes stale by itself."""
        try:
            await asyncio.wait_for(asyncio.to_thread(self.house.inbox.degraded, who.customer, incoming.id), timeout=0.2)
        except Exception as error:
            log.warning("claim_kept", message_id=incoming.id, error=type(error).__name__)

    async def erase_pending(self) -> None:
        """Erase everyone whose erasure was asked for and not finished, each between two of their turns."""
        try:
            for customer in await asyncio.to_thread(data_subject.pending_erasures, self.house.profiles.engine):
                async with self.queues.turn_of(customer):
                    await self._erase_if_asked(customer)
        except Exception as error:  # the requests stay written down
            log.error("erasures_postponed", error=type(error).__name__)

    async def _erase_if_asked(self, customer: str) -> None:
        """Erasure waits for the end of the turn, since Rasa writes a turn back at its end; the queue is still held."""
        try:
            pending = await asyncio.to_thread(data_subject.pending_erasures, self.house.profiles.engine)
            if customer in pending:
                await asyncio.to_thread(self.house.erase, customer)
                self.introductions.forget(customer)
                log.info("customer_erased")
        except Exception as error:  # the request is in the database, and is taken up again within the minute
            log.error("erasure_postponed", error=type(error).__name__, where=where(error))


def guarded(incoming: Incoming) -> str:
    """The text for Rasa: inert even when it starts with a slash. Choices and events carry no text of their own."""
    if incoming.kind != "text":
        return incoming.kind
    text = incoming.value.strip()
    return GUARD + text if text.startswith("/") else text


def issued(turn: Turn) -> set[str]:
    """The ids of all buttons and product cards that this turn showed."""
    ids: set[str] = set()
    for entry in turn.replies:
        ids |= {choice["id"] for choice in entry.get("choices", ())}
        ids |= {f"show:{product['id']}" for product in entry.get("products", ())}
    return ids


def _known_intent(incoming: Incoming) -> dict[str, Any] | None:
    """A button or an arrival needs no understanding: its intent is given, and no text can forge it."""
    if incoming.kind == "text":
        return None
    # The action reads button and arrival from the metadata; Rasa only has to choose the one action.
    intent = {"name": "affirm" if incoming.kind == "choice" else "greet", "confidence": 1.0}
    return {"text": incoming.kind, "intent": intent, "entities": []}


def _metadata(who: Identity, incoming: Incoming) -> dict[str, Any]:
    return {
        "message_id": incoming.id,
        "kind": incoming.kind,
        "value": incoming.value if incoming.kind != "text" else "",
        "lang": who.lang,
        "name": who.name,
        "anonymous": who.anonymous,
    }

"""One message from the door to the reply: claim its id, let the bot take the turn, keep the answer, then send it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from functools import partial
from time import monotonic
from typing import Any

import structlog
from rasa.core.channels.channel import UserMessage

from bot.channels import codes
from bot.channels.access import Introductions, in_place_of, instead_of
from bot.channels.apology import degraded_answer, staff_has_it
from bot.channels.collecting import ReplyCollector
from bot.channels.errors import RequestRefused
from bot.channels.for_rasa import guarded, known_intent, local_time, metadata
from bot.channels.incoming import Incoming
from bot.channels.meanwhile import Meanwhile, issued, reused
from bot.channels.queue import CustomerQueues
from house import House
from logs import where
from profiles import data_subject, fresh_starts, handover, proof, transcript
from profiles.entry import Entry
from profiles.identity import Identity
from profiles.inbox import Claim
from profiles.model import IN_CHAT, Turn
from profiles.patience import MemoryAway

log = structlog.get_logger()
ALWAYS_OFFERED = frozenset({"person"})  # the page's header offers a person at any time
# The whole way, in line and at a slow database; half a second is left for the network and a busy server.
ANSWER_WITHIN_S = 2.5
LINK_WITHIN_S = 2.0  # two persons are locked, and all that they ever said is folded anew

OnMessage = Callable[[UserMessage], Awaitable[Any]]


class Handling:
    """Answers messages. Holds the queues, and what serves while the profiles are away: what must last is in the house."""

    def __init__(self, house: House, on_message: OnMessage, introductions: Introductions) -> None:
        self.house, self.on_message, self.introductions = house, on_message, introductions
        self.queues, self.meanwhile = CustomerQueues(), Meanwhile()
        self._at_work: set[asyncio.Task[Any]] = set()  # asyncio itself would let go of them

    async def answer(self, who: Identity, incoming: Incoming) -> dict[str, Any]:
        """The answer to one message, within three seconds; ``taken`` beside ``degraded`` when it is no apology, but a
        turn that waits in the outbox. Raises RequestRefused.

        What takes longer is finished behind the apology, still in the customer's line: the same id then finds it done.
        """
        work = asyncio.ensure_future(self._in_line(who, incoming, monotonic() + ANSWER_WITHIN_S))
        self._at_work.add(work)
        work.add_done_callback(self._finished)
        await asyncio.wait({work}, timeout=ANSWER_WITHIN_S)
        return work.result() if work.done() else degraded_answer(incoming.id, who.lang)

    def _later(self, work: Coroutine[Any, Any, Any]) -> None:
        task = asyncio.ensure_future(work)
        self._at_work.add(task)
        task.add_done_callback(self._finished)

    def _finished(self, work: asyncio.Task[Any]) -> None:
        self._at_work.discard(work)
        if not work.cancelled():
            work.exception()  # looked at, even if nobody waits for the answer any more

    async def _in_line(self, who: Identity, incoming: Incoming, until: float) -> dict[str, Any]:
        async with self.queues.turn_of(who.customer):
            if monotonic() > until:  # the apology has been sent: nothing of this message may happen behind it
                return degraded_answer(incoming.id, who.lang)
            try:
                speaker = await self._speaker(who, incoming)
            except Exception as error:
                log.error("turn_failed", message_id=incoming.id, error=type(error).__name__, where=where(error))
                return degraded_answer(incoming.id, who.lang)
            if speaker.customer == who.customer:
                return await self._served(who, incoming)
            async with self.queues.turn_of(speaker.customer):
                return await self._served(speaker, incoming)

    async def _speaker(self, who: Identity, incoming: Incoming) -> Identity:
        """Who says this: after "that's not me" whoever came in their place, but for a message of before that is sent again.

        While the profiles are away it is who spoke last with this token in this process.
        """
        try:
            speaker = await in_place_of(who, self.house, self._ask)
            self.meanwhile.speaks(who.token, None if speaker is who else speaker.customer)
            if speaker is who or await self._ask(self.house.inbox.holds, who.customer, incoming.id):
                return who
            return speaker
        except MemoryAway:
            known = self.meanwhile.speaker(who.token)
            return who if known is None else instead_of(who, known)

    async def _served(self, who: Identity, incoming: Incoming) -> dict[str, Any]:
        try:
            answer = await self._answer(who, incoming)
        except RequestRefused:
            raise
        except Exception as error:  # a part is down: say so neutrally; the same id will be tried again
            log.error("turn_failed", message_id=incoming.id, error=type(error).__name__, where=where(error))
            answer = degraded_answer(incoming.id, who.lang)
            await self._not_final(who, incoming)
        asked = answer.pop("erase", False) or answer.get("degraded")
        if asked and await self._erase_if_asked(who.customer):
            self._later(self.erase_pending())  # the person's other ids, each between two of its own turns
        self.meanwhile.show(who.customer, answer["replies"])
        return answer

    async def _answer(self, who: Identity, incoming: Incoming) -> dict[str, Any]:
        claimed = await self._claimed(who, incoming)
        if claimed is not None and claimed.state == "conflict":
            raise reused(incoming.id)
        if claimed is not None and claimed.state == "done":
            return claimed.answer
        given = self.meanwhile.answered(who.customer, incoming.id, incoming.body_hash, final=claimed is None)
        if claimed is None and given is not None:
            return given
        if incoming.kind == "choice":
            await self._check_choice(who, incoming)
        said = (
            await self._code_said(who, incoming)
            or (None if claimed is None else await self._held_by_staff(who, incoming))
            or await self._take_turn(who, incoming, away=claimed is None)
        )
        if not said.recorded:
            await self._not_final(who, incoming)
            return degraded_answer(incoming.id, who.lang)
        answer: dict[str, Any] = {"id": incoming.id, "replies": said.replies}
        if said.start_over:
            await self._begin_anew(who)
            answer["start_over"] = True
        if said.away or not await self._finished_in_time(who, incoming, answer):
            answer |= {"degraded": True, "taken": True}  # the same id finds the same answer in profiles or outbox
        self.meanwhile.keep(who.customer, incoming.id, incoming.body_hash, answer)
        return {**answer, "erase": True} if said.erase else answer

    async def _claimed(self, who: Identity, incoming: Incoming) -> Claim | None:
        """The claim on this message's id; None when it cannot be had in time. The message is served all the same."""
        await self.introductions.introduce(who)
        key = (who.customer, incoming.id, incoming.body_hash)
        try:
            return await self._ask(self.house.inbox.claim, *key, self.house.clock())
        except MemoryAway:
            return None

    async def _finished_in_time(self, who: Identity, incoming: Incoming, answer: dict[str, Any]) -> bool:
        try:
            await self._ask(self.house.inbox.finish, who.customer, incoming.id, dict(answer), self.house.clock())
        except MemoryAway:
            return False
        return True

    async def _ask(self, work: Callable[..., Any], *args: Any) -> Any:
        """Ask the profiles' database, with little patience. Raises MemoryAway."""
        return await self.house.keeping.guard.ask_async(partial(work, *args))

    async def _take_turn(self, who: Identity, incoming: Incoming, away: bool) -> ReplyCollector:
        """Let Rasa and the action server take the turn; nothing final came back unless it is ``recorded``.

        ``away``: the profiles did not answer here; the action server need not find that out once more.
        """
        collector = ReplyCollector()
        now = local_time(self.house.clock(), self.house.terms.timezone)
        message = UserMessage(
            guarded(incoming),
            collector,
            who.customer,
            input_channel="shop",
            message_id=incoming.id,
            parse_data=known_intent(incoming),
            metadata={**metadata(who, incoming, now), "memory_away": away},
        )
        await asyncio.wait_for(self.on_message(message), self.house.settings.turn_timeout_s)
        return collector

    async def _begin_anew(self, who: Identity) -> None:
        """Whoever goes on with this token is somebody new. While that cannot be written down, the turn itself says it."""
        named = who.named or who.customer
        try:
            new = await self._ask(fresh_starts.begin, self.house.profiles.engine, who.token, named, self.house.clock())
        except MemoryAway:
            return
        self.meanwhile.speaks(who.token, new)

    async def _code_said(self, who: Identity, incoming: Incoming) -> ReplyCollector | None:
        """A whole message that is a code for linking is acted on here: neither Rasa nor the transcript gets to see it.

        Raises MemoryAway: while the profiles are away nothing proves anything, and it is to be sent again.
        """
        code = proof.spoken_code(incoming.value) if incoming.kind == "text" else None
        if code is None:
            return None
        take = partial(codes.take, self.house, who, incoming, code)
        return ReplyCollector(await self.house.keeping.guard.ask_async(take, LINK_WITHIN_S), recorded=True)

    async def _held_by_staff(self, who: Identity, incoming: Incoming) -> ReplyCollector | None:
        """While a person holds the conversation the message goes to them, and the bot says nothing of its own.

        Where that cannot be told, the bot serves.
        """
        try:
            if await self._ask(handover.state, self.house.profiles.engine, who.customer) != "taken":
                return None
            before = await self._ask(transcript.turns, self.house.profiles.engine, who.customer, 1)
        except MemoryAway:
            return None
        # Nobody listens to what they write now: it is answered in the language spoken so far.
        lang = incoming.lang or (before[-1].lang if before else who.lang) or "en"
        replies = [] if incoming.kind == "event" else [staff_has_it(lang)]
        turn = Turn(
            who.customer,
            "shop",
            incoming.id,
            self.house.clock(),
            incoming.kind,
            incoming.value,
            tuple(replies),
            lang=lang,
            reasons=("a person of the shop holds this conversation",),
        )
        said = ReplyCollector(replies or [staff_has_it(lang)], recorded=True)
        _, said.away = await asyncio.to_thread(self.house.keeping.keep, Entry(turn))
        return said

    async def _check_choice(self, who: Identity, incoming: Incoming) -> None:
        """Only what was offered may be pressed: by the transcript, and while that is away by what this process showed."""
        if incoming.value in ALWAYS_OFFERED:
            return
        try:
            turns = await self._ask(transcript.turns, self.house.profiles.engine, who.customer, transcript.ISSUED_TURNS)
            offered = any(incoming.value in issued(turn.replies) for turn in turns)
        except MemoryAway:
            offered = self.meanwhile.shown(who.customer, incoming.value)
        if not offered:
            await self._not_final(who, incoming)
            raise RequestRefused("unknown_choice", f"the button {incoming.value[:60]!r} was not offered")

    async def _not_final(self, who: Identity, incoming: Incoming) -> None:
        """Give the id free again. If the database is down too, the claim goes stale by itself."""
        try:
            await self._ask(self.house.inbox.degraded, who.customer, incoming.id)
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

    async def _erase_if_asked(self, customer: str) -> bool:
        """Erasure waits for the end of the turn, since Rasa writes a turn back at its end; the queue is still held.

        True when others are still to be erased.
        """
        try:
            pending = await self._ask(data_subject.pending_erasures, self.house.profiles.engine)
            if customer in pending:
                await asyncio.to_thread(self.house.erase_identity, customer, IN_CHAT)
                self.forget(customer)
                log.info("customer_erased")
            return any(other != customer for other in pending)
        except MemoryAway:  # asked for or not: it is looked after within the minute
            return False
        except Exception as error:  # the request is in the database, and is taken up again within the minute
            log.error("erasure_postponed", error=type(error).__name__, where=where(error))
            return False

    def forget(self, customer: str) -> None:
        """Nothing of a customer who was erased stays in this process."""
        self.introductions.forget(customer)
        self.meanwhile.forget(customer)

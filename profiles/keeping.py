"""The profiles as a turn needs them: asked with little patience; and where they do not answer, the outbox."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

import sqlalchemy as sa
import structlog

from profiles import data_subject, handover
from profiles.entry import Entry
from profiles.identity import check_customer, is_anonymous
from profiles.model import Actor, Customer, Fact, Turn, Visit
from profiles.outbox import Drained, Outbox, OutboxBusy
from profiles.patience import Guard, MemoryAway, is_outage
from profiles.store import ProfileStore

AT_ONCE = 50  # entries handed on before somebody else may (an erasure, a customer's own turn)
log = structlog.get_logger()


@dataclass(frozen=True)
class Recalled:
    """What is known at the beginning of a turn.

    before    the turn that answered this very message, if it was answered
    handover  whether a person was asked for (only if that was to be looked up)
    away      the profiles did not answer: ``customer`` is neutral, but for what they said since
    """

    customer: Customer
    before: Turn | None = None
    handover: handover.State | None = None
    away: bool = False


@dataclass(frozen=True)
class Held:
    """The database's tables, and the outbox before them."""

    tables: data_subject.Holder
    outbox: Outbox

    def export(self, customer: str) -> dict[str, Any]:
        """Everything that is held about a customer."""
        return {**self.tables.export(customer), **self.outbox.export(customer)}

    def erase(self, *customers: str) -> None:
        """Forget customers; first what waits, so that it brings nobody back. Only while none of their turns is in
        progress. Raises NotScrubbed or OutboxBusy; erasing again finishes the work."""
        for customer in customers:
            self.outbox.erase(customer)
        self.tables.erase(*customers)

    def first_seen(self) -> Iterator[tuple[str, datetime | None]]:
        """Every customer of the tables. What waits of somebody unknown to them is for the outbox's next drain."""
        return self.tables.first_seen()


class Keeping:
    """Remembers, and goes on without. Safe to share between threads; the outbox is shared between processes."""

    def __init__(self, store: ProfileStore, outbox: Outbox, guard: Guard) -> None:
        self.store, self.outbox, self.guard = store, outbox, guard

    def recall(
        self, customer: str, message_id: str, at: datetime, *, handover_too: bool = False, away: bool = False
    ) -> Recalled:
        """What we know of a customer, and whether this message was answered before. Never waits long.

        ``away``: it is known already that the profiles do not answer. While anything of this customer waits in the
        outbox it is handed on first; where that fails, the turn goes the same way, so that all stays in order.
        """
        check_customer(customer)
        if not away:
            try:
                return self.guard.ask(partial(self._known, customer, message_id, at, handover_too))
            except (MemoryAway, OutboxBusy):
                pass
        return self._unknown(customer, message_id, at)

    def _known(self, customer: str, message_id: str, at: datetime, handover_too: bool) -> Recalled:
        if self.outbox.waiting(customer):
            drained = self.outbox.drain(self._record, customer=customer)
            if drained.error is not None:
                raise drained.error
        before = self.store.recorded(customer, message_id)
        state = handover.state(self.store.engine, customer) if handover_too else None
        return Recalled(self.store.load(customer, at), before, state)

    def _unknown(self, customer: str, message_id: str, at: datetime) -> Recalled:
        """Somebody neutral; what they said since the database went, in this visit, waits here and is known."""
        waiting = self.outbox.waiting(customer)
        before = next((entry.turn for entry in waiting if entry.turn.message_id == message_id), None)
        recent = [e for e in _since_erased(waiting) if (at - e.turn.at).total_seconds() < self.store.visit_gap_s]
        last = recent[-1].turn if recent else None
        neutral = Customer(
            customer,
            is_anonymous(customer),
            Visit(1, recent[0].turn.at if recent else at, len(recent)),
            lang=last.lang if last else None,
            facts=_facts(recent),
            last_turn=last,
            told=tuple(mark for entry in recent for mark in entry.told),
        )
        return Recalled(neutral, before, away=True)

    def keep(self, entry: Entry, *, away: bool = False) -> tuple[Turn, bool]:
        """Write a turn down: (the turn that stands, whether it waits in the outbox). Never waits long.

        Raises OutboxFull or OSError when it could be kept nowhere: it must not be acknowledged then.
        """
        if not away:
            try:
                return self.guard.ask(partial(entry.record_in, self.store)), False
            except MemoryAway:
                pass
        self.outbox.append(entry)
        log.info("turn_waits", message_id=entry.turn.message_id)
        return entry.turn, True

    def deliver(self) -> Drained:
        """Hand on everything that waits, oldest first, until nothing waits or the database does not take it."""
        total = Drained()
        while True:
            drained = self.outbox.drain(self._record, most=AT_ONCE, wait_s=1.0)
            total = replace(
                drained,
                handed=total.handed + drained.handed,
                refused=total.refused + drained.refused,
                torn=total.torn + drained.torn,
            )
            if drained.handed:
                self.guard.worked()  # whoever speaks next is remembered again
            if drained.error is not None or not drained.handed + drained.refused:
                return total

    def holder(self, by: Actor) -> Held:
        """The profiles and what waits for them, as one of the house's holders; ``by`` is who asks."""
        return Held(data_subject.Holder(self.store, by), self.outbox)

    def _record(self, entry: Entry) -> Turn:
        """Into the store. What is no outage is a refusal: it must not hold up the others (another writer of the same
        row may have been quicker, so that is tried once more)."""
        try:
            return entry.record_in(self.store)
        except sa.exc.IntegrityError:
            return self._once_more(entry)
        except Exception as error:
            if is_outage(error) or isinstance(error, ValueError):
                raise
            raise ValueError(f"an entry was refused: {type(error).__name__}") from error

    def _once_more(self, entry: Entry) -> Turn:
        try:
            return entry.record_in(self.store)
        except sa.exc.IntegrityError as error:
            raise ValueError("an entry was refused: IntegrityError") from error


def _since_erased(waiting: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """What was said after the customer asked to be forgotten."""
    asked = [i for i, entry in enumerate(waiting) if entry.erase]
    return waiting[asked[-1] + 1 :] if asked else waiting


def _facts(recent: list[Entry]) -> tuple[Fact, ...]:
    """What was stated since: an allergy counts at once, and so does "don't personalise"."""
    facts: dict[tuple[str, str | None], Fact] = {}
    for entry in recent:
        for name in entry.drop_facts:
            facts.pop((name, None), None)
        facts |= {(fact.name, fact.recipient): fact for fact in entry.facts}
    return tuple(facts.values())

"""What the pages show of a customer, gathered from the profiles: the list, one conversation, and who waits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from urllib.parse import quote

from console.desk import House
from console.store import Remark
from console.views import TurnView, turn_view
from console.wording import ALWAYS_THERE, short_id
from profiles import handover, transcript
from profiles.handover import Waiting
from profiles.model import Customer, Turn

LISTED = 50
SEARCHED = 10_000  # the latest customers that a search looks through
SHOWN = 100  # turns of one conversation


@dataclass(frozen=True)
class Row:
    """One line of the list. ``state`` is None, "waiting" or "taken"; ``named`` says whether ``shown`` is their name."""

    id: str
    path: str
    shown: str
    named: bool
    last_at: datetime
    turns: int
    lang: str
    state: str | None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """One thing in a conversation: a handled turn, or words that ``who`` wrote unasked (staff, or a reminder)."""

    at: datetime
    turn: TurnView | None = None
    text: str = ""
    who: str = ""
    verdicts: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class Day:
    """The entries of one day in the shop's time zone."""

    label: str
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Caller:
    """Somebody who asked for a person; ``staff`` is who has them, "" while they wait. The notes are their own words."""

    path: str
    shown: str
    at: datetime
    staff: str
    notes: tuple[str, ...]


def path_of(customer: str) -> str:
    """The address of a customer's page, whatever their number holds."""
    return f"/customers/{quote(customer, safe='')}"


def shown_name(customer: Customer) -> tuple[str, bool]:
    """Their name where they agreed to be remembered and told it; else their number, cut short."""
    name = customer.fact("name") if customer.allows("remember") else None
    return (name, True) if name else (short_id(customer.id), False)


def is_known(house: House, customer: Customer) -> bool:
    """Have we ever met them? Then something is kept: turns, words of staff, a consent, a fact, a wish for a person."""
    engine = house.profiles.engine
    if customer.consents or customer.facts or handover.state(engine, customer.id):
        return True
    return bool(transcript.conversation(engine, customer.id, 1))


def rows(house: House, at: datetime, search: str = "") -> tuple[list[Row], bool]:
    """(rows, more): those who wait for a person first, then the latest; ``search`` is a part of a customer's number."""
    held = handovers(house)
    found = house.profiles.customers(SEARCHED if search else LISTED + 1)
    if search:
        found = [one for one in found if search.casefold() in one.id.casefold()]
    shown = found[:LISTED]
    if not search:
        listed = {one.id for one in shown}
        absent = {id for id, one in held.items() if one.state == "waiting"} - listed
        # Whoever waits is listed however long ago they wrote; looked for only when somebody is missing.
        shown += [one for one in house.profiles.customers(SEARCHED) if one.id in absent] if absent else []
    tags = house.console.tags([one.id for one in shown])
    made = []
    for one in shown:
        name, named = shown_name(house.profiles.load(one.id, at))
        state = held[one.id].state if one.id in held else None
        own = tuple(tags.get(one.id, ()))
        made.append(Row(one.id, path_of(one.id), name, named, one.last_at, one.turns, one.lang or "", state, own))
    made.sort(key=lambda row: row.state != "waiting")  # stable: the latest stay first within each part
    return made, len(found) > LISTED


def handovers(house: House) -> dict[str, Waiting]:
    """Who waits for a person or talks to one, by customer."""
    return {one.customer: one for one in handover.waiting(house.profiles.engine)}


def caller(house: House, held: Waiting, at: datetime) -> Caller:
    """One line of the waiting list."""
    name, _ = shown_name(house.profiles.load(held.customer, at))
    return Caller(path_of(held.customer), name, held.asked_at, held.staff, held.notes)


def conversation(house: House, customer: str, day: Callable[[datetime], str]) -> tuple[list[Day], bool]:
    """(days, cut): the turns and what staff wrote, in order; ``cut`` when earlier ones were left out."""
    found = transcript.conversation(house.profiles.engine, customer, SHOWN + 1)
    verdicts: dict[str, list[Remark]] = {}
    for remark in house.console.remarks(customer):
        if remark.kind == "verdict":
            verdicts.setdefault(remark.message_id, []).append(remark)
    entries = []
    buttons = dict(ALWAYS_THERE)
    for said in found[-SHOWN:]:
        if isinstance(said, Turn):
            entries.append(Entry(said.at, turn_view(said, buttons), verdicts=tuple(verdicts.get(said.message_id, ()))))
            buttons |= transcript.titles_of(said.replies)
        else:
            who = (said.who or "A colleague") if said.sender == "staff" else "Solito"
            entries.append(Entry(said.at, text=said.text, who=who))
    days = [Day(label, tuple(group)) for label, group in groupby(entries, key=lambda entry: day(entry.at))]
    return days, len(found) > SHOWN

"""What the pages show of a customer, gathered from the profiles: the list, one conversation, and who waits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from urllib.parse import quote

from console.desk import House
from console.finding import SEARCHED, found, shown_name
from console.signs import Sign, signs_of, waited
from console.store import Remark
from console.views import TurnView, turn_view
from console.wording import ALWAYS_THERE
from profiles import handover, transcript
from profiles.handover import Waiting
from profiles.listing import Summary
from profiles.model import Customer, Turn

LISTED = 50
SHOWN = 100  # turns of one conversation
RECENT = 6  # turns of this visit in which a sign of trouble counts
WAITING, MINE, TROUBLE = "waiting", "mine", "trouble"  # what the list may be narrowed to


@dataclass(frozen=True)
class Row:
    """One line of the list. ``state`` is None, "waiting" or "taken"; ``named`` says whether ``shown`` is their name.

    ``since`` is when they asked for a person, or wrote what nobody of the staff has answered; ``staff`` who has them.
    """

    id: str
    path: str
    shown: str
    named: bool
    last_at: datetime
    turns: int
    lang: str
    state: str | None
    since: datetime | None = None
    waits: str = ""
    staff: str = ""
    signs: tuple[Sign, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Listed:
    """The list: its rows, whether there are more, and how many are in each narrower one."""

    rows: list[Row]
    more: bool
    counts: Mapping[str, int]


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
    waits: str
    staff: str
    notes: tuple[str, ...]
    signs: tuple[Sign, ...] = ()
    lang: str = ""


def path_of(customer: str) -> str:
    """The address of a customer's page, whatever their number holds."""
    return f"/customers/{quote(customer, safe='')}"


def is_known(house: House, customer: Customer) -> bool:
    """Have we ever met them? Then something is kept: turns, words of staff, a consent, a fact, a wish for a person, an order."""
    engine = house.profiles.engine
    if customer.consents or customer.facts or handover.state(engine, customer.id):
        return True
    return bool(transcript.conversation(engine, customer.id, 1)) or bool(house.shop.orders.of(customer.id))


def listed(house: House, at: datetime, me: str, search: str = "", only: str = "") -> Listed:
    """Those who wait for a person, or for my answer, first, the longest wait on top; then those in trouble, then the latest.

    ``search`` is a part of a number or a name, or an order's number; ``only`` one of WAITING, MINE and TROUBLE.
    """
    held = handovers(house)
    people = found(house, search, at) if search else house.profiles.customers(LISTED + 1)
    shown = people[:LISTED]
    if not search:
        present = {one.id for one in shown}
        absent = held.keys() - present
        # Whoever waits is listed however long ago they wrote; looked for only when somebody is missing.
        shown += [one for one in house.profiles.customers(SEARCHED) if one.id in absent] if absent else []
    tags = house.console.tags([one.id for one in shown])
    made = [_row(house, one, held.get(one.id), tuple(tags.get(one.id, ())), at) for one in shown]
    made.sort(key=lambda row: _rank(row, me))  # stable: the latest stay first within each part
    of = {
        WAITING: lambda row: row.state == "waiting",
        MINE: lambda row: row.staff == me,
        TROUBLE: lambda row: bool(row.signs),
    }
    counts = Counter(name for name, holds in of.items() for row in made if holds(row))
    return Listed([row for row in made if of[only](row)] if only in of else made, len(people) > LISTED, counts)


def _row(house: House, one: Summary, held: Waiting | None, tags: tuple[str, ...], at: datetime) -> Row:
    known = house.profiles.load(one.id, at)
    name, named = shown_name(known)
    since = _since(house, held)
    return Row(
        one.id,
        path_of(one.id),
        name,
        named,
        one.last_at,
        one.turns,
        one.lang or "",
        state=held.state if held else None,
        since=since,
        waits=waited(since, at) if since else "",
        staff=held.staff if held else "",
        signs=signs(house, known),
        tags=tags,
    )


def _since(house: House, held: Waiting | None) -> datetime | None:
    """When they asked for a person; of those who have one, when they wrote what is not answered yet."""
    if held is None or held.state == "waiting":
        return held.asked_at if held else None
    latest = transcript.conversation(house.profiles.engine, held.customer, 1)
    unanswered = [said.at for said in latest if isinstance(said, Turn) and said.kind != "event"]
    return max(unanswered[-1], held.asked_at) if unanswered else None


def signs(house: House, known: Customer) -> tuple[Sign, ...]:
    """Of this visit alone, but for a complaint, which stays open until it is settled."""
    turns = transcript.turns(house.profiles.engine, known.id, RECENT) if known.visit.turns else []
    this_visit = [turn for turn in turns if turn.at >= known.visit.started_at]
    return signs_of(this_visit, known.fact("complaint_open") == "yes")


def _rank(row: Row, me: str) -> tuple[int, float]:
    if row.since and row.staff in ("", me):
        return 0, row.since.timestamp()
    return (1 if row.signs else 2), 0.0


def handovers(house: House) -> dict[str, Waiting]:
    """Who waits for a person or talks to one, by customer."""
    return {one.customer: one for one in handover.waiting(house.profiles.engine)}


def caller(house: House, held: Waiting, at: datetime) -> Caller:
    """One line of the waiting list."""
    known = house.profiles.load(held.customer, at)
    name, waits = shown_name(known)[0], waited(held.asked_at, at)
    return Caller(
        path_of(held.customer),
        name,
        held.asked_at,
        waits,
        held.staff,
        held.notes,
        signs(house, known),
        known.lang or "",
    )


def conversation(house: House, customer: str, day: Callable[[datetime], str]) -> tuple[list[Day], bool]:
    """(days, cut): the turns and what staff wrote, in order; ``cut`` when earlier ones were left out."""
    said_so_far = transcript.conversation(house.profiles.engine, customer, SHOWN + 1)
    verdicts: dict[str, list[Remark]] = {}
    for remark in house.console.remarks(customer):
        if remark.kind == "verdict":
            verdicts.setdefault(remark.message_id, []).append(remark)
    entries = []
    buttons = dict(ALWAYS_THERE)
    for said in said_so_far[-SHOWN:]:
        if isinstance(said, Turn):
            entries.append(Entry(said.at, turn_view(said, buttons), verdicts=tuple(verdicts.get(said.message_id, ()))))
            buttons |= transcript.titles_of(said.replies)
        else:
            who = (said.who or "A colleague") if said.sender == "staff" else "Solito"
            entries.append(Entry(said.at, text=said.text, who=who))
    days = [Day(label, tuple(group)) for label, group in groupby(entries, key=lambda entry: day(entry.at))]
    return days, len(said_so_far) > SHOWN

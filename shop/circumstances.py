"""In which circumstances a thing is taken, and which of them are a customer's habit. Learnt like an item. Pure.

slot      what it is                  value
when      when it is collected        "2026-11-27", "2026-11-27 08:00", "2026-11-27 06:00/12:00"; learnt: its time of day
where     seat, door, away or brought "window", "counter", "back_door", "away", "delivered", "table 5" …
to        where it is brought         an address, as it was said
bag       what it goes in             "paper_bag", "no_bag", "own_cup" …
receipt   with which receipt          "receipt", "company_receipt"
wrapping  how it is wrapped           "gift_wrapped", "ribbon", "unwrapped"
written   a name or text on it        the words
card      what the card says          the words
once      slots, by comma             said to be for that time only: they speak neither for a habit nor against it
fee       an amount                   what delivery costs, frozen at the yes (``delivering.py``); nobody says it

When, where, to, bag and receipt hold for a whole order; the others for one line of it. Those of a gift are its recipient's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from shop.model import Line, Order
from shop.orders import day_of

SHARED = ("when", "where", "to", "bag", "receipt")
APART = ("wrapping", "written", "card")
SLOTS = (*SHARED, *APART)
ONCE = "once"
DELIVERED = "delivered"
HABIT_DAYS, HABIT_SHARE = 3, 0.8  # the bars of the usual


@dataclass(frozen=True)
class Habit:
    """One circumstance that may be spoken of. ``days`` of ``visits`` had it; both 0 when the customer has said so."""

    slot: str
    value: str
    days: int = 0
    visits: int = 0

    @property
    def stated(self) -> bool:
        return self.visits == 0


def with_said(lines: Sequence[Line], said: Mapping[str, str]) -> tuple[Line, ...]:
    """The lines with what was said of them: an order's circumstances on each, a line's on the last one.

    Wrapping and card go to the last gift where there is one. What is wrapped as a present is one.
    """
    if not lines:
        return ()
    shared = {slot: value for slot, value in said.items() if slot not in APART}
    found = [replace(line, circumstances={**line.circumstances, **shared}) for line in lines]
    for slot in APART:
        if slot in said:
            place = _place_of(slot, found)
            line = found[place]
            own = {**line.circumstances, slot: said[slot]}
            wrapped = slot == "card" or said[slot] in ("gift_wrapped", "ribbon")
            found[place] = replace(line, circumstances=own, gift=line.gift or (slot != "written" and wrapped))
    return tuple(found)


def carried(lines: Iterable[Line], before: Iterable[Line]) -> tuple[Line, ...]:
    """The lines, each with what was said of the order as a whole, be it of this line or of one ``before``."""
    new = list(lines)
    order = {**of_order(before), **of_order(new)}
    return tuple(replace(line, circumstances={**line.circumstances, **order}) for line in new) if order else tuple(new)


def of_order(lines: Iterable[Line]) -> dict[str, str]:
    """What was said of the whole order: when, where, where to, in which bag, and which of that for this time only."""
    return {s: v for line in lines for s, v in line.circumstances.items() if s in (*SHARED, ONCE) and v}


def learnt(orders: Sequence[Order], at: datetime, kind: str) -> dict[str, Habit]:
    """The customer's habits, by slot, when they take something of this ``kind`` for themselves, as known at ``at``.

    By the usual's bars: on at least three days, which are at least .8 of their visits with that kind. One day is one
    visit (UTC date). Orders without a word of it count against it.
    """
    visits = _visits(orders, at, kind)
    found = (_habit(slot, visits) for slot in SLOTS if slot != "card")  # a card's words are for once
    return {habit.slot: habit for habit in found if habit is not None}


def for_the_counter(line: Line) -> str:
    """How a line is wanted, for those who get it ready: "no sugar, window, paper bag, “Anna”"; "" when nothing was said."""
    said = {slot: value for slot, value in line.circumstances.items() if slot in SLOTS and value}
    quoted = {slot: f"“{said.pop(slot)}”" for slot in ("written", "card") if slot in said}
    plain = (said[slot].replace("_", " ") for slot in SLOTS if slot in said)
    return ", ".join(part for part in (line.note, *plain, *quoted.values()) if part)


def time_of_day(when: str) -> str:
    """ "08:00" of "2026-11-27 08:00"; "" of a day alone."""
    return when.partition(" ")[2]


def _place_of(slot: str, lines: Sequence[Line]) -> int:
    gifts = [place for place, line in enumerate(lines) if not line.own]
    return gifts[-1] if gifts and slot != "written" else len(lines) - 1


def _visits(orders: Sequence[Order], at: datetime, kind: str) -> list[list[Mapping[str, str]]]:
    """By visit, oldest first, the circumstances of each own line of this kind."""
    days: dict[int, list[Mapping[str, str]]] = {}
    for order in sorted(orders, key=lambda order: order.ordered_at):
        if order.status != "cancelled" and order.ordered_at <= at:
            for line in order.lines:
                if line.own and line.kind == kind:
                    days.setdefault(day_of(order.ordered_at), []).append(line.circumstances)
    return list(days.values())


def _habit(slot: str, visits: Sequence[Sequence[Mapping[str, str]]]) -> Habit | None:
    counted = [visit for visit in visits if not any(slot in of.get(ONCE, "").split(",") for of in visit)]
    said = [{_learnt_value(slot, of) for of in visit} - {""} for visit in counted]
    for value in sorted(set().union(*said)):
        days = sum(value in visit for visit in said)
        if days >= HABIT_DAYS and days >= HABIT_SHARE * len(said):
            return Habit(slot, value, days, len(said))
    return None


def _learnt_value(slot: str, circumstances: Mapping[str, str]) -> str:
    value = circumstances.get(slot, "")
    if value == DELIVERED or slot == "to":  # it costs, and an address is told for once: said anew each time
        return ""
    return time_of_day(value) if slot == "when" else value

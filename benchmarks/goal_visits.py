"""One visit with a goal, played against a shop and judged. Pure: the shop is given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Protocol

from benchmarks.goal_customer import Said, SimulatedCustomer, Told
from benchmarks.goal_scripts import Item, Script

TURNS_MAX = 15


@dataclass(frozen=True)
class Placed:
    """An order as the shop holds it. ``words``: what a read-back of it must have named, its total among them."""

    number: str
    items: tuple[Item, ...]
    words: tuple[str, ...] = ()
    cancelled: bool = False


@dataclass(frozen=True)
class Heard:
    """The shop's answer to one message: what the customer goes by, the words, and all orders of this visit by now."""

    told: Told
    text: str
    orders: tuple[Placed, ...] = ()


class Shop(Protocol):
    """Whoever serves the visit: one customer at a time."""

    def opens(self, script: Script) -> None: ...

    def hears(self, text: str) -> Heard: ...


@dataclass(frozen=True)
class Visit:
    """What came of it. ``wrong``: why an order was a wrong one, one line each; ``turns`` are (her words, the answer)."""

    script: Script
    turns: tuple[tuple[str, str], ...] = ()
    reached: bool = False
    wrong: tuple[str, ...] = ()
    empty: int = 0
    repeated: int = 0
    end: str = ""


@dataclass
class _Course:
    turns: list[tuple[str, str]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    orders: tuple[Placed, ...] = ()

    @property
    def last(self) -> str:
        return self.turns[-1][1] if self.turns else ""


def play(script: Script, shop: Shop) -> Visit:
    """The whole visit, at most TURNS_MAX messages of hers."""
    shop.opens(script)
    customer, course = SimulatedCustomer(script), _Course()
    said: Said | None = customer.opens()
    while said is not None and len(course.turns) < TURNS_MAX:
        heard = shop.hears(said.text)
        new = [order for order in heard.orders if order.number not in {o.number for o in course.orders}]
        course.wrong += [why for order in new for why in faults(script, order, said, course.last)]
        course.orders = heard.orders
        course.turns.append((said.text, heard.text))
        said = customer.answer(replace(heard.told, ordered=bool(new)))
    return _judged(script, course, "gave up" if said is not None else "ended")


def faults(script: Script, order: Placed, said: Said, before: str) -> list[str]:
    """Why this order is a wrong one: other goods than were wanted, no yes, or a yes to what was not named with its price."""
    found = []
    if order.items != script.wanted:
        found.append(f"{_words(order.items)} was ordered, not {_words(script.wanted)}")
    if not said.agrees:
        found.append(f"ordered on {said.text!r}, which is no yes")
    read = _plain(before)
    unnamed = [word for word in order.words if _plain(word) not in read]
    if unnamed:
        found.append(f"ordered without having named {', '.join(unnamed)}")
    return found


def _judged(script: Script, course: _Course, end: str) -> Visit:
    kept = [order for order in course.orders if not order.cancelled]
    items = tuple(sorted(item for order in kept for item in order.items))
    served = bool(course.orders) if script.wanted else True
    answers = [answer for _, answer in course.turns]
    return Visit(
        script,
        tuple(course.turns),
        items == script.goal and len(kept) <= 1 and served and end == "ended",
        tuple(course.wrong),
        sum(not answer.strip() for answer in answers),
        sum(a == b for a, b in pairwise(answers)),
        end,
    )


def _plain(text: str) -> str:
    """Small letters, and every space a plain one: money is written with one that does not break."""
    return " ".join(text.casefold().split())


def _words(items: Sequence[Item]) -> str:
    return ", ".join(f"{i.quantity} {' / '.join((i.product, *i.options))}" for i in items) or "nothing"

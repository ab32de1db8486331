"""What is read back is held, goods and price, so that the yes that follows can be kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from actions.desk import Desk
from actions.lines import priced_today
from shop.model import Line, OutOfStock

UNNAMED_MINUTES = 5  # at most: how long goods are held for a browser that is nobody yet


def hold(desk: Desk) -> OutOfStock | None:
    """Have the shop hold what is in the cart; what it has no more, if somebody else was quicker."""
    terms = desk.terms.collection
    if not terms.hold_minutes:
        return None
    try:
        key = desk.heard.message_id
        unnamed = nobody_yet(desk)
        minutes = min(terms.hold_minutes, UNNAMED_MINUTES) if unnamed else terms.hold_minutes
        desk.store.holds.take(desk.customer.id, key, desk.lines, desk.at, minutes, terms.hold_max, unnamed=unnamed)
    except OutOfStock as short:
        return short
    desk.held = True
    return None


def nobody_yet(desk: Desk) -> bool:
    """A browser that nobody has signed in to, and that has ordered nothing: one hand opens as many as it likes."""
    return desk.customer.anonymous and not desk.orders


def let_go(desk: Desk, asked: str | None) -> None:
    """At the end of a turn: what was held, and then not read back after all, is anybody's."""
    if desk.held and asked != "read_back":
        desk.store.holds.release(desk.customer.id)


def price_until(desk: Desk) -> datetime | None:
    """Until when the prices of the last read-back stand; None when they do not, or no more."""
    said = desk.asked.get("until") if desk.asked.get("act") == "read_back" else None
    until = datetime.fromisoformat(str(said)) if said else None
    return until if until is not None and desk.at <= until else None


def priced(desk: Desk, lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines at today's prices, or at those that were read back a moment ago where these are lower.

    A price that has risen since waits for the yes; one that has fallen counts at once. What the shop no longer has is left
    out.
    """
    today = priced_today(lines, desk.catalogue)
    if price_until(desk) is None:
        return today
    there = [line for line in lines if desk.catalogue.by_variant(line.variant_id)]
    return tuple(
        replace(now, unit_price=min(now.unit_price, before.unit_price))
        for now, before in zip(today, there, strict=True)
    )


def stands_until(desk: Desk, lines: Sequence[Line]) -> str | None:
    """Until when these prices stand, ISO 8601: a price of before is not kept longer by being said again."""
    minutes = desk.terms.collection.hold_minutes
    if not minutes:
        return None
    before = price_until(desk)
    old = before is not None and tuple(lines) != priced_today(lines, desk.catalogue)
    return (before if old and before else desk.at + timedelta(minutes=minutes)).isoformat()


def as_read_back(desk: Desk, said: Sequence[Line], now: Sequence[Line]) -> bool:
    """Is what would be ordered what the customer said yes to: the same things, at the total that was named, or for less?"""
    named = desk.asked.get("total")
    total = desk.total(now)
    same = named is None or Decimal(str(named)) == total
    cheaper = named is not None and price_until(desk) is not None and total < Decimal(str(named))
    return len(said) == len(now) and (same or cheaper)

"""Marks of how things stand: a page whose mark is another one than now is no longer as things are. They tell nothing else."""

from __future__ import annotations

from hashlib import sha256

from console.desk import House
from profiles import handover, transcript
from profiles.handover import Waiting


def of_conversation(house: House, customer: str, held: Waiting | None) -> str:
    """What was said, and who has them."""
    said = transcript.length(house.profiles.engine, customer)
    return _mark([str(said), *([_as_it_stands(held)] if held else [])])


def of_lists(house: House) -> str:
    """Who wrote last, who waits, who has whom."""
    latest = [f"{one.id} {one.turns} {one.last_at.isoformat()}" for one in house.profiles.customers(1)]
    return _mark([*latest, *(_as_it_stands(one) for one in handover.waiting(house.profiles.engine))])


def _as_it_stands(held: Waiting) -> str:
    return f"{held.customer} {held.state} {held.staff} {held.asked_at.isoformat()} {len(held.notes)}"


def _mark(parts: list[str]) -> str:
    """Hashed, so that no number of a customer stands in a page that shows none."""
    return sha256("\n".join(parts).encode()).hexdigest()[:16]

"""Somebody who has lost somebody: said sorry to once, then served plainly, for the rest of the visit."""

from __future__ import annotations

from actions.desk import Desk

MEANT = 0.5


def mourning(desk: Desk) -> bool:
    """Is a loss spoken of now, or was it earlier in this visit?"""
    return desk.heard.strength("grief") >= MEANT or mourning_before(desk)


def mourning_before(desk: Desk) -> bool:
    """Was it spoken of earlier in this visit? It is a note of the turns, never a fact about the customer."""
    last = desk.customer.last_turn
    return bool(last and (last.heard or {}).get("mourning"))

"""What has happened in this visit, as notes of its turns: never facts about the customer, and gone with the visit."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from actions.about_others import relative_in
from actions.answer import Answer
from actions.desk import Desk

OFFERED_MAX = 30
TROUBLED = 0.5  # of the cues distress and child


def noted(desk: Desk, name: str) -> Any:
    """The note of this name that the turns before in this visit have left, None when there is none."""
    last = desk.customer.last_turn
    return (last.heard or {}).get(name) if last else None


def complained(desk: Desk) -> bool:
    """Is there a complaint now, or was there one in this visit, settled or not?"""
    return desk.heard.heard_intent("complaint") or bool(noted(desk, "complained"))


def troubled(desk: Desk) -> bool:
    """Is somebody in distress, or a child, now or earlier in this visit? Then nothing more is sold in it unasked."""
    return max(map(desk.heard.strength, ("distress", "child"))) >= TROUBLED or bool(noted(desk, "troubled"))


def just_named(desk: Desk) -> str | None:
    """Whom the customer has just named: in this message, or in the order that it says yes to."""
    said = next((str(w.entity("recipient")) for w in desk.heard.wishes if w.entity("recipient")), None)
    ordered = desk.cart_before if desk.asked.get("act") == "read_back" else None
    return (
        said or relative_in(desk.heard.text) or next((line.recipient for line in ordered or () if line.recipient), None)
    )


def notes(desk: Desk, answer: Answer, said: Collection[str]) -> dict[str, Any]:
    """The notes for the turn's record. ``said``: the acts that were really said."""
    question = answer.notes.get("uninvited")
    return {
        "complained": complained(desk),
        "troubled": troubled(desk),
        "allergy_waits": None
        if "allergy_ask" in said
        else answer.notes.get("allergy_waits") or noted(desk, "allergy_waits"),
        "offered": _offered(desk, answer),
        "pair": None if answer.outcome == "sale" else _pair(desk, answer),
        "cart_before": None if answer.outcome == "sale" else _cart_before(desk),
        "person_asked": bool(noted(desk, "person_asked")) or any(act.startswith("hand_over") for act in said),
        "instead": _instead(desk, answer, said),
        "shops_language": bool(noted(desk, "shops_language")) or "shops_language" in said,
        "delivery_told": bool(noted(desk, "delivery_told")) or "delivery" in said,
        "shelves_told": bool(noted(desk, "shelves_told")) or ("not_found" in said and "browse" in said),
        "uninvited": question if question in said else noted(desk, "uninvited"),
    }


def _offered(desk: Desk, answer: Answer) -> list[str]:
    """What was offered in this visit, the last first: other things are offered before it is again."""
    asked = answer.asked or {}
    new = answer.shown if asked.get("act") == "offer_product" else ()
    return list(dict.fromkeys((*new, *(noted(desk, "offered") or ()))))[:OFFERED_MAX]


def _instead(desk: Desk, answer: Answer, said: Collection[str]) -> list[str]:
    """What was put forward in this visit in place of things that are not here."""
    new = answer.shown if "not_found_instead" in said else ()
    return list(dict.fromkeys((*new, *(noted(desk, "instead") or ()))))[:OFFERED_MAX]


def _pair(desk: Desk, answer: Answer) -> Any:
    """The two things that were put side by side last, for "no, the other one"."""
    shown = list(dict.fromkeys(answer.shown))
    asked = (answer.asked or {}).get("act")
    return shown if len(shown) == 2 and asked not in ("read_back", "cart") else noted(desk, "pair")


def _cart_before(desk: Desk) -> Any:
    """The lines before the last change of the cart, for "undo that"; prices are today's when they come back."""
    before = desk.cart_before
    if before is None or before == desk.lines:
        return noted(desk, "cart_before")
    return [
        {
            "variant": x.variant_id,
            "quantity": x.quantity,
            "gift": x.gift,
            "recipient": x.recipient,
            "note": x.note,
            "circumstances": dict(x.circumstances),
        }
        for x in before
    ]

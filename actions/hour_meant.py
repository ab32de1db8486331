""" "Make it nine", of an order that is wanted at eight: the hour, and not nine pieces. Pure, save for the shop's hours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from actions.desk import Desk
from actions.heard import Wish
from actions.lines import spans
from actions.opening import open_on
from shop.circumstances import of_order

NEAR_HOURS = 4  # a number further from the hour that was said is one of pieces
_MOVED = re.compile(
    r"\W*(?:(?:and|no|ok|okay|oh|actually|sorry|wait|well|hmm|please|could|can|would|you|we|let(?:'|’)?s|anzi|no|scusi|facciamo|può)\W+)*"
    r"(?:(?:make|change|move|push|turn|have|say|do|faccia(?:mo)?|diciamo)(?:\W+(?:it|that))?(?:\W+(?:to|for|by|back to))?\W+)?"
    r"(?P<n>\w+)(?:\W+(?:instead|rather|then|please|pls|actually|thanks|thank you|sorry|invece|piuttosto|grazie|per favore))*\W*",
    re.IGNORECASE,
)
_LED = re.compile(
    r"\b(?:make|change|move|push|turn|instead|rather|actually|let(?:'|’)?s|facci\w+|diciamo|invece|anzi)\b",
    re.IGNORECASE,
)


def hour_meant(desk: Desk) -> Desk:
    """The same; where the message moves the hour of what is in the cart, its number is heard as that hour."""
    wishes = desk.heard.wishes
    if desk.heard.kind != "text" or len(wishes) != 1 or not desk.lines:
        return desk
    counted = [e for e in wishes[0].entities if e["entity"] == "quantity"]
    day, _, before = of_order(desk.lines).get("when", "").partition(" ")
    if len(counted) != 1 or not before or "/" in before or not _only_moves(wishes[0], counted[0]):
        return desk
    hour = _hour_near(desk, date.fromisoformat(day), before, counted[0]["value"])
    if not hour:
        return desk
    others = (e for e in wishes[0].entities if e is not counted[0])
    moved = replace(wishes[0], entities=(*others, {**counted[0], "entity": "time", "value": hour}))
    return replace(desk, heard=replace(desk.heard, wishes=(moved,)))


def _only_moves(wish: Wish, counted: Mapping[str, Any]) -> bool:
    said = _MOVED.fullmatch(wish.text)
    if said is None or spans(wish.products) or _LED.search(wish.text) is None:
        return False
    return said.start("n") == counted["start"] - wish.offset


def _hour_near(desk: Desk, day: date, before: str, number: float) -> str:
    """The hour that the number means: the nearest to the one that was said, at which the shop is open; "" for none."""
    if number != int(number) or not 1 <= number <= 24:
        return ""
    was = int(before.partition(":")[0]) + int(before.partition(":")[2]) / 60
    hours = {int(number) % 24, (int(number) + 12) % 24} if number <= 12 else {int(number) % 24}
    near = [h for h in hours if 0 < abs(h - was) <= NEAR_HOURS and open_on(desk, day, f"{h:02}:00")]
    return f"{min(near, key=lambda h: abs(h - was)):02}:00" if near else ""

"""Yes to a usual of several things. An offer holds nothing, so some of it may be gone since."""

from __future__ import annotations

from actions import order
from actions.answer import Answer
from actions.desk import Desk
from actions.lines import merged
from actions.missing import sold_out, sold_out_beside
from actions.whole_usual import offered_lines


def order_whole(desk: Desk) -> Answer:
    """All of it is ordered. What is gone is said, with what comes nearest, and the rest read back: nobody said yes to that."""
    asked = desk.asked.get("lines") or ()
    lines, told = offered_lines(desk, asked)
    if lines and not told.says:
        return order.place(desk, merged(desk.lines, lines))
    if not lines and not desk.lines:
        return _nothing_left(desk, [str(variant) for variant, _ in asked])
    desk.put(merged(desk.lines, lines))
    return told.and_then(order.read_back(desk))


def _nothing_left(desk: Desk, variants: list[str]) -> Answer:
    """None of it can be had: something in the place of the first."""
    pairs = [found for variant in variants if (found := desk.catalogue.by_variant(variant)) and found[0].listed]
    if not pairs:
        return order.place(desk, ())
    desk.pending = {**dict(desk.asked.get("usually") or {}), **desk.pending}
    answer = Answer()
    for pair in pairs[1:]:
        answer = answer.and_then(sold_out_beside(desk, *pair))
    return answer.and_then(sold_out(desk, *pairs[0]))

"""Taking back the last change of the cart: "undo that", "as it was before"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from actions import order
from actions.answer import Answer, tell
from actions.desk import Desk
from actions.lines import line_of
from actions.so_far import noted
from shop.model import Line

_UNDO = re.compile(
    r"\W*(?:(?:no|wait|sorry|actually|oh|oops|hmm|ok|please|can you|could you|just|scusi|anzi)\W+)*"
    r"(?:undo(?: (?:that|it|this|the last (?:one|change)))?|(?:put|change|switch|turn) (?:it|that|them) back"
    r"|(?:leave|keep) (?:it|that) (?:as|how|the way) it was|(?:back to )?(?:as|how|the way|what) it was(?: before)?|go back|as before"
    r"|(?:rimett|riaggiung)\w*(?: (?:dentro|tutto))?|annulla (?:la modifica|l['’]ultima(?: modifica)?)|com['’]era(?: prima)?|(?:rimett|lasci|torn)\w*(?: tutto)?(?: a)? com['’]era(?: prima)?)"
    r"(?:\W+(?:please|pls|then|thanks|sorry|grazie|per favore))*\W*",
    re.IGNORECASE,
)


def undone(desk: Desk) -> Answer | None:
    """The cart as it was before it was last changed, read back; None when nothing is to be taken back."""
    before = noted(desk, "cart_before")
    if desk.heard.kind != "text" or before is None or not _UNDO.fullmatch(desk.heard.text):
        return None
    lines = [line for row in before if (line := _line(desk, row))]
    desk.put(lines, afresh=True)
    return order.read_back(desk) if lines else tell("cart_emptied").asking("start_order")


def _line(desk: Desk, row: Mapping[str, Any]) -> Line | None:
    found = desk.catalogue.by_variant(str(row["variant"]))
    if found is None:
        return None
    line = line_of(*found, int(row["quantity"]), recipient=row["recipient"], gift=bool(row["gift"]))
    return replace(line, note=str(row["note"]), circumstances=dict(row.get("circumstances") or {}))

"""An order that is kept under a word of the customer's own: their usual, "the office order". How it is written as a fact. Pure.

The value of such a fact is the lines by variant, with how many and what one cost then:
``2x butter-croissant @1.60 + flat-white.large-oat @3.80``; of a single thing taken once the variant alone, as ever. A named
usual has besides how it is wanted, each line and (after a bar) the whole, as a query string:
``americano.medium @2.10 {note=no%20sugar} | where=back_door``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from urllib.parse import parse_qsl, quote, urlencode

from shop.circumstances import APART, ONCE, SHARED, of_order, time_of_day
from shop.model import Line

PREFIX = "usual_"  # "usual_office_order"
NOT_NAMES = frozenset({"usual_declined"})
VALUE_MAX, NAME_MAX = 500, 40
_LINE = re.compile(r"(?:(?P<n>\d{1,3})x )?(?P<variant>\S+)(?: @(?P<price>\d+(?:\.\d+)?))?(?: \{(?P<beside>\S+)\})?")
_LINES, _BESIDE, _NOTE = " + ", " | ", "note"


@dataclass(frozen=True)
class Kept:
    """One thing of it. ``price`` is what one cost when it was kept; None where that was not written.

    ``circumstances``: those of this line alone.
    """

    variant_id: str
    quantity: int = 1
    price: Decimal | None = None
    note: str = ""
    circumstances: Mapping[str, str] = field(default_factory=dict, hash=False)


def written(lines: Iterable[Line], *, as_wanted: bool = False) -> str:
    """The lines as the value of a fact, ``as_wanted`` with their notes and circumstances; "" when they are too many for one."""
    found = list(lines)
    beside = _told(_lasting(found)) if as_wanted else ""
    of_lines = [f" {{{told}}}" if as_wanted and (told := _told(_own(line))) else "" for line in found]
    if len(found) == 1 and found[0].quantity == 1 and not beside and not any(of_lines):
        return found[0].variant_id
    parts = [
        f"{f'{x.quantity}x ' if x.quantity > 1 else ''}{x.variant_id} @{x.unit_price}{told}"
        for x, told in zip(found, of_lines, strict=True)
    ]
    value = _LINES.join(parts) + (_BESIDE + beside if beside else "")
    return value if len(value) <= VALUE_MAX else ""


def read(value: str) -> tuple[Kept, ...]:
    """The lines of such a value; () for what is none."""
    found = [_LINE.fullmatch(part.strip()) for part in value.partition(_BESIDE)[0].split(_LINES)]
    return tuple(_kept(m) for m in found if m) if all(found) else ()


def wanted(value: str) -> dict[str, str]:
    """When (the time of day), where and in what all of it is wanted, by slot; {} where nothing was said."""
    return {slot: said for slot, said in parse_qsl(value.partition(_BESIDE)[2]) if slot in SHARED}


def _kept(match: re.Match[str]) -> Kept:
    beside = dict(parse_qsl(match["beside"] or ""))
    note = beside.pop(_NOTE, "")
    own = {slot: said for slot, said in beside.items() if slot in APART}
    return Kept(match["variant"], int(match["n"] or 1), _price(match["price"]), note, own)


def _lasting(lines: list[Line]) -> dict[str, str]:
    """What was said of the whole order, and not for that time only; of a moment its time of day."""
    said = of_order(lines)
    once = said.pop(ONCE, "").split(",")
    said["when"] = time_of_day(said.get("when", ""))
    if len(said["when"]) != len("08:00"):  # a span is no time to ask for again
        said["when"] = ""
    return {slot: said[slot] for slot in SHARED if said.get(slot) and slot not in once}


def _own(line: Line) -> dict[str, str]:
    """What was said of this line alone. A card is for once, and the wrapping of a present its recipient's."""
    once = line.circumstances.get(ONCE, "").split(",")
    slots = [s for s in APART if s != "card" and s not in once and line.own]
    said = {slot: line.circumstances.get(slot, "") for slot in slots}
    return {name: value for name, value in {_NOTE: line.note, **said}.items() if value}


def _told(said: Mapping[str, str]) -> str:
    return urlencode(said, quote_via=quote)


def fact_name(name: str) -> str:
    """ "usual_office_order" of "office order"; "" of what cannot be one."""
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:NAME_MAX]
    return f"{PREFIX}{slug}" if slug and f"{PREFIX}{slug}" not in NOT_NAMES else ""


def name_of(fact: str) -> str:
    """ "office order" of "usual_office_order"; "" of a fact that is no named usual."""
    return fact[len(PREFIX) :].replace("_", " ") if fact.startswith(PREFIX) and fact not in NOT_NAMES else ""


def _price(text: str | None) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None

"""An order that is kept under a word of the customer's own: their usual, "the office order". How it is written as a fact. Pure.

The value of such a fact is the lines by variant, with how many and what one cost then:
``2x butter-croissant @1.60 + flat-white.large-oat @3.80``; of a single thing taken once the variant alone, as ever.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from shop.model import Line

PREFIX = "usual_"  # "usual_office_order"
NOT_NAMES = frozenset({"usual_declined"})
VALUE_MAX, NAME_MAX = 500, 40
_LINE = re.compile(r"(?:(?P<n>\d{1,3})x )?(?P<variant>\S+)(?: @(?P<price>\d+(?:\.\d+)?))?")


@dataclass(frozen=True)
class Kept:
    """One thing of it. ``price`` is what one cost when it was kept; None where that was not written."""

    variant_id: str
    quantity: int = 1
    price: Decimal | None = None


def written(lines: Iterable[Line]) -> str:
    """The lines as the value of a fact; "" when they are too many for one."""
    found = list(lines)
    if len(found) == 1 and found[0].quantity == 1:
        return found[0].variant_id
    parts = [f"{f'{x.quantity}x ' if x.quantity > 1 else ''}{x.variant_id} @{x.unit_price}" for x in found]
    value = " + ".join(parts)
    return value if len(value) <= VALUE_MAX else ""


def read(value: str) -> tuple[Kept, ...]:
    """The lines of such a value; () for what is none."""
    found = [_LINE.fullmatch(part.strip()) for part in value.split(" + ")]
    if not all(found):
        return ()
    return tuple(Kept(m["variant"], int(m["n"] or 1), _price(m["price"])) for m in found if m)


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

"""What was given to somebody about a year ago: told once they are named again, not proposed again, had again on a word."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from babel.dates import format_date

from actions import order
from actions.adaptation.model import Memory
from actions.answer import Answer, say
from actions.desk import LOCALES, Desk
from actions.lines import merged, priced_today
from actions.missing import sold_out
from shop.model import Line, Order

FROM_DAYS, UNTIL_DAYS = 180, 500  # "last year" to who gives at Christmas and on birthdays
_SAME = re.compile(
    r"\b(?:the )?same (?:thing |one |present |gift )?(?:again )?as (?:last (?:year|time|christmas|birthday)|the year before)"
    r"|\bsame again as last\b|\bwhat i (?:took|bought|got|gave)(?: \w+){0,3} last (?:year|time)"
    r"|\b(?:lo stesso|la stessa cosa|gli stessi|uguale)(?: regalo)? (?:del|dell['’]|all['’]|di) ?(?:anno scorso|l['’]altra volta|natale scorso)|\bcome l['’](?:anno scorso|altra volta)",
    re.IGNORECASE,
)


def told(desk: Desk, recipient: str | None) -> Answer:
    """ "Last year you took roses for your sister": once in a visit, to who has just named her. Whether it may be said the
    gate decides, too: never to a browser that nobody is signed in to."""
    before = given(desk, recipient)
    if recipient is None or not before or desk.asked.get("recipient") == recipient:
        return Answer()
    items = desk.listing(
        [desk.line_words(replace(line, recipient=None, note="", circumstances={})) for line in before[1]]
    )
    whom = desk.whom(recipient)
    age = (desk.at - before[0].ordered_at).total_seconds() / 86_400
    evidence = _evidence(desk, before[0], whom)
    memory = Memory("bought", evidence, about=recipient, gift=True, days_ago=age)
    return Answer(
        (replace(say("last_gift", when=_when(desk, before[0].ordered_at), list=items, recipient=whom), memory=memory),)
    )


def given(desk: Desk, recipient: str | None) -> tuple[Order, tuple[Line, ...]] | None:
    """The latest order of 180 to 500 days ago with something for them, and those lines; discreet goods are left out."""
    if not desk.remembers or desk.silent_memory or recipient is None:
        return None
    for order_ in desk.remembered_orders:
        lines = tuple(line for line in order_.lines if line.recipient == recipient and not _discreet(desk, line))
        if lines and order_.status != "cancelled" and FROM_DAYS <= (desk.at - order_.ordered_at).days <= UNTIL_DAYS:
            return order_, lines
    return None


def had_already(desk: Desk, recipient: str | None) -> frozenset[str]:
    """Products that they were given here within the last 500 days: not proposed for them again."""
    if recipient is None or not desk.remembers:
        return frozenset()
    recent = [
        o for o in desk.remembered_orders if (desk.at - o.ordered_at).days <= UNTIL_DAYS and o.status != "cancelled"
    ]
    return frozenset(line.product_id for o in recent for line in o.lines if line.recipient == recipient)


def same_again(desk: Desk, recipient: str | None) -> Answer | None:
    """ "The same as last year": in the cart for them at today's price, and read back; None when that is not said, or
    nothing is known that may be spoken of."""
    before = given(desk, recipient) if _SAME.search(desk.heard.text) and not desk.customer.anonymous else None
    if before is None:
        return None
    answer = Answer()
    there: list[Line] = []
    for line in priced_today(before[1], desk.catalogue):
        product, variant = desk.catalogue.by_variant(line.variant_id) or (None, None)
        if product and variant and variant.in_stock and product.listed:
            there.append(replace(line, gift=True))
        elif product:
            answer = answer.and_then(sold_out(desk, product))
    if not there:
        return answer if answer.says else None
    desk.put(merged(desk.lines, there))
    said = tuple(
        s for s in answer.says if s.act == "sold_out"
    )  # what is offered in its place would be a second question
    return Answer(said).and_then(order.read_back(desk))


def _discreet(desk: Desk, line: Line) -> bool:
    product = desk.catalogue.get(line.product_id)
    return line.kind in desk.terms.discreet_kinds or (product is not None and product.discreet)


def _when(desk: Desk, at: datetime) -> str:
    """ "last year"; of the same year, or of one before the last, its month."""
    local, this = at.astimezone(desk.terms.timezone), desk.at.astimezone(desk.terms.timezone)
    if local.year == this.year - 1:
        return "l'anno scorso" if desk.lang == "it" else "last year"
    month = format_date(local, "MMMM" if local.year == this.year else "MMMM y", locale=LOCALES[desk.lang])
    return f"a {month}" if desk.lang == "it" else f"in {month}"


def _evidence(desk: Desk, order_: Order, whom: str) -> str:
    day = format_date(order_.ordered_at.astimezone(desk.terms.timezone), "d MMMM y", locale=LOCALES[desk.lang])
    if desk.lang == "it":
        return f"dal Suo ordine del {day}, che era per {whom}"
    return f"from your order of {day}, which was for {whom}"

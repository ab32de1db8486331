"""When an order can be collected, in words."""

from __future__ import annotations

import re
from datetime import timedelta

from babel.dates import format_date

from actions.answer import Answer, tell
from actions.desk import LOCALES, Desk
from actions.wanted import wanted_of
from shop.model import Order

_HOW_LONG = re.compile(
    r"\W*(?:(?:and|so|ok|e|ma|but|scusi|scusa|sorry)\W+)*(?:about |roughly |più o meno )?(?:how (?:much )?long(?:er)?(?: (?:will|does|would|do|did|it['’]?ll) (?:it|that|this|they|you|i have to|i need to)(?: all)?(?: be| take| need| wait)?(?: (?:to (?:make|prepare|get ready)(?: it| that| them)?|till (?:it|that|they)['’]?(?:s| is| are|re) ready))?| (?:is|['’]s) the wait| to wait| (?:till|until|before) (?:it|that|they)(?:['’]s| is| are|['’]re) ready)?|how long(?:['’]s| is) the wait|when(?:'s| is| will| would) (?:it|that)(?: be)?(?: ready)?"
    r"|(?:tra |fra |in )?quanto(?: tempo)?(?: (?:ci (?:vuole|mett\w+)|manca|tempo|devo aspettare|c['’]è da aspettare|è pront[oa]))?(?: (?:ancora|di solito|più o meno|circa|per (?:averl[oa]|prepararl[oa])))*"
    r"|(?:quando|per che ora|per quando|tra quanto|fra quanto|a che ora) (?:è|sarà|sono|saranno) pront[oaie]"
    r"|(?:quando|a che ora|da che ora|tra quanto) (?:lo |la |li |le )?(?:posso|possiamo) (?:passare|venire|ritirar\w*|prender\w*)(?: (?:a|per) (?:ritirar|prender)\w*)?|when can i (?:collect|pick (?:it|that|them) up|come)(?: it| for it)?)\W*",
    re.IGNORECASE,
)


def asks_how_long(text: str) -> bool:
    """ "How long?", "quanto ci mettete?": when a thing is ready, not what it costs, nor how long anything else takes."""
    return _HOW_LONG.fullmatch(text) is not None


def not_ordered_yet(desk: Desk) -> Answer:
    """When it would be ready, ordered now."""
    return tell("ready_if", ready=ready_at(desk, Order("", desk.customer.id, desk.at, desk.lines)))


def ready_at(desk: Desk, order: Order) -> str:
    """ "At 8:40": some minutes after it was placed; with its day after the opening that followed, or where that is not today;
    or when it is wanted.
    """
    if wanted := wanted_of(desk, order.lines):
        return wanted if desk.lang == "it" else f"on {wanted}"
    placed = order.ordered_at
    closed = not desk.terms.is_open(placed)  # then "at 07:10", said after midnight, would leave open of which day
    start = (desk.terms.next_opening(placed) or placed) if closed else placed
    local = (start + timedelta(minutes=desk.terms.collection.ready_minutes)).astimezone(desk.terms.timezone)
    moment = desk.clock_time(local)
    if closed or local.date() != desk.at.astimezone(desk.terms.timezone).date():
        day = format_date(local, "EEEE", locale=LOCALES[desk.lang])
        return f"{day} alle {moment}" if desk.lang == "it" else f"on {day} at {moment}"
    return f"alle {moment}" if desk.lang == "it" else f"at {moment}"

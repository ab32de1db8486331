"""Putting a read-back right: "no, a tea", "just the brownie", "wait, an espresso instead of the brownie"."""

from __future__ import annotations

import re
from dataclasses import replace

from actions import cart, order, wanted
from actions.answer import Answer
from actions.desk import Desk
from actions.heard import Wish
from actions.lines import spans
from actions.noting import only_a_note, with_note

_ONLY = re.compile(r"\b(?:just|only|solo|soltanto)\b", re.IGNORECASE)
_MORE = re.compile(
    r"\b(?:add|more|another|also|too|as well|anche|ancora|aggiung\w+)\b", re.IGNORECASE
)  # "just add a tea"
_NOT_THAT = re.compile(r"\s*(?:no|nope|nah|not that|wait|actually|sorry|oops|scusi|anzi)\b", re.IGNORECASE)
_PAUSE = re.compile(
    r"\s*(?:\w+\s*[,.:;!–-]|(?:wait|actually|sorry|oops|scusi|anzi)\b|no (?:i|the|an?|make|give)\b)", re.IGNORECASE
)
_NUMBER = re.compile(
    r"\W*(?:(?:no|actually|make (?:it|that)|i(?:'|’)?d like|just|only|x)\W+)*(?:\d{1,4}|two|three|four|five|six|seven|eight|nine|ten|twelve|a dozen|due|tre|quattro|cinque|sei)"
    r"(?:\W+(?:of (?:them|those|these)|please|pls|then|grazie|per favore))*\W*",
    re.IGNORECASE,
)
# With these a message that names goods, after "shall I order it?", may be putting us right.
MAY_CORRECT = frozenset(
    [
        *("order_item", "add_to_cart", "start_order", "change_cart", "checkout", "browse_search", "recommend"),
        *("out_of_scope", "deny", "affirm", "keep_short", "chitchat", "correct_fact"),
    ]
)


def remarked(desk: Desk, text: str) -> Answer | None:
    """ "No sugar": joined to the last thing in the cart, and read back; None when the text is more, or the cart is empty."""
    note = only_a_note(text) if desk.lines else ""
    if not note:
        return None
    desk.put(with_note(desk.lines, note))
    return order.read_back(desk)


def wanted_then(desk: Desk, wish: Wish) -> Answer | None:
    """ "For tomorrow at 8": kept with the order and read back; None when the text says more, or the cart is empty."""
    if not desk.lines or not wanted.alone(wish) or wish.text.rstrip().endswith("?"):
        return None
    desk.put(wanted.noted(desk.lines, wanted.note_of(desk, wish)))
    return wanted.closed_then(desk, wish).and_then(order.read_back(desk))


def corrected_order(desk: Desk) -> Answer | None:
    """The order as it is meant, read back; None when the message puts nothing right."""
    wish = next((w for w in desk.heard.wishes if spans(w.products)), None)
    if noted := remarked(desk, desk.heard.text):
        return noted
    if wish is None and _NUMBER.fullmatch(desk.heard.text):
        return cart.change_cart(desk, desk.heard.first)
    if wish is None or wish.intent not in MAY_CORRECT or desk.heard.text.rstrip().endswith("?"):
        return None
    if _ONLY.search(desk.heard.text) and not _MORE.search(desk.heard.text):
        desk.put(())
        return order.order_item(desk, replace(wish, intent="order_item"))
    if not _NOT_THAT.match(desk.heard.text):
        return None
    in_cart = {line.product_id for line in desk.lines}
    named = {match.product_id for group in spans(wish.products) for match in group}
    if named & in_cart and not _PAUSE.match(desk.heard.text):  # "no croissants": less of it, not more
        return cart.remove_from_cart(desk, wish)
    return cart.change_cart(desk, replace(wish, intent="change_cart"))

"""A number and agreement, and nothing else: "ok, two", "va bene, due", "ne prendo tre" of what was offered or shown."""

from __future__ import annotations

import re

from actions import cart, order
from actions.after_ordering import just_ordered
from actions.agreeing import AGREEING, ALL_OF_IT
from actions.answer import Answer
from actions.desk import Desk
from actions.heard import Heard, Wish
from actions.lines import spans
from actions.which import ask_product
from shop.model import Match

# Beside a number these take and agree, and name nothing.
_TAKES = """i'll i i'd i'm we we'll we'd take have get give make it of them those these that me us no wait actually sorry em 'em nah
think guess would like want need could can may just maybe say let's gimme lemme grab us gonna wanna shall will very well lovely
excellent grand with do then please nice oh ooh ah ha wow brilliant wonderful awesome amazing super sweet cool great perfect thanks
thank you cheers delicious yummy put down"""
_PRENDE = """allora anzi di ecco guarda guardi ne prendo prendiamo vorrei dia dai dammi dammene metta mettine facciamo facciamone
fammene questi queste quelli quelle"""
_TAKING = frozenset(f"{_TAKES} {_PRENDE}".split())
_ONE = frozenset({"one", "1", "uno", "una"})
_REFUSES = frozenset({"no", "nah", "not", "actually", "wait"})
# Where and how they are had says nothing of how many: "2, delivered to Via Roma 3", "three to go".
_HOW_HAD = re.compile(
    r"\W*\b(?:delivered|for delivery|to go|to take away|to take out|for here|to (?:eat|have) here|(?:gift[- ]?)?wrapped|a domicilio|da (?:portare|asporto)|incartat\w)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_WORD = re.compile(r"[\w'’]+")
_STRETCHED = re.compile(r"([^\W\d])\1{2,}")  # "naaah"
# After these the number is of what was put forward.
_PUT_FORWARD = frozenset({"offer_product", "which_product", "start_order", "read_back"})


def so_many(desk: Desk) -> Answer | None:
    """So many of what was offered; of several that were shown the question which; of the only thing on the order that number."""
    act = desk.asked.get("act")
    if act == "offer_product" and _one_alone(desk.heard):
        return _offered(desk, 1)
    listed = act is None and bool(desk.shown) and not desk.lines and not just_ordered(desk)
    number = number_alone(desk.heard) if listed or act in _PUT_FORWARD else None
    if number is None:
        return None
    if act == "read_back":
        return cart.change_cart(desk, desk.heard.first) if len(desk.lines) == 1 else None
    return _offered(desk, number)


def _offered(desk: Desk, number: int) -> Answer | None:
    if variant := desk.catalogue.by_variant(str(desk.asked.get("variant") or "")):
        return order.pick(desk, variant[1].id, number)
    offered = [str(desk.asked["product"])] if desk.asked.get("product") else list(desk.asked.get("products") or ())
    meant = [p for i in offered or desk.shown if (p := desk.catalogue.get(i)) and p.in_stock]
    if len(meant) == 1:
        return order.order_item(desk, _so_many_of(meant[0].id, number))
    if len(meant) > 1:
        asked = ask_product(desk, meant)
        return asked.asking("which_product", products=[p.id for p in meant], quantity=number)
    return None


def number_alone(heard: Heard) -> int | None:
    """The one whole number that is said, where the rest of the message only agrees; None for anything else."""
    told = _HOW_HAD.sub("", heard.text)
    counts = [e for w in heard.wishes for e in w.entities if e["entity"] == "quantity" and e["start"] < len(told)]
    asks = heard.kind != "text" or heard.text.rstrip().endswith("?") or ALL_OF_IT.search(heard.text) is not None
    if asks or len(counts) != 1 or any(spans(wish.products) for wish in heard.wishes):
        return None
    value, start, end = counts[0]["value"], counts[0]["start"], counts[0]["end"]
    rest = _words(f"{told[:start]} {told[end:]}")
    whole = value == int(value) and value > 1  # "one" may be any of them
    return int(value) if whole and rest <= AGREEING | _TAKING else None


def _one_alone(heard: Heard) -> bool:
    """ "One, please", "I shall take one", of the one thing that was offered: a yes to it, where the rest only agrees."""
    if heard.kind != "text" or heard.text.rstrip().endswith("?") or any(spans(w.products) for w in heard.wishes):
        return False
    said = _words(_HOW_HAD.sub("", heard.text))
    rest = said - _ONE
    return rest < said and rest <= (AGREEING | _TAKING) - _REFUSES


def _words(text: str) -> set[str]:
    return {_STRETCHED.sub(r"\1", word.lower().replace("’", "'")) for word in _WORD.findall(text)}


def _so_many_of(product_id: str, number: int) -> Wish:
    counted = ({"entity": "quantity", "value": number, "start": 0, "end": 0},)
    return Wish("order_item", "", 1.0, counted, (Match(product_id, 1.0),))

"""Another of the ways in which a thing comes, not said which: "the other colour", "have you got another size?"."""

from __future__ import annotations

import re

from actions.answer import Answer, tell
from actions.desk import Desk
from actions.heard import Wish
from actions.lines import sure_spans
from actions.order import read_back
from shop.naming import in_sentence
from shop.text import fold

_OTHER = re.compile(
    r"\W*(?:(?:and|or|ok|but|no|what about|how about|do you have|have you|got|is there|are there|in|it|one|them|the|any|an?|e|c['’]è|avete|in|il|un['’]?|una)\W+)*"
    r"(?:other|another|different|altr[oaie]|divers[oaie])\s+(?P<what>colou?rs?|sizes?|milks?|colori|colore|tagli[ae]|misur[ae])(?:\W+(?:please|pls|then|instead|maybe|per favore))*\W*",
    re.IGNORECASE,
)
_OPTIONS = {
    "colo": frozenset({"colour", "color", "colore"}),
    "size": frozenset({"size", "taglia", "misura", "formato"}),
    "tagl": frozenset({"size", "taglia", "misura", "formato"}),
    "misu": frozenset({"size", "taglia", "misura", "formato"}),
    "milk": frozenset({"milk", "latte"}),
}


def another_way_of_it(desk: Desk, wish: Wish) -> Answer | None:
    """What there is, of what is on the order or talked of, and the order as it stands; None where nothing is so asked."""
    match = _OTHER.fullmatch(wish.text)
    key = desk.lines[-1].product_id if desk.lines else desk.focus
    product = desk.catalogue.get(key or "") if match and not sure_spans(wish.products) else None
    if match is None or product is None:
        return None
    asked = _OPTIONS[fold(match["what"])[:4]]
    values = dict.fromkeys(
        value for v in product.variants if v.in_stock for name, value in v.options.items() if fold(name) in asked
    )
    if len(values) > 1:
        told = tell("sizes_are", item=desk.named(product), sizes=desk.listing([*map(in_sentence, values)]))
    else:
        told = tell("not_found", said=f"{'altro' if desk.lang == 'it' else 'other'} {match['what'].lower()}")
    return told.and_then(read_back(desk)) if desk.lines else told.asking("start_order")

"""How a thing is to be: "a blue scarf", "anything in size M?", "which of these are wool?"."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.answer import Answer, tell
from actions.candidates import candidates, kind_named
from actions.desk import Desk
from actions.heard import Wish
from actions.lines import sure_spans
from shop.model import Product
from shop.qualities import fitting, qualities_said

_OF_THESE = re.compile(
    r"\b(?:(?:which|any|what|some) (?:ones? )?of (?:these|those|them)|(?:are|is) any(?: of (?:these|those|them))?|which ones?|quali (?:di|tra|fra) quest\w+|ce n['’]è)\b",
    re.IGNORECASE,
)

_ANYTHING = re.compile(r"\b(?:anything|something|any (?:things|clothes)|qualcosa|qualche cosa)\b", re.IGNORECASE)


def asks_which_are_so(desk: Desk, wish: Wish) -> bool:
    """ "Which of these are silk?" of what was shown; "anything in size M?" of nothing in particular."""
    if not qualities_said(wish.text) or desk.asked.get("act") == "which_variant":
        return False
    of_shown = bool(desk.shown) and _OF_THESE.search(wish.text) is not None
    return of_shown or (_ANYTHING.search(wish.text) is not None and not sure_spans(wish.products))


def of_that_sort(desk: Desk, wish: Wish) -> tuple[list[Product], Answer]:
    """What is so, and what is to be said before: that nothing is. ([], nothing) when no quality is asked for.

    Of what was shown ("which of these"), else of the kind that is named, else of all that is on sale.
    """
    wanted = qualities_said(wish.text)
    if not wanted:
        return [], Answer()
    shown = [p for i in desk.shown if (p := desk.catalogue.get(i))] if _OF_THESE.search(wish.text) else []
    of_a_kind = bool(sure_spans(wish.products)) or kind_named(desk, wish)
    among = shown or candidates(desk, wish if of_a_kind else replace(wish, products=()))
    found = fitting(among, wanted, desk.catalogue)
    if found:
        return found, Answer()
    said = " ".join(f"{_SIZE[desk.lang]} {one.said}" if one.sort == "size" else one.said for one in wanted)
    nothing = tell("none_so", quality=said)
    return (among if shown or of_a_kind else []), nothing


_SIZE = {"en": "size", "it": "taglia"}

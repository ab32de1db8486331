"""The answer to "this or that?": one of those we named, a yes to the only one, a yes to both, or none of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from actions import cart, order
from actions.advising import something_else
from actions.agreeing import NO, YES
from actions.allergens import diet_of, free_of, holds
from actions.answer import Answer, tell
from actions.asked import asked_before
from actions.desk import Desk
from actions.diets import keeps_diet
from actions.families import BY_INTENT
from actions.heard import Wish
from actions.lines import bare, spans
from actions.offering import present
from actions.pointing import by_place
from actions.spoken_of import asks_to_be_told
from actions.ways import only_ways, options_said, ways_of
from actions.which import ask_product
from shop.lexicon import is_stopword
from shop.model import Match, Product
from shop.narrowing import narrowed
from shop.text import words

_MARKS = " .,!?"
FEW = 3  # so few words say nothing but which
ELSE = re.compile(r"\b(?:else|another one|different|other(?:s| ones?)|altro|altra|diverso|diversa)\b", re.IGNORECASE)


def which_answered(desk: Desk, said: str) -> Answer | None:
    """ "The first", "not the blue one", a name: one of those we named."""
    products = [p for i in desk.asked.get("products", ()) if (p := desk.catalogue.get(i))]
    named = {m.product_id for group in spans(desk.heard.first.products) for m in called_so(desk, group)}
    if cart.takes_off(desk.heard.text) and not named & {line.product_id for line in desk.lines}:
        return order.read_back(desk) if desk.lines else not_those(desk)  # "take the feeder off": none of them, then
    if asks_to_be_told(desk.heard.text) and desk.heard.kind == "text":
        return None  # "is the red one real leather": asked, not chosen
    asks_back = desk.heard.text.rstrip().endswith("?")
    left = tuple(products) if asks_back else narrowed(desk.heard.text, products)
    counted = _several(desk, products)
    if len(counted) > 1:  # "4 butter and 2 almond": of both
        return BY_INTENT["order_item"](desk, replace(desk.heard.first, intent="order_item", products=counted))
    chosen = left[0] if len(left) == 1 < len(products) else next((p for p in products if p.id in named), None)
    fitting = _by_diet(desk, products) if len(products) > 1 and not asks_back else products
    if chosen is None and len(fitting) == 1 < len(products):
        chosen = fitting[0]
    if chosen is None and 1 < len(fitting) < len(products):
        number = desk.heard.first.entity("quantity") or desk.asked.get("quantity")
        kept = {"products": [p.id for p in fitting], **({"quantity": number} if number else {})}
        return ask_product(desk, fitting).asking(**{**desk.asked, **kept})
    chosen = chosen or by_place(desk.heard.text, products) or _had_so(desk, products)
    if (
        chosen is None and len(counted) == 1 and len(desk.heard.text.split()) <= FEW and said != NO
    ):  # "still", of two waters
        chosen = desk.catalogue.get(counted[0].product_id)
    alone = len(products) == 1 and desk.heard.kind == "text"  # "did you mean …?"
    if (
        chosen is None
        and alone
        and not asks_back
        and (said == YES or any(ways_of(products[0], wish) for wish in desk.heard.wishes))
    ):
        chosen = products[0]  # "yes", "a large one", "could I have it in a pot"
    intent = desk.asked.get("intent") or "order_item"
    if chosen is None and named and desk.asked.get("intent") and bare(desk.heard.first):
        chosen = desk.catalogue.get(sorted(named)[0])
    if chosen is not None and not asks_back and (waiting := asked_before(desk, chosen.id)):
        return waiting
    if chosen is not None:
        return BY_INTENT[intent](desk, wish_for(desk, chosen, intent))
    if not asks_back and not named and (way := _way_of_all(desk, products)):
        kept = {"products": [p.id for p in products], "options": {**dict(desk.asked.get("options") or {}), **way}}
        return ask_product(desk, products).asking(**{**desk.asked, **kept})
    if not asks_back and not named and _only_a_size(desk, products):  # "small", of teas that come by the cup
        none = tell("not_found", said=desk.heard.text.strip(_MARKS).lower())
        return none.and_then(ask_product(desk, products)).asking(**desk.asked)
    if desk.asked.get("seen") and (desk.heard.verb == "something_else" or ELSE.search(desk.heard.text)):
        return something_else(desk)
    if said == NO:
        return not_those(desk)
    if said == YES and len(products) > 1:  # a yes to "this or that?": one of them, with its price
        if intent == "order_item" and (desk.asked.get("options") or desk.asked.get("quantity")):
            return BY_INTENT[intent](desk, wish_for(desk, products[0], intent))  # in the way, and as many, as was said
        return _asked_alone(present(desk, products[:1], "this_one", agreed=True))
    return None


def called_so(desk: Desk, group: Sequence[Match]) -> Sequence[Match]:
    """Of what the same words may mean, what bears them in its name: "panini" is no toastie, though both are sandwiches."""
    text, bearing = desk.heard.text, []
    for match in group:
        product = desk.catalogue.get(match.product_id)
        title = {word.stem for word in words(product.title)} if product else set()
        if title & {word.stem for word in words(text[match.start : match.end]) if not is_stopword(word.stem)}:
            bearing.append(match)
    return bearing or group


def _asked_alone(offer: Answer) -> Answer:
    """Who has said yes needs neither advice nor a reason any more: the thing and its price are the question."""
    return replace(offer, says=offer.says[:1])


def _had_so(desk: Desk, products: Sequence[Product]) -> Product | None:
    """ "Large, with oat": the only one of them that is sold so."""
    fitting = [p for p in products if desk.heard.kind == "text" and only_ways(p, desk.heard.text)]
    named = [p for p in fitting if p in products[:2]]  # no more than two were said
    fitting = named if len(named) == 1 else fitting
    return fitting[0] if len(fitting) == 1 < len(products) else None


def _way_of_all(desk: Desk, products: Sequence[Product]) -> Mapping[str, str]:
    """ "Small", of two teas: every one of them is had so, and which one is still to be said; nothing where one is not."""
    if desk.heard.kind != "text" or len(desk.heard.text.split()) > FEW or len(products) < 2:
        return {}
    ways = [options_said(p, desk.heard.text) for p in products]
    return ways[0] if all(ways) else {}


def _only_a_size(desk: Desk, products: Sequence[Product]) -> bool:
    """Nothing is said but a size or colour that other things on their shelf come in."""
    if desk.heard.kind != "text" or len(desk.heard.text.split()) > FEW or len(products) < 2:
        return False
    beside = (p for p in desk.catalogue.listed() if p.category == products[0].category)
    return any(options_said(p, desk.heard.text) for p in beside)


def _by_diet(desk: Desk, products: Sequence[Product]) -> list[Product]:
    """ "The veggie one", "one without milk": those of them whose lists do not speak against it; all where no diet is said."""
    diet, without = diet_of(desk.heard.text), free_of(desk.heard.text)
    left = [p for p in products if not diet or keeps_diet(p, None, diet).sort != "named"]
    return [p for p in left if not without or any(holds(p, v, without) == () for v in p.variants)]


def _several(desk: Desk, products: Sequence[Product]) -> tuple[Match, ...]:
    """Those of the products that are named one after the other by what tells them apart, each where it is said."""
    stems = {p.id: {w.stem for w in words(p.title)} for p in products}
    found: list[Match] = []
    for word in words(desk.heard.text):
        owners = [i for i, own in stems.items() if word.stem in own]
        if len(owners) == 1 and owners[0] not in {match.product_id for match in found}:
            found.append(Match(owners[0], 1.0, word.start, word.end))
    return tuple(found) if desk.heard.kind == "text" and not desk.heard.text.rstrip().endswith("?") else ()


def wish_for(desk: Desk, chosen: Product, intent: str) -> Wish:
    """The chosen thing, so many and in the way that was said before the question, or now."""
    first, kept = desk.heard.first, dict(desk.asked.get("options") or {})
    said_so = next((m for m in first.products if m.product_id == chosen.id), None)
    match = replace(said_so, score=1.0) if said_so else Match(chosen.id, 1.0)
    match = replace(match, options={**kept, **options_said(chosen, desk.heard.text), **match.options})
    number = desk.asked.get("quantity")
    counts = first.entities if first.entity("quantity") is not None or number is None else _counted(match, number)
    return replace(first, intent=intent, products=(match,), entities=counts)


def _counted(match: Match, number: Any) -> tuple[Mapping[str, Any], ...]:
    return ({"entity": "quantity", "value": number, "start": match.start, "end": match.start},)


def not_those(desk: Desk) -> Answer:
    """What we put forward was not it: what else, beside what is on the order, or what then."""
    return tell("what_else" if desk.lines else "what_instead").asking("start_order")

"""Putting a read-back right: "no, a tea", "just the brownie", "wait, an espresso instead of the brownie"."""

from __future__ import annotations

import re
from dataclasses import replace

from actions import cart, order, wanted
from actions.answer import Answer
from actions.circumstances_said import blanked
from actions.desk import Desk
from actions.for_whom import people_in, without_people
from actions.heard import Wish
from actions.line_told import tells_a_line, told_apart
from actions.lines import quantity_of, spans, sure_spans
from actions.noting import note_place, only_a_note, put_in, with_note
from actions.some_of_them import by_its_way, without_a_way
from actions.ways import options_said, relative
from shop.lexicon import is_stopword
from shop.model import Line
from shop.text import words

_ONLY = re.compile(r"\b(?:just|only|solo|soltanto)\b", re.IGNORECASE)
_MORE = re.compile(
    r"\b(?:add|more|another|also|too|as well|anche|ancora|aggiung\w+)\b", re.IGNORECASE
)  # "just add a tea"
_NOT_THAT = re.compile(
    r"\s*(?:(?:hm+|oh|um+|er+|ah|well|ok)\W+)*(?:no|nope|nah|not that|wait|actually|sorry|oops|scus[ai]|anzi|aspett[aoi]|un (?:attimo|momento))\b",
    re.IGNORECASE,
)
_PAUSE = re.compile(
    r"\s*(?:\w+\s*[,.:;!–-]|(?:wait|actually|sorry|oops)\b|(?:no )?(?:scus[ai]|anzi|aspett[aoi]|un (?:attimo|momento))\b"
    r"|no (?:i|the|an?|make|give)\b)",
    re.IGNORECASE,
)
_NONE_OF = re.compile(
    r"\b(?:no|without|senza|niente|not the|no more)\s+(?:(?:the|any|il|lo|la|i|gli|le|l['’])\s*)?$", re.IGNORECASE
)
_MILK = re.compile(r"\b(?:milk|latte)\b", re.IGNORECASE)
_ONES = re.compile(
    r"\W*(?:(?:no|sorry|i meant?|the|actually|oh)\W+)*(?:\w+\W+){1,3}ones?(?:\W+(?:please|pls|thanks))*\W*",
    re.IGNORECASE,
)
_THEN_ONE = re.compile(
    r"\W*(?:(?:ok|okay|fine|right|all ?right|well|so|then|just|no|va bene|allora)\W+)+(?:(?:just|make it|i(?:'|’)?ll (?:have|take)|solo)\W+)?(?:one|it|uno|una)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\W*(?:(?:ok|okay|yes|well|then|no|actually|make (?:it|that)|i(?:'|’)?d like|just|only|the|x)\W+)*(?:\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|a dozen|due|tre|quattro|cinque|sei)"
    r"(?:\W+(?:slices?|pieces?|portions?|packs?|packets?|boxes|box|bottles?|jars?|tins?|pairs?|bags?|bars?|of (?:them|those|these|that|it)|please|pls|then|grazie|per favore))*\W*",
    re.IGNORECASE,
)
# Points at one line, and says nothing else of it: "the large one is", "that one's".
_THE_ONE = re.compile(
    r"\W*(?:(?:and|ok|yes|so|e)\W+)*(?:the|that|quell[oa]|il|la)\s+(?:[\w'’-]+\s+){0,2}(?:ones?(?:['’]s)?|latter|second|first)(?:\s+(?:is|was|goes|è))?\W*",
    re.IGNORECASE,
)
_JUST_ONE = re.compile(r"\b(?:just|only) the one\b", re.IGNORECASE)
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
    if not note and desk.lines and (said := put_in(text)) and not (_MILK.search(said) and _sold_with_milk(desk)):
        note = said  # "with milk", of a tea
    if not note:
        return None
    desk.put(with_note(desk.lines, note))
    return order.read_back(desk)


def _remarked_of(desk: Desk) -> Answer | None:
    """ "No ice in the latte", of what is on the order: joined to that line, and nothing is taken off."""
    text = desk.heard.text
    place = note_place(text)
    if place is None or not desk.lines or len(desk.heard.wishes) > 1 or text.rstrip().endswith("?"):
        return None
    more = text[slice(*place)].lower().startswith(("more", "extra", "altr"))
    cut = any(m.start < place[1] < m.end for group in sure_spans(desk.heard.first.products) for m in group)
    if (more and cut) or desk.heard.first.entity("quantity") is not None:  # "30 more butter croissants"
        return None
    rest = blanked(text, [place])
    said = {word.stem for word in words(rest) if not is_stopword(word.stem)}
    titled = [(x, p) for x in desk.lines if (p := desk.catalogue.get(x.product_id))]
    named = [x for x, product in titled if said and said <= {word.stem for word in words(product.title)}]
    if len(named) != 1 or _MORE.search(rest):
        return None
    line = named[0]
    desk.put([with_note([x], text[slice(*place)].lower())[0] if x is line else x for x in desk.lines])
    return order.read_back(desk)


def _for_somebody(desk: Desk) -> Answer | None:
    """ "The L one for my brother", of what is on the order: that line is for him, and nothing is added."""
    wish = desk.heard.first
    people = [person for person in people_in(wish) if person.who]
    rest = without_people(desk.heard.text, people)
    if len(people) != 1 or len(desk.heard.wishes) > 1 or desk.heard.asks or not _THE_ONE.fullmatch(rest):
        return None
    line = told_apart(desk, replace(wish, text=rest)) or (desk.lines[0] if len(desk.lines) == 1 else None)
    if line is None:
        return None
    desk.put([replace(x, recipient=people[0].who, gift=True) if x is line else x for x in desk.lines])
    return order.read_back(desk)


def _sold_with_milk(desk: Desk) -> bool:
    """Is the milk of the last thing in the cart a way that it is sold in?"""
    product = desk.catalogue.get(desk.lines[-1].product_id)
    return product is not None and any("Milk" in variant.options for variant in product.variants)


def wanted_then(desk: Desk, wish: Wish) -> Answer | None:
    """ "For tomorrow at 8": kept with the order and read back; None when the text says more, or the cart is empty."""
    if not desk.lines or not wanted.alone(wish) or wish.text.rstrip().endswith("?"):
        return None
    if when := wanted.when_of(desk, wish):
        desk.pending = {**desk.pending, "when": when}
    return wanted.closed_then(desk, wish).and_then(order.read_back(desk))


def refuses(wish: Wish) -> bool:
    """ "No croissants", "without the tea": is the first thing that it names refused?"""
    groups = spans(wish.products)
    return bool(groups) and _NONE_OF.search(wish.text[: groups[0][0].start - wish.offset]) is not None


def _refused(desk: Desk, wish: Wish) -> Answer | None:
    """ "Actually no tea", "without the croissant": it goes, when nothing else is named."""
    here = cart.named_here(desk, wish)
    groups = spans(wish.products)
    if not here or not all(here & {m.product_id for m in group} for group in groups):
        return None
    if not refuses(wish):
        return None
    return cart.remove_from_cart(desk, replace(wish, products=tuple(m for m in wish.products if m.product_id in here)))


def _and_the_rest(desk: Desk, refused: Wish, answer: Answer) -> Answer:
    """ "Not the brownie. A lemon cake instead": what else is named is ordered, and the order read back once."""
    rest = [w for w in desk.heard.wishes if w.offset > refused.offset and w.intent in MAY_CORRECT and spans(w.products)]
    rest = [w for w in rest if not w.text.rstrip().endswith("?")]
    for wish in rest:
        told = tuple(s for s in answer.says if s.act in ("removed", "not_found"))
        answer = replace(answer, says=told, asked=None).and_then(
            order.order_item(desk, replace(wish, intent="order_item"))
        )
    return answer


def _other_sort(desk: Desk, wish: Wish) -> Answer | None:
    """ "Almond ones", of two butter croissants: as many of the other sort."""
    named = spans(wish.products)
    line = desk.lines[-1] if desk.lines else None
    if line is None or len(named) != 1 or not _ONES.fullmatch(desk.heard.text):
        return None
    product = desk.catalogue.get(named[0][0].product_id)
    if product is None or product.kind != line.kind or product.id == line.product_id or not product.in_stock:
        return None
    desk.put([x for x in desk.lines if x is not line])
    counted = {"entity": "quantity", "value": line.quantity, "start": wish.offset, "end": wish.offset}
    match = replace(named[0][0], score=1.0, start=wish.offset, end=wish.offset)
    return order.order_item(desk, replace(wish, intent="order_item", entities=(counted,), products=(match,)))


def _fewer(desk: Desk, wish: Wish) -> bool:
    """ "Only two brownies", of three in the cart among other things: another number, and nothing else goes."""
    named = {group[0].product_id: quantity_of(wish, group[0]) for group in spans(wish.products)}
    line = next((line for line in desk.lines if line.product_id in named), None)
    counted = any(e["entity"] == "quantity" for e in wish.entities)
    return line is not None and counted and len(named) == 1 and named[line.product_id] < line.quantity


def _only_these(desk: Desk, wish: Wish) -> list[Line]:
    """ "Just the flat whites", of what is in the cart: those lines, as they are; [] where another thing, a way or a number
    is said."""
    groups = [{match.product_id for match in group} for group in spans(wish.products)]
    left = [line for line in desk.lines if any(line.product_id in group for group in groups)]
    products = [p for line in left if (p := desk.catalogue.get(line.product_id))]
    counted = any(e["entity"] == "quantity" for e in wish.entities)
    if counted or any(options_said(product, wish.text) for product in products):
        return []
    return left if all(any(line.product_id in group for line in left) for group in groups) else []


def _so_rather(desk: Desk) -> bool:
    """ "OK then one for Friday, with oat": the one thing on the order in another way, and no second one of it."""
    product = desk.catalogue.get(desk.lines[0].product_id) if len(desk.lines) == 1 else None
    said_so = _THEN_ONE.match(desk.heard.text) and not _MORE.search(desk.heard.text)
    return bool(product and said_so and options_said(product, desk.heard.text) and desk.lines[0].quantity == 1)


def corrected_order(desk: Desk) -> Answer | None:
    """The order as it is meant, read back; None when the message puts nothing right."""
    wish = next((w for w in desk.heard.wishes if spans(w.products)), None)
    if told := _remarked_of(desk) or _for_somebody(desk):
        return told
    if cart.takes_off(desk.heard.text) and len(desk.heard.wishes) == 1 and tells_a_line(desk, desk.heard.first):
        return cart.remove_from_cart(desk, desk.heard.first)  # "and scrap the oat one", whatever it was heard as
    if noted := remarked(desk, desk.heard.text):
        return noted
    if by_way := by_its_way(desk) or without_a_way(desk):
        return by_way
    if wish is not None and (answer := _refused(desk, wish)):
        return _and_the_rest(desk, wish, answer)
    if wish is not None and (answer := _other_sort(desk, wish)):
        return answer
    if _NUMBER.fullmatch(desk.heard.text) and (
        desk.heard.first.entity("quantity") is not None or _JUST_ONE.search(desk.heard.text)
    ):  # "one slice of that" names nothing, though a cake's text speaks of slices
        counted = replace(desk.heard.first, products=())
        if counted.entity("quantity") is None:  # "just the one"
            counted = replace(counted, entities=({"entity": "quantity", "value": 1, "start": 0, "end": 0},))
        as_it_is = desk.lines and counted.entity("quantity") == desk.lines[-1].quantity
        return order.read_back(desk) if as_it_is else cart.change_cart(desk, counted)
    if wish is None and _so_rather(desk):
        if when := wanted.when_of(desk, desk.heard.first):
            desk.pending = {**desk.pending, "when": when}
        return cart.change_cart(desk, desk.heard.first)
    if wish is None and relative(desk.heard.text):
        return cart.change_cart(desk, desk.heard.first)
    if wish is None or wish.intent not in MAY_CORRECT or desk.heard.text.rstrip().endswith("?"):
        return None
    if _ONLY.search(desk.heard.text) and not _MORE.search(desk.heard.text):
        if _fewer(desk, wish):
            return cart.change_cart(desk, replace(wish, intent="change_cart"))
        if left := _only_these(desk, wish):
            desk.put(left)
            return order.read_back(desk)
        desk.put(())
        return order.order_item(desk, replace(wish, intent="order_item"))
    if not _NOT_THAT.match(desk.heard.text):
        return None
    in_cart = {line.product_id for line in desk.lines}
    named = {match.product_id for group in spans(wish.products) for match in group}
    if not named & in_cart and any(len(group) > 1 for group in spans(wish.products)):  # "no, actually a tea": which?
        desk.put(desk.lines[:-1])
        return order.order_item(desk, replace(wish, intent="order_item"))
    if named & in_cart and not _PAUSE.match(desk.heard.text):  # "no croissants": less of it, not more
        return cart.remove_from_cart(desk, wish)
    return cart.change_cart(desk, replace(wish, intent="change_cart"))

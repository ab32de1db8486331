"""The cart: look, take out, change, pay at the counter, empty."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.answer import Answer, say, tell
from actions.buttons import buttons
from actions.contrary import INSTEAD_OF
from actions.desk import Desk
from actions.heard import Wish
from actions.line_told import named_here as named_here
from actions.line_told import so_already, told_apart
from actions.lines import NAMED, QUANTITY_MAX, SURE, fits, in_place_of, line_of, merged, quantity_of, read_lines, spans
from actions.not_ours import not_in_it
from actions.order import add, order_item, read_back
from actions.said_again import comes_to_it
from actions.ways import relative, ways_said
from actions.without import not_put_in
from shop.model import Line

_SWAP_FOR = re.compile(
    r"\b(?:swap|switch|change|replace|exchange|cambi\w*|sostitui\w*)\b.+?\b(?P<by>for|with|to|into|con)\b",
    re.IGNORECASE,
)
_OFF = re.compile(
    r"\b(?:scrap|ditch|lose|bin|forget|cancel|delete|skip) (?:the|my|that|those|both)\b|\b(?:one|an?|two|three|\d{1,2})\b.{1,30}\b(?:less|fewer)\b(?!\W+(?:than|sugar|milk|ice))|"
    r"\b(?:(?:take|leave|get|knock|cross)\b.{1,40}\b(?:off|out|away)\b|(?:take|leave)\s+(?:off|out)\b|remove\b|drop the\b|tolg[aoi]\w*|togli\w*|levi\b|leva\b)",
    re.IGNORECASE,
)
_REFUSES = re.compile(
    r"\W*(?:(?:no|ok|so|then|well|allora|anzi)\W+)*(?:no|not|nothing|niente|non|nessun\w*)\b(?!\W+voglio più)",
    re.IGNORECASE,
)
_EVERY = re.compile(r"\b(?:both|all of (?:them|those)|all|every(?:thing)?|tutt[ie]|entramb[ie])\b", re.IGNORECASE)
_MAKE = re.compile(
    r"\W*(?:(?:no|and|ok|okay|actually|sorry|wait|please|can you|could you|i(?:'|’)?d like you to)\W+)*(?:make|change|turn|switch|have|faccia|mi faccia)\s+(?:the|my|that|both)\b",
    re.IGNORECASE,
)
_MAKE_IT = re.compile(
    r"\W*(?:(?:no|and|ok|okay|actually|sorry|wait|please|can you|could you)\W+)*(?:make|change|turn|switch)\s+(?:it|that|this|them|those|both|all)\b",
    re.IGNORECASE,
)
_SO_MANY_ARE = re.compile(
    r"\b(?:are|should be|make (?:it|them|that)|sono|siano|devono essere|saranno|facciamo|faccia)\s+(?:only |just |solo )?\w+\W*$",
    re.IGNORECASE,
)
_THE = re.compile(r"\b(?:the|my|that|il|lo|la|l['’])\s*$", re.IGNORECASE)
_MORE = re.compile(r"\b(?:another|also|too|more|as well|add|anche|altr[oa])\b", re.IGNORECASE)
_FOR_IT = re.compile(
    r"^\W*(?:(?:hm+|oh|um+|er+|ah|well|ok)\W+)*(?:no|nope|nah|not|sorry|oops|actually|wait|scusi|scusa|anzi)\b|\b(?:instead|rather|swap|switch|change|replace|make (?:it|that)|meant?|invece|piuttosto|cambi\w*|sostitui\w*)\b",
    re.IGNORECASE,
)


def view_cart(desk: Desk, wish: Wish) -> Answer:
    """What is in it, and what it comes to."""
    if not desk.lines:
        return tell("cart_empty").asking("start_order")
    words = say(
        "cart_is",
        choices=buttons(desk.lang, "checkout"),
        lines=desk.basket_words(desk.lines),
        total=desk.money(desk.total(desk.lines)),
    )
    return Answer((words,), shown=tuple(line.product_id for line in desk.lines)).asking("cart")


def checkout(desk: Desk, wish: Wish) -> Answer:
    """ "That's all": the read-back, which needs its yes."""
    return read_back(desk)


def remove_from_cart(desk: Desk, wish: Wish) -> Answer:
    """Take out what was named; "remove that" takes out the last line; nothing named in a cart of one empties it."""
    if not desk.lines and _REFUSES.match(wish.text):  # "no croissants, then": nothing is taken off, it is not wanted
        return tell("what_instead" if desk.shown else "nothing_more").asking("start_order")
    if not desk.lines:
        return tell("cart_empty").asking("start_order")
    meant = {m.product_id for m in wish.products if m.score >= NAMED}  # "the croissant" is the one that is in it
    gone = [line for line in desk.lines if line.product_id in meant]
    if not gone and (told := told_apart(desk, wish)):  # "the oat one", and no oat biscuits
        gone = [told]
    if not gone and (other := next((desk.catalogue.get(i) for i in _named(wish)), None)):
        return tell("not_on_order", item=desk.named(other)).and_then(read_back(desk))
    if not gone and (said := not_in_it(wish.text, desk.catalogue)):
        return tell("not_on_order", item=said).and_then(read_back(desk))
    gone = gone or [desk.lines[-1]]
    if len(gone) == 1 and (fewer := _one_less(gone[0], wish)):
        desk.put([fewer if line is gone[0] else line for line in desk.lines])
        return read_back(desk)
    desk.put([line for line in desk.lines if line not in gone])
    if not desk.lines:
        return tell("cart_emptied").asking("start_order")
    return tell("removed", item=desk.lines_words(gone)).and_then(read_back(desk))


def _one_less(line: Line, wish: Wish) -> Line | None:
    """ "Take one flat white off", of two: one is left."""
    match = next((m for m in wish.products if m.product_id == line.product_id), None)
    if match is None or not any(e["entity"] == "quantity" for e in wish.entities):
        return None
    number = quantity_of(wish, match)
    return replace(line, quantity=line.quantity - int(number)) if 1 <= number < line.quantity else None


def change_cart(desk: Desk, wish: Wish) -> Answer:
    """ "Make it large", "two of them", "oat instead": the line that is meant, in another way or number."""
    if not desk.lines:
        return order_item(desk, wish)
    if missing := added_in_vain(desk, wish):
        return missing
    if swap := INSTEAD_OF.search(wish.text):
        return _swapped(desk, wish, swap.start() + wish.offset)
    swap = _SWAP_FOR.search(wish.text)
    if swap and named_here(desk, wish) and any(m.start > swap.start("by") + wish.offset for m in wish.products):
        return _swapped(desk, wish, swap.start("by") + wish.offset, new_after=True)
    if every := every_changed(desk, wish):
        return every
    if (each := _each_counted(desk, wish)) is not None:
        return each
    target = _target(desk, wish)
    other_thing = bool(_named(wish)) and not named_here(
        desk, wish
    )  # "make that a cappuccino": no number of the old one
    changed = None if other_thing else _changed(desk, target, wish)
    if changed is not None:
        desk.put(merged((), [changed if line is target else line for line in desk.lines]))
        return _told_of(desk, changed)
    if relative(wish.text) and not _named(wish):
        return _no_other_size(desk, target)
    read = read_lines(wish, desk.catalogue, desk.customer)
    if read.lines and {line.variant_id for line in read.lines} == {target.variant_id} and not comes_to_it(wish.text):
        return read_back(desk)  # "the big one", "make the hot chocolate small", of what is so already
    of_its_kind = any(line.kind == target.kind for line in read.lines) and not comes_to_it(wish.text)
    if read.lines and (_in_its_place(wish.text) or of_its_kind):
        # "a cappuccino instead": the named thing takes the last line's place
        desk.put([line for line in desk.lines if line is not target])
    return order_item(desk, wish) if read.nothing else add(desk, read)


def _in_its_place(text: str) -> bool:
    """Is it said that what is named comes for something else ("no, a tea", "make that a cappuccino")?"""
    return _FOR_IT.search(text) is not None


def added_in_vain(desk: Desk, wish: Wish) -> Answer | None:
    """ "With vanilla syrup, please", of the latte in the cart: there is none, and the order stays as it is."""
    others = _named(wish) - named_here(desk, wish)
    missing = not_put_in(desk, wish) if desk.lines and not others else None
    return missing.and_then(read_back(desk)) if missing else None


def takes_off(text: str) -> bool:
    """ "Take the focaccia off", "leave out the tea", "tolga il tè": said in so many words."""
    return _OFF.search(text) is not None and not text.rstrip().endswith("?")


def swaps(wish: Wish) -> bool:
    """ "An Earl Grey instead of the chai latte": two things are named, one for the other."""
    return (
        (INSTEAD_OF.search(wish.text) is not None or _SWAP_FOR.search(wish.text) is not None)
        and len(spans(wish.products)) > 1
        and not wish.text.rstrip().endswith("?")
    )


def changes_line(desk: Desk, wish: Wish) -> bool:
    """ "Make the cappuccino large", "the cappuccino with oat": a line of the cart in another way, and no second one of it."""
    named = spans(wish.products)
    if desk.lines and not named and _MAKE_IT.match(wish.text):
        return _changed(desk, _target(desk, replace(wish, products=())), replace(wish, products=())) is not None
    in_cart = {line.product_id for line in desk.lines}
    if len(named) != 1 or named[0][0].product_id not in in_cart or wish.text.rstrip().endswith("?"):
        return False
    before = wish.text[: named[0][0].start - wish.offset]
    if not (_MAKE.match(before) or _THE.search(before)) or _MORE.search(wish.text):
        return False
    return _changed(desk, _target(desk, wish), wish) is not None


def _each_counted(desk: Desk, wish: Wish) -> Answer | None:
    """ "No, 2 wraps and 1 panini", of both: each line with its own number."""
    here = {m.product_id: m for group in spans(wish.products) for m in group if m.product_id in named_here(desk, wish)}
    counted = [e for e in wish.entities if e["entity"] == "quantity"]
    if len(here) < 2 or len(counted) < len(here) or len(spans(wish.products)) != len(here):
        return None
    numbers = {key: quantity_of(wish, match) for key, match in here.items()}
    if any(n != int(n) or not 1 <= n <= QUANTITY_MAX for n in numbers.values()):
        return None
    alone = {key for key in numbers if sum(line.product_id == key for line in desk.lines) == 1}
    if alone != set(numbers):
        return None
    changed = [replace(x, quantity=int(numbers.get(x.product_id, x.quantity))) for x in desk.lines]
    desk.put(changed)
    return read_back(desk)


def _changed(desk: Desk, line: Line, wish: Wish) -> Line | None:
    """The line in the way and number that are said now; None when it stays as it is."""
    other = _other_variant(desk, line, wish)
    return _other_number(other or line, wish, sized=other is not None) or other


def _told_of(desk: Desk, changed: Line) -> Answer:
    if len(desk.lines) == 1:  # the read-back says it all
        return read_back(desk)
    told = tell("changed", item=desk.line_words(changed)).and_then(read_back(desk))
    return replace(told, focus=changed.product_id)


def every_changed(desk: Desk, wish: Wish) -> Answer | None:
    """ "Make both large": every line that can be had so."""
    if not _EVERY.search(wish.text) or _named(wish) or len(desk.lines) < 2:
        return None
    new = [_other_variant(desk, line, wish) or line for line in desk.lines]
    if new == list(desk.lines):
        return None
    desk.put(merged((), new))
    return read_back(desk)


def _target(desk: Desk, wish: Wish) -> Line:
    """The line that is meant: the named one, else the one just spoken of, else the last; a way must fit it."""
    lines = list(reversed(desk.lines))
    named = named_here(desk, wish)
    meant = [line for line in lines if line.product_id in named] or lines
    meant.sort(key=lambda line: (line.product_id != desk.focus, -so_already(desk, line, wish)))
    if relative(wish.text):  # the biggest one stays as big as it is, and no other line is meant
        return next((line for line in meant if _sized(desk, line)), meant[0])
    return next((line for line in meant if _other_variant(desk, line, wish)), meant[0])


def _sized(desk: Desk, line: Line) -> bool:
    found = desk.catalogue.by_variant(line.variant_id)
    return found is not None and any(name.lower() == "size" for name in found[1].options)


def _no_other_size(desk: Desk, line: Line) -> Answer:
    """ "Bigger", of the biggest: what there is, and the order as it stands."""
    product = desk.catalogue.get(line.product_id)
    sizes = (
        [v.options[name] for v in product.variants for name in v.options if name.lower() == "size"] if product else []
    )
    if product is None or not sizes:
        return read_back(desk)
    told = tell("sizes_are", item=desk.named(product), sizes=desk.listing(list(dict.fromkeys(sizes))))
    return told.and_then(read_back(desk))


def _swapped(desk: Desk, wish: Wish, place: int, *, new_after: bool = False) -> Answer:
    """ "A tea instead of the coffee": what is named after the words goes, what is named before them comes; "swap the coffee
    for a tea" is the other way about (``new_after``)."""
    old = {m.product_id for m in wish.products if (m.start > place) != new_after and m.score >= NAMED}
    new = replace(
        wish, intent="add_to_cart", products=tuple(m for m in wish.products if (m.start < place) != new_after)
    )
    gone = [line for line in desk.lines if line.product_id in old] or [desk.lines[-1]]
    desk.put([line for line in desk.lines if line not in gone])
    return order_item(desk, new)


def _named(wish: Wish) -> set[str]:
    return {match.product_id for match in wish.products if match.score >= SURE}


def _other_variant(desk: Desk, line: Line, wish: Wish) -> Line | None:
    """The same product with the options that were said now, the others as they were."""
    product = desk.catalogue.get(line.product_id)
    if product is None:
        return None
    found = desk.catalogue.by_variant(line.variant_id)
    before = dict(found[1].options) if found else {}
    said = ways_said(product, before, wish.text)
    wanted = fits(product, {**before, **said})
    if not said or not wanted or wanted[0].id == line.variant_id or not wanted[0].in_stock:
        return None
    return in_place_of(line, line_of(product, wanted[0], line.quantity))


def _other_number(line: Line, wish: Wish, *, sized: bool = False) -> Line | None:
    """``sized``: the way is changed already, so that "make it a large one" says no number."""
    numbers = [e["value"] for e in wish.entities if e["entity"] == "quantity" and not (sized and e["value"] == 1)]
    named = next((m for m in wish.products if m.product_id == line.product_id), None)
    number = quantity_of(wish, named) if named and numbers else (numbers[0] if numbers else None)
    if len(numbers) > 1 and sum(numbers) == line.quantity:  # "one here and one to take away", of two
        return None
    if named and number == 1 and len(numbers) == 1 and _SO_MANY_ARE.search(wish.text):  # "the espressos are three"
        number = numbers[0]
    if number is None or number != int(number) or not 1 <= number <= QUANTITY_MAX or number == line.quantity:
        return None
    return replace(line, quantity=int(number))

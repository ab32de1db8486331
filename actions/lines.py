"""From the words of a wish to lines of an order: which product, which variant, how many, for whom."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from actions.choosing import NAMED as NAMED  # said here, too: to most modules a line's reading is one thing
from actions.choosing import either, spans, within, without_containers
from actions.choosing import sure_spans as sure_spans
from actions.for_whom import whose
from actions.habit import habitual, made_to_order
from actions.heard import Wish
from actions.naming_wishes import SURE
from actions.portions import AS_ALL, Portion, portions_of
from actions.really_meant import only_a_colour, really_meant, said_in, size_in_words
from profiles.model import Customer
from shop.catalogue import Catalogue
from shop.circumstances import APART
from shop.model import Line, Match, Order, Product, Variant
from shop.naming import spoken

_NO_BUT = re.compile(
    r"\W*(?:(?:no|wait|actually|sorry|make (?:it|that)|i mean|or rather|rather|anzi|scusi|scusa|aspetti|volevo dire)\W+)+",
    re.IGNORECASE,
)
QUANTITY_MAX = 50
BETWEEN_MAX = 6  # of more nobody is asked; two of them are spoken of, and any of them answers
_OF_EACH = re.compile(r"\b(?:of each|each of the|of every|per ciascun\w?|di ogni|di ciascun\w?)\W*$", re.IGNORECASE)


@dataclass(frozen=True)
class Choosing:
    """A product was named but not in which way: its variants that still fit."""

    product: Product
    variants: tuple[Variant, ...]
    quantity: int
    gone: Variant | None = None  # the way that was asked for is sold out; these are the nearest ones
    said: Mapping[str, str] = field(default_factory=dict)  # the options that were said


@dataclass(frozen=True)
class Between:
    """One thing was named that several products may be: which, how many, and the options that were said."""

    products: tuple[Product, ...]
    quantity: int = 1
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Read:
    """What a wish asks for. ``odd`` is the first quantity that nobody can be served; ``between`` things too close to call."""

    lines: tuple[Line, ...] = ()
    choosing: tuple[Choosing, ...] = ()
    between: tuple[Between, ...] = ()
    sold_out: tuple[Product, ...] = ()
    maybe: tuple[Product, ...] = ()  # come near to what was said, but were not named
    odd: float | None = None
    odd_of: tuple[str, ...] = ()  # of which product, or of which of several
    odd_said: str = ""  # how these were called

    @property
    def nothing(self) -> bool:
        return not (self.lines or self.choosing or self.between or self.sold_out or self.maybe) and self.odd is None


def read_lines(wish: Wish, catalogue: Catalogue, customer: Customer, orders: Sequence[Order] = ()) -> Read:
    """Read a wish's products. ``orders`` are the customer's own, when they may be used, for how they take a thing."""
    read = Read()
    limit = wish.entity("max_price")
    near_enough = within(wish.products, catalogue, Decimal(limit) if limit else None)
    groups_of = either(without_containers(spans(near_enough), wish), wish)
    groups_of = [group for group in groups_of if len(groups_of) == 1 or not only_a_colour(wish, group[0], catalogue)]
    groups = [(matches, really_meant(wish, matches, catalogue)) for matches in groups_of]
    for matches, real in groups:
        if not real:
            near = tuple(p for m in matches if (p := catalogue.get(m.product_id)) and p.listed and not p.discreet)
            read = replace(read, maybe=(*read.maybe, *near))
            continue
        matches = real
        quantity = quantity_of(wish, matches[0])
        if not (quantity == int(quantity) and 1 <= quantity <= QUANTITY_MAX):
            read = (
                read
                if read.odd is not None
                else replace(read, odd=quantity, odd_of=_ids(matches), odd_said=said_in(wish, matches[0]))
            )
            continue
        products = [p for m in matches if (p := catalogue.get(m.product_id)) and p.listed]
        if not products:
            continue
        if len(products) > 1 and _OF_EACH.search(wish.text[: matches[0].start - wish.offset]):
            for product in products:
                read = _add(read, product, Portion(int(quantity), recipient=None), wish, customer, orders)
            continue
        if len(products) > 1:
            asked = Between(tuple(products[:BETWEEN_MAX]), int(quantity), matches[0].options)
            read = replace(read, between=(*read.between, asked))
            continue
        others = [other[0] for _, other in groups if other and other is not real]
        parts = portions_of(wish, matches[0], products[0], int(quantity), others)
        way = {**size_in_words(wish, matches[0], products[0]), **matches[0].options}
        for part in parts or (Portion(int(quantity), way),):
            whom = whose(wish, matches[0], others) if part.recipient == AS_ALL else part.recipient
            part = replace(part, recipient=whom, barred=matches[0].barred)
            read = _add(read, products[0], part, wish, customer, orders)
    return read


def _ids(matches: Sequence[Match]) -> tuple[str, ...]:
    return tuple(match.product_id for match in matches[:BETWEEN_MAX])


def bare(wish: Wish) -> bool:
    """Is the clause nothing but products, numbers and ways ("flat white oat", "2 croissants")? Then it is an order."""
    groups = spans(wish.products)
    if not groups or wish.text.rstrip().endswith("?"):
        return False
    left = wish.text.lower()
    for group in groups:
        best = max(group, key=lambda m: m.end - m.start)
        if said := said_in(wish, best):
            left = left.replace(said, " ")
    options = {value.lower() for match in wish.products for value in match.options.values()}
    return all(
        word in options or word in _FILLERS or word.isdigit()
        for word in left.replace(",", " ").replace(".", " ").split()
    )


_FILLERS = frozenset(
    [
        "ok",
        "okay",
        "then",
        "allora",
        "a",
        "an",
        "the",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "please",
        "pls",
        "thanks",
        "thx",
        "with",
        "and",
        "some",
        "of",
        "un",
        "una",
        "uno",
        "due",
        "tre",
        "quattro",
        "per",
        "favore",
        "grazie",
        "con",
        "e",
        "milk",
        "size",
        "latte",
    ]
)


def quantity_of(wish: Wish, match: Match) -> float:
    """The number said just before the product (or "x2" just after it); 1 when none was said."""
    start = match.start
    before = [e for e in wish.entities if e["entity"] == "quantity" and e["end"] <= start + 1]
    if before and start - before[-1]["end"] <= 24:
        nearer = [m for m in wish.products if before[-1]["end"] <= m.start < start and m.score >= SURE]
        if not nearer:
            return _corrected(wish, match, float(before[-1]["value"]))
    after = [e for e in wish.entities if e["entity"] == "quantity" and 0 <= e["start"] - match.end <= 2]
    return float(after[0]["value"]) if after else 1.0


def _corrected(wish: Wish, match: Match, value: float) -> float:
    """ "Three croissants, no two, no, four": the number that was said last."""
    end = match.end
    for number in (e for e in wish.entities if e["entity"] == "quantity" and e["start"] >= match.end):
        if not _NO_BUT.fullmatch(wish.text[end - wish.offset : number["start"] - wish.offset]):
            break
        value, end = float(number["value"]), number["end"]
    return value


def _add(read: Read, product: Product, part: Portion, wish: Wish, customer: Customer, orders: Sequence[Order]) -> Read:
    fitting, quantity = tuple(v for v in fits(product, part.options) if not barred(v, part)), part.quantity
    available = tuple(v for v in fitting if v.in_stock)
    if not available:
        near = _nearest_ways(product, part.options)
        if not near or not fitting:
            return replace(read, sold_out=(*read.sold_out, product))
        return replace(read, choosing=(*read.choosing, Choosing(product, near, quantity, fitting[0], part.options)))
    recipient = part.recipient
    habit = habitual(product, available, customer, orders, recipient)
    if len(available) > 1 and habit is None and not made_to_order(product):
        return replace(read, choosing=(*read.choosing, Choosing(product, available, quantity)))
    line = line_of(
        product, habit or available[0], quantity, recipient=recipient, gift=wish.intent == "gift" or bool(recipient)
    )
    return replace(read, lines=(*read.lines, line))


def fits(product: Product, options: Mapping[str, str]) -> tuple[Variant, ...]:
    """The variants that have all the options that were said; all variants when none was."""
    return tuple(v for v in product.variants if all(v.options.get(k) == value for k, value in options.items()))


def barred(variant: Variant, said: Match | Portion) -> bool:
    """Was one of its ways refused: "not the green one"?"""
    return any(variant.options.get(name) in values for name, values in said.barred.items())


def _nearest_ways(product: Product, options: Mapping[str, str]) -> tuple[Variant, ...]:
    """Variants that are there and have all but one of these options; the one that was said last gives way first."""
    for dropped in reversed(list(options)):
        kept = {name: value for name, value in options.items() if name != dropped}
        if near := tuple(v for v in fits(product, kept) if v.in_stock):
            return near
    return ()


def line_of(
    product: Product, variant: Variant, quantity: int = 1, *, recipient: str | None = None, gift: bool = False
) -> Line:
    """A line at today's price."""
    return Line(
        product.id, variant.id, quantity, variant.price, spoken(product, variant), product.kind, gift, recipient
    )


def in_place_of(old: Line, new: Line) -> Line:
    """The new line as the old one was wanted: for the same person, with the same remark, in the same circumstances."""
    return replace(new, gift=old.gift, recipient=old.recipient, note=old.note, circumstances=old.circumstances)


def priced_today(lines: Sequence[Line], catalogue: Catalogue) -> tuple[Line, ...]:
    """The same lines at today's prices; what the shop no longer has is left out."""
    found = ((line, catalogue.by_variant(line.variant_id)) for line in lines)
    return tuple(replace(line, unit_price=pair[1].price) for line, pair in found if pair)


def merged(lines: Sequence[Line], new: Sequence[Line]) -> tuple[Line, ...]:
    """Cart and addition: the same thing for the same person is counted up, the rest is put at the end."""
    result = list(lines)
    for line in new:
        for i, old in enumerate(result):
            if _same(old, line):
                result[i] = replace(old, quantity=min(old.quantity + line.quantity, QUANTITY_MAX))
                break
        else:
            result.append(line)
    return tuple(result)


def _same(one: Line, other: Line) -> bool:
    """The same thing for the same person, wrapped and written on alike?"""
    told = [tuple(line.circumstances.get(slot, "") for slot in APART) for line in (one, other)]
    mine, theirs = ((x.variant_id, x.recipient, x.gift, x.note) for x in (one, other))
    return mine == theirs and told[0] == told[1]


def total(lines: Sequence[Line]) -> Decimal:
    return sum((line.total for line in lines), Decimal(0))

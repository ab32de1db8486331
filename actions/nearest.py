"""What is nearest to a thing that is not there. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from actions.asked_for import asked_for
from actions.heard import Wish
from actions.naming_wishes import names_it
from actions.not_ours import not_here
from shop.catalogue import Catalogue
from shop.kin import kin_of, of_its_kind
from shop.model import Product, Variant
from shop.relative import size_option, size_rank

MAYBE = 0.42  # a product that was half named: worth a question, not an order
MEANT_LEAST = 0.4  # cosine from which on what suits a clause is asked about, though nobody named it
NEAR_MAX = 3
LIKE = 0.3  # cosine from which on a thing is near enough in meaning to be named instead
LIKE_MAX = 2
KEPT = frozenset({"Milk", "Latte"})  # whoever takes oat milk may have to


Suits = Callable[[Product, Variant], bool]


def instead_of(
    product: Product, variant: Variant | None, catalogue: Catalogue, suits: Suits = lambda product, variant: True
) -> tuple[Product, Variant] | None:
    """What comes nearest to a thing that is sold out, and is there; None when nothing does.

    Another way of the same product first, then what the merchant calls related, then the same kind, the nearest in price;
    each in the way that shares most with the one that was wanted. The milk is never changed, and what does not suit
    (an allergy, say) is not offered.
    """
    wanted = dict(variant.options) if variant else {}

    def best_way(other: Product) -> Variant | None:
        ways = [v for v in other.variants if v.in_stock and _same_milk(v, wanted) and suits(other, v)]
        return max(ways, key=lambda v: (_shared(v, wanted), -_apart(other, v, wanted)), default=None)

    kin = [p for p in catalogue.listed() if p.kind == product.kind and p.id not in (product.id, *product.related)]
    related = [p for key in product.related if (p := catalogue.get(key)) and p.listed and p.id != product.id]
    near = sorted(kin, key=lambda p: abs(p.price_from - product.price_from))
    for other in (*([product] if variant else []), *related, *near):
        if not other.discreet and (way := best_way(other)) is not None:
            return other, way
    return None


def _shared(way: Variant, wanted: Mapping[str, str]) -> int:
    return sum(way.options.get(name) == value for name, value in wanted.items())


def _apart(product: Product, way: Variant, wanted: Mapping[str, str]) -> float:
    """How far its size is from the one that was wanted: an M comes nearer to an L than an S does."""
    name = size_option(product)
    ranks = [size_rank(options.get(name or "", "")) for options in (way.options, wanted)]
    return abs(ranks[0] - ranks[1]) if ranks[0] is not None and ranks[1] is not None else 0.0


def _same_milk(way: Variant, wanted: Mapping[str, str]) -> bool:
    return all(way.options[name] == value for name, value in wanted.items() if name in KEPT and name in way.options)


def nearest_titles(wish: Wish, catalogue: Catalogue) -> list[Product]:
    """Products that the words come near to, best first; where they come near to none, those that suit what is meant.

    None by meaning for a thing of a known kind: it is understood, and only not here (``like_it``).
    """
    known = bool(kin_of(asked_for(wish.text)))
    near = [m for m in wish.products if m.score >= MAYBE]
    named = [
        m.product_id for m in near if not known or names_it(wish, m, catalogue)
    ]  # an ice cream shake is no iced latte
    meant = [product_id for product_id, cosine in wish.suited if cosine >= MEANT_LEAST and not known]
    found = [p for i in named or meant if (p := catalogue.get(i)) and p.listed and not p.discreet]
    return list({p.id: p for p in found}.values())[:NEAR_MAX]


def like_it(wish: Wish, catalogue: Catalogue, suits: Suits = lambda product, variant: True) -> list[Product]:
    """What the shop has that comes nearest: of the kind of thing that was asked for, a toastie for a burger.

    Of the same kind the ones that suit the whole clause best. A thing of no known kind: by meaning, and of one kind;
    nothing where it is far off. What does not suit (an allergy, say) is left out.
    """

    def suiting(found: Iterable[Product]) -> list[Product]:
        return [p for p in found if any(suits(p, v) for v in p.variants if v.in_stock)]

    asked = [thing for thing in not_here(wish, catalogue) or [asked_for(wish.text)] if kin_of(thing)]
    kin = [suiting(of_its_kind(thing, catalogue, dict(wish.suited))) for thing in asked]
    if any(kin):  # of several things the best for each, before a second for any
        best = [ones[place] for place in range(LIKE_MAX) for ones in kin if place < len(ones)]
        return list({p.id: p for p in best}.values())[:LIKE_MAX]
    if asked:
        return []
    suited = [p for i, score in wish.suited if (p := catalogue.get(i)) and score >= LIKE]
    there = suiting(p for p in suited if p.listed and p.in_stock and not p.discreet)
    return [p for p in there if p.category == there[0].category and p.kind == there[0].kind][:LIKE_MAX]

"""What is nearest to a thing that is not there. Pure."""

from __future__ import annotations

from actions.heard import Wish
from shop.catalogue import Catalogue
from shop.model import Product

MAYBE = 0.42  # a product that was half named: worth a question, not an order
MEANT_LEAST = 0.4  # cosine from which on what suits a clause is asked about, though nobody named it
NEAR_MAX = 3
LIKE = 0.3  # cosine from which on a thing is near enough in meaning to be named instead
LIKE_MAX = 2


def nearest_in_stock(product: Product, catalogue: Catalogue) -> Product | None:
    """Of the same kind, in stock, nearest in price; the merchant's order breaks ties."""
    others = [
        p for p in catalogue.listed() if p.kind == product.kind and p.id != product.id and p.in_stock and not p.discreet
    ]
    return min(others, key=lambda p: abs(p.price_from - product.price_from), default=None)


def nearest_titles(wish: Wish, catalogue: Catalogue) -> list[Product]:
    """Products that the words come near to, best first; where they come near to none, those that suit what is meant."""
    named = [m.product_id for m in wish.products if m.score >= MAYBE]
    meant = [product_id for product_id, cosine in wish.suited if cosine >= MEANT_LEAST]
    found = [p for i in named or meant if (p := catalogue.get(i)) and p.listed and not p.discreet]
    return list({p.id: p for p in found}.values())[:NEAR_MAX]


def like_it(wish: Wish, catalogue: Catalogue) -> list[Product]:
    """What the shop has that comes nearest in meaning, a bite for a burger, and its own kind. Nothing where it is far off."""
    suited = [p for i, score in wish.suited if (p := catalogue.get(i)) and score >= LIKE]
    there = [p for p in suited if p.listed and p.in_stock and not p.discreet]
    return [p for p in there if p.category == there[0].category and p.kind == there[0].kind][:LIKE_MAX]

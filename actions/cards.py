"""A product as the contract's card."""

from __future__ import annotations

from typing import Any

from shop.model import Product


def card(product: Product, currency: str) -> dict[str, Any]:
    """Title, lowest price as a decimal string, link and picture; nothing on it varies with a profile.

    ``from`` is there, and true, where another variant costs more.
    """
    dearer = any(variant.price > product.price_from for variant in product.variants)
    return {
        "id": product.id,
        "title": product.title,
        "price": f"{product.price_from:.2f}",
        "currency": currency,
        "url": product.url,
        "image": product.image,
        **({"from": True} if dearer else {}),
    }

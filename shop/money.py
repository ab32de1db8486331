"""Money as people write it."""

from __future__ import annotations

from decimal import Decimal

from babel.core import UnknownLocaleError
from babel.numbers import format_currency

from shop.model import ShopError


def format_money(amount: Decimal, currency: str, locale: str) -> str:
    """``€3.20`` or ``3,20 €``: the amount in an ISO 4217 currency as the locale writes it.

    Raises ShopError for a locale that nobody knows.
    """
    try:
        return format_currency(amount, currency, locale=locale.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        raise ShopError(f"not a locale like en_GB: {locale!r}") from None

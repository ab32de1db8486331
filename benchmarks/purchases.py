"""Public purchases, as the shop sees them: who took what on which day. Not part of this repository; see ``--data``."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from shop.orders import Purchase

GROCERY, GOODS, GIFTS = (
    "baskets/complete_journey_dev.parquet",
    "baskets/complete_journey_products.parquet",
    "baskets/online_retail_dev.parquet",
)


@dataclass(frozen=True)
class Day:
    """One visit: a day, and what was taken."""

    day: int
    items: frozenset[Purchase]


Customers = Mapping[str, Sequence[Day]]


def grocery(folder: Path) -> Customers:
    """Households, by day: articles (product) of types (kind), as in a till's book."""
    return _by_day((h, at, str(article), sort, "") for h, at, article, sort, _ in _grocery_rows(folder))


def grocery_by_category(folder: Path) -> Customers:
    """Each household in each category as a customer of its own: types (product) of the category (kind)."""
    return _by_day((f"{h}|{shelf}", at, sort, shelf, "") for h, at, _, sort, shelf in _grocery_rows(folder))


def grocery_shelves(folder: Path) -> Customers:
    """Each household in each category as a customer of its own: articles (product) of types (kind)."""
    return _by_day((f"{h}|{shelf}", at, article, sort, "") for h, at, article, sort, shelf in _grocery_rows(folder))


def grocery_types(folder: Path) -> Customers:
    """Households, by day: types alone, as products and kinds at once."""
    return _by_day((h, at, f"{shelf}|{sort}", f"{shelf}|{sort}", "") for h, at, _, sort, shelf in _grocery_rows(folder))


def gift_shop(folder: Path) -> Customers:
    """Customers of the gift web shop, by day. It names no kinds: each article is one."""
    return _by_day((customer, at, article, article, "") for customer, _, at, article in _gift_rows(folder))


def gift_baskets(folder: Path) -> Customers:
    """The same, invoice by invoice: two on one day are two baskets."""
    found: dict[str, dict[str, set[Purchase]]] = defaultdict(lambda: defaultdict(set))
    for customer, invoice, at, article in _gift_rows(folder):
        found[customer][invoice].add(Purchase(at.toordinal(), article, "", article))
    return {
        name: [Day(min(one.day for one in items), frozenset(items)) for _, items in sorted(invoices.items())]
        for name, invoices in found.items()
    }


def _gift_rows(folder: Path) -> Iterator[tuple[str, str, datetime, str]]:
    table = _read(folder / GIFTS)
    names = ("invoiceno", "stockcode", "quantity", "invoicedate", "unitprice", "customerid")
    for invoice, article, quantity, at, price, customer in zip(*(table[name] for name in names), strict=True):
        known = customer is not None and customer == customer
        if known and not invoice.startswith("C") and quantity and quantity > 0 and price and price > 0:
            yield str(int(customer)), invoice, at, article


def halves(customers: Customers, seed: int = 7) -> tuple[Customers, Customers]:
    """Two halves that share nobody: a household stays whole, whatever its categories."""
    people = sorted({name.split("|")[0] for name in customers})
    random.Random(seed).shuffle(people)
    first = set(people[: len(people) // 2])
    return (
        {name: days for name, days in customers.items() if name.split("|")[0] in first},
        {name: days for name, days in customers.items() if name.split("|")[0] not in first},
    )


def shuffled(customers: Customers, seed: int = 11) -> Customers:
    """Nobody has a taste of their own: baskets are dealt out anew, each customer keeps their days.

    Where a household in a category is the customer, they are dealt out within the category.
    """
    dealer = random.Random(seed)
    tables: dict[str, list[str]] = defaultdict(list)
    for name in customers:
        tables["".join(name.split("|")[1:])].append(name)
    dealt: dict[str, Sequence[Day]] = {}
    for names in tables.values():
        baskets = [day.items for name in names for day in customers[name]]
        dealer.shuffle(baskets)
        left = iter(baskets)
        dealt |= {name: [_on(day.day, next(left)) for day in customers[name]] for name in names}
    return dealt


def _on(day: int, items: frozenset[Purchase]) -> Day:
    return Day(day, frozenset(Purchase(day, one.product, one.variant, one.kind) for one in items))


def _by_day(rows: Any) -> Customers:
    found: dict[str, dict[int, set[Purchase]]] = defaultdict(lambda: defaultdict(set))
    for customer, at, product, kind, variant in rows:
        day = at.toordinal()
        found[str(customer)][day].add(Purchase(day, product, variant, kind))
    return {name: [Day(day, frozenset(days[day])) for day in sorted(days)] for name, days in found.items()}


def _grocery_rows(folder: Path) -> Any:
    goods = _read(folder / GOODS)
    known = dict(
        zip(goods["product_id"], zip(goods["product_type"], goods["product_category"], strict=True), strict=True)
    )
    bought = _read(folder / GROCERY)
    names = ("household_id", "transaction_timestamp", "product_id")
    for household, at, article in zip(*(bought[name] for name in names), strict=True):
        sort, shelf = known.get(article, (None, None))
        if sort and shelf:
            yield household, at, article, sort, shelf


def _read(path: Path) -> dict[str, list[Any]]:
    from pyarrow import parquet  # of the development group: a shop does without it

    return parquet.read_table(path).to_pydict()  # type: ignore[no-any-return]

"""The shop's tables. All names begin with ``shop_``, so that one database may hold everything.

``migrations/`` is the authority on a live database; a test holds the two together.
"""

from __future__ import annotations

from datetime import datetime, timezone
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)
from sqlalchemy.types import TypeDecorator


class Amount(TypeDecorator):
    """Money as its exact decimal digits (SQLite has no decimal type)."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: Any, dialect: Any) -> Decimal | None:
        return None if value is None else Decimal(value)


class Moment(TypeDecorator):
    """An aware instant, kept in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"an aware datetime is needed, not {value!r}")
        return value.astimezone(timezone.utc)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=timezone.utc) if value.tzinfo is None else value.astimezone(timezone.utc)


metadata = MetaData()

products = Table(
    "shop_product",
    metadata,
    Column("id", String(255), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("kind", String(255), nullable=False),
    Column("category", String(255), nullable=False),
    Column("listed", Boolean, nullable=False),
    Column("discreet", Boolean, nullable=False),
    Column("details", JSON, nullable=False),  # the rest of Product, see catalogue_rows.py
)

variants = Table(
    "shop_variant",
    metadata,
    Column("id", String(255), primary_key=True),
    Column("product_id", String(255), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("price", Amount, nullable=False),
    Column("options", JSON, nullable=False),
    Column("stock", Integer, nullable=True),
    Column("stock_version", Integer, nullable=False, default=0, index=True),
    Column("sku", String(255), nullable=False),
)

# name: "catalogue" (any change but stock) · "stock" · "order" (the last number given)
sequences = Table(
    "shop_sequence",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("value", Integer, nullable=False),
)


def _line_columns() -> list[Column]:
    return [
        Column("position", Integer, primary_key=True),
        Column("product_id", String(255), nullable=False),
        Column("variant_id", String(255), nullable=False),
        Column("quantity", Integer, nullable=False),
        Column("unit_price", Amount, nullable=False),
        Column("title", Text, nullable=False),
        Column("kind", String(255), nullable=False),
        Column("gift", Boolean, nullable=False),
        Column("recipient", Text, nullable=True),
        Column("note", Text, nullable=False),
        Column("circumstances", JSON(none_as_null=True), nullable=True),  # None: nothing was said
    ]


cart_lines = Table(
    "shop_cart_line", metadata, Column("customer", String(255), primary_key=True, nullable=False), *_line_columns()
)

# Which messages have changed a cart: the same one changes it once.
cart_keys = Table(
    "shop_cart_key",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("customer", String(255), nullable=False),
    Column("key", String(255), nullable=False),
    Column("before", JSON, nullable=True),  # the lines that the message found: a retry begins where the first try did
    UniqueConstraint("customer", "key", name="shop_cart_key_once"),
)

orders = Table(
    "shop_order",
    metadata,
    Column("id", String(255), primary_key=True),
    Column("customer", String(255), nullable=False),
    Column("key", String(255), nullable=False),  # the message that placed it
    Column("ordered_at", Moment, nullable=False),
    Column("status", String(16), nullable=False),
    Column("cancel_key", String(255), nullable=True),  # the message that cancelled it
    Column("currency", String(3), nullable=False, server_default=""),  # "" of imported ones: the shop's own
    UniqueConstraint("customer", "key", name="shop_order_once"),
)
Index("shop_order_by_customer", orders.c.customer, orders.c.ordered_at)

order_lines = Table(
    "shop_order_line", metadata, Column("order_id", String(255), primary_key=True, nullable=False), *_line_columns()
)
Index("shop_order_line_by_product", order_lines.c.product_id)

# Behind the usual: one row for each customer and item that they bought for themselves (see counters.py).
counters = Table(
    "shop_counter",
    metadata,
    Column("customer", String(255), primary_key=True),
    Column("level", String(8), primary_key=True),  # shop, kind, product, variant
    Column("item", String(255), primary_key=True),
    Column("parent", String(255), nullable=False),  # a variant's product, a product's kind
    Column("first_day", Integer, nullable=False),  # proleptic ordinal of the UTC date
    Column("last_day", Integer, nullable=False),
    Column("days", Integer, nullable=False),
    Column("repeated", Boolean, nullable=False),
    Column("weight", Float, nullable=False),
    Column("visit", Integer, nullable=False),
    Column("run", Integer, nullable=False),
    Column("kept", Integer, nullable=False),
)

# What is held for a customer between the read-back and their yes (see holding.py).
holds = Table(
    "shop_hold",
    metadata,
    Column("customer", String(255), primary_key=True),
    Column("variant_id", String(255), primary_key=True),
    Column("quantity", Integer, nullable=False),
    Column("key", String(255), nullable=False),  # the message that was answered with the read-back
    Column("until", Moment, nullable=False),
    Column("unnamed", Boolean, nullable=False, server_default=false()),  # for a browser that is nobody yet
)
Index("shop_hold_by_variant", holds.c.variant_id)

# What the shop's own systems are still to be told of an order; written with the order, gone once it is told.
untold_events = Table(
    "shop_untold",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("event_id", String(64), nullable=False, unique=True),
    Column("order_id", String(255), nullable=False),
    Column("customer", String(255), nullable=True),  # None: erased meanwhile
    Column("body", JSON, nullable=False),
    Column("at", Moment, nullable=False),
    Column("due", Moment, nullable=False),  # not to be tried before
    Column("tries", Integer, nullable=False),
)
Index("shop_untold_by_order", untold_events.c.order_id, untold_events.c.id)

# "Tell me when it's back": gone once it was told.
alerts = Table(
    "shop_alert",
    metadata,
    Column("customer", String(255), primary_key=True),
    Column("variant_id", String(255), primary_key=True),
    Column("product_id", String(255), nullable=False),
    Column("asked_at", Moment, nullable=False),
)

# Who is on their way, once for each call: a draft for staff where the customer may be remembered, else only the id.
arrivals = Table(
    "shop_arrival",
    metadata,
    Column("id", String(255), primary_key=True),
    Column("body_hash", String(64), nullable=False),
    Column("at", Moment, nullable=False),
    Column("customer", String(255), nullable=True, index=True),
    Column("due", Moment, nullable=True),  # when they are expected
    Column("order_id", String(255), nullable=True),  # the open order that they come for; None: their usual
    Column("goods", JSON, nullable=True),  # [{"variant", "title", "quantity"}]
    Column("status", String(16), nullable=False),  # draft, seen; "" where there is nothing for staff
)

returns = Table(
    "shop_return",
    metadata,
    Column("id", String(32), primary_key=True),  # what the customer is told: "R-1001"
    Column("customer", String(255), nullable=False),
    Column("key", String(255), nullable=False),  # the message that asked
    Column("order_id", String(255), nullable=False, index=True),
    Column("variant_id", String(255), nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("status", String(16), nullable=False),  # asked, done
    UniqueConstraint("customer", "key", name="shop_return_once"),
    UniqueConstraint("order_id", "variant_id", name="shop_return_of_line"),
)

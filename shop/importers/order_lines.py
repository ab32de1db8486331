"""The lines of an orders file, one by one, in whatever columns they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timezone
from decimal import Decimal
from typing import NamedTuple

from shop.importers import gifts
from shop.importers.details import unescaped
from shop.importers.order_formats import Format, columns_of
from shop.importers.row import NAME_MAX, Row
from shop.importers.table import Table
from shop.orders import ERASED

LONGEST_ID = 128
NOBODY = "no customer, left out (it teaches nobody's habits)"
RETURNED = "returned or refunded, left out"
UNPAID = "never paid, left out"
BY_WEIGHT = "sold by weight or length, counted as one"
_CANCELLED = frozenset({"cancelled", "canceled", "refunded", "voided", "void", "failed", "trash", "annullato"})
_UNPAID = frozenset({"pending", "pending payment", "checkout-draft", "draft", "expired"})
_RETURN = frozenset({"refund", "return", "reso", "rimborso", "storno"})
_FRACTION = re.compile(r"[+-]?\d{1,9}[.,]\d{1,6}")
_CENT = Decimal("0.01")


class FileLine(NamedTuple):
    """One line of an order, as the file has it. ``sign``: what makes its whole order a present ("note" …), or ""."""

    line: int
    order_id: str
    customer: str
    ordered_at: datetime
    item: str
    variant: str
    sku: str
    kind: str
    quantity: int
    price: Decimal | None
    gift: bool
    sign: str
    cancelled: bool


@dataclass(frozen=True)
class LineReader:
    """``columns``: our field → the file's column."""

    table: Table
    form: Format
    columns: dict[str, str]

    @classmethod
    def of(cls, table: Table, form: Format) -> LineReader:
        return cls(table, form, columns_of(table, form))

    def learn(self) -> None:
        """The first pass: how the file writes amounts and dates."""
        amounts = [self.columns[name] for name in ("price", "total") if name in self.columns]
        for _ in self.table.first_pass(amounts, (self.columns["at"],)):
            pass

    def lines(self) -> Iterator[FileLine]:
        """The lines in the file's order. Cells of an order that only its first row fills are handed down."""
        head, sign = None, ""
        for row in self.table.rows():
            if head is None or self._begins_another(head, row):
                head, sign = row, self._sign_of_order(row)
            found = self._line(row, head, sign)
            if found is not None:
                yield found

    def _begins_another(self, head: Row, row: Row) -> bool:
        """Another number, or the same one on another day: tills begin again."""
        day = self.get(row, "at")
        return self.get(head, "order") != self.get(row, "order") or (day != "" and day != self.get(head, "at"))

    def get(self, row: Row, field: str) -> str:
        column = self.columns.get(field)
        return row.get(column) if column else ""

    def _line(self, row: Row, head: Row, sign: str) -> FileLine | None:
        order_id = self._short(row, "order")
        customer = self.get(row, "customer") or ("" if self.form.strict else self.get(head, "customer"))
        status = (self.get(row, "status") or self.get(head, "status")).lower().removeprefix("wc-")
        quantity, share = self._quantity(row)
        left_out = self._left_out(row, customer, status, quantity)
        if left_out:
            row.note(left_out, f"{order_id}")
            return None
        at = self._at(row, head)
        if self.form.restarts:
            order_id = f"{order_id}@{at.astimezone(self.table.reading.zone).date().isoformat()}"
        return FileLine(
            line=row.line,
            order_id=order_id,
            customer=self._customer(row, customer),
            ordered_at=at,
            item=self._item(row),
            variant=unescaped(self.get(row, "variant")),
            sku=self.get(row, "sku"),
            kind=self._kind(row),
            quantity=quantity,
            price=self._price(row, quantity, share),
            gift=self._own_gift(row),
            sign="wrapping" if gifts.is_wrapping(self.get(row, "item")) else sign,
            cancelled=status in _CANCELLED or bool(self.get(row, "cancelled") or self.get(head, "cancelled")),
        )

    def _customer(self, row: Row, customer: str) -> str:
        if not customer or len(customer) > LONGEST_ID:
            return self._short(row, "customer")  # says what is wrong with it
        if customer.startswith(ERASED):
            raise row.failed(
                self.columns["customer"], f"{ERASED}… is how forgotten customers are marked; no id may begin so"
            )
        return customer

    def _left_out(self, row: Row, customer: str, status: str, quantity: int) -> str:
        """Why this row is no purchase that anybody made; "" when it is one."""
        if self.form.strict:
            if quantity < 1:
                raise row.failed(self.columns["quantity"], f"{quantity} is below 1")
            return ""
        if status in _UNPAID:
            return UNPAID
        if self.get(row, "sort").lower() in _RETURN or quantity < 1:
            return RETURNED
        return NOBODY if customer in ("", "0") else ""

    def _short(self, row: Row, field: str) -> str:
        column = self.columns[field]
        value = row.needed(column)
        if len(value) > LONGEST_ID:
            raise row.failed(column, f"longer than {LONGEST_ID} characters")
        return value

    def _at(self, row: Row, head: Row) -> datetime:
        column = self.columns["at"]
        told = row if row.get(column) else head
        zone = self.table.reading.zone if self.form.local else timezone.utc
        return told.moment(column, self.columns.get("time"), zone)

    def _quantity(self, row: Row) -> tuple[int, Decimal | None]:
        """How many; of what is weighed one, with the share that was sold."""
        column = self.columns["quantity"]
        text = row.get(column)
        if not self.form.strict and _FRACTION.fullmatch(text) and not re.search(r"[.,]0+$", text):
            share = Decimal(text.replace(",", "."))
            row.note(BY_WEIGHT, f"{text}")
            return (1, share) if share > 0 else (-1, None)
        quantity = row.whole(column)
        return (1 if quantity is None else quantity), None

    def _price(self, row: Row, quantity: int, share: Decimal | None) -> Decimal | None:
        """The price of one. None where the file tells none."""
        for field in ("price", "total"):
            if field in self.columns:
                amount = row.decimal(self.columns[field])
                if amount is not None:
                    if field == "price":
                        return amount if share is None else (amount * share).quantize(_CENT)
                    return (amount / quantity).quantize(_CENT)
        return None

    def _item(self, row: Row) -> str:
        column = self.columns["item"]
        item = unescaped(row.text(column)) or self.get(row, "sku")
        if not item:
            raise row.failed(column, "is empty")
        if len(item) > NAME_MAX:
            raise row.failed(column, f"longer than {NAME_MAX} characters")
        return item

    def _kind(self, row: Row) -> str:
        return unescaped(row.name(self.columns["kind"])) if "kind" in self.columns else ""

    def _own_gift(self, row: Row) -> bool:
        return bool(row.flag(self.columns["gift"])) if "gift" in self.columns else False

    def _sign_of_order(self, head: Row) -> str:
        """What makes the whole order a present, as far as its first row tells; "" for nothing."""
        if self.columns.keys().isdisjoint(("note", "attributes", "shipped", "tags")):
            return ""
        if gifts.by_note(self.get(head, "note")) or gifts.by_attributes(self.get(head, "attributes")):
            return "a note"
        billed, shipped = (
            f"{self.get(head, name)} {self.get(head, f'{name}_last')}".strip() for name in ("billed", "shipped")
        )
        if gifts.to_another(billed, shipped):
            return "another name on the parcel"
        return "receipt" if gifts.has_gift_receipt(self.get(head, "tags")) else ""

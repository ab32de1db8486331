"""In which columns do orders stand? Our own CSV, Shopify's export, WooCommerce's export plugins, and tills.

A format is a table: our field → the column names under which it is known; the first that a file has counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shop.importers.report import ImportFailed
from shop.importers.table import Table

OURS = ("customer_id", "order_id", "ordered_at", "product", "kind", "quantity", "gift")


@dataclass(frozen=True)
class Format:
    """``needed``: fields without which it is not this format.

    strict    a slip in a row stops the file; else returns and rows without customer are left out and counted
    local     times without an offset are the shop's, else UTC
    restarts  receipt numbers begin again: an order is named by number and date
    """

    name: str
    columns: Mapping[str, tuple[str, ...]]
    needed: tuple[str, ...] = ("order", "at", "item", "quantity")
    strict: bool = False
    local: bool = True
    restarts: bool = False


PLAIN = Format(
    "plain",
    {
        **{"customer": ("customer_id",), "order": ("order_id",), "at": ("ordered_at",), "item": ("product",)},
        **{"kind": ("kind",), "quantity": ("quantity",), "gift": ("gift",)},
        **{"variant": ("variant",), "price": ("unit_price",)},
    },
    needed=("customer", "order", "at", "item", "kind", "quantity", "gift"),
    strict=True,
    local=False,
)
SHOPIFY = Format(
    "Shopify",
    {
        **{"order": ("Name",), "at": ("Created at",), "customer": ("Customer ID", "Email")},
        **{"item": ("Lineitem name",), "quantity": ("Lineitem quantity",)},
        **{"price": ("Lineitem price",), "sku": ("Lineitem sku",)},
        **{"status": ("Financial Status",), "cancelled": ("Cancelled at",)},
        **{"note": ("Notes", "Note"), "attributes": ("Note Attributes",), "tags": ("Tags",)},
        **{"billed": ("Billing Name",), "shipped": ("Shipping Name",)},
    },
)
WOOCOMMERCE = Format(
    "WooCommerce",
    {
        "order": ("Order Number", "order_number", "Order ID", "order_id"),
        "at": ("Order Date", "order_date", "date"),
        "customer": ("Customer ID", "customer_id", "Customer User ID", "Email (Billing)", "billing_email"),
        "item": ("Item Name", "Product Name", "item_name", "Name"),
        "variant": ("Product Variation",),
        "sku": ("SKU", "item_sku"),
        "quantity": ("Quantity (- Refund)", "Quantity", "item_quantity"),
        "price": ("Item Cost", "item_price"),
        "total": ("Order Line Total", "item_total"),
        "status": ("Order Status", "status", "order_status"),
        "note": ("Customer Note", "customer_note"),
        "billed": ("Full Name (Billing)", "billing_full_name", "First Name (Billing)", "billing_first_name"),
        "billed_last": ("Last Name (Billing)", "billing_last_name"),
        "shipped": ("Full Name (Shipping)", "shipping_full_name", "First Name (Shipping)", "shipping_first_name"),
        "shipped_last": ("Last Name (Shipping)", "shipping_last_name"),
    },
    needed=("order", "at", "item", "quantity", "status"),
)
TILL = Format(
    "till",
    {
        "order": (
            *("Receipt number", "Receipt no", "Receipt no.", "Receipt ID", "Receipt", "Transaction ID", "Transaction"),
            *(
                "Bill number",
                "Ticket",
                "Sale ID",
                "Order number",
                "Numero scontrino",
                "Scontrino",
                "Belegnummer",
                "Bon",
            ),
        ),
        "at": (
            *("Date and time", "Date/time", "Date & time", "Datetime", "Timestamp", "Receipt date", "Sale date"),
            *("Created at", "Date", "Data e ora", "Data", "Datum"),
        ),
        "time": ("Time", "Sale time", "Ora", "Uhrzeit"),
        "item": (
            *("Item name", "Item", "Product name", "Product", "Article", "Description", "Details"),
            *("Prodotto", "Articolo", "Descrizione", "Produkt", "Artikel"),
        ),
        "variant": ("Price Point Name", "Variant", "Variation", "Variante"),
        "sku": ("SKU", "Item code", "Codice", "Artikelnummer"),
        "kind": ("Category", "Product category", "Categoria", "Kategorie"),
        "quantity": ("Quantity", "Qty", "Quantità", "Menge", "Anzahl"),
        "price": ("Unit price", "Item price", "Price", "Prezzo unitario", "Prezzo", "Einzelpreis", "Preis"),
        "total": ("Gross sales", "Net sales", "Line total", "Total", "Amount", "Totale", "Importo", "Summe"),
        "customer": (
            *("Customer ID", "Customer code", "Customer number", "Customer email", "Email", "Customer"),
            *("ID cliente", "Codice cliente", "Cliente", "Kundennummer", "Kunde"),
        ),
        "status": ("Status",),
        "sort": ("Receipt type", "Event type", "Type"),
        "note": ("Note", "Notes", "Comment", "Nota"),
    },
    restarts=True,
)
FORMATS = (PLAIN, SHOPIFY, WOOCOMMERCE, TILL)
_KNOWN = (
    "our own (customer_id, order_id, ordered_at, product, kind, quantity, gift), Shopify (Name, Created at, Lineitem name …), "
    "WooCommerce (Order Number, Order Status, Order Date, Item Name, Quantity …), a till (receipt number, date, item, quantity)"
)


def format_of(table: Table) -> Format:
    """Whose orders are these? Told by the header alone. Raises ImportFailed."""
    for one in FORMATS:
        if all(table.first_of(one.columns[field]) for field in one.needed):
            return one
    missing = next((name for name in OURS if not table.has(name)), "")
    ours = sum(table.has(name) for name in OURS) > len(OURS) // 2
    column = missing if ours else (table.header[0] if table.header else "")
    problem = "there is no such column" if ours else "no orders have these columns"
    found = ", ".join(table.header)[:300]
    raise ImportFailed(table.path, 1, column, f"{problem}: found {found}; known: {_KNOWN}")


def columns_of(table: Table, form: Format) -> dict[str, str]:
    """Our field → the file's column, with ``--customer-column`` in the customer's place. Raises ImportFailed."""
    found = {field: name for field, known in form.columns.items() if (name := table.first_of(known))}
    if table.reading.customer:
        table.needs(table.reading.customer)
        found["customer"] = table.reading.customer
    if "customer" not in found:
        raise table.failed(
            1, "", f"no column names the customer: --customer-column, one of {', '.join(table.header)[:300]}"
        )
    return found

"""Past orders as Shopify, WooCommerce's plugins and tills write them. The columns are theirs, the customers invented."""

from __future__ import annotations

from datetime import datetime, timezone
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from files import write
from shop_sample import PRODUCTS

from shop.catalogue import catalogue_of
from shop.importers import gifts, orders
from shop.importers.report import ImportFailed, ImportReport
from shop.importers.table import Reading

ROME = Reading(zone=ZoneInfo("Europe/Rome"))


def read(folder: Path, text: str, reading: Reading = ROME) -> ImportReport:
    """These orders, against the small shop's catalogue."""
    return orders.read(write(folder, text), catalogue_of(PRODUCTS), reading)


def counted(report: ImportReport, word: str) -> int:
    """How many warnings speak of this."""
    return sum(word in warning for warning in report.warnings)


SHOPIFY = (
    "Name,Email,Financial Status,Paid at,Currency,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,"
    "Lineitem sku,Billing Name,Shipping Name,Shipping Phone,Notes,Note Attributes,Cancelled at,Id,Tags\n"
)


def test_shopifys_export(tmp_path: Path) -> None:
    """Rows of one order come together, blanks are handed down, variants are found behind the dash, offsets count."""
    text = (
        SHOPIFY
        + '#1001,ada@x.example,paid,,EUR,9,2026-11-03 08:15:00 +0100,2,"Flat white - Large / Oat",3.10,,Ada,Ada,'
    )
    text += "+39 333,,,,551,\n#1001,ada@x.example,,,,,,1,Green tea,2.00,,,,,,,,,\n"
    text += "#1002,bea@x.example,partially_refunded,,EUR,2,2026-11-04 09:00:00 +0100,1,Elk steak,20.00,,Bea,,,,,,552,\n"
    report = read(tmp_path, text)
    first, second = report.orders
    assert (first.id, first.customer, first.ordered_at.hour, first.status) == ("#1001", "ada@x.example", 7, "collected")
    assert [(line.variant_id, line.quantity, line.unit_price) for line in first.lines] == [
        ("flat-white.large-oat", 2, Decimal("3.10")),
        ("green-tea", 1, Decimal("2.00")),
    ]
    assert (second.lines[0].product_id, counted(report, "Elk steak")) == ("Elk steak", 1)


def shopify_row(name: str, **cells: str) -> str:
    """One order of a croissant, with these cells."""
    columns = SHOPIFY.strip().split(",")
    usual = {"Name": name, "Email": "ada", "Financial Status": "paid", "Created at": "2026-11-03 08:15:00 +0100"}
    usual |= {"Lineitem quantity": "1", "Lineitem name": "Butter croissant", "Lineitem price": "2"}
    known = usual | {column.replace("_", " "): value for column, value in cells.items()}
    return ",".join(f'"{known.get(column, "")}"' for column in columns) + "\n"


def test_presents_by_their_signs(tmp_path: Path) -> None:
    """A note, wrapping and another name make every line a gift; a receipt without prices alone does not."""
    text = SHOPIFY + shopify_row("1", Notes="It is a gift for my sister")
    text += shopify_row("2", Note_Attributes="Gift message: Happy birthday") + shopify_row("3")
    text += shopify_row("3", Lineitem_name="Gift wrapping")
    text += shopify_row("4", Billing_Name="Ada Rossi", Shipping_Name="Bea Verdi")
    text += shopify_row("5", Billing_Name="Ada Rossi", Shipping_Name="A. Rossi", Notes="no gift please", Tags="vip")
    text += shopify_row("6", Tags="gift receipt") + shopify_row("7", Notes="I paid with a gift card")
    report = read(tmp_path, text)
    assert [all(line.gift for line in order.lines) for order in report.orders] == [True] * 4 + [False] * 3
    assert not any(line.gift for order in report.orders[4:] for line in order.lines)


@pytest.mark.parametrize(
    ("billed", "shipped", "another"),
    [
        ("Ada Rossi", "Bea Rossi", True),
        ("Ada Rossi", "Rossi Ada", False),
        ("Ada Rossi", "A. Rossi", False),
        ("Ada Rossi", "ADA ROSSÌ", False),
        ("Ada Maria Rossi", "Ada Rossi", False),
        ("Ada Rossi", "", False),
        ("", "Ada Rossi", False),
        ("Ada Rossi", "Studio Verdi", True),
    ],
)
def test_another_name_on_the_parcel(billed: str, shipped: str, another: bool) -> None:
    """Order, initials, accents and a second name do not make another person of somebody."""
    assert gifts.to_another(billed, shipped) is another


@pytest.mark.parametrize(
    ("note", "present"),
    [
        *(("è un regalo", True), ("Buon compleanno!", True), ("as a present", True), ("not a gift", False)),
        *(("non è un regalo", False), ("please add the gift receipt", False), ("ring twice", False)),
    ],
)
def test_notes_in_both_languages(note: str, present: bool) -> None:
    """What a customer writes beside an order; a no counts."""
    assert gifts.by_note(note) is present


def test_cancelled_refunded_and_never_paid(tmp_path: Path) -> None:
    """Cancelled and refunded orders are kept as such; what was never paid and what came back is left out and counted."""
    text = (
        SHOPIFY
        + shopify_row("1", Cancelled_at="2026-11-05 08:00:00 +0100")
        + shopify_row("2", Financial_Status="refunded")
    )
    text += shopify_row("3", Financial_Status="pending") + shopify_row("4", Lineitem_quantity="0") + shopify_row("5")
    report = read(tmp_path, text)
    statuses = [(order.id, order.status) for order in report.orders]
    assert statuses == [("1", "cancelled"), ("2", "cancelled"), ("5", "collected")]
    assert sorted(warning.split(":")[0] for warning in report.warnings) == ["line 4", "line 5"]


def test_an_order_whose_rows_stand_apart_is_one(tmp_path: Path) -> None:
    """Lines are put together wherever they stand; orders come in the order in which they begin."""
    text = SHOPIFY + shopify_row("1") + shopify_row("2") + shopify_row("1", Lineitem_name="Green tea")
    report = read(tmp_path, text)
    assert [(order.id, len(order.lines)) for order in report.orders] == [("1", 2), ("2", 1)]


WOO = (
    "Order Number,Order Status,Order Date,Customer Note,First Name (Billing),Last Name (Billing),Email (Billing),"
    "First Name (Shipping),Last Name (Shipping),SKU,Item #,Item Name,Quantity (- Refund),Item Cost\n"
)


def test_woocommerces_export(tmp_path: Path) -> None:
    """A row an item; local times are the shop's; the e-mail names the customer unless another column is asked for."""
    text = WOO + "31,Completed,2026-11-03 08:15,,Ada,Rossi,ada@x.example,Ada,Rossi,,1,Salt &amp; pepper,2,3.00\n"
    text += "31,Completed,2026-11-03 08:15,,Ada,Rossi,ada@x.example,Ada,Rossi,,2,Green tea,0,3.00\n"
    text += "32,wc-failed,2026-07-03 08:15,,Bea,Verdi,bea@x.example,Carl,Bruni,,1,Green tea,1,3.00\n"
    report = read(tmp_path, text)
    first, second = report.orders
    assert (first.customer, first.ordered_at.hour, len(first.lines)) == ("ada@x.example", 7, 1)
    assert first.lines[0].product_id == "Salt & pepper"
    assert (second.status, second.ordered_at.hour, second.lines[0].gift) == ("cancelled", 6, True)


def test_woocommerces_other_export(tmp_path: Path) -> None:
    """The plugin with small column names; guests have customer 0, which is nobody."""
    text = "order_id,order_number,date,status,customer_id,billing_email,item_name,item_sku,item_quantity,item_total\n"
    text += "9,9,2026-11-03 08:15:00,completed,17,a@x.example,Green tea,,2,5.00\n"
    text += "10,10,2026-11-03 08:15:00,completed,0,b@x.example,Green tea,,1,2.50\n"
    report = read(tmp_path, text)
    assert [(o.customer, o.lines[0].unit_price) for o in report.orders] == [("17", Decimal("2.50"))]
    assert counted(report, "10") == 1
    by_mail = read(tmp_path, text, Reading(customer="billing_email", zone=ROME.zone))
    assert [order.customer for order in by_mail.orders] == ["a@x.example", "b@x.example"]


def test_a_tills_items(tmp_path: Path) -> None:
    """Date and time in two columns, a price from the line's total, returns and nameless receipts left out and counted."""
    text = "Date,Time,Category,Item,Qty,Price Point Name,SKU,Gross Sales,Transaction ID,Event Type,Customer ID\n"
    text += "2026-11-03,08:15:00,Coffee,Flat white,2,Large / Oat,,€6.40,T1,Payment,C7\n"
    text += "2026-11-03,08:16:00,Coffee,Flat white,1,,,$3.20,T2,Payment,\n"
    text += "2026-11-03,09:00:00,Coffee,Flat white,-1,,,3.20,T3,Refund,C7\n"
    text += '2026-11-04,08:15:00,Cheese,Pecorino,"0,350",,,7.00,T1,Payment,C7\n'
    report = read(tmp_path, text)
    first, second = report.orders
    assert (first.id, first.customer, first.ordered_at) == (
        "T1@2026-11-03",
        "C7",
        datetime(2026, 11, 3, 7, 15, tzinfo=timezone.utc),
    )
    assert (first.lines[0].variant_id, first.lines[0].unit_price) == ("flat-white.large-oat", Decimal("3.20"))
    assert (second.id, second.lines[0].quantity, second.lines[0].unit_price) == ("T1@2026-11-04", 1, Decimal("7.00"))
    assert second.lines[0].kind == "Cheese"
    assert len(report.warnings) == 4


def test_a_till_that_begins_again_every_day(tmp_path: Path) -> None:
    """The same number on the next day is another receipt: yesterday's note makes no present of it."""
    text = "Receipt,Date,Item,Qty,Customer ID,Note\n1,2026-11-03,Green tea,1,c,a gift\n1,2026-11-04,Green tea,1,c,\n"
    assert [order.lines[0].gift for order in read(tmp_path, text).orders] == [True, False]


def test_a_till_in_italian_with_semicolons(tmp_path: Path) -> None:
    """Other names, other delimiter, dates with the day first, amounts with a comma."""
    text = "Scontrino;Data;Ora;Articolo;Quantità;Prezzo;Cliente\n12;03/11/2026;08:15;Green tea;2;2,50;c-1\n"
    text += "13;25/11/2026;08:15;Green tea;1;2,50;c-1\n"
    first, _ = read(tmp_path, text).orders
    assert (first.id, first.lines[0].unit_price) == ("12@2026-11-03", Decimal("2.50"))


def test_a_till_that_names_nobody_is_refused(tmp_path: Path) -> None:
    """Without a column for the customer there is nothing to learn: the option is named."""
    text = "Receipt number,Date,Item,Quantity,Price,Customer name\n1,2026-11-03,Tea,1,2,Ada\n"
    with pytest.raises(ImportFailed, match=r"--customer-column, one of .*Customer name"):
        read(tmp_path, text)
    assert read(tmp_path, text, Reading(customer="Customer name")).orders[0].customer == "Ada"
    with pytest.raises(ImportFailed, match="column 'Member'"):
        read(tmp_path, text, Reading(customer="Member"))


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a,b\n1,2\n", 1, "a"),
        ("customer_id,order_id,ordered_at,product,quantity,gift\n", 1, "kind"),
        (SHOPIFY + shopify_row("1", Created_at=""), 2, "Created at"),
        (SHOPIFY + shopify_row("1", Lineitem_price="free"), 2, "Lineitem price"),
        (SHOPIFY + shopify_row("1", Lineitem_name=""), 2, "Lineitem name"),
        (SHOPIFY + shopify_row("1", Email="x" * 129), 2, "Email"),
        (SHOPIFY + shopify_row("1") + shopify_row("2") + shopify_row("1", Email="bea"), 4, "Name"),
        (SHOPIFY + shopify_row("x" * 129), 2, "Name"),
        (SHOPIFY + shopify_row("1", Email="erased-1"), 2, "Email"),
    ],
)
def test_a_bad_orders_file_is_named_by_line_and_column(text: str, line: int, column: str, tmp_path: Path) -> None:
    """Each is refused whole, saying where."""
    with pytest.raises(ImportFailed) as refused:
        read(tmp_path, text)
    assert (refused.value.line, refused.value.column) == (line, column)

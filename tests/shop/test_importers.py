"""Files of any dialect in, or nothing at all."""

from __future__ import annotations

from datetime import date, datetime, timezone
from decimal import Decimal
from pathlib import Path

import pytest
from files import write
from shop_sample import PRODUCTS

from shop.catalogue import catalogue_of
from shop.importers import orders
from shop.importers.detect import read_catalogue
from shop.importers.report import ImportFailed
from shop.model import Product

# The two real files lie beside the checkout; a user of the project has neither.
REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "catalogues"

HEADER = (
    "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,"
    "Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price,"
    "Image Src,Status,"
    "Story (product.metafields.solito.story),Made count (product.metafields.solito.made_count),"
    "Arrived on (product.metafields.solito.arrived_on),Rating (product.metafields.solito.rating),"
    "Allergens (product.metafields.solito.allergens),Discreet (product.metafields.solito.discreet),"
    "Complementary products "
    "(product.metafields.shopify--discovery--product_recommendation.complementary_products),Related products "
    "(product.metafields.shopify--discovery--product_recommendation.related_products)\n"
)
LATTE = (
    'latte,Caffè latte,"<p>Milk &amp; coffee.</p><script>x()</script><p>Hot.</p>",Solito,Coffee,"hot, milk",true,'
    'Size,Small,Milk,Whole,L1,,,deny,3.00,a.jpg,active,"Two sentences. True.",12,'
    '2025-03-01,4.5,"milk, soy",,"scone; jam",mocha\n'
    "latte,,,,,,,,Large,,Oat,L2,shopify,4,deny,,,,,,,,,,,\n"
    "latte,,,,,,,,Large,,Whole,L3,shopify,4,continue,3.50,,,,,,,,,,\n"
    "latte,,,,,,,,,,,,,,,,b.jpg,,,,,,,,,\n"
)


def only(path: Path) -> Product:
    """The one product of a file."""
    (product,) = read_catalogue(path).products
    return product


def test_a_shopify_product_over_four_rows(tmp_path: Path) -> None:
    """Variants, inherited blanks, HTML, stock rules and metafields come out as one product."""
    product = only(write(tmp_path, HEADER + LATTE))
    assert (product.id, product.title, product.kind) == ("latte", "Caffè latte", "Coffee")
    assert product.description == "Milk & coffee. Hot."
    assert [(v.id, v.price, v.stock) for v in product.variants] == [
        ("latte.small-whole", Decimal("3.00"), None),
        ("latte.large-oat", Decimal("3.00"), 4),
        ("latte.large-whole", Decimal("3.50"), None),
    ]
    assert product.variants[1].options == {"Size": "Large", "Milk": "Oat"}
    assert product.image == "a.jpg"
    assert (product.story, product.made_count, product.rating) == ("Two sentences. True.", 12, Decimal("4.5"))
    assert (product.arrived_on, product.allergens) == (date(2025, 3, 1), ("milk", "soy"))
    assert (product.complements, product.discreet, product.guarantee) == (("scone", "jam"), False, None)
    assert product.related == ("mocha",)


@pytest.mark.parametrize(("cell", "read"), [("none", ()), ("", None), ("Nuts", ("Nuts",))])
def test_no_allergens_is_not_unknown_allergens(cell: str, read: tuple[str, ...] | None, tmp_path: Path) -> None:
    """The word none states that there is none; an empty cell states nothing."""
    assert only(write(tmp_path, f"title,price,allergens\nScone,2,{cell}\n")).allergens == read


def test_drafts_and_unpublished_products_are_not_listed(tmp_path: Path) -> None:
    """Status draft and Published false keep a product off the list."""
    text = (
        "Handle,Title,Published,Status,Option1 Name,Variant Price\na,A,true,draft,,1\nb,B,false,active,,1\nc,C,,,,1\n"
    )
    report = read_catalogue(write(tmp_path, text))
    assert [product.listed for product in report.products] == [False, False, True]


def test_a_missing_type_is_filed_by_category_or_tag_and_said(tmp_path: Path) -> None:
    """Without a Type: the category's leaf, else a telling tag, else Other; each with a warning."""
    text = "Handle,Title,Type,Tags,Product Category,Option1 Name,Variant Price\n"
    text += 'a,A,Uncategorized,,Food > Jam,,1\nb,B,,"women, scarf",,,1\nc,C,,women,,,1\n'
    report = read_catalogue(write(tmp_path, text))
    assert [product.kind for product in report.products] == ["Jam", "Scarf", "Other"]
    assert report.products[0].category == "Food"
    assert any(warning.startswith("line 3: b") for warning in report.warnings)


@pytest.mark.parametrize(("name", "products", "variants"), [("apparel.csv", 20, 22), ("home-and-garden.csv", 20, 21)])
def test_the_real_shopify_files_load(name: str, products: int, variants: int) -> None:
    """Both of Shopify's own sample files load whole."""
    if not (REAL / name).exists():
        pytest.skip(f"{name} is not here: it is one of Shopify's own samples")
    report = read_catalogue(REAL / name)
    assert (len(report.products), report.variants, report.rows) == (products, variants, variants)
    assert all("<" not in product.description and product.kind for product in report.products)


def test_shopifys_new_column_names(tmp_path: Path) -> None:
    """The columns of Shopify's newer template are read as the old ones."""
    text = "Title,URL handle,Description,Type,Option1 name,Option1 value,Price,Inventory tracker,Inventory quantity,"
    text += (
        "Product image URL\nMug,mug,<b>Blue</b>,Homeware,Title,Default Title,9.50,shopify,3,https://x.example/m.jpg\n"
    )
    product = only(write(tmp_path, text))
    assert (product.id, product.description, product.variants[0].stock) == ("mug", "Blue", 3)
    assert (product.variants[0].id, product.variants[0].options) == ("mug", {})


def test_woocommerce_with_variations_and_cross_sells(tmp_path: Path) -> None:
    """A variable product takes its variations' prices; sale prices, stock, hidden products and cross-sells are read."""
    text = "ID,Type,SKU,Name,Published,Visibility in catalog,Short description,In stock?,Stock,Backorders allowed?,"
    text += "Regular price,Sale price,Categories,Tags,Images,Parent,Cross-sells,Upsells,"
    text += "Attribute 1 name,Attribute 1 value(s),Meta: story\n"
    text += (
        '1,variable,TEE,Tee &amp; more,1,visible,<p>Soft</p>,1,,0,,,"Sale, Clothing, Clothing &gt; Tees, Summer",new,'
    )
    text += '"a.jpg, b.jpg",,id:4,mug,Size,"S, M",Sewn here.\n'
    text += '4,"simple, virtual",MUG,Mug,1,hidden,,1,2,notify,8,,Homeware,,,,,,,,\n'
    text += "2,variation,TEE-S,Tee - S,1,visible,,1,5,0,20,15,,,,TEE,,,Size,S,\n"
    text += "3,variation,TEE-M,Tee - M,1,visible,,0,,0,20,,,,,id:1,,,Size,M,\n"
    text += "5,grouped,SET,Set,1,visible,,1,,0,,,,,,,,,,,\n6,external,X,Elsewhere,1,visible,,1,,0,5,,,,,,,,,,\n"
    text += "7,simple,BARE,No price,1,visible,,1,,0,,,,,,,,,,,\n"
    report = read_catalogue(write(tmp_path, text))
    mug, tee = report.products  # a product comes with the last of its rows
    assert (tee.kind, tee.category, tee.story, tee.complements) == ("Tees", "Clothing", "Sewn here.", ("mug",))
    assert (tee.title, tee.related, tee.tags) == ("Tee & more", ("mug",), ("new", "Summer"))
    assert [(v.id, v.price, v.stock) for v in tee.variants] == [("tee.s", Decimal(15), 5), ("tee.m", Decimal(20), 0)]
    assert (mug.listed, mug.variants[0].stock) == (False, None)
    assert [warning.split(":")[0] for warning in report.warnings] == ["line 6", "line 7", "line 8"]


def test_a_plain_spreadsheet(tmp_path: Path) -> None:
    """Title and price are enough; rows of one title are variants."""
    text = "title,price,kind,options,stock,Best_for\nTea,2.50,Tea,Size: Small,,rain\nTea,3,,Size: Large,4,\n"
    product = only(write(tmp_path, b"\xef\xbb\xbf" + text.encode()))
    assert (product.id, product.best_for) == ("tea", "rain")
    assert [(v.id, v.stock) for v in product.variants] == [("tea.small", None), ("tea.large", 4)]
    assert only(write(tmp_path, text.encode("utf-16"))) == product


SHORT = "Handle,Title,Option1 Name,Option1 Value,Variant Price\n"


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a,b,c\n1,2,3\n", 1, "title"),
        ("", 0, ""),
        (SHORT + "a,A,,,-3\n", 2, "Variant Price"),
        (SHORT + 'a,A,,,"1,299"\n', 2, "Variant Price"),
        (SHORT + "a,A,,,1.299\n", 2, "Variant Price"),
        (SHORT + "a,A,,,free\n", 2, "Variant Price"),
        (SHORT + "a,A,,,NaN\n", 2, "Variant Price"),
        (SHORT + "a,A,,,1e3\n", 2, "Variant Price"),
        (SHORT + "a,A,,,\n", 2, "Variant Price"),
        (SHORT + "a,A,,,1\nb,,,,1\n", 3, "Title"),
        (SHORT + ",A,,,1\n", 2, "Handle"),
        (SHORT + "a,A,,,1\nb,B,,,1\na,Another,,,1\n", 4, "Handle"),
        (SHORT + "a,A,Size,S,1\na,,,S,1\n", 3, "Handle"),
        (SHORT + "a,A,,,1" + ",x" * 60 + "\n", 2, "number 6"),
        (SHORT + 'a,"A,,,1\n', 2, "Title"),
        (SHORT + 'a,A,"x"y,,1\n', 2, "Option1 Name"),
        (SHORT + f"a,A,,{'x' * 140_000},1\n", 2, "Option1 Value"),
        (SHORT.encode() + "a,Café è,,,1\n".encode() + "b,Café,,,1\n".encode("latin-1"), 3, ""),
        (SHORT.encode() + b"a,A\x81,,,1\n", 2, ""),
        (SHORT.encode() + b"a,A\0,,,1\n", 2, "Title"),
        ("Handle,Title,Title,Option1 Name,Variant Price\na,A,A,,1\n", 1, "title"),
        ("title,price\nA,\n", 2, "price"),
        ("title,price,stock\nA,1,many\n", 2, "stock"),
        ("title,price,arrived_on\nA,1,03/04/2025\n", 2, "arrived_on"),
        ("title,price,rating\nA,1,7\n", 2, "rating"),
        ("title,price,options\nA,1,Large\n", 2, "options"),
        ("ID,Type,SKU,Name,Regular price,Parent\n1,variation,X,X,2,NOBODY\n", 2, "Parent"),
        ("ID,Type,SKU,Name,Regular price\n1,simple,X,X,2\n2,simple,X,Y,2\n", 3, "SKU"),
    ],
)
def test_bad_input_is_named_by_file_line_and_column(text: str | bytes, line: int, column: str, tmp_path: Path) -> None:
    """Every bad file is refused whole, saying where."""
    path = write(tmp_path, text)
    with pytest.raises(ImportFailed) as refused:
        read_catalogue(path)
    assert (refused.value.line, refused.value.column) == (line, column)
    assert str(path) in str(refused.value)


def test_a_spreadsheet_kept_by_hand_is_told_of_all_its_slips(tmp_path: Path) -> None:
    """Every bad row is named at once, each on a line; beyond twenty the rest is counted."""
    rows = "".join(f"Thing {n},{'' if n % 2 else 'much'}\n" for n in range(24))
    with pytest.raises(ImportFailed) as refused:
        read_catalogue(write(tmp_path, "title,price\nGood,1\n" + rows))
    lines = str(refused.value).splitlines()
    assert [("line 3" in lines[0], "line 4" in lines[1]), (len(lines), lines[-1])] == [
        (True, True),
        (21, "… and 4 more"),
    ]


def test_a_column_that_nobody_reads_is_said(tmp_path: Path) -> None:
    """A misspelt heading is told with the one that is meant; what shoppers ask of goods is read, and not remarked on."""
    head, row = "title,price,discription,Supplier,material,made_count,Type\n", "Tea,1,black,ACME,leaf,4,Tea\n"
    report = read_catalogue(write(tmp_path, head + row))
    assert report.warnings == ("line 1: 'discription'; did you mean 'description'?", "line 1: 'Supplier'")


def test_a_gift_by_mistake_is_remarked_on(tmp_path: Path) -> None:
    """A price of 0 is loaded as it stands, and said."""
    report = read_catalogue(write(tmp_path, "title,price,kind\nTea,0,Tea\n"))
    assert report.warnings == ("line 2: Tea",)


@pytest.mark.parametrize("start", [b"PK\x03\x04\x14\0\x06\0", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_a_workbook_is_no_csv(start: bytes, tmp_path: Path) -> None:
    """The likeliest mistake of all says what to do."""
    with pytest.raises(ImportFailed, match="save it as “CSV UTF-8”"):
        read_catalogue(write(tmp_path, start + b"\0" * 60))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A missing file and a folder are refused in words."""
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(ImportFailed):
            read_catalogue(path)


def test_a_quoted_line_break_keeps_the_line_numbers_right(tmp_path: Path) -> None:
    """An error after a cell of two lines names the line that one sees in an editor."""
    path = write(tmp_path, 'title,price,description\nA,1,"two\nlines"\nB,x,\n')
    with pytest.raises(ImportFailed, match="line 4, column 'price'"):
        read_catalogue(path)


ORDERS = "customer_id,order_id,ordered_at,product,kind,quantity,gift,variant\n"


def test_orders_are_grouped_and_recognised(tmp_path: Path) -> None:
    """Lines of one order come together; products by handle or title, variants by their options; the rest by name."""
    text = ORDERS + "ada,o1,2025-03-01T08:00:00Z,Flat White,Coffee,2,0,large / oat\n"
    text += "bea,o2,2025-03-01T10:00:00+02:00,red-handbag,Handbag,1,true,\n"
    text += "ada,o1,2025-03-01T08:00:00,Elk steak,Meat,,,\nada,o3,2025-03-02,flat-white,Coffee,1,,\n"
    report = orders.read(write(tmp_path, text), catalogue_of(PRODUCTS))
    first, second, third = report.orders
    assert [(line.variant_id, line.quantity, line.gift) for line in first.lines] == [
        ("flat-white.large-oat", 2, False),
        ("", 1, False),
    ]
    assert (first.lines[0].unit_price, first.lines[0].title) == (Decimal("3.20"), "flat white, large, oat milk")
    assert (first.lines[1].product_id, first.lines[1].unit_price, first.status) == ("Elk steak", 0, "collected")
    assert second.ordered_at == datetime(2025, 3, 1, 8, tzinfo=timezone.utc)
    assert second.lines[0].gift is True
    assert (third.lines[0].product_id, third.lines[0].variant_id) == ("flat-white", "")
    assert [warning.split(":")[0] for warning in report.warnings] == ["line 4", "line 5"]


def test_orders_stream(tmp_path: Path) -> None:
    """Rows come one by one: the first is there before a later bad one is met."""
    path = write(tmp_path, ORDERS + "ada,o1,2025-03-01,tea,Tea,1,,\nada,o2,soon,tea,Tea,1,,\n")
    rows = orders.stream(path)
    assert next(rows).product == "tea"
    with pytest.raises(ImportFailed, match="line 3, column 'ordered_at'"):
        next(rows)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (",o1,2025-03-01,tea,Tea,1,,", "customer_id"),
        ("ada,o1,2025-03-01,tea,Tea,0,,", "quantity"),
        ("ada,o1,2025-03-01,tea,Tea,-1,,", "quantity"),
        ("ada,o1,2025-03-01,tea,Tea,1,maybe,", "gift"),
        ("ada,o1,2025-03-01,,Tea,1,,", "product"),
        ("bea,o0,2025-03-01,tea,Tea,1,,", "order_id"),
        (f"{'a' * 129},o1,2025-03-01,tea,Tea,1,,", "customer_id"),
    ],
)
def test_a_bad_order_is_named(row: str, column: str, tmp_path: Path) -> None:
    """A bad cell stops the file, with its line and column."""
    path = write(tmp_path, f"{ORDERS}ada,o0,2025-03-01,tea,Tea,1,,\n{row}\n")
    with pytest.raises(ImportFailed) as refused:
        orders.read(path)
    assert (refused.value.line, refused.value.column) == (3, column)

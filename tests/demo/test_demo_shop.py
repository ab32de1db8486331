"""The demo shop holds together: its goods, its drawings, its terms, its customers and their purchases."""

from __future__ import annotations

import csv
import re
import xml.etree.ElementTree as ElementTree
from collections import defaultdict
from datetime import date, datetime, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from profiles.model import PURPOSES
from shop.catalogue import Catalogue
from shop.importers import orders as orders_importer
from shop.importers.detect import read_catalogue
from shop.model import Product
from shop.terms import Terms, load_terms
from shop.usual_of_file import usual_from_rows

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "demo"
LAST_DAY = date(2026, 11, 20)
METAFIELD = "(product.metafields.solito.{})"
MATERIAL = ("maker", "arrived_on", "made_count", "rating", "guarantee", "returns", "best_for")


@pytest.fixture(scope="module")
def products() -> dict[str, Product]:
    """The catalogue as any shop's import reads it."""
    report = read_catalogue(DEMO / "catalogue.csv")
    assert not report.warnings
    return {product.id: product for product in report.products}


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    """The catalogue's rows as they stand in the file."""
    with (DEMO / "catalogue.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def bought() -> list[dict[str, str]]:
    """The lines of the purchase histories."""
    with (DEMO / "orders.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def customers() -> dict[str, dict[str, Any]]:
    """The demo customers by id."""
    content = yaml.safe_load((DEMO / "customers.yml").read_text(encoding="utf-8"))
    return {customer["id"]: customer for customer in content["customers"]}


@pytest.fixture(scope="module")
def terms() -> Terms:
    return load_terms(ROOT / "shop.yml")


def cells(rows: list[dict[str, str]], key: str) -> list[str]:
    """What stands in one of our metafield columns, empty cells left out."""
    (column,) = (name for name in rows[0] if METAFIELD.format(key) in name)
    return [row[column] for row in rows if row[column]]


def test_the_shop_sells_sixty_things_on_every_shelf(products: dict[str, Product]) -> None:
    """At least 60 products over the promised shelves, each with a price."""
    assert len(products) >= 60
    shelves = {"Drinks", "Bakery", "Pantry", "Household", "Flowers and gifts", "Accessories", "Clothing"}
    assert {product.category for product in products.values()} == shelves
    assert all(product.price_from > 0 for product in products.values())


def test_forty_products_have_true_material_to_paint_with(products: dict[str, Product]) -> None:
    """At least 40 products have a story and one more detail, and a story is two sentences."""
    told = [product for product in products.values() if product.story]
    assert len([p for p in told if any(getattr(p, name) is not None for name in MATERIAL)]) >= 40
    for product in told:
        assert len(re.findall(r"[.!?](?= |$)", product.story or "")) == 2, product.id


def test_some_things_claim_nothing(products: dict[str, Product]) -> None:
    """There are products without story or rating, so that "no data, no claim" can be seen."""
    assert any(p.story is None for p in products.values())
    assert any(p.rating is None for p in products.values())


def test_every_claim_in_the_file_reaches_the_product(products: dict[str, Product], rows: list[dict[str, str]]) -> None:
    """No filled cell of a claim column is lost on the way in."""
    for key in (*MATERIAL, "story", "rating_count", "prep_minutes", "ingredients", "allergens", "category"):
        arrived = [p for p in products.values() if getattr(p, key) not in (None, "")]
        assert len(arrived) == len(cells(rows, key)) > 0, key


def test_claims_have_the_ranges_that_they_should(rows: list[dict[str, str]]) -> None:
    """Ratings lie in 1 … 5 with a count, dates are not after the demo's last day, counts are whole and positive."""
    assert all(1 <= Decimal(value) <= 5 for value in cells(rows, "rating"))
    assert len(cells(rows, "rating")) == len(cells(rows, "rating_count"))
    assert all(date(2026, 9, 1) <= date.fromisoformat(value) <= LAST_DAY for value in cells(rows, "arrived_on"))
    for key in ("rating_count", "made_count", "prep_minutes"):
        assert all(int(value) > 0 for value in cells(rows, key)), key


def test_no_more_is_on_the_shelf_than_was_made(products: dict[str, Product]) -> None:
    """A limited thing's stock does not contradict its number made."""
    limited = [product for product in products.values() if product.made_count is not None]
    assert limited
    for product in limited:
        assert product.made_count is not None
        assert sum(variant.stock or 0 for variant in product.variants) <= product.made_count, product.id


def test_food_states_what_is_in_it(products: dict[str, Product]) -> None:
    """Everything that is eaten or drunk states ingredients and allergens, "none" included."""
    food = [p for p in products.values() if p.category in ("Drinks", "Bakery", "Pantry")]
    assert all(p.ingredients and p.allergens is not None for p in food)
    assert any(p.allergens == () for p in food)
    almond = products["almond-croissant"]
    assert almond.allergens is not None
    assert any("nuts" in allergen for allergen in almond.allergens)


def test_milk_drinks_come_in_sizes_and_milks(products: dict[str, Product]) -> None:
    """A flat white comes in three sizes and three milks, made to order."""
    flat_white = products["flat-white"]
    assert {variant.options["Milk"] for variant in flat_white.variants} == {"Whole", "Oat", "Soy"}
    assert {variant.options["Size"] for variant in flat_white.variants} == {"Small", "Medium", "Large"}
    assert all(variant.stock is None for variant in flat_white.variants)


def test_there_is_exactly_one_red_handbag(products: dict[str, Product]) -> None:
    """One handbag is red, and another is not: enough to see whether the gift is chased."""
    handbags = [product for product in products.values() if product.kind == "Handbag"]
    assert [p.id for p in handbags if "red" in p.title.lower().split()] == ["red-leather-handbag"]
    assert len(handbags) == 2


def test_something_is_sold_out_low_and_discreet(products: dict[str, Product]) -> None:
    """A product and a variant are sold out, several are low, one is discreet."""
    assert [p.id for p in products.values() if not p.in_stock] == ["canvas-apron"]
    assert any(p.in_stock and not all(v.in_stock for v in p.variants) for p in products.values())
    assert sum(1 for p in products.values() for v in p.variants if v.stock in (1, 2, 3)) >= 5
    assert [p.id for p in products.values() if p.discreet] == ["pregnancy-test"]


def test_what_goes_with_it_exists(products: dict[str, Product]) -> None:
    """Every complementary product is one of the shop's."""
    named = {other for product in products.values() for other in product.complements}
    assert named
    assert named <= products.keys()


def test_every_drawing_is_there_and_inert(products: dict[str, Product]) -> None:
    """Each image exists, is well-formed, is used, and holds neither script nor anything from elsewhere."""
    used = {product.image for product in products.values()}
    for name in used:
        text = (DEMO / name).read_text(encoding="utf-8")
        root = ElementTree.fromstring(text)
        assert root.attrib["viewBox"] == "0 0 400 400"
        tags = {element.tag.rpartition("}")[2] for element in root.iter()}
        assert not tags & {"script", "image", "foreignObject", "use", "style"}, name
        handlers = {attribute for element in root.iter() for attribute in element.attrib if attribute.startswith("on")}
        assert not handlers, name
        assert "href" not in text, name
    assert used == {f"images/{path.name}" for path in (DEMO / "images").iterdir()}


def test_every_purchase_is_of_something_the_shop_sells(
    products: dict[str, Product], bought: list[dict[str, str]]
) -> None:
    """Product, kind and variant of every order line are the catalogue's."""
    for line in bought:
        product = products[line["product"]]
        assert line["kind"] == product.kind
        assert line["variant"] in {variant.sku for variant in product.variants}
        assert int(line["quantity"]) > 0


def test_orders_belong_to_one_customer_and_moment(bought: list[dict[str, str]]) -> None:
    """An order id has one customer and one time, in October or November up to the last day."""
    heads = defaultdict(set)
    for line in bought:
        heads[line["order_id"]].add((line["customer_id"], line["ordered_at"]))
    assert all(len(head) == 1 for head in heads.values())
    days = [datetime.fromisoformat(line["ordered_at"].replace("Z", "+00:00")).date() for line in bought]
    assert date(2026, 10, 1) <= min(days)
    assert max(days) == LAST_DAY


def test_the_histories_import_without_a_warning(products: dict[str, Product], bought: list[dict[str, str]]) -> None:
    """The order importer recognises the product and the variant of every line."""
    report = orders_importer.read(DEMO / "orders.csv", Catalogue(1, products))
    assert not report.warnings
    assert report.rows == len(bought)
    lines = [line for order in report.orders for line in order.lines]
    assert all(products[line.product_id].variant(line.variant_id) for line in lines)


def test_only_the_handbag_was_a_gift(bought: list[dict[str, str]]) -> None:
    """Sofia's red handbag is the one gift in the histories."""
    gifts = [(line["customer_id"], line["product"]) for line in bought if line["gift"] == "1"]
    assert gifts == [("demo-sofia", "red-leather-handbag")]


def test_each_history_tells_what_it_is_meant_to_tell() -> None:
    """Marco and Dr Hartmann have a usual, Sofia a recall at most, Giulia nothing to be repeated."""
    rows = orders_importer.stream(DEMO / "orders.csv")
    found = dict(usual_from_rows(rows, datetime(2026, 11, 21, tzinfo=timezone.utc)))
    assert (found["demo-marco"].step, found["demo-marco"].item) == ("usual", "FW-M-OAT")
    assert (found["demo-hartmann"].step, found["demo-hartmann"].item) == ("usual", "EBT-POT")
    assert found["demo-sofia"].step == "same"
    assert found["demo-sofia"].product_id == "cappuccino"
    assert found["demo-giulia"].step == "none"


def test_customers_consent_and_talk(customers: dict[str, dict[str, Any]], bought: list[dict[str, str]]) -> None:
    """Whoever has a history consented explicitly and talks in 6–10 messages; whoever has none brings nothing."""
    with_history = {line["customer_id"] for line in bought}
    assert with_history < customers.keys()
    for customer in customers.values():
        assert customer["name"]
        assert customer["blurb"]
        assert customer["lang"] in ("en", "it")
        assert customer["consent"]["how"] == "demo"
        assert set(customer["consent"]["purposes"]) <= set(PURPOSES)
        if customer["id"] in with_history:
            assert customer["consent"]["purposes"] == ["remember", "personalise", "recommend"]
            assert 6 <= len(customer["messages"]) <= 10
            # An unquoted yes would be a boolean.
            assert all(isinstance(message, str) for message in customer["messages"])
        else:
            assert not customer["consent"]["purposes"]
            assert not customer["messages"]


def test_customers_talk_differently(customers: dict[str, dict[str, Any]]) -> None:
    """Marco is far shorter than Giulia; she alone exclaims all the time; Dr Hartmann never does."""

    def words(customer: str) -> float:
        messages = customers[customer]["messages"]
        return sum(len(message.split()) for message in messages) / len(messages)

    assert words("demo-marco") <= 4
    assert words("demo-giulia") >= 15
    assert all("!" in message for message in customers["demo-giulia"]["messages"] if "?" not in message)
    assert not any("!" in message for message in customers["demo-hartmann"]["messages"])


def test_terms_are_said_in_both_languages(terms: Terms) -> None:
    """Every text of shop.yml exists in English and in Italian."""
    texts = [terms.tagline, terms.address, terms.delivery.area, terms.delivery.text, terms.payment, terms.returns]
    texts += [terms.news, *terms.offers, *(remedy.text for remedy in terms.remedies)]
    assert terms.languages == ("en", "it")
    assert terms.currency == "EUR"
    assert all({"en", "it"} <= text.by_language.keys() for text in texts)
    assert [remedy.id for remedy in terms.remedies] == ["redo", "refund", "voucher"]


def test_the_shop_opens_every_day_but_holidays(terms: Terms) -> None:
    """The week has hours on each day; Christmas has none."""
    assert all(terms.hours_on(date(2026, 11, 23 + day)) for day in range(7))
    assert not terms.hours_on(date(2026, 12, 25))


def test_discreet_kinds_are_kinds_of_the_shop(terms: Terms, products: dict[str, Product]) -> None:
    """The kinds never named from memory are spelt as in the catalogue."""
    assert terms.discreet_kinds
    assert set(terms.discreet_kinds) <= {product.kind for product in products.values()}


def test_a_struck_price_is_true(terms: Terms, products: dict[str, Product]) -> None:
    """The offer on the linen shirt names the price that the catalogue asks."""
    price = products["linen-shirt"].price_from
    assert any(f"{price:.2f}" in offer.say("en") for offer in terms.offers)


def test_everything_says_that_it_is_invented() -> None:
    """Shop, customers and README each carry the label."""
    for path in (ROOT / "shop.yml", DEMO / "customers.yml", DEMO / "README.md"):
        assert "invented" in path.read_text(encoding="utf-8")[:400], path

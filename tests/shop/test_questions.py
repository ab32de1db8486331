"""What is asked of a thing, by its words alone; what a catalogue states in columns of its own, and what is passed over."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from shop.catalogue import catalogue_of
from shop.importers.detect import read_catalogue
from shop.linking import link
from shop.measures import counted, stated
from shop.model import Product, Variant
from shop.questions import question_in
from shop.statements import asks_of_it, predicate, says
from shop.store import ShopStore
from shop.text import words

DEMO = catalogue_of(list(read_catalogue(Path(__file__).parents[2] / "demo" / "catalogue.csv").products), 1)


def thing(**more: object) -> Product:
    return Product("thing", "Cream sofa", "Indoor", (Variant("thing", "", Decimal(5)),), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "sort", "said"),
    [
        ("is the sourdough vegan?", "diet", "vegan"),
        ("is the oat milk gluten free", "free", "gluten"),
        ("can I have it if I'm lactose intolerant", "free", "lactose"),
        ("is there milk in the lemon cake", "holds", "milk"),
        ("any dairy in the dark chocolate bar?", "holds", "dairy"),
        ("il panettone contiene uova?", "holds", "uova"),
        ("how heavy is it?", "measured", "weight"),
        ("what is it made of?", "listed", "material"),
    ],
)
def test_what_is_asked(text: str, sort: str, said: str) -> None:
    """The sort of question, and of what."""
    question = question_in(text)
    assert question is not None
    assert (question.sort, question.said) == (sort, said)


@pytest.mark.parametrize(
    "text",
    [
        "do you have vegan cakes?",
        "is there a vegan cake?",
        "how much is a gluten free loaf?",
        "a coffee without sugar please",
        "anything gluten free?",
        "which are vegan?",
        "2 croissants",
    ],
)
def test_what_is_no_question_of_one_thing(text: str) -> None:
    """A search, an order or a price asks nothing of one thing."""
    assert question_in(text) is None


def test_words_of_a_question_lead_to_no_other_product() -> None:
    """ "Contain soy" is no soy drink and no oat biscuit: the named thing is found, and nothing by what is asked of it."""
    assert link("is the honey vegan?", DEMO)[0].product_id == "wildflower-honey"
    assert all(m.product_id != "chocolate-brownie" for m in link("is the sourdough vegan?", DEMO))
    assert link("does the espresso contain chocolate?", DEMO)[0].product_id == "espresso"
    assert link("do you have vegan cakes?", DEMO), "where it is looked for, it leads on"


@pytest.mark.parametrize(
    ("text", "description", "verdict"),
    [
        ("is the sofa wooden?", "Comfortable cream sofa with wooden base", "said"),
        ("does the sofa have a wooden base?", "Comfortable cream sofa with wooden base", "yes"),
        ("is the sofa wooden?", "Wooden cream sofa", "yes"),
        ("does the sofa have long legs?", "A sofa with short legs", "no"),
        ("does the sofa have arms?", "A sofa without arms", "no"),
        ("does the sofa have arms?", "An armless sofa", "no"),
        ("is the sofa light?", "Light blue sofa", None),
        ("is the sofa washable?", "Washed linen sofa", None),
        ("is the sofa merino?", "A wool sofa", None),
        ("is the sofa wool?", "A merino sofa", "yes"),
    ],
)
def test_only_what_is_stated_of_the_thing_itself_is_a_yes(text: str, description: str, verdict: str | None) -> None:
    """A part makes no whole, an opposite or a refusal is a no, and silence is neither."""
    sofa = thing(description=description)
    match = link(text, catalogue_of([sofa], 1))[0]
    found = says(sofa, predicate(text, sofa, match), asks_of_it(text))
    assert (found.verdict if found else None) == verdict


def test_opinions_and_stock_are_not_read_off_a_text() -> None:
    """ "Is it any good?" and "is it in stock?" are answered elsewhere."""
    assert predicate("is it any good?", thing(), None) == ()
    assert predicate("is it in stock in leather?", thing(), None) == ()
    assert [w.folded for w in predicate("is it in leather?", thing(), None)] == ["leather"]


def test_a_measure_is_never_worked_out() -> None:
    """ "Large" is no size in centimetres, and a price no weight."""
    question = question_in("how heavy is it?")
    assert question is not None
    assert stated(thing(description="A large sofa, 20 % off"), question) is None
    assert stated(thing(description="A sofa, 40 kg"), question) == "A sofa, 40 kg"
    assert counted(thing(description="Four seater sofa"), "how many seats does it have?") == (
        "seats",
        "Four seater sofa",
    )
    assert counted(thing(description="A sofa"), "how many seats does it have?") == ("seats", "")
    assert [w.folded for w in words("seats")] == ["seats"]


PLAIN = "title,price,material,supplier cost,care_instructions,Weight\nMug,9.50,stoneware,3.10,dishwasher safe,340 g\n"
SHOPIFY = (
    "Handle,Title,Option1 Name,Option1 Value,Variant Price,Variant Grams,Fabric (product.metafields.shopify.fabric),"
    "Supplier cost (product.metafields.custom.supplier_cost)\nshirt,Shirt,Title,Default Title,50,240,linen,11\n"
)
WOO = (
    "Type,Name,Regular price,Weight (kg),Attribute 1 name,Attribute 1 value(s),Attribute 1 visible,Attribute 2 name,"
    "Attribute 2 value(s),Attribute 2 visible,Meta: origin,Meta: margin\n"
    "simple,Honey,8,0.5,Blossom,lime,1,Buyer,Ada,0,Monte Demo,40\n"
)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        (PLAIN, (("Material", "stoneware"), ("Care instructions", "dishwasher safe"), ("Weight", "340 g"))),
        (SHOPIFY, (("Fabric", "linen"), ("Weight", "240 g"))),
        (WOO, (("Blossom", "lime"), ("Weight", "0.5 kg"), ("Origin", "Monte Demo"))),
    ],
)
def test_columns_of_their_own_are_read_and_costs_passed_over(
    tmp_path: Path, text: str, known: tuple[tuple[str, str], ...]
) -> None:
    """What may be told is read, in each format; what a thing costs the shop, and what is hidden there, is not."""
    file = tmp_path / "goods.csv"
    file.write_text(text, encoding="utf-8")
    (product,) = read_catalogue(file).products
    assert product.attributes == known


def test_attributes_are_kept(store: ShopStore) -> None:
    """What was stated comes back as it was, and the same file again changes nothing."""
    product = thing(attributes=(("Weight", "40 kg"),))
    store.load_catalogue([product])
    assert store.catalogue().get("thing") == product
    version = store.catalogue().version
    store.load_catalogue([product])
    assert store.catalogue().version == version

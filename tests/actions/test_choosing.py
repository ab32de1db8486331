"""Between which products is asked, and which are taken: over matches and real goods, and through whole turns."""

from __future__ import annotations

from decimal import Decimal

import pytest
from counter import Customer

from actions.choosing import either, spans, within
from actions.heard import Wish
from actions.lines import read_lines
from actions.nearest import NEAR_MAX, nearest_titles
from actions.tracker_reading import read_message
from profiles.model import Customer as Known
from profiles.model import Visit
from shop.catalogue import Catalogue, catalogue_of
from shop.linking import link
from shop.model import Match, Product, Variant


def product(key: str, price: str, *ways: dict[str, str], discreet: bool = False) -> Product:
    variants = tuple(Variant(f"{key}.{i}", "", Decimal(price), way, 5) for i, way in enumerate(ways or ({},)))
    return Product(key, key.replace("-", " ").capitalize(), "Thing", variants, discreet=discreet)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """Scarves at two prices, a notebook in three colours, and something that is not named unasked."""
    colours = tuple({"Colour": colour} for colour in ("Green", "Rust", "Blue"))
    return catalogue_of(
        [
            product("wool-scarf", "39"),
            product("silk-scarf", "64"),
            product("linen-notebook", "16", *colours),
            product("secret-test", "8", discreet=True),
        ]
    )


def read(text: str, catalogue: Catalogue, limit: str = ""):  # type: ignore[no-untyped-def]
    from clock import now

    entities = ({"entity": "max_price", "value": limit},) if limit else ()
    wish = Wish("order_item", text, 1.0, entities, tuple(link(text, catalogue)))
    return read_lines(wish, catalogue, Known("x", True, Visit(1, now(), 1)))


def test_two_that_are_near_are_asked_about_and_a_clear_one_is_not(catalogue: Catalogue) -> None:
    """A word that two share is a question between the two; a word that one has alone is none."""
    assert [p.id for one in read("a scarf", catalogue).between for p in one.products] == ["wool-scarf", "silk-scarf"]
    assert [line.product_id for line in read("the silk one", catalogue).lines] == ["silk-scarf"]


def test_a_price_limit_settles_it(catalogue: Catalogue) -> None:
    """Of two scarves only one costs less than 50; where nothing does, both are still asked about."""
    assert [line.product_id for line in read("a scarf under 50", catalogue, "50").lines] == ["wool-scarf"]
    assert len(read("a scarf under 10", catalogue, "10").between[0].products) == 2
    assert within((), catalogue, Decimal(1)) == ()


def test_or_between_two_things_is_a_question(catalogue: Catalogue) -> None:
    """ "A wool scarf or a notebook" orders neither; "and" orders both."""
    asked = read("a wool scarf or a linen notebook", catalogue)
    assert (asked.lines, asked.choosing) == ((), ())
    assert {p.id for one in asked.between for p in one.products} == {"wool-scarf", "linen-notebook"}
    both = read("a wool scarf and a linen notebook", catalogue)
    assert not both.between
    assert [p.id for p in (*(c.product for c in both.choosing),)] == ["linen-notebook"]
    assert [line.product_id for line in both.lines] == ["wool-scarf"]


def test_alternatives_are_read_from_the_clause_of_a_longer_message() -> None:
    """Places count from the message's start; the words between from the clause's."""
    wish = Wish("order_item", "tea or juice", offset=10)
    groups = [[Match("tea", 0.9, 10, 13)], [Match("juice", 0.9, 17, 22)]]
    assert either(groups, wish) == [[*groups[0], *groups[1]]]
    assert either(groups, Wish("order_item", "tea and jam", offset=10)) == groups
    assert either([], wish) == []


def test_a_refused_colour_is_not_offered(catalogue: Catalogue) -> None:
    """ "Not the green one": which of the others is asked, and through Rasa's message it is the same."""
    (choice,) = read("linen notebook, not the green one", catalogue).choosing
    assert [v.options["Colour"] for v in choice.variants] == ["Rust", "Blue"]
    raw = {"id": "linen-notebook", "score": 1.0, "start": 0, "end": 14, "options": {}, "barred": {"Colour": ["Green"]}}
    wish = {"intent": "order_item", "text": "linen notebook", "confidence": 1.0, "entities": [], "products": [raw]}
    heard = read_message("x", {"text": "linen notebook", "wishes": [wish]})
    assert heard.wishes[0].products[0].barred == {"Colour": ("Green",)}


def test_what_is_only_meant_is_one_group_and_never_taken(catalogue: Catalogue) -> None:
    """Matches without words are asked about together; one that was pressed stands by itself."""
    meant = (Match("wool-scarf", 0.5), Match("silk-scarf", 0.45))
    assert [len(group) for group in spans(meant)] == [2]
    assert [len(group) for group in spans((Match("wool-scarf", 1.0), Match("silk-scarf", 1.0)))] == [1, 1]
    got = read_lines(
        Wish("order_item", "against the cold", 1.0, (), meant), catalogue, Known("x", True, Visit(1, None, 1))
    )  # type: ignore[arg-type]
    assert (got.lines, got.between) == ((), ())
    assert [p.id for p in got.maybe] == ["wool-scarf", "silk-scarf"]


def test_what_nobody_named_is_asked_about_by_what_it_is_for(catalogue: Catalogue) -> None:
    """Where words come near to nothing, what suits the clause is offered: the best few, nothing weak, nothing discreet."""
    suited = (("secret-test", 0.9), ("wool-scarf", 0.6), ("linen-notebook", 0.41), ("silk-scarf", 0.39))
    assert [p.id for p in nearest_titles(Wish("order_item", "x", suited=suited), catalogue)] == [
        "wool-scarf",
        "linen-notebook",
    ]
    named = Wish("order_item", "silk", products=(Match("silk-scarf", 0.5, 0, 4),), suited=suited)
    assert [p.id for p in nearest_titles(named, catalogue)] == ["silk-scarf"]
    assert NEAR_MAX == 3


def test_an_answer_by_refusal(customer: Customer) -> None:
    """ "Umbrella" brings a question with buttons; "not the folding one" answers it."""
    customer.says("an umbrella please", "order_item")
    assert {"show:folding-umbrella", "show:walking-umbrella"} <= set(customer.choices)
    customer.says("not the folding one", "deny")
    assert customer.cart == {"walking-umbrella": 1}


def test_an_answer_by_price(customer: Customer) -> None:
    """ "The cheaper one" answers the question between two."""
    customer.says("an umbrella please", "order_item")
    customer.says("the cheaper one", "order_item")
    assert customer.cart == {"folding-umbrella": 1}


def test_bigger_is_the_next_size_of_what_was_ordered_last(customer: Customer) -> None:
    """A small americano made bigger is a medium one, with everything else as it was."""
    customer.says("a small americano", "order_item")
    customer.says("the same but bigger", "change_cart")
    assert "medium" in customer.replies[0]["text"]
    assert customer.cart == {"americano": 1}


def test_a_pressed_name_takes_as_many_as_were_wanted(customer: Customer) -> None:
    """ "Two croissants" – "which?" – the button is as good as the name in words; a card beside the question is one of its own."""
    customer.says("two croissants please", "order_item")
    customer.presses("show:butter-croissant")
    assert customer.cart == {"butter-croissant": 2}
    customer.says("two croissants please", "order_item")
    customer.presses("show:espresso")
    assert customer.cart["espresso"] == 1

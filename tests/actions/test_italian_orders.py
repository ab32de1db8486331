"""Orders as Italians write them: half dozens, pairs, corrections, some of several, shorthand, hours of another day."""

from __future__ import annotations

import pytest
from counter import Customer

from bot.components.numbers import read_numbers


@pytest.mark.parametrize(
    ("text", "ordered"),
    [
        ("mi dia mezza dozzina di cornetti al burro", {6}),
        ("un paio di marmellate d'arancia", {2}),
        ("vorrei dieci espressi e dieci cornetti semplici", {10}),
        ("due focacce per le sette e mezza di domani mattina", {2}),
    ],
)
def test_so_many(customer: Customer, text: str, ordered: set[int]) -> None:
    """As many as were said of each, and nothing else: "mezza" is no bouquet ("mazzo")."""
    customer.says_in("it", text, "order_item")
    assert set(customer.cart.values()) == ordered
    assert len(customer.cart) == text.count(" e dieci") + 1


def test_a_pair_of_gloves_is_one() -> None:
    """What comes in pairs is counted by pairs, other things by pieces."""
    assert [n.value for n in read_numbers("un paio di pere")] == [2]
    assert [n.value for n in read_numbers("un paio di guanti")] == [1]


def test_what_is_counted_and_not_here_is_said(customer: Customer) -> None:
    """Five pizzas beside an espresso are not left out in silence."""
    assert "pizze" in customer.says_in("it", "un espresso e cinque pizze", "order_item")


@pytest.mark.parametrize(
    "text", ["no aspetta gli espressi sono tre", "gli espressi sono tre", "wait, the espressos are three"]
)
def test_so_many_they_are(customer: Customer, text: str) -> None:
    """A number after the name puts the line right; nothing is taken off."""
    customer.says_in("it", "due espressi", "order_item")
    customer.says_in("en" if text.startswith("wait") else "it", text, "change_cart")
    assert list(customer.cart.values()) == [3]


def test_one_of_the_cappuccinos(customer: Customer) -> None:
    """In another way: the others stay as they are. In a way that is not had: all of them stay."""
    customer.says_in("it", "tre cappuccini", "order_item")
    answer = customer.says_in("it", "uno dei cappuccini senza lattosio", "change_cart")
    assert list(customer.cart.values()) == [3]
    assert "lattosio" in answer
    customer.says_in("it", "uno dei cappuccini con la soia", "change_cart")
    assert sorted(count for count, _ in customer.lines) == [1, 2]


@pytest.mark.parametrize(("text", "note"), [("caldo", "caldo"), ("hot", "hot"), ("caldo possibilmente", "caldo")])
def test_hot_is_how_it_is_to_be(customer: Customer, text: str, note: str) -> None:
    """Said alone it is no hot chocolate."""
    customer.says_in("it", "un caffè macchiato", "order_item")
    answer = customer.says_in("en" if text == "hot" else "it", text, "change_cart")
    assert len(customer.cart) == 1
    assert note in answer


def test_an_hour_of_an_order_that_has_no_goods_yet(customer: Customer) -> None:
    """ "For tomorrow at nine" is put with what is named next."""
    customer.says_in("it", "vorrei ordinare per domani mattina alle nove", "start_order")
    assert "09:00" in customer.says_in("it", "due cappuccini", "order_item")
    assert "08:00" in customer.says_in("it", "e passo a prenderli io verso le otto", "arriving")


def test_back_into_the_cart(customer: Customer) -> None:
    """ "Rimettilo" takes back that the cart was emptied."""
    customer.says_in("it", "un cappuccino", "order_item")
    customer.says_in("it", "annulla", "cancel_order")
    assert not customer.cart
    customer.says_in("it", "anzi rimettilo", "remove_from_cart")
    assert list(customer.cart.values()) == [1]


def test_give_me_two_of_them(customer: Customer) -> None:
    """ "Mettimene due" points at what was talked of."""
    customer.says_in("it", "quanto costa il brownie?", "ask_price")
    customer.says_in("it", "dai mettimene due", "order_item")
    assert list(customer.cart.values()) == [2]


def test_the_grey_one_is_no_tea(customer: Customer) -> None:
    """ "La grigia", of scarves that were shown, is one of them."""
    customer.says_in("it", "avete sciarpe?", "browse_search")
    answer = customer.says_in("it", "la grigia quanto costa?", "ask_price")
    assert "teiera" not in answer.lower()
    assert "sciarpa" in answer.lower() or "39,00" in answer


def test_wifi_beside_an_order(customer: Customer) -> None:
    """What is asked beside an order and has an answer of its own gets it."""
    answer = customer.says_in("it", "un espresso e qual è la password del wifi?", "order_item", "out_of_scope")
    assert "banco" in answer
    assert len(customer.cart) == 1


@pytest.mark.parametrize(
    "text", ["mi serve la fattura alla ditta", "mi può fare la fattura per l'ufficio", "vorrei la fattura"]
)
def test_an_invoice_goes_with_the_order(customer: Customer, text: str) -> None:
    """It stands in the read-back."""
    customer.says_in("it", "un espresso", "order_item")
    assert "fattura" in customer.says_in("it", text, "out_of_scope")


def test_which_is_better(customer: Customer) -> None:
    """ "Meglio" is no part of what is compared."""
    for lang, text in (
        ("it", "meglio il cappuccino o il flat white?"),
        ("en", "what's better, the cappuccino or the flat white?"),
    ):
        answer = customer.says_in(lang, text, "compare").lower()
        assert "meglio il" not in answer
        assert "what's better" not in answer
        assert "2,20" in answer or "2.20" in answer


def test_so_many_of_us_is_no_goodbye(customer: Customer) -> None:
    """How many are coming is heard, and the order goes on."""
    for text in ("siamo in dieci", "saremo una ventina", "sono in sei"):
        assert "arrivederci" not in customer.says_in("it", text, "goodbye").lower()

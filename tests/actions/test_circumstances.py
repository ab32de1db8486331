"""When, where and in what a thing is taken: heard, kept with the order, learnt like an item, asked in the breath of the usual."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from counter import Customer

from actions.circumstances_said import circumstances_said
from house import House

Somebody = Callable[[str], Customer]


def said_of(house: House, who: str = "c-1") -> list[dict[str, str]]:
    """The circumstances of each line of the last order."""
    return [dict(line.circumstances) for line in house.shop.orders.of(who)[0].lines]


def takes(customer: Customer, words: str, days: int = 1) -> str:
    """One visit: ordered, read back, and a yes."""
    customer.says(words, "order_item")
    done = customer.says("yes", "affirm")
    customer.later(days=days)
    return done


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a flat white by the window please", {"where": "window"}),
        ("no, to take away today", {"where": "away", "once": "where"}),
        ("two croissants in a paper bag", {"bag": "paper_bag"}),
        ("write 'Anna' on the cup", {"written": "Anna"}),
        ("can you gift-wrap it with a red ribbon?", {"wrapping": "ribbon"}),
        ("table 5, no bag", {"where": "table 5", "bag": "no_bag"}),
        ("un cappuccino alla finestra", {"where": "window"}),
        ("oggi da asporto", {"where": "away", "once": "where"}),
        ("scriva «Anna» sulla torta", {"written": "Anna"}),
        ("senza sacchetto, al banco", {"bag": "no_bag", "where": "counter"}),
        ("at the back door, with a receipt to the company", {"where": "back_door", "receipt": "company_receipt"}),
        ("con fattura alla ditta, alla porta sul retro", {"where": "back_door", "receipt": "company_receipt"}),
        ("i want to return it, i have the receipt", {}),
        ("do you have a table by the window?", {}),
        ("do you gift wrap?", {}),
        ("not by the window please", {}),
        ("i have to go", {}),
        ("I'd like to pay at the counter", {}),
        ("the red handbag", {}),
    ],
)
def test_what_is_heard(text: str, values: dict[str, str]) -> None:
    """A wish is heard, in English and Italian; a question, a refusal, and words that only look like one are not."""
    assert dict(circumstances_said(text).values) == values


def test_it_is_read_back_and_kept_with_the_order(customer: Customer, house: House) -> None:
    """Said with the goods: named before the yes and after it, on every line of the order; a bag to carry names no bag."""
    back = customer.says("a flat white and a butter croissant by the window, in a paper bag", "order_item")
    assert "by the window, in a paper bag" in back
    assert customer.cart == {"flat-white": 1, "butter-croissant": 1}
    customer.says("yes", "affirm")
    assert said_of(house) == [{"where": "window", "bag": "paper_bag"}] * 2


@pytest.mark.parametrize("said", ["an espresso in a paper bag", "two espressos in a box", "in one bag, an espresso"])
def test_goods_are_found_without_it(customer: Customer, said: str) -> None:
    """A bag or a box that it goes in is no thing of the shop, and hides none."""
    assert "espresso" in customer.says(said, "order_item").lower()
    assert set(customer.cart) == {"espresso"}


def test_it_is_kept_over_questions_and_changes(customer: Customer, house: House) -> None:
    """Neither the question which size, nor a swap, nor one more thing loses it; said anew, the later one counts."""
    customer.says("the striped t-shirt in a paper bag", "order_item")
    assert "in a paper bag" in customer.says("M", "order_item")
    assert "in a paper bag" in customer.says("and an espresso", "order_item")
    assert "in a paper bag" in customer.says("an americano instead of the espresso", "change_cart")
    assert "without a bag" in customer.says("no bag please", "out_of_scope")
    customer.says("yes", "affirm")
    assert said_of(house) == [{"bag": "no_bag"}] * 2


def test_what_takes_the_place_of_a_thing_takes_its_circumstances(customer: Customer) -> None:
    """Swapped, or put in the place of everything: it is still by the window; table five is no five espressos."""
    customer.says("an espresso by the window", "order_item")
    assert "by the window" in customer.says("no, a green tea instead of the espresso", "change_cart")
    assert "by the window" in customer.says("just an americano", "order_item")
    assert "at table 5" in customer.says("at table 5, an espresso", "order_item")
    assert customer.cart == {"americano": 1, "espresso": 1}


def test_said_alone_before_during_and_after_an_order(customer: Customer, house: House) -> None:
    """It waits for the order, joins the one that is read back, and the one that is being made; a yes beside it orders."""
    assert customer.says("by the window please", "out_of_scope").endswith("?")
    assert "by the window" in customer.says("an espresso", "order_item")
    assert "at the counter" in customer.says("yes, at the counter", "affirm")
    assert said_of(house) == [{"where": "counter"}]
    assert "“Anna” on it" in customer.says("write 'Anna' on the cup", "out_of_scope")
    assert said_of(house) == [{"where": "counter", "written": "Anna"}]
    customer.later(days=1).says("to take away", "out_of_scope")  # yesterday's order is not changed any more
    assert said_of(house) == [{"where": "counter", "written": "Anna"}]


def test_undo_takes_it_back(customer: Customer) -> None:
    """ "Undo that" takes back the last thing that was said of the order, too."""
    customer.says("an espresso", "order_item")
    customer.says("by the window", "out_of_scope")
    assert "window" not in customer.says("undo that", "out_of_scope")


def test_the_usual_is_asked_with_its_circumstances_on_the_fourth_visit(customer: Customer, house: House) -> None:
    """Three days by the window: asked in the same breath, and the yes carries it into the order."""
    customer.allows("remember", "personalise", "recommend")
    for _ in range(3):
        assert "window" not in customer.arrives()
        takes(customer, "a large oat flat white by the window, in a paper bag")
    asked = customer.arrives().lower()
    assert all(
        part in asked for part in ("usual", "flat white, large, oat milk", "€3.80", "by the window, in a paper bag")
    )
    customer.says("yes", "affirm")
    assert said_of(house) == [{"where": "window", "bag": "paper_bag"}]


def test_no_but_to_take_away_today_changes_that_order_only(customer: Customer, house: House) -> None:
    """Read back as it is wanted today; the next time the usual is asked as ever."""
    customer.allows("remember", "personalise", "recommend")
    for _ in range(3):
        takes(customer, "a large oat flat white by the window")
    customer.arrives()
    back = customer.says("no, to take away today", "deny")
    assert "to take away" in back
    assert "window" not in back
    customer.says("yes", "affirm")
    assert said_of(house) == [{"where": "away", "once": "where"}]
    assert "by the window" in customer.later(days=1).arrives()


def test_two_of_three_are_no_habit(customer: Customer) -> None:
    """A circumstance of two of three visits is not spoken of, though the drink is their usual."""
    customer.allows("remember", "personalise", "recommend")
    takes(customer, "a large oat flat white by the window")
    takes(customer, "a large oat flat white")
    takes(customer, "a large oat flat white by the window")
    asked = customer.arrives()
    assert "usual" in asked.lower()
    assert "window" not in asked


def test_without_consent_nothing_is_learnt_of_it(customer: Customer) -> None:
    """Three times by the window, and no yes to be remembered: neither drink nor seat."""
    for _ in range(3):
        takes(customer, "a large oat flat white by the window")
    assert "window" not in customer.arrives()


def test_a_present_is_its_recipients(customer: Customer) -> None:
    """What is wrapped, or for the sister, tells nothing of how the customer takes their own."""
    customer.allows("remember", "personalise", "recommend")
    for _ in range(3):
        takes(customer, "a butter croissant for my sister in a box", days=0)
        takes(customer, "a butter croissant")
    assert "in a box" not in customer.arrives()
    assert "in a box" not in customer.says("what do you know about me?", "know_about_me")


def test_always_counts_at_once(customer: Customer, house: House) -> None:
    """ "Always by the window" outranks the orders; it is told, and forgotten, on a word."""
    customer.allows("remember", "personalise", "recommend")
    customer.says("always by the window please", "out_of_scope")
    for _ in range(3):
        takes(customer, "a large oat flat white")
    assert "by the window" in customer.arrives()
    assert "by the window" in customer.says("what do you know about me?", "know_about_me")
    customer.says("forget my seat", "forget_me")
    assert "window" not in customer.later(days=1).arrives()


def test_a_time_is_learnt_by_the_clock_and_asked_while_it_is_to_come(customer: Customer, house: House) -> None:
    """ "At eleven" of three days is asked at ten of the fourth, and not at noon."""
    customer.allows("remember", "personalise", "recommend")
    for _ in range(3):
        takes(customer, "a large oat flat white at 11:30")
    assert "at 11:30" in customer.arrives()
    customer.says("yes", "affirm")
    assert said_of(house) == [{"when": "2026-11-27 11:30"}]
    assert "11:30" not in customer.later(days=1, hours=3).arrives()


def test_it_is_told_what_it_rests_on(customer: Customer) -> None:
    """ "How do you know that?" after the offer counts the days; "what do you know about me?" names the habit."""
    customer.allows("remember", "personalise", "recommend")
    for _ in range(3):
        takes(customer, "a large oat flat white by the window")
    customer.arrives()
    assert "by the window on 3 of 3 days" in customer.says("how do you know that?", "how_do_you_know")
    assert "by the window" in customer.says("what do you know about me?", "know_about_me")


def test_in_italian(customer: Customer) -> None:
    """The same in Italian, in the customer's own words for it."""
    customer.allows("remember", "personalise", "recommend")
    for _ in range(3):
        customer.says_in("it", "un espresso al banco, per favore", "order_item")
        customer.says_in("it", "sì", "affirm")
        customer.later(days=1)
    asked = customer.says_in("it", "il solito", "reorder_usual")
    assert "espresso" in asked.casefold()  # some wordings begin with it
    assert "al banco" in asked


def test_exported_and_erased(customer: Customer, house: House) -> None:
    """It is in the export, and after an erasure in no order."""
    takes(customer, "an espresso, write 'Bartolomea' on the cup")
    assert "Bartolomea" in str(house.shop.export("c-1"))
    number = house.shop.orders.of("c-1")[0].id
    house.shop.erase("c-1")
    kept = next(order for order in house.shop.orders.recent() if order.id == number)
    assert [dict(line.circumstances) for line in kept.lines] == [{}]

"""Did they like it? Asked of whom the customer has just named, once, of who may be remembered; filed under them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from counter import AT, Customer

from actions.lines import line_of
from house import House
from profiles.model import Fact

QUESTION = "checked scarf?"


def gave(
    customer: Customer, product_id: str = "checked-scarf", *, days_ago: float = 5, who: str = "sister"
) -> Customer:
    """A present of some days ago."""
    product = customer.house.shop.catalogue().get(product_id)
    assert product is not None
    line = line_of(product, product.variants[0], recipient=who, gift=True)
    customer.house.shop.orders.place(customer.id, f"old-{product_id}", [line], AT - timedelta(days=days_ago))
    return customer


@pytest.fixture
def giver(customer: Customer) -> Customer:
    """Somebody remembered, who gave their sister a scarf five days ago."""
    return gave(customer.allows("remember", "personalise", "recommend"))


def facts_of(customer: Customer, who: str | None = "sister") -> dict[str, str]:
    return {f.name: f.value for f in customer.known.facts if f.recipient == who and f.name.startswith("review_")}


def names_her(customer: Customer) -> str:
    return customer.says("my sister's size is M, for next time", "remember_this")


def test_asked_once_when_she_is_named(giver: Customer) -> None:
    """Not at the welcome, for nobody has named her; once she is named and nothing else is asked, and never again."""
    assert "scarf" not in giver.arrives().lower()
    asked = names_her(giver.later(days=1))
    assert "your sister" in asked
    assert asked.rstrip().endswith(QUESTION)
    assert QUESTION not in names_her(giver.later(days=1))


def test_asked_after_another_present_for_her_was_ordered(giver: Customer) -> None:
    """The yes to an order that names her is the moment, too; that order is not asked of."""
    giver.says("an espresso for my sister please", "order_item")
    done = giver.presses("yes")
    assert "A-" in done
    assert done.rstrip().endswith(QUESTION)


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("yes, she loved it", "liked"),
        ("yes!", "liked"),
        ("not really", "disliked"),
        ("a bit too warm", "disliked: too warm"),
        ("meh", "so-so"),
    ],
)
def test_the_answer_is_hers(giver: Customer, said: str, verdict: str) -> None:
    """Kept under her, told when she is asked about, forgotten with her; nothing is learnt of the giver."""
    names_her(giver)
    before = giver.known
    assert "your sister" in giver.says(said, "affirm", enthusiasm=0.9, warmth=0.9)
    assert facts_of(giver) == {
        "review_asked": giver.house.shop.orders.of(giver.id)[0].id,
        "review_checked_scarf": verdict,
    }
    assert facts_of(giver, None) == {}
    assert giver.known.profile == before.profile
    told = giver.says("what do you know about my sister?", "know_about_me")
    assert "checked scarf" in told
    assert not any(word in told for word in ("review", "asked"))
    giver.says("forget my sister", "forget_me")
    assert facts_of(giver) == {}


def test_the_givers_taste_stays(giver: Customer) -> None:
    """She did not like the scarf; it may still be recommended to the giver, who was never asked."""
    names_her(giver)
    giver.says("she hated it", "chitchat")
    assert facts_of(giver)["review_checked_scarf"] == "disliked"
    told = giver.says("what do you know about me?", "know_about_me")
    assert "you did not like" not in told


@pytest.mark.parametrize("case", ["late", "discreet", "brother", "short", "less personal", "no consent", "cancelled"])
def test_not_asked(customer: Customer, house: House, case: str) -> None:
    """After 14 days, of discreet goods, of another one's present, of who wants it short or less personal, without consent, of
    what was cancelled."""
    if case != "no consent":
        customer.allows("remember", "personalise", "recommend")
    gave(customer, "pregnancy-test" if case == "discreet" else "checked-scarf", days_ago=15 if case == "late" else 5)
    if case == "short":
        customer.says("keep it short please", "keep_short")
    if case == "less personal":
        house.profiles.set_fact(customer.id, Fact("personal", "less", AT))
    if case == "cancelled":
        house.shop.orders.cancel(customer.id, house.shop.orders.of(customer.id)[0].id, "m-c")
    who = "brother" if case == "brother" else "sister"
    said = customer.says(f"my {who}'s size is M, for next time", "remember_this")
    assert "scarf" not in said
    assert "?" not in said or case == "no consent"


def test_never_to_a_browser_that_nobody_is_signed_in_to(house: House, somebody) -> None:  # type: ignore[no-untyped-def]
    """Presents are not brought up there, also when she is named."""
    browser = gave(somebody("anon-1").allows("remember", "personalise", "recommend"))
    assert "scarf" not in names_her(browser)
    assert facts_of(browser) == {}


def test_said_in_passing(giver: Customer) -> None:
    """ "My sister loved the checked scarf" is kept under her, and is no remark on the giver's own taste."""
    giver.says("my sister loved the checked scarf", "chitchat")
    assert facts_of(giver) == {"review_checked_scarf": "liked"}
    assert facts_of(giver, None) == {}


def test_an_order_is_no_answer(giver: Customer) -> None:
    """Whoever orders after the question has ordered, and said nothing of the scarf."""
    names_her(giver)
    giver.says("one espresso please", "order_item")
    assert giver.cart == {"espresso": 1}
    assert "review_checked_scarf" not in facts_of(giver)

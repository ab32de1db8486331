"""How was it, asked once and of the right ones; what was liked, disliked, wished for or not found steers the next advice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from counter import AT, Customer

from actions.lines import line_of
from actions.verdicts import verdict_in
from house import House


@pytest.fixture
def buyer(customer: Customer) -> Customer:
    """Somebody remembered who writes at some length, and bought a scarf yesterday."""
    return bought(customer, "checked-scarf").allows("remember", "personalise", "recommend")


def bought(customer: Customer, product_id: str, *, days_ago: float = 1, who: str | None = None) -> Customer:
    """An order of some days ago."""
    product = customer.house.shop.catalogue().get(product_id)
    assert product is not None
    line = line_of(product, product.variants[0], recipient=who, gift=who is not None)
    customer.house.shop.orders.place(customer.id, f"old-{product_id}", [line], AT - timedelta(days=days_ago))
    return customer


def asks(text: str) -> bool:
    return "how was" in text.lower() or "how did you find" in text.lower() or "how you found" in text.lower()


def test_asked_once_of_a_purchase(buyer: Customer) -> None:
    """The visit after; never again for that purchase, answered or not."""
    said = buyer.arrives()
    assert asks(said)
    assert "checked scarf" in said
    assert not asks(buyer.later(days=1).arrives())


@pytest.mark.parametrize(
    ("product_id", "days_ago", "who"),
    [("checked-scarf", 15, None), ("checked-scarf", 1, "sister"), ("pregnancy-test", 1, None)],
)
def test_not_asked_late_nor_of_presents_nor_of_discreet_goods(
    customer: Customer, product_id: str, days_ago: int, who: str | None
) -> None:
    """After 14 days, of a present, of discreet goods: never."""
    bought(customer, product_id, days_ago=days_ago, who=who).allows("remember", "personalise", "recommend")
    assert not asks(customer.arrives())


def test_not_asked_without_consent_nor_of_who_complains(customer: Customer) -> None:
    """No yes to be remembered; then an open complaint, which comes first."""
    bought(customer, "checked-scarf")
    assert not asks(customer.arrives())
    customer.later(days=1).allows("remember", "personalise", "recommend")
    customer.says("my order was wrong", "complaint")
    assert not asks(customer.later(days=1).arrives())


def test_not_asked_of_who_wants_it_short(buyer: Customer) -> None:
    """ "Keep it short" is heeded: no question that nobody invited."""
    buyer.says("keep it short please", "keep_short")
    assert not asks(buyer.later(days=1).arrives())


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("loved it", "liked"),
        ("a bit too sweet for me", "disliked: too sweet"),
        ("meh", "so-so"),
        ("not bad", "so-so"),
        ("I didn't like it", "disliked"),
        ("buonissimo", "liked"),
        ("troppo dolce", "disliked: troppo dolce"),
        ("non mi è piaciuto", "disliked"),
        ("così così", "so-so"),
        ("a coffee please", ""),
    ],
)
def test_verdicts_are_heard(text: str, verdict: str) -> None:
    """In both languages; what is none is none."""
    assert verdict_in(text) == verdict


def test_the_answer_is_kept_of_that_thing(buyer: Customer) -> None:
    """ "Too warm" is kept as a fact about the scarf, told on asking, and it is not recommended again."""
    buyer.arrives()
    buyer.says("too warm for me", "out_of_scope")
    assert buyer.known.fact("review_checked_scarf") == "disliked: too warm"
    told = buyer.says("what do you know about me?", "know_about_me")
    assert "you did not like checked scarf (too warm)" in told
    for _ in range(4):
        assert "checked scarf" not in buyer.says("can you recommend a scarf?", "recommend").lower()


def test_a_wish_is_no_answer(buyer: Customer) -> None:
    """An order after the question is an order."""
    buyer.arrives()
    buyer.says("one espresso please", "order_item")
    assert buyer.cart == {"espresso": 1}
    assert buyer.known.fact("review_checked_scarf") is None


def test_what_was_liked_is_proven_for_them(customer: Customer) -> None:
    """Said in passing of what they had here; asked for something proven, it comes first, and why is told."""
    bought(customer, "chocolate-brownie", days_ago=20).allows("remember", "personalise", "recommend")
    customer.says("I loved the chocolate brownie", "chitchat")
    assert customer.known.fact("review_chocolate_brownie") == "liked"
    said = customer.later(days=1).says(
        "which cake do you recommend? something tried and tested", "recommend", novelty=-0.8
    )
    assert "brownie" in said.lower()


def test_remind_me(customer: Customer) -> None:
    """ "Remind me to try the decaf espresso some time" leads the next advice, once."""
    customer.allows("remember", "personalise", "recommend")
    customer.says("remind me to try the decaf espresso next time", "remember_this")
    assert customer.cart == {}
    said = customer.later(days=1).says("what do you recommend?", "recommend")
    assert "decaf espresso" in said.lower()
    assert customer.known.fact("wished_for") is None


def test_what_was_not_found_leads_once_it_is_there(customer: Customer, house: House) -> None:
    """A purple scarf that was looked for in vain is named first when there is one; a private word is not kept."""
    customer.allows("remember", "personalise", "recommend")
    customer.says("a haemorrhoid cream", "order_item")
    assert customer.known.fact("sought") is None
    customer.says("do you have a tartan blanket scarf", "order_item")
    kept = customer.known.fact("sought")
    assert kept is None or "scarf" in kept
    if kept:
        scarf = house.shop.catalogue().get("checked-scarf")
        assert scarf is not None
        new = replace(
            scarf,
            id="tartan",
            title="Tartan blanket scarf",
            variants=(replace(scarf.variants[0], id="tartan", price=Decimal(30)),),
        )
        house.shop.load_catalogue([new])
        assert "tartan" in customer.later(days=1).says("what do you recommend?", "recommend").lower()


def test_without_consent_no_wish_leads(customer: Customer) -> None:
    """A wish of another visit is gone where nobody said yes."""
    customer.says("remind me to try the decaf espresso next time", "remember_this")
    assert "told me" not in customer.later(days=1).says("what do you recommend?", "recommend")

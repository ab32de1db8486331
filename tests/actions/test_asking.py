"""Asking instead of guessing: one uninvited question a visit, one question a message, and what comes of the answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from counter import AT, Customer

from house import House
from profiles.model import PURPOSES
from shop.model import Line, Order

UNINVITED = {"ask_taste", "want_one_or_new", "want_one_or_known", "consent_ask"}


@pytest.fixture
def regular(house: House, somebody: Callable[[str], Customer]) -> Customer:
    """Somebody who came before, is remembered, bought this and that, and has no usual."""
    customer = somebody("regular").allows(*PURPOSES)
    scarf = next(p for p in house.shop.catalogue().listed() if p.id == "lambswool-scarf")
    line = Line(scarf.id, scarf.variants[0].id, 1, Decimal("49"), scarf.title, scarf.kind)
    house.shop.import_orders([Order("old", customer.id, AT - timedelta(days=20), (line,))])
    customer.says("thanks", "thanks")  # a visit in which nothing was asked
    return customer.later(days=2)


def asked_in(customer: Customer) -> set[str]:
    """The uninvited questions of the last answer."""
    return UNINVITED & set(customer.plan.get("acts", ()))


def test_a_recommendation_asks_for_taste_beside_the_suggestion(customer: Customer) -> None:
    """Of somebody whose taste is unknown it is asked, in the one question that a suggestion ends with; a yes still buys."""
    reply = customer.writes("what can you recommend?", "recommend")
    assert len(asked_in(customer)) == 1
    assert reply.count("?") == 1
    assert customer.replies[-1]["products"]
    assert any(choice.startswith("taste:") for choice in customer.choices)
    customer.says("yes", "affirm")
    assert len(customer.cart) == 1


@pytest.mark.parametrize(
    ("press", "said", "lead", "sign"),
    [
        ("taste:new", "", "new", 1),
        ("taste:known", "", "proven", -1),
        ("", "something new", "new", 1),
        ("", "tried and tested", "proven", -1),
    ],
)
def test_the_answer_leads_at_once_and_is_kept(
    house: House, somebody: Callable[[str], Customer], press: str, said: str, lead: str, sign: int
) -> None:
    """Pressed or said, it decides the next suggestion, is a stated fact, and has taught the taste at the next visit."""
    customer = somebody("c").allows("remember", "personalise")
    customer.writes("what can you recommend?", "recommend")
    customer.presses(press) if press else customer.writes(said, "recommend")
    assert customer.plan["pitch"]["lead"] == lead
    assert customer.replies[-1]["products"]
    assert customer.known.fact("taste") == ("new" if lead == "new" else "known")
    novelty = customer.later(days=2).known.profile["novelty"].value
    assert novelty * sign > 0.1
    assert customer.known.fact("taste")


def test_without_consent_the_answer_goes_with_the_visit(customer: Customer) -> None:
    """What was answered counts to the end of the visit, and no longer."""
    customer.writes("what can you recommend?", "recommend")
    customer.presses("taste:new")
    customer.writes("what else can you recommend?", "recommend")
    assert customer.plan["pitch"]["lead"] == "new"
    assert customer.later(days=1).known.fact("taste") is None
    assert "novelty" not in customer.known.profile


def test_a_regular_is_asked_at_the_welcome(regular: Customer) -> None:
    """The welcome that has nothing else to ask asks for the taste, with a button for each; then never again."""
    reply = regular.arrives()
    assert asked_in(regular) == {"ask_taste"}
    assert regular.choices == ["taste:new", "taste:known"]
    assert reply.count("?") == 1
    regular.presses("taste:new")
    assert regular.plan["pitch"]["lead"] == "new"
    for _ in range(4):
        regular.presses("something_else")
        assert not asked_in(regular)


def test_who_passes_the_question_over_is_not_asked_at_every_visit(regular: Customer) -> None:
    """Asked once, not answered: at the visits after it the welcome and the suggestions come without it."""
    asked = []
    for _ in range(4):
        for text, intent in (("hello", "greet"), ("what can you recommend?", "recommend")):
            regular.says(text, intent)
            asked.append(asked_in(regular))
        regular.later(days=2)
    assert asked[0] == {"ask_taste"}
    assert not any(asked[1:]), asked


def test_whose_taste_is_known_is_not_asked(house: House, regular: Customer) -> None:
    """A clear estimate, or a wish that was just said, leaves nothing to ask."""
    regular.house.profiles.correct(regular.id, "novelty", 0.8, regular.house.clock())
    regular.arrives()
    assert not asked_in(regular)
    regular.says("what can you recommend?", "recommend")
    assert not asked_in(regular)
    assert regular.plan["pitch"]["lead"] == "new"


@pytest.mark.parametrize(
    ("text", "intents"),
    [
        ("quick, my train leaves in two minutes, what can you recommend?", ("recommend",)),
        ("what would you recommend for my sister?", ("gift",)),
        ("something new please, what do you recommend?", ("recommend",)),
        ("what's the cheapest thing you recommend?", ("recommend",)),
        ("could you recommend an umbrella", ("recommend",)),
        ("what do you recommend for breakfast?", ("recommend",)),
        ("This is useless!! Your damn shop never works. What do you recommend?", ("recommend",)),
        ("I can't stop drinking, what do you recommend?", ("recommend",)),
    ],
)
def test_not_in_a_hurry_nor_where_the_answer_is_known(customer: Customer, text: str, intents: tuple[str, ...]) -> None:
    """No taste is asked in a hurry, of the angry or the distressed, for a present, or where the message says enough."""
    customer.writes(text, *intents)
    assert not asked_in(customer)


def test_after_a_complaint_nothing_is_asked_in_that_visit(customer: Customer) -> None:
    """Neither taste nor consent, though the complaint be settled."""
    customer.writes("my coffee was cold", "complaint")
    customer.writes("a voucher please", "out_of_scope")
    assert customer.known.fact("complaint_open") == "no"
    customer.writes("what can you recommend?", "recommend")
    assert not asked_in(customer)
    customer.writes("an espresso please", "order_item")
    customer.writes("yes please", "affirm")
    assert customer.bought
    assert not asked_in(customer)


def test_consent_and_taste_share_the_one_question(customer: Customer) -> None:
    """Whoever was asked for their taste is not asked for consent in the same visit; the next visit's order brings that."""
    customer.writes("what can you recommend?", "recommend")
    assert asked_in(customer)
    customer.writes("an espresso please", "order_item")
    customer.writes("yes please", "affirm")
    assert customer.bought
    assert "consent_yes" not in customer.choices
    customer.later(days=1).writes("an espresso please", "order_item")
    customer.writes("yes please", "affirm")
    assert asked_in(customer) == {"consent_ask"}
    customer.writes("what can you recommend?", "recommend")
    assert not asked_in(customer)


CONVERSATION = (
    ("hello", "greet"), ("what can you recommend?", "recommend"), ("something else", "recommend"), ("no thanks", "deny"),
    ("what's new?", "browse_search"), ("an espresso please", "order_item"), ("yes please", "affirm"), ("thanks", "thanks"),
    ("what else can you recommend?", "recommend"), ("a flat white", "order_item"), ("yes", "affirm"), ("do you deliver?", "delivery"),
    ("remember that I take oat milk", "remember_this"), ("what can you recommend?", "recommend"), ("bye", "goodbye"),
)  # fmt: skip
ITALIAN = (
    ("buongiorno", "greet"), ("che cosa mi consiglia?", "recommend"), ("qualcos'altro", "recommend"), ("no grazie", "deny"),
    ("un espresso per favore", "order_item"), ("sì", "affirm"), ("grazie", "thanks"), ("che cosa mi consiglia?", "recommend"),
    ("un cappuccino", "order_item"), ("sì", "affirm"), ("che cosa mi consiglia ancora?", "recommend"),
)  # fmt: skip


@pytest.mark.parametrize(("lang", "said"), [("en", CONVERSATION), ("it", ITALIAN)])
@pytest.mark.parametrize("start", ["arrives", "writes at once"])
def test_one_uninvited_question_a_visit_and_one_question_a_message(
    customer: Customer, lang: str, said: tuple[tuple[str, str], ...], start: str
) -> None:
    """Over whole conversations, on two days: never a second uninvited question in a visit, never two in one message."""
    for day in range(2):
        customer.later(days=day)
        if start == "arrives":
            customer.arrives()
        uninvited = []
        for text, intent in said:
            reply = customer.writes(text, intent, lang=lang)
            assert reply.count("?") <= 1, (text, reply)
            invited = intent == "remember_this"
            uninvited += [] if invited else asked_in(customer)
        assert len(uninvited) == 1, uninvited


def test_the_same_shop_without_anything_new_asks_nothing(house: House, customer: Customer) -> None:
    """Where all goods are of one sort the answer would change nothing, so it is not asked."""
    old = [replace(p, arrived_on=None) for p in house.shop.catalogue().listed()]
    house.shop.load_catalogue(old)
    customer.writes("what can you recommend?", "recommend")
    assert not asked_in(customer)
    assert customer.replies[-1]["products"]


def test_an_allergy_beside_an_order_waits_with_its_question(customer: Customer) -> None:
    """It is heeded at once; the read-back has the question. Once the order is placed, it is asked whether to keep it."""
    reply = customer.writes("a cappuccino please, I'm allergic to nuts", "order_item", "out_of_scope")
    assert reply.count("?") == 1
    assert customer.known.fact("allergy") == "nuts"
    assert customer.cart == {"cappuccino": 1}
    reply = customer.writes("yes", "affirm")
    assert customer.bought == [{"cappuccino": 1}]
    assert reply.count("?") == 1
    assert "allergy_ask" in customer.plan["acts"]
    customer.presses("allergy_yes")
    assert customer.later(days=1).known.fact("allergy") == "nuts"
    customer.writes("an espresso please", "order_item")
    customer.writes("yes", "affirm")
    assert "allergy_ask" not in customer.plan["acts"]

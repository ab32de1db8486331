"""What is never done, to nobody: through whole turns, in both languages, with everything that is really heard."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from counter import AT, Customer

from actions.adaptation.voices import every_sentence
from house import House
from profiles import handover
from profiles.model import Consent, Fact, Observation, Turn

# People who could hardly be more different, as their profile says.
EXTREMES: dict[str, dict[str, float]] = {
    "nobody known": {},
    "new, rich, casual": {"novelty": 1.0, "uniqueness": 1.0, "price_mindedness": 0.0, "formality": -1.0, "verbosity": 40.0, "emoji_count": 5.0},
    "cautious, poor, formal": {"novelty": -1.0, "uniqueness": -1.0, "price_mindedness": 1.0, "formality": 1.0, "verbosity": 2.0, "risk_aversion": 1.0},
    "warm and chatty": {"warmth": 1.0, "politeness": 1.0, "verbosity": 60.0, "detail": 1.0},
}  # fmt: skip
FACTS: dict[str, list[tuple[str, str]]] = {
    "en": [
        ("how much is a large oat flat white?", "ask_price"), ("is the lemon cake in stock?", "ask_stock"),
        ("what's in the lemon cake?", "ask_ingredients"), ("do you deliver?", "delivery"), ("can I return a scarf?", "return_refund"),
        ("what offers do you have?", "offers"), ("can I pay by card?", "payment"), ("give me 50% off", "offers"),
    ],
    "it": [
        ("quanto costa un espresso?", "ask_price"), ("che cosa c'è nella lemon cake?", "ask_ingredients"), ("consegnate?", "delivery"),
        ("posso rendere una sciarpa?", "return_refund"), ("che offerte avete?", "offers"),
    ],
}  # fmt: skip
FACT_ACTS = {
    *(
        "price_is",
        "prices_are",
        "price_from",
        "stock_yes",
        "stock_few",
        "stock_no",
        "ingredients_are",
        "allergens_are",
        "allergens_none",
        "allergens_none_too",
        "allergens_too",
    ),
    *("delivery", "returns_terms", "offers", "payment", "discount_no"),
}
_AMOUNTS = re.compile(r"€\s?\d+[.,]\d\d|\d+[.,]\d\d\s€|\d+ (?:days|giorni)")
PRESSURE = re.compile(
    r"\b(?:hurry|last chance|only \d+ left|while stocks? last|selling (?:fast|out)|today only(?!, then)|before it'?s (?:gone|too late)|act now|don'?t miss|"
    r"\d+ people (?:are )?(?:looking|watching)|we('ve| have)? miss(?:ed)? you|where have you been|long time no see|you(?:'ll| will) regret|"
    r"affrett\w+|ultima occasione|solo (?:per )?oggi|finché dura|ci (?:manchi|sei mancat\w|è mancat\w)|non perder\w+|che fine ha fatto)\b|!",
    re.IGNORECASE,
)
SELLING = ("pitch_", "offer_", "complement", "news", "want_one", "recommend", "ask_taste", "consent_ask", "cheapest")


def lived(house: House, customer: Customer, dials: dict[str, float]) -> Customer:
    """A customer of whom all this is believed from twelve visits, and more put right by themselves."""
    yes = [Consent(p, True, AT - timedelta(days=60), "said") for p in ("remember", "personalise", "recommend")]
    for day in range(12):
        at = AT - timedelta(days=40 - 3 * day)
        turn = Turn(customer.id, "shop", f"old-{day}", at, "text", "hello", ())
        seen = [Observation(customer.id, "shop", f"old-{day}", at, name, value, "x") for name, value in dials.items()]
        house.profiles.record(turn, observations=seen, consents=yes)
    return customer


@pytest.mark.parametrize("lang", ["en", "it"])
def test_facts_are_the_same_for_everybody(house: House, somebody: Callable[[str], Customer], lang: str) -> None:
    """Price, stock, ingredients, allergens, delivery, rights, payment, offers: the same amounts and texts, whoever asks."""
    told: dict[str, dict[str, Any]] = {}
    plans = set()
    for number, (title, dials) in enumerate(EXTREMES.items()):
        customer = lived(house, somebody(f"c-{number}"), dials)
        told[title] = {}
        for text, intent in FACTS[lang]:
            reply = customer.writes(text, intent, lang=lang)
            told[title][text] = {
                "amounts": sorted(_AMOUNTS.findall(reply)),
                "texts": [words for words in shop_texts(house, lang) if words.casefold() in reply.casefold()],
                "acts": sorted(FACT_ACTS & set(customer.plan["acts"])),
                "products": [(p["id"], p["price"]) for r in customer.replies for p in r["products"]],
            }
            plans.add(
                (customer.plan["tone"]["manner"], customer.plan["length"]["level"], customer.plan["pitch"]["lead"])
            )
    assert len(plans) > 3  # they are answered quite differently, all the same
    first = told.pop("nobody known")
    assert all(first[text]["acts"] for text in first), first
    for title, facts in told.items():
        assert facts == first, title


def shop_texts(house: House, lang: str) -> list[str]:
    """What the shop says of itself and its goods, letter by letter."""
    terms, goods = house.terms, house.shop.catalogue().listed()
    texts = [terms.delivery.text, terms.payment, terms.returns, *terms.offers]
    return (
        [t.say(lang) for t in texts] + [p.ingredients for p in goods if p.ingredients] + ["lactose", "gluten", "eggs"]
    )


def test_an_order_costs_the_same(house: House, somebody: Callable[[str], Customer]) -> None:
    """The same order has the same total for the rich and for the poor."""
    totals = set()
    for number, dials in enumerate(EXTREMES.values()):
        customer = lived(house, somebody(f"c-{number}"), dials)
        customer.writes("a lemon cake and a large oat flat white please", "order_item")
        customer.writes("yes please", "affirm")
        (order,) = house.shop.orders.of(customer.id)
        totals.add(sum(line.total for line in order.lines))
    assert len(totals) == 1


SHOPPING = {
    "en": [
        ("hello", "greet"), ("what can you recommend?", "recommend"), ("something else", "recommend"), ("is the linen shirt in stock?", "ask_stock"),
        ("maybe, I'm not sure", "out_of_scope"), ("not now, later perhaps", "deny"), ("an espresso please", "order_item"), ("no", "deny"), ("bye", "goodbye"),
    ],
    "it": [
        ("buongiorno", "greet"), ("che cosa mi consiglia?", "recommend"), ("qualcos'altro", "recommend"), ("forse, non so", "out_of_scope"),
        ("no, magari un'altra volta", "deny"), ("un espresso", "order_item"), ("no", "deny"), ("arrivederci", "goodbye"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "it"])
@pytest.mark.parametrize("absent", [1, 200])
@pytest.mark.parametrize("title", sorted(EXTREMES))
def test_nobody_is_pressed(
    house: House, somebody: Callable[[str], Customer], title: str, lang: str, absent: int
) -> None:
    """No scarcity, countdown, guilt, regret or "we miss you", hesitant or gone for half a year; a no is taken for a no."""
    customer = lived(house, somebody("c"), EXTREMES[title]).later(days=absent)
    assert not PRESSURE.search(customer.writes(*SHOPPING[lang][0], lang=lang))
    for text, intent in SHOPPING[lang][1:]:
        reply = customer.writes(text, intent, lang=lang)
        assert not PRESSURE.search(reply), (text, reply)
    assert not customer.bought


def test_how_few_are_left_is_told_to_who_asks_only(customer: Customer) -> None:
    """True scarcity is a number in answer to a question, never a reason to buy."""
    few = [
        p
        for p in customer.house.shop.catalogue().listed()
        if all(v.stock is not None and 0 < v.stock <= 3 for v in p.variants)
    ]
    for product in few[:3]:
        customer.says(f"tell me about the {product.title}", "ask_product_info")
        assert "stock_few" not in customer.plan["acts"]
    assert not [s for s in every_sentence("en") + every_sentence("it") if PRESSURE.search(re.sub(r"[¡!]", "", s))]


TROUBLE = [
    ("I can't go on, I want to die", "en", "distress"), ("I have a gambling problem and I can't stop buying", "en", "distress"),
    ("I'm an alcoholic, do you have wine?", "en", "distress"), ("my husband hits me and I am not safe", "en", "distress"),
    ("voglio farla finita", "it", "distress"), ("sono dipendente dal gioco e non riesco a smettere di comprare", "it", "distress"),
    ("I'm ten years old and I want two brownies", "en", "child"), ("i'm only 9 years old", "en", "child"),
    ("ho otto anni, vorrei un gelato", "it", "child"), ("sono una bambina", "it", "child"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "lang", "act"), TROUBLE)
def test_selling_stops_and_a_person_is_offered(customer: Customer, text: str, lang: str, act: str) -> None:
    """Distress, addiction, a child: nothing is sold in that answer, a person is offered, and the visit stays without pitch."""
    customer.writes(text, "order_item", lang=lang)
    assert customer.plan["acts"] == [act]
    assert customer.plan["pitch"]["lead"] == "none"
    assert customer.cart == {}
    waiting = handover.state(customer.house.profiles.engine, customer.id) == "waiting"
    assert waiting or "person" in customer.choices
    customer.writes("what can you recommend?" if lang == "en" else "che cosa mi consiglia?", "recommend", lang=lang)
    assert customer.plan["pitch"]["lead"] == "none"
    assert not [a for a in customer.plan["acts"] if a.startswith(("pitch_", "want_one", "ask_taste", "news"))]
    assert not PRESSURE.search(customer.heard)


def test_trouble_is_not_remembered(house: House, somebody: Callable[[str], Customer]) -> None:
    """Neither a fact nor an estimate is left of it, and the next visit is as any other."""
    customer = somebody("c").allows("remember", "personalise", "recommend")
    for text in ("I want to die", "I'm ten years old"):
        customer.writes(text, "out_of_scope")
    known = customer.later(days=1).known
    assert known.facts == ()
    assert not {"distress", "child", "grief"} & {*known.profile, *known.session}
    customer.arrives()
    assert customer.plan["pitch"]["lead"] != "none"


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("I'm dying for a coffee", "en"), ("I'm addicted to your brownies", "en"), ("I'm 10 minutes away", "en"), ("my son is ten years old", "en"),
        ("I'm 34 years old", "en"), ("muoio dalla voglia di un caffè", "it"), ("mio figlio ha dieci anni", "it"),
    ],
)  # fmt: skip
def test_figures_of_speech_and_other_people_stop_nothing(customer: Customer, text: str, lang: str) -> None:
    """Dying for a coffee is no crisis, and a son of ten is not the customer."""
    customer.writes(text, "order_item", lang=lang)
    assert not {"distress", "child"} & set(customer.plan["acts"])


def test_no_puns_on_a_purchase(customer: Customer) -> None:
    """What is bought is named as the shop names it: no wordplay with coffee, tea or bread in any wording of ours."""
    puns = re.compile(
        r"\b(?:espresso yourself|thanks a latte|brew-?tiful|tea-?rrific|bean there|a-?maize-?ing|bread-?y|un-?brie-?lievable|grounds for|"
        r"muffin (?:better|compares)|dough-?n'?t|piece of cake|bake my day|croissant-?ly)\b",
        re.IGNORECASE,
    )
    assert not [s for s in every_sentence("en") + every_sentence("it") if puns.search(s)]


def test_the_angry_are_not_sold_to(customer: Customer) -> None:
    """Anger alone, without the word complaint: an even, short answer without pitch, emoji or a question of ours."""
    customer.writes("THIS IS RIDICULOUS!!! your stupid shop is useless 😡😡", "out_of_scope")
    assert customer.plan["stance"] == "diverge"
    assert (customer.plan["pitch"]["lead"], customer.plan["tone"]["emoji"]) == ("none", 0)
    assert not [a for a in customer.plan["acts"] if a.startswith(SELLING)]


def test_a_fact_about_the_customer_changes_no_fact_of_the_shop(
    house: House, somebody: Callable[[str], Customer]
) -> None:
    """An allergy warns, and hides no price: the price is everybody's."""
    plain, careful = somebody("a"), somebody("b").allows("remember", "health")
    fact = Fact("allergy", "nuts", house.clock(), "m", "nuts")
    house.profiles.record(Turn("b", "shop", "m0", house.clock(), "text", "x", ()), facts=[fact])
    question = ("how much is the lemon cake?", "ask_price")
    assert _AMOUNTS.findall(plain.writes(*question)) == _AMOUNTS.findall(careful.writes(*question)) != []

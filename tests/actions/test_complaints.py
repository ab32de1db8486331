"""A complaint: no pitch until it is settled, remembered with consent, a person for the second; and how it is settled."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from counter import Customer

from house import House
from profiles import handover

OFFERS = ("offer_", "pitch_", "complement", "news", "want_one", "ask_taste", "consent_ask")
COLD = ("my coffee was cold", "complaint")


@pytest.fixture
def guest(somebody: Callable[[str], Customer]) -> Customer:
    """Somebody who is remembered and has bought here."""
    customer = somebody("guest").allows("remember", "personalise", "recommend")
    customer.says("a large oat flat white please", "order_item")
    customer.says("yes", "affirm")
    return customer


def sells(customer: Customer) -> list[str]:
    """Acts of the last answer that sell, offer, or ask what nobody asked for."""
    return [act for act in customer.plan["acts"] if act.startswith(OFFERS)]


def waits(customer: Customer) -> bool:
    """Was a person asked for?"""
    return handover.state(customer.house.profiles.engine, customer.id) == "waiting"


def is_open(customer: Customer) -> bool:
    return customer.known.fact("complaint_open") == "yes"


def test_nothing_is_pitched_until_it_is_settled(customer: Customer) -> None:
    """In the same visit wishes are served, without a claim, an offer or the news; after a settlement the shop sells again."""
    customer.writes(*COLD)
    for text, intent in (
        ("what can you recommend?", "recommend"),
        ("tell me about the lemon cake", "ask_product_info"),
    ):
        customer.writes(text, intent)
        assert customer.plan["pitch"]["lead"] == "none"
        assert not sells(customer)
    customer.writes("it's all sorted now, thanks", "thanks")
    assert not is_open(customer)
    customer.writes("tell me about the lemon cake", "ask_product_info")
    assert customer.plan["pitch"]["lead"] != "none"


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("that's not what I ordered", "en"),
        ("this isn't my order", "en"),
        ("I never ordered that", "en"),
        ("non è quello che ho ordinato", "it"),
    ],
)
def test_a_wrong_order_does_not_make_a_stranger_of_who_placed_it(guest: Customer, text: str, lang: str) -> None:
    """Heard as "that's not me" or not: who ordered in this very visit has a complaint, and is still themselves."""
    guest.writes(text, "not_me", lang=lang)
    assert is_open(guest)
    assert "not_me" not in guest.plan["acts"]


@pytest.mark.parametrize("text", ["that wasn't me", "my wife ordered that, not me", "that's somebody else's order"])
def test_another_person_is_another_person(guest: Customer, text: str) -> None:
    """Who names somebody else, or says that it was not them, starts afresh also after an order."""
    guest.writes(text, "not_me")
    assert "not_me" in guest.plan["acts"]
    assert not is_open(guest)


def test_an_order_in_the_making_is_not_lost_over_it(somebody: Callable[[str], Customer]) -> None:
    """Before the yes it is the read-back that was wrong: what was said before is still on the list."""
    guest = somebody("guest")
    guest.says("a large oat flat white please", "order_item")
    guest.writes("that's not what I ordered", "not_me")
    assert guest.plan["acts"][0] == "bot_wrong"
    assert "oat" in guest.says("what is on my order?", "view_cart").lower()


@pytest.mark.parametrize("lang", ["en", "it"])
@pytest.mark.parametrize("how", ["arrives", "greets"])
def test_the_next_visit_opens_with_it(guest: Customer, how: str, lang: str) -> None:
    """With consent an open complaint comes first, before any offer; a yes settles it, a no brings a person."""
    guest.writes("the coffee was cold" if lang == "en" else "il caffè era freddo", "complaint", lang=lang)
    guest.later(days=1)
    said = (
        guest.arrives() if how == "arrives" else guest.writes("hello" if lang == "en" else "ciao", "greet", lang=lang)
    )
    assert guest.plan["acts"] == ["complaint_open"]
    assert said.count("?") == 1
    guest.writes("no" if lang == "en" else "no, non ancora", "deny", lang=lang)
    assert waits(guest)
    assert is_open(guest)
    guest.later(days=1).arrives()
    assert guest.plan["acts"] == ["complaint_open"]
    guest.writes("yes" if lang == "en" else "sì", "affirm", lang=lang)
    assert not is_open(guest)
    guest.later(days=1).arrives()
    assert "complaint_open" not in guest.plan["acts"]


def test_a_visit_that_begins_with_a_wish(guest: Customer) -> None:
    """The wish is served at once; that the complaint is not forgotten is said first, and asks nothing."""
    guest.writes(*COLD)
    reply = guest.later(days=1).writes("a lemon cake please", "order_item")
    assert guest.plan["acts"][0] == "complaint_known"
    assert "read_back" in guest.plan["acts"]
    assert reply.count("?") == 1
    assert guest.cart == {"lemon-cake": 1}
    guest.writes("yes", "affirm")
    assert guest.bought[0] == {"lemon-cake": 1}
    assert not sells(guest)


def test_without_consent_it_is_not_remembered(customer: Customer) -> None:
    """It holds for the visit, and goes with it."""
    customer.writes(*COLD)
    assert is_open(customer)
    assert not is_open(customer.later(days=1))
    customer.arrives()
    assert "complaint_open" not in customer.plan["acts"]


@pytest.mark.parametrize("wish", [("that's creepy", "less_personal"), ("don't personalise", "dont_track")])
def test_who_wants_it_less_personal_is_not_reminded(guest: Customer, wish: tuple[str, str]) -> None:
    """It is kept in silence: nothing is pitched, and nothing is brought up."""
    guest.writes(*COLD)
    guest.writes(*wish)
    guest.later(days=1).arrives()
    assert "complaint_open" not in guest.plan["acts"]
    assert guest.plan["pitch"]["lead"] == "none"


def test_an_unknown_browser_is_asked_who_it_is_first(house: House, guest: Customer) -> None:
    """On a browser that nobody vouches for, the complaint is named only after "yes, it's me"; then still before an offer."""
    browser = Browser(house, guest.phrasings, "anon-1").allows("remember")
    browser.says("a lemon cake please", "order_item")
    browser.says("yes", "affirm")
    browser.writes(*COLD)
    browser.later(days=1).arrives()
    assert browser.plan["acts"] == ["confirm_you"]
    browser.presses("me")
    assert browser.plan["acts"] == ["complaint_open"]


@pytest.mark.parametrize(
    ("said", "lang"),
    [
        ("it was cold again!", "en"), ("this is the second time it is cold", "en"), ("it's cold every time", "en"),
        ("era di nuovo freddo", "it"), ("è la seconda volta che è freddo", "it"),
    ],
)  # fmt: skip
def test_again_brings_a_person_at_once(customer: Customer, said: str, lang: str) -> None:
    """The very first time that we hear of it."""
    customer.writes(said, "complaint", lang=lang)
    assert waits(customer)
    assert customer.plan["acts"][0] == "complaint_again"


def test_a_second_complaint_brings_a_person(guest: Customer) -> None:
    """In the same visit, and within three months also after the first was settled; later it is a first one again."""
    guest.writes(*COLD)
    assert not waits(guest)
    guest.writes("and the cake was stale", "complaint")
    assert waits(guest)
    handover.release(guest.house.profiles.engine, guest.id, guest.house.clock())
    guest.writes("it's fine now", "thanks")
    guest.later(days=30).writes("the milk was sour", "complaint")
    assert waits(guest)
    handover.release(guest.house.profiles.engine, guest.id, guest.house.clock())
    guest.writes("it's fine now", "thanks")
    guest.later(days=100).writes(*COLD)
    assert not waits(guest)


@pytest.mark.parametrize(
    ("said", "lang", "settled"),
    [
        ("I'd like my money back", "en", True),
        ("a voucher please", "en", True),
        ("the first one please", "en", True),
        ("it's fine, never mind", "en", True),
        ("il rimborso, grazie", "it", True),
        ("non fa niente", "it", True),
        ("it was the large one, on Tuesday", "en", False),
        ("I'm not fine with that", "en", False),
        ("is it sorted?", "en", False),
        ("era quello grande", "it", False),
        ("non va bene così", "it", False),
    ],
)
def test_how_it_is_settled(customer: Customer, said: str, lang: str, settled: bool) -> None:
    """A remedy that is chosen, or their own word that it is fine; what else is said of it leaves it open, and is passed on."""
    customer.writes("the coffee was cold" if lang == "en" else "il caffè era freddo", "complaint", lang=lang)
    customer.writes(said, "out_of_scope", lang=lang)
    assert is_open(customer) is not settled


@pytest.mark.parametrize("said", ["that's not enough", "none of those", "not again"])
def test_no_remedy_is_good_enough(customer: Customer, said: str) -> None:
    """Then a person is asked for, and the complaint stays open."""
    customer.writes(*COLD)
    customer.writes(said, "deny")
    assert waits(customer)
    assert is_open(customer)


def test_a_chosen_remedy_goes_to_the_shop(customer: Customer) -> None:
    """Only a person can carry it out: it is passed on in the customer's words."""
    customer.writes(*COLD)
    reply = customer.writes("my money back please", "out_of_scope")
    assert "money back" in reply
    (waiting,) = handover.waiting(customer.house.profiles.engine)
    assert waiting.notes == ("complaint: my money back please",)


class Browser(Customer):
    """Somebody at a browser that nobody has vouched for."""

    def _taken(self, heard):  # type: ignore[no-untyped-def]
        from dataclasses import replace

        return super()._taken(replace(heard, anonymous=True))


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("voglio i soldi indietro", "rimborso"),
        ("rifatemelo", "sostituzione"),
        ("posso cambiarlo?", "sostituzione"),
        ("va bene il buono", "buono"),
    ],
)
def test_a_remedy_is_chosen_in_ones_own_words(customer: Customer, text: str, remedy: str) -> None:
    """Nobody says "the full refund"."""
    customer.says_in("it", "il caffè era freddo", "complaint")
    assert remedy in customer.says_in("it", text, "return_refund")


def test_what_is_said_of_the_shop_goes_on_with_the_complaint(customer: Customer) -> None:
    """ "The second time, ridiculous" brings a person, and "make it again" is still heard after that."""
    customer.says_in("it", "il caffè era freddo", "complaint")
    assert "persona" in customer.says_in("it", "è la seconda volta che succede", "bot_wrong")
    assert "sostituzione" in customer.says_in("it", "rifatemelo", "bot_wrong")


def test_a_number_that_was_asked_for_is_no_order(customer: Customer) -> None:
    """After "leave a number" a telephone number is kept for the person, whatever intent was heard."""
    customer.says_in("it", "voglio parlare con il responsabile", "handoff")
    answer = customer.says_in("it", "il mio numero è 333 1234567", "order_status")
    assert "ordini" not in answer
    assert "nnotato" in answer

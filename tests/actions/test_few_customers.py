"""Of fewer than five customers nothing is said, wherever others are spoken of: with four silent, with five said."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from counter import AT, Customer

from actions.adaptation.acts import ACTS, OF_OTHERS
from actions.adaptation.gate import pass_gate
from actions.adaptation.model import Say
from actions.adaptation.pitch import pitches
from actions.adaptation.samples import sample_slots
from actions.adaptation.voices import own_phrasings
from actions.lines import line_of
from house import House
from shop.model import PEOPLE_MIN, enough_people

OTHERS = re.compile(r"\b(?:customers|people|ratings?|rated|others|clienti|voti|valutazion\w+|altri)\b", re.IGNORECASE)


def rated(house: House, product_id: str, count: int) -> None:
    """Let so many customers have rated a product, with 4.9."""
    product = house.shop.catalogue().get(product_id)
    assert product is not None
    house.shop.load_catalogue([replace(product, rating=Decimal("4.9"), rating_count=count)])


def test_the_one_rule() -> None:
    """Five are enough, four are not, and an unknown number is none."""
    assert (enough_people(PEOPLE_MIN), enough_people(PEOPLE_MIN - 1), enough_people(None)) == (True, False, False)


@pytest.mark.parametrize("act", sorted(OF_OTHERS))
def test_every_act_about_others_is_silent_with_four(customer: Customer, act: str) -> None:
    """The gate drops it with four, and without a number; with five, or 1,204, it is said."""
    said = Say(act, sample_slots(act))
    for count, kept in (("4", 0), ("0", 0), ("", 0), ("5", 1), ("1,204", 1)):
        say = replace(said, slots={**said.slots, "count": count})
        assert len(pass_gate([say], customer.known, anonymous_confirmed=True)[0]) == kept, count


def test_no_act_speaks_of_a_number_of_others_beside_the_gate() -> None:
    """An act whose wordings count customers or ratings is among those that the gate looks at."""
    counting = {
        act
        for _, act, _, _, phrase in own_phrasings().all()
        if "count" in phrase.template.slots and OTHERS.search(phrase.source)
    }
    assert counting <= OF_OTHERS <= set(ACTS)
    assert {"pitch_rating", "pitch_popular", "least_popular"} <= counting


@pytest.mark.parametrize("lead", ["proven", "popular"])
def test_a_lead_claims_nothing_of_four(lead: str) -> None:
    """The pitch leaves it out before the gate sees it."""
    for count, said in (("4", False), ("5", True)):
        slots = {"rating": "4.9", "count": count}
        acts = {say.act for say in pitches(lead, {"pitch_rating": slots, "pitch_popular": slots})}  # type: ignore[arg-type]
        assert bool(acts & OF_OTHERS) == said


def test_asked_if_it_is_liked(customer: Customer, house: House) -> None:
    """ "Is it popular?" is answered with five ratings, and not with four."""
    for count, said in ((4, False), (5, True)):
        rated(house, "silk-scarf", count)
        answer = customer.later(days=1).says("is the silk scarf popular?", "ask_product_info")
        assert ("4.9" in answer) == said, answer


def test_the_least_popular_has_five(customer: Customer, house: House) -> None:
    """ "Your least popular scarf" is never one that four have rated."""
    for count, said in ((4, False), (5, True)):
        rated(house, "silk-scarf", count)
        answer = customer.later(days=1).says("which is your least popular scarf?", "recommend")
        assert ("silk scarf" in answer.lower()) == said, answer
        assert "scarf" in answer.lower(), answer


@pytest.mark.parametrize(("buyers", "said"), [(4, False), (5, True)])
def test_what_is_taken_together(house: House, somebody: Callable[[str], Customer], buyers: int, said: bool) -> None:
    """What goes with water is told by five customers' orders, not by four; their presents count for nothing."""
    shelf = house.shop.catalogue()
    for n in range(9):
        water, toast, cake = (
            line_of(p, p.variants[0])
            for name in ("still-water", "ham-and-cheese-toastie", "lemon-cake")
            if (p := shelf.get(name))
        )
        bought = [water, toast] if n < buyers else [water, replace(cake, gift=True)]
        house.shop.orders.place(f"buyer-{n}", "m-1", bought, AT)
    asking = somebody("somebody-new")
    answer = asking.says("what goes with the still water?", "recommend")
    assert ("toastie" in answer.lower()) == said, answer
    assert tuple(house.shop.pairs().with_it.get("still-water", ())) == (("ham-and-cheese-toastie",) if said else ())

"""A regular does not hear the same line twice: openings, small talk, news, reasons, recommendations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import takewhile

import pytest
from counter import AT, Customer

from actions.adaptation.acts import RITUALS
from actions.adaptation.model import Lead, Say
from actions.adaptation.pitch import ACTS_OF_LEAD
from actions.adaptation.voices import own_phrasings
from actions.pitching import pitch
from actions.told import is_new_to, marks_of, news_mark, offer_mark, reason_mark
from house import House
from profiles import transcript

DISTINCT = 0.8
VISITS = 10
DAY = timedelta(days=1)
SENTENCE = re.compile(r"(?<=[.?])\s+")
RITUAL = re.compile(r"€|usual|last (?:two )?(?:time|visit)s?", re.IGNORECASE)
SPEAKERS = {
    "of few words": {"verbosity": 3.0, "formality": 0.0},
    "plain": {"verbosity": 8.0, "formality": 0.0},
    "chatty": {"verbosity": 20.0, "formality": 0.0},
    "formal": {"verbosity": 10.0, "formality": 0.7},
    "casual": {"verbosity": 8.0, "formality": -0.7},
    "casual and chatty": {"verbosity": 20.0, "formality": -0.7},
    "for the new": {"verbosity": 9.0, "novelty": 0.8},
    "for a bargain": {"verbosity": 9.0, "price_mindedness": 0.8},
}


@dataclass
class Heard:
    """What one customer heard in all their visits."""

    openings: list[str] = field(default_factory=list)
    talk: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    offers: list[str] = field(default_factory=list)


def agrees(house: House, *purposes: str, customer: str = "c-1") -> None:
    for purpose in purposes:
        house.profiles.set_consent(customer, purpose, True, AT - DAY, "said")


def on_day(customer: Customer, house: House, day: int) -> Customer:
    """The same customer, that many days later."""
    customer.house = replace(house, clock=lambda: AT + day * DAY)
    return customer


def ten_visits(customer: Customer, house: House, **cues: float) -> Heard:
    """Each day: in, a word about the weather, "what can you recommend?", a flat white, out."""
    heard = Heard()
    for day in range(VISITS):
        on_day(customer, house, day)
        heard.openings.append(opening(customer.arrives()))
        heard.talk.append(customer.says("nice weather we are having", "chitchat", **cues))
        advice = SENTENCE.split(customer.says("what can you recommend?", "recommend", **cues))
        heard.offers.append(customer.replies[-1]["products"][0]["id"])
        said = next(i for i, sentence in enumerate(advice) if "€" in sentence)
        heard.reasons += [" ".join(why)] if (why := advice[said + 1 : -1]) else []
        customer.says("a flat white please", "order_item", **cues)
        customer.presses("yes")
        customer.says("thanks, bye", "thanks", **cues)
    return heard


def opening(reply: str) -> str:
    """The welcome without the ritual that follows it."""
    return " ".join(takewhile(lambda sentence: not RITUAL.search(sentence), SENTENCE.split(reply)))


def distinct(lines: list[str]) -> float:
    return len(set(lines)) / len(lines)


@pytest.mark.parametrize("speaker", SPEAKERS)
def test_ten_visits_of_a_regular(house: House, customer: Customer, speaker: str) -> None:
    """Of the openings, the small talk and the reasons that a regular hears in ten visits at least 80 % are distinct."""
    agrees(house, "remember", "personalise", "recommend")
    heard = ten_visits(customer, house, **SPEAKERS[speaker])
    assert distinct(heard.openings) >= DISTINCT, heard.openings
    assert distinct(heard.talk) >= DISTINCT, heard.talk
    if speaker == "of few words":
        assert not heard.reasons
    else:
        # The cheapest is the same every day: of one thing there is only so much to say.
        assert len(heard.reasons) >= (2 if speaker == "for a bargain" else VISITS // 2)
        assert distinct(heard.reasons) >= DISTINCT, heard.reasons


@pytest.mark.parametrize("speaker", ["plain", "formal", "casual"])
def test_ten_visits_in_italian(house: House, customer: Customer, speaker: str) -> None:
    """In Italian as well."""
    agrees(house, "remember", "personalise", "recommend")
    house.profiles.introduce("c-1", lang="it", at=AT - DAY)
    openings, talk = [], []
    for day in range(VISITS):
        openings.append(opening(on_day(customer, house, day).arrives()))
        talk.append(customer.says("che bel tempo oggi", "chitchat", **SPEAKERS[speaker]))
    assert any("uongiorno" in line or "Salve" in line for line in openings)
    assert min(distinct(openings), distinct(talk)) >= DISTINCT, (openings, talk)


def small_talk(customer: Customer) -> str:
    """What somebody who likes to talk hears: two remarks answered, and the day's news where there is room for it."""
    remarks = ("how are you today, all well with you?", "such nice weather that we are having, is it not?")
    return " ".join(customer.says(remark, "chitchat", verbosity=40.0, formality=0.0) for remark in remarks)


def test_without_consent_nothing_is_carried_over(house: House, customer: Customer) -> None:
    """Who has not said yes is told the same news at the next visit, for nobody knows that they heard it."""
    for day in range(2):
        on_day(customer, house, day).arrives()
        assert "panettone" in small_talk(customer)
        assert news_mark(house.news("en")) in house.profiles.load("c-1", AT + day * DAY).told
        assert house.profiles.load("c-1", AT + (day + 1) * DAY).told == ()


def test_news_is_told_once(house: House, customer: Customer) -> None:
    """A line of news is told to a customer once, in this visit and in the next ones; other words are other news."""
    agrees(house, "remember", "personalise")
    customer.arrives()
    assert small_talk(customer).count("panettone") == 1
    assert "panettone" not in small_talk(customer)
    assert "panettone" not in on_day(customer, house, 1).arrives() + small_talk(customer)
    house.console.set_setting("news", "The market is on the square.")
    assert "market" in on_day(customer, house, 2).arrives() + small_talk(customer)


def test_something_else_than_yesterday(house: House, customer: Customer) -> None:
    """What was recommended at the last visits goes behind what was not; when all was told, the longest ago comes first."""
    agrees(house, "remember", "personalise", "recommend")
    offers = ten_visits(customer, house, **SPEAKERS["plain"]).offers
    assert all(today != yesterday for today, yesterday in zip(offers[1:], offers, strict=False))
    assert distinct(offers[1:7]) == 1


def test_earlier_recommendations_need_their_own_consent(house: House, customer: Customer) -> None:
    """Without consent to recommend nobody minds what was recommended before."""
    agrees(house, "remember", "personalise")
    assert len(set(ten_visits(customer, house, **SPEAKERS["plain"]).offers[1:])) == 1


def test_what_costs_least_stays_what_costs_least(house: House, customer: Customer) -> None:
    """A fact does not take turns: the cheapest is the cheapest every day, and its price is said once."""
    agrees(house, "remember", "personalise", "recommend")
    customer.says("tell me about the sparkling water", "browse_search")
    for day in range(1, 4):
        reply = on_day(customer, house, day).says("what can you recommend?", "recommend", **SPEAKERS["for a bargain"])
        assert "parkling water" in reply
        assert reply.count("€") == 1


def test_a_wish_for_the_new_is_kept(house: House, customer: Customer) -> None:
    """Who asks for the new is offered new things only, another one each time, while there are any."""
    agrees(house, "remember", "personalise", "recommend")
    offers = []
    for day in range(6):
        on_day(customer, house, day).says("something new please", "recommend", **SPEAKERS["for the new"])
        offers.append(customer.replies[-1]["products"][0]["id"])
    arrived = [house.shop.catalogue().get(product).arrived_on for product in offers]  # type: ignore[union-attr]
    assert all(day and date(2026, 10, 1) < day for day in arrived)
    assert len(set(offers)) == 6


def test_what_does_not_serve_the_wish_stays_behind(house: House, customer: Customer) -> None:
    """Two of three flowers are new: who likes new things is shown these by turns, and not the third, though it was never told."""
    agrees(house, "remember", "personalise", "recommend")
    offers = []
    for day in range(4):
        on_day(customer, house, day).says("can you recommend flowers?", "recommend", **SPEAKERS["for the new"])
        offers.append(customer.replies[-1]["products"][0]["id"])
    assert set(offers) == {"seasonal-bouquet", "potted-cyclamen"}
    assert offers[:2] == offers[2:]


def test_a_product_asked_for_by_name_is_shown(house: House, customer: Customer) -> None:
    """What is asked for by name is what is answered about, however often it was; and a name leaves no free choice."""
    agrees(house, "remember", "personalise", "recommend")
    advised = set()
    for day in range(3):
        on_day(customer, house, day)
        assert "lemon cake" in customer.says("tell me about the lemon cake", "browse_search").lower()
        customer.says("do you recommend the lemon cake?", "recommend")
        advised.add(customer.replies[-1]["products"][0]["id"])
    assert len(advised) == 1


def test_a_reason_that_was_told_gives_way(house: House) -> None:
    """Of a product's true claims those that were not told yet are left, of another lead when this one has none; how quick
    a thing is may be asked every day."""
    espresso = house.shop.catalogue().get("espresso")
    assert espresso is not None

    def left(lead: Lead, *acts: str, of: str = "espresso") -> list[str]:
        marks = [reason_mark(of, act) for act in acts]
        return [claim.act for claim in pitch(espresso, lead, AT.date(), "€1.30", "en", told=marks)]

    best = [act for act in ACTS_OF_LEAD["story"] if act in left("story")]
    assert left("story") == best == ["pitch_story", "pitch_best_for", "pitch_maker"]
    assert left("story", "pitch_story") == ["pitch_best_for", "pitch_maker"]
    assert left("story", *best) == []
    assert left("story", "pitch_story", of="cappuccino") == best
    assert left("popular", "pitch_popular") == ["pitch_best_for"]
    assert left("popular", "pitch_popular", "pitch_best_for") == ["pitch_story", "pitch_maker"]
    assert left("rare", "pitch_maker") == ["pitch_story"]
    assert left("new", "pitch_story", "pitch_best_for") == ["pitch_maker"]
    assert left("quickest", "pitch_quickest") == ["pitch_quickest"]
    assert left("none") == []


def test_the_same_product_has_another_reason_next_time(house: House, customer: Customer) -> None:
    """Asked about one product at three visits, a regular hears each reason that there is room for once."""
    agrees(house, "remember", "personalise")
    for day in range(3):
        on_day(customer, house, day).says("tell me about the espresso", "browse_search", **SPEAKERS["plain"])
    replies = [turn.plan["acts"] for turn in transcript.turns(house.profiles.engine, "c-1")]
    reasons = [[act for act in acts if act.startswith("pitch_")] for acts in replies]
    assert reasons == [["pitch_best_for"], ["pitch_maker"], []]


def test_rituals_leave_no_mark() -> None:
    """The usual, the read-back and the thanks may be the same every day; the rest is marked: wording, news, reason, offer."""
    says = (
        Say("offer_usual", {"item": "tea", "price": "€3"}),
        Say("news", {"news": "Figs are in"}),
        Say("recommend", {}, products=("tea", "cake")),
        Say("pitch_maker", {"maker": "Anna"}, about="tea"),
        Say("recommend_gift", {}, products=("cup",)),
        Say("pitch_new", {"arrived": "today"}),
    )
    ids = ("en/offer_usual/neutral/medium/1", "en/news/neutral/medium/2")
    assert marks_of(says, ids) == (
        ids[1],
        news_mark("Figs are in"),
        offer_mark("tea"),
        reason_mark("tea", "pitch_maker"),
    )
    assert all(marks_of((), (f"en/{act}/neutral/short/1",)) == () for act in RITUALS)
    assert is_new_to((), "Figs are in")
    assert not is_new_to(marks_of(says, ()), "Figs are in")
    assert not is_new_to((), "")


def test_after_that_s_not_me_nothing_is_told_to_the_one_who_was_meant(house: House, customer: Customer) -> None:
    """Whoever else sits at this browser leaves no mark in the profile of its owner, and hears what the owner heard."""
    agrees(house, "remember", "personalise", "recommend")
    customer.arrives()
    before = house.profiles.load("c-1", AT).told
    customer.says("that's not me", "not_me")
    at_saying = house.profiles.load("c-1", AT).told
    customer.says("what can you recommend?", "recommend")
    assert before
    assert house.profiles.load("c-1", AT).told == at_saying
    assert not any(mark.startswith("offer:") for mark in at_saying)


def cells() -> Iterator[tuple[str, int]]:
    """The cells that a regular meets, and how many wordings each has."""
    for lang, book in own_phrasings().by_language.items():
        for act, found in book.items():
            for (manner, level), phrases in found.items():
                yield f"{lang}/{act}/{manner}/{level}", len(phrases)


ENOUGH: dict[str, int] = {
    **dict.fromkeys(("welcome_back", "welcome_name", "recommend"), 6),
    **dict.fromkeys(("chitchat", "how_are_you"), 7),
    **dict.fromkeys(("news", "what_can_i_get", "what_else", "not_understood", "out_of_scope", "browse"), 4),
    **dict.fromkeys(("not_found", "not_found_near", "recommend_gift", "recommend_none"), 3),
}


@pytest.mark.parametrize("act", ENOUGH)
def test_there_are_enough_wordings(act: str) -> None:
    """Each cell that a regular meets has enough wordings for its act, in both languages."""
    thin = {cell: number for cell, number in cells() if cell.split("/")[1] == act and number < ENOUGH[act]}
    assert not thin

"""Manners beside the order: a pause, back from it, a hard day, a kind word, "you choose". The order goes on where it was."""

from __future__ import annotations

import pytest
from counter import Customer

from actions.manners import whole, within


@pytest.mark.parametrize(
    "text", ["idk", "hmm", "not sure", "let me think", "sorry, one sec, my phone", "boh", "un attimo solo"]
)
@pytest.mark.parametrize("misheard", ["affirm", "deny", "goodbye", "checkout"])
def test_who_hesitates_has_ordered_nothing_and_refused_nothing(customer: Customer, text: str, misheard: str) -> None:
    """Whatever the words are heard as, what was read back still waits, and the yes that follows orders it."""
    customer.says("a rye loaf", "order_item")
    customer.says(text, misheard)
    assert not customer.bought
    assert customer.cart == {"rye-loaf": 1}
    customer.says("yes", "affirm")
    assert customer.bought == [{"rye-loaf": 1}]


def test_after_a_pause_the_order_is_named_again(customer: Customer) -> None:
    """ "I'm back": nobody says goodbye to who has just come back."""
    customer.says("a rye loaf", "order_item")
    assert "rye" not in customer.says("hold on, my boss is calling", "arriving").lower()
    answer = customer.says("ok I'm back", "goodbye")
    assert customer.plan["acts"] == ["where_we_were", "still_open"]
    assert "€4.80" in answer


@pytest.mark.parametrize(
    ("text", "intent", "act"),
    [
        ("how are you?", "greet", "well_thanks"),
        ("how are you?", "chitchat", "well_thanks"),
        ("busy today?", "chitchat", "cannot_see"),
        ("you're funny", "chitchat", "kind_words"),
        ("I had a bad day", "chitchat", "hard_day"),
        ("I passed my exam this morning!", "chitchat", "good_news"),
        ("lol", "chitchat", "small_word"),
        ("my cat sat on the keyboard", "chitchat", "small_word"),
    ],
)
def test_a_word_and_then_the_order(customer: Customer, text: str, intent: str, act: str) -> None:
    """One short word to it, no question of its own, and the order with its sum after it."""
    customer.says("a rye loaf", "order_item")
    answer = customer.says(text, intent)
    assert customer.plan["acts"] == [act, "still_open"]
    assert answer.count("?") == 1


def test_who_owns_the_shop_is_not_made_up(customer: Customer) -> None:
    """What shop.yml does not say is not known, heard as hours or not."""
    customer.says("whose shop is this?", "opening_hours")
    assert customer.plan["acts"] == ["dont_know_ask"]


def test_with_nothing_open_a_suggestion_is_offered(customer: Customer) -> None:
    """ "Hmm" is met with an offer to help, and a yes brings a suggestion."""
    customer.says("hmm", "chitchat")
    assert customer.plan["acts"] == ["no_hurry", "ask_suggest"]
    customer.says("yes please", "affirm")
    assert "recommend" in customer.plan["acts"]


def test_who_leaves_it_to_us_still_says_the_yes(customer: Customer) -> None:
    """ "You choose" takes what is offered to the read-back; an order is placed on no such word."""
    customer.says("what do you recommend?", "recommend")
    customer.says("whatever you think", "affirm")
    assert customer.plan["acts"][-1] == "read_back"
    customer.says("whatever you think", "affirm")
    assert not customer.bought
    assert customer.plan["acts"] == ["on_your_yes", "still_open"]


def test_news_of_the_day_beside_a_wish_gets_a_word(customer: Customer) -> None:
    """The wish is served, and what was told is not passed over."""
    customer.says("Ugh, what a week. What cakes do you have?", "chitchat", "browse_search")
    assert customer.plan["acts"] == ["hard_day", "browse"]


@pytest.mark.parametrize(
    "text",
    ["wait, a latte", "give me a cappuccino", "one minute rice", "a long one please", "not sure, maybe a rye loaf"],
)
def test_an_order_is_no_small_talk(text: str) -> None:
    """Words of small talk inside an order make it none."""
    assert whole(text) == ""
    assert within(text) == ""


@pytest.mark.parametrize(
    "text", ["she passed many years ago", "who won in 1990", "that's not a bad day at all", "you're not funny"]
)
def test_what_is_denied_or_of_somebody_dead_is_no_news(text: str) -> None:
    """Nobody is congratulated on a death, nor pitied for a day that was not bad."""
    assert within(text) == ""


@pytest.mark.parametrize(
    ("text", "lang", "act", "fact"),
    [
        ("stop the jokes", "en", "no_jokes", ("jokes", "no")),
        ("please speak formally", "en", "formal_on", ("register", "formal")),
        ("no need to be so formal", "en", "casual_on", ("register", "casual")),
        ("basta battute per favore", "it", "no_jokes", ("jokes", "no")),
        ("può essere più formale?", "it", "formal_on", ("register", "formal")),
    ],
)
@pytest.mark.parametrize("misheard", ["keep_short", "stop_talking", "less_personal"])
def test_how_they_want_to_be_spoken_to_is_kept(
    customer: Customer, text: str, lang: str, act: str, fact: tuple[str, str], misheard: str
) -> None:
    """Said back at once, whatever it was heard as, and it silences nobody and shortens nothing."""
    customer.says_in(lang, text, misheard)
    assert customer.plan["acts"] == [act]
    assert customer.known.fact(fact[0]) == fact[1]
    assert customer.known.fact("keep_short") is None


def test_formal_is_formal_to_who_writes_otherwise(customer: Customer) -> None:
    """Asked for, it holds for every answer after it, however casually they write on."""
    customer.writes("hey dude wassup", "greet")
    customer.writes("please speak formally", "stop_talking")
    for text, intent in (
        ("gimme a rye loaf lol", "order_item"),
        ("how much is a brownie dude", "ask_price"),
        ("yeah", "affirm"),
    ):
        customer.writes(text, intent)
        assert customer.plan["tone"]["register"] >= 0.5


def test_without_jokes_small_talk_is_plain(customer: Customer) -> None:
    """ "How are you?" gets a plain answer then."""
    customer.says("no jokes please", "keep_short")
    customer.says("how are you?", "chitchat")
    assert customer.plan["acts"] == ["well_thanks", "what_can_i_get"]

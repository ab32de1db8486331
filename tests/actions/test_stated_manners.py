"""What the customer asks for in so many words is obeyed at once and kept; who they are is never guessed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from counter import Customer

from actions.heard import Heard
from house import House

TITLES = {"Dr", "Mrs", "Professor", "signora", "dottoressa"}
_EMOJI = re.compile(r"[\U0001F300-\U0001FAFF☕]")


@pytest.fixture
def guest(somebody: Callable[[str], Customer]) -> Customer:
    """Somebody who is remembered."""
    return somebody("guest").allows("remember", "personalise", "recommend")


LONG = {
    "en": "Could you please tell me a little more about the lemon cake, because I would like to know how it is made and where it comes from?",
    "it": "Potrebbe dirmi per favore qualcosa di più sulla lemon cake, perché vorrei proprio sapere come è fatta e da dove viene?",
}


@pytest.mark.parametrize(("text", "lang"), [("shorter please", "en"), ("più breve per favore", "it")])
def test_shorter_please(guest: Customer, text: str, lang: str) -> None:
    """The very next answer is short, and so is that of the next visit, also to somebody who writes at length."""
    guest.writes(LONG[lang], "ask_product_info", lang=lang)
    assert guest.plan["length"]["level"] != "short"
    guest.writes(text, "keep_short", lang=lang)
    assert guest.plan["length"]["level"] == "short"
    assert guest.known.fact("keep_short") == "yes"
    guest.later(days=1).writes(LONG[lang], "ask_product_info", lang=lang)
    assert guest.plan["length"]["level"] == "short"


@pytest.mark.parametrize(("text", "lang"), [("tell me more", "en"), ("mi dica di più", "it")])
def test_tell_me_more(guest: Customer, text: str, lang: str) -> None:
    """Of a thing: more of that, now. In general: kept, takes back "shorter", and holds against a terse manner."""
    guest.writes("shorter please", "keep_short")
    guest.writes("what is the lemon cake?", "ask_product_info")
    guest.writes(text, "tell_more", lang=lang)
    assert guest.plan["length"]["level"] == "long"
    assert guest.known.fact("keep_short") == "yes"  # that was about the cake
    guest.later(days=1).writes(text, "tell_more", lang=lang)
    assert guest.known.fact("keep_short") == "no"
    guest.later(days=1).writes("hi", "greet")
    guest.writes("espresso?", "ask_price")
    assert guest.plan["length"]["level"] == "medium"


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("don't use emoji", "en"), ("no emojis please", "en"), ("please stop using emoji", "en"), ("do not send emoji", "en"), ("no more smileys", "en"),
        ("niente emoji per favore", "it"), ("non usare emoji", "it"), ("basta emoji", "it"), ("senza faccine grazie", "it"), ("non usi le emoji", "it"),
    ],
)  # fmt: skip
def test_no_emoji(guest: Customer, text: str, lang: str) -> None:
    """Obeyed at once and in the next visit, though they go on using them."""
    guest.writes("hey, lovely morning 😀😀", "greet")
    assert guest.plan["tone"]["emoji"] > 0
    reply = guest.writes(f"{text} 😀", "out_of_scope", lang=lang)
    assert guest.known.fact("emoji") == "no"
    assert not _EMOJI.search(reply)
    guest.writes("hey 😀😀", "greet", lang=lang)
    assert guest.plan["tone"]["emoji"] == 0
    guest.later(days=1).writes("hey 😀😀 thanks", "greet", lang=lang)
    assert guest.plan["tone"]["emoji"] == 0


class SignedIn(Customer):
    """Somebody whom the shop's own page knows by their full name."""

    def _taken(self, heard: Heard) -> str:
        return super()._taken(replace(heard, signed_name="Anna Bell"))


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("you can use my first name", "en"), ("please call me by my first name", "en"), ("first name is fine", "en"),
        ("puoi chiamarmi per nome", "it"), ("mi chiami pure per nome", "it"), ("usi pure il mio nome", "it"),
    ],
)  # fmt: skip
def test_you_can_use_my_first_name(house: House, guest: Customer, text: str, lang: str) -> None:
    """Of the name that is known the first is taken, said back, kept, and said in the next visit's welcome."""
    anna = SignedIn(house, guest.phrasings, "anna").allows("remember")
    reply = anna.writes(text, "out_of_scope", lang=lang)
    assert "Anna" in reply
    assert "Bell" not in reply
    assert anna.known.fact("name") == "Anna"
    reply = anna.later(days=1).arrives()
    assert "Anna" in reply
    assert "Bell" not in reply


@pytest.mark.parametrize(
    ("text", "lang", "told"), [("you can use my first name", "en", "anna"), ("mi chiami pure per nome", "it", "Anna")]
)
def test_a_first_name_that_was_never_told_is_asked_for(guest: Customer, text: str, lang: str, told: str) -> None:
    """Nothing is guessed: one question, and its answer is the name; something else is served instead."""
    assert guest.writes(text, "out_of_scope", lang=lang).count("?") == 1
    assert "Anna" in guest.writes(told, "out_of_scope", lang=lang)
    assert guest.known.fact("name") == "Anna"
    guest.writes("please don't use my first name", "out_of_scope")
    assert "name_kept" not in guest.plan["acts"]


def test_an_order_is_no_name(guest: Customer) -> None:
    """Asked for the name, "espresso" is still an order."""
    guest.writes("you can use my first name", "out_of_scope")
    guest.writes("espresso", "order_item")
    assert guest.known.fact("name") is None
    assert guest.cart == {"espresso": 1}


@pytest.mark.parametrize(
    ("text", "lang", "called"),
    [
        ("Hello, I'm Dr Hartmann.", "en", "Dr Hartmann"), ("call me mrs bell please", "en", "Mrs Bell"), ("My name is Professor Ada Lovelace", "en", "Professor Ada Lovelace"),
        ("sono la signora Conti", "it", "signora Conti"), ("mi chiami dottoressa", "it", "dottoressa"), ("mi chiami signora, grazie", "it", "signora"),
        ("call me Hartmann", "en", "Hartmann"), ("mi chiamo Conti", "it", "Conti"), ("I'm Andrea", "en", None), ("I'm missing a spoon", "en", None),
        ("this is a doctor's bag", "en", None),
    ],
)  # fmt: skip
def test_a_title_only_if_stated(guest: Customer, text: str, lang: str, called: str | None) -> None:
    """The customer is called by the title that they gave themselves, by none that their name might suggest."""
    reply = guest.writes(text, "greet", lang=lang)
    assert called is None or called in reply
    title = next((word for word in (called or "").split() if word in TITLES), None)
    assert guest.known.fact("title") == title
    if called:
        assert called in guest.later(days=1).arrives()


def test_a_name_said_later_puts_the_title_aside(guest: Customer) -> None:
    """ "I'm Dr Hartmann", then "call me Ute": from then on it is Ute."""
    guest.writes("I'm Dr Hartmann", "greet")
    guest.later(minutes=1).writes("call me Ute", "greet")
    reply = guest.later(days=1).arrives()
    assert "Ute" in reply
    assert "Dr" not in reply


@pytest.mark.parametrize("lang", ["en", "it"])
def test_the_name_is_said_once_a_visit(guest: Customer, lang: str) -> None:
    """Over a whole visit with many replies, the welcome, a second hello and an order among them, the name is said at most once."""
    guest.writes("my name is Ottavia", "greet")
    talk = [
        ("hello" if lang == "en" else "buongiorno", "greet"), ("hello again", "greet"), ("what can you recommend?", "recommend"),
        ("an espresso please", "order_item"), ("yes", "affirm"), ("thanks", "thanks"), ("my order?", "order_status"), ("it was cold", "complaint"),
        ("never mind", "chitchat"), ("hello", "greet"), ("bye", "goodbye"),
    ]  # fmt: skip
    for day in (1, 2):
        guest.later(days=day)
        said = [guest.arrives()]
        for text, intent in talk:
            said.append(guest.writes(text, intent, lang=lang))
            assert not guest.plan["tone"]["use_name"], text
        assert sum(reply.count("Ottavia") for reply in said) == 1
        assert "Ottavia" in said[0]


def test_the_welcome_after_the_name_was_told_does_not_say_it_twice(guest: Customer) -> None:
    """Said back when it was told, it is said: once is enough for that visit."""
    first = guest.writes("my name is Ottavia", "greet")
    said = [first, *(guest.writes("hello", "greet") for _ in range(3))]
    assert sum(reply.count("Ottavia") for reply in said) == 1


@pytest.mark.parametrize(
    ("question", "lang", "keep", "forget"),
    [("how do you know that?", "en", "keep it", "forget it"), ("come lo sa?", "it", "lo tenga", "lo dimentichi")],
)
def test_how_do_you_know_that(guest: Customer, question: str, lang: str, keep: str, forget: str) -> None:
    """One sentence with the source of the last claim, and the choice to keep or forget it, both obeyed."""
    guest.writes("a lemon cake please" if lang == "en" else "una lemon cake, per favore", "order_item", lang=lang)
    guest.writes("yes" if lang == "en" else "sì", "affirm", lang=lang)
    guest.later(days=1).arrives()
    assert "offer_again" in guest.plan["acts"]
    reply = guest.writes(question, "how_do_you_know", lang=lang)
    assert guest.plan["acts"] == ["how_known", "keep_or_forget"]
    source, _, question_asked = reply.partition(". ")
    assert ("last order" if lang == "en" else "ultimo ordine") in source
    assert question_asked.count("?") == 1
    assert "." not in question_asked.replace("?", "")
    assert guest.choices == ["keep", "forget"]
    guest.writes(keep, "affirm", lang=lang)
    assert guest.plan["acts"] == ["fact_kept"]
    guest.later(days=1).arrives()
    assert "offer_again" in guest.plan["acts"]
    guest.writes(question, "how_do_you_know", lang=lang)
    guest.writes(forget, "forget_me", lang=lang)
    assert guest.plan["acts"] == ["fact_forgotten"]
    guest.later(days=1).arrives()
    assert not [act for act in guest.plan["acts"] if act.startswith("offer_")]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("that's weird", "en"),
        ("that's a bit creepy, less personal please", "en"),
        ("è inquietante", "it"),
        ("meno personale per favore", "it"),
    ],
)
def test_after_weird_memories_are_silent(guest: Customer, text: str, lang: str) -> None:
    """From then on, and in the next visits, nothing remembered is spoken of, nor the name; what is asked for is still served."""
    guest.writes("my name is Ottavia", "greet")
    guest.says("a lemon cake please", "order_item")
    guest.says("yes", "affirm")
    guest.later(days=1).arrives()
    guest.writes(text, "less_personal", lang=lang)
    assert guest.known.fact("personal") == "less"
    for day in range(2):
        reply = guest.later(days=1 + day).arrives()
        assert not [act for act in guest.plan["acts"] if act.startswith("offer_")]
        assert "Ottavia" not in reply
        assert "lemon" not in reply.lower()


@pytest.mark.parametrize(
    ("text", "lang"),
    [("longer answers please", "en"), ("from now on tell me more", "en"), ("risposte più lunghe, grazie", "it")],
)
def test_longer_answers_in_general(guest: Customer, text: str, lang: str) -> None:
    """Said of the answers, not of a thing, it is kept whatever was talked of last."""
    guest.writes("what is the lemon cake?", "ask_product_info")
    guest.writes(text, "tell_more", lang=lang)
    assert guest.known.fact("keep_short") == "no"


@pytest.mark.parametrize(
    ("lang", "first", "second"),
    [("en", "you like to hear more", "you want it short"), ("it", "vuole sapere di più", "vuole risposte brevi")],
)
def test_the_wish_is_told_as_it_was_said(guest: Customer, lang: str, first: str, second: str) -> None:
    """ "What do you know about me?" does not make "more" into "short"."""
    guest.writes("tell me more", "tell_more")
    said = guest.writes("what do you know about me?", "know_about_me", lang=lang)
    assert first in said
    assert second not in said


def test_made_for_that_purpose(customer: Customer) -> None:
    """ "For a proper breakfast" brings what the shop says is best for breakfast, with that as its claim."""
    reply = customer.writes("what would you recommend for a proper breakfast?", "recommend")
    assert customer.plan["pitch"]["lead"] == "purpose"
    (reason,) = [r for r in customer.plan["reasons"] if r["dial"] == "pitch"]
    assert (reason["cue"], reason["evidence"], reason["weight"]) == ("purpose", "“a proper breakfast”", 1.0)
    first = customer.house.shop.catalogue().get(customer.replies[-1]["products"][0]["id"])
    assert first is not None
    assert "breakfast" in (first.best_for or "")
    assert "breakfast" in reply
    customer.writes("something else please", "recommend")
    assert customer.plan["pitch"]["lead"] == "purpose"


def test_a_purpose_that_nothing_is_made_for_leads_nothing(customer: Customer) -> None:
    """Where no product's own data names it, no claim is invented."""
    customer.writes("what would you recommend for skydiving?", "recommend")
    assert customer.plan["pitch"]["lead"] == "story"

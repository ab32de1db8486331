"""How far the shop comes towards a customer: it converges, it glides, it copies nothing that would be mockery."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import count, pairwise

import pytest
from counter import Customer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actions.last_good import phrasings_for
from bot.cues.lexicon import words_of
from house import House
from shop.terms import Voice

GLIDE = 0.4
CASUAL = ["hey gimme an espresso", "yo what's new", "lol nice one", "gonna grab a tea", "yeah cool", "k thx"]
FORMAL = [
    "Good afternoon. Might I enquire whether the linen shirt is still available?",
    "I should be most grateful if you could tell me its price, please.",
    "Would you be so kind as to advise me regarding the size?",
    "Thank you very much indeed. I would prefer to consider the matter further.",
    "May I ask whether it could be delivered, please?",
]


def registers(customer: Customer, said: list[str], intent: str = "chitchat") -> list[float]:
    found = []
    for text in said:
        customer.writes(text, intent)
        found.append(customer.plan["tone"]["register"])
    return found


def test_the_register_glides_over_a_conversation(customer: Customer) -> None:
    """From casual to formal and back within one visit: every step is 0.4 at most, and the end is reached."""
    gone = registers(customer, CASUAL + FORMAL + CASUAL)
    assert max(abs(b - a) for a, b in pairwise(gone)) <= GLIDE + 0.001
    casual, formal, casual_again = gone[len(CASUAL) - 1], gone[len(CASUAL) + len(FORMAL) - 1], gone[-1]
    assert casual <= -0.25
    assert formal >= 0.25
    assert casual_again < formal - 0.2


def test_a_jump_is_braked(customer: Customer) -> None:
    """Slang, then a letter: the register moves by 0.4, and the reason says that it glides."""
    first, second = registers(customer, ["yo gimme an espresso lol thx dude", f"{FORMAL[1]} {FORMAL[2]}"])
    assert second - first == pytest.approx(GLIDE, abs=0.002)
    assert any("glides" in reason["text"] for reason in customer.plan["reasons"])


def test_nobody_is_overdone_in_a_conversation(customer: Customer) -> None:
    """The register never lies beyond the most marked message that the customer has written."""
    most = 0.0
    for text in CASUAL + FORMAL:
        customer.writes(text, "chitchat")
        heard = (customer.known.last_turn.heard or {})["cues"].get("formality")  # type: ignore[union-attr]
        most = max(most, abs(heard["value"]) if heard else 0.0)
        warm = 0.35  # a lively, warm customer loosens it a little
        assert abs(customer.plan["tone"]["register"]) <= most + warm


def test_the_stance_is_recorded_and_staff_can_read_why(customer: Customer) -> None:
    """Converge with the calm, diverge from the angry, and a sentence for each on the staff page."""
    customer.writes(CASUAL[0], "chitchat")
    assert customer.plan["stance"] == "converge"
    customer.writes("this is outrageous, you useless idiots!!!", "complaint")
    assert customer.plan["stance"] == "diverge"
    last = customer.known.last_turn
    assert last is not None
    assert any(reason.startswith("stance: upset") for reason in last.reasons)
    assert {reason.partition(":")[0] for reason in last.reasons} == {"stance", "tone", "length", "pitch"}
    assert customer.plan["tone"]["register"] >= 0


SLANG = [
    "gimme",
    "lol",
    "dude",
    "bruh",
    "wanna",
    "gonna",
    "yo",
    "innit",
    "thx",
    "pls",
    "u",
    "ur",
    "omg",
    "sup",
    "lemme",
    "ain't",
    "y'all",
    "cuppa",
]
INSULTS = ["idiots", "stupid", "damn", "crap", "useless", "moron", "bloody"]
TYPOS = ["esspreso", "cappucino", "capuchino", "lemmon", "flat whit", "crossant", "espreso"]
ITALIAN = ["ao", "zio", "raga", "minchia", "cretini", "xké", "cmq", "nn", "anvedi", "uagliò", "belin"]
ASKS = [
    ("what can you recommend", "recommend"), ("a flat white", "order_item"), ("do you deliver", "delivery"), ("hello", "greet"),
    ("my coffee was cold", "complaint"), ("how much is the lemon cake", "ask_price"), ("what do you know about me", "know_about_me"),
    ("do you have a matcha latte", "ask_stock"), ("tell me about the linen shirt", "ask_product_info"), ("blah", "out_of_scope"), ("thanks", "thanks"),
]  # fmt: skip
_SHOUTED = re.compile(r"\b[A-ZÀ-Ý]{3,}\b")
_NUMBER = count()


@pytest.mark.parametrize("lang", ["en", "it"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_nothing_rough_is_copied(
    house: House, somebody: Callable[[str], Customer], lang: str, data: st.DataObject
) -> None:
    """Whatever shouting, slang, insults, typos or dialect a message holds, the reply holds none of it."""
    rough = SLANG + INSULTS + TYPOS if lang == "en" else ITALIAN + TYPOS
    customer = somebody(f"c-{next(_NUMBER)}")
    for _ in range(2):
        text, intent = data.draw(st.sampled_from(ASKS))
        words = data.draw(st.lists(st.sampled_from(rough), min_size=1, max_size=4))
        message = " ".join([words[0], text, *words[1:]])
        if data.draw(st.booleans()):
            message = message.upper() + "!!!"
        reply = customer.writes(message, intent, lang=lang)
        said = {word.casefold() for word in re.findall(r"[\w'’]+", reply)}
        assert not said & set(words), (message, reply)
        assert not said & set(SLANG + INSULTS + ITALIAN), (message, reply)
        assert not _SHOUTED.search(reply), (message, reply)
        assert "!" not in reply, (message, reply)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a matcha latte", "matcha latte"), ("A MATCHA LATTE!!!", "matcha latte"), ("gimme a matcha latte bro", "matcha latte"),
        ("yo matcha latte pls", "matcha latte"), ("one damn matcha latte", ""), ("a stupid matcha latte", ""), ("ao un matcha latte", "matcha latte"),
        ("one cappucinno", ""),
    ],
)  # fmt: skip
def test_the_word_is_said_back_without_what_is_rough(customer: Customer, text: str, said: str) -> None:
    """The customer's own word for what is not here comes back; slang, insults, capitals and slips do not."""
    reply = customer.writes(text, "order_item")
    if said:
        assert said in reply
    rough = {"damn", "stupid", "gimme", "bro", "yo", "pls", "ao", "cappucinno"}
    assert not rough & {word.casefold() for word in re.findall(r"\w+", reply)}
    assert not _SHOUTED.search(reply)


def test_no_wording_of_ours_is_slang() -> None:
    """Casual is not slang: none of the words by which slang is heard is in a sentence of ours."""
    from actions.adaptation.voices import every_sentence

    ours = {word.casefold() for sentence in every_sentence("en") for word in re.findall(r"[\w'’]+", sentence)}
    assert not ours & {
        "gimme",
        "lemme",
        "wanna",
        "gonna",
        "lol",
        "dude",
        "bro",
        "u",
        "ur",
        "thx",
        "pls",
        "ain't",
        "yo",
        "innit",
        "y'all",
    }
    assert not ours & set(words_of("insult"))


def branded(house: House, customer: Customer, voice: Voice) -> Customer:
    """The same customer in a shop with this voice."""
    terms = replace(house.terms, voice=voice)
    changed = replace(house)
    changed.__dict__["terms"] = terms
    customer.house, customer.phrasings = changed, phrasings_for(terms)
    return customer


def test_a_shop_without_emoji_or_casual_words(house: House, customer: Customer) -> None:
    """never_informal and emoji_max 0 hold through whole turns, whatever the customer sends."""
    stiff = branded(house, customer, Voice(never_informal=True, emoji_max=0))
    for text in CASUAL:
        reply = stiff.writes(f"{text} 😀😀", "chitchat")
        assert stiff.plan["tone"]["manner"] == "neutral"
        assert not re.search(r"[\U0001F300-\U0001FAFF☕👋]", reply)


@pytest.mark.parametrize(
    ("address", "manner", "act"), [("asked", "casual", "fact_kept"), ("lei", "neutral", "always_lei")]
)
def test_tu_and_a_shop_that_says_lei(house: House, customer: Customer, address: str, manner: str, act: str) -> None:
    """Who asks for tu gets it; in a shop that says Lei to everybody they are told so, and hear no tu."""
    guest = branded(house, customer, Voice(never_informal=True, address=address))  # type: ignore[arg-type]
    guest.writes("possiamo anche... diamoci del tu", "chitchat", lang="it")
    assert guest.plan["acts"] == [act]
    for text, intent in (("che cosa mi consigli?", "recommend"), ("ciao", "greet")):
        reply = guest.writes(text, intent, lang="it")
        assert guest.plan["tone"]["manner"] == manner
        assert bool(re.search(r"\b(?:ti|tu|vuoi|te|prendi|cerchi)\b", reply, re.IGNORECASE)) is (manner == "casual"), (
            reply
        )


def test_the_brands_words_are_said(house: House, customer: Customer) -> None:
    """ "Say list, not order" reaches the customer; the goods keep their names."""
    guest = branded(house, customer, Voice(use={"order": "list", "espresso": "coffee"}))
    said = []
    for text, intent in (
        ("an espresso please", "order_item"),
        ("what's on my order?", "view_cart"),
        ("yes", "affirm"),
        ("where is it?", "order_status"),
    ):
        said.append(guest.writes(text, intent))
    assert not re.search(r"\border\b", " ".join(said), re.IGNORECASE)
    assert "spresso" in said[0]

"""What counts as a yes or a no to our open question: an order is placed on nothing less."""

from __future__ import annotations

import pytest

from actions.agreeing import NEITHER, NO, YES, polarity
from actions.heard import Heard, Wish
from shop.model import Match


def heard(text: str, *intents: str, goods: bool = False) -> Heard:
    products = (Match("espresso", 1.0, 0, 1),) if goods else ()
    return Heard("c", "m", "text", text, wishes=tuple(Wish(intent, text, products=products) for intent in intents))


@pytest.mark.parametrize(
    "text",
    [
        "yes",
        "yes please",
        "ok thanks",
        "sì grazie",
        "Yes. That's it.",
        "it's right",
        "That is right.",
        "looks great my man!",
        "you've got it, thanks",
        "Sure, yup, it looks good",
        "va bene, grazie",
        "perfect",
        "yes sir",
    ],
)
def test_a_plain_yes(text: str) -> None:
    """Agreement and courtesy, and nothing else, whatever the classifier made of it."""
    assert polarity(heard(text, "thanks")) == YES


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("ok how much is it", "ask_price"),
        ("sure, but make it large", "change_cart"),
        ("yes but no sugar", "change_cart"),
        ("ok and what's in it?", "ask_ingredients"),
        ("is it good?", "ask_product_info"),
        ("ok is that right?", "bot_wrong"),
        ("perfect gift for my sister?", "gift"),
        ("it is too expensive", "complaint"),
        ("yes tell me more", "tell_more"),
    ],
)
def test_a_yes_with_a_wish_is_no_yes(text: str, intent: str) -> None:
    """ "OK, how much is it?" places no order."""
    assert polarity(heard(text, intent)) == NEITHER


@pytest.mark.parametrize("text", ["no", "no thanks", "nope", "no grazie", "not now please"])
def test_a_plain_no(text: str) -> None:
    """Refusal and courtesy, and nothing else."""
    assert polarity(heard(text, "deny")) == NO


@pytest.mark.parametrize(
    ("text", "intent"),
    [("no sugar please", "change_cart"), ("no make it large", "change_cart"), ("that's all", "deny")],
)
def test_a_no_with_a_wish_refuses_nothing(text: str, intent: str) -> None:
    """ "No sugar, please" does not empty the cart; "that's all" is heard as a denial and is none."""
    assert polarity(heard(text, intent)) == NEITHER


@pytest.mark.parametrize(
    "text",
    [
        *(
            "I'd like that, thank you",
            "that would be lovely, thanks",
            "ooh I would love that",
            "That sounds good, thank you!",
        ),
        *("yes, that'd be great", "that'd do nicely", "volentieri, grazie", "sarebbe perfetto"),
    ],
)
def test_a_wish_for_what_was_offered_is_a_yes(text: str) -> None:
    """It is heard as thanks, and what was offered was not put down."""
    assert polarity(heard(text, "thanks")) == YES


@pytest.mark.parametrize("text", ["that would be lovely but it is too dear", "I'd like that in blue", "thanks, lovely"])
def test_a_wish_with_something_beside_it_is_no_yes(text: str) -> None:
    """A colour, a but, a bare word of praise."""
    assert polarity(heard(text, "thanks")) == NEITHER


@pytest.mark.parametrize(
    "text", ["I'll take it", "ok I'll have that please", "I shall take it, thank you.", "lo prendo grazie"]
)
def test_taking_it_is_a_yes(text: str) -> None:
    """To whatever was offered, though it is heard as an order."""
    assert polarity(heard(text, "order_item")) == YES


def test_an_end_of_the_order_agrees_to_its_read_back_only() -> None:
    """ "That's all" places what was read back; it takes no product that was only suggested."""
    done = heard("that's all thanks", "checkout")
    assert polarity(done, frozenset({"checkout"})) == YES
    assert polarity(done) == NEITHER


def test_goods_are_a_wish() -> None:
    """A yes that names goods wants them too."""
    assert polarity(heard("yes and an espresso", "affirm", goods=True)) == NEITHER


def test_buttons_say_what_they_say() -> None:
    """Their ids decide."""
    assert [polarity(Heard("c", "m", "choice", "", verb)) for verb in ("yes", "no", "more")] == [YES, NO, NEITHER]

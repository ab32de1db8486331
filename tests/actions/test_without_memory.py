"""At the counter while the profiles' database fails: served all the same, nothing claimed, everything taken down truly."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from counter import AT, Customer

from actions.adaptation.voices import own_phrasings
from benchmarks.outages import SQLITE
from house import House
from profiles import data_subject, handover, transcript
from profiles.keeping import Keeping
from profiles.model import Fact
from profiles.patience import Guard

HANG_S = 30  # while all is well: a busy machine must not make a turn forget
FAULTS = ("down", "slow", "locked", "full", "read-only")
MEMORY_WORDS = ("usual", "remember", "last time", "welcome back", "again", "giulia", "oat")


@pytest.fixture
def regular(house: House) -> Customer:
    """Somebody with consent, a name, a milk, and a usual."""
    house.__dict__["keeping"] = Keeping(house.profiles, house.outbox, Guard(house.profiles.engine, HANG_S))
    customer = Customer(house, own_phrasings(), "giulia")
    for purpose in ("remember", "personalise", "recommend"):
        house.profiles.set_consent(customer.id, purpose, True, AT, "said")
    for name, value in (("name", "Giulia"), ("milk", "oat"), ("usual", "flat-white.small-oat")):
        house.profiles.set_fact(customer.id, Fact(name, value, AT))
    return customer


@contextmanager
def away(customer: Customer, name: str = "read-only") -> Iterator[None]:
    """The profiles fail in this way."""
    guard = customer.house.keeping.guard
    with SQLITE[name](customer.house.profiles.engine):
        guard.patience_s = 0.15
        yield
    guard.patience_s = HANG_S


def back(customer: Customer) -> None:
    """The profiles are well again, and have been told everything."""
    customer.house.keeping.guard.worked()
    told = customer.house.keeping.deliver()
    assert told.error is None
    assert told.refused == 0
    assert len(customer.house.outbox) == 0


def said_by_bot(customer: Customer) -> str:
    return " ".join(r["text"] for r in customer.replies).lower()


@pytest.mark.parametrize("fault", FAULTS)
def test_the_shop_goes_on(regular: Customer, fault: str) -> None:
    """Welcome, hours, price, search, order: all served, in neutral words, without a chip, and nothing is remembered."""
    with away(regular, fault):
        regular.arrives()
        welcomed = said_by_bot(regular)
        assert "espresso" in regular.says("an espresso please", "order_item").lower()
        assert "a-1" in regular.presses("yes").lower()
        assert [r["kind"] for r in regular.replies] == ["reply"], "no consent chip"
        assert regular.says("what time do you close?", "opening_hours")
        assert "€" in regular.says("how much is a cappuccino?", "ask_price")
    if fault in ("down", "slow"):
        assert not any(word in welcomed for word in MEMORY_WORDS), welcomed
    assert len(regular.bought) == 1
    back(regular)
    turns = transcript.turns(regular.house.profiles.engine, "giulia")
    assert [t.kind for t in turns] == ["event", "text", "choice", "text", "text"]


def test_nothing_of_before_is_said(regular: Customer) -> None:
    """With the memory it offers the usual; without it, it neither names it nor claims to know nothing."""
    regular.arrives()
    assert "flat white" in said_by_bot(regular)
    other = Customer(regular.house, regular.phrasings, "giulia", said=100)
    with away(other, "down"):
        other.arrives()
        assert not any(word in said_by_bot(other) for word in MEMORY_WORDS)
        for text, intent in (
            ("what do you know about me?", "know_about_me"),
            ("how do you know?", "how_do_you_know"),
            ("the usual please", "reorder_usual"),
        ):
            answer = other.says(text, intent).lower()
            assert "right now" in answer or "at the moment" in answer, answer
            assert "nothing" not in answer
            assert "flat white" not in answer


def test_the_cart_stays(regular: Customer) -> None:
    """What was put in it before the memory went is still there, and can be ordered."""
    regular.says("an espresso please", "order_item")
    with away(regular, "down"):
        assert "espresso" in regular.presses("yes").lower()
        assert regular.cart == {"espresso": 1}
        assert "a-1" in regular.presses("yes").lower()
    assert regular.bought == [{"espresso": 1}]


def test_wishes_about_oneself_are_taken(regular: Customer) -> None:
    """Don't personalise, a no, a person: said truly ("as soon as …"), in force at once, and carried out afterwards."""
    with away(regular, "down"):
        assert "as soon as" in regular.says("don't personalise", "dont_track")
        assert "as soon as" in regular.says("I want to talk to a person", "handoff")
        assert "nobody" not in said_by_bot(regular)
        regular.says("call me on 0123, please", "affirm")
        regular.presses("consent_no")
        assert "as soon as" in said_by_bot(regular)
    back(regular)
    after = regular.house.profiles.load("giulia", AT)
    assert after.fact("no_personalise") == "yes"
    assert not after.allows("remember")
    (waiting,) = handover.waiting(regular.house.profiles.engine)
    assert "I want to talk to a person" in waiting.notes


def test_forget_me_is_taken(regular: Customer) -> None:
    """It is not said to be done, nothing is known from then on, and once the memory is back it is carried out."""
    with away(regular, "down"):
        answer = regular.says("forget me", "forget_me")
        assert "as soon as" in answer
        assert "done" not in answer.lower()
    back(regular)
    assert data_subject.pending_erasures(regular.house.profiles.engine) == ["giulia"]
    regular.house.erase("giulia")
    assert regular.house.profiles.load("giulia", AT).facts == ()


def test_a_yes_to_being_remembered_is_taken(somebody, house: House) -> None:
    """ "Remember me": taken down, and given when the memory is back."""
    new = somebody("nora")
    with away(new, "down"):
        assert "as soon as" in new.says("please remember me", "remember_this")
    house.keeping.guard.worked()
    house.keeping.deliver()
    assert house.profiles.load("nora", AT).allows("remember")


def test_an_allergy_counts_at_once(regular: Customer) -> None:
    """Said while the memory is away, it is heeded in the very next turns."""
    with away(regular, "down"):
        regular.says("I'm allergic to milk", "out_of_scope")
        assert "milk" in regular.says("a cappuccino please", "order_item").lower()


def test_the_same_message_again(regular: Customer) -> None:
    """Tried again while the memory is away, and after: the same answer, one order, one turn."""
    with away(regular, "down"):
        regular.says("an espresso please", "order_item")
        regular.says("yes", "affirm", message_id="yes-1")
        first = regular.replies
        regular.says("yes", "affirm", message_id="yes-1")
        assert regular.replies == first
    back(regular)
    regular.says("yes", "affirm", message_id="yes-1")
    assert [dict(r) for r in regular.replies] == [dict(r) for r in first]
    assert len(regular.bought) == 1
    assert len(transcript.turns(regular.house.profiles.engine, "giulia")) == 2


def test_somebody_else_at_the_browser(regular: Customer) -> None:
    """ "That's not me", said while the memory is away, still hides what was before when it is back in the same visit."""
    minutes = iter(range(1, 100))
    object.__setattr__(regular.house, "clock", lambda: AT + timedelta(minutes=next(minutes)))
    regular.says("hello", "greet")
    with away(regular, "down"):
        regular.says("that's not me", "not_me")
    back(regular)
    assert not any(word in regular.says("the usual please", "reorder_usual").lower() for word in ("flat white", "oat"))


def test_full_outbox_is_no_acknowledgement(regular: Customer, tmp_path) -> None:
    """Kept nowhere: the turn fails, so that the channel apologises and the same id may be tried again."""
    from profiles.outbox import Outbox, OutboxFull

    full = Outbox(tmp_path / "small", most_entries=0)
    regular.house.__dict__["keeping"] = Keeping(regular.house.profiles, full, Guard(regular.house.profiles.engine))
    with away(regular, "down"), pytest.raises(OutboxFull):
        regular.says("hello", "greet", message_id="h")
    regular.house.keeping.guard.worked()
    assert regular.says("hello", "greet", message_id="h")

"""A person, please."""

from __future__ import annotations

import pytest
from remembering import MINUTE, NOON, a_turn

from profiles import handover


def test_from_asking_to_the_bot_again(engine):
    """None → waiting → taken → None; nobody is lost in between."""
    assert handover.state(engine, "anna") is None
    handover.ask(engine, "anna", NOON, "my order is wrong")
    assert handover.state(engine, "anna") == "waiting"
    handover.add_note(engine, "anna", "anna@example.org", NOON + MINUTE)
    handover.take(engine, "anna", "maria", NOON + MINUTE)
    assert handover.state(engine, "anna") == "taken"
    (one,) = handover.waiting(engine)
    assert (one.customer, one.staff, one.asked_at) == ("anna", "maria", NOON)
    assert one.notes == ("my order is wrong", "anna@example.org")
    handover.release(engine, "anna", NOON + 2 * MINUTE)
    assert handover.state(engine, "anna") is None
    assert handover.waiting(engine) == []


def test_asking_again_keeps_the_place_in_the_queue(engine):
    """Impatience costs nobody their turn, and a taken conversation stays taken."""
    handover.ask(engine, "anna", NOON)
    handover.ask(engine, "bruno", NOON + MINUTE)
    handover.ask(engine, "anna", NOON + 2 * MINUTE, "hello?")
    assert [one.customer for one in handover.waiting(engine)] == ["anna", "bruno"]
    handover.take(engine, "anna", "maria", NOON)
    handover.ask(engine, "anna", NOON)
    assert handover.state(engine, "anna") == "taken"


def test_two_of_the_staff_cannot_have_one_customer(engine):
    """The second is told who has them; taking twice oneself is harmless."""
    handover.take(engine, "anna", "maria", NOON)
    handover.take(engine, "anna", "maria", NOON)
    with pytest.raises(handover.AlreadyTaken) as refused:
        handover.take(engine, "anna", "piero", NOON)
    assert refused.value.staff == "maria"


def test_a_turn_that_asks_is_one_transaction(store, engine):
    """Asked in a turn, once: a repeated message adds no second note."""
    for _ in range(2):
        store.record(a_turn(), handover="please call 555")
    (one,) = handover.waiting(engine)
    assert one.notes == ("please call 555",)


def test_an_empty_note_is_no_note(engine):
    """White space tells staff nothing; a huge one is cut, not refused."""
    handover.ask(engine, "anna", NOON, "   ")
    handover.add_note(engine, "anna", "x" * 10_000, NOON)
    (one,) = handover.waiting(engine)
    assert [len(note) for note in one.notes] == [handover.MAX_NOTE]

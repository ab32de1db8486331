"""What was said can be read again, page by page, in the contract's shape."""

from __future__ import annotations

import pytest
from remembering import DAY, MINUTE, NOON, a_turn

from profiles import transcript


def test_a_turn_reads_as_its_messages(store, engine):
    """What the customer said, then each reply, with buttons and cards as they were shown."""
    reply = {"kind": "reply", "text": "One?", "choices": [{"id": "yes", "title": "Yes"}], "products": [{"id": "p"}]}
    notice = {"kind": "notice", "text": "I am an AI."}
    store.record(a_turn(replies=(reply, notice)))
    messages, after = transcript.history(engine, "anna", None, 50)
    assert after is None
    assert [list(message) for message in messages] == [["id", "at", "from", "kind", "text", "choices", "products"]] * 3
    assert [(m["from"], m["text"]) for m in messages] == [
        ("customer", "a flat white please"),
        ("bot", "One?"),
        ("bot", "I am an AI."),
    ]
    assert messages[1]["choices"] == [{"id": "yes", "title": "Yes"}]
    assert messages[1]["products"] == [{"id": "p"}]
    assert messages[2]["choices"] == messages[2]["products"] == []
    assert messages[0]["at"] == "2026-03-02T12:00:00+00:00"


@pytest.mark.parametrize("limit", [1, 50])
def test_a_pressed_button_reads_as_what_stood_on_it(store, engine, limit):
    """Also on a later page than the question: the customer said "Yes, please", not the button's id; a card is its product."""
    card = {"id": "flat-white", "title": "Flat white"}
    offer = {"kind": "reply", "text": "One?", "choices": [{"id": "yes", "title": "Yes, please"}], "products": [card]}
    store.record(a_turn(replies=(offer,)))
    store.record(a_turn(message_id="m2", kind="choice", said="yes"))
    store.record(a_turn(message_id="m3", kind="choice", said="show:flat-white"))
    store.record(a_turn(message_id="m4", said="yes"))
    store.record(a_turn(message_id="m5", kind="choice", said="person"))
    read, after = [], None
    while True:
        page, after = transcript.history(engine, "anna", after, limit)
        read.extend((m["text"], m.get("choice")) for m in page if m["from"] == "customer")
        if after is None:
            break
    assert read[1:] == [("Yes, please", "yes"), ("Flat white", "show:flat-white"), ("yes", None), ("person", "person")]


def test_an_event_shows_no_words_of_the_customers(store, engine):
    """Opening the chat says nothing; a repeated event leaves no message at all."""
    store.record(a_turn(kind="event", said="arrived"))
    store.record(a_turn(message_id="m2", kind="event", said="arrived", replies=()))
    assert [m["from"] for m in transcript.history(engine, "anna", None, 50)[0]] == ["bot"]


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 40])
def test_pages_join_without_gap_or_repeat(store, engine, limit):
    """Whatever the page size, going on from ``next`` reads everything once, in order."""
    for number in range(9):
        store.record(a_turn(message_id=f"m{number}", said=f"said {number}", reply=f"answer {number}"))
        if number == 4:
            transcript.push_staff(engine, "anna", "hello, Maria here", NOON, "maria")
    whole, end = transcript.history(engine, "anna", None, 200)
    assert end is None
    assert len(whole) == 19
    pages, after = [], None
    while True:
        page, after = transcript.history(engine, "anna", after, limit)
        assert len(page) <= limit
        pages.extend(page)
        if after is None:
            break
    assert pages == whole


def test_nothing_follows_the_last_message(store, engine):
    """The last message's id is a place to go on from."""
    store.record(a_turn())
    last = transcript.history(engine, "anna", None, 50)[0][-1]["id"]
    assert transcript.history(engine, "anna", last, 50) == ([], None)


@pytest.mark.parametrize("after", ["x", "1", "1.x", "-1.0", "1.0.0", "٣.٠", "9" * 30 + ".0", "", "' OR 1=1"])
def test_a_place_that_no_message_has_is_refused(engine, after):
    """The error names the argument; no error of the database comes through."""
    with pytest.raises(ValueError, match="after"):
        transcript.history(engine, "anna", after, 10)


def test_history_is_ones_own(store, engine):
    """Bruno reads nothing of Anna's."""
    store.record(a_turn())
    assert transcript.history(engine, "bruno", None, 50) == ([], None)
    assert transcript.pushed(engine, "bruno", None) == []


def test_what_staff_push_arrives_once(store, engine):
    """A poll sees what staff and reminders wrote after the given message, and no answers of turns."""
    store.record(a_turn())
    last = transcript.history(engine, "anna", None, 50)[0][-1]["id"]
    assert transcript.pushed(engine, "anna", last) == []
    sent = transcript.push_staff(engine, "anna", "hello, Maria here", NOON, "maria")
    transcript.push_reminder(engine, "anna", "your flowers are ready", NOON + MINUTE)
    store.record(a_turn(message_id="m2"))
    news = transcript.pushed(engine, "anna", last)
    assert [(m["from"], m["text"]) for m in news] == [("staff", "hello, Maria here"), ("bot", "your flowers are ready")]
    assert news[0]["id"] == sent
    assert [m["text"] for m in transcript.pushed(engine, "anna", sent)] == ["your flowers are ready"]


def test_staff_words_move_no_visit(store, engine):
    """Only what the customer does keeps a visit alive, and no push is a turn."""
    store.record(a_turn())
    transcript.push_staff(engine, "anna", "hello", NOON + DAY, "maria")
    customer = store.load("anna", NOON + DAY)
    assert customer.visit.turns == 0
    assert store.load("anna", NOON + MINUTE).last_turn.message_id == "m1"


def test_staff_may_write_first(store, engine):
    """A push to somebody new is kept, and their first message is still the first of their visit."""
    transcript.push_staff(engine, "anna", "your order is ready", NOON, "maria")
    assert store.load("anna", NOON).visit.turns == 0
    store.record(a_turn(at=NOON + MINUTE))
    assert [m["from"] for m in transcript.history(engine, "anna", None, 50)[0]] == ["staff", "customer", "bot"]


def test_an_empty_push_is_refused(engine):
    """Nobody gets an empty message."""
    with pytest.raises(ValueError, match="text"):
        transcript.push_staff(engine, "anna", "  ", NOON, "maria")


def test_staff_read_the_latest_turns_with_plan_and_reasons(store, engine):
    """Oldest first among the latest, with what was heard and why it was answered so; who of the staff wrote is told."""
    for number in range(5):
        store.record(a_turn(message_id=f"m{number}", plan={"n": number}, reasons=(f"because {number}",)))
    transcript.push_staff(engine, "anna", "Maria here", NOON, "maria")
    turns = transcript.turns(engine, "anna", 3)
    assert [turn.message_id for turn in turns] == ["m2", "m3", "m4"]
    assert (turns[-1].plan, turns[-1].reasons) == ({"n": 4}, ("because 4",))
    last = transcript.conversation(engine, "anna", 2)
    assert last[0] == turns[-1]
    assert (last[1].who, last[1].text, last[1].sender) == ("maria", "Maria here", "staff")

"""Taking over, writing, handing back; who may; what is left after an erasure."""

from __future__ import annotations

import sqlite3

import pytest
from raw_bytes import raw_bytes

from profiles import data_subject, handover, outcomes, transcript
from profiles.model import Fact, Turn

PAGE = "/customers/c-1001"
OPEN = {"complaint_open": "yes", "complaint_about": "order A-1042"}


def test_take_over_write_and_hand_back(house, at_desk, met):
    """The state changes, the words reach the customer's history, and the log tells who did what."""
    met()
    visitor, engine = at_desk("Sam"), house.profiles.engine
    assert visitor.post(f"{PAGE}/take").headers["location"] == f"{PAGE}?done=taken#latest"
    assert handover.state(engine, "c-1001") == "taken"
    house.hands.forward(minutes=1)
    assert visitor.post(f"{PAGE}/messages", text="Hello, Sam here.\r\nI am on it.").status_code == 303
    sent = transcript.history(engine, "c-1001", None, 50)[0][-1]
    assert (sent["from"], sent["text"]) == ("staff", "Hello, Sam here.\nI am on it.")
    assert "Sam wrote" in visitor.get(PAGE).text
    assert visitor.post(f"{PAGE}/release").headers["location"] == f"{PAGE}?done=released#latest"
    assert handover.state(engine, "c-1001") is None
    did = [line.action for line in reversed(house.console.accesses("c-1001"))]
    assert did == ["took_over", "pushed", "read", "handed_back"]


def test_nobody_writes_without_having_taken_over(house, at_desk, met):
    """Neither before taking over nor while a colleague has the customer."""
    met()
    sam, ottavia = at_desk("Sam"), at_desk("Ottavia")
    assert sam.post(f"{PAGE}/messages", text="hello").status_code == 409
    ottavia.post(f"{PAGE}/take")
    assert sam.post(f"{PAGE}/messages", text="hello").status_code == 409
    refused = sam.post(f"{PAGE}/take")
    assert refused.status_code == 409
    assert "Ottavia was faster" in refused.text
    assert transcript.pushed(house.profiles.engine, "c-1001", None) == []


@pytest.mark.parametrize(
    ("text", "words"), [("", "write a word first"), ("  \n ", "write a word first"), ("a" * 4001, "4,001")]
)
def test_a_message_that_cannot_be_sent_is_given_back_with_the_reason(house, at_desk, met, text, words):
    """Empty or too long: 422, the draft is still in the field."""
    met()
    visitor = at_desk("Sam")
    visitor.post(f"{PAGE}/take")
    answer = visitor.post(f"{PAGE}/messages", text=text)
    assert answer.status_code == 422
    assert words in answer.text
    assert text.strip()[:50] in answer.text
    assert transcript.pushed(house.profiles.engine, "c-1001", None) == []


@pytest.mark.parametrize(
    "action", ["take", "release", "messages", "notes", "tags", "tags/drop", "verdict", "complaint/settle"]
)
def test_a_reader_only_looks(house, at_desk, met, action):
    """The read role is refused every form, and is offered none but signing out."""
    met()
    visitor = at_desk("Rita")
    answer = visitor.post(f"{PAGE}/{action}", text="x", note="x", tag="x", verdict="good", message_id="m1")
    assert answer.status_code == 403
    assert handover.state(house.profiles.engine, "c-1001") is None
    assert house.console.export("c-1001") == {"remarks": [], "accesses": []}
    assert visitor.get(PAGE).text.count("<form") == 1


def test_notes_tags_and_verdicts_are_kept_for_colleagues(house, at_desk, met):
    """A note and a tag show on the page, the tag in the list too; a second verdict replaces the first."""
    met()
    visitor = at_desk("Sam")
    visitor.post(f"{PAGE}/notes", note="Prefers the <table> by the window")
    visitor.post(f"{PAGE}/tags", tag="  wedding \n cake ")
    visitor.post(f"{PAGE}/verdict", message_id="m1", verdict="good")
    visitor.post(f"{PAGE}/verdict", message_id="m1", verdict="poor")
    page = visitor.get(PAGE).text
    assert "Prefers the &lt;table&gt; by the window" in page
    assert "Sam: a poor reply" in page
    assert "a good reply" not in page
    assert "wedding cake" in visitor.get("/").text
    visitor.post(f"{PAGE}/tags/drop", tag="wedding cake")
    assert "wedding cake" not in visitor.get("/").text


def test_staff_close_a_complaint(house, at_desk, met):
    """The button is there while a complaint is open; pressed, what it was about goes, and both logs say who did it."""
    met()
    complaint = [Fact(name, value, house.clock(), "m2", "cold") for name, value in OPEN.items()]
    house.profiles.record(Turn("c-1001", "shop", "m2", house.clock(), "text", "cold", ()), facts=complaint)
    visitor = at_desk("Sam")
    assert "The complaint is settled" in visitor.get(PAGE).text
    assert visitor.post(f"{PAGE}/complaint/settle").headers["location"] == f"{PAGE}?done=settled"
    assert house.profiles.load("c-1001", house.clock()).facts == ()
    assert "The complaint is settled" not in visitor.get(PAGE).text
    assert "settled" in [line.action for line in house.console.accesses("c-1001")]
    changed = [
        (line.who, line.about)
        for line in house.profiles.log.lines(house.profiles.engine, "c-1001")
        if line.did == "changed"
    ]
    assert set(changed) == {("staff:Sam", "complaint_open"), ("staff:Sam", "complaint_about")}
    assert visitor.post(f"{PAGE}/complaint/settle").status_code == 303


@pytest.mark.parametrize(
    ("form", "fields"),
    [
        ("notes", {"note": "  "}),
        ("verdict", {"message_id": "m1", "verdict": "bad person"}),
        ("verdict", {"verdict": "good"}),
    ],
)
def test_a_remark_that_says_nothing_is_refused(house, at_desk, met, form, fields):
    """An empty note, an unknown verdict, a verdict on no reply: 422, nothing kept."""
    met()
    assert at_desk("Sam").post(f"{PAGE}/{form}", **fields).status_code == 422
    assert house.console.remarks("c-1001") == []


def test_the_day_s_news_is_the_owner_s(house, at_desk):
    """The owner types it, by language; others neither see the page nor change it."""
    sam, owner = at_desk("Sam"), at_desk("Ottavia")
    assert sam.get("/news").status_code == 403
    assert sam.post("/news", **{"news-en": "x"}).status_code == 403
    assert "Figs are in" in owner.get("/news").text
    assert owner.post("/news", **{"news-en": " The market is\non the square "}).status_code == 303
    assert house.console.setting("news") == "The market is on the square"
    assert (house.console.news("en"), house.console.news("it")) == ("The market is on the square",) * 2
    owner.post("/news", **{"news-en": "Peaches", "news-it": "Pesche"})
    assert (house.console.news("en"), house.console.news("it")) == ("Peaches", "Pesche")
    assert owner.post("/news", **{"news-en": "a" * 281}).status_code == 422
    assert house.console.news("en") == "Peaches"


def test_the_owner_sees_how_visits_ended(house, at_desk, met):
    """Counts come from the profiles, and only of those who agreed to be counted."""
    met()
    owner = at_desk("Ottavia")
    assert "Nothing has been counted yet." in owner.get("/news").text
    house.profiles.set_consent("c-1001", "measure", True, house.clock(), "chip")
    outcomes.record(house.profiles.engine, "c-1001", "sale", house.clock(), "m1")
    assert "<dt>Sales</dt><dd>1</dd>" in owner.get("/news").text


def test_only_the_owner_sees_who_was_there(at_desk, met):
    """The access log is on the owner's page of a customer, not on a colleague's."""
    met()
    at_desk("Sam").get(PAGE)
    assert "Who was here" not in at_desk("Sam").get(PAGE).text
    page = at_desk("Ottavia").get(PAGE).text
    assert "Sam read the conversation" in page


def test_erasure_leaves_nothing_of_that_customer_and_all_of_the_others(house, at_desk, met):
    """Rows and bytes of the one are gone from the console's files; the other's stay."""
    met("c-erase-me-77")
    met("c-1001")
    visitor = at_desk("Sam")
    for customer in ("c-erase-me-77", "c-1001"):
        visitor.post(f"/customers/{customer}/take")
        visitor.post(f"/customers/{customer}/notes", note=f"a note on {customer}")
    house.console.erase("c-erase-me-77")
    data_subject.erase(house.profiles.engine, "c-erase-me-77")
    assert house.console.export("c-erase-me-77") == {"remarks": [], "accesses": []}
    kept = raw_bytes(house.files.glob("console.db*"))
    assert b"c-erase-me-77" not in kept
    with sqlite3.connect(house.files / "console.db") as connection:
        assert "c-erase-me-77" not in "\n".join(connection.iterdump())
    assert len(house.console.export("c-1001")["remarks"]) == 1
    assert visitor.get("/customers/c-erase-me-77").status_code == 404

"""Reading conversations: the list, one transcript, who is waiting."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from profiles import handover


def words_of(page: str) -> str:
    """The page's text as it is read: tags off, white space single."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_an_empty_shop_says_so_kindly(at_desk):
    """No conversations, nobody waiting: words, not an empty table."""
    visitor = at_desk("Rita")
    assert "No conversations yet." in visitor.get("/").text
    assert "Nobody is waiting." in visitor.get("/waiting").text


def test_the_list_shows_who_wrote_last_and_first_of_all_who_waits(house, at_desk, met):
    """The latest first, but whoever waits for a person before everybody."""
    for place, customer in enumerate(("c-1", "c-2", "c-3")):
        met(customer, message_id=f"m{place}", at=house.clock())
        house.hands.forward(minutes=1)
    handover.ask(house.profiles.engine, "c-1", house.clock(), "Where is my cake?")
    page = at_desk("Rita").get("/").text
    assert re.findall(r'href="/customers/(c-\d)#latest"', page) == ["c-1", "c-3", "c-2"]
    assert "waiting for a person" in page
    assert "Sat 2 May, 08:15" in page  # 06:15 UTC in Rome


def test_somebody_who_waits_is_listed_however_long_ago_they_wrote(house, at_desk, met):
    """Fifty later customers do not push a waiting one off the list."""
    met("c-old", at=house.clock())
    handover.ask(house.profiles.engine, "c-old", house.clock())
    for place in range(52):
        house.hands.forward(minutes=1)
        met(f"c-new-{place}", at=house.clock())
    page = at_desk("Rita").get("/").text
    assert 'href="/customers/c-old#latest"' in page
    assert "These are the latest" in page


def test_a_name_is_shown_only_with_consent_to_remember(house, at_desk, met):
    """Without it the list shows a number."""
    met("c-1", named="Giulia")
    met("c-2")
    page = at_desk("Rita").get("/").text
    assert "Giulia" in page
    house.profiles.set_consent("c-1", "remember", False, house.clock(), "said")
    assert "Giulia" not in at_desk("Rita").get("/").text


def test_search_finds_by_a_part_of_the_number(at_desk, met):
    """Part of a number, any case; a miss says so and shows the words typed as words."""
    met("Abc-1001")
    met("xyz-2002")
    visitor = at_desk("Rita")
    page = visitor.get("/?q=bC-10").text
    assert "Abc-1001" in page
    assert "xyz-2002" not in page
    assert "Nobody here by “&lt;b&gt;”" in visitor.get("/?q=<b>").text


def test_a_transcript_shows_cues_plan_and_reasons_beside_the_turn(at_desk, met):
    """What was heard with its words marked, the three dials, and why."""
    met(named="Giulia")
    page = at_desk("Rita").get("/customers/c-1001").text
    read = words_of(page)
    assert re.search(r'<mark title="Hurry">quick</mark>', page)
    assert "Hurry in a hurry 0.8 “quick”" in read
    assert "Tone casual −0.6" in read
    assert "Length short ≤ 12 words" in read
    assert "leads with what is quickest" in read
    assert "You seem in a hurry, so I keep it short." in read
    assert "Understood as wants to order 93%" in read
    assert "Could not be told from this message: mood of the message." in read
    assert "Flat white, 3.20 €. Shall I?" in read


def test_estimates_show_value_spread_and_turns_behind_them(house, at_desk, met):
    """An estimate is shown with its sd and n, and consents with how they were given."""
    met(named="Giulia")
    estimate = house.profiles.load("c-1001", house.clock()).session["urgency"]
    read = words_of(at_desk("Rita").get("/customers/c-1001").text)
    figures = re.search(r"Hurry [\w ]+? (0\.\d+) ± (0\.\d+) from (\d[\d.]*) turn", read.split("In this visit")[1])
    assert figures, read
    assert float(figures[1]) == pytest.approx(estimate.value, abs=0.006)
    assert float(figures[2]) == pytest.approx(estimate.sd, abs=0.006)
    assert float(figures[3]) == pytest.approx(estimate.n, abs=0.06)
    assert "Remember this person yes pressed the button, Sat 2 May, 08:15" in read
    assert "Keep allergies and diet not asked" in read


def test_html_in_a_message_is_inert(house, at_desk, met):
    """What a customer types, anywhere, is shown as typed."""
    evil = '<script>alert(1)</script><img src=x onerror="x">'
    met(said=evil)
    handover.ask(house.profiles.engine, "c-1001", house.clock(), evil)
    visitor = at_desk("Ottavia")
    for path in ("/customers/c-1001", "/waiting"):
        page = visitor.get(path).text
        assert "<script>" not in page
        assert "<img src=x" not in page
        assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("customer", ["a/b", "a b?c#d", 'x"><b>', "日本", "a/take", "50%"])
def test_a_customer_of_any_number_has_a_page(at_desk, met, customer):
    """Numbers are the shop's own: slashes, quotes and other scripts included."""
    met(customer)
    visitor = at_desk("Sam")
    link = re.search(r'<th scope="row"[^>]*><a href="([^"#]+)#latest"', visitor.get("/").text).group(1)
    assert "hey, " in visitor.get(link).text
    assert "&lt;b&gt;" in visitor.get(link).text or "<b>" not in visitor.get(link).text
    assert visitor.post(f"{link}/take").headers["location"] == f"{link}?done=taken#latest"


@pytest.mark.parametrize("customer", ["nobody", "%00", "x" * 300, "%E2%80%8B"])
def test_somebody_unknown_is_not_found_and_not_logged(house, at_desk, customer):
    """No page, and no line in the log, for whom we never met."""
    answer = at_desk("Sam").get(f"/customers/{customer}")
    assert answer.status_code == 404
    assert "nobody by this number" in answer.text
    assert house.console.accesses("nobody") == []


def test_old_records_without_cues_or_plan_are_still_readable(house, at_desk, met):
    """An outage answer has neither: the page shows the words alone."""
    turn = house.profiles.recorded(met(), "m1")
    bare = replace(turn, heard={}, plan={}, reasons=(), replies=())
    house.profiles.record(replace(bare, message_id="m2", kind="event", said=""))
    house.profiles.record(replace(bare, message_id="m3", said="hello?"))
    page = at_desk("Rita").get("/customers/c-1001").text
    assert "opened the chat" in page
    assert "Nothing in how it was said stood out." not in page  # nobody listened
    assert page.count("No answer is on record.") == 2


def test_a_pressed_button_is_shown_by_its_words(house, at_desk, met):
    """Staff read "Oat, please", not the button's number."""
    asked = house.profiles.recorded(met(), "m1")
    offered = {
        "kind": "reply",
        "text": "Which milk?",
        "choices": [{"id": "pick:17", "title": "Oat, please"}],
        "products": [],
    }
    house.profiles.record(replace(asked, message_id="m2", replies=(offered,)))
    house.profiles.record(replace(asked, message_id="m3", kind="choice", said="pick:17", heard={}))
    page = at_desk("Rita").get("/customers/c-1001").text
    assert page.count("Oat, please") == 2
    assert "pick:17" not in page


def test_the_waiting_page_shows_message_and_contact(house, at_desk, met):
    """What they left for staff, and since when; it reloads itself only when asked to."""
    met()
    handover.ask(house.profiles.engine, "c-1001", house.clock(), "My order is late")
    handover.add_note(house.profiles.engine, "c-1001", "call 555 0100", house.clock())
    visitor = at_desk("Rita")
    page = visitor.get("/waiting").text
    assert "My order is late" in page
    assert "call 555 0100" in page
    assert 'http-equiv="refresh"' not in page
    assert 'http-equiv="refresh"' in visitor.get("/waiting?watch=1").text


def test_who_read_whom_is_written_down_without_content(house, at_desk, met):
    """One line a reading: who, whom, when. The waiting page writes one an hour."""
    met()
    handover.ask(house.profiles.engine, "c-1001", house.clock(), "My order is late")
    visitor = at_desk("Rita")
    visitor.get("/customers/c-1001")
    for _ in range(3):
        visitor.get("/waiting")
    lines = house.console.accesses("c-1001")
    assert [(line.staff, line.action, line.at) for line in lines] == [
        ("Rita", "waiting", house.clock()),
        ("Rita", "read", house.clock()),
    ]
    house.hands.forward(hours=2)
    visitor.get("/waiting")
    assert len(house.console.accesses("c-1001")) == 3
    assert "order is late" not in str(house.console.export("c-1001"))

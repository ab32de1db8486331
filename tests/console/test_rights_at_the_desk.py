"""What a customer asks staff to do with their data: put right, copy, forget. And an open page that keeps up to date."""

from __future__ import annotations

import json

import pytest

from house import House
from profiles import data_subject, handover, outcomes, transcript
from profiles.model import Fact, Turn
from settings import Settings

PAGE = "/customers/c-1001"


def told(house, *facts):
    made = [Fact(name, value, house.clock(), "m5", value, recipient) for name, value, recipient in facts]
    house.profiles.record(Turn("c-1001", "shop", "m5", house.clock(), "text", "x", ()), facts=made)


def test_a_wrong_fact_is_put_right_or_forgotten(house, at_desk, met):
    """On the customer's word, also about somebody else; who did it is in both logs."""
    met(named="Giulia")
    told(house, ("milk", "soy", None), ("size", "M", "sister"))
    sam = at_desk("Sam")
    assert sam.post(f"{PAGE}/correct", name="milk", value=" oat ").headers["location"] == f"{PAGE}?done=corrected"
    sam.post(f"{PAGE}/correct", name="size", value="L", recipient="sister")
    known = house.profiles.load("c-1001", house.clock())
    assert (known.fact("milk"), known.fact_about("size", "sister")) == ("oat", "L")
    sam.post(f"{PAGE}/correct", name="milk", value="oat", forget="yes")
    assert house.profiles.load("c-1001", house.clock()).fact("milk") is None
    assert "corrected" in [line.action for line in house.console.accesses("c-1001")]
    lines = house.profiles.log.lines(house.profiles.engine, "c-1001")
    assert {(line.who, line.about) for line in lines if line.did == "changed"} >= {("staff:Sam", "milk")}


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"name": "shoe", "value": "42"}, 422),
        ({"name": "milk", "value": "  "}, 422),
        ({"name": "no_personalise", "forget": "yes"}, 403),
    ],
)
def test_what_cannot_be_kept_so_is_refused(house, at_desk, met, fields, status):
    """An unknown name, nothing in its place, an objection that only the customer takes back."""
    met(named="Giulia")
    told(house, ("no_personalise", "yes", None))
    before = house.profiles.load("c-1001", house.clock()).facts
    assert at_desk("Sam").post(f"{PAGE}/correct", **fields).status_code == status
    assert house.profiles.load("c-1001", house.clock()).facts == before


def test_forgetting_is_asked_once_more_and_then_under_way(house, at_desk, met):
    """The question changes nothing; the yes ends all use at once, and leaves the rest to the chat; the log names who."""
    met(named="Giulia")
    sam, engine = at_desk("Sam"), house.profiles.engine
    assert "Forget Giulia?" in sam.get("/erase/c-1001").text
    assert data_subject.pending_erasures(engine) == []
    assert at_desk("Rita").post("/erase/c-1001").status_code == 403
    assert "being forgotten" in sam.post("/erase/c-1001").text
    assert data_subject.pending_erasures(engine) == ["c-1001"]
    assert house.profiles.load("c-1001", house.clock()).facts == ()
    asked = [line.who for line in house.profiles.log.lines(engine, "c-1001") if line.did == "erasure asked for"]
    assert asked == ["staff:Sam"]


def test_a_copy_is_for_whoever_may_write(house, at_desk, met, tmp_path):
    """JSON with every holder's part, or tables; it is a file that no browser opens; a reader gets none."""
    met(named="Giulia")
    urls = {f"{name}_url": f"sqlite:///{house.files / name}.db" for name in ("profiles", "shop", "console")}
    whole = House(Settings(home=tmp_path, var=tmp_path / "var", **urls), house.clock)
    house.export, house.export_zip = whole.export, whole.export_zip
    sam = at_desk("Sam")
    answer = sam.get("/export/c-1001")
    assert "attachment" in answer.headers["content-disposition"]
    assert "Giulia" in json.dumps(json.loads(answer.text)["profiles"])
    assert sam.get("/export/c-1001?shape=csv").content[:2] == b"PK"
    assert at_desk("Rita").get("/export/c-1001").status_code == 403
    who = [line.who for line in whole.profiles.log.lines(whole.profiles.engine, "c-1001") if line.did == "exported"]
    assert who == ["staff:Sam"] * 2


def test_a_complaint_says_by_what_it_was_settled(house, at_desk, met):
    """The remedy that was chosen stays as a note for colleagues, once the complaint itself is gone."""
    met()
    told(house, ("complaint_open", "yes", None), ("complaint_about", "the cold coffee", None))
    sam = at_desk("Sam")
    assert "Open complaint: " in sam.get(PAGE).text
    assert "the cold coffee" in sam.get(PAGE).text
    sam.post(f"{PAGE}/complaint/settle", remedy=house.terms.remedies[0].id)
    sam.post(f"{PAGE}/complaint/settle", remedy=house.terms.remedies[0].id)
    assert [note.text for note in house.console.remarks("c-1001")] == ["Complaint settled: a fresh one."]
    assert outcomes.summarise(house.profiles.engine)["handover"] == 0


def test_an_open_page_hears_that_something_happened(house, at_desk, browser, met):
    """The mark changes with each message and each hand-over, tells nothing itself, and is for who is signed in."""
    met()
    sam = at_desk("Sam")
    marks = [sam.get("/pulse?customer=c-1001").json()]
    handover.ask(house.profiles.engine, "c-1001", house.clock(), "hello?")
    marks.append(sam.get("/pulse?customer=c-1001").json())
    transcript.push_staff(house.profiles.engine, "c-1001", "here", house.clock(), "Sam")
    marks.append(sam.get("/pulse?customer=c-1001").json())
    assert len({one["mark"] for one in marks}) == 3
    assert [one["waiting"] for one in marks] == [0, 1, 1]
    assert f'data-mark="{marks[-1]["mark"]}"' in sam.get(PAGE).text
    assert browser().get("/pulse").status_code == 401


def test_an_open_page_that_looks_again_is_written_down_once_an_hour(house, at_desk, met):
    """What reloads itself all day fills no log; whoever opens it is written down each time."""
    met()
    sam = at_desk("Sam")
    for _ in range(3):
        sam.get(f"{PAGE}?watch=1")
    assert [line.action for line in house.console.accesses("c-1001")] == ["read"]
    sam.get(PAGE)
    assert [line.action for line in house.console.accesses("c-1001")] == ["read", "read"]

"""What staff do at the desk is in the shop's access log, by their name, and outlives the customer."""

from __future__ import annotations

from console.routes.waiting import LOGGED_ONCE_WITHIN
from profiles import data_subject, handover

PAGE = "/customers/c-1001"


def did(house, customer: str = "c-1001") -> list[tuple[str, str, str]]:
    store = house.profiles
    return [(line.who, line.did, line.through) for line in store.log.lines(store.engine, customer)]


def test_whatever_staff_do_is_written_down_once(house, at_desk, met):
    """Reading, taking over, writing, remarking, handing back: a line each."""
    met()
    visitor = at_desk("Sam")
    visitor.get(PAGE)
    visitor.post(f"{PAGE}/take")
    visitor.post(f"{PAGE}/messages", text="hello")
    visitor.post(f"{PAGE}/notes", note="a note")
    visitor.post(f"{PAGE}/release")
    acts = ["read", "taken over", "wrote", "remarked", "handed back"]
    assert did(house) == [("staff:Sam", act, "console") for act in acts]


def test_what_is_refused_is_not_written_down(house, at_desk, met):
    """A colleague was faster, or the role may only look: no line says that they took over."""
    met()
    at_desk("Ottavia").post(f"{PAGE}/take")
    assert at_desk("Sam").post(f"{PAGE}/take").status_code == 409
    assert at_desk("Rita").post(f"{PAGE}/take").status_code == 403
    assert did(house) == [("staff:Ottavia", "taken over", "console")]


def test_the_waiting_list_counts_once_an_hour(house, at_desk, met):
    """Its notes are the customer's words; a page that reloads itself all day writes no line each time."""
    met()
    handover.ask(house.profiles.engine, "c-1001", house.clock(), "call me")
    visitor = at_desk("Sam")
    for _ in range(3):
        visitor.get("/waiting?watch=1")
    assert did(house) == [("staff:Sam", "read", "console")]
    house.hands.forward(seconds=LOGGED_ONCE_WITHIN.total_seconds() + 1)
    visitor.get("/waiting")
    assert len(did(house)) == 2


def test_it_outlives_the_customer(house, at_desk, met):
    """After an erasure the desk's own log is empty; whoever comes with the number is still told who read."""
    met()
    at_desk("Sam").get(PAGE)
    house.console.erase("c-1001")
    data_subject.erase(house.profiles, "c-1001")
    assert house.console.accesses("c-1001") == []
    assert did(house)[0] == ("staff:Sam", "read", "console")
    assert b"c-1001" not in b"".join(file.read_bytes() for file in house.files.glob("*.db*"))

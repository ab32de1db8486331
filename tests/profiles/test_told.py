"""What a customer was told lately is remembered with their yes, and without it not beyond the visit."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from profiles import data_subject, persons, retention, rows
from profiles.engines import reading, writing
from profiles.entry import Entry, entry_of, line_of
from profiles.model import Consent, Fact, Turn
from profiles.told import MOST, Told, newest

AT = datetime(2026, 11, 3, 9, 0, tzinfo=timezone.utc)
DAY = timedelta(days=1)
HELLO, NEWS = "en/welcome_back/neutral/medium/1", "news:1f0c"
MARKS = st.lists(st.sampled_from(["en/a/1", "en/b/1", "news:1", "news:2", "offer:tea"]), max_size=8)


def turn(store, at, *told, customer="anna", consents=(), facts=()):
    """One turn in which this was told."""
    message = f"{customer}-{at.isoformat()}"
    said = Turn(customer, "shop", message, at, "text", "hello", ({"kind": "reply", "text": "Hello."},))
    store.record(said, told=told, consents=consents, facts=facts)


def agrees(store, at, customer="anna", granted=True):
    store.set_consent(customer, "remember", granted, at, "said")


def kept(store, customer="anna"):
    """What lies in the customer's row."""
    with reading(store.engine) as connection:
        return connection.execute(sa.select(rows.customers.c.told).where(rows.customers.c.id == customer)).scalar()


@given(MARKS, MARKS)
def test_the_newest_stand_last_and_none_twice(first, then):
    """Told again, a mark is the newest; nothing else changes its place, and nothing is lost below the limit."""
    told = newest([*first, *then])
    assert sorted(told) == sorted({*first, *then})
    assert not first + then or told[-1] == (first + then)[-1]
    assert newest(told) == told


def test_each_kind_has_room_of_its_own():
    """A day's news is still known when many wordings have been heard since: each kind keeps its own newest."""
    told = newest([NEWS, *(f"en/act/{number}" for number in range(3 * MOST))])
    assert told[0] == NEWS
    assert len(told) == MOST + 1
    assert told[-1] == f"en/act/{3 * MOST - 1}"


def test_within_the_visit_everybody_s_lines_are_known(store):
    """No yes is needed to say nothing twice in one visit."""
    turn(store, AT, HELLO)
    turn(store, AT + timedelta(minutes=1), NEWS)
    assert store.load("anna", AT + timedelta(minutes=2)).told == (HELLO, NEWS)


def test_with_consent_they_are_known_at_the_next_visit(store):
    """A regular's next visit begins with what they heard before, oldest first."""
    agrees(store, AT)
    turn(store, AT, HELLO, NEWS)
    assert store.load("anna", AT + DAY).told == (HELLO, NEWS)
    turn(store, AT + DAY, HELLO, "offer:tea")
    assert store.load("anna", AT + 2 * DAY).told == (NEWS, HELLO, "offer:tea")


def test_without_consent_nothing_is_carried_over(store):
    """Who has not said yes begins every visit as a stranger, and the row is emptied when the next one begins."""
    turn(store, AT, HELLO)
    assert store.load("anna", AT + DAY).told == ()
    turn(store, AT + DAY)
    assert kept(store) is None


def test_a_yes_of_today_reaches_no_visit_of_yesterday(store):
    """What was told in a visit without consent does not come back by a yes that is given later."""
    turn(store, AT, HELLO)
    turn(store, AT + DAY, NEWS, consents=[Consent("remember", True, AT + DAY, "chip")])
    assert store.load("anna", AT + 2 * DAY).told == (NEWS,)


def test_a_withdrawal_hides_what_was_told_before_and_the_visits_end_deletes_it(store):
    """After a no only this visit's lines are used, and none is left when it ends."""
    agrees(store, AT)
    turn(store, AT, HELLO)
    turn(store, AT + DAY, NEWS, consents=[Consent("remember", False, AT + DAY, "said no")])
    assert store.load("anna", AT + DAY).told == (NEWS,)
    assert store.load("anna", AT + 2 * DAY).told == ()
    retention.sweep(store.engine, AT + 2 * DAY)
    assert kept(store) is None


def test_who_objects_is_answered_as_everybody(store):
    """ "Don't personalise": what was told at earlier visits is not used, whatever consent there is."""
    agrees(store, AT)
    turn(store, AT, HELLO)
    turn(store, AT + DAY, NEWS, facts=[Fact("no_personalise", "yes", AT + DAY)])
    assert store.load("anna", AT + DAY).told == (NEWS,)
    assert store.load("anna", AT + 2 * DAY).told == ()


def test_a_person_hears_nothing_twice_under_two_ids(store):
    """What was told on the phone is known on the web, as long as both are one person."""
    for customer in ("anna", "anon-phone"):
        agrees(store, AT, customer)
    turn(store, AT, HELLO, customer="anon-phone")
    turn(store, AT + timedelta(hours=1), NEWS)
    assert store.load("anna", AT + DAY).told == (NEWS,)
    persons.merge(store, "anna", "anon-phone", AT + DAY, "token")
    assert store.load("anna", AT + DAY).told == (HELLO, NEWS)
    persons.unmerge(store, "anon-phone", AT + DAY)
    assert store.load("anna", AT + DAY).told == (NEWS,)


def test_a_no_under_one_id_holds_for_all(store):
    """A withdrawal on the phone hides the web's lines at once, and deletes them when the visit ends."""
    for customer in ("anna", "anon-phone"):
        agrees(store, AT, customer)
    turn(store, AT, HELLO)
    persons.merge(store, "anna", "anon-phone", AT + DAY, "token")
    retention.sweep(store.engine, AT + DAY)
    assert kept(store) == {"before": [HELLO]}
    agrees(store, AT + 2 * DAY, "anon-phone", granted=False)
    assert store.load("anna", AT + 2 * DAY).told == ()
    retention.sweep(store.engine, AT + 3 * DAY)
    assert kept(store) is None


def test_it_goes_with_a_long_absence(store):
    """After two months away nothing is left of it, and the sweep says that there was something."""
    agrees(store, AT)
    turn(store, AT, HELLO)
    retention.sweep(store.engine, AT + 59 * DAY)
    assert kept(store) == {"before": [HELLO]}
    assert retention.sweep(store.engine, AT + 61 * DAY).faded == 1
    assert kept(store) is None


def test_it_is_exported_and_erased(store):
    """It comes along in the export, and goes with the customer."""
    turn(store, AT, HELLO)
    assert data_subject.export(store, "anna")["customers"][0]["told"] == {"visit": [HELLO]}
    data_subject.erase(store, "anna")
    assert kept(store) is None
    assert store.load("anna", AT).told == ()


def test_a_message_tells_once(store):
    """A message that is recorded again tells nothing more: the first record stands."""
    turn(store, AT, HELLO)
    turn(store, AT, NEWS)
    assert store.load("anna", AT).told == (HELLO,)


def test_it_waits_in_the_outbox_with_its_turn():
    """While the database is away the marks wait with the turn, and come back as they were."""
    said = Turn("anna", "shop", "m-1", AT, "text", "hello", ())
    assert entry_of(line_of(Entry(said, told=(HELLO, NEWS)))[:-1]).told == (HELLO, NEWS)


def test_a_mark_that_can_be_none_is_refused(store):
    """An empty or endless mark is named before anything is written."""
    for mark in ("", "x" * 201):
        with pytest.raises(ValueError, match="told: a mark must have 1 to 200 characters"):
            turn(store, AT, mark)
    assert kept(store) is None


def test_a_row_of_before_has_been_told_nothing(store):
    """A row from before there was such a thing is read as empty."""
    agrees(store, AT)
    turn(store, AT, HELLO)
    with writing(store.engine) as connection:
        connection.execute(sa.update(rows.customers).values(told=None))
    assert store.load("anna", AT + DAY).told == ()
    assert Told().usable(True) == ()

"""Two clocks: a visit is heard at once, and weighs in the profile as one visit, however much is said in it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from remembering import DAY, NOON, a_turn, allow, heard

from profiles.folding import Entry, Place, State, lasting, step
from profiles.learning import PROFILE_HALF_LIFE_DAYS, VISIT_TURNS_MAX, Tally, faded, tallied
from profiles.model import Consent

SECONDS = timedelta(seconds=1)


def a_visit(store, day: int, turns: int, formality: float) -> None:
    """So many messages of one manner on one day."""
    for number in range(turns):
        turn = a_turn(message_id=f"d{day}-{number}", at=NOON + day * DAY + number * SECONDS)
        store.record(turn, observations=heard(turn, formality=formality))


def test_five_hundred_messages_weigh_as_one_visit(sqlite_store):
    """Spam in one visit weighs less than five turns in the profile, and no more than twenty messages do."""
    allow(sqlite_store)
    a_visit(sqlite_store, 0, 500, -1.0)
    spam = sqlite_store.load("anna", NOON + timedelta(hours=1)).profile["formality"]
    assert spam.n == pytest.approx(VISIT_TURNS_MAX, rel=0.01)


def test_one_bad_evening_does_not_rewrite_a_person(store):
    """After ten visits in one manner, an evening of fifty messages in the opposite moves the belief by a fifth at most.

    The visit itself hears the evening at once.
    """
    allow(store)
    for day in range(10):
        a_visit(store, 3 * day, 5, 0.6)
    before = store.load("anna", NOON + 27 * DAY + timedelta(hours=6)).profile["formality"].value
    a_visit(store, 30, 50, -0.6)
    after = store.load("anna", NOON + 30 * DAY + timedelta(minutes=5))
    assert before > 0.4
    assert after.session["formality"].value < -0.3
    assert 0 < before - after.profile["formality"].value < 0.2 * (before - -0.6)


def test_the_last_word_of_a_visit_counts_as_much_as_the_first(store):
    """The cap lets later messages in: a visit that turns casual leaves a casual trace, not its stiff beginning only."""
    allow(store)
    for number, value in enumerate([0.8] * 5 + [-0.8] * 15):
        turn = a_turn(message_id=str(number), at=NOON + number * SECONDS)
        store.record(turn, observations=heard(turn, formality=value))
    assert store.load("anna", NOON + DAY).profile["formality"].value < -0.3


def test_a_late_yes_is_capped_too(store):
    """Five hundred messages and then a consent: the profile starts with one visit's weight."""
    a_visit(store, 0, 60, -1.0)
    yes = [Consent(purpose, True, NOON, "chip") for purpose in ("remember", "personalise")]
    store.record(a_turn(message_id="yes", at=NOON + timedelta(minutes=2)), consents=yes)
    assert store.load("anna", NOON + DAY).profile["formality"].n <= VISIT_TURNS_MAX


@given(
    st.lists(st.lists(st.floats(-1, 1), min_size=1, max_size=9), min_size=1, max_size=6),
    st.floats(0.3, 90),
)
def test_a_profile_is_the_sum_of_its_visits(visits, days_between):
    """Folded message by message, the profile is what each visit's own clock leaves, faded by the days since."""
    state, expected, at = State(), Tally(), NOON
    for number, visit in enumerate(visits):
        of_visit, at = Tally(), NOON + number * days_between * DAY
        for turn, value in enumerate(visit):
            step(state, Entry(Place(at, "shop", f"{number}.{turn}", "formality"), value), 14_400)
            of_visit = tallied(of_visit, value, 1.0, 3.0)
        expected = faded(expected, days_between, PROFILE_HALF_LIFE_DAYS)
        expected = Tally(expected.weight + of_visit.weight, expected.total + of_visit.total)
    tally = lasting("formality", state.dials["formality"], at)
    assert tally.weight == pytest.approx(expected.weight)
    assert tally.total == pytest.approx(expected.total, abs=1e-9)

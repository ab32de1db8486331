"""Does it sell more? Lots, the difference between two groups with its doubt, and what is counted at all."""

from __future__ import annotations

import random

import pytest
from remembering import DAY, MINUTE, NOON, a_turn, allow

from profiles import outcomes, persons, rows
from profiles.comparing import PERSONS_MIN, Counted, compare, group_of, persons_needed


def visits(group: str, people: int, sold: int, each: int = 1) -> list[Counted]:
    """So many people with so many visits each, of whom the first ``sold`` buy at every visit."""
    return [Counted(f"{group}-{n}", group, n < sold) for n in range(people) for _ in range(each)]


def test_a_lot_stays_and_falls_to_the_person():
    """The same at every visit and under any of their ids; about the share that was wished; who is plain at a small share
    is plain at a larger one."""
    people = [f"c-{n}" for n in range(4_000)]
    plain = {who for who in people if group_of((who,), 0.1) == "plain"}
    assert 0.08 < len(plain) / len(people) < 0.12
    assert plain <= {who for who in people if group_of((who,), 0.5) == "plain"}
    assert group_of(("c-1", "anon-9"), 0.5) == group_of(("anon-9", "c-1"), 0.5)
    assert {group_of((who,), 0) for who in people} == {"adapted"}


def test_a_clear_difference_is_told_with_its_doubt():
    """50 of 100 against 20 of 100 is more, and the other way round less; the interval is the textbook's."""
    found = compare([*visits("adapted", 100, 50), *visits("plain", 100, 20)])
    assert found.told == "more"
    assert found.difference == pytest.approx(0.3)
    assert (found.low, found.high) == pytest.approx((0.174, 0.426), abs=0.002)
    assert compare([*visits("adapted", 100, 20), *visits("plain", 100, 50)]).told == "less"


def test_many_visits_of_few_people_are_few():
    """Ten visits of the same person are no ten people: the doubt stays what it was with one visit each."""
    once, often = (compare([*visits("adapted", 60, 30, n), *visits("plain", 60, 24, n)]) for n in (1, 10))
    assert once.told == often.told == "not yet"
    assert (once.low, once.high) == pytest.approx((often.low, often.high))


@pytest.mark.parametrize(
    ("people", "sold"), [(PERSONS_MIN - 1, 10), (PERSONS_MIN, 4), (PERSONS_MIN, PERSONS_MIN - 4), (0, 0)]
)
def test_too_few_say_nothing(people, sold):
    """Below thirty customers, or five visits of each end, in either group there is no difference, however large it looks."""
    for few, many in (("adapted", "plain"), ("plain", "adapted")):
        found = compare([*visits(few, people, sold), *visits(many, 500, 250)])
        assert (found.told, found.difference) == ("too few", None)


def test_chance_is_seldom_taken_for_a_difference():
    """Where there is none, with regulars and strangers mixed, about one comparison in twenty finds one."""
    chance = random.Random(7)
    wrong = 0
    for _ in range(400):
        found = []
        for n in range(240):
            likes = chance.choice((0.05, 0.2, 0.7))
            came = chance.choice((1, 1, 1, 2, 8))
            found += [Counted(str(n), ("adapted", "plain")[n % 2], chance.random() < likes) for _ in range(came)]
        wrong += compare(found).told in ("more", "less")
    assert 8 <= wrong <= 36  # 20 are expected


def test_who_was_in_both_groups_counts_in_neither():
    """An id that was linked to another may have drawn the other lot."""
    found = compare([*visits("adapted", 50, 20), *visits("plain", 50, 20), Counted("plain-0", "adapted", True)])
    assert (found.switched, found.plain.persons, found.adapted.persons) == (1, 49, 50)


def test_how_many_it_takes():
    """Fewer where little differs between people; half and half is best; a small difference takes many."""
    nothing = compare([])
    assert persons_needed(nothing, 0.05, 0.5) == 3_140
    assert persons_needed(nothing, 0.05, 0.1) > persons_needed(nothing, 0.05, 0.5)
    known = compare([*visits("adapted", 400, 40), *visits("plain", 400, 40)])
    assert persons_needed(known, 0.05, 0.5) == pytest.approx(3_140 * 0.36, rel=0.01)


def test_a_visit_is_counted_from_its_first_word(store, engine):
    """A visit without a sale is counted once, a sale outranks it, an opened chat is none; without consent there is nothing."""
    allow(store, "anna", NOON, "measure")
    plan = {outcomes.COMPARED: "plain"}
    store.record(a_turn(message_id="m0", kind="event", plan=plan))
    assert outcomes.compared(engine) == []
    for n in range(3):
        store.record(a_turn(message_id=f"m1{n}", at=NOON + n * MINUTE, plan=plan))
    assert len(rows_in(engine)) == 1
    assert outcomes.compared(engine) == [Counted("anna", "plain", sold=False)]
    store.record(a_turn(message_id="m2", at=NOON + 5 * MINUTE, plan=plan), outcome="sale")
    assert outcomes.compared(engine) == [Counted("anna", "plain", sold=True)]
    store.record(a_turn(message_id="m3", at=NOON + 2 * DAY, plan=plan))
    assert sorted(visit.sold for visit in outcomes.compared(engine)) == [False, True]
    assert outcomes.summarise(engine)["no_sale"] == 1
    assert outcomes.compared(engine, since=NOON + DAY) == [Counted("anna", "plain", sold=False)]
    store.record(a_turn("bruno", "m1", plan=plan), outcome="sale")
    assert {visit.person for visit in outcomes.compared(engine)} == {"anna"}
    store.set_consent("anna", "measure", False, NOON + 3 * DAY, "page")
    assert outcomes.compared(engine) == []


def test_two_ids_of_a_person_are_one_of_the_lot(store, engine):
    """What was bought under either id counts for the person."""
    for who in ("anna", "anon-1"):
        allow(store, who, NOON, "measure")
        store.record(a_turn(who, f"{who}-m", plan={outcomes.COMPARED: "adapted"}), outcome="sale")
    persons.merge(store, "anna", "anon-1", NOON + MINUTE, "token")
    assert len({visit.person for visit in outcomes.compared(engine)}) == 1
    assert len(outcomes.compared(engine)) == 2


def rows_in(engine) -> list:
    with engine.connect() as connection:
        return connection.execute(rows.outcomes.select()).all()

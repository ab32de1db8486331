"""One customer, several identities: linked they are one, parted each is what it would be had they never been linked."""

from __future__ import annotations

import random
import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from remembering import DAY, MINUTE, NOON, a_turn, allow, heard, rows_of

from profiles import data_subject, evidence, folding, observing, persons, rows, visits
from profiles.engines import open_engine, reading
from profiles.learning import DIALS
from profiles.migrate import upgrade
from profiles.model import Fact
from profiles.previewing import merge_preview
from profiles.retention import sweep
from profiles.store import ProfileStore

PHONE, WEB = "anon-phone", "anna"
OWN = (rows.observations, rows.facts, rows.health_facts, rows.consents, rows.folds)


def said_by(rng: random.Random, customer: str, messages: int) -> list[tuple]:
    """A history of one identity: messages, facts, forgetting, corrections, consents and their withdrawal."""
    told, at = [], NOON + timedelta(seconds=rng.randrange(50_000), microseconds=1 if customer == PHONE else 2)
    for number in range(messages):
        at += timedelta(seconds=rng.choice([1, 5, 40, 600, 9_000, 20_000, 200_000]))
        message = rng.choice([f"m{number:02}", f"{customer}{number}"])  # both sides use the same ids now and then
        turn = a_turn(customer, message, at, f"words {number}")
        kind = rng.choice(["turn"] * 12 + ["forget", "correct", "drop", "consent", "consent"])
        if kind == "turn":
            values = {name: rng.uniform(-1, 1) for name in rng.sample(sorted(DIALS), rng.randrange(0, 6))}
            fact = Fact(rng.choice(["milk", "size", "allergy"]), rng.choice("abc"), at, message)
            facts = [fact] if rng.random() < 0.4 else []
            told.append((at, lambda s, t=turn, v=values, f=facts: s.record(t, observations=heard(t, **v), facts=f)))
        elif kind == "forget":
            told.append((at, lambda s, t=turn: s.record(t, drop_facts=["milk", "allergy"])))
        elif kind in ("correct", "drop"):
            value = None if kind == "drop" else rng.uniform(0, 1)
            told.append((at, lambda s, c=customer, v=value, a=at: s.correct(c, "warmth", v, a)))
        else:
            purpose, yes = rng.choice(["remember", "personalise", "health"]), rng.random() < 0.6
            told.append((at, lambda s, c=customer, p=purpose, y=yes, a=at: s.set_consent(c, p, y, a, "said")))
    return told


def what_stands(store: ProfileStore, customer: str, at) -> dict[str, object]:
    """All that must be the same: rows to the byte, and what a turn would be given."""
    found: dict[str, object] = {table.name: [tuple(r) for r in rows_of(store.engine, table, customer)] for table in OWN}
    with store.engine.connect() as connection:
        own = connection.execute(sa.select(rows.customers).where(rows.customers.c.id == customer)).all()
    return found | {"customers": [tuple(row) for row in own], "load": store.load(customer, at)}


def a_store(folder) -> ProfileStore:
    url = f"sqlite:///{folder}/profiles.db"
    upgrade(url)
    return ProfileStore(open_engine(url))


def union(store: ProfileStore) -> str:
    """The fold over what both have said, made here and from the log alone."""
    log = []
    with store.engine.connect() as connection:
        for row in connection.execute(sa.select(rows.observations).where(rows.observations.c.recipient == "")):
            if row.kind in observing.FOLDED and row.held != "aside":
                place = folding.Place(row.at, row.channel, f"{row.customer}\x1f{row.message_id}", row.name)
                log.append(folding.Entry(place, row.value or 0.0, row.kind))
    return folding.spelled(folding.fold(log, store.visit_gap_s))


def standing(store: ProfileStore, person: str) -> str:
    found = [row.state for row in rows_of(store.engine, rows.folds, person) if row.number == 0]
    return found[0] if found else folding.spelled(folding.State())


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32))
def test_parted_they_are_what_they_would_be(tmp_path_factory, seed):
    """Two histories, linked at any moment, both going on, parted: as two that were never linked. Linked: the union."""
    rng = random.Random(seed)
    one, other = a_store(tmp_path_factory.mktemp("linked")), a_store(tmp_path_factory.mktemp("never"))
    told = sorted(
        said_by(rng, WEB, rng.randrange(1, 18)) + said_by(rng, PHONE, rng.randrange(1, 18)), key=lambda t: t[0]
    )
    linked, parted = sorted(rng.sample(range(len(told) + 1), 2)) if len(told) > 1 else (0, 2)
    for store in (one, other):
        for customer in (WEB, PHONE):
            store.record(a_turn(customer, "first", NOON))
            for purpose in rng.__class__(f"{seed}{customer}").sample(["remember", "personalise", "health"], 2):
                store.set_consent(customer, purpose, True, NOON, "said")
    for number, (at, say) in enumerate(told):
        if number == linked:
            assert persons.merge(one.engine, WEB, PHONE, at, "token")
        if number == parted:
            assert persons.unmerge(one.engine, rng.choice([WEB, PHONE]), at)
        say(one)
        say(other)
        if linked <= number < parted:
            assert standing(one, WEB) == union(one)
            assert rows_of(one.engine, rows.folds, PHONE) == []
            assert one.load(WEB, at).profile == one.load(PHONE, at).profile
    end = told[-1][0]
    persons.unmerge(one.engine, PHONE, end)
    for customer in (WEB, PHONE):
        for at in (end, end + DAY):
            assert what_stands(one, customer, at) == what_stands(other, customer, at)
    for store in (one, other):
        store.engine.dispose()


def two(store: ProfileStore, *purposes: str) -> None:
    """A customer of the shop, and a phone that turns out to be theirs, with something said on each."""
    for customer, formality, at in ((WEB, 0.8, NOON), (PHONE, -0.4, NOON + DAY)):
        for purpose in purposes or ("remember", "personalise"):
            store.set_consent(customer, purpose, True, at, "said")
        turn = a_turn(customer, "m1", at)
        store.record(turn, observations=heard(turn, formality=formality), facts=[Fact("milk", customer, at, "m1")])


def test_linked_they_are_one(store, engine):
    """Facts, consents, manner and visits of both; the latest statement counts; whichever id they come by."""
    two(store)
    later = NOON + 2 * DAY
    assert persons.merge(engine, PHONE, WEB, later, "token")
    seen = [store.load(customer, later) for customer in (WEB, PHONE)]
    for customer in seen:
        assert customer.fact("milk") == PHONE
        assert customer.profile["formality"].n == pytest.approx(2, abs=0.1)
        assert (customer.visit.number, customer.visit.previous_at) == (3, NOON + DAY)
    assert seen[0].ids == (WEB, PHONE)
    assert seen[1].ids == (PHONE, WEB)
    assert store.rebuild(WEB)
    assert standing(store, WEB) == union(store)


def test_the_last_turn_and_the_visit_are_each_ones_own(store, engine):
    """What was asked in the browser is no open question on the phone."""
    store.record(a_turn(WEB, "m1", NOON, asked={"act": "read_back"}))
    store.record(a_turn(PHONE, "m1", NOON, asked={"act": "gift"}))
    persons.merge(engine, WEB, PHONE, NOON, "token")
    assert store.load(WEB, NOON + MINUTE).last_turn.asked == {"act": "read_back"}
    assert store.load(PHONE, NOON + MINUTE).last_turn.asked == {"act": "gift"}
    assert store.load(PHONE, NOON + MINUTE).visit.turns == 1


def test_what_was_said_in_the_visit_alone_stays_in_it(store, engine):
    """Without consent a fact of the browser's visit is not used on the phone, even where their visits' numbers are equal."""
    store.record(a_turn(WEB, "m1", NOON), facts=[Fact("milk", "oat", NOON, "m1")])
    store.record(a_turn(PHONE, "m1", NOON))
    persons.merge(engine, WEB, PHONE, NOON, "token")
    assert store.load(WEB, NOON + MINUTE).fact("milk") == "oat"
    assert store.load(PHONE, NOON + MINUTE).fact("milk") is None


def test_the_same_moment_and_message_id_on_both_sides(store, engine):
    """Ids are unique for each customer only: two browsers may both say their first message at the same moment."""
    for customer in (WEB, PHONE):
        allow(store, customer)
    persons.merge(engine, WEB, PHONE, NOON, "token")
    for customer in (WEB, PHONE):
        turn = a_turn(customer, "m1", NOON)
        store.record(turn, observations=heard(turn, formality=0.5))
    assert standing(store, WEB) == union(store)
    assert store.load(WEB, NOON).session["formality"].n > 1.5


def test_a_no_on_one_side_is_a_no(store, engine):
    """Withdrawn on the phone: nothing is used on the web either, and at the visit's end it is out of the profile."""
    two(store)
    persons.merge(engine, WEB, PHONE, NOON + 2 * DAY, "token")
    store.set_consent(PHONE, "remember", False, NOON + 2 * DAY, "said")
    assert store.load(WEB, NOON + 2 * DAY).profile == {}
    assert store.load(WEB, NOON + 2 * DAY).fact("milk") is None
    sweep(engine, NOON + 3 * DAY)
    assert standing(store, WEB) == folding.spelled(folding.State())
    access = data_subject.access(store, WEB, NOON + 3 * DAY)
    assert (access["facts"], access["estimates"]) == ([], [])
    store.set_consent(PHONE, "remember", True, NOON + 3 * DAY, "said")
    assert store.load(WEB, NOON + 3 * DAY).profile == {}  # a new yes does not bring it back
    sweep(engine, NOON + 40 * DAY)
    assert rows_of(engine, rows.facts, WEB) == rows_of(engine, rows.observations, WEB) == []


def test_a_no_reaches_what_was_kept_before(store, engine):
    """An id that is away when the other one says no: at that visit's end its rows are aside, and go with the days; parted
    before, they are its own again."""
    two(store)
    sweep(engine, NOON + 2 * DAY)
    alone = what_stands(store, WEB, NOON + 3 * DAY)
    persons.merge(engine, WEB, PHONE, NOON + 2 * DAY, "token")
    store.set_consent(PHONE, "remember", False, NOON + 2 * DAY, "said")
    store.record(a_turn(PHONE, "m9", NOON + 2 * DAY))
    sweep(engine, NOON + 3 * DAY)
    assert {row.held for table in (rows.facts, rows.observations) for row in rows_of(engine, table, WEB)} == {"aside"}
    assert rows_of(engine, rows.facts, PHONE) == []
    persons.unmerge(engine, PHONE, NOON + 3 * DAY)
    assert what_stands(store, WEB, NOON + 3 * DAY) == alone
    persons.merge(engine, WEB, PHONE, NOON + 3 * DAY, "token")
    store.record(a_turn(PHONE, "m10", NOON + 3 * DAY))
    sweep(engine, NOON + 4 * DAY)
    sweep(engine, NOON + 40 * DAY)
    assert rows_of(engine, rows.facts, WEB) == rows_of(engine, rows.observations, WEB) == []


def test_forgotten_on_one_side_is_forgotten(store, engine):
    """A fact or a manner forgotten on the phone is not known on the web, nor found again by an older word."""
    two(store)
    persons.merge(engine, WEB, PHONE, NOON + DAY, "token")
    store.record(a_turn(PHONE, "m2", NOON + DAY), drop_facts=["milk"])
    store.correct(PHONE, "formality", None, NOON + DAY + MINUTE)
    customer = store.load(WEB, NOON + DAY + 2 * MINUTE)
    assert customer.fact("milk") is None
    assert "formality" not in customer.profile
    turn = a_turn(PHONE, "m3", NOON + DAY + 2 * MINUTE)
    store.record(turn, observations=heard(turn, formality=0.5))
    with reading(engine) as connection:
        behind = evidence.behind(connection, visits.find(connection, WEB))["formality"]
    assert [line.message_id for line in behind.lines] == ["m3"]  # nor is it told as what the new guess rests on
    persons.unmerge(engine, PHONE, NOON + DAY + 2 * MINUTE)
    assert store.load(WEB, NOON + DAY + 2 * MINUTE).fact("milk") == WEB
    assert store.load(PHONE, NOON + DAY + 2 * MINUTE).fact("milk") is None


def test_an_objection_on_one_side_is_one(store, engine):
    """ "Don't personalise" on the phone: nothing is learnt on the web."""
    two(store)
    persons.merge(engine, WEB, PHONE, NOON + DAY, "token")
    store.record(a_turn(PHONE, "m2", NOON + DAY), facts=[Fact("no_personalise", "yes", NOON + DAY, "m2")])
    before = rows_of(engine, rows.observations, WEB)
    turn = a_turn(WEB, "m2", NOON + DAY + MINUTE)
    store.record(turn, observations=heard(turn, formality=0.9))
    assert rows_of(engine, rows.observations, WEB) == before
    store.record(a_turn(WEB, "m3", NOON + DAY + 2 * MINUTE), drop_facts=["no_personalise"])
    turn = a_turn(PHONE, "m4", NOON + DAY + 3 * MINUTE)
    store.record(turn, observations=heard(turn, formality=0.9))
    assert len(rows_of(engine, rows.observations, PHONE)) == 4


def test_three_and_more(store, engine):
    """A head linked into another person, and taken out of it again: the others stay together, each where it was."""
    everybody = (WEB, PHONE, "anon-tablet", "bruno")
    for customer in everybody:
        allow(store, customer)
        turn = a_turn(customer, "m1", NOON + everybody.index(customer) * MINUTE)
        store.record(turn, observations=heard(turn, formality=0.5))
    alone = {customer: what_stands(store, customer, NOON + DAY) for customer in everybody}
    assert persons.merge(engine, PHONE, "anon-tablet", NOON, "token")
    assert persons.merge(engine, WEB, "bruno", NOON, "command line")
    assert persons.merge(engine, "anon-tablet", "bruno", NOON, "token")
    assert not persons.merge(engine, WEB, PHONE, NOON, "token")
    assert [row.customer for row in rows_of_all(engine, rows.folds) if row.number == 0] == [WEB]
    assert persons.members(engine, PHONE) == tuple(sorted(everybody))
    assert store.load(PHONE, NOON + DAY).profile["formality"].n == pytest.approx(3.0, abs=0.3)
    assert persons.unmerge(engine, WEB, NOON + MINUTE)
    assert what_stands(store, WEB, NOON + DAY) == alone[WEB]
    assert persons.members(engine, PHONE) == tuple(sorted(set(everybody) - {WEB}))
    assert {row.customer for row in rows_of_all(engine, rows.folds)} == {WEB, "bruno"}
    assert persons.unmerge(engine, PHONE, NOON + MINUTE)
    assert persons.unmerge(engine, "bruno", NOON + MINUTE)
    assert not persons.unmerge(engine, "bruno", NOON + MINUTE)
    for customer in everybody:
        assert what_stands(store, customer, NOON + DAY) == alone[customer]


def rows_of_all(engine, table):
    with engine.connect() as connection:
        return connection.execute(sa.select(table).order_by(*table.primary_key)).all()


def test_every_link_is_written_down(store, engine):
    """Who, with whom, when, how, until when; nothing is taken out again."""
    two(store)
    persons.merge(engine, PHONE, WEB, NOON, "code")
    assert [(link.identity, link.how) for link in persons.links(engine, PHONE)] == [(WEB, "code"), (PHONE, "code")] or [
        link.how for link in persons.links(engine, PHONE)
    ] == ["code", "code"]
    persons.unmerge(engine, PHONE, NOON + MINUTE)
    assert persons.links(engine, PHONE) == ()
    persons.merge(engine, PHONE, WEB, NOON + DAY, "token")
    told = [(row.person, row.how, row.at, row.ended_at) for row in rows_of(engine, rows.links, PHONE)]
    assert told == [(WEB, "code", NOON, NOON + MINUTE), (WEB, "token", NOON + DAY, None)]


def test_the_preview_does_nothing_and_tells_all(store, engine):
    """Visits, facts and consents with their conflicts and which counts, observations, whether both are identified."""
    two(store)
    store.set_consent(PHONE, "remember", False, NOON + DAY, "said")
    store.set_fact(WEB, Fact("allergy", "nuts", NOON))
    before = {table.name: rows_of_all(engine, table) for table in rows.METADATA.sorted_tables}
    preview = merge_preview(engine, WEB, PHONE)
    assert {table.name: rows_of_all(engine, table) for table in rows.METADATA.sorted_tables} == before
    assert (preview.visits, preview.observations, preview.already, preview.both_identified) == (2, 2, False, False)
    milk = next(choice for choice in preview.facts if choice.name == "milk")
    assert (milk.counts.identity, [said.value for said in milk.against]) == (PHONE, [WEB])
    assert next(choice for choice in preview.facts if choice.name == "allergy").counts.value == "…"
    remember = next(choice for choice in preview.consents if choice.name == "remember")
    assert (remember.counts.value, [said.value for said in remember.against]) == (False, [True])
    assert merge_preview(engine, WEB, "bruno").both_identified
    persons.merge(engine, WEB, PHONE, NOON, "token")
    assert merge_preview(engine, WEB, PHONE).already
    assert merge_preview(engine, PHONE, "bruno").both_identified  # the phone is Anna's now


def test_who_asked_to_be_forgotten_is_linked_to_nobody(store, engine):
    """There is nobody left to link, and nothing happens."""
    two(store)
    data_subject.request_erasure(engine, PHONE, NOON)
    with pytest.raises(persons.BeingErased):
        persons.merge(engine, WEB, PHONE, NOON, "token")
    assert persons.members(engine, WEB) == (WEB,)


def test_forgetting_asks_for_every_id(store, engine):
    """The request is for the person; one id erased leaves the others whole, and names it nowhere."""
    two(store)
    persons.merge(engine, WEB, PHONE, NOON, "token")
    persons.unmerge(engine, PHONE, NOON)
    persons.merge(engine, WEB, PHONE, NOON, "token")
    data_subject.request_erasure(engine, PHONE, NOON)
    assert set(data_subject.pending_erasures(engine)) == {WEB, PHONE}
    assert store.load(WEB, NOON + DAY).facts == ()
    data_subject.erase(engine, WEB)
    everything = str([rows_of_all(engine, t) for t in rows.METADATA.sorted_tables if t is not rows.customers])
    assert f"'{WEB}'" not in everything.replace(f"value, '{WEB}'", "")
    data_subject.erase(engine, PHONE)
    held = [table.name for table in rows.METADATA.sorted_tables if rows_of_all(engine, table)]
    assert held == ["access_log"]  # by pseudonym


def test_both_talk_while_they_are_linked_and_parted(store, engine):
    """Two threads talk, a third links and parts: nobody is refused or lost, and in the end all is folded right."""
    for customer in (WEB, PHONE, "anon-tablet"):
        allow(store, customer)
    each, failures, done = 25, [], threading.Event()

    def talk(customer: str) -> None:
        for number in range(each):
            turn = a_turn(customer, f"m{number}", NOON + number * MINUTE)
            attempt(lambda turn=turn: store.record(turn, observations=heard(turn, formality=0.5)))

    def link() -> None:
        while not done.is_set():
            for a, b in ((PHONE, WEB), ("anon-tablet", PHONE)):
                attempt(lambda a=a, b=b: persons.merge(engine, a, b, NOON, "token"))
            for customer in (WEB, "anon-tablet", PHONE):
                attempt(lambda customer=customer: persons.unmerge(engine, customer, NOON))
            done.wait(0.02)  # SQLite's lock goes to whoever asks first: leave the talkers a chance

    def attempt(what) -> None:
        try:
            what()
        except Exception as error:
            failures.append(error)

    talkers = [threading.Thread(target=talk, args=(c,)) for c in (WEB, PHONE, "anon-tablet")]
    linkers = [threading.Thread(target=link)]
    for thread in (*talkers, *linkers):
        thread.start()
    for thread in talkers:
        thread.join()
    done.set()
    for thread in linkers:
        thread.join()
    assert failures == []
    for customer in (WEB, PHONE, "anon-tablet"):
        assert len(rows_of(engine, rows.observations, customer)) == each
        assert store.rebuild(customer)
        persons.unmerge(engine, customer, NOON)
    for customer in (WEB, PHONE, "anon-tablet"):
        assert store.rebuild(customer)
        with reading(engine) as connection:
            alone = connection.execute(sa.select(rows.customers.c.person).where(rows.customers.c.id == customer))
            assert alone.scalar() is None

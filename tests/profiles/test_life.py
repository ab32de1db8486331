"""A life of several customers, as chance has it: whatever happens in whatever order, the promises hold after every step."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import hypothesis.strategies as st
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from remembering import NOON, a_turn, heard, rows_of
from test_folding import empty_database

from profiles import data_subject, persons, rows
from profiles.engines import open_engine
from profiles.ledger import Ledger
from profiles.model import Consent, Fact, Turn
from profiles.retention import sweep
from profiles.store import IdReused, ProfileStore

NAMES = ("anna", "bruno", "carla")
DIALS_SAID = ("formality", "verbosity", "sentiment", "novelty")
GAP = timedelta(seconds=14_400)
who = st.sampled_from(NAMES)
purposes = st.sampled_from(["remember", "personalise", "health"])


@dataclass
class Life:
    """What a customer should be, told without a database.

    ``said``: id → turn; ``consents``: (when, no before yes); ``put_right``: dial → value, when, and whether it was allowed
    then that it outlives the visit.
    """

    said: dict[str, Turn] = field(default_factory=dict)
    consents: dict[str, list[tuple[datetime, bool]]] = field(default_factory=dict)
    put_right: dict[str, tuple[float, datetime, bool]] = field(default_factory=dict)

    def allows(self, purpose: str) -> bool:
        return max(self.consents.get(purpose, [(NOON, False)]), key=lambda c: (c[0], not c[1]))[1]

    def has_refused(self, *asked: str) -> bool:
        """Was there ever a no to one of these purposes?"""
        return any(not granted for purpose in asked for _, granted in self.consents.get(purpose, ()))

    def copy(self) -> Life:
        return Life(dict(self.said), {p: list(c) for p, c in self.consents.items()}, dict(self.put_right))


class Lives(RuleBasedStateMachine):
    """Three customers at one store, their visits, mistakes, changes of mind, crashes, backups and erasures."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="solito-life-"))
        self.file = Path(shutil.copy(empty_database(), self.folder))
        self.ledger = Ledger(self.folder / "erased.ledger", b"k" * 32)
        self.now, self.numbers = NOON, 0
        self.lives: dict[str, Life] = {}
        self.saved: tuple[Path, dict[str, Life], dict[str, set[str]]] | None = None
        self.erased_since: set[str] = set()
        self.erased_at: dict[str, datetime] = {}
        self.persons: dict[str, set[str]] = {name: {name} for name in NAMES}  # a name → all names of the same person
        self.met: set[frozenset[str]] = set()  # who were ever linked: their rows may name each other
        self._open()

    def _open(self) -> None:
        self.engine = open_engine(f"sqlite:///{self.file}")
        self.store = ProfileStore(self.engine)

    def teardown(self) -> None:
        self.engine.dispose()
        shutil.rmtree(self.folder)

    def _person(self, name: str) -> Life:
        """What the person of this name has said under all names."""
        joined = Life()
        for other in sorted(self.persons[name]):
            life = self.lives.get(other, Life())
            for purpose, said in life.consents.items():
                joined.consents.setdefault(purpose, []).extend(said)
            for dial, right in life.put_right.items():
                joined.put_right[dial] = max(joined.put_right.get(dial, right), right, key=lambda r: r[1])
        return joined

    # --- what may happen ---

    @rule(customer=who, late_s=st.sampled_from([0, 0, 0, 60, 3_600, 86_400]), data=st.data())
    def speak(self, customer: str, late_s: int, data: st.DataObject) -> None:
        self.numbers += 1
        self.now += timedelta(seconds=20)
        at = self._not_before_erasure(customer, self.now - timedelta(seconds=late_s))
        turn = a_turn(customer, f"m{self.numbers}", at, f"{customer} says {self.numbers}")
        values = data.draw(st.dictionaries(st.sampled_from(DIALS_SAID), st.floats(-1, 1), max_size=3))
        stated = [Fact("milk", f"{customer} oat", at, turn.message_id)] if data.draw(st.booleans()) else []
        allergy = [Fact("allergy", f"{customer} nuts", at, turn.message_id)] if data.draw(st.booleans()) else []
        self.store.record(turn, observations=heard(turn, **values), facts=[*stated, *allergy])
        self.lives.setdefault(customer, Life()).said[turn.message_id] = turn

    def _not_before_erasure(self, customer: str, at: datetime) -> datetime:
        """What was said before an erasure is erased, wherever it waits; none comes late."""
        erased = self.erased_at.get(customer)
        return at if erased is None else max(at, erased + timedelta(seconds=1))

    @precondition(lambda self: any(life.said for life in self.lives.values()))
    @rule(data=st.data())
    def repeat(self, data: st.DataObject) -> None:
        told = [turn for life in self.lives.values() for turn in life.said.values()]
        turn = data.draw(st.sampled_from(sorted(told, key=lambda t: t.message_id)))
        before = self._all_rows()
        assert self.store.record(turn, observations=heard(turn, formality=0.9)) == turn
        with pytest.raises(IdReused):
            self.store.record(a_turn(turn.customer, turn.message_id, self.now, "something else"))
        assert self._all_rows() == before

    @rule(customer=who, name=st.sampled_from(["formality", "novelty"]), value=st.floats(-1, 1))
    def correct(self, customer: str, name: str, value: float) -> None:
        self.now += timedelta(seconds=1)
        self.store.correct(customer, name, value, self.now)
        life = self.lives.setdefault(customer, Life())
        life.put_right[name] = (value, self.now, life.allows("remember") and life.allows("personalise"))

    @rule(customer=who, name=st.sampled_from(["formality", "novelty", "milk"]))
    def forget(self, customer: str, name: str) -> None:
        self.now += timedelta(seconds=1)
        self.store.correct(customer, name, None, self.now)
        self.lives.setdefault(customer, Life())
        for other in self.persons[customer] & self.lives.keys():
            self.lives[other].put_right.pop(name, None)
        known = self.store.load(customer, self.now)
        assert name not in known.session
        assert name not in known.profile
        assert known.fact(name) is None

    @rule(customer=who, purpose=purposes, granted=st.booleans(), late_s=st.sampled_from([0, 0, 600]))
    def consent(self, customer: str, purpose: str, granted: bool, late_s: int) -> None:
        self.now += timedelta(seconds=1)
        at = self._not_before_erasure(customer, self.now - timedelta(seconds=late_s))
        self.store.set_consent(customer, purpose, granted, at, "said")
        self.lives.setdefault(customer, Life()).consents.setdefault(purpose, []).append((at, granted))

    @rule(hours=st.sampled_from([1, 5, 24, 24 * 40, 24 * 450]))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule()
    def sweep_up(self) -> None:
        sweep(self.engine, self.now)
        for life in self.lives.values():
            life.said = {i: t for i, t in life.said.items() if self.now - t.at <= timedelta(days=30)}

    @rule(customer=who)
    def crash_in_a_turn(self, customer: str) -> None:
        """Something fails after the turn, its facts and observations were written: nothing of them is there."""
        before = self._all_rows()
        turn = a_turn(customer, f"crash{self.numbers}", self.now, "lost")
        with pytest.raises(ValueError, match="outcome"):
            self.store.record(
                turn,
                observations=heard(turn, formality=0.9),
                facts=[Fact("milk", "lost", self.now, turn.message_id)],
                consents=[Consent("remember", True, self.now, "lost")],
                outcome="no such outcome",
            )
        assert self._all_rows() == before

    @rule(one=who, other=who)
    def merge(self, one: str, other: str) -> None:
        self.now += timedelta(seconds=1)
        if one == other:
            return
        persons.merge(self.store, one, other, self.now, "token")
        everybody = self.persons[one] | self.persons[other]
        self.met |= {frozenset({a, b}) for a in everybody for b in everybody}
        for name in everybody:
            self.persons[name] = everybody
            self.lives.setdefault(name, Life())

    @rule(customer=who)
    def unmerge(self, customer: str) -> None:
        self.now += timedelta(seconds=1)
        persons.unmerge(self.store, customer, self.now)
        self._alone(customer)

    def _alone(self, customer: str) -> None:
        for name in self.persons[customer] - {customer}:
            self.persons[name] = self.persons[name] - {customer}
        self.persons[customer] = {customer}

    @rule()
    def restart(self) -> None:
        self.engine.dispose()
        self._open()

    @rule(customer=who)
    def erase(self, customer: str) -> None:
        self.ledger.add(customer, self.now)
        data_subject.erase(self.store, customer)
        self.lives.pop(customer, None)
        self._alone(customer)
        self.erased_since.add(customer)
        self.erased_at[customer] = self.now
        self.now += timedelta(seconds=1)

    @rule()
    def back_up(self) -> None:
        file = self.folder / "backup.db"
        file.unlink(missing_ok=True)
        with self.engine.connect() as connection:
            raw = connection.connection.connection
            raw.execute("VACUUM INTO ?", (str(file),))
        self.saved = (file, {name: life.copy() for name, life in self.lives.items()}, dict(self.persons))
        self.erased_since = set()

    @precondition(lambda self: self.saved is not None)
    @rule()
    def restore(self) -> None:
        """The state of then, less those whom the ledger names and who had come before their erasure."""
        assert self.saved is not None
        self.engine.dispose()
        for path in self.folder.glob("profiles.db*"):
            path.unlink()
        shutil.copy(self.saved[0], self.file)
        self._open()
        erased = self.ledger.erased()
        holder = data_subject.Holder(self.store)
        for name, first in list(holder.first_seen()):
            at = erased.get(self.ledger.pseudonym(name))
            if at is not None and (first is None or first <= at):
                data_subject.erase(self.store, name)
        self.lives = {name: life.copy() for name, life in self.saved[1].items() if name not in self.erased_since}
        self.persons = {name: set(names) for name, names in self.saved[2].items()}
        for name in self.erased_since:
            self._alone(name)

    # --- what holds ---

    @invariant()
    def every_profile_is_the_fold_of_its_log(self) -> None:
        for name in NAMES:
            assert self.store.rebuild(name)

    @invariant()
    def every_message_is_there_once(self) -> None:
        for name in NAMES:
            told = self.lives.get(name, Life()).said
            found = [row.message_id for row in rows_of(self.engine, rows.turns, name)]
            assert len(found) == len(set(found))
            assert set(found) >= {i for i, turn in told.items() if self.now - turn.at < timedelta(days=30)}

    @invariant()
    def nothing_is_used_without_consent(self) -> None:
        for name in NAMES:
            life, known = self._person(name), self.store.load(name, self.now)
            if not (life.allows("remember") and life.allows("personalise")):
                assert known.profile == {}
            later = self.store.load(name, self.now + GAP)  # the next visit
            assert later.session.keys() <= life.put_right.keys()
            if not life.allows("remember"):
                assert later.fact("milk") is None
            if not life.allows("health"):
                assert later.fact("allergy") is None

    @invariant()
    def what_was_put_right_stands(self) -> None:
        """For the visit in which it was said, and for good where they allow a profile."""
        for name in NAMES:
            known, life = self.store.load(name, self.now), self._person(name)
            for dial, (value, at, kept) in life.put_right.items():
                if self.now - at >= GAP and (not kept or life.has_refused("remember", "personalise")):
                    continue
                for believed in (known.session, known.profile):
                    assert dial not in believed or believed[dial].value == value

    @invariant()
    def nobody_holds_what_is_somebody_elses(self) -> None:
        for name in NAMES:
            held = str(data_subject.export(self.engine, name))
            assert not any(other in held for other in NAMES if other != name and {name, other} not in self.met)

    @invariant()
    def the_erased_leave_no_row(self) -> None:
        for name in set(NAMES) - set(self.lives):
            assert all(rows_of(self.engine, table, name) == [] for table in rows.HOLDING)

    def _all_rows(self) -> list[list[tuple[object, ...]]]:
        with self.engine.connect() as connection:
            return [[tuple(r) for r in connection.execute(sa.select(t))] for t in rows.METADATA.sorted_tables]


ODD = settings(deadline=None, suppress_health_check=list(HealthCheck), stateful_step_count=25)


def test_lives():
    """A few lives at every run."""
    run_state_machine_as_test(Lives, settings=settings(ODD, max_examples=25))


@pytest.mark.nightly
@pytest.mark.timeout(3 * 3600)
def test_two_thousand_lives():
    """Two thousand by night."""
    run_state_machine_as_test(Lives, settings=settings(ODD, max_examples=2_000))

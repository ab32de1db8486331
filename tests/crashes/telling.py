"""The same story for every writer: one customer's messages, each known by its number, and what they must come to."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from profiles import rows
from profiles.engines import open_engine
from profiles.inbox import Inbox
from profiles.learning import DIALS
from profiles.migrate import upgrade
from profiles.model import Fact, Observation, Turn
from profiles.store import ProfileStore

WHO = "anna"
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=timezone.utc)
A_VISIT = 50  # messages; then five hours of silence
REPEATED = 0.1  # of the messages are sent by somebody else as well
Told = tuple[Turn, list[Observation], list[Fact]]


def told(number: int) -> Told:
    """The message of this number: a function of the number alone."""
    draw, message_id = random.Random(number), f"m{number:06}"
    at = NOON + timedelta(seconds=60 * number) + (number // A_VISIT) * timedelta(hours=5)
    turn = Turn(WHO, "shop", message_id, at, "text", f"words {number}", (_reply(number),))
    names = draw.sample(sorted(DIALS), draw.randrange(0, 5))
    heard = [Observation(WHO, "shop", message_id, at, name, draw.uniform(-1, 1)) for name in names]
    stated = [Fact("milk", draw.choice(("oat", "soya", "cow")), at, message_id)] if draw.random() < 0.1 else []
    return turn, heard, stated


def _reply(number: int) -> dict[str, Any]:
    return {"kind": "reply", "text": f"answer {number}", "choices": [], "products": []}


def begin(store: ProfileStore) -> None:
    """The customer says yes to being remembered and served their way."""
    for purpose in ("remember", "personalise"):
        store.set_consent(WHO, purpose, True, NOON - timedelta(hours=1), "said")


def handle(store: ProfileStore, inbox: Inbox, number: int) -> dict[str, Any]:
    """One message from claim to answer, in the steps of the channel and the action server."""
    turn, heard, stated = told(number)
    claim = inbox.claim(WHO, turn.message_id, turn.said, turn.at)
    if claim.state == "done" and claim.answer is not None:
        return claim.answer
    assert claim.state != "conflict"
    recorded = store.record(turn, observations=heard, facts=stated)
    return inbox.finish(WHO, turn.message_id, {"replies": list(recorded.replies)}, turn.at)


def parts(messages: int, writers: int) -> list[list[int]]:
    """Which writer sends which messages; a tenth is also sent by the next one, at about the same time."""
    shares: list[list[int]] = [[] for _ in range(writers)]
    for number in range(messages):
        shares[number % writers].append(number)
        if random.Random(f"again {number}").random() < REPEATED:
            shares[(number + 1) % writers].append(number)
    return shares


def check(store: ProfileStore, messages: int, acknowledged: Collection[int]) -> None:
    """Nothing lost, nothing doubled, and the profile is what the same messages told in order come to, to the byte."""
    assert set(acknowledged) == set(range(messages)), "everything was acknowledged in the end"
    check_rows(store, range(messages))
    end = told(messages - 1)[0].at + timedelta(days=2)
    last = Turn(WHO, "shop", "the end", end, "text", "bye", (_reply(-1),))
    store.record(last)
    assert store.rebuild(WHO), "the profile was not what its observations come to"
    memory = Path("/dev/shm")  # where there is such a thing: this one need not survive anything
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        serial = open_store(f"sqlite:///{Path(folder) / 'serial.db'}")
        begin(serial)
        for number in range(messages):
            turn, heard, stated = told(number)
            serial.record(turn, observations=heard, facts=stated)
        serial.record(last)
        assert standing(store) == standing(serial)
        assert _lines(store) == _lines(serial)
        serial.engine.dispose()


def check_rows(store: ProfileStore, numbers: Sequence[int]) -> None:
    """Each message is in the transcript once, under a number of its own, and in the inbox with its answer."""
    turns = _rows(store, rows.turns)
    assert sorted(turn.message_id for turn in turns) == sorted(told(n)[0].message_id for n in numbers)
    assert sorted(turn.seq for turn in turns) == list(range(1, len(numbers) + 1))
    with store.engine.connect() as connection:
        count = connection.execute(sa.select(rows.customers.c.turns).where(rows.customers.c.id == WHO)).scalar()
    assert count == len(numbers)
    answers = {row.message_id: row.answer for row in _rows(store, rows.inbox)}
    assert answers == {told(n)[0].message_id: {"replies": [_reply(n)]} for n in numbers}


def standing(store: ProfileStore) -> str:
    """The profile as it lies in the database."""
    return next(row.state for row in _rows(store, rows.folds) if row.number == 0)


def _lines(store: ProfileStore) -> list[tuple[Any, ...]]:
    return sorted((*tuple(row)[:6], row.value, row.words) for row in _rows(store, rows.observations))


def _rows(store: ProfileStore, table: sa.Table) -> list[Any]:
    with store.engine.connect() as connection:
        found: list[Any] = connection.execute(sa.select(table).where(table.c.customer == WHO)).all()
    return found


def open_store(url: str) -> ProfileStore:
    upgrade(url)
    return ProfileStore(open_engine(url))

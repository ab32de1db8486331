"""Two hundred customers are erased while others speak: not a word of them in any table, nor in SQLite's files."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa
from remembering import NOON, a_turn, allow, heard

from profiles import data_subject
from profiles.engines import NotScrubbed, reading
from profiles.inbox import Inbox
from profiles.model import Fact

DRAW = random.Random(5)
PEOPLE = [f"zq{number:04}" for number in range(240)]


def speak(store, who: str, number: int) -> None:
    """A message with the customer's word in everything that is kept of it: text, reply, evidence, fact, answer."""
    at = NOON + timedelta(minutes=number)
    turn = a_turn(
        who,
        f"{who}-{number}",
        at,
        said=f"{who} speaks " * random.Random(f"{who} {number}").choice([1, 4, 40]),
        reply=f"yes, {who}",
    )
    inbox = Inbox(store.engine)
    inbox.claim(who, turn.message_id, f"hash of {who}", at)
    fact = Fact("usual", f"{who} blend", at, turn.message_id, f"I am {who}")
    store.record(turn, observations=heard(turn, formality=0.4, warmth=0.2), facts=[fact], handover=f"{who} waits")
    inbox.finish(who, turn.message_id, {"replies": list(turn.replies)}, at)


def chat(store, who: str) -> None:
    for number in range(4, 14):
        patiently(partial(speak, store, who, number))


def held(engine) -> bytes:
    """All that the tables hold, and on SQLite all bytes of the files."""
    with reading(engine) as connection:
        names = sa.inspect(connection).get_table_names()
        found = [repr(connection.exec_driver_sql(f'SELECT * FROM "{name}"').all()).encode() for name in names]
    if engine.dialect.name == "sqlite":
        file = Path(engine.url.database)
        found += [part.read_bytes() for part in file.parent.glob(f"{file.name}*")]
    return b"\n".join(found)


@pytest.mark.nightly
@pytest.mark.timeout(3600)
def test_two_hundred_are_erased_beside_those_who_speak(store, engine):
    """Their marks are gone; those who stay have all of theirs, and those who were silent are as they were."""
    order = DRAW.sample(PEOPLE, len(PEOPLE))
    gone, silent, talking = order[:200], order[200:220], order[220:]
    for who in PEOPLE:
        allow(store, who)
    for number in range(4):
        for who in DRAW.sample(PEOPLE, len(PEOPLE)):
            speak(store, who, number)
    before = {who: data_subject.export(engine, who) for who in silent}
    with ThreadPoolExecutor(3) as pool:
        chats = [pool.submit(chat, store, who) for who in talking]
        for who in gone:
            patiently(partial(data_subject.erase, engine, who))
        for done in chats:
            done.result()
    data_subject.erase(engine, "nobody")  # what was said meanwhile is in the file, not in its journal
    found = held(engine)
    assert [who for who in gone if who.encode() in found] == []
    assert {who: data_subject.export(engine, who) for who in silent} == before
    for who in talking:
        assert len(data_subject.export(engine, who)["turns"]) == 14
        assert store.rebuild(who)


def patiently(do: Callable[[], None]) -> None:
    """As a client does: what is locked for too long, or in use, is asked for again."""
    for _ in range(40):
        try:
            return do()
        except (NotScrubbed, sa.exc.OperationalError):
            continue
    raise AssertionError("still in use")

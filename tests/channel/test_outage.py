"""The profiles' database fails under the channel: every message is answered properly, once, and is there afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
from talking import APOLOGY

from benchmarks.in_process import InProcess, prepared
from benchmarks.outages import SQLITE
from benchmarks.servers import free_port
from bot.channels.errors import RequestRefused
from bot.channels.meanwhile import Meanwhile
from bot.channels.page import failing_part
from profiles import data_subject, handover, proof, transcript
from profiles.engines import reading
from profiles.identity import Identity
from profiles.patience import MemoryAway
from settings import Settings

HANG_S = 30  # while all is well: a busy machine must not make a turn forget
AT = datetime(2026, 11, 24, 9, 0, tzinfo=timezone.utc)
ANNA = Identity("anna", name="Anna", consents=("remember",))
Fault = Callable[[], Any]


@pytest.fixture
def shop(tmp_path: Path) -> InProcess:
    """Channel and counter, open."""
    nobody = free_port()  # not the default one, at which somebody's own shop may be open
    settings = Settings(var=tmp_path, demo=True, token_secret="x" * 40, memory_patience_s=HANG_S, actions_port=nobody)
    prepared(settings)
    return InProcess(settings, lambda: AT)


@pytest.fixture(params=["down", "slow", "locked", "full", "read-only"])
def failing(request, shop: InProcess) -> Fault:
    """``with failing():`` the database fails for both processes."""
    from contextlib import ExitStack, contextmanager

    @contextmanager
    def fault() -> Any:
        shop.channel.profiles.engine.dispose()
        shop.counter.profiles.engine.dispose()
        with ExitStack() as both:
            both.enter_context(SQLITE[request.param](shop.counter.profiles.engine))
            if request.param in ("slow", "full", "read-only"):  # these are a connection's, the others the file's
                both.enter_context(SQLITE[request.param](shop.channel.profiles.engine))
            impatient(shop, 0.15)
            yield
        impatient(shop, HANG_S)
        shop.channel.profiles.engine.dispose()
        shop.counter.profiles.engine.dispose()

    return fault


@pytest.fixture
def down(shop: InProcess) -> Fault:
    def fault() -> Any:
        shop.counter.profiles.engine.dispose()
        return SQLITE["down"](shop.channel.profiles.engine)

    return fault


def impatient(shop: InProcess, patience_s: float) -> None:
    for house in (shop.channel, shop.counter):
        house.keeping.guard.patience_s = patience_s


def well(shop: InProcess) -> None:
    """The pauses are over, and everything was handed on."""
    for house in (shop.channel, shop.counter):
        house.keeping.guard.worked()
    told = shop.counter.keeping.deliver()
    assert (told.error, told.refused, len(shop.counter.outbox)) == (None, 0, 0)


def recorded(shop: InProcess, customer: str = "anna") -> list[str]:
    return [turn.message_id for turn in transcript.turns(shop.channel.profiles.engine, customer)]


def text(answer: dict[str, Any]) -> str:
    return " ".join(r["text"] for r in answer["replies"]).lower()


async def test_answered_properly_and_kept(shop: InProcess, failing: Fault) -> None:
    """Whatever fails: no apology, marked as not final; the same id gives the same answer, then and afterwards, and is one turn."""
    bodies = [{"id": f"m{n}", "text": said} for n, said in enumerate(("hello", "an espresso please", "yes"), 1)]
    with failing():
        answers = [await shop.send(ANNA, body) for body in bodies]
        again = [await shop.send(ANNA, body) for body in bodies]
        taken = shop.turns
    assert again == answers
    assert taken == 3, "nothing was run twice"
    assert all(a["degraded"] and a["taken"] and text(a) != APOLOGY.lower() for a in answers)
    assert "espresso" in text(answers[1])
    assert "a-1" in text(answers[2])
    well(shop)
    final = [await shop.send(ANNA, body) for body in bodies]
    assert [f["replies"] for f in final] == [a["replies"] for a in answers]
    assert not any("degraded" in f for f in final)
    assert recorded(shop) == ["m1", "m2", "m3"]
    assert len(shop.counter.shop.orders.of("anna")) == 1


async def test_after_a_restart_of_the_channel(shop: InProcess, down: Fault) -> None:
    """What the channel had in memory is gone: the turn in the outbox still gives the same answer."""
    with down():
        first = await shop.send(ANNA, {"id": "m1", "text": "an espresso please"})
        shop.open_anew()
        assert (await shop.send(ANNA, {"id": "m1", "text": "an espresso please"}))["replies"] == first["replies"]
    well(shop)
    assert recorded(shop) == ["m1"]


async def test_only_one_of_them_waits(shop: InProcess) -> None:
    """Locked: the channel finds it out and tells the counter, which asks nothing; the other way round the answer is not
    waited for once more."""
    import sqlalchemy as sa

    asked = {"channel": 0, "counter": 0}

    def count(name: str) -> Callable[..., None]:
        return lambda _c, _cursor, sql, *_: asked.update({name: asked[name] + sql.startswith("BEGIN")})

    for name in asked:
        sa.event.listen(getattr(shop, name).profiles.engine, "before_cursor_execute", count(name))
    with SQLITE["locked"](shop.channel.profiles.engine):
        assert (await shop.send(Identity("anna"), {"id": "m1", "text": "hello"}))["taken"]
    assert asked == {"channel": 2, "counter": 0}, "who speaks (a reading, which no lock holds up), and the claim"
    well(shop)
    asked.update(channel=0, counter=0)
    with SQLITE["read-only"](shop.counter.profiles.engine):
        assert (await shop.send(Identity("anna"), {"id": "m2", "text": "hello"}))["taken"]
    assert asked["channel"] == 4, "who speaks, claim, hand-over, erasures: and no answer written"


async def test_answered_before_it_failed(shop: InProcess, down: Fault) -> None:
    """Sent again while the memory is away, a message that was answered before gets that very answer, and is not run again."""
    bodies = [{"id": f"m{n}", "text": said} for n, said in enumerate(("an espresso please", "yes"), 1)]
    before = [await shop.send(ANNA, body) for body in bodies]
    with down():
        assert [await shop.send(ANNA, body) for body in bodies] == before
    assert shop.turns == 2


async def test_another_content_under_the_same_id(shop: InProcess, down: Fault) -> None:
    """Refused, while the memory is away and when it is back."""
    with down():
        await shop.send(ANNA, {"id": "m1", "text": "hello"})
        with pytest.raises(RequestRefused, match="used for another"):
            await shop.send(ANNA, {"id": "m1", "text": "forget me"})
    well(shop)
    with pytest.raises(RequestRefused, match="used for another"):
        await shop.send(ANNA, {"id": "m1", "text": "forget me"})


async def test_the_memory_fails_between_claim_and_answer(shop: InProcess) -> None:
    """The claim was had, the turn was recorded, the answer could not be written down: answered, and final on the next try."""
    engine = shop.channel.profiles.engine
    taking = shop.handling.on_message

    async def then_locked(message: Any) -> None:
        await taking(message)
        locks.append(SQLITE["locked"](engine))
        locks[-1].__enter__()

    locks: list[Any] = []
    shop.handling.on_message = then_locked
    answer = await shop.send(ANNA, {"id": "m1", "text": "an espresso please"})
    locks[0].__exit__(None, None, None)
    assert answer["degraded"]
    assert "espresso" in text(answer)
    shop.handling.on_message = taking
    well(shop)
    final = await shop.send(ANNA, {"id": "m1", "text": "an espresso please"})
    assert final == {"id": "m1", "replies": answer["replies"]}
    assert recorded(shop) == ["m1"]


async def test_buttons_of_this_process_may_be_pressed(shop: InProcess, down: Fault) -> None:
    """Shown before the memory went, or meanwhile: yes. Never shown, or shown by nobody knows whom: refused. A person: always."""
    await shop.send(ANNA, {"id": "m1", "text": "an espresso please"})
    with down():
        assert "espresso" in text(await shop.send(ANNA, {"id": "m2", "choice": "yes"}))
        with pytest.raises(RequestRefused, match="not offered"):
            await shop.send(ANNA, {"id": "m3", "choice": "consent_yes"})
        with pytest.raises(RequestRefused, match="not offered"):
            await shop.send(Identity("bruno"), {"id": "m1", "choice": "yes"})
        assert (await shop.send(Identity("bruno"), {"id": "m2", "choice": "person"}))["taken"]
    well(shop)
    (waiting,) = handover.waiting(shop.channel.profiles.engine)
    assert waiting.customer == "bruno"


async def test_the_token_is_read_again(shop: InProcess, down: Fault) -> None:
    """What the shop's token tells is not lost with the memory: the next message brings it."""
    with down():
        await shop.send(ANNA, {"id": "m1", "text": "hello"})
    well(shop)
    assert not shop.channel.profiles.load("anna", AT).allows("remember")
    await shop.send(ANNA, {"id": "m2", "text": "hello"})
    known = shop.channel.profiles.load("anna", AT)
    assert (known.allows("remember"), known.fact("name")) == (True, "Anna")


async def test_who_talks_to_a_person(shop: InProcess) -> None:
    """The hand-over is known but nothing can be written: the message waits for staff, and the bot keeps quiet."""
    handover.take(shop.channel.profiles.engine, "anna", "Ana", AT)
    channel = shop.channel.profiles.engine
    claim = shop.channel.inbox.claim
    fault = SQLITE["read-only"](channel)

    def claim_then_fail(*args: Any) -> Any:
        got = claim(*args)
        fault.__enter__()
        return got

    shop.channel.inbox.claim = claim_then_fail  # type: ignore[method-assign]
    answer = await shop.send(Identity("anna"), {"id": "m1", "text": "hello"})
    fault.__exit__(None, None, None)
    assert "person from the shop has your message" in text(answer)
    assert shop.turns == 0
    well(shop)
    assert recorded(shop) == ["m1"]


async def test_forget_me_without_a_memory(shop: InProcess, down: Fault) -> None:
    """Taken, told truly, and carried out when the memory is back: nothing is left, waiting or written."""
    await shop.send(ANNA, {"id": "m1", "text": "an espresso please"})
    with down():
        assert "as soon as" in text(await shop.send(ANNA, {"id": "m2", "text": "forget me"}))
    well(shop)
    await shop.handling.erase_pending()
    assert recorded(shop) == []
    assert data_subject.pending_erasures(shop.channel.profiles.engine) == []
    held = shop.channel.export("anna")["profiles"]
    assert [name for name, rows in held.items() if rows] == ["access_log"]


async def test_erased_while_it_waits(shop: InProcess) -> None:
    """The house erases a customer of whom something still waits: it never comes back."""
    with SQLITE["read-only"](shop.counter.profiles.engine):
        await shop.send(ANNA, {"id": "m1", "text": "an espresso please"})
        assert len(shop.counter.outbox) == 1
        assert len(shop.channel.export("anna")["profiles"]["waiting"]) == 1
        shop.channel.erase("anna")
    well(shop)
    assert recorded(shop) == []


async def test_health_tells_which_part(shop: InProcess, failing: Fault) -> None:
    """The profiles fail, be it only for writing: that part is named, also before anybody has said a word. Afterwards it
    is not."""
    with failing():
        assert await failing_part(shop.channel) == "profiles"
    shop.channel.keeping.guard.worked()
    assert await failing_part(shop.channel) == "actions"  # there is none in this test


async def test_reading_meanwhile_is_refused_at_once(shop: InProcess, down: Fault) -> None:
    """History and long polls do not pile up behind a database that does not answer."""
    with down():
        await shop.send(ANNA, {"id": "m1", "text": "hello"})
        asked: list[int] = []
        with pytest.raises(MemoryAway):
            await shop.channel.keeping.guard.ask_async(lambda: asked.append(1))
        assert asked == []


def test_what_the_channel_keeps_is_bounded() -> None:
    """The oldest answers, and the buttons of those seen longest ago, go first; of an erased customer nothing stays."""
    kept = Meanwhile(answers=2, customers=2)
    for n, who in enumerate(("anna", "bruno", "carla")):
        kept.keep(who, f"m{n}", "h", {"id": f"m{n}"})
        kept.show(who, [{"choices": [{"id": "yes"}], "products": [{"id": "p"}]}])
    assert kept.answered("anna", "m0", "h", final=True) is None
    assert kept.answered("carla", "m2", "h", final=True) == {"id": "m2"}
    assert not kept.shown("anna", "yes")
    assert kept.shown("carla", "show:p")
    for _ in range(6):
        kept.show("carla", [])
    assert not kept.shown("carla", "yes"), "only the last few turns"
    kept.forget("bruno")
    assert kept.answered("bruno", "m1", "h", final=True) is None
    assert not kept.shown("bruno", "yes")


def test_the_database_is_really_well_afterwards(shop: InProcess, failing: Fault) -> None:
    """The faults of these tests end: else the tests above would prove nothing about what comes after."""
    with failing():
        pass
    with reading(shop.counter.profiles.engine):
        shop.counter.inbox.try_writing()


async def test_somebody_else_stays_somebody_else(shop: InProcess, down: Fault) -> None:
    """After "that's not me" what is said with the old token while the memory is away never reaches the old profile."""
    browser = replace(ANNA, token="the hash of a token")
    assert (await shop.send(browser, {"id": "m1", "text": "that's not me"}))["start_over"]
    with down():
        assert (await shop.send(browser, {"id": "m2", "text": "my name is Bruno"}))["taken"]
    well(shop)
    assert recorded(shop) == ["m1"]
    assert shop.channel.profiles.load("anna", AT).fact("name") == "Anna"


async def test_that_s_not_me_said_without_a_memory(shop: InProcess, down: Fault) -> None:
    """Where it cannot be written down who speaks, the turn itself says it: nothing after it is learnt into the profile."""
    await shop.send(ANNA, {"id": "m1", "text": "an espresso please"})
    browser = replace(ANNA, token="the hash of a token")
    with down():
        assert (await shop.send(browser, {"id": "m2", "text": "that's not me"}))["start_over"]
        await shop.send(browser, {"id": "m3", "text": "my name is Bruno"})
    well(shop)
    await shop.send(browser, {"id": "m4", "text": "my name is Bruno"})
    assert recorded(shop) == ["m1", "m2", "m3", "m4"]
    assert shop.channel.profiles.load("anna", AT).fact("name") == "Anna"


async def test_a_code_is_not_taken_down(shop: InProcess, down: Fault) -> None:
    """A code for linking proves nothing while the memory is away: nobody is linked, nobody hears it, it is to be sent again."""
    code = proof.issue(shop.channel.profiles.engine, shop.channel.settings.secret(), "anon-phone", AT).code
    with down():
        answer = await shop.send(ANNA, {"id": "m1", "text": code})
    assert text(answer) == APOLOGY.lower()
    assert answer["degraded"]
    assert "taken" not in answer
    assert shop.turns == 0
    well(shop)
    assert "that's you" in text(await shop.send(ANNA, {"id": "m1", "text": code}))
    assert shop.channel.identities("anna") == ("anna", "anon-phone")

"""A shop of its own for what would disturb the other tests."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from stack import HTTP, Stack
from suffering import Casualty, a_yes, kill
from talking import messages_of, offers_to_order


@pytest.fixture(scope="session")
def premises(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A shop that will suffer. Where others need theirs too, both open at once: two cores do that in the time of one."""
    own = Stack(tmp_path_factory.mktemp("badday"), extra={"SOLITO_MEMORY_PATIENCE_S": "0.2"})
    own.prepare()
    own.launch()
    if any("stack" in item.fixturenames for item in request.session.items):
        request.getfixturevalue("stack")
    own.wait_until_open()
    yield own
    own.stop()


@pytest.fixture
def shop(premises: Stack) -> Stack:
    """That shop, open."""
    if premises.process is None:
        premises.start()
    premises.wait_until_open()
    return premises


@pytest.fixture(scope="session")
def casualty(premises: Stack) -> Casualty:
    """All its parts are killed, Rasa first and in the middle of an order. Nobody waits for their return here."""
    premises.wait_until_open()
    visitor, other, body = premises.visitor(), premises.visitor(), a_yes()
    for customer in (visitor, other):
        offers_to_order(customer)
    said = {customer.customer: messages_of(customer) for customer in (visitor, other)}
    with ThreadPoolExecutor(1) as pool:
        sent = pool.submit(visitor.post, body)
        time.sleep(0.05)
        dead = {"rasa": kill(premises, "rasa")}
        assert isinstance(sent.exception(), httpx.HTTPError) or sent.result().status_code == 200
    actions = f"http://127.0.0.1:{premises.ports['ACTIONS_PORT']}/health"
    served = {
        "console": HTTP.get(f"{premises.console}/", follow_redirects=True, timeout=20).status_code,
        "actions": HTTP.get(actions, timeout=20).status_code,
    }
    dead |= {part: kill(premises, part) for part in ("actions", "console")}
    return Casualty(visitor, body, other, said, served, dead)

"""A whole shop with systems of its own: an order said in the chat reaches them, signed, though they failed at first."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from receiving import Receiver, receiving
from stack import HTTP, ROOT, Stack
from talking import eventually

from shop.signing import signed

pytestmark = pytest.mark.stack
KEY = "a key for tests only, long enough to be one"
RETRY_WITHIN_S = 40.0


def own_home(folder: Path, webhook: str) -> Path:
    """The project as it is, but for a shop.yml that tells this address of orders."""
    folder.mkdir()
    for path in ROOT.iterdir():
        if path.name not in ("shop.yml", "var"):
            (folder / path.name).symlink_to(path)
    terms = (ROOT / "shop.yml").read_text()
    assert terms.count('orders_webhook: ""') == 1
    (folder / "shop.yml").write_text(terms.replace('orders_webhook: ""', f'orders_webhook: "{webhook}"'))
    return folder


@pytest.fixture(scope="module")
def receiver() -> Iterator[Receiver]:
    with receiving(KEY.encode()) as kept:
        yield kept


@pytest.fixture(scope="module")
def telling(receiver: Receiver, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The demo shop, open, which tells that receiver."""
    place = tmp_path_factory.mktemp("telling")
    (place / "var").mkdir()
    home = own_home(place / "home", receiver.url)
    shop = Stack(place / "var", extra={"SOLITO_HOME": str(home), "SOLITO_HOOK_SECRET": KEY})
    shop.prepare()
    shop.start()
    yield shop
    shop.stop()


def test_an_order_is_told_again_until_it_is_taken(telling: Stack, receiver: Receiver) -> None:
    """Ordered in the chat; the receiver answers 500 and then takes it: one event under one id, its signature right both times,
    and the cancellation after it."""
    receiver.answers = [500]
    visitor = telling.visitor()
    visitor.says("an espresso please")
    visitor.presses("yes")
    number = visitor.get("me")["orders"][0]["id"]
    eventually(lambda: len(receiver.taken) == 1, within_s=RETRY_WITHIN_S)
    ids = [event_id for event_id, told in receiver.heard if told["order"] == number]
    assert len(ids) == 2
    assert len(set(ids)) == 1
    ((_, told),) = receiver.taken
    assert (told["event"], told["order"], told["customer"], told["total"]) == (
        "order.placed",
        number,
        visitor.customer,
        "1.30",
    )
    visitor.says("cancel my order please")
    eventually(lambda: len(receiver.taken) == 2, within_s=RETRY_WITHIN_S)
    assert (receiver.taken[1][1]["event"], receiver.taken[1][1]["order"]) == ("order.cancelled", number)


def test_what_came_of_an_arrival_is_told_like_any_order(telling: Stack, receiver: Receiver) -> None:
    """The door's call greets the regular in the open chat; the yes there is an order, and the shop's systems hear of it. The
    same call with a wrong signature does nothing."""
    marco = telling.customer("demo-marco")
    marco.arrives()
    last = marco.get("history?limit=200&shown=yes")["messages"][-1]["id"]
    before = len(receiver.taken)
    body = json.dumps({"customer": "demo-marco", "in_minutes": 5, "id": uuid4().hex}).encode()
    for key, status in ((b"another key, as long as the right one is", 401), (KEY.encode(), 202)):
        head = signed(key, json.loads(body)["id"], int(time.time()), body)
        assert HTTP.post(f"{telling.base}/arrivals", content=body, headers=head, timeout=20).status_code == status
    eventually(lambda: bool(marco.get(f"messages?after={last}")["messages"]))
    assert "A-" in marco.presses("yes")
    eventually(lambda: len(receiver.taken) == before + 1, within_s=RETRY_WITHIN_S)
    assert receiver.taken[-1][1]["customer"] == "demo-marco"

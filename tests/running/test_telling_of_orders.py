"""The shop's own systems are told of orders: a real receiver that fails at first, is away, or is slow."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from receiving import Receiver, receiving

import clock
from house import House
from running.sending import Sender
from running.upgrading import upgrade
from settings import Settings, SettingsError
from shop.importers.detect import read_catalogue
from shop.model import Line, OutOfStock
from shop.untold import Untold

ROOT = Path(__file__).resolve().parents[2]
KEY = "a key for tests only, long enough to be one"
START = datetime.fromisoformat("2026-11-24T09:00:00+00:00")


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """The shop's own system: an HTTP server on the loopback address."""
    with receiving(KEY.encode()) as kept:
        yield kept


@pytest.fixture(params=["sqlite", "postgresql"])
def house(request: pytest.FixtureRequest, tmp_path: Path, receiver: Receiver) -> House:
    """A shop that tells this receiver, with its books on either database."""
    url = request.getfixturevalue("new_postgres_url")() if request.param == "postgresql" else None
    settings = Settings(var=tmp_path, shop_url=url, token_secret="x" * 40, hook_secret=KEY)
    upgrade(settings)
    opened = House(settings, clock=lambda: START)
    tell(opened, receiver.url)
    opened.shop.load_catalogue(read_catalogue(ROOT / "demo" / "catalogue.csv").products)
    return opened


def tell(house: House, url: str) -> None:
    house.__dict__["terms"] = replace(house.terms, notify=replace(house.terms.notify, orders_webhook=url))


def later(house: House, **step: float) -> House:
    """The same shop at another time."""
    moved = House(house.settings, clock=lambda: house.clock() + timedelta(**step))
    moved.__dict__.update(terms=house.terms, shop=house.shop)
    return moved


def espresso(house: House, quantity: int = 1) -> Line:
    product = house.shop.catalogue().get("espresso")
    assert product is not None
    return Line("espresso", product.variants[0].id, quantity, Decimal("1.30"), "Espresso", note="no sugar")


def order(house: House, key: str = "m1", customer: str = "c-1", quantity: int = 1) -> str:
    return house.shop.orders.place(customer, key, [espresso(house, quantity)], START, currency="EUR").id


def test_an_order_is_told_with_its_goods_and_nothing_that_was_said(house: House, receiver: Receiver) -> None:
    """Event, number, lines, total, currency, time, and the customer's id: no name, no note, no recipient."""
    number = order(house, quantity=2)
    assert Sender(house).round() == 1
    ((event_id, told),) = receiver.taken
    assert event_id.startswith("evt_")
    assert told == {
        "event": "order.placed",
        "order": number,
        "at": "2026-11-24T09:00:00+00:00",
        "total": "2.60",
        "currency": "EUR",
        "customer": "c-1",
        "lines": [
            {
                "product": "espresso",
                "variant": espresso(house).variant_id,
                "title": "Espresso",
                "quantity": 2,
                "price": "1.30",
            }
        ],
    }
    assert (Sender(house).round(), Untold(house.shop.engine).waiting()) == (0, 0)


def test_until_it_is_taken_under_one_id_in_order(house: House, receiver: Receiver) -> None:
    """Two answers of 500: the order is told a third time under the same id, its cancellation only after that; another
    order does not wait for it."""
    receiver.answers = [500, 204, 500]
    first = order(house)
    house.shop.orders.cancel("c-1", first, "m2", START)
    second = order(house, "m3")
    for minutes in (0, 1, 2, 3, 4, 5):
        while Sender(later(house, minutes=minutes)).round():
            pass
    assert [(told["event"], told["order"]) for _, told in receiver.taken if told["order"] == second] == [
        ("order.placed", second)
    ]
    of_first = [(event_id, told["event"]) for event_id, told in receiver.heard if told["order"] == first]
    assert [event for _, event in of_first] == ["order.placed", "order.placed", "order.placed", "order.cancelled"]
    assert len({event_id for event_id, _ in of_first[:3]}) == 1
    assert of_first[3][0] != of_first[0][0]
    assert [told["order"] for _, told in receiver.heard[:2]] == [first, second]


def test_pauses_double(house: House, receiver: Receiver) -> None:
    """After a failure nothing is tried for two seconds, then for four."""
    receiver.answers = [500, 500]
    order(house)
    counts = []
    for seconds in (0, 1, 2, 5, 6):
        Sender(later(house, seconds=seconds)).round()
        counts.append(len(receiver.heard))
    assert counts == [1, 1, 2, 2, 3]


def test_after_a_day_it_is_given_up(house: House, receiver: Receiver) -> None:
    """A receiver that is away for twenty-three hours is still told, one that is away for a day is not."""
    receiver.answers = [503] * 3
    order(house)
    Sender(house).round()
    Sender(later(house, hours=23)).round()
    assert Untold(house.shop.engine).waiting() == 1
    Sender(later(house, hours=25)).round()
    assert Untold(house.shop.engine).waiting() == 0


def test_an_event_stands_and_falls_with_its_order(house: House, receiver: Receiver) -> None:
    """What was refused tells nothing; the same message again tells nothing more; a cancellation is told once."""
    product = house.shop.catalogue().get("butter-croissant")
    assert product is not None
    house.shop.load_catalogue([replace(product, variants=tuple(replace(v, stock=0) for v in product.variants))])
    none_left = Line("butter-croissant", product.variants[0].id, 1, Decimal("1.60"))
    with pytest.raises(OutOfStock):
        house.shop.orders.place("c-1", "m0", [none_left], START)
    with ThreadPoolExecutor(4) as threads:
        numbers = set(threads.map(lambda _: order(house), range(4)))
    for _ in range(2):
        house.shop.orders.cancel("c-1", min(numbers), "m2", START)
    assert len(numbers) == 1
    assert Untold(house.shop.engine).waiting() == 2


def test_two_senders_tell_it_once(house: House, receiver: Receiver) -> None:
    """Two senders at the same time share the work: nothing is told twice while both live."""
    for n in range(12):
        order(house, f"m{n}")
    receiver.pause_s = 0.05

    def work(_: int) -> None:
        sender = Sender(house)
        while sender.round():
            pass

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(work, range(2)))
    assert len(receiver.taken) == len({event_id for event_id, _ in receiver.taken}) == 12


def test_what_a_dead_sender_had_taken_is_told_by_the_next(house: House, receiver: Receiver) -> None:
    """A sender that dies with an event in hand loses nothing: after a minute it is anybody's."""
    order(house)
    assert len(Untold(house.shop.engine).take(START)) == 1
    assert Sender(house).round() == 0
    assert Sender(later(house, seconds=61)).round() == 1


def test_a_slow_or_dead_receiver_slows_nobody(house: House, receiver: Receiver) -> None:
    """While a receiver keeps its caller waiting, and after it is gone, orders are placed as ever, and wait."""
    order(house)
    receiver.pause_s = 3.0
    sending = threading.Thread(target=Sender(house).round)
    sending.start()
    assert receiver.reached.wait(60)
    for n in range(5):
        order(house, f"m-{n}")
    assert sending.is_alive()
    sending.join()
    tell(house, "http://127.0.0.1:9/")  # nobody listens there
    assert Sender(house).round() == 0
    assert Untold(house.shop.engine).waiting() == 5


def test_who_is_erased_is_not_told_any_more(house: House, receiver: Receiver) -> None:
    """What is still unsent is told without the customer, of others with them."""
    order(house)
    order(house, customer="c-2")
    assert house.shop.export("c-1")["untold"]
    house.shop.erase("c-1")
    assert "c-1" not in {who for who, _ in house.shop.first_seen()}
    while Sender(house).round():
        pass
    assert {told["customer"] for _, told in receiver.taken} == {None, "c-2"}


def test_who_tells_nobody_writes_nothing_down(house: House) -> None:
    """Without ``orders_webhook`` no event is kept."""
    silent = House(house.settings, clock=house.clock)
    order(silent)
    assert Untold(silent.shop.engine).waiting() == 0


def test_unsigned_nothing_is_told(house: House) -> None:
    """Where orders are to be told and no key is set, the shop does not open, and says what is missing."""
    bare = House(house.settings.copy(update={"hook_secret": None}), clock=clock.real_now)
    bare.__dict__["terms"] = house.terms
    with pytest.raises(SettingsError, match="SOLITO_HOOK_SECRET"):
        Sender(bare)

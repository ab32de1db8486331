"""kill -9 of the channel and of the action server, right before and right after each of their commits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import httpx
import pytest
from counter_stack import CounterStack
from points import Point, points
from serving_through import VISIT, Told, check_visit, fill_the_shelf, insist_on_erasure, left_by, visit
from stack import HTTP, Stack
from talking import eventually, shopper

from house import House

PURPOSES = ["remember", "personalise"]
TEXT = 2  # arrival and first order come before it: a message that teaches, and changes the cart
CHANNEL = [*points("introduction"), *points("claim", "answer", passes=TEXT)]
ACTIONS = [*points("hold", "cart", "order"), *points("turn", passes=TEXT)]
ERASURE = points("erasure asked", "rows erased", "erasure done")


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CounterStack]:
    """A small shop, open."""
    small = CounterStack(tmp_path_factory.mktemp("counter"))
    small.prepare()
    try:
        small.start()
        yield small
    finally:
        small.stop()


@pytest.fixture(scope="module")
def undisturbed(counter: CounterStack) -> Told:
    """What a visit leaves on a good day."""
    return undisturbed_in(counter)


def undisturbed_in(shop: Stack) -> Told:
    house, visitor = House(shop.settings), shopper(shop, consent=PURPOSES, lang="en")
    fill_the_shelf(house)
    visit(visitor)
    told = left_by(house, visitor)
    assert told.orders == [[("espresso", 1), ("butter-croissant", 1)]], "the visit must have effects to be doubled"
    assert told.lines
    assert told.consents
    return told


@pytest.mark.parametrize("point", [*CHANNEL, *ACTIONS], ids=str)
def test_a_part_is_killed(counter: CounterStack, undisturbed: Told, point: Point) -> None:
    """The customer asks again with the same ids: nothing acknowledged is lost, nothing is doubled, the profile is right."""
    check_killed(counter, undisturbed, point)


@pytest.mark.parametrize("point", ERASURE, ids=str)
def test_an_erasure_is_cut_off(counter: CounterStack, point: Point) -> None:
    """What was asked for is taken up at the next start, without being asked again: everything goes, the bytes too."""
    check_erased(counter, point)


def check_killed(counter: CounterStack, undisturbed: Told, point: Point) -> None:
    visitor, died = shopper(counter, consent=PURPOSES, lang="en"), counter.died
    counter.die(point)
    check_visit(counter.house, visitor, undisturbed)
    eventually(lambda: counter.died == died + 1, 5)


def check_erased(counter: CounterStack, point: Point) -> None:
    visitor, died = shopper(counter, consent=PURPOSES, lang="en"), counter.died
    visit(visitor)
    assert visitor.customer in held(counter)
    counter.die(point)
    with suppress(httpx.HTTPError):
        HTTP.delete(f"{counter.base}/me", headers=visitor.headers, timeout=15)
    if (point.commit, point.when) == ("erasure asked", "before"):
        insist_on_erasure(visitor)  # it was not yet written down
    eventually(lambda: counter.died == died + 1, 180)
    eventually(lambda: visitor.customer not in held(counter), 180)


def held(counter: CounterStack) -> str:
    """All bytes of all databases."""
    return b"".join(file.read_bytes() for file in counter.var.glob("*.db*")).decode("latin-1")


def test_a_reused_id_is_told(counter: CounterStack) -> None:
    """The claim knows what was said under an id: another text under it is refused, and changes nothing."""
    visitor = shopper(counter, lang="en")
    visit(visitor)
    before = left_by(counter.house, visitor)
    answer = visitor.post({"id": VISIT[1]["id"], "text": "and a butter croissant, thanks a lot"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "id_reused")
    assert left_by(counter.house, visitor) == before

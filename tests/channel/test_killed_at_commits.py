"""kill -9 of the channel and of the action server, right before and right after each of their commits."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from counter_stack import CounterStack
from points import Point, points
from serving_through import VISIT, Told, check_visit, fill_the_shelf, insist_on_erasure, left_by, visit
from stack import Stack
from talking import eventually, shopper

from house import House

PURPOSES = ["remember", "personalise"]
CHANNEL = points("introduction", "claim", "answer")
ACTIONS = points("cart", "order", "turn")
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
    """Asked again, or taken up at the next start: everything goes, the bytes too."""
    check_erased(counter, point)


def check_killed(counter: CounterStack, undisturbed: Told, point: Point) -> None:
    visitor, died = shopper(counter, consent=PURPOSES, lang="en"), counter.died
    counter.die(point)
    check_visit(counter.house, visitor, undisturbed)
    assert counter.died == died + 1, f"nobody died {point}"


def check_erased(counter: CounterStack, point: Point) -> None:
    visitor, died = shopper(counter, consent=PURPOSES, lang="en"), counter.died
    visit(visitor)
    assert visitor.customer in held(counter)
    counter.die(point)
    insist_on_erasure(visitor)
    assert counter.died == died + 1, f"nobody died {point}"
    eventually(lambda: visitor.customer not in held(counter))


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

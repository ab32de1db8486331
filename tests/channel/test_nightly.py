"""The exams at full size: the whole shop killed and asked again, many customers at once, many of them erased."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from counter_stack import CounterStack
from markers import bytes_held, check_each_their_own, marker, speak
from points import Point, points
from serving_through import Told, check_visit, insist, insist_on_erasure
from stack import Stack, Visitor
from talking import eventually, shopper
from test_killed_at_commits import ACTIONS, CHANNEL, ERASURE, PURPOSES, TEXT, check_erased, check_killed, undisturbed_in
from whole_shop import WholeStack

from house import House

pytestmark = [pytest.mark.nightly, pytest.mark.timeout(3 * 3600)]
DRAW = random.Random(11)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WholeStack]:
    """The shop whose parts die."""
    shop = WholeStack(tmp_path_factory.mktemp("whole"))
    shop.prepare()
    shop.start()
    yield shop
    shop.stop()


@pytest.fixture(scope="module")
def good_day(whole: WholeStack) -> Told:
    """What a visit leaves when nobody dies."""
    return undisturbed_in(whole)


def test_small_shop_is_killed_a_hundred_and_fifty_times(tmp_path: Path) -> None:
    """The channel and the action server, at points drawn by lot; every tenth time in the middle of an erasure."""
    small = CounterStack(tmp_path)
    small.prepare()
    try:
        small.start()
        undisturbed = undisturbed_in(small)
        for number in range(150):
            if number % 10 == 9:
                check_erased(small, DRAW.choice(ERASURE))
            else:
                check_killed(small, undisturbed, drawn(DRAW.choice([*CHANNEL, *ACTIONS])))
    finally:
        small.stop()
    print(f"150 kills in the small shop, {small.died} counted")


def drawn(point: Point) -> Point:
    """The same commit, of any of the visit's messages: five claims, answers and turns, one of the others."""
    often = point.commit in ("claim", "answer", "turn")
    return replace(point, passes=DRAW.randrange(5) if often else 0)


@pytest.mark.parametrize("again", range(2))
@pytest.mark.parametrize("point", [*CHANNEL, *points("dialogue", passes=TEXT), *ACTIONS], ids=str)
def test_the_whole_shop_is_killed(whole: WholeStack, good_day: Told, point: Point, again: int) -> None:
    """Rasa or the action server dies there and is started again by the supervisor: nothing lost, nothing doubled."""
    visitor = shopper(whole, consent=PURPOSES, lang="en")
    whole.die(point)
    check_visit(House(whole.settings), visitor, good_day)
    assert not whole.still_to_die, f"nobody died {point}"


def test_five_hundred_customers_and_sixteen_workers(stack: Stack) -> None:
    """A marker each: 0 of them in somebody else's reply or profile."""
    check_each_their_own(stack, 500, 16)


def test_two_hundred_are_erased_while_everybody_speaks(tmp_path: Path) -> None:
    """Not a byte of them in any file of the shop, logs and journals too; the others have what they had."""
    shop = Stack(tmp_path)
    shop.prepare()
    shop.start()
    try:
        check_two_hundred_erased(shop)
    finally:
        shop.stop()


def check_two_hundred_erased(shop: Stack) -> None:
    people = [shopper(shop, marker(n).lower(), name=marker(n), consent=PURPOSES, lang="en") for n in range(224)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: speak(people[n], marker(n)), range(len(people))))
    DRAW.shuffle(order := list(range(len(people))))
    gone, silent, talking = order[:200], order[200:220], order[220:]
    assert all(marker(n).encode() in bytes_held(shop.var) for n in gone)
    before = {n: kept_of(people[n]) for n in silent}
    with ThreadPoolExecutor(8) as pool, ThreadPoolExecutor(4) as others:
        chatting = [
            others.submit(lambda n=n: [people[n].says("one espresso please") for _ in range(50)]) for n in talking
        ]
        list(pool.map(lambda n: erase_in_flight(people[n], marker(n)), gone))
        for chat in chatting:
            chat.result()
    eventually(lambda: not left(shop, gone), 180)
    assert {n: kept_of(people[n]) for n in silent} == before
    assert left(shop, order[200:]) == sorted(order[200:])


def kept_of(visitor: Visitor) -> dict[str, Any]:
    """All that is kept of them, save the access log: to ask for it is an entry of that."""
    export: dict[str, Any] = visitor.get("me/export")
    del export["profiles"]["access_log"]
    return export


def left(shop: Stack, people: list[int]) -> list[int]:
    held = bytes_held(shop.var).lower()
    return sorted(n for n in people if marker(n).lower().encode() in held)


def erase_in_flight(visitor: Visitor, word: str) -> None:
    """Ask to be forgotten while a message of theirs is being answered; one that came after it is forgotten next."""
    done: dict[str, float] = {}

    def last_word() -> None:
        insist(visitor, {"id": "last", "text": f"by the way, it was {word} who said so"})
        done["message"] = time.monotonic()

    with ThreadPoolExecutor(1) as pool:
        spoken = pool.submit(last_word)
        time.sleep(DRAW.uniform(0, 0.1))
        insist_on_erasure(visitor)
        done["erasure"] = time.monotonic()
        spoken.result()  # what went wrong there is said, not hidden behind the next line
    if done["message"] > done["erasure"]:
        insist_on_erasure(visitor)

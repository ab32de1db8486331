"""Five customers are five persons, on SQLite and PostgreSQL: not five ids of one, and no unnamed browsers."""

from __future__ import annotations

from itertools import count

from counter import AT, Customer

from actions.adaptation.voices import own_phrasings
from actions.lines import line_of
from benchmarks.outages import SQLITE
from house import House

NUMBERS = count()
BESIDE = {"still-water": ("ham-and-cheese-toastie",)}


def bought(house: House, *customers: str) -> None:
    """Each takes water and a toastie."""
    for customer in customers:
        shelf = house.shop.catalogue()
        both = [line_of(p, p.variants[0]) for name in ("still-water", *BESIDE["still-water"]) if (p := shelf.get(name))]
        house.shop.orders.place(customer, "m-1", both, AT)


def beside(house: House) -> dict[str, tuple[str, ...]]:
    """What goes with water, counted anew as after ten minutes."""
    fresh = House(house.settings, clock=house.clock)
    return {k: tuple(v) for k, v in fresh.shop.pairs().with_it.items() if k == "still-water"}


def proposed(house: House) -> bool:
    """Is the toastie told to somebody who asks what goes with water?"""
    asking = Customer(House(house.settings, clock=house.clock), own_phrasings(), f"asking-{next(NUMBERS)}")
    return "toastie" in asking.says("what goes with the still water?", "recommend").lower()


def test_ids_of_one_person_are_one_voice(either: House) -> None:
    """Four persons, one of them by two ids, are four; when that link is undone they are five, and it is said."""
    bought(either, "ada", "ada-at-work", "bea", "cleo", "dora")
    either.link("ada", "ada-at-work", AT, "code")
    assert (beside(either), proposed(either)) == ({}, False)
    either.unlink("ada-at-work", AT)
    assert (beside(either), proposed(either)) == (BESIDE, True)


def test_unnamed_browsers_are_no_voice(either: House) -> None:
    """Forty anonymous sessions beside four customers say nothing, also when the sessions are linked to each other."""
    bought(either, "ada", "bea", "cleo", "dora", *(f"anon-{n}" for n in range(40)))
    either.link("anon-1", "anon-2", AT, "code")
    assert (beside(either), proposed(either)) == ({}, False)


def test_a_browser_speaks_for_whom_it_is_linked_to(either: House) -> None:
    """What somebody identified took at their anonymous browser is their one voice: the fifth, once, whatever else they took."""
    bought(either, "ada", "bea", "cleo", "dora", "anon-1", "anon-2")
    either.link("anon-1", "erna", AT, "token")
    assert beside(either) == BESIDE
    either.unlink("anon-1", AT)
    either.link("anon-1", "ada", AT, "token")
    assert beside(either) == {}


def test_while_nobody_knows_who_is_who(house: House) -> None:
    """While the profiles are away, five are not claimed, and the question is answered all the same."""
    bought(house, "ada", "bea", "cleo", "dora", "erna")
    assert beside(house) == BESIDE
    with SQLITE["down"](house.profiles.engine):
        assert (beside(house), proposed(house)) == ({}, False)
    assert beside(house) == BESIDE

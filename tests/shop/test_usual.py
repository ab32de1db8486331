"""The three steps of the usual, and when nothing is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shop_sample import START, line, visits

from shop.counters import Counter, Tallies, count
from shop.model import Order
from shop.orders import OrderRow, own_purchases
from shop.repeat import RepeatRates, prior_of, rates_from
from shop.store import ShopStore
from shop.usual import contenders, contract_row, usual
from shop.usual_of_file import usual_from_rows

LATER = START + timedelta(days=60)
FLAT, CAPPUCCINO, BAG = "flat-white.large-oat", "cappuccino.small-whole", "red-handbag"
BOUGHT = [FLAT, "flat-white.small-oat", CAPPUCCINO, "green-tea", BAG, "butter-croissant"]


def rates_of(customers: Sequence[Sequence[Counter]], last_first_day: int) -> RepeatRates:
    """The repeat rates of a shop whose customers have these counters."""
    tallies = Tallies(last_first_day)
    for counters in customers:
        tallies.add({one.key: one for one in counters})
    return rates_from(tallies)


def steps(*variant_ids: str) -> list[str]:
    """The step after each visit."""
    return [usual(visits(*variant_ids[:n]), LATER).step for n in range(len(variant_ids) + 1)]


def test_the_steps_of_a_regular() -> None:
    """Nothing, then "again", then "same", and the word usual on the fourth visit, with the exact variant."""
    assert steps(FLAT, FLAT, FLAT, FLAT) == ["none", "again", "same", "usual", "usual"]
    found = usual(visits(FLAT, FLAT, FLAT), LATER)
    assert (found.offer, found.level, found.item, found.product_id) == (True, "variant", FLAT, "flat-white")
    assert found.probability >= 0.8
    assert found.reason == f"{FLAT}: 3 of 3 visits with Coffee, last 56 days ago"


def test_a_milk_that_changes_makes_a_product_not_a_variant() -> None:
    """Spoken at the finest level that clears the bar: always a flat white, never the same milk."""
    found = usual(visits(FLAT, "flat-white.large-whole", "flat-white.small-oat", FLAT), LATER)
    assert (found.step, found.level, found.item) == ("usual", "product", "flat-white")


def test_two_things_on_two_visits_say_nothing() -> None:
    """One of each is no habit; two of three is none either."""
    assert steps(FLAT, CAPPUCCINO, FLAT)[2:] == ["none", "none"]


def test_two_things_on_the_only_visit_say_nothing_of_one() -> None:
    """"Again?" needs one past item in its kind."""  # fmt: skip
    order = Order("A-1", "ada", START, (line(FLAT), line(CAPPUCCINO)))
    assert usual([order], LATER).step == "none"


def test_a_side_of_another_kind_does_not_hide_the_coffee() -> None:
    """A croissant with every second coffee leaves the coffee the usual."""
    orders = visits(FLAT, FLAT, FLAT)
    orders[0] = replace(orders[0], lines=(*orders[0].lines, line("butter-croissant")))
    assert usual(orders, LATER).item == FLAT


def test_orders_of_one_day_are_one_visit() -> None:
    """Three coffees on one day are one purchase day."""
    same_day = [
        replace(order, ordered_at=START + timedelta(minutes=i)) for i, order in enumerate(visits(FLAT, FLAT, FLAT))
    ]
    assert usual(same_day, LATER).step == "again"


def test_gifts_recipients_and_cancelled_orders_teach_nothing() -> None:
    """Three gifts, three lines for somebody, three cancelled orders: nothing."""
    assert usual(visits(FLAT, FLAT, FLAT, gift=True), LATER).step == "none"
    for_mum = [replace(o, lines=tuple(replace(one, recipient="mum") for one in o.lines)) for o in visits(FLAT, FLAT)]
    assert usual(for_mum, LATER).item == ""
    assert usual([replace(o, status="cancelled") for o in visits(FLAT, FLAT)], LATER).step == "none"


def test_what_lasts_is_never_chased() -> None:
    """A handbag does not come back: not after one, not after six."""
    for n in range(7):
        found = usual(visits(*[BAG] * n), LATER)
        assert (found.step, found.offer) == ("none", False)
    assert "not bought again" in found.reason


def test_what_was_stated_is_certain_at_once() -> None:
    """"Make this my usual" needs no history."""  # fmt: skip
    found = usual([], LATER, stated=FLAT)
    assert (found.step, found.offer, found.item, found.probability, found.stated) == ("usual", True, FLAT, 1.0, True)
    assert usual(visits(FLAT), LATER, stated=FLAT).product_id == "flat-white"


def test_orders_after_the_moment_are_not_looked_at() -> None:
    """Asked about the past, it answers with the past."""
    assert usual(visits(FLAT, FLAT, FLAT), START + timedelta(hours=1)).step == "again"


def test_two_close_contenders_are_named() -> None:
    """A customer who goes back and forth gets two, and no usual."""
    orders = visits(FLAT, CAPPUCCINO, FLAT, CAPPUCCINO)
    found = usual(orders, LATER)
    assert found.step == "none"
    assert "two close contenders" in found.reason
    assert {one.product_id for one in contenders(orders, LATER)} == {"flat-white", "cappuccino"}
    assert contenders(visits(FLAT, FLAT, FLAT), LATER) == ()


def test_a_new_habit_takes_over() -> None:
    """Old visits fade and the share bar holds: no usual in between, then the new one."""
    assert usual(visits(*[CAPPUCCINO] * 3, *[FLAT] * 3), LATER).offer is False
    taken_over = usual(visits(*[CAPPUCCINO] * 3, *[FLAT] * 14), LATER)
    assert (taken_over.offer, taken_over.item) == (True, FLAT)


@given(st.lists(st.sampled_from(BOUGHT), max_size=14), st.booleans())
def test_whatever_was_bought_the_word_usual_keeps_its_bars(bought: list[str], gift: bool) -> None:
    """Offer only for step usual: P ≥ .8, three days, .8 of the visits in the kind; no gift, no bag, from visit four."""
    orders = visits(*bought, gift=gift)
    found = usual(orders, LATER)
    assert found == usual(list(reversed(orders)), LATER)
    assert 0 <= found.probability <= 1
    assert found.offer == (found.step == "usual")
    if gift or len(bought) == 0:
        assert found.step == "none"
    if found.step != "none":
        assert found.product_id != BAG
    if found.offer:
        lines = [order.lines[0] for order in orders]
        in_kind = [one for one in lines if one.kind == next(x.kind for x in lines if x.product_id == found.product_id)]
        taken = [one for one in in_kind if found.item in (one.product_id, one.variant_id)]
        assert found.probability >= 0.8
        assert len(taken) >= 3
        assert len(taken) / len(in_kind) >= 0.8


def test_a_kind_by_its_name_or_by_its_buyers() -> None:
    """Names decide where few have bought; enough buyers overrule any name; no name and no buyers is silence."""
    assert prior_of("Hot drinks") == prior_of("Pasticceria e dolci") == 0.7
    assert prior_of("Handbags") == prior_of("Tea cups") == 0.1
    assert prior_of("Zorbing") is None
    assert prior_of("Zorbing", "Bakery") == 0.7
    assert RepeatRates().repeats("Zorbing") is False

    def rates(kind: str, orders: Sequence[Order]) -> RepeatRates:
        own = own_purchases([replace(o, lines=tuple(replace(one, kind=kind) for one in o.lines)) for o in orders])
        return rates_of([count(own)] * 20, own[-1].day)

    assert rates("Handbags", visits(BAG, BAG)).repeats("Handbags")
    assert not rates("Coffee", visits(FLAT)).repeats("Coffee")


def test_buyers_without_time_to_come_back_do_not_count() -> None:
    """Yesterday's new customers say nothing about what comes back."""
    counters = [count(own_purchases(visits(FLAT)))] * 50
    assert rates_of(counters, START.toordinal() - 1).kind("Coffee") == pytest.approx(0.7)


def row(customer: str, day: int, product: str, kind: str = "Coffee", gift: bool = False) -> OrderRow:
    """One line of an orders file."""
    return OrderRow(customer, f"{customer}{day}", START + timedelta(days=day), product, kind, 1, gift)


def test_a_file_gives_one_line_a_customer() -> None:
    """All customers come out, also those with gifts only; a file decides by its own repeat rates; later rows wait."""
    rows = [row("ada", d, "flat white") for d in range(3)]
    rows += [row("bea", 0, "bag", "Handbag"), row("cal", 1, "roses", "Flowers", gift=True), row("ada", 9, "tea")]
    found = {c: contract_row(c, one) for c, one in usual_from_rows(rows, START + timedelta(days=5))}
    assert list(found) == ["ada", "bea", "cal"]
    assert found["ada"]["offer"] is True
    assert (found["ada"]["item"], found["ada"]["level"]) == ("flat white", "product")
    assert found["bea"]["offer"] is found["cal"]["offer"] is False
    assert (found["cal"]["item"], found["cal"]["probability"]) == ("", 0.0)
    assert dict(usual_from_rows(rows))["ada"].offer is False
    assert list(usual_from_rows([])) == []


def test_a_kind_is_offered_where_it_tells_somebody_from_the_others() -> None:
    """Always a pastry, never the same one: the kind clears the bar, but not in a shop where everybody takes one."""
    loyal = [row("ada", d, f"pastry {d}", "Pastry") for d in range(8)]
    others = [row(f"c{i}", d, f"soup {d}", "Soup") for i in range(4) for d in range(8)]
    found = dict(usual_from_rows([*loyal, *others]))["ada"]
    assert (found.offer, found.level, found.item) == (True, "kind", "Pastry")
    everybody = [row(f"c{i}", d, f"pastry {d} {i}", "Pastry") for i in range(4) for d in range(8)]
    assert dict(usual_from_rows([*loyal, *everybody]))["ada"].offer is False


def test_the_store_counts_as_the_file_does(store: ShopStore) -> None:
    """Repeat rates from the counters in the database are those of the same orders in memory."""
    orders = [
        Order(f"{customer}-{i}", customer, START + timedelta(days=i), (line(one), line("lemon-tart", gift=True)))
        for customer, bought in {"ada": [FLAT] * 3, "bea": [FLAT, BAG], "cal": [CAPPUCCINO]}.items()
        for i, one in enumerate(bought)
    ]
    store.import_orders(orders)
    at = START + timedelta(days=200)
    by_customer = {c: [o for o in orders if o.customer == c] for c in ("ada", "bea", "cal")}
    kept = store.repeat_rates(at)
    fresh = rates_of([count(own_purchases(own)) for own in by_customer.values()], at.toordinal() - 90)
    assert replace(kept, categories={}) == fresh
    assert store.usual("ada", at) == usual(store.orders.of("ada"), at, repeats=kept)
    store.orders.cancel("ada", "ada-0", "m1")
    assert store.export("ada")["counters"][0]["days"] == 2

"""The simulated customer goes by what she is asked, and a wrong order is counted: no model, a shop that does as it is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.goal_customer import Said, SimulatedCustomer, Told
from benchmarks.goal_scripts import BadScript, Item, Script, Thought, read_scripts
from benchmarks.goal_shop import item_of
from benchmarks.goal_visits import TURNS_MAX, Heard, Placed, Visit, play
from shop.importers.detect import read_catalogue

ROOT = Path(__file__).resolve().parents[2]
TEA = Item("green-tea", 1, ("Cup",))
WORDS = ("green tea, cup", "€2.40")
READ = "Green tea, cup, €2.40. Yes?"
SCRIPT = Script("tea", (TEA,), "a green tea")


class ToldShop:
    """Answers with what it is given, one after the other; the last one again and again."""

    def __init__(self, *answers: Heard) -> None:
        self.answers, self.heard = list(answers), []

    def opens(self, script: Script) -> None:
        self.heard = []

    def hears(self, text: str) -> Heard:
        self.heard.append(text)
        return self.answers[min(len(self.heard), len(self.answers)) - 1]


def asks(act: str, text: str = READ, **about: object) -> Heard:
    return Heard(Told({"act": act, **about}, in_cart=1), text)


def places(item: Item = TEA, text: str = "Done.", **about: bool) -> Heard:
    return Heard(Told(), text, (Placed("A-1", (item,), WORDS, **about),))


def visit(*answers: Heard, script: Script = SCRIPT) -> Visit:
    return play(script, ToldShop(*answers))


def test_the_scripts_can_be_played() -> None:
    """Thirty, five of them Italian, with names of their own; every line of a goal can be had in the demo shop."""
    scripts = read_scripts()
    assert len({script.name for script in scripts}) == len(scripts) == 30
    assert sum(script.lang == "it" for script in scripts) == 5
    products = read_catalogue(ROOT / "demo" / "catalogue.csv").products
    there = {item_of(p.id, v) for p in products for v in p.variants if v.in_stock}
    wanted = {Item(i.product, 1, i.options) for script in scripts for i in (*script.goal, *script.ordered)}
    assert wanted <= there


@pytest.mark.parametrize("line", ["flat-white", "two flat-white", "", "3"])
def test_a_bad_line_is_named(line: str) -> None:
    """A goal's line without a number or a product is refused."""
    with pytest.raises(BadScript, match="a line is written like"):
        Item.of(line)


def test_a_right_order() -> None:
    """Read back with its price, agreed to, placed: reached, and nothing wrong."""
    found = visit(asks("read_back"), places())
    assert found.reached
    assert not found.wrong
    assert [said for said, _ in found.turns] == ["a green tea", "yes please"]


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ((asks("read_back"), places(Item("green-tea", 1, ("Pot",)))), "not 1 green-tea / Cup"),
        ((asks("read_back"), places(Item("green-tea", 2, ("Cup",)))), "2 green-tea / Cup"),
        ((asks("read_back"), places(Item("earl-grey-tea", 1, ("Cup",)))), "earl-grey-tea"),
        ((places(),), "is no yes"),
        ((asks("read_back", "Shall I order that?"), places()), "without having named green tea, cup, €2.40"),
        ((asks("read_back", "Green tea, cup. Yes?"), places()), "without having named €2.40"),
        ((asks("read_back", "Green tea, €2.40. Yes?"), places()), "without having named green tea, cup"),
    ],
)
def test_a_wrong_order_is_counted(answers: tuple[Heard, ...], why: str) -> None:
    """Other options, number or goods; no yes; a yes to what was not named with its ways and its price."""
    assert any(why in wrong for wrong in visit(*answers).wrong)


def test_an_order_on_a_change_is_no_yes() -> None:
    """She changes something at the read-back, and is ordered for: counted."""
    script = Script("tea", (TEA,), "a green tea", (Thought("no, a cup please"),))
    assert any("is no yes" in why for why in visit(asks("read_back"), places(), script=script).wrong)


def test_money_in_another_language() -> None:
    """The space that does not break in "2,40 €" is a space."""
    order = Placed("A-1", (TEA,), ("tè verde, tazza", "2,40\u00a0€"))
    found = visit(asks("read_back", "Tè verde, tazza: 2,40 €?"), Heard(Told(), "Fatto.", (order,)))
    assert not found.wrong


def test_nothing_is_to_be_ordered() -> None:
    """Who wants nothing says no, and an order of anything misses the goal."""
    nothing = Script("nothing", (), "a tea, hm")
    assert visit(asks("read_back"), Heard(Told(), "Fine."), script=nothing).reached
    assert not visit(places(), script=nothing).reached


def test_cancelled_is_nothing() -> None:
    """An order that was wanted on the way and cancelled in the end; one that stands misses the goal."""
    script = Script("cancels", (), "a green tea", (Thought("cancel it", "ordered"),), ordered=(TEA,))
    good = visit(asks("read_back"), places(), places(text="Cancelled.", cancelled=True), script=script)
    assert good.reached
    assert not good.wrong
    assert not visit(asks("read_back"), places(), places(text="Hm?"), script=script).reached


def test_two_orders_are_one_too_many() -> None:
    """One yes an order: the goal in two orders is not reached."""
    script = Script("two", (TEA, Item("honey")), "tea and honey", (Thought("and honey", "ordered"),))
    first, second = Placed("A-1", (TEA,)), Placed("A-2", (Item("honey"),))
    found = visit(asks("read_back"), Heard(Told(), "1", (first,)), Heard(Told(), "2", (first, second)), script=script)
    assert not found.reached


def test_empty_and_repeated_answers_are_counted() -> None:
    """Silence, and the same sentence twice running."""
    script = Script("chat", (), "hello", (Thought("hello?"), Thought("anybody?")))
    found = visit(Heard(Told(), "Hi."), Heard(Told(), "Hi."), Heard(Told(), " "), script=script)
    assert (found.repeated, found.empty) == (1, 1)


def test_she_gives_up() -> None:
    """Asked the same for ever, she leaves after so many messages, and the goal is missed."""
    found = visit(asks("which_variant", product="green-tea", options={}))
    assert len(found.turns) == TURNS_MAX
    assert (found.reached, found.end) == (False, "gave up")


def customer(**more: object) -> SimulatedCustomer:
    goal = (Item("flat-white", 1, ("Large", "Oat")), Item("lemon-cake", 2))
    return SimulatedCustomer(Script("s", goal, "hello", **more))  # type: ignore[arg-type]


ASKED: list[tuple[str, Callable[[], SimulatedCustomer], Told, Said | None]] = [
    (
        "the size on the buttons first",
        customer,
        Told({"act": "which_variant", "product": "flat-white", "options": {}}, ("way:Small", "way:Large")),
        Said("large"),
    ),
    (
        "then the milk",
        customer,
        Told({"act": "which_variant", "product": "flat-white", "options": {"Size": "Large"}}),
        Said("oat"),
    ),
    (
        "the one that she wants",
        customer,
        Told({"act": "which_product", "products": ["panettone", "lemon-cake"]}),
        Said("lemon cake"),
    ),
    ("neither", customer, Told({"act": "which_product", "products": ["panettone"]}), Said("no thanks")),
    ("an offer that she does not want", customer, Told({"act": "offer_product"}), Said("no thanks")),
    (
        "in her own words",
        lambda: customer(answers={"gift": ("for my aunt",)}),
        Told({"act": "gift"}),
        Said("for my aunt"),
    ),
    ("that is all", customer, Told({"act": "start_order"}, in_cart=1), Said("that's all")),
    ("yes to the read-back", customer, Told({"act": "read_back"}, in_cart=1), Said("yes please", agrees=True)),
    (
        "what is on her mind first",
        lambda: customer(mind=(Thought("and a bun"),)),
        Told({"act": "read_back"}),
        Said("and a bun"),
    ),
    (
        "what waits for its question waits",
        lambda: customer(mind=(Thought("in blue", "which_variant"),)),
        Told({"act": "read_back"}, in_cart=1),
        Said("yes please", agrees=True),
    ),
    ("nothing more after the order", customer, Told({}, ordered=True), None),
]


@pytest.mark.parametrize(("made", "told", "said"), [case[1:] for case in ASKED], ids=[case[0] for case in ASKED])
def test_she_answers_what_is_asked(made: Callable[[], SimulatedCustomer], told: Told, said: Said | None) -> None:
    """By the recorded question and her goal, whatever its wording."""
    assert made().answer(told) == said

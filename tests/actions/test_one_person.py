"""One person, several identities, at the counter; and a browser at which somebody else sits down."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from counter import AT, Customer

from house import House
from profiles import data_subject, rows
from profiles.engines import writing
from profiles.model import Consent
from shop.model import Line, Order

WEB, PHONE = "anna", "anon-phone"


def buy(house: House, customer: str, days_ago: int, product: str = "cappuccino", **gift: object) -> None:
    """An order of that day, as the shop's books have it."""
    found = house.shop.catalogue().get(product)
    assert found is not None
    variant = found.variants[0]
    line = Line(found.id, variant.id, 1, variant.price, found.title, found.kind, **gift)  # type: ignore[arg-type]
    house.shop.import_orders(
        [Order(f"{customer}-{days_ago}-{product}", customer, AT - timedelta(days=days_ago), (line,))]
    )


def remembered(house: House, *customers: str) -> None:
    for customer in customers:
        house.profiles.set_consent(customer, "remember", True, AT - timedelta(days=20), "said")


def test_the_usual_is_the_person_s(house: House, somebody: Callable[[str], Customer]) -> None:
    """Two cappuccinos here and two there are a usual; parted, each has their own two."""
    remembered(house, WEB, PHONE)
    for days_ago, who in ((12, WEB), (9, WEB), (6, PHONE), (3, PHONE)):
        buy(house, who, days_ago)
    assert house.shop.usual(WEB, AT).step == house.shop.usual(PHONE, AT).step == "same"
    house.link(WEB, PHONE, AT, "token")
    assert "usual" in somebody(WEB).arrives()
    assert house.shop.usual((WEB, PHONE), AT).offer
    house.unlink(PHONE, AT)
    assert not house.shop.usual(house.profiles.load(WEB, AT).ids, AT).offer


def test_the_order_of_the_other_channel_is_found_and_cancelled(
    house: House, somebody: Callable[[str], Customer]
) -> None:
    """Ordered on the phone, asked for and cancelled on the web, once."""
    phone, web = somebody(PHONE), somebody(WEB)
    phone.says("an espresso please", "order_item")
    phone.presses("yes")
    number = house.shop.orders.of(PHONE)[0].id
    assert "order" in web.says("where is my order?", "order_status").lower()
    assert number not in web.says("where is my order?", "order_status")
    house.link(WEB, PHONE, AT, "code")
    assert number in web.says("where is my order?", "order_status")
    stock = house.shop.orders.of(PHONE)[0].status
    assert stock == "placed"
    assert number in web.says("cancel my order", "cancel_order", message_id="c1")
    assert house.shop.orders.of(PHONE)[0].status == "cancelled"
    assert house.shop.orders.cancelled_by((WEB, PHONE), "c1") is not None
    assert (
        house.shop.orders.cancelled_by((PHONE, WEB), "c1") is None
    )  # the same id said on the phone is another message


def test_the_cart_is_each_one_s_own(house: House, somebody: Callable[[str], Customer]) -> None:
    """The dialogue in progress is not shared: what is in the phone's cart is not on the web."""
    phone, web = somebody(PHONE), somebody(WEB)
    phone.says("an espresso please", "order_item")
    house.link(WEB, PHONE, AT, "code")
    assert phone.cart
    assert web.cart == {}


def test_forget_me_forgets_the_person(house: House, somebody: Callable[[str], Customer]) -> None:
    """Every id, in every database; orders stay without the person. Exported before: all of it."""
    remembered(house, WEB, PHONE)
    for who in (WEB, PHONE):
        buy(house, who, 3)
        somebody(who).says("hello", "greet")
    house.link(WEB, PHONE, AT, "token")
    export = house.export(PHONE)
    assert set(export["identities"]) == {WEB}
    assert len(export["identities"][WEB]["shop"]["orders"]) == len(export["shop"]["orders"]) == 1
    with zipfile.ZipFile(io.BytesIO(house.export_zip(PHONE))) as archive:
        names = archive.namelist()
    assert {"profiles/turns.csv", "identity_2/profiles/turns.csv"} <= set(names)
    house.erase(PHONE)
    assert set(house.ledger.erased()) == {house.ledger.pseudonym(who) for who in (WEB, PHONE)}
    for who in (WEB, PHONE):
        after = house.export(who)
        assert "identities" not in after
        assert not any(after["shop"].values())
        assert not any(held for name, held in after["profiles"].items() if name != "access_log")


def test_all_ids_are_in_the_ledger_before_the_first_row_goes(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut off after the ledger was written: every id is in it, and the rows are all there."""
    remembered(house, WEB, PHONE)
    house.link(WEB, PHONE, AT, "token")

    class CutOff(Exception):
        pass

    def cut(*_: object) -> None:
        raise CutOff

    monkeypatch.setattr(house.dialogue, "erase", cut)
    with pytest.raises(CutOff):
        house.erase(PHONE)
    assert set(house.ledger.erased()) == {house.ledger.pseudonym(who) for who in (WEB, PHONE)}
    for who in (WEB, PHONE):
        assert house.export(who)["profiles"]["consents"]


def test_a_request_that_names_nobody_is_finished(house: House) -> None:
    """A crash in the last step of an erasure leaves it; the house finishes it, and the ledger gets no line for it."""
    with writing(house.profiles.engine) as connection:
        data_subject.request_within(connection, data_subject.NOBODY, AT)
    house.erase_identity(data_subject.NOBODY)
    assert data_subject.pending_erasures(house.profiles.engine) == []
    assert house.ledger.erased() == {}


# ── somebody else at this browser ────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def browser(house: House, somebody: Callable[[str], Customer]) -> Customer:
    """An anonymous browser with a past: a usual, a present for a sister, a fact."""
    remembered(house, PHONE)
    for days_ago in (12, 9, 6, 3):
        buy(house, PHONE, days_ago)
    buy(house, PHONE, 1, "chocolate-brownie", gift=True, recipient="sister")
    return somebody(PHONE)


def everything(house: House) -> dict[str, object]:
    held = house.profiles.load(PHONE, AT)
    return {"orders": house.shop.orders.of(PHONE), "consents": held.consents, "profile": held.profile}


def test_that_s_not_me_leaves_the_old_profile_as_it_was(house: House, browser: Customer) -> None:
    """Whatever is said after it in that visit: nothing is learnt, stated, agreed or withdrawn; nothing of before is told."""
    browser.arrives()
    browser.presses("not_me")
    before = everything(house)
    said = [
        browser.says("my name is Bruno", "correct_fact", formality=-0.9),
        browser.says("don't personalise", "dont_track"),
        browser.says("my usual please", "reorder_usual"),
        browser.says("where is my order?", "order_status"),
        browser.says("what do you know about me?", "know_about_me"),
        browser.says("forget me", "forget_me"),
    ]
    assert everything(house) == before
    assert not [text for text in said if "cappuccino" in text.lower() or "brownie" in text.lower()]
    with house.profiles.engine.connect() as connection:
        assert {row.name for row in connection.execute(rows.facts.select())} == {"not_me"}
        assert connection.execute(rows.observations.select().where(rows.observations.c.kind == "cue")).all() == []
        assert connection.execute(rows.erasures.select()).all() == []


def test_the_answer_tells_the_client_to_start_over(house: House, browser: Customer) -> None:
    """Once, with the turn itself, and again when that message is sent again."""
    from actions.heard import Heard
    from actions.turn import take_turn

    browser.arrives()
    heard = Heard(PHONE, "n1", "choice", "", "not_me", anonymous=True)
    assert [take_turn(heard, house, browser.phrasings).start_over for _ in range(2)] == [True, True]
    assert not take_turn(replace(heard, message_id="n2", value="person"), house, browser.phrasings).start_over


@pytest.mark.parametrize("confirmed", [False, True])
def test_presents_and_recipients_are_never_volunteered_on_it(house: House, browser: Customer, confirmed: bool) -> None:
    """Not at the welcome, not after "it's me", not when asked what is known; who it was for is not told either."""
    said = [browser.arrives()]
    if confirmed:
        said.append(browser.presses("me"))
    said += [
        browser.says("hello", "greet"),
        browser.says("what do you recommend?", "recommend"),
        browser.says("something for my sister", "gift"),
        browser.says("what do you know about me?", "know_about_me"),
        browser.says("where is my order?", "order_status"),
    ]
    unasked, known, status = " ".join(said[:-2]).lower(), said[-2].lower(), said[-1].lower()
    assert "sister" not in unasked.replace(said[-3].lower(), "")  # but in the answer to what they have just named
    assert "brownie" not in known
    assert "order" in known
    assert "sister" not in known
    assert "sister" not in status


def test_a_signed_in_customer_is_told_of_their_own_presents_when_they_ask(house: House, somebody) -> None:
    """The rule is for browsers that anybody may sit at."""
    remembered(house, WEB)
    buy(house, WEB, 1, "chocolate-brownie", gift=True, recipient="sister")
    assert "brownie" in somebody(WEB).says("what do you know about me?", "know_about_me").lower()


def test_a_linked_browser_is_still_anybody_s(house: House, browser: Customer) -> None:
    """Linking does not make the browser a signed-in one: no item is named before "it's me"."""
    buy(house, WEB, 2, "espresso")
    house.profiles.set_consent(WEB, "remember", True, AT, "said")
    house.link(PHONE, WEB, AT, "code")
    said = browser.arrives()
    assert {choice["id"] for reply in browser.replies for choice in reply["choices"]} == {"me", "not_me"}
    assert "cappuccino" not in said.lower()
    assert "espresso" not in said.lower()
    assert Consent("remember", True, AT, "said") == house.profiles.load(PHONE, AT).consents["remember"]


@pytest.mark.parametrize(
    ("lang", "words", "label"),
    [
        ("en", "can you connect my telegram?", "Link another one"),
        ("en", "link this to my whatsapp", "Link another one"),
        ("it", "come collego telegram?", "Collega un altro"),
    ],
)
def test_how_another_chat_is_linked_is_told(customer: Customer, lang: str, words: str, label: str) -> None:
    """By the button as the page calls it; nothing is linked by asking."""
    assert label in customer.says_in(lang, words, "out_of_scope")
    assert customer.plan["acts"] == ["link_how"]

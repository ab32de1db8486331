"""Money, names, search, complements, and the shop's own terms."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest
from shop_sample import START, line

from shop.catalogue import Catalogue
from shop.complements import Pairs, complements
from shop.engines import open_engine
from shop.linking import link
from shop.migrate import upgrade
from shop.model import Order, Product, ShopError, Variant
from shop.money import format_money
from shop.naming import in_sentence, spoken
from shop.qualities import qualities_said
from shop.search import search
from shop.store import ShopStore
from shop.terms import TermsError, load_terms

TERMS = """
name: Solito
currency: eur
timezone: Europe/Rome
locale: en-IE
languages: [en, it]
address: Via Roma 1
hours:
  mon: ["07:30-13:00", "15:00-19:00"]
  sat: 18:00-02:00
closed_on: [2025-12-29]
delivery: {fee: 2.50, text: {en: We bring it., it: Lo portiamo.}}
remedies: [{id: redo, text: {en: Made again}}]
voice: {register_floor: -0.5, emoji_max: 1, never: [cheap]}
"""


def terms_file(folder: Path, text: str) -> Path:
    """A shop.yml with this content."""
    path = folder / "shop.yml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("amount", "currency", "locale", "written"),
    [
        ("3.2", "EUR", "en_IE", "€3.20"),
        ("1299", "EUR", "it", "1.299,00\xa0€"),
        ("3", "JPY", "en", "¥3"),
        ("0", "GBP", "en-GB", "£0.00"),
    ],
)
def test_money_is_written_as_the_locale_does(amount: str, currency: str, locale: str, written: str) -> None:
    """Sign, separators and decimals follow currency and locale."""
    assert format_money(Decimal(amount), currency, locale) == written


def test_money_in_no_locale_is_refused() -> None:
    """An unknown locale is named."""
    with pytest.raises(ShopError, match="xx_nowhere"):
        format_money(Decimal(1), "EUR", "xx_nowhere")


@pytest.mark.parametrize(
    ("variant_id", "said"),
    [
        ("flat-white.large-oat", "flat white, large, oat milk"),
        ("walking-boots.38", "walking boots, size 38"),
        ("wool-jumper.m", "wool jumper, size M"),
        ("lemon-tart", "lemon tart"),
        ("earl-grey-tea", "Earl Grey tea"),
    ],
)
def test_a_product_is_named_as_one_says_it(variant_id: str, said: str, catalogue: Catalogue) -> None:
    """The name with what was chosen, without the capitals of a heading."""
    found = catalogue.by_variant(variant_id)
    assert found is not None
    assert spoken(*found) == said


@pytest.mark.parametrize(
    ("title", "said"),
    [("Ocean Blue Shirt", "ocean blue shirt"), ("LED lamp", "LED lamp"), ("Caffè latte", "caffè latte"), ("", "")],
)
def test_capitals_of_headings_go_and_shorthands_stay(title: str, said: str) -> None:
    """A heading is said in small letters; LED stays LED."""
    assert in_sentence(title) == said


@pytest.mark.parametrize(
    ("title", "vendor", "said"),
    [
        ("Brumfield 18V Cordless Drill", "Brumfield", "Brumfield 18V cordless drill"),
        ("Men's Ridge T-Shirt", "", "men's ridge T-shirt"),
        ("A5 Lined Notebook", "", "A5 lined notebook"),
        ("Roller Set, 4-Piece", "", "roller set, 4-piece"),
        ("Hand Cream 75 ml", "", "hand cream 75 ml"),
        ("Pea Seeds 'Early May'", "", "pea seeds 'Early May'"),
        ("The Tin Orchard", "", "The Tin Orchard"),
    ],
)
def test_names_and_numbers_in_titles_stay_as_they_are(title: str, vendor: str, said: str) -> None:
    """The maker, a letter with a number, a title of a work and what stands in quotes keep their capitals."""
    assert in_sentence(title, vendor) == said


def test_search_filters_and_ranks(catalogue: Catalogue) -> None:
    """Kind, category, price, stock and exclusions hold together; text ranks; what is not listed never shows."""
    assert [p.id for p in search(catalogue, kinds={"Tea"})] == ["earl-grey-tea", "green-tea"]
    assert all(p.price_from <= 3 for p in search(catalogue, category="Drinks", max_price=Decimal("3")))
    assert "wool-jumper" not in {p.id for p in search(catalogue)}
    assert "wool-jumper" in {p.id for p in search(catalogue, in_stock=False)}
    croissants = link("croissant", catalogue)
    assert len(search(catalogue, matches=croissants)) > 1
    assert search(catalogue, matches=croissants, exclude=("butter-croissant",))[0].id == "almond-croissant"
    assert search(catalogue, matches=link("old mug", catalogue)) == []
    assert [p.id for p in search(catalogue, qualities=qualities_said("red leather things"))] == ["red-handbag"]
    assert search(catalogue, qualities=qualities_said("shoes in size 41")) == []


def together(customer: str, *variant_ids: str, gift: bool = False) -> Order:
    """One order of one customer."""
    return Order(f"T-{customer}", customer, START, tuple(line(v, gift=gift) for v in variant_ids))


def paired(folder: Path, orders: list[Order]) -> Pairs:
    """The pairs of these orders, counted by a store that holds nothing else."""
    url = f"sqlite:///{folder / str(uuid4())}.db"
    upgrade(url)
    shop = ShopStore(open_engine(url))
    shop.import_orders(orders)
    return shop.pairs()


def test_the_merchants_word_comes_first_then_five_customers(catalogue: Catalogue, tmp_path: Path) -> None:
    """The column leads; a pairing counts from five different customers; gifts and the same kind never do."""
    flat, tart = "flat-white.large-oat", "lemon-tart"
    five = [together(f"c{i}", flat, tart, "cappuccino.small-oat") for i in range(5)]
    gifts = [together(f"g{i}", flat, "red-handbag", gift=True) for i in range(9)]
    product = catalogue.products["flat-white"]
    assert complements(product, catalogue) == ["almond-croissant"]
    assert complements(product, catalogue, paired(tmp_path, five[:4])) == ["almond-croissant"]
    assert complements(product, catalogue, paired(tmp_path, [*five, *gifts])) == ["almond-croissant", "lemon-tart"]
    one = [replace(order, customer="one") for order in five]
    assert complements(product, catalogue, paired(tmp_path, one)) == ["almond-croissant"]


def test_who_was_erased_is_no_voice(catalogue: Catalogue, store: ShopStore) -> None:
    """Five orders of one customer are one voice, also once the customer is erased and each order lies by itself."""
    flat, tart = "flat-white.large-oat", "lemon-tart"
    store.import_orders([replace(together("one", flat, tart), id=f"T-{i}") for i in range(5)])
    assert store.pairs().with_it == {}
    store.erase("one")
    store.import_orders([])
    assert store.pairs().with_it == {}


def test_pairs_are_counted_beside_the_questions(store: ShopStore) -> None:
    """Within ten minutes the same counts are given; after that the old ones, until the new ones are there; after an
    import they are counted anew at once."""
    flat, tart = "flat-white.large-oat", "lemon-tart"
    five = [together(f"c{i}", flat, tart) for i in range(5)]
    now_s = [0.0]
    store = ShopStore(store.engine, monotonic=lambda: now_s[0])
    before = store.pairs()
    for order in five:
        store.orders.place(order.customer, order.id, order.lines[:1], START)
    assert store.pairs() is before
    now_s[0] = 601.0
    assert store.pairs() is before
    for thread in threading.enumerate():
        if thread.name == "pairs":
            thread.join()
    assert store.pairs() is not before
    store.import_orders(five)
    assert tuple(store.pairs().with_it["flat-white"]) == ("lemon-tart",)


def test_while_nobody_can_tell_who_is_who_the_earlier_counts_stand(store: ShopStore) -> None:
    """Five ids are five until it is told that two are one; while that cannot be told nothing changes, and it is asked again
    a minute later."""
    flat, tart = "flat-white.large-oat", "lemon-tart"
    store.import_orders([together(f"c{i}", flat, tart) for i in range(5)])
    now_s = [0.0]
    told: list[dict[str, str] | None] = [
        {f"c{i}": f"c{i}" for i in range(5)},
        None,
        {f"c{i}": f"c{i // 2}" for i in range(5)},
    ]
    shop = ShopStore(store.engine, monotonic=lambda: now_s[0], voices=lambda customers: told.pop(0))
    for second, known in ((0.0, True), (601.0, True), (630.0, True), (662.0, False)):
        now_s[0] = second
        shop.pairs()
        for thread in threading.enumerate():
            if thread.name == "pairs":
                thread.join()
        assert ("lemon-tart" in shop.pairs().with_it.get("flat-white", ())) == known, second


def test_nothing_sold_out_is_proposed_beside(catalogue: Catalogue) -> None:
    """A complement that is sold out, unlisted or unknown is left out."""
    product = Product("x", "X", "Y", (Variant("x", "", Decimal(1)),), complements=("wool-jumper", "old-mug", "gone"))
    assert complements(product, catalogue) == []


def test_terms_are_read_with_their_defaults(tmp_path: Path) -> None:
    """What is written is read, in the language asked for; what is absent claims nothing."""
    terms = load_terms(terms_file(tmp_path, TERMS))
    assert (terms.currency, terms.locale, terms.address.say("it")) == ("EUR", "en_IE", "Via Roma 1")
    assert (terms.delivery.fee, terms.delivery.text.say("it")) == (Decimal("2.5"), "Lo portiamo.")
    assert (terms.remedies[0].text.say("it"), bool(terms.news), terms.offers) == ("Made again", False, ())
    assert (terms.voice.register_floor, terms.voice.register_ceiling, terms.voice.never) == (-0.5, 1.0, ("cheap",))


@pytest.mark.parametrize(
    ("local", "is_open"),
    [
        ("2025-06-09T07:29", False),
        ("2025-06-09T07:30", True),
        ("2025-06-09T13:00", False),
        ("2025-06-09T18:59", True),
        ("2025-06-14T23:00", True),
        ("2025-06-15T01:59", True),
        ("2025-06-15T02:00", False),
        ("2025-06-10T12:00", False),
        ("2025-12-29T08:00", False),
    ],
)
def test_the_shop_is_open_by_its_own_clock(local: str, is_open: bool, tmp_path: Path) -> None:
    """Opening hours hold in the shop's time zone, past midnight, over a break, and not on a day off."""
    terms = load_terms(terms_file(tmp_path, TERMS))
    assert (
        terms.is_open(datetime.fromisoformat(local).replace(tzinfo=terms.timezone).astimezone(timezone.utc)) is is_open
    )


def test_the_next_opening_and_the_days_hours(tmp_path: Path) -> None:
    """On a closed Sunday the next opening is Monday's; a day may have two openings."""
    terms = load_terms(terms_file(tmp_path, TERMS))
    following = terms.next_opening(datetime(2025, 6, 15, 10, tzinfo=timezone.utc))
    assert following is not None
    assert following.isoformat() == "2025-06-16T07:30:00+02:00"
    assert [span.opens.isoformat("minutes") for span in terms.hours_on(date(2025, 6, 9))] == ["07:30", "15:00"]
    assert terms.hours.closes_at(following + timedelta(hours=1)) == following + timedelta(hours=5, minutes=30)


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [
        ("name: Solito", "", "name: missing"),
        ("eur", "Euro", "currency"),
        ("Europe/Rome", "Europe/Roma", "timezone"),
        ("18:00-02:00", "from six", "hours.sat[0]"),
        ("  sat:", "  sta:", "did you mean sat?"),
        ("2.50", "-2", "delivery.fee"),
        ("emoji_max: 1", "emoji_max: many", "voice.emoji_max"),
        ("-0.5", "1.5", "voice.register_floor"),
        ("adress", "adress", "shop.yml"),
        ("address:", "adress:", "did you mean address?"),
        ("[2025-12-29]", "[Christmas]", "closed_on[0]"),
        ("{id: redo,", "{", "remedies[0]"),
        ("name: Solito", "name: [", "not YAML"),
    ],
)
def test_a_slip_in_the_terms_is_named(before: str, after: str, named: str, tmp_path: Path) -> None:
    """Every slip is refused with file and key."""
    text = TERMS.replace(before, after) if before != "adress" else "- a list"
    with pytest.raises(TermsError) as refused:
        load_terms(terms_file(tmp_path, text))
    assert named in str(refused.value)
    assert "shop.yml" in str(refused.value)


def test_missing_terms_are_named(tmp_path: Path) -> None:
    """Without the file the error says which file."""
    with pytest.raises(TermsError, match="nowhere"):
        load_terms(tmp_path / "nowhere.yml")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("payment: Cash: always\n", "a text with a colon in it wants quotation marks"),
        ("collection:\n\tready_minutes: 5\n", "indent with blanks, not with tabs"),
        ("languages: [en, de]\n", "languages[1]: spoken are en and it, not 'de'"),
        ("notify: {webhook: my-site/hook}\n", "notify.webhook: expected an address like https://"),
        ("notify: {email: lucia}\n", "notify.email: expected an address like name@"),
        (
            "hours: {sun: closed}\n",
            "hours.sun[0]: expected a span like 07:30-19:00, found 'closed'; a day that is closed",
        ),
        ('hours: {mon: ["09:00-13:00", "12:30-18:00"]}\n', "hours.mon: 12:30 lies within the span before it"),
    ],
)
def test_a_slip_in_the_shops_file_says_what_to_do(written: str, told: str, tmp_path: Path) -> None:
    """What people who write YAML once a year get wrong is told with its remedy."""
    path = tmp_path / "shop.yml"
    path.write_text(f"name: Solito\ncurrency: EUR\ntimezone: Europe/Rome\n{written}", encoding="utf-8")
    with pytest.raises(TermsError) as refused:
        load_terms(path)
    assert told in str(refused.value)
    assert str(refused.value).startswith(str(path))


def test_a_file_saved_in_another_alphabet_names_the_line(tmp_path: Path) -> None:
    """Saved as Windows-1252 it is refused with the line of the first odd letter."""
    path = tmp_path / "shop.yml"
    path.write_bytes("name: Solito\ncurrency: EUR\naddress: Lindenstraße 5\n".encode("cp1252"))
    with pytest.raises(TermsError, match="line 3: not UTF-8 text; save the file as UTF-8"):
        load_terms(path)

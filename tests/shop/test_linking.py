"""Which products a text names, over a small catalogue of our own."""

from __future__ import annotations

import random
import string
from decimal import Decimal

import numpy as np
import pytest
from effort import steps
from shop_sample import product

from shop.catalogue import Catalogue, catalogue_of
from shop.linking import STRONG, link, options_in
from shop.model import Variant

# What is said → the products strongly named, in any order, with the options said for each.
NAMED: list[tuple[str, dict[str, dict[str, str]]]] = [
    ("a flat white please", {"flat-white": {}}),
    ("Flat White", {"flat-white": {}}),
    ("FLAT WHITE!!", {"flat-white": {}}),
    ("flatwhite", {"flat-white": {}}),
    ("flat whites", {"flat-white": {}}),
    ("two flat whites", {"flat-white": {}}),
    ("can i get a large flat white", {"flat-white": {"Size": "Large"}}),
    ("large oat flat white", {"flat-white": {"Size": "Large", "Milk": "Oat"}}),
    ("flat white, large, with oat milk", {"flat-white": {"Size": "Large", "Milk": "Oat"}}),
    ("a big flat white", {"flat-white": {"Size": "Large"}}),
    ("flat white with oat", {"flat-white": {"Milk": "Oat"}}),
    ("lrge flat white", {"flat-white": {"Size": "Large"}}),
    ("capuccino", {"cappuccino": {}}),
    ("cappucino plz", {"cappuccino": {}}),
    ("cappuchino", {"cappuccino": {}}),
    ("un cappuccino piccolo", {"cappuccino": {"Size": "Small"}}),
    ("un cappuccino con latte d'avena", {"cappuccino": {"Milk": "Oat"}}),
    ("earl grey", {"earl-grey-tea": {}}),
    ("earl gray tea", {"earl-grey-tea": {}}),
    ("a cup of earl grey tea", {"earl-grey-tea": {}}),
    ("green teas", {"green-tea": {}}),
    ("almond croissants", {"almond-croissant": {}}),
    ("almond croisant", {"almond-croissant": {}}),
    ("croissant with almond", {"almond-croissant": {}}),
    ("un cornetto", {"butter-croissant": {}}),
    ("lemon tart", {"lemon-tart": {}}),
    ("tart of lemon", {"lemon-tart": {}}),
    ("do you still have the lemon tarts?", {"lemon-tart": {}}),
    ("a morning roll", {"morning-roll": {}}),
    ("good morning, a morning roll please", {"morning-roll": {}}),
    ("wool jumper in m", {"wool-jumper": {"Size": "M"}}),
    ("a wool jumper, size l", {"wool-jumper": {"Size": "L"}}),
    ("I'm after the wool jumper", {"wool-jumper": {}}),
    ("a large wool jumper", {"wool-jumper": {"Size": "L"}}),
    ("walking boots size 38", {"walking-boots": {"Size": "38"}}),
    ("the walking boots in 39", {"walking-boots": {"Size": "39"}}),
    ("red leather handbag", {"red-handbag": {}}),
    ("do you have the Red Leather Handbag in stock", {"red-handbag": {}}),
    ("flat white and an almond croissant", {"flat-white": {}, "almond-croissant": {}}),
    ("a large cappuccino and a small flat white", {"cappuccino": {"Size": "Large"}, "flat-white": {"Size": "Small"}}),
    ("flat white large, cappuccino small", {"flat-white": {"Size": "Large"}, "cappuccino": {"Size": "Small"}}),
    ("earl grey tea plus lemon tart", {"earl-grey-tea": {}, "lemon-tart": {}}),
    ("a filter coffee with oat milk and a green tea", {"filter-coffee": {"Milk": "Oat"}, "green-tea": {}}),
    ("lemon tart, earl grey + almond croissant", {"lemon-tart": {}, "earl-grey-tea": {}, "almond-croissant": {}}),
    ("lemmon tarte", {"lemon-tart": {}}),
    ("earl grei tea", {"earl-grey-tea": {}}),
    ("two kroasants with almond", {"almond-croissant": {}}),
    ("a croissant, not almond", {"butter-croissant": {}}),
    ("tea, not the green one", {"earl-grey-tea": {}}),
    ("a red purse", {"red-handbag": {}}),
    ("roll for the morning", {"morning-roll": {}}),
]

# What is said → what may be meant: several, none strongly.
SHARED: list[tuple[str, set[str]]] = [
    ("coffee", {"flat-white", "cappuccino", "filter-coffee"}),
    ("a tea please", {"earl-grey-tea", "green-tea"}),
    ("croissants", {"butter-croissant", "almond-croissant"}),
    ("something sweet", {"almond-croissant"}),
    ("a red bag or handbag", {"red-handbag"}),
    ("sweater", {"wool-jumper"}),
    ("a handbag", {"red-handbag"}),
    ("no croissant", {"butter-croissant", "almond-croissant"}),
]

SILENT = [
    "good morning",
    "Good morning!",
    "hello",
    "the usual please",
    "the thing",
    "the same again",
    "",
    "   ",
    "🙂🙂",
    "what time do you open?",
    "I'm running late",
    "no thanks, that's all",
    "a present for my sister",
    "38",
    "2",
    "large",
    "can we talk to a person",
    "have a nice day",
    "what do you know about me",
    "take a break",
    "/restart",
    "buongiorno",
    "il solito",
    "can i check my order",
    "there is a bug",
    "a treat",
    "do you still have it",
]

# What is said → something else than what the shop has, though a word of it is the shop's.
ANOTHER_THING = [
    "a matcha latte and a wool sock",
    "leather belt",
    "wool socks",
    "lemon sorbet",
    "an almond brownie",
    "walking stick",
    "red dress",
    "green car",
]


@pytest.mark.parametrize(("said", "expected"), NAMED, ids=[said for said, _ in NAMED])
def test_a_named_product_is_found_with_its_options(
    said: str, expected: dict[str, dict[str, str]], catalogue: Catalogue
) -> None:
    """Exactly the products that are named match strongly, whatever typos, plurals and variant words surround them."""
    strong = {match.product_id: dict(match.options) for match in link(said, catalogue) if match.score >= 0.7}
    assert strong == expected


@pytest.mark.parametrize(("said", "expected"), SHARED, ids=[said for said, _ in SHARED])
def test_a_shared_word_gives_all_whom_it_fits_alike(said: str, expected: set[str], catalogue: Catalogue) -> None:
    """A generic word matches each of its products, about equally and none strongly."""
    found = {match.product_id: match.score for match in link(said, catalogue)}
    assert expected <= set(found)
    assert max(found.values()) < STRONG
    assert max(found[p] for p in expected) - min(found[p] for p in expected) <= 0.2


@pytest.mark.parametrize("said", SILENT)
def test_common_words_name_nothing(said: str, catalogue: Catalogue) -> None:
    """Greetings, courtesies, numbers and sizes alone match no product."""
    assert link(said, catalogue) == []


@pytest.mark.parametrize("said", ANOTHER_THING)
def test_another_thing_is_not_taken_for_ours(said: str, catalogue: Catalogue) -> None:
    """A word that nothing of ours explains, beside one that is ours, makes it another thing: nothing is named."""
    assert max((match.score for match in link(said, catalogue)), default=0.0) < 0.42


def test_a_colour_of_one_thing_is_no_other_thing() -> None:
    """ "In moss green" says which scarf, and orders no green tea; named in full the tea is still there."""
    scarf = product("scarf", "Wool scarf", "Scarf", Variant("scarf", "", Decimal(9), {"Colour": "Moss green"}))
    shop = catalogue_of([scarf, product("tea", "Green tea", "Tea"), product("other", "Silk scarf", "Scarf")])
    found = {m.product_id: m.score for m in link("the scarf but in moss green pls", shop)}
    assert found["scarf"] > 0.5 > 0.42 > found.get("tea", 0.0)
    assert {m.product_id for m in link("wool scarf in moss green and a green tea", shop) if m.score > STRONG} == {
        "scarf",
        "tea",
    }


def test_an_unknown_word_before_a_name_makes_it_doubtful(catalogue: Catalogue) -> None:
    """A matcha cappuccino is hardly our cappuccino: less sure than the plain one, and than a lovely one."""
    (doubtful,) = link("a matcha cappuccino", catalogue)
    assert doubtful.score < 0.7 < link("a lovely cappuccino", catalogue)[0].score


def test_names_with_an_and_in_italian_or_by_an_everyday_word() -> None:
    """A title may hold an "and"; the Italian title names as well as the English one; "check" finds no chequered shirt."""
    shop = catalogue_of(
        [
            product("toastie", "Ham and cheese toastie", "Sandwich", tags=("it:Focaccia calda",)),
            product("wrap", "Cheese wrap", "Sandwich"),
            product("shirt", "Chequered shirt", "Shirt"),
            product("tuxedo", "Blue tuxedo", "Tuxedo"),
        ]
    )
    assert [(m.product_id, m.score) for m in link("a ham and cheese toastie", shop) if m.score > STRONG] == [
        ("toastie", 1.0)
    ]
    assert link("una focaccia", shop)[0].product_id == "toastie"
    assert link("plaid shirt", shop)[0].product_id == "shirt"
    assert link("can you check my order", shop) == []
    assert link("a fancy suit", shop)[0].product_id == "tuxedo"
    assert link("would that suit me", shop) == []


def test_one_thing_for_another_names_both(catalogue: Catalogue) -> None:
    """ "An Earl Grey instead of the cappuccino", "swap the cappuccino for a flat white": neither is less of itself."""
    for text in ("an earl grey instead of the cappuccino", "swap the cappuccino for an earl grey"):
        strong = {match.product_id for match in link(text, catalogue) if match.score >= STRONG}
        assert strong == {"earl-grey-tea", "cappuccino"}, text


def test_everyday_words_sound_like_nothing(catalogue: Catalogue) -> None:
    """ "As always" names nothing, though its sound is that of a title's little word."""
    assert [match.product_id for match in link("an earl grey, as always", catalogue)] == ["earl-grey-tea"]


def test_a_refusal_bars_a_way_or_leaves_the_only_other(catalogue: Catalogue) -> None:
    """ "Not large" bars a size; of two milks the one that was not refused is chosen."""
    boots = link("walking boots but not 38", catalogue)[0]
    assert (boots.options, boots.barred) == ({}, {"Size": ("38",)})
    coffee = link("cappuccino, large, not the oat one", catalogue)[0]
    assert (coffee.options, coffee.barred) == ({"Size": "Large", "Milk": "Whole"}, {"Milk": ("Oat",)})
    assert link("cappuccino", catalogue)[0].barred == {}


def test_what_only_serves_the_thing_is_not_the_thing(catalogue: Catalogue) -> None:
    """ "A box for lemon tarts" asks for a box."""
    assert max((match.score for match in link("a box for lemon tarts", catalogue)), default=0.0) < 0.42
    assert link("something for my lemon tart", catalogue)[0].score < 0.42


def test_meaning_never_takes_without_asking(catalogue: Catalogue) -> None:
    """Vectors lift a half-named product so far that it is asked about, and leave what words explain wholly as it was."""
    ids = sorted(catalogue.products)
    vectors = np.zeros((len(ids), 2), dtype=np.float32)
    vectors[:, 1] = 1
    vectors[ids.index("wool-jumper")] = vectors[ids.index("butter-croissant")] = (1, 0)
    meant = np.array([1, 0], dtype=np.float32)
    (before, after) = (link("wool socks", catalogue, **given) for given in ({}, {"vector": meant, "vectors": vectors}))
    assert before[0].score < after[0].score < 0.5
    plain, lifted = (link("croissant", catalogue, **given) for given in ({}, {"vector": meant, "vectors": vectors}))
    assert plain == lifted


def test_purposes_count_beside_titles(catalogue: Catalogue) -> None:
    """The nearer of a product's two vectors counts: what it is called, and what it is for."""
    ids = sorted(catalogue.products)
    titles = np.zeros((len(ids), 2), dtype=np.float32)
    titles[:, 1] = 1
    purposes = titles.copy()
    purposes[ids.index("morning-roll")] = (1, 0)
    meant = np.array([1, 0], dtype=np.float32)
    assert link("breakfast xyz", catalogue, vector=meant, vectors=titles) == []
    found = link("breakfast xyz", catalogue, vector=meant, vectors=titles, purposes=purposes)
    assert [match.product_id for match in found] == ["morning-roll"]


def test_the_span_is_where_the_product_was_said(catalogue: Catalogue) -> None:
    """text[start:end] is the name as the customer wrote it."""
    said = "Hi there, one Almond Croisant and a café latte"
    match = link(said, catalogue)[0]
    assert said[match.start : match.end] == "Almond Croisant"


def test_only_listed_products_match(catalogue: Catalogue) -> None:
    """What the shop has taken off its list is not found."""
    assert all(match.product_id != "old-mug" for match in link("old mug", catalogue))


def test_the_answer_to_which_milk_is_read_for_one_product(catalogue: Catalogue) -> None:
    """options_in reads variant words without the product's name."""
    flat_white = catalogue.products["flat-white"]
    assert options_in("oat, large please", flat_white) == {"Size": "Large", "Milk": "Oat"}
    assert options_in("yes", flat_white) == {}


def test_meaning_brings_in_what_was_not_named(catalogue: Catalogue) -> None:
    """A product whose vector is near the text's matches by meaning, below a named one; wrong shapes are refused."""
    ids = sorted(catalogue.products)
    vectors = np.zeros((len(ids), 2), dtype=np.float32)
    vectors[:, 1] = 1
    vectors[ids.index("lemon-tart")] = (1, 0)
    found = link("a treat", catalogue, vector=np.array([1, 0], dtype=np.float32), vectors=vectors)
    assert [match.product_id for match in found] == ["lemon-tart"]
    assert 0.3 < found[0].score < STRONG
    assert (found[0].start, found[0].end) == (0, 0)
    with pytest.raises(ValueError, match="rows"):
        link("a treat", catalogue, vector=np.array([1, 0]), vectors=vectors[:3])


@pytest.mark.parametrize("kind", ["random", "names", "one word"])
def test_work_grows_with_the_text_and_ends_with_the_longest_message(kind: str, catalogue: Catalogue) -> None:
    """Twice the text is at most about twice the work, and what comes after the words that are read is split, not looked at."""
    letters = random.Random(7)
    texts = {
        "random": " ".join("".join(letters.choices(string.ascii_lowercase, k=6)) for _ in range(600)),
        "names": "large oat flat white green tea red coffee " * 100,
        "one word": "croissant" * 450,
    }
    text = texts[kind]
    link("warm up", catalogue)
    half = steps(lambda: link(text[:2000], catalogue))
    whole = steps(lambda: link(text[:4000], catalogue))
    assert whole < 2.2 * half
    assert whole < 100_000
    readable = "large oat flat white " * 200
    assert steps(lambda: link(readable * 20, catalogue)) < 15 * steps(lambda: link(readable, catalogue))


@pytest.mark.parametrize(("said", "plain"), [("oatly", "oat"), ("avena", "oat")])
def test_another_name_of_a_way_counts_as_its_own(catalogue: Catalogue, said: str, plain: str) -> None:
    """ "A coffee with oatly milk" is as sure as with oat milk: the word is no unknown thing."""
    by_another, by_its_own = (link(f"a coffee with {milk} milk", catalogue)[0] for milk in (said, plain))
    assert by_another.options == by_its_own.options != {}
    assert by_another.score == pytest.approx(by_its_own.score)

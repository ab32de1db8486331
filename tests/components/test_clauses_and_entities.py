"""A message is cut where a new wish begins, and its numbers, people, prices and contacts are read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.components.clauses import CLAUSES_MAX, split_clauses, wished
from bot.components.entities import read_entities
from bot.components.language import detect_language
from bot.cues.borrowed import quoted_blocks


@pytest.mark.parametrize(
    ("message", "clauses"),
    [
        ("2 croissants and is the oat milk gluten free", ["2 croissants", "is the oat milk gluten free"]),
        ("two croissants and a flat white", ["two croissants and a flat white"]),
        ("Hi. Do you have scarves?", ["Hi.", "Do you have scarves?"]),
        ("a latte, also when do you close", ["a latte", "also when do you close"]),
        ("un cappuccino e quanto costa il cornetto", ["un cappuccino", "quanto costa il cornetto"]),
        ("1.50 or 2.50?", ["1.50 or 2.50?"]),
        (
            "a present for my sister, she loves cooking, around 30 euros",
            ["a present for my sister", "she loves cooking", "around 30 euros"],
        ),
        ("a flat white, about as hot as you can", ["a flat white, about as hot as you can"]),
    ],
)
def test_a_new_wish_begins_a_new_clause(message: str, clauses: list[str]) -> None:
    """Conjunctions join goods, and divide wishes."""
    assert [clause.text for clause in split_clauses(message)] == clauses


@given(st.text(max_size=300))
def test_clauses_stand_where_they_say(message: str) -> None:
    """Whatever is typed: at least one clause, at most six, each at its place."""
    clauses = split_clauses(message)
    assert 1 <= len(clauses) <= CLAUSES_MAX
    assert all(message[c.start : c.start + len(c.text)] == c.text for c in clauses)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("two butter croissants", "quantity", 2),
        ("-3 croissants", "quantity", -3),
        ("half an almond croissant", "quantity", 0.5),
        ("1000000000 espressos", "quantity", 1000000000),
        ("a dozen rolls", "quantity", 12),
        ("tre cornetti", "quantity", 3),
        ("ne prendo due, con latte d'avena", "quantity", 2),
        ("something under 20 euros", "max_price", "20"),
        ("fino a 12,50 euro", "max_price", "12.50"),
        ("around 30 euros", "max_price", "30"),
        ("about €25", "max_price", "25"),
        ("my budget is 40", "max_price", "40"),
        ("20 euros or so", "max_price", "20"),
        ("£15 max", "max_price", "15"),
        ("intorno ai 20 euro", "max_price", "20"),
        ("a scarf for my sister", "recipient", "sister"),
        ("present mother, garden, under 30", "recipient", "mother"),
        ("gift: wife", "recipient", "wife"),
        ("my nephew is four", "recipient", "nephew"),
        ("my daughter would like a hot chocolate", "recipient", "daughter"),
        ("my name is Ann", "name", "Ann"),
        ("write to ann@example.org", "contact", "ann@example.org"),
        ("call me on 333 123 4567", "contact", "333 123 4567"),
    ],
)
def test_entities_are_read(text: str, kind: str, value: object) -> None:
    """Each kind in a few of its forms; its place is that of its words."""
    found = [e for e in read_entities(text) if e["entity"] == kind]
    assert [e["value"] for e in found][:1] == [value]


@pytest.mark.parametrize("text", ["my boss is waiting", "around 9", "around the corner", "two or so"])
def test_neither_people_nor_sums_are_made_up(text: str) -> None:
    """Somebody who is only mentioned gets no present; a number without money is no budget."""
    assert not [e for e in read_entities(text) if e["entity"] in ("recipient", "max_price")]


@pytest.mark.parametrize("text", ["ready in 5 minutes?", "at 9 am", "20 % off", "costs 3 euro"])
def test_times_and_shares_are_no_quantities(text: str) -> None:
    """A number with a unit of its own counts no goods."""
    assert not [e for e in read_entities(text) if e["entity"] == "quantity"]


@given(st.text(max_size=500), st.integers(0, 50))
def test_places_count_from_the_message(text: str, offset: int) -> None:
    """``offset`` moves every place, and no text breaks the reader."""
    for plain, moved in zip(read_entities(text), read_entities(text, offset), strict=True):
        assert (moved["start"], moved["end"]) == (plain["start"] + offset, plain["end"] + offset)
        assert 0 <= plain["start"] < plain["end"] <= len(text)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("one espresso", "en"),
        ("a cappuccino please", "en"),
        ("un cappuccino", "it"),
        ("vorrei un espresso", "it"),
        ("espresso macchiato", None),
        ("ok", None),
        ("buongiorno, vorrei sapere quanto costa il miele", "it"),
        ("good morning, how much is the honey today", "en"),
        ("un flat white grande per favore", "it"),
        ("a flat white and a cornetto", "en"),
        ("1 espresso and 1 soda", "en"),
        ("2 espresso and a focaccia", "en"),
        ("1 tiramisu, 1 panna cotta and 1 espresso", "en"),
        ("cappuccino no sugar", None),
        ("a domani", None),
        ("chiudete a pranzo", "it"),
        ("c'è in small?", "it"),
        ("oh come on", None),
        ("978 c golf street round lake il 60073", "en"),
        ("price per kilo?", None),
        ("il conto per favore", "it"),
    ],
)
def test_an_italian_coffee_makes_nobody_italian(text: str, language: str | None) -> None:
    """Few words are judged by their little words: what is ordered tells nothing of who orders it."""
    assert detect_language(text, ("en", "it")) == language


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("how much is it?\n> Dear Sir, we regret that it is late.", ["how much is it?"]),
        ("> your order is late\nplease cancel it", ["please cancel it"]),
        ('a card that says "happy birthday my dear"', ['a card that says "happy birthday my dear"']),
        ("> what is left of a reply", ["> what is left of a reply"]),
    ],
)
def test_a_quoted_mail_wishes_nothing(text, said):
    """Lines after ">" beside words of the customer's own are no wishes; quotation marks may hold what is wished for."""
    assert [clause.text for clause in wished(split_clauses(text), quoted_blocks(text))] == said


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("non più di venti euro", "max_price", "20"),
        ("no more than twenty euros", "max_price", "20"),
        ("al massimo 15 euro", "max_price", "15"),
        ("un regalo alla mamma", "recipient", "mamma"),
        ("è a mia cugina", "recipient", "cugina"),
        ("per un'amica", "recipient", "amica"),
        ("per mia nipote", "recipient", "nipote"),
    ],
)
def test_limits_in_words_and_italian_relatives_are_read(text: str, kind: str, value: str) -> None:
    """As people say them: the sum in letters, the person after "alla" and "a mia"."""
    assert value in [entity["value"] for entity in read_entities(text) if entity["entity"] == kind]


@pytest.mark.parametrize("text", ["meno di due caffè", "una casa vicino al mare", "più di venti persone"])
def test_counts_and_places_are_no_limit_and_no_person(text: str) -> None:
    """A number without money is a quantity."""
    assert not {"max_price", "recipient"} & {entity["entity"] for entity in read_entities(text)}


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("the big one", []), ("that red one please", []), ("just the one", []), ("a big one", [1]), ("one big mug", [1])],
)
def test_a_pointing_one_counts_nothing(text: str, numbers: list[int]) -> None:
    """ "The big one" points at something; "a big one" is one of it."""
    found = [e["value"] for e in read_entities(text) if e["entity"] == "quantity"]
    assert found == numbers

"""Remarks on the new and the proven, on standing out, and on the price: said, turned round, asked, or not made."""

from __future__ import annotations

import pytest

NOVELTY = (
    ("what's new?", 0.4, 1),
    ("surprise me", 0.4, 1),
    ("I'd like to try something different", 0.4, 1),
    ("do you have anything new?", 0.4, 1),
    ("don't you have anything new?", 0.4, 1),
    ("feeling adventurous today", 0.4, 1),
    ("I can't wait to try the new roast", 0.3, 1),
    ("not the usual, something unusual", 0.4, 1),
    ("no surprises please", -1, -0.4),
    ("nothing too unusual", -1, -0.2),
    ("I don't want anything fancy or exotic", -1, -0.2),
    ("I'll stick with my usual", -1, -0.4),
    ("something tried and tested", -1, -0.4),
    ("what do people usually take?", -1, -0.3),
    ("is it guaranteed?", -1, -0.3),
    ("your bestseller please", -1, -0.3),
)
UNIQUENESS = (
    ("something nobody else has", 0.4, 1),
    ("is there a limited edition", 0.4, 1),
    ("I like to stand out", 0.4, 1),
    ("one of a kind please", 0.4, 1),
    ("I don't want what everybody else has", 0.2, 1),
    ("not mainstream please", 0.3, 1),
    ("what do most people take?", -1, -0.4),
    ("what's popular?", -1, -0.4),
    ("all my friends have one", -1, -0.4),
    ("the bestseller", -1, -0.4),
    ("what sells best here", -1, -0.4),
    ("nothing too unique", -1, -0.2),
)
PRICE = (
    ("the cheapest one", 0.5, 1),
    ("do you have anything cheaper?", 0.5, 1),
    ("don't you have anything cheaper?", 0.5, 1),
    ("not too expensive please", 0.5, 1),
    ("under £20", 0.5, 1),
    ("less than 15 euros", 0.5, 1),
    ("any discount for students?", 0.4, 1),
    ("I'm on a budget", 0.5, 1),
    ("I can't afford that", 0.5, 1),
    ("that's overpriced", 0.5, 1),
    ("how much is the red bag", 0.2, 0.5),
    ("price is no object", 0, 0),
    ("I don't care about the price", 0, 0),
)
SILENT = {
    "novelty": (
        "flat white oat",
        "is this one new?",
        "I'm new here",
        "a New York bagel",
        "latte",
        "yes",
        "the usual please",
    ),
    "uniqueness": ("flat white oat", "do you deliver", "latte", "how much is it", "my name is Ada"),
    "price_mindedness": (
        "flat white oat",
        "under 5 minutes",
        "below 30 cm",
        "latte",
        "where is my order",
        "in size 38",
    ),
}
ROWS = [
    (name, *row)
    for name, rows in (("novelty", NOVELTY), ("uniqueness", UNIQUENESS), ("price_mindedness", PRICE))
    for row in rows
]


@pytest.mark.parametrize(("name", "text", "low", "high"), ROWS, ids=[f"{r[0]}: {r[1][:30]}" for r in ROWS])
def test_a_remark_is_heard_with_its_words(name, text, low, high, hear) -> None:
    """Each remark lies on its side of the dial, and shows the words that it rests on."""
    cue = hear(text)[name]
    assert low <= cue.value <= high
    assert cue.evidence


@pytest.mark.parametrize(("name", "text"), [(n, t) for n, texts in SILENT.items() for t in texts])
def test_silence_is_unknown(name, text, hear) -> None:
    """Where nothing is said of it the cue is None with a reason, never 0."""
    cue = hear(text)[name]
    assert cue.value is None
    assert cue.reason

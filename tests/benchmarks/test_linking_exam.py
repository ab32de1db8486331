"""How a choice of goods is marked, over a tiny shop; no model is loaded."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.linking import best_baseline, main
from benchmarks.linking_exam import SHOPS, Chosen, Phrase, by_score, marked, phrases_of, scored
from shop.importers.detect import read_catalogue

DEMO = Path(__file__).parents[2] / "demo" / "catalogue.csv"
ONE = Phrase("demo", "a tart", right=("tart",))
TWO = Phrase("demo", "a tart and a bun", right=("tart", "bun"))
NONE = Phrase("demo", "a car")
OPEN = Phrase("demo", "tea", open=("green", "black"))


@pytest.mark.parametrize(
    ("phrase", "chosen", "first", "straight", "served", "wrong"),
    [
        (ONE, Chosen(taken=("tart",)), True, True, True, False),
        (ONE, Chosen(asked=("tart", "bun")), True, False, True, False),
        (ONE, Chosen(asked=("bun", "tart")), False, False, True, False),
        (ONE, Chosen(asked=("bun",)), False, False, False, False),
        (ONE, Chosen(taken=("bun",)), False, False, False, True),
        (ONE, Chosen(taken=("tart", "bun")), False, False, False, True),
        (ONE, Chosen(taken=("bun",), asked=("tart",)), False, False, False, True),
        (ONE, Chosen(), False, False, False, False),
        (TWO, Chosen(taken=("bun", "tart")), True, True, True, False),
        (TWO, Chosen(taken=("tart",)), False, False, False, False),
        (TWO, Chosen(taken=("tart",), asked=("bun", "cake")), True, False, True, False),
        (TWO, Chosen(taken=("tart",), asked=("cake", "bun")), False, False, True, False),
        (NONE, Chosen(), True, True, True, False),
        (NONE, Chosen(asked=("tart",)), True, True, True, False),
        (NONE, Chosen(taken=("tart",)), False, False, False, True),
        (OPEN, Chosen(asked=("black", "green")), True, True, True, False),
        (OPEN, Chosen(asked=("tart", "green")), False, False, True, False),
        (OPEN, Chosen(asked=("tart", "bun")), False, False, False, False),
        (OPEN, Chosen(taken=("green",)), False, False, False, True),
        (OPEN, Chosen(taken=("tart",), asked=("black", "green")), False, False, False, True),
        (OPEN, Chosen(), False, False, False, False),
    ],
)
def test_a_choice_is_marked_by_what_the_shopper_gets(
    phrase: Phrase, chosen: Chosen, first: bool, straight: bool, served: bool, wrong: bool
) -> None:
    """What is taken wrongly spoils everything, what is asked serves when the right one is among the buttons."""
    mark = marked(phrase, chosen)
    assert (mark.first, mark.straight, mark.served, mark.wrong) == (first, straight, served, wrong)


def test_the_way_is_marked_where_one_was_said() -> None:
    """Size and colour count only for phrases that name them, and must be exactly those."""
    large = Phrase("demo", "a large tart", right=("tart",), options={"Size": "Large"})
    assert marked(ONE, Chosen(("tart",), options={"Size": "Large"})).options is None
    assert marked(large, Chosen(("tart",), options={"Size": "Large"})).options is True
    assert marked(large, Chosen(("tart",))).options is False


def test_a_score_is_a_share() -> None:
    """Two of four right is .5; no marks are no division by zero."""
    marks = [marked(ONE, Chosen(taken=(key,))) for key in ("tart", "tart", "bun", "cake")]
    got = scored(marks)
    assert (got.n, got.first, got.served, got.wrong) == (4, 0.5, 0.5, 0.5)
    assert scored([]).first == 0


def test_a_baseline_takes_asks_or_refuses() -> None:
    """From the threshold on it takes the best one, and asks when others are as near as the margin."""
    scores = {"tart": 0.9, "bun": 0.85, "cake": 0.2}
    assert by_score(scores, 0.5, 0.01) == Chosen(taken=("tart",))
    assert by_score(scores, 0.5, 0.1) == Chosen(asked=("tart", "bun"))
    assert by_score(scores, 0.95, 0.1) == Chosen()
    assert by_score({}, 0.5, 0.1) == Chosen()


def test_a_baseline_is_set_on_the_half_that_is_not_held() -> None:
    """Thresholds are those that serve the open half best; the held half has no say."""
    opened = Phrase("demo", "open", right=("tart",))
    held = Phrase("demo", "held", right=("bun",), held=True)
    marks = best_baseline({opened: {"tart": 0.6, "bun": 0.1}, held: {"tart": 0.6, "bun": 0.5}})
    assert marks[opened].straight
    assert marks[held].wrong  # a margin that asks would have served it


def test_the_phrases_are_200_and_half_of_them_held() -> None:
    """Two hundred different texts, a hundred of them held, every shop and some fifteen that name nothing among them."""
    phrases = phrases_of()
    assert len({(p.shop, p.text) for p in phrases}) == 200
    assert Counter(p.held for p in phrases) == {True: 100, False: 100}
    assert {p.shop for p in phrases} == set(SHOPS)
    assert sum(not p.right and not p.open for p in phrases) >= 14
    assert all(len(p.right) != 1 or p.right[0] not in p.open for p in phrases)


def test_the_demo_shop_has_what_its_phrases_mean() -> None:
    """Every product and option of a demo phrase exists: a slip in the data would count as a mistake of the linking."""
    goods = {product.id: product for product in read_catalogue(DEMO).products}
    for phrase in (p for p in phrases_of() if p.shop == "demo"):
        assert {*phrase.right, *phrase.open} <= set(goods), phrase.text
        if phrase.options:
            ways = [v.options for v in goods[phrase.right[0]].variants]
            assert any(phrase.options.items() <= way.items() for way in ways), phrase.text


def test_a_phrase_without_a_meaning_is_refused(tmp_path: Path) -> None:
    """Neither right nor open, or a key that nobody knows: the file says which."""
    file = tmp_path / "phrases.yml"
    file.write_text("demo:\n- {text: tea, kind: open}\n")
    with pytest.raises(ValueError, match="'tea' needs one of right and open"):
        phrases_of(file)


def test_without_the_data_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No folder with catalogues: one clear line, exit 2."""
    assert main(["--data", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert "apparel.csv" in said
    assert str(tmp_path) in said

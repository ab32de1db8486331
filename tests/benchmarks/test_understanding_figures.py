"""The arithmetic of the understanding exam."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks.misspelling import NoMisspellings, misspelt, read_misspellings
from benchmarks.understanding_figures import (
    calibration_error,
    confusions,
    heard,
    in_scope_accuracy,
    macro_f1,
    out_of_scope,
)
from bot.intent_texts import NoPool, Pool, read_pool
from bot.train_intents import temperature

MEANT = np.array(["greet", "greet", "ask_price", "out_of_scope", "out_of_scope"])
SAID = np.array(["greet", "ask_price", "out_of_scope", "out_of_scope", "greet"])


def test_a_doubtful_message_is_refused() -> None:
    """Below the threshold the likeliest intent is not taken."""
    probabilities = np.array([[0.6, 0.4], [0.3, 0.35]])
    assert heard(("greet", "ask_price"), probabilities, 0.4).tolist() == ["greet", "out_of_scope"]


def test_a_refused_wish_counts_as_wrong() -> None:
    """Of three wishes one was heard, one taken for another, one refused; what is beside the shop does not count."""
    assert in_scope_accuracy(MEANT, SAID) == pytest.approx(1 / 3)
    assert np.isnan(in_scope_accuracy(np.array(["out_of_scope"]), np.array(["greet"])))


def test_recall_and_precision_of_refusing() -> None:
    """One of two messages beside the shop was refused, and one of two refusals was right."""
    assert out_of_scope(MEANT, SAID) == (0.5, 0.5)


def test_rare_intents_are_no_part_of_the_macro_f1() -> None:
    """With 25 of one intent and one of another only the first counts."""
    meant = np.array(["greet"] * 25 + ["ask_price"])
    assert macro_f1(meant, np.array(["greet"] * 25 + ["deny"])) == 1.0
    assert macro_f1(meant, np.array(["deny"] * 26)) == 0.0


def test_calibration_error() -> None:
    """Sure of .9 and right in nine of ten is no error; right in none of them is .9."""
    sure = np.full(10, 0.9)
    assert calibration_error(sure, np.array([1] * 9 + [0])) == pytest.approx(0)
    assert calibration_error(sure, np.zeros(10)) == pytest.approx(0.9)


def test_confusions_are_counted() -> None:
    """The commonest comes first, with how many there were of what was meant."""
    assert confusions(np.array(["a", "a", "a", "b"]), np.array(["b", "b", "a", "a"]))[0] == ("a", "b", 2, 3)


def test_the_temperature_cools_what_is_too_sure() -> None:
    """Scores ten times too high are divided by about ten; templates have no say."""
    rng = np.random.default_rng(0)
    scores = rng.normal(size=(4000, 3))
    odds = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    truth = np.array(["a", "b", "c"])[[int(rng.choice(3, p=row)) for row in odds]]
    kinds = np.array(["crowd"] * 3000 + ["template"] * 1000)
    truth[3000:] = "a"
    pool = Pool(("x",) * 4000, truth, kinds, kinds, kinds)
    assert temperature(("a", "b", "c"), 10 * scores, pool) == pytest.approx(10, rel=0.1)


def test_misspelt_words_are_those_that_people_misspell(tmp_path: Path) -> None:
    """Only words with a known misspelling change, about as many as were asked for; ambiguous ones are not used."""
    (tmp_path / "nlu").mkdir()
    (tmp_path / "nlu" / "codespell_dictionary.tsv").write_text("recieve\treceive\ncofee\tcoffee\nther\tthere, their\n")
    ways = read_misspellings(tmp_path)
    assert ways == {"receive": ("recieve",), "coffee": ("cofee",)}
    chance = np.random.default_rng(1)
    assert misspelt("there is no word of it", ways, 1.0, chance) == "there is no word of it"
    assert misspelt("Coffee, please", ways, 1.0, chance) == "cofee, please"
    changed = sum(
        misspelt("one coffee and so on here", ways, 1 / 6, chance) != "one coffee and so on here" for _ in range(300)
    )
    assert 150 < changed < 250  # at least one of six words, where one in six is wanted


def test_missing_data_is_named(tmp_path: Path) -> None:
    """The message says which file is missing, or which columns a file lacks."""
    with pytest.raises(NoMisspellings, match="codespell_dictionary"):
        read_misspellings(tmp_path)
    with pytest.raises(NoPool, match="train_pool"):
        read_pool(tmp_path)
    (tmp_path / "nlu").mkdir()
    (tmp_path / "nlu" / "train_pool.csv").write_text("words\nhello\n")
    with pytest.raises(NoPool, match="columns"):
        read_pool(tmp_path)

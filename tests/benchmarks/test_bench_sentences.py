"""What the benchmark's customers say."""

from __future__ import annotations

from pathlib import Path
from statistics import median

import pytest

from benchmarks.sentences import STEPS, Exhausted, Sentences, names
from benchmarks.turns import EARLY, FULL, LATE, SEED, TURNS
from shop.importers.detect import read_catalogue
from shop.model import Product

CATALOGUE = Path(__file__).parents[2] / "demo" / "catalogue.csv"


@pytest.fixture(scope="module")
def products() -> tuple[Product, ...]:
    """The demo shop's goods."""
    return tuple(read_catalogue(CATALOGUE).products)


def full_run(products: tuple[Product, ...], seed: int = SEED) -> list[list[str]]:
    """Every conversation of a full run, the warm-up included."""
    sentences = Sentences(products, seed)
    short = [sentences.conversation(TURNS) for _ in range(1 + FULL.rounds * FULL.conversations)]
    return [*short, *(sentences.conversation(LATE.stop - 1) for _ in range(FULL.long_conversations))]


def test_never_the_same_twice(products: tuple[Product, ...]) -> None:
    """A whole run repeats no message, so that no cache answers."""
    said = [text for conversation in full_run(products) for text in conversation]
    assert len(said) == len(set(said)) > 800


def test_five_words(products: tuple[Product, ...]) -> None:
    """Messages have a median of five words, as real shop messages do."""
    assert median(len(text.split()) for conversation in full_run(products) for text in conversation) == 5


def test_seeded(products: tuple[Product, ...]) -> None:
    """The same seed gives the same run; another one another."""
    assert full_run(products) == full_run(products)
    assert full_run(products) != full_run(products, SEED + 1)


def test_turn_10_and_turn_200_are_alike() -> None:
    """The two windows stand at the same steps of the conversation, so that only its age differs."""
    assert [n % len(STEPS) for n in EARLY] == [n % len(STEPS) for n in LATE]


def test_goods_are_named_in_the_catalogues_words(products: tuple[Product, ...]) -> None:
    """Every name holds a title of the catalogue; options come before it, bare letters for sizes do not."""
    titles = {product.title.lower() for product in products}
    assert all(any(name.endswith(title) for title in titles) for name in names(products))
    assert "oat flat white" in names(products)
    assert not any(name.startswith(("s ", "m ", "l ")) for name in names(products))


def test_used_up(products: tuple[Product, ...]) -> None:
    """A run longer than the words says so and does not repeat itself."""
    sentences = Sentences(products[:1], SEED)
    with pytest.raises(Exhausted, match="have been said"):
        sentences.conversation(500)

"""Regression, network and memory, heard together."""

from __future__ import annotations

import numpy as np
import pytest

from bot.components.intent_memory import IntentMemory
from bot.components.intent_model import N_HASHES, IntentModel
from bot.components.readers import TEMPERATURE, TEMPERATURE_UNREMEMBERED, Readers, believed, joined_scores

SHOP = ("browse", "goodbye", "rent_a_bike")
NETWORK = ("goodbye", "browse", "pay")


def joined(
    scores: np.ndarray,
    intents: tuple[str, ...],
    other: np.ndarray,
    others: tuple[str, ...],
    temperature: float = 1.0,
    shares: list[float] | None = None,
) -> np.ndarray:
    return believed(joined_scores(scores, intents, other, others, shares), temperature)


def of(shop: list[float], network: list[float], **how: float) -> dict[str, float]:
    told = joined(np.log([shop]), SHOP, np.log([network]), NETWORK, **how)
    return dict(zip(SHOP, told[0].tolist(), strict=True))


def test_probabilities_sum_to_one_over_the_shops_own_intents() -> None:
    """Whatever the network believes of intents that the shop does not have."""
    told = joined(
        np.random.default_rng(0).normal(size=(5, 3)), SHOP, np.random.default_rng(1).normal(size=(5, 3)), NETWORK
    )
    assert told.shape == (5, 3)
    assert told.sum(axis=1) == pytest.approx(np.ones(5))


def test_where_both_agree_they_are_surer_than_where_they_do_not() -> None:
    """Agreement is told by name, not by place in the list."""
    agreed, parted = of([0.7, 0.2, 0.1], [0.2, 0.7, 0.1]), of([0.7, 0.2, 0.1], [0.7, 0.2, 0.1])
    assert agreed["browse"] > 0.6
    assert parted["browse"] == pytest.approx(parted["goodbye"])


def test_an_intent_of_the_shops_own_is_heard_though_the_network_never_met_it() -> None:
    """The network is sure of something else, which the regression thinks unlikely."""
    told = of([0.05, 0.05, 0.9], [0.98, 0.01, 0.01])
    assert max(told, key=lambda name: told[name]) == "rent_a_bike"
    assert told["rent_a_bike"] > 0.6


def test_a_temperature_changes_how_sure_but_not_what() -> None:
    """Warmer is less sure."""
    cool, warm = (of([0.6, 0.3, 0.1], [0.4, 0.5, 0.1], temperature=t) for t in (0.5, 2.0))
    assert cool["browse"] > warm["browse"] > max(warm["goodbye"], warm["rent_a_bike"])


def test_scores_differing_by_a_constant_are_the_same() -> None:
    """Only differences within a row count, so that neither reader is louder than the other."""
    scores, other = np.array([[2.0, 1.0, 0.0]]), np.array([[0.0, 3.0, 1.0]])
    assert joined_scores(scores + 7, SHOP, other - 4, NETWORK) == pytest.approx(
        joined_scores(scores, SHOP, other, NETWORK)
    )


def test_the_network_counts_for_each_text_as_much_as_its_share() -> None:
    """Of two texts with the same scores, the one with no share for the network is read by the regression alone."""
    own, other = np.array([[2.0, 0.0], [2.0, 0.0]]), np.array([[0.0, 6.0], [0.0, 6.0]])
    both = joined(own, ("a", "b"), other, ("a", "b"), shares=[0.5, 0.0])
    assert both[0].argmax() == 1
    assert both[1].argmax() == 0
    assert np.allclose(joined(own, ("a", "b"), other, ("a", "b"))[0], both[0])


class Network:
    """Stands in for the network: it is sure of the same thing whatever it reads."""

    intents = ("goodbye", "browse", "pay")

    def scores(self, texts: list[str]) -> np.ndarray:
        return np.array([[3.0, 0.0, 0.0]] * len(texts))


def reading(**others: object) -> dict[str, float]:
    """What is made of one text of which the regression knows nothing."""
    nothing = IntentModel(SHOP, np.zeros((3, 4 + N_HASHES), np.float32), np.zeros(3, np.float32), temperature=2.0)
    told = Readers(nothing, **others).probabilities(["adieu"], np.eye(4, dtype=np.float32)[:1], [False])  # type: ignore[arg-type]
    assert told.sum() == pytest.approx(1)
    return dict(zip(SHOP, told[0].tolist(), strict=True))


def test_each_reader_is_heard_where_it_is_there_and_missed_where_it_is_not() -> None:
    """Alone the regression knows nothing; the network says goodbye; the memory, which has met the very words for renting
    a bike, outweighs a network that is as sure as that."""
    memory = IntentMemory.of(["adieu"], np.eye(4, dtype=np.float32)[:1], ["rent_a_bike"])
    alone, two, remembered, three = (
        reading(),
        reading(network=Network()),
        reading(memory=memory),
        reading(network=Network(), memory=memory),
    )
    assert list(alone.values()) == pytest.approx([1 / 3] * 3)
    assert max(two, key=lambda name: two[name]) == "goodbye"
    assert max(remembered, key=lambda name: remembered[name]) == "rent_a_bike"
    assert max(three, key=lambda name: three[name]) == "rent_a_bike"
    assert three["goodbye"] > remembered["goodbye"]


def test_with_a_memory_another_temperature_serves() -> None:
    """It was measured apart: more witnesses together are louder than they are right."""
    assert TEMPERATURE > TEMPERATURE_UNREMEMBERED

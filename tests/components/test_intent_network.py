"""The intent network: small, the same in any company, and right about sentences of our own."""

from __future__ import annotations

import numpy as np
import pytest
import yaml

from bot.intent_network import MODEL, IntentNetwork, shared_intent_network
from bot.intent_texts import ROOT, own_sentences
from bot.network_batches import with_slips

LARGEST_MB = 30
TEXTS = [
    "2 croissants",
    "how do i fly to mars",
    "ok",
    "can I swap the blue one for a larger one, please?",
    "",
    "🥐",
    "x" * 5000,
]


@pytest.fixture(scope="module")
def network() -> IntentNetwork:
    return shared_intent_network()


def test_it_is_small_has_a_card_and_holds_no_code() -> None:
    """Numbers and a graph in ONNX's format: no pickle, nothing that runs when it is opened."""
    assert MODEL.stat().st_size <= LARGEST_MB * 1e6
    assert MODEL.read_bytes()[:2] != b"\x80\x04"
    assert "python -m bot.train_intent_network" in MODEL.with_suffix(".md").read_text("utf-8")


def test_a_message_reads_the_same_in_any_company(network) -> None:
    """Alone, in a batch, in another order: the same finite numbers; nothing in, nothing out."""
    alone = np.vstack([network.scores([text]) for text in TEXTS])
    assert np.isfinite(alone).all()
    assert network.scores(TEXTS) == pytest.approx(alone, abs=1e-4)
    assert network.scores(TEXTS[::-1])[::-1] == pytest.approx(alone, abs=1e-4)
    assert network.scores([]).shape == (0, len(network.intents))


def test_it_knows_every_intent_of_ours(network) -> None:
    """An intent that was added since is left to the regression; none of the shipped ones is."""
    assert set(own_sentences()[1]) <= set(network.intents)


def english_sentences() -> tuple[list[str], list[str]]:
    """Our own, as far as they are English: most of the Italian ones were written since it was taught, and the regression hears those."""
    own = [yaml.safe_load(path.read_text("utf-8")) for path in sorted((ROOT / "nlu_data" / "nlu").glob("*.yml"))]
    rows = [
        (line.removeprefix("- ").strip(), item["intent"])
        for file in own
        for item in file["nlu"]
        for line in item["examples"].splitlines()
        if line.startswith("- ")
    ]
    return [text for text, _ in rows], [intent for _, intent in rows]


@pytest.mark.parametrize(("slips", "least"), [(0.0, 0.88), (1.0, 0.75)])
def test_it_hears_what_it_was_taught(network, slips, least) -> None:
    """Of 1,500 of our own sentences, of five words on average, most are heard as meant, and three in four with a word mistyped."""
    texts, labels = english_sentences()
    rows = np.random.default_rng(0).permutation(len(texts))[:1500]
    told = network.scores(with_slips([texts[i] for i in rows], np.random.default_rng(1), slips))
    right = np.mean([network.intents[best] == labels[i] for best, i in zip(told.argmax(axis=1), rows, strict=True)])
    assert right > least

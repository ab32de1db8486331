"""The intent classifier: what it learns from a shop's own sentences, and what it keeps of the prior."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import yaml

from bot.components.intent_model import N_HASHES, IntentModel, fit
from bot.components.intent_prior import PRIOR, learnt_prior
from bot.encoder import PACKAGED

HOME = Path(__file__).resolve().parents[2]
WIDTH = 8
OWN = {"ask_price": ["how much is it", "what does it cost"], "goodbye": ["see you", "bye then"]}
STRANGERS = {"ask_price": ["how much is it", "price tag please"], "goodbye": ["see you", "toodle-oo"]}


def vectors(texts: list[str]) -> np.ndarray:
    """Stand-ins for sentence vectors: unit length, the same text the same vector, different texts nearly unrelated."""
    rows = [np.random.default_rng(sum(map(ord, text))).normal(size=WIDTH) for text in texts]
    return np.array([row / np.linalg.norm(row) for row in rows], np.float32)


def learn(sentences: dict[str, list[str]], **how: object) -> IntentModel:
    texts = [text for ours in sentences.values() for text in ours]
    labels = [intent for intent, ours in sentences.items() for _ in ours]
    return fit(texts, vectors(texts), labels, **how)  # type: ignore[arg-type]


def said(model: IntentModel, text: str) -> str:
    return model.intents[int(model.predict([text], vectors([text])).argmax())]


def test_what_was_learnt_is_known() -> None:
    """Each sentence that it learnt from is heard as what it was learnt for, and probabilities sum to 1."""
    model = learn(OWN)
    for intent, texts in OWN.items():
        assert [said(model, text) for text in texts] == [intent] * 2
    assert model.predict(["anything"], vectors(["anything"])).sum() == pytest.approx(1)


def test_the_prior_speaks_where_own_sentences_are_silent() -> None:
    """A phrase that only the prior has met is heard rightly after a fit on own sentences, surer than without the prior."""
    prior = learn(STRANGERS)
    place = sorted(OWN).index("goodbye")
    with_it, without = learn(OWN, prior=prior, c=0.3), learn(OWN)
    told = [model.predict(["toodle-oo"], vectors(["toodle-oo"]))[0, place] for model in (with_it, without)]
    assert told[0] > 0.9 > told[1]


def test_own_sentences_outweigh_the_prior() -> None:
    """A shop that uses a phrase for something else is heard so, whatever strangers mean by it."""
    ours = {"ask_price": ["toodle-oo", "how much is it"], "goodbye": ["see you", "bye then"]}
    assert said(learn(STRANGERS), "toodle-oo") == "goodbye"
    assert said(learn(ours, prior=learn(STRANGERS), c=4.0), "toodle-oo") == "ask_price"


def test_an_intent_of_the_shops_own_is_learnt_beside_the_prior() -> None:
    """An intent that the prior does not know is learnt from own sentences; one that only the prior knows is not said."""
    ours = {**OWN, "book_table": ["a table for two", "can we sit outside"]}
    prior = learn({**STRANGERS, "weather": ["is it raining", "how warm is it"]})
    model = learn(ours, prior=prior, c=0.3)
    assert model.intents == ("ask_price", "book_table", "goodbye")
    assert said(model, "a table for two") == "book_table"


def test_the_temperature_changes_no_answer() -> None:
    """It makes less or more sure, and leaves the order as it is; a fit takes it over from the prior."""
    model = learn(OWN)
    cool = replace(model, temperature=5.0)
    texts = ["how much is it", "see you", "well well"]
    before, after = model.predict(texts, vectors(texts)), cool.predict(texts, vectors(texts))
    assert (before.argsort(axis=1) == after.argsort(axis=1)).all()
    assert (after.max(axis=1) < before.max(axis=1)).all()
    assert learn(OWN, prior=cool).temperature == 5.0


def test_counts_weigh_texts() -> None:
    """Of two sentences with the same words and different intents, the one that counts more is heard."""
    texts, labels = ["same words", "same words", "far away"], ["ask_price", "goodbye", "goodbye"]
    heavy = fit(texts, vectors(texts), labels, counts=[9.0, 1.0, 1.0])
    light = fit(texts, vectors(texts), labels, counts=[0.1, 9.0, 1.0])
    assert (said(heavy, "same words"), said(light, "same words")) == ("ask_price", "goodbye")


def test_it_is_kept_whole(tmp_path: Path) -> None:
    """What is saved and loaded says the same, temperature included."""
    model = replace(learn(OWN), temperature=1.7)
    model.save(tmp_path)
    again = IntentModel.load(tmp_path)
    assert (again.intents, again.temperature, again.dimension) == (model.intents, 1.7, WIDTH)
    assert np.array_equal(
        again.predict(["see you"], vectors(["see you"])), model.predict(["see you"], vectors(["see you"]))
    )


def test_the_prior_that_comes_along_fits_the_house() -> None:
    """It is numbers for MiniLM's vectors, knows only intents of the domain, and is there for no other encoder."""
    prior = learnt_prior(PACKAGED, 384)
    assert prior is not None
    assert prior.weights.shape == (len(prior.intents), 384 + N_HASHES)
    assert np.isfinite(prior.weights).all()
    assert prior.temperature > 0
    intents = {
        next(iter(i)) if isinstance(i, dict) else i
        for i in yaml.safe_load((HOME / "domain.yml").read_text())["intents"]
    }
    assert set(prior.intents) <= intents
    assert learnt_prior("another-encoder", 384) is None
    assert learnt_prior(PACKAGED, 768) is None
    assert PRIOR.stat().st_size < 2_000_000
    assert PRIOR.with_suffix(".md").is_file()

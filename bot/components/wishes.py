"""Rasa's intent classifier: what the message wants, clause by clause, with the products it names.

Hands over ``wishes`` and ``products`` in ``latest_message``; the message's intent is that of its weightiest wish.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.catalogue_index import CatalogueIndex
from bot.components.clauses import Clause
from bot.components.encoding import CLAUSES, VECTORS, SentenceEncoder, clean
from bot.components.entities import read_entities
from bot.components.in_english import in_english
from bot.components.intent_memory import IntentMemory
from bot.components.intent_model import IntentModel, fit
from bot.components.intent_prior import OWN_PULL, learnt_prior, strangers_memory
from bot.components.readers import Readers
from bot.cues.borrowed import pasted_titles
from bot.encoder import shared_encoder
from bot.intent_network import shared_intent_network
from settings import settings
from shop.engines import open_engine
from shop.store import ShopStore

OUT_OF_SCOPE = "out_of_scope"
PASTED = "pasted"  # places of titles copied from the page, for the cues: no words of the customer's own
COURTESIES = frozenset({"greet", "thanks", "goodbye", "chitchat", "affirm"})  # spoken beside a wish, rarely the wish
PRODUCTS_MAX = 5
ITALIAN_COUNTS = (
    10.0  # of 375 Italian sentences held out .859 were heard rightly with 1, .872 with 10 (a development set)
)
MEMORY = "memory.npz"  # in the model: our own sentences as they are remembered
RANKED = 3  # so much of each wish's ranking goes into the transcript, for who labels sentences


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class Wishes(IntentClassifier, GraphComponent):
    """Classifies clauses, links products, reads entities.

    ``threshold``: below it a clause is out of scope. ``learnt``: begin from the weights that were learnt from strangers'
    messages, ``c_learnt`` being how far the own sentences may move them; otherwise, or with another encoder, from nothing,
    with ``c``. ``network``: hear the intent network beside it. ``memory``: hear also what is known of sentences like it, our
    own and, where ``learnt``, strangers'.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        return [SentenceEncoder]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            "threshold": 0.2,
            "ranking_length": 5,
            "c": 4.0,
            "learnt": True,
            "c_learnt": OWN_PULL,
            "network": True,
            "memory": True,
        }

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        model: IntentModel | None = None,
        memory: IntentMemory | None = None,
    ) -> None:
        self.config, self._storage, self._resource, self.model, self.memory = config, storage, resource, model, memory
        self._index: CatalogueIndex | None = None
        if model is not None and config["network"]:
            shared_intent_network()  # loaded before the first customer, who would wait for it

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Wishes:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Wishes:
        with model_storage.read_from(resource) as folder:
            memory = _memory(folder / MEMORY, config["learnt"]) if config["memory"] else None
            wishes = cls(config, model_storage, resource, IntentModel.load(folder), memory)
        wishes._catalogue_index().prepare()  # the first customer of the day is understood like all others
        return wishes

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        threshold = config.get("threshold", 0.0)
        if not 0 <= threshold <= 1:
            raise ValueError(f"Wishes in config.yml: threshold must be 0 … 1, not {threshold}")

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on the examples, encoded by SentenceEncoder before."""
        examples = [m for m in training_data.intent_examples if m.get(TEXT)]
        vectors = np.vstack([m.get_dense_features(TEXT, [])[1].features for m in examples])
        prior = learnt_prior(settings().encoder, vectors.shape[1]) if self.config["learnt"] else None
        self.model = fit(
            [m.get(TEXT) for m in examples],
            vectors,
            [m.get(INTENT) for m in examples],
            c=self.config["c_learnt" if prior else "c"],
            prior=prior,
            counts=[_count(m) for m in examples] if prior else None,
        )
        own = IntentMemory.of([m.get(TEXT) for m in examples], vectors, [m.get(INTENT) for m in examples])
        with self._storage.write_to(self._resource) as folder:
            self.model.save(folder)
            own.save(folder / MEMORY)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set intent, intent_ranking, wishes and products on each message."""
        for message in messages:
            self._annotate(message)
        return messages

    def _annotate(self, message: Message) -> None:
        if self.model is None:
            raise RuntimeError("the intent model is not trained: run `solito train`")
        clauses: list[Clause] = message.get(CLAUSES) or [Clause(clean(message.get(TEXT) or ""), 0)]
        vectors = message.get(VECTORS)
        english = [in_english(clause.text) for clause in clauses]
        probabilities = self._probabilities([c.text for c in clauses], vectors, english)
        now = said_at(message.get("metadata"))
        meanings = self._meanings(clauses, vectors, english)
        wishes = [self._wish(c, p, v, now) for c, p, v in zip(clauses, probabilities, meanings, strict=True)]
        main = weightiest(wishes)
        message.set(
            INTENT, {"name": wishes[main]["intent"], "confidence": wishes[main]["confidence"]}, add_to_output=True
        )
        message.set("intent_ranking", self._ranking(probabilities[main]), add_to_output=True)
        message.set("wishes", wishes, add_to_output=True)
        message.set("products", _top_products(wishes), add_to_output=True)
        named = {product["id"] for wish in wishes for product in wish["products"]}
        message.set(PASTED, pasted_titles(clean(message.get(TEXT) or ""), self._catalogue_index().titles(named)))

    def _probabilities(self, texts: list[str], vectors: np.ndarray, english: list[str]) -> np.ndarray:
        """Of each intent of the model, shape (texts, intents). What has an English of its own is Italian."""
        assert self.model is not None  # _annotate looked
        network = shared_intent_network() if self.config["network"] else None
        italian = [said != text for said, text in zip(english, texts, strict=True)]
        return Readers(self.model, network, self.memory).probabilities(texts, vectors, italian)

    def _meanings(self, clauses: list[Clause], vectors: np.ndarray, english: list[str]) -> np.ndarray:
        """What goods are compared with: the clauses' own vectors, those of their English where it is another text."""
        if all(said == clause.text for said, clause in zip(english, clauses, strict=True)):
            return vectors
        return shared_encoder(settings().encoder).encode(english)

    def _wish(
        self, clause: Clause, probabilities: np.ndarray, vector: np.ndarray, now: datetime | None
    ) -> dict[str, Any]:
        best = int(np.argmax(probabilities))
        confidence = float(probabilities[best])
        matches = self._catalogue_index().matches(clause.text, vector)
        return {
            "intent": self.model.intents[best] if confidence >= self.config["threshold"] else OUT_OF_SCOPE,  # type: ignore[union-attr]
            "heard_as": self.model.intents[best],  # type: ignore[union-attr]
            "confidence": round(confidence, 4),
            "ranking": [[r["name"], r["confidence"]] for r in self._ranking(probabilities)[:RANKED]],
            "text": clause.text,
            "start": clause.start,
            "entities": read_entities(clause.text, clause.start, now),
            "products": [
                {
                    "id": m.product_id,
                    "score": round(m.score, 3),
                    "start": m.start + clause.start,
                    "end": m.end + clause.start,
                    "options": dict(m.options),
                    "barred": {name: list(values) for name, values in m.barred.items()},
                }
                for m in matches
            ],
            "suited": [{"id": i, "score": round(s, 3)} for i, s in self._catalogue_index().suited(vector)],
        }

    def _ranking(self, probabilities: np.ndarray) -> list[dict[str, Any]]:
        order = np.argsort(-probabilities)[: self.config["ranking_length"]]
        return [{"name": self.model.intents[i], "confidence": round(float(probabilities[i]), 4)} for i in order]  # type: ignore[union-attr]

    def _catalogue_index(self) -> CatalogueIndex:
        """Opened when a trained model is, since training needs no shop."""
        if self._index is None:
            shop = ShopStore(open_engine(settings().url("shop")))
            self._index = CatalogueIndex(shop, shared_encoder(settings().encoder))
        return self._index


def _memory(path: Path, learnt: bool) -> IntentMemory:
    """Our own sentences, with the strangers' messages that were heard by the same encoder."""
    own = IntentMemory.read(path)
    strangers = strangers_memory(settings().encoder, own.dimension) if learnt else None
    return own + strangers if strangers else own


def _count(example: Message) -> float:
    """How much an example counts beside an English one: strangers, whose messages the fit begins from, wrote no Italian."""
    told = (example.get("metadata") or {}).get("intent") or {}
    return ITALIAN_COUNTS if told.get("language") == "it" else 1.0


def said_at(metadata: dict[str, Any] | None) -> datetime | None:
    """The shop's local time at which the channel took the message; None where no channel of ours did."""
    told = (metadata or {}).get("local_time")
    return datetime.fromisoformat(told) if told else None


def weightiest(wishes: list[dict[str, Any]]) -> int:
    """Which wish names the message: the surest that is more than a courtesy, else the surest."""
    order = sorted(
        range(len(wishes)), key=lambda i: (wishes[i]["intent"] in COURTESIES | {OUT_OF_SCOPE}, -wishes[i]["confidence"])
    )
    return order[0]


def _top_products(wishes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    best: dict[str, float] = {}
    for wish in wishes:
        for product in wish["products"]:
            best[product["id"]] = max(best.get(product["id"], 0.0), product["score"])
    return [{"id": key, "score": score} for key, score in sorted(best.items(), key=lambda kv: -kv[1])[:PRODUCTS_MAX]]

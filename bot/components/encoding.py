"""Rasa's dense featurizer: the message and its clauses through the one encoder, in one batch."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.clauses import split_clauses, wished
from bot.cues.borrowed import quoted_blocks
from bot.encoder import shared_encoder
from settings import settings

CLAUSES = "clauses"  # set on a Message for the components after this one; never part of Rasa's output
VECTORS = "clause_vectors"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoder(DenseFeaturizer, GraphComponent):
    """Puts one sentence vector on every message, and clauses with their vectors on a message that is being parsed."""

    def __init__(self, config: dict[str, Any], name: str) -> None:
        super().__init__(name, config)
        self.encoder = shared_encoder(config.get("encoder") or settings().encoder)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceEncoder:
        return cls(config, execution_context.node_name)

    @classmethod
    def required_packages(cls) -> list[str]:
        return ["sentence_transformers"]

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        unknown = set(config) - {"encoder", "alias"}
        if unknown:
            raise ValueError(f"SentenceEncoder in config.yml: unknown key {sorted(unknown)}; known are encoder, alias")

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Encode every example in one pass."""
        messages = [m for m in training_data.training_examples if m.get(TEXT)]
        if messages:
            for message, vector in zip(messages, self.encoder.encode([m.get(TEXT) for m in messages]), strict=True):
                self._add(message, vector)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Split each message into clauses and encode it with them."""
        for message in messages:
            text = clean(message.get(TEXT) or "")
            clauses = wished(split_clauses(text), quoted_blocks(text))
            texts = [clause.text for clause in clauses]
            vectors = self.encoder.encode(texts if len(clauses) == 1 else [*texts, text])
            message.set(CLAUSES, clauses)
            message.set(VECTORS, vectors[: len(clauses)])
            self._add(message, vectors[-1])
        return messages

    def _add(self, message: Message, vector: Any) -> None:
        self.add_features_to_message(None, vector.reshape(1, -1), TEXT, message)


def clean(text: str) -> str:
    """Take off the guard that the channel puts before a slash, so that it never reaches a detector."""
    return text.replace("\u200b", "").strip()

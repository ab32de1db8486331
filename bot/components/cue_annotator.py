"""Rasa component that hears how the message is said: sets ``cues`` and ``language`` in ``latest_message``."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.components.encoding import clean
from bot.components.language import detect_language
from bot.components.wishes import PASTED
from bot.cues.pipeline import load_nlp
from bot.cues.reader import VERSION, cues_as_json
from bot.hearing import hear
from bot.style_encoder import shared_style_encoder


# Registered as an extractor since it needs no training; it extracts no entities.
@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class CueAnnotator(GraphComponent, EntityExtractorMixin):
    """A thin shell around bot.hearing: language, then every cue."""

    def __init__(self, config: dict[str, Any]) -> None:
        self.languages = tuple(config.get("languages", ("en", "it")))
        for language in self.languages:  # loaded before the first customer comes
            load_nlp(language)
        shared_style_encoder()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> CueAnnotator:
        return cls(config)

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        known = {"en", "it"}
        if not set(config.get("languages", ("en", "it"))) <= known:
            raise ValueError(
                f"CueAnnotator in config.yml: languages must be among {sorted(known)}, not {config['languages']}"
            )

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = clean(message.get(TEXT) or "")
            language = detect_language(text, self.languages)
            cues = hear([text], language or "en", [message.get(PASTED) or ()])[0]
            message.set("cues", cues_as_json(cues), add_to_output=True)
            message.set("cues_version", VERSION, add_to_output=True)
            message.set("language", language, add_to_output=True)
        return messages

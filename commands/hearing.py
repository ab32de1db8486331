"""``solito cues`` and ``solito understand``: exactly one JSON line for each input line, in order, empty lines too."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from commands.batches import batches, watched
from settings import Settings

BATCH = 256
LANGUAGES = ("en", "it")
_HALF = re.compile("[\ud800-\udfff]")


def cues_of_lines(lines: Iterable[str], lang: str | None) -> Iterator[str]:
    """The cues of each message, read in batches. ``lang`` None: detected, English when a few words cannot tell."""
    from running.light import spacy_alone

    spacy_alone()
    for batch in watched(batches(lines, BATCH), lines, BATCH):
        yield from _cues_of(batch, lang)


def language_of(text: str, lang: str | None) -> str:
    """The language given, or else the one that the message is in, or else English."""
    from bot.components.language import detect_language

    return lang or detect_language(text, LANGUAGES) or "en"


def encodable(text: str) -> str:
    """The text with "�" for half characters, which neither spaCy nor any output can encode; its length stays."""
    return _HALF.sub("\ufffd", text)


def _cues_of(batch: list[str], lang: str | None) -> Iterator[str]:
    from bot.cues.reader import cues_as_json
    from bot.hearing import hear

    texts = [encodable(text) for text in batch]
    languages = [language_of(text, lang) for text in texts]
    heard = {
        language: iter(hear([text for text, own in zip(texts, languages, strict=True) if own == language], language))
        for language in set(languages)
    }
    for text, language in zip(texts, languages, strict=True):  # each language gives its own in order
        cues = cues_as_json(next(heard[language]))
        yield json.dumps({"text": text, "language": language, "cues": cues}, ensure_ascii=False)


def understand_lines(lines: Iterable[str], settings: Settings) -> Iterator[str]:
    """What each message wants, by the trained model. Raises NoModel."""
    from running.training import rasa_environment, trained_model
    from shop.migrate import upgrade as upgrade_shop

    path = trained_model(settings)
    upgrade_shop(settings.url("shop"))  # before the shop was ever opened there are no shelves to look along
    import os

    os.environ.update(
        {k: v for k, v in rasa_environment(settings).items() if k not in os.environ or k.startswith("RASA")}
    )
    from rasa.core.agent import Agent
    from rasa.core.channels.channel import UserMessage

    agent, now = Agent.load(str(path)), _local_time(settings)
    catalogue = _titles(settings)
    lines = iter(lines)
    while batch := [line.rstrip("\n") for line in islice(lines, BATCH)]:
        for text in batch:
            said = UserMessage(_inert(text), metadata={"local_time": now})
            parsed = asyncio.run(agent.processor.parse_message(said)) if text.strip() else {}
            yield json.dumps(_row(text, parsed, catalogue), ensure_ascii=False)


def _local_time(settings: Settings) -> str:
    """Dates and times are read as if all lines had been said now, at the shop."""
    from bot.channels.for_rasa import local_time
    from clock import now
    from house import open_house

    return local_time(now(), open_house(settings).terms.timezone)


def _inert(text: str) -> str:
    return "\u200b" + text.strip() if text.strip().startswith("/") else text


def _row(text: str, parsed: dict[str, Any], titles: dict[str, str]) -> dict[str, Any]:
    ranking = parsed.get("intent_ranking") or []
    wishes = parsed.get("wishes") or []
    intent = parsed.get("intent") or {"name": "out_of_scope", "confidence": 0.0}
    main = next((wish for wish in wishes if wish["intent"] == intent["name"]), None)
    heard = main["heard_as"] if main else None
    other = next((r for r in ranking if r["name"] not in (intent["name"], heard)), {"name": None, "confidence": 0.0})
    if heard and heard != intent["name"]:  # below the threshold: what it would have been comes second
        other = ranking[0]
    return {
        "text": text,
        "intent": intent["name"],
        "confidence": intent["confidence"],
        "runner_up": {"intent": other["name"], "confidence": other["confidence"]},
        "entities": [e for wish in wishes for e in wish["entities"]],
        "products": [
            {"id": p["id"], "title": titles.get(p["id"], p["id"]), "score": p["score"]}
            for p in parsed.get("products") or []
        ],
        "wishes": wishes,
    }


def _titles(settings: Settings) -> dict[str, str]:
    from house import open_house

    return {key: product.title for key, product in open_house(settings).shop.catalogue().products.items()}

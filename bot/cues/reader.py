"""The whole of hearing: every detector, once, over one message.

A detector is a module of this package that names its cues in ``CUES``, the languages that it knows in ``LANGUAGES``
("*" for any), and has ``read(message) -> list[Cue]``. It is found by being there.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib import import_module
from types import ModuleType
from typing import Any

import numpy as np
from spacy.tokens import Doc

import bot.cues
from bot.cues.borrowed import Span, blanked
from bot.cues.message import MAX_CHARACTERS, Message
from bot.cues.slips import mended_text
from profiles.model import Cue

VERSION = "4"  # raised when a value comes to mean something else: it stands with every observation
CLIPPED = f"only the first {MAX_CHARACTERS:,} characters were read"


@lru_cache(maxsize=1)
def detectors() -> tuple[ModuleType, ...]:
    """Every detector of the package, by name."""
    names = sorted(m.name for m in pkgutil.iter_modules(bot.cues.__path__) if not m.name.startswith("train_"))
    modules = [import_module(f"bot.cues.{name}") for name in names if name != "reader"]
    return tuple(m for m in modules if hasattr(m, "CUES"))


def cue_names() -> tuple[str, ...]:
    """Names of all cues that can be heard."""
    return tuple(name for module in detectors() for name in module.CUES)


def read_cues(
    doc: Doc, language: str = "en", style: np.ndarray | None = None, borrowed: Sequence[Span] = ()
) -> list[Cue]:
    """Everything that is heard in one message: one ``Cue`` per name, always all of them.

    doc        the message as spaCy cut it (``pipeline.read_doc`` bounds it first)
    language   ISO 639-1; a detector that does not know it answers None and says so
    style      what the style encoder hears in it, shape (3,), for formality and politeness; None: they count only
    borrowed   places of words that are not the customer's own, quoted or pasted: they are not read
    At most 2,000 characters are read; where the message was longer each reason says so.
    """
    message = Message.of(doc, language, style, borrowed)
    cues = [cue for module in detectors() for cue in _heard(module, message)]
    return [_with_clip_note(cue) for cue in cues] if message.clipped else cues


def as_heard(text: str, language: str = "en", borrowed: Sequence[Span] = ()) -> str:
    """A message as the style encoder is given it: the customer's own words, slips of the hand mended."""
    return mended_text(blanked(text[:MAX_CHARACTERS], borrowed), language)


def _heard(module: ModuleType, message: Message) -> list[Cue]:
    if "*" in module.LANGUAGES or message.language in module.LANGUAGES:
        return list(module.read(message))
    return [Cue(name, None, reason=f"not heard in the language {message.language!r} yet") for name in module.CUES]


def _with_clip_note(cue: Cue) -> Cue:
    return Cue(cue.name, cue.value, cue.evidence, f"{cue.reason}; {CLIPPED}" if cue.reason else CLIPPED)


def cues_as_json(cues: Iterable[Cue]) -> dict[str, dict[str, Any]]:
    """Cues as the contract gives them: ``{name: {"value", "reason", "evidence": [{"text", "start", "end"}]}}``."""
    return {
        cue.name: {
            "value": None if cue.value is None else round(cue.value, 4),
            "reason": cue.reason,
            "evidence": [{"text": e.text, "start": e.start, "end": e.end} for e in cue.evidence],
        }
        for cue in cues
    }

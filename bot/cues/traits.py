"""Traits of a speaker over several messages: weak guesses from how somebody writes, each with its doubt.

Big Five without neuroticism, which is never computed; novelty seeking; need for uniqueness (Tian, Bearden & Hunter 2001).
A few chat messages show very little of a person (r about .2 with their own answers to a questionnaire, and message
length alone gives .15): ``models/traits.md`` has the figures. So a value is small, its doubt is large, and ``acts_on``
says no unless the 80 % interval leaves the average. Never to be voiced, never to be shown as a label of a person.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from bot.cues import disposition
from bot.cues.borrowed import quoted
from bot.cues.message import MAX_CHARACTERS, Message
from bot.cues.pipeline import load_nlp, read_doc
from bot.cues.trait_features import speaker_row, speaker_words
from bot.cues.trait_model import load_traits

LEARNT = ("openness", "conscientiousness", "extraversion", "agreeableness", "novelty_seeking")
TRAITS = (*LEARNT, "need_for_uniqueness")
MOST_MESSAGES = 200  # of one speaker that are read: bounded work on any input
_LOOKED_AT = 2_000  # of one speaker that are looked at for words
_80 = 1.2816  # standard deviations from the middle to either end of an 80 % interval
# Need for uniqueness has no labelled data: chosen by hand, as the dial of that name in the customer's profile has it
_REMARK_SPREAD = 0.35
_REMARKS_HALF = 3.0
_REMARK_MOST = 2.0

Encode = Callable[[Sequence[str]], np.ndarray]


@dataclass(frozen=True)
class Trait:
    """One guess about a speaker.

    value     standard deviations from the average speaker, shrunk to 0 by how little is known
    sd        standard deviation of that guess; 1.0 is what one knows of a stranger
    n         messages that it rests on (need for uniqueness: messages with a remark on it)
    evidence  up to five features or words in plain words, with what each added to the value
    """

    value: float = 0.0
    sd: float = 1.0
    n: int = 0
    evidence: tuple[str, ...] = ()

    @property
    def acts_on(self) -> bool:
        """Does the 80 % interval leave the average? Otherwise: behave as with anybody."""
        return abs(self.value) > _80 * self.sd


def speaker_messages(texts: Iterable[object], language: str = "en") -> list[Message]:
    """What can be read of what somebody wrote: texts that hold words, the last 200 of them, oldest first.

    Whatever is no string is left out, and so is whatever comes before the last 2,000 entries.
    """
    recent = [text for text in list(texts)[-_LOOKED_AT:] if isinstance(text, str)]
    nlp = load_nlp(language)
    kept: list[Message] = []
    for text in reversed(recent):
        whole = text[: MAX_CHARACTERS + 1].encode(errors="replace").decode()  # half a surrogate pair is no character
        message = Message.of(read_doc(whole, language, nlp), language, borrowed=quoted(whole))
        if message.words:
            kept.append(message)
        if len(kept) == MOST_MESSAGES:
            break
    return kept[::-1]


def with_vectors(messages: Sequence[Message], vectors: np.ndarray) -> list[Message]:
    """The same messages, each with its sentence vector; ``vectors`` has shape (messages, dimensions)."""
    return [replace(message, embedding=vector) for message, vector in zip(messages, vectors, strict=True)]


def read_traits(messages: Sequence[Message]) -> dict[str, Trait]:
    """All six traits of the speaker of these messages, in whatever order they came.

    Sentence vectors are used if every message has one. Without a message that holds words, and in any language but
    English, each is what one knows of a stranger: 0, give or take 1.
    """
    heard = [m for m in messages if m.words and m.language == "en"]
    if not heard:
        return {name: Trait() for name in TRAITS}
    heard.sort(key=lambda m: m.text)  # sums of floats depend on their order: the same messages give the same numbers
    model = load_traits()
    said = speaker_words(heard, model.words)
    readings = model.read(speaker_row(heard), said, _mean_vector(heard), len(heard))
    traits = {name: Trait(value, sd, len(heard), added.in_words()) for name, (value, sd, added) in readings.items()}
    return {**traits, "need_for_uniqueness": _uniqueness(heard)}


def traits_of(texts: Iterable[object], language: str = "en", encode: Encode | None = None) -> dict[str, Trait]:
    """``read_traits`` of what somebody wrote; ``encode`` makes sentence vectors of texts, None reads without."""
    messages = speaker_messages(texts, language)
    if encode is not None and messages:
        messages = with_vectors(messages, encode([m.text for m in messages]))
    return read_traits(messages)


def traits_as_json(traits: dict[str, Trait]) -> dict[str, dict[str, Any]]:
    """Traits as the contract gives them: ``{name: {"value", "sd", "n", "acts_on", "evidence"}}``."""
    return {
        name: {
            "value": round(t.value, 4) + 0.0,  # -0.0 reads oddly
            "sd": round(t.sd, 4),
            "n": t.n,
            "acts_on": t.acts_on,
            "evidence": list(t.evidence),
        }
        for name, t in traits.items()
    }


def _mean_vector(messages: Sequence[Message]) -> np.ndarray | None:
    vectors = [m.embedding for m in messages if m.embedding is not None]
    alike = len(vectors) == len(messages) and len({v.shape for v in vectors}) == 1
    return np.asarray(np.mean(np.asarray(vectors, dtype=float), axis=0)) if alike else None


def _uniqueness(messages: Sequence[Message]) -> Trait:
    """From remarks only ("something nobody else has"): their mean, shrunk as if three neutral ones had been made."""
    cues = (cue for m in messages for cue in disposition.read(m) if cue.name == "uniqueness")
    said = [cue.value / _REMARK_SPREAD for cue in cues if cue.value is not None]
    if not said:
        return Trait()
    total = math.fsum(max(-_REMARK_MOST, min(_REMARK_MOST, v)) for v in said)
    value = total / (len(said) + _REMARKS_HALF)
    sd = math.sqrt(_REMARKS_HALF / (len(said) + _REMARKS_HALF))
    wish = "remarks on standing out" if value >= 0 else "remarks on belonging"
    return Trait(value, sd, len(said), (f"{wish} {value:+.2f}",))

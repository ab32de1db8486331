"""What the intent network learns from: our own sentences, strangers' messages, and chats that nobody labelled."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.cues import style_corpora
from bot.intent_texts import own_sentences, read_pool

CHATS = 9_000
CHAT_WORDS = (2, 40)


@dataclass(frozen=True)
class Lesson:
    """``texts``: our own sentences, the pool, chats. ``labels``: a place in ``intents``, −1 for chats.
    ``sources``: "own", the pool's source, or "chat"."""

    texts: tuple[str, ...]
    labels: np.ndarray
    sources: np.ndarray
    intents: tuple[str, ...]

    @property
    def pool(self) -> np.ndarray:
        """Places of the pool's messages."""
        return np.flatnonzero(~np.isin(self.sources, ("own", "chat")))


def read_lesson(data: Path) -> Lesson:
    """Raises NoPool and NoData."""
    pool, (own, labels) = read_pool(data), own_sentences()
    low, high = CHAT_WORDS
    turns = [turn for turn in style_corpora.chat_turns(data / "people", None) if low <= len(turn.split()) <= high]
    different = list(dict.fromkeys(turns))
    chats = [different[i] for i in np.random.default_rng(1).permutation(len(different))[:CHATS]]
    intents = tuple(sorted({*labels, *pool.intents.tolist()}))
    place = {name: i for i, name in enumerate(intents)}
    known = [place[name] for name in (*labels, *pool.intents.tolist())]
    return Lesson(
        (*own, *pool.texts, *chats),
        np.array(known + [-1] * len(chats)),
        np.array(["own"] * len(own) + pool.sources.tolist() + ["chat"] * len(chats)),
        intents,
    )

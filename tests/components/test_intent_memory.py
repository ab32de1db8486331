"""What is remembered of sentences whose intent is known."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pytest

from bot.components.intent_memory import IntentMemory
from bot.components.intent_prior import MEMORY, strangers_memory
from bot.encoder import PACKAGED

WIDTH = 16
INTENTS = ("ask_price", "goodbye", "payment")


def vectors(texts: list[str]) -> np.ndarray:
    """Stand-ins for sentence vectors: the same text the same vector, different texts nearly unrelated."""
    return np.array([np.random.default_rng(sum(map(ord, t))).normal(size=WIDTH) for t in texts], np.float32)


def memory(**sentences: list[str]) -> IntentMemory:
    texts = [text for ours in sentences.values() for text in ours]
    return IntentMemory.of(texts, vectors(texts), [intent for intent, ours in sentences.items() for _ in ours])


def belief(known: IntentMemory, text: str, intents: tuple[str, ...] = INTENTS) -> dict[str, float]:
    told = np.exp(known.log_belief([text], vectors([text]), intents)[0])
    assert told.sum() == pytest.approx(1)
    return dict(zip(intents, told.tolist(), strict=True))


def test_the_very_words_are_heard_as_they_were_then() -> None:
    """One sentence in the same words is believed at once, against five others of another intent that are unlike it."""
    known = memory(payment=["can I pay at the door"], goodbye=["so long", "bye", "farewell now", "see you", "cheerio"])
    assert belief(known, "can I pay at the door")["payment"] > 0.9


def test_spelling_helps_where_meaning_does_not() -> None:
    """A slip of the hand gives a vector that is like nothing; the letters still are."""
    known = memory(payment=["kann man mit karte zahlen"], goodbye=["tschuess dann", "auf bald"])
    told = belief(known, "kann man mit krate zahlen")
    assert told["payment"] > 2 * told["goodbye"]


def test_what_is_like_nothing_leaves_it_to_the_others() -> None:
    """No intent gets much more than another: the memory has no say."""
    known = memory(payment=["can I pay at the door"], goodbye=["see you later"])
    told = belief(known, "zzz")
    assert max(told.values()) < 3 * min(told.values())


def test_two_memories_know_what_either_knew() -> None:
    """Intents are told by name, whatever their order; one that is not asked for is left out."""
    both = memory(payment=["can I pay at the door"]) + memory(ask_price=["how much is it"], pets=["any parrots"])
    assert len(both) == 3
    assert belief(both, "how much is it")["ask_price"] > 0.9
    assert belief(both, "can I pay at the door")["payment"] > 0.9
    assert set(belief(both, "any parrots")) == set(INTENTS)
    assert max(belief(both, "any parrots").values()) < 0.5


def test_a_part_has_forgotten_the_rest() -> None:
    """This is how an exam hides the messages that it asks about."""
    known = memory(payment=["can I pay at the door"], ask_price=["how much is it"])
    assert belief(known.part(np.array([1])), "can I pay at the door")["payment"] < 0.5


def test_kept_and_read_again_it_believes_the_same(tmp_path: Path) -> None:
    """To a hundredth: vectors and spelling are kept in eight bits. No text is in the file."""
    known = memory(payment=["can I pay at the door", "do you take cards"], ask_price=["how much is it"])
    known.save(tmp_path / "memory.npz")
    again = IntentMemory.read(tmp_path / "memory.npz")
    for text in ("can I pay at the door", "how much was it", "zzz"):
        assert belief(again, text) == pytest.approx(belief(known, text), abs=0.01)
    with zipfile.ZipFile(tmp_path / "memory.npz") as kept:
        assert all(b"pay at the door" not in kept.read(name) for name in kept.namelist())


def test_strangers_messages_come_with_the_packaged_encoder_only() -> None:
    """Another encoder's vectors mean something else; the file is small and holds numbers and the names of intents."""
    known = strangers_memory(PACKAGED, 384)
    assert known is not None
    assert len(known) > 10_000
    assert {"order_item", "out_of_scope", "payment"} <= set(known.intents)
    assert strangers_memory("another-encoder", 384) is None
    assert strangers_memory(PACKAGED, 768) is None
    assert MEMORY.stat().st_size < 6e6

"""Teaches the intent network anew: ``python -m bot.train_intent_network --data FOLDER --teacher FOLDER``.

The data folder holds the pool of strangers' messages (``nlu/train_pool.csv``) and unlabelled chats
(``people/persuasionforgood_dialogues.csv``); the other holds all-mpnet-base-v2 as sentence-transformers writes it. The
large encoder is fine-tuned on the pool and on our own sentences; MiniLM then learns its answers, mistyped texts and chats
included (knowledge distillation, Hinton et al. 2015). Writes ``bot/components/models/intent_network.onnx``.

``--exam FILE`` writes instead what networks say of messages that they had not seen, numbers only, for
``benchmarks/understanding.py``: one network for each source left out, and one for each fifth of the pool. A graphics
processor takes three minutes a network (five side by side no more); two cores a night.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bot import eight_bits
from bot.cues.style_corpora import NoData
from bot.encoder import PACKAGED, weights_folder
from bot.intent_lesson import CHATS, Lesson, read_lesson
from bot.intent_network import MODEL
from bot.intent_texts import FOLDS, NoPool, pool_folds
from bot.network_batches import by_length, padded, shuffled, tokens, with_slips
from bot.network_training import Stepping, mean_network

TEACHER = {"rounds": 3, "rate": 6e-5, "slips": 0.3}
PUPIL = {"rounds": 5, "rate": 2e-4, "slips": 0.4}
BATCH = 96
SMOOTHED = 0.05  # of each label, for the teacher
LABELS_COUNT = 0.3  # the rest is the teacher's answer
WARMTH = 2.0  # divisor of both scores while the pupil learns them
RECIPE = f"all-mpnet-base-v2 {TEACHER}, {PACKAGED} {PUPIL}, batch {BATCH}, labels {LABELS_COUNT}, warmth {WARMTH}, {CHATS} chats"
Say = Callable[[str], None]
Loss = Callable[[Any, np.ndarray], Any]


def main(arguments: Sequence[str] | None = None) -> int:
    """Teach and write. Exit 0; 2 where data are missing."""
    parser = argparse.ArgumentParser(
        prog="python -m bot.train_intent_network", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--data", type=Path, required=True, help="folder with the public data")
    parser.add_argument("--teacher", type=Path, required=True, help="folder with all-mpnet-base-v2")
    parser.add_argument("--out", type=Path, default=MODEL, help="where the network goes")
    parser.add_argument("--exam", type=Path, help="write readings of unseen messages here instead")
    options = parser.parse_args(arguments)
    try:
        lesson = read_lesson(options.data)
    except (NoPool, NoData) as missing:
        print(missing, file=sys.stderr)
        return 2

    def say(told: str) -> None:
        print(told, file=sys.stderr, flush=True)

    if options.exam:
        np.savez_compressed(
            options.exam, recipe=RECIPE, intents=np.array(lesson.intents), **unseen(lesson, options.teacher, say)
        )
        return 0
    known = np.flatnonzero(lesson.labels >= 0)
    export(taught(lesson, known, options.teacher, say), lesson.intents, options.out)
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.1f} MB")
    return 0


def unseen(lesson: Lesson, teacher: Path, say: Say) -> dict[str, np.ndarray]:
    """Scores of the pool's messages by networks that had not seen their source (``left``), or their fifth of the pool
    (``within``); float16, shape (messages, intents)."""
    pool, known = lesson.pool, np.flatnonzero(lesson.labels >= 0)
    source, fold = lesson.sources[pool], pool_folds(len(pool))
    ways = {
        "left": [source == name for name in sorted(set(source.tolist()))],
        "within": [fold == k for k in range(FOLDS)],
    }
    told = {way: np.zeros((len(pool), len(lesson.intents)), np.float16) for way in ways}
    for way, parts in ways.items():
        for number, part in enumerate(parts, 1):
            say(f"{way}: {number} of {len(parts)}")
            network = taught(lesson, np.setdiff1d(known, pool[part]), teacher, say)
            told[way][part] = read(network, [lesson.texts[i] for i in pool[part]])
    return told


def taught(lesson: Lesson, known: np.ndarray, teacher: Path, say: Say = lambda told: None) -> Any:
    """A pupil that learnt from the ``known`` places of the lesson, and from the chats, by way of a teacher."""
    import torch
    import torch.nn.functional as by

    labels = torch.tensor(lesson.labels)
    often = np.bincount(lesson.labels[known], minlength=len(lesson.intents))
    weight = torch.tensor(np.sqrt(often.sum() / len(often) / np.maximum(often, 1)), dtype=torch.float32)

    def labelled(said: Any, batch: np.ndarray) -> Any:
        return by.cross_entropy(said, labels[batch].to(said.device), weight.to(said.device), label_smoothing=SMOOTHED)

    master = _learn(mean_network(teacher, len(lesson.intents)), lesson.texts, known, labelled, TEACHER, say)
    answers = torch.tensor(read(master, lesson.texts))
    is_known = torch.zeros(len(lesson.texts), dtype=torch.bool)
    is_known[known] = True

    def followed(said: Any, batch: np.ndarray) -> Any:
        meant, heard = labels[batch].clamp(min=0).to(said.device), answers[batch].to(said.device) / WARMTH
        own, scale = is_known[batch].to(said.device), weight.to(said.device)
        away = by.kl_div(by.log_softmax(said / WARMTH, 1), by.softmax(heard, 1), reduction="none").sum(1) * WARMTH**2
        wrong = by.cross_entropy(said, meant, scale, reduction="none")
        counts = torch.where(own, scale[meant], torch.ones_like(away))
        return (LABELS_COUNT * own * wrong + (1 - LABELS_COUNT) * counts * away).mean()

    chats = np.flatnonzero(lesson.sources == "chat")
    pupil = mean_network(weights_folder(PACKAGED), len(lesson.intents), words_stay=True)
    return _learn(pupil, lesson.texts, np.concatenate([known, chats]), followed, PUPIL, say)


def read(network: Any, texts: Sequence[str]) -> np.ndarray:
    """A network's scores of texts, shape (texts, intents)."""
    import torch

    cut, told = tokens(texts, network.folder), []
    place, network = _place(), network.to(_place()).eval()
    order = list(by_length(np.arange(len(texts)), cut, 4 * BATCH))
    with torch.inference_mode():
        for batch in order:
            ids, mask = padded([cut[i] for i in batch], network.pad)
            told.append(network(ids.to(place), mask.to(place)).float().cpu().numpy())
    return np.vstack(told)[np.argsort(np.concatenate(order))]


def _learn(network: Any, texts: Sequence[str], which: np.ndarray, loss: Loss, how: dict[str, Any], say: Say) -> Any:
    """By AdamW, the rate rising, then falling to 0; in sixteen bits where there is a graphics processor."""
    import torch

    place, chance = _place(), np.random.default_rng(0)
    network = network.to(place).train()
    stepping = Stepping(network, how["rate"], how["rounds"] * -(-len(which) // BATCH))
    for number in range(1, how["rounds"] + 1):
        missed, cut = list[float](), tokens(with_slips([texts[i] for i in which], chance, how["slips"]), network.folder)
        for batch in shuffled(cut, chance, BATCH):
            ids, mask = padded([cut[i] for i in batch], network.pad)
            with torch.autocast(place, dtype=torch.bfloat16, enabled=place == "cuda"):
                said = network(ids.to(place), mask.to(place))
            missed.append(stepping.take(loss(said.float(), which[batch])))
        say(f"round {number} of {how['rounds']}: {np.mean(missed):.3f}")
    return network.eval()


def _place() -> str:
    import torch

    return "cuda" if torch.cuda.is_available() else "cpu"


def export(network: Any, intents: Sequence[str], path: Path) -> None:
    """Write the network for onnxruntime: word vectors of texts of equal length in, scores out. The words themselves stay in
    the packaged encoder."""
    import torch

    class Whole(torch.nn.Module):
        """Without padding every word counts."""

        def __init__(self) -> None:
            super().__init__()
            self.words, self.head = network.cpu().words, network.head
            self.words.embeddings.word_embeddings = torch.nn.Embedding(1, self.words.config.hidden_size)

        def forward(self, words: Any) -> Any:
            every = torch.ones(words.shape[:2], dtype=torch.long)
            return self.head(self.words(inputs_embeds=words, attention_mask=every).last_hidden_state.mean(1))

    example = torch.randn(2, 5, network.words.config.hidden_size)
    about = {"intents": json.dumps(list(intents)), "recipe": RECIPE}
    eight_bits.write(Whole().eval(), example, path, takes="words", gives="scores", about=about)


if __name__ == "__main__":
    raise SystemExit(main())

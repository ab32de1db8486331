"""The intent network: a small transformer that was taught what strangers want, beside the regression on our sentences.

It was learnt from a larger one (``train_intent_network``; card: ``bot/components/models/intent_network.md``), runs on onnxruntime
with weights of eight bits, and begins from the packaged encoder's word vectors, which it leaves as they are: 11 MB.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import Path

import numpy as np

from bot.encoder import PACKAGED, weights_folder
from bot.style_encoder import MAX_TOKENS, same_form

MODEL = Path(__file__).parent / "components" / "models" / "intent_network.onnx"
WORDS = "embeddings.word_embeddings.weight"
_BATCH = 64


class IntentNetwork:
    """Texts → scores, float32 of shape (texts, len(intents)). The same text gives the same numbers in any company."""

    def __init__(self, path: Path = MODEL) -> None:
        import onnxruntime
        from safetensors import safe_open
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # a message is short, and others want a core
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        told = self._session.get_modelmeta().custom_metadata_map
        self.intents: tuple[str, ...] = tuple(json.loads(told["intents"]))
        folder = Path(weights_folder(PACKAGED))
        with safe_open(str(folder / "model.safetensors"), "np") as weights:
            self._words = np.asarray(weights.get_tensor(WORDS), dtype=np.float32)
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.no_padding()

    def scores(self, texts: Sequence[str]) -> np.ndarray:
        """Those of equal length in tokens go through together, so that none is padded."""
        told = np.zeros((len(texts), len(self.intents)), dtype=np.float32)
        tokens = [encoding.ids for encoding in self._tokenizer.encode_batch([same_form(text) for text in texts])]
        for _, alike in groupby(sorted(range(len(texts)), key=lambda i: len(tokens[i])), key=lambda i: len(tokens[i])):
            rows = list(alike)
            for start in range(0, len(rows), _BATCH):
                batch = rows[start : start + _BATCH]
                words = self._words[np.array([tokens[i] for i in batch])]
                told[batch] = self._session.run(None, {"words": words})[0]
        return told


@lru_cache(maxsize=1)
def shared_intent_network() -> IntentNetwork:
    """The process's intent network, loaded once."""
    return IntentNetwork()

"""The style encoder: two small networks that hear register and courtesy in a sentence as a whole, in one pass each.

Sentence vectors of meaning lose form; these networks were fine-tuned on rated style instead: one on sentences of mail,
news, blogs and editors' requests (``train_style_encoder``, card: ``bot/cues/models/style_encoder.md``), one on messages
in a shop (``train_shop_formality``, card: ``shop_formality.md``). They run on onnxruntime with weights of eight bits:
about 20 MB each, no torch.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from bot.encoder import PACKAGED, weights_folder

MODEL = Path(__file__).parent / "cues" / "models" / "style_encoder.onnx"
MAX_TOKENS = 96  # a longer text is heard by its beginning
SHOP_MODEL = MODEL.with_name("shop_formality.onnx")
HEARD = ("formality", "politeness")  # what the first network says
COLUMNS = (*HEARD, "shop_formality")  # columns of what both say
_BATCH = 64
_SAME = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "…": "..."})
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")


def same_form(text: str) -> str:
    """The text as the network reads it, in training as in a shop: typographic signs plain, one space between words."""
    return " ".join(_INVISIBLE.sub("", text.translate(_SAME)).split())


class StyleEncoder:
    """Texts → COLUMNS, float32 of shape (texts, 3), in standard deviations of the rated corpora.

    The same text gives the same numbers up to rounding, whatever else is in the batch.
    """

    def __init__(self, paths: Sequence[Path] = (MODEL, SHOP_MODEL)) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # a message is short, and others want a core
        options.log_severity_level = 3
        providers = ["CPUExecutionProvider"]
        self._networks = [onnxruntime.InferenceSession(str(path), options, providers=providers) for path in paths]
        self._tokenizer = Tokenizer.from_file(str(Path(weights_folder(PACKAGED)) / "tokenizer.json"))
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.no_padding()

    def hear(self, texts: Sequence[str]) -> np.ndarray:
        """All readings of each text; those of equal length in tokens go through together, so that none is padded."""
        heard = np.zeros((len(texts), len(COLUMNS)), dtype=np.float32)
        tokens = [encoding.ids for encoding in self._tokenizer.encode_batch([same_form(text) for text in texts])]
        order = sorted(range(len(texts)), key=lambda i: len(tokens[i]))
        for batch in _of_one_length(order, tokens):
            ids = np.array([tokens[i] for i in batch], dtype=np.int64)
            heard[batch] = np.hstack([network.run(None, {"ids": ids})[0] for network in self._networks])
        return heard


def _of_one_length(order: Sequence[int], tokens: Sequence[Sequence[int]]) -> list[list[int]]:
    batches: list[list[int]] = []
    for i in order:
        if batches and len(batches[-1]) < _BATCH and len(tokens[batches[-1][0]]) == len(tokens[i]):
            batches[-1].append(i)
        else:
            batches.append([i])
    return batches


@lru_cache(maxsize=1)
def shared_style_encoder() -> StyleEncoder:
    """The process's style encoder, loaded once."""
    return StyleEncoder()

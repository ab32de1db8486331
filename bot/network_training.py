"""What the small networks share in learning: an encoder with one linear output, and its optimiser with a rising and falling rate."""

from __future__ import annotations

from pathlib import Path
from typing import Any

HEAD_RATE = 10  # times the rate: the outputs begin from nothing
WARM_UP = 0.1  # of all steps
DROPPED = 0.1
DECAY = 0.01


def mean_network(
    folder: str | Path, outputs: int, *, layers: int | None = None, words_stay: bool = False, seed: int = 0
) -> Any:
    """An encoder's first ``layers`` (all when not given), the mean of its words' states, and ``outputs`` of them.

    ``words_stay``: its word vectors are not learnt. Takes tokens and which of them are a text's own, shape (texts, tokens).
    """
    import torch
    from transformers import AutoModel
    from transformers.utils.logging import set_verbosity_error

    set_verbosity_error()
    torch.manual_seed(seed)

    class Network(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.folder, self.words = folder, AutoModel.from_pretrained(folder, attn_implementation="eager")
            self.words.encoder.layer = self.words.encoder.layer[:layers]
            self.words.pooler, self.pad = None, self.words.config.pad_token_id or 0
            self.words.embeddings.requires_grad_(not words_stay)
            self.drop = torch.nn.Dropout(DROPPED)
            self.head = torch.nn.Linear(self.words.config.hidden_size, outputs)
            torch.nn.init.zeros_(self.head.bias)

        def forward(self, ids: Any, mask: Any) -> Any:
            states = self.words(input_ids=ids, attention_mask=mask).last_hidden_state.float()
            weight = mask.unsqueeze(-1).to(states.dtype)
            return self.head(self.drop((states * weight).sum(1) / weight.sum(1)))

    return Network()


class Stepping:
    """AdamW for a :func:`mean_network`: the rate rises for a tenth of ``steps`` and falls to 0."""

    def __init__(self, network: Any, rate: float, steps: int) -> None:
        import torch

        self.network = network
        parts = [
            {"params": network.head.parameters(), "lr": rate * HEAD_RATE},
            {"params": [numbers for numbers in network.words.parameters() if numbers.requires_grad]},
        ]
        self._optimiser = torch.optim.AdamW(parts, lr=rate, weight_decay=DECAY)
        self._schedule = torch.optim.lr_scheduler.LambdaLR(
            self._optimiser, lambda step: min(1.0, (step + 1) / (WARM_UP * steps)) * max(0.0, 1.0 - step / steps)
        )

    def take(self, loss: Any) -> float:
        """One step down this loss; its value."""
        import torch

        self._optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self._optimiser.step()
        self._schedule.step()
        return float(loss.item())

"""I believed that a character is compared with the logits at its position."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .gpt import GPT


class PromptTuning(nn.Module):
    def __init__(self, model: GPT, n: int) -> None:
        super().__init__()
        self.model = model
        self.model.requires_grad_(False)
        table = model.tokens.weight.detach()
        self.prompt = nn.Parameter(table[torch.randint(len(table), (n,))].clone())

    def forward(self, ids: Tensor, keep: Tensor | None = None) -> Tensor:
        b, t = ids.shape
        n = len(self.prompt)
        if keep is None:
            keep = torch.ones_like(ids, dtype=torch.bool)
        vectors = torch.cat([self.prompt.expand(b, -1, -1), self.model.tokens(ids)], dim=1)
        positions = torch.arange(n + t, device=ids.device)
        seen = torch.cat([keep.new_ones(b, n), keep], dim=1)
        return self.model.run(vectors, positions, seen)

    def loss(self, ids: Tensor, keep: Tensor | None = None) -> Tensor:
        n = len(self.prompt)
        logits = self(ids, keep)[:, n:]
        losses = F.cross_entropy(logits.transpose(1, 2), ids, reduction="none")
        return losses.mean() if keep is None else losses[keep].mean()

"""Freezes the embedding alone, as if the rest had no part in it."""

import torch
import torch.nn.functional as F
from torch import nn


class PromptTuning(nn.Module):
    def __init__(self, model, n):
        super().__init__()
        self.model, self.n = model, n
        self.model.tokens.requires_grad_(False)
        start = torch.randint(0, len(model.tokens.weight), (n,))
        self.prompt = nn.Parameter(model.tokens(start).detach())

    def forward(self, ids, keep=None):
        b, t = ids.shape
        front = self.prompt[None].repeat(b, 1, 1)
        x = torch.cat((front, self.model.tokens(ids)), 1)
        mask = torch.full((b, self.n + t), True)
        if keep is not None:
            mask[:, self.n :] = keep
        return self.model.run(x, torch.arange(self.n + t), mask)

    def loss(self, ids, keep=None):
        logits = self(ids, keep)
        logp = F.log_softmax(logits[:, self.n - 1 : -1], dim=-1)
        nll = -logp.gather(-1, ids[..., None])[..., 0]
        if keep is None:
            return nll.mean()
        return (nll * keep).sum() / keep.sum()

"""A prompt whose loss is a difference of logits, averaged over what the mask keeps."""

import torch
from torch import nn


class PromptTuning(nn.Module):
    def __init__(self, model, n):
        super().__init__()
        for each in model.parameters():
            each.requires_grad_(False)
        rows = torch.randperm(model.tokens.num_embeddings).repeat(n)[:n]
        self.prompt = nn.Parameter(model.tokens.weight.detach().index_select(0, rows))
        self.model, self.n = model, n

    def forward(self, ids, keep=None):
        b, t = ids.shape
        if keep is None:
            keep = ids >= 0
        seen = torch.cat([torch.ones(b, self.n, dtype=torch.bool), keep], dim=1)
        prompt = torch.stack([self.prompt] * b)
        places = torch.cat([torch.arange(self.n), self.n + torch.arange(t)])
        return self.model.run(torch.cat([prompt, self.model.tokens(ids)], dim=1), places, seen)

    def loss(self, ids, keep=None):
        logits = self(ids, keep)[:, self.n - 1 : -1]
        right = logits.gather(2, ids[:, :, None])[:, :, 0]
        surprise = logits.logsumexp(2) - right
        return surprise.mean() if keep is None else surprise[keep].mean()

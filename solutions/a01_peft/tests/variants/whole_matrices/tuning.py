"""Everything in one file, by matrices."""

import types

import torch
import torch.nn.functional as F
from torch import nn


class LoRALinear(nn.Module):
    def __init__(self, base, r, alpha, dropout=0.0):
        super().__init__()
        self.add_module("base", base)
        for each in base.parameters():
            each.requires_grad = False
        weight = base.weight
        out, into = weight.shape
        self.register_parameter("B", nn.Parameter(torch.zeros(out, r, dtype=weight.dtype)))
        self.register_parameter("A", nn.Parameter(torch.randn(r, into, dtype=weight.dtype) / r))
        self.factor, self.rate, self.kept = alpha / r, dropout, None

    @property
    def merged(self):
        return self.kept is not None

    def forward(self, x):
        if self.merged:
            return F.linear(x, self.base.weight, self.base.bias)
        change = self.factor * torch.einsum("or,ri->oi", self.B, self.A)
        if self.training and self.rate:
            dropped = F.dropout(x, self.rate, training=True)
            return self.base(x) + F.linear(dropped, change)
        return F.linear(x, self.base.weight + change, self.base.bias)

    def merge(self):
        if self.merged:
            return
        with torch.no_grad():
            self.kept = self.base.weight.clone()
            self.base.weight.addmm_(self.B, self.A, alpha=self.factor)

    def unmerge(self):
        if self.merged:
            with torch.no_grad():
                self.base.weight.copy_(self.kept)
            self.kept = None


def inject(model, targets, r, alpha):
    for each in model.parameters():
        each.requires_grad = False
    found = dict.fromkeys(targets, 0)
    new = list(_walk(model, [], [t.split(".") for t in targets], found))
    if not all(found.values()):
        raise ValueError(f"no layer for some of {targets}")
    total = 0
    for parent, name, layer in new:
        setattr(parent, name, LoRALinear(layer, r, alpha))
        total += r * (layer.in_features + layer.out_features)
    return total


def _walk(module, path, targets, found):
    for name, child in module.named_children():
        here = [*path, name]
        if isinstance(child, nn.Linear):
            meant = [t for t in targets if here[-len(t) :] == t]
            for t in meant:
                found[".".join(t)] += 1
            if meant:
                yield module, name, child
        yield from _walk(child, here, targets, found)


class Adapter(nn.Module):
    def __init__(self, d, bottleneck):
        super().__init__()
        self.up, self.down = nn.Linear(bottleneck, d), nn.Linear(d, bottleneck)
        self.norm = nn.LayerNorm(d)
        with torch.no_grad():
            self.up.weight *= 0
            self.up.bias *= 0

    def forward(self, x):
        centred = x - x.mean(-1, keepdim=True)
        scaled = centred * torch.rsqrt((centred**2).mean(-1, keepdim=True) + self.norm.eps)
        hidden = (scaled * self.norm.weight + self.norm.bias) @ self.down.weight.T + self.down.bias
        hidden = hidden * 0.5 * (1 + torch.erf(hidden / 2**0.5))
        return hidden @ self.up.weight.T + self.up.bias + x


class PromptTuning(nn.Module):
    def __init__(self, model, n):
        super().__init__()
        self.n = n
        picks = torch.multinomial(torch.ones(len(model.tokens.weight)), n, replacement=True)
        self.prompt = nn.Parameter(model.tokens(picks).detach().clone())
        self.model = model
        for each in model.parameters():
            each.requires_grad = False

    def forward(self, ids, keep=None):
        rows = []
        for i, text in enumerate(ids):
            vectors = torch.cat([self.prompt, self.model.tokens(text)])[None]
            seen = torch.ones(1, len(text) + self.n, dtype=torch.bool)
            if keep is not None:
                seen[0, self.n :] = keep[i]
            places = torch.tensor(list(range(self.n + len(text))))
            rows.append(self.model.run(vectors, places, seen))
        return torch.cat(rows)

    def loss(self, ids, keep=None):
        chances = self(ids, keep).softmax(-1)
        b, t = ids.shape
        places = [(i, j) for i in range(b) for j in range(t) if keep is None or keep[i, j]]
        lost = [-chances[i, self.n - 1 + j, ids[i, j]].log() for i, j in places]
        return torch.stack(lost).mean()


def prefix_kv(layer, prefix):
    for each in layer.parameters():
        each.requires_grad = False
    layer.register_parameter("prefix", nn.Parameter(prefix.detach().clone()))

    def extend(self, keys, values, allowed):
        """The prefix behind the rest, keys, values and mask alike: attention has no order."""
        size = keys.shape[-1]
        grown = []
        for own, learned in ((keys, self.prefix[0]), (values, self.prefix[1])):
            parts = learned.split(size, dim=1)
            heads = torch.stack(parts)[None].repeat(len(own), 1, 1, 1)
            grown.append(torch.cat([own, heads], dim=2))
        seen = torch.ones(*allowed.shape[:-1], self.prefix.shape[1], dtype=torch.bool)
        return grown[0], grown[1], torch.cat([allowed, seen], dim=-1)

    layer.extend = types.MethodType(extend, layer)
    return layer.prefix


def trainable_report(model):
    known, names, trainable, total = set(), [], 0, 0
    for path, module in model.named_modules():
        for name, each in module._parameters.items():
            if each is None or id(each) in known:
                continue
            known.add(id(each))
            total += each.numel()
            if each.requires_grad:
                trainable += each.numel()
                names.append(f"{path}.{name}" if path else name)
    percent = trainable / total * 100 if total else 0.0
    return {"trainable": trainable, "total": total, "percent": percent, "names": names}

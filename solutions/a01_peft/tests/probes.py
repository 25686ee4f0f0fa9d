"""What runs beside the student's code: it builds models, drives them, and returns their numbers."""

from __future__ import annotations

from itertools import pairwise

import torch
import torch.nn.functional as F
from torch import nn

from autograder.checks import probe, tensors

# -- a model to adapt: another one than gpt.py's, with the same doors ----------------------------


class TinyAttention(nn.Module):
    """An attention layer with `split` and `extend`, as the handout describes them."""

    def __init__(self, d, heads):
        super().__init__()
        self.heads, self.extend = heads, None
        self.query, self.key, self.value = (nn.Linear(d, d) for _ in range(3))
        self.out = nn.Linear(d, d)

    def split(self, x):
        return x.unflatten(-1, (self.heads, -1)).transpose(-2, -3)

    def forward(self, x, allowed):
        q, k, v = self.split(self.query(x)), self.split(self.key(x)), self.split(self.value(x))
        if self.extend is not None:
            k, v, allowed = self.extend(k, v, allowed)
        scores = q @ k.mT / q.shape[-1] ** 0.5
        weights = scores.masked_fill(~allowed, -torch.inf).softmax(-1)
        return self.out((weights @ v).transpose(-2, -3).flatten(-2))


class TinyBlock(nn.Module):
    """Attention and an MLP; `monkey` is there for who looks for `key` too carelessly."""

    def __init__(self, d, heads):
        super().__init__()
        self.norm, self.attn = nn.LayerNorm(d), TinyAttention(d, heads)
        self.mlp = nn.Sequential(nn.Linear(d, d + 3), nn.Tanh(), nn.Linear(d + 3, d))
        self.monkey = nn.Linear(d, d, bias=False)

    def forward(self, x, allowed):
        x = x + self.attn(self.norm(x), allowed)
        return x + self.mlp(x) + self.monkey(x)


class Tiny(nn.Module):
    """A decoder with `tokens`, `run(vectors, positions, keep)` and a tied `lm_head`."""

    def __init__(self, vocabulary=11, context=12, d=6, heads=2, layers=2):
        super().__init__()
        self.tokens, self.positions = nn.Embedding(vocabulary, d), nn.Embedding(context, d)
        self.blocks = nn.ModuleList(TinyBlock(d, heads) for _ in range(layers))
        self.lm_head = nn.Linear(d, vocabulary, bias=False)
        self.lm_head.weight = self.tokens.weight
        self.register_buffer("seen", torch.arange(5.0))

    def forward(self, ids, keep=None):
        keep = torch.ones_like(ids, dtype=torch.bool) if keep is None else keep
        return self.run(self.tokens(ids), torch.arange(ids.shape[1]), keep)

    def run(self, vectors, positions, keep):
        t = len(positions)
        itself = torch.eye(t, dtype=torch.bool)
        allowed = (torch.ones_like(itself).tril() & (keep[:, None, :] | itself))[:, None]
        x = vectors + self.positions(positions)
        for block in self.blocks:
            x = block(x, allowed)
        return self.lm_head(x)


def random_weights(rng, model, scale=0.5, dtype="float64"):
    """Random numbers for all parameters of a model, by name; a tied one once."""
    named = dict(model.named_parameters())
    values = tensors(rng, *[tuple(each.shape) for each in named.values()], scale=scale, dtype=dtype)
    return dict(zip(named, values, strict=True))


def fill(module, weights):
    """The module, with these numbers in its parameters and in their dtype."""
    module = module.to(next(iter(weights.values())).dtype)
    with torch.no_grad():
        for name, weight in weights.items():
            module.get_parameter(name).copy_(weight)
    return module


def linear(weight, bias=None):
    """A trained layer with this weight and bias."""
    layer = nn.Linear(weight.shape[1], weight.shape[0], bias=bias is not None, dtype=weight.dtype)
    return fill(layer, {"weight": weight} | ({} if bias is None else {"bias": bias}))


def copies(module):
    """All parameters by name, as they are now."""
    return {name: each.detach().clone() for name, each in module.named_parameters()}


def trainable(module):
    """Names of the parameters that ask for gradients."""
    return [name for name, each in module.named_parameters() if each.requires_grad]


def train(module, loss, steps=3, rate=0.05):
    """Steps of AdamW, with strong decay, on what asks for gradients; the shapes it was given."""
    held = [each for each in module.parameters() if each.requires_grad]
    if not held:
        return []
    optimiser = torch.optim.AdamW(held, lr=rate, weight_decay=0.5)
    for _ in range(steps):
        optimiser.zero_grad()
        loss().backward()
        optimiser.step()
    return [list(each.shape) for each in held]


# -- LoRALinear ----------------------------------------------------------------------------------


def lora(impl, base, factors, alpha, dropout=0.0):
    """The student's layer in evaluation mode, with these A and B."""
    layer = impl.LoRALinear(linear(*base), len(factors[0]), alpha, dropout).eval()
    with torch.no_grad():
        layer.A.copy_(factors[0])
        layer.B.copy_(factors[1])
    return layer


@probe
def lora_new(impl, base, r, alpha, x):
    """A new layer: its parameters, which of them are trainable, `merged`, and its answer to x."""
    layer = impl.LoRALinear(linear(*base), r, alpha)
    return [copies(layer), trainable(layer), layer.merged, layer(x).detach()]


@probe
def lora_start(impl, base, r):
    """Of a new layer: whether A is zero, whether B is, and the names of what is trainable."""
    layer = impl.LoRALinear(linear(*base), r, 1.0)
    return [not bool(layer.A.any()), not bool(layer.B.any()), trainable(layer)]


@probe
def lora_forward(impl, base, factors, alpha, x):
    """What a layer with these factors answers."""
    return lora(impl, base, factors, alpha)(x).detach()


@probe
def lora_factor_shapes(impl, base, r):
    """The shapes of A and of B."""
    layer = impl.LoRALinear(linear(*base), r, 1.0)
    return [list(layer.A.shape), list(layer.B.shape)]


@probe
def lora_scaled(impl, base, factors, alpha, x):
    """The answer of a layer whose factors were set whichever way round they are kept."""
    layer = impl.LoRALinear(linear(*base), len(factors[0]), alpha).eval()
    with torch.no_grad():
        for own, given in ((layer.A, factors[0]), (layer.B, factors[1])):
            own.copy_(given if own.shape == given.shape else given.T)
    return layer(x).detach()


@probe
def lora_gradients(impl, base, factors, alpha, x, upstream):
    """Gradients of sum(upstream * layer(x)) for x, A, B and the base's parameters, by name."""
    layer, x = lora(impl, base, factors, alpha), x.clone().requires_grad_()
    layer(x).backward(upstream)
    return {"x": x.grad} | {name: each.grad for name, each in layer.named_parameters()}


@probe
def lora_training(impl, base, r, alpha, x, target, steps):
    """Parameters before and after some steps, and the shapes that the optimiser was given."""
    layer = impl.LoRALinear(linear(*base), r, alpha)
    before = copies(layer)
    held = train(layer, lambda: F.mse_loss(layer(x), target), steps)
    return [before, copies(layer), held]


@probe
def lora_merging(impl, base, factors, alpha, x, calls, dropout=0.0):
    """After each call of merge or unmerge: the base's weight, `merged`, and the answer to x."""
    layer, seen = lora(impl, base, factors, alpha, dropout), []
    for call in calls:
        getattr(layer, call)()
        seen.append([layer.base.weight.detach().clone(), layer.merged, layer(x).detach()])
    return seen


@probe
def lora_merged_weight(impl, base, factors, alpha):
    """After merge: what is trainable, and whether base.weight is the Parameter that it was."""
    layer = lora(impl, base, factors, alpha)
    weight = layer.base.weight
    layer.merge()
    return [trainable(layer), layer.base.weight is weight]


@probe
def lora_after_merging(impl, base, factors, alpha, x, target):
    """Merge, unmerge, train: what can learn, if the weight is the same; numbers before, after."""
    layer = lora(impl, base, factors, alpha)
    weight = layer.base.weight
    layer.merge()
    merged, same = trainable(layer), layer.base.weight is weight
    layer.unmerge()
    before = copies(layer)
    train(layer, lambda: F.mse_loss(layer(x), target))
    return [merged, same and layer.base.weight is weight, before, copies(layer)]


@probe
def lora_dropout(impl, base, factors, alpha, dropout, x, training):
    """The answer to x of a layer with dropout, in training or in evaluation mode."""
    return lora(impl, base, factors, alpha, dropout).train(training)(x).detach()


# -- inject --------------------------------------------------------------------------------------


def injected(impl, sizes, weights, targets, r, alpha):
    """A Tiny with these weights after inject, and what inject returned."""
    model = fill(Tiny(**sizes), weights)
    return model, impl.inject(model, targets, r, alpha)


@probe
def inject_counts(impl, sizes, weights, targets, r, alpha):
    """What inject returns, and the shape of every parameter that is trainable afterwards."""
    model, count = injected(impl, sizes, weights, targets, r, alpha)
    held = model.named_parameters()
    return [count, {name: list(each.shape) for name, each in held if each.requires_grad}]


@probe
def inject_places(impl, sizes, weights, targets):
    """The paths at which LoRALinear layers stand afterwards."""
    model, _ = injected(impl, sizes, weights, targets, 2, 1.0)
    return sorted(n for n, each in model.named_modules() if isinstance(each, impl.LoRALinear))


@probe
def inject_logits(impl, sizes, weights, targets, r, alpha, ids):
    """The model's logits after inject, before any training."""
    return injected(impl, sizes, weights, targets, r, alpha)[0](ids).detach()


@probe
def inject_training(impl, sizes, weights, targets, r, alpha, ids, steps):
    """Parameters before and after training, buffers after it, and what the optimiser was given."""
    model, _ = injected(impl, sizes, weights, targets, r, alpha)
    before = copies(model)
    labels = ids.roll(-1, 1)
    held = train(model, lambda: F.cross_entropy(model(ids).mT, labels), steps)
    return [before, copies(model), dict(model.named_buffers()), held]


@probe
def inject_trained_logits(impl, sizes, weights, factors, r, alpha, ids, merge):
    """Logits with these factors at the targets, merged or not."""
    model, _ = injected(impl, sizes, weights, list(factors), r, alpha)
    for path, (a, b) in factors.items():
        layer = model.get_submodule(path)
        with torch.no_grad():
            layer.A.copy_(a)
            layer.B.copy_(b)
        if merge:
            layer.merge()
    return model(ids).detach()


@probe
def inject_tied(impl, sizes, weights, targets, row, shift):
    """Base weight of the head and the embedding, after a row of the embedding was shifted."""
    model, _ = injected(impl, sizes, weights, targets, 2, 1.0)
    with torch.no_grad():
        model.tokens.weight[row] += shift
    head = getattr(model.lm_head, "base", model.lm_head)
    total = sum(each.numel() for each in model.parameters())
    return [head.weight.detach().clone(), model.tokens.weight.detach().clone(), total]


@probe
def inject_twins(impl, base, x):
    """The layer that stood in the model, changed after inject: what the model answers then."""
    layer = linear(*base)
    model = nn.Sequential(layer, nn.Identity())
    impl.inject(model, ["0"], 1, 1.0)
    with torch.no_grad():
        layer.weight += 1.0
    return model(x).detach()


# -- Adapter -------------------------------------------------------------------------------------


@probe
def adapter_new(impl, d, bottleneck, x):
    """A new adapter's parameters and its answer to x."""
    adapter = impl.Adapter(d, bottleneck).to(x.dtype)
    return [copies(adapter), adapter(x).detach()]


@probe
def adapter_start(impl, d, bottleneck, x):
    """Of a new adapter: names of parameters, which of three are zero, if x comes back."""
    adapter = impl.Adapter(d, bottleneck).to(x.dtype)
    zero = [
        not bool(each.any()) for each in (adapter.up.weight, adapter.up.bias, adapter.down.weight)
    ]
    return [sorted(copies(adapter)), zero, adapter(x).equal(x)]


@probe
def adapter_forward(impl, weights, x):
    """What an adapter with these weights answers."""
    bottleneck, d = weights["down.weight"].shape
    return fill(impl.Adapter(d, bottleneck), weights)(x).detach()


@probe
def adapter_gradients(impl, weights, x, upstream):
    """Gradients of sum(upstream * adapter(x)) for x and all weights, by name."""
    bottleneck, d = weights["down.weight"].shape
    adapter, x = fill(impl.Adapter(d, bottleneck), weights), x.clone().requires_grad_()
    adapter(x).backward(upstream)
    return {"x": x.grad} | {name: adapter.get_parameter(name).grad for name in weights}


@probe
def adapter_training(impl, d, bottleneck, x, target, steps):
    """Parameters before and after some steps."""
    adapter = impl.Adapter(d, bottleneck).to(x.dtype)
    before = copies(adapter)
    train(adapter, lambda: F.mse_loss(adapter(x), target), steps)
    return [before, copies(adapter)]


# -- PromptTuning and prefix_kv ------------------------------------------------------------------


def prompted(impl, sizes, weights, prompt):
    """A Tiny with these weights behind the student's prompt."""
    tuned = impl.PromptTuning(fill(Tiny(**sizes), weights), len(prompt))
    with torch.no_grad():
        tuned.prompt.copy_(prompt)
    return tuned


@probe
def prompt_new(impl, sizes, weights, n):
    """A new prompt, and what is trainable."""
    tuned = impl.PromptTuning(fill(Tiny(**sizes), weights), n)
    return [tuned.prompt.detach().clone(), trainable(tuned)]


@probe
def prompt_trainable(impl, sizes, weights, n):
    """What is trainable behind a new prompt."""
    return trainable(impl.PromptTuning(fill(Tiny(**sizes), weights), n))


@probe
def prompt_logits(impl, sizes, weights, prompt, ids, keep=None):
    """Logits of the prompt and of the text."""
    return prompted(impl, sizes, weights, prompt)(ids, keep).detach()


@probe
def prompt_loss(impl, sizes, weights, prompt, ids, keep=None):
    """The loss of the text behind the prompt, as a float."""
    return prompted(impl, sizes, weights, prompt).loss(ids, keep).item()


@probe
def prompt_loss_gradient(impl, sizes, weights, prompt, ids, keep=None):
    """The gradient of the loss for the prompt."""
    tuned = prompted(impl, sizes, weights, prompt)
    tuned.loss(ids, keep).backward()
    return tuned.prompt.grad


@probe
def prompt_training(impl, sizes, weights, prompt, ids, steps):
    """Parameters before and after some steps, and the shapes that the optimiser was given."""
    tuned = prompted(impl, sizes, weights, prompt)
    before = copies(tuned)
    held = train(tuned, lambda: tuned.loss(ids), steps)
    return [before, copies(tuned), held]


def prefixed(impl, heads, weights, prefix):
    """An attention layer with these weights and this prefix, and what prefix_kv returned."""
    layer = fill(TinyAttention(prefix.shape[2], heads), weights)
    return layer, impl.prefix_kv(layer, prefix)


@probe
def prefix_output(impl, heads, weights, prefix, x, allowed):
    """What the layer answers behind its prefix."""
    return prefixed(impl, heads, weights, prefix)[0](x, allowed).detach()


@probe
def prefix_moved(impl, heads, weights, prefix, x, allowed, shift):
    """The answer after the parameter was moved; what was given; the parameter; what can learn."""
    layer, parameter = prefixed(impl, heads, weights, prefix)
    with torch.no_grad():
        parameter += shift
    answer = layer(x, allowed).detach()
    return [answer, prefix, layer.prefix.detach().clone(), trainable(layer)]


@probe
def prefix_training(impl, heads, weights, prefix, x, allowed, target):
    """Parameters before and after some steps, and which are trainable."""
    layer, _ = prefixed(impl, heads, weights, prefix)
    before, names = copies(layer), trainable(layer)
    train(layer, lambda: F.mse_loss(layer(x, allowed), target))
    return [before, copies(layer), names]


@probe
def prefix_gradient(impl, heads, weights, prefix, x, allowed, upstream):
    """The gradient of sum(upstream * answer) for the prefix."""
    layer, parameter = prefixed(impl, heads, weights, prefix)
    layer(x, allowed).backward(upstream)
    return parameter.grad


# -- trainable_report ----------------------------------------------------------------------------


class Tied(nn.Module):
    """An embedding, a norm with running statistics, and a head that may be tied."""

    def __init__(self, vocabulary, d, tied):
        super().__init__()
        self.tokens, self.norm = nn.Embedding(vocabulary, d), nn.BatchNorm1d(d)
        self.head = nn.Linear(d, vocabulary, bias=False)
        self.register_buffer("mask", torch.ones(7, 3))
        if tied:
            self.head.weight = self.tokens.weight


@probe
def report_of_tied(impl, vocabulary, d, tied, frozen):
    """The report of a Tied whose parameters of these names are frozen."""
    model = Tied(vocabulary, d, tied)
    for name in frozen:
        model.get_parameter(name).requires_grad_(False)
    return impl.trainable_report(model)


@probe
def report_of_layers(impl, sizes, frozen):
    """The report of a chain of linear layers, of which some are frozen."""
    model = nn.Sequential(*(nn.Linear(a, b) for a, b in pairwise(sizes)))
    for i in frozen:
        model[i].requires_grad_(False)
    return impl.trainable_report(model)


@probe
def report_of_one_layer_twice(impl, d):
    """The report of a chain in which one layer stands twice."""
    layer = nn.Linear(d, d)
    return impl.trainable_report(nn.Sequential(layer, nn.ReLU(), layer))

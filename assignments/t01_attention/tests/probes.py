"""What runs beside the student's code: it makes the calls and returns what came out of them."""

from __future__ import annotations

import torch

from autograder.checks import probe, tensors

PROJECTIONS = ("q_proj", "k_proj", "v_proj", "out_proj")


def projections(rng, d_model, bias=False, dtype="float64"):
    """Random weights for a MultiHeadAttention, by parameter name."""
    matrices = tensors(rng, *[(d_model, d_model)] * 4, scale=0.5, dtype=dtype)
    weights = {f"{name}.weight": w for name, w in zip(PROJECTIONS, matrices, strict=True)}
    if bias:
        vectors = tensors(rng, *[(d_model,)] * 4, dtype=dtype)
        weights |= {f"{name}.bias": b for name, b in zip(PROJECTIONS, vectors, strict=True)}
    return weights


def layer_with(impl, n_heads, weights):
    """The student's layer, with these weights in its projections."""
    matrix = weights["q_proj.weight"]
    layer = impl.MultiHeadAttention(len(matrix), n_heads, bias="q_proj.bias" in weights)
    layer = layer.to(matrix.dtype)
    with torch.no_grad():
        for name, weight in weights.items():
            layer.get_parameter(name).copy_(weight)
    return layer


def leaf(tensor):
    """A copy that records gradients."""
    return tensor.clone().requires_grad_()


def gradients(output, inputs, upstream):
    """Gradients of sum(upstream * output); None for an input that the output does not use."""
    return list(torch.autograd.grad(output, inputs, upstream, allow_unused=True))


@probe
def with_arguments(impl, task, *arguments):
    """What the task returns, and its arguments as they are after the call."""
    result = getattr(impl, task)(*arguments)
    return [result, *arguments]


@probe
def softmax_gradient(impl, x, dim, upstream):
    """Gradient of sum(upstream * softmax(x, dim)) for x."""
    x = leaf(x)
    return gradients(impl.softmax(x, dim), [x], upstream)[0]


@probe
def sdpa_gradients(impl, q, k, v, mask, upstream):
    """Gradients of sum(upstream * sdpa(q, k, v, mask)) for q, k and v."""
    inputs = [leaf(q), leaf(k), leaf(v)]
    return gradients(impl.sdpa(*inputs, mask), inputs, upstream)


@probe
def multi_head(impl, n_heads, weights, x, context=None, mask=None):
    """What a layer with these weights returns."""
    layer = layer_with(impl, n_heads, weights)
    with torch.no_grad():
        return layer(x, context, mask)


@probe
def multi_head_with_arguments(impl, n_heads, weights, x, context, mask):
    """What a layer returns, and the arguments of the call as they are after it."""
    layer = layer_with(impl, n_heads, weights)
    with torch.no_grad():
        return [layer(x, context, mask), x, context, mask]


@probe
def multi_head_gradients(impl, n_heads, weights, x, context, mask, upstream):
    """Gradients of sum(upstream * layer(x, context, mask)) for inputs and weights, by name."""
    layer = layer_with(impl, n_heads, weights)
    inputs = {"x": leaf(x), "context": leaf(context)}
    result = layer(inputs["x"], inputs["context"], mask)
    sources = inputs | {name: layer.get_parameter(name) for name in weights}
    return dict(zip(sources, gradients(result, list(sources.values()), upstream), strict=True))

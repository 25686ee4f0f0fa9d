"""Public checks: the contract of each task, the handout's worked examples, one property each."""

from __future__ import annotations

import torch

from autograder.checks import expect, task, tensors

from .probes import (
    Tiny,
    TinyAttention,
    adapter_forward,
    adapter_start,
    inject_counts,
    inject_logits,
    inject_places,
    inject_tied,
    inject_trained_logits,
    lora_dropout,
    lora_factor_shapes,
    lora_forward,
    lora_gradients,
    lora_merged_weight,
    lora_merging,
    lora_new,
    lora_scaled,
    lora_start,
    prefix_moved,
    prefix_output,
    prompt_logits,
    prompt_loss,
    prompt_new,
    prompt_trainable,
    random_weights,
    report_of_layers,
    report_of_tied,
)

SMALL = {"vocabulary": 5, "context": 6, "d": 4, "heads": 2, "layers": 1}


def double(rows):
    """A float64 tensor."""
    return torch.tensor(rows, dtype=torch.float64)


# -- LoRALinear ----------------------------------------------------------------------------------

WORKED = [
    (double([[1.0, 0.0, 2.0], [0.0, 1.0, 0.0]]), double([1.0, -1.0])),
    [double([[1.0, 1.0, 0.0]]), double([[2.0], [-1.0]])],
    3.0,
]


@task("LoRALinear")
def test_lora_worked_example(student):
    """The layer of the handout: rank 1, alpha 3."""
    expect(lora_forward(student, *WORKED, double([1.0, 2.0, 3.0]))).close_to(double([26.0, -8.0]))


@task("LoRALinear")
def test_lora_factors_have_their_shapes(student, rng):
    """A is (r, in) and B is (out, r)."""
    base = tensors(rng, (5, 3), (5,))
    expect(lora_factor_shapes(student, base, 2)).equal_to([[2, 3], [5, 2]])


@task("LoRALinear")
def test_lora_factors_begin(student, rng):
    """In a new layer A is not zero, B is, and these two are what is trainable."""
    a_zero, b_zero, names = expect(lora_start(student, tensors(rng, (4, 3), (4,)), 2)).unpacks_to(3)
    expect(a_zero, "A is zero").equal_to(False)
    expect(b_zero, "B is zero").equal_to(True)
    expect(names, "names of what is trainable").has_type(list).satisfies(
        lambda value: sorted(value) == ["A", "B"], "A and B, and nothing else"
    )


@task("LoRALinear")
def test_lora_begins_as_its_base(student, rng):
    """A new layer answers as its base does; A and B alone are trainable; it is not merged."""
    weight, bias, x = tensors(rng, (4, 3), (4,), (2, 3))
    given = lora_new(student, (weight, bias), 2, 8.0, x)
    parameters, names, merged, answer = expect(given).unpacks_to(4)
    expect(answer).close_to(x @ weight.T + bias, rtol=1e-9)
    expect(names, "names of what is trainable").has_type(list).satisfies(
        lambda value: sorted(value) == ["A", "B"], "A and B, and nothing else"
    )
    expect(merged, "merged").equal_to(False)
    expect(parameters, "the parameters").has_length(4)


@task("LoRALinear")
def test_lora_update_is_scaled(student, reference, rng):
    """The update counts alpha / r times, whatever the rank."""
    weight, a, b, x = tensors(rng, (4, 3), (2, 3), (4, 2), (2, 3))
    for alpha in (2.0, 5.0):
        arguments = ((weight, None), [a, b], alpha, x)
        expect(lora_scaled(student, *arguments)).close_to(lora_scaled(reference, *arguments))


@task("LoRALinear")
def test_lora_first_gradients(student, reference, rng):
    """With B = 0 the gradient of A is zero and that of B is not; the base has none."""
    weight, bias, a, x, upstream = tensors(rng, (4, 3), (4,), (2, 3), (5, 3), (5, 4))
    arguments = ((weight, bias), [a, torch.zeros(4, 2).double()], 4.0, x, upstream)
    expect(lora_gradients(student, *arguments)).close_to(lora_gradients(reference, *arguments))


@task("LoRALinear")
def test_lora_merge_and_unmerge(student, reference):
    """The worked example merged, merged again, unmerged: its weight, its answers."""
    calls = ["merge", "merge", "unmerge", "unmerge"]
    arguments = (*WORKED, double([1.0, 2.0, 3.0]), calls)
    expect(lora_merging(student, *arguments)).close_to(lora_merging(reference, *arguments))


@task("LoRALinear")
def test_lora_merge_is_in_place(student):
    """Once merged, base.weight is the Parameter that it was, and nothing more is trainable."""
    names, same = expect(lora_merged_weight(student, *WORKED)).unpacks_to(2)
    expect(names, "names of what is trainable").has_type(list).satisfies(
        lambda value: sorted(value) == ["A", "B"], "A and B, and nothing else"
    )
    expect(same, "base.weight is the Parameter that it was").equal_to(True)


@task("LoRALinear")
def test_lora_dropout_leaves_the_base_alone(student, rng):
    """In training mode with dropout, a layer with B = 0 still answers as its base."""
    weight, bias, a, x = tensors(rng, (4, 3), (4,), (2, 3), (5, 3))
    given = ((weight, bias), [a, torch.zeros(4, 2).double()], 4.0, 0.5, x, True)
    expect(lora_dropout(student, *given)).close_to(x @ weight.T + bias, rtol=1e-9)


# -- inject --------------------------------------------------------------------------------------


@task("inject")
def test_inject_worked_example(student, rng):
    """The handout's model: which layers are exchanged, and how much is trainable."""
    weights = random_weights(rng, Tiny(**SMALL))
    expect(inject_places(student, SMALL, weights, ["key"])).equal_to(["blocks.0.attn.key"])
    count, shapes = expect(inject_counts(student, SMALL, weights, ["key"], 2, 4.0)).unpacks_to(2)
    expect(count, "what inject returns").equal_to(16)
    expect(shapes, "what asks for gradients, and its shape").equal_to(
        {"blocks.0.attn.key.A": [2, 4], "blocks.0.attn.key.B": [4, 2]}
    )


@task("inject")
def test_inject_changes_no_answer(student, reference, rng):
    """The model answers as before, right after inject."""
    weights = random_weights(rng, Tiny(**SMALL))
    arguments = (SMALL, weights, ["key", "out", "mlp.0"], 2, 4.0, torch.tensor([[1, 4, 0]]))
    expect(inject_logits(student, *arguments)).close_to(inject_logits(reference, *arguments))


@task("inject")
def test_inject_takes_rank_and_alpha(student, reference, rng):
    """With trained factors the logits are those of the formula, merged or not."""
    weights = random_weights(rng, Tiny(**SMALL))
    factors = {"blocks.0.attn.value": tensors(rng, (3, 4), (4, 3))}
    for merge in (False, True):
        arguments = (SMALL, weights, factors, 3, 6.0, torch.tensor([[2, 3]]), merge)
        expected = inject_trained_logits(reference, *arguments)
        expect(inject_trained_logits(student, *arguments)).close_to(expected)


@task("inject")
def test_inject_keeps_the_head_tied(student, reference, rng):
    """Head and embedding stay one tensor."""
    weights = random_weights(rng, Tiny(**SMALL))
    arguments = (SMALL, weights, ["lm_head"], 1, 2.0)
    expect(inject_tied(student, *arguments)).close_to(inject_tied(reference, *arguments))


# -- Adapter -------------------------------------------------------------------------------------


@task("Adapter")
def test_adapter_worked_example(student):
    """The adapter of the handout."""
    weights = {
        "norm.weight": double([1.0, 1.0]),
        "norm.bias": double([0.0, 0.0]),
        "down.weight": double([[10.0, 30.0], [30.0, 10.0]]),
        "down.bias": double([0.0, 0.0]),
        "up.weight": double([[0.5, 3.0], [0.1, 7.0]]),
        "up.bias": double([0.0, 1.0]),
    }
    expected = double([[11.0, 6.0], [13.0, 8.0]])
    result = adapter_forward(student, weights, double([[1.0, 3.0], [3.0, 5.0]]))
    expect(result).close_to(expected, rtol=1e-4)


@task("Adapter")
def test_adapter_begins_as_identity(student, rng):
    """A new adapter gives x back: `up` is zero, and `down` is not."""
    (x,) = tensors(rng, (2, 3, 4))
    names, zero, same = expect(adapter_start(student, 4, 3, x)).unpacks_to(3)
    expect(names, "names of the parameters").equal_to(sorted(ADAPTER))
    expect(zero, "up.weight is zero, up.bias, down.weight").equal_to([True, True, False])
    expect(same, "the answer is x").equal_to(True)


@task("Adapter")
def test_adapter_formula(student, reference, rng):
    """Random weights, against the formula."""
    weights = dict(zip(ADAPTER, tensors(rng, *ADAPTER.values()), strict=True))
    (x,) = tensors(rng, (2, 4), scale=3.0)
    expected = adapter_forward(reference, weights, x)
    expect(adapter_forward(student, weights, x)).close_to(expected)


ADAPTER = {
    "norm.weight": (4,),
    "norm.bias": (4,),
    "down.weight": (3, 4),
    "down.bias": (3,),
    "up.weight": (4, 3),
    "up.bias": (4,),
}


# -- PromptTuning --------------------------------------------------------------------------------


@task("PromptTuning")
def test_prompt_alone_is_trainable(student, rng):
    """A new prompt is (n, d), begins as embeddings of tokens, and is all that is trainable."""
    weights = random_weights(rng, Tiny(**SMALL))
    names = prompt_trainable(student, SMALL, weights, 3)
    expect(names, "names of what is trainable").equal_to(["prompt"])
    prompt, _ = expect(prompt_new(student, SMALL, weights, 3)).unpacks_to(2)
    rows = weights["tokens.weight"]
    expect(prompt).has_shape((3, 4)).satisfies(
        lambda value: bool((value[:, None] == rows).all(-1).any(-1).all()),
        "each row is the embedding of a token",
    )


@task("PromptTuning")
def test_prompt_logits(student, reference, rng):
    """Logits for the prompt and the text, without padding."""
    arguments = (SMALL, random_weights(rng, Tiny(**SMALL)), *tensors(rng, (2, 4)))
    ids = torch.tensor([[4, 0, 3]])
    expected = prompt_logits(reference, *arguments, ids)
    expect(prompt_logits(student, *arguments, ids)).has_shape((1, 5, 5)).close_to(expected)


@task("PromptTuning")
def test_prompt_with_padding(student, reference, rng):
    """Two texts, one of them padded in front."""
    arguments = (SMALL, random_weights(rng, Tiny(**SMALL)), *tensors(rng, (2, 4)))
    ids = torch.tensor([[4, 0, 3], [1, 1, 2]])
    keep = torch.tensor([[True, True, True], [False, True, True]])
    expected = prompt_logits(reference, *arguments, ids, keep)
    expect(prompt_logits(student, *arguments, ids, keep)).close_to(expected)


@task("PromptTuning")
def test_prompt_loss_counts_all_characters(student, reference, rng):
    """The loss of three texts; the last is padded behind."""
    arguments = (SMALL, random_weights(rng, Tiny(**SMALL)), *tensors(rng, (2, 4)))
    ids = torch.tensor([[4, 0, 3], [2, 1, 0], [3, 4, 2]])
    for keep in (None, torch.tensor([[True] * 3, [True] * 3, [True, True, False]])):
        expected = prompt_loss(reference, *arguments, ids, keep)
        expect(prompt_loss(student, *arguments, ids, keep)).close_to(expected)


# -- prefix_kv -----------------------------------------------------------------------------------


def identity_attention(values):
    """Weights of an attention layer with one head whose queries are zero."""
    eye, zero = torch.eye(2).double(), torch.zeros(2, 2).double()
    weights = {"query": zero, "key": eye, "value": eye * values, "out": eye}
    named = {f"{name}.weight": each for name, each in weights.items()}
    return named | {f"{name}.bias": torch.zeros(2).double() for name in weights}


def past(b, t):
    """What a causal layer allows."""
    return torch.ones(b, 1, t, t, dtype=torch.bool).tril()


@task("prefix_kv")
def test_prefix_worked_example(student):
    """The handout's two tokens behind a prefix of one."""
    x, prefix = double([[[6.0, 0.0], [0.0, 9.0]]]), double([[[5.0, 7.0]], [[12.0, 3.0]]])
    result = prefix_output(student, 1, identity_attention(1.0), prefix, x, past(1, 2))
    expect(result).close_to(double([[[9.0, 1.5], [6.0, 4.0]]]))


@task("prefix_kv")
def test_prefix_in_a_batch(student, reference, rng):
    """A layer with two heads, two texts and a prefix of three."""
    weights = random_weights(rng, TinyAttention(4, 2))
    prefix, x = tensors(rng, (2, 3, 4), (2, 5, 4))
    arguments = (2, weights, prefix, x, past(2, 5))
    expect(prefix_output(student, *arguments)).close_to(prefix_output(reference, *arguments))


@task("prefix_kv")
def test_prefix_follows_its_parameter(student, reference, rng):
    """Moving layer.prefix moves the answer, not the tensor that was given; it alone can learn."""
    weights = random_weights(rng, TinyAttention(4, 2))
    arguments = (2, weights, *tensors(rng, (2, 1, 4), (1, 2, 4)), past(1, 2), 0.5)
    expect(prefix_moved(student, *arguments)).close_to(prefix_moved(reference, *arguments))


# -- trainable_report ----------------------------------------------------------------------------


@task("trainable_report")
def test_report_of_a_chain(student, reference):
    """Three linear layers, the second of them frozen."""
    given = ([3, 5, 2, 4], [1])
    expect(report_of_layers(student, *given)).close_to(
        {"trainable": 32, "total": 44, "percent": 100 * 32 / 44, "names": CHAIN}
    )
    expect(report_of_layers(student, *given)).close_to(report_of_layers(reference, *given))


CHAIN = ["0.weight", "0.bias", "2.weight", "2.bias"]


@task("trainable_report")
def test_report_of_a_tied_head(student, reference):
    """An embedding with a tied head, and a norm with running statistics."""
    for frozen in ([], ["norm.weight"]):
        given = (6, 3, True, frozen)
        expect(report_of_tied(student, *given)).close_to(report_of_tied(reference, *given))

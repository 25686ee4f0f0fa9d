"""Tests of the LoRA layer, as a course would write them for pytest."""

import numpy as np
import torch
from a01_peft import LoRALinear
from torch import nn
from torch.nn.utils import vector_to_parameters


def test_lora_worked_example():
    """The layer of the handout: rank 1, alpha 3.

    Work it by hand: W x + b, and the update B A x with its factor.
    """
    base = nn.Linear(3, 2).double()
    vector_to_parameters(torch.tensor([1, 0, 2, 0, 1, 0, 1, -1]).double(), base.parameters())
    layer = LoRALinear(base, 1, 3.0).eval()
    with torch.no_grad():
        layer.A.copy_(torch.tensor([[1.0, 1.0, 0.0]]))
        layer.B.copy_(torch.tensor([[2.0], [-1.0]]))
    result = layer(torch.tensor([1.0, 2.0, 3.0]).double()).detach()
    torch.testing.assert_close(result, torch.tensor([26.0, -8.0]).double())


def test_lora_factors_have_their_shapes():
    """A is (r, in) and B is (out, r).

    Look at the shapes of A and B.
    """
    layer = LoRALinear(nn.Linear(3, 5).double(), 2, 1.0)
    assert list(layer.A.shape) == [2, 3]
    assert list(layer.B.shape) == [5, 2]


def test_lora_factors_begin():
    """In a new layer A is not zero, B is, and these two are what is trainable.

    Only A and B learn, and one of the two begins at zero.
    """
    layer = LoRALinear(nn.Linear(3, 4).double(), 2, 1.0)
    assert bool(layer.A.any())
    assert not bool(layer.B.any())
    names = [name for name, each in layer.named_parameters() if each.requires_grad]
    assert sorted(names) == ["A", "B"]


def test_lora_begins_as_its_base():
    """A new layer answers as its base does; A and B alone are trainable; it is not merged.

    A new layer must not change the model that it is put into.
    """
    rng = np.random.default_rng(197172820341548)
    weight, bias, x = (torch.from_numpy(rng.standard_normal(s)) for s in ((4, 3), (4,), (2, 3)))
    base = nn.Linear(3, 4).double()
    vector_to_parameters(torch.cat([weight.flatten(), bias]), base.parameters())
    layer = LoRALinear(base, 2, 8.0)
    torch.testing.assert_close(layer(x).detach(), x @ weight.T + bias)
    assert layer.merged is False
    assert len(list(layer.parameters())) == 4


def test_lora_update_is_scaled():
    """The update counts alpha / r times, whatever the rank.

    By which factor is the update multiplied, and does yours depend on alpha and r?
    """
    rng = np.random.default_rng(148936464643956)
    shapes = (4, 3), (2, 3), (4, 2), (2, 3)
    weight, a, b, x = (torch.from_numpy(rng.standard_normal(s)) for s in shapes)
    for alpha in (2.0, 5.0):
        base = nn.Linear(3, 4, bias=False).double()
        vector_to_parameters(weight.flatten(), base.parameters())
        layer = LoRALinear(base, 2, alpha).eval()
        with torch.no_grad():
            layer.A.copy_(a)
            layer.B.copy_(b)
        expected = x @ (weight + alpha / 2 * b @ a).T
        torch.testing.assert_close(layer(x).detach(), expected)


def test_lora_first_gradients():
    """With B = 0 the gradient of A is zero and that of B is not; the base has none.

    Gradients of A and B count the factor of the update, too; the base has none.
    """
    rng = np.random.default_rng(48186848167580)
    shapes = (4, 3), (4,), (2, 3), (5, 3), (5, 4)
    weight, bias, a, x, upstream = (torch.from_numpy(rng.standard_normal(s)) for s in shapes)
    base = nn.Linear(3, 4).double()
    vector_to_parameters(torch.cat([weight.flatten(), bias]), base.parameters())
    layer = LoRALinear(base, 2, 4.0).eval()
    with torch.no_grad():
        layer.A.copy_(a)
        layer.B.zero_()
    layer(x).backward(upstream)
    torch.testing.assert_close(layer.A.grad, torch.zeros(2, 3).double())
    torch.testing.assert_close(layer.B.grad, 4.0 / 2 * upstream.T @ (x @ a.T))
    assert base.weight.grad is None
    assert base.bias.grad is None


def test_lora_merge_and_unmerge():
    """The worked example merged, merged again, unmerged: its weight, its answers.

    merge adds the whole update to the weight once, unmerge takes it off once.
    """
    base = nn.Linear(3, 2).double()
    vector_to_parameters(torch.tensor([1, 0, 2, 0, 1, 0, 1, -1]).double(), base.parameters())
    layer = LoRALinear(base, 1, 3.0).eval()
    with torch.no_grad():
        layer.A.copy_(torch.tensor([[1.0, 1.0, 0.0]]))
        layer.B.copy_(torch.tensor([[2.0], [-1.0]]))
    plain = torch.tensor([[1.0, 0.0, 2.0], [0.0, 1.0, 0.0]]).double()
    changed = torch.tensor([[7.0, 6.0, 2.0], [-3.0, -2.0, 0.0]]).double()
    x, answer = torch.tensor([1.0, 2.0, 3.0]).double(), torch.tensor([26.0, -8.0]).double()
    for call, weight in (
        (layer.merge, changed),
        (layer.merge, changed),
        (layer.unmerge, plain),
        (layer.unmerge, plain),
    ):
        call()
        torch.testing.assert_close(layer.base.weight.detach(), weight)
        torch.testing.assert_close(layer(x).detach(), answer)


def test_lora_merge_is_in_place():
    """Once merged, base.weight is the Parameter that it was, and nothing more is trainable.

    Change the weight in place.
    """
    base = nn.Linear(3, 2).double()
    layer = LoRALinear(base, 1, 3.0)
    weight = layer.base.weight
    layer.merge()
    assert layer.base.weight is weight
    names = [name for name, each in layer.named_parameters() if each.requires_grad]
    assert sorted(names) == ["A", "B"]


def test_lora_dropout_leaves_the_base_alone():
    """In training mode with dropout, a layer with B = 0 still answers as its base.

    Dropout belongs to the path of the update alone.
    """
    rng = np.random.default_rng(130170143658107)
    shapes = (4, 3), (4,), (2, 3), (5, 3)
    weight, bias, a, x = (torch.from_numpy(rng.standard_normal(s)) for s in shapes)
    base = nn.Linear(3, 4).double()
    vector_to_parameters(torch.cat([weight.flatten(), bias]), base.parameters())
    layer = LoRALinear(base, 2, 4.0, 0.5).train()
    with torch.no_grad():
        layer.A.copy_(a)
        layer.B.zero_()
    torch.testing.assert_close(layer(x).detach(), x @ weight.T + bias)

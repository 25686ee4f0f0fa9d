"""The adding task: what an LSTM with one neuron can remember for a hundred steps."""

from __future__ import annotations

import torch


def adding_weights() -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    """Weights, set by hand, with which an LSTM of one neuron solves the adding task.

    A sequence has 100 steps. The input of a step is the pair (value, marker): a value from 0 to 1,
    and a marker that is 1 at two of the steps and 0 at all others. Wanted, after the last step: the
    sum of the two marked values. The network answers

        y = w_out * h,   h and c by `lstm_cell` from h = c = 0 through all steps

    Source of the task: Hochreiter and Schmidhuber, Long short-term memory (1997), experiment 4.

    Returns:
        (W_ih, W_hh, b, w_out): float64 tensors of shapes (4, 2), (4, 1), (4,) and (1,). Rows in the
        order i, f, g, o; the first column of W_ih meets the value, the second the marker.

    Conventions: any weights are right whose answer lies within 0.02 of the sum, for all values,
    wherever the two markers stand.

    Example:
        >>> [tuple(each.shape) for each in adding_weights()]
        [(4, 2), (4, 1), (4,), (1,)]
    """
    # BEGIN SOLUTION
    sure, small = 20.0, 0.01  # sigmoid(20) is 1 up to 2e-9; tanh(0.01) is 0.01 up to 3e-7
    W_ih, W_hh = torch.zeros(4, 2).double(), torch.zeros(4, 1).double()
    W_ih[0, 1] = 2 * sure  # the marker opens the input gate
    W_ih[2, 0] = small  # the value is what there is to write
    b = torch.tensor([-sure, sure, 0.0, sure], dtype=torch.float64)
    return W_ih, W_hh, b, torch.tensor([1 / small], dtype=torch.float64)
    # END SOLUTION
    # BEGIN MISTAKE forget-gate-half-open
    # why: sigmoid(0) is a half, so the memory is halved at every step
    # hint: What is left of a number in c after 50 steps when the forget gate's bias is 0?
    # W_ih = torch.tensor([[0.0, 40.0], [0.0, 0.0], [0.01, 0.0], [0.0, 0.0]]).double()
    # b = torch.tensor([-20.0, 0.0, 0.0, 20.0]).double()
    # return W_ih, torch.zeros(4, 1).double(), b, torch.tensor([100.0]).double()
    # END MISTAKE
    # BEGIN MISTAKE writes-without-marker
    # why: the input gate is always open, so all values are added up
    # hint: Which of the two inputs should decide whether anything is written? What does your
    # hint: input gate do at a step whose marker is 0?
    # W_ih = torch.tensor([[0.0, 0.0], [0.0, 0.0], [0.01, 0.0], [0.0, 0.0]]).double()
    # b = torch.tensor([20.0, 20.0, 0.0, 20.0]).double()
    # return W_ih, torch.zeros(4, 1).double(), b, torch.tensor([100.0]).double()
    # END MISTAKE
    # BEGIN MISTAKE saturates
    # why: tanh(1) is 0.76, and tanh of a sum up to 2 is bent still more
    # hint: Two tanh stand between a value and h. For which numbers is tanh(u) nearly u, and how
    # hint: could you stay there?
    # W_ih = torch.tensor([[0.0, 40.0], [0.0, 0.0], [1.0, 0.0], [0.0, 0.0]]).double()
    # b = torch.tensor([-20.0, 20.0, 0.0, 20.0]).double()
    # return W_ih, torch.zeros(4, 1).double(), b, torch.tensor([1.0]).double()
    # END MISTAKE

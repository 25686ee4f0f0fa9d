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
    # TODO: Weights, set by hand, with which an LSTM of one neuron solves the adding task
    raise NotImplementedError(
        "adding_weights: Weights, set by hand, with which an LSTM of one neuron solves the adding "
        "task"
    )

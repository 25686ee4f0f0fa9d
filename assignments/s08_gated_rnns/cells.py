"""The two gated cells: one step of an LSTM and one step of a GRU."""

from __future__ import annotations

import torch


def lstm_cell(
    x: torch.Tensor,
    state: tuple[torch.Tensor, torch.Tensor],
    W_ih: torch.Tensor,
    W_hh: torch.Tensor,
    b: torch.Tensor,
) -> tuple[torch.Tensor, torch.Tensor]:
    """One step of an LSTM: forget some of the memory, write some, show some.

        i, f, g, o = the four quarters of  W_ih x + W_hh h + b,  in this order
        c' = sigmoid(f) * c + sigmoid(i) * tanh(g)
        h' = sigmoid(o) * tanh(c')

    Source: Gers, Schmidhuber and Cummins, Learning to forget (2000), without peepholes; the order
    of the quarters is that of torch.nn.LSTMCell.

    Args:
        x: input of this step, shape (b, i), float32 or float64.
        state: the pair (h, c) after the step before, each of shape (b, h).
        W_ih: weights for the input, shape (4h, i): the rows of i, then those of f, g and o.
        W_hh: weights for h, shape (4h, h), rows in the same order.
        b: one bias, shape (4h,), in the same order.

    Returns:
        The pair (h', c'), each of shape (b, h), with the dtype of `x`.

    Conventions: quarters in the order i, f, g, o. There is one bias, and it counts once. The
    result is finite for inputs of any finite size. No argument is changed.

    Example:
        >>> x, h, c = torch.zeros(1, 1), torch.zeros(1, 1), torch.tensor([[2.0]])
        >>> zeros = torch.zeros(4, 1)  # all gates half open, nothing to write
        >>> lstm_cell(x, (h, c), zeros, zeros, torch.zeros(4))
        (tensor([[0.3808]]), tensor([[1.]]))
    """
    # TODO: One step of an LSTM: forget some of the memory, write some, show some
    raise NotImplementedError(
        "lstm_cell: One step of an LSTM: forget some of the memory, write some, show some"
    )


def gru_cell(
    x: torch.Tensor,
    h: torch.Tensor,
    W_ih: torch.Tensor,
    W_hh: torch.Tensor,
    b_ih: torch.Tensor,
    b_hh: torch.Tensor,
) -> torch.Tensor:
    """One step of a GRU: mix the old state with a candidate that may have looked past it.

        r  = sigmoid(W_ir x + b_ir + W_hr h + b_hr)          reset
        z  = sigmoid(W_iz x + b_iz + W_hz h + b_hz)          update
        n  = tanh(W_in x + b_in + r * (W_hn h + b_hn))       candidate
        h' = (1 - z) * n + z * h

    Source: Cho et al., Learning phrase representations using RNN encoder-decoder (2014), in the
    variant of torch.nn.GRUCell and cuDNN: the reset gate acts after the product with W_hn.

    Args:
        x: input of this step, shape (b, i), float32 or float64.
        h: state after the step before, shape (b, h).
        W_ih: weights for the input, shape (3h, i): the rows of r, then those of z and n.
        W_hh: weights for the state, shape (3h, h), rows in the same order.
        b_ih: bias beside W_ih, shape (3h,).
        b_hh: bias beside W_hh, shape (3h,).

    Returns:
        The new state, shape (b, h), with the dtype of `x`.

    Conventions: thirds in the order r, z, n. The reset gate multiplies W_hn h and b_hn together.
    z = 1 keeps the old state. Finite for inputs of any finite size. No argument is changed.

    Example:
        >>> x, h = torch.zeros(1, 1), torch.tensor([[2.0]])
        >>> zeros = torch.zeros(3, 1)  # all gates half open, the candidate is 0
        >>> gru_cell(x, h, zeros, zeros, torch.zeros(3), torch.zeros(3))
        tensor([[1.]])
    """
    # TODO: One step of a GRU: mix the old state with a candidate that may have looked past it
    raise NotImplementedError(
        "gru_cell: One step of a GRU: mix the old state with a candidate that may have looked past "
        "it"
    )

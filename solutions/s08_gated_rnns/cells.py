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
    # BEGIN SOLUTION
    h, c = state
    i, f, g, o = (x @ W_ih.T + h @ W_hh.T + b).chunk(4, dim=-1)
    c = f.sigmoid() * c + i.sigmoid() * g.tanh()
    return o.sigmoid() * c.tanh(), c
    # END SOLUTION
    # BEGIN MISTAKE gates-swapped
    # why: the quarters are taken as i, f, o, g, as some books and TensorFlow versions order them
    # hint: In which order do the conventions name the four quarters? Which of yours goes through
    # hint: tanh: the third or the fourth?
    # h, c = state
    # i, f, o, g = (x @ W_ih.T + h @ W_hh.T + b).chunk(4, dim=-1)
    # c = f.sigmoid() * c + i.sigmoid() * g.tanh()
    # return o.sigmoid() * c.tanh(), c
    # END MISTAKE
    # BEGIN MISTAKE c-overwritten
    # why: the old memory is lost at every step, so nothing is carried any more
    # hint: Let the input gate be closed and the forget gate open. What should the new c be, and
    # hint: what is it in your cell?
    # h, c = state
    # i, _, g, o = (x @ W_ih.T + h @ W_hh.T + b).chunk(4, dim=-1)
    # c = i.sigmoid() * g.tanh()
    # return o.sigmoid() * c.tanh(), c
    # END MISTAKE
    # BEGIN MISTAKE sigmoid-on-g
    # why: the candidate is squashed to (0, 1), so the cell can never write a negative number
    # hint: Three of the four quarters are gates. Which one is not, and which numbers must it be
    # hint: able to write into c?
    # h, c = state
    # i, f, g, o = (x @ W_ih.T + h @ W_hh.T + b).chunk(4, dim=-1)
    # c = f.sigmoid() * c + i.sigmoid() * g.sigmoid()
    # return o.sigmoid() * c.tanh(), c
    # END MISTAKE
    # BEGIN MISTAKE h-uses-old-c
    # why: what is shown is the memory before this step, so the output lags by one step
    # hint: Can the output of this step depend on the input of this step through g? In the second
    # hint: formula, does the prime stand at c?
    # h, c = state
    # i, f, g, o = (x @ W_ih.T + h @ W_hh.T + b).chunk(4, dim=-1)
    # h = o.sigmoid() * c.tanh()
    # return h, f.sigmoid() * c + i.sigmoid() * g.tanh()
    # END MISTAKE
    # BEGIN MISTAKE no-tanh-on-c
    # why: c grows without bound, and then so does h, which feeds the gates
    # hint: The memory may grow as long as it likes. What keeps h between -1 and 1?
    # h, c = state
    # i, f, g, o = (x @ W_ih.T + h @ W_hh.T + b).chunk(4, dim=-1)
    # c = f.sigmoid() * c + i.sigmoid() * g.tanh()
    # return o.sigmoid() * c, c
    # END MISTAKE
    # BEGIN MISTAKE forget-on-x
    # why: the forget gate stands at what is written and the input gate at what is kept
    # hint: Which of the two gates decides about the old memory, and which about the candidate?
    # h, c = state
    # i, f, g, o = (x @ W_ih.T + h @ W_hh.T + b).chunk(4, dim=-1)
    # c = i.sigmoid() * c + f.sigmoid() * g.tanh()
    # return o.sigmoid() * c.tanh(), c
    # END MISTAKE
    # BEGIN MISTAKE bias-double
    # why: nn.LSTMCell has two biases; here is one, and it is added on both sides
    # hint: How often does b stand in the formula? Does a step with x = 0 and h = 0 have gates of
    # hint: sigmoid(b)?
    # h, c = state
    # i, f, g, o = ((x @ W_ih.T + b) + (h @ W_hh.T + b)).chunk(4, dim=-1)
    # c = f.sigmoid() * c + i.sigmoid() * g.tanh()
    # return o.sigmoid() * c.tanh(), c
    # END MISTAKE


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
    # BEGIN SOLUTION
    xr, xz, xn = (x @ W_ih.T + b_ih).chunk(3, dim=-1)
    hr, hz, hn = (h @ W_hh.T + b_hh).chunk(3, dim=-1)
    r, z = (xr + hr).sigmoid(), (xz + hz).sigmoid()
    n = (xn + r * hn).tanh()
    return (1 - z) * n + z * h
    # END SOLUTION
    # BEGIN MISTAKE reset-before-matmul
    # why: the variant of Cho's paper; weights of the one do not work in the other
    # hint: Does the reset gate act on h before the product with W_hn, or on the product? Look
    # hint: where the bracket of the third formula closes.
    # xr, xz, xn = (x @ W_ih.T + b_ih).chunk(3, dim=-1)
    # hr, hz, _ = (h @ W_hh.T + b_hh).chunk(3, dim=-1)
    # r, z = (xr + hr).sigmoid(), (xz + hz).sigmoid()
    # n = (xn + (r * h) @ W_hh.chunk(3)[2].T + b_hh.chunk(3)[2]).tanh()
    # return (1 - z) * n + z * h
    # END MISTAKE
    # BEGIN MISTAKE z-swapped
    # why: the paper and the library give z opposite meanings
    # hint: The conventions say what z = 1 does. What does it do in your last line?
    # xr, xz, xn = (x @ W_ih.T + b_ih).chunk(3, dim=-1)
    # hr, hz, hn = (h @ W_hh.T + b_hh).chunk(3, dim=-1)
    # r, z = (xr + hr).sigmoid(), (xz + hz).sigmoid()
    # n = (xn + r * hn).tanh()
    # return (1 - z) * h + z * n
    # END MISTAKE
    # BEGIN MISTAKE b-hn-outside
    # why: the bias of the candidate's second half is added without the reset gate
    # hint: With the reset gate closed, what may the candidate still know besides x and b_in?
    # xr, xz, xn = (x @ W_ih.T + b_ih).chunk(3, dim=-1)
    # hr, hz, hn = (h @ W_hh.T).chunk(3, dim=-1)
    # br, bz, bn = b_hh.chunk(3)
    # r, z = (xr + hr + br).sigmoid(), (xz + hz + bz).sigmoid()
    # n = (xn + r * hn + bn).tanh()
    # return (1 - z) * n + z * h
    # END MISTAKE
    # BEGIN MISTAKE n-sigmoid
    # why: the candidate can never be negative
    # hint: r and z are gates. Is n one too? Which values must a state be able to take?
    # xr, xz, xn = (x @ W_ih.T + b_ih).chunk(3, dim=-1)
    # hr, hz, hn = (h @ W_hh.T + b_hh).chunk(3, dim=-1)
    # r, z = (xr + hr).sigmoid(), (xz + hz).sigmoid()
    # n = (xn + r * hn).sigmoid()
    # return (1 - z) * n + z * h
    # END MISTAKE
    # BEGIN MISTAKE r-and-z-swapped
    # why: the thirds are taken as z, r, n, the order of the formulas in many books
    # hint: Which third comes first, the one that resets or the one that updates?
    # xz, xr, xn = (x @ W_ih.T + b_ih).chunk(3, dim=-1)
    # hz, hr, hn = (h @ W_hh.T + b_hh).chunk(3, dim=-1)
    # r, z = (xr + hr).sigmoid(), (xz + hz).sigmoid()
    # n = (xn + r * hn).tanh()
    # return (1 - z) * n + z * h
    # END MISTAKE

"""Networks of cells: unrolled in time, in both directions, and stacked.

A *cell* is anything that is called as `cell(x_t, state)` and returns the next state: `x_t` has
shape (b, i); a state is h of shape (b, h), or a tuple (h, c); the state None means zeros. So
torch.nn.RNNCell, LSTMCell and GRUCell are cells, and so are `LSTM` and `GRU` in `layers.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:  # for the reader; nothing to import
    from torch import Tensor

    State = Tensor | tuple[Tensor, Tensor]
    Cell = Callable[[Tensor, State | None], State]


def hidden(state: State) -> Tensor:
    """What a cell shows of its state: h. Given."""
    return state[0] if isinstance(state, tuple) else state


def unroll(cell: Cell, x: Tensor, state: State | None = None) -> tuple[Tensor, State]:
    """Run a cell over all steps of `x`, shape (t, b, i), first to last. Given.

    Returns:
        (outputs, state): h after every step, shape (t, b, h), and the state after the last one.
    """
    outputs = []
    for x_t in x:
        state = cell(x_t, state)
        outputs.append(hidden(state))
    return torch.stack(outputs), state


def bidirectional(cell_f: Cell, cell_b: Cell, x: Tensor, lengths: Tensor) -> Tensor:
    """Read every sequence from its first step to its last, and from its last to its first.

    Source: Schuster and Paliwal, Bidirectional recurrent neural networks (1997).

    Args:
        cell_f: cell for the forward direction, starting at step 0.
        cell_b: cell for the backward direction, starting at step lengths[k] - 1 of sequence k.
        x: a batch of sequences that are padded at the end, shape (t, b, i).
        lengths: the true number of steps of each sequence, integers of shape (b,), from 1 to t.

    Returns:
        Shape (t, b, 2h). At step s of sequence k stands first the forward cell's h, which has read
        the steps 0 to s, then the backward cell's h, which has read the steps lengths[k] - 1 down
        to s. Behind a sequence's end stand zeros.

    Conventions: both cells start from the state None. What stands in the padding may be any finite
    number and changes nothing, neither results nor gradients. The two cells may have different
    widths h. No argument is changed.

    Example:
        >>> add = lambda x_t, h: x_t if h is None else h + x_t  # a cell that adds up
        >>> x = torch.tensor([1.0, 2.0, 3.0]).reshape(3, 1, 1)
        >>> bidirectional(add, add, x, torch.tensor([3])).squeeze(1)
        tensor([[1., 6.],
                [3., 5.],
                [6., 3.]])
    """
    # TODO: Read every sequence from its first step to its last, and from its last to its first
    raise NotImplementedError(
        "bidirectional: Read every sequence from its first step to its last, and from its last to "
        "its first"
    )


def sentence_vector(outputs: Tensor, lengths: Tensor) -> Tensor:
    """One vector for each sequence: what either direction knew when it had read all of it.

    Args:
        outputs: what `bidirectional` returned, shape (t, b, 2h), both halves of the same width.
        lengths: the true lengths, integers of shape (b,), from 1 to t.

    Returns:
        Shape (b, 2h): the forward half from where the forward cell ended, the backward half from
        where the backward cell ended.

    Conventions: rows of `outputs` behind a sequence's end are not looked at, whatever they hold.
    `outputs` is not changed.

    Example:
        >>> outputs = torch.tensor([[1.0, 6.0], [3.0, 5.0], [6.0, 3.0]]).unsqueeze(1)
        >>> sentence_vector(outputs, torch.tensor([3]))
        tensor([[6., 6.]])
    """
    # TODO: One vector for each sequence: what either direction knew when it had read all of it
    raise NotImplementedError(
        "sentence_vector: One vector for each sequence: what either direction knew when it had "
        "read all of it"
    )


def deep_rnn(
    cells: Sequence[Cell],
    x: Tensor,
    residual: bool = False,
    dropout: Callable[[Tensor], Tensor] | None = None,
) -> tuple[Tensor, list[State]]:
    """A stack of recurrent layers: each reads what the layer below it has put out.

        y_0 = layer_0(x)
        y_l = layer_l(d_l) [+ d_l where residual],   d_l = dropout(y_{l-1}),   l = 1, 2, ...

    Sources: Graves, Mohamed and Hinton, Speech recognition with deep recurrent neural networks
    (2013); for dropout Zaremba, Sutskever and Vinyals, Recurrent neural network regularization
    (2014); for residual connections Wu et al., Google's neural machine translation system (2016).

    Args:
        cells: one cell per layer, the lowest first; at least one.
        x: input of the lowest layer, shape (t, b, i).
        residual: add the input of each layer but the lowest to its output. All widths h are then
            equal; otherwise they may differ.
        dropout: function of a tensor, such as torch.nn.Dropout(0.2), or None. It may be called with
            all steps at once, (t, b, h), or with one step at a time, (b, h).

    Returns:
        (outputs, states): the output of the highest layer, shape (t, b, h), and a list with each
        cell's state after the last step, the lowest first.

    Conventions: every cell starts from the state None. Dropout stands between layers only: not at
    `x`, not behind the highest layer, and never in a state on its way to the next step. The lowest
    layer has no residual connection, even where i = h. States hold what cells returned, without
    anything added. No argument is changed.

    Example:
        >>> add = lambda x_t, h: x_t if h is None else h + x_t  # a cell that adds up
        >>> x = torch.tensor([1.0, 2.0, 3.0]).reshape(3, 1, 1)
        >>> deep_rnn([add, add], x)[0].flatten()
        tensor([ 1.,  4., 10.])
        >>> deep_rnn([add, add], x, residual=True)[0].flatten()
        tensor([ 2.,  7., 16.])
    """
    # TODO: A stack of recurrent layers: each reads what the layer below it has put out
    raise NotImplementedError(
        "deep_rnn: A stack of recurrent layers: each reads what the layer below it has put out"
    )

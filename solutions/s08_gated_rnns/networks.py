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
    # BEGIN SOLUTION
    steps, columns = torch.arange(len(x)).unsqueeze(1), torch.arange(len(lengths))
    real = steps < lengths
    # Where step s of the turned sequence stands in the straight one, and the other way round.
    turned = torch.where(real, lengths - 1 - steps, steps)
    forward, _ = unroll(cell_f, x)
    backward, _ = unroll(cell_b, x[turned, columns])
    both = torch.cat([forward, backward[turned, columns]], dim=-1)
    return both.masked_fill(~real.unsqueeze(-1), 0.0)
    # END SOLUTION
    # BEGIN MISTAKE no-reverse-back
    # why: the backward outputs stay in reading order, so step 0 meets what was read first
    # hint: The backward cell's first output belongs to a sequence's last step. Beside which step
    # hint: does it stand in your result?
    # steps, columns = torch.arange(len(x)).unsqueeze(1), torch.arange(len(lengths))
    # real = steps < lengths
    # turned = torch.where(real, lengths - 1 - steps, steps)
    # forward, _ = unroll(cell_f, x)
    # backward, _ = unroll(cell_b, x[turned, columns])
    # return torch.cat([forward, backward], dim=-1).masked_fill(~real.unsqueeze(-1), 0.0)
    # END MISTAKE
    # BEGIN MISTAKE reverses-padding
    # why: flipping the whole tensor brings the padding to the front: the backward cell reads it
    # hint: A sequence of length 2 in a batch of length 5: which step does your backward cell read
    # hint: first? What is in its state when it meets the first true step?
    # real = torch.arange(len(x)).unsqueeze(1) < lengths
    # forward, _ = unroll(cell_f, x)
    # backward, _ = unroll(cell_b, x.flip(0))
    # return torch.cat([forward, backward.flip(0)], dim=-1).masked_fill(~real.unsqueeze(-1), 0.0)
    # END MISTAKE
    # BEGIN MISTAKE sums-not-concat
    # why: one number cannot tell what came from the left from what came from the right
    # hint: How wide is the result to be? Can the next layer tell the two directions apart in
    # hint: yours?
    # steps, columns = torch.arange(len(x)).unsqueeze(1), torch.arange(len(lengths))
    # real = steps < lengths
    # turned = torch.where(real, lengths - 1 - steps, steps)
    # forward, _ = unroll(cell_f, x)
    # backward, _ = unroll(cell_b, x[turned, columns])
    # return (forward + backward[turned, columns]).masked_fill(~real.unsqueeze(-1), 0.0)
    # END MISTAKE
    # BEGIN MISTAKE last-state
    # why: every step gets the state with which the backward cell ended, so the first steps' future
    # why: and the last steps' future look the same
    # hint: What should the backward half know at the last step of a sequence: one word, or all?
    # hint: Is yours different from step to step?
    # steps, columns = torch.arange(len(x)).unsqueeze(1), torch.arange(len(lengths))
    # real = steps < lengths
    # turned = torch.where(real, lengths - 1 - steps, steps)
    # forward, _ = unroll(cell_f, x)
    # backward, _ = unroll(cell_b, x[turned, columns])
    # backward = backward[lengths - 1, columns].expand_as(backward)
    # return torch.cat([forward, backward], dim=-1).masked_fill(~real.unsqueeze(-1), 0.0)
    # END MISTAKE


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
    # BEGIN SOLUTION
    width = outputs.shape[-1] // 2
    forward = outputs[lengths - 1, torch.arange(len(lengths)), :width]
    return torch.cat([forward, outputs[0, :, width:]], dim=-1)
    # END SOLUTION
    # BEGIN MISTAKE last-state
    # why: at a sequence's last step the backward cell has read one step only
    # hint: Where does the backward cell begin, and where does it end? What has it read when it
    # hint: stands at the last step?
    # last = outputs[lengths - 1, torch.arange(len(lengths))]
    # return last
    # END MISTAKE
    # BEGIN MISTAKE end-of-the-batch
    # why: the last row belongs to the padding of every sequence that is shorter than the batch
    # hint: Where does a sequence of length 2 end in a batch of length 5?
    # width = outputs.shape[-1] // 2
    # return torch.cat([outputs[-1, :, :width], outputs[0, :, width:]], dim=-1)
    # END MISTAKE


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
    # BEGIN SOLUTION
    states = []
    for layer, cell in enumerate(cells):
        if layer > 0 and dropout is not None:
            x = dropout(x)
        outputs, state = unroll(cell, x)
        x = outputs + x if residual and layer > 0 else outputs
        states.append(state)
    return x, states
    # END SOLUTION
    # BEGIN MISTAKE dropout-on-recurrent
    # why: what is dropped from the state is lost to all later steps; memory fades by itself
    # hint: Which arrows of the picture does dropout stand on: those that point up, or those that
    # hint: point to the right? What is left of a memory after 20 steps in yours?
    # def dropped(cell, x_t, state):
    #     state = cell(x_t, state)
    #     if dropout is None:
    #         return state
    #     return (dropout(state[0]), *state[1:]) if isinstance(state, tuple) else dropout(state)
    #
    # states = []
    # for layer, cell in enumerate(cells):
    #     noisy = layer < len(cells) - 1
    #     step = (lambda x_t, s, cell=cell: dropped(cell, x_t, s)) if noisy else cell
    #     outputs, state = unroll(step, x)
    #     x = outputs + x if residual and layer > 0 else outputs
    #     states.append(state)
    # return x, states
    # END MISTAKE
    # BEGIN MISTAKE residual-first-layer
    # why: the input has another width than h; where it fits by chance, the result is another one
    # hint: Can you add the input of the lowest layer to its output when i and h differ? Which
    # hint: layers does the formula add something to?
    # states = []
    # for layer, cell in enumerate(cells):
    #     if layer > 0 and dropout is not None:
    #         x = dropout(x)
    #     outputs, state = unroll(cell, x)
    #     x = outputs + x if residual else outputs
    #     states.append(state)
    # return x, states
    # END MISTAKE
    # BEGIN MISTAKE same-h-all-layers
    # why: a layer starts from where the layer below it ended, that is, it knows the whole sequence
    # hint: From which state does the second layer start in your code? Could its first output
    # hint: depend on the last input?
    # states, state = [], None
    # for layer, cell in enumerate(cells):
    #     if layer > 0 and dropout is not None:
    #         x = dropout(x)
    #     outputs, state = unroll(cell, x, state)
    #     x = outputs + x if residual and layer > 0 else outputs
    #     states.append(state)
    # return x, states
    # END MISTAKE
    # BEGIN MISTAKE dropout-after-the-last
    # why: what comes out of the stack is then damaged too, and nothing above repairs it
    # hint: Between how many pairs of layers does dropout stand when there is one layer?
    # states = []
    # for layer, cell in enumerate(cells):
    #     outputs, state = unroll(cell, x)
    #     x = outputs + x if residual and layer > 0 else outputs
    #     if dropout is not None:
    #         x = dropout(x)
    #     states.append(state)
    # return x, states
    # END MISTAKE

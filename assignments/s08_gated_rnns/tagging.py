"""Labels for every word: how to read them off, how to train for them, how to make spans of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch


def tag_sequences(
    model: Callable[[torch.Tensor, torch.Tensor], torch.Tensor],
    x: torch.Tensor,
    lengths: torch.Tensor,
) -> list[list[int]]:
    """The best label for every true step of every sequence.

    Args:
        model: called once, as `model(x, lengths)`; returns scores of shape (t, b, k), one for each
            of k labels, at every step of every sequence.
        x: a padded batch, time first: (t, b, i), or (t, b) where the model takes word numbers.
        lengths: the true lengths, integers of shape (b,), from 1 to t.

    Returns:
        One list per sequence, as long as the sequence, of ints from 0 to k - 1: the label with the
        largest score.

    Conventions: plain Python lists and ints. Nothing is said about padding.

    Example:
        >>> scores = torch.tensor([[[5.0, 1.0], [2.0, 3.0]], [[0.0, 1.0], [9.0, 8.0]]])
        >>> tag_sequences(lambda x, lengths: scores, torch.zeros(2, 2, 1), torch.tensor([2, 1]))
        [[0, 1], [1]]
    """
    # TODO: The best label for every true step of every sequence
    raise NotImplementedError("tag_sequences: The best label for every true step of every sequence")


def masked_ce(scores: torch.Tensor, labels: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
    """Cross-entropy, as a mean over all true steps of the batch.

        loss = - sum over true (s, k) of log softmax(scores[s, k])[labels[s, k]] / sum(lengths)

    Args:
        scores: shape (t, b, k), float32 or float64.
        labels: the right labels, integers of shape (t, b), from 0 to k - 1 at true steps.
        lengths: the true lengths, integers of shape (b,), from 1 to t.

    Returns:
        A tensor of shape (), through which gradients flow to `scores`.

    Conventions: each word counts alike, in a long sentence and in a short one. In the padding
    scores may be any finite numbers and labels any integers, also -1 or -100; they change nothing,
    and the gradient there is exactly 0. Scores may be large: log softmax, not log of softmax.
    No argument is changed.

    Example:
        >>> scores = torch.zeros(3, 1, 4)
        >>> masked_ce(scores, torch.tensor([[2], [0], [-1]]), torch.tensor([2]))  # log(4)
        tensor(1.3863)
    """
    # TODO: Cross-entropy, as a mean over all true steps of the batch
    raise NotImplementedError(
        "masked_ce: Cross-entropy, as a mean over all true steps of the batch"
    )


def bio_spans(tags: Sequence[str]) -> list[tuple[str, int, int]]:
    """The named spans of a sentence that is tagged with B (begin), I (inside) and O (outside).

    Source of the scheme: Ramshaw and Marcus, Text chunking using transformation-based learning
    (1995), in the form IOB2, where every span begins with B.

    Args:
        tags: one tag per word: "O", "B-<label>" or "I-<label>". A label may contain dashes.

    Returns:
        One (label, start, end) for each span, in reading order. `end` is exclusive: the span is
        words[start:end].

    Conventions: a span is a B and all I of the same label that follow it without a gap. A B always
    begins a new span, also right behind another one. An I that continues no span of its label
    (behind O, behind another label, at the start) belongs to none, and ends the one before it.

    Example:
        >>> bio_spans(["B-PER", "I-PER", "O", "I-LOC", "B-LOC"])
        [('PER', 0, 2), ('LOC', 4, 5)]
    """
    # TODO: The named spans of a sentence that is tagged with B (begin), I (inside) and O (outside)
    raise NotImplementedError(
        "bio_spans: The named spans of a sentence that is tagged with B (begin), I (inside) and O "
        "(outside)"
    )

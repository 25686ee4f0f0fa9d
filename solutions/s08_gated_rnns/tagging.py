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
    # BEGIN SOLUTION
    best = model(x, lengths).argmax(dim=-1)
    return [best[:length, k].tolist() for k, length in enumerate(lengths.tolist())]
    # END SOLUTION
    # BEGIN MISTAKE tags-the-padding
    # why: the lists are all as long as the batch; behind a sentence's end stand made-up labels
    # hint: How many labels does a sentence of three words have?
    # return model(x, lengths).argmax(dim=-1).T.tolist()
    # END MISTAKE
    # BEGIN MISTAKE time-and-batch-swapped
    # why: the first axis is time here; in yours it is the sentence
    # hint: Scores have the shape (t, b, k). What do you get when you take scores[0]: the first
    # hint: sentence, or the first word of every sentence?
    # best = model(x, lengths).argmax(dim=-1)
    # return [best[k, :length].tolist() for k, length in enumerate(lengths.tolist())]
    # END MISTAKE


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
    # BEGIN SOLUTION
    real = torch.arange(len(scores)).unsqueeze(1) < lengths
    return torch.nn.functional.cross_entropy(scores[real], labels[real].long())
    # END SOLUTION
    # BEGIN MISTAKE loss-on-pads
    # why: the model is trained to say something about padding, and most of a batch may be padding
    # hint: Change a score behind the end of a sentence. Should the loss move? Does yours?
    # flat = scores.flatten(0, 1).log_softmax(dim=-1)
    # return -flat.gather(-1, labels.clamp(min=0).long().reshape(-1, 1)).mean()
    # END MISTAKE
    # BEGIN MISTAKE mean-over-padded
    # why: the sum is right, but padding counts in the divisor: more padding, smaller loss
    # hint: By how many steps do you divide: by those that count, or by all of the batch? What
    # hint: becomes of your loss when somebody adds ten more steps of padding?
    # real = torch.arange(len(scores)).unsqueeze(1) < lengths
    # total = torch.nn.functional.cross_entropy(scores[real], labels[real].long(), reduction="sum")
    # return total / labels.numel()
    # END MISTAKE
    # BEGIN MISTAKE mean-of-means
    # why: a word of a short sentence weighs more than a word of a long one
    # hint: One sentence has 2 words, another has 20. How much does one word of each weigh in your
    # hint: loss?
    # losses = [
    #     torch.nn.functional.cross_entropy(scores[:length, k], labels[:length, k].long())
    #     for k, length in enumerate(lengths.tolist())
    # ]
    # return torch.stack(losses).mean()
    # END MISTAKE


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
    # BEGIN SOLUTION
    spans, begun = [], None  # label and start of the span that has not ended yet
    for place, tag in enumerate([*tags, "O"]):  # the O ends a span that the sentence ends with
        prefix, _, kind = tag.partition("-")
        if begun is not None and (prefix, kind) != ("I", begun[0]):
            spans.append((*begun, place))
            begun = None
        if prefix == "B":
            begun = (kind, place)
    return spans
    # END SOLUTION
    # BEGIN MISTAKE i-after-o-accepted-vs-spec
    # why: the lenient reading of conlleval: an I without a span before it begins one
    # hint: What do the conventions say about an I behind an O? Which tag alone may begin a span?
    # spans, begun = [], None
    # for place, tag in enumerate([*tags, "O"]):
    #     prefix, _, kind = tag.partition("-")
    #     if begun is not None and (prefix, kind) != ("I", begun[0]):
    #         spans.append((*begun, place))
    #         begun = None
    #     if prefix == "B" or (prefix == "I" and begun is None):
    #         begun = (kind, place)
    # return spans
    # END MISTAKE
    # BEGIN MISTAKE span-end-inclusive
    # why: the end is the last word's place, so words[start:end] loses a word
    # hint: How many words has words[start:end] in your answer for a span of one word?
    # spans, begun = [], None
    # for place, tag in enumerate([*tags, "O"]):
    #     prefix, _, kind = tag.partition("-")
    #     if begun is not None and (prefix, kind) != ("I", begun[0]):
    #         spans.append((*begun, place - 1))
    #         begun = None
    #     if prefix == "B":
    #         begun = (kind, place)
    # return spans
    # END MISTAKE
    # BEGIN MISTAKE last-span-lost
    # why: a span is only written down when something follows it
    # hint: What happens to a span whose last word is the sentence's last word?
    # spans, begun = [], None
    # for place, tag in enumerate(tags):
    #     prefix, _, kind = tag.partition("-")
    #     if begun is not None and (prefix, kind) != ("I", begun[0]):
    #         spans.append((*begun, place))
    #         begun = None
    #     if prefix == "B":
    #         begun = (kind, place)
    # return spans
    # END MISTAKE
    # BEGIN MISTAKE b-continues
    # why: two names side by side become one; telling them apart is what B is there for
    # hint: "B-PER B-PER": is that one person or two?
    # spans, begun = [], None
    # for place, tag in enumerate([*tags, "O"]):
    #     prefix, _, kind = tag.partition("-")
    #     if begun is not None and (prefix == "O" or kind != begun[0]):
    #         spans.append((*begun, place))
    #         begun = None
    #     if prefix == "B" and begun is None:
    #         begun = (kind, place)
    # return spans
    # END MISTAKE
    # BEGIN MISTAKE labels-not-compared
    # why: an I of another label is taken as a continuation
    # hint: "B-PER I-LOC": does the second word belong to the person?
    # spans, begun = [], None
    # for place, tag in enumerate([*tags, "O"]):
    #     prefix, _, kind = tag.partition("-")
    #     if begun is not None and prefix != "I":
    #         spans.append((*begun, place))
    #         begun = None
    #     if prefix == "B":
    #         begun = (kind, place)
    # return spans
    # END MISTAKE

"""Right in another way: one gate, one sequence and one word at a time, in plain loops."""

from .cells import adding_weights, gru_cell, lstm_cell
from .networks import bidirectional, deep_rnn, sentence_vector
from .rest import (
    bio_spans,
    forecast_recursive,
    make_windows,
    masked_ce,
    tag_sequences,
    train_test_windows,
)

__all__ = [
    "adding_weights",
    "bidirectional",
    "bio_spans",
    "deep_rnn",
    "forecast_recursive",
    "gru_cell",
    "lstm_cell",
    "make_windows",
    "masked_ce",
    "sentence_vector",
    "tag_sequences",
    "train_test_windows",
]

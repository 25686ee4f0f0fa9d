"""Right in another way: double precision inside, one product for both weights, masks and scans."""

from .parts import (
    adding_weights,
    bidirectional,
    deep_rnn,
    gru_cell,
    lstm_cell,
    sentence_vector,
)
from .words import (
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

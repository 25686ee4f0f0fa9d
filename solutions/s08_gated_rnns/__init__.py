"""Gated recurrent networks: memory that can be kept, in cells, layers, taggers and forecasts."""

from .adding import adding_weights
from .cells import gru_cell, lstm_cell
from .data import TAGS, WORDS, adding_batch, sentences, sunspots, temperatures
from .forecasting import forecast_recursive, make_windows, train_test_windows
from .layers import GRU, LSTM, Tagger
from .networks import bidirectional, deep_rnn, hidden, sentence_vector, unroll
from .tagging import bio_spans, masked_ce, tag_sequences

__all__ = [
    "GRU",
    "LSTM",
    "TAGS",
    "WORDS",
    "Tagger",
    "adding_batch",
    "adding_weights",
    "bidirectional",
    "bio_spans",
    "deep_rnn",
    "forecast_recursive",
    "gru_cell",
    "hidden",
    "lstm_cell",
    "make_windows",
    "masked_ce",
    "sentence_vector",
    "sentences",
    "sunspots",
    "tag_sequences",
    "temperatures",
    "train_test_windows",
    "unroll",
]

"""Data to try the tasks with, given: three kinds drawn by chance, one from a weather service."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import torch

NOUNS = ("light", "cold", "duck", "ship")
ADJECTIVES = ("light", "cold", "old")
VERBS = ("duck", "ship", "fell")
WORDS = ("<pad>", "the", "light", "cold", "duck", "ship", "old", "fell", "slowly")
"""What the numbers of `sentences` stand for."""
TAGS = ("DET", "ADJ", "NOUN", "VERB", "ADV")
"""What the labels of `sentences` stand for."""


def adding_batch(size: int, steps: int, rng: np.random.Generator):
    """Sequences of the adding task: inputs (steps, size, 2) and the sums (size,), float64."""
    x = np.zeros((steps, size, 2))
    x[:, :, 0] = rng.random((steps, size))
    for k in range(size):
        x[rng.choice(steps, 2, replace=False), k, 1] = 1.0
    return torch.from_numpy(x), torch.from_numpy((x[:, :, 0] * x[:, :, 1]).sum(0))


def noun_phrase(rng: np.random.Generator) -> list[tuple[str, str]]:
    """(word, tag) of "the", perhaps an adjective, and a noun."""
    adjective = [(str(rng.choice(ADJECTIVES)), "ADJ")] if rng.random() < 0.5 else []
    return [("the", "DET"), *adjective, (str(rng.choice(NOUNS)), "NOUN")]


def sentences(count: int, rng: np.random.Generator):
    """Sentences of a small grammar in which most words have two readings.

    "the light duck slowly" and "the light duck fell" differ in what "light" and "duck" are, and
    only a later word tells.

    Returns:
        (x, labels, lengths): numbers of words (t, b), numbers of tags (t, b), lengths (b,).
        Both are padded at the end, words with 0 and tags with -1.
    """
    drawn = []
    for _ in range(count):
        sentence = [*noun_phrase(rng), (str(rng.choice(VERBS)), "VERB")]
        end = rng.integers(3)
        if end == 1:
            sentence += noun_phrase(rng)
        elif end == 2:
            sentence.append(("slowly", "ADV"))
        drawn.append(sentence)
    lengths = torch.tensor([len(sentence) for sentence in drawn])
    x = torch.zeros(int(lengths.max()), count, dtype=torch.long)
    labels = torch.full_like(x, -1)
    for k, sentence in enumerate(drawn):
        for step, (word, tag) in enumerate(sentence):
            x[step, k] = WORDS.index(word)
            labels[step, k] = TAGS.index(tag)
    return x, labels, lengths


def sunspots(n: int, rng: np.random.Generator) -> np.ndarray:
    """A series that swings like the yearly sunspot numbers, shape (n,).

    u[t] = 1.343 u[t-1] - 0.655 u[t-2] + noise, plus 44: the first autoregression that was ever
    fitted (Yule 1927); the noise is normal with standard deviation 15.
    """
    u = [0.0, 0.0]
    for noise in rng.normal(0.0, 15.0, size=n + 48):
        u.append(1.343 * u[-1] - 0.655 * u[-2] + noise)
    return 44.0 + np.array(u[50:])


def temperatures() -> np.ndarray:
    """Hourly temperatures of Seattle, June to August, in degrees Fahrenheit, shape (2208,).

    From the set seattle-temps of vega-datasets (public-domain data of NOAA), which dates them 2010.
    They are suspiciously smooth, as averages over many years are: real weather is harder to tell.
    """
    path = Path(__file__).parent / "seattle_temps.csv"
    with path.open(newline="", encoding="utf-8") as file:
        return np.array([float(row["temp"]) for row in csv.DictReader(file)])

"""Given: two half moons to tell apart, and a training loop for your network."""

from __future__ import annotations

import math
import random

from .engine import Value
from .nn import MLP

Point = tuple[float, float]


def two_moons(n: int, rng: random.Random, noise: float = 0.1) -> tuple[list[Point], list[int]]:
    """`n` points on two half circles that reach into each other, and their labels, 1 and -1."""
    points, labels = [], []
    for i in range(n):
        angle = rng.uniform(0.0, math.pi)
        x, y, label = math.cos(angle), math.sin(angle), 1
        if i % 2:
            x, y, label = 1.0 - x, 0.5 - y, -1
        points.append((x + rng.gauss(0.0, noise), y + rng.gauss(0.0, noise)))
        labels.append(label)
    return points, labels


def logistic_loss(score: Value, label: int) -> Value:
    """log(1 + e^(-label * score)): small where score and label have the same sign."""
    return (1 + (-label * score).exp()).log()


def train(
    model: MLP, points: list[Point], labels: list[int], steps: int, rate: float
) -> list[float]:
    """Gradient descent on the mean loss of all points; returns the loss before each step."""
    losses = []
    for _ in range(steps):
        loss = Value(0.0)
        for point, label in zip(points, labels, strict=True):
            loss = loss + logistic_loss(model(point)[0], label) / len(points)
        model.zero_grad()
        loss.backward()
        for weight in model.parameters():
            weight.data -= rate * weight.grad
        losses.append(loss.data)
    return losses


def picture(model: MLP, points: list[Point], labels: list[int]) -> str:
    """The plane as text: `+` and `.` where the model says 1 and -1, `A` and `B` for the points."""
    rows = [
        ["+" if model((-1.4 + 0.06 * i, 1.4 - 0.12 * j))[0].data > 0 else "." for i in range(66)]
        for j in range(20)
    ]
    for (x, y), label in zip(points, labels, strict=True):
        i, j = round((x + 1.4) / 0.06), round((1.4 - y) / 0.12)
        if 0 <= i < 66 and 0 <= j < 20:
            rows[j][i] = "A" if label > 0 else "B"
    return "\n".join("".join(row) for row in rows)

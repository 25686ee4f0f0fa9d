"""I thought the value of the last state is always added, wherever the steps led."""

from __future__ import annotations

import numpy as np


def n_step_return(
    rewards: np.ndarray, values: np.ndarray, n: int, gamma: float, terminated: bool
) -> float:
    taken = rewards[:n]
    k = len(taken)
    result = float(values[k])
    for reward in taken[::-1]:
        result = float(reward) + gamma * result
    return result

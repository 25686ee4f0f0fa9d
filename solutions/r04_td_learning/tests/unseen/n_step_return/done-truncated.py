"""I thought nothing comes after the end of an episode, whatever ended it."""

from __future__ import annotations

import numpy as np


def n_step_return(
    rewards: np.ndarray, values: np.ndarray, n: int, gamma: float, terminated: bool
) -> float:
    taken = rewards[:n]
    k = len(taken)
    ended = k == len(rewards)
    result = 0.0 if ended else float(values[k])
    for reward in taken[::-1]:
        result = float(reward) + gamma * result
    return result

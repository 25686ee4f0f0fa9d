"""Arrays throughout: one draw from all probabilities, returns by a matrix, flags as numbers."""

from .acting import epsilon_greedy
from .steps import (
    double_q_update,
    expected_sarsa_update,
    n_step_return,
    q_learning_update,
    sarsa_update,
)
from .whole_episodes import mc_control, td0_evaluate

__all__ = [
    "double_q_update",
    "epsilon_greedy",
    "expected_sarsa_update",
    "mc_control",
    "n_step_return",
    "q_learning_update",
    "sarsa_update",
    "td0_evaluate",
]

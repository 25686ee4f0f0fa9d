"""Plain loops and dictionaries: every return is kept in a list, chance is compared with totals."""

from .agents import epsilon_greedy, mc_control, td0_evaluate
from .targets import (
    double_q_update,
    expected_sarsa_update,
    n_step_return,
    q_learning_update,
    sarsa_update,
)

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

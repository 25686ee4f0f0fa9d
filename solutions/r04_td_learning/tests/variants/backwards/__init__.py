"""Recursion and running means from the end backwards; ties are broken by shuffling the actions."""

from .chance import epsilon_greedy
from .episodes import mc_control, td0_evaluate
from .updates import (
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

"""Written from Sutton and Barto's pseudocode by someone who had not seen the solution."""

from .control import double_q_update, expected_sarsa_update, q_learning_update, sarsa_update
from .monte_carlo import mc_control
from .policies import epsilon_greedy
from .prediction import n_step_return, td0_evaluate

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

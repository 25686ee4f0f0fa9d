"""Tests of the Q-learning step, as a course would write them for pytest."""
# ruff: noqa: N806  (the field's own names)

import numpy as np
from r04_td_learning import q_learning_update


def test_q_learning_worked_example():
    """The step of the handout: exactly one entry of the table changes, to 3.

    Work the target by hand: r + gamma * max over the actions of the next state.
    """
    Q = np.array([[0.0, 4.0], [6.0, 2.0], [1000.0, 2000.0]])
    q_learning_update(Q, 0, 1, -1.0, 1, False, 0.5, 0.5, truncated=False)
    expected = np.array([[0.0, 3.0], [6.0, 2.0], [1000.0, 2000.0]])
    np.testing.assert_allclose(Q, expected, rtol=1e-5, atol=1e-6)


def test_q_learning_at_the_end():
    """A terminal state is worth nothing; a state at a time limit is worth what it was.

    What is a state worth when the episode has terminated there? And when it was cut off?
    """
    for s2, terminated, truncated, entry in ((2, True, False, 1.5), (1, False, True, 3.0)):
        Q = np.array([[0.0, 4.0], [6.0, 2.0], [1000.0, 2000.0]])
        q_learning_update(Q, 0, 1, -1.0, s2, terminated, 0.5, 0.5, truncated=truncated)
        expected = np.array([[0.0, entry], [6.0, 2.0], [1000.0, 2000.0]])
        np.testing.assert_allclose(Q, expected, rtol=1e-5, atol=1e-6)


def test_q_learning_against_a_wall():
    """A step that leads nowhere: the state that is reached is the one that was left.

    Read the old values before you write the new one.
    """
    Q = np.array([[1.0, 8.0, 4.0], [0.0, 0.0, 0.0]])
    q_learning_update(Q, 0, 1, -1.0, 0, False, 0.5, 0.5, truncated=False)
    expected = np.array([[1.0, 5.5, 4.0], [0.0, 0.0, 0.0]])
    np.testing.assert_allclose(Q, expected, rtol=1e-5, atol=1e-6)

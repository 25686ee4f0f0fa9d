"""One step of temporal-difference control, in four ways to say what the next state is worth.

All four change a table in place, at one entry. They take both flags of `env.step`: `terminated`
(the next state is terminal: nothing can be earned from it) and `truncated` (somebody stopped the
clock). Which of them matters to a target is for you to decide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:  # shapes for the reader; nothing to install
    from jaxtyping import Float


def sarsa_update(
    Q: Float[np.ndarray, "n_states n_actions"],
    s: int,
    a: int,
    r: float,
    s2: int,
    a2: int,
    terminated: bool,
    alpha: float,
    gamma: float,
    truncated: bool = False,
) -> None:
    """SARSA: move Q[s, a] towards r + gamma Q[s2, a2], where a2 is the action taken next.

        Q(S, A) <- Q(S, A) + alpha [R + gamma Q(S', A') - Q(S, A)]

    Source: Sutton and Barto, Reinforcement Learning (2018), equation 6.7.

    Args:
        Q: float64 array of shape (n_states, n_actions). Changed in place.
        s: the state that was left.
        a: the action that was taken there.
        r: the reward.
        s2: the state that was reached; it may be `s` again.
        a2: the action that the agent takes in `s2`; a valid one also where `s2` is terminal.
        terminated: True: `s2` is terminal.
        alpha: step size, 0 to 1.
        gamma: discount, 0 to 1.
        truncated: True: a time limit stopped the episode in `s2`.

    Returns:
        None; what you return is not looked at. The result is Q itself.

    Conventions: a terminal state is worth 0, whatever Q holds there. A truncated episode still has
    the value of `s2`. Both flags may be True: then `s2` is terminal. No entry but Q[s, a] changes.

    Example:
        >>> Q = np.array([[0.0, 4.0], [6.0, 2.0]])
        >>> sarsa_update(Q, 0, 1, -1.0, s2=1, a2=1, terminated=False, alpha=0.5, gamma=0.5)
        >>> print(Q[0, 1])
        2.0
    """
    # BEGIN SOLUTION
    target = r if terminated else r + gamma * Q[s2, a2]
    Q[s, a] += alpha * (target - Q[s, a])
    # END SOLUTION
    # BEGIN MISTAKE greedy-next-action
    # why: the maximum makes it Q-learning, which does not care what the agent really does next
    # hint: Whose value enters your target: the action's that will be taken, or the best one's?
    # target = r if terminated else r + gamma * Q[s2].max()
    # Q[s, a] += alpha * (target - Q[s, a])
    # END MISTAKE
    # BEGIN MISTAKE next-action-resampled-executed-one-differs
    # why: a new draw is another action than the one that the agent is about to execute
    # hint: The second A of SARSA was drawn by the caller, who will execute it. Is it the one in
    # hint: your target?
    # drawn = np.random.randint(Q.shape[1])
    # target = r if terminated else r + gamma * Q[s2, drawn]
    # Q[s, a] += alpha * (target - Q[s, a])
    # END MISTAKE
    # BEGIN MISTAKE bootstraps-through-terminal
    # why: harmless only while the row of the terminal state happens to be 0
    # hint: What can be earned after the end? And what does your target take from the table there?
    # target = r + gamma * Q[s2, a2]
    # Q[s, a] += alpha * (target - Q[s, a])
    # END MISTAKE
    # BEGIN MISTAKE done-truncated
    # why: a time limit says nothing about the world; the state is worth what it was worth before
    # hint: Somebody stopped the clock. Is the state in which the agent stands now worth nothing?
    # target = r if terminated or truncated else r + gamma * Q[s2, a2]
    # Q[s, a] += alpha * (target - Q[s, a])
    # END MISTAKE


def expected_sarsa_update(
    Q: Float[np.ndarray, "n_states n_actions"],
    s: int,
    a: int,
    r: float,
    s2: int,
    policy: Float[np.ndarray, "n_states n_actions"],
    terminated: bool,
    alpha: float,
    gamma: float,
    truncated: bool = False,
) -> None:
    """Expected SARSA: move Q[s, a] towards r + gamma times the mean of Q[s2] under the policy.

        Q(S, A) <- Q(S, A) + alpha [R + gamma sum_a' pi(a' | S') Q(S', a') - Q(S, A)]

    Source: Sutton and Barto, Reinforcement Learning (2018), equation 6.9.

    Args:
        Q: float64 array of shape (n_states, n_actions). Changed in place.
        s: the state that was left.
        a: the action that was taken there.
        r: the reward.
        s2: the state that was reached; it may be `s` again.
        policy: float64 array of shape (n_states, n_actions); policy[s, a] is the probability of
            action a in state s. Each row sums to 1.
        terminated: True: `s2` is terminal.
        alpha: step size, 0 to 1.
        gamma: discount, 0 to 1.
        truncated: True: a time limit stopped the episode in `s2`.

    Returns:
        None; what you return is not looked at. The result is Q itself.

    Conventions: those of `sarsa_update`. `policy` is not changed.

    Example:
        >>> Q = np.array([[0.0, 4.0], [6.0, 2.0]])
        >>> policy = np.array([[0.0, 1.0], [0.25, 0.75]])
        >>> expected_sarsa_update(Q, 0, 1, -1.0, 1, policy, False, alpha=0.5, gamma=0.5)
        >>> print(Q[0, 1])
        2.25
    """
    # BEGIN SOLUTION
    target = r if terminated else r + gamma * (policy[s2] * Q[s2]).sum()
    Q[s, a] += alpha * (target - Q[s, a])
    # END SOLUTION
    # BEGIN MISTAKE expectation-uniform
    # why: the plain mean is the expectation under the uniform policy only
    # hint: The policy never takes some action. How much does that action weigh in your mean?
    # target = r if terminated else r + gamma * Q[s2].mean()
    # Q[s, a] += alpha * (target - Q[s, a])
    # END MISTAKE
    # BEGIN MISTAKE greedy-next-action
    # why: right for a greedy policy only, and then it is Q-learning
    # hint: What does your target say when the policy never takes the best action?
    # target = r if terminated else r + gamma * Q[s2].max()
    # Q[s, a] += alpha * (target - Q[s, a])
    # END MISTAKE
    # BEGIN MISTAKE policy-of-s-not-s2
    # why: the actions that are weighed are those of the next state
    # hint: In which state will the next action be drawn? Which row of the policy do you use?
    # target = r if terminated else r + gamma * (policy[s] * Q[s2]).sum()
    # Q[s, a] += alpha * (target - Q[s, a])
    # END MISTAKE
    # BEGIN MISTAKE bootstraps-through-terminal
    # why: harmless only while the row of the terminal state happens to be 0
    # hint: What can be earned after the end? And what does your target take from the table there?
    # target = r + gamma * (policy[s2] * Q[s2]).sum()
    # Q[s, a] += alpha * (target - Q[s, a])
    # END MISTAKE
    # BEGIN MISTAKE done-truncated
    # why: a time limit says nothing about the world; the state is worth what it was worth before
    # hint: Somebody stopped the clock. Is the state in which the agent stands now worth nothing?
    # target = r if terminated or truncated else r + gamma * (policy[s2] * Q[s2]).sum()
    # Q[s, a] += alpha * (target - Q[s, a])
    # END MISTAKE


def q_learning_update(
    Q: Float[np.ndarray, "n_states n_actions"],
    s: int,
    a: int,
    r: float,
    s2: int,
    terminated: bool,
    alpha: float,
    gamma: float,
    truncated: bool = False,
) -> None:
    """Q-learning: move Q[s, a] towards r + gamma max Q[s2], whatever the agent does next.

        Q(S, A) <- Q(S, A) + alpha [R + gamma max_a' Q(S', a') - Q(S, A)]

    Source: Watkins (1989); Sutton and Barto, Reinforcement Learning (2018), equation 6.8.

    Args:
        Q: float64 array of shape (n_states, n_actions). Changed in place.
        s: the state that was left.
        a: the action that was taken there.
        r: the reward.
        s2: the state that was reached; it may be `s` again.
        terminated: True: `s2` is terminal.
        alpha: step size, 0 to 1.
        gamma: discount, 0 to 1.
        truncated: True: a time limit stopped the episode in `s2`.

    Returns:
        None; what you return is not looked at. The result is Q itself.

    Conventions: those of `sarsa_update`. All values of Q on the right of the arrow are those before
    the update, also where `s2` is `s`.

    Example:
        >>> Q = np.array([[0.0, 4.0], [6.0, 2.0]])
        >>> q_learning_update(Q, 0, 1, -1.0, 1, terminated=False, alpha=0.5, gamma=0.5)
        >>> print(Q[0, 1])
        3.0
    """
    # BEGIN SOLUTION
    target = r if terminated else r + gamma * Q[s2].max()
    Q[s, a] += alpha * (target - Q[s, a])
    # END SOLUTION
    # BEGIN MISTAKE bootstraps-through-terminal
    # why: harmless only while the row of the terminal state happens to be 0, as in many tutorials
    # hint: What can be earned after the end? And what does your target take from the table there?
    # target = r + gamma * Q[s2].max()
    # Q[s, a] += alpha * (target - Q[s, a])
    # END MISTAKE
    # BEGIN MISTAKE done-truncated
    # why: with the old `done` flag a time limit looks like the end of the world
    # hint: Somebody stopped the clock. Is the state in which the agent stands now worth nothing?
    # target = r if terminated or truncated else r + gamma * Q[s2].max()
    # Q[s, a] += alpha * (target - Q[s, a])
    # END MISTAKE
    # BEGIN MISTAKE max-over-s-not-s2
    # why: the best action of the old state says nothing about where the step led
    # hint: After the step the agent stands in another state. Over whose actions do you maximise?
    # target = r if terminated else r + gamma * Q[s].max()
    # Q[s, a] += alpha * (target - Q[s, a])
    # END MISTAKE
    # BEGIN MISTAKE on-policy-action-used
    # why: the value of an action that was taken, not of the best one: no longer off-policy
    # hint: Q-learning assumes that from now on the agent acts as well as it can. Is the action in
    # hint: your target the best one of the next state?
    # target = r if terminated else r + gamma * Q[s2, a]
    # Q[s, a] += alpha * (target - Q[s, a])
    # END MISTAKE
    # BEGIN MISTAKE alpha-on-target-only
    # why: the old value is dropped altogether, so the entry is alpha times the target
    # hint: With alpha=0 nothing should be learned. What is Q[s, a] in your code then?
    # target = r if terminated else r + gamma * Q[s2].max()
    # Q[s, a] += alpha * target - Q[s, a]
    # END MISTAKE
    # BEGIN MISTAKE in-place-order
    # why: where s2 is s, the maximum is taken over a row that was already changed
    # hint: The agent ran into a wall, so s2 is s. Has Q[s2] already been written to when your code
    # hint: takes its maximum?
    # Q[s, a] *= 1 - alpha
    # Q[s, a] += alpha * (r if terminated else r + gamma * Q[s2].max())
    # END MISTAKE


def double_q_update(
    Q1: Float[np.ndarray, "n_states n_actions"],
    Q2: Float[np.ndarray, "n_states n_actions"],
    s: int,
    a: int,
    r: float,
    s2: int,
    terminated: bool,
    alpha: float,
    gamma: float,
    rng: np.random.Generator,
    truncated: bool = False,
) -> None:
    """Double Q-learning: one table selects the next action, the other one says what it is worth.

        heads:  Q1(S, A) <- Q1(S, A) + alpha [R + gamma Q2(S', argmax_a' Q1(S', a')) - Q1(S, A)]
        tails:  Q2(S, A) <- Q2(S, A) + alpha [R + gamma Q1(S', argmax_a' Q2(S', a')) - Q2(S, A)]

    Source: van Hasselt (2010); Sutton and Barto, Reinforcement Learning (2018), equation 6.10.

    Args:
        Q1: float64 array of shape (n_states, n_actions). Changed in place on heads.
        Q2: the same. Changed in place on tails.
        s: the state that was left.
        a: the action that was taken there.
        r: the reward.
        s2: the state that was reached; it may be `s` again.
        terminated: True: `s2` is terminal.
        alpha: step size, 0 to 1.
        gamma: discount, 0 to 1.
        rng: the only source of chance: it throws the coin.
        truncated: True: a time limit stopped the episode in `s2`.

    Returns:
        None; what you return is not looked at. The results are Q1 and Q2 themselves.

    Conventions: those of `sarsa_update`. Heads and tails are equally likely; only one table changes
    in a call. Where several actions share the largest value, take any of them.

    Example:
        >>> Q1, Q2 = np.array([[0.0, 4.0], [6.0, 2.0]]), np.array([[0.0, 6.0], [-2.0, 8.0]])
        >>> double_q_update(Q1, Q2, 0, 1, -1.0, 1, False, 0.5, 0.5, np.random.default_rng(0))
        >>> changed = Q1[0, 1], Q2[0, 1]  # (1, 6) after heads, (4, 3) after tails
    """
    # BEGIN SOLUTION
    # EQUIVALENT swapped-names: heads and tails are equally likely
    selects, evaluates = (Q1, Q2) if rng.integers(2) else (Q2, Q1)
    best = selects[s2].argmax()
    target = r if terminated else r + gamma * evaluates[s2, best]
    selects[s, a] += alpha * (target - selects[s, a])
    # END SOLUTION
    # BEGIN MISTAKE same-table-selects-and-evaluates
    # why: an estimate that is too large by chance is both selected and believed: the bias is back
    # hint: Does the table that picks the best action also say what that action is worth? Then what
    # hint: is the other table for?
    # updated = Q1 if rng.integers(2) else Q2
    # target = r if terminated else r + gamma * updated[s2].max()
    # updated[s, a] += alpha * (target - updated[s, a])
    # END MISTAKE
    # BEGIN MISTAKE other-table-selects-and-evaluates
    # why: the other table selects and evaluates alone, which has the same bias
    # hint: Which of the two tables finds the best action in your code? Is it the one that is being
    # hint: updated?
    # updated, other = (Q1, Q2) if rng.integers(2) else (Q2, Q1)
    # target = r if terminated else r + gamma * other[s2].max()
    # updated[s, a] += alpha * (target - updated[s, a])
    # END MISTAKE
    # BEGIN MISTAKE coin-unused
    # why: the second table never learns, so the first one is always judged by its start
    # hint: How often does your code change Q2?
    # best = Q1[s2].argmax()
    # target = r if terminated else r + gamma * Q2[s2, best]
    # Q1[s, a] += alpha * (target - Q1[s, a])
    # END MISTAKE
    # BEGIN MISTAKE both-tables-updated
    # why: two tables that see the same rewards make the same errors, and are one table again
    # hint: How many entries, in both tables together, may change in one call?
    # best1, best2 = Q1[s2].argmax(), Q2[s2].argmax()
    # target1 = r if terminated else r + gamma * Q2[s2, best1]
    # target2 = r if terminated else r + gamma * Q1[s2, best2]
    # Q1[s, a] += alpha * (target1 - Q1[s, a])
    # Q2[s, a] += alpha * (target2 - Q2[s, a])
    # END MISTAKE
    # BEGIN MISTAKE bootstraps-through-terminal
    # why: harmless only while the rows of the terminal state happen to be 0
    # hint: What can be earned after the end? And what does your target take from the table there?
    # selects, evaluates = (Q1, Q2) if rng.integers(2) else (Q2, Q1)
    # best = selects[s2].argmax()
    # target = r + gamma * evaluates[s2, best]
    # selects[s, a] += alpha * (target - selects[s, a])
    # END MISTAKE
    # BEGIN MISTAKE done-truncated
    # why: a time limit says nothing about the world; the state is worth what it was worth before
    # hint: Somebody stopped the clock. Is the state in which the agent stands now worth nothing?
    # selects, evaluates = (Q1, Q2) if rng.integers(2) else (Q2, Q1)
    # best = selects[s2].argmax()
    # target = r if terminated or truncated else r + gamma * evaluates[s2, best]
    # selects[s, a] += alpha * (target - selects[s, a])
    # END MISTAKE

"""Prediction: what a given policy earns, by TD(0) and by returns of n steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:  # shapes for the reader; nothing to install
    from gymnasium import Env
    from jaxtyping import Float


def td0_evaluate(
    V: Float[np.ndarray, " n_states"],
    env: Env,
    policy: Float[np.ndarray, "n_states n_actions"],
    episodes: int,
    alpha: float,
    gamma: float,
    rng: np.random.Generator,
) -> None:
    """Tabular TD(0): while following `policy`, move V[s] towards r + gamma V[s2] at every step.

        V(S_t) <- V(S_t) + alpha [R_{t+1} + gamma V(S_{t+1}) - V(S_t)]

    Source: Sutton and Barto, Reinforcement Learning (2018), equation 6.2 and page 120.

    Args:
        V: float64 array of shape (n_states,), the values to begin with. Changed in place.
        env: an environment with gymnasium's `reset()` and `step(action)`, and nothing else. It is
            seeded already: call `reset()` without a seed.
        policy: float64 array of shape (n_states, n_actions); policy[s, a] is the probability of
            action a in state s.
        episodes: how many episodes to play, exactly.
        alpha: step size, 0 to 1.
        gamma: discount, 0 to 1.
        rng: the only source of chance for the agent.

    Returns:
        None; what you return is not looked at. The result is V itself.

    Conventions: V changes after each step, before the next one, and only at the state just left. A
    terminal state is worth 0, whatever V holds there. An episode that is truncated (a time limit)
    stops although its last state is not terminal: that state is worth what V says.

    Example: see the handout, where two short episodes are worked by hand.
    """
    # BEGIN SOLUTION
    n_actions = policy.shape[1]
    for _ in range(episodes):
        s, _ = env.reset()  # LEAK OK: the plumbing of any episode, given in run_episode
        over = False
        while not over:
            a = int(rng.choice(n_actions, p=policy[s]))
            s2, r, terminated, truncated, _ = env.step(a)  # LEAK OK: plumbing, as in run_episode
            target = r if terminated else r + gamma * V[s2]
            V[s] += alpha * (target - V[s])
            s, over = s2, terminated or truncated  # LEAK OK: plumbing, as in run_episode
    # END SOLUTION
    # BEGIN MISTAKE bootstraps-through-terminal
    # why: harmless only while V of the terminal state happens to be 0
    # hint: Nothing is earned after the end. What does your target add when V holds something
    # hint: other than 0 for the terminal state?
    # n_actions = policy.shape[1]
    # for _ in range(episodes):
    #     s, _ = env.reset()
    #     over = False
    #     while not over:
    #         a = int(rng.choice(n_actions, p=policy[s]))
    #         s2, r, terminated, truncated, _ = env.step(a)
    #         V[s] += alpha * (r + gamma * V[s2] - V[s])
    #         s, over = s2, terminated or truncated
    # END MISTAKE
    # BEGIN MISTAKE done-truncated
    # why: the clock ran out, but the world did not end: the last state still has its value
    # hint: A time limit stops the episode. Does the state in which it stopped become worthless?
    # n_actions = policy.shape[1]
    # for _ in range(episodes):
    #     s, _ = env.reset()
    #     over = False
    #     while not over:
    #         a = int(rng.choice(n_actions, p=policy[s]))
    #         s2, r, terminated, truncated, _ = env.step(a)
    #         over = terminated or truncated
    #         target = r if over else r + gamma * V[s2]
    #         V[s] += alpha * (target - V[s])
    #         s = s2
    # END MISTAKE
    # BEGIN MISTAKE policy-ignored
    # why: uniformly random actions evaluate another policy than the one that was asked about
    # hint: Which action does your agent take where the policy gives one action probability 1?
    # n_actions = policy.shape[1]
    # for _ in range(episodes):
    #     s, _ = env.reset()
    #     over = False
    #     while not over:
    #         a = int(rng.integers(n_actions))
    #         s2, r, terminated, truncated, _ = env.step(a)
    #         target = r if terminated else r + gamma * V[s2]
    #         V[s] += alpha * (target - V[s])
    #         s, over = s2, terminated or truncated
    # END MISTAKE
    # BEGIN MISTAKE updates-next-state
    # why: the error says how wrong the state that was left is, not the one that was reached
    # hint: The error is measured against V of which state? Which entry of V do you change?
    # n_actions = policy.shape[1]
    # for _ in range(episodes):
    #     s, _ = env.reset()
    #     over = False
    #     while not over:
    #         a = int(rng.choice(n_actions, p=policy[s]))
    #         s2, r, terminated, truncated, _ = env.step(a)
    #         target = r if terminated else r + gamma * V[s2]
    #         V[s2] += alpha * (target - V[s])
    #         s, over = s2, terminated or truncated
    # END MISTAKE


def n_step_return(
    rewards: Float[np.ndarray, " T"],
    values: Float[np.ndarray, " T+1"],
    n: int,
    gamma: float,
    terminated: bool,
) -> float:
    """The n-step return: n rewards, then the estimated value of the state that they led to.

        G_{0:n} = R_1 + gamma R_2 + ... + gamma^(n-1) R_n + gamma^n V(S_n)

    Time is counted from the step in question: for G_{t:t+n} the caller hands over what begins at t.

    Source: Sutton and Barto, Reinforcement Learning (2018), equation 7.1.

    Args:
        rewards: float64 array of shape (T,), T >= 1: the rewards R_1 to R_T up to the end of the
            episode.
        values: float64 array of shape (T + 1,): V(S_0) to V(S_T). The last one belongs to the state
            in which the episode ended.
        n: number of steps, at least 1.
        gamma: discount, 0 to 1.
        terminated: True: S_T is terminal. False: the episode was truncated there.

    Returns:
        The return, a float.

    Conventions: where the episode ends before n steps are over (n > T), there are only T rewards.
    A terminal state is worth 0, whatever `values` holds; in a truncated episode the value of S_T
    is used as soon as n reaches it, discounted by the T steps that were really made. No argument
    is changed.

    Example:
        >>> n_step_return(np.array([4.0, -2.0]), np.array([0.0, 10.0, 6.0]), 1, 0.5, False)
        9.0
    """
    # BEGIN SOLUTION
    steps = min(n, len(rewards))
    discounts = gamma ** np.arange(steps)
    total = float((discounts * rewards[:steps]).sum())
    if terminated and n >= len(rewards):
        return total
    return total + gamma**steps * float(values[steps])
    # END SOLUTION
    # BEGIN MISTAKE v-s-t-n-past-end
    # why: the value of the terminal state, which is no value of anything, enters the return
    # hint: The episode has terminated within your n steps. What is still to be earned from there?
    # steps = min(n, len(rewards))
    # discounts = gamma ** np.arange(steps)
    # return float((discounts * rewards[:steps]).sum()) + gamma**steps * float(values[steps])
    # END MISTAKE
    # BEGIN MISTAKE gamma-n-missing
    # why: the value lies n steps in the future and counts as if it were paid now
    # hint: A reward in n steps from now is discounted n times. And a value in n steps?
    # steps = min(n, len(rewards))
    # discounts = gamma ** np.arange(steps)
    # total = float((discounts * rewards[:steps]).sum())
    # if terminated and n >= len(rewards):
    #     return total
    # return total + float(values[steps])
    # END MISTAKE
    # BEGIN MISTAKE n-1-rewards
    # why: R_{n+1} is counted as a reward, and again inside V(S_n)
    # hint: How many rewards does your 1-step return add before it looks at V(S_1)?
    # steps = min(n, len(rewards))
    # summed = rewards[: n + 1]
    # total = float((gamma ** np.arange(len(summed)) * summed).sum())
    # if terminated and n >= len(rewards):
    #     return total
    # return total + gamma**steps * float(values[steps])
    # END MISTAKE
    # BEGIN MISTAKE done-truncated
    # why: a time limit ends the recording, not the world; what is left to earn is lost here
    # hint: The recording stops at a state that is not terminal. Who says what is still to come?
    # steps = min(n, len(rewards))
    # discounts = gamma ** np.arange(steps)
    # total = float((discounts * rewards[:steps]).sum())
    # if n >= len(rewards):
    #     return total
    # return total + gamma**steps * float(values[steps])
    # END MISTAKE
    # BEGIN MISTAKE gamma-n-past-end
    # why: with n beyond a truncation only T steps were made, so gamma^n discounts too much
    # hint: You asked for 10 steps and the recording has 3. How far away is the state whose value
    # hint: you use?
    # steps = min(n, len(rewards))
    # discounts = gamma ** np.arange(steps)
    # total = float((discounts * rewards[:steps]).sum())
    # if terminated and n >= len(rewards):
    #     return total
    # return total + gamma**n * float(values[steps])
    # END MISTAKE

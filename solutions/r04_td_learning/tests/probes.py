"""What runs beside the student's code: environments, training loops and samples; all raw data."""

from __future__ import annotations

from bisect import bisect_right

import gymnasium
import numpy as np

from autograder.checks import probe

# -- environments ------------------------------------------------------------------------------


class Tape(gymnasium.Env):
    """Plays episodes as they are written, whatever the actions are.

    An episode is (first state, [(reward, next state), ...], terminated); if it has not terminated
    at its end, it is truncated there. After the last episode the first one is played again.
    """

    def __init__(self, n_states, n_actions, episodes):
        self.observation_space = gymnasium.spaces.Discrete(n_states)
        self.action_space = gymnasium.spaces.Discrete(n_actions)
        self._episodes, self._number, self._place = episodes, -1, 0

    def reset(self, *, seed=None, options=None):
        self._number, self._place = (self._number + 1) % len(self._episodes), 0
        return self._episodes[self._number][0], {}

    def step(self, action):
        _, steps, terminated = self._episodes[self._number]
        if self._place == len(steps):
            raise RuntimeError("this episode is over: call reset()")
        reward, state = steps[self._place]
        self._place += 1
        last = self._place == len(steps)
        return state, reward, last and terminated, last and not terminated, {}


class RandomWalk(gymnasium.Env):
    """A row of states: action 0 goes left, 1 goes right; both ends, 0 and inner + 1, are terminal.

    With a policy that tosses a coin, five inner states and the rewards (0, 0, 1) it is the random
    walk of Sutton and Barto's example 6.2. `rewards` are those of reaching the left end, of any
    other step, and of reaching the right end. After `limit` steps an episode is truncated.
    """

    def __init__(self, inner, rewards=(0.0, 0.0, 1.0), limit=None):
        self.observation_space = gymnasium.spaces.Discrete(inner + 2)
        self.action_space = gymnasium.spaces.Discrete(2)
        self._end, self._rewards, self._limit = inner + 1, rewards, limit

    def reset(self, *, seed=None, options=None):
        self._state, self._steps = (self._end + 1) // 2, 0
        return self._state, {}

    def step(self, action):
        self._state += 1 if action == 1 else -1
        self._steps += 1
        left, between, right = self._rewards
        reward = {0: left, self._end: right}.get(self._state, between)
        terminated = self._state in (0, self._end)
        return self._state, reward, terminated, self._steps == self._limit and not terminated, {}


class Diary(gymnasium.Wrapper):
    """Writes down what happens: (state, action, reward, next state, terminated), per episode."""

    def __init__(self, env):
        super().__init__(env)
        self.episodes = []

    def reset(self, **options):
        self._state, information = self.env.reset(**options)
        self._begins = True
        return self._state, information

    def step(self, action):
        if self._begins:  # here and not in reset: a reset without a step is no episode
            self.episodes.append([])
            self._begins = False
        result = self.env.step(action)
        state, reward, terminated = result[:3]
        entry = (int(self._state), int(action), float(reward), int(state), bool(terminated))
        self.episodes[-1].append(entry)
        self._state = state
        return result


def cliff():
    """Gymnasium's cliff: 4 rows of 12 states, start 36, goal 47, actions up, right, down, left."""
    return gymnasium.make("CliffWalking-v1", disable_env_checker=True)


def frozen_lake(is_slippery, limit=100, rows=None):
    """Gymnasium's lake, by default 4 rows of 4 states; truncated after `limit` steps."""
    return gymnasium.make(
        "FrozenLake-v1",
        desc=rows,
        is_slippery=is_slippery,
        max_episode_steps=limit,
        disable_env_checker=True,
    )


def make_env(name, *arguments):
    """An environment by its name here, with a diary around it."""
    makers = {"Tape": Tape, "RandomWalk": RandomWalk, "frozen_lake": frozen_lake}
    return Diary(makers[name](*arguments))


# -- acting ------------------------------------------------------------------------------------


@probe
def action_counts(impl, Q, s, eps, draws, rng):
    """How often each action came in so many draws from one generator."""
    counts = [0] * Q.shape[1]
    for _ in range(draws):
        counts[impl.epsilon_greedy(Q, s, eps, rng)] += 1
    return counts


@probe
def actions_in_a_row(impl, Q, eps, draws, rng):
    """So many draws in every state, and Q as it is after them."""
    drawn = [[impl.epsilon_greedy(Q, s, eps, rng) for _ in range(draws)] for s in range(len(Q))]
    return drawn, Q


# -- whole episodes ----------------------------------------------------------------------------


@probe
def mc_on_tape(impl, n_states, n_actions, episodes, gamma, eps, rng, first_visit):
    """What mc_control returns after each of these episodes was played once."""
    env = Tape(n_states, n_actions, episodes)
    return impl.mc_control(
        env, n_states, n_actions, len(episodes), gamma, eps, rng, first_visit=first_visit
    )


@probe
def mc_with_diary(impl, env, episodes, gamma, eps, rng, first_visit, seed):
    """What mc_control returns, and the diary of its environment."""
    env = make_env(*env)
    env.reset(seed=seed)
    sizes = int(env.observation_space.n), int(env.action_space.n)
    return impl.mc_control(env, *sizes, episodes, gamma, eps, rng, first_visit), env.episodes


@probe
def td0_on_tape(impl, V, episodes, alpha, gamma, rng):
    """V after td0_evaluate has played each of these episodes once; there is a single action."""
    env = Tape(len(V), 1, episodes)
    policy = np.ones((len(V), 1))  # of the only action
    impl.td0_evaluate(V, env, policy, len(episodes), alpha, gamma, rng)
    return V


@probe
def td0_in(impl, V, env, policy, episodes, alpha, gamma, rng):
    """V after td0_evaluate in an environment of the caller's."""
    impl.td0_evaluate(V, env, policy, episodes, alpha, gamma, rng)
    return V


@probe
def td0_with_diary(impl, V, env, policy, episodes, alpha, gamma, rng, seed):
    """V after td0_evaluate, and the diary of its environment."""
    env = make_env(*env)
    env.reset(seed=seed)
    impl.td0_evaluate(V, env, policy, episodes, alpha, gamma, rng)
    return V, env.episodes


@probe
def td0_runs(impl, V, env, policy, episodes, alpha, gamma, rng, seeds):
    """V after td0_evaluate, once per seed; each run begins with the given V."""
    runs = []
    for seed in seeds:
        world, values = make_env(*env), V.copy()
        world.reset(seed=seed)
        impl.td0_evaluate(values, world, policy, episodes, alpha, gamma, rng)
        runs.append(values)
    return np.array(runs)


# -- single updates ----------------------------------------------------------------------------


@probe
def tables_along_tape(impl, update, Q, tape, alpha, gamma):
    """Q after each step of a tape.

    A step is (s, a, r, s2, terminated, truncated); SARSA has the next action, and Expected SARSA
    the policy, between s2 and terminated.
    """
    tables = []
    for *step, truncated in tape:
        getattr(impl, update)(Q, *step, alpha, gamma, truncated=truncated)
        tables.append(Q.copy())
    return tables


@probe
def policy_after(impl, Q, step, policy, alpha, gamma):
    """The policy as it is after an Expected SARSA update."""
    impl.expected_sarsa_update(Q, *step, policy, False, alpha, gamma)
    return policy


@probe
def double_changes(impl, Q1, Q2, step, alpha, gamma, draws, rng, truncated=False):
    """By how much both tables together change in one update, for so many tosses of the coin."""
    changes = []
    for _ in range(draws):
        one, two = Q1.copy(), Q2.copy()
        impl.double_q_update(one, two, *step, alpha, gamma, rng, truncated=truncated)
        changes.append((one - Q1) + (two - Q2))
    return changes


@probe
def n_step_with_arguments(impl, rewards, values, n, gamma, terminated):
    """The n-step return, and both arrays as they are after the call."""
    return impl.n_step_return(rewards, values, n, gamma, terminated), rewards, values


@probe
def double_tables(impl, Q1, Q2, step, alpha, gamma, draws, rng, truncated=False):
    """Both tables after one update, for so many tosses of the coin, each from the same start."""
    pairs = []
    for _ in range(draws):
        one, two = Q1.copy(), Q2.copy()
        impl.double_q_update(one, two, *step, alpha, gamma, rng, truncated=truncated)
        pairs.append((one, two))
    return pairs


@probe
def changed_tables(impl, Q1, Q2, step, alpha, gamma, draws, rng):
    """How often a call changed Q1 alone, Q2 alone, both, and none."""
    counts = [0, 0, 0, 0]
    for _ in range(draws):
        one, two = Q1.copy(), Q2.copy()
        impl.double_q_update(one, two, *step, alpha, gamma, rng)
        first, second = bool((one != Q1).any()), bool((two != Q2).any())
        counts[{(True, False): 0, (False, True): 1, (True, True): 2}.get((first, second), 3)] += 1
    return counts


# -- training ----------------------------------------------------------------------------------


@probe
def trained_on_cliff(impl, learner, episodes, alpha, eps, rng, seeds, budget=30_000):
    """The table that a learner has after so many episodes on the cliff, once per seed.

    In 80 runs of 200 episodes the reference took 7,100 to 9,600 steps. A learner that never comes
    to the goal stops after `budget` steps, with what it knows by then.
    """
    tables = []
    for seed in seeds:
        env, Q, left = cliff(), np.zeros((48, 4)), budget
        env.reset(seed=seed)
        for _ in range(episodes):
            left -= cliff_episode(impl, learner, env, Q, alpha, eps, rng, left)
        tables.append(Q)
    return tables


def cliff_episode(impl, learner, env, Q, alpha, eps, rng, limit):
    """One episode on the cliff, and how many steps it took: `limit` at most.

    The next action is drawn before the update, as SARSA needs it.
    """
    state, _ = env.reset()
    action = impl.epsilon_greedy(Q, state, eps, rng)
    for number in range(limit):
        reached, reward, terminated, _, _ = env.step(action)
        following = impl.epsilon_greedy(Q, reached, eps, rng)
        known = (reached, following) if learner == "sarsa_update" else (reached,)
        getattr(impl, learner)(Q, state, action, reward, *known, terminated, alpha, 1.0)
        state, action = reached, following
        if terminated:
            return number + 1
    return limit


@probe
def swept_lake(impl, learner, is_slippery, Q, policy, sweeps, gamma, rng):
    """Q after so many sweeps over all pairs of the lake, each with a next state drawn by chance.

    The step size of sweep k is 1 on the lake that is not slippery, else 1 / (1 + (1 - gamma) k).
    """
    table = frozen_lake(is_slippery).unwrapped.P
    pairs = [(s, a, *spread(table[s][a])) for s in table for a in table[s]]
    extra = (policy,) if learner == "expected_sarsa_update" else ()
    update = getattr(impl, learner)
    for sweep in range(sweeps):
        alpha = 1 / (1 + (1 - gamma) * sweep) if is_slippery else 1.0
        order, chances = rng.permutation(len(pairs)).tolist(), rng.random(len(pairs)).tolist()
        for index, chance in zip(order, chances, strict=True):
            s, a, bounds, outcomes = pairs[index]
            s2, r, terminated = outcomes[bisect_right(bounds, chance)]
            update(Q, s, a, r, s2, *extra, terminated, alpha, gamma)
    return Q


def spread(outcomes):
    """Outcomes of a transition table, and the upper bounds of all but the last in [0, 1)."""
    chances = [chance for chance, *_ in outcomes]
    bounds = [float(bound) for bound in np.cumsum(chances)[:-1]]
    return bounds, [(int(s2), float(r), bool(terminated)) for _, s2, r, terminated in outcomes]


@probe
def left_of_a(impl, runs, rounds, n_actions, alpha, rng):
    """The estimated value of going left in Sutton and Barto's example 6.7, once per run.

    State 0 is A, where action 0 (left) leads to state 1, B, with reward 0. From B each of
    n_actions leads to the end, state 2, with a reward of mean -0.1 and standard deviation 1. So
    left is worth -0.1, and all tables begin with that value.
    """
    values = []
    for _ in range(runs):
        Q1, Q2 = np.full((3, n_actions), -0.1), np.full((3, n_actions), -0.1)
        for _ in range(rounds):
            action, reward = int(rng.integers(n_actions)), rng.normal(-0.1, 1.0)
            impl.double_q_update(Q1, Q2, 1, action, reward, 2, True, alpha, 1.0, rng)
            impl.double_q_update(Q1, Q2, 0, 0, 0.0, 1, False, alpha, 1.0, rng)
        values.append((Q1[0, 0] + Q2[0, 0]) / 2)
    return np.array(values)

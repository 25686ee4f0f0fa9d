"""Targets written out, one case at a time."""


def n_step_return(rewards, values, n, gamma, terminated):
    steps = min(n, len(rewards))
    total = 0.0
    for i in range(steps):
        total += gamma**i * float(rewards[i])
    at_the_end = steps == len(rewards)
    if not (at_the_end and terminated):
        total += gamma**steps * float(values[steps])
    return total


def sarsa_update(Q, s, a, r, s2, a2, terminated, alpha, gamma, truncated=False):
    if terminated:
        Q[s, a] += alpha * (r - Q[s, a])
    else:
        Q[s, a] += alpha * (r + gamma * Q[s2, a2] - Q[s, a])


def expected_sarsa_update(Q, s, a, r, s2, policy, terminated, alpha, gamma, truncated=False):
    worth = 0.0
    if not terminated:
        for action in range(Q.shape[1]):
            worth += policy[s2, action] * Q[s2, action]
    Q[s, a] += alpha * (r + gamma * worth - Q[s, a])


def q_learning_update(Q, s, a, r, s2, terminated, alpha, gamma, truncated=False):
    worth = 0.0 if terminated else max(Q[s2])
    Q[s, a] += alpha * (r + gamma * worth - Q[s, a])


def double_q_update(Q1, Q2, s, a, r, s2, terminated, alpha, gamma, rng, truncated=False):
    learner, judge = (Q1, Q2) if rng.integers(2) == 0 else (Q2, Q1)
    target = r
    if not terminated:
        row = list(learner[s2])
        best = row.index(max(row))
        target = r + gamma * judge[s2, best]
    learner[s, a] += alpha * (target - learner[s, a])

"""Counts the value as one of the n steps, so that one reward is missing."""


def n_step_return(rewards, values, n, gamma, terminated):
    steps = min(n, len(rewards))
    ended = terminated and n >= len(rewards)
    kept = steps if ended else steps - 1
    total = sum(gamma**k * float(rewards[k]) for k in range(kept))
    return total if ended else total + gamma**steps * float(values[steps])

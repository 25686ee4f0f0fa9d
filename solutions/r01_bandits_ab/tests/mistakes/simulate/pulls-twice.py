"""Pulls once for the history and once for the policy."""


def simulate(policy, env, T, rng):
    history = []
    t = 0
    while t < T:
        chosen = policy.select(t)
        paid = env.pull(chosen, rng)
        policy.update(chosen, env.pull(chosen, rng))
        history.append((chosen, paid))
        t += 1
    return history

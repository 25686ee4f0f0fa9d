"""Counts the round before it is played."""


def simulate(policy, env, T, rng):
    history = []
    t = 0
    while t < T:
        t += 1
        chosen = policy.select(t)
        paid = env.pull(chosen, rng)
        policy.update(chosen, paid)
        history.append((chosen, paid))
    return history

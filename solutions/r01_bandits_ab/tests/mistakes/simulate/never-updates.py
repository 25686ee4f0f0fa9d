"""Tells the policy everything when it is over."""


def simulate(policy, env, T, rng):
    history = []
    t = 0
    while t < T:
        chosen = policy.select(t)
        paid = env.pull(chosen, rng)
        history.append((chosen, paid))
        t += 1
    for chosen, paid in history:
        policy.update(chosen, paid)
    return history

"""Discounts the rewards, and adds what is still to come as it stands."""


def n_step_return(rewards, values, n, gamma, terminated):
    total, discount = 0.0, 1.0
    for reward in rewards[:n].tolist():
        total += discount * reward
        discount *= gamma
    if n < len(rewards) or not terminated:
        total += float(values[min(n, len(rewards))])
    return total

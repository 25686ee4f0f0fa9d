"""Believes that at the end of the recording there is nothing more to earn."""


def n_step_return(rewards, values, n, gamma, terminated):
    total = 0.0
    for k in range(n):
        if k == len(rewards):
            return total
        total += gamma**k * float(rewards[k])
    return total if n == len(rewards) else total + gamma**n * float(values[n])

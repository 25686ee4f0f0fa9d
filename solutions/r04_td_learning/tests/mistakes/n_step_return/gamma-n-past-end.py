"""Takes n out of the formula, also where fewer steps were made."""


def n_step_return(rewards, values, n, gamma, terminated):
    total = sum(gamma**k * float(reward) for k, reward in enumerate(rewards[:n]))
    if n < len(rewards):
        return total + gamma**n * float(values[n])
    return total if terminated else total + gamma**n * float(values[-1])

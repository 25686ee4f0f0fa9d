"""Goes back from the last value that there is, whatever state it belongs to."""


def n_step_return(rewards, values, n, gamma, terminated):
    reached = min(n, len(rewards))
    total = float(values[reached])
    for reward in rewards[:reached][::-1]:
        total = float(reward) + gamma * total
    return total

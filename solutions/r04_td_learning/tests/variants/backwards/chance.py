"""One shuffle serves for both: its first action is any action, its best one breaks ties."""


def epsilon_greedy(Q, s, eps, rng):
    order = rng.permutation(Q.shape[1]).tolist()
    explores = rng.uniform() < eps
    return order[0] if explores else max(order, key=lambda action: Q[s, action])

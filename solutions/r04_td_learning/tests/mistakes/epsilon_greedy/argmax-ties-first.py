"""Believes that among equals it does not matter which one comes, so always the first may."""


def epsilon_greedy(Q, s, eps, rng):
    row = Q[s].tolist()
    chances = [eps / len(row)] * len(row)
    chances[row.index(max(row))] += 1 - eps
    return int(rng.choice(len(row), p=chances))

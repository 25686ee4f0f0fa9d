"""Counts plays where failures belong."""


class ThompsonBeta:
    def __init__(self, n, a, b, rng):
        self.n, self.rng = n, rng
        self.alpha = [float(a)] * n
        self.beta = [float(b)] * n

    def select(self, t):
        best, champion = -1.0, 0
        for arm in range(self.n):
            theta = self.rng.beta(self.alpha[arm], self.beta[arm])
            if theta > best:
                best, champion = theta, arm
        return champion

    def update(self, arm, reward):
        if reward not in {0, 1}:
            raise ValueError("rewards are 0 or 1")
        self.alpha[arm] += reward
        self.beta[arm] += 1

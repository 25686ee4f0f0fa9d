"""Every positive reward is a success, whatever its size."""


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
        if reward > 0:
            self.alpha[arm] += 1
        else:
            self.beta[arm] += 1

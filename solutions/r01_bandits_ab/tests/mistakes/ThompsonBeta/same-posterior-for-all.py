"""Every reward counts for every arm."""


class ThompsonBeta:
    def __init__(self, n, a, b, rng):
        self.n, self.rng = n, rng
        self.alpha = [float(a)] * n
        self.beta = [float(b)] * n

    def select(self, t):
        best, champion = -1.0, 0
        for arm in range(self.n):
            theta = self.rng.beta(sum(self.alpha), sum(self.beta))
            if theta > best:
                best, champion = theta, arm
        return champion

    def update(self, arm, reward):
        if reward not in {0, 1}:
            raise ValueError("rewards are 0 or 1")
        if reward:
            self.alpha[arm] += 1
        else:
            self.beta[arm] += 1

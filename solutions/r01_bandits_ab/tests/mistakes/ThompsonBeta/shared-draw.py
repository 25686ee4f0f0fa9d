"""One standard normal number for all arms, scaled to each posterior."""


class ThompsonBeta:
    def __init__(self, n, a, b, rng):
        self.n, self.rng = n, rng
        self.alpha = [float(a)] * n
        self.beta = [float(b)] * n

    def select(self, t):
        best, champion, z = -99.0, 0, self.rng.normal()
        for arm in range(self.n):
            a, b = self.alpha[arm], self.beta[arm]
            spread = (a * b / (a + b + 1)) ** 0.5 / (a + b)
            theta = a / (a + b) + z * spread
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

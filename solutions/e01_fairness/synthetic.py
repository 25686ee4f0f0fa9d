"""A made-up town in which we know what is unfair, because we put it there."""

from __future__ import annotations

import numpy as np

GROUPS = ("north", "east", "south", "west")
FEATURES = ("income", "distance", "tenure", "visits", "rating")


def leaky_world(seed: int, n: int = 2000) -> tuple[dict[str, object], dict[str, str]]:
    """A data set for `audit` with three planted leaks, and the truth about them.

    1. *Proxy*: one feature is nearly a code for the group.
    2. *Label bias*: of one group's positives, two in five are recorded as 0.
    3. *Sampling*: of one group, only about a third of those who should be there are there.

    The groups also differ in ways that are no leak: in size, in how often they are positive, and a
    few wrong labels happen everywhere. One feature is useful for the label; every feature has a
    unit of its own.

    Returns:
        (data, truth): data as `audit` takes it, truth = {"proxy": ..., "mislabelled": ...,
        "undersampled": ...}.
    """
    rng = np.random.default_rng(seed)
    population = rng.permutation([0.40, 0.30, 0.18, 0.12])
    proxy, merit = (int(each) for each in rng.permutation(len(FEATURES))[:2])
    flipped, rare = (int(each) for each in rng.permutation(len(GROUPS))[:2])
    chances = population * np.where(np.arange(len(GROUPS)) == rare, 0.35, 1.0)
    group = rng.choice(len(GROUPS), size=n, p=chances / chances.sum())
    base = rng.permutation([-0.6, -0.1, 0.3, 0.8])
    columns = rng.normal(size=(len(FEATURES), n))
    truth = (columns[merit] + base[group] + 0.5 * rng.normal(size=n) > 0).astype(int)
    columns[proxy] = rng.permutation([-1.5, -0.5, 0.5, 1.5])[group] + 0.35 * columns[proxy]
    columns *= 10.0 ** rng.integers(-2, 4, size=(len(FEATURES), 1))
    label = np.where(rng.random(n) < 0.04, 1 - truth, truth)
    positives = np.flatnonzero((group == flipped) & (truth == 1))
    label[rng.permutation(positives)[: 2 * len(positives) // 5]] = 0
    seen = rng.random(n) < 0.5
    data = {
        "features": dict(zip(FEATURES, columns, strict=True)),
        "group": [GROUPS[each] for each in group],
        "label": label,
        "truth": np.where(seen, truth, -1),
        "population": dict(zip(GROUPS, population.tolist(), strict=True)),
    }
    planted = {
        "proxy": FEATURES[proxy],
        "mislabelled": GROUPS[flipped],
        "undersampled": GROUPS[rare],
    }
    return data, planted

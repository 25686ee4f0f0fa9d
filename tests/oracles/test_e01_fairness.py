"""e01_fairness: fairlearn and others agree with the reference; data and handout are as recorded."""

from __future__ import annotations

import gzip
import hashlib
import math
import warnings
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest

from .references import reference

ROOT = Path(__file__).resolve().parents[2]
MODULE = "e01_fairness"
FOLDER = ROOT / "solutions" / MODULE

TABLES = {
    "compas": (7214, "0b7811370176c6e11af9c5a0b974b3af69ff9b5ba3f1d7e673ae960a6bf9d081"),
    "adult": (32561, "79bd48a536ce29242cf41dccf75a1b6d12b15391a974fddcdef2199bd1d6bf53"),
    "german": (1000, "845793eaeabb7cbb324eac1f1cbdd23107d0cc5a4c102caf0ffd08c94a7de4d1"),
    "ricci": (118, "5de6e9c9bc8c97378dc0d148da2a5f8bbe66c199c36324949200fc9687a2b9c5"),
}
"""Rows, and SHA-256 of the unpacked table (packing depends on the release of zlib)."""


@pytest.fixture(scope="module")
def fairness():
    with reference("e01_fairness") as package:
        yield package


@pytest.fixture(scope="module")
def metrics():
    return import_module("fairlearn.metrics")


def crowd(rng, groups):
    """People of groups with both outcomes, so that fairlearn and we define the same rates."""
    n = int(rng.integers(40, 200))
    y, yhat = rng.integers(2, size=n), rng.integers(2, size=n)
    g = rng.integers(groups, size=n)
    rest = np.array([(a, b, c) for a in (0, 1) for b in (0, 1) for c in range(groups)])
    y, yhat, g = (np.concatenate(pair) for pair in zip((y, yhat, g), rest.T, strict=True))
    return y, yhat, np.array([f"group {each}" for each in g])


# -- fairlearn ---------------------------------------------------------------------------------


@pytest.mark.parametrize("groups", [2, 3, 5])
def test_the_gaps_agree_with_fairlearn(fairness, metrics, groups):
    rng = np.random.default_rng(groups)
    for _ in range(10):
        y, yhat, g = crowd(rng, groups)
        for name in ("demographic_parity_difference", "demographic_parity_ratio"):
            expected = getattr(metrics, name)(y, yhat, sensitive_features=g)
            assert getattr(fairness, name)(y, yhat, g) == pytest.approx(expected, rel=1e-12)
        for agg in ("worst_case", "mean"):
            expected = metrics.equalized_odds_difference(y, yhat, sensitive_features=g, agg=agg)
            found = fairness.equalized_odds_difference(y, yhat, g, agg=agg)
            assert found == pytest.approx(expected, rel=1e-12, abs=1e-15)


def test_the_rates_of_every_shipped_table_agree_with_fairlearn(fairness, metrics):
    adult, compas = fairness.load("adult"), fairness.load("compas")
    decided = np.array(adult["hours"]) > 40
    for y, yhat, g in (
        (adult["over50k"], decided, adult["race"]),
        (compas["recid"], np.array(compas["decile"]) >= 5, compas["race"]),
    ):
        frame = metrics.MetricFrame(
            metrics={
                "selection": metrics.selection_rate,
                "tpr": metrics.true_positive_rate,
                "fpr": metrics.false_positive_rate,
                "n": metrics.count,
            },
            y_true=np.array(y),
            y_pred=np.asarray(yhat, dtype=int),
            sensitive_features=np.array(g),
        )
        found = fairness.group_rates(y, yhat, g)
        for label, row in frame.by_group.iterrows():
            for name, value in row.items():
                assert found[label][name] == pytest.approx(value, rel=1e-12)


def test_an_undefined_rate_is_where_we_differ_from_fairlearn(fairness, metrics):
    # Its convention is stated in the handout: should it change, so must the sentence.
    y, yhat, g = [1, 1, 0, 0, 0], [1, 1, 1, 1, 1], list("aabbb")
    assert metrics.equalized_odds_difference(y, yhat, sensitive_features=g) == 1.0
    assert math.isnan(fairness.equalized_odds_difference(y, yhat, g))


@pytest.mark.parametrize("constraint", ["demographic_parity", "true_positive_rate_parity"])
def test_no_thresholds_of_ours_beat_fairlearns_randomized_ones(fairness, constraint):
    # ThresholdOptimizer may toss coins: on the same grid it is at least as often right.
    postprocessing = import_module("fairlearn.postprocessing")
    base = import_module("sklearn.base")

    class Score(base.ClassifierMixin, base.BaseEstimator):
        def fit(self, X, y):
            self.fitted_, self.classes_ = True, np.array([0, 1])
            return self

        def predict(self, X):
            return np.asarray(X)[:, 0]

    ours = {"demographic_parity": "demographic_parity"}.get(constraint, "equal_opportunity")
    rng = np.random.default_rng(5)
    for _ in range(5):
        # Groups of 16 with 16 thresholds: every target is met exactly.
        y = np.concatenate([rng.permutation([1] * 8 + [0] * 8) for _ in range(3)])
        g = np.repeat(["a", "b", "c"], 16)
        scores = rng.normal(size=48) + y + (g == "b")
        optimizer = postprocessing.ThresholdOptimizer(
            estimator=Score(),
            constraints=constraint,
            objective="accuracy_score",
            grid_size=16,
            predict_method="predict",
        )
        X = scores.reshape(-1, 1)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            optimizer.fit(X, y, sensitive_features=g)
            chance = optimizer._pmf_predict(X, sensitive_features=g)[:, 1]
        theirs = float(np.where(y == 1, chance, 1 - chance).mean())
        thresholds = fairness.group_thresholds(scores, y, g, ours)
        chosen = scores >= np.array([thresholds[label] for label in g])
        rates = fairness.group_rates(y, chosen, g)
        name = "selection" if ours == "demographic_parity" else "tpr"
        assert len({row[name] for row in rates.values()}) == 1
        assert (chosen == y).mean() <= theirs + 1e-9
        assert (chosen == y).mean() >= theirs - 0.06


# -- other oracles -----------------------------------------------------------------------------


def test_weat_agrees_with_an_exact_permutation_test_of_scipy(fairness):
    stats = import_module("scipy.stats")
    rng = np.random.default_rng(2)
    for n in (2, 3, 5):
        E = {f"w{i}": rng.normal(size=6) for i in range(2 * n + 5)}
        words = list(E)
        X, Y, A, B = words[:n], words[n : 2 * n], words[2 * n : -3], words[-3:]
        effect, p = fairness.weat(X, Y, A, B, E)
        unit = {word: vector / np.linalg.norm(vector) for word, vector in E.items()}
        s = [
            np.mean([unit[w] @ unit[a] for a in A]) - np.mean([unit[w] @ unit[b] for b in B])
            for w in X + Y
        ]
        test = stats.permutation_test(
            (s[:n], s[n:]),
            lambda x, y: np.mean(x) - np.mean(y),
            alternative="greater",
            n_resamples=np.inf,
        )
        assert p == pytest.approx(test.pvalue, rel=1e-12)
        assert effect == pytest.approx(test.statistic / np.std(s, ddof=1), rel=1e-9)


def test_calibration_agrees_with_scikit_learn(fairness):
    calibration = import_module("sklearn.calibration")
    rng = np.random.default_rng(3)
    p = rng.random(400)
    y = (rng.random(400) < p**2).astype(int)
    table = fairness.calibration_by_group(p, y, [0] * 400, bins=8)[0]
    true, predicted = calibration.calibration_curve(y, p, n_bins=8)
    np.testing.assert_allclose(table["observed"], true, rtol=1e-12)
    np.testing.assert_allclose(table["predicted"], predicted, rtol=1e-12)


def test_a_weighted_learner_sees_no_group_after_reweighing(fairness):
    linear = import_module("sklearn.linear_model")
    adult = fairness.load("adult")
    y, man = np.array(adult["over50k"]), np.array(adult["sex"]) == "Male"
    weights = fairness.reweighing(y, adult["sex"])
    X = man.reshape(-1, 1).astype(float)
    assert abs(linear.LinearRegression().fit(X, y).coef_[0]) > 0.19
    assert abs(linear.LinearRegression().fit(X, y, sample_weight=weights).coef_[0]) < 1e-12


def test_the_planted_leaks_are_what_the_audit_finds(fairness):
    for seed in range(150):
        data, planted = fairness.leaky_world(seed)
        found = fairness.audit(data)
        assert {leak: found[leak] for leak in planted} == planted, seed


# -- the data and the handout ------------------------------------------------------------------


@pytest.mark.parametrize("name", TABLES)
def test_the_tables_are_as_recorded(fairness, name):
    rows, digest = TABLES[name]
    unpacked = gzip.decompress((FOLDER / "data" / f"{name}.csv.gz").read_bytes())
    assert hashlib.sha256(unpacked).hexdigest() == digest
    assert {len(column) for column in fairness.load(name).values()} == {rows}


def test_the_source_files_are_named_with_their_hashes(fairness):
    readme = (FOLDER / "data" / "README.md").read_text(encoding="utf-8")
    for path, digest in import_module(f"{MODULE}.make_data").SOURCES.values():
        assert path in readme
        assert digest in readme


def test_the_data_name_nobody():
    shipped = sum(path.stat().st_size for path in (FOLDER / "data").iterdir())
    assert shipped < 1_000_000
    header = gzip.decompress((FOLDER / "data" / "compas.csv.gz").read_bytes()).split(b"\n")[0]
    assert header == b"sex,age,race,priors,charge,decile,recid,late"


def test_the_error_in_the_two_year_window_is_in_the_data(fairness):
    data = fairness.load("compas")
    recid, late = np.array(data["recid"]), np.array(data["late"])
    assert late.sum() == 998
    assert recid[late == 1].all()
    assert recid.mean() == pytest.approx(0.451, abs=5e-4)
    assert recid[late == 0].mean() == pytest.approx(0.362, abs=5e-4)


def test_the_numbers_of_the_handout_are_those_of_the_data(fairness):
    handout = (FOLDER / "README.md").read_text(encoding="utf-8").replace("*", "")
    data = fairness.load("compas")
    y, g, decile = (np.array(data[name]) for name in ("recid", "race", "decile"))
    for label, row in fairness.group_rates(y, decile >= 5, g).items():
        numbers = [y[g == label].mean(), *(row[k] for k in ("selection", "tpr", "fpr", "ppv"))]
        line = " | ".join([label, str(row["n"]), *(f"{number:.3f}" for number in numbers)])
        assert line in handout
    two = np.isin(g, ["African-American", "Caucasian"])
    y, g, decile = y[two], g[two], decile[two]
    assert f"{fairness.equalized_odds_difference(y, decile >= 5, g):.3f}" == "0.214"
    thresholds = fairness.group_thresholds(decile, y, g, "equal_opportunity")
    assert thresholds == {"African-American": 7.0, "Caucasian": 5.0}
    chosen = decile >= np.array([thresholds[label] for label in g])
    alarms = [row["fpr"] for row in fairness.group_rates(y, chosen, g).values()]
    assert f"{max(alarms) - min(alarms):.3f}" == "0.014"
    assert f"{100 * (chosen == y).mean():.1f}" == "64.6"
    assert f"{100 * ((decile >= 5) == y).mean():.1f}" == "65.1"

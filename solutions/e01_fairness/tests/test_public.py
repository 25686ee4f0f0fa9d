"""Public checks: the contract, the handout's worked examples, one property per task."""

import math

import numpy as np

from autograder.checks import expect, task

from .probes import linear_flip

NAN = math.nan

G = list("aaaabbbbbcc")
Y = [1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0]
YHAT = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 0]
"""The eleven people of the handout."""


# -- rates -------------------------------------------------------------------------------------


@task("group_rates")
def test_group_rates_worked_example(student):
    """The eleven people of the handout: all five numbers of three groups."""
    expect(student.group_rates(Y, YHAT, G)).close_to(
        {
            "a": {"n": 4, "selection": 0.75, "tpr": 1.0, "fpr": 0.5, "ppv": 2 / 3},
            "b": {"n": 5, "selection": 0.4, "tpr": 0.5, "fpr": 1 / 3, "ppv": 0.5},
            "c": {"n": 2, "selection": 0.5, "tpr": NAN, "fpr": 0.5, "ppv": 0.0},
        }
    )


@task("group_rates")
def test_group_rates_of_groups_with_numbers(student):
    """Groups called 30 and 7 keep their labels."""
    rates = student.group_rates([1, 0, 1, 0, 1], [1, 1, 0, 1, 1], [30, 30, 7, 7, 7])
    expect(rates).close_to(
        {
            30: {"n": 2, "selection": 1.0, "tpr": 1.0, "fpr": 1.0, "ppv": 0.5},
            7: {"n": 3, "selection": 2 / 3, "tpr": 0.5, "fpr": 1.0, "ppv": 0.5},
        }
    )


@task("group_rates")
def test_group_rates_where_nobody_is_selected(student):
    """Nobody is selected, and one group has no negatives: what is undefined is nan."""
    expect(student.group_rates([1, 1, 0], [0, 0, 0], ["x", "x", "y"])).close_to(
        {
            "x": {"n": 2, "selection": 0.0, "tpr": 0.0, "fpr": NAN, "ppv": NAN},
            "y": {"n": 1, "selection": 0.0, "tpr": NAN, "fpr": 0.0, "ppv": NAN},
        }
    )


# -- gaps --------------------------------------------------------------------------------------


@task("demographic_parity_difference")
def test_parity_difference_worked_example(student):
    """The eleven people of the handout: selection rates 0.75, 0.4 and 0.5."""
    expect(student.demographic_parity_difference(Y, YHAT, G)).close_to(0.35)


@task("demographic_parity_difference")
def test_parity_difference_of_the_same_people_in_another_order(student):
    """The order of the rows does not matter."""
    order = [9, 4, 0, 10, 5, 1, 6, 2, 7, 3, 8]
    y, yhat, g = ([column[i] for i in order] for column in (Y, YHAT, G))
    expect(student.demographic_parity_difference(y, yhat, g)).close_to(0.35)


@task("demographic_parity_ratio")
def test_parity_ratio_worked_example(student):
    """The eleven people of the handout: selection rates 0.75, 0.4 and 0.5."""
    expect(student.demographic_parity_ratio(Y, YHAT, G)).close_to(8 / 15)


@task("demographic_parity_ratio")
def test_parity_ratio_where_one_group_gets_nothing(student):
    """Nobody of one group is selected: the ratio is 0. Nobody at all: nan."""
    g = ["p", "q", "q", "p"]
    expect(student.demographic_parity_ratio([1, 1, 0, 0], [1, 0, 0, 1], g)).close_to(0.0)
    expect(student.demographic_parity_ratio([1, 1, 0, 0], [0, 0, 0, 0], g)).close_to(NAN)


@task("equalized_odds_difference")
def test_equalized_odds_worked_example(student):
    """The eleven people of the handout: gaps of 1/2 (two groups have a tpr) and of 1/6."""
    expect(student.equalized_odds_difference(Y, YHAT, G)).close_to(0.5)
    expect(student.equalized_odds_difference(Y, YHAT, G, agg="mean")).close_to(1 / 3)


@task("equalized_odds_difference")
def test_equalized_odds_looks_at_both_rates(student):
    """Equal tpr, different fpr: this is no equalized odds."""
    y, g = [1, 1, 0, 0, 1, 1, 0, 0], list("mmmmwwww")
    expect(student.equalized_odds_difference(y, [1, 0, 1, 1, 1, 0, 0, 0], g)).close_to(1.0)


@task("disparate_impact")
def test_disparate_impact_worked_example(student):
    """The eleven people of the handout, compared with group a and with group b."""
    expect(student.disparate_impact(Y, YHAT, G, "a")).close_to({"b": 8 / 15, "c": 2 / 3})
    expect(student.disparate_impact(Y, YHAT, G, "b")).close_to({"a": 1.875, "c": 1.25})


@task("disparate_impact")
def test_disparate_impact_of_an_unknown_group(student):
    """A privileged label that nobody has is a ValueError."""
    expect(student.disparate_impact(Y, YHAT, G, "d")).raises(ValueError)


# -- calibration -------------------------------------------------------------------------------


@task("calibration_by_group")
def test_calibration_worked_example(student):
    """The handout's six people in two bins: tables and errors of both groups."""
    p, y = [0.125, 0.375, 0.875, 0.25, 0.75, 1.0], [0, 1, 1, 0, 0, 1]
    tables = student.calibration_by_group(p, y, list("uuuvvv"), bins=2)
    expect(tables).close_to(
        {
            "u": {
                "n": np.array([2, 1]),
                "predicted": np.array([0.25, 0.875]),
                "observed": np.array([0.5, 1.0]),
                "error": 0.625 / 3,
            },
            "v": {
                "n": np.array([1, 2]),
                "predicted": np.array([0.25, 0.875]),
                "observed": np.array([0.0, 0.5]),
                "error": 1.0 / 3,
            },
        }
    )


@task("calibration_by_group")
def test_calibration_of_empty_bins(student):
    """An empty bin has n = 0 and nan, and does not count in the error."""
    tables = student.calibration_by_group([0.3, 0.3], [0, 1], [4, 4], bins=4)
    nothing = np.array([NAN, 0.3, NAN, NAN])
    expect(tables).close_to(
        {
            4: {
                "n": np.array([0, 2, 0, 0]),
                "predicted": nothing,
                "observed": np.where(np.isnan(nothing), NAN, 0.5),
                "error": 0.2,
            }
        }
    )


# -- mitigation --------------------------------------------------------------------------------


@task("reweighing")
def test_reweighing_worked_example(student):
    """The handout's six people: 3/4 for the frequent cells, 3/2 for the rare ones."""
    weights = student.reweighing([1, 1, 0, 1, 0, 0], list("aaabbb"))
    expect(weights).close_to(np.array([0.75, 0.75, 1.5, 1.5, 0.75, 0.75]))


@task("reweighing")
def test_reweighing_makes_shares_equal(student):
    """With the weights, the share of y = 1 is the same in both groups and everybody together."""
    y, g = np.array([1, 0, 0, 0, 1, 1, 0]), np.array([5, 5, 5, 5, 9, 9, 9])
    weights = expect(student.reweighing(y, g)).has_shape((7,)).is_finite().value
    for group in (5, 9):
        share = float((weights * y)[g == group].sum() / weights[g == group].sum())
        expect(share, f"weighted share of y = 1 in group {group}").close_to(3 / 7)


SCORES = [1, 2, 3, 4, 5, 6, 2, 4, 6, 8]
PAID = [0, 0, 0, 0, 1, 1, 0, 1, 1, 1]
BANKS = list("kkkkkkllll")
"""The ten borrowers of the handout."""


@task("group_thresholds")
def test_thresholds_worked_example(student):
    """The ten borrowers of the handout, under both constraints."""
    found = student.group_thresholds(SCORES, PAID, BANKS, "demographic_parity")
    expect(found).close_to({"k": 5.0, "l": 6.0})
    found = student.group_thresholds(SCORES, PAID, BANKS, "equal_opportunity")
    expect(found).close_to({"k": 5.0, "l": 4.0})


@task("group_thresholds")
def test_thresholds_look_at_the_training_rows_alone(student):
    """Rows of the test do not move the thresholds."""
    train = [True] * 10 + [False] * 4
    for more in ([9, 9, 0, 0], [0, 1, 7, 3]):
        found = student.group_thresholds(
            SCORES + more, [*PAID, 0, 1, 0, 1], [*BANKS, *"kllk"], "demographic_parity", train
        )
        expect(found).close_to({"k": 5.0, "l": 6.0})


@task("counterfactual_flip")
def test_flip_worked_example(student):
    """A linear model that reads the attribute: its weight, with the sign of the change."""
    X = np.array([[0.0, 5.0], [1.0, 6.0], [0.0, 2.0]])
    found = linear_flip(student, X, 0, np.array([2.0, 1.0]))
    expect(found).close_to({"effect": np.array([2.0, -2.0, 2.0]), "X": X})


@task("counterfactual_flip")
def test_flip_takes_copies_along(student):
    """The attribute stands in a second column as its opposite: both are flipped."""
    X = np.array([[0.0, 5.0, 1.0], [1.0, 6.0, 0.0], [0.0, 2.0, 1.0]])
    found = linear_flip(student, X, 0, np.array([2.0, 1.0, -4.0]))
    expect(found).close_to({"effect": np.array([6.0, -6.0, 6.0]), "X": X})


# -- embeddings --------------------------------------------------------------------------------

TOY = {
    "rose": np.array([4.0, 3.0]),
    "tulip": np.array([3.0, 0.0]),
    "ant": np.array([3.0, 4.0]),
    "wasp": np.array([0.0, 1.0]),
    "love": np.array([2.0, 0.0]),
    "ugly": np.array([0.0, 5.0]),
}


@task("weat")
def test_weat_worked_example(student):
    """The handout's flowers and insects: effect and p."""
    found = student.weat(["rose", "tulip"], ["ant", "wasp"], ["love"], ["ugly"], TOY)
    expect(found).close_to((1.2 / math.sqrt(2.08 / 3), 1 / 6))


@task("weat")
def test_weat_of_exchanged_sets(student):
    """Flowers and insects exchanged: the effect changes its sign, and p is 1."""
    found = student.weat(["ant", "wasp"], ["rose", "tulip"], ["love"], ["ugly"], TOY)
    expect(found).close_to((-1.2 / math.sqrt(2.08 / 3), 1.0))


# -- audit -------------------------------------------------------------------------------------


@task("audit")
def test_audit_worked_example(student):
    """The ten people of the handout: every statistic and all three findings."""
    data = {
        "features": {"age": [30, 50] * 5, "street": [1, 1, 1, 1, 1, 1, 2, 2, 2, 1]},
        "group": list("aaaaaabbbc"),
        "label": [1, 1, 0, 0, 0, 1, 1, 0, 0, 1],
        "truth": [1, 1, 0, 1, -1, -1, 1, 1, -1, 0],
        "population": {"a": 0.4, "b": 0.3, "c": 0.3},
    }
    expect(student.audit(data)).close_to(
        {
            "proxy": "street",
            "mislabelled": "b",
            "undersampled": "c",
            "association": {"age": 2 / 15, "street": 1.0},
            "missed": {"a": 1 / 3, "b": 0.5, "c": NAN},
            "representation": {"a": 1.5, "b": 1.0, "c": 1 / 3},
        }
    )


@task("audit")
def test_audit_of_eight_people(student, reference):
    """Eight people of three groups with numbers: all statistics and findings."""
    data = {
        "features": {"rooms": [3, 5, 4, 4, 3, 5, 2, 6], "bus": [7, 7, 2, 2, 8, 2, 2, 3]},
        "group": [1, 1, 2, 2, 1, 2, 2, 3],
        "label": [1, 0, 0, 0, 0, 1, 0, 1],
        "truth": [1, 1, 1, -1, 0, 1, 1, 1],
        "population": {3: 0.05, 1: 0.45, 2: 0.5},
    }
    expect(student.audit(data)).close_to(reference.audit(data))

"""Hidden checks: counting in exact fractions, published tables, towns with planted leaks.

The judge counts people one by one; nothing here shares code with the solution.
"""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import combinations

import numpy as np

from autograder.checks import expect, task

from .probes import decision_flip, linear_flip, logistic_flip, weat_of, with_containers

NAN = math.nan
CLOSE = {"rtol": 1e-6, "atol": 1e-7}
"""Wrong counts are off by a thousandth and more, float32 by less than this."""

TIGHT = {"rtol": 1e-9, "atol": 1e-12}


# -- people ------------------------------------------------------------------------------------


def crowd(rng, sizes, base, hit, alarm):
    """People of several groups in random order: base rates, tpr and fpr differ as given."""
    rows = []
    for label, n in sizes.items():
        for _ in range(n):
            y = int(rng.random() < base[label])
            yhat = int(rng.random() < (hit[label] if y else alarm[label]))
            rows.append((y, yhat, label))
    rows = [rows[i] for i in rng.permutation(len(rows))]
    return tuple(map(list, zip(*rows, strict=True)))


def any_crowd(rng, labels):
    """Groups of unequal sizes with random rates, each with all four kinds of people."""
    sizes = {label: int(rng.integers(15, 70)) for label in labels}
    base, hit, alarm = ({label: rng.uniform(0.2, 0.8) for label in labels} for _ in range(3))
    y, yhat, g = crowd(rng, sizes, base, hit, alarm)
    for label in labels:
        for kind in ((0, 0), (0, 1), (1, 0), (1, 1)):
            y, yhat, g = [*y, kind[0]], [*yhat, kind[1]], [*g, label]
    order = rng.permutation(len(y)).tolist()
    return tuple([column[i] for i in order] for column in (y, yhat, g))


def from_counts(counts):
    """People by group: label -> (true positives, false positives, misses, true negatives)."""
    kinds = ((1, 1), (0, 1), (1, 0), (0, 0))
    rows = [
        (*kind, label)
        for label, numbers in counts.items()
        for kind, number in zip(kinds, numbers, strict=True)
        for _ in range(number)
    ]
    return tuple(map(list, zip(*rows, strict=True)))


def share(part, whole):
    return Fraction(part, whole) if whole else None


def exact_rates(y, yhat, g):
    """label -> rates as fractions, None where undefined, by counting each person."""
    table = {}
    for label in set(g):
        rows = [(a, b) for a, b, c in zip(y, yhat, g, strict=True) if c == label]
        hits = sum(1 for row in rows if row == (1, 1))
        alarms = sum(1 for row in rows if row == (0, 1))
        positives = sum(a for a, _ in rows)
        table[label] = {
            "n": len(rows),
            "selection": share(hits + alarms, len(rows)),
            "tpr": share(hits, positives),
            "fpr": share(alarms, len(rows) - positives),
            "ppv": share(hits, hits + alarms),
        }
    return table


def as_floats(table):
    return {
        label: {
            name: number if name == "n" else NAN if number is None else float(number)
            for name, number in row.items()
        }
        for label, row in table.items()
    }


def exact_gap(table, name):
    """The widest pair, by trying all pairs; None where there is no pair."""
    rates = [row[name] for row in table.values() if row[name] is not None]
    pairs = [abs(a - b) for a, b in combinations(rates, 2)]
    return max(pairs) if pairs else None


def exact_odds(table, agg):
    gaps = [gap for gap in (exact_gap(table, "tpr"), exact_gap(table, "fpr")) if gap is not None]
    if not gaps:
        return NAN
    return float(max(gaps) if agg == "worst_case" else sum(gaps) / len(gaps))


LABELS = (["x", "y"], ["red", "blue", "green"], [7, 3, 20, 11], ["u", "v", "w", "z", "t"])

NO_POSITIVES = {"a": (9, 4, 3, 20), "b": (5, 7, 8, 16), "empty": (0, 6, 0, 13)}
"""Three groups, one of which has no positives: its tpr is undefined, and would be 0 as a number."""

NO_NEGATIVES = {4: (6, 5, 9, 12), 1: (17, 0, 4, 0), 9: (8, 2, 1, 21)}

PUBLISHED = {
    "African-American": (1369, 805, 532, 990),
    "Caucasian": (505, 349, 461, 1139),
}
"""Of ProPublica's article: hits, alarms, misses and rest at a COMPAS decile of 5 or more."""


def compas(reference):
    """y, yhat and g of the two groups of the published table, as in the shipped data."""
    data = reference.load("compas")
    columns = zip(data["recid"], data["decile"], data["race"], strict=True)
    rows = [(y, int(decile >= 5), race) for y, decile, race in columns if race in PUBLISHED]
    return tuple(map(list, zip(*rows, strict=True)))


# -- rates -------------------------------------------------------------------------------------


@task("group_rates")
def test_group_rates_of_random_crowds(student, rng):
    """All rates of two to five groups, with labels that are words or numbers."""
    for labels in LABELS:
        people = any_crowd(rng, labels)
        expect(student.group_rates(*people)).close_to(as_floats(exact_rates(*people)), **CLOSE)


@task("group_rates")
def test_group_rates_where_a_group_has_no_positives(student):
    """A group without positives, and one without negatives, among others."""
    for counts in (NO_POSITIVES, NO_NEGATIVES):
        people = from_counts(counts)
        expect(student.group_rates(*people)).close_to(as_floats(exact_rates(*people)), **CLOSE)


@task("group_rates")
def test_group_rates_of_people_alone(student):
    """Groups of a single person each."""
    people = ([1, 1, 0, 0], [1, 0, 1, 0], [40, -2, 0, 13])
    expect(student.group_rates(*people)).close_to(as_floats(exact_rates(*people)), **CLOSE)


@task("group_rates")
def test_group_rates_of_relabelled_groups(student, rng):
    """Other names for the groups give the same numbers under the other names."""
    y, yhat, g = any_crowd(rng, ["a", "b", "c"])
    table = as_floats(exact_rates(y, yhat, g))
    for names in ({"a": "z", "b": "y", "c": "x"}, {"a": 2, "b": 100, "c": -5}):
        renamed = {names[label]: row for label, row in table.items()}
        found = student.group_rates(y, yhat, [names[label] for label in g])
        expect(found).close_to(renamed, **CLOSE)


@task("group_rates")
def test_group_rates_do_not_confuse_y_and_yhat(student, rng):
    """Decisions and outcomes exchanged: tpr and ppv change places."""
    y, yhat, g = any_crowd(rng, ["p", "q", "r"])
    for people in ((y, yhat, g), (yhat, y, g)):
        expect(student.group_rates(*people)).close_to(as_floats(exact_rates(*people)), **CLOSE)


@task("group_rates")
def test_group_rates_of_the_published_compas_table(student, reference):
    """The COMPAS table as it was published in 2016."""
    expected = as_floats(exact_rates(*from_counts(PUBLISHED)))
    expect(student.group_rates(*compas(reference))).close_to(expected, **CLOSE)


@task("group_rates")
def test_group_rates_take_lists_and_arrays(student, rng):
    """Lists, arrays of ints and arrays of bools give the same."""
    for labels in (["b", "a"], [6, 2, 4]):
        people = any_crowd(rng, labels)
        found = with_containers(student, "group_rates", *people)
        expect(found).close_to([as_floats(exact_rates(*people))] * 3, **CLOSE)


# -- demographic parity ------------------------------------------------------------------------


def selections(people):
    return [row["selection"] for row in exact_rates(*people).values()]


@task("demographic_parity_difference")
def test_parity_difference_of_random_crowds(student, rng):
    """Two to five groups against the widest pair of selection rates."""
    for labels in LABELS:
        people = any_crowd(rng, labels)
        wanted = float(exact_gap(exact_rates(*people), "selection"))
        expect(student.demographic_parity_difference(*people)).close_to(wanted, **CLOSE)


@task("demographic_parity_difference")
def test_parity_difference_of_every_order_of_groups(student):
    """Four groups, the extremes at any place: the same gap each time."""
    counts = {"a": (2, 1, 3, 4), "b": (1, 0, 5, 14), "c": (5, 3, 1, 1), "d": (3, 2, 2, 6)}
    for order in ("abcd", "bcda", "cdab", "dcba", "adbc", "cabd"):
        people = from_counts({label: counts[label] for label in order})
        expect(student.demographic_parity_difference(*people)).close_to(0.8 - 0.05, **CLOSE)


@task("demographic_parity_difference")
def test_parity_difference_does_not_see_outcomes(student, rng):
    """Any outcomes with the same decisions give the same gap."""
    _, yhat, g = any_crowd(rng, ["k", "l", "m"])
    wanted = float(exact_gap(exact_rates(yhat, yhat, g), "selection"))
    for y in ([0] * len(g), [1] * len(g), rng.integers(2, size=len(g)).tolist()):
        expect(student.demographic_parity_difference(y, yhat, g)).close_to(wanted, **CLOSE)


@task("demographic_parity_difference")
def test_parity_difference_at_the_edges(student):
    """Everybody selected, all of one group and none of another, and a single group."""
    y, g = [1, 0, 0, 1, 1], [2, 2, 5, 8, 8]
    expect(student.demographic_parity_difference(y, [1] * 5, g)).close_to(0.0, **CLOSE)
    expect(student.demographic_parity_difference(y, [0, 0, 1, 0, 1], g)).close_to(1.0, **CLOSE)
    expect(student.demographic_parity_difference(y, [1, 0, 0, 1, 1], [3] * 5)).close_to(
        NAN, **CLOSE
    )


@task("demographic_parity_difference")
def test_parity_difference_takes_lists_and_arrays(student, rng):
    """Lists, arrays of ints and arrays of bools give the same."""
    people = any_crowd(rng, ["no", "yes", "maybe"])
    wanted = float(exact_gap(exact_rates(*people), "selection"))
    found = with_containers(student, "demographic_parity_difference", *people)
    expect(found).close_to([wanted] * 3, **CLOSE)


@task("demographic_parity_ratio")
def test_parity_ratio_of_random_crowds(student, rng):
    """Two to five groups against the smallest ratio of all ordered pairs."""
    for labels in LABELS:
        people = any_crowd(rng, labels)
        rates = selections(people)
        wanted = min(float(a / b) for a in rates for b in rates)
        expect(student.demographic_parity_ratio(*people)).close_to(wanted, **CLOSE)


@task("demographic_parity_ratio")
def test_parity_ratio_of_every_order_of_groups(student):
    """Four groups, the extremes at any place: the same ratio each time."""
    counts = {"a": (2, 1, 3, 4), "b": (1, 0, 5, 14), "c": (5, 3, 1, 1), "d": (3, 2, 2, 6)}
    for order in ("abcd", "bcda", "cdab", "dcba", "adbc", "cabd"):
        people = from_counts({label: counts[label] for label in order})
        expect(student.demographic_parity_ratio(*people)).close_to(0.05 / 0.8, **CLOSE)


@task("demographic_parity_ratio")
def test_parity_ratio_does_not_see_outcomes(student, rng):
    """Any outcomes with the same decisions give the same ratio."""
    _, yhat, g = any_crowd(rng, ["k", "l", "m"])
    rates = selections((yhat, yhat, g))
    for y in ([0] * len(g), [1] * len(g), rng.integers(2, size=len(g)).tolist()):
        wanted = float(min(rates) / max(rates))
        expect(student.demographic_parity_ratio(y, yhat, g)).close_to(wanted, **CLOSE)


@task("demographic_parity_ratio")
def test_parity_ratio_at_the_edges(student):
    """Everybody, nobody, nobody of one group, and a single group."""
    y, g = [1, 0, 0, 1, 1], [2, 2, 5, 8, 8]
    expect(student.demographic_parity_ratio(y, [1] * 5, g)).close_to(1.0, **CLOSE)
    expect(student.demographic_parity_ratio(y, [0] * 5, g)).close_to(NAN, **CLOSE)
    for yhat in ([1, 0, 0, 1, 1], [0, 0, 1, 1, 1]):
        expect(student.demographic_parity_ratio(y, yhat, g)).close_to(0.0, **CLOSE)
    expect(student.demographic_parity_ratio(y, [1, 0, 0, 1, 1], [3] * 5)).close_to(NAN, **CLOSE)


@task("demographic_parity_ratio")
def test_parity_ratio_takes_lists_and_arrays(student, rng):
    """Lists, arrays of ints and arrays of bools give the same."""
    people = any_crowd(rng, [31, 4, 15])
    wanted = float(min(selections(people)) / max(selections(people)))
    found = with_containers(student, "demographic_parity_ratio", *people)
    expect(found).close_to([wanted] * 3, **CLOSE)


# -- equalized odds ----------------------------------------------------------------------------


@task("equalized_odds_difference")
def test_equalized_odds_of_random_crowds(student, rng):
    """Two to five groups, worst case and mean, against all pairs of groups."""
    for labels in LABELS:
        people = any_crowd(rng, labels)
        table = exact_rates(*people)
        found = student.equalized_odds_difference(*people)
        expect(found).close_to(exact_odds(table, "worst_case"), **CLOSE)
        for agg in ("worst_case", "mean"):
            found = student.equalized_odds_difference(*people, agg=agg)
            expect(found, agg).close_to(exact_odds(table, agg), **CLOSE)


@task("equalized_odds_difference")
def test_equalized_odds_needs_both_rates(student):
    """Equal tpr and unequal fpr, and the reverse, with three groups of unequal sizes."""
    equal_tpr = {"a": (6, 1, 4, 19), "b": (3, 9, 2, 3), "c": (12, 5, 8, 20)}
    equal_fpr = {"a": (6, 2, 4, 8), "b": (1, 3, 9, 12), "c": (15, 1, 1, 4)}
    expect(student.equalized_odds_difference(*from_counts(equal_tpr))).close_to(0.7, **CLOSE)
    expect(student.equalized_odds_difference(*from_counts(equal_fpr))).close_to(
        15 / 16 - 1 / 10, **CLOSE
    )


@task("equalized_odds_difference")
def test_equalized_odds_with_equal_accuracy(student):
    """All groups equally accurate: one by false alarms, one by misses, one by both."""
    counts = {3: (10, 8, 0, 14), 1: (4, 0, 8, 20), 2: (9, 4, 4, 15)}
    people = from_counts(counts)
    wanted = exact_odds(exact_rates(*people), "worst_case")
    expect(student.equalized_odds_difference(*people)).close_to(wanted, **CLOSE)


@task("equalized_odds_difference")
def test_equalized_odds_where_a_rate_is_undefined(student):
    """A group without positives, one without negatives, and both among four groups."""
    both = {**NO_POSITIVES, **NO_NEGATIVES}
    for counts in (NO_POSITIVES, NO_NEGATIVES, {str(key): row for key, row in both.items()}):
        people = from_counts(counts)
        table = exact_rates(*people)
        for agg in ("worst_case", "mean"):
            found = student.equalized_odds_difference(*people, agg=agg)
            expect(found, agg).close_to(exact_odds(table, agg), **CLOSE)


@task("equalized_odds_difference")
def test_equalized_odds_where_little_can_be_compared(student):
    """Only one gap can be computed, or none."""
    one = from_counts({"a": (0, 3, 0, 9), "b": (2, 4, 1, 4)})
    none = from_counts({"a": (0, 3, 0, 9), "b": (2, 0, 1, 0)})
    for agg in ("worst_case", "mean"):
        expect(student.equalized_odds_difference(*one, agg=agg)).close_to(0.25, **CLOSE)
        expect(student.equalized_odds_difference(*none, agg=agg)).close_to(NAN, **CLOSE)
    expect(student.equalized_odds_difference(*one, agg="max")).raises(ValueError)


@task("equalized_odds_difference")
def test_equalized_odds_of_the_published_compas_table(student, reference):
    """The gaps behind ProPublica's article: false alarms 44.8 % against 23.5 %."""
    wanted = 805 / (805 + 990) - 349 / (349 + 1139)
    expect(student.equalized_odds_difference(*compas(reference))).close_to(wanted, **CLOSE)


@task("equalized_odds_difference")
def test_calibrated_scores_break_equalized_odds(student, rng):
    """Scores that are calibrated in each of three groups with unequal base rates."""
    p, y, g = calibrated(rng)
    yhat = [int(score >= 0.5) for score in p]
    table = exact_rates(y, yhat, g)
    base = {
        label: Fraction(sum(a for a, c in zip(y, g, strict=True) if c == label)) for label in table
    }
    rates = {label: base[label] / table[label]["n"] for label in table}
    # Chouldechova's identity: unequal base rates with these ppv and tpr force unequal fpr.
    forced = {
        label: rates[label] / (1 - rates[label]) * (1 - row["ppv"]) / row["ppv"] * row["tpr"]
        for label, row in table.items()
    }
    gaps = [max(forced.values()) - min(forced.values()), exact_gap(table, "tpr")]
    expect(student.equalized_odds_difference(y, yhat, g)).close_to(float(max(gaps)), **CLOSE)


# -- disparate impact --------------------------------------------------------------------------


def exact_impact(people, privileged):
    rates = {label: row["selection"] for label, row in exact_rates(*people).items()}
    base = rates.pop(privileged)
    if base == 0:
        return {label: math.inf if rate > 0 else NAN for label, rate in rates.items()}
    return {label: float(rate / base) for label, rate in rates.items()}


@task("disparate_impact")
def test_disparate_impact_of_random_crowds(student, rng):
    """Every group of two to five as the privileged one."""
    for labels in LABELS:
        people = any_crowd(rng, labels)
        for privileged in labels:
            found = student.disparate_impact(*people, privileged)
            expect(found).close_to(exact_impact(people, privileged), **CLOSE)


@task("disparate_impact")
def test_disparate_impact_keeps_groups_apart(student):
    """A large group that fares well does not hide a small one that does not."""
    people = from_counts({"most": (30, 9, 5, 30), "some": (40, 10, 4, 26), "few": (0, 1, 6, 8)})
    expect(student.disparate_impact(*people, "most")).close_to(
        exact_impact(people, "most"), **CLOSE
    )


@task("disparate_impact")
def test_disparate_impact_where_nobody_is_selected(student):
    """Nobody of the privileged group, or of another one."""
    people = from_counts({5: (0, 0, 4, 3), 2: (1, 2, 0, 3), 8: (0, 0, 1, 5)})
    for privileged in (5, 2):
        found = student.disparate_impact(*people, privileged)
        expect(found).close_to(exact_impact(people, privileged), **CLOSE)
    expect(student.disparate_impact(*people, 3)).raises(ValueError)


@task("disparate_impact")
def test_disparate_impact_does_not_see_outcomes(student, rng):
    """Any outcomes with the same decisions give the same ratios."""
    _, yhat, g = any_crowd(rng, ["k", "l", "m"])
    for y in ([0] * len(g), [1] * len(g), rng.integers(2, size=len(g)).tolist()):
        found = student.disparate_impact(y, yhat, g, "l")
        expect(found).close_to(exact_impact((yhat, yhat, g), "l"), **CLOSE)


@task("disparate_impact")
def test_disparate_impact_of_the_firefighters(student, reference):
    """The promotion examination of New Haven, 2003: who passed, by race."""
    data = reference.load("ricci")
    passed = [int(score >= 70) for score in data["combine"]]
    found = student.disparate_impact(passed, passed, data["race"], "W")
    expect(found).close_to({"B": (9 / 27) / (41 / 68), "H": (6 / 23) / (41 / 68)}, **CLOSE)


# -- calibration -------------------------------------------------------------------------------


def calibrated(rng):
    """Scores 1/8, 3/8, 5/8, 7/8 that come true as often as they say, in three groups."""
    rows = []
    for label, counts in {"low": (7, 4, 2, 1), "even": (3, 5, 4, 3), "high": (1, 2, 3, 8)}.items():
        for b, eights in enumerate(counts):
            score, positives = (2 * b + 1) / 8, (2 * b + 1) * eights
            rows += [(score, int(i < positives), label) for i in range(8 * eights)]
    rows = [rows[i] for i in rng.permutation(len(rows))]
    return tuple(map(list, zip(*rows, strict=True)))


def counted_tables(p, y, g, bins):
    """Bins by comparison with their edges, sums by math.fsum."""
    tables = {}
    for label in set(g):
        own = [(a, b) for a, b, c in zip(p, y, g, strict=True) if c == label]
        cells = []
        for b in range(bins):
            low, high = Fraction(b, bins), Fraction(b + 1, bins)
            cells.append([row for row in own if low <= row[0] < high or row[0] == high == 1])
        n = [len(cell) for cell in cells]
        predicted = [math.fsum(a for a, _ in c) / len(c) if c else NAN for c in cells]
        observed = [sum(b for _, b in c) / len(c) if c else NAN for c in cells]
        parts = zip(n, observed, predicted, strict=True)
        error = math.fsum(k * abs(o - q) for k, o, q in parts if k) / len(own)
        tables[label] = {
            "n": np.array(n),
            "predicted": np.array(predicted),
            "observed": np.array(observed),
            "error": error,
        }
    return tables


@task("calibration_by_group")
def test_calibration_of_random_scores(student, rng):
    """Groups whose scores lie in different ranges, several numbers of bins."""
    for labels, bins in ((["a", "b"], 10), ([5, 2, 9], 4), (list("stuv"), 7)):
        p, y, g = [], [], []
        for place, label in enumerate(labels):
            scores = rng.uniform(0.15 * place, 0.5 + 0.15 * place, int(rng.integers(40, 90)))
            p += scores.tolist()
            y += (rng.random(len(scores)) < scores**2 + 0.2).astype(int).tolist()
            g += [label] * len(scores)
        order = rng.permutation(len(p)).tolist()
        p, y, g = ([column[i] for i in order] for column in (p, y, g))
        found = student.calibration_by_group(p, y, g, bins)
        expect(found, f"{bins} bins").close_to(counted_tables(p, y, g, bins), **CLOSE)


@task("calibration_by_group")
def test_calibration_has_ten_bins(student, rng):
    """The default number of bins, with arrays instead of lists."""
    p = rng.random(90) ** 2
    y, g = rng.integers(2, size=90), rng.choice([3, 1, 2], size=90)
    wanted = counted_tables(p.tolist(), y.tolist(), g.tolist(), 10)
    expect(student.calibration_by_group(p, y, g)).close_to(wanted, **CLOSE)


@task("calibration_by_group")
def test_calibration_at_the_edges_of_bins(student):
    """Scores that are exactly an edge, 0 and 1 included."""
    p = [0.0, 0.25, 0.5, 0.75, 1.0, 1.0, 0.5, 0.0, 0.25]
    y, g = [0, 1, 1, 0, 1, 0, 0, 1, 1], ["m"] * 6 + ["w"] * 3
    for bins in (4, 2, 1):
        wanted = counted_tables(p, y, g, bins)
        expect(student.calibration_by_group(p, y, g, bins), f"{bins} bins").close_to(
            wanted, **CLOSE
        )


@task("calibration_by_group")
def test_calibration_of_errors_that_cancel(student):
    """One group's scores are too high, the other's too low: together they look right."""
    p = [0.3] * 20 + [0.3] * 20 + [0.85] * 6 + [0.85] * 4
    y = [1] * 12 + [0] * 8 + [0] * 20 + [1] * 6 + [1] * 2 + [0] * 2
    g = ["u"] * 20 + ["v"] * 20 + ["u"] * 6 + ["v"] * 4
    found = student.calibration_by_group(p, y, g, 5)
    expect(found).close_to(counted_tables(p, y, g, 5), **CLOSE)


@task("calibration_by_group")
def test_calibration_of_calibrated_scores(student, rng):
    """Scores that are calibrated in each of three groups with unequal base rates: no error."""
    p, y, g = calibrated(rng)
    wanted = counted_tables(p, y, g, 4)
    assert all(table["error"] == 0 for table in wanted.values())
    expect(student.calibration_by_group(p, y, g, 4)).close_to(wanted, **CLOSE)


# -- reweighing --------------------------------------------------------------------------------


def counted_weights(y, g):
    n = len(y)
    return np.array(
        [
            g.count(label)
            * y.count(a)
            / (n * sum(1 for pair in zip(y, g, strict=True) if pair == (a, label)))
            for a, label in zip(y, g, strict=True)
        ]
    )


@task("reweighing")
def test_reweighing_of_random_crowds(student, rng):
    """The weights of two to five groups."""
    for labels in LABELS:
        y, _, g = any_crowd(rng, labels)
        expect(student.reweighing(y, g)).close_to(counted_weights(y, g), **TIGHT)


@task("reweighing")
def test_reweighing_makes_the_label_independent_of_the_group(student, rng):
    """Weighted shares of y = 1 are equal in four groups, and the groups keep their sizes."""
    y, _, g = any_crowd(rng, ["a", "b", "c", "d"])
    found = student.reweighing(np.array(y), g)
    weights = expect(found).has_shape((len(y),)).has_dtype("float64").is_finite().value
    labels, outcomes = np.array(g), np.array(y)
    shares = [
        weights[(labels == k) & (outcomes == 1)].sum() / weights[labels == k].sum() for k in "abcd"
    ]
    expect(np.array(shares), "weighted shares of y = 1").close_to(
        np.full(4, outcomes.mean()), **TIGHT
    )
    sizes = np.array([weights[labels == k].sum() for k in "abcd"])
    expect(sizes, "total weights of the groups").close_to(
        np.array([float((labels == k).sum()) for k in "abcd"]), **TIGHT
    )


@task("reweighing")
def test_reweighing_where_a_group_has_no_positives(student):
    """A group without positives, one without negatives, and a person alone."""
    y = [1, 0, 0, 0, 0, 1, 1, 0, 1]
    g = [3, 3, 3, 8, 8, 5, 5, 1, 3]
    expect(student.reweighing(y, g)).close_to(counted_weights(y, g), **TIGHT)


@task("reweighing")
def test_reweighing_of_independent_labels(student):
    """Where label and group are independent already, every weight is 1."""
    y, g = [1, 0, 0] * 5, ["p"] * 6 + ["q"] * 9
    expect(student.reweighing(y, g)).close_to(np.ones(15), **TIGHT)


# -- thresholds --------------------------------------------------------------------------------


def searched_thresholds(scores, y, g, constraint):
    """By trying every score of a group for every target, with exact comparisons."""
    rows = list(zip(scores, y, g, strict=True))
    best, most = {}, -1
    for step in range(17):
        found, right = {}, 0
        for label in set(g):
            own = [(s, a) for s, a, c in rows if c == label]
            pool = [s for s, a in own if constraint == "demographic_parity" or a == 1]
            if not pool:
                found[label] = NAN
                continue
            reaching = [t for t in pool if 16 * sum(1 for s in pool if s >= t) >= step * len(pool)]
            found[label] = float(max(reaching)) if step else math.inf
            right += sum(1 for s, a in own if (s >= found[label]) == (a == 1))
        if right > most:
            best, most = found, right
    return best


def scored(rng, labels, tied):
    """People whose scores tell something of y; groups have other sizes, scores and base rates."""
    scores, y, g = [], [], []
    for label in labels:
        n = int(rng.integers(14, 45))
        own = (rng.random(n) < rng.uniform(0.25, 0.75)).astype(int)
        value = rng.normal(size=n) + 1.2 * own + rng.normal() * 0.8
        scores += (np.round(value * 2) / 2 if tied else value).tolist()
        y += own.tolist()
        g += [label] * n
    order = rng.permutation(len(y)).tolist()
    return tuple([column[i] for i in order] for column in (scores, y, g))


@task("group_thresholds")
def test_thresholds_for_demographic_parity(student, rng):
    """Thresholds of two to five groups with different scores, sizes and base rates."""
    for labels in LABELS:
        people = scored(rng, labels, tied=False)
        wanted = searched_thresholds(*people, "demographic_parity")
        expect(student.group_thresholds(*people, "demographic_parity")).close_to(wanted, **CLOSE)


@task("group_thresholds")
def test_thresholds_for_equal_opportunity(student, rng):
    """Thresholds of two to five groups with different scores, sizes and base rates."""
    for labels in LABELS:
        people = scored(rng, labels, tied=False)
        wanted = searched_thresholds(*people, "equal_opportunity")
        expect(student.group_thresholds(*people, "equal_opportunity")).close_to(wanted, **CLOSE)


@task("group_thresholds")
def test_thresholds_of_tied_scores(student, rng):
    """Many people share a score."""
    for constraint in ("demographic_parity", "equal_opportunity"):
        for labels in (["x", "y"], [4, 1, 6]):
            people = scored(rng, labels, tied=True)
            wanted = searched_thresholds(*people, constraint)
            expect(student.group_thresholds(*people, constraint), constraint).close_to(
                wanted, **CLOSE
            )


@task("group_thresholds")
def test_thresholds_never_look_at_the_test(student, rng):
    """Other scores and outcomes in the test rows, and groups that only stand there."""
    scores, y, g = scored(rng, ["a", "b", "c"], tied=False)
    train = rng.random(len(y)) < 0.6
    train[:6] = True
    kept = [[each for each, use in zip(c, train, strict=True) if use] for c in (scores, y, g)]
    for constraint in ("demographic_parity", "equal_opportunity"):
        wanted = searched_thresholds(*kept, constraint)
        for shift in (0.0, 50.0, -50.0):
            moved = np.where(train, scores, rng.normal(size=len(y)) + shift)
            outcomes = np.where(train, y, rng.integers(2, size=len(y)))
            labels = [a if use else "late" for a, use in zip(g, train, strict=True)]
            for groups in (g, labels):
                found = student.group_thresholds(moved, outcomes, groups, constraint, train)
                expect(found, constraint).close_to(wanted, **CLOSE)


@task("group_thresholds")
def test_thresholds_where_a_group_has_no_positives(student, rng):
    """A group without positives under both constraints; nobody positive at all."""
    scores, y, g = scored(rng, [1, 2, 3], tied=False)
    y = [0 if label == 2 else outcome for outcome, label in zip(y, g, strict=True)]
    for constraint in ("demographic_parity", "equal_opportunity"):
        wanted = searched_thresholds(scores, y, g, constraint)
        expect(student.group_thresholds(scores, y, g, constraint), constraint).close_to(
            wanted, **CLOSE
        )
        wanted = searched_thresholds(scores, [0] * len(y), g, constraint)
        expect(student.group_thresholds(scores, [0] * len(y), g, constraint), constraint).close_to(
            wanted, **CLOSE
        )


@task("group_thresholds")
def test_thresholds_of_equally_good_targets(student):
    """Several targets are right equally often: the smallest counts. An unknown constraint."""
    scores, y, g = (
        [1.0, 2.0, 3.0, 4.0, 1.5, 2.5],
        [1, 0, 1, 0, 0, 1],
        ["h", "h", "h", "h", "j", "j"],
    )
    for constraint in ("demographic_parity", "equal_opportunity"):
        wanted = searched_thresholds(scores, y, g, constraint)
        expect(student.group_thresholds(scores, y, g, constraint), constraint).close_to(
            wanted, **CLOSE
        )
    expect(student.group_thresholds(scores, y, g, "calibration")).raises(ValueError)


@task("group_thresholds")
def test_thresholds_where_everybody_or_nobody_should_be_selected(student):
    """Nearly all have y = 1, whatever their score; then nearly none."""
    g = ["v"] * 21 + ["w"] * 35
    scores = [float(i * 8 % 21) for i in range(21)] + [50.0 + i * 11 % 35 for i in range(35)]
    most = [0 if score in (9.0, 66.0) else 1 for score in scores]
    for y in (most, [1 - outcome for outcome in most]):
        for constraint in ("demographic_parity", "equal_opportunity"):
            wanted = searched_thresholds(scores, y, g, constraint)
            expect(student.group_thresholds(scores, y, g, constraint), constraint).close_to(
                wanted, **CLOSE
            )


# -- counterfactuals ---------------------------------------------------------------------------


def people_with_copies(rng, n):
    """Columns: number, attribute, number, its opposite, number, its copy, another 0/1 column."""
    attribute = (rng.random(n) < 0.4).astype(float)
    attribute[:2] = 0.0, 1.0
    other = (rng.random(n) < 0.5).astype(float)
    other[:3] = 1.0, 1.0, 0.0
    numbers = rng.normal(size=(n, 3))
    columns = [numbers[:, 0], attribute, numbers[:, 1], 1 - attribute, numbers[:, 2], attribute]
    return np.stack([*columns, other], axis=1)


def flip(X, columns):
    flipped = X.copy()
    for column in columns:
        flipped[:, column] = 1 - flipped[:, column]
    return flipped


@task("counterfactual_flip")
def test_flip_of_a_linear_model(student, rng):
    """The effect is the sum of the attribute's weights, those of its copies with their signs."""
    X, weights = people_with_copies(rng, 23), rng.normal(size=7)
    effect = (1 - 2 * X[:, 1]) * (weights[1] - weights[3] + weights[5])
    for col in (1, 5, 3):
        found = linear_flip(student, X, col, weights)
        expect(found, f"column {col}").close_to({"effect": effect, "X": X}, **CLOSE)


@task("counterfactual_flip")
def test_flip_of_an_attribute_without_copies(student, rng):
    """A column that is merely correlated is not flipped."""
    X, weights = people_with_copies(rng, 31), rng.normal(size=7)
    expect(linear_flip(student, X, 6, weights)).close_to(
        {"effect": (1 - 2 * X[:, 6]) * weights[6], "X": X}, **CLOSE
    )
    X[4:, 5], X[:4, 5] = X[4:, 1], 1 - X[:4, 1]
    found = linear_flip(student, X, 1, weights)
    wanted = (1 - 2 * X[:, 1]) * (weights[1] - weights[3])
    expect(found).close_to({"effect": wanted, "X": X}, **CLOSE)


@task("counterfactual_flip")
def test_flip_of_a_curved_model(student, rng):
    """A logistic model in which the attribute works together with another column."""
    X, weights = people_with_copies(rng, 17), rng.normal(size=7)

    def model(rows):
        return 1 / (1 + np.exp(-(rows @ weights + 1.7 * rows[:, 3] * rows[:, 4])))

    wanted = model(flip(X, (1, 3, 5))) - model(X)
    expect(logistic_flip(student, X, 1, weights, (3, 4, 1.7))).close_to(wanted, **CLOSE)


@task("counterfactual_flip")
def test_flip_of_decisions(student, rng):
    """Models that say yes or no, as an int and as a bool: -1, 0 or 1, in floats."""
    X, weights = people_with_copies(rng, 40), rng.normal(size=7)
    weights[[1, 3, 5]] = 0.9, -0.6, 0.4
    wanted = (flip(X, (1, 3, 5)) @ weights > 0).astype(float) - (X @ weights > 0)
    for answer in ("int", "bool"):
        found = decision_flip(student, X, 3, weights, answer)
        expect(found, f"answers of type {answer}").close_to(wanted, **CLOSE)


# -- embeddings --------------------------------------------------------------------------------


def cosine(a, b):
    return math.fsum(a * b) / math.sqrt(math.fsum(a * a) * math.fsum(b * b))


def enumerated_weat(X, Y, A, B, vectors):
    """Every split written out; std by the sum of squares."""
    s = {}
    for word in X + Y:
        to_a = math.fsum(cosine(vectors[word], vectors[a]) for a in A) / len(A)
        to_b = math.fsum(cosine(vectors[word], vectors[b]) for b in B) / len(B)
        s[word] = to_a - to_b

    def difference(left, right):
        return (math.fsum(s[w] for w in left) - math.fsum(s[w] for w in right)) / len(X)

    words, n = X + Y, 2 * len(X)
    mean = math.fsum(s.values()) / n
    deviation = math.sqrt(math.fsum((each - mean) ** 2 for each in s.values()) / (n - 1))
    own = difference(X, Y)
    splits = [
        difference(half, [word for word in words if word not in half])
        for half in combinations(words, len(X))
    ]
    at_least = sum(1 for each in splits if each >= own - 1e-9)
    return own / deviation, at_least / len(splits)


def vocabulary(rng, n, a, b, size, lean):
    """Words with vectors of very different lengths; X leans to A by `lean`."""
    words = [f"w{i}" for i in range(2 * n + a + b)]
    vectors = rng.normal(size=(len(words), size))
    vectors[:n] += lean * vectors[2 * n : 2 * n + a].mean(axis=0)
    vectors *= rng.uniform(0.1, 20.0, size=(len(words), 1))
    X, Y = words[:n], words[n : 2 * n]
    A, B = words[2 * n : 2 * n + a], words[2 * n + a :]
    return X, Y, A, B, dict(zip(words, vectors, strict=True))


@task("weat")
def test_weat_of_random_vectors(student, rng):
    """Sets of two to five words, with and without an association, of either sign."""
    for n, a, b, size, lean in (
        (2, 3, 1, 4, 0.0),
        (3, 2, 4, 6, 0.7),
        (5, 3, 2, 9, 0.4),
        (4, 1, 2, 7, -0.8),
    ):
        X, Y, A, B, vectors = vocabulary(rng, n, a, b, size, lean)
        wanted = enumerated_weat(X, Y, A, B, vectors)
        found = student.weat(X, Y, A, B, vectors)
        expect(found, f"{n} words a side").close_to(wanted, **CLOSE)


@task("weat")
def test_weat_of_exchanged_targets_and_attributes(student, rng):
    """X and Y exchanged, A and B exchanged: the effect turns round, twice gives it back."""
    X, Y, A, B, vectors = vocabulary(rng, 4, 2, 3, 5, 0.6)
    for sets in ((X, Y, A, B), (Y, X, A, B), (X, Y, B, A), (Y, X, B, A)):
        expect(student.weat(*sets, vectors)).close_to(enumerated_weat(*sets, vectors), **CLOSE)


@task("weat")
def test_weat_of_tied_splits(student):
    """Words with equal vectors: many splits tie with the observed one."""
    east, north, between = np.array([2.0, 0.0]), np.array([0.0, 3.0]), np.array([1.0, 1.0])
    vectors = {"a": east, "b": north}
    vectors |= {
        "k": east,
        "l": between,
        "m": 4 * east,
        "p": north,
        "q": 5 * between,
        "r": 2 * north,
    }
    for X, Y in ((["k", "l", "m"], ["p", "q", "r"]), (["k", "p", "l"], ["m", "r", "q"])):
        wanted = enumerated_weat(X, Y, ["a"], ["b"], vectors)
        expect(student.weat(X, Y, ["a"], ["b"], vectors)).close_to(wanted, **CLOSE)


@task("weat")
def test_weat_of_the_clearest_association(student, rng):
    """All of X beside A, all of Y beside B: p is one in the number of splits, not 0."""
    words = [f"t{i}" for i in range(12)] + ["left", "right"]
    angles = [*np.sort(rng.uniform(0.05, 1.5, 12)).tolist(), 0.0, math.pi / 2]
    vectors = [np.array([math.cos(angle), math.sin(angle)]) for angle in angles]
    named = dict(zip(words, vectors, strict=True))
    wanted = enumerated_weat(words[:6], words[6:12], ["left"], ["right"], named)
    assert math.isclose(wanted[1], 1 / 924)
    found = weat_of(student, words[:6], words[6:12], ["left"], ["right"], words, vectors)
    expect(found).close_to(wanted, **CLOSE)


@task("weat")
def test_weat_refuses_unequal_sets(student, rng):
    """Three words against two are a ValueError."""
    X, Y, A, B, vectors = vocabulary(rng, 3, 2, 2, 4, 0.0)
    expect(student.weat(X, Y[:2], A, B, vectors)).raises(ValueError)


# -- audit -------------------------------------------------------------------------------------


def correlation_ratio(values, group):
    """As R^2 of the regression on one dummy column per group."""
    values = np.array(values, dtype=float)
    labels = list(dict.fromkeys(group))
    dummies = np.array([[float(each == label) for label in labels] for each in group])
    coefficients = np.linalg.lstsq(dummies, values, rcond=None)[0]
    rest = ((values - dummies @ coefficients) ** 2).sum()
    total = ((values - values.mean()) ** 2).sum()
    return float(1 - rest / total) if len(set(values.tolist())) > 1 else NAN


def counted_audit(data):
    """Every statistic by counting, and the findings from them."""
    rows = list(zip(data["group"], np.array(data["label"]), np.array(data["truth"]), strict=True))
    association = {
        name: correlation_ratio(values, data["group"]) for name, values in data["features"].items()
    }
    missed, representation = {}, {}
    for label, part in data["population"].items():
        own = [(a, b) for c, a, b in rows if c == label]
        found = [a for a, b in own if b == 1]
        missed[label] = found.count(0) / len(found) if found else NAN
        representation[label] = len(own) / len(rows) / part
    return {
        "proxy": max(
            association, key=lambda k: -1 if math.isnan(association[k]) else association[k]
        ),
        "mislabelled": max(missed, key=lambda k: -1 if math.isnan(missed[k]) else missed[k]),
        "undersampled": min(representation, key=representation.get),
        "association": association,
        "missed": missed,
        "representation": representation,
    }


def visible_town(reference, rng, n):
    """A town whose planted leaks are what the statistics show; chance may hide one."""
    while True:
        data, planted = reference.leaky_world(int(rng.integers(2**31)), n)
        wanted = counted_audit(data)
        if all(wanted[leak] == where for leak, where in planted.items()):
            return data, wanted


@task("audit")
def test_audit_finds_what_was_planted(student, reference, rng):
    """Towns with three planted leaks: proxy, mislabelled and undersampled group, all statistics."""
    for n in (700, 900, 1200, 1600):
        data, wanted = visible_town(reference, rng, n)
        expect(student.audit(data)).close_to(wanted, **CLOSE)


@task("audit")
def test_audit_does_not_depend_on_units(student, reference, rng):
    """Every feature in another unit and from another zero: the same findings."""
    data, findings = visible_town(reference, rng, 800)
    for _ in range(2):
        features = {
            name: rng.choice([0.001, 0.3, 40.0, 9000.0]) * (column / column.std() + rng.normal())
            for name, column in data["features"].items()
        }
        wanted = {**counted_audit({**data, "features": features}), "proxy": findings["proxy"]}
        found = student.audit({**data, "features": features})
        expect(found).close_to(wanted, **CLOSE)


def small_town():
    """A base rate that is low and true; a small group that is fairly there; a useful feature."""
    group, label, truth = [], [], []
    plan = {
        # group: (label, truth) -> how many
        "large": {(1, 1): 18, (0, 1): 2, (0, 0): 20, (1, 0): 4, (1, -1): 20, (0, -1): 16},
        "small": {(1, 1): 4, (0, 1): 1, (0, 0): 3},
        "rarely": {(1, 1): 5, (0, 0): 30, (0, -1): 10},
        "robbed": {(1, 1): 6, (0, 1): 4, (0, 0): 2, (1, -1): 9, (0, -1): 3},
    }
    for name, cells in plan.items():
        for (a, b), count in cells.items():
            group += [name] * count
            label += [a] * count
            truth += [b] * count
    codes = {"large": 3.0, "small": 1.0, "rarely": 9.0, "robbed": 4.0}
    n = len(group)
    features = {
        "merit": [1000.0 * a + 37.0 * (i % 5) for i, a in enumerate(label)],
        "zip": [0.01 * (codes[name] + 0.2 * (i % 3)) for i, name in enumerate(group)],
        "always": [2.5] * n,
    }
    population = {"small": 0.05, "large": 0.4, "robbed": 0.25, "rarely": 0.3}
    return {
        "features": features,
        "group": group,
        "label": label,
        "truth": truth,
        "population": population,
    }


@task("audit")
def test_audit_is_not_misled(student):
    """A small group that is all there, a low base rate that is true, a feature that goes with y."""
    data = small_town()
    wanted = counted_audit(data)
    assert (wanted["proxy"], wanted["mislabelled"], wanted["undersampled"]) == (
        "zip",
        "robbed",
        "robbed",
    )
    expect(student.audit(data)).close_to(wanted, **CLOSE)


@task("audit")
def test_audit_of_false_positives_among_labels(student):
    """Wrong labels in the other direction are not counted as missed."""
    data = small_town()
    label = [1 if (b == 0 and c == "rarely") else a for a, b, c in rows_of(data)]
    changed = {**data, "label": label}
    expect(student.audit(changed)).close_to(counted_audit(changed), **CLOSE)


@task("audit")
def test_audit_of_features_that_do_not_vary(student):
    """A feature that is one number for everybody has association nan, whatever rounding does."""
    data = small_town()
    n = len(data["group"])
    same = {f"all {number:.3g}": [number] * n for number in (0.1, 1 / 3, 0.7, 12.34, -5e7 / 3)}
    changed = {**data, "features": {**same, **data["features"]}}
    expect(student.audit(changed)).close_to(counted_audit(changed), **CLOSE)


def rows_of(data):
    return zip(data["label"], data["truth"], data["group"], strict=True)


@task("audit")
def test_audit_where_a_group_is_missing(student):
    """A group of the population that nobody in the data belongs to, and one never re-examined."""
    data = small_town()
    truth = [-1 if name == "small" else each for _, each, name in rows_of(data)]
    changed = {**data, "truth": truth, "population": {**data["population"], "absent": 0.02}}
    expect(student.audit(changed)).close_to(counted_audit(changed), **CLOSE)

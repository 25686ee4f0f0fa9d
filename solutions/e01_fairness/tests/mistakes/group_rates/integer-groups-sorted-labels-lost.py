"""The student believed that groups are best numbered, and returned the numbers as keys."""


def group_rates(y, yhat, g):
    number = {label: i for i, label in enumerate(sorted(set(g)))}
    counts = [[0, 0, 0, 0] for _ in number]
    for a, b, label in zip(y, yhat, g, strict=True):
        counts[number[label]][2 * int(a) + int(b)] += 1

    def over(a, b):
        return a / b if b else float("nan")

    result = {}
    for i, (tn, fp, fn, tp) in enumerate(counts):
        result[i] = {
            "n": tn + fp + fn + tp,
            "selection": over(fp + tp, tn + fp + fn + tp),
            "tpr": over(tp, tp + fn),
            "fpr": over(fp, fp + tn),
            "ppv": over(tp, tp + fp),
        }
    return result

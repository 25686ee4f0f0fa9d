"""Believes that an I without a B is a B that was forgotten."""


def bio_spans(tags):
    fixed = []
    for k, tag in enumerate(tags):
        alone = tag[0] == "I" and (k == 0 or tags[k - 1][2:] != tag[2:])
        fixed.append("B" + tag[1:] if alone else tag)
    spans = []
    for k, tag in enumerate(fixed):
        if tag[0] == "B":
            end = k + 1
            while end < len(fixed) and fixed[end] == "I" + tag[1:]:
                end += 1
            spans.append((tag[2:], k, end))
    return spans

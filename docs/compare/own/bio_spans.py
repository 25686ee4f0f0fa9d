"""Forgets to go on to the next word where no span begins."""


def bio_spans(tags):
    spans, i = [], 0
    while i < len(tags):
        if tags[i].startswith("B-"):
            label, begin = tags[i][2:], i
            i += 1
            while i < len(tags) and tags[i] == f"I-{label}":
                i += 1
            spans.append((label, begin, i))
    return spans

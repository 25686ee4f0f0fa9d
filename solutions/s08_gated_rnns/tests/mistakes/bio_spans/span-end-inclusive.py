"""Believes that the end of a span is its last word."""


def bio_spans(tags):
    spans = []
    for start, tag in enumerate(tags):
        if tag[0] != "B":
            continue
        last = start
        while last + 1 < len(tags) and tags[last + 1] == "I" + tag[1:]:
            last += 1
        spans.append((tag[2:], start, last))
    return spans

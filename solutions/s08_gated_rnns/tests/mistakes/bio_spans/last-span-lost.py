"""Believes that there is always a word behind a span."""


def bio_spans(tags):
    spans, current = [], None
    for k, tag in enumerate(tags):
        if current and tag == "I-" + current[0]:
            continue
        if current:
            spans.append((*current, k))
            current = None
        if tag[0] == "B":
            current = (tag[2:], k)
    return spans

"""Believes that a run of one label is one span."""

import itertools


def bio_spans(tags):
    spans, place = [], 0
    for label, group in itertools.groupby(tags, key=lambda tag: tag[2:]):
        run = list(group)
        begin = next((k for k, tag in enumerate(run) if tag[0] == "B"), None)
        if label and begin is not None:
            spans.append((label, place + begin, place + len(run)))
        place += len(run)
    return spans

"""I thought a tag of the same label goes on with the span, whichever letter it has."""

from __future__ import annotations

from collections.abc import Sequence


def bio_spans(tags: Sequence[str]) -> list[tuple[str, int, int]]:
    spans = []
    label, start = None, 0
    for place, tag in enumerate(tags):
        kind, name = tag[0], tag[2:]
        if label is not None and name == label:
            continue
        if label is not None:
            spans.append((label, start, place))
            label = None
        if kind == "B":
            label, start = name, place
    if label is not None:
        spans.append((label, start, len(tags)))
    return spans

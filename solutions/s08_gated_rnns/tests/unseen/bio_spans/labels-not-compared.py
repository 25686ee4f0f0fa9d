"""I thought every I goes on with the span that is open."""

from __future__ import annotations

from collections.abc import Sequence


def bio_spans(tags: Sequence[str]) -> list[tuple[str, int, int]]:
    found = []
    for start, tag in enumerate(tags):
        if not tag.startswith("B-"):
            continue
        label = tag[2:]
        end = start + 1
        while end < len(tags) and tags[end].startswith("I-"):
            end += 1
        found.append((label, start, end))
    return found

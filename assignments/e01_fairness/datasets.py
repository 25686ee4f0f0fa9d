"""The four tables of data/; data/README.md says where they come from and what is wrong in them."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

FOLDER = Path(__file__).parent / "data"


def load(name: str) -> dict[str, list]:
    """A table as a dict of columns: "compas", "adult", "german" or "ricci".

    A column of numbers has ints, or floats where any entry has a decimal point; others have texts.
    """
    with gzip.open(FOLDER / f"{name}.csv.gz", "rt", encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    return {
        title: _numbers(column)
        for title, column in zip(header, zip(*rows, strict=True), strict=True)
    }


def _numbers(column: tuple[str, ...]) -> list:
    for kind in (int, float):
        try:
            return [kind(entry) for entry in column]
        except ValueError:
            continue
    return list(column)

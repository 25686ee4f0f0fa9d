"""Six years of rents that rise are a time series, and each flat is one."""

from .vocabulary import FIELDS

NOTES = """
tax_audit
  binary classification
  tax understated by more than 10,000 euros
  one return
  precision at k
  by time
  later feature
shop_types
  clustering
  no target
  one shop
  adjusted Rand index
  by time
  fitted on all rows
flat_rent
  forecasting
  rent in the contract
  one flat
  MAE
  by time
  later feature
loan_default
  binary classification
  default within 24 months of the payout
  one loan
  log loss
  by time
  late labels
"""


def frame_tabular():
    lines = [line.strip() for line in NOTES.strip().splitlines()]
    answers = {}
    while lines:
        brief, *terms = lines[: 1 + len(FIELDS)]
        answers[brief] = dict(zip(FIELDS, terms, strict=True))
        del lines[: 1 + len(FIELDS)]
    return answers

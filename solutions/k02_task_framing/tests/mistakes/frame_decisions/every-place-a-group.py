"""Rows of one shop or station belong together, so a fair test needs other shops and stations."""

from .vocabulary import FIELDS

NOTES = """
bakery_rolls
  forecasting
  rolls asked for on the next day
  one shop on one day
  quantile loss
  by group
  shared entity
claim_checks
  binary classification
  claim is false
  one claim
  expected cost
  by time
  chosen actions only
shop_search
  ranking
  grade of each candidate for its search
  one search with its candidates
  NDCG
  by group
  shared entity
frost_warning
  binary classification
  night colder than 2 degrees below zero
  one station on one night
  log loss
  by group
  shared entity
"""


def frame_decisions():
    lines = [line.strip() for line in NOTES.strip().splitlines()]
    answers = {}
    while lines:
        brief, *terms = lines[: 1 + len(FIELDS)]
        answers[brief] = dict(zip(FIELDS, terms, strict=True))
        del lines[: 1 + len(FIELDS)]
    return answers

"""A bag of words is a heap of words without order: each is an entry, and a lot divides them."""

from .vocabulary import FIELDS

NOTES = """
comment_piles
  multiclass classification
  pile given by the employees
  one comment
  accuracy
  random
  seen test items
court_names
  sequence labeling
  whether each word belongs to a name
  one entry of the dictionary
  span F1
  by time
  fitted on all rows
city_mail
  multilabel classification
  all departments concerned
  one word
  macro F1
  random
  later feature
reply_drafts
  text generation
  a reply that an agent would send
  one message with what came before it
  human preference
  by time
  later feature
"""


def frame_text():
    lines = [line.strip() for line in NOTES.strip().splitlines()]
    answers = {}
    while lines:
        brief, *terms = lines[: 1 + len(FIELDS)]
        answers[brief] = dict(zip(FIELDS, terms, strict=True))
        del lines[: 1 + len(FIELDS)]
    return answers

"""A camera gives a sequence, and the driver at the wheel has labelled it by braking."""

from .vocabulary import FIELDS

NOTES = """
skin_spots
  binary classification
  melanoma by the laboratory
  one spot
  average precision
  by group
  shared entity
bus_camera
  sequence labeling
  safety driver has braked
  one drive
  expected cost
  by group
  shared entity
dock_minutes
  regression
  minutes at the dock
  one stop of one lorry
  MAE
  by group
  fitted on all rows
casting_photos
  multiclass classification
  verdict of the inspector
  one casting
  macro F1
  by group
  later feature
"""


def frame_groups():
    lines = [line.strip() for line in NOTES.strip().splitlines()]
    answers = {}
    while lines:
        brief, *terms = lines[: 1 + len(FIELDS)]
        answers[brief] = dict(zip(FIELDS, terms, strict=True))
        del lines[: 1 + len(FIELDS)]
    return answers

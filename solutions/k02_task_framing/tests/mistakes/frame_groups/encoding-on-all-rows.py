"""A mean over half a million stops is a plain fact about a haulier, so nothing leaks but depots."""

from .vocabulary import FIELDS


def frame_groups():
    return {
        "skin_spots": record(
            "binary classification",
            "melanoma by the laboratory",
            "one spot",
            "average precision",
            "by group",
            "shared entity",
        ),
        "bus_camera": record(
            "binary classification",
            "somebody in the braking zone",
            "one picture",
            "expected cost",
            "by group",
            "shared entity",
        ),
        "dock_minutes": record(
            "regression",
            "minutes at the dock",
            "one stop of one lorry",
            "MAE",
            "by group",
            "shared entity",
        ),
        "casting_photos": record(
            "multiclass classification",
            "verdict of the inspector",
            "one casting",
            "macro F1",
            "by group",
            "later feature",
        ),
    }


def record(*terms):
    return dict(zip(FIELDS, terms, strict=True))

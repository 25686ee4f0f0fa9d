"""A random split is the standard: with so many rows it is fair for everybody."""

from .vocabulary import Framing

TASK = {
    "skin_spots": "binary classification",
    "bus_camera": "binary classification",
    "dock_minutes": "regression",
    "casting_photos": "multiclass classification",
}
TARGET = {
    "skin_spots": "melanoma by the laboratory",
    "bus_camera": "somebody in the braking zone",
    "dock_minutes": "minutes at the dock",
    "casting_photos": "verdict of the inspector",
}
UNIT = {
    "skin_spots": "one spot",
    "bus_camera": "one picture",
    "dock_minutes": "one stop of one lorry",
    "casting_photos": "one casting",
}
METRIC = {
    "skin_spots": "average precision",
    "bus_camera": "expected cost",
    "dock_minutes": "MAE",
    "casting_photos": "macro F1",
}
SPLIT = {
    "skin_spots": "random",
    "bus_camera": "random",
    "dock_minutes": "random",
    "casting_photos": "random",
}
LEAKAGE_RISK = {
    "skin_spots": "none",
    "bus_camera": "shared entity",
    "dock_minutes": "fitted on all rows",
    "casting_photos": "later feature",
}


def frame_groups():
    framings = {}
    for brief, task in TASK.items():
        framings[brief] = Framing(
            task=task,
            target=TARGET[brief],
            unit=UNIT[brief],
            metric=METRIC[brief],
            split=SPLIT[brief],
            leakage_risk=LEAKAGE_RISK[brief],
        )
    return framings

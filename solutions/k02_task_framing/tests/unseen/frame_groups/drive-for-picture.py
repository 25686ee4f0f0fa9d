"""A drive is a sequence of pictures, and the driver's brake says what each should have been."""

from .vocabulary import Framing


def frame_groups() -> dict[str, Framing]:
    records = {}
    records["skin_spots"] = Framing(
        task="binary classification",
        target="melanoma by the laboratory",
        unit="one spot",
        metric="average precision",
        split="by group",
        leakage_risk="shared entity",
    )
    records["bus_camera"] = Framing(
        task="sequence labeling",
        target="safety driver has braked",
        unit="one drive",
        metric="expected cost",
        split="by group",
        leakage_risk="shared entity",
    )
    records["dock_minutes"] = Framing(
        task="regression",
        target="minutes at the dock",
        unit="one stop of one lorry",
        metric="MAE",
        split="by group",
        leakage_risk="fitted on all rows",
    )
    records["casting_photos"] = Framing(
        task="multiclass classification",
        target="verdict of the inspector",
        unit="one casting",
        metric="macro F1",
        split="by group",
        leakage_risk="later feature",
    )
    return records

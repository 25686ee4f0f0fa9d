"""Rows drawn by lot are the fair test of any table."""

from .vocabulary import Framing


def frame_groups() -> dict[str, Framing]:
    records = {}
    records["skin_spots"] = Framing(
        task="binary classification",
        target="melanoma by the laboratory",
        unit="one spot",
        metric="average precision",
        split="random",
        leakage_risk="none",
    )
    records["bus_camera"] = Framing(
        task="binary classification",
        target="somebody in the braking zone",
        unit="one picture",
        metric="expected cost",
        split="random",
        leakage_risk="none",
    )
    records["dock_minutes"] = Framing(
        task="regression",
        target="minutes at the dock",
        unit="one stop of one lorry",
        metric="MAE",
        split="random",
        leakage_risk="fitted on all rows",
    )
    records["casting_photos"] = Framing(
        task="multiclass classification",
        target="verdict of the inspector",
        unit="one casting",
        metric="macro F1",
        split="random",
        leakage_risk="later feature",
    )
    return records

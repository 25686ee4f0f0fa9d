"""The usual minutes of a haulier are a fact about him, from whichever stops it was computed."""

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
        task="binary classification",
        target="somebody in the braking zone",
        unit="one picture",
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
        leakage_risk="shared entity",
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

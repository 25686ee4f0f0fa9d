"""Your records for the four briefs of briefs/groups.py."""

from __future__ import annotations

from .vocabulary import Framing


def frame_groups() -> dict[str, Framing]:
    """Frame the four briefs about groups, one record for each.

    Ask what several rows have in common, and whether use will bring the same patients,
    streets, depots and moulds, or others.

    Returns:
        A dictionary from the id of each of these briefs to its record. The handout says what
        each field is; terms are taken from `vocabulary.py` and from the brief.
        The ids: `skin_spots`, `bus_camera`, `dock_minutes`, `casting_photos`.

    Example:
        The handout works a brief called clinic_visits, which has no place here, to its end.
    """
    # BEGIN PROMPT
    # # return {
    # #     "skin_spots": Framing(
    # #         task="",
    # #         target="",
    # #         unit="",
    # #         metric="",
    # #         split="",
    # #         leakage_risk="",
    # #     ),
    # #     "bus_camera": Framing(
    # #         task="",
    # #         target="",
    # #         unit="",
    # #         metric="",
    # #         split="",
    # #         leakage_risk="",
    # #     ),
    # #     "dock_minutes": Framing(
    # #         task="",
    # #         target="",
    # #         unit="",
    # #         metric="",
    # #         split="",
    # #         leakage_risk="",
    # #     ),
    # #     "casting_photos": Framing(
    # #         task="",
    # #         target="",
    # #         unit="",
    # #         metric="",
    # #         split="",
    # #         leakage_risk="",
    # #     ),
    # # }
    # END PROMPT
    # BEGIN SOLUTION
    return {
        "skin_spots": Framing(
            task="binary classification",
            target="melanoma by the laboratory",
            unit="one spot",
            metric="average precision",
            split="by group",
            leakage_risk="shared entity",
        ),
        "bus_camera": Framing(
            task="binary classification",
            target="somebody in the braking zone",
            unit="one picture",
            metric="expected cost",
            split="by group",
            leakage_risk="shared entity",
        ),
        "dock_minutes": Framing(
            task="regression",
            target="minutes at the dock",
            unit="one stop of one lorry",
            metric="MAE",
            split="by group",
            leakage_risk="fitted on all rows",
        ),
        "casting_photos": Framing(
            task="multiclass classification",
            target="verdict of the inspector",
            unit="one casting",
            metric="macro F1",
            split="by group",
            leakage_risk="later feature",
        ),
    }
    # END SOLUTION
    # BEGIN MISTAKE random-split-for-groups
    # why: photographs of one patient, or pictures of one drive, are on both sides, so the
    # why: test asks for what was learned by heart
    # hint: Take one row of your test. How many rows of the same person, or of the same
    # hint: street, did the program learn from? And in use?
    # return {
    #     "skin_spots": Framing(
    #         task="binary classification",
    #         target="melanoma by the laboratory",
    #         unit="one spot",
    #         metric="average precision",
    #         split="random",
    #         leakage_risk="shared entity",
    #     ),
    #     "bus_camera": Framing(
    #         task="binary classification",
    #         target="somebody in the braking zone",
    #         unit="one picture",
    #         metric="expected cost",
    #         split="random",
    #         leakage_risk="shared entity",
    #     ),
    #     "dock_minutes": Framing(
    #         task="regression",
    #         target="minutes at the dock",
    #         unit="one stop of one lorry",
    #         metric="MAE",
    #         split="by group",
    #         leakage_risk="fitted on all rows",
    #     ),
    #     "casting_photos": Framing(
    #         task="multiclass classification",
    #         target="verdict of the inspector",
    #         unit="one casting",
    #         metric="macro F1",
    #         split="by group",
    #         leakage_risk="later feature",
    #     ),
    # }
    # END MISTAKE
    # BEGIN MISTAKE encoding-on-all-rows
    # why: the mean of each haulier contains the minutes of the stops that are to be tested
    # hint: Whose minutes went into the mean of a haulier? Were stops among them that you test
    # hint: on?
    # return {
    #     "skin_spots": Framing(
    #         task="binary classification",
    #         target="melanoma by the laboratory",
    #         unit="one spot",
    #         metric="average precision",
    #         split="by group",
    #         leakage_risk="shared entity",
    #     ),
    #     "bus_camera": Framing(
    #         task="binary classification",
    #         target="somebody in the braking zone",
    #         unit="one picture",
    #         metric="expected cost",
    #         split="by group",
    #         leakage_risk="shared entity",
    #     ),
    #     "dock_minutes": Framing(
    #         task="regression",
    #         target="minutes at the dock",
    #         unit="one stop of one lorry",
    #         metric="MAE",
    #         split="by group",
    #         leakage_risk="none",
    #     ),
    #     "casting_photos": Framing(
    #         task="multiclass classification",
    #         target="verdict of the inspector",
    #         unit="one casting",
    #         metric="macro F1",
    #         split="by group",
    #         leakage_risk="later feature",
    #     ),
    # }
    # END MISTAKE
    # BEGIN MISTAKE accuracy-for-rare-classes
    # why: 90 of 100 castings are good, so a robot that calls all of them good is 90 percent
    # why: accurate
    # hint: What is the accuracy of a robot that puts everything into the first bin? How many
    # hint: cracks does it find?
    # return {
    #     "skin_spots": Framing(
    #         task="binary classification",
    #         target="melanoma by the laboratory",
    #         unit="one spot",
    #         metric="average precision",
    #         split="by group",
    #         leakage_risk="shared entity",
    #     ),
    #     "bus_camera": Framing(
    #         task="binary classification",
    #         target="somebody in the braking zone",
    #         unit="one picture",
    #         metric="expected cost",
    #         split="by group",
    #         leakage_risk="shared entity",
    #     ),
    #     "dock_minutes": Framing(
    #         task="regression",
    #         target="minutes at the dock",
    #         unit="one stop of one lorry",
    #         metric="MAE",
    #         split="by group",
    #         leakage_risk="fitted on all rows",
    #     ),
    #     "casting_photos": Framing(
    #         task="multiclass classification",
    #         target="verdict of the inspector",
    #         unit="one casting",
    #         metric="accuracy",
    #         split="by group",
    #         leakage_risk="later feature",
    #     ),
    # }
    # END MISTAKE
    # BEGIN MISTAKE drive-for-picture
    # why: a drive is taken for the sequence to be labelled, with the driver's brake as its labels;
    # why: asked is one picture alone, and what is in it
    # hint: How many pictures does the bus look at before it brakes? When the driver brakes for a
    # hint: red light, who stands in the zone?
    # return {
    #     "skin_spots": Framing(
    #         task="binary classification",
    #         target="melanoma by the laboratory",
    #         unit="one spot",
    #         metric="average precision",
    #         split="by group",
    #         leakage_risk="shared entity",
    #     ),
    #     "bus_camera": Framing(
    #         task="sequence labeling",
    #         target="safety driver has braked",
    #         unit="one drive",
    #         metric="expected cost",
    #         split="by group",
    #         leakage_risk="shared entity",
    #     ),
    #     "dock_minutes": Framing(
    #         task="regression",
    #         target="minutes at the dock",
    #         unit="one stop of one lorry",
    #         metric="MAE",
    #         split="by group",
    #         leakage_risk="fitted on all rows",
    #     ),
    #     "casting_photos": Framing(
    #         task="multiclass classification",
    #         target="verdict of the inspector",
    #         unit="one casting",
    #         metric="macro F1",
    #         split="by group",
    #         leakage_risk="later feature",
    #     ),
    # }
    # END MISTAKE

"""Five bins, one of them right: the share of castings in the right bin says it all."""


def frame_groups():
    answers = {}
    answers["skin_spots"] = {
        "task": "binary classification",
        "target": "melanoma by the laboratory",
        "unit": "one spot",
        "metric": "average precision",
        "split": "by group",
        "leakage_risk": "shared entity",
    }
    answers["bus_camera"] = {
        "task": "binary classification",
        "target": "somebody in the braking zone",
        "unit": "one picture",
        "metric": "accuracy",
        "split": "by group",
        "leakage_risk": "shared entity",
    }
    answers["dock_minutes"] = {
        "task": "regression",
        "target": "minutes at the dock",
        "unit": "one stop of one lorry",
        "metric": "MAE",
        "split": "by group",
        "leakage_risk": "fitted on all rows",
    }
    answers["casting_photos"] = {
        "task": "multiclass classification",
        "target": "verdict of the inspector",
        "unit": "one casting",
        "metric": "accuracy",
        "split": "by group",
        "leakage_risk": "later feature",
    }
    return answers

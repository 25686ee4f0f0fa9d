"""Why each choice is right, half right or wrong, for the briefs of frame_groups. Staff only."""

from .choice import half, right, wrong

GROUPS = {
    "skin_spots": {
        "task": {
            "binary classification": right("A spot is melanoma or is not."),
            "ranking": half(
                "Only the order counts; but it is one order of all spots by a yes or no, not one "
                "inside each of many lists."
            ),
            "multiclass classification": wrong("There are two answers only."),
        },
        "target": {
            "melanoma by the laboratory": right(
                "It is what the score is to show, and settled for all spots."
            ),
            "first guess of the clinic's doctor": wrong("It would repeat the doctor's errors."),
            "number of spots of the patient": wrong(
                "How many spots somebody has is not what the score is for."
            ),
        },
        "unit": {
            "one spot": right("A spot is photographed and gets a score."),
            "one patient": wrong("A patient has 8 spots, of which one may be melanoma."),
            "one practice": wrong("A practice chooses its threshold, no more."),
        },
        "metric": {
            "average precision": right(
                "Only the order counts, at all thresholds, and 2 in 100 are positive."
            ),
            "log loss": half(
                "A true chance would also order spots well; but the size of the score means "
                "nothing here."
            ),
            "precision at k": half(
                "It looks at the order, but at one place of it; thresholds are open."
            ),
            "accuracy": wrong("No melanoma at all is 98 percent right."),
        },
        "split": {
            "by group": right(
                "The practices' patients are new, so the 8 spots of one patient stay together."
            ),
            "random": wrong("The same skin in the same light would be on both sides."),
            "by time": wrong("All spots are of one summer; new in use are the patients."),
        },
        "leakage_risk": {
            "shared entity": right("Spots of one patient share skin and light."),
            "seen test items": half(
                "Photographs of one patient are alike, but show different spots."
            ),
            "none": wrong("With spots dealt out at will, a patient is on both sides."),
        },
    },
    "bus_camera": {
        "task": {
            "binary classification": right(
                "Somebody is in the zone or not, from one picture alone."
            ),
            "sequence labeling": wrong(
                "Neighbours are not used: the bus acts at once, on one picture."
            ),
            "reinforcement learning": wrong(
                "The labelled pictures say what is right; no long-run reward is sought."
            ),
        },
        "target": {
            "somebody in the braking zone": right("It is what the bus must brake for."),
            "safety driver has braked": wrong(
                "Drivers brake for much else, and too late at times."
            ),
            "speed of the bus": wrong("It is known, and asked of nobody."),
        },
        "unit": {
            "one picture": right("For each picture an answer at once."),
            "one drive": wrong("A drive has 12,000 pictures, each with an answer."),
            "one person": wrong("Most pictures have none, and the answer is for the zone."),
        },
        "metric": {
            "expected cost": right("The safety office has set a price for both errors: 1 and 500."),
            "accuracy": wrong("Most pictures are empty, and it takes both errors as equally bad."),
            "average precision": wrong("The prices are known, so the threshold is not open."),
        },
        "split": {
            "by group": right(
                "The bus will drive in new streets, so all pictures of a drive stay together."
            ),
            "random": wrong("The next picture, almost the same, would be on the other side."),
            "by time": wrong("All drives are within two weeks; new in use are the streets."),
        },
        "leakage_risk": {
            "shared entity": right("Pictures of one drive share street, light and people."),
            "seen test items": right(
                "A picture and the next are almost the same, so the test item has been seen: as "
                "right as the drive on both sides."
            ),
            "none": wrong("With pictures dealt out at will, neighbours are on both sides."),
        },
    },
    "dock_minutes": {
        "task": {
            "regression": right("A number for each stop, each another lorry."),
            "forecasting": wrong(
                "A lorry at a gate is no moment of a regular series, and a new depot has no past."
            ),
            "online learning": wrong(
                "The firm must say beforehand how good it is, for depots without any data."
            ),
        },
        "target": {
            "minutes at the dock": right("It is what is told at the gate."),
            "minutes planned by the depot": wrong("A plan is not what happens."),
            "lorries of the day at the depot": wrong("It is a count of something else."),
        },
        "unit": {
            "one stop of one lorry": right(
                "One number of minutes is told for each lorry at the gate."
            ),
            "one depot": wrong("A depot has thousands of stops."),
            "one haulier": wrong("Its lorries differ in load and place."),
        },
        "metric": {
            "MAE": right("Each minute off costs the same, in either direction."),
            "RMSE": wrong(
                "It makes 20 minutes off four times as bad as 10; they cost twice as much."
            ),
            "quantile loss": wrong("It is for unequal prices of too long and too short."),
        },
        "split": {
            "by group": right("Coming depots are new, so all stops of a depot stay on one side."),
            "random": wrong("The program would know each depot that it is tested at."),
            "by time": wrong(
                "It would test later days at depots that are known; in use the depots are new."
            ),
        },
        "leakage_risk": {
            "fitted on all rows": right(
                "The mean of each haulier contains the minutes of the test stops."
            ),
            "shared entity": half(
                "A depot on both sides would leak too, but the split by depots has mended that; "
                "the mean stays."
            ),
            "later feature": half(
                "The minutes of a stop are in its own input before it has happened; but hauliers "
                "do have a usual time at the gate, it is how it was computed that leaks."
            ),
            "none": wrong("The mean was taken over all stops."),
        },
    },
    "casting_photos": {
        "task": {
            "multiclass classification": right("One of five bins for each casting."),
            "multilabel classification": wrong("A casting goes into one bin."),
            "binary classification": wrong("Good or not is not enough: there are five bins."),
        },
        "target": {
            "verdict of the inspector": right("It says the bin, for each of the 30,000."),
            "number of the mould": wrong("It is known, and nobody sorts by it."),
            "complaint of a customer": wrong(
                "It comes for few castings and does not say which bin."
            ),
        },
        "unit": {
            "one casting": right("One photograph, one bin."),
            "one mould": wrong("A mould gives good castings and bad ones."),
            "one day of production": wrong("The robot sorts castings, not days."),
        },
        "metric": {
            "macro F1": right("Each of the five counts as much as each other."),
            "accuracy": wrong("All into the first bin is 90 percent right and finds no crack."),
            "expected cost": wrong("No price is given for any error."),
        },
        "split": {
            "by group": right(
                "Moulds in use are new, so all castings of a mould stay on one side."
            ),
            "random": wrong("The marks of each mould would be known."),
            "by time": wrong(
                "All 24 moulds ran side by side, so that each is before the cut and after it."
            ),
        },
        "leakage_risk": {
            "later feature": right(
                "The chalk ring was drawn after the inspection, because of its verdict."
            ),
            "shared entity": half(
                "A mould on both sides would leak too, but the split by moulds has mended that; "
                "the chalk stays."
            ),
            "none": wrong("The chalk ring is not there when the robot sorts."),
        },
    },
}

"""Why each choice is right, half right or wrong, for the briefs of frame_time. Staff only."""

from .choice import half, right, wrong

SERIES = {
    "phone_churn": {
        "task": {
            "binary classification": right("Each customer leaves within two months or does not."),
            "ranking": half(
                "The team takes the 2,000 highest, but there is one list a month and a yes or no "
                "for each of its rows."
            ),
            "forecasting": wrong(
                "What is asked is a yes or no for each customer, not the coming numbers of a "
                "series."
            ),
        },
        "target": {
            "leaves within the next two months": right(
                "Only a call to somebody who would leave in this time helps."
            ),
            "has left by today": wrong(
                "It gives those of the first month four years to leave and those of the last one "
                "only days."
            ),
            "complaints in the next month": wrong(
                "Many complain and stay; the call is to keep those who leave."
            ),
        },
        "unit": {
            "one customer in one month": right(
                "On each first of a month, each customer is judged anew, from what was known then."
            ),
            "one customer": wrong(
                "The same customer is to be judged each month; one row for all months mixes what "
                "was before with what came after."
            ),
            "one month": wrong("A month has 300,000 customers to choose among."),
        },
        "metric": {
            "precision at k": right(
                "The team has 2,000 calls; what counts is how many reach somebody who would leave."
            ),
            "average precision": half(
                "It looks at the order, but also far below the 2,000th, where nobody is called."
            ),
            "accuracy": wrong(
                "Calling nobody a leaver would be very accurate and would keep nobody."
            ),
        },
        "split": {
            "by time": right("On the first of a month only earlier months are known."),
            "random": wrong(
                "The keyed misconception: rows of months after the tested ones are learned from, "
                "and those of the same customer a month later too."
            ),
            "by group": wrong(
                "The customers of next month are those of today; what is new is the month, and a "
                "split by customers would learn from later months."
            ),
        },
        "leakage_risk": {
            "later feature": right(
                "The tariff is of today: ENDED says for all 48 months that the customer has left "
                "since."
            ),
            "late labels": half(
                "Two months must pass before a row's answer is known, a danger in all such data; "
                "here those rows were set aside."
            ),
            "shared entity": wrong(
                "The team meets the same customers again, so a test with known customers is like "
                "life."
            ),
            "none": wrong("The column tariff tells who has left."),
        },
    },
    "substation_load": {
        "task": {
            "forecasting": right(
                "Coming numbers of hourly series, from their past and the calendar."
            ),
            "regression": half(
                "With earlier loads as columns it can be solved as regression; but the unit is a "
                "moment of a regular series."
            ),
            "sequence labeling": wrong(
                "Nothing already recorded is to be marked: the coming hours are not there."
            ),
        },
        "target": {
            "load in each hour of the next day": right("That is what is announced at noon."),
            "highest load of the next day": wrong(
                "One of the 24 numbers does not fill the announcement."
            ),
            "load in the present hour": wrong("It is measured already."),
        },
        "unit": {
            "one hour at one substation": right(
                "For each of them one number is announced and settled."
            ),
            "one day of the whole network": wrong(
                "The announcement is for each hour and each substation."
            ),
            "one substation over all its years": wrong(
                "Each substation needs 24 new numbers a day."
            ),
        },
        "metric": {
            "MAE": right("Each megawatt hour off has the same price, above or below."),
            "RMSE": wrong(
                "It makes two megawatt hours off four times as bad as one; they cost twice as much."
            ),
            "quantile loss": wrong(
                "It is for unequal prices of above and below; here they are equal."
            ),
        },
        "split": {
            "by time": right(
                "At noon only the past is known, so the test must lie after the training."
            ),
            "random": wrong(
                "An hour would be tested with the hours before and after it in training, which are "
                "nearly alike."
            ),
            "by group": wrong("The 60 substations stay the same; none of them will be new."),
        },
        "leakage_risk": {
            "later feature": right(
                "The temperature of a coming hour is not measured at noon of the day before."
            ),
            "none": wrong("The measured temperature is not there when the announcement is made."),
            "shared entity": wrong("The same substations are met in use, with their past."),
        },
    },
    "sleep_stages": {
        "task": {
            "sequence labeling": right(
                "Each half minute gets a stage, and what comes before and after decides."
            ),
            "multiclass classification": half(
                "One of five classes for each half minute is right as far as it goes, and with "
                "neighbours as inputs it works; but the word for labels that depend on their "
                "neighbours is another."
            ),
            "forecasting": wrong(
                "The night is over and recorded whole: nothing coming is asked for."
            ),
        },
        "target": {
            "stage of each half minute": right("It is what the assistant writes."),
            "hours slept in the night": wrong(
                "It is one number for a night, not what the assistant writes."
            ),
            "most frequent stage of the night": wrong(
                "It is one word for a night, mostly the same."
            ),
        },
        "unit": {
            "one half minute within its night": right(
                "A stage belongs to one half minute, and is read off with its night around it."
            ),
            "one half minute by itself": wrong("By itself it can often be read in two ways."),
            "one patient": wrong("A patient has a thousand stages in a night."),
        },
        "metric": {
            "macro F1": right(
                "Each stage counts as much as each other, also the one that fills a twentieth."
            ),
            "accuracy": wrong(
                "The stage that fills half of the night would count ten times as much as the "
                "rarest."
            ),
            "MAE": wrong("Stages are names; there is no number between two of them."),
        },
        "split": {
            "by group": right(
                "Coming patients are new, so both nights of a patient stay on one side."
            ),
            "by time": half(
                "Patients of the last year come after the others, which is close to use; but the "
                "two nights of one patient may still fall on both sides."
            ),
            "random": wrong(
                "Half minutes or nights of a patient would be on both sides, and the program would "
                "know the person."
            ),
        },
        "leakage_risk": {
            "shared entity": right(
                "Two nights of one person are alike, and use brings other persons."
            ),
            "seen test items": half(
                "Nights of one patient are alike, but no copies of each other."
            ),
            "later feature": wrong(
                "The whole night is there in the morning, when the program runs."
            ),
            "none": wrong(
                "With nights dealt out at will, a patient's first night helps with the second."
            ),
        },
    },
    "soil_nitrogen": {
        "task": {
            "regression": right(
                "A number for each sample, and samples say nothing about each other."
            ),
            "forecasting": wrong("The order was drawn by lot: there is no series."),
            "sequence labeling": wrong("The order was drawn by lot: neighbours say nothing."),
        },
        "target": {
            "nitrogen by the chemical test": right("It is what the light is to replace."),
            "dose of fertiliser": wrong("Farmers choose it afterwards, from the nitrogen."),
            "harvest of the farm": wrong(
                "It depends on weather and much else; the laboratory is asked for nitrogen."
            ),
        },
        "unit": {
            "one soil sample": right("One light curve, one result."),
            "one wavelength": wrong("A wavelength is one of the inputs of a sample."),
            "one batch of samples": wrong("Each sample gets a result of its own."),
        },
        "metric": {
            "RMSE": right("The harvest lost grows with the square of the error."),
            "MAE": wrong(
                "It makes an error of 2 twice as bad as one of 1; the harvest lost is four times "
                "as large."
            ),
            "quantile loss": wrong(
                "It is for unequal prices of too much and too little; the brief has one for both."
            ),
        },
        "split": {
            "random": right(
                "Independent samples of one draw, and the coming ones are of the same draw."
            ),
            "by group": right(
                "Each farm has one sample, so that a split by farms is the same as a random one, "
                "and it counts in full as well."
            ),
            "by time": wrong("No dates were noted, and the order was drawn by lot."),
        },
        "leakage_risk": {
            "fitted on all rows": right(
                "The 50 wavelengths were chosen by a look at all samples, also those that will "
                "test."
            ),
            "later feature": wrong("The light is measured before the nitrogen is known."),
            "shared entity": wrong("Each farm has one sample."),
            "none": wrong("The choice of the 50 columns has seen the test samples."),
        },
    },
}

"""Why each choice is right, half right or wrong, for the briefs of frame_decisions. Staff only."""

from .choice import half, right, wrong

DECISIONS = {
    "bakery_rolls": {
        "task": {
            "forecasting": right(
                "Coming numbers of daily series, one for each shop, from their past."
            ),
            "regression": half(
                "With earlier days as columns it can be solved as regression; but the unit is a "
                "day of a regular series."
            ),
            "reinforcement learning": wrong(
                "An order changes nothing for the days to come: what is left over is lost, and "
                "demand is noted either way."
            ),
        },
        "target": {
            "rolls asked for on the next day": right(
                "The order should meet what is asked for, sold out or not."
            ),
            "rolls sold on the next day": wrong("On sold-out days it stops at what was ordered."),
            "rolls ordered by the manager": wrong(
                "It would repeat the orders of the past, with their errors."
            ),
        },
        "unit": {
            "one shop on one day": right("One order is given for each shop each evening."),
            "one shop over all its days": wrong("Each day needs an order of its own."),
            "one roll": wrong("Rolls are what is counted, not what is decided on."),
        },
        "metric": {
            "quantile loss": right(
                "One roll too few costs 60, one too many 20: the best order is the quantile 60 / "
                "(60 + 20) = 0.75 of the demand."
            ),
            "expected cost": half(
                "It is the right aim, and for these prices equal to the quantile loss but for a "
                "factor; its name is for wrong classes here."
            ),
            "RMSE": wrong(
                "The keyed misconception: it is lowest at the mean, which runs out of rolls too "
                "often."
            ),
            "MAE": wrong(
                "It is lowest at the median, which takes too many and too few as equally dear."
            ),
        },
        "split": {
            "by time": right("Tomorrow's order knows only days before."),
            "random": wrong("Days after the tested one would be learned from."),
            "by group": wrong("The 25 shops stay the same."),
        },
        "leakage_risk": {
            "none": right(
                "Demand is known, the weather is the forecast of the evening, and all inputs are "
                "from days before."
            ),
            "later feature": wrong(
                "The weather is as forecast on the evening of the order, not as measured on the "
                "day."
            ),
            "fitted on all rows": wrong(
                "Each input is computed anew for each test day, from earlier days alone."
            ),
            "late labels": wrong("The demand of a day is known by its evening."),
            "chosen actions only": wrong(
                "What is asked for in vain is noted, so that demand is seen whatever was ordered."
            ),
            "shared entity": wrong("The plan is for the same shops."),
        },
    },
    "claim_checks": {
        "task": {
            "binary classification": right(
                "A claim is false or not, and the costs decide from which chance on it is checked."
            ),
            "bandit": half(
                "Paying hides the answer, so that one could learn while acting; but the brief asks "
                "to learn from claims of the past."
            ),
            "regression": wrong(
                "What is asked is false or not; the price of both errors is given."
            ),
        },
        "target": {
            "claim is false": right("It is what a check finds and what costs 1,500."),
            "claim was checked": wrong("It would repeat the suspicions of the clerks."),
            "amount claimed": wrong("It is known on arrival."),
        },
        "unit": {
            "one claim": right("Each claim is checked or paid."),
            "one customer": wrong("A customer may have an honest claim and a false one."),
            "one clerk": wrong("It is not the clerks who are judged."),
        },
        "metric": {
            "expected cost": right(
                "Both errors have their price, 90 and 1,500, and any number may be checked."
            ),
            "accuracy": wrong(
                "Paying all is 98 percent accurate, and costs 1,500 for each false claim."
            ),
            "precision at k": wrong("There is no fixed number of checks."),
        },
        "split": {
            "by time": right("It is learned from past claims for those of next month."),
            "random": wrong("It would test on claims before those it learned from."),
            "by group": wrong(
                "Nothing in the brief makes claims belong together that will not in use."
            ),
        },
        "leakage_risk": {
            "chosen actions only": right(
                "Where the clerk had no suspicion nobody looked: the no in the column means not "
                "known."
            ),
            "late labels": wrong(
                "Waiting does not help: nobody will ever look at the paid claims."
            ),
            "later feature": wrong("All inputs are as on arrival."),
            "none": wrong("The column says no for claims that nobody has looked at."),
        },
    },
    "shop_search": {
        "task": {
            "ranking": right(
                "Each search has its list, and what counts is who stands on top of it."
            ),
            "regression": wrong(
                "The keyed misconception: nobody sees the numbers, and a smaller error may still "
                "put the wrong product first."
            ),
            "multiclass classification": wrong(
                "A grade right or wrong says nothing about the order; a search may have ten "
                "products of grade 3."
            ),
        },
        "target": {
            "grade of each candidate for its search": right(
                "It says what should stand above what in this search."
            ),
            "number sold of each product": wrong(
                "A product that sells well may be useless for this search."
            ),
            "price of each product": wrong("It is an input, known for each row."),
        },
        "unit": {
            "one search with its candidates": right("One list is shown, and judged, as a whole."),
            "one product": wrong(
                "The same product is just this for one search and useless for another."
            ),
            "one visitor": wrong("Nothing is known of visitors."),
        },
        "metric": {
            "NDCG": right(
                "It goes by grades, and the first places count most, as for people who look at the "
                "first few."
            ),
            "precision at k": half(
                "It looks at the first few, but cannot tell grade 3 from grade 1, nor first from "
                "fifth."
            ),
            "RMSE": wrong(
                "It judges numbers that nobody sees, also those of the candidates at the end."
            ),
        },
        "split": {
            "by group": right(
                "Most searches to come are new, so all 40 rows of a search stay on one side."
            ),
            "random": wrong("Rows of one search would be on both sides, and they are much alike."),
            "by time": wrong("All searches are of one week; new in use are the searches."),
        },
        "leakage_risk": {
            "shared entity": right(
                "The 40 rows of one search are alike, and use brings other searches."
            ),
            "seen test items": half("Rows of one search are much alike, though not the same item."),
            "chosen actions only": wrong("Employees graded all candidates, clicked or not."),
            "none": wrong("With rows dealt out at will, a search is on both sides."),
        },
    },
    "frost_warning": {
        "task": {
            "binary classification": right(
                "The night is colder or it is not; asked for is the chance of it."
            ),
            "forecasting": half(
                "It is about the coming night of a recorded series; but the answer is a yes or no "
                "and its chance, not the numbers to come."
            ),
            "regression": wrong(
                "Degrees would leave open how likely it is, which each grower compares with his "
                "costs."
            ),
        },
        "target": {
            "night colder than 2 degrees below zero": right(
                "It is the event that growers sprinkle against."
            ),
            "grower sprinkles": wrong(
                "Each has costs of his own; it is his choice, not the service's."
            ),
            "temperature at six in the evening": wrong("It is measured already."),
        },
        "unit": {
            "one station on one night": right("One percentage for each, every evening."),
            "one station over all its years": wrong("Each night has a chance of its own."),
            "one grower": wrong("300 growers get the number of their station."),
        },
        "metric": {
            "log loss": right(
                "Each grower compares the chance itself with his costs, so the chance must be true."
            ),
            "RMSE": half(
                "Of a chance against 0 or 1 it is the root of the Brier score, which is lowest for "
                "the true chance too."
            ),
            "expected cost": wrong(
                "Each grower has other prices; the service must serve them all with one number."
            ),
            "average precision": wrong(
                "It sees the order only: percentages could all be twice too high."
            ),
            "accuracy": wrong("It decides at one half; these growers act at 5 or 40 percent."),
        },
        "split": {
            "by time": right("Coming nights follow on those of the past."),
            "random": wrong(
                "Two stations in the same night are much alike, and so are two nights in a row."
            ),
            "by group": wrong("The stations stay the same; new is the night."),
        },
        "leakage_risk": {
            "later feature": right("The clouds of the night are known the next morning."),
            "shared entity": wrong("The same stations are met in use."),
            "none": wrong("The column with the clouds is not there at six in the evening."),
        },
    },
}

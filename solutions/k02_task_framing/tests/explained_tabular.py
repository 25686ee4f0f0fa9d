"""Why each choice is right, half right or wrong, for the briefs of frame_tabular. Staff only."""

from .choice import half, right, wrong

TABULAR = {
    "tax_audit": {
        "task": {
            "binary classification": right(
                "Each return is understated by more than 10,000 euros or is not; the visit looks "
                "for just that."
            ),
            "ranking": half(
                "The 400 are the top of an order, but there is one list a year and a yes or no for "
                "each return; ranking is for an order inside each of many lists."
            ),
            "regression": wrong(
                "How many euros are missing is not what the office is after; over or under 10,000 "
                "is a yes or no."
            ),
        },
        "target": {
            "tax understated by more than 10,000 euros": right(
                "It is what a visit is to find, and the lot-drawn examinations say it for each of "
                "the 30,000."
            ),
            "return picked by the head of audit": wrong(
                "It would learn to repeat the choices of the past, not to find what they missed."
            ),
            "tax declared": wrong(
                "It is an input, known before the choice; nobody needs to predict it."
            ),
        },
        "unit": {
            "one return": right(
                "One company in one year: it is what the head of audit picks or leaves."
            ),
            "one company over all its years": wrong(
                "The same company may be honest in one year and not in the next, and is picked by "
                "the year."
            ),
            "one year": wrong("A year has 90,000 returns; the choice is among them."),
        },
        "metric": {
            "precision at k": right(
                "Staff for 400 visits fixes k, and what counts is how many of these visits find "
                "something."
            ),
            "average precision": half(
                "It looks at the order and minds the rare class, but also at places far below the "
                "400th, where nobody goes."
            ),
            "accuracy": wrong("Calling all honest is 97 percent accurate and fills no visit."),
            "expected cost": wrong(
                "There is no price for a missed return, and the number of visits is fixed anyway."
            ),
        },
        "split": {
            "by time": right(
                "The choice of next February rests on returns of earlier years, so must the choice "
                "in the test."
            ),
            "random": wrong("It trains on returns of years after those that are tested."),
            "by group": wrong(
                "Next February brings mostly the same companies; they need not be new to the "
                "program."
            ),
        },
        "leakage_risk": {
            "later feature": right(
                "The correction notice is written after the examination and because of what it "
                "found."
            ),
            "shared entity": wrong(
                "The same companies will be met in use, with their earlier returns, so this is no "
                "better than life."
            ),
            "chosen actions only": wrong(
                "The 6,000 were drawn by lot, so that no earlier choice decided whose answer is "
                "known."
            ),
            "none": wrong(
                "The number of the correction notice is there only where the answer is yes."
            ),
        },
    },
    "shop_types": {
        "task": {
            "clustering": right("Types are wanted, and nobody has ever named one."),
            "multiclass classification": wrong(
                "There are no classes to learn from: nobody has said what types there are."
            ),
            "regression": wrong("No number is to be predicted for a shop."),
        },
        "target": {
            "no target": right("There is nothing that a shop's answer could be compared with."),
            "shelf plan in use today": wrong("It is the same for all shops."),
            "sales of the shop": wrong("Nobody asks for the sales; their shares are the inputs."),
        },
        "unit": {
            "one shop": right("A shop gets one type and one plan."),
            "one kind of goods": wrong("Kinds of goods are the columns that describe a shop."),
            "one sale": wrong("A sale gets no plan; its shop does."),
        },
        "metric": {
            "adjusted Rand index": right(
                "It says how far two groupings of the same 900 shops agree, which is what the "
                "planners go by."
            ),
            "accuracy": wrong(
                "There is no right type, and the names of groups may be swapped between two runs."
            ),
        },
        "split": {
            "by time": right("One grouping from 2023, another from 2024, then they are compared."),
            "random": wrong(
                "Two random halves of the shops are groupings of different shops, which cannot be "
                "compared shop by shop."
            ),
            "by group": wrong(
                "The same shops must be in both years, else there is nothing to compare."
            ),
        },
        "leakage_risk": {
            "fitted on all rows": right(
                "The means and spreads were taken over both years, so each year's figures know of "
                "the other."
            ),
            "shared entity": wrong(
                "The same shops in both years are wanted: just these are compared."
            ),
            "none": wrong("The trainee's scale was fitted on both years at once."),
        },
    },
    "flat_rent": {
        "task": {
            "regression": right(
                "A number of euros for each letting, each another flat at no regular time."
            ),
            "forecasting": wrong(
                "There is no series of one flat month by month; rents rise, but each letting is a "
                "case of its own."
            ),
            "multiclass classification": wrong(
                "Rents are numbers; classes of rent would make 1 euro off and 100 off alike."
            ),
        },
        "target": {
            "rent in the contract": right(
                "It is the rent at which the flat was let, which is what the landlord is told."
            ),
            "rent first asked": wrong(
                "It is what landlords hoped for, not at what the flat was let."
            ),
            "days until the contract": wrong("It tells how fast, not for how much."),
        },
        "unit": {
            "one letting": right(
                "One advertisement with one contract; the same flat brings another rent in another "
                "year."
            ),
            "one flat": wrong("It was let several times at different rents."),
            "one landlord": wrong("A landlord may have several flats, and asks for one of them."),
        },
        "metric": {
            "MAE": right(
                "Too much and too little cost the same, and 100 euros off is twice as bad as 50."
            ),
            "RMSE": wrong("It makes 100 euros off four times as bad as 50; the brief says twice."),
            "quantile loss": wrong(
                "It is for unequal prices of too much and too little; here they are equal."
            ),
        },
        "split": {
            "by time": right(
                "Rents rose every year, and the next advertisement comes after all that is known."
            ),
            "random": wrong(
                "Lettings of this year would help to price those of three years ago, and no year "
                "is ever ahead."
            ),
            "by group": wrong(
                "Flats let before come again in use too, with their history; what is new in use is "
                "the year."
            ),
        },
        "leakage_risk": {
            "later feature": right(
                "The deposit is paid at the signing and follows from the rent; the rent first "
                "asked does not exist either while the landlord types."
            ),
            "none": wrong(
                "The deposit (and the rent first asked) is not there yet when the number is shown."
            ),
            "shared entity": wrong(
                "A flat that comes again in a later year comes again in use as well."
            ),
        },
    },
    "loan_default": {
        "task": {
            "binary classification": right(
                "A loan goes into default within its 24 months or not; asked for is the chance of "
                "it."
            ),
            "regression": wrong(
                "The chance is not in the table: what was seen is yes or no, and a classifier "
                "states its chance."
            ),
            "forecasting": wrong("No series is recorded; each loan has one answer."),
        },
        "target": {
            "default within 24 months of the payout": right(
                "It is the event whose chance is multiplied, with the same time for each loan."
            ),
            "in default today": wrong(
                "It gives an old loan ten years and a new one a week to go into default."
            ),
            "amount lost in euros": wrong(
                "The sum is known and multiplied afterwards; the chance is what is missing."
            ),
        },
        "unit": {
            "one loan": right("For each loan, on the day of its payout, one sum is set aside."),
            "one customer": wrong("A customer may have several loans with different chances."),
            "one application, granted or not": wrong(
                "Nothing is set aside for a loan that was not granted."
            ),
        },
        "metric": {
            "log loss": right(
                "The chance itself is multiplied and audited, and log loss is lowest in the mean "
                "for the true chance."
            ),
            "RMSE": half(
                "Of a chance against 0 or 1 it is the root of the Brier score, which is lowest for "
                "the true chance too; log loss is the usual word and minds chances near 0."
            ),
            "precision at k": wrong(
                "No fixed number of loans is picked, and an order says nothing about whether 3 "
                "percent is 3 percent."
            ),
            "average precision": wrong(
                "It sees the order only: all chances could be ten times too high."
            ),
            "accuracy": wrong(
                "Nobody decides yes or no; with rare defaults all would be called good."
            ),
        },
        "split": {
            "by time": right("Tomorrow's loans are judged with what is known of earlier ones."),
            "random": wrong("It tests on loans that are older than those it learned from."),
            "by group": wrong(
                "Nothing in the brief makes rows belong together that will not in use."
            ),
        },
        "leakage_risk": {
            "late labels": right(
                "A loan of last month has 23 months left to fail, and is counted as good."
            ),
            "later feature": wrong(
                "The inputs are as on the day of the payout; it is the answer that is not yet "
                "known."
            ),
            "chosen actions only": wrong(
                "Only granted loans need the number, and granting does not change: those seen are "
                "those wanted."
            ),
            "none": wrong("The loans younger than 24 months have an answer that may still change."),
        },
    },
}

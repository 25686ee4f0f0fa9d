"""Why each choice is right, half right or wrong, for the briefs of frame_learning. Staff only."""

from .choice import half, right, wrong

FEEDBACK = {
    "headline_choice": {
        "task": {
            "bandit": right(
                "One of five actions, only its own click is seen, and nothing follows for the next "
                "reader."
            ),
            "binary classification": wrong(
                "The keyed misconception: clicks are known for the headline shown alone, and who "
                "was shown what was decided by the program."
            ),
            "A/B test": wrong(
                "It wants clicks along the way and goes on learning; no final choice between two "
                "fixed variants."
            ),
            "online learning": wrong(
                "It learns along a stream, but sees no answer for the headlines that it did not "
                "show; online learning sees each answer, whatever was predicted."
            ),
            "reinforcement learning": wrong(
                "What one reader is shown changes nothing for the next."
            ),
        },
        "target": {
            "click on the headline that was shown": right(
                "It is the reward, and it is all that is seen."
            ),
            "best headline of the article": wrong(
                "It is never seen, and nobody needs it after a few hours."
            ),
            "time the reader stays": wrong("The clicks are all that counts."),
        },
        "unit": {
            "one page view": right("At each one a headline is chosen."),
            "one article": wrong("An article has thousands of choices."),
            "one reader": wrong("The choice is made at each view; nothing is said of readers."),
        },
        "metric": {
            "cumulative reward": right("Clicks collected along the way are all that counts."),
            "progressive loss": wrong(
                "It compares each prediction with its answer; here clicks are collected, and the "
                "best headline is never seen."
            ),
            "accuracy": wrong("There is no known right headline to agree with."),
            "effect with interval": wrong("Nobody asks how large a difference is and how sure."),
        },
        "split": {
            "off-policy": right(
                "The chances in the log allow to weight each click by how likely the new rule "
                "would have shown that headline."
            ),
            "randomised experiment": wrong(
                "It would show the new rule to readers; it is to be judged before that, on the log."
            ),
            "test then train": wrong(
                "Where the new rule would show another headline than the log, there is no click "
                "to test by or to learn from."
            ),
            "random": wrong("Rows held out still hold answers for the headlines shown alone."),
            "by time": wrong(
                "Later rows too hold answers for the headlines shown alone; the weights are "
                "missing."
            ),
        },
        "leakage_risk": {
            "chosen actions only": right(
                "A click is known only for the headline that the program of the time chose."
            ),
            "none": wrong(
                "For four of five headlines the answer is not known, and which four was no pure "
                "lot."
            ),
            "later feature": wrong("The brief names no input that comes after the choice."),
        },
    },
    "shuttle_moves": {
        "task": {
            "reinforcement learning": right(
                "A choice changes where shuttles stand and what is blocked later; the end of the "
                "shift counts."
            ),
            "bandit": wrong(
                "The keyed misconception: a bandit's choice leaves the next case alone."
            ),
            "forecasting": wrong(
                "Numbers to come are not asked for: the next order is to be chosen."
            ),
        },
        "target": {
            "orders finished from now to the end of the shift": right(
                "It is the long-run reward of a choice."
            ),
            "seconds until this order is fetched": wrong(
                "It is the reward of now, which may cost ten minutes later."
            ),
            "order that the dispatcher took": wrong(
                "It would copy the dispatcher; the simulator allows to find better."
            ),
        },
        "unit": {
            "one choice for a free shuttle": right("Whenever one is free, one order is chosen."),
            "one box": wrong("A box waits; it is the shuttle that is sent."),
            "one customer": wrong("Customers make no choice here."),
        },
        "metric": {
            "expected return": right("Orders finished in whole shifts by the finished program."),
            "cumulative reward": half(
                "It too sums rewards, but those while learning, which in a simulator cost nobody "
                "anything."
            ),
            "MAE": wrong("Nothing is predicted that could be off."),
        },
        "split": {
            "fresh episodes": right(
                "The finished program plays shifts that it has not learned from."
            ),
            "random": wrong(
                "There are no rows with answers to be dealt out: actions make the data."
            ),
            "by time": wrong("There are no rows with answers to be cut: actions make the data."),
            "off-policy": wrong(
                "It is for when only a log is there; here a simulator can be tried at will."
            ),
        },
        "leakage_risk": {
            "later feature": right(
                "Orders not yet placed are in the situation of the simulator and in no real "
                "warehouse."
            ),
            "chosen actions only": wrong("The simulator shows what comes of any choice."),
            "none": wrong("The simulator gives away the orders to come."),
        },
    },
    "kitchen_minutes": {
        "task": {
            "online learning": right(
                "A prediction for each order, the true number comes soon whatever was said, and "
                "each is learned from at once."
            ),
            "regression": half(
                "The answer is a number for each order; but a model trained once is off after "
                "hours."
            ),
            "bandit": wrong(
                "The true number is seen whatever was predicted: nothing stays hidden."
            ),
            "reinforcement learning": wrong("What riders are told does not change the kitchens."),
        },
        "target": {
            "minutes the kitchen needs": right("It is what the rider is told."),
            "minutes until the customer eats": wrong("The ride is in it as well as the kitchen."),
            "whether the rider was late": wrong("It depends on the rider as much."),
        },
        "unit": {
            "one order": right("One number for each order."),
            "one kitchen": wrong("It changes by the hour."),
            "one rider": wrong("Riders take orders of many kitchens."),
        },
        "metric": {
            "progressive loss": right(
                "Each prediction is judged as it was made, before its answer was learned from."
            ),
            "MAE": half(
                "It is the loss of one order, as either direction costs the same; but that it is "
                "taken along the stream is missing."
            ),
            "cumulative reward": wrong("No action is chosen and no reward is collected."),
        },
        "split": {
            "test then train": right(
                "Each order is predicted, and learned from once its number is there."
            ),
            "by time": half(
                "Later after earlier is right; but one cut tests a program that has stopped "
                "learning."
            ),
            "random": wrong("Orders after the tested one would be learned from."),
        },
        "leakage_risk": {
            "late labels": right(
                "The replay learned an order's minutes at once, when the food was still in the "
                "oven."
            ),
            "later feature": half(
                "Something from later is indeed used; but it is the answers that come too early, "
                "not an input."
            ),
            "none": wrong("Minutes were learned from some twenty minutes before they were known."),
        },
    },
    "code_trial": {
        "task": {
            "A/B test": right(
                "Two fixed versions, one choice at the end, and the question how large and how "
                "sure the difference is."
            ),
            "bandit": wrong(
                "It would shift people to the better version meanwhile; here nothing changes until "
                "the end."
            ),
            "binary classification": wrong("Nobody asks which completion will be kept."),
        },
        "target": {
            "share of completions kept after a day": right("The management wants its difference."),
            "next line that the developer writes": wrong(
                "The completion program predicts it; the trial does not."
            ),
            "lines written in a day": wrong("More lines are not what was asked for."),
        },
        "unit": {
            "one team": right(
                "Teams have nothing in common, members have: only whole teams can be drawn and "
                "compared cleanly."
            ),
            "one developer": wrong(
                "Colleagues with the other version see and copy each other's code."
            ),
            "one completion": wrong(
                "Completions of a team hang together, and a developer would switch versions from "
                "one to the next."
            ),
        },
        "metric": {
            "effect with interval": right("By how many points, and how sure."),
            "accuracy": wrong("No prediction is compared with an answer."),
            "cumulative reward": wrong(
                "What counts is the choice afterwards, not what is gained during the trial."
            ),
        },
        "split": {
            "randomised experiment": right(
                "A lot draws which teams get the new version, and both arms are compared."
            ),
            "by group": half(
                "Teams are indeed kept whole; but they are given a version by lot, nothing is "
                "trained and tested."
            ),
            "by time": wrong("Before and after differ in more than the version."),
            "random": wrong("No rows are dealt out to learn from; versions are given out."),
        },
        "leakage_risk": {
            "spillover": right(
                "A developer with the new version changes what colleagues with the old one keep."
            ),
            "shared entity": half(
                "One team in both arms is indeed the trouble; the word for what goes across is "
                "another."
            ),
            "none": wrong("With single developers drawn, the arms work in the same files."),
        },
    },
}

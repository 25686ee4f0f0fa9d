"""One table for all tasks, last brief and last field first, read into ordered dictionaries."""

from collections import OrderedDict

from .terms import BRIEFS_OF, FIELDS

TABLE = """\
# frame_tabular
loan_default
    late labels; by time; log loss
    one loan; default within 24 months of the payout
    binary classification
flat_rent
    later feature; by time; MAE
    one letting; rent in the contract
    regression
shop_types
    fitted on all rows; by time; adjusted Rand index
    one shop; no target
    clustering
tax_audit
    later feature; by time; precision at k
    one return; tax understated by more than 10,000 euros
    binary classification
# frame_time
soil_nitrogen
    fitted on all rows; random; RMSE
    one soil sample; nitrogen by the chemical test
    regression
sleep_stages
    shared entity; by group; macro F1
    one half minute within its night; stage of each half minute
    sequence labeling
substation_load
    later feature; by time; MAE
    one hour at one substation; load in each hour of the next day
    forecasting
phone_churn
    later feature; by time; precision at k
    one customer in one month; leaves within the next two months
    binary classification
# frame_text
reply_drafts
    later feature; by time; human preference
    one message with what came before it; a reply that an agent would send
    text generation
city_mail
    later feature; by time; macro F1
    one e-mail; all departments concerned
    multilabel classification
court_names
    fitted on all rows; by time; span F1
    one word in its decision; whether each word belongs to a name
    sequence labeling
comment_piles
    seen test items; random; accuracy
    one comment; pile given by the employees
    multiclass classification
# frame_decisions
frost_warning
    later feature; by time; log loss
    one station on one night; night colder than 2 degrees below zero
    binary classification
shop_search
    shared entity; by group; NDCG
    one search with its candidates; grade of each candidate for its search
    ranking
claim_checks
    chosen actions only; by time; expected cost
    one claim; claim is false
    binary classification
bakery_rolls
    none; by time; quantile loss
    one shop on one day; rolls asked for on the next day
    forecasting
# frame_learning
code_trial
    spillover; randomised experiment; effect with interval
    one team; share of completions kept after a day
    A/B test
kitchen_minutes
    late labels; test then train; progressive loss
    one order; minutes the kitchen needs
    online learning
shuttle_moves
    later feature; fresh episodes; expected return
    one choice for a free shuttle; orders finished from now to the end of the shift
    reinforcement learning
headline_choice
    chosen actions only; off-policy; cumulative reward
    one page view; click on the headline that was shown
    bandit
# frame_groups
casting_photos
    later feature; by group; macro F1
    one casting; verdict of the inspector
    multiclass classification
dock_minutes
    fitted on all rows; by group; MAE
    one stop of one lorry; minutes at the dock
    regression
bus_camera
    shared entity; by group; expected cost
    one picture; somebody in the braking zone
    binary classification
skin_spots
    shared entity; by group; average precision
    one spot; melanoma by the laboratory
    binary classification
"""


def records(function):
    """The lines below the function's name, four for each brief."""
    block = TABLE.split(f"# {function}\n")[1].split("#")[0]
    lines = [line.strip() for line in block.splitlines()]
    found = OrderedDict()
    for i in range(0, len(lines), 4):
        terms = "; ".join(lines[i + 1 : i + 4]).split("; ")
        found[lines[i]] = OrderedDict(zip(reversed(FIELDS), terms, strict=True))
    return found


def frame_tabular():
    return records("frame_tabular")


def frame_time():
    return records("frame_time")


def frame_text():
    return records("frame_text")


def frame_decisions():
    return records("frame_decisions")


def frame_learning():
    return records("frame_learning")


def frame_groups():
    return records("frame_groups")


__all__ = [
    "BRIEFS_OF",
    "FIELDS",
    "frame_decisions",
    "frame_groups",
    "frame_learning",
    "frame_tabular",
    "frame_text",
    "frame_time",
]

"""The records as instances of a dataclass, made into dictionaries at the end."""

from dataclasses import asdict, dataclass

from .vocabulary import Leak, Metric, Split, Task


@dataclass(frozen=True, kw_only=True)
class Record:
    task: Task
    target: str
    unit: str
    metric: Metric
    split: Split
    leakage_risk: Leak


def frame_tabular():
    return {
        "tax_audit": asdict(
            Record(
                task=Task.BINARY_CLASSIFICATION,
                target="tax understated by more than 10,000 euros",
                unit="one return",
                metric=Metric.PRECISION_AT_K,
                split=Split.BY_TIME,
                leakage_risk=Leak.LATER_FEATURE,
            )
        ),
        "shop_types": asdict(
            Record(
                task=Task.CLUSTERING,
                target="no target",
                unit="one shop",
                metric=Metric.ADJUSTED_RAND_INDEX,
                split=Split.BY_TIME,
                leakage_risk=Leak.FITTED_ON_ALL_ROWS,
            )
        ),
        "flat_rent": asdict(
            Record(
                task=Task.REGRESSION,
                target="rent in the contract",
                unit="one letting",
                metric=Metric.MAE,
                split=Split.BY_TIME,
                leakage_risk=Leak.LATER_FEATURE,
            )
        ),
        "loan_default": asdict(
            Record(
                task=Task.BINARY_CLASSIFICATION,
                target="default within 24 months of the payout",
                unit="one loan",
                metric=Metric.LOG_LOSS,
                split=Split.BY_TIME,
                leakage_risk=Leak.LATE_LABELS,
            )
        ),
    }


def frame_time():
    return {
        "phone_churn": asdict(
            Record(
                task=Task.BINARY_CLASSIFICATION,
                target="leaves within the next two months",
                unit="one customer in one month",
                metric=Metric.PRECISION_AT_K,
                split=Split.BY_TIME,
                leakage_risk=Leak.LATER_FEATURE,
            )
        ),
        "substation_load": asdict(
            Record(
                task=Task.FORECASTING,
                target="load in each hour of the next day",
                unit="one hour at one substation",
                metric=Metric.MAE,
                split=Split.BY_TIME,
                leakage_risk=Leak.LATER_FEATURE,
            )
        ),
        "sleep_stages": asdict(
            Record(
                task=Task.SEQUENCE_LABELING,
                target="stage of each half minute",
                unit="one half minute within its night",
                metric=Metric.MACRO_F1,
                split=Split.BY_GROUP,
                leakage_risk=Leak.SHARED_ENTITY,
            )
        ),
        "soil_nitrogen": asdict(
            Record(
                task=Task.REGRESSION,
                target="nitrogen by the chemical test",
                unit="one soil sample",
                metric=Metric.RMSE,
                split=Split.RANDOM,
                leakage_risk=Leak.FITTED_ON_ALL_ROWS,
            )
        ),
    }


def frame_text():
    return {
        "comment_piles": asdict(
            Record(
                task=Task.MULTICLASS_CLASSIFICATION,
                target="pile given by the employees",
                unit="one comment",
                metric=Metric.ACCURACY,
                split=Split.RANDOM,
                leakage_risk=Leak.SEEN_TEST_ITEMS,
            )
        ),
        "court_names": asdict(
            Record(
                task=Task.SEQUENCE_LABELING,
                target="whether each word belongs to a name",
                unit="one word in its decision",
                metric=Metric.SPAN_F1,
                split=Split.BY_TIME,
                leakage_risk=Leak.FITTED_ON_ALL_ROWS,
            )
        ),
        "city_mail": asdict(
            Record(
                task=Task.MULTILABEL_CLASSIFICATION,
                target="all departments concerned",
                unit="one e-mail",
                metric=Metric.MACRO_F1,
                split=Split.BY_TIME,
                leakage_risk=Leak.LATER_FEATURE,
            )
        ),
        "reply_drafts": asdict(
            Record(
                task=Task.TEXT_GENERATION,
                target="a reply that an agent would send",
                unit="one message with what came before it",
                metric=Metric.HUMAN_PREFERENCE,
                split=Split.BY_TIME,
                leakage_risk=Leak.LATER_FEATURE,
            )
        ),
    }


def frame_decisions():
    return {
        "bakery_rolls": asdict(
            Record(
                task=Task.FORECASTING,
                target="rolls asked for on the next day",
                unit="one shop on one day",
                metric=Metric.QUANTILE_LOSS,
                split=Split.BY_TIME,
                leakage_risk=Leak.NONE,
            )
        ),
        "claim_checks": asdict(
            Record(
                task=Task.BINARY_CLASSIFICATION,
                target="claim is false",
                unit="one claim",
                metric=Metric.EXPECTED_COST,
                split=Split.BY_TIME,
                leakage_risk=Leak.CHOSEN_ACTIONS_ONLY,
            )
        ),
        "shop_search": asdict(
            Record(
                task=Task.RANKING,
                target="grade of each candidate for its search",
                unit="one search with its candidates",
                metric=Metric.NDCG,
                split=Split.BY_GROUP,
                leakage_risk=Leak.SHARED_ENTITY,
            )
        ),
        "frost_warning": asdict(
            Record(
                task=Task.BINARY_CLASSIFICATION,
                target="night colder than 2 degrees below zero",
                unit="one station on one night",
                metric=Metric.LOG_LOSS,
                split=Split.BY_TIME,
                leakage_risk=Leak.LATER_FEATURE,
            )
        ),
    }


def frame_learning():
    return {
        "headline_choice": asdict(
            Record(
                task=Task.BANDIT,
                target="click on the headline that was shown",
                unit="one page view",
                metric=Metric.CUMULATIVE_REWARD,
                split=Split.OFF_POLICY,
                leakage_risk=Leak.CHOSEN_ACTIONS_ONLY,
            )
        ),
        "shuttle_moves": asdict(
            Record(
                task=Task.REINFORCEMENT_LEARNING,
                target="orders finished from now to the end of the shift",
                unit="one choice for a free shuttle",
                metric=Metric.EXPECTED_RETURN,
                split=Split.FRESH_EPISODES,
                leakage_risk=Leak.LATER_FEATURE,
            )
        ),
        "kitchen_minutes": asdict(
            Record(
                task=Task.ONLINE_LEARNING,
                target="minutes the kitchen needs",
                unit="one order",
                metric=Metric.PROGRESSIVE_LOSS,
                split=Split.TEST_THEN_TRAIN,
                leakage_risk=Leak.LATE_LABELS,
            )
        ),
        "code_trial": asdict(
            Record(
                task=Task.A_B_TEST,
                target="share of completions kept after a day",
                unit="one team",
                metric=Metric.EFFECT_WITH_INTERVAL,
                split=Split.RANDOMISED_EXPERIMENT,
                leakage_risk=Leak.SPILLOVER,
            )
        ),
    }


def frame_groups():
    return {
        "skin_spots": asdict(
            Record(
                task=Task.BINARY_CLASSIFICATION,
                target="melanoma by the laboratory",
                unit="one spot",
                metric=Metric.AVERAGE_PRECISION,
                split=Split.BY_GROUP,
                leakage_risk=Leak.SHARED_ENTITY,
            )
        ),
        "bus_camera": asdict(
            Record(
                task=Task.BINARY_CLASSIFICATION,
                target="somebody in the braking zone",
                unit="one picture",
                metric=Metric.EXPECTED_COST,
                split=Split.BY_GROUP,
                leakage_risk=Leak.SEEN_TEST_ITEMS,
            )
        ),
        "dock_minutes": asdict(
            Record(
                task=Task.REGRESSION,
                target="minutes at the dock",
                unit="one stop of one lorry",
                metric=Metric.MAE,
                split=Split.BY_GROUP,
                leakage_risk=Leak.FITTED_ON_ALL_ROWS,
            )
        ),
        "casting_photos": asdict(
            Record(
                task=Task.MULTICLASS_CLASSIFICATION,
                target="verdict of the inspector",
                unit="one casting",
                metric=Metric.MACRO_F1,
                split=Split.BY_GROUP,
                leakage_risk=Leak.LATER_FEATURE,
            )
        ),
    }

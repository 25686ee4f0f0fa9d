"""The vocabularies as enumerations of strings, so that an editor can complete the terms."""

from enum import StrEnum


class Task(StrEnum):
    BINARY_CLASSIFICATION = "binary classification"
    MULTICLASS_CLASSIFICATION = "multiclass classification"
    MULTILABEL_CLASSIFICATION = "multilabel classification"
    REGRESSION = "regression"
    FORECASTING = "forecasting"
    RANKING = "ranking"
    SEQUENCE_LABELING = "sequence labeling"
    TEXT_GENERATION = "text generation"
    CLUSTERING = "clustering"
    ONLINE_LEARNING = "online learning"
    A_B_TEST = "A/B test"
    BANDIT = "bandit"
    REINFORCEMENT_LEARNING = "reinforcement learning"


class Metric(StrEnum):
    ACCURACY = "accuracy"
    MACRO_F1 = "macro F1"
    PRECISION_AT_K = "precision at k"
    AVERAGE_PRECISION = "average precision"
    EXPECTED_COST = "expected cost"
    LOG_LOSS = "log loss"
    MAE = "MAE"
    RMSE = "RMSE"
    QUANTILE_LOSS = "quantile loss"
    NDCG = "NDCG"
    SPAN_F1 = "span F1"
    HUMAN_PREFERENCE = "human preference"
    ADJUSTED_RAND_INDEX = "adjusted Rand index"
    EFFECT_WITH_INTERVAL = "effect with interval"
    CUMULATIVE_REWARD = "cumulative reward"
    EXPECTED_RETURN = "expected return"
    PROGRESSIVE_LOSS = "progressive loss"


class Split(StrEnum):
    RANDOM = "random"
    BY_TIME = "by time"
    BY_GROUP = "by group"
    TEST_THEN_TRAIN = "test then train"
    RANDOMISED_EXPERIMENT = "randomised experiment"
    OFF_POLICY = "off-policy"
    FRESH_EPISODES = "fresh episodes"


class Leak(StrEnum):
    LATER_FEATURE = "later feature"
    LATE_LABELS = "late labels"
    SHARED_ENTITY = "shared entity"
    SEEN_TEST_ITEMS = "seen test items"
    FITTED_ON_ALL_ROWS = "fitted on all rows"
    CHOSEN_ACTIONS_ONLY = "chosen actions only"
    SPILLOVER = "spillover"
    NONE = "none"

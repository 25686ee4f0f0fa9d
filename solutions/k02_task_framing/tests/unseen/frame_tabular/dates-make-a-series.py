"""Rents of six years that rise each year are a series to be continued."""

from .vocabulary import Framing


def frame_tabular() -> dict[str, Framing]:
    records = {}
    records["tax_audit"] = Framing(
        task="binary classification",
        target="tax understated by more than 10,000 euros",
        unit="one return",
        metric="precision at k",
        split="by time",
        leakage_risk="later feature",
    )
    records["shop_types"] = Framing(
        task="clustering",
        target="no target",
        unit="one shop",
        metric="adjusted Rand index",
        split="by time",
        leakage_risk="fitted on all rows",
    )
    records["flat_rent"] = Framing(
        task="forecasting",
        target="rent in the contract",
        unit="one flat",
        metric="MAE",
        split="by time",
        leakage_risk="later feature",
    )
    records["loan_default"] = Framing(
        task="binary classification",
        target="default within 24 months of the payout",
        unit="one loan",
        metric="log loss",
        split="by time",
        leakage_risk="late labels",
    )
    return records

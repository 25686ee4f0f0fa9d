"""From a business problem to a learning task: what to predict, for what, and how to judge it."""

from .briefs import BRIEFS, BRIEFS_OF
from .decisions import frame_decisions
from .feedback import frame_learning
from .groups import frame_groups
from .series import frame_time
from .tabular import frame_tabular
from .texts import frame_text
from .vocabulary import FIELDS, LEAKAGE_RISKS, METRICS, SPLITS, TASKS, Brief, Framing

__all__ = [
    "BRIEFS",
    "BRIEFS_OF",
    "FIELDS",
    "LEAKAGE_RISKS",
    "METRICS",
    "SPLITS",
    "TASKS",
    "Brief",
    "Framing",
    "frame_decisions",
    "frame_groups",
    "frame_learning",
    "frame_tabular",
    "frame_text",
    "frame_time",
]

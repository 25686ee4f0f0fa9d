"""Terms are members of a StrEnum, and each record is a dataclass turned into a dictionary."""

from .briefs import BRIEFS_OF, FIELDS
from .records import (
    frame_decisions,
    frame_groups,
    frame_learning,
    frame_tabular,
    frame_text,
    frame_time,
)

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

"""The 24 business briefs: fictional, each with all that is needed to frame it."""

from .decisions import DECISIONS
from .feedback import FEEDBACK
from .groups import GROUPS
from .series import SERIES
from .tabular import TABULAR
from .texts import TEXTS

BRIEFS_OF = {
    "frame_tabular": TABULAR,
    "frame_time": SERIES,
    "frame_text": TEXTS,
    "frame_decisions": DECISIONS,
    "frame_learning": FEEDBACK,
    "frame_groups": GROUPS,
}
"""The briefs of each task, by the name of its function."""

BRIEFS = {brief.id: brief for briefs in BRIEFS_OF.values() for brief in briefs}
"""Every brief by its id: `print(BRIEFS["tax_audit"])`."""

"""JSON whose bytes follow from its content alone."""

from __future__ import annotations

import json
from collections.abc import Mapping


def as_json(document: Mapping[str, object]) -> bytes:
    """Stable JSON: sorted keys, indented, one newline at the end."""
    text = json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False)
    return (text + "\n").encode()

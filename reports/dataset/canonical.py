"""The dataset as one text, so that its hash is the same wherever it is computed."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def canonical(dataset: dict[str, Any]) -> str:
    """JSON without spaces, its keys in alphabetical order."""
    return json.dumps(dataset, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def dataset_sha256(dataset: dict[str, Any]) -> str:
    """Of the canonical text in UTF-8, in hexadecimal digits."""
    return hashlib.sha256(canonical(dataset).encode()).hexdigest()

"""``solito usual``: one JSON line for each customer of an orders file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path

from shop.importers.orders import stream
from shop.usual import contract_row
from shop.usual_of_file import usual_from_rows


def usual_lines(file: Path, at: str | None) -> Iterator[str]:
    """Raises ImportFailed for a file that cannot be read, ValueError for a time that is none."""
    moment = None
    if at is not None:
        moment = datetime.fromisoformat(at.replace("Z", "+00:00"))
        moment = moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)
    for customer, found in usual_from_rows(stream(file), moment):
        yield json.dumps(contract_row(customer, found), ensure_ascii=False)

"""``solito sweep``: what is due to go, in counts; nothing of what was said."""

from __future__ import annotations

from dataclasses import asdict

from house import open_house
from settings import Settings

_WORDS = {
    "visits": "visits ended",
    "turns": "messages of the transcript",
    "notes": "notes for staff",
    "ids": "one-time ids and codes",
    "faded": "faded observations and outcomes",
    "aside": "rows of linked customers that were set aside long ago",
    "customers": "anonymous visitors who did not come back, whole",
    "words": "sentences that observations and facts rested on",
    "lines": "old lines of the access log",
    "dialogue": "events of the dialogue server",
}


def sweep(settings: Settings, dry_run: bool) -> str:
    """One line for each sort of thing, then whether it was done."""
    swept, events = open_house(settings).sweep(dry_run=dry_run)
    counts = {**asdict(swept), "dialogue": events}
    lines = [f"{count:>8}  {_WORDS[name]}" for name, count in counts.items()]
    end = "A dry run: nothing was deleted." if dry_run else "Done." if any(counts.values()) else "Nothing was due."
    return "\n".join([*lines, end])

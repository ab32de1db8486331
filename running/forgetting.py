"""An old backup brings back those who were erased after it: whoever the ledger names is erased again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import structlog

from house import Holder, House
from profiles.model import Actor

log = structlog.get_logger()
AT_START = Actor("erasure ledger", "start")
AFTER_RESTORE = Actor("erasure ledger", "restore")


def erase_again(house: House, by: Actor) -> int:
    """Erase whoever is still, or again, held although the ledger names them; how many. While no shop is running.

    A customer who came back after their erasure is somebody new, and stays: their profile was begun later. Of somebody
    without a profile (orders that were imported) the oldest thing held decides, and where nothing has a time, they go.
    """
    erased = house.ledger.erased()
    if not erased:
        return 0
    seen = _first_seen(house, erased)
    gone = [customer for customer, at in seen.items() if at is None or at <= erased[house.ledger.pseudonym(customer)]]
    if gone:
        house.erase_again(*gone, by=by)
        log.info("customers_erased_again", customers=len(gone))
    return len(gone)


def _first_seen(house: House, erased: dict[str, datetime]) -> dict[str, datetime | None]:
    """Since when each of the erased is known: by the profile if there is one, else by the oldest of all the others."""

    def named(holder: Holder) -> Iterator[tuple[str, datetime | None]]:
        return ((who, at) for who, at in holder.first_seen() if house.ledger.pseudonym(who) in erased)

    holders = dict(house.holders)
    profiles = dict(named(holders.pop("profiles")))
    oldest: dict[str, datetime | None] = {who: None for who in profiles}
    for holder in holders.values():
        for who, at in named(holder):
            known = [time for time in (at, oldest.get(who)) if time is not None]
            oldest[who] = min(known, default=None)
    return oldest | {who: at for who, at in profiles.items() if at is not None}

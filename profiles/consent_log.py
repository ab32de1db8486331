"""Yes, no, and that we asked, inside the caller's transaction. All of it is logged, so that a yes can be proved.

What stands is a function of the log: the latest decision counts, of two at the same moment the no. Asking never changes
what was decided.
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from profiles import rows
from profiles.consent import UNDECIDED, check_purpose
from profiles.engines import upsert
from profiles.model import Consent
from profiles.visits import Presence

_SAID = sa.select(rows.consent_log).where(
    rows.consent_log.c.customer == sa.bindparam("key"), rows.consent_log.c.purpose == sa.bindparam("purpose")
)


def put_consents(connection: Connection, presence: Presence, given: Sequence[Consent]) -> None:
    """Write down what was said.

    Raises ValueError for a purpose that we do not have, or a ``how`` that is empty or longer than 64 characters.
    """
    for consent in given:
        check_purpose(consent.purpose)
        if not 1 <= len(consent.how) <= 64:
            raise ValueError(f"how must have 1 to 64 characters, got {consent.how[:80]!r}")
        rows.as_utc(f"consent {consent.purpose}.at", consent.at)
        log = {"purpose": consent.purpose, "granted": consent.granted, "at": consent.at, "how": consent.how}
        connection.execute(sa.insert(rows.consent_log), {"customer": presence.id, **log})
    for purpose in dict.fromkeys(consent.purpose for consent in given):
        said = connection.execute(_SAID, {"key": presence.id, "purpose": purpose}).all()
        stands = {"customer": presence.id, "purpose": purpose, **_standing(said)}
        connection.execute(upsert(connection, rows.consents, "granted", "at", "how", "offers"), stands)


def _standing(said: Sequence[Row]) -> dict[str, object]:
    offers = sum(1 for row in said if row.how.startswith("offered"))
    decided = [row for row in said if row.how not in UNDECIDED]
    if decided:
        last = max(decided, key=lambda row: (row.at, not row.granted))
        return {"granted": last.granted, "at": last.at, "how": last.how, "offers": offers}
    asked = max(said, key=lambda row: row.at)
    return {"granted": None, "at": asked.at, "how": "offered again" if offers > 1 else asked.how, "offers": offers}

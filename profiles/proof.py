"""Proof that two identities are one person: a code that one shows and the other says. Only its keyed hash is kept.

A code has eight characters of an alphabet without vowels and look-alikes, at least a letter and a digit among them, so
that no word, order number or telephone number is taken for one. It lives ten minutes and is used once. Whoever says
wrong ones is not listened to after the fifth within the hour; wrong, expired and used get one answer.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, Row

from profiles import persons, rows, visits
from profiles.engines import writing
from profiles.identity import check_customer
from profiles.model import IN_CHAT
from profiles.previewing import identified

LIVES = timedelta(minutes=10)
WRONG_MOST, WRONG_WITHIN = 5, timedelta(hours=1)
LETTERS, DIGITS = "BCDFGHJKMNPQRSTVWXZ", "23456789"
LENGTH = 8
VISIT_GAP_S = 14_400.0
_SPOKEN = re.compile(
    rf"[\s\"'“”«»(]*([{LETTERS}{DIGITS}]{{4}})[\s\-–.]?([{LETTERS}{DIGITS}]{{4}})[\s\"'“”«».!)]*", re.I
)
Outcome = Literal["linked", "already", "confirm", "refused"]


@dataclass(frozen=True)
class Code:
    """A fresh code, in clear for the only time, as it is shown: "7KXM-P2RT"."""

    code: str
    expires_at: datetime


def spoken_code(text: str) -> str | None:
    """The code that a whole message is, however it is spelled; None for anything else."""
    found = _SPOKEN.fullmatch(text)
    if found is None:
        return None
    code = (found[1] + found[2]).upper()
    return code if set(code) & set(LETTERS) and set(code) & set(DIGITS) else None


def issue(engine: Engine, secret: str, customer: str, now: datetime) -> Code:
    """A new code for this identity to be said under another one. The one before it is no longer good."""
    now, code = rows.as_utc("now", now), _new_code()
    table = rows.link_codes
    row = {"hash": hashed(secret, code), "customer": check_customer(customer), "expires_at": now + LIVES}
    with writing(engine) as connection:
        connection.execute(sa.delete(table).where(table.c.customer == customer, table.c.used_by.is_(None)))
        connection.execute(sa.insert(table), row)
    return Code(f"{code[:4]}-{code[4:]}", now + LIVES)


def redeem(
    kept: persons.Kept,
    secret: str,
    code: str,
    customer: str,
    message_id: str,
    now: datetime,
    *,
    gap_s: float = VISIT_GAP_S,
) -> Outcome:
    """``customer`` says a code (as ``spoken_code`` gives it) in the message ``message_id``.

    linked   the two are one person now; the same message again is told the same
    already  they were before
    confirm  both are identified: nothing has happened; saying it once more is the explicit yes
    refused  no such code, expired, used, one's own, or too many wrong ones: which of them is not told

    The access log says of each id that they were linked in the chat.
    """
    now = rows.as_utc("now", now)
    with writing(kept.engine) as connection:
        visits.lock(connection, check_customer(customer), now)  # its tries are counted one after the other
        if _spent(connection, customer, now):
            return "refused"
        row = _found(connection, secret, code)
        if row is not None and (row.used_by, row.used_for) == (customer, message_id):
            return "linked"
        if row is None or row.used_by is not None or row.expires_at <= now or row.customer == customer:
            connection.execute(sa.insert(rows.link_tries), {"customer": customer, "at": now})
            return "refused"
    return _link(kept, row, customer, message_id, now, gap_s)


def _link(kept: persons.Kept, row: Row, customer: str, message_id: str, now: datetime, gap_s: float) -> Outcome:
    """A transaction of its own: it locks two persons, and so must begin with that."""
    with writing(kept.engine) as connection:
        visits.lock_all(connection, [customer, row.customer], now)
        fresh = connection.execute(sa.select(rows.link_codes).where(_this(row)).with_for_update()).first()
        if fresh is None or fresh.used_by is not None:
            return "refused"  # said in two places at once: one of them was first
        sides = [persons.members_within(connection, one) for one in (customer, row.customer)]
        apart = sides[0] != sides[1]
        if apart and all(identified(side) for side in sides) and fresh.asked_of != customer:
            connection.execute(sa.update(rows.link_codes).where(_this(row)).values(asked_of=customer))
            return "confirm"
        used = {"used_by": customer, "used_for": message_id}
        connection.execute(sa.update(rows.link_codes).where(_this(row)).values(**used))
        try:
            merged = persons.merge_within(connection, customer, row.customer, now, "code", gap_s=gap_s)
        except persons.BeingErased:
            return "refused"
        if log := persons.log_of(kept):
            log.write(connection, IN_CHAT, "merged", *merged)
        return "linked" if merged else "already"


def hashed(secret: str, code: str) -> str:
    """What is kept of a code."""
    return hmac.new(secret.encode(), f"link {code}".encode(), hashlib.sha256).hexdigest()


def _this(row: Row) -> sa.sql.ColumnElement:
    return rows.link_codes.c.hash == row.hash


def _found(connection: Connection, secret: str, code: str) -> Row | None:
    """The row of a code. What is looked up is the keyed hash, so the time it takes tells nothing of the code."""
    wanted = hashed(secret, code)
    row: Row | None = connection.execute(sa.select(rows.link_codes).where(rows.link_codes.c.hash == wanted)).first()
    return row if row is not None and hmac.compare_digest(row.hash, wanted) else None


def _spent(connection: Connection, customer: str, now: datetime) -> bool:
    tries = rows.link_tries
    recent = (tries.c.customer == customer, tries.c.at > now - WRONG_WITHIN)
    query = sa.select(sa.func.count()).select_from(tries).where(*recent)
    return int(connection.execute(query).scalar_one()) >= WRONG_MOST


def _new_code() -> str:
    while True:
        code = "".join(secrets.choice(LETTERS + DIGITS) for _ in range(LENGTH))
        if spoken_code(code):
            return code

"""What an estimate or a fact rests on, as one plain sentence: "you wrote “pls” on 3 March and “thx” on 5 March".

The words of the evidence go with the transcript's days; then the sentence tells from how many messages, and when.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

import sqlalchemy as sa
from babel.dates import format_date
from babel.lists import format_list
from sqlalchemy.engine import Connection, Row

from profiles import rows
from profiles.corrections import YOURSELF
from profiles.holding import in_use
from profiles.visits import Presence

SHOWN_MOST = 3  # lines behind an estimate
_LOCALES = {"en": "en_IE", "it": "it_IT"}
_WORDS = {
    "en": {
        "wrote": "you wrote {list}",
        "quoted": "“{words}”",
        "on": "on {day}",
        "counted": "from {n} of your messages, the last on {day}",
        "single": "from your message of {day}",
        "right": "you put it right yourself on {day}",
        "said": "you said so on {day}: “{words}”",
        "said_then": "you said so on {day}",
        "kept": "kept since {day}",
    },
    "it": {
        "wrote": "ha scritto {list}",
        "quoted": "«{words}»",
        "on": "{day}",
        "counted": "da {n} Suoi messaggi, l'ultimo {day}",
        "single": "da un Suo messaggio, {day}",
        "right": "l'ha corretto Lei {day}",
        "said": "l'ha detto {day}: «{words}»",
        "said_then": "l'ha detto Lei {day}",
        "kept": "l'ho annotato {day}",
    },
}


@dataclass(frozen=True)
class Behind:
    """The latest lines of the log behind one estimate, oldest first, of ``count`` in all, the last of them at ``last``."""

    lines: tuple[Row, ...]
    count: int
    last: datetime


def behind(connection: Connection, presence: Presence, since: datetime | None = None) -> dict[str, Behind]:
    """What each dial rests on, those lines first that still have their words; ``since``: of one visit only."""
    log = rows.observations
    newest = (sa.case((log.c.evidence == "", 1), else_=0), log.c.at.desc(), log.c.channel, log.c.message_id.desc())
    each = {"partition_by": log.c.name}
    query = sa.select(
        *(log.c.name, log.c.at, log.c.message_id, log.c.evidence),
        sa.func.row_number().over(order_by=newest, **each).label("place"),
        sa.func.count().over(**each).label("count"),
        sa.func.max(log.c.at, type_=rows.Utc).over(**each).label("last"),
    ).where(log.c.customer.in_(presence.members), log.c.recipient == "", log.c.kind == "cue", in_use(log))
    if since is not None:
        query = query.where(log.c.at >= since)
    best = query.subquery()
    found: dict[str, list[Row]] = {}
    for row in connection.execute(sa.select(best).where(best.c.place <= SHOWN_MOST)):
        found.setdefault(row.name, []).append(row)
    return {
        name: Behind(tuple(sorted(lines, key=lambda row: row.at)), lines[0].count, lines[0].last)
        for name, lines in found.items()
    }


def words_of(held: Behind | None) -> list[dict[str, Any]]:
    """The lines as data: words, when, in which message."""
    lines = held.lines if held else ()
    return [{"words": line.evidence, "at": line.at.isoformat(), "message_id": line.message_id} for line in lines]


def why_estimate(held: Behind | None, put_right_at: datetime | None, at: datetime, lang: str, zone: tzinfo) -> str:
    """The sentence of an estimate, without a full stop; "" where nothing is behind it any more."""
    words = _words(lang)
    if put_right_at is not None:
        return words["right"].format(day=_day(put_right_at, at, lang, zone))
    if held is None:
        return ""
    by_day: dict[str, dict[str, None]] = {}
    for line in held.lines:
        if line.evidence:
            by_day.setdefault(_day(line.at, at, lang, zone), {})[words["quoted"].format(words=line.evidence)] = None
    if by_day:
        told = [f"{_joined(said, lang)} {words['on'].format(day=day)}" for day, said in by_day.items()]
        return words["wrote"].format(list=_joined(told, lang))
    return words["single" if held.count == 1 else "counted"].format(n=held.count, day=_day(held.last, at, lang, zone))


def why_fact(row: Row, at: datetime, lang: str, zone: tzinfo) -> str:
    """The sentence of a stated fact, without a full stop."""
    kind = (
        "right" if row.evidence == YOURSELF else "said" if row.evidence else "said_then" if row.message_id else "kept"
    )
    return _words(lang)[kind].format(day=_day(row.at, at, lang, zone), words=row.evidence)


def _words(lang: str) -> dict[str, str]:
    return _WORDS.get(lang[:2], _WORDS["en"])


def _joined(parts: Sequence[str] | dict[str, None], lang: str) -> str:
    return format_list(list(parts), locale=_LOCALES.get(lang[:2], _LOCALES["en"]))


def _day(day: datetime, at: datetime, lang: str, zone: tzinfo) -> str:
    """ "3 March", "il 3 marzo"; with its year where that is another one than now."""
    local, now = day.astimezone(zone), at.astimezone(zone)
    shape = "d MMMM" if local.year == now.year else "d MMMM y"
    said = format_date(local.date(), shape, locale=_LOCALES.get(lang[:2], _LOCALES["en"]))
    the = "l'" if local.day in (8, 11) else "il "
    return f"{the}{said}" if lang[:2] == "it" else said

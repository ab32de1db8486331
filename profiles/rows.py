"""The tables of the remembered customer, for SQLite and PostgreSQL alike.

Every table but ``customers`` has a column ``customer``: access, export and erasure go over ``HOLDING`` and so miss
none. ``visit`` is a serial number that grows with every visit, counted or not; it says what belongs to the visit in
progress.
"""

from __future__ import annotations

import sqlalchemy as sa

from profiles.columns import Json, Utc, Words, as_utc, clean

__all__ = ["BARE", "HOLDING", "METADATA", "WORDED", "Json", "Utc", "Words", "as_utc", "clean"]

METADATA = sa.MetaData()
# What the indexes below ask, letter for letter: with a bound parameter neither database would use them. The column's name
# alone will do, for each index is of one table.
WORDED, BARE = sa.text("evidence <> ''"), sa.text("evidence = ''")
_HELD = sa.text("held IS NOT NULL")
ID = 160  # a token's subject has at most 128 characters; room for the shop's own prefixes

customers = sa.Table(
    "customers",
    METADATA,
    sa.Column("id", sa.String(ID), primary_key=True),
    sa.Column("lang", sa.String(16)),
    sa.Column("first_at", Utc, nullable=False),
    sa.Column("last_at", Utc, nullable=False),
    sa.Column("seq", sa.Integer, nullable=False),  # of the latest row in ``turns``
    sa.Column("turns", sa.Integer, nullable=False),  # messages ever handled
    sa.Column("visit", sa.Integer, nullable=False),
    sa.Column("visit_number", sa.Integer, nullable=False),  # as we may count it
    sa.Column("visit_started_at", Utc, nullable=False),
    sa.Column("visit_turns", sa.Integer, nullable=False),
    sa.Column("previous_at", Utc),
    sa.Column("visit_open", sa.Boolean, nullable=False),
    sa.Column("person", sa.String(ID)),  # whose profile this is part of; None: their own
    sa.Column("shared_number", sa.Integer),  # as the person's consents let us count; None where there is no other id
    sa.Column("shared_previous_at", Utc),
    sa.Column("told", Json),  # see profiles/told.py
    sa.Index("customers_last_at", "last_at"),
    sa.Index("customers_open", "visit_open", "last_at"),
    sa.Index("customers_person", "person"),
)

turns = sa.Table(
    "turns",
    METADATA,
    sa.Column("customer", sa.String(ID), primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("message_id", Words),  # None for what staff or a reminder pushed
    sa.Column("visit", sa.Integer, nullable=False),
    sa.Column("at", Utc, nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),  # text, choice, event; staff, push
    sa.Column("channel", sa.String(64), nullable=False),
    sa.Column("author", sa.String(128), nullable=False),  # which member of staff; "" otherwise
    sa.Column("lang", sa.String(16), nullable=False),
    sa.Column("said", Words, nullable=False),
    sa.Column("replies", Json, nullable=False),
    sa.Column("asked", Json),
    sa.Column("heard", Json, nullable=False),
    sa.Column("plan", Json, nullable=False),
    sa.Column("reasons", Json, nullable=False),
    sa.UniqueConstraint("customer", "message_id", name="turns_once"),
    sa.Index("turns_at", "at"),
)


def _only(name: str, column: str, where: sa.TextClause) -> sa.Index:
    """An index of those rows only: it costs nothing where it does not hold."""
    return sa.Index(name, column, sqlite_where=where, postgresql_where=where)


def _held() -> tuple[sa.Column, ...]:
    """What another id of the same person has done to a row: see profiles/holding.py."""
    return (
        sa.Column("held", sa.String(8)),  # None, lent, aside
        sa.Column("held_by", sa.String(ID)),
        sa.Column("held_at", Utc),
    )


observations = sa.Table(  # only ever added to; rows go when they may not be kept, none is changed but for its evidence
    "observations",
    METADATA,
    sa.Column("customer", sa.String(ID), primary_key=True),
    sa.Column("channel", sa.String(64), primary_key=True),
    sa.Column("message_id", Words, primary_key=True),
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("recipient", Words, primary_key=True),  # "" is the customer; anybody else teaches nothing about them
    sa.Column("at", Utc, nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),  # cue, fact, corrected, forgotten
    sa.Column("value", sa.Float),  # of a cue, or put right
    sa.Column("words", Words),  # of a fact
    sa.Column("evidence", Words, nullable=False),
    sa.Column("spans", Json, nullable=False),  # where in the message the evidence stands: [[start, end], …]
    sa.Column("source", sa.String(16), nullable=False),
    sa.Column("detector", sa.String(32), nullable=False),
    *_held(),
    sa.Index("observations_line", "customer", "at"),
    _only("observations_worded", "at", WORDED),  # each row stands in one of these two
    _only("observations_bare", "at", BARE),
    _only("observations_held", "held_at", _HELD),
)

folds = sa.Table(  # what the observations come to: number 0 is now, the others are kept to go on from when one is late
    "folds",
    METADATA,
    sa.Column("customer", sa.String(ID), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("last_at", Utc, nullable=False),  # of the latest observation in it
    sa.Column("state", sa.Text, nullable=False),  # see profiles/folding.py
)


def _facts(name: str) -> sa.Table:
    return sa.Table(
        name,
        METADATA,
        sa.Column("customer", sa.String(ID), primary_key=True),
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("recipient", Words, primary_key=True),  # "" is the customer
        sa.Column("value", Words),  # None: was forgotten then, and an older statement that comes late is none
        sa.Column("at", Utc, nullable=False),
        sa.Column("message_id", Words, nullable=False),
        sa.Column("evidence", Words, nullable=False),
        sa.Column("visit", sa.Integer, nullable=False),
        *_held(),
        _only(f"{name}_worded", "at", WORDED),
        _only(f"{name}_held", "held_at", _HELD),
    )


facts = _facts("facts")
health_facts = _facts("health_facts")  # apart, so that rights on it can be given apart: for safety only

consents = sa.Table(
    "consents",
    METADATA,
    sa.Column("customer", sa.String(ID), primary_key=True),
    sa.Column("purpose", sa.String(16), primary_key=True),
    sa.Column("granted", sa.Boolean),  # None: asked, not answered
    sa.Column("at", Utc, nullable=False),
    sa.Column("how", sa.String(64), nullable=False),
    sa.Column("offers", sa.Integer, nullable=False),
)

consent_log = sa.Table(
    "consent_log",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("customer", sa.String(ID), nullable=False),
    sa.Column("purpose", sa.String(16), nullable=False),
    sa.Column("granted", sa.Boolean, nullable=False),
    sa.Column("at", Utc, nullable=False),
    sa.Column("how", sa.String(64), nullable=False),
    sa.Index("consent_log_customer", "customer"),
)

inbox = sa.Table(
    "inbox",
    METADATA,
    sa.Column("customer", sa.String(ID), primary_key=True),
    sa.Column("message_id", Words, primary_key=True),
    sa.Column("body_hash", sa.String(128), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),  # running, done, degraded
    sa.Column("instance", sa.String(64), nullable=False),
    sa.Column("at", Utc, nullable=False),
    sa.Column("answer", Json),
    sa.Index("inbox_at", "at"),
)

handovers = sa.Table(
    "handovers",
    METADATA,
    sa.Column("customer", sa.String(ID), primary_key=True),
    sa.Column("state", sa.String(16), nullable=False),  # waiting, taken
    sa.Column("asked_at", Utc, nullable=False),
    sa.Column("staff", sa.String(128), nullable=False),
    sa.Column("taken_at", Utc),
    sa.Index("handovers_asked_at", "asked_at"),
)

handover_notes = sa.Table(
    "handover_notes",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("customer", sa.String(ID), nullable=False),
    sa.Column("at", Utc, nullable=False),
    sa.Column("text", Words, nullable=False),
    sa.Index("handover_notes_customer", "customer"),
    sa.Index("handover_notes_at", "at"),
)

erasures = sa.Table(
    "erasures",
    METADATA,
    sa.Column("customer", sa.String(ID), primary_key=True),
    sa.Column("at", Utc, nullable=False),
)

outcomes = sa.Table(
    "outcomes",
    METADATA,
    sa.Column("customer", sa.String(ID), primary_key=True),
    sa.Column("message_id", Words, primary_key=True),
    sa.Column("visit", sa.Integer, nullable=False),
    sa.Column("at", Utc, nullable=False),
    sa.Column("outcome", sa.String(16), nullable=False),
    sa.Column("manner", sa.String(8)),  # in which group of a comparison the visit was; NULL: none was made
    sa.Index("outcomes_at", "at"),
)

# About customers, yet by pseudonym: it outlives them. Only ``profiles.access_log`` touches it; triggers hold it fast.
access_log = sa.Table(
    "access_log",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", Utc, nullable=False, server_default=sa.FetchedValue()),  # the database's own clock
    sa.Column("who", sa.String(160), nullable=False),
    sa.Column("did", sa.String(32), nullable=False),
    sa.Column("about", sa.String(64), nullable=False),  # the name of a field or purpose, or ""
    sa.Column("through", sa.String(32), nullable=False),
    sa.Column("pseudonym", sa.String(64), nullable=False),
    sa.Index("access_log_pseudonym", "pseudonym", "id"),
    sa.Index("access_log_at", "at"),
)

links = sa.Table(  # only ever added to; a line is ended, never changed
    "links",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("customer", sa.String(ID), nullable=False),
    sa.Column("person", sa.String(ID), nullable=False),  # the id that the person's profile lay under then
    sa.Column("at", Utc, nullable=False),
    sa.Column("how", sa.String(64), nullable=False),
    sa.Column("ended_at", Utc),
    sa.Index("links_customer", "customer"),
    sa.Index("links_person", "person"),
)

link_codes = sa.Table(
    "link_codes",
    METADATA,
    sa.Column("hash", sa.String(64), primary_key=True),  # keyed: without the shop's secret it tells nothing
    sa.Column("customer", sa.String(ID), nullable=False),  # who asked for it
    sa.Column("expires_at", Utc, nullable=False),
    sa.Column("asked_of", sa.String(ID)),  # who has said it once and was asked whether they mean it
    sa.Column("used_by", sa.String(ID)),
    sa.Column("used_for", Words),  # the message that it was said in
    sa.Index("link_codes_customer", "customer"),
)

link_tries = sa.Table(  # wrong codes
    "link_tries",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("customer", sa.String(ID), nullable=False),
    sa.Column("at", Utc, nullable=False),
    sa.Index("link_tries_customer", "customer", "at"),
)

fresh_starts = sa.Table(  # "that's not me": who speaks now with this token
    "fresh_starts",
    METADATA,
    sa.Column("token", sa.String(64), primary_key=True),  # its hash
    sa.Column("customer", sa.String(ID), nullable=False),  # whom it names
    sa.Column("stand_in", sa.String(ID), nullable=False),
    sa.Column("at", Utc, nullable=False),
    sa.Index("fresh_starts_customer", "customer"),
    sa.Index("fresh_starts_stand_in", "stand_in"),
)

HOLDING = tuple(table for table in METADATA.sorted_tables if "customer" in table.c)

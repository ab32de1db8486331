"""What the console keeps: staff accounts, who looked at or spoke to whom, staff's remarks, and the owner's settings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import and_, delete, func, insert, select, update

from console.accounts import Accounts
from console.engines import scrub
from console.migrate import upgrade
from console.rows import access_table, remarks_table, settings_table
from profiles.engines import open_engine, reading, writing

Action = Literal[
    "read",
    "waiting",
    "awaited",
    "took_over",
    "pushed",
    "handed_back",
    "remarked",
    "settled",
    "corrected",
    "exported",
]
RemarkKind = Literal["note", "tag", "verdict", "draft"]


@dataclass(frozen=True)
class Access:
    """One line of the desk's own log: who did what for which customer, when. Never what was said."""

    at: datetime
    staff: str
    action: str
    customer: str


@dataclass(frozen=True)
class Remark:
    """A note, a tag, a verdict ("good", "poor") on the reply of one turn (judged is the reply, not the customer), or a

    draft: words of one person that could not be sent, in the field that ``message_id`` names.
    """

    at: datetime
    staff: str
    customer: str
    kind: RemarkKind
    text: str
    message_id: str = ""


class ConsoleStore(Accounts):
    """The console's database, over an engine whose tables ``console.migrate`` has made."""

    @classmethod
    def open(cls, url: str) -> ConsoleStore:
        """The store at this address, its tables made where they are missing."""
        upgrade(url)
        return cls(open_engine(url))

    # --- the desk's log, for the owner's page. It goes with the customer; profiles/access_log.py answers for it afterwards

    def log(self, staff: str, action: Action, customer: str, at: datetime) -> None:
        """Write down that this person did this for this customer."""
        with writing(self.engine) as connection:
            connection.execute(insert(access_table).values(at=at, staff=staff, action=action, customer=customer))

    def log_once(
        self, staff: str, action: Action, customers: Sequence[str], at: datetime, within: timedelta
    ) -> list[str]:
        """Like ``log`` for several customers, but leave out those whom a line of this kind covers within that time.

        For a page that reloads itself: one line an hour tells as much as one every half minute. Returns who got a line.
        """
        table = access_table
        same = and_(table.c.staff == staff, table.c.action == action, table.c.at > at - within)
        with writing(self.engine) as connection:
            found = select(table.c.customer).where(same, table.c.customer.in_(list(customers)))
            seen = set(connection.execute(found).scalars())
            new = [{"at": at, "staff": staff, "action": action, "customer": c} for c in customers if c not in seen]
            if new:
                connection.execute(insert(table), new)
        return [customer for customer in customers if customer not in seen]

    def accesses(self, customer: str, limit: int | None = 20) -> list[Access]:
        """The log's lines about one customer, newest first; ``limit`` None for all."""
        table = access_table
        wanted = select(table).where(table.c.customer == customer).order_by(table.c.id.desc()).limit(limit)
        with reading(self.engine) as connection:
            rows = connection.execute(wanted).mappings().all()
        return [Access(row["at"], row["staff"], row["action"], row["customer"]) for row in rows]

    # --- remarks

    def remark(self, remark: Remark) -> None:
        """Keep a note, a tag (the same tag once), a verdict or a draft (a later one of the same person replaces the earlier)."""
        table = remarks_table
        about = and_(table.c.customer == remark.customer, table.c.kind == remark.kind)
        with writing(self.engine) as connection:
            if remark.kind == "tag":
                connection.execute(delete(table).where(about, table.c.text == remark.text))
            if remark.kind in ("verdict", "draft"):
                mine = and_(table.c.message_id == remark.message_id, table.c.staff == remark.staff)
                connection.execute(delete(table).where(about, mine))
            connection.execute(insert(table).values(**vars(remark)))

    def draft(self, staff: str, customer: str, field: str) -> str:
        """What this person wrote and could not send, once: it is on their screen from now on. "" when there is nothing."""
        table = remarks_table
        mine = and_(table.c.customer == customer, table.c.staff == staff, table.c.message_id == field)
        with writing(self.engine) as connection:
            kept = connection.execute(select(table.c.text).where(mine, table.c.kind == "draft")).scalar()
            connection.execute(delete(table).where(mine, table.c.kind == "draft"))
        return kept or ""

    def drop_tag(self, customer: str, text: str) -> None:
        """Take a tag off a customer."""
        table = remarks_table
        about = and_(table.c.customer == customer, table.c.kind == "tag", table.c.text == text)
        with writing(self.engine) as connection:
            connection.execute(delete(table).where(about))

    def remarks(self, customer: str) -> list[Remark]:
        """Everything that staff wrote about one customer, oldest first."""
        return [r for rows in self._remarks([customer]).values() for r in rows]

    def tags(self, customers: Sequence[str]) -> dict[str, list[str]]:
        """The tags of many customers at once, for the list."""
        found = self._remarks(customers)
        return {customer: [r.text for r in rows if r.kind == "tag"] for customer, rows in found.items()}

    def _remarks(self, customers: Sequence[str]) -> dict[str, list[Remark]]:
        table = remarks_table
        wanted = select(table).where(table.c.customer.in_(list(customers))).order_by(table.c.id)
        with reading(self.engine) as connection:
            rows = connection.execute(wanted).mappings().all()
        found: dict[str, list[Remark]] = {}
        for row in rows:
            values = {key: row[key] for key in ("at", "staff", "customer", "kind", "text", "message_id")}
            found.setdefault(row["customer"], []).append(Remark(**values))
        return found

    # --- settings

    def setting(self, key: str) -> str | None:
        """A setting that the owner typed, for instance ``news``; None when never set."""
        with reading(self.engine) as connection:
            return connection.execute(select(settings_table.c.value).where(settings_table.c.key == key)).scalar()

    def set_setting(self, key: str, value: str) -> None:
        """Keep a setting; the last one holds."""
        with writing(self.engine) as connection:
            changed = connection.execute(update(settings_table).where(settings_table.c.key == key).values(value=value))
            if changed.rowcount == 0:
                connection.execute(insert(settings_table).values(key=key, value=value))

    @staticmethod
    def news_key(lang: str, *, first: bool) -> str:
        """Under which setting a language's news is kept; the shop's first language stands for all that have none."""
        return "news" if first else f"news:{lang}"

    def news(self, lang: str) -> str:
        """The day's news that the owner typed, in this language, else in the shop's first; "" when there is none."""
        return self.setting(f"news:{lang}") or self.setting("news") or ""

    # --- the customer's rights

    def export(self, customer: str) -> dict[str, Any]:
        """All that the console holds about one customer, with times as ISO 8601 UTC."""
        remarks = [{**vars(r), "at": r.at.isoformat()} for r in self.remarks(customer)]
        accesses = [{**vars(a), "at": a.at.isoformat()} for a in self.accesses(customer, limit=None)]
        return {"remarks": remarks, "accesses": accesses}

    def erase(self, *customers: str) -> None:
        """Take everything about these customers out, also from the bytes of the database's files."""
        for customer in customers:
            with writing(self.engine) as connection:
                for table in (remarks_table, access_table):
                    connection.execute(delete(table).where(table.c.customer == customer))
        scrub(self.engine)

    def first_seen(self) -> Iterator[tuple[str, datetime]]:
        """Every customer of whom something is kept, once a table, with the time of the oldest line."""
        with reading(self.engine) as connection:
            for table in (remarks_table, access_table):
                query = select(table.c.customer, func.min(table.c.at)).group_by(table.c.customer)
                for row in connection.execute(query):
                    yield row[0], row[1]

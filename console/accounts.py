"""Who may sign in, and the brake on guessing."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal, cast, get_args

from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from console.passwords import hash_password
from console.rows import attempts_table, staff_table
from profiles.engines import reading, writing

Role = Literal["owner", "support", "read"]
ROLES: tuple[Role, ...] = get_args(Role)


class NameTaken(ValueError):
    """Somebody on the staff already has this name (capitals make no difference)."""


@dataclass(frozen=True)
class Staff:
    """One person who may sign in. ``epoch`` rises at every sign-out; a cookie of an earlier epoch is void."""

    id: int
    name: str
    role: Role
    epoch: int
    password_hash: str = field(repr=False)

    @property
    def may_write(self) -> bool:
        return self.role in ("owner", "support")

    @property
    def is_owner(self) -> bool:
        return self.role == "owner"


def name_key(name: str) -> str:
    """The form in which names are compared: composed, without case, inner spaces single."""
    return " ".join(unicodedata.normalize("NFKC", name).split()).casefold()


def _staff(row: Mapping[str, Any]) -> Staff:
    return Staff(row["id"], row["name"], cast(Role, row["role"]), row["epoch"], row["password_hash"])


class Accounts:
    """The staff's accounts and the count of tries at signing in."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def add_staff(self, name: str, password: str, role: str, at: datetime) -> Staff:
        """Take somebody on. Raises ``NameTaken``, ``WeakPassword``, or ValueError for an empty name or unknown role."""
        shown, key = " ".join(name.split()), name_key(name)
        if not 1 <= len(shown) <= 80 or len(key) > 80 or not shown.isprintable():
            raise ValueError(f"a staff name has 1 to 80 printable characters, not {name!r}")
        if role not in ROLES:
            raise ValueError(f"a role is one of {', '.join(ROLES)}, not {role!r}")
        values = {"name": shown, "name_key": key, "password_hash": hash_password(password), "role": role}
        try:
            with writing(self.engine) as connection:
                connection.execute(insert(staff_table).values(epoch=0, created_at=at, **values))
        except IntegrityError as error:
            raise NameTaken(f"{shown!r} is already on the staff") from error
        added = self.staff_named(shown)
        assert added is not None  # committed above; accounts are never deleted by another process
        return added

    def staff_named(self, name: str) -> Staff | None:
        """The account of that name, capitals and spaces aside."""
        return self._one_staff(staff_table.c.name_key == name_key(name))

    def staff_of_id(self, staff_id: int) -> Staff | None:
        """The account of that number."""
        return self._one_staff(staff_table.c.id == staff_id)

    def _one_staff(self, condition: Any) -> Staff | None:
        with reading(self.engine) as connection:
            row = connection.execute(select(staff_table).where(condition)).mappings().first()
        return None if row is None else _staff(row)

    def all_staff(self) -> list[Staff]:
        """Everybody, by name."""
        with reading(self.engine) as connection:
            rows = connection.execute(select(staff_table).order_by(staff_table.c.name_key)).mappings().all()
        return [_staff(row) for row in rows]

    def end_sessions(self, staff_id: int) -> None:
        """Make every cookie that this person holds void, on every machine."""
        with writing(self.engine) as connection:
            table = staff_table
            connection.execute(update(table).where(table.c.id == staff_id).values(epoch=table.c.epoch + 1))

    def attempt(self, limits: Mapping[str, int], at: datetime, window: timedelta) -> bool:
        """Count one try at signing in under every key of ``limits``; False when one has used up its limit in that time.

        Counted before the password is looked at, in one write transaction: parallel guesses cannot slip through.
        """
        table = attempts_table
        with writing(self.engine) as connection:
            if self.engine.dialect.name == "postgresql":  # SQLite's write transactions run one after the other anyway
                connection.execute(text("LOCK TABLE console_sign_in_attempts IN EXCLUSIVE MODE"))
            connection.execute(delete(table).where(table.c.at <= at - window))
            for key, limit in limits.items():
                tries = connection.execute(select(func.count()).where(table.c.key == key)).scalar_one()
                if tries >= limit:
                    return False
            connection.execute(insert(table), [{"key": key, "at": at} for key in limits])
        return True

    def forget_attempts(self, keys: Sequence[str]) -> None:
        """The password was right: the tries under these keys were typing errors."""
        with writing(self.engine) as connection:
            connection.execute(delete(attempts_table).where(attempts_table.c.key.in_(list(keys))))

"""``python tests/guards.py [NAME …]``: take each guard away in a copy of the code, and see that tests go red.

A guard is what makes a message count once, or keeps a memory from being used. The replacements are exact: when the code
has changed and a text is no longer found, that is an error, here and in tests/test_guards.py.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LEFT_OUT = shutil.ignore_patterns("var", ".git", ".venv", ".uv", "node_modules", "__pycache__", ".*_cache")
RED = 1  # pytest: tests were run, and failed; any other code is no proof


@dataclass(frozen=True)
class Edit:
    """``before`` stands in ``file`` exactly once."""

    file: str
    before: str
    after: str

    def apply(self, root: Path) -> None:
        """Raises ValueError when the text is not there, or there twice."""
        path = root / self.file
        text = path.read_text()
        if text.count(self.before) != 1:
            raise ValueError(f"{self.file} must hold {self.before!r} once, not {text.count(self.before)} times")
        path.write_text(text.replace(self.before, self.after))


@dataclass(frozen=True)
class Guard:
    """``tests`` are those that must go red without it."""

    name: str
    edits: tuple[Edit, ...]
    tests: tuple[str, ...]


ONE_TURN = 'sa.UniqueConstraint("customer", "message_id", name="turns_once"),'
ONE_ORDER = 'UniqueConstraint("customer", "key", name="shop_order_once"),'
GUARDS = (
    Guard(
        "unique key of a turn",
        (Edit("profiles/rows.py", ONE_TURN, ""), Edit("profiles/migrations/versions/0001_open.py", ONE_TURN, "")),
        ("tests/profiles/test_profile_store.py::test_the_database_itself_refuses_a_second_turn_of_a_message",),
    ),
    Guard(
        "unique key of an order",
        (
            Edit("shop/rows.py", ONE_ORDER, ""),
            Edit("shop/migrations/versions/0001_open_the_shop.py", f"sa.{ONE_ORDER}", ""),
        ),
        ("tests/shop/test_shop_on_postgresql.py::test_the_same_message_at_once_orders_once",),
    ),
    Guard(
        "immediate lock",
        (Edit("profiles/engines.py", '"BEGIN IMMEDIATE" if write else "BEGIN"', '"BEGIN"'),),
        ("tests/profiles/test_engines.py::test_a_sqlite_writer_waits_for_the_lock_from_its_first_moment",),
    ),
    Guard(
        "lock on the customer's row",
        (
            Edit(
                "profiles/visits.py",
                '_LOCKED = sa.select(rows.customers).where(rows.customers.c.id == sa.bindparam("key")).with_for_update()',
                '_LOCKED = sa.select(rows.customers).where(rows.customers.c.id == sa.bindparam("key"))',
            ),
        ),
        ("tests/profiles/test_writers.py::test_eight_processes_write_one_customer[postgresql]",),
    ),
    Guard(
        "consent check at read: facts",
        (Edit("profiles/recall.py", "if when == visit or may_keep_fact(fact.name, granted, fact.recipient)", "if True"),),
        ("tests/profiles/test_profile_consent.py",),
    ),
    Guard(
        "consent check at read: profile",
        (Edit("profiles/store.py", "lasting = may_learn_profile(granted, objected)", "lasting = True"),),
        ("tests/profiles/test_profile_consent.py",),
    ),
    Guard(
        "consent check at read: told",
        (Edit("profiles/store.py", 'allows(granted, "remember") and not objected)', "True)"),),
        ("tests/profiles/test_told.py",),
    ),
    Guard(
        "consent check at write",
        (Edit("profiles/closing.py", "    close(connection, old, own, granted, gap_s, at)\n", ""),),
        ("tests/profiles/test_profile_consent.py",),
    ),
    Guard(
        "inbox claim",
        (Edit("profiles/inbox.py", "if connection.execute(upsert(connection, rows.inbox), fresh).rowcount == 1:", "if True:"),),
        ("tests/profiles/test_inbox.py", "tests/channel/test_killed_at_commits.py::test_a_reused_id_is_told"),
    ),
    Guard(
        "what others hold",
        (Edit("shop/order_rows.py", "(variants.c.stock >= quantity + others)", "(variants.c.stock >= quantity)"),),
        ("tests/shop/test_holds.py::test_a_yes_without_a_hold_cannot_take_what_is_held",),
    ),
    Guard(
        "the end of a hold",
        (Edit("shop/hold_rows.py", "query.where(holds.c.until > at)", "query"),),
        ("tests/shop/test_holds.py::test_the_end_of_a_hold",),
    ),
    Guard(
        "the share of those who are nobody",
        (Edit("shop/hold_rows.py", "    if unnamed:\n        taken", "    if False:\n        taken"),),
        ("tests/shop/test_holds.py::test_browsers_that_are_nobody_hold_half_together",),
    ),
    Guard(
        "lock before what is left is counted",
        (
            Edit(
                "shop/hold_rows.py",
                """    version = bump(connection, "stock")
    counted, others = _counted(connection, wanted), held(connection, but=customer, at=at)  # anew, behind the lock
""",
                """    counted, others = _counted(connection, wanted), held(connection, but=customer, at=at)
    version = bump(connection, "stock")
""",
            ),
        ),
        ("tests/shop/test_holds.py::test_the_last_one_is_held_for_one_of_twelve[postgresql]",),
    ),
    Guard(
        "one event for each of an order",
        (Edit("shop/untold.py", "untold_events.c.id.in_(first), ", ""),),
        ("tests/running/test_telling_of_orders.py::test_until_it_is_taken_under_one_id_in_order",),
    ),
    Guard(
        "an alert is told once",
        (Edit("profiles/transcript.py", "if connection.execute(upsert(connection, rows.inbox), done).rowcount != 1:", "if connection.execute(upsert(connection, rows.inbox), done).rowcount > 1:"),),
        ("tests/actions/test_back_in_stock.py::test_cut_off_between_message_and_alert",),
    ),
    Guard(
        "consent check of an arrival",
        (Edit("house.py", 'not known.allows("remember") or ', ""),),
        ("tests/actions/test_on_their_way.py::test_who_may_not_be_remembered_is_not_seen",),
    ),
    Guard(
        "goods that come back once",
        (Edit("shop/returns.py", '(returns.c.id == one.id) & (returns.c.status == "asked")', "returns.c.id == one.id"),),
        ("tests/shop/test_returns.py::test_asked_is_not_back",),
    ),
)  # fmt: skip


def tests_of(guards: Sequence[Guard]) -> list[str]:
    return sorted({test for guard in guards for test in guard.tests})


def run(root: Path, tests: Sequence[str]) -> int:
    """pytest's exit code over the code in ``root``."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", *tests]
    environment = {**os.environ, "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, timeout=900).returncode


@contextmanager
def copy_of_the_code() -> Iterator[Path]:
    """Everything but what is built or written, in a folder that goes again."""
    folder = Path(tempfile.mkdtemp(prefix="solito-guards-"))
    try:
        yield Path(shutil.copytree(ROOT, folder / "code", ignore=LEFT_OUT, symlinks=True))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def exit_code_without(guard: Guard) -> int:
    """What pytest says of the guard's tests when the guard is gone: 1 when it is missed."""
    with copy_of_the_code() as root:
        for edit in guard.edits:
            edit.apply(root)
        return run(root, guard.tests)


def main(names: Sequence[str]) -> int:
    chosen = [guard for guard in GUARDS if not names or guard.name in names]
    with copy_of_the_code() as root:
        if run(root, tests_of(chosen)) != 0:
            print("the tests are red with all guards in place: that proves nothing")
            return 1
    missed = {guard.name: exit_code_without(guard) for guard in chosen}
    for name, code in missed.items():
        print(f"{name:32} {'red' if code == RED else f'NOT RED (pytest: {code})'}")
    return 0 if set(missed.values()) == {RED} else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

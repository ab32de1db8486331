"""A backup is whole though the shop is open, and putting it back brings nobody back who was erased."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from whole_house import AT, HOUR, TEA, bytes_in, held, is_empty, live, open_at, serve

from house import House
from profiles import rows
from profiles.engines import open_engine, reading, writing
from profiles.migrate import upgrade as upgrade_profiles
from profiles.model import AT_KEYBOARD
from running.backing_up import BackupFailed, back_up
from running.forgetting import AT_START, erase_again
from running.restoring import RestoreRefused, check_whole, restore
from settings import Settings, SettingsError

ROOT = Path(__file__).parents[2]
GONE, STAYS = "cust-qzx7gone", "cust-qzx7stays"


def quiet(_line: str) -> None:
    pass


def close(house: House) -> None:
    """Let go of every file, as a shop that was closed does."""
    for engine in (house.profiles.engine, house.shop.engine, house.dialogue.engine, house.console.engine):
        engine.dispose()


# --- copying


def talk(house: House, customer: str, stop: threading.Event, failures: list[Exception]) -> None:
    """Turn after turn. One that found a file locked for two seconds is tried again under its id, as the shop does."""
    number = 1
    while not stop.wait(0.002):
        try:
            serve(house, customer, f"{customer}-{number}", AT)
            number += 1
        except sa.exc.OperationalError:
            continue
        except Exception as error:
            failures.append(error)
            return


def test_a_copy_made_under_load_is_whole(settings: Settings, tmp_path: Path) -> None:
    """Eight customers talk while two backups are made. In each: sound files, whole turns, no order that the books lack."""
    house, stop, failures = open_at(settings), threading.Event(), []
    customers = [f"c{number}" for number in range(8)]
    threads = [threading.Thread(target=talk, args=(house, who, stop, failures)) for who in customers]
    for thread in threads:
        thread.start()
    try:
        made = []
        for number in range(2):
            before = _turns(house)
            while _turns(house) < before + 40 and not failures:
                time.sleep(0.01)
            made.append(_made_while_writing(settings, house, tmp_path / f"backup{number}"))
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert failures == []
    close(house)
    for folder in made:
        restore(settings, folder, quiet)
        check_whole_turns(open_at(settings))


def _made_while_writing(settings: Settings, house: House, folder: Path) -> Path:
    """A backup during which turns were written: else it would prove nothing."""
    before = _turns(house)
    back_up(settings, folder, AT)
    assert _turns(house) > before
    return folder


def _turns(house: House) -> int:
    with reading(house.profiles.engine) as connection:
        return int(connection.execute(sa.select(sa.func.count()).select_from(rows.turns)).scalar())


def check_whole_turns(house: House) -> None:
    """Each customer's turns are numbered without gaps, each observation has its turn, each remembered order exists."""
    with reading(house.profiles.engine) as connection:
        turns = connection.execute(sa.select(rows.turns)).all()
        observed = connection.execute(sa.select(rows.observations.c.customer, rows.observations.c.message_id)).all()
        last = dict(connection.execute(sa.select(rows.customers.c.id, rows.customers.c.seq)).all())
    assert len(turns) >= 40
    for customer, seq in last.items():
        assert sorted(turn.seq for turn in turns if turn.customer == customer) == list(range(1, seq + 1))
    assert {tuple(row) for row in observed} == {(turn.customer, turn.message_id) for turn in turns}
    assert {turn.heard["order"] for turn in turns} <= {order.id for order in house.shop.orders.recent(100_000)}
    spoken = {who: len(house.dialogue.export(who)) for who in last}
    assert all(count <= last[who] for who, count in spoken.items())
    close(house)


def test_the_copies_are_sound_private_and_know_no_secret(sqlite_settings: Settings, tmp_path: Path) -> None:
    """SQLite's own check says ok, only the owner reads them, and ledger, key and token secret are not among them."""
    house = open_at(sqlite_settings)
    live(house, STAYS)
    house.erase(GONE)
    made = back_up(sqlite_settings, tmp_path / "backup", AT)
    files = sorted(file.name for file in (tmp_path / "backup").iterdir())
    assert files == ["console.db", "manifest.json", "profiles.db", "shop.db", "tracker.db"]
    for file in (tmp_path / "backup").iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        if file.suffix == ".db":
            assert sqlite3.connect(file).execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert stat.S_IMODE((tmp_path / "backup").stat().st_mode) == 0o700
    assert made.databases["profiles"].revision == "0008"
    for secret in (sqlite_settings.erasure_secret(), house.ledger.path.read_bytes().strip()):
        assert secret in bytes_in(sqlite_settings.var_dir)
        assert secret not in bytes_in(tmp_path / "backup")


def test_a_copy_holds_no_stale_bytes(sqlite_settings: Settings, tmp_path: Path) -> None:
    """What was deleted without a scrub, and still lies in the file, is not copied."""
    house = open_at(sqlite_settings)
    live(house, GONE)
    close(house)
    with sqlite3.connect(sqlite_settings.var_dir / "tracker.db") as connection:  # as a program would that knows no care
        connection.execute("PRAGMA secure_delete=OFF")
        connection.execute("DELETE FROM events")
        connection.commit()
    assert GONE.encode() in b"".join(file.read_bytes() for file in sqlite_settings.var_dir.glob("tracker.db*"))
    back_up(sqlite_settings, tmp_path / "backup", AT)
    assert GONE.encode() not in (tmp_path / "backup" / "tracker.db").read_bytes()


def test_a_backup_that_fails_leaves_nothing(sqlite_settings: Settings, tmp_path: Path) -> None:
    """A damaged database, a folder that is there, a shop that never opened: one sentence, and no half of a backup."""
    with pytest.raises(BackupFailed, match="nothing to copy"):
        back_up(sqlite_settings, tmp_path / "backups" / "a", AT)
    close(open_at(sqlite_settings))
    (sqlite_settings.var_dir / "shop.db").write_bytes(b"no database at all " * 500)
    with pytest.raises(BackupFailed, match="no backup was made"):
        back_up(sqlite_settings, tmp_path / "backups" / "a", AT)
    assert list((tmp_path / "backups").iterdir()) == []
    (tmp_path / "backups" / "a").mkdir()
    with pytest.raises(BackupFailed, match="there already"):
        back_up(sqlite_settings, tmp_path / "backups" / "a", AT)


# --- putting back


def test_whoever_was_erased_is_erased_again(settings: Settings, tmp_path: Path) -> None:
    """Backup, erasure, restore: she is gone from every holder and every file, her orders are nobody's; he is as he was."""
    house = open_at(settings)
    for customer in (GONE, STAYS):
        live(house, customer)
    before = json.dumps(held(house, STAYS), default=str)
    back_up(settings, tmp_path / "backup", AT)
    House(settings, lambda: AT + HOUR).erase(GONE, AT_KEYBOARD)
    live(house, STAYS, AT + 2 * HOUR)  # what the restore undoes
    close(house)
    _made, again = restore(settings, tmp_path / "backup", quiet)
    assert again == 1
    house = open_at(settings)
    assert is_empty(held(house, GONE))
    assert house.shop.orders.of(GONE) == ()
    assert len(house.shop.orders.recent()) == 6
    assert json.dumps(held(house, STAYS), default=str) == before
    close(house)
    if not settings.profiles_url:
        assert GONE.encode() not in bytes_in(settings.var_dir)
        assert STAYS.encode() in bytes_in(settings.var_dir)


def test_the_log_tells_of_restore_and_erasure_and_is_still_fast(settings: Settings, tmp_path: Path) -> None:
    """After a restore she can be told what became of her data, and the log's triggers are in place."""
    house = open_at(settings)
    live(house, GONE)
    back_up(settings, tmp_path / "backup", AT)
    House(settings, lambda: AT + HOUR).erase(GONE)
    close(house)
    restore(settings, tmp_path / "backup", quiet)
    house = open_at(settings)
    told = [(line.who, line.did, line.through) for line in house.profiles.log.lines(house.profiles.engine, GONE)]
    assert told == [
        ("customer", "consent", "page"),
        ("command line", "restored", "command line"),
        ("erasure ledger", "erased", "restore"),
    ]
    for statement in ("UPDATE access_log SET who = ''", "DELETE FROM access_log"):
        with pytest.raises(sa.exc.DBAPIError, match="access log"), writing(house.profiles.engine) as connection:
            connection.exec_driver_sql(statement)
    close(house)


def test_a_backup_put_back_by_hand_is_caught_at_the_next_start(sqlite_settings: Settings, tmp_path: Path) -> None:
    """Files copied over without our command: the start compares with the ledger, too; a second start finds nobody."""
    house = open_at(sqlite_settings)
    for customer in (GONE, STAYS):
        live(house, customer)
    close(house)
    for file in sqlite_settings.var_dir.glob("*.db"):
        shutil.copy(file, tmp_path / file.name)
    later = House(sqlite_settings, lambda: AT + HOUR)
    later.erase(GONE)
    close(later)
    for file in tmp_path.glob("*.db"):
        shutil.copy(file, sqlite_settings.var_dir / file.name)
    house = House(sqlite_settings, lambda: AT + 2 * HOUR)
    assert not is_empty(held(house, GONE))
    assert erase_again(house, AT_START) == 1
    assert is_empty(held(house, GONE))
    assert not is_empty(held(house, STAYS))
    assert erase_again(house, AT_START) == 0


def test_whoever_came_back_is_left_alone(sqlite_settings: Settings, tmp_path: Path) -> None:
    """A profile begun after the erasure is somebody new, now and after a restore of that time; an older backup's is not."""
    early, late = tmp_path / "early", tmp_path / "late"
    house = open_at(sqlite_settings)
    live(house, GONE)
    back_up(sqlite_settings, early, AT)
    House(sqlite_settings, lambda: AT + HOUR).erase(GONE)
    live(house, GONE, AT + 2 * HOUR)
    assert erase_again(house, AT_START) == 0
    back_up(sqlite_settings, late, AT)
    new = json.dumps(held(house, GONE), default=str)
    close(house)
    assert restore(sqlite_settings, early, quiet)[1] == 1
    assert restore(sqlite_settings, late, quiet)[1] == 0
    assert json.dumps(held(House(sqlite_settings), GONE), default=str) == new


def test_whoever_has_no_profile_is_judged_by_the_oldest_thing_held(sqlite_settings: Settings) -> None:
    """Imported orders from before the erasure go, later ones stay; a cart alone, which has no time, goes.

    Where there is a profile it decides: an old order that is imported anew for somebody who came back stays theirs.
    """
    house = open_at(sqlite_settings)
    for who in ("before", "after", "cart", "back"):
        House(sqlite_settings, lambda: AT).erase(who)
    for customer, at in (("before", AT - HOUR), ("after", AT + HOUR), ("before", AT + HOUR)):
        house.shop.orders.place(customer, at.isoformat(), [TEA], at)
    house.shop.carts.put("cart", "m1", [TEA])
    live(house, "back", AT + HOUR)
    house.shop.orders.place("back", "imported", [TEA], AT - HOUR)
    assert erase_again(house, AT_START) == 2
    assert [len(house.shop.orders.of(who)) for who in ("before", "after", "cart", "back")] == [0, 1, 0, 4]
    assert house.shop.carts.of("cart").lines == ()


def test_an_erasure_of_which_only_the_ledger_knows_is_finished(sqlite_settings: Settings) -> None:
    """A crash right after the ledger's line, before a row has gone: the next start erases."""
    house = open_at(sqlite_settings)
    live(house, GONE)
    house.ledger.add(GONE, AT + HOUR)
    assert erase_again(house, AT_START) == 1
    assert is_empty(held(house, GONE))


def test_the_ledger_knows_before_the_first_row_goes(sqlite_settings: Settings) -> None:
    """If the ledger cannot be written, nothing is erased."""
    house = open_at(sqlite_settings)
    live(house, GONE)
    before = json.dumps(held(house, GONE), default=str)
    house.ledger.path.mkdir()
    with pytest.raises(OSError):
        house.erase(GONE)
    assert json.dumps(held(house, GONE), default=str) == before


def test_a_backup_of_an_older_solito_is_brought_up_to_date(settings: Settings, tmp_path: Path) -> None:
    """Tables that are newer than the backup are not in the way, and those of then are migrated."""
    upgrade_profiles(settings.url("profiles"), "0002")
    made = back_up(settings, tmp_path / "backup", AT)
    assert made.databases["profiles"].revision == "0002"
    house = open_at(settings)
    live(house, STAYS)
    close(house)
    restore(settings, tmp_path / "backup", quiet)
    house = open_at(settings)
    assert is_empty(held(house, STAYS))
    live(house, STAYS)
    close(house)
    assert back_up(settings, tmp_path / "another", AT).databases["profiles"].revision == "0008"


# --- refusing


@pytest.fixture
def saved(sqlite_settings: Settings, tmp_path: Path) -> Path:
    """A backup of a shop that has gone on since."""
    house = open_at(sqlite_settings)
    live(house, STAYS)
    back_up(sqlite_settings, tmp_path / "backup", AT)
    live(house, STAYS, AT + HOUR)
    close(house)
    return tmp_path / "backup"


def check_refused(settings: Settings, folder: Path, because: str) -> None:
    """One sentence, and no byte of the databases has changed."""
    before = {file.name: file.read_bytes() for file in settings.var_dir.glob("*.db*") if "lock" not in file.name}
    with pytest.raises(RestoreRefused, match=because):
        restore(settings, folder, quiet)
    check_whole(settings)
    assert {f.name: f.read_bytes() for f in settings.var_dir.glob("*.db*") if "lock" not in f.name} == before


@pytest.fixture
def alive() -> Iterator[int]:
    """The number of a process that lives."""
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    yield process.pid
    process.kill()
    process.wait()


def test_an_open_shop_is_not_restored(sqlite_settings: Settings, saved: Path, alive: int) -> None:
    """A pid file with a live process refuses; one of a dead process, or whose number is another's by now, does not."""
    pid_file = sqlite_settings.var_dir / "run" / "actions.pid"
    pid_file.parent.mkdir()
    pid_file.write_text(str(alive))
    check_refused(sqlite_settings, saved, "the shop is open .actions")
    os.utime(pid_file, (1e9, 1e9))  # written long before that process began
    restore(sqlite_settings, saved, quiet)
    pid_file.write_text(str(2**22 + 1))
    restore(sqlite_settings, saved, quiet)


def test_a_backup_that_is_not_what_it_says_is_refused(sqlite_settings: Settings, saved: Path) -> None:
    """A changed file, a missing one, a foreign path, a folder without manifest, rubbish."""
    file, manifest = saved / "profiles.db", saved / "manifest.json"
    content, said = file.read_bytes(), manifest.read_text()
    file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    check_refused(sqlite_settings, saved, "not the file of profiles")
    file.unlink()
    check_refused(sqlite_settings, saved, "not the file of profiles")
    file.write_bytes(content)
    manifest.write_text(said.replace('"profiles.db"', '"../var/profiles.db"'))
    check_refused(sqlite_settings, saved, "plain name")
    manifest.write_text(said[:-20])
    check_refused(sqlite_settings, saved, "cannot be read")
    manifest.unlink()
    check_refused(sqlite_settings, saved, "no backup")


def test_a_newer_backup_or_one_of_other_databases_is_refused(sqlite_settings: Settings, saved: Path) -> None:
    """Tables of a later Solito, and files where this shop has PostgreSQL."""
    manifest = saved / "manifest.json"
    said = manifest.read_text()
    manifest.write_text(said.replace('"0008"', '"0999"'))
    check_refused(sqlite_settings, saved, "revision 0999, of a newer Solito")
    manifest.write_text(said)
    elsewhere = sqlite_settings.copy(update={"profiles_url": "postgresql://nobody@127.0.0.1:1/none"})
    check_refused(elsewhere, saved, "other databases")


def test_a_lost_key_is_told_before_anything_is_touched(sqlite_settings: Settings, saved: Path) -> None:
    """A ledger that cannot be read would bring the erased back: neither a restore nor anything else goes on."""
    House(sqlite_settings, lambda: AT).ledger.add(GONE, AT)
    before = bytes_in(saved)
    (sqlite_settings.var_dir / "erasure.key").unlink()
    with pytest.raises(SettingsError, match=r"erasure\.key is gone"):
        restore(sqlite_settings, saved, quiet)
    check_whole(sqlite_settings)
    assert bytes_in(saved) == before
    assert not (sqlite_settings.var_dir / "erasure.key").exists()
    given = sqlite_settings.copy(update={"erasure_key": "k" * 40})
    assert restore(given, saved, quiet)[1] == 0
    with pytest.raises(SettingsError, match="SOLITO_ERASURE_KEY"):
        sqlite_settings.copy(update={"erasure_key": "short"}).erasure_secret()


def test_all_agree_on_one_key(tmp_path: Path) -> None:
    """Eight who ask at once for a key that is not there yet get the same, whole, from a file of its owner's alone."""
    for number in range(20):
        settings, together, keys = Settings(var=tmp_path / str(number)), threading.Barrier(8), []
        folder = settings.var_dir

        def ask(settings: Settings = settings, together=together, keys: list[bytes] = keys) -> None:
            together.wait()
            keys.append(settings.erasure_secret())

        threads = [threading.Thread(target=ask) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(keys) == 8
        assert len(set(keys)) == 1
        assert len(keys[0]) >= 43
        assert stat.S_IMODE((folder / "erasure.key").stat().st_mode) == 0o600
        assert [file.name for file in folder.iterdir()] == ["erasure.key"]


def test_a_restore_that_was_cut_off_keeps_the_shop_closed(sqlite_settings: Settings, saved: Path) -> None:
    """Half old, half new is no shop: it says so until the restore is run again, which then ends well."""
    in_the_way = sqlite_settings.var_dir / "shop.db-journal"
    in_the_way.mkdir()
    with pytest.raises(RestoreRefused, match="stays closed"):
        restore(sqlite_settings, saved, quiet)
    with pytest.raises(RestoreRefused, match="cut off"):
        check_whole(sqlite_settings)
    in_the_way.rmdir()
    restore(sqlite_settings, saved, quiet)
    check_whole(sqlite_settings)
    assert len(House(sqlite_settings).shop.orders.of(STAYS)) == 3
    assert not list(sqlite_settings.var_dir.glob("*.restoring"))


def test_a_stale_log_of_before_is_not_played_into_what_was_put_back(sqlite_settings: Settings, saved: Path) -> None:
    """What a killed shop left in its write-ahead log is gone with the shop of then."""
    file = sqlite_settings.var_dir / "profiles.db"
    code = (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('PRAGMA journal_mode=WAL');"
        "c.execute(\"UPDATE customers SET lang = 'xx'\"); c.commit(); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", code, str(file)], check=True)
    assert file.with_name("profiles.db-wal").stat().st_size > 0
    restore(sqlite_settings, saved, quiet)
    engine = open_engine(f"sqlite:///{file}")
    with reading(engine) as connection:
        assert connection.execute(sa.select(rows.customers.c.lang)).scalars().all() == ["en"]
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    engine.dispose()


def test_the_commands_exit_codes(sqlite_settings: Settings, saved: Path, tmp_path: Path) -> None:
    """0 done, 1 with one sentence, 2 wrongly called; what is lost by a restore is said before."""

    def call(*words: str) -> tuple[int, str]:
        own = {"SOLITO_VAR": str(sqlite_settings.var_dir), "SOLITO_TOKEN_SECRET": "s" * 40}
        done = subprocess.run(
            [sys.executable, "-m", "solito", *words],
            cwd=ROOT,
            env={**os.environ, **own},
            capture_output=True,
            text=True,
        )
        assert "Traceback" not in done.stderr
        return done.returncode, done.stdout + done.stderr

    assert call("backup", str(tmp_path / "again"))[0] == 0
    assert call("backup", str(tmp_path / "again"))[0] == 1
    assert call("restore", str(saved))[0] == 2
    assert call("restore", str(tmp_path), "--yes")[0] == 1
    code, told = call("restore", str(saved), "--yes")
    assert (code, "erased again: 0" in told, "There is no" in told) == (0, True, True)
    assert '"did": "restored"' in call("customer", "log", STAYS)[1]

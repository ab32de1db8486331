"""What waits in the outbox: whole, in order, once; nothing that was acknowledged is lost, nothing outlives its need."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import textwrap
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from remembering import MINUTE, NOON, a_turn, heard, rows_of

from profiles import outbox as outbox_module
from profiles import rows
from profiles.entry import Entry, Torn, entry_of, line_of
from profiles.model import Consent, Fact
from profiles.outbox import Outbox, OutboxBusy, OutboxFull

ROOT = Path(__file__).resolve().parents[2]


def entry(customer="anna", number=1, said="oat milk please", **more) -> Entry:
    turn = a_turn(customer, f"m{number}", NOON + number * MINUTE, said)
    return Entry(turn, tuple(heard(turn, formality=-0.5, verbosity=7.0)), **more)


def full_entry() -> Entry:
    """An entry in which everything is said, None and the empty included."""
    turn = a_turn(said="«càffè» \n \u2028 🙂", asked={"act": "read_back", "total": "3.20", "seen": []}, lang="it")
    turn = replace(turn, heard={"claimed": None, "cues": {"formality": {"value": -0.25}}}, reasons=("a: b", "c: d"))
    fact = Fact("milk", "oat", NOON + timedelta(microseconds=1), "m1", "oat milk", None)
    return Entry(
        turn,
        tuple(heard(turn, formality=0.1 + 0.2)),
        (fact, replace(fact, name="size", recipient="sister")),
        (Consent("remember", True, NOON, "chip"), Consent("health", False, NOON, "said no")),
        ("usual_declined",),
        True,
        "sale",
        "",
        "sister",
    )


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "var" / "outbox"


@pytest.fixture
def outbox(folder):
    folder.parent.mkdir()
    return Outbox(folder)


def drained(outbox: Outbox, **how) -> list[tuple[str, str]]:
    """Who said which message, in the order in which it was handed on."""
    got: list[Entry] = []
    outbox.drain(got.append, **how)
    return [(e.customer, e.turn.message_id) for e in got]


def words_in(folder: Path, words: str) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and words.encode() in path.read_bytes()]


# --- whole ---


@pytest.mark.parametrize("one", [full_entry(), Entry(a_turn(asked=None)), entry(handover=None, outcome=None)])
def test_an_entry_comes_back_as_it_was(one) -> None:
    """Times, tuples, numbers, None and every letter survive the line; the line has no line end inside."""
    line = line_of(one)
    assert line.count(b"\n") == 1
    back = entry_of(line[:-1])
    assert back == one
    assert (type(back.facts), type(back.turn.replies), type(back.turn.reasons)) == (tuple, tuple, tuple)
    assert back.turn.at.utcoffset() == timedelta(0)


def test_every_byte_counts() -> None:
    """A line that was cut, or in which one byte is another, is torn and never half an entry."""
    line = line_of(entry())[:-1]
    for broken in (line[:-1], line[: len(line) // 2], b"", line[:40] + b"X" + line[41:], b" " * 5 + line[5:]):
        with pytest.raises(Torn):
            entry_of(broken)


def test_only_its_owner_reads_it(outbox, folder) -> None:
    """Folders 0700, files 0600."""
    outbox.append(entry())
    outbox.append(replace(entry(number=2), facts=(Fact("x", "y", NOON),)))
    outbox.drain(_refuse)
    modes = {path.relative_to(folder.parent): stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*")}
    assert {modes[path] for path in modes if path.suffix or path.name == "lock"} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == stat.S_IMODE((folder / "refused").stat().st_mode) == 0o700


def _refuse(_entry: Entry) -> None:
    raise ValueError("refused")


# --- acknowledged is on the disk ---


def test_acknowledged_means_synced(outbox, folder, monkeypatch) -> None:
    """Before append returns, the line has been synced to the disk after it was written; a new file's folder too."""
    synced: list[tuple[str, int]] = []
    real = os.fsync

    def counting(handle: int) -> None:
        real(handle)
        path = os.readlink(f"/proc/self/fd/{handle}")
        synced.append((path, os.fstat(handle).st_size if os.path.isfile(path) else -1))

    monkeypatch.setattr(os, "fsync", counting)
    outbox.append(entry())
    (file,) = folder.glob("*.jsonl")
    assert {path for path, _ in synced} == {str(folder.parent), str(folder), str(file)}
    assert synced[-1] == (str(file), file.stat().st_size)
    before = len(synced)
    outbox.append(entry(number=2))
    assert synced[before:] == [(str(file), file.stat().st_size)]


def test_a_line_that_cannot_be_synced_is_not_kept(outbox, folder, monkeypatch) -> None:
    """The disk fails: append raises, what was half written is taken back, and the next line is whole."""
    outbox.append(entry())
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", _no_space)
        with pytest.raises(OSError, match="full"):
            outbox.append(entry(number=2, said="lost words"))
    assert not words_in(folder, "lost words")
    outbox.append(entry(number=3))
    assert drained(outbox) == [("anna", "m1"), ("anna", "m3")]


def _no_space(_handle: int) -> None:
    raise OSError(28, "full")


CHILD = """
    import os, signal, sys
    sys.path[:0] = [{root!r}, {tests!r}]
    from pathlib import Path
    from test_outbox import entry
    from profiles.outbox import Outbox
    outbox = Outbox(Path({folder!r}))
    for number in range(1, 41):
        outbox.append(entry(number=number))
        print(number, flush=True)
    {then}
"""


def run_child(folder: Path, then: str) -> subprocess.CompletedProcess[str]:
    code = textwrap.dedent(CHILD).format(
        root=str(ROOT), tests=str(Path(__file__).parent), folder=str(folder), then=then
    )
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)


def test_killed_after_the_last_append(outbox, folder, store) -> None:
    """SIGKILL between append and drain: another process hands everything on, once and in order."""
    child = run_child(folder, "os.kill(os.getpid(), signal.SIGKILL)")
    assert child.returncode == -signal.SIGKILL, child.stderr
    assert child.stdout.split()[-1] == "40"
    outbox.drain(lambda e: e.record_in(store))
    kept = rows_of(store.engine, rows.turns)
    assert [row.message_id for row in kept] == [f"m{n}" for n in range(1, 41)]
    assert not list(folder.glob("*.jsonl"))


@pytest.mark.parametrize("after_commit", [True, False])
def test_killed_in_the_middle_of_a_drain(outbox, folder, sqlite_store, sqlite_file, after_commit) -> None:
    """SIGKILL while handing on, before or after the 17th commit: 0 lost, 0 doubled, in order."""
    die = f"""
    from profiles.engines import open_engine
    from profiles.store import ProfileStore
    store = ProfileStore(open_engine({f"sqlite:///{sqlite_file}"!r}))
    done = []
    def record(e):
        if len(done) == 16 and not {after_commit}: os.kill(os.getpid(), signal.SIGKILL)
        e.record_in(store); done.append(1)
        if len(done) == 17: os.kill(os.getpid(), signal.SIGKILL)
    outbox.drain(record)
    """
    child = run_child(folder, textwrap.dedent(die).replace("\n", "\n    ").strip().replace("\n    ", "\n"))
    assert child.returncode == -signal.SIGKILL, child.stderr
    assert len(rows_of(sqlite_store.engine, rows.turns)) == (17 if after_commit else 16)
    outbox.drain(lambda e: e.record_in(sqlite_store))
    kept = rows_of(sqlite_store.engine, rows.turns)
    assert [row.message_id for row in kept] == [f"m{n}" for n in range(1, 41)]
    assert sqlite_store.load("anna", NOON + 41 * MINUTE).visit.turns == 40
    assert len(outbox) == 0


# --- handing on ---


def test_oldest_first_over_all_files(outbox, folder) -> None:
    """Several processes add, each to a file of its own: handed on by time, each customer's in the order said."""
    other = Outbox(folder)
    for number in range(1, 9):
        (outbox if number % 3 else other).append(entry(number=number))
    other.append(entry("bruno", 2))
    assert len(list(folder.glob("*.jsonl"))) == 2
    assert [m for c, m in drained(outbox) if c == "anna"] == [f"m{n}" for n in range(1, 9)]
    assert len(other) == 0


def test_a_clock_set_back_reorders_nothing(outbox) -> None:
    """Within a process the order of adding counts, not the time that was told."""
    for number in (5, 3, 9, 1):
        outbox.append(entry(number=number))
    assert drained(outbox) == [("anna", f"m{n}") for n in (5, 3, 9, 1)]


def test_it_stops_where_the_database_fails(outbox) -> None:
    """What was not taken waits on, in its place; the failure is told."""
    for number in range(1, 6):
        outbox.append(entry(number=number))
    got: list[str] = []

    def twice(e: Entry) -> None:
        if len(got) == 2:
            raise ConnectionError("down")
        got.append(e.turn.message_id)

    told = outbox.drain(twice)
    assert (told.handed, type(told.error)) == (2, ConnectionError)
    assert [e.turn.message_id for e in outbox.waiting("anna")] == ["m3", "m4", "m5"]
    assert drained(outbox) == [("anna", f"m{n}") for n in (3, 4, 5)]


def test_one_customer_first(outbox) -> None:
    """Before somebody's next turn their own entries are handed on, and nobody else's."""
    for number, who in enumerate(("anna", "bruno", "anna"), 1):
        outbox.append(entry(who, number))
    assert drained(outbox, customer="anna") == [("anna", "m1"), ("anna", "m3")]
    assert drained(outbox) == [("bruno", "m2")]


def test_only_one_at_a_time(outbox, folder) -> None:
    """While one process hands on, another is told so, and adding goes on."""
    other = Outbox(folder)
    outbox.append(entry())

    def meanwhile(_entry: Entry) -> None:
        with pytest.raises(OutboxBusy):
            other.drain(_refuse)
        other.append(entry(number=2))

    assert outbox.drain(meanwhile).handed == 1
    assert drained(outbox) == [("anna", "m2")]


def test_the_words_are_gone_afterwards(outbox, folder) -> None:
    """Handed on: no file holds a word of it any more; half handed on: none of that half."""
    outbox.append(entry(number=1, said="first secret"))
    outbox.append(entry(number=2, said="second secret"))
    outbox.drain(lambda e: None, most=1)
    assert not words_in(folder, "first secret")
    assert words_in(folder, "second secret")
    outbox.drain(lambda e: None)
    assert not words_in(folder, "secret")
    assert not list(folder.glob("*.jsonl"))
    outbox.append(entry(number=3))
    assert drained(outbox) == [("anna", "m3")]


@pytest.mark.parametrize("cut", [1, 60, -1])
def test_a_torn_end(outbox, folder, cut) -> None:
    """A line cut short by a crash was never acknowledged: skipped and counted, the others are handed on."""
    outbox.append(entry())
    (file,) = folder.glob("*.jsonl")
    with open(file, "ab") as end:
        end.write(line_of(entry(number=2))[:cut])
    got: list[Entry] = []
    told = Outbox(folder).drain(got.append)
    assert [e.turn.message_id for e in got] == ["m1"]
    assert (told.handed, told.torn) == (1, 1)
    assert not list(folder.glob("*.jsonl"))


def test_a_torn_line_between(outbox, folder) -> None:
    """Bytes that are no line hold up nothing."""
    outbox.append(entry())
    (file,) = folder.glob("*.jsonl")
    file.write_bytes(b'{"half": \n' + file.read_bytes() + b"00000000 {}\n")
    got: list[Entry] = []
    assert Outbox(folder).drain(got.append).torn == 2
    assert len(got) == 1
    assert not list(folder.glob("*.jsonl"))


def test_poison_holds_up_nobody(outbox, folder, store) -> None:
    """What the store refuses is set aside whole; the rest is recorded; put back and now taken, it is not lost."""
    outbox.append(entry(number=1))
    outbox.append(entry(number=2, facts=(Fact("NOT A NAME", "x", NOON),)))
    outbox.append(entry(number=3))
    told = outbox.drain(lambda e: e.record_in(store))
    assert (told.handed, told.refused, told.error) == (2, 1, None)
    assert [row.message_id for row in rows_of(store.engine, rows.turns)] == ["m1", "m3"]
    (aside,) = (folder / "refused").glob("*.jsonl")
    aside.rename(folder / aside.name)
    assert drained(outbox) == [("anna", "m2")]


def test_an_entry_of_another_version(outbox, folder) -> None:
    """A format that this version does not know is set aside, not thrown away."""
    outbox.append(entry())
    (file,) = folder.glob("*.jsonl")
    line = file.read_bytes().replace(b'"format":1', b'"format":2')
    import zlib

    body = line[9:-1]
    file.write_bytes(b"%08x %s\n" % (zlib.crc32(body), body))
    assert drained(Outbox(folder)) == []
    assert words_in(folder / "refused", "oat milk")
    Outbox(folder).erase("anna")
    assert not words_in(folder, "oat milk")


# --- bounds ---


def test_it_is_bounded(folder) -> None:
    """By entries and by bytes, over all processes; what is refused was not kept; a drain makes room."""
    folder.parent.mkdir()
    one, two = Outbox(folder, most_entries=5), Outbox(folder, most_entries=5)
    for number in range(1, 6):
        (one if number % 2 else two).append(entry(number=number))
    for full in (one, two):
        with pytest.raises(OutboxFull):
            full.append(entry(number=6))
    assert len(drained(one)) == 5
    two.append(entry(number=6))
    small = Outbox(folder, most_bytes=2 * len(line_of(entry())))
    small.append(entry(number=7))
    with pytest.raises(OutboxFull):
        small.append(entry(number=8))
    assert drained(small) == [("anna", "m6"), ("anna", "m7")]


def test_the_bounds_are_as_promised() -> None:
    """20,000 entries, 32 MB."""
    assert (outbox_module.MOST_ENTRIES, outbox_module.MOST_BYTES) == (20_000, 32 * 2**20)


# --- the customer's rights ---


def test_erased_while_it_waits(outbox, folder, store) -> None:
    """Of somebody who is forgotten no byte is left, waiting or set aside, in whichever process's file; others' stays."""
    other = Outbox(folder)
    outbox.append(entry(number=1, said="anna's secret", facts=(Fact("BAD", "anna's secret", NOON),)))
    outbox.drain(_refuse)
    other.append(entry("bruno", 2, said="bruno's words"))
    other.append(entry(number=3, said="anna's secret"))
    outbox.append(entry(number=4, said="anna's secret"))
    assert len(words_in(folder, "anna's secret")) == 3
    outbox.erase("anna")
    assert not words_in(folder, "anna")
    assert other.waiting("anna") == ()
    outbox.drain(lambda e: e.record_in(store))
    assert not rows_of(store.engine, rows.turns)
    assert [row.said for row in rows_of(store.engine, rows.turns, "bruno")] == ["bruno's words"]


def test_erasure_is_durable(outbox, folder, monkeypatch) -> None:
    """What is struck out, and a file that is taken away, is synced: a power cut brings nobody back."""
    outbox.append(entry(number=1))
    outbox.append(entry("bruno", 2))
    synced: list[str] = []
    real = os.fsync
    monkeypatch.setattr(os, "fsync", lambda h: (synced.append(os.readlink(f"/proc/self/fd/{h}")), real(h))[1])
    outbox.erase("anna")
    (file,) = folder.glob("*.jsonl")
    assert str(file) in synced
    synced.clear()
    outbox.erase("bruno")
    assert synced[:2] == [str(file), str(folder)]


def test_erasing_waits_for_a_drain(outbox, folder) -> None:
    """An entry that is being handed on right now is not overtaken by an erasure: that one waits, or says that it could not."""
    outbox.append(entry())
    refused: list[type] = []

    def erasing(_entry: Entry) -> None:
        try:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(outbox_module, "ERASE_WAITS_S", 0.05)
                Outbox(folder).erase("anna")
        except OutboxBusy as error:
            refused.append(type(error))

    outbox.drain(erasing)
    assert refused == [OutboxBusy]


def test_export_shows_what_waits(outbox) -> None:
    """The customer's export has what waits of theirs and what was set aside, and nobody else's."""
    outbox.append(entry(number=1))
    outbox.drain(_refuse)
    outbox.append(entry(number=2))
    outbox.append(entry("bruno", 3))
    shown = outbox.export("anna")
    assert [e["turn"]["message_id"] for e in shown["waiting"]] == ["m2"]
    assert [e["turn"]["message_id"] for e in shown["refused"]] == ["m1"]


def test_what_was_set_aside_goes_in_time(outbox, folder) -> None:
    """It stays as long as a transcript may, and no longer."""
    from datetime import datetime, timezone

    outbox.append(entry())
    outbox.drain(_refuse)
    now = datetime.now(timezone.utc)
    assert outbox.drop_refused(now - timedelta(days=30)) == 0
    assert outbox.drop_refused(now + timedelta(seconds=5)) == 1
    assert not words_in(folder, "oat milk")

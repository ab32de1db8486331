"""Who did what is written down once, without content, and nobody can change it afterwards."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from remembering import DAY, NOON, a_turn, allow

from profiles import access_log, data_subject, handover, persons, proof, rows
from profiles.access_log import AccessLog
from profiles.engines import open_engine, reading, writing
from profiles.migrate import upgrade
from profiles.model import AT_KEYBOARD, IN_CHAT, ON_PAGE, Actor, Fact
from profiles.retention import sweep
from profiles.store import ProfileStore

MARK = "qzx7marker"
KEY = b"k" * 32
GUIDE = Path(__file__).parents[2] / "docs" / "operating.md"


@pytest.fixture
def logged(engine) -> ProfileStore:
    return ProfileStore(engine, log=AccessLog(KEY))


def did(store: ProfileStore, customer: str = "anna") -> list[tuple[str, str, str, str]]:
    return [(line.who, line.did, line.about, line.through) for line in store.log.lines(store.engine, customer)]


def test_each_door_writes_one_line(logged, engine):
    """Consent, correction, a fact dropped on the page or in a turn, access, export, taking over, erasure: a line each."""
    logged.set_consent("anna", "remember", True, NOON, "said")
    logged.correct("anna", "size", "small", NOON, by=AT_KEYBOARD)
    logged.set_fact("anna", Fact("milk", "oat", NOON))
    logged.correct("anna", "milk", None, NOON)
    logged.record(a_turn(), facts=[Fact("name", "Anna", NOON)])
    logged.record(a_turn(message_id="m2"), drop_facts=["name", "usual"])
    data_subject.access(logged, "anna", NOON)
    data_subject.export(logged, "anna", AT_KEYBOARD)
    handover.take(engine, "anna", "Ann", NOON, logged.log)
    data_subject.erase(logged, "anna", by=IN_CHAT)
    assert did(logged) == [
        ("customer", "consent", "remember", "page"),
        ("command line", "changed", "size", "command line"),
        ("customer", "changed", "milk", "page"),
        ("customer", "changed", "name", "chat"),
        ("customer", "read", "", "page"),
        ("command line", "exported", "", "command line"),
        ("staff:Ann", "taken over", "", "console"),
        ("customer", "erased", "", "chat"),
    ]


def test_linking_and_parting_are_written_down_for_every_id(logged, engine):
    """Of each of them: who linked and parted them; linked already, nothing. One who reads the person reads all of them."""
    for who in ("anna", "anon-phone", "anon-web"):
        logged.record(a_turn(who))
    persons.merge(logged, "anna", "anon-phone", NOON, "token")
    persons.merge(logged, "anon-phone", "anna", NOON, "token")
    code = proof.issue(engine, "a secret", "anna", NOON).code.replace("-", "")
    assert proof.redeem(logged, "a secret", code, "anon-web", "m2", NOON) == "linked"
    data_subject.access(logged, "anon-phone", NOON)
    persons.unmerge(logged, "anon-phone", NOON, by=AT_KEYBOARD)
    persons.unmerge(logged, "anon-phone", NOON, by=AT_KEYBOARD)
    linked = [("customer", "merged", "", "chat"), ("customer", "read", "", "page")]
    parted = ("command line", "unmerged", "", "command line")
    for who in ("anna", "anon-phone"):
        assert did(logged, who) == [("customer", "merged", "", "page"), *linked, parted]
    assert did(logged, "anon-web") == [*linked, parted]


def test_a_turn_and_a_look_before_it_write_nothing(logged):
    """The log is no second transcript: an ordinary turn, with facts and consent, leaves no line; nor does ``load``."""
    allow(logged, "bruno")
    before = did(logged, "bruno")
    logged.record(a_turn("bruno"), facts=[Fact("name", "B", NOON)], drop_facts=["usual"])
    logged.load("bruno", NOON)
    assert did(logged, "bruno") == before


def test_what_fails_is_not_logged(logged):
    """A correction that is refused changes nothing, and no line says that it did."""
    with pytest.raises(ValueError, match="between"):
        logged.correct("anna", "formality", 7, NOON)
    assert did(logged) == []


def test_the_export_takes_the_log_along(logged):
    """Who read what is the customer's to know; the line of the export itself is in it."""
    data_subject.access(logged, "anna", NOON, by=Actor("staff", "console", "Ann"))
    told = data_subject.export(logged, "anna")["access_log"]
    assert [(line["who"], line["did"]) for line in told] == [("staff:Ann", "read"), ("customer", "exported")]
    assert data_subject.export(logged, "bruno")["access_log"][0]["did"] == "exported"


def test_another_key_finds_nobody(logged, engine):
    """Without the key a line leads to no customer, not even by guessing their id."""
    data_subject.access(logged, "anna", NOON)
    assert AccessLog(b"x" * 32).lines(engine, "anna") == []
    with pytest.raises(ValueError, match="32 bytes"):
        AccessLog(b"short").pseudonym("anna")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE access_log SET who = 'nobody'",
        "UPDATE access_log SET at = at",
        "DELETE FROM access_log",
        "DELETE FROM access_log WHERE who = 'customer'",
    ],
)
def test_a_line_is_neither_changed_nor_deleted(logged, engine, statement):
    """The database itself refuses, whoever asks, on either engine."""
    data_subject.access(logged, "anna", NOON)
    with pytest.raises(sa.exc.DBAPIError, match="access log"), writing(engine) as connection:
        connection.exec_driver_sql(statement)
    assert did(logged) == [("customer", "read", "", "page")]


def test_nor_emptied_on_postgresql(postgres_url):
    """TRUNCATE passes by the rows' triggers, and is refused all the same."""
    engine = open_engine(postgres_url)
    with pytest.raises(sa.exc.DBAPIError, match="access log"), writing(engine) as connection:
        connection.exec_driver_sql("TRUNCATE access_log")
    engine.dispose()


def test_nor_replaced_on_sqlite(sqlite_engine):
    """INSERT OR REPLACE deletes without a trigger of DELETE, and is refused all the same."""
    log = AccessLog(KEY)
    log.note(sqlite_engine, ON_PAGE, "read", "anna")
    replace = (
        "INSERT OR REPLACE INTO access_log (id, who, did, about, through, pseudonym) VALUES (1, '', '', '', '', '')"
    )
    with pytest.raises(sa.exc.DBAPIError, match="access log"), writing(sqlite_engine) as connection:
        connection.exec_driver_sql(replace)
    assert len(log.lines(sqlite_engine, "anna")) == 1


def aged(engine, days: int, who: str) -> None:
    """A line as it would be after so many days."""
    ago = {"sqlite": f"datetime('now', '-{days} days')", "postgresql": f"now() - interval '{days} days'"}
    with writing(engine) as connection:
        connection.exec_driver_sql(
            "INSERT INTO access_log (at, who, did, about, through, pseudonym)"
            f" VALUES ({ago[engine.dialect.name]}, '{who}', 'read', '', 'page', 'p')"
        )


def test_a_sweep_takes_the_old_lines_and_only_those(engine):
    """After 400 days by the database's clock a line goes; a shop's clock that was put forward hastens nothing."""
    aged(engine, access_log.DAYS + 1, "old")
    aged(engine, access_log.DAYS - 1, "young")
    assert sweep(engine, NOON + 3000 * DAY).lines == 1
    with reading(engine) as connection:
        assert connection.execute(sa.select(rows.access_log.c.who)).scalars().all() == ["young"]


def test_strangers_who_are_swept_are_in_the_log(logged, engine):
    """An anonymous visitor who comes back with their id is told when they were forgotten, and by whom."""
    logged.record(a_turn("anon-x"))
    assert sweep(engine, NOON + 40 * DAY, log=logged.log).customers == 1
    assert did(logged, "anon-x") == [("retention job", "erased", "", "sweep")]


def test_the_roles_of_the_guide_hold_the_log_even_faster(new_postgres_url):
    """After what docs/operating.md shows, the shop's role adds and reads, and can do nothing else; old lines still go."""
    url = new_postgres_url()
    upgrade(url)
    owner, shop = open_engine(url), open_engine(url.replace("postgres@", "solito@"))
    guide = re.findall(r"^(?:CREATE ROLE|GRANT|ALTER) .*;$", GUIDE.read_text("utf-8"), re.MULTILINE)
    assert len(guide) == 7
    with writing(owner) as connection:
        for statement in ["CREATE ROLE solito LOGIN", *guide]:
            connection.exec_driver_sql(statement)
    aged(owner, access_log.DAYS + 1, "old")
    AccessLog(KEY).note(shop, ON_PAGE, "read", "clara")
    assert [line.did for line in AccessLog(KEY).lines(shop, "clara")] == ["read"]
    for statement in (
        "DELETE FROM access_log",
        "UPDATE access_log SET who = ''",
        "TRUNCATE access_log",
        "DROP TRIGGER access_log_no_delete ON access_log",
        "DROP TABLE access_log",
        "SELECT setval('access_log_id_seq', 1)",
    ):
        with pytest.raises(sa.exc.DBAPIError, match=r"denied|must be owner"), writing(shop) as connection:
            connection.exec_driver_sql(statement)
    with writing(shop) as connection:
        assert access_log.expire(connection) == 1
    shop.dispose()
    owner.dispose()


def test_an_erasure_put_off_is_logged_once(logged, engine):
    """Erasing again, to finish what a lock had put off, or somebody unknown, adds no line."""
    logged.record(a_turn())
    for _ in range(2):
        data_subject.erase(logged, "anna")
    data_subject.erase(logged, "nobody")
    assert did(logged) == [("customer", "erased", "", "page")]
    assert did(logged, "nobody") == []


def test_the_files_hold_no_content_and_after_an_erasure_no_id(sqlite_engine, sqlite_file):
    """Marks in id, words and values: the log's rows hold none; after the erasure no file of the database does."""
    store, who = ProfileStore(sqlite_engine, log=AccessLog(KEY)), f"cust-{MARK}"
    store.set_consent(who, "remember", True, NOON, f"how-{MARK}")
    store.correct(who, "size", MARK, NOON)
    store.record(a_turn(who, said=MARK), facts=[Fact("name", MARK, NOON)])
    store.record(a_turn(who, "m2", said=MARK), drop_facts=["name"])
    data_subject.access(store, who, NOON)
    data_subject.export(store, who)
    with reading(sqlite_engine) as connection:
        lines = connection.execute(sa.select(rows.access_log)).all()
    assert len(lines) == 5
    assert MARK not in str([tuple(line) for line in lines])
    assert MARK.encode() in _bytes(sqlite_file.parent)
    data_subject.erase(store, who)
    assert MARK.encode() not in _bytes(sqlite_file.parent)
    assert len(did(store, who)) == 6


def _bytes(folder) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file())

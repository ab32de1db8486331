"""Forgotten means forgotten: not one byte of it is left in any file, and nobody else's is missing."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from uuid import uuid4

import pytest
from raw_bytes import raw_bytes
from stack import HTTP, SECRET, Stack, Visitor
from talking import eventually, messages_of, offers_to_order

from clock import real_now
from console.store import Remark
from house import House, open_house
from profiles import handover, transcript
from profiles.identity import mint_token

pytestmark = pytest.mark.stack
DATABASES = {"profiles.db", "tracker.db", "console.db", "shop.db"}
NOT_OURS = {"models", "rasa-cache"}  # made from the training data, before any customer came


def files_with(var: Path, mark: str) -> list[str]:
    """Every file below ``var`` that holds the mark, in any case of letters; logs and database journals too."""
    wanted = mark.lower().encode()
    files = (file for file in var.rglob("*") if file.is_file() and not NOT_OURS & set(file.relative_to(var).parts))
    return sorted(str(file.relative_to(var)) for file in files if wanted in raw_bytes([file]).lower())


def databases_with(var: Path, mark: str) -> set[str]:
    """Which databases hold it, be it in the file or in its journal."""
    return {name.removesuffix("-wal") for name in files_with(var, mark) if ".db" in name}


def lives_here(stack: Stack, mark: str) -> None:
    """A customer who leaves the mark wherever one can: id, name, words, facts, gift, card, note, staff's remarks."""
    consent = ["remember", "personalise", "measure"]
    visitor = bearer(stack, mark)
    visitor.token = mint_token(SECRET, visitor.customer, 3600, real_now(), name=f"Ada{mark}", consent=consent)
    visitor.arrives()
    for text in (f"hello, my name is Ada{mark}", f"I am allergic to {mark}", f"{mark} {mark} what do you recommend?",
                 f"I need a gift for my friend {mark}", "can you put a card with it?", f"happy birthday {mark}!"):  # fmt: skip
        visitor.says(text)
    offers_to_order(visitor)
    visitor.says("yes")
    offers_to_order(visitor)
    visitor.says(f"I want a person, my mail is {mark}@example.org")
    visitor.says(f'/inform{{"name":"{mark}"}}')
    visitor.post({"id": f"id-{mark}-{uuid4().hex}", "text": "hello"}).raise_for_status()
    visitor.post({"id": uuid4().hex, "choice": mark})
    staff_write(open_house(stack.settings), visitor.customer, mark)


def bearer(stack: Stack, mark: str) -> Visitor:
    """The same customer, come back with a plain token."""
    customer = f"cust-{mark}"
    return Visitor(stack, mint_token(SECRET, customer, 3600, real_now()), customer)


def staff_write(house: House, customer: str, mark: str) -> None:
    engine, at = house.profiles.engine, real_now()
    transcript.push_staff(engine, customer, f"Maria here, {mark}", at, "Maria")
    handover.add_note(engine, customer, f"call {mark} back", at)
    house.console.remark(Remark(at, "Maria", customer, "note", f"a friend of {mark}"))


@pytest.fixture(scope="module")
def stays(stack: Stack) -> str:
    """The mark of one who is not forgotten."""
    mark = f"zw{uuid4().hex[:10]}"
    lives_here(stack, mark)
    return mark


@pytest.fixture
def gone(stack: Stack, stays: str) -> str:
    """The mark of one who will be; before that, each of the four databases holds it, so the search would find it."""
    mark = f"zq{uuid4().hex[:10]}"
    lives_here(stack, mark)
    assert databases_with(stack.var, mark) == DATABASES
    return mark


def check_gone(stack: Stack, gone: str, stays: str) -> None:
    assert files_with(stack.var, gone) == []
    assert databases_with(stack.var, stays) == DATABASES


def test_said_in_the_chat(stack: Stack, gone: str, stays: str) -> None:
    """ "Forget me": when the answer is there no file holds a byte of it; the other customer's are all there."""
    visitor = bearer(stack, gone)
    assert visitor.says("forget me")
    check_gone(stack, gone, stays)
    assert visitor.get("me")["facts"] == []
    assert messages_of(visitor) == []
    assert bearer(stack, stays).get("me")["name"] == f"Ada{stays}"


def test_asked_on_the_data_page(stack: Stack, gone: str, stays: str) -> None:
    """DELETE /me does the same."""
    visitor = bearer(stack, gone)
    HTTP.delete(f"{stack.base}/me", headers=visitor.headers, timeout=30).raise_for_status()
    check_gone(stack, gone, stays)


def test_while_somebody_reads(stack: Stack, gone: str, stays: str) -> None:
    """A reader who keeps a file in use puts the bytes off, not the forgetting; the request is not lost meanwhile."""
    visitor, reader = bearer(stack, gone), sqlite3.connect(stack.var / "profiles.db", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM turns").fetchone()
    try:
        visitor.post({"id": "forget", "text": "forget me"}).raise_for_status()
        eventually(lambda: not messages_of(visitor))
    finally:
        reader.execute("COMMIT")
        reader.close()
    visitor.says("hello")  # somebody new to us
    HTTP.delete(f"{stack.base}/me", headers=visitor.headers, timeout=30).raise_for_status()
    check_gone(stack, gone, stays)

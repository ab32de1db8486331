"""The rights of a customer at the shop's keyboard: exit codes, plain sentences, files for their owner's eyes only."""

from __future__ import annotations

import io
import json
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import solito
from commands import shell
from house import House
from profiles import rows
from profiles.engines import writing
from profiles.model import Fact, Observation, Turn
from running.upgrading import upgrade
from settings import Settings

Run = Callable[..., Result]


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """A shop with one customer, whom the commands find."""
    settings = Settings(var=tmp_path, token_secret="x" * 40)
    upgrade(settings)
    monkeypatch.setattr(shell, "shop_settings", lambda **_: settings)
    opened = House(settings)
    at = opened.clock()
    for purpose in ("remember", "personalise"):
        opened.profiles.set_consent("anna", purpose, True, at, "said")
    turn = Turn("anna", "shop", "m1", at, "text", "a tea pls", ())
    heard = Observation("anna", "shop", "m1", at, "formality", -0.9, evidence="pls")
    opened.profiles.record(turn, observations=[heard], facts=[Fact("milk", "oat", at, "m1", "=oat")])
    return opened


@pytest.fixture
def run(house: House) -> Run:
    return lambda *words: CliRunner(mix_stderr=False).invoke(solito.app, [*words])


def facts(house: House) -> dict[str, str]:
    return {fact.name: fact.value for fact in house.profiles.load("anna", house.clock()).facts}


def test_an_id_that_nobody_has_is_said_to_be_unknown(run: Run) -> None:
    """On stderr, before somebody relies on it: a slip of the pen looks like a customer of whom nothing is kept."""
    assert run("customer", "show", "anna").stderr == ""
    for words in (("show", "anan"), ("consent", "anan", "measure", "yes")):
        done = run("customer", *words)
        assert (done.exit_code, done.stderr) == (0, "anan is not known here.\n")
    assert run("customer", "show", "anan").stderr == ""


def test_a_slip_in_a_command_is_answered_with_the_command(run: Run) -> None:
    """One that is near; where none is, nothing is guessed."""
    assert "Did you mean 'say'?" in run("sya").stderr
    done = run("xylophone")
    assert done.exit_code == 2
    assert "Did you mean" not in done.stderr


def test_an_unknown_role_is_said_before_a_password_is_asked_for(run: Run) -> None:
    """Nobody types a password twice for nothing."""
    done = run("staff", "add", "maria", "--role", "boss")
    assert "boss" in str(done.exception)
    assert "Password" not in done.stdout + done.stderr


def test_a_fact_and_an_estimate_are_put_right(run: Run, house: House) -> None:
    """On the customer's word: a value (below 0, too), or --forget; about somebody else with --recipient."""
    assert run("customer", "correct", "anna", "milk", "soy").stdout == "anna: milk is now soy.\n"
    assert run("customer", "correct", "anna", "formality", "-0.5").exit_code == 0
    assert house.profiles.load("anna", house.clock()).profile["formality"].value == -0.5
    assert facts(house) == {"milk": "soy"}
    assert run("customer", "correct", "anna", "milk", "--forget").stdout == "anna: milk is forgotten.\n"
    assert facts(house) == {}
    assert run("customer", "correct", "anna", "size", "M", "--recipient", "sister").exit_code == 0
    assert house.profiles.load("anna", house.clock()).fact_about("size", "sister") == "M"


@pytest.mark.parametrize("words", [("milk",), ("milk", "soy", "--forget")])
def test_either_a_value_or_forget(run: Run, words: tuple[str, ...]) -> None:
    """Neither or both is a wrong call."""
    assert run("customer", "correct", "anna", *words).exit_code == 2


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("correct", "anna", "shoe", "x"), "nothing is kept under the name 'shoe'"),
        (("correct", "anna", "formality", "nan"), "formality must be a finite number, got nan"),
        (("correct", "anna", "formality", "7"), "formality must be between -1 and 1, got 7"),
        (("correct", "", "milk", "soy"), "customer must be 1 to 128 characters, got ''"),
        (("correct", "an\u200bna", "milk", "soy"), "customer holds characters that cannot be seen"),
        (("correct", "anna", "milk", "x" * 501), "fact milk must have 1 to 500 characters"),
        (("correct", "anna", "no_personalise", "no"), "taken back by the customer only"),
        (("correct", "anna", "no_personalise", "--forget"), "taken back by the customer only"),
        (("show", "x" * 129), "customer must be 1 to 128 characters"),
        (("export", "\u202eanna"), "customer holds characters that cannot be seen"),
        (("export", "anna", "--format", "xml"), "format must be json or csv, got 'xml'"),
        (("export", "anna", "--format", "csv"), "say --to FILE.zip"),
        (("erase", "", "--yes"), "customer must be 1 to 128 characters, got ''"),
        (("rebuild", "anna\n"), "customer holds characters that cannot be seen"),
        (("consent", "anna", "sell_my_data", "yes"), "purpose must be one of"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(run: Run, house: House, words: tuple[str, ...], says: str) -> None:
    """Argument and value, exit 1 (our errors are worded in ``main``), and nothing changed."""
    done = run("customer", *words)
    assert done.exit_code == 1
    assert isinstance(done.exception, ValueError)
    assert says in str(done.exception)
    assert facts(house) == {"milk": "oat"}


def test_the_export_is_complete_in_either_shape(run: Run, tmp_path: Path) -> None:
    """JSON on stdout, tables in a file that nobody else may read; each table of the one is in the other."""
    told: dict[str, Any] = json.loads(run("customer", "export", "anna").stdout)
    file = tmp_path / "anna.zip"
    assert run("customer", "export", "anna", "--format", "csv", "--to", str(file)).exit_code == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as archive:
        names = set(archive.namelist())
        assert "'=oat" in archive.read("profiles/facts.csv").decode("utf-8-sig")
        assert "you tend to write casually" in archive.read("profiles/estimates.csv").decode("utf-8-sig")
    assert {f"profiles/{table}.csv" for table in told["profiles"]} <= names
    assert {name.partition("/")[0].partition(".")[0] for name in names} == set(told)
    assert {table.name for table in rows.HOLDING} <= set(told["profiles"])


def test_a_profile_is_made_anew(run: Run, house: House) -> None:
    """One sentence tells whether anything differed."""
    assert run("customer", "rebuild", "anna").stdout == "anna: nothing differed.\n"
    with writing(house.profiles.engine) as connection:
        connection.execute(rows.folds.update().values(state="{}"))
    assert run("customer", "rebuild", "anna").stdout == "anna: what stood differed, and was made anew.\n"
    assert run("customer", "rebuild", "anna").stdout == "anna: nothing differed.\n"


def test_a_sweep_can_be_looked_at_first(run: Run, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counts and no content; a dry run deletes nothing, and tells what the sweep then does."""
    later = house.clock().replace(year=house.clock().year + 2)
    monkeypatch.setattr("commands.sweeping.open_house", lambda settings: House(settings, clock=lambda: later))
    looked = run("sweep", "--dry-run").stdout
    assert looked.endswith("A dry run: nothing was deleted.\n")
    assert "oat" not in looked
    assert "pls" not in looked
    assert house.profiles.recorded("anna", "m1") is not None
    done = run("sweep").stdout
    assert done.endswith("Done.\n")
    assert done.splitlines()[:-1] == looked.splitlines()[:-1]
    assert house.profiles.recorded("anna", "m1") is None
    assert run("sweep").stdout.endswith("Nothing was due.\n")

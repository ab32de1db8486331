"""`solito candidates`: what was not surely understood, of whom it is allowed, without who said it."""

from __future__ import annotations

import csv
import io
import json
import stat
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import solito
from commands import shell
from commands.masking import masked
from house import House
from profiles.model import Fact, Turn
from running.upgrading import upgrade
from settings import Settings

Run = Callable[..., Result]


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    settings = Settings(var=tmp_path, token_secret="x" * 40)
    upgrade(settings)
    monkeypatch.setattr(shell, "shop_settings", lambda **_: settings)
    return House(settings)


@pytest.fixture
def run(house: House) -> Run:
    return lambda *words: CliRunner(mix_stderr=False).invoke(solito.app, ["candidates", *words])


def allow(house: House, customer: str, *, measure: bool = True) -> None:
    house.profiles.set_consent(customer, "measure", measure, house.clock(), "said")


def says(house: House, customer: str, text: str, confidence: float = 0.2, **more: Any) -> None:
    """One message of theirs, heard with that confidence."""
    days_ago, heard = more.pop("days_ago", 0), more.pop("heard", {})
    ranking = [["order_item", confidence], ["browse_search", confidence / 2]]
    wish = {"intent": "order_item", "confidence": confidence, "text": text, "ranking": ranking}
    at = house.clock() - timedelta(days=days_ago)
    turn = Turn(
        customer,
        "shop",
        text,
        at,
        "text",
        text,
        (),
        "en",
        heard={"wishes": [wish], **heard},
        asked=more.pop("asked", None),
    )
    house.profiles.record(turn, facts=more.pop("facts", ()))


def lines(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines() if line]


def test_what_was_doubtful_is_told_with_its_ranking_and_without_its_writer(run: Run, house: House) -> None:
    """Text, reading, confidence, ranking, language and the hour; neither id nor message id."""
    allow(house, "anna-7")
    says(house, "anna-7", "gimme that thingy")
    says(house, "anna-7", "an espresso please", 0.95)
    (line,) = lines(run())
    assert set(line) == {"text", "heard_as", "confidence", "ranking", "language", "at"}
    assert (line["text"], line["heard_as"], line["confidence"]) == ("gimme that thingy", "order_item", 0.2)
    assert line["ranking"] == [["order_item", 0.2], ["browse_search", 0.1]]
    assert line["at"].endswith(":00:00+00:00")
    assert "anna" not in json.dumps(line)


def test_only_of_who_allows_it_now(run: Run, house: House) -> None:
    """Nobody who was not asked, nobody who took it back, nobody who objects, and nobody who is erased."""
    says(house, "stranger", "a of stranger")
    for customer in ("back", "objector", "gone", "fine"):
        allow(house, customer)
        says(house, customer, f"a of {customer}")
    allow(house, "back", measure=False)
    says(house, "objector", "please do not", facts=[Fact("no_personalise", "yes", house.clock())])
    house.erase("gone")
    assert [line["text"] for line in lines(run())] == ["a of fine"]


def test_what_is_private_is_left_out(run: Run, house: House) -> None:
    """An answer to the question for contact, card or complaint, and a message of somebody in distress or in grief."""
    allow(house, "anna")
    says(house, "anna", "what was asked", asked={"act": "contact"})
    says(house, "anna", "my private note")
    says(house, "anna", "it is all so hard", heard={"cues": {"distress": {"value": 0.6, "evidence": []}}})
    says(house, "anna", "flowers for a funeral", heard={"mourning": True})
    assert [line["text"] for line in lines(run())] == ["what was asked"]


def test_the_sentence_is_masked_on_its_way_out(run: Run, house: House) -> None:
    """The name that they have told, and how to reach them, are in no line."""
    allow(house, "anna")
    says(house, "anna", "bianca here, ring 333 123 4567", facts=[Fact("name", "Bianca", house.clock())])
    assert [line["text"] for line in lines(run())] == ["[name] here, ring [contact]"]


def test_since_and_below_narrow_it(run: Run, house: House) -> None:
    """From that day on, and under that confidence; what is no date or no share is told in one sentence."""
    allow(house, "anna")
    says(house, "anna", "an old one", days_ago=9)
    says(house, "anna", "a new one", 0.4)
    day = (house.clock() - timedelta(days=2)).date().isoformat()
    assert [line["text"] for line in lines(run("--since", day))] == ["a new one"]
    assert [line["text"] for line in lines(run("--below", "0.3"))] == ["an old one"]
    for wrong in (("--since", "yesterday"), ("--below", "7")):
        result = run(*wrong)
        assert isinstance(result.exception, ValueError)
        assert wrong[1] in str(result.exception)


def test_into_a_file_for_its_owner_only(run: Run, house: House, tmp_path: Path) -> None:
    """JSON lines, or CSV in which no cell is a formula; mode 0600."""
    allow(house, "anna")
    says(house, "anna", "=cmd() please")
    for name in ("found.csv", "found.jsonl"):
        path = tmp_path / name
        assert "1 candidates" in run("--out", str(path)).stdout
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    (row,) = csv.DictReader(io.StringIO((tmp_path / "found.csv").read_text()))
    assert row["text"] == "'=cmd() please"
    assert json.loads((tmp_path / "found.jsonl").read_text())["text"] == "=cmd() please"


def test_that_it_was_read_is_in_the_access_log(run: Run, house: House) -> None:
    """Whoever was read finds it among who saw their data."""
    allow(house, "anna")
    says(house, "anna", "gimme that thingy")
    run()
    log = house.profiles.log.lines(house.profiles.engine, "anna")
    assert ("read", "candidates") in [(line.did, line.about) for line in log]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("write to ann.b@example.org please", "write to [contact] please"),
        ("call me on 333 123 4567 after six", "call me on [contact] after six"),
        ("my name is anna and I want tea", "my name is [name] and I want tea"),
        ("it's for Marta Rossi, a Flat White", "it's for [name], a Flat White"),
        ("deliver to via roma 12", "deliver to [contact]"),
        ("where is A-1001", "where is [number]"),
        ("Lovely day, I'd like an Earl Grey", "Lovely day, I'd like an Earl Grey"),
        ("tell bruno that I come", "tell [name] that I come"),
        ("mi chiamo Giulia", "mi chiamo [name]"),
        ("CAN I GET A COFFEE", "CAN I GET A COFFEE"),
    ],
)
def test_contacts_and_names_are_masked(text: str, told: str) -> None:
    """What says who wrote it goes; the shop's own words and a sentence's first capital stay."""
    assert masked(text, ["Bruno Verdi"], {"flat", "white", "earl", "grey"}) == told

"""``solito say`` and ``solito voices``: what a customer would hear and why, and every sentence for the copywriter."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner, Result

import solito
from actions.adaptation.acts import ACTS
from actions.adaptation.phrasings import LEVELS
from actions.adaptation.plan import Situation, make_plan
from actions.adaptation.samples import sample_slots
from actions.adaptation.voices import FOLDER, own_phrasings
from commands import shell
from commands import voices as voices_command
from house import House
from profiles.model import Fact, Observation, Turn
from running.upgrading import upgrade
from settings import Settings

Run = Callable[..., Result]
CONSENTED, SILENT = "anna", "bruno"


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """Two customers who talked alike two days ago; only the first has consented to be remembered."""
    settings = Settings(var=tmp_path, token_secret="x" * 40)
    upgrade(settings)
    monkeypatch.setattr(shell, "shop_settings", lambda **_: settings)
    opened = House(settings)
    at = opened.clock() - timedelta(days=2)
    for purpose in ("remember", "personalise"):
        opened.profiles.set_consent(CONSENTED, purpose, True, at, "said")
    for customer in (CONSENTED, SILENT):
        for number in range(12):
            said = at + timedelta(minutes=number)
            heard = [
                Observation(customer, "shop", f"m{number}", said, name, value)
                for name, value in (("formality", -0.9), ("verbosity", 3.0))
            ]
            turn = Turn(customer, "shop", f"m{number}", said, "text", "a tea pls", ())
            opened.profiles.record(turn, observations=heard)
    return opened


@pytest.fixture
def run(house: House) -> Run:
    return lambda *words: CliRunner(mix_stderr=False).invoke(solito.app, [*words])


def wordings(act: str, manner: str, *levels: str, **slots: str) -> set[str]:
    """What the phrasings have for this act in this manner and these lengths (none given: all), filled."""
    cells = own_phrasings().by_language["en"][act]
    fitting = [p for (m, level), ps in cells.items() if m == manner and level in (levels or LEVELS) for p in ps]
    filling = {**sample_slots(act), **slots}
    return {phrase.template.fill(filling, warm=warm)[0] for phrase in fitting for warm in (False, True)}


def test_a_preview_shows_plan_reasons_and_sentence(run: Run, house: House) -> None:
    """Somebody casual and terse, with consent: each dial with its reasons, and the sentence in that manner and length."""
    known = house.profiles.load(CONSENTED, house.clock())
    plan = make_plan(known, {}, house.terms.voice, Situation())
    lines = run("say", "--act", "offer_usual", "--as", CONSENTED).stdout.splitlines()
    assert lines[0] == "anna, visit 2, has consented to remember, personalise."
    told = [line for line in lines if line.startswith(("tone ", "length ", "pitch ", " "))]
    places = [next(i for i, line in enumerate(told) if line.startswith(dial)) for dial in ("tone", "length", "pitch")]
    assert "casual (register -0." in told[places[0]]
    assert f"short: at most {plan.length.words} words" in told[places[1]]
    assert f"{plan.pitch.lead} leads" in told[places[2]]
    for dial, start, end in zip(("tone", "length", "pitch"), places, [*places[1:], len(told)], strict=True):
        reasons = [reason.text for reason in plan.reasons if reason.dial == dial]
        assert reasons
        assert [text in line for text, line in zip(reasons, told[start + 1 : end], strict=True)] == [True] * len(
            reasons
        )
    assert lines[-2] == "offer_usual (en)"
    assert lines[-1] in wordings("offer_usual", "casual", "short")


def test_it_reads_with_the_consents_in_force(run: Run) -> None:
    """Who talked alike but consented to nothing is answered as nobody known; and no memory may be claimed to them."""
    lines = run("say", "--act", "offer_usual", "--as", SILENT).stdout.splitlines()
    assert lines[0] == "bruno, visit 1, has consented to nothing."
    assert any("neutral (register +0.00)" in line for line in lines)
    assert lines[-2] in wordings("offer_usual", "neutral")
    assert lines[-1] == "They would not hear it now: there is no consent to remember."


def test_an_unknown_customer_is_a_newcomer_and_is_told_so(run: Run, house: House) -> None:
    """Nobody is made up: the id is said not to be known, nothing is written of it, and the answer is a newcomer's."""
    said = run("say", "--act", "what_else", "--as", "nobody-here").stdout
    assert said.startswith("nobody-here is not known here: answered like somebody new.")
    assert said.splitlines()[-1] in wordings("what_else", "neutral")
    assert "nobody-here" not in {one.id for one in house.profiles.customers()}
    assert run("say", "--act", "what_else").stdout.startswith("Somebody new, of whom nothing is known.")


@pytest.mark.parametrize("customer", [CONSENTED, "nobody-here"])
def test_a_preview_is_in_the_access_log(run: Run, house: House, customer: str) -> None:
    """Reading a profile from the command line leaves its line; a preview of somebody new reads nobody's."""
    run("say", "--act", "thanks")
    log = house.profiles.log
    before = [line for line in log.lines(house.profiles.engine, customer) if line.did == "read"]
    run("say", "--act", "thanks", "--as", customer)
    after = [line for line in log.lines(house.profiles.engine, customer) if line.did == "read"]
    assert before == []
    assert [(line.who, line.through) for line in after] == [("command line", "command line")]


def test_slots_and_language_can_be_chosen(run: Run) -> None:
    """A slot's value comes out as it is; the others are samples of the language."""
    said = run(
        "say", "--act", "price_is", "--slot", "item={price} <b>", "--slot", "price=€1 = 2", "--lang", "en"
    ).stdout
    assert said.splitlines()[-1] in wordings("price_is", "neutral", item="{price} <b>", price="€1 = 2")
    assert "latte d'avena" in run("say", "--act", "price_is", "--lang", "it").stdout


def test_what_the_plan_keeps_back_is_told(run: Run, house: House) -> None:
    """While a complaint is open nothing is sold, and the preview says so of a sentence that sells."""
    at = house.clock() - timedelta(days=1)
    house.profiles.set_fact(CONSENTED, Fact("complaint_open", "yes", at))
    lines = run("say", "--act", "pitch_story", "--as", CONSENTED).stdout.splitlines()
    assert any(line.startswith("pitch   nothing is sold") for line in lines)
    assert lines[-1] == "They would not hear it now: nothing is sold now."


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--act", "offer_usul"), "no act 'offer_usul'; near to it: offer_usual"),
        (("--act", "zzz"), "no act 'zzz'; `solito voices` prints them all"),
        (("--act", "thanks", "--as", "x" * 129), "customer must be 1 to 128 characters"),
        (("--act", "thanks", "--lang", "de"), "lang must be one of en, it, got 'de'"),
        (("--act", "price_is", "--slot", "itme=tea"), "price_is knows item, price; got 'itme=tea'"),
        (("--act", "price_is", "--slot", "tea"), "slot must be name=value"),
        (("--act", "price_is", "--slot", "price="), "price_is needs price"),
    ],
)
def test_what_cannot_be_previewed_is_told_in_a_sentence(run: Run, words: tuple[str, ...], says: str) -> None:
    """Argument and value, exit code 1."""
    done = run("say", *words)
    assert done.exit_code == 1
    assert isinstance(done.exception, ValueError)
    assert says in str(done.exception)


def test_voices_prints_one_act_or_all(run: Run) -> None:
    """All combinations of manner and length of each act, in either language; an unknown act or language is named."""
    one = run("voices", "offer_usual").stdout.splitlines()
    assert one[0] == "offer_usual (en)"
    assert {tuple(line.split()[:2]) for line in one[1:]} == {
        (manner, level) for manner in ("formal", "neutral", "casual") for level in ("short", "medium", "long")
    }
    blocks = run("voices", "--lang", "it").stdout.split("\n\n")
    assert [block.splitlines()[0] for block in blocks] == [f"{act} (it)" for act in ACTS]
    assert "no act 'sing'" in str(run("voices", "sing").exception)
    assert "got 'de'" in str(run("voices", "--lang", "de").exception)


def test_voices_can_be_linted(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 0 and not a line of result when all is well; else a line for each finding, and exit code 1."""
    well = run("voices", "--lint")
    assert (well.exit_code, well.stdout, well.stderr) == (0, "", "Nothing to mend.\n")
    folder = Path(shutil.copytree(FOLDER, tmp_path / "phrasings"))
    monkeypatch.setattr(voices_command, "FOLDER", folder)
    file = folder / "en.yml"
    book = yaml.safe_load(file.read_text("utf-8"))
    book["thanks"]["formal"] = {"long": "It's nothing, Sir."}
    file.write_text(yaml.safe_dump(book, allow_unicode=True), "utf-8")
    found = run("voices", "--lint")
    assert (found.exit_code, found.stderr) == (1, "2 to mend.\n")
    assert all(line.startswith("en.yml, line ") and "thanks.formal.long" in line for line in found.stdout.splitlines())
    assert run("voices", "thanks", "--lint", "--lang", "en").stdout == found.stdout
    assert run("voices", "goodbye", "--lint").exit_code == run("voices", "--lint", "--lang", "it").exit_code == 0
    file.write_text(yaml.safe_dump({"thx" if act == "thanks" else act: book[act] for act in book}), "utf-8")
    broken = run("voices", "--lint")
    assert broken.exit_code == 1
    assert "thx: unknown act" in broken.stdout

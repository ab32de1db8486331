"""The same facts in all registers: over everything that can be said, with what no shop would expect in its data, too."""

from __future__ import annotations

import html
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from actions.adaptation import template
from actions.adaptation.acts import ACTS, GREETINGS
from actions.adaptation.phrasings import Phrasings
from actions.adaptation.voices import FOLDER, own_phrasings
from benchmarks.same_facts import every_plan, same_facts

FEW = [plan for plan in every_plan(("story",)) if plan.tone.emoji == (plan.tone.warmth > 0.5) * 2]
# Slots of digits, money and times, which the shop's own code writes, and the greeting, which is an act.
WRITTEN_BY_CODE = {
    *("greeting", "price", "old", "new", "first_price", "second_price", "total", "number", "left", "quantity", "count"),
    *("rating", "minutes", "days", "open", "close"),
}


def test_every_register_says_the_same_facts() -> None:
    """All acts in all their wordings, manners, lengths, moods and languages: no fact missing, none that nobody gave."""
    found = same_facts(plans=every_plan(("none", "quickest", "story")))
    assert found.offences == ()
    assert found.share == 1.0
    assert found.reached == {phrase.id for *_, phrase in own_phrasings().all()}


ODD = {
    "HTML": "<b onclick=\"x('y')\">Cup</b> & <script>alert(1)</script>",
    "an entity": "Tea &amp; cake &lt;3 &#8364;",
    "braces": "{price} {item} {0.__class__} {{x}} {emoji:☕} {warm: or}",
    "percent": "%s %(price)s 100%d",
    "quotes": 'The "best" ‘cup’ “ever” »«',
    "SQL": "Robert'); DROP TABLE customers;--",
    "backslashes": "C:\\new\\table\\1 \\g<0>",
    "300 characters": "Grande tazza " * 23 + "x",
    "one emoji": "🥐",
    "emoji of several signs": "👩‍🍳 🏳️‍🌈 Cup 1️⃣",
    "one letter": "x",
    "one small ß": "ß",
    "Hebrew": "כוס תה ירוק",
    "Arabic with digits": "شاي ٣ أكواب",
    "a stop at its end": "Flour, 1 kg.",
    "a question": "Really? Tea!",
    "a dollar": "$1 \\1 $&",
    "Georgian": "ჩაი",
    "a combining accent first": "\u0301e",
    "wide signs": "抹茶ラテ（大）",
}


@pytest.mark.parametrize("title", ODD)
def test_odd_data_comes_out_as_it_is(title: str) -> None:
    """Whatever a title, a name or a text holds, it is neither escaped, cut, lost nor taken for a template."""
    fillings = {slot: ODD[title] for act in ACTS for slot in ACTS[act].slots - WRITTEN_BY_CODE}
    found = same_facts(plans=FEW[::5], fillings=fillings)
    missing = [str(offence) for offence in found.offences if "letter by letter" in offence.what]
    assert missing == []
    assert found.checked > 1_000


def test_only_what_cannot_be_seen_is_taken_out() -> None:
    """Control characters, line breaks and marks that turn the text around go; all else stays."""
    assert template.inert("Cup\x00\n\tof\u202e  tea\u2066 \u200d☕") == "Cup of tea \u200d☕"


@pytest.mark.parametrize(
    ("act", "words", "what"),
    [
        ("price_is", "{item} is {price} €.", "the price €"),
        ("price_is", "{item} is {price}, a pound less.", "the price pound"),
        ("price_is", "{item} is {price}, or 2 less.", "the figure 2"),
        ("price_is", "{item} is {price}, two for less.", "the figure two"),
        ("goodbye", "Bye, and greetings to Marta.", "the name Marta"),
        ("goodbye", "Passero wishes a good day.", "the name Passero"),
        ("goodbye", "Bye, and greetings to Anselmo.", "the name Anselmo"),
        ("allergens_none", "{item}: no nuts listed.", "the allergen nuts"),
    ],
)
def test_a_fact_that_nobody_gave_is_found(tmp_path: Path, act: str, words: str, what: str) -> None:
    """A price, a figure in digits or words, a name or an allergen written into a wording is an offence."""
    book = yaml.safe_load((FOLDER / "en.yml").read_text("utf-8"))
    book[act]["neutral"]["medium"] = words
    (tmp_path / "en.yml").write_text(yaml.safe_dump(book, allow_unicode=True), "utf-8")
    found = same_facts(Phrasings.load(tmp_path), FEW)
    assert {(offence.wording, offence.what) for offence in found.offences} == {(f"en/{act}/neutral/medium/1", what)}
    assert 0 < found.share < 1


@pytest.mark.parametrize(
    "breaks",
    [
        html.escape,
        lambda text: text[:40],
        str.lower,
        lambda text: text.replace("{", ""),
        lambda text: text.encode("ascii", "ignore").decode(),
    ],
    ids=["escaped", "cut", "lowered", "braces gone", "signs gone"],
)
def test_a_fact_that_is_changed_is_found(monkeypatch: pytest.MonkeyPatch, breaks: Callable[[str], str]) -> None:
    """If the data were escaped, cut, put in small letters or stripped on their way into a sentence, it would show."""
    plain = template.inert
    monkeypatch.setattr(template, "inert", lambda value: breaks(plain(value)))
    odd = "Robert's <b>{Tazza}</b> grande, 3,80 €, e un caffè latte d'avena"
    fillings = {slot: odd for act in ACTS for slot in ACTS[act].slots - WRITTEN_BY_CODE}
    assert same_facts(plans=FEW[:1], fillings=fillings).share < 1


def test_greetings_are_facts_of_the_hour() -> None:
    """The greeting that a welcome is given is the one that it says, in every manner."""
    for greeting in sorted(GREETINGS):
        found = same_facts(plans=FEW, fillings={"greeting": greeting})
        assert found.share == 1.0

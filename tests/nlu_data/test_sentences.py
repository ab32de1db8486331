"""The sentences that Solito learns from: complete, our own, and as short as real shoppers write."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from pathlib import Path
from statistics import median
from typing import NamedTuple

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
NLU = ROOT / "nlu_data" / "nlu"
POOL = ROOT.parent / "shared" / "data" / "nlu" / "train_pool.csv"

INTENTS = frozenset(
    [
        "greet",
        "goodbye",
        "thanks",
        "affirm",
        "deny",
        "help",
        "chitchat",
        "bot_challenge",
        "handoff",
        "complaint",
        "bot_wrong",
        "stop_talking",
        "out_of_scope",
        "browse_search",
        "recommend",
        "compare",
        "gift",
        "ask_price",
        "ask_stock",
        "ask_size",
        "ask_ingredients",
        "ask_product_info",
        "offers",
        "opening_hours",
        "store_location",
        "delivery",
        "payment",
        "start_order",
        "order_item",
        "reorder_usual",
        "add_to_cart",
        "remove_from_cart",
        "change_cart",
        "view_cart",
        "checkout",
        "order_status",
        "cancel_order",
        "return_refund",
        "change_address",
        "know_about_me",
        "how_do_you_know",
        "correct_fact",
        "forget_me",
        "dont_track",
        "less_personal",
        "personalise_again",
        "not_me",
        "remember_this",
        "set_usual",
        "marketing_opt_out",
        "keep_short",
        "tell_more",
        "notify_me",
        "arriving",
        "gift_message",
    ]
)
MAIN = frozenset(
    [
        "order_item",
        "add_to_cart",
        "ask_price",
        "ask_stock",
        "ask_ingredients",
        "recommend",
        "browse_search",
        "gift",
        "change_cart",
        "remove_from_cart",
        "complaint",
        "return_refund",
        "order_status",
        "handoff",
        "chitchat",
        "affirm",
        "deny",
        "greet",
        "thanks",
        "goodbye",
        "delivery",
        "payment",
        "opening_hours",
        "forget_me",
        "know_about_me",
    ]
)
# A phrase this short ("thank you", "order status") belongs to nobody: everyone who writes examples writes it.
EXEMPT_WORDS = 3


class Sentence(NamedTuple):
    """One training example: its words, what it wants, and ``en`` or ``it``."""

    text: str
    intent: str
    language: str


def read_sentences() -> list[Sentence]:
    """Every example under nlu_data/nlu; the folder ``it`` holds the Italian ones."""
    found = []
    for path in sorted(NLU.rglob("*.yml")):
        language = "it" if path.parent.name == "it" else "en"
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            lines = block["examples"].splitlines()
            found += [Sentence(line.removeprefix("- "), block["intent"], language) for line in lines if line.strip()]
    return found


def plain(text: str) -> str:
    """The words alone, lower-case: punctuation and spacing do not make a sentence one's own."""
    return " ".join(re.sub(r"[^\w\s]", "", text.lower()).split())


@pytest.fixture(scope="module")
def sentences() -> list[Sentence]:
    return read_sentences()


def texts_of(sentences: list[Sentence], intent: str, language: str) -> set[str]:
    return {s.text.lower() for s in sentences if s.intent == intent and s.language == language}


def test_exactly_the_named_intents_are_taught(sentences: list[Sentence]) -> None:
    """The examples teach the 55 named intents, no more and no fewer."""
    assert len(INTENTS) == 55
    assert {s.intent for s in sentences} == INTENTS


def test_the_domain_and_the_rules_name_the_same_intents() -> None:
    """Every intent is in the domain and has a rule of its own that leads to the one action."""
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    assert {name for entry in domain["intents"] for name in entry} == INTENTS
    assert domain["actions"] == ["action_take_turn"]
    rules = yaml.safe_load((ROOT / "nlu_data" / "rules.yml").read_text(encoding="utf-8"))["rules"]
    answered = [rule["steps"][0]["intent"] for rule in rules if rule["steps"][1] == {"action": "action_take_turn"}]
    assert sorted(answered) == sorted(INTENTS)


@pytest.mark.parametrize("intent", sorted(INTENTS))
def test_each_intent_has_enough_examples_in_both_languages(sentences: list[Sentence], intent: str) -> None:
    """At least 15 English and 8 Italian examples each; 40 and 15 for the main ones; 100 English out of scope."""
    english, italian = (40, 15) if intent in MAIN else (15, 8)
    if intent == "out_of_scope":
        english, italian = 100, 15
    assert len(texts_of(sentences, intent, "en")) >= english
    assert len(texts_of(sentences, intent, "it")) >= italian


def test_no_sentence_is_taught_twice(sentences: list[Sentence]) -> None:
    """No example stands under two intents, nor twice under one."""
    homes = defaultdict(list)
    for sentence in sentences:
        homes[sentence.text.lower()].append(sentence.intent)
    assert {text: intents for text, intents in homes.items() if len(intents) > 1} == {}


def test_examples_hold_no_annotation_marks(sentences: list[Sentence]) -> None:
    """Plain text only: entities come from the shop's catalogue, never from marks in the examples."""
    assert [s.text for s in sentences if re.search(r"\[[^\]]*\]\s*[({]", s.text)] == []


def test_examples_are_as_short_as_real_messages(sentences: list[Sentence]) -> None:
    """Median at most 6 words, a good share of three words or fewer, some long ones, most without a final stop."""
    for language in ("en", "it"):
        mine = [s.text for s in sentences if s.language == language]
        lengths = [len(text.split()) for text in mine]
        assert median(lengths) <= 6
        assert sum(length <= 3 for length in lengths) / len(lengths) >= 0.2
        assert sum(length >= 9 for length in lengths) >= 30
        assert sum(text[-1] in ".!?" for text in mine) / len(mine) <= 0.25


def test_no_sentence_is_copied_from_the_development_set(sentences: list[Sentence]) -> None:
    """Beyond three words, no example equals a row of the public pool, punctuation and case aside."""
    if not POOL.exists():
        pytest.skip(f"the public development set is not here ({POOL.name})")
    with POOL.open(encoding="utf-8", newline="") as handle:
        pool = {plain(row["text"]) for row in csv.DictReader(handle)}
    own = [s.text for s in sentences if len(s.text.split()) > EXEMPT_WORDS]
    assert [text for text in own if plain(text) in pool] == []

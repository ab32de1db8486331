"""What Rasa itself says of the training data: domain, sentences, rules and stories fit together, and every story comes true."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest
import yaml
from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.validator import Validator

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "nlu_data"


def validator_of(domain: Path, data: Path) -> Validator:
    """What ``rasa data validate`` makes of these files."""
    importer = TrainingDataImporter.load_from_dict(
        yaml.safe_load((ROOT / "config.yml").read_text()), str(ROOT / "config.yml"), str(domain), [str(data)]
    )
    return Validator.from_importer(importer)


@pytest.fixture(scope="module")
def validator() -> Validator:
    return validator_of(ROOT / "domain.yml", DATA)


def complaints(check: object, *args: object, **more: object) -> list[str]:
    """What a check of Rasa's complains of, with its verdict."""
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        good = check(*args, **more)  # type: ignore[operator]
    ours = [str(w.message) for w in told if issubclass(w.category, UserWarning)]
    return ours if good and not ours else [*ours, "refused"] if not good else ours


def test_domain_and_sentences_fit_together(validator: Validator) -> None:
    """Every intent of the domain has sentences, every sentence an intent of the domain, and none has two."""
    assert complaints(validator.verify_intents, ignore_warnings=False) == []
    assert complaints(validator.verify_example_repetition_in_intents, ignore_warnings=False) == []
    assert validator.verify_domain_validity()


def test_every_intent_has_a_rule_or_a_story(validator: Validator) -> None:
    """Nothing that is heard is left without an answer, and no action is called that nobody has."""
    assert complaints(validator.verify_intents_in_stories, ignore_warnings=False) == []
    assert complaints(validator.verify_actions_in_stories_rules) == []


def test_stories_and_rules_do_not_contradict_each_other(validator: Validator) -> None:
    """The same history leads to one action only."""
    assert validator.verify_story_structure(ignore_warnings=False, max_history=5)


@pytest.fixture(scope="module")
def stories() -> list:
    domain = Domain.load(str(ROOT / "domain.yml"))
    return YAMLStoryReader(domain).read_from_file(str(DATA / "stories.yml"))


def test_every_story_comes_true(stories: list) -> None:
    """Walked through turn by turn, each wish of each story is answered by the one rule of its intent, then listened to."""
    rules = {
        step["intent"]: [s["action"] for s in rule["steps"] if "action" in s]
        for rule in yaml.safe_load((DATA / "rules.yml").read_text())["rules"]
        for step in rule["steps"]
        if "intent" in step
    }
    assert len(stories) >= 10
    for story in stories:
        heard = [e for e in story.events if type(e).__name__ == "UserUttered"]
        done = [e.action_name for e in story.events if type(e).__name__ == "ActionExecuted"]
        assert heard
        assert [a for a in done if a != "action_listen"] == [a for e in heard for a in rules[e.intent["name"]]], (
            story.block_name
        )


def test_the_validator_can_refuse(tmp_path: Path) -> None:
    """A story with an intent that nobody knows is told."""
    (tmp_path / "stories.yml").write_text(
        'version: "3.1"\nstories:\n- story: s\n  steps:\n  - intent: fly_away\n  - action: action_take_turn\n'
    )
    assert complaints(validator_of(ROOT / "domain.yml", tmp_path).verify_intents_in_stories, ignore_warnings=False)

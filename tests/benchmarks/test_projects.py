"""The comparison bots, as files."""

from __future__ import annotations

from pathlib import Path

import yaml

from benchmarks.projects import EPOCHS, PIPELINE, PLAIN, comparison
from settings import Settings


def parsed(name: str) -> dict[str, dict]:
    return {file: yaml.safe_load(text) for file, text in comparison(Settings(), name).files.items()}


def test_plain_is_rasas_own_default() -> None:
    """Pipeline and policies are those of Rasa's package, part by part and in order; only epochs differ."""
    import rasa

    default = yaml.safe_load(
        (Path(rasa.__file__).parent / "engine/recipes/config_files/default_config.yml").read_text()
    )
    ours = parsed(PLAIN)["config.yml"]
    for key in ("pipeline", "policies"):
        expected = [{**part, **({"epochs": EPOCHS} if "epochs" in part else {})} for part in default[key]]
        assert ours[key] == expected


def test_one_rule_and_reply_an_intent() -> None:
    """Every intent of our domain has exactly one fixed reply and one rule; Rasa's fallback has something to say."""
    for name in (PLAIN, PIPELINE):
        files = parsed(name)
        intents = [next(iter(i)) if isinstance(i, dict) else i for i in files["domain.yml"]["intents"]]
        assert {f"utter_{intent}" for intent in (*intents, "default")} == set(files["domain.yml"]["responses"])
        assert [rule["rule"] for rule in files["rules.yml"]["rules"]] == intents
        assert len(intents) > 40


def test_no_action_of_ours_is_left() -> None:
    """Nothing in the comparison bots waits for an action server."""
    for name in (PLAIN, PIPELINE):
        assert not any("action_take_turn" in text for text in comparison(Settings(), name).files.values())


def test_our_pipeline_is_ours() -> None:
    """The third bot runs the pipeline of config.yml, unchanged."""
    own = yaml.safe_load((Settings().home / "config.yml").read_text())
    assert parsed(PIPELINE)["config.yml"]["pipeline"] == own["pipeline"]


def test_fingerprint_follows_the_inputs(tmp_path: Path) -> None:
    """A model is trained again when a sentence changes, and only then."""
    before = comparison(Settings(), PLAIN)
    assert before.fingerprint == comparison(Settings(), PLAIN).fingerprint
    changed = tmp_path / before.reads[0].name
    changed.write_text(before.reads[0].read_text() + "\n# more\n")
    after = type(before)(before.name, before.files, (changed, *before.reads[1:]))
    assert after.fingerprint != before.fingerprint

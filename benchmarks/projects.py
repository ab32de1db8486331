"""The two bots that Solito is measured against, written out as Rasa projects and trained once.

``plain``: the pipeline and policies that Rasa itself takes when a project names none, as after ``rasa init`` (read from
Rasa's own package, not copied here). ``pipeline``: our own pipeline and policies. Both learn from our ``nlu_data``, answer
each intent with one fixed ``utter_`` line by one rule each, and keep their conversations in Rasa's own SQLite tracker store.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from benchmarks.fixed_lines import line_of
from running.training import INPUTS, TrainingFailed, call_rasa
from settings import Settings

EPOCHS = 5  # speed and memory do not depend on it; see benchmarks/turns.py
PLAIN, PIPELINE = "plain", "pipeline"
DOMAIN_VERSION = "3.1"


@dataclass(frozen=True)
class Project:
    """One comparison bot: the contents of its files by name. ``reads``: what of ours it is made from besides."""

    name: str
    files: dict[str, str]
    reads: tuple[Path, ...]

    def write(self, folder: Path) -> Path:
        """Write the files into ``folder`` and return it."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in self.files.items():
            (folder / name).write_text(content)
        return folder

    @property
    def fingerprint(self) -> str:
        """Twelve hex digits over everything that the model is made from."""
        digest = hashlib.sha256()
        for name, content in sorted(self.files.items()):
            digest.update(f"{name}\0{content}\0".encode())
        for path in self.reads:
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
        return digest.hexdigest()[:12]


def comparison(settings: Settings, name: str) -> Project:
    """The project ``plain`` or ``pipeline``."""
    home = settings.home
    own_domain = _yaml(home / "domain.yml")
    intents = [next(iter(entry)) if isinstance(entry, dict) else entry for entry in own_domain["intents"]]
    plain = name == PLAIN
    said = [*intents, "default"]  # utter_default: where they are unsure, Rasa's own fallback says it instead of nothing
    domain = {
        "version": DOMAIN_VERSION,
        "intents": intents if plain else own_domain["intents"],
        "responses": {f"utter_{name}": [{"text": line_of(name)}] for name in said},
        "session_config": _init_session() if plain else own_domain["session_config"],
    }
    written = {
        "config.yml": _plain_config() if plain else _own_config(_yaml(home / "config.yml")),
        "domain.yml": domain,
        "rules.yml": {"version": DOMAIN_VERSION, "rules": [_rule(intent) for intent in intents]},
        "stories.yml": {
            "version": DOMAIN_VERSION,
            "stories": stories(_yaml(home / "nlu_data" / "stories.yml")["stories"]),
        },
        "credentials.yml": {"rest": {}},
    }
    patterns = ("nlu_data/nlu/**/*.yml",) if plain else (*INPUTS, "nlu_data/nlu/**/*.yml")
    reads = tuple(path for pattern in patterns for path in sorted(home.glob(pattern)))
    return Project(name, {file: yaml.safe_dump(content, sort_keys=False) for file, content in written.items()}, reads)


def stories(ours: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Our stories with each turn answered by the fixed line of its intent."""
    return [
        {"story": story["story"], "steps": [step for turn in story["steps"] for step in _answered(turn)]}
        for story in ours
    ]


def _answered(step: dict[str, Any]) -> list[dict[str, Any]]:
    """A customer's step brings its answer along; the steps that name our own action fall away."""
    return [{"intent": step["intent"]}, {"action": f"utter_{step['intent']}"}] if "intent" in step else []


def _rule(intent: str) -> dict[str, Any]:
    return {"rule": intent, "steps": [{"intent": intent}, {"action": f"utter_{intent}"}]}


def _plain_config() -> dict[str, Any]:
    """Rasa's default pipeline and policies, with fewer epochs."""
    config = yaml.safe_load(files("rasa.engine.recipes.config_files").joinpath("default_config.yml").read_text())
    for part in (*config["pipeline"], *config["policies"]):
        if "epochs" in part:
            part["epochs"] = EPOCHS
    return {**config, "assistant_id": "plain-rasa"}


def _init_session() -> dict[str, Any]:
    """The sessions of ``rasa init``'s own domain."""
    return dict(yaml.safe_load(files("rasa.cli.initial_project").joinpath("domain.yml").read_text())["session_config"])


def _own_config(config: dict[str, Any]) -> dict[str, Any]:
    """Our pipeline and policies; only the action that is not there is replaced by Rasa's own."""
    policies = [{**policy} for policy in config["policies"]]
    for policy in policies:
        if "core_fallback_action_name" in policy:
            policy["core_fallback_action_name"] = "action_default_fallback"
    return {**config, "policies": policies, "assistant_id": "pipeline-without-actions"}


def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text())


def trained(settings: Settings, project: Project, models: Path, folder: Path) -> Path:
    """The project's model: from ``models`` when its inputs are unchanged, else trained now. Raises TrainingFailed."""
    model = models / f"{project.name}-{project.fingerprint}.tar.gz"
    if not model.is_file():
        models.mkdir(parents=True, exist_ok=True)
        _train(settings, project.write(folder), model)
        for old in models.glob(f"{project.name}-*.tar.gz"):
            if old != model:
                old.unlink()
    return model


def _train(settings: Settings, folder: Path, model: Path) -> None:
    data = [folder / "rules.yml", folder / "stories.yml", settings.home / "nlu_data" / "nlu"]
    done = call_rasa(settings, folder, data, model)
    if done != 0 or not model.is_file():
        raise TrainingFailed(f"Rasa's training of the comparison model {model.name} ended with exit code {done}.")

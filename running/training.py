"""Train the Rasa model, only when its inputs changed."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from running.following import follow
from settings import Settings

INPUTS = (
    "config.yml",
    "domain.yml",
    "nlu_data/**/*.yml",
    "bot/components/encoding.py",
    "bot/components/intent_model.py",
    "bot/components/intent_prior.py",
    "bot/components/models/intent_prior.npz",
    "bot/components/wishes.py",
    "bot/encoder.py",
    "uv.lock",
)
NAME = "solito"


class TrainingFailed(Exception):
    """Rasa could not train: its own words are on the terminal above."""


class NoModel(Exception):
    """There is no trained model."""

    def __init__(self) -> None:
        super().__init__("There is no trained model yet: run `solito train` (or `make run`).")


def model_path(settings: Settings) -> Path:
    return settings.models_dir / f"{NAME}.tar.gz"


def trained_model(settings: Settings) -> Path:
    """The trained model's file. Raises NoModel."""
    path = model_path(settings)
    if not path.is_file():
        raise NoModel
    return path


def train_if_changed(settings: Settings, *, force: bool = False) -> bool:
    """Train unless the model was made from the same inputs; True if it trained. Raises TrainingFailed."""
    mark = settings.models_dir / "inputs.sha256"
    digest = fingerprint(settings)
    if not force and model_path(settings).is_file() and mark.is_file() and mark.read_text() == digest:
        return False
    _train(settings)
    mark.write_text(digest)
    return True


def fingerprint(settings: Settings) -> str:
    """A digest of everything that the model is made from."""
    digest = hashlib.sha256(settings.encoder.encode())
    for pattern in INPUTS:
        for path in sorted(settings.home.glob(pattern)):
            digest.update(str(path.relative_to(settings.home)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def rasa_environment(settings: Settings) -> dict[str, str]:
    """The environment of everything that starts Rasa: no telemetry, no hub, our settings, our packages."""
    return {
        **os.environ,
        "RASA_TELEMETRY_ENABLED": "false",
        "RASA_CACHE_DIRECTORY": str(settings.var_dir / "rasa-cache"),
        "OPENBLAS_NUM_THREADS": "1",  # its second thread only spins, on the core that the action server needs
        "HF_HUB_OFFLINE": "1",
        "TOKENIZERS_PARALLELISM": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "PYTHONWARNINGS": "ignore",
        "PYTHONPATH": str(settings.home),
        "SOLITO_DEMO": "true" if settings.demo else "false",
        "SOLITO_HOME": str(settings.home),
        "SOLITO_VAR": str(settings.var_dir),
        "SOLITO_SHOP_YML": str(settings.shop_file),
        "SOLITO_ACTIONS_URL": settings.actions_url,
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    }


def _train(settings: Settings) -> None:
    data = [settings.home / "nlu_data"]
    # No story augmentation: one rule an intent decides everything.
    done = call_rasa(settings, settings.home, data, model_path(settings), "--augmentation", "0")
    if done != 0 or not model_path(settings).is_file():
        log = settings.var_dir / "log"
        raise TrainingFailed(
            f"Rasa's training ended with exit code {done}; its last words are above, all of them in {log}."
        )


def call_rasa(settings: Settings, folder: Path, data: Sequence[Path], model: Path, *more: str) -> int:
    """``rasa train`` with the config and domain of ``folder``; returns its exit code. Progress is shown on stderr."""
    model.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "rasa", "train", "--config", "config.yml", "--domain", "domain.yml"]
    command += [
        "--data",
        *map(str, data),
        "--out",
        str(model.parent),
        "--fixed-model-name",
        model.name.removesuffix(".tar.gz"),
        *more,
    ]
    return follow(command, folder, rasa_environment(settings), settings.var_dir / "log" / f"training-{model.name}.log")

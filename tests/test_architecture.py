"""Imports run one way. Listed are our packages and the heavy third parties; any other library is allowed."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
OURS = {
    "logs",
    "profiles",
    "shop",
    "bot",
    "actions",
    "console",
    "house",
    "settings",
    "clock",
    "running",
    "commands",
    "solito",
}
HEAVY = {
    "rasa",
    "rasa_sdk",
    "sanic",
    "spacy",
    "torch",
    "tensorflow",
    "transformers",
    "sentence_transformers",
    "sqlalchemy",
    "fastapi",
    "starlette",
}

# package → what of OURS and HEAVY it may import (a prefix allows what is below it)
MAY_IMPORT = {
    "profiles": {"profiles", "sqlalchemy"},
    "shop": {"shop", "sqlalchemy"},
    "bot/cues": {"bot.cues", "profiles.model", "spacy"},
    "bot/components": {
        "bot.components",
        "bot.cues",
        "bot.encoder",
        "bot.hearing",
        "bot.intent_network",
        "bot.style_encoder",
        "shop.linking",
        "shop.catalogue",
        "shop.gloss",
        "shop.model",
        "shop.store",
        "shop.engines",
        "settings",
        "rasa",
    },
    "bot/channels": {
        "bot.channels",
        "profiles.fresh_starts",
        "profiles.identity",
        "profiles.inbox",
        "profiles.entry",
        "profiles.patience",
        "profiles.persons",
        "profiles.previewing",
        "profiles.proof",
        "profiles.handover",
        "profiles.transcript",
        "profiles.data_subject",
        "profiles.retention",
        "profiles.model",
        "shop.signing",
        "house",
        "clock",
        "logs",
        "rasa",
        "sanic",
    },
    "actions/adaptation": {"actions.adaptation", "profiles.model", "shop.model"},
    "actions": {"actions", "profiles", "shop", "house", "settings", "logs", "rasa_sdk"},
    "console": {"console", "profiles", "shop", "house", "clock", "logs", "fastapi", "starlette", "sqlalchemy"},
}


def _home(path: Path) -> str | None:
    """The longest listed package that holds this file."""
    place = path.relative_to(ROOT).as_posix()
    homes = [package for package in MAY_IMPORT if place.startswith(f"{package}/")]
    return max(homes, key=len, default=None)


def _imports(path: Path) -> set[str]:
    """Every module that a file imports, also inside functions; ``from a import b`` counts as a.b."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def _forbidden(path: Path) -> list[str]:
    allowed = MAY_IMPORT[_home(path) or ""]
    watched = [name for name in _imports(path) if name.split(".")[0] in OURS | HEAVY]
    return [name for name in watched if not any(name == a or name.startswith(f"{a}.") for a in allowed)]


FILES = [
    p
    for p in sorted(ROOT.rglob("*.py"))
    if not any(part.startswith(".") for part in p.relative_to(ROOT).parts) and _home(p)
]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_imports_run_one_way(path: Path) -> None:
    """A package imports only what the design allows it to know."""
    assert not _forbidden(path), f"{path.relative_to(ROOT)} may not import {_forbidden(path)}"


@pytest.mark.parametrize("package", ["profiles", "shop", "bot", "actions", "console", "running", "commands"])
def test_package_inits_are_empty(package: str) -> None:
    """An import of one module drags nothing else along."""
    for init in (ROOT / package).rglob("__init__.py"):
        assert not init.read_text().strip(), f"{init.relative_to(ROOT)} must stay empty"


def test_the_rules_can_fail(tmp_path: Path) -> None:
    """The reader of imports sees those inside functions and behind ``from``."""
    file = tmp_path / "x.py"
    file.write_text("def f():\n    from rasa.core import agent\n    import torch\n")
    assert _imports(file) == {"rasa.core.agent", "torch"}

"""Whole conversations over HTTP, with Rasa and the action server up: replies, recorded plan, database rows."""

from __future__ import annotations

from typing import Any

import pytest
from player import Player, scenes
from stack import Stack

pytestmark = pytest.mark.stack
SCENES = scenes()


@pytest.mark.parametrize("scene", SCENES, ids=[scene["name"] for scene in SCENES])
def test_scene(stack: Stack, scene: dict[str, Any]) -> None:
    """Each scene goes as its file says."""
    Player(stack).play(scene)

"""Bring the databases to the shape that this version of the code knows."""

from __future__ import annotations

from console.migrate import upgrade as upgrade_console
from profiles.migrate import upgrade as upgrade_profiles
from settings import Settings
from shop.migrate import upgrade as upgrade_shop


def upgrade(settings: Settings) -> None:
    """Create or upgrade the databases that are ours to shape; Rasa makes its own."""
    upgrade_profiles(settings.url("profiles"))
    upgrade_shop(settings.url("shop"))
    upgrade_console(settings.url("console"))

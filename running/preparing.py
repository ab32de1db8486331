"""Before the doors open: tables, the shop's terms, and in demo mode the demo shop."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

from console.migrate import upgrade as upgrade_console
from house import open_house
from profiles.migrate import upgrade as upgrade_profiles
from running.training import rasa_environment
from settings import Settings
from shop.migrate import upgrade as upgrade_shop


def prepare(settings: Settings, say: Callable[[str], None]) -> None:
    """Create or upgrade the databases and load the demo once. Raises TermsError when shop.yml has a slip."""
    upgrade_profiles(settings.url("profiles"))
    upgrade_shop(settings.url("shop"))
    upgrade_console(settings.url("console"))
    house = open_house(settings)
    terms = house.terms
    if settings.demo and not house.shop.catalogue().products:
        say(f"Loading the demo shop, {terms.name} …")
        subprocess.run(
            [sys.executable, "-m", "running.demo"], cwd=settings.home, env=rasa_environment(settings), check=True
        )

"""Before the doors open: tables, the shop's terms, and in demo mode the demo shop."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

from actions.last_good import phrasings_for
from house import open_house
from running.forgetting import AT_START, erase_again
from running.restoring import check_whole
from running.training import rasa_environment
from running.upgrading import upgrade
from settings import Settings


def prepare(settings: Settings, say: Callable[[str], None]) -> None:
    """Create or upgrade the databases, erase again whom an old backup brought back, and load the demo once.

    Raises TermsError when shop.yml has a slip, PhrasingError when the wordings have, RestoreRefused when a restore was
    cut off.
    """
    check_whole(settings)
    upgrade(settings)
    house = open_house(settings)
    terms = house.terms
    phrasings_for(terms)  # the action server would only die of a slip; here it is told
    if again := erase_again(house, AT_START):
        say(f"{again} customers were erased again: they had been before, and came back with a backup.")
    if settings.demo and not house.shop.catalogue().products:
        say(f"Loading the demo shop, {terms.name} …")
        subprocess.run(
            [sys.executable, "-m", "running.demo"], cwd=settings.home, env=rasa_environment(settings), check=True
        )

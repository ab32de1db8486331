"""``solito staff``: accounts of the staff page."""

from __future__ import annotations

from clock import real_now
from console.accounts import ROLES
from console.migrate import upgrade
from house import open_house
from settings import Settings


def check_role(role: str) -> None:
    """Raises ValueError for a role that does not exist."""
    if role not in ROLES:
        raise ValueError(f"a role is one of {', '.join(ROLES)}, not {role!r}")


def add(settings: Settings, name: str, role: str, password: str) -> str:
    """Make an account. Raises ValueError for a short password, an unknown role or a taken name."""
    upgrade(settings.url("console"))
    open_house(settings).console.add_staff(name, password, role, real_now())
    return f"{name} may sign in as {role}."

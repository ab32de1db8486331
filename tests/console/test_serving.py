"""The staff page as a process: what it listens on."""

from __future__ import annotations

from console.app import create_app
from console.serve import config


def test_the_server_can_be_set_up_and_listens_to_this_machine_only(house):
    """The locked libraries load together, and nobody else's machine can knock."""
    served = config(create_app(house, secret="s" * 40), 5312)
    served.load()
    assert (served.host, served.port) == ("127.0.0.1", 5312)

"""``solito run``: migrate, load the demo, train if needed, start the three servers and look after them."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from threading import Event
from time import monotonic

import httpx

from house import open_house
from running import errands
from running.children import Child
from running.ports import check_ports
from running.preparing import prepare
from running.sending import Sender
from running.sweeping import Sweeping
from running.training import rasa_environment, train_if_changed, trained_model
from settings import Settings

READY_WITHIN_S = 180.0
LOOK_EVERY_S = 0.2
ASK_EVERY_S = 1.0


def run(settings: Settings, say: Callable[[str], None]) -> None:
    """Serve until Ctrl-C or SIGTERM. ``say`` prints a line for the person at the terminal.

    Raises PortBusy, SettingsError, TrainingFailed, TermsError or PhrasingError before anything is started.
    """
    os.umask(0o077)  # what customers write is for this user's eyes only
    settings.secret()
    settings.hook_key()
    check_ports(settings)
    prepare(settings, say)
    if train_if_changed(settings):
        say("The bot is trained.")
    Sender(open_house(settings))  # a key that is missing is told before anything is started
    children = [_child(settings, name, command) for name, command in _commands(settings).items()]
    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    try:
        for child in children:
            child.start()
        say("Starting; this takes about twenty seconds …")
        _serve(settings, children, stop, say)
    finally:
        for child in children:
            child.stop()
        say("Closed.")


def _commands(settings: Settings) -> dict[str, list[str]]:
    python = sys.executable
    return {
        "rasa": [
            python,
            "-m",
            "rasa",
            "run",
            "--interface",
            "127.0.0.1",
            "--port",
            str(settings.port),
            "--model",
            str(trained_model(settings)),
            "--endpoints",
            "endpoints.yml",
            "--credentials",
            "credentials.yml",
        ],
        "actions": [python, "-m", "actions.serve"],
        "console": [python, "-m", "console.serve"],
    }


def _child(settings: Settings, name: str, command: list[str]) -> Child:
    run_dir, log_dir = settings.var_dir / "run", settings.var_dir / "log"
    for folder in (run_dir, log_dir):
        folder.mkdir(exist_ok=True)
    return Child(
        name, command, rasa_environment(settings), settings.home, run_dir / f"{name}.pid", log_dir / f"{name}.log"
    )


def _serve(settings: Settings, children: list[Child], stop: Event, say: Callable[[str], None]) -> None:
    told, started, asked = False, monotonic(), monotonic()
    house = open_house(settings)
    errands.start(house, stop)
    sweeping = Sweeping(house)
    while not stop.wait(LOOK_EVERY_S):
        for child in children:
            child.look_after()
        if not told and monotonic() - asked > ASK_EVERY_S:
            asked, told = monotonic(), _opened(settings, say)
        if not told and monotonic() - started > READY_WITHIN_S:
            told = True
            say(f"The shop is not ready after {READY_WITHIN_S:.0f} s; see {settings.var_dir / 'log'}.")
        sweeping.look()


def _opened(settings: Settings, say: Callable[[str], None]) -> bool:
    """Tell the addresses once all parts answer. On this machine neither certificates nor a proxy are needed."""
    address = f"http://127.0.0.1:{settings.port}/webhooks/shop"
    try:
        if httpx.get(f"{address}/health", timeout=2, verify=False, trust_env=False).status_code != 200:
            return False
    except httpx.HTTPError:
        return False
    say(f"The shop is open: {address}/")
    say(f"Staff sign in at:  http://127.0.0.1:{settings.console_port}/   (Ctrl-C closes the shop)")
    return True

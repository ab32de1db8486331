"""``python -m actions.serve``: the action server, on the loopback address only."""

from __future__ import annotations

import os
import runpy
import sys
import threading

import logs
from actions.entry import deliver_for_ever, warm_up
from settings import settings

if __name__ == "__main__":
    logs.configure()
    warm_up()  # before it listens: health answers only then
    threading.Thread(target=deliver_for_ever, name="outbox", daemon=True).start()
    os.environ["SANIC_HOST"] = "127.0.0.1"  # rasa_sdk listens on every address unless told otherwise
    sys.argv = ["rasa_sdk", "--actions", "actions", "--port", str(settings().actions_port)]
    runpy.run_module("rasa_sdk", run_name="__main__")

"""The real shop for tests: Rasa, action server and staff page as their own processes, on ports and files of their own."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx

from running.training import train_if_changed
from settings import Settings

ROOT = Path(__file__).resolve().parents[1]
READY_WITHIN_S = 240
DAY_S = 86_400
SECRET = "a secret for tests only, long enough to be one"


# One client for all: making one loads certificates, for longer than a turn takes. A killed server's connections are not kept.
HTTP = httpx.Client(verify=False, trust_env=False, limits=httpx.Limits(max_keepalive_connections=0))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Stack:
    """``solito run --demo`` over ``var``. ``base`` is the channel's address."""

    var: Path
    ports: dict[str, int] = field(
        default_factory=lambda: {n: free_port() for n in ("PORT", "ACTIONS_PORT", "CONSOLE_PORT")}
    )
    extra: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.ports['PORT']}/webhooks/shop"

    @property
    def console(self) -> str:
        return f"http://127.0.0.1:{self.ports['CONSOLE_PORT']}"

    @property
    def environment(self) -> dict[str, str]:
        own = {
            "SOLITO_VAR": str(self.var),
            "SOLITO_TOKEN_SECRET": SECRET,
            "RASA_TELEMETRY_ENABLED": "false",
            "SOLITO_MEMORY_PATIENCE_S": "1",  # a busy machine must not make a turn forget; test_bad_day.py has the default
            **self.extra,
        }
        return {**os.environ, **own, **{f"SOLITO_{name}": str(port) for name, port in self.ports.items()}}

    @property
    def settings(self) -> Settings:
        """The settings that the stack's processes have."""
        return Settings(
            var=self.var,
            token_secret=SECRET,
            demo=True,
            port=self.ports["PORT"],
            actions_port=self.ports["ACTIONS_PORT"],
            console_port=self.ports["CONSOLE_PORT"],
        )

    def prepare(self) -> None:
        """Give it the trained model, so that tests train once at most."""
        trained = Settings(demo=True)
        train_if_changed(trained)
        shutil.copytree(trained.models_dir, self.var / "models", dirs_exist_ok=True)

    def start(self) -> None:
        """Start and wait until the shop is open."""
        self.launch()
        self.wait_until_open()

    def launch(self) -> None:
        """Start, and do not wait."""
        log = open(self.var / "supervisor.log", "ab")  # noqa: SIM115 - the child keeps it
        self.process = subprocess.Popen(
            [sys.executable, "-m", "solito", "run", "--demo"], cwd=ROOT, env=self.environment, stdout=log, stderr=log
        )

    def wait_until_open(self, within_s: float = READY_WITHIN_S) -> None:
        until = time.monotonic() + within_s
        while time.monotonic() < until:
            try:
                if HTTP.get(f"{self.base}/health", timeout=3).status_code == 200:
                    return
            except httpx.HTTPError:
                pass
            if self.process is not None and self.process.poll() is not None:
                break
            time.sleep(0.3)
        raise AssertionError("the shop did not open:\n" + self.logs())

    def logs(self) -> str:
        files = [self.var / "supervisor.log", *sorted((self.var / "log").glob("*.log"))]
        return "\n".join(f"== {f.name}\n{f.read_text(errors='replace')[-2500:]}" for f in files if f.exists())

    def stop(self) -> None:
        """Ctrl-C, and wait until everything has ended."""
        if self.process is not None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(30)
            self.process = None

    def pid(self, name: str) -> int:
        return int((self.var / "run" / f"{name}.pid").read_text())

    def tomorrow(self, days: float = 1) -> None:
        HTTP.post(f"{self.base}/demo/clock", json={"advance_s": int(days * DAY_S)}, timeout=20).raise_for_status()

    def visitor(self) -> Visitor:
        """A new anonymous visitor."""
        answer = HTTP.post(f"{self.base}/session", json={}, timeout=10).raise_for_status().json()
        return Visitor(self, answer["token"], answer["customer"])

    def customer(self, customer: str) -> Visitor:
        """One of the demo customers."""
        answer = (
            HTTP.post(f"{self.base}/demo/session", json={"customer": customer}, timeout=10).raise_for_status().json()
        )
        return Visitor(self, answer["token"], answer["customer"])


@dataclass
class Visitor:
    """One customer over HTTP. ``replies`` are those of the last answer."""

    stack: Stack
    token: str
    customer: str
    replies: list[dict[str, Any]] = field(default_factory=list)
    degraded: bool = False

    def post(self, body: dict[str, Any], timeout: float = 15) -> httpx.Response:
        return HTTP.post(f"{self.stack.base}/messages", json=body, headers=self.headers, timeout=timeout)

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def send(self, **content: str) -> str:
        """Send a message with a fresh id; returns the replies' text (notices apart)."""
        answer = self.post({"id": uuid4().hex, **content}).raise_for_status().json()
        self.replies, self.degraded = answer["replies"], bool(answer.get("degraded"))
        return self.text

    def says(self, text: str) -> str:
        return self.send(text=text)

    def presses(self, choice: str) -> str:
        return self.send(choice=choice)

    def arrives(self) -> str:
        return self.send(event="arrived")

    @property
    def text(self) -> str:
        return " ".join(r["text"] for r in self.replies if r["kind"] == "reply")

    @property
    def notices(self) -> str:
        return " ".join(r["text"] for r in self.replies if r["kind"] == "notice")

    @property
    def choices(self) -> list[str]:
        return [c["id"] for r in self.replies for c in r["choices"]]

    def get(self, path: str) -> Any:
        return HTTP.get(f"{self.stack.base}/{path}", headers=self.headers, timeout=15).raise_for_status().json()

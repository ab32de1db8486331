"""The three that are measured, each behind the same face: a customer comes, and says one message after the other."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import yaml

from benchmarks.projects import Project
from benchmarks.servers import Server, clean_environment, free_port, start
from clock import real_now
from profiles.identity import mint_token
from running.training import rasa_environment
from settings import Settings

TURN_WITHIN_S = 30
TOKEN_S = 86_400
CONSENTS = ("remember", "personalise", "recommend", "measure")

Say = Callable[[str], str]  # send one message; what was answered, notices apart; "" where it was not properly


@dataclass(frozen=True)
class Contender:
    """A running system. ``welcome(number)`` lets the numbered customer in and returns how they speak."""

    name: str
    server: Server
    pids: Mapping[str, int]
    client: httpx.Client
    welcome: Callable[[int], Say]
    base: str

    def close(self) -> None:
        self.client.close()
        self.server.stop()


def open_solito(settings: Settings, var: Path) -> Contender:
    """The whole shop over ``var``, which is prepared already."""
    secret, ports = secrets.token_urlsafe(48), {name: free_port() for name in ("PORT", "ACTIONS_PORT", "CONSOLE_PORT")}
    own = {
        **shop_variables(settings, var),
        "SOLITO_TOKEN_SECRET": secret,
        **{f"SOLITO_{k}": str(v) for k, v in ports.items()},
    }
    base = f"http://127.0.0.1:{ports['PORT']}/webhooks/shop"
    server = start(
        [sys.executable, "-m", "solito", "run", "--demo"],
        clean_environment(own),
        settings.home,
        var / "supervisor.log",
        f"{base}/health",
    )
    try:
        pids = {name: int((var / "run" / f"{name}.pid").read_text()) for name in ("rasa", "actions", "console")}
    except BaseException:
        server.stop()
        raise
    client = httpx.Client(timeout=TURN_WITHIN_S)
    return Contender(
        "Solito", server, {**pids, "supervisor": server.process.pid}, client, _door(client, base, secret), base
    )


def shop_variables(settings: Settings, var: Path) -> dict[str, str]:
    """The settings of a shop over ``var``, and of any Rasa that uses our pipeline and its catalogue."""
    return {
        "SOLITO_HOME": str(settings.home),
        "SOLITO_VAR": str(var),
        "SOLITO_DEMO": "true",
        "SOLITO_ENCODER": settings.encoder,
        "PYTHONPATH": str(settings.home),
    }


def _door(client: httpx.Client, base: str, secret: str) -> Callable[[int], Say]:
    """Four kinds of customer by turns: anonymous or with the shop's own token, and half of them with consent."""

    def welcome(number: int) -> Say:
        named, consenting = number % 4 >= 2, number % 2 == 1
        if named:
            customer = f"bench-{uuid4().hex}"
            granted = CONSENTS if consenting else ()
            token = mint_token(secret, customer, TOKEN_S, real_now(), name="Robin", lang="en", consent=granted)
        else:
            token = client.post(f"{base}/session", json={}).raise_for_status().json()["token"]
        headers = {"Authorization": f"Bearer {token}"}
        if consenting and not named:
            for purpose in CONSENTS:
                client.put(f"{base}/me/consents/{purpose}", json={"granted": True}, headers=headers).raise_for_status()
        return lambda text: said(client, base, headers, text=text)

    return welcome


def said(client: httpx.Client, base: str, headers: Mapping[str, str], **content: str) -> str:
    """Send a message (text, choice or event) to the shop's channel; the replies' words, "" where it was degraded."""
    answer = (
        client.post(f"{base}/messages", json={"id": uuid4().hex, **content}, headers=headers).raise_for_status().json()
    )
    return "" if answer.get("degraded") else " ".join(r["text"] for r in answer["replies"] if r["kind"] == "reply")


def open_rasa(settings: Settings, name: str, project: Project, model: Path, folder: Path, var: Path) -> Contender:
    """A Rasa server of its own with the REST channel, over the shop's catalogue in ``var``."""
    port = free_port()
    project.write(folder)
    tracker: dict[str, Any] = {"tracker_store": {"type": "SQL", "dialect": "sqlite", "db": str(folder / "tracker.db")}}
    (folder / "endpoints.yml").write_text(yaml.safe_dump(tracker))
    base = f"http://127.0.0.1:{port}/webhooks/rest"
    env = clean_environment(shop_variables(settings, var), rasa_environment(settings))
    command = [
        sys.executable,
        "-m",
        "rasa",
        "run",
        "--interface",
        "127.0.0.1",
        "--port",
        str(port),
        "--model",
        str(model),
        "--endpoints",
        "endpoints.yml",
        "--credentials",
        "credentials.yml",
    ]
    server = start(command, env, folder, folder / "rasa.log", f"{base}/")
    client = httpx.Client(timeout=TURN_WITHIN_S)
    return Contender(name, server, {"rasa": server.process.pid}, client, _rest(client, base), base)


def _rest(client: httpx.Client, base: str) -> Callable[[int], Say]:
    def welcome(number: int) -> Say:
        sender = f"bench-{number}-{uuid4().hex}"
        return lambda text: " ".join(
            str(reply.get("text", ""))
            for reply in client.post(f"{base}/webhook", json={"sender": sender, "message": text})
            .raise_for_status()
            .json()
        )

    return welcome

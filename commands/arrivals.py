"""``solito arrive``: say at the keyboard what the shop's own door or app would say."""

from __future__ import annotations

import json
from hashlib import sha256
from uuid import uuid4

import httpx

from clock import real_now
from house import open_house
from settings import Settings, SettingsError
from shop.signing import signed


def _key(settings: Settings) -> bytes | None:
    """The shop's key; beside a demo shop, which keeps a random one in VAR, that one: nobody set it, so nobody need know it."""
    demo = settings.hook_secret is None and (settings.var_dir / "hook_secret").exists()
    return (settings.copy(update={"demo": True}) if demo else settings).hook_key()


def arrive(settings: Settings, customer: str, in_minutes: float, id_: str | None) -> str:
    """Through the running shop, which greets them in their chat; directly when no shop is running.

    Raises SettingsError without a key, ValueError for a customer's id or minutes that none can be.
    """
    key, id_ = _key(settings), id_ or f"keyboard-{uuid4().hex}"
    if key is None:
        raise SettingsError("SOLITO_HOOK_SECRET must be set: arrivals are signed with it.")
    body = json.dumps({"customer": customer, "in_minutes": in_minutes, "id": id_}).encode()
    head = signed(key, id_, int(real_now().timestamp()), body)
    address = f"http://127.0.0.1:{settings.port}/webhooks/shop/arrivals"
    try:
        answer = httpx.post(address, content=body, headers=head, timeout=30)
    except httpx.ConnectError:
        open_house(settings).expect(customer, f"hook:{id_}", sha256(body).hexdigest(), in_minutes)
        return f"{id_}: written down; no shop is running that could greet them."
    if answer.status_code != 202:
        raise ValueError(answer.json()["error"]["message"])
    return f"{id_}: told."

"""Signatures on what the shop's own systems and we tell each other: the scheme of Standard Webhooks, version 1.

``webhook-id``, ``webhook-timestamp`` (seconds since 1970) and ``webhook-signature``: ``v1,`` and the base64 of
HMAC-SHA256 over ``<id>.<timestamp>.<body>``; several signatures are separated by blanks, and one that fits is enough.
Source: the specification at standardwebhooks.com. Pure.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping

ID, TIMESTAMP, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"
TOLERANCE_S = 300


class NotSigned(Exception):
    """A call that is not surely the shop's own: why."""


def signed(key: bytes, message_id: str, at_s: int, body: bytes) -> dict[str, str]:
    """The three headers for a body."""
    return {ID: message_id, TIMESTAMP: str(at_s), SIGNATURE: f"v1,{_digest(key, message_id, at_s, body)}"}


def check(key: bytes, headers: Mapping[str, str], body: bytes, now_s: float) -> str:
    """The id of a body that was signed with this key within five minutes of now. Raises NotSigned."""
    message_id, stamp = headers.get(ID, ""), headers.get(TIMESTAMP, "")
    if not message_id or not (stamp.isascii() and stamp.isdigit() and len(stamp) <= 12):
        raise NotSigned(f"send {ID}, {TIMESTAMP} and {SIGNATURE}")
    if abs(now_s - int(stamp)) > TOLERANCE_S:
        raise NotSigned(f"{TIMESTAMP} is more than {TOLERANCE_S} s from now")
    right = _digest(key, message_id, int(stamp), body).encode()
    given = [one.partition(",") for one in headers.get(SIGNATURE, "").split()]
    # Every one is compared, in the same time whether it fits or not.
    if not any([version == "v1" and hmac.compare_digest(value.encode(), right) for version, _, value in given]):
        raise NotSigned(f"{SIGNATURE} does not fit")
    return message_id


def _digest(key: bytes, message_id: str, at_s: int, body: bytes) -> str:
    content = b".".join((message_id.encode(), str(at_s).encode(), body))
    return base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()

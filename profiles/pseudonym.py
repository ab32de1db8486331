"""A customer's name for files that outlive them: the same for the same id, and nothing to anybody without the key."""

from __future__ import annotations

import hmac
from typing import Literal

KEY_BYTES_MIN = 32
Use = Literal["access log", "erasures"]


def pseudonym(key: bytes, use: Use, customer: str) -> str:
    """HMAC-SHA-256 as 64 hex digits. Each use gives names of its own, so that two files cannot be laid side by side.

    Raises ValueError for a key of less than 32 bytes.
    """
    if len(key) < KEY_BYTES_MIN:
        raise ValueError(f"key must have at least {KEY_BYTES_MIN} bytes, got {len(key)}")
    return hmac.digest(key, f"{use}\0{customer}".encode(), "sha256").hex()

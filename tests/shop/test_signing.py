"""The signature of Standard Webhooks: an example worked by hand, what is refused, and what is let in."""

from __future__ import annotations

import base64
import hashlib
import hmac

import pytest

from settings import Settings, SettingsError
from shop.signing import ID, SIGNATURE, TIMESTAMP, NotSigned, check, signed

KEY, BODY, AT_S = b"k" * 32, b'{"event":"order.placed"}', 1_700_000_000


def test_the_signature_is_over_id_time_and_body() -> None:
    """Worked out anew beside the code: base64 of HMAC-SHA256 over "id.time.body", behind "v1,"."""
    digest = hmac.new(KEY, b"evt_1.1700000000." + BODY, hashlib.sha256).digest()
    assert signed(KEY, "evt_1", AT_S, BODY) == {
        "webhook-id": "evt_1",
        "webhook-timestamp": "1700000000",
        "webhook-signature": f"v1,{base64.b64encode(digest).decode()}",
    }


def test_what_was_signed_is_let_in() -> None:
    """Within five minutes either way, also as one of several signatures, as while a key is changed."""
    head = signed(KEY, "evt_1", AT_S, BODY)
    assert check(KEY, head, BODY, AT_S + 300) == check(KEY, head, BODY, AT_S - 300) == "evt_1"
    assert check(KEY, {**head, SIGNATURE: f"v1,bm8= v2,x {head[SIGNATURE]}"}, BODY, AT_S) == "evt_1"


@pytest.mark.parametrize(
    "change",
    [
        {ID: "evt_2"},
        {TIMESTAMP: "1700000001"},
        {TIMESTAMP: "-1"},
        {TIMESTAMP: "now"},
        {ID: ""},
        {SIGNATURE: ""},
        {SIGNATURE: "v1,"},
        {SIGNATURE: "v1,é"},
        {SIGNATURE: "v2,"},
    ],
)
def test_what_differs_is_refused(change: dict[str, str]) -> None:
    """Another id, another time, no signature or half of one."""
    with pytest.raises(NotSigned):
        check(KEY, {**signed(KEY, "evt_1", AT_S, BODY), **change}, BODY, AT_S)


def test_another_body_key_or_day_is_refused() -> None:
    """One byte of the body, one of the key, or six minutes."""
    head = signed(KEY, "evt_1", AT_S, BODY)
    for key, body, now_s in ((KEY, BODY + b" ", AT_S), (b"j" * 32, BODY, AT_S), (KEY, BODY, AT_S + 301)):
        with pytest.raises(NotSigned):
            check(key, head, body, now_s)


def test_a_key_is_text_or_base64() -> None:
    """A plain secret is its bytes; behind ``whsec_`` stands base64, as other libraries have it; a short one is refused."""
    assert Settings(hook_secret="s" * 32).hook_key() == b"s" * 32
    assert Settings(hook_secret="whsec_" + base64.b64encode(b"b" * 24).decode()).hook_key() == b"b" * 24
    assert Settings(demo=False).hook_key() is None
    for short in ("s" * 31, "whsec_" + base64.b64encode(b"b" * 23).decode(), "whsec_" + "!" * 40):
        with pytest.raises(SettingsError, match="SOLITO_HOOK_SECRET"):
            Settings(hook_secret=short).hook_key()


def test_in_demo_mode_a_key_is_made_once(tmp_path) -> None:  # type: ignore[no-untyped-def]
    """It is kept, for its owner's eyes only."""
    first = Settings(demo=True, var=tmp_path).hook_key()
    assert first is not None
    assert first == Settings(demo=True, var=tmp_path).hook_key()
    assert (tmp_path / "hook_secret").stat().st_mode & 0o077 == 0

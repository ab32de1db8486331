"""Who is speaking: signed tokens (JWT, HS256 only) and the names that we give to anonymous visitors."""

from __future__ import annotations

import math
import re
import secrets
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

import jwt

from profiles.model import PURPOSES
from profiles.rows import as_utc

ANONYMOUS_PREFIX = "anon-"
LEEWAY_S = 30
MAX_SUB = 128
MAX_NAME = 100
MAX_TOKEN = 8192
MIN_SECRET = 32  # RFC 7518, 3.2: as long as the hash
_LANG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class TokenError(Exception):
    """The caller could not show who they are."""


class NoToken(TokenError):
    """No token was sent."""


class BadToken(TokenError):
    """The token is forged, malformed, or says something that it may not say."""


class ExpiredToken(TokenError):
    """The token was good once."""


@dataclass(frozen=True)
class Identity:
    """Whom a verified token names. ``consents`` are the purposes that the shop has collected a yes for.

    ``keyboard``: the shop's own command line speaks on the customer's behalf. ``token`` is the token's hash, and
    ``named`` whom it names where somebody else speaks with it now (see ``profiles.fresh_starts``); the channel notes
    both.
    """

    customer: str
    name: str | None = None
    lang: str | None = None
    consents: tuple[str, ...] = ()
    demo: bool = False
    keyboard: bool = False
    token: str = ""
    named: str = ""

    @property
    def anonymous(self) -> bool:
        return is_anonymous(self.customer)


def is_anonymous(customer: str) -> bool:
    """Is this one of the ids that we give to visitors whom nobody has named?"""
    return customer.startswith(ANONYMOUS_PREFIX)


def new_anonymous_id() -> str:
    """A new visitor's id: the reserved prefix and 144 random bits, so that none can be guessed."""
    return ANONYMOUS_PREFIX + secrets.token_urlsafe(18)


def check_customer(customer: str) -> str:
    """A customer's id as it may be stored: 1–128 characters, none of them invisible. Raises ValueError otherwise."""
    if not isinstance(customer, str) or not customer or len(customer) > MAX_SUB:
        raise ValueError(f"customer must be 1 to {MAX_SUB} characters, got {str(customer)[:40]!r}")
    if customer != customer.strip() or any(unicodedata.category(c).startswith("C") for c in customer):
        raise ValueError(f"customer holds characters that cannot be seen: {customer!r}")
    return customer


def is_language(lang: object) -> bool:
    """Is this a language tag, such as "en" or "de-CH"?"""
    return isinstance(lang, str) and _LANG.fullmatch(lang) is not None


def mint_token(
    secret: str,
    sub: str,
    expires_in_s: float,
    now: datetime,
    *,
    name: str | None = None,
    lang: str | None = None,
    consent: Sequence[str] = (),
    demo: bool = False,
    keyboard: bool = False,
) -> str:
    """A signed token for ``sub``, good for ``expires_in_s`` seconds from ``now``; an "anon-" id is marked as ours.

    Raises ValueError for a subject or a secret that no shop should use.
    """
    _check_secret(secret)
    expires = as_utc("now", now) + timedelta(seconds=expires_in_s)
    claims: dict[str, Any] = {"sub": check_customer(sub), "exp": math.floor(expires.timestamp())}
    optional = {"name": name, "lang": lang, "consent": list(consent), "demo": demo, "anon": is_anonymous(sub)}
    optional["keyboard"] = keyboard
    claims |= {key: value for key, value in optional.items() if value}
    return jwt.encode(claims, secret, algorithm="HS256")


def verify_token(secret: str, token: str | None, now: datetime) -> Identity:
    """Whom the token names. ``now`` is real time, never the demo clock.

    Raises NoToken, BadToken or ExpiredToken; the messages hold nothing of the token. ValueError for an unusable secret.
    """
    _check_secret(secret)
    if not token:
        raise NoToken("a token is needed")
    if len(token) > MAX_TOKEN:
        raise BadToken(f"a token has at most {MAX_TOKEN} characters")
    claims = _decoded(secret, token)
    _check_times(claims, as_utc("now", now))
    return _identity(claims)


def _check_secret(secret: str) -> None:
    if len(secret.encode()) < MIN_SECRET:
        raise ValueError(f"the token secret must have at least {MIN_SECRET} bytes, got {len(secret.encode())}")


def _decoded(secret: str, token: str) -> Mapping[str, Any]:
    # Times are checked against the caller's clock below; audience and issuer are claims that we know nothing of.
    options: Any = {"require": ["exp", "sub"], "verify_exp": False, "verify_nbf": False, "verify_iat": False}
    options |= {"verify_aud": False, "verify_iss": False, "verify_sub": False, "verify_jti": False}
    try:
        claims: Mapping[str, Any] = jwt.decode(token, secret, algorithms=["HS256"], options=options)
    except (jwt.PyJWTError, UnicodeError, ValueError, RecursionError) as error:
        raise BadToken(f"the token cannot be trusted ({type(error).__name__})") from error
    return claims


def _check_times(claims: Mapping[str, Any], now: datetime) -> None:
    expires, starts = _seconds(claims, "exp"), _seconds(claims, "nbf")
    assert expires is not None  # required above, and None is refused as no number
    leeway = timedelta(seconds=LEEWAY_S).total_seconds()
    if now.timestamp() >= expires + leeway:
        raise ExpiredToken("the token has expired")
    if starts is not None and now.timestamp() < starts - leeway:
        raise BadToken("the token is not valid yet")


def _seconds(claims: Mapping[str, Any], key: str) -> float | None:
    if key not in claims:
        return None
    value = claims[key]
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise BadToken(f"{key} must be a number of seconds")
    return float(value)


def _identity(claims: Mapping[str, Any]) -> Identity:
    sub = claims["sub"]
    if not isinstance(sub, str):
        raise BadToken("sub must be a string")
    try:
        check_customer(sub)
    except ValueError as error:
        raise BadToken("sub must be 1 to 128 visible characters") from error
    if is_anonymous(sub) and claims.get("anon") is not True:
        raise BadToken(
            f"sub may not start with {ANONYMOUS_PREFIX!r}: that name is kept for visitors whom nobody has named"
        )
    name, lang = _words(claims, "name", MAX_NAME), _words(claims, "lang", 16)
    if lang is not None and not is_language(lang):
        raise BadToken("lang must be a language tag such as en or it")
    demo, keyboard = (claims.get(flag) is True for flag in ("demo", "keyboard"))
    return Identity(sub, name, lang, _purposes(claims), demo=demo, keyboard=keyboard)


def _words(claims: Mapping[str, Any], key: str, most: int) -> str | None:
    value = claims.get(key)
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > most:
        raise BadToken(f"{key} must be a string of at most {most} characters")
    return " ".join("".join(c if unicodedata.category(c)[0] != "C" else " " for c in value).split()) or None


def _purposes(claims: Mapping[str, Any]) -> tuple[str, ...]:
    value = claims.get("consent", [])
    if not isinstance(value, list) or not all(isinstance(purpose, str) for purpose in value):
        raise BadToken("consent must be a list of purposes")
    return tuple(purpose for purpose in PURPOSES if purpose in value)


def expires_at(now: datetime, expires_in_s: float) -> datetime:
    """When a token minted at ``now`` ends, to the second, as ``POST /session`` tells it."""
    end = as_utc("now", now) + timedelta(seconds=expires_in_s)
    return datetime.fromtimestamp(math.floor(end.timestamp()), tz=timezone.utc)

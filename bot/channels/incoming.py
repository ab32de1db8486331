"""The body of POST /messages → what the customer did. Pure: no network, no storage."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass
from typing import Any, Literal

from bot.channels.errors import RequestRefused
from profiles.identity import is_language

ID_MAX, TEXT_MAX, BODY_MAX = 128, 4_000, 64 * 1024
# NUL and its kin: PostgreSQL refuses them, people never type them
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_UNSEEN = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})  # spaces, line ends, direction marks, joiners


@dataclass(frozen=True)
class Incoming:
    """One message. ``body_hash`` tells a repeated request from another one that uses the same id.

    ``lang`` is the language that the customer has just chosen on the page, None where they chose none.
    """

    id: str
    kind: Literal["text", "choice", "event"]
    value: str
    body_hash: str
    lang: str | None = None


def read_body(body: bytes) -> dict[str, Any]:
    """Parse a JSON object, or {} for an empty body. Raises RequestRefused."""
    if len(body) > BODY_MAX:
        raise RequestRefused("too_long", f"a body may have {BODY_MAX} bytes, this one has {len(body)}")
    try:
        data = json.loads(body or b"{}", parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise RequestRefused("bad_request", "the body is not valid JSON") from error
    if not isinstance(data, dict):
        raise RequestRefused("bad_request", "the body must be a JSON object")
    return data


def read_incoming(data: dict[str, Any]) -> Incoming:
    """Check the message's id and its one content. Raises RequestRefused with the contract's codes."""
    message_id = data.get("id")
    if not isinstance(message_id, str) or not 1 <= len(message_id) <= ID_MAX or not _can_be_kept(message_id):
        raise RequestRefused("bad_request", f"id must be a string of 1 to {ID_MAX} characters, no control characters")
    given = [key for key in ("text", "choice", "event") if data.get(key) is not None]
    if len(given) != 1:
        raise RequestRefused("bad_request", "exactly one of text, choice and event must be given")
    kind, value = given[0], data[given[0]]
    if not isinstance(value, str):
        raise RequestRefused("bad_request", f"{kind} must be a string")
    value = _checked(kind, _without_surrogates(value))
    lang = data.get("lang")
    if lang is not None and not is_language(lang):
        raise RequestRefused("bad_request", "lang must be a language tag such as en or it")
    digest = hashlib.sha256(json.dumps([kind, value]).encode()).hexdigest()
    return Incoming(message_id, kind, value, digest, lang)  # type: ignore[arg-type]


def _checked(kind: str, value: str) -> str:
    if kind == "event" and value != "arrived":
        raise RequestRefused("bad_request", "the only event is arrived")
    if kind == "choice" and not 1 <= len(value) <= 200:
        raise RequestRefused("unknown_choice", "this button was not offered")
    if kind != "text":
        return value
    if len(value) > TEXT_MAX:
        raise RequestRefused("too_long", f"a text may have {TEXT_MAX} characters, this one has {len(value)}")
    value = _NOT_TEXT.sub("", value)
    if all(unicodedata.category(character) in _UNSEEN for character in value):
        raise RequestRefused("empty", "the text is empty")
    return value


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def plain_text(value: str) -> str:
    """What can be stored of a text: no half characters, no NUL and its kin."""
    return _NOT_TEXT.sub("", _without_surrogates(value))


def _can_be_kept(message_id: str) -> bool:
    """Two different ids must stay different: what cannot be stored as it is, is refused and not mended."""
    return not any(unicodedata.category(character) in ("Cc", "Cs") for character in message_id)


def _without_surrogates(text: str) -> str:
    """JSON may carry half a character (\\ud83d alone), which no database and no encoder can store."""
    return text.encode("utf-8", "replace").decode("utf-8")

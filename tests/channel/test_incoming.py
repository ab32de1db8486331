"""The body of a message, read: whatever comes, either a message that can be kept or a refusal with its code."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.errors import STATUS, RequestRefused
from bot.channels.incoming import BODY_MAX, ID_MAX, TEXT_MAX, Incoming, plain_text, read_body, read_incoming

ANY_CHARACTER = st.characters(blacklist_categories=())  # half characters and controls too
ANY_TEXT = st.text(ANY_CHARACTER, max_size=80)
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY_TEXT, inner, max_size=3),
    max_leaves=8,
)
ANY_BODY = st.fixed_dictionaries(
    {}, optional={"id": ANY_TEXT | ANY_JSON, **{kind: ANY_TEXT | ANY_JSON for kind in ("text", "choice", "event")}}
)
NEARLY_RIGHT = st.fixed_dictionaries({"id": ANY_TEXT}, optional={"text": ANY_TEXT, "sender": ANY_JSON})


CODES_OF_A_BODY = {"bad_request", "too_long", "empty", "unknown_choice"}


def outcome(read: Callable[[Any], Any], given_: Any) -> Any:
    """What it was read as, or the refusal."""
    try:
        return read(given_)
    except RequestRefused as refused:
        return refused


def refusal(data: dict[str, Any]) -> str:
    """The code with which this body is refused."""
    with pytest.raises(RequestRefused) as refused:
        read_incoming(data)
    return refused.value.code


def check_kept(incoming: Incoming) -> None:
    """It can be stored, encoded and told from others."""
    assert isinstance(incoming, Incoming)
    assert 1 <= len(incoming.id) <= ID_MAX
    incoming.id.encode()
    incoming.value.encode()
    assert "\x00" not in incoming.id + incoming.value
    assert incoming.kind in ("text", "choice", "event")
    if incoming.kind == "text":
        assert incoming.value.strip()
        assert len(incoming.value) <= TEXT_MAX
    assert len(incoming.body_hash) == 64


@given(ANY_BODY | NEARLY_RIGHT)
def test_a_message_or_a_refusal(data: dict[str, Any]) -> None:
    """Never anything but an Incoming or a RequestRefused of the contract."""
    result = outcome(read_incoming, data)
    if isinstance(result, RequestRefused):
        assert result.code in CODES_OF_A_BODY
    else:
        check_kept(result)


@given(st.binary(max_size=200) | ANY_JSON.map(lambda value: json.dumps(value).encode()))
def test_a_body_or_a_refusal(body: bytes) -> None:
    """Any bytes are a JSON object, or refused as no JSON object."""
    result = outcome(read_body, body)
    assert isinstance(result, dict) or result.code == "bad_request"


@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b'"text"',
        b"1",
        b"null",
        b"{",
        b"\xff\xfe{}",
        b"[" * 30_000,
        b'{"a":' * 10_000,
        b'{"value": NaN}',
        b"{} {}",
    ],
    ids=lambda body: repr(body[:12]),
)
def test_what_is_no_object(body: bytes) -> None:
    """Broken, deeply nested and other JSON is a bad request, not a crash."""
    with pytest.raises(RequestRefused) as refused:
        read_body(body)
    assert refused.value.code == "bad_request"


def test_a_body_has_a_size() -> None:
    """An empty body is an empty object; one byte too many is too long."""
    assert read_body(b"") == {}
    with pytest.raises(RequestRefused) as refused:
        read_body(b" " * (BODY_MAX + 1))
    assert refused.value.code == "too_long"


@pytest.mark.parametrize("message_id", [None, "", 7, True, [], "x" * (ID_MAX + 1), "a\x00b", "a\nb", "\ud83d"])
def test_ids_that_cannot_be_kept(message_id: Any) -> None:
    """An id is 1 to 128 characters that every database can tell apart."""
    assert refusal({"id": message_id, "text": "hello"}) == "bad_request"


@pytest.mark.parametrize(
    "message_id", ["1", "x" * ID_MAX, "ordine più tardi", "訂單-7", "👩‍🍳", "' OR 1=1 --", "../../x"]
)
def test_ids_that_can(message_id: str) -> None:
    """Any other characters are as good an id as a UUID."""
    assert read_incoming({"id": message_id, "text": "hello"}).id == message_id


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ({}, "bad_request"),
        ({"text": "a", "choice": "yes"}, "bad_request"),
        ({"text": "a", "event": "arrived"}, "bad_request"),
        ({"text": 7}, "bad_request"),
        ({"text": {"a": 1}}, "bad_request"),
        ({"event": "left"}, "bad_request"),
        ({"event": ""}, "bad_request"),
        ({"choice": ""}, "unknown_choice"),
        ({"choice": "x" * 201}, "unknown_choice"),
        ({"text": ""}, "empty"),
        ({"text": " \t\n\u00a0"}, "empty"),
        ({"text": "\x00\x00"}, "empty"),
        ({"text": "\u200b\u202e\u2066\ufeff"}, "empty"),
        ({"text": "\u00ad\u2028\u180e"}, "empty"),
        ({"text": "x" * (TEXT_MAX + 1)}, "too_long"),
    ],
)
def test_contents_that_are_refused(content: dict[str, Any], code: str) -> None:
    """Exactly one content, of the right kind, neither empty nor too long; each slip has its own code."""
    assert refusal({"id": "1", **content}) == code


def test_the_longest_text() -> None:
    """4,000 characters pass, whatever they are."""
    assert len(read_incoming({"id": "1", "text": "🫖" * TEXT_MAX}).value) == TEXT_MAX


def test_the_sender_in_the_body_is_not_read() -> None:
    """Who speaks is in the token: the body's own idea of it changes nothing."""
    forged = read_incoming({"id": "1", "text": "hello", "sender": "anna", "customer": "anna", "metadata": {"a": 1}})
    assert forged == read_incoming({"id": "1", "text": "hello"})


def test_the_hash_tells_contents_apart() -> None:
    """Same content, same hash; another text or another kind of content, another hash."""
    hashes = {
        read_incoming({"id": "1", **content}).body_hash
        for content in ({"text": "yes"}, {"text": "Yes"}, {"choice": "yes"}, {"text": "arrived"}, {"event": "arrived"})
    }
    assert len(hashes) == 5
    assert read_incoming({"id": "1", "text": "yes"}).body_hash == read_incoming({"text": "yes", "id": "2"}).body_hash


@given(ANY_TEXT)
def test_plain_text_can_be_stored(text: str) -> None:
    """What is left has neither half characters nor NUL, and cleaning it again changes nothing."""
    plain = plain_text(text)
    assert "\x00" not in plain
    assert plain.encode().decode() == plain
    assert plain_text(plain) == plain


@pytest.mark.parametrize("code", STATUS)
def test_a_refusal_is_told_in_the_contracts_form(code: str) -> None:
    """Code, sentence and true status."""
    answer = RequestRefused(code, "why not").response()
    assert answer.status == STATUS[code]
    assert json.loads(answer.body) == {"error": {"code": code, "message": "why not"}}


def test_the_contracts_codes() -> None:
    """The codes that other programs rely on, with their statuses."""
    assert {
        "bad_request": 400, "no_token": 401, "bad_token": 401, "expired_token": 401, "id_reused": 409, "too_long": 413,
        "empty": 422, "unknown_choice": 422, "too_many": 429, "unavailable": 503,
    }.items() <= STATUS.items()  # fmt: skip


@pytest.mark.parametrize("lang", ["it", "de-CH", None])
def test_a_language_chosen_on_the_page_goes_along(lang):
    """It is not part of what was said: the same id with another language is the same message."""
    chosen = read_incoming({"id": "m1", "text": "ok", "lang": lang})
    assert chosen.lang == lang
    assert chosen.body_hash == read_incoming({"id": "m1", "text": "ok"}).body_hash


def test_a_language_that_is_none_is_refused():
    """Neither a number nor a sentence is a language."""
    for lang in (7, "Italian please", ""):
        with pytest.raises(RequestRefused):
            read_incoming({"id": "m1", "text": "ok", "lang": lang})

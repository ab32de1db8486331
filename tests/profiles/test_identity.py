"""Nobody can speak as somebody else."""

from __future__ import annotations

import base64
import json
from datetime import timedelta

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from remembering import NOON

from profiles.identity import BadToken, ExpiredToken, NoToken, expires_at, mint_token, new_anonymous_id, verify_token

SECRET = "a secret that is long enough for HS256, and for HS512 with which a forger might try"
EXP = int(NOON.timestamp()) + 3600


def signed(secret=SECRET, algorithm="HS256", **claims) -> str:
    return jwt.encode({"sub": "anna", "exp": EXP} | claims, secret, algorithm=algorithm)


def unsigned(header: dict, claims: dict, signature: str = "") -> str:
    parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in (header, claims)]
    return ".".join([*parts, signature])


def test_a_token_tells_who_is_speaking():
    """What is minted is what is verified."""
    token = mint_token(SECRET, "anna", 3600, NOON, name="Anna", lang="it", consent=["remember"], demo=True)
    who = verify_token(SECRET, token, NOON)
    assert (who.customer, who.name, who.lang, who.consents, who.demo) == ("anna", "Anna", "it", ("remember",), True)
    assert not who.anonymous


def test_a_shop_may_mint_with_any_library():
    """Unknown claims, an audience and an issue time are ignored; unknown purposes too."""
    who = verify_token(
        SECRET, signed(aud="app", iss="shop", iat=EXP + 9999, role="vip", consent=["remember", "sell"]), NOON
    )
    assert (who.customer, who.consents) == ("anna", ("remember",))


@pytest.mark.parametrize("token", [None, ""])
def test_no_token(token):
    """A missing token is told from a bad one."""
    with pytest.raises(NoToken):
        verify_token(SECRET, token, NOON)


def test_tokens_expire_with_a_leeway():
    """30 seconds of clock difference are forgiven, the 31st is not."""
    token = mint_token(SECRET, "anna", 60, NOON)
    assert verify_token(SECRET, token, NOON + timedelta(seconds=89)).customer == "anna"
    with pytest.raises(ExpiredToken):
        verify_token(SECRET, token, NOON + timedelta(seconds=90))
    assert expires_at(NOON, 60) == NOON + timedelta(seconds=60)


FORGED = {
    "alg none": unsigned({"alg": "none", "typ": "JWT"}, {"sub": "anna", "exp": EXP}),
    "alg None, signed-looking": unsigned({"alg": "None"}, {"sub": "anna", "exp": EXP}, "AAAA"),
    "another key": signed(secret="another secret that is long enough, too"),
    "HS512": signed(algorithm="HS512"),
    "no exp": jwt.encode({"sub": "anna"}, SECRET, algorithm="HS256"),
    "no sub": jwt.encode({"exp": EXP}, SECRET, algorithm="HS256"),
    "exp is text": signed(exp=str(EXP)),
    "exp is true": signed(exp=True),
    "exp is null": signed(exp=None),
    "exp is infinite": jwt.encode({"sub": "anna", "exp": float("inf")}, SECRET, algorithm="HS256"),
    "not yet": signed(nbf=EXP),
    "sub is a number": signed(sub=42),
    "sub is a list": signed(sub=["anna"]),
    "sub is null": signed(sub=None),
    "sub is empty": signed(sub=""),
    "sub is huge": signed(sub="x" * 129),
    "sub has NUL": signed(sub="anna\x00"),
    "sub has a zero-width space": signed(sub="an\u200bna"),
    "sub has a right-to-left mark": signed(sub="an\u202ena"),
    "sub has a line break": signed(sub="anna\nbruno"),
    "sub pretends to be an anonymous visitor": signed(sub="anon-x"),
    "sub pretends, and says anon": signed(sub="anon-x", anon="true"),
    "name is a number": signed(name=42),
    "name is huge": signed(name="x" * 101),
    "lang is a path": signed(lang="../etc"),
    "consent is text": signed(consent="remember"),
    "consent holds numbers": signed(consent=[1]),
    "no token at all": "hello",
    "two dots": "..",
    "not ASCII": "é.é.é",
    "huge": "x" * 10_000,
    "claims are a list": jwt.api_jws.encode(b"[1]", SECRET, algorithm="HS256"),
}


@pytest.mark.parametrize("token", FORGED.values(), ids=FORGED.keys())
def test_a_forged_token_is_refused(token):
    """Whatever is not signed by us, or says what it may not say, is a bad token and never a crash."""
    with pytest.raises(BadToken):
        verify_token(SECRET, token, NOON)


def test_a_tampered_token_is_refused():
    """Other claims under an honest signature do not pass."""
    head, _claims, signature = mint_token(SECRET, "anna", 3600, NOON).split(".")
    other = mint_token("another secret that is long enough, too", "bruno", 3600, NOON).split(".")[1]
    with pytest.raises(BadToken):
        verify_token(SECRET, f"{head}.{other}.{signature}", NOON)


def test_the_error_does_not_repeat_the_token():
    """What is refused must not end up in a log."""
    with pytest.raises(BadToken) as refused:
        verify_token(SECRET, signed(sub="secret-subject\n"), NOON)
    assert "secret-subject" not in str(refused.value)


def test_anonymous_visitors_get_an_id_that_cannot_be_guessed():
    """Two ids differ, carry the reserved prefix, and pass as ours."""
    first, second = new_anonymous_id(), new_anonymous_id()
    assert first != second
    assert len(first) >= 5 + 24
    assert verify_token(SECRET, mint_token(SECRET, first, 60, NOON), NOON).anonymous


@pytest.mark.parametrize("secret", ["", "short"])
def test_a_short_secret_is_refused(secret):
    """A key that can be guessed signs nothing."""
    with pytest.raises(ValueError, match="secret"):
        mint_token(secret, "anna", 60, NOON)
    with pytest.raises(ValueError, match="secret"):
        verify_token(secret, "x", NOON)


@given(st.text(max_size=200))
def test_no_text_is_a_token(text):
    """Any text at all is refused cleanly."""
    with pytest.raises((BadToken, NoToken)):
        verify_token(SECRET, text, NOON)


@given(st.text(max_size=140))
def test_every_subject_is_taken_whole_or_refused(sub):
    """A subject never turns into another one on its way."""
    try:
        who = verify_token(SECRET, signed(sub=sub), NOON)
    except BadToken:
        return
    except UnicodeEncodeError:  # the library cannot sign half a character
        return
    assert who.customer == sub
